"""Two charters compared by exhaustion: the votes of every body up to a size, under each; the first that tells them apart, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import combinations, islice, product
from typing import Any, NamedTuple, get_args

from konfrans.charter.amounts import requirements_of
from konfrans.charter.asking import ask
from konfrans.charter.evidence import COUNTS
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter, MotionRule, SecondCall
from konfrans.charter.law.kinds import rule_in
from konfrans.charter.law.ways import NO_WAYS
from konfrans.charter.motions import motion_verdict
from konfrans.charter.questions.effect import Event
from konfrans.charter.tables import MUST, plain
from konfrans.charter.trial.counts import NAME, NotCounted, Told, Vote, counts_of, settings_of, told_apart, votes_of
from konfrans.charter.verdicts import Verdict

SIZE = 15
"""Entitled to vote, in the largest body that is looked through where the examples speak of none."""
SMALL = 5
"""The largest body of which the open votes (`needed`) are looked through too."""
MOST_VOTES = 600_000
"""Votes compared for one mutant; where there are more, nothing is proven."""

OF_ORGANS: Mapping[str, Any] = {"quorum": None, "recusal": None, "freeze": None, "tie": None, "ballots": ()}
OF_KINDS: Mapping[str, Any] = {
    "condition": None, "quorum": None, "tie": None, "attested": (), "next": (), "came": (), "touching": (), "gates": (),
}  # fmt: skip
"""What the rule of a motion is made of; a charter that differs in nothing else differs for these questions alone."""
OF_THE_ORGAN = ("recusal", "freeze", "later_calls")
"""What the verdict on a motion reads of the organ beside its key and article; the rest is in the rule, or read by other questions."""
OF_SESSIONS = ("quorum", "second_call", "later_calls", "recusal")
"""What of an organ says whether a session of it has a quorum, whatever it decides."""
QUESTIONS = ("motion", "quorum", "organ", "effect", "needed")
"""The questions that read the rule of a motion."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Facts on which two charters answer differently, and the answer of the first."""

    question: str
    facts: Mapping[str, Any]
    verdict: Verdict
    """The answer of the first."""
    other: Verdict | None
    """The answer of the second; None where it cannot be asked there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That two charters answer the same: bodies up to `size`, and how many cases of each question were compared."""

    size: int
    kinds: tuple[str, ...]
    """The kinds whose rule is another. The rest have the same rule, so they were not counted; of several kinds with one rule, one was."""
    cases: Mapping[str, int] = field(default_factory=dict)
    elections: tuple[str, ...] = ()
    """The elections whose rounds are held otherwise."""


def compare(charter: Charter, other: Charter, size: int = SIZE) -> Witness | Proof | None:
    """Compares every vote of every body up to `size` under two charters.

    A witness where they answer differently: one with `size` entitled if there is any, and of those the plainest. A proof where they
    never do and differ in the rules of motions alone. None where counts do not settle it: the charters differ in something else, or
    their rules turn on days, groups, weights or another organ, or there is too much to look through.
    """
    cases: dict[str, int] = {}
    differing: list[str] = []
    compared: list[tuple[MotionRule | None, MotionRule | None]] = []
    looks: list[Callable[[], Witness | None]] = []
    quick = (Quick(charter), Quick(other))
    settled = True
    for kind in charter.kinds_known():
        one, two = (_read(each.motion_rule(kind)) for each in quick)
        if one == two and not (one and _elsewhere(one)):
            continue
        differing.append(kind)
        if (one, two) in compared:
            continue
        compared.append((one, two))
        rules = tuple(rule for each in quick if (rule := each.motion_rule(kind)) is not None)
        looks.append(partial(_compare, kind, rules, quick, size, cases))
    looks += [partial(_in_session, organ, charter, other, size, cases) for organ in charter.organs]
    for look in looks:
        try:
            found = look()
        except NotCounted:
            settled = False
            continue
        if found is not None:
            return found
    same = _rest(charter) == _rest(other) and _elsewhere_read(charter) == _elsewhere_read(other)
    return Proof(size, tuple(differing), cases) if same and settled else None


class Quick:
    """A charter that finds each rule once: a comparison asks for the same ones many thousand times."""

    def __init__(self, charter: Charter) -> None:
        self._charter = charter
        self.motion_rule = cache(charter.motion_rule)
        self.ref = charter.ref

    def __getattr__(self, name: str) -> Any:
        return getattr(self._charter, name)


