"""May this person stand for election? When do nominations open and close?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from konfrans.charter.asking import Question
from konfrans.charter.clock import after, before
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election, Eligible, Nominated
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

    `failed` where one is not kept; `incomplete` while consent or nomination is missing; `on_hold` while a recommendation or an endorsement
    is; else `passed`.
    """
    election = charter.elections[facts.election]
    reasons = [_eligible(one, facts) for one in election.eligible]
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
    if election.window is not None and facts.on is not None and facts.nominated_on is not None:
        opens, closes = _window(election, facts.on, charter)
        day = facts.nominated_on
        said_days = {"opens": opens.end, "closes": closes.end}
        met = opens.end <= day <= closes.end
        reasons.append(Reason("in_window", election.window.article, met, closes.iso, day.isoformat(),
                              Working(facts=said_days, clock=closes)))  # fmt: skip
    outcome = Outcome.PASSED
    if any(one.met is False for one in reasons):
        outcome = Outcome.FAILED
    elif any(one.met is None and one.code not in ("recommends", "endorses") for one in reasons):
        outcome = Outcome.INCOMPLETE
    elif held:
        outcome = Outcome.ON_HOLD
    return Verdict(charter.ref, "stand", None, outcome, None, tuple(reasons), tuple(ahead))


def _eligible(rule: Eligible, facts: StandFacts) -> Reason:
    held = [office for office in rule.offices if office in facts.offices]
    held += [office for office in rule.offices if rule.acting and office in facts.acting_in]
    barred = [office for office in rule.not_offices if office in facts.offices]
    if barred:
        said: dict[str, Any] = {"barred_offices": barred}
        return Reason("not_office", rule.article, False, None, barred[0], Working(facts=said))
    if rule.offices:
        said = {"needed_offices": list(rule.offices), "got_offices": held or list(facts.offices)}
        return Reason(
            "holds_office", rule.article, bool(held), rule.offices[0], held[0] if held else None, Working(facts=said)
        )
    if rule.attribute is not None:
        got = facts.has.get(rule.attribute)
        said = {"attribute": rule.attribute, "of_values": list(rule.values), "got_value": got or ""}
        return Reason("has_property", rule.article, got in rule.values, rule.values[0], got, Working(facts=said))
    return Reason(
        "not_office", rule.article, True, None, None, Working(facts={"barred_offices": list(rule.not_offices)})
    )


def _nominated(rule: Nominated, facts: StandFacts) -> tuple[Reason, bool]:
    """The reason, and whether what is missing is part of deciding (a recommendation, an endorsement)."""
    said = {"needed_who": list(rule.who)}
    if rule.step != "nominates":
        given = facts.recommended if rule.step == "recommends" else facts.endorsed
        answers = [given[who] for who in rule.who if who in given]
        met = None if not answers else all(answers)
        return Reason(rule.step, rule.article, met, rule.who[0], None, Working(facts=said)), True
    if any(who in facts.nominated_by for who in rule.who):
        return Reason("nominates", rule.article, True, rule.who[0], rule.who[0], Working(facts=said)), False
    if rule.members is not None:
        met = facts.nominating >= rule.members or None
        return Reason("nominating", rule.article, met, rule.members, facts.nominating), False
    return Reason("nominates", rule.article, None, rule.who[0], None, Working(facts=said)), False


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
    few = facts.candidates is not None and facts.candidates < election.seats
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
