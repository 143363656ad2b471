"""Every case in which a kind of decision is put to the vote: the plain one, and each that the charter decides otherwise.

A case is judged by the engine under the same charter in which nothing surrounds a vote, so that its votes alone decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property

from konfrans.charter.amounts import Condition, Requirement, requirements_of
from konfrans.charter.evidence import Casting, Count
from konfrans.charter.law import Charter, Kind, MotionRule, Organ
from konfrans.charter.law.ways import NO_WAYS, Ways
from konfrans.charter.matters import Opening, Way
from konfrans.charter.motions import motion_verdict
from konfrans.charter.verdicts import Verdict

AMENDMENT = "charter_amendment"


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of decision in one case: its rule there, and the articles that it changes, where that makes the case."""

    rule: MotionRule
    plain: bool = True
    """Whether it is the kind's own rule; false: that of a late item, an entrenched article, another route …"""
    touches: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        return self.rule.kind

    @property
    def article(self) -> str:
        """The paragraph of the condition's first requirement."""
        return next(requirements_of(self.rule.condition)).article

    @property
    def articles(self) -> frozenset[str]:
        """The paragraphs that a finding about it may be told at: that one, and that of its quorum."""
        quorum = self.rule.quorum
        return frozenset({self.article} if quorum is None else {self.article, quorum.article})


def cases_of(charter: Charter) -> Iterator[Case]:
    """Every case of every kind that the charter has a rule for."""
    for kind in charter.kinds_ruled():
        rule = charter.motion_rule(kind)
        if rule is not None:
            yield Case(rule)
            yield from _special(rule, charter)


def _special(rule: MotionRule, charter: Charter) -> Iterator[Case]:
    ways = rule.ways
    others = [one.condition for one in ways.came] + [one.condition for one in ways.locks]
    others += [one.condition for one in ways.moves if one.to in (None, rule.organ.key)]
    others += ways.readings.conditions if ways.readings is not None else ()
    for condition in others:
        if condition is not None:
            yield Case(replace(rule, condition=condition), plain=False)
    for touching in ways.touching:
        if touching.condition is not None:
            yield Case(replace(rule, condition=touching.condition), plain=False, touches=touching.articles)
    for route in ways.routes:
        yield Case(_in_organ(rule, charter.organs[route.organ], route.condition, route.quorum), plain=False)
    for move in ways.moves:
        if move.to is not None and move.to != rule.organ.key:
            yield Case(_in_organ(rule, charter.organs[move.to], move.condition or rule.condition, None), plain=False)


def _in_organ(rule: MotionRule, organ: Organ, condition: Condition, quorum: Requirement | None) -> MotionRule:
    calls = tuple(one for one in (organ.second_call, *organ.later_calls) if one is not None)
    return replace(
        rule, organ=organ, condition=condition, quorum=quorum or organ.quorum, calls=calls,
        second_call=calls[0] if calls else None, tie=organ.tie,
    )  # fmt: skip


class Bench:
    """The engine's judgement on the cases of one charter."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter

    @cached_property
    def _bare(self) -> Charter:
        """The charter in which nothing surrounds a vote: no gates, no readings, no locks."""
        nothing = {one.name: getattr(NO_WAYS, one.name) for one in fields(Ways)}
        return self.charter.but(kinds={key: kind.but(**nothing) for key, kind in self.charter.kinds.items()})

    def judge(
        self, case: Case, count: Count, *, call: int = 1, casting: Casting | None = None, lot: bool = False
    ) -> Verdict:
        """The verdict on these counts in this case. Groups that are not among them vote as the whole body does, each vote with the weight one.

        Where the ballot may be open or secret, it is the one in which there is a casting vote, or in which a lot is drawn.
        """
        rule = case.rule
        law = self._bare
        if not case.plain:
            own = law.kinds.get(case.kind) or Kind(key=case.kind)
            here = own.but(organ=rule.organ.key, condition=rule.condition, quorum=rule.quorum, tie=rule.tie)
            law = law.but(kinds={**law.kinds, case.kind: here})
        secret = None
        if (casting or lot) and rule.tie is not None and not (rule.ballot and rule.ballot.binding):
            secret = rule.tie.open != ("lot" if lot else "casting_vote")
        opening = Opening(
            entitled=count.entitled, present=count.present, represented=count.represented, members=count.members
        )
        return motion_verdict(
            count if count.groups else in_every_part(count, rule), kind=case.kind, charter=law, call=call, secret=secret, casting=casting,
            way=Way(put_off=call > 1, opening=opening),
        )  # fmt: skip


def in_every_part(count: Count, rule: MotionRule) -> Count:
    """The same counts for every group that the rule counts, each vote with the weight one."""
    conditions = (rule.condition, rule.quorum, *(one.quorum for one in rule.calls))
    asked = [one.whose for condition in conditions for one in requirements_of(condition)]
    if not any(whose.group or whose.weighted for whose in asked):
        return count
    weighed = replace(count, weights=count)
    return replace(weighed, groups={whose.group: weighed for whose in asked if whose.group})
