"""Kinds of decision: what passes them, and what is asked beside the vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated

from konfrans.charter.amounts import Condition, Requirement
from konfrans.charter.law.organs import Organ, SecondCall
from konfrans.charter.law.votes import STANDARD_KINDS, Attested, Ballot, NotJudged, Step, Tie
from konfrans.charter.law.ways import (
    NO_WAYS,
    Came,
    Confirm,
    Effect,
    Gate,
    Initiative,
    Level,
    Lock,
    Moves,
    Readings,
    Route,
    Standstill,
    Touching,
    Ways,
)
from konfrans.charter.tables import NONE, FromPlace, OrganKey, Size, StandardKindKey, Table, Texts, Wrong
from konfrans.charter.written import ConditionWritten, PresenceWritten

if TYPE_CHECKING:
    from konfrans.charter.law.charter import Charter


class Kind(Table):
    """A kind of decision. A charter's own kind names the standard one that it is a case of (`like`)."""

    key: Annotated[str, FromPlace()]
    organ: OrganKey | None = None
    """The organ that decides; left out where the charter has one organ alone."""
    like: StandardKindKey | None = None
    """The standard kind that it is a case of, whose rule it takes where it has none."""
    name: Texts = NONE
    """The charter's own name for it."""
    condition: ConditionWritten | None = None
    """What the votes have to meet; when they do not, the motion fails."""
    quorum: PresenceWritten | None = None
    """A quorum of its own, in place of its organ's."""
    tie: Tie | None = None
    """What equal votes mean here, in place of its organ's rule."""
    attested: Annotated[tuple[Attested, ...], Size(0, 100)] = ()
    """Rules that people check: until attested, a motion that has its votes is incomplete."""
    not_judged: Annotated[tuple[NotJudged, ...], Size(0, 100)] = ()
    """What the articles ask besides the vote."""
    next: Annotated[tuple[Step, ...], Size(0, 100)] = ()
    """What follows once it has passed."""
    initiative: Annotated[tuple[Initiative, ...], Size(0, 50)] = ()
    """Who may propose it."""
    came: Annotated[tuple[Came, ...], Size(0, 2)] = ()
    """How it is decided when it was not announced."""
    touching: Annotated[tuple[Touching, ...], Size(0, 100)] = ()
    """Articles that it changes on a stronger condition alone, or not at all."""
    routes: Annotated[tuple[Route, ...], Size(0, 20)] = ()
    """Other ways to the same end."""
    readings: Readings | None = None
    """Several readings of the same text."""
    gates: Annotated[tuple[Gate, ...], Size(0, 20)] = ()
    """A second yes that it needs."""
    moves: Annotated[tuple[Moves, ...], Size(0, 10)] = ()
    """Where it goes when it fails or cannot be decided."""
    locks: Annotated[tuple[Lock, ...], Size(0, 10)] = ()
    """Why it may not be raised again at once."""
    standstill: Standstill | None = None
    """A time before its effect."""
    confirm: Confirm | None = None
    """Who confirms it later."""
    effect: Effect | None = None
    """When it takes effect."""
    level: Level | None = None
    """Whom it binds."""

    def faults(self) -> Iterator[Wrong]:
        standard = self.key in STANDARD_KINDS
        if self.like is not None and standard:
            yield "like_of_standard", ("like",), {"given": self.key}
        if not standard:
            for needed in ("like", "name"):
                if not getattr(self, needed):
                    yield "missing_key", (), {"missing": needed}
        led_to = [route.organ for route in self.routes]
        for index, organ in enumerate(led_to):
            if organ in led_to[:index]:
                yield "twice", ("routes", index, "organ"), {"what": "organ", "given": organ}
        rules = [rule.rule for rule in self.attested]
        for index, rule in enumerate(rules):
            if rule in rules[:index]:
                yield "twice", ("attested", index, "rule"), {"what": "rule", "given": rule}


