"""Faults of structure: what a charter leaves out, gives twice, or founds on what it does not have.

A check is one function, registered in `CHECKS`. Some look at tables that a charter need not have: without them they find nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from konfrans.charter.amounts import Base, bases_of, requirements_of
from konfrans.charter.asking import facts_of, question
from konfrans.charter.checks.cases import cases_of
from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.checks.walking import tables_of
from konfrans.charter.clock import after, before
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter, MotionRule, Organ
from konfrans.charter.law.elections import Sole
from konfrans.charter.law.fees import FeeTiers, Points, PointsAxis
from konfrans.charter.law.kinds import ballot_for
from konfrans.charter.law.ranges import misfits
from konfrans.charter.law.representation import VotesTable

Check = Callable[[Charter], Iterator[Finding]]
FIXED = (Base.SEATS, Base.MEMBERS, Base.ENTITLED)
"""What is known before anybody votes: the bases that a quorum may have."""


def structure(charter: Charter) -> Iterator[Finding]:
    """Every finding of structure, check by check."""
    for check in CHECKS:
        yield from check(charter)


def no_quorum(charter: Charter) -> Iterator[Finding]:
    """An organ of several that has no quorum rule, unless each kind that it decides has its own."""
    decided: dict[str, list[MotionRule]] = {}
    for case in cases_of(charter):
        decided.setdefault(case.rule.organ.key, []).append(case.rule)
    for key, organ in charter.organs.items():
        if organ.quorum is not None or _of_one(organ):
            continue
        rules = decided.get(key, [])
        without = tuple(dict.fromkeys(rule.kind for rule in rules if rule.quorum is None))
        if without or not rules:
            yield Finding("no_quorum", Level.FAULT, organ.article, without, {"organ": key})


def _of_one(organ: Organ) -> bool:
    """Whether there is nobody to wait for: one place with a vote, or none at all."""
    places = [seat for seat in organ.seats.values() if seat.counted]
    alone = len(places) < 2 and all(seat.number == 1 and not seat.sent_by for seat in places)
    return organ.size == 1 or (bool(organ.seats) and alone)


def impossible_base(charter: Charter) -> Iterator[Finding]:
    """A quorum that is a share of votes not yet cast, or of those who happen to be there; votes by proxy or by weight where there are none."""
    seen: set[tuple[str, str]] = set()
    proxies = charter.representation is None or bool(charter.representation.proxies)
    for case in cases_of(charter):
        rule = case.rule
        quorums = [one for one in (rule.quorum, *(again.quorum for again in rule.calls)) if one is not None]
        for one in (*requirements_of(rule.condition), *quorums):
            wrong = [base.of.value for base in bases_of(one.amount) if one in quorums and base.of not in FIXED]
            of = [base.of.value for base in bases_of(one.amount)]
            if not proxies:
                wrong += [base for base in of if base == Base.PRESENT_AND_REPRESENTED.value]
            if charter.weights is None and (
                one.whose.weighted or any(base.whose.weighted for base in bases_of(one.amount))
            ):
                wrong.append("weights")
            for base in wrong:
                if (one.article, base) not in seen:
                    seen.add((one.article, base))
                    facts = {"base": base, "organ": rule.organ.key, "quorum": one in quorums}
                    yield Finding("impossible_base", Level.FAULT, one.article, (case.kind,), facts)


def unelectable(charter: Charter) -> Iterator[Finding]:
    """An office that no seat leads to; a seat whose holder an organ elects that has no rule for elections."""
    seats = [(organ, seat) for organ in charter.organs.values() for seat in organ.seats.values()]
    led_to = {seat.office for _organ, seat in seats if seat.office}
    led_to |= {term.founding.acting for term in charter.terms.values() if term.founding is not None}
    for key in (key for key, office in charter.offices.items() if not office.outside):
        where = next((found.article for found in tables_of(charter) if _acts(found.value, key)), None)
        if key not in led_to and where is not None:
            yield Finding("unelectable", Level.FAULT, where, facts={"office": key})
    elects = charter.motion_rule("election") is not None or bool(charter.elections)
    for organ, seat in seats:
        if seat.elected_by is not None and not elects:
            yield Finding(
                "no_election", Level.FAULT, seat.article, facts={"organ": seat.elected_by, "in_organ": organ.key}
            )


_ACTING = ("who", "by", "acting", "appointed_by", "presides", "proposed_by")
"""The keys under which an office does something; one that is only asked for, such as that of a rector, is filled elsewhere."""


def _acts(table: Any, office: str) -> bool:
    named = (getattr(table, name, None) for name in _ACTING)
    return any(office in one if isinstance(one, tuple) else one == office for one in named)


def power_twice(charter: Charter) -> Iterator[Finding]:
    """A kind of decision that two organs may take, where no route says so."""
    for kind in charter.kinds_known():
        rule = charter.motion_rule(kind)
        routes = {route.organ for route in rule.ways.routes} if rule is not None else set()
        given: dict[str, str] = {}
        for key, organ in charter.organs.items():
            for power in organ.powers:
                if kind in power.kinds:
                    given.setdefault(key, power.article)
        own = charter.kinds.get(kind)
        if own is not None and own.organ is not None and rule is not None and own.condition is not None:
            given.setdefault(own.organ, next(requirements_of(rule.condition)).article)
        if len(set(given) - routes) > 1:
            first, second = list(given)[:2]
            facts = {"organ": first, "other_organ": second, "other_article": given[second]}
            yield Finding("power_twice", Level.FAULT, given[first], (kind,), facts)


def row_of_a_table(charter: Charter) -> Iterator[Finding]:
    """A table of fees, points or votes in which a number has no row, or more than one."""
    for found in tables_of(charter):
        if not isinstance(found.value, FeeTiers | PointsAxis | Points | VotesTable):
            continue
        for misfit in misfits(found.value.row):
            sort = "overlap" if misfit.rows else "gap"
            if isinstance(found.value, Points) and sort == "gap":
                continue  # which sums of points there can be, the axes say
            last = misfit.last
            facts = {"first": misfit.first, "last": "" if last is None else last, "open": last is None}
            yield Finding(f"table_{sort}", Level.FAULT, found.article, facts=facts)


_MONTHS = {"months": 1, "years": 12}


def term_over_limit(charter: Charter) -> Iterator[Finding]:
    """A term that is longer than the years for which one person may hold the seat."""
    for term in charter.terms.values():
        years = term.limit.years if term.limit is not None else None
        if years is None or term.length is None or term.length.unit not in _MONTHS:
            continue
        if term.length.number * _MONTHS[term.length.unit] > years * 12:
            facts = {"number": term.length.number, "unit": term.length.unit, "years": years}
            yield Finding("term_over_limit", Level.FAULT, term.article, facts=facts)


FIRST_SESSION = date(2027, 3, 1)
"""When the first session of an example fails."""


def second_call_unreachable(charter: Charter) -> Iterator[Finding]:
    """A second session that may be no later than its notice takes: whoever waits for the first to fail is late."""
    for key, organ in charter.organs.items():
        usual = [way.notice.before for way in organ.convening if way.session == "ordinary" and way.notice is not None]
        for again in (organ.second_call, *organ.later_calls):
            if again is None or again.between is None or again.between.most is None:
                continue
            most, sent = again.between.most, [again.notice.before] if again.notice is not None else usual
            if not sent:
                continue
            try:
                last = after(FIRST_SESSION, most, charter.calendar).end
                due = {before(last, notice, charter.calendar).end: notice for notice in sent}
            except LawError:  # days that no calendar says yet
                continue
            day = max(due)
            if day <= FIRST_SESSION:
                facts = {
                    "organ": key, "first_day": FIRST_SESSION, "last_day": last, "sent_day": day, "early": int(day < FIRST_SESSION),
                    "notice": (due[day].number, due[day].unit), "most": (most.number, most.unit),
                }  # fmt: skip
                yield Finding("second_call_unreachable", Level.REMARK, again.quorum.article, facts=facts)


def tacit(charter: Charter) -> Iterator[Finding]:
    """Silence that counts as a yes; a sole candidate who is elected without a vote."""
    for found in tables_of(charter):
        kinds = (found.kind,) if found.kind else ()
        if getattr(found.value, "silence", None) == "yes" or getattr(found.value, "without", None) == "stands":
            yield Finding("tacit_consent", Level.REMARK, found.article, kinds)
        if isinstance(found.value, Sole) and found.value.way == "declared":
            yield Finding("sole_candidate", Level.REMARK, found.article, kinds)


def demand_shut(charter: Charter) -> Iterator[Finding]:
    """A way of voting that some may ask for, and that is forbidden for every kind that it is for."""
    for key, organ in charter.organs.items():
        for one in organ.demands:
            kinds = one.kinds or (*charter.kinds_ruled(), "")
            usual = [ballot_for(organ, (kind,)) for kind in kinds]
            if all(ballot is not None and ballot.binding and one.against(ballot.mode) for ballot in usual):
                yield Finding("demand_shut", Level.FAULT, one.article, one.kinds, {"organ": key, "mode": one.mode})


def example_unread(charter: Charter) -> Iterator[Finding]:
    """An example that cannot be asked: another question, or facts that do not fit it. What it expects, the test of the examples tells."""
    for place, one in enumerate(charter.example):
        try:
            facts_of(question(one.question), one.facts, charter)
        except LawError as wrong:
            yield Finding(
                "example_unread", Level.FAULT, one.article, facts={"place": f"example.{place}", "error": wrong}
            )


CHECKS: tuple[Check, ...] = (
    no_quorum, impossible_base, unelectable, power_twice, row_of_a_table, term_over_limit, second_call_unreachable, tacit, demand_shut, example_unread,
)  # fmt: skip
"""Every check of structure, in the order of the report."""

__all__ = ["CHECKS", "Check", "structure"]
