"""Checks of structure on tables of seats, terms, fees: each finds its fault, and nothing where it is mended.

The tables stand in for those of a charter: a check asks them by the names of their keys alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from konfrans.charter import load_charter
from konfrans.charter.checks.structure import gaps, structure
from konfrans.charter.law import Charter, Organ
from konfrans.charter.spans import Span
from konfrans.charter.tables import NONE, Table

from .sound import ORDINARY, SOUND, changed, codes, found, one, told


class Range(Table):
    """A row of a table by number."""

    first: int
    last: int | None = None


class Tiers(Table):
    """A table of fees under an article."""

    article: str
    row: tuple[Range, ...]


class Limit(Table):
    """How long one person may hold a seat."""

    article: str
    years: int


class Term(Table):
    """The term of a seat."""

    article: str
    length: Span
    limit: Limit | None = None


class Seat(Table):
    """A seat of an organ."""

    article: str
    office: str | None = None
    elected_by: str | None = None
    sent_by: str | None = None
    number: int = 1
    counted: bool = True


class Power(Table):
    """Kinds that an organ alone decides."""

    article: str
    kinds: tuple[str, ...]


class Seated(Organ):
    """An organ with seats and powers."""

    seats: Mapping[str, Any] = NONE
    powers: tuple[Any, ...] = ()


class Whole(Charter):
    """A charter with tables of terms and fees."""

    terms: Mapping[str, Any] = NONE
    tables: tuple[Any, ...] = ()


def charter(text: str = SOUND, organs: Mapping[str, Mapping[str, Any]] = NONE, **more: Any) -> Charter:
    """The charter of a text, with seats and powers of its organs, terms and tables."""
    read = load_charter(text)
    seated = {key: Seated(**{**organ.__dict__, **organs.get(key, {})}) for key, organ in read.organs.items()}
    return Whole(**{**read.__dict__, "organs": seated, **more})


def seen(law: Charter) -> list[tuple[str, str]]:
    """The code and the article of each finding of structure."""
    return [(finding.code, finding.article) for finding in structure(law)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(0, 1200), (1201, 3000), (3001, None)], []),
        ([(0, 1200), (1200, None)], [("overlap", 1200, 1200)]),
        ([(0, 1200), (1202, None)], [("gap", 1201, 1201)]),
        ([(1, None)], [("gap", 0, 0)]),
        ([(0, 10)], [("gap", 11, None)]),
        ([(0, None), (5, 7)], [("overlap", 5, 7)]),
        ([], [("gap", 0, None)]),
    ],
)
def test_every_number_has_exactly_one_row(rows, expected) -> None:
    assert list(gaps([Range(first=first, last=last) for first, last in rows])) == expected


def test_a_fee_table_with_a_gap_or_an_overlap() -> None:
    def with_rows(*rows: tuple[int, int | None]) -> Charter:
        return charter(tables=(Tiers(article="1.2", row=tuple(Range(first=a, last=b) for a, b in rows)),))

    assert seen(with_rows((0, 5000), (5001, None))) == []
    assert seen(with_rows((0, 4999), (5001, None))) == [("table_gap", "1.2")]
    assert seen(with_rows((0, 5000), (5000, None))) == [("table_overlap", "1.2")]


def test_a_term_longer_than_its_limit() -> None:
    def with_term(length: Span, years: int) -> Charter:
        return charter(terms={"chair": Term(article="1.4", length=length, limit=Limit(article="1.4", years=years))})

    assert seen(with_term(Span(years=4), 4)) == []
    assert seen(with_term(Span(years=6), 4)) == [("term_over_limit", "1.4")]
    assert seen(with_term(Span(months=49), 4)) == [("term_over_limit", "1.4")]


def test_an_office_that_nobody_can_come_to() -> None:
    chair = Seat(article="1.1", office="chair", elected_by="assembly", number=3)
    member = Seat(article="1.1", elected_by="assembly", number=3)
    elects = changed(
        ("[kinds.ordinary]", '[kinds.election]\ncondition = { article = "1.2", ' + ORDINARY + " }\n\n[kinds.ordinary]")
    )
    assert seen(charter(elects, {"assembly": {"seats": {"chair": chair}}})) == []
    assert seen(charter(elects, {"assembly": {"seats": {"member": member}}})) == [("unelectable", "1.4")]
    assert seen(charter(organs={"assembly": {"seats": {"chair": chair}}})) == [("no_election", "1.1")]
    unused = elects.replace(
        "[offices.chair]", '[offices.rector]\nname = { az = "rektor", en = "rector" }\n\n[offices.chair]'
    )
    assert seen(charter(unused, {"assembly": {"seats": {"chair": chair}}})) == [], "an office that does nothing"


BOARD = """
[organs.board]
name = { az = "İdarə Heyəti", en = "Board" }
article = "1.1"
size = 5
quorum = { article = "1.1", measure = "present", more_than = { share = "1/2", of = "members" } }
"""
TWO = changed(
    ("[kinds.ordinary]", '[kinds.ordinary]\norgan = "assembly"'), ("ment]\n", 'ment]\norgan = "assembly"\n'), more=BOARD
)


def test_a_power_of_two_organs_is_a_fault_unless_it_is_a_route() -> None:
    power = {"board": {"powers": (Power(article="1.3", kinds=("ordinary",)),)}}
    assert seen(charter(TWO)) == []
    assert seen(charter(TWO, power)) == [("power_twice", "1.3")]
    route = f'\n[[kinds.ordinary.routes]]\narticle = "1.3"\norgan = "board"\ncondition = {{ article = "1.2", {ORDINARY} }}\n'
    assert seen(charter(TWO + route, power)) == []
    both = {key: {"powers": (Power(article="1.2", kinds=("budget",)),)} for key in ("assembly", "board")}
    assert seen(charter(TWO, both)) == [("power_twice", "1.2")]


def test_an_organ_of_one_needs_no_quorum() -> None:
    silent = changed(
        ('quorum = { article = "1.1", measure = "present", more_than = { share = "1/2", of = "members" } }\n', "")
    )
    alone = {"assembly": {"seats": {"chair": Seat(article="1.1", office="chair", sent_by=None)}}}
    assert ("no_quorum", "1.1") in seen(charter(silent))
    assert ("no_quorum", "1.1") not in seen(charter(silent, alone))


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
