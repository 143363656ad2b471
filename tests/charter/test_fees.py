"""Fees by published tables, to the last unit; what is owed, by when, and what follows where it is not paid."""

from __future__ import annotations

import pytest

from konfrans.charter import CharterError, LawError, Outcome, speak

from .bodies import EBSN, KRASP_2013, KRASP_2021, KRZASP, amounts, body, fee, owes

KRASP_ROWS = [
    (0, 6160), (1200, 6160), (1201, 6720), (3000, 6720), (3001, 11700), (5000, 11700), (5001, 17500), (10000, 17500),
    (10001, 25800), (20000, 25800), (20001, 36000), (30000, 36000), (30001, 40500), (45000, 40500),
]  # fmt: skip


@pytest.mark.parametrize(("students", "fee"), KRASP_ROWS)
def test_krasp_2021_by_number_of_students(students: int, fee: int) -> None:
    verdict = owes(body(KRASP_2021), students=students)
    assert amounts(verdict) == [("2021-03-31", f"{fee} PLN")]
    assert verdict.answer["later"] == f"{fee} PLN"


def test_krasp_2021_associates_pay_the_lowest_whatever_their_number() -> None:
    assert amounts(owes(body(KRASP_2021), category="associate", students=28000)) == [("2021-03-31", "6160 PLN")]


def test_krasp_2021_takes_the_count_that_was_published_the_year_before() -> None:
    counts = [
        {"number": 900, "of": "2018-12-31", "published": "2019-09-30"},
        {"number": 2500, "of": "2019-12-31", "published": "2020-09-30"},
        {"number": 4000, "of": "2020-12-31", "published": "2021-09-30"},
    ]
    assert amounts(owes(body(KRASP_2021), students=counts)) == [("2021-03-31", "6720 PLN")]
    verdict = owes(body(KRASP_2021), students=counts[:1])
    assert verdict.outcome is Outcome.INCOMPLETE
    assert [reason.code for reason in verdict.reasons] == ["count_missing"]


@pytest.mark.parametrize(
    ("category", "students", "fee"),
    [("member", 5000, "3600.00"), ("member", 5001, "5400.00"), ("member", 20000, "7200.00"), ("member", 30000, "9600.00"),
     ("member", 30001, "12000.00"), ("associate", 30001, "3600.00"), ("of_associated", 30001, "1800.00")],
)  # fmt: skip
def test_krasp_2013_and_the_half_of_the_lowest(category: str, students: int, fee: str) -> None:
    verdict = owes(body(KRASP_2013), day="2013-02-01", category=category, students=students)
    assert amounts(verdict) == [("2013-03-31", f"{fee} PLN")]


@pytest.mark.parametrize(
    ("october", "march", "parts"),
    [(500, 500, ("300.00", "300.00")), (500, 501, ("300.00", "600.00")), (1500, 1501, ("900.00", "1200.00")),
     (2000, 900, ("1200.00", "600.00"))],
)  # fmt: skip
def test_krzasp_two_instalments_each_by_its_own_count(october: int, march: int, parts: tuple[str, str]) -> None:
    counts = [{"number": october, "of": "2021-10-15"}, {"number": march, "of": "2022-03-15"}]
    verdict = owes(body(KRZASP), day="2022-03-01", in_instalments=True, students=counts)
    assert amounts(verdict) == [("2021-10-20", f"{parts[0]} PLN"), ("2022-03-20", f"{parts[1]} PLN")]
    assert verdict.answer["overdue_since"] == "2021-10-20"


def test_krzasp_at_once_is_twelve_months_by_the_count_of_october() -> None:
    verdict = owes(body(KRZASP), day="2021-11-01", students=[{"number": 700, "of": "2021-10-15"}])
    assert amounts(verdict) == [("2021-10-20", "1200.00 PLN")]


