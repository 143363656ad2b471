"""Nominations and rosters leave as spreadsheets: every row, no formula, no name of an erased person."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

from konfrans.committees.models import Nomination, Seat
from konfrans.committees.rules.sheets import Table, guarded, to_csv, unguarded
from konfrans.committees.selectors.sheets import xlsx_of
from konfrans.committees.services.nominations import nomination_draft, nomination_refuse
from konfrans.committees.services.seating import composition_confirm, seat_end
from konfrans.kernel import clock
from konfrans.people.services import person_erase
from tests.committees.sheets_house import ANAR, AYSEL, BEGINS, HEAD, TODAY, build, cells, faults, given, xlsx

pytestmark = pytest.mark.django_db

ROSTER = date(2026, 12, 20)


@pytest.fixture
def sheets(cast):
    with clock.standing_at(TODAY):
        found = build(cast)
        for row in (ANAR, AYSEL):
            values = dict(zip(HEAD, row, strict=True))
            committee = {"science": found.science, "education": found.education}[values.pop("committee")]
            nomination_draft(answerer=found.answerer(), committee=committee, **values)
        found.signed_and_consented()
        yield found


@pytest.fixture
def secretary(sheets):
    return sheets.client(sheets.cast.secretary)


def exported(client, path: str) -> list[dict[str, str]]:
    """The rows of a file by column, the same from XLSX and from CSV."""
    book = cells(client.get(f"{path}.xlsx").content)
    rows = [dict(zip(book[0], ("" if cell is None else cell for cell in row), strict=True)) for row in book[1:]]
    text = client.get(f"{path}.csv").content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == rows
    return rows


def test_a_call_goes_out_with_every_nomination_and_every_place_with_nobody(sheets, secretary):
    rows = exported(secretary, "/en/desk/calls/spring/export")
    assert len(rows) == 5 * 2 * 2
    first = rows[0]
    assert (first["university"], first["university_name"], first["committee"], first["seat"]) == (
        "U01", "University 01", "science", "member",
    )  # fmt: skip
    assert (first["given"], first["father"], first["patronymic"], first["surname"]) == (
        "Anar",
        "Elçin",
        "oğlu",
        "Dadaşov",
    )
    assert (first["state"], first["consent"], first["public"], first["consent_on"]) == (
        "named",
        "given",
        "yes",
        "2026-11-21",
    )
    assert (first["answered_on"], first["decided_on"], first["sample"]) == ("2026-11-21", "", "no")
    assert sum(row["state"] == "open" for row in rows) == 18
    assert {row["email"] for row in rows if row["state"] == "open"} == {""}


def test_a_refusal_goes_out_with_paragraph_and_reason_and_leaves_the_place_open(sheets, secretary):
    nomination_refuse(
        actor=sheets.actor,
        nomination=Nomination.objects.get(email="anar@example.org"),
        article="18.3",
        reason="Elsewhere.",
    )
    rows = exported(secretary, "/en/desk/calls/spring/export")
    mine = [row for row in rows if (row["university"], row["committee"], row["seat"]) == ("U01", "science", "member")]
    assert [(row["state"], row["refused_article"], row["refused_reason"], row["surname"]) for row in mine] == [
        ("refused", "18.3", "Elsewhere.", "Dadaşov"), ("open", "", "", ""),
    ]  # fmt: skip


def test_drafts_of_a_university_do_not_go_out(sheets, secretary):
    nomination_draft(
        answerer=sheets.answerer("u02"), committee=sheets.science, seat="member", given="Gizli", surname="Qaralama",
        email="draft@example.org", language="az",
    )  # fmt: skip
    assert b"Qaralama" not in secretary.get("/en/desk/calls/spring/export.csv").content
    rows = exported(secretary, "/en/desk/calls/spring/export")
    assert len(rows) == 20 and "draft@example.org" not in {row["email"] for row in rows}


def test_the_file_of_a_call_comes_in_again_at_the_university(sheets, secretary):
    book = cells(secretary.get("/en/desk/calls/spring/export.xlsx").content)
    own = [book[0], *(row for row in book[1:] if row[0] == "U01")]
    answer = given(sheets.client(sheets.rector), sheets.page, xlsx(*own))
    assert faults(answer) == []
    assert [one["row"].what for one in answer.context["rows"]] == ["unchanged", "unchanged"]
    others = given(
        sheets.client(sheets.rector),
        sheets.page,
        xlsx(book[0], (*("U02" if at == 0 else cell for at, cell in enumerate(own[1])),)),
    )
    assert [(row, column) for row, column, _text in faults(others)] == [(2, "university")]


FORMULAS = ("=1+1", "+994 12", "-5", "@SUM(A1)", '=HYPERLINK("http://example.org")')


def test_no_cell_is_taken_for_a_formula(sheets, secretary):
    for at, text in enumerate(FORMULAS):
        Nomination.objects.filter(email="anar@example.org").update(position=text)
        book = openpyxl.load_workbook(io.BytesIO(secretary.get("/en/desk/calls/spring/export.xlsx").content))
        cell = next(one for row in book.active.iter_rows(min_row=2, max_row=2) for one in row if one.value == text)
        assert (cell.data_type, bool(cell.quotePrefix), at) == ("s", True, at)
        raw = secretary.get("/en/desk/calls/spring/export.csv").content.decode("utf-8-sig")
        line = list(csv.reader(io.StringIO(raw)))[1]
        assert f"'{text}" in line and text not in line


@pytest.mark.parametrize("text", [*FORMULAS, "＝1", "dekan", "'quoted'", "O'Brien", "", "'"])
def test_a_guarded_cell_is_the_same_when_it_comes_back(text):
    assert unguarded(guarded(text)) == text and not guarded(text).startswith(("=", "+", "-", "@"))


def test_signs_that_part_cells_stay_inside_them():
    table = Table(("a", "b"), (('x;"y', "one,\ttwo"),))
    assert list(csv.reader(io.StringIO(to_csv(table)))) == [["a", "b"], ['x;"y', "one,\ttwo"]]
    assert cells(xlsx_of(table, "a/b[c]")) == [("a", "b"), ('x;"y', "one,\ttwo")]


def seated(sheets) -> Seat:
    composition_confirm(
        actor=sheets.actor, committee=sheets.science, nominations=[Nomination.objects.get(email="anar@example.org")]
    )
    return Seat.objects.get(nomination__email="anar@example.org")


def test_a_roster_goes_out_as_it_stands_on_a_day(sheets, secretary):
    seat = seated(sheets)
    path = "/en/desk/committees/science/roster"
    rows = cells(secretary.get(f"{path}.xlsx?on={ROSTER}").content)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["seat"], row["university"], row["surname"], row["email"], row["since"], row["state"], row["public"]) == (
        "member", "U01", "Dadaşov", "anar@example.org", BEGINS.isoformat(), "held", "yes",
    )  # fmt: skip
    assert row["ends"] == (seat.ends.isoformat() if seat.ends else None)
    assert len(cells(secretary.get(f"{path}.xlsx?on=2026-12-01").content)) == 1
    seat_end(actor=sheets.actor, seat=seat, until=date(2026, 12, 31), why="resigned")
    row = dict(zip(rows[0], cells(secretary.get(f"{path}.xlsx?on={ROSTER}").content)[1], strict=True))
    assert (row["until"], row["state"]) == ("2026-12-31", "ended")
    assert len(cells(secretary.get(f"{path}.xlsx?on=2027-01-01").content)) == 1


def test_the_name_of_an_erased_person_never_goes_out(sheets, secretary):
    seat = seated(sheets)
    with clock.standing_at(ROSTER):
        person_erase(actor=sheets.actor, person=seat.person)
        for path in (f"/en/desk/committees/science/roster.csv?on={ROSTER}", "/en/desk/calls/spring/export.csv"):
            text = secretary.get(path).content.decode()
            assert "Dadaşov" not in text and "anar@example.org" not in text and "dekan" not in text
        rows = cells(secretary.get(f"/en/desk/committees/science/roster.xlsx?on={ROSTER}").content)
        row = dict(zip(rows[0], rows[1], strict=True))
        assert (row["state"], row["university"], row["given"]) == ("erased", "U01", None)


def test_addresses_stand_only_in_the_file_of_those_who_may_bring_it_in(sheets):
    seated(sheets)
    path = f"/en/desk/committees/science/roster.xlsx?on={ROSTER}"
    heads = {
        name: cells(sheets.client(account).get(path).content)[0]
        for name, account in (("secretary", sheets.cast.secretary), ("chair", sheets.cast.chair))
    }  # fmt: skip
    assert {name: "email" in head for name, head in heads.items()} == {"secretary": True, "chair": False}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_only_who_runs_the_call_has_its_nominations_and_only_those_of_the_roster_page_the_roster(sheets, ending):
    people = {
        "secretary": sheets.cast.secretary, "coordinator": sheets.cast.coordinator, "chair": sheets.cast.chair,
        "rector": sheets.rector, "stranger": sheets.cast.stranger,
    }  # fmt: skip
    got = {
        name: tuple(
            sheets.client(account).get(path).status_code
            for path in (f"/en/desk/calls/spring/export.{ending}", f"/en/desk/committees/science/roster.{ending}")
        )
        for name, account in people.items()
    }
    assert got == {
        "secretary": (200, 200), "coordinator": (403, 403), "chair": (403, 200), "rector": (403, 403), "stranger": (403, 403),
    }  # fmt: skip


def test_the_pages_link_to_their_files(sheets, secretary):
    board = secretary.get("/en/desk/calls/spring/").content.decode()
    assert "/en/desk/calls/spring/export.xlsx" in board and "/en/desk/calls/spring/export.csv" in board
    roster = secretary.get(f"/en/desk/committees/science/?on={ROSTER}").content.decode()
    assert f"/en/desk/committees/science/roster.xlsx?on={ROSTER}" in roster and "/roster/import/" in roster
    chair = sheets.client(sheets.cast.chair).get("/en/desk/committees/science/").content.decode()
    assert "/roster.xlsx" in chair and "/roster/import/" not in chair
    answer = sheets.client(sheets.rector).get("/en/answers/spring/u01/").content.decode()
    assert sheets.page in answer
