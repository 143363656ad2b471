"""The same vote with fewer members who may vote: what acting heads without a vote would change."""

from __future__ import annotations

from dataclasses import replace

from konfrans.charter.amounts import Base
from konfrans.charter.evidence import Count, Evidence

ABSENT_FIRST = ("absent", "silent", "abstain", "blank", "invalid", "no", "yes")
FOR_FIRST = ("yes", "absent", "silent", "abstain", "blank", "invalid", "no")
AGAINST_FIRST = ("no", "absent", "silent", "abstain", "blank", "invalid", "yes")
ORDERS = (ABSENT_FIRST, FOR_FIRST, AGAINST_FIRST)
"""Counts do not say who was an acting head: whose votes fall away first, in three ways that bound the rest."""


def with_acting(evidence: Evidence, acting: int, order: tuple[str, ...] = ABSENT_FIRST) -> Evidence | None:
    """The evidence of a vote in which so many of those entitled may not vote; they stay members. None where it cannot be told:
    nobody would be left, or the counts are of groups or weights."""
    count = evidence.count
    if acting == 0:
        return evidence
    if count.groups or count.weights is not None or acting >= count.entitled:
        return None
    rest, votes = acting, {name: getattr(count, name) for name in ("yes", "no", "abstain", "blank", "invalid")}
    places = votes | {"absent": count.entitled - count.there, "silent": count.silent - count.barred}
    gone = dict.fromkeys(places, 0)
    for name in order:
        gone[name] = min(rest, max(0, places[name]))
        rest -= gone[name]
    if rest:
        return None
    left = sum(number for name, number in gone.items() if name != "absent")
    present = max(0, count.present - left)
    return replace(
        evidence,
        count=Count(
            entitled=count.entitled - acting, members=count.size(Base.MEMBERS), seats=count.size(Base.SEATS), present=present,
            represented=count.represented - (left - (count.present - present)), barred=count.barred,
            **{name: number - gone[name] for name, number in votes.items()},
        ),
    )  # fmt: skip