@pytest.mark.parametrize(
    ("gdp", "budget", "fee"),
    [(79, 199_999, 150), (80, 199_999, 250), (79, 200_000, 250), (120, 199_999, 370), (119, 200_000, 370), (79, 600_000, 370),
     (120, 200_000, 550), (119, 600_000, 550), (120, 600_000, 700), (260, 9_000_000, 700)],
)  # fmt: skip
def test_ebsn_points_of_gdp_and_budget(gdp: int, budget: int, fee: int) -> None:
    verdict = owes(body(EBSN), day="2024-02-01", gdp=gdp, budget=budget)
    assert amounts(verdict) == [("2024-06-30", f"{fee}.00 EUR")]


# forms of a fee ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("students", "amount"), [(10, "100.00"), (199, "100.00"), (201, "100.50"), (1000, "500.00"), (4000, "1500.00")]
)
def test_so_much_for_each_student_with_floor_and_cap(students: int, amount: str) -> None:
    rate = 'rate = { datum = "students", each = "0.50", floor = 100, cap = 1500 }'
    assert amounts(owes(body(fee(rate)), students=students)) == [("2021-03-31", f"{amount} AZN")]


def test_a_share_of_a_budget_is_rounded_to_the_step() -> None:
    rate = 'rate = { datum = "students", share = "1/3000" }'
    nearest = body(fee(rate))
    assert amounts(owes(nearest, students=1_000_000)) == [("2021-03-31", "333.33 AZN")]
    ten = body(fee(rate, money='code = "AZN"\nstep = 10\nround = "up"'))
    assert amounts(owes(ten, students=1_000_000)) == [("2021-03-31", "340 AZN")]


@pytest.mark.parametrize(
    ("by", "current", "joined", "amount"),
    [
        ("month", "counts", "2021-01-01", "1200.00"), ("month", "counts", "2021-05-31", "800.00"),
        ("month", "does_not_count", "2021-05-01", "700.00"), ("month", "does_not_count", "2021-12-05", "0.00"),
        ("quarter", "counts", "2021-03-31", "1200.00"), ("quarter", "counts", "2021-04-01", "900.00"),
        ("half_year", "counts", "2021-06-30", "1200.00"), ("half_year", "does_not_count", "2021-03-01", "600.00"),
    ],
)  # fmt: skip
def test_whoever_joins_during_a_year_pays_for_the_periods_that_are_left(by, current, joined, amount) -> None:
    joiners = f'joiners = {{ article = "1.2", by = "{by}", current = "{current}" }}'
    verdict = owes(body(fee("flat = 1200", joiners)), day="2021-12-31", joined=joined)
    due = max("2021-03-31", joined)
    assert amounts(verdict) == [(due, f"{amount} AZN")], "nobody owes before being a member"


def test_a_fee_paid_once_is_due_so_long_after_joining_and_never_again() -> None:
    charter = body(fee("flat = 250", due="once = { days = 30 }"))
    assert amounts(owes(charter, day="2023-02-01", joined="2021-05-10")) == [("2021-06-09", "250.00 AZN")]
    assert amounts(owes(charter, day="2023-02-01")) == []


def test_a_member_that_has_left_owes_nothing_of_later_years() -> None:
    charter = body(fee("flat = 100"))
    verdict = owes(charter, day="2024-02-01", first_year=2021, last_year=2024, left="2022-06-30")
    assert amounts(verdict) == [("2021-03-31", "100.00 AZN"), ("2022-03-31", "100.00 AZN")]


THIRDS = """
[fees.annual.instalments]
article = "1.1"
parts = [
  { share = "1/3", due = { month = 3, day = 31 } },
  { share = "1/3", due = { month = 6, day = 30 } },
  { share = "1/3", due = { month = 9, day = 30 } },
]
"""


