"""Whose turn it is: order by age or seniority, offices that go round, and who presides over an election."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working

if TYPE_CHECKING:
    from konfrans.charter.questions.ballots import Candidate, RoundFacts


def in_order(
    equal: Sequence[Candidate], name: Literal["since", "born"], *, border: int | None = None
) -> list[Candidate]:
    """The eldest, or the most senior, first.

    `CountError` where a day is missing, or where two are the same and it matters: on both sides of `border`, anywhere without one.
    """
    days: dict[str, date] = {}
    for one in equal:
        day: date | None = getattr(one, name)
        if day is None:
            raise CountError("day_of_candidate_missing", given=one.key, name=name)
        days[one.key] = day
    order = sorted(equal, key=lambda one: (days[one.key], one.key))
    for place in range(1, len(order)) if border is None else range(border, min(border + 1, len(order))):
        if days[order[place - 1].key] == days[order[place].key]:
            raise CountError("day_of_candidate_equal", given=order[place].key, name=name)
    return order


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


def presides(election: Election, facts: RoundFacts) -> tuple[str | None, Reason | None]:
    """Who presides, and why where it is not the usual person: the oldest or most senior of those there who do not stand.

    Nobody, with an open reason, while none of those there is given. `CountError` where a day that decides is missing, or two are the same.
    """
    rule = election.presiding
    standing = {one.key for one in facts.candidates}
    if rule is None or facts.presiding not in standing:
        return facts.presiding, None
    days: dict[str, date] = {}
    for one in facts.there:
        if one.key in standing:
            continue
        day = one.born if rule.who == "oldest" else one.since
        if day is None:
            raise CountError(
                "day_of_presiding_missing", given=one.key, name="born" if rule.who == "oldest" else "since"
            )
        days[one.key] = day
    said = {"candidate": facts.presiding}
    if not days:
        return None, Reason("presides", rule.article, None, rule.who, None, Working(facts=said))
    first = sorted(days, key=lambda key: (days[key], key))
    if len(first) > 1 and days[first[0]] == days[first[1]]:
        raise CountError("day_of_presiding_equal", given=first[0], other=first[1])
    return first[0], Reason("presides", rule.article, True, rule.who, first[0], Working(facts=said))
