"""What surrounds a vote, as reasons: how the item came, what it touches, earlier decisions, readings, a second yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from konfrans.charter.amounts import ALL, Base, Joined, Measure, Whose
from konfrans.charter.clock import after, within
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter, MotionRule
from konfrans.charter.law.kinds import rule_in
from konfrans.charter.law.ways import Gate, Initiative, Lock, Readings, Ways
from konfrans.charter.matters import Way
from konfrans.charter.verdicts import Next, Reason, Working


@dataclass(frozen=True, slots=True)
class Passage:
    """How one motion is decided: the rule with the condition and quorum that apply, and what stands in its way."""

    rule: MotionRule
    barred: tuple[Reason, ...] = ()
    """What must hold for the motion to be put to the vote at all."""
    again: Readings | None = None
    """The readings, where this one is not the last."""


def passage(rule: MotionRule, way: Way, count: Count, charter: Charter) -> Passage:
    """The condition that the way of a motion asks for, and whether it may be put to the vote."""
    ways = rule.ways
    barred: list[Reason] = []
    home = rule.organ.key
    rule = routed(rule, way, charter)
    condition, special = rule.condition, []
    again: Readings | None = None
    if ways.readings is not None:
        reading = _reading_number(way)
        again = ways.readings if reading < ways.readings.number else None
        if ways.readings.conditions:
            condition = ways.readings.conditions[min(reading, ways.readings.number) - 1]
        barred += _between(ways.readings, way, charter)
    for came in ways.came:
        if came.how == way.came and came.condition is not None:
            special.append(came.condition)
        elif came.how == way.came:
            barred.append(Reason("came", came.article, met=False, needed="announced", got=way.came))
    for touching in ways.touching:
        touched = [number for number in touching.articles if number in way.touches]
        if touched and touching.condition is not None:
            special.append(touching.condition)
        elif touched:
            facts = {"touched": ", ".join(map(str, touched))}
            barred.append(Reason("touching", touching.article, False, None, touched[0], Working(facts=facts)))
    for lock in ways.locks:
        locked = _locked(lock, way, rule, charter)
        if locked is not None and lock.condition is not None:
            special.append(lock.condition)
        elif locked is not None:
            barred.append(locked)
    if way.moved:
        # `rule` is that of the organ to which it went: only the moves that lead there say how it is decided.
        there = rule.organ.key
        special += [one.condition for one in ways.moves if one.condition is not None and one.leads_to(there, home)]
    if special:
        first, *others = special
        condition = Joined(True, (first, *others)) if others else first
    proposed = _proposed(ways.initiative, way, count)
    if proposed is not None:
        barred.append(proposed)
    if rule.tie is not None and rule.tie.vote == "only" and way.presiding_voted:
        barred.append(Reason("presiding", rule.tie.article, met=False, needed="no", got="yes"))
    return Passage(replace(rule, condition=condition), tuple(barred), again)


def routed(rule: MotionRule, way: Way, charter: Charter) -> MotionRule:
    """The rule of the organ that decided, where it is another than the kind's and the charter opens that route."""
    organ = way.route
    if organ is None or organ == rule.organ.key:
        return rule
    for route in rule.ways.routes:
        if route.organ == organ:
            there = rule_in(charter.organs[organ], rule)
            return replace(there, condition=route.condition, via=None, quorum=route.quorum or there.quorum)
    if organ not in charter.organs or all(one.to != organ for one in rule.ways.moves):
        raise CountError(
            "route_unknown", given=organ[:60], known=(rule.organ.key, *(one.organ for one in rule.ways.routes))
        )
    return rule_in(charter.organs[organ], rule)


# readings -------------------------------------------------------------------------------------------------------------


def _reading_number(way: Way) -> int:
    """Which reading this is: one that failed begins anew."""
    number = 1
    for one in way.readings:
        number = number + 1 if one.passed else 1
    return number


def _between(readings: Readings, way: Way, charter: Charter) -> Iterator[Reason]:
    """Whether this reading keeps the time to the one before it."""
    if _reading_number(way) == 1:
        return
    last = way.readings[-1]
    day = _day(way, "reading")
    if readings.apart == "sessions" and last.sessions_between:
        yield Reason("reading_next_session", readings.article, False, 0, last.sessions_between)
    if readings.between is None:
        return
    held = within(last.on, day, readings.between, charter.calendar)
    for code, bound, missed in (
        ("reading_too_soon", held.least, held.early),
        ("reading_too_late", held.most, held.late),
    ):
        if bound is not None:
            facts = {"last": last.on.isoformat()}
            yield Reason(code, readings.article, not missed, bound.end.isoformat(), day.isoformat(),
                         Working(facts=facts, clock=bound))  # fmt: skip


