"""What is owed, and what follows where it is not paid: reminder, the vote rests, exclusion may be proposed, and back."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import LawError, Outcome, speak
from konfrans.charter.arrears import Account, Owed, Paid
from konfrans.charter.asking import ask
from konfrans.charter.clock import Span, after
from konfrans.charter.holidays import Holidays
from konfrans.charter.law.fees import ArrearsStep

from .bodies import body, fee, owes
from .club import club

STEPS = """
[[arrears]]
article = "1.1"
effect = "reminder"
after = { days = 30 }
who = "president"

[[arrears]]
article = "1.2"
effect = "vote_suspended"
after = { months = 12 }

[[arrears]]
article = "1.1"
effect = "exclusion_open"
after = { years = 2 }
who = "president"
"""


@pytest.mark.parametrize(
    ("day", "effects", "vote"),
    [
        ("2021-03-31", [], "may_vote"),
        ("2021-04-30", [], "may_vote"),
        ("2021-05-01", ["reminder"], "may_vote"),
        ("2022-03-31", ["reminder"], "may_vote"),
        ("2022-04-01", ["reminder", "vote_suspended"], "vote_rests"),
        ("2023-04-01", ["reminder", "vote_suspended", "exclusion_open"], "vote_rests"),
    ],
)
def test_v13_reminder_then_the_vote_rests_then_exclusion_may_be_proposed(day, effects, vote) -> None:
    verdict = owes(body(fee("flat = 100"), STEPS), day=day, first_year=2021, last_year=2021)
    assert [step["effect"] for step in verdict.answer["steps"]] == effects
    assert verdict.answer["vote"] == vote


@pytest.mark.parametrize(
    ("until", "payments", "vote"),
    [
        ("all_paid", [], "vote_rests"),
        ("all_paid", [("2022-05-02", 100)], "vote_rests"),  # of 2022 100 are late as well
        ("amount_paid", [("2022-05-02", 100)], "may_vote"),
        ("all_paid", [("2022-05-02", 100), ("2022-05-10", 100)], "may_vote"),
        ("all_paid", [("2022-05-02", 199)], "vote_rests"),
        ("all_paid", [("2022-03-31", 100)], "may_vote"),  # in time: it never rested
        ("all_paid", [("2022-05-12", 200)], "vote_rests"),  # after the day asked about
    ],
)
def test_v13_the_vote_comes_back_when_it_is_paid(until: str, payments: list, vote: str) -> None:
    step = f'[[arrears]]\narticle = "1.2"\neffect = "vote_suspended"\nafter = {{ months = 12 }}\nuntil = "{until}"\n'
    paid = [{"day": day, "amount": amount} for day, amount in payments]
    verdict = owes(body(fee("flat = 100"), step), day="2022-05-11", first_year=2021, payments=paid)
    assert verdict.answer["vote"] == vote


@pytest.mark.parametrize(
    ("paid", "through", "vote"),
    [("2021-03-25", "year", "may_vote"), ("2021-03-26", "year", "vote_rests"), (None, "year", "vote_rests"),
     (None, "due", "may_vote")],
)  # fmt: skip
def test_v13_paid_up_to_the_current_year_21_days_before_the_assembly(paid, through, vote) -> None:
    """The assembly is on 15 April, the fee is due on 31 March: after the last day for paying, 25 March."""
    step = f'[[arrears]]\narticle = "1.2"\neffect = "vote_suspended"\nbefore_session = {{ days = 21 }}\nthrough = "{through}"\n'
    payments = [{"day": paid, "amount": 100}] if paid else []
    verdict = owes(body(fee("flat = 100"), step), day="2021-04-15", payments=payments)
    assert verdict.answer["vote"] == vote
    assert verdict.answer["overdue_since"] == (None if paid else "2021-03-31")


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 150)), max_size=6), st.integers(0, 2200))
def test_payments_go_to_what_was_due_first_and_nothing_is_lost(payments, until) -> None:
    start = date(2021, 1, 1)
    paid = [{"day": (start + timedelta(days=day)).isoformat(), "amount": amount} for day, amount in payments]
    day = start + timedelta(days=until)
    verdict = owes(CENT, day=day.isoformat(), first_year=2021, last_year=2026, payments=paid)
    rows = verdict.answer["rows"]
    value = lambda text: Fraction(text.split()[0])
    received = sum(amount for when, amount in payments if when <= until)
    assert sum(value(row["paid"]) for row in rows) + value(verdict.answer["credit"]) == received
    assert all(value(row["paid"]) + value(row["unpaid"]) == value(row["amount"]) for row in rows)
    unpaid = [value(row["unpaid"]) > 0 for row in rows]
    assert unpaid == sorted(unpaid), "no later amount is paid before an earlier one"


CENT = body(fee("flat = 100"))


DAYS = st.integers(0, 900)
START = date(2021, 1, 1)


@given(
    st.lists(st.tuples(DAYS, st.integers(1, 9)), min_size=1, max_size=5),
    st.lists(st.tuples(DAYS, st.integers(1, 20)), max_size=5),
    st.sampled_from([Span(days=0), Span(days=40), Span(months=3)]),
    st.integers(0, 1000),
)
def test_v13_the_vote_rests_as_whoever_looks_every_day_would_find(owed, paid, span, last: int) -> None:
    day = lambda at: START + timedelta(days=at)
    account = Account(
        [Owed(day(due), Fraction(amount), 2021) for due, amount in owed],
        [Paid(day(when), Fraction(amount)) for when, amount in paid],
        Holidays(zone="UTC"),
    )
    step = ArrearsStep(article="1.1", effect="vote_suspended", after=span)
    rests = False
    for today in range(last + 1):
        late = [
            at for at, one in enumerate(account.owed)
            if after(one.due, span, Holidays(zone="UTC")).end < day(today) and account.unpaid(at, day(today))
        ]  # fmt: skip
        rests = bool(late) or (rests and account.overdue(day(today)))
    assert (account.in_effect(step, day(last)) is not None) is rests


def test_a_charter_without_fees_has_no_rule() -> None:
    assert ask("owes", {"day": "2026-01-01", "category": "member"}, body()).outcome is Outcome.NO_RULE
    assert (
        ask("admission", {"day": "2026-01-01", "applicant": "X", "category": "member"}, body()).outcome
        is Outcome.NO_RULE
    )
    with pytest.raises(LawError):
        ask("owes", {"day": "2026-01-01", "category": "member"}, club())


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"first_year": 2022, "last_year": 2021}, "years_reversed"), ({"first_year": 1950}, "too_many_years"),
     ({"day": "9999-12-31"}, "date_out_of_range"), ({"session": "9999-01-01"}, "date_out_of_range")],
)  # fmt: skip
def test_days_and_years_beyond_reason_are_refused(facts: dict, code: str) -> None:
    with pytest.raises(LawError) as wrong:
        owes(CENT, **facts)
    assert wrong.value.code == code


def test_an_account_in_words() -> None:
    charter = body(fee("flat = 1200"), STEPS)
    verdict = owes(charter, day="2022-04-11", first_year=2021, payments=[{"day": "2021-03-01", "amount": "200.50"}])
    en, az = speak("en"), speak("az")
    assert en.why(verdict, charter).replace("\u00a0", " ") == (
        "On 11 April 2022 the member owes 2,199.50 AZN; 0.00 AZN is due later. In a session on 11 April 2022: the vote is at rest."
    )
    suspended = next(reason for reason in verdict.reasons if reason.code == "vote_suspended")
    assert en.text(suspended, charter).replace("\u00a0", " ") == (
        "Its vote has been at rest since 1 April 2022: an amount due on 31 March 2021 is not paid (article 1(2))."
    )
    assert az.text(verdict.reasons[0], charter).replace("\u00a0", " ") == (
        "üzvlük haqqı (2021): 1 200,00 AZN, son ödəniş tarixi keçib (31 mart 2021-ci il), ödənilib: 200,50 AZN "
        "(Nizamnamənin 1.2-ci bəndi)."
    )
