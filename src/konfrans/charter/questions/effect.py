"""When does a decision take effect, whom does it bind, and may it still be undone?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from konfrans.charter.asking import Question
from konfrans.charter.clock import after
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.ways import Confirm, Effect, Gate, Standstill
from konfrans.charter.matters import GateAnswer
from konfrans.charter.passage import Asking
from konfrans.charter.tables import NONE, Day, KindKey, Size, Table, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working

ONE_DAY = timedelta(days=1)
Event = Literal["publication", "state_registration", "approval"]


class Confirmed(Table):
    """What became of a confirmation."""

    answer: Literal["yes", "no", "none"]
    """Confirmed, refused, or nothing in the time for it."""
    on: Day | None = None
    """Its day."""


class EffectFacts(Table):
    """A decision that passed, and what has happened since."""

    kind: KindKey
    """The kind of decision."""
    decided: Day
    """The day of the decision."""
    events: Mapping[Event, Day] = NONE
    """Days of what followed: `publication`, `state_registration`, `approval`."""
    members: Zero | None = None
    """Members, where their objections are counted."""
    objections: Zero = 0
    """Members who objected during a standstill."""
    cancelled: Day | None = None
    """The day on which the organ that may cancel it did so."""
    confirmed: Confirmed | None = None
    """What became of the confirmation."""
    gates: Annotated[tuple[GateAnswer, ...], Size(0, 20)] = ()
    """What those said whose yes its effect needs."""


@dataclass(slots=True)
class _Found:
    """What is found on the way: the latest day, reasons, and what is still to come."""

    day: date | None
    reasons: list[Reason] = field(default_factory=list)
    ahead: list[Next] = field(default_factory=list)
    stopped: bool = False
    until: date | None = None

    def wait(self, step: Next) -> None:
        self.day = None
        self.ahead.append(step)

    def not_before(self, day: date) -> None:
        if self.day is not None:
            self.day = max(self.day, day)


def effect(facts: EffectFacts, charter: Charter) -> Verdict:
    """The day from which a decision has effect, and until when, if it was undone.

    `answered` with `from` (a day), `until` (a day, or null) and `level` (whom it binds, null where the charter does not say);
    `on_hold` while an event or a yes has still to come; `failed` where it never takes effect. `KindError` for a kind that is none.
    """
    rule = charter.motion_rule(facts.kind)
    if rule is None:
        return Verdict(charter.ref, "effect", facts.kind, Outcome.NO_RULE)
    ways = rule.ways
    early = next(((event, day) for event, day in facts.events.items() if day < facts.decided), None)
    if early is not None:
        raise LawError(
            "event_before_decision", event=early[0], day=early[1].isoformat(), decided=facts.decided.isoformat()
        )
    found = _Found(facts.decided)
    _begins(ways.effect, facts, charter, found)
    for step in rule.next:
        if step.act == "state_registration" and (ways.effect is None or ways.effect.on != step.act):
            _event(step.act, step.article, step.who, facts, found)
    for gate in ways.gates:
        if gate.stands == "before_effect":
            _gate(gate, facts, charter, found)
    if ways.standstill is not None:
        _standstill(ways.standstill, facts, charter, found)
    if ways.confirm is not None and not found.stopped:
        _confirm(ways.confirm, facts, charter, found)
    outcome = Outcome.FAILED if found.stopped else Outcome.ANSWERED if found.day else Outcome.ON_HOLD
    answer: dict[str, Any] = {
        "from": found.day.isoformat() if found.day and not found.stopped else None,
        "until": found.until.isoformat() if found.until else None,
        "level": ways.level.level if ways.level else None,
        "level_article": ways.level.article if ways.level else None,
    }
    if ways.level is not None:
        said = Working(facts={"level": ways.level.level})
        found.reasons.append(Reason("level", ways.level.article, True, None, None, said))
    return Verdict(charter.ref, "effect", facts.kind, outcome, answer, tuple(found.reasons), tuple(found.ahead))


def _begins(effect: Effect | None, facts: EffectFacts, charter: Charter, found: _Found) -> None:
    if effect is None:
        return
    start: date | None = facts.decided
    if effect.on == "date":
        assert effect.month is not None and effect.day is not None  # the schema asks for both
        start = _next_day(facts.decided, effect.month, effect.day)
    elif effect.on != "decision":
        start = facts.events.get(effect.on)
    if start is None:
        found.wait(Next(effect.on, "", effect.article))
        return
    clock = None
    if effect.span is not None:
        clock = after(start, effect.span, charter.calendar)
        start = clock.end
    facts_said = {"event": effect.on, "day": start.isoformat()}
    found.reasons.append(
        Reason(
            "effect" if clock is None else "effect_after",
            effect.article,
            True,
            None,
            start.isoformat(),
            Working(facts=facts_said, clock=clock),
        )
    )
    found.not_before(start)


def _next_day(day: date, month: int, number: int) -> date:
    """The next such day of the calendar after a day; a day that the month does not have is the first of the next month."""
    found = _in_year(day.year, month, number)
    return found if found > day else _in_year(day.year + 1, month, number)


def _in_year(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month + 1, 1)


def _event(act: Event, article: str, who: str, facts: EffectFacts, found: _Found) -> None:
    day = facts.events.get(act)
    if day is None:
        found.wait(Next(act, who, article))
    else:
        found.reasons.append(
            Reason("effect", article, True, None, day.isoformat(), Working(facts={"event": act, "day": day}))
        )
        found.not_before(day)


def _gate(gate: Gate, facts: EffectFacts, charter: Charter, found: _Found) -> None:
    said = next((one for one in facts.gates if one.who == gate.who), None)
    meant = None if said is None else gate.silence if said.answer == "none" else said.answer
    met = None if meant is None else meant == "yes"
    found.reasons.append(Reason("gate", gate.article, met, "yes", meant, Working(facts={"needed_who": gate.who})))
    if met is None:
        by = after(facts.decided, gate.within, charter.calendar).iso if gate.within else None
        found.wait(Next(gate.act, gate.who, gate.article, by))
    elif not met:
        found.stopped = True
    elif said is not None and said.on is not None:
        found.not_before(said.on)
    elif gate.within is not None:
        found.not_before(after(facts.decided, gate.within, charter.calendar).end)


def _standstill(rule: Standstill, facts: EffectFacts, charter: Charter, found: _Found) -> None:
    clock = after(facts.decided, rule.span, charter.calendar)
    stops = None
    if rule.objection is not None:
        members = facts.objections if facts.members is None else facts.members
        counted = Asking(Count(entitled=max(members, facts.objections)), facts.objections)
        stops = measured("objections", rule.objection, counted)
    if facts.cancelled is not None and rule.cancel is not None and facts.cancelled <= clock.end:
        said = {"by_organ": rule.cancel, "day": facts.cancelled}
        found.reasons.append(
            Reason("cancelled", rule.article, False, None, facts.cancelled.isoformat(), Working(facts=said))
        )
        found.stopped = True
    if stops is not None and stops.met and rule.confirmed_by is None:
        found.reasons.append(Reason("objections", stops.article, False, stops.needed, stops.got, stops.working))
        found.stopped = True
    elif stops is not None and stops.met:
        _objected(stops, rule.confirmed_by or "", facts, found)
    if not found.stopped:
        said = {"day": clock.end}
        found.reasons.append(
            Reason("standstill", rule.article, True, clock.end.isoformat(), None, Working(facts=said, clock=clock))
        )
        found.not_before(clock.end + ONE_DAY)


def _objected(stops: Reason, who: str, facts: EffectFacts, found: _Found) -> None:
    """An objection that a confirmation lifts."""
    said = facts.confirmed
    met = None if said is None else said.answer == "yes"
    working = replace(stops.working, facts={"by_who": who})
    found.reasons.append(Reason("objections_lifted", stops.article, met, stops.needed, stops.got, working))
    if said is None:
        found.wait(Next("confirm", who, stops.article))
    elif not met:
        found.stopped = True
    elif said.on is not None:
        found.not_before(said.on)


def _confirm(rule: Confirm, facts: EffectFacts, charter: Charter, found: _Found) -> None:
    clock = after(facts.decided, rule.within, charter.calendar)
    said = facts.confirmed
    if said is None:
        found.ahead.append(Next("confirm", rule.who, rule.article, clock.iso))
        return
    late = said.on is not None and said.on > clock.end
    lapses = (said.answer == "none" or late) and rule.without == "lapses"
    undone = said.answer == "no" and not late and rule.refusal == "undoes"
    if undone or lapses:
        found.until = said.on if undone and said.on else clock.end
    what = "refused" if undone else "lapsed" if lapses else "confirmed" if said.answer == "yes" else "stands"
    facts_said = {"needed_who": rule.who, "what": what, "day": clock.end}
    found.reasons.append(Reason("confirmed", rule.article, not (undone or lapses), clock.end.isoformat(),
                                said.on.isoformat() if said.on else None, Working(facts=facts_said, clock=clock)))  # fmt: skip


EFFECT = Question("effect", EffectFacts, effect)