@dataclass(frozen=True, slots=True)
class MotionRule:
    """What governs a motion of one kind: `via` is the article of the fallback, where one was used."""

    kind: str
    organ: Organ
    condition: Condition
    via: str | None
    quorum: Requirement | None
    second_call: SecondCall | None
    calls: tuple[SecondCall, ...]
    tie: Tie | None
    ballot: Ballot | None
    attested: tuple[Attested, ...]
    not_judged: tuple[NotJudged, ...]
    next: tuple[Step, ...]
    ways: Ways


def rule_of(kind: str, charter: Charter) -> MotionRule | None:
    """What governs a motion of this kind; None where the charter has no rule.

    The kind's own rule comes first, then that of the standard kind it is a case of, then the rule for ordinary
    decisions, but the last only where an article says so.
    """
    own = charter.kinds.get(kind)
    like = own.like if own is not None and own.like else kind
    near = [one for one in (own, charter.kinds.get(like) if like != kind else None) if one is not None]
    names = (kind, like)
    via = None
    source = next((one for one in near if one.condition is not None), None)
    if source is None:
        for fallback in charter.fallback:
            if any(name in fallback.kinds for name in names):
                source, via = charter.kinds.get("ordinary"), fallback.article
    if source is None or source.condition is None:
        return None
    organ = charter.organ_of(near[0] if near else source)
    quorum = next((one.quorum for one in near if one.quorum is not None), organ.quorum)
    calls = tuple(
        one for one in (organ.second_call, *organ.later_calls)
        if one is not None and not (one.closed and any(name in one.closed.kinds for name in names))
    )  # fmt: skip
    return MotionRule(
        kind=kind,
        organ=organ,
        condition=source.condition,
        via=via,
        quorum=quorum,
        second_call=calls[0] if calls else None,
        calls=calls,
        tie=source.tie or organ.tie,
        ballot=ballot_for(organ, names),
        attested=tuple(rule for one in near for rule in one.attested),
        not_judged=(
            *_before_session(organ),
            *organ.not_judged,
            *(item for one in near for item in one.not_judged),
            *_with_its_text(organ, names),
        ),
        next=next((one.next for one in near if one.next), ()),
        ways=_ways(near),
    )


def rule_in(organ: Organ, rule: MotionRule) -> MotionRule:
    """A rule as it is when another organ decides: with that organ's quorum, its calls and its tie."""
    calls = tuple(one for one in (organ.second_call, *organ.later_calls) if one is not None)
    return replace(
        rule, organ=organ, quorum=organ.quorum, second_call=calls[0] if calls else None, calls=calls, tie=organ.tie
    )


def _before_session(organ: Organ) -> Iterator[NotJudged]:
    """What the way of calling an ordinary session asks, which a vote by itself does not show."""
    for one in organ.convening:
        if one.session == "ordinary":
            if one.notice is not None:
                yield NotJudged(what="notice", article=one.notice.article)
            if one.papers is not None:
                yield NotJudged(what="papers", article=one.papers.article)
            return


def _with_its_text(organ: Organ, names: tuple[str, ...]) -> Iterator[NotJudged]:
    for one in organ.draft_texts:
        if any(name in one.kinds for name in names):
            yield NotJudged(what="draft_text", article=one.article)


def ballot_for(organ: Organ, names: tuple[str, ...]) -> Ballot | None:
    """The ballot named for the kind itself, else for the standard kind it is a case of, else the general one."""
    for name in names:
        for ballot in organ.ballots:
            if name in ballot.kinds:
                return ballot
    return next((ballot for ballot in organ.ballots if not ballot.kinds), None)


_WAYS = tuple(one.name for one in fields(Ways))


def _ways(near: list[Kind]) -> Ways:
    """What surrounds the vote: each part as the kind itself says, else as the standard kind it is a case of."""
    if not any(getattr(one, name) for one in near for name in _WAYS):
        return NO_WAYS
    return Ways(
        **{
            name: next((found for one in near if (found := getattr(one, name))), getattr(NO_WAYS, name))
            for name in _WAYS
        }
    )