def next_reading(readings: Readings, way: Way, charter: Charter) -> Next:
    """The reading that has to follow, and its last day where the charter sets one and the day of this one is known."""
    by = None
    if way.on is not None and readings.between is not None and readings.between.most is not None:
        by = after(way.on, readings.between.most, charter.calendar).end.isoformat()
    return Next("reading", "", readings.article, by)


def _day(way: Way, what: str) -> date:
    if way.on is None:
        raise CountError("way_day_missing", what=what)
    return way.on


# earlier decisions, initiative ------------------------------------------------------------------------------------------


def _locked(lock: Lock, way: Way, rule: MotionRule, charter: Charter) -> Reason | None:
    """The reason why it may not be raised yet; None where no earlier decision locks it."""
    for one in way.earlier:
        organ = one.organ or rule.organ.key
        if lock.after not in ("either", one.outcome) or (lock.by is not None and lock.by != organ):
            continue
        end = after(one.on, lock.span, charter.calendar)
        day = _day(way, "lock")
        if day <= end.end:
            free = date.fromordinal(end.end.toordinal() + 1).isoformat()
            facts = {"decided_day": one.on.isoformat(), "free_day": free, "outcome": one.outcome}
            return Reason("lock", lock.article, False, free, day.isoformat(), Working(facts=facts, clock=end))
    return None


def _proposed(initiative: tuple[Initiative, ...], way: Way, count: Count) -> Reason | None:
    """Whether somebody proposes who may; None where the charter does not ask or the facts do not say."""
    if not initiative or (not way.proposed_by and way.proposing is None):
        return None
    for one in initiative:
        for who in way.proposed_by:
            if who in one.who:
                return Reason("initiative", one.article, True, who, who, Working(facts={"needed_who": who}))
    asked = [one.members for one in initiative if one.members is not None]
    if asked:
        found = [measured("initiative_members", one, Asking(count, way.proposing or 0)) for one in asked]
        if way.proposing is None:  # how many ask nobody has said: not even none is enough
            return replace(found[0], met=False)
        return next((one for one in found if one.met), found[0])
    first = initiative[0]
    facts = {"needed_who": list(first.who), "got_who": list(way.proposed_by)}
    return Reason("initiative", first.article, False, first.who[0], way.proposed_by[0] if way.proposed_by else None,
                  Working(facts=facts))  # fmt: skip


class Asking:
    """The counts of a body with so many who ask."""

    def __init__(self, count: Count, asking: int) -> None:
        self.count, self.asking = count, asking

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.count.size(base, whose)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        return self.asking if measure is Measure.ASKING else self.count.value(measure, whose)

    def part(self, whose: Whose) -> Count:
        return self.count.part(whose)


# a second yes -----------------------------------------------------------------------------------------------------------


def gated(gates: tuple[Gate, ...], way: Way) -> tuple[Reason, ...]:
    """What those say whose yes is part of deciding: None while they have said nothing."""
    said = {one.who: one.answer for one in way.gates}
    found = []
    for gate in gates:
        if gate.stands != "before_decision":
            continue
        answer = said.get(gate.who)
        meant = gate.silence if answer == "none" else answer
        met = None if meant is None else meant == "yes"
        found.append(Reason("gate", gate.article, met, "yes", meant, Working(facts={"needed_who": gate.who})))
    return tuple(found)


def gates_ahead(gates: tuple[Gate, ...], way: Way, charter: Charter, *, deciding: bool) -> Iterator[Next]:
    """Those who have still to say yes, and by when where a time is set and the day of the vote is known."""
    said = {one.who for one in way.gates if one.answer != "none"}
    for gate in gates:
        if gate.who in said or (gate.stands == "before_decision") != deciding:
            continue
        by = after(way.on, gate.within, charter.calendar).iso if way.on and gate.within else None
        yield Next(gate.act, gate.who, gate.article, by)


# after it has passed ----------------------------------------------------------------------------------------------------


def before_effect(ways: Ways, way: Way, charter: Charter) -> Iterator[Next]:
    """What stands between a decision and its effect, and what may still undo it."""
    yield from gates_ahead(ways.gates, way, charter, deciding=False)
    if ways.standstill is not None:
        by = after(way.on, ways.standstill.span, charter.calendar).iso if way.on else None
        yield Next("standstill", ways.standstill.cancel or "", ways.standstill.article, by)
    if ways.confirm is not None:
        by = after(way.on, ways.confirm.within, charter.calendar).iso if way.on else None
        yield Next("confirm", ways.confirm.who, ways.confirm.article, by)
