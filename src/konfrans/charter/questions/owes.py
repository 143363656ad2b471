"""What does this member owe, by when, and may it vote in spite of arrears?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from konfrans.charter.arrears import Account, InEffect, Owed, Paid
from konfrans.charter.asking import Question
from konfrans.charter.clock.counting import checked
from konfrans.charter.counts import DatumCount
from konfrans.charter.dues import Due, Payer, TableDecided, Wanting, dues, year_of
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.fees import ArrearsStep
from konfrans.charter.money import Currency, Money
from konfrans.charter.tables import NONE, Bounds, CategoryKey, DatumKey, Day, GroupKey, Size, Table
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working

LONGEST = 30
"""Years that one question may look back."""

Year = Annotated[int, Bounds(1900, 2999)]


class Payment(Table):
    """A payment. It goes to what was due first."""

    day: Day
    """The day on which it was paid."""
    amount: Money
    """How much."""


class OwesFacts(Table):
    """A member, its numbers, the tables in force, and what it paid."""

    day: Day
    """The day that is asked about."""
    session: Day | None = None
    """The day of the session in which it would vote; left out: the day asked about."""
    category: CategoryKey
    """The member's category."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 100)] = ()
    """The groups that it belongs to."""
    joined: Day | None = None
    """The day from which it is a member; left out: before the first year asked about."""
    left: Day | None = None
    """The day on which its membership ended."""
    first_year: Year | None = None
    """The first year looked at; left out: that in which it joined, else that of the day."""
    last_year: Year | None = None
    """The last year looked at; left out: that of the day."""
    in_instalments: bool = False
    """Whether it pays in parts, where the charter leaves it the choice."""
    data: Annotated[Mapping[DatumKey, tuple[DatumCount, ...]], Size(0, 50)] = NONE
    """Its numbers, each as it was counted."""
    tables: Annotated[tuple[TableDecided, ...], Size(0, 200)] = ()
    """The tables of fees that decisions set."""
    payments: Annotated[tuple[Payment, ...], Size(0, 1000)] = ()
    """What it paid."""


def owes(facts: OwesFacts, charter: Charter) -> Verdict:
    """What a member owes on a day, and which steps for arrears are in effect.

    `LawError`: `years_reversed`, `too_many_years`, and those of `konfrans.charter.dues`. `incomplete` where a count or a table
    is missing, `invalid` where a number has no row in a table, or several.
    """
    if not charter.fees or charter.currency is None:
        return Verdict(charter=charter.ref, question="owes", kind=None, outcome=Outcome.NO_RULE)
    payer = Payer(
        category=facts.category, groups=facts.groups, joined=facts.joined, left=facts.left, counts=facts.data,
        in_instalments=facts.in_instalments,
    )  # fmt: skip
    session = facts.session or facts.day
    last_day = max(checked(facts.day), checked(session))
    if facts.joined is not None:
        checked(facts.joined)
    found: list[Due] = []
    wanting: list[Wanting] = []
    for key in charter.fees:
        for year in _years(key, facts, charter, last_day):
            one = dues(key, charter, payer, facts.tables, year=year, by=last_day)
            if isinstance(one, Wanting):
                wanting.append(one)
            else:
                found += one
    found.sort(key=lambda one: (one.day, one.year, list(charter.fees).index(one.fee), one.part))
    owed = [Owed(one.day, one.amount, one.year) for one in found]
    account = Account(owed, [Paid(one.day, Fraction(one.amount)) for one in facts.payments], charter.calendar)
    steps = list(_steps(charter, account, facts.day, session, facts.category))
    votes = None if wanting else not any(one.effect == "vote_suspended" and state for one, _day, state in steps)
    reasons = (
        *(_wanting(one) for one in wanting),
        *_amounts(found, account, facts.day, charter.currency),
        *(_step(one, day, state) for one, day, state in steps if not wanting),
    )
    outcome = Outcome.ANSWERED
    if wanting:
        tables_wrong = any(one.code in ("row_missing", "row_twice") for one in wanting)
        outcome = Outcome.INVALID if tables_wrong else Outcome.INCOMPLETE
    return Verdict(
        charter=charter.ref,
        question="owes",
        kind=None,
        outcome=outcome,
        answer=_answer(
            found,
            account,
            facts.day,
            session,
            charter.currency,
            votes,
            steps,
            voice=charter.categories[facts.category].voice == "vote",
        ),
        reasons=reasons,
        next=tuple(_next(charter, wanting, found, account, steps, facts.day)),
    )


def _years(key: str, facts: OwesFacts, charter: Charter, last_day: date) -> range:
    fee = charter.fees[key]
    last = facts.last_year if facts.last_year is not None else year_of(fee, last_day)
    first = facts.first_year
    if first is None:
        first = min(last, year_of(fee, facts.joined)) if facts.joined is not None else last
    if first > last:
        raise LawError("years_reversed", first=str(first), last=str(last))
    if last - first >= LONGEST:
        raise LawError("too_many_years", most=LONGEST)
    return range(first, last + 1)


State = tuple[ArrearsStep, date, InEffect | None]


def _steps(charter: Charter, account: Account, day: date, session: date, category: str) -> Iterator[State]:
    """Each step that may meet this category, the day it is asked for, and whether it is in effect."""
    fees = [fee for fee in charter.fees.values() if category in fee.categories]
    if not fees:
        return
    for step in charter.arrears:
        at = session if step.effect == "vote_suspended" else day
        yield step, at, account.in_effect(step, at, session=session, year=max(year_of(fee, session) for fee in fees))


