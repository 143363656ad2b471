"""What is still needed, while votes are open: how many more yes decide it, and whether anything can still change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import comb

from konfrans.charter.amounts import Base, Measure, bases_of, requirements_of
from konfrans.charter.asking import Question
from konfrans.charter.evidence import Count
from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter, MotionRule
from konfrans.charter.motions import judge, rule_for, stands, tie_way
from konfrans.charter.questions.motion import MotionFacts
from konfrans.charter.tables import Zero
from konfrans.charter.verdicts import Outcome, Verdict

MOST = 200_000
"""Ways in which the open votes may fall that are looked through; more are refused."""

WAYS = ("yes", "no", "abstain", "blank", "invalid")
_COUNTS_IN = {
    "yes": {Base.PARTICIPANTS, Base.CAST_WITH_BLANKS, Base.VALID, Base.CAST},
    "no": {Base.PARTICIPANTS, Base.CAST_WITH_BLANKS, Base.VALID, Base.CAST, Base.NO},
    "abstain": {Base.PARTICIPANTS, Base.CAST_WITH_BLANKS, Base.VALID},
    "blank": {Base.PARTICIPANTS, Base.CAST_WITH_BLANKS},
    "invalid": {Base.PARTICIPANTS},
    "": set(),
}
"""The bases of ballots in which a vote counts; nothing cast counts in none."""


def counted_in(way: str) -> frozenset[Base]:
    """The bases of ballots in which a vote cast so counts; nothing cast ("") counts in none."""
    return frozenset(_COUNTS_IN[way])


class NeededFacts(MotionFacts):
    """A count that is still open: the votes so far, and how many have still to come."""

    open: Zero | None = None
    """Votes that have still to come; left out: everybody there who has not voted and is not barred."""


def needed(facts: NeededFacts, charter: Charter) -> Verdict:
    """How many more yes decide it, whether an abstention or a no changes that, and whether the result is certain.

    `yes` in the answer is the least number of further yes with which the motion passes if nobody else votes, `sure` the least
    with which it passes however the others vote; null where no number does. `certain` is "passes", "fails", "tie" or null; `tie` says what
    decides if the votes come out equal (`casting_vote`, `lot`), null where they cannot or nothing does.
    `CountError` where the open votes may fall in more ways than can be looked through, and where weights or groups are counted: whose votes
    are open is not known then.
    """
    evidence = facts.evidence()
    so_far = judge(evidence, charter)
    if so_far.outcome is Outcome.NO_RULE:
        return replace(so_far, question="needed")
    count = evidence.count
    coming = count.silent - count.barred if facts.open is None else facts.open
    if coming > count.silent - count.barred:
        raise CountError("more_open_than_there", open=coming, left=count.silent - count.barred)
    rule = rule_for(evidence, charter)
    if _of_parts(rule):
        raise CountError("open_votes_of_a_part")
    breaks = tie_way(rule, evidence.secret)
    kinds = _behaviours(rule, ties=breaks not in (None, "fails"))

    def passes(votes: Count) -> bool | None:
        return stands(rule, evidence, votes)

    if comb(coming + len(kinds) - 1, len(kinds) - 1) > MOST:
        raise CountError("too_many_open", open=coming, most=MOST)
    passing: dict[int, list[bool | None]] = {}
    for extra in falls(coming, kinds):
        passing.setdefault(extra.get("yes", 0), []).append(passes(_with(count, extra)))
    sure = next((k for k in range(coming + 1) if all(all(passing[j]) for j in range(k, coming + 1))), None)
    found = [one for each in passing.values() for one in each]
    alone = _alone(passes, count, coming)
    within = _alone(passes, count, coming - 1)  # one vote fewer is left once somebody abstains or votes against
    states = set(found)
    answer = {
        "open": coming,
        "yes": alone,
        "sure": sure,
        "abstention_changes": coming > 0 and _alone(passes, _with(count, {"abstain": 1}), coming - 1) != within,
        "no_changes": coming > 0 and _alone(passes, _with(count, {"no": 1}), coming - 1) != within,
        "certain": {True: "passes", False: "fails", None: "tie"}[states.pop()] if len(states) == 1 else None,
        "tie": breaks if None in found else None,
    }
    return Verdict(charter.ref, "needed", evidence.kind, Outcome.ANSWERED, answer, so_far.reasons)


def _behaviours(rule: MotionRule, *, ties: bool) -> tuple[str, ...]:
    """The ways to vote that the rule tells apart, nothing cast among them: those that count alike are one. Where equal votes are no end,
    a vote against counts by itself.
    """
    asked = [
        *requirements_of(rule.condition),
        *([rule.quorum] if rule.quorum else []),
        *(one.quorum for one in rule.calls),
    ]
    bases = {one.of for requirement in asked for one in bases_of(requirement.amount)}
    measures = {requirement.measure for requirement in asked}
    if Measure.PARTICIPANTS in measures:
        bases.add(Base.PARTICIPANTS)
    if ties or measures & {Measure.NO, Measure.YES_MINUS_NO}:
        bases.add(Base.NO)
    told: dict[frozenset[Base], str] = {}
    for way in ("", *WAYS[1:]):
        told.setdefault(frozenset(_COUNTS_IN[way] & bases), way)
    return ("yes", *told.values())


def falls(coming: int, kinds: tuple[str, ...]) -> Iterator[dict[str, int]]:
    """Every way in which so many votes may fall."""
    if len(kinds) == 1:
        yield {kinds[0]: coming}
        return
    for first in range(coming + 1):
        for rest in falls(coming - first, kinds[1:]):
            yield {kinds[0]: first, **rest}


def _with(count: Count, extra: dict[str, int]) -> Count:
    """The count with more votes; those that cast nothing stay silent."""
    more = {way: getattr(count, way) + extra[way] for way in WAYS if extra.get(way)}
    return replace(count, not_voting=None, **more) if more else replace(count, not_voting=None)


def _alone(passes: Callable[[Count], bool | None], count: Count, coming: int) -> int | None:
    return next((k for k in range(coming + 1) if passes(_with(count, {"yes": k}))), None)


def _of_parts(rule: MotionRule) -> bool:
    """Whether the rule counts weights or a group: whose the open votes are is not known."""
    asked = [*requirements_of(rule.condition), *([rule.quorum] if rule.quorum else [])]
    return any(one.portions for one in asked)


NEEDED = Question("needed", NeededFacts, needed)