def test_instalments_add_up_to_the_fee() -> None:
    verdict = owes(body(fee("flat = 100", THIRDS, due="")))
    assert [amount for _due, amount in amounts(verdict)] == ["33.33 AZN", "33.34 AZN", "33.33 AZN"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('share = "1/3", due = { month = 9', 'share = "1/4", due = { month = 9', "parts_not_whole"),
        ("month = 6, day = 30", "month = 6, day = 31", "day_of_no_year"),
        ("month = 6, day = 30", "month = 2, day = 29", "day_of_no_year"),
        ("amounts = { flat = 100 }", "amounts = { }", "exactly_one"),
        ("amounts = { flat = 100 }", "", "exactly_one"),
        ("amounts = { flat = 100 }", 'amounts = { rate = { datum = "pupils", each = 1 } }', "not_found"),
        ("amounts = { flat = 100 }", 'amounts = { rate = { datum = "students", each = 1, floor = 3, cap = 2 } }', "floor_above_cap"),
        ("amounts = { flat = 100 }", "amounts = { flat = 100 }\nonce = { days = 3 }", "once_alone"),
        ('code = "AZN"', 'code = "manat"', "out_of_form"),
        ('code = "AZN"', 'code = "AZN"\nstep = 0', "money_step"),
        ('[currency]\ncode = "AZN"\n', "", "missing_key"),
        ('categories = ["member"]', 'categories = ["meber"]', "not_found"),
    ],
)  # fmt: skip
def test_a_fault_of_a_fee_is_named(old: str, new: str, code: str) -> None:
    text = fee("flat = 100", THIRDS, due="")
    assert old in text
    with pytest.raises(CharterError) as fault:
        body(text.replace(old, new, 1))
    assert code in {one.code for one in fault.value.faults}
    for language in ("en", "az"):
        assert all(speak(language).fault(one)[1] for one in fault.value.faults)


# tables set by decision -------------------------------------------------------------------------------------------------

SET_BY = """
[currency]
code = "AZN"

[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }

[fees.annual]
article = "1.1"
categories = ["member"]
set_by = { article = "1.2", kind = "fee", form = "tiers", data = ["students"] }
due = { month = 3, day = 31 }
"""


def decided(first_year: int, day: str, small: int, *, number: str = "1") -> dict:
    rows = [{"at_most": 100, "amount": small}, {"more_than": 100, "amount": 2 * small}]
    return {
        "fee": "annual", "decision": number, "decided": day, "first_year": first_year, "tiers": {"datum": "students", "row": rows},
    }  # fmt: skip


def test_the_table_of_a_year_is_the_last_one_decided_for_it_or_before() -> None:
    tables = [decided(2020, "2019-11-01", 10), decided(2022, "2021-11-01", 20), decided(2022, "2022-01-15", 30)]
    count = [{"number": 50, "of": "2019-01-01"}]
    verdict = owes(body(SET_BY), day="2023-12-31", first_year=2020, students=count, tables=tables)
    assert [amount for _due, amount in amounts(verdict)] == ["10.00 AZN", "10.00 AZN", "30.00 AZN", "30.00 AZN"]
    earlier = owes(body(SET_BY), day="2021-12-31", first_year=2021, last_year=2022, students=count, tables=tables)
    assert [amount for _due, amount in amounts(earlier)] == ["10.00 AZN", "20.00 AZN"], (
        "later decisions are not known yet"
    )


def test_without_a_table_the_organ_that_sets_it_has_to_act() -> None:
    verdict = owes(body(SET_BY), students=50)
    assert verdict.outcome is Outcome.INCOMPLETE
    assert [(one.act, one.who, one.article) for one in verdict.next] == [("set_fee", "general_assembly", "1.2")]


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ([decided(2020, "2019-11-01", 10), decided(2020, "2019-11-01", 20, number="2")], "fee_table_twice"),
        ([{"fee": "annual", "decision": "1", "decided": "2019-11-01", "first_year": 2020, "flat": 10}], "fee_table_form"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_the_one_asked_for_is_refused(tables: list[dict], code: str) -> None:
    with pytest.raises(LawError) as wrong:
        owes(body(SET_BY), students=50, tables=tables)
    assert wrong.value.code == code
    assert wrong.value.remedy
