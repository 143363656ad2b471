"""A roster that exists already comes in from a spreadsheet: looked at first, entered together or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.committees.models import Seat
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.services.seating import seat_begin
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.people.models import Account, Office, Person
from tests.committees.sheets_house import TODAY, build, cells, csv_of, faults, given, seen, xlsx

pytestmark = pytest.mark.django_db

HEAD = (
    "seat",
    "university",
    "given",
    "father",
    "patronymic",
    "surname",
    "email",
    "position",
    "since",
    "ends",
    "public",
)
CHAIR = (
    "chair",
    "adpu",
    "Leyla",
    "",
    "",
    "Məmmədova",
    "chair@example.org",
    "professor",
    "2026-02-01",
    "2028-01-31",
    "yes",
)
MEMBER = ("member", "U03", "Kamran", "Emin", "oğlu", "Vəliyev", "kamran@example.org", "dekan", "01.02.2026", "", "no")


@pytest.fixture
def sheets(cast):
    with clock.standing_at(TODAY):
        yield build(cast)


@pytest.fixture
def secretary(sheets):
    return sheets.client(sheets.cast.secretary)


def test_a_roster_is_only_looked_at_until_it_is_entered(sheets, secretary):
    before = Person.objects.count()
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR, MEMBER))
    assert faults(looked) == [] and Seat.objects.count() == 0 and Person.objects.count() == before
    chair, member = (one["row"] for one in looked.context["rows"])
    assert (chair.person, chair.same_as, chair.by_charter) == (sheets.cast.chair.person.key, 0, False)
    assert (member.person, member.institution, member.since) == ("", "u03", date(2026, 2, 1))
    answer = secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert answer.status_code == 302 and Person.objects.count() == before + 1
    found = {one.seat: one for one in Seat.objects.all()}
    assert found["chair"].person == sheets.cast.chair.person and found["chair"].ends == date(2028, 1, 31)
    assert found["chair"].public and not found["member"].public
    assert found["chair"].office.kind == "chair" and found["member"].office.kind == "member"
    who = found["member"].person
    assert who.full_name == "Kamran Emin oğlu Vəliyev" and not Account.objects.filter(person=who).exists()
    acts = [entry.act for entry in JournalEntry.objects.order_by("number")]
    assert acts[-1] == "roster_import" and acts.count("seat_begin") == 2


def test_a_term_that_is_left_empty_is_the_charters(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    row = looked.context["rows"][0]["row"]
    from konfrans.committees.rules.law import term_ends

    _version, charter = charter_today()
    expected, _article = term_ends(charter, sheets.science.organ, "member", "science", date(2026, 2, 1))
    assert expected is not None and (row.ends, row.by_charter) == (expected, True)
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert Seat.objects.get().ends == expected


def test_a_roster_that_went_out_comes_in_again_and_changes_nothing(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR, MEMBER))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    for ending in ("xlsx", "csv"):
        out = secretary.get(f"/en/desk/committees/science/roster.{ending}").content
        again = given(secretary, sheets.roster_page, out, f"roster.{ending}")
        assert faults(again) == []
        assert [(one["row"].what, one["row"].differs) for one in again.context["rows"]] == [("unchanged", ())] * 2
        assert "enter" not in again.context


def test_what_the_register_says_otherwise_is_named_and_not_changed(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    other = (*MEMBER[:7], "rektor", "2026-03-01", "", "yes")
    again = given(secretary, sheets.roster_page, xlsx(HEAD, other))
    assert again.context["rows"][0]["row"].differs == ("position", "since", "public")
    assert b"The register says otherwise in:" in again.content and Seat.objects.get().position == "dekan"


def test_a_new_person_on_two_seats_is_entered_once(sheets, secretary):
    chair = ("chair", *MEMBER[1:])
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER, chair))
    assert [one["row"].same_as for one in looked.context["rows"]] == [0, 2]
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert Seat.objects.count() == 2 and Person.objects.filter(surname="Vəliyev").count() == 1


def test_a_person_without_an_address_is_known_again_by_name_and_university(sheets, secretary):
    row = (*MEMBER[:6], "", *MEMBER[7:])
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, row))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    again = given(secretary, sheets.roster_page, xlsx(HEAD, row))
    assert [one["row"].what for one in again.context["rows"]] == ["unchanged"]


@pytest.mark.parametrize("word", ["u03", "U03", "University 03", "Universitet 03", "UNİVERSİTET 03"])
def test_a_university_is_found_by_key_short_name_or_name(sheets, secretary, word):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, (MEMBER[0], word, *MEMBER[2:])))
    assert faults(answer) == [] and answer.context["rows"][0]["row"].institution == "u03"


@pytest.mark.parametrize(
    "day",
    ["2026-02-01", "01.02.2026", "1.2.2026", date(2026, 2, 1), 46054],
    ids=["iso", "dotted", "short", "cell", "number"],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(sheets, secretary, day):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, (*MEMBER[:8], day, "", "")))
    assert faults(answer) == [] and answer.context["rows"][0]["row"].since == date(2026, 2, 1)


def test_days_of_a_workbook_that_counts_from_1904(sheets, secretary):
    import io

    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (HEAD, (*MEMBER[:8], date(2026, 2, 1), "", "")):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    answer = given(secretary, sheets.roster_page, out.getvalue())
    assert answer.context["rows"][0]["row"].since == date(2026, 2, 1)
    secretary.post(sheets.roster_page, {"seen": seen(answer)})
    assert Seat.objects.get().since == date(2026, 2, 1)


FAULTS = {
    "an unknown university names the nearest": ((MEMBER[0], "Universty 03", *MEMBER[2:]), "university", "University 03"),
    "a seat without its university": ((MEMBER[0], "", *MEMBER[2:]), "university", "has to be filled in"),
    "an unknown seat names the nearest": (("membr", *MEMBER[1:]), "seat", "member"),
    "a date that is none": ((*MEMBER[:8], "2026-02-30", "", ""), "since", "2026-11-25"),
    "a date in words": ((*MEMBER[:8], "last year", "", ""), "since", "2026-11-25"),
    "no first day": ((*MEMBER[:8], "", "", ""), "since", "has to be filled in"),
    "a term that ends before it begins": ((*MEMBER[:8], "2026-02-01", "2026-01-31", ""), "ends", "1\xa0February 2026"),
    "neither yes nor no": ((*MEMBER[:10], "maybe"), "public", "neither yes nor no"),
    "a wrong address": ((*MEMBER[:6], "kamran@", *MEMBER[7:]), "email", "name@example.org"),
    "a Cyrillic letter in a name": ((*MEMBER[:5], "Vəliуev", *MEMBER[6:]), "surname", "Cyrillic"),
    "a first day before the committee's": ((*MEMBER[:8], "2020-02-01", "", ""), "since", "committee began"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_row_column_and_remedy(sheets, secretary, case):
    row, column, words = FAULTS[case]
    if "committee's" in case:
        sheets.science.body.since = date(2026, 1, 20)
        sheets.science.body.save(update_fields=["since"])
    answer = given(secretary, sheets.roster_page, csv_of(HEAD, row), "roster.csv")
    found = [(at, where) for at, where, _text in faults(answer)]
    assert answer.status_code == 422 and found == [(2, column)]
    assert words in faults(answer)[0][2] and Seat.objects.count() == 0


def test_two_universities_of_one_short_name_have_to_be_named_by_key(sheets, secretary):
    one = sheets.house.members[3]
    one.code = "U03"
    one.save(update_fields=["code"])
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    assert "u03, u04" in faults(answer)[0][2]
    by_key = given(secretary, sheets.roster_page, xlsx(HEAD, ("member", "u04", *MEMBER[2:])))
    assert by_key.context["rows"][0]["row"].institution == "u04"


def test_the_same_person_twice_names_both_rows(sheets, secretary):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER, CHAIR, ("substitute", *MEMBER[1:])))
    assert [(row, column) for row, column, _text in faults(answer)] == [(2, "email"), (4, "email")]


def test_a_university_has_one_place_of_a_sort(sheets, secretary):
    other = ("member", "U03", "Ramil", "", "", "Orucov", "ramil@example.org", "dekan", "2026-02-01", "", "")
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER, other))
    assert [(row, column) for row, column, _text in faults(answer)] == [(3, "seat")] and "row 2" in faults(answer)[0][2]
    person = sheets.cast.stranger.person
    seat_begin(
        actor=sheets.actor, committee=sheets.science, seat="member", person=person, since=TODAY, institution_key="u03"
    )
    taken = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    assert person.full_name in faults(taken)[0][2] and "paragraph 18" in faults(taken)[0][2]


def test_merged_cells_are_refused_by_their_range(sheets, secretary):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR, MEMBER, merged="B2:B3"))
    assert [(row, column) for row, column, _text in faults(answer)] == [(2, "B2:B3")]


def test_ended_and_erased_rows_of_an_exported_file_are_left_out(sheets, secretary):
    head = (*HEAD, "until", "state")
    ended = (*MEMBER, "2026-05-01", "ended")
    erased = ("member", "U04", "", "", "", "", "", "", "2026-02-01", "", "no", "", "erased")
    answer = given(secretary, sheets.roster_page, xlsx(head, (*CHAIR, "", "held"), ended, erased))
    assert faults(answer) == []
    assert [one["row"].what for one in answer.context["rows"]] == ["begun", "left", "left"]


def test_nothing_is_half_saved(sheets, secretary, monkeypatch):
    from konfrans.committees.services import importing
    from konfrans.kernel.refusals import Refused

    begin = importing.seat_begin

    def second_refused(**values):
        if values["seat"] == "member":
            raise Refused("sits_already", name="Kamran", committee="science")
        return begin(**values)

    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR, MEMBER))
    persons, offices = Person.objects.count(), Office.objects.count()
    monkeypatch.setattr(importing, "seat_begin", second_refused)
    answer = secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert answer.status_code == 422 and b"Row 3:" in answer.content
    assert (Seat.objects.count(), Person.objects.count(), Office.objects.count()) == (0, persons, offices)


def test_what_was_looked_at_for_one_committee_is_not_entered_in_another(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR))
    answer = secretary.post(sheets.roster_page.replace("science", "education"), {"seen": seen(looked)})
    assert answer.status_code == 422 and Seat.objects.count() == 0


def test_the_empty_spreadsheet_has_the_columns_that_are_read(sheets, secretary):
    assert cells(secretary.get(f"{sheets.roster_page}roster.xlsx").content) == [HEAD]
    assert secretary.get(f"{sheets.roster_page}roster.csv").content.decode("utf-8-sig").strip() == ",".join(
        f'"{one}"' for one in HEAD
    )


def test_an_invented_committee_gets_invented_people(sheets, secretary):
    sheets.science.sample = True
    sheets.science.save(update_fields=["sample"])
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert Seat.objects.get().sample and Seat.objects.get().person.sample


def test_the_secretariat_alone_brings_in_a_roster_and_a_coordinator_only_takes_it_out(sheets):
    from konfrans.projects.services import project_create
    from tests.decisions.house import text

    project = project_create(
        actor=sheets.actor, key="ecar", acronym="ECAR", title=text("ECAR"), lead=text("ECAR"), programme=text("P"), funder=text("F"),
    )  # fmt: skip
    sheets.call.project = project
    sheets.call.save(update_fields=["project"])
    people = {
        "secretary": sheets.cast.secretary, "coordinator": sheets.cast.coordinator, "chair": sheets.cast.chair,
        "rector": sheets.rector, "stranger": sheets.cast.stranger,
    }  # fmt: skip
    got = {name: sheets.client(account).get(sheets.roster_page).status_code for name, account in people.items()}
    assert got == {"secretary": 200, "coordinator": 403, "chair": 403, "rector": 403, "stranger": 403}
    coordinator = sheets.client(sheets.cast.coordinator)
    assert given(coordinator, sheets.roster_page, xlsx(HEAD, MEMBER)).status_code == 403
    assert coordinator.get(f"{sheets.roster_page}roster.xlsx").status_code == 403
    roster = "/en/desk/committees/science/roster"
    answer = coordinator.get("/en/desk/committees/science/")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert f"{roster}/import/" not in shown and f"{roster}.xlsx" in shown
    assert coordinator.get(f"{roster}.xlsx").status_code == 200


OTHER_CHAIR = ("chair", "", "Nigar", "", "", "Rzayeva", "nigar@example.org", "professor")


def test_a_seat_that_the_charter_founds_once_is_held_by_one_person_at_a_time(sheets, secretary):
    both = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR, (*OTHER_CHAIR, "2026-06-01", "", "")))
    assert [(row, column) for row, column, _text in faults(both)] == [(3, "seat")]
    assert "row 2 takes it on the same days" in faults(both)[0][2]
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    taken = given(secretary, sheets.roster_page, xlsx(HEAD, (*OTHER_CHAIR, "2028-01-31", "", "")))
    assert [(row, column) for row, column, _text in faults(taken)] == [(2, "seat")]
    assert "Leyla Məmmədova holds it on these days. End that seat first" in faults(taken)[0][2]
    assert "enter" not in taken.context and Seat.objects.count() == 1
    follows = given(secretary, sheets.roster_page, xlsx(HEAD, (*OTHER_CHAIR, "2028-02-01", "", "")))
    assert faults(follows) == [] and follows.context["rows"][0]["row"].what == "begun"


@pytest.mark.parametrize(
    ("seat", "email", "column"),
    [
        ("member", "kamran+2@example.org", "email"),
        ("substitute", "another@example.org", "surname"),
        ("member", "kam.ran@example.org", "surname"),
    ],
    ids=["address with a plus", "the same name", "a dot more but the same name"],
)
def test_a_person_is_known_again_by_the_address_and_by_name_and_university(sheets, secretary, seat, email, column):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER, (seat, *MEMBER[1:6], email, *MEMBER[7:])))
    named = [(row, where) for row, where, text in faults(answer) if "same person" in text]
    assert named == [(2, column), (3, column)]


def test_who_sits_there_is_known_by_an_address_with_a_plus(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, CHAIR))
    secretary.post(sheets.roster_page, {"seen": seen(looked)})
    again = given(secretary, sheets.roster_page, xlsx(HEAD, (*CHAIR[:6], "Chair+list@example.org", *CHAIR[7:])))
    assert [one["row"].what for one in again.context["rows"]] == ["unchanged"]


def test_the_same_button_twice_enters_the_roster_once(sheets, secretary):
    looked = given(secretary, sheets.roster_page, xlsx(HEAD, MEMBER))
    assert secretary.post(sheets.roster_page, {"seen": seen(looked)}).status_code == 302
    second = secretary.post(sheets.roster_page, {"seen": seen(looked)})
    assert second.status_code == 422 and b"Nothing would change" in second.content
    assert Seat.objects.count() == 1 and Person.objects.filter(surname="Vəliyev").count() == 1


def test_an_address_of_somebody_of_another_name_seats_nobody(sheets, secretary):
    answer = given(secretary, sheets.roster_page, xlsx(HEAD, (*CHAIR[:5], "Salmanova", *CHAIR[6:])))
    assert [(row, column) for row, column, _text in faults(answer)] == [(2, "email")]
    assert (
        "whose name the register writes otherwise" in faults(answer)[0][2] and "Məmmədova" not in faults(answer)[0][2]
    )
    with_father = (*CHAIR[:3], "Ramiz", "qızı", *CHAIR[5:])
    assert faults(given(secretary, sheets.roster_page, xlsx(HEAD, with_father))) == []