def _rest(charter: Charter) -> Charter:
    """The charter without what the rules of motions are made of."""
    return charter.but(
        organs={
            key: organ.but(
                **OF_ORGANS,
                second_call=_time_of(organ.second_call),
                later_calls=tuple(_time_of(one) for one in organ.later_calls),
            )
            for key, organ in charter.organs.items()
        },
        kinds={key: kind.but(**OF_KINDS) for key, kind in charter.kinds.items()},
        fallback=(),
        example=(),
    )


def _time_of(call: SecondCall | None) -> tuple[Any, ...] | None:
    """What a second call says beside the quorum: who calls it, when, and when its notice leaves."""
    return None if call is None else (call.who, call.between, call.notice)


def _elsewhere_read(charter: Charter) -> Any:
    """What questions that are not counted read of the rule of a kind: which organ decides, by which article; of elections the quorum."""
    found: list[Any] = []
    for kind in charter.kinds_known():
        rule = charter.motion_rule(kind)
        article = None if rule is None else rule.via or next(requirements_of(rule.condition)).article
        quorum = rule.quorum if rule is not None and kind == "election" and charter.elections else None
        found.append((None if rule is None else rule.organ.key, article, quorum))
    return found, [charter.organs[one.organ].quorum for one in charter.elections.values()]


def _read(rule: MotionRule | None) -> MotionRule | None:
    """What a verdict reads of a rule: not the kind's key, nor lists of kinds; of the organ what `OF_THE_ORGAN` names."""
    if rule is None:
        return None
    unread = {
        name: left_out
        for name, left_out in rule.organ.FIELDS.items()
        if left_out is not MUST and name not in OF_THE_ORGAN
    }
    organ = rule.organ.but(**unread)
    calls = tuple(replace(one, closed=None, between=None) for one in rule.calls)
    ballot = rule.ballot.but(kinds=()) if rule.ballot else None
    return replace(
        rule, kind="", via=None, organ=organ, second_call=calls[0] if calls else None, calls=calls, ballot=ballot,
        not_judged=(),
    )  # fmt: skip


def _elsewhere(rule: MotionRule) -> bool:
    """Whether other organs than the rule's own may come to decide, whose rules it does not hold."""
    return bool(rule.ways.routes or rule.ways.moves)


def _compare(
    kind: str, rules: tuple[MotionRule, ...], charters: tuple[Any, Any], size: int, cases: dict[str, int]
) -> Witness | None:
    told = told_apart(rules)
    settings = settings_of(told)
    for entitled in range(size, -1, -1):
        counts = tuple(islice(counts_of(entitled, told, size), MOST_VOTES))
        for setting in settings:
            found: list[tuple[Vote, Verdict, Verdict | None]] = []
            for vote in votes_of(counts, setting, told):
                cases["motion"] = cases.get("motion", 0) + 1
                one, two = (_motion(vote, kind, charter) for charter in charters)
                if one is None and two is not None:
                    raise NotCounted  # what a charter refuses, no example of it can show
                if one is not None and tells(one, two):
                    found.append((vote, one, two))
            if found:
                vote, one, two = min(found, key=lambda each: _plainness(*each))
                return Witness("motion", facts_of_vote(vote, kind), one, two)
            if cases["motion"] >= MOST_VOTES:
                raise NotCounted
    for question, facts in _beside(kind, told, size):
        cases[question] = cases.get(question, 0) + 1
        one, two = (asked(question, facts, charter) for charter in charters)
        if one is not None and tells(one, two):
            return Witness(question, facts, one, two)
    return None


def _in_session(organ: str, charter: Charter, other: Charter, size: int, cases: dict[str, int]) -> Witness | None:
    """Whether an organ has a quorum, whatever it decides, is asked of its own rule."""
    one, two = (each.organs[organ] for each in (charter, other))
    if all(getattr(one, name) == getattr(two, name) for name in OF_SESSIONS):
        return None
    kind = next((kind for kind in charter.kinds_known() if charter.motion_rule(kind) and other.motion_rule(kind)), None)
    if kind is None:
        raise NotCounted
    rules = tuple(rule_in(each.organs[organ], rule) for each in (charter, other) if (rule := each.motion_rule(kind)))
    told = told_apart(tuple(replace(rule, ways=NO_WAYS, attested=()) for rule in rules))
    for entitled in range(size, -1, -1):
        for count in counts_of(entitled, told, size, cast=False):
            for way, call in product(told.ways, told.calls):
                facts = facts_of_vote(Vote(count, call, way=way), kind) | {"organ": organ}
                cases["quorum"] = cases.get("quorum", 0) + 1
                verdicts = [asked("quorum", facts, each) for each in (charter, other)]
                if verdicts[0] is not None and tells(verdicts[0], verdicts[1]):
                    return Witness("quorum", facts, verdicts[0], verdicts[1])
    return None


