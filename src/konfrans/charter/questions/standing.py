"""May this person stand for election? When do nominations open and close?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from konfrans.charter.asking import Question
from konfrans.charter.clock import after, before
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election, Eligible, Nominated, Window
from konfrans.charter.tables import NONE, ActorKey, Day, ElectionKey, Key, Line, OfficeKey, Size, Table, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


class StandFacts(Table):
    """A person who wants to stand. What is left out has not happened yet."""

    election: ElectionKey
    """What is elected."""
    on: Day | None = None
    """The day of the election, where nominations have their time."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """Offices that the person holds."""
    acting_in: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """Offices in which the person acts without holding them."""
    has: Annotated[Mapping[Key, Line], Size(0, 50)] = NONE
    """Properties: `category = "full"`."""
    nominated_by: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """Offices and organs that nominated the person."""
    nominating: Zero = 0
    """How many members nominated the person."""
    nominated_on: Day | None = None
    """The day of the nomination."""
    candidates: Zero | None = None
    """How many candidates there were when nominations would have closed, where they stay open longer for too few."""
    recommended: Annotated[Mapping[ActorKey, bool], Size(0, 20)] = NONE
    """What those say who recommend: true or false."""
    endorsed: Annotated[Mapping[ActorKey, bool], Size(0, 20)] = NONE
    """What those say who endorse: true or false."""
    proposed_by: OfficeKey | None = None
    """The office that proposes the person."""
    consents: bool | None = None
    """Whether the person consents."""
    teller: bool = False
    """Whether the person counts the votes."""


def stand(facts: StandFacts, charter: Charter) -> Verdict:
    """Whether a person may stand: every rule with its article.

    `failed` where one is not kept; `incomplete` while consent, nomination or its day is missing; `on_hold` while a recommendation or an
    endorsement is; else `passed`.
    """
    election = charter.elections[facts.election]
    reasons = [reason for one in election.eligible for reason in _eligible(one, facts)]
    ahead: list[Next] = []
    held = False
    for one in election.nominated:
        reason, waits = _nominated(one, facts)
        reasons.append(reason)
        if reason.met is None:
            held = held or waits
            ahead.append(Next(one.step, one.who[0] if one.who else "", one.article))
    if election.proposed_by is not None:
        met = None if facts.proposed_by is None else facts.proposed_by == election.proposed_by
        said = {"needed_office": election.proposed_by, "got_office": facts.proposed_by or ""}
        reasons.append(
            Reason("proposed", election.article, met, election.proposed_by, facts.proposed_by, Working(facts=said))
        )
    if election.consent is not None:
        reasons.append(Reason("consent", election.consent.article, facts.consents, None, None))
    if election.tellers is not None:
        reasons.append(Reason("no_teller", election.tellers.article, not facts.teller, None, None))
    if election.window is not None:
        reasons.append(_in_window(election, election.window, facts, charter))
    outcome = Outcome.PASSED
    if any(one.met is False for one in reasons):
        outcome = Outcome.FAILED
    elif any(one.met is None and one.code not in ("recommends", "endorses") for one in reasons):
        outcome = Outcome.INCOMPLETE
    elif held:
        outcome = Outcome.ON_HOLD
    return Verdict(charter.ref, "stand", None, outcome, None, tuple(reasons), tuple(ahead))


def _eligible(rule: Eligible, facts: StandFacts) -> list[Reason]:
    """Each part of the rule: an office that is asked for, a property, an office that bars."""
    reasons = []
    if rule.offices:
        held = [office for office in rule.offices if office in facts.offices]
        held += [office for office in rule.offices if rule.acting and office in facts.acting_in and office not in held]
        said: dict[str, Any] = {"needed_offices": list(rule.offices), "got_offices": held or list(facts.offices)}
        got = held[0] if held else None
        reasons.append(Reason("holds_office", rule.article, bool(held), rule.offices[0], got, Working(facts=said)))
    if rule.attribute is not None:
        found = facts.has.get(rule.attribute)
        said = {"attribute": rule.attribute, "of_values": list(rule.values), "got_value": found or ""}
        reasons.append(
            Reason("has_property", rule.article, found in rule.values, rule.values[0], found, Working(facts=said))
        )
    if rule.not_offices:
        barred = [office for office in rule.not_offices if office in facts.offices]
        said = {"barred_offices": barred or list(rule.not_offices)}
        first = barred[0] if barred else None
        reasons.append(Reason("not_office", rule.article, not barred, None, first, Working(facts=said)))
    return reasons


def _nominated(rule: Nominated, facts: StandFacts) -> tuple[Reason, bool]:
    """The reason, and whether what is missing is part of deciding (a recommendation, an endorsement)."""
    said = {"needed_who": list(rule.who)}
    if rule.step != "nominates":
        given = facts.recommended if rule.step == "recommends" else facts.endorsed
        yes = [who for who in rule.who if given.get(who)]
        no = [who for who in rule.who if given.get(who) is False]
        met = True if yes else False if len(no) == len(set(rule.who)) else None
        if yes or no:
            said = {"needed_who": yes or [who for who in rule.who if met is False or who not in no]}
        return Reason(rule.step, rule.article, met, rule.who[0], yes[0] if yes else None, Working(facts=said)), True
    by = next((who for who in rule.who if who in facts.nominated_by), None)
    if by is not None:
        return Reason("nominates", rule.article, True, rule.who[0], by, Working(facts={"needed_who": [by]})), False
    if rule.members is not None:
        met = facts.nominating >= rule.members or None
        return Reason("nominating", rule.article, met, rule.members, facts.nominating), False
    return Reason("nominates", rule.article, None, rule.who[0], None, Working(facts=said)), False


def _in_window(election: Election, rule: Window, facts: StandFacts, charter: Charter) -> Reason:
    """Whether the nomination came in time; open while its day, or that of the election, is not given."""
    if facts.on is None:
        return Reason("window_day", rule.article, None, None, None)
    opens, closes = _window(election, facts.on, charter)
    day = facts.nominated_on
    if rule.extends is not None and _few(election, facts.candidates) and (day is None or day > closes.end):
        closes = after(closes.end, rule.extends, charter.calendar)
    said = Working(facts={"opens": opens.end, "closes": closes.end}, clock=closes)
    if day is None:
        return Reason("in_window", rule.article, None, closes.iso, None, said)
    return Reason("in_window", rule.article, opens.end <= day <= closes.end, closes.iso, day.isoformat(), said)


def _few(election: Election, candidates: int | None) -> bool:
    return candidates is not None and candidates < election.seats


class WindowFacts(Table):
    """When an election is held, and how many candidates there are."""

    election: ElectionKey
    """What is elected."""
    on: Day
    """The day of the election."""
    at: Day | None = None
    """The day that is asked about."""
    candidates: Zero | None = None
    """How many candidates there are on that day."""


def window(facts: WindowFacts, charter: Charter) -> Verdict:
    """When nominations open and close (`opens`, `closes`), whether they were extended, and whether they are open on a day (`open`)."""
    election = charter.elections[facts.election]
    rule = election.window
    if rule is None:
        return Verdict(charter.ref, "window", None, Outcome.NO_RULE)
    opens, closes = _window(election, facts.on, charter)
    few = _few(election, facts.candidates)
    extended = rule.extends is not None and few and facts.at is not None and facts.at > closes.end
    if extended and rule.extends is not None:
        closes = after(closes.end, rule.extends, charter.calendar)
    open_now = None if facts.at is None else opens.end <= facts.at <= closes.end
    answer = {"opens": opens.iso, "closes": closes.iso, "extended": extended, "open": open_now}
    said = {"opens": opens.end, "closes": closes.end}
    reason = Reason("window", rule.article, True, closes.iso, None, Working(facts=said, clock=closes))
    return Verdict(charter.ref, "window", None, Outcome.ANSWERED, answer, (reason,))


def _window(election: Election, on: Any, charter: Charter) -> tuple[Any, Any]:
    rule = election.window
    assert rule is not None  # asked by whoever calls
    return before(on, rule.opens, charter.calendar), before(on, rule.closes, charter.calendar)


STAND = Question("stand", StandFacts, stand)
WINDOW = Question("window", WindowFacts, window)
