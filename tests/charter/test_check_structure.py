"""Checks of structure on seats, powers, terms and tables of fees: each finds its fault, and nothing where it is mended."""

from __future__ import annotations

import pytest

from konfrans.charter import load_charter
from konfrans.charter.checks import Level
from konfrans.charter.checks.structure import structure

from .sound import ORDINARY, QUORUM, changed, codes, found, one, told


def seen(*changes: tuple[str, str], more: str = "") -> list[tuple[str, str]]:
    """The code and the article of each finding of structure."""
    return [(finding.code, finding.article) for finding in structure(load_charter(changed(*changes, more=more)))]


# tables by number -----------------------------------------------------------------------------------------------------

FEES = """
[currency]
code = "AZN"

[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }

[categories.member]
article = "1.1"
name = { az = "üzv", en = "member" }

[fees.annual]
article = "1.2"
categories = ["member"]
due = { month = 3, day = 31 }
amounts.tiers = { datum = "students", row = ROWS }
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("{ at_most = 1200, amount = 10 }, { more_than = 1200, amount = 20 }", []),
        ("{ at_most = 1200, amount = 10 }, { at_least = 1200, amount = 20 }", [("table_overlap", "1.2")]),
        ("{ less_than = 1200, amount = 10 }, { more_than = 1200, amount = 20 }", [("table_gap", "1.2")]),
        ("{ at_least = 1, amount = 10 }", [("table_gap", "1.2")]),
        ("{ at_most = 30000, amount = 10 }", [("table_gap", "1.2")]),
    ],
)
def test_a_fee_table_with_a_gap_or_an_overlap(rows: str, expected: list[tuple[str, str]]) -> None:
    assert seen(more=FEES.replace("ROWS", f"[{rows}]")) == expected


def test_the_number_without_a_row_is_named() -> None:
    rows = "[{ at_most = 1200, amount = 10 }, { at_least = 1202, amount = 20 }]"
    report = found(more=FEES.replace("ROWS", rows))
    assert one(report, "table_gap").level is Level.FAULT
    assert told(report, "table_gap")[:2] == ("A table has no row for 1,201.", "Whoever has 1,201 finds no row.")


# seats, terms, powers -------------------------------------------------------------------------------------------------

BOARD = f"""
[organs.board]
name = {{ az = "İdarə Heyəti", en = "Board" }}
article = "1.1"
quorum = {{ article = "1.1", {QUORUM} }}

[organs.board.seats.chair]
article = "1.1"
office = "chair"
elected_by = "assembly"

[organs.board.seats.member]
article = "1.1"
name = {{ az = "üzv", en = "member" }}
number = 4
elected_by = "assembly"
"""
ELECTION = f'\n[kinds.election]\norgan = "assembly"\ncondition = {{ article = "1.2", {ORDINARY} }}\n'
IN_ASSEMBLY = (
    ("[kinds.ordinary]", '[kinds.ordinary]\norgan = "assembly"'),
    ("ment]\n", 'ment]\norgan = "assembly"\n'),
)


def test_a_board_whose_chair_is_elected_has_no_fault() -> None:
    assert seen(*IN_ASSEMBLY, more=BOARD + ELECTION) == []


def test_an_office_that_nobody_can_come_to() -> None:
    other = BOARD.replace('office = "chair"', 'name = { az = "sədr", en = "chair" }')
    assert seen(*IN_ASSEMBLY, (", outside = true", ""), more=other + ELECTION) == [("unelectable", "1.4")]
    report = found(*IN_ASSEMBLY, (", outside = true", ""), more=other + ELECTION)
    assert told(report, "unelectable")[0] == "Nobody can come to the office of chair: no seat leads to it."
    asked_for = '\n[offices.rector]\nname = { az = "rektor", en = "rector" }\n'
    assert seen(*IN_ASSEMBLY, (", outside = true", ""), more=BOARD + ELECTION + asked_for) == [], (
        "an office that does nothing here"
    )


def test_an_organ_that_elects_without_a_rule_for_it() -> None:
    assert set(seen(*IN_ASSEMBLY, more=BOARD)) == {("no_election", "1.1")}


def test_a_term_longer_than_its_limit() -> None:
    def with_term(length: str, years: int) -> list[tuple[str, str]]:
        limit = f'limit = {{ article = "1.4", years = {years} }}'
        term = f'\n[terms.board]\narticle = "1.4"\nseats = ["board"]\nlength = {{ {length} }}\n{limit}\n'
        return seen(*IN_ASSEMBLY, more=BOARD + ELECTION + term)

    assert with_term("years = 4", 4) == []
    assert with_term("years = 6", 4) == [("term_over_limit", "1.4")]
    assert with_term("months = 49", 4) == [("term_over_limit", "1.4")]


def test_a_power_of_two_organs_is_a_fault_unless_it_is_a_route() -> None:
    power = '\n[[organs.board.powers]]\narticle = "1.3"\nkinds = ["ordinary"]\n'
    assert seen(*IN_ASSEMBLY, more=BOARD + ELECTION + power) == [("power_twice", "1.3")]
    route = f'\n[[kinds.ordinary.routes]]\narticle = "1.3"\norgan = "board"\ncondition = {{ article = "1.2", {ORDINARY} }}\n'
    assert seen(*IN_ASSEMBLY, more=BOARD + ELECTION + power + route) == []
    both = "".join(
        f'\n[[organs.{organ}.powers]]\narticle = "1.2"\nkinds = ["budget"]\n' for organ in ("assembly", "board")
    )
    assert seen(*IN_ASSEMBLY, more=BOARD + ELECTION + both) == [("power_twice", "1.2")]


def test_an_organ_of_one_needs_no_quorum() -> None:
    silent = BOARD.replace(f'quorum = {{ article = "1.1", {QUORUM} }}\n', "")
    assert seen(*IN_ASSEMBLY, more=silent + ELECTION) == [("no_quorum", "1.1")]
    alone = silent[: silent.index("[organs.board.seats.member]")]
    assert seen(*IN_ASSEMBLY, more=alone + ELECTION) == []


def test_votes_by_proxy_and_by_weight_where_there_are_none() -> None:
    by_proxy = (ORDINARY, 'more_than = { share = "1/2", of = "present_and_represented" }')
    titles = '\n[representation.titles.ex_officio]\narticle = "1.1"\n'
    proxy = '\n[representation.proxies.external]\narticle = "1.1"\n'
    assert seen(by_proxy) == []
    assert seen(by_proxy, more=titles) == [("impossible_base", "1.2")]
    assert seen(by_proxy, more=titles + proxy) == []
    by_weight = (ORDINARY, f"weighted = true, {ORDINARY}")
    assert seen(by_weight) == [("impossible_base", "1.2")]
    assert seen(by_weight, more='\n[weights]\narticle = "1.2"\neach = 2\n') == []


def test_the_size_of_an_organ_is_that_of_its_seats() -> None:
    route = f'\n[[kinds.ordinary.routes]]\narticle = "1.2"\norgan = "board"\ncondition = {{ article = "1.2", {ORDINARY} }}\n'
    report = found(*IN_ASSEMBLY, more=BOARD + ELECTION + route)
    assert report.looked() == {"assembly": 15, "board": 5}
    assert not report.usual


# silence, sole candidates ---------------------------------------------------------------------------------------------


def test_silence_that_counts_as_a_yes_is_a_remark() -> None:
    gate = """
