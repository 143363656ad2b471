"""Money to the last unit, and rows in which each number has exactly one place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import CharterError, Outcome, speak
from konfrans.charter.dues import misfit_tables
from konfrans.charter.law.ranges import Misfit, Range, misfits, rows_of
from konfrans.charter.money import Currency, parts_of, read_money

from .bodies import EBSN, KRASP_2013, KRASP_2021, KRZASP, body, owes

# rows -------------------------------------------------------------------------------------------------------------------

BOUND = st.integers(0, 30)
ROW = st.builds(
    lambda low, lows, size, tops: Range(**{lows: low, **({tops: low + size} if tops else {})}),
    BOUND, st.sampled_from(["at_least", "more_than"]), st.integers(2, 12), st.sampled_from(["at_most", "less_than", ""]),
)  # fmt: skip


@given(st.lists(ROW, min_size=1, max_size=5))
def test_gaps_and_overlaps_are_exactly_the_numbers_without_one_row(rows: list[Range]) -> None:
    found = misfits(rows)
    for number in range(60):
        held = [one.rows for one in found if one.first <= number and (one.last is None or number <= one.last)]
        expected = rows_of(rows, number)
        assert held == ([] if len(expected) == 1 else [expected]), number


def test_a_border_that_two_rows_claim_is_an_overlap_and_one_that_none_claims_a_gap() -> None:
    claimed = [Range(at_most=1200), Range(at_least=1200, at_most=3000), Range(more_than=3000)]
    assert misfits(claimed) == (Misfit(1200, 1200, (0, 1)),)
    unclaimed = [Range(less_than=1200), Range(more_than=1200, at_most=3000)]
    assert misfits(unclaimed) == (Misfit(1200, 1200, ()), Misfit(3001, None, ()))


@pytest.mark.parametrize(("old", "students", "code"), [
    ("more_than = 1200, at_most = 3000", 1200, "row_twice"), ("more_than = 1200, at_most = 3000", 1300, None),
])  # fmt: skip
def test_a_number_in_two_rows_is_not_guessed(old: str, students: int, code: str | None) -> None:
    charter = body(KRASP_2021.replace(old, old.replace("more_than = 1200", "at_least = 1200")))
    verdict = owes(charter, students=students)
    assert (verdict.outcome is Outcome.INVALID) == (code is not None)
    assert [one.code for one in verdict.reasons if one.met is False] == ([code] if code else [])


# money ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "value"), [(40, "40"), ("40.50", "40.50"), ("0", "0"), ("0.01", "0.01")])
def test_money_is_read_exactly(written: object, value: str) -> None:
    assert read_money(written) == Decimal(value)


@pytest.mark.parametrize("written", ["40,50", "1 200", "01", "-3", "1e3", ".5", "5.", "", "12.1234567", "1" * 13, "٤٠"])
def test_money_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(CharterError) as fault:
        body(KRASP_2021.replace("amount = 6160", f'amount = "{written}"'))
    assert {one.code for one in fault.value.faults} == {"money_form"}


def test_a_float_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(CharterError) as fault:
        body(KRASP_2021.replace("amount = 6160", "amount = 6160.5"))
    text, remedy = speak("en").fault(fault.value.faults[0])
    assert "6160.5 is written as a number with a point, which cannot be kept exactly." in text
    assert remedy == 'Write a decimal in quotes, such as "40.50", or a whole number.'


@given(st.fractions(min_value=0, max_value=10**9), st.sampled_from(["1", "0.01", "0.05", "10", "0.5"]))
def test_rounding_is_to_a_whole_number_of_steps_and_never_further_than_one(amount: Fraction, step: str) -> None:
    rounded = {
        way: Currency(code="AZN", step=Decimal(step), round=way).rounded(amount) for way in ("up", "down", "nearest")
    }
    size = Fraction(step)
    assert all(value % size == 0 for value in rounded.values())
    assert rounded["down"] <= amount < rounded["down"] + size
    assert rounded["up"] - size < amount <= rounded["up"]
    assert abs(rounded["nearest"] - amount) <= size / 2
    assert rounded["nearest"] == rounded["up"] or amount - rounded["down"] < size / 2, "a half goes up"


@given(st.integers(0, 10**12), st.sampled_from(["1", "0.01", "0.005"]))
def test_money_as_told_is_read_back(steps: int, step: str) -> None:
    amount = steps * Fraction(step)
    whole, rest, code = parts_of(Currency(code="AZN", step=Decimal(step)).told(amount))
    assert (Fraction(f"{whole}.{rest or 0}"), code) == (amount, "AZN")


def test_every_published_table_has_exactly_one_row_for_every_number() -> None:
    for rules in (KRASP_2021, KRASP_2013, KRZASP, EBSN):
        tables = misfit_tables(body(rules))
        assert tables
        assert {place: misfits(rows) for place, rows in tables.items()} == dict.fromkeys(tables, ())
