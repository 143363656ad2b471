"""How often one person may hold a seat: in a row, in all, in years; each row is a rule of a real body."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import Outcome
from konfrans.charter.questions.days import years_between

from .seated import asked, board, outcome, told

PASSED, FAILED, INCOMPLETE = Outcome.PASSED, Outcome.FAILED, Outcome.INCOMPLETE


def served(*terms: tuple[str, str, str], rest: tuple[int, ...] = ()) -> list[dict]:
    return [
        {"person": person, "begins": begins, "ends": ends, "rest": place in rest}
        for place, (person, begins, ends) in enumerate(terms)
    ]


def limited(limit: str, length: str = "years = 2"):
    return board(
        f'[terms.chair]\narticle = "1.1"\nseats = ["board.chair"]\nlength = {{ {length} }}\n'
        f'limit = {{ article = "1.2", {limit} }}\n'
    )


ONE, TWO = ("B", "2023-08-01", "2025-07-31"), ("B", "2025-08-01", "2027-07-31")
OTHERS = ("C", "2025-08-01", "2027-07-31")
LIMITS = [
    ("one re-election (HRK, RKM)", "in_all = 2", [ONE], "2025-08-01", PASSED),
    ("no second re-election", "in_all = 2", [ONE, TWO], "2027-08-01", FAILED),
    ("no re-election at all (EUA)", "in_all = 1", [ONE], "2027-08-01", FAILED),
    ("no re-election, somebody else's term", "in_all = 1", [OTHERS], "2027-08-01", PASSED),
    ("two in a row (CRUI)", "in_a_row = 2", [ONE], "2025-08-01", PASSED),
    ("not a third in a row", "in_a_row = 2", [ONE, TWO], "2027-08-01", FAILED),
    ("again after somebody else's term", "in_a_row = 1", [ONE, OTHERS], "2027-08-01", PASSED),
    ("a gap as long as a term, of nobody known", "in_a_row = 1", [ONE], "2027-08-01", INCOMPLETE),
    ("two re-elections (UNICA)", "in_a_row = 3", [ONE, TWO], "2027-08-01", PASSED),
    ("six years in all (HRK, vice-presidents)", "years = 6", [ONE, TWO], "2027-08-01", PASSED),
    ("not eight years", "years = 6", [("B", "2021-08-01", "2023-07-31"), ONE, TWO], "2027-08-01", FAILED),
    ("a row, not cooled off", "in_a_row = 2, cooling_off = { years = 2 }", [ONE, TWO], "2029-07-30", FAILED),
    ("a row, cooled off", "in_a_row = 2, cooling_off = { years = 2 }", [ONE, TWO], "2029-07-31", PASSED),
    ("nobody ever", "in_a_row = 2", [], "2027-08-01", PASSED),
    ("not known who", "in_a_row = 2", None, "2027-08-01", INCOMPLETE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "terms", "begins", "expected"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_limits_of_terms_as_real_bodies_have_them(limit, terms, begins, expected):
    facts = {} if terms is None else {"served": served(*terms)}
    assert outcome(limited(limit), "seat", seat="board.chair", person="B", begins=begins, **facts) is expected


def test_the_rest_of_a_predecessors_term_counts_unless_the_charter_says_otherwise():
    rest = served(("B", "2024-02-20", "2025-07-31"), ("B", "2025-08-01", "2027-07-31"), rest=(0,))
    facts = {"seat": "board.chair", "person": "B", "begins": "2027-08-01", "served": rest}
    assert outcome(limited("in_a_row = 2"), "seat", **facts) is FAILED
    assert outcome(limited("in_a_row = 2, rest_counts = false"), "seat", **facts) is PASSED


def test_a_limit_across_the_organ_counts_terms_in_its_other_seats():
    """“Nobody serves on the Board for more than two terms in a row”: treasurer twice, then chair."""
    facts = {"seat": "board.chair", "person": "B", "served": served(ONE, TWO, OTHERS)}
    assert outcome(limited("in_a_row = 2, across = true"), "seat", **facts, begins="2027-08-01") is FAILED
    assert outcome(limited("in_a_row = 2, across = true"), "seat", **facts, begins="2029-07-30") is FAILED
    assert outcome(limited("in_a_row = 2, across = true"), "seat", **facts, begins="2029-07-31") is PASSED
    assert outcome(limited("in_a_row = 3, across = true"), "seat", **facts, begins="2027-08-01") is PASSED
    interrupted = served(ONE, OTHERS)
    assert (
        outcome(
            limited("in_a_row = 1"), "seat", seat="board.chair", person="B", begins="2026-08-01", served=interrupted
        )
        is FAILED
    )
    both = {"seat": "board.chair", "person": "B", "begins": "2027-08-01", "served": interrupted}
    assert outcome(limited("in_a_row = 1"), "seat", **both) is PASSED
    assert outcome(limited("in_a_row = 1, across = true"), "seat", **both) is PASSED
    longer = {**both, "served": served(ONE, ("C", "2025-08-01", "2027-01-31")), "begins": "2027-02-01"}
    assert outcome(limited("in_a_row = 1"), "seat", **longer) is PASSED
    assert outcome(limited("in_a_row = 1, across = true"), "seat", **longer) is FAILED


def test_a_term_in_another_seat_of_the_organ_counts_across_the_organ_alone():
    elsewhere = [{**one, "seat": "board.member"} for one in served(ONE)]
    facts = {"seat": "board.chair", "person": "B", "begins": "2025-08-01", "served": elsewhere}
    assert outcome(limited("in_all = 1"), "seat", **facts) is PASSED
    assert outcome(limited("in_all = 1, across = true"), "seat", **facts) is FAILED


def test_after_a_row_it_is_said_from_when_on_it_is_possible_again():
    charter = limited("in_a_row = 2, cooling_off = { years = 2 }")
    verdict = asked(charter, "seat", seat="board.chair", person="B", begins="2027-08-01", served=served(ONE, TWO))
    assert "this would be number 3. Possible again from 31 July 2029 (article 1(2))." in told(verdict, charter)
    assert "Yenidən mümkün olan tarix: 31 iyul 2029-cu il" in told(verdict, charter, "az")


DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(DAYS, st.integers(1, 40))
def test_between_a_day_and_its_anniversary_lie_whole_years(begins, years):
    last = begins.day if (begins.month, begins.day) != (2, 29) or isleap(begins.year + years) else 28
    ends = date(begins.year + years, begins.month, last)
    assert years_between(begins, ends) == years


@given(DAYS, st.integers(0, 20_000))
def test_every_day_more_makes_the_years_more(begins, days):
    ends = begins + timedelta(days=days)
    assert years_between(begins, ends) < years_between(begins, ends + timedelta(days=1))
    assert abs(years_between(begins, ends) - Fraction(days, 365)) < Fraction(1, 10)