[[kinds.ordinary.gates]]
article = "1.4"
who = "chair"
within = { days = 14 }
silence = "yes"
"""
    words = (
        ("Səslər bərabər", "14 gün ərzində. Səslər bərabər"),
        ("Where the votes", "Within 14 days. Where the votes"),
    )
    report = found(*words, more=gate)
    assert codes(report) == {"tacit_consent"}
    assert one(report, "tacit_consent").article == "1.4"
    assert told(report, "tacit_consent", "az")[0] == "Susmaq razılıq sayılır."
    assert found(*words, more=gate.replace('"yes"', '"no"')).clean


def test_a_sole_candidate_who_is_declared_elected_is_a_remark() -> None:
    election = """
[elections.chair]
article = "1.2"
name = { az = "sədr", en = "chair" }
organ = "assembly"
rounds = [{ article = "1.2" }]
sole = { article = "1.4", way = "declared" }
"""
    report = found(more=election)
    assert (one(report, "sole_candidate").article, codes(report)) == ("1.4", {"sole_candidate"})
    assert found(more=election.replace("declared", "vote")).clean


def second_call(notice: str, most: str) -> str:
    """The sound charter with a second session so long after the first, and so long a notice of ordinary ones."""
    return f"""
[organs.assembly.second_call]
article = "1.1"
who = "chair"
at_least = 1
between = {{ most = {{ {most} }} }}
[[organs.assembly.convening]]
article = "1.1"
who = ["chair"]
notice = {{ article = "1.1", before = {{ {notice} }} }}
[[organs.assembly.convening]]
article = "1.1"
session = "extraordinary"
who = ["chair"]
notice = {{ article = "1.1", before = {{ days = 1 }} }}
"""


@pytest.mark.parametrize(
    ("notice", "most", "late"),
    [
        ("days = 21", "days = 22", False), ("days = 21", "days = 21", True), ("days = 30", "days = 21", True), ("weeks = 2", "days = 15", False),
        ("weeks = 3", "days = 20", True), ("months = 1", "days = 40", False), ("months = 1", "days = 28", True), ("working_days = 5", "days = 2", False),
    ],
)  # fmt: skip
def test_a_second_session_that_cannot_be_called_in_time_is_a_remark(notice: str, most: str, late: bool) -> None:
    """Working days are not reckoned where no calendar is given."""
    expected = [("second_call_unreachable", "1.1")] if late else []
    table = second_call(notice, most)
    head, _, convening = table.partition("[[organs.assembly.convening]]")
    assert seen(more=f"\n[[organs.assembly.convening]]{convening}{head}") == expected


def test_the_days_of_a_second_session_that_comes_too_late_are_told() -> None:
    report = found(more=second_call("days = 30", "days = 21"))
    assert one(report, "second_call_unreachable").level is Level.REMARK
    assert told(report, "second_call_unreachable") == (
        ("From the day after the first session fails it is too late to call the second (Assembly): its notice takes 30 days, and it is at most"
        " 21 days after the first."),
        ("The first session fails on 1\u00a0March 2027. The second is on 22\u00a0March 2027 at the latest; its notice leaves by"
        " 20\u00a0February 2027, before the first has failed."),
        "Let the second session be later, shorten the notice, or answer the remark with a reason.",
    )  # fmt: skip
    assert "həmin gün" in told(found(more=second_call("days = 21", "days = 21")), "second_call_unreachable", "az")[1]