def _answer(
    found: list[Due],
    account: Account,
    day: date,
    session: date,
    currency: Currency,
    votes: bool | None,
    steps: list[State],
    *,
    voice: bool,
) -> dict[str, Any]:
    """The account as values. Money is text with its currency: "1200.00 AZN"."""
    unpaid = _unpaid(found, account, day)
    overdue = [one for one, left in zip(found, unpaid, strict=True) if left and one.day < day]
    owed = sum((left for one, left in zip(found, unpaid, strict=True) if one.day <= day), Fraction(0))
    later = [(one, left) for one, left in zip(found, unpaid, strict=True) if left and one.day > day]
    credit = account.paid_by(day) - sum((one.amount for one in found), Fraction(0))
    return {
        "day": day.isoformat(),
        "session": session.isoformat(),
        "owed": currency.told(currency.rounded(owed)),
        "overdue_since": overdue[0].day.isoformat() if overdue else None,
        "later": currency.told(currency.rounded(sum((left for _one, left in later), Fraction(0)))),
        "next_due": later[0][0].day.isoformat() if later else None,
        "credit": currency.told(currency.rounded(max(Fraction(0), credit))),
        "vote": "no_vote" if not voice else "not_known" if votes is None else "may_vote" if votes else "vote_rests",
        "steps": [
            {"effect": step.effect, "article": step.article, "since": state.since.isoformat()}
            for step, _at, state in steps if state is not None
        ],
        "rows": [
            {
                "row": "due", "fee": one.fee, "year": str(one.year), "part": one.part, "parts": one.parts, "part_text": _part(one),
                "due": one.day.isoformat(), "amount": currency.told(one.amount),
                "paid": currency.told(currency.rounded(one.amount - left)), "unpaid": currency.told(currency.rounded(left)),
                "article": one.article,
            }
            for one, left in zip(found, unpaid, strict=True)
        ],
    }  # fmt: skip


def _part(one: Due) -> str:
    """Which part of how many: "1/2"; empty where the fee is paid whole."""
    return f"{one.part}/{one.parts}" if one.parts > 1 else ""


def _unpaid(found: list[Due], account: Account, day: date) -> list[Fraction]:
    """What is unpaid of each amount on a day; amounts of nought are paid."""
    places = iter(range(len(account.owed)))
    return [account.unpaid(next(places), day) if one.amount else Fraction(0) for one in found]


def _amounts(found: list[Due], account: Account, day: date, currency: Currency) -> Iterator[Reason]:
    """For each amount: how it came about, and whether it is paid."""
    for one, left in zip(found, _unpaid(found, account, day), strict=True):
        facts: dict[str, Any] = {
            **one.working, "name_fee": one.fee, "year": str(one.year), "due": one.day, "parts": one.parts,
            "part": _part(one),
        }  # fmt: skip
        if "datum" in facts:
            facts["name_datum"] = facts.pop("datum")
        paid = currency.told(currency.rounded(one.amount - left))
        met = True if not left else False if one.day < day else None
        code = f"due_{facts['form']}"
        yield Reason(code, one.article, met, currency.told(one.amount), paid, Working(facts=facts))
        for what, code in (("decision", "amounts_set"), ("reduced", "reduced"), ("periods", "periods")):
            if what in facts and one.part == 1:
                needed = facts[what] if what == code else None
                yield Reason(code, facts[f"{what}_article"], True, needed, None, Working(facts=facts))


def _wanting(one: Wanting) -> Reason:
    facts = {**one.facts, "name_fee": one.fee, "year": str(one.year)}
    if "datum" in facts:
        facts["name_datum"] = facts.pop("datum")
    met = False if one.code in ("row_missing", "row_twice") else None
    return Reason(one.code, one.article, met, None, None, Working(facts=facts))


def _step(step: ArrearsStep, day: date, state: InEffect | None) -> Reason:
    facts: dict[str, Any] = {"day": day}
    if state is not None:
        facts |= {"since": state.since, "due": state.due, "deadline": state.deadline}
    code = "vote_session" if step.effect == "vote_suspended" and step.before_session is not None else step.effect
    return Reason(code, step.article, state is None, None, None, Working(facts=facts))


def _next(
    charter: Charter, wanting: list[Wanting], found: list[Due], account: Account, steps: list[State], day: date
) -> Iterator[Next]:
    for one in {one.fee: one for one in wanting if one.code == "fee_table_missing"}.values():
        rule = charter.motion_rule(one.facts["set_by_kind"])
        who = rule.organ.key if rule is not None else next(iter(charter.organs))
        yield Next(act="set_fee", who=who, article=one.article)
    coming = [due for due, left in zip(found, _unpaid(found, account, day), strict=True) if left and due.day >= day]
    overdue = [due for due, left in zip(found, _unpaid(found, account, day), strict=True) if left and due.day < day]
    if overdue:
        yield Next(act="pay_arrears", who="", article=overdue[0].article)
    if coming:
        yield Next(act="pay", who="", article=coming[0].article, by=coming[0].day.isoformat())
    acts = {"reminder": "remind", "exclusion_open": "propose_exclusion"}
    for step, _at, state in steps:
        if state is not None and step.who is not None and step.effect in acts:
            yield Next(act=acts[step.effect], who=step.who, article=step.article)


OWES = Question("owes", OwesFacts, owes)
