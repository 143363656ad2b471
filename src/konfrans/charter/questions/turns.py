"""Whose turn it is: order by age or seniority, offices that go round, and who presides over an election."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working

if TYPE_CHECKING:
    from konfrans.charter.questions.rounds import Candidate, RoundFacts, There


def in_order(equal: Sequence[Candidate], name: str) -> list[Candidate]:
    """The eldest, or the most senior, first; `CountError` where a day is missing or two are the same."""
    days: dict[str, date] = {}
    for one in equal:
        day = getattr(one, name)
        if day is None:
            raise CountError("day_of_candidate_missing", given=one.key, name=name)
        if day in days.values():
            raise CountError("day_of_candidate_equal", given=one.key, name=name)
        days[one.key] = day
    return sorted(equal, key=lambda one: days[one.key])


def round_about(election: Election, facts: RoundFacts, charter: Charter) -> Verdict:
    """The next in the order of seniority or age after the last who served; the first again after the last."""
    rule = election.rotation
    assert rule is not None
    order = [one.key for one in in_order(facts.candidates, "since" if rule.by == "seniority" else "born")]
    if not order:
        return Verdict(charter.ref, "round", None, Outcome.NO_RESULT)
    last = next((key for key in reversed(facts.served) if key in order), None)
    chosen = order[0] if last is None else order[(order.index(last) + 1) % len(order)]
    answer = {"elected": [chosen], "advance": [], "tied": [], "presides": None, "open": 0}
    reason = Reason(
        "rotation", rule.article, True, rule.by, chosen, Working(facts={"candidate": chosen, "by": rule.by})
    )
    return Verdict(charter.ref, "round", None, Outcome.PASSED, answer, (reason,))


def presides(election: Election, facts: RoundFacts) -> str | None:
    """Who presides: the usual person, or, when that one stands, the oldest or most senior of those there who do not."""
    rule = election.presiding
    if rule is None or facts.presiding not in [one.key for one in facts.candidates]:
        return facts.presiding
    standing = {one.key for one in facts.candidates}
    day: Callable[[There], date | None] = (lambda one: one.born) if rule.who == "oldest" else (lambda one: one.since)
    able = [(found, one.key) for one in facts.there if one.key not in standing and (found := day(one)) is not None]
    return min(able)[1] if able else None