def _motion(vote: Vote, kind: str, charter: Any) -> Verdict | None:
    try:
        return motion_verdict(vote.count, kind=kind, charter=charter, call=vote.call, secret=vote.secret,
                              casting=vote.casting, attestations=vote.attestations, way=vote.way)  # fmt: skip
    except LawError:
        return None


def asked(question: str, facts: Mapping[str, Any], charter: Any) -> Verdict | None:
    """The answer; None where the question cannot be asked so."""
    try:
        return ask(question, dict(facts), charter)
    except LawError:
        return None


class Asked(NamedTuple):
    """A question and the facts on which it is asked."""

    question: str
    facts: Mapping[str, Any]


def _beside(kind: str, told: Told, size: int) -> Iterator[Asked]:
    """The other questions that read the rule: who decides, when it takes effect, whether there is a quorum, what is still needed."""
    yield Asked("organ", {"kind": kind})
    decided = date(2026, 11, 20)
    events = get_args(Event)
    for number in range(len(events) + 1):
        for happened in combinations(events, number):
            days = {event: decided + timedelta(days=10 + events.index(event)) for event in happened}
            yield Asked("effect", {"kind": kind, "decided": decided, "events": days})
    for entitled in range(size + 1):
        for count in counts_of(entitled, told, size, cast=False):
            for way, call in product(told.ways, told.calls):
                yield Asked("quorum", facts_of_vote(Vote(count, call, way=way), kind))
    for entitled in range(min(SMALL, size) + 1):
        for count in counts_of(entitled, told, min(SMALL, size)):
            for call in told.calls:
                yield Asked("needed", facts_of_vote(Vote(count, call), kind))


def facts_of_vote(vote: Vote, kind: str) -> dict[str, Any]:
    """The facts of a vote as a file holds them; what is nought or as the charter prescribes is left out."""
    found: dict[str, Any] = {"kind": kind}
    found |= {name: value for name in COUNTS if (value := getattr(vote.count, name)) or name == "entitled"}
    for name in ("members", "seats"):
        if found.get(name) == vote.count.entitled:  # as many as entitled, as where it is left out
            del found[name]
    if vote.call != 1:
        found["call"] = vote.call
    if vote.secret is not None:
        found["secret"] = vote.secret
    if vote.casting is not None:
        found["casting"] = vote.casting
    if vote.attested:
        found["attested"] = [{"rule": rule, "by": NAME} for rule in vote.attested]
    way = plain(vote.way)
    return found | ({"way": way} if way else {})


def tells(one: Verdict, two: Verdict | None) -> bool:
    """Whether an example that expects the first verdict could find that the second is another: by its outcome, by what the first reason
    of a paragraph needed or got, by the acts that follow or by a key of the answer."""
    if two is None or one.outcome is not two.outcome:
        return True
    if [step.act for step in one.next] != [step.act for step in two.next] or _differ(one.answer, two.answer):
        return True
    first, other = _first(one), _first(two)
    return any(
        value is not None and value != found
        for article, values in first.items()
        for value, found in zip(values, other.get(article, (None, None)), strict=True)
    )


def _differ(one: Any, two: Any) -> bool:
    """Of what is not there, nothing can be expected."""
    if not isinstance(one, Mapping):
        return False
    other = two if isinstance(two, Mapping) else {}
    return any(value is not None and value != other.get(key) for key, value in one.items())


def _first(verdict: Verdict) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for reason in verdict.reasons:
        found.setdefault(reason.article, (reason.needed, reason.got))
    return found


def _plainness(vote: Vote, one: Verdict, two: Verdict | None) -> tuple[Any, ...]:
    """The least is the plainest case: another outcome rather than another number, few things said, many there."""
    count = vote.count
    odd = (vote.way != Vote(count).way, vote.call != 1, vote.secret is not None, vote.casting is not None)
    parts = (count.represented, count.barred, count.blank, count.invalid, count.silent, count.abstain, count.no)
    return (
        two is None,
        two is not None and one.outcome is two.outcome,
        sum(odd),
        odd,
        count.members not in (None, count.entitled),
        count.seats not in (None, count.entitled),
        len(vote.attested),
        sum(1 for part in parts if part),
        count.yes == 0,
        abs(count.there - (4 * count.entitled + 4) // 5),
        tuple(parts),
    )
