"""A university names people by a spreadsheet: looked at first, entered together or not at all."""

from __future__ import annotations

import json

import pytest

from konfrans.committees.models import Nomination
from konfrans.committees.services.calls import contact_add
from konfrans.committees.services.nominations import nomination_ask, nomination_draft, nomination_refuse
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.sheets import read_whole
from tests.committees.sheets_house import ANAR, AYSEL, HEAD, TODAY, build, cells, csv_of, faults, given, seen, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheets(cast):
    with clock.standing_at(TODAY):
        yield build(cast)


@pytest.fixture
def rector(sheets):
    return sheets.client(sheets.rector)


def enter(client, page, data):
    """Look at a file, then enter what was seen."""
    looked = given(client, page, data)
    assert faults(looked) == []
    return client.post(page, {"seen": seen(looked)})


def names() -> list[tuple[str, str, str]]:
    rows = Nomination.objects.order_by("email").values_list("committee__body__key", "seat", "email")
    return list(rows)


def test_a_file_is_only_looked_at_until_it_is_entered(sheets, rector):
    looked = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    assert looked.status_code == 200 and Nomination.objects.count() == 0
    assert [(one["row"].row, one["row"].what) for one in looked.context["rows"]] == [(2, "named"), (3, "named")]
    assert b"would be named" in looked.content and "Anar Elçin oğlu Dadaşov" in looked.content.decode()
    entered = rector.post(sheets.page, {"seen": seen(looked)})
    assert entered.status_code == 302
    assert names() == [("science", "member", "anar@example.org"), ("education", "substitute", "aysel@example.org")]
    anar = Nomination.objects.get(email="anar@example.org")
    assert (anar.state, anar.father, anar.patronymic, anar.language, anar.field) == (
        "draft",
        "Elçin",
        "oğlu",
        "az",
        "kimya",
    )


def test_every_nomination_and_the_import_stand_in_the_journal(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    acts = [entry.act for entry in JournalEntry.objects.order_by("number")][-3:]
    assert acts == ["nomination_draft", "nomination_draft", "nominations_import"]
    assert json.loads(JournalEntry.objects.order_by("number").last().body)["actor"]["office"] == "rector"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_whatever_parts_its_cells(sheets, rector, sign, code):
    answer = given(rector, sheets.page, csv_of(HEAD, ANAR, sign=sign, code=code), "people.csv")
    assert faults(answer) == [] and answer.context["named"] == 1


def test_committees_and_seats_are_found_by_their_names_in_each_language(sheets, rector):
    first = ("Elmi işlər", "Ehtiyat üzv", *ANAR[2:])
    second = ("  EDUCATION ", "Member", *AYSEL[2:])
    answer = given(rector, sheets.page, xlsx(HEAD, first, second))
    assert faults(answer) == []
    found = [(one["row"].committee, one["row"].seat) for one in answer.context["rows"]]
    assert found == [("science", "substitute"), ("education", "member")]


def test_the_same_file_twice_changes_nothing(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    again = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    assert [one["row"].what for one in again.context["rows"]] == ["unchanged", "unchanged"]
    assert "enter" not in again.context and b"Nothing would change" in again.content


def test_a_person_who_is_named_already_would_be_changed(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    moved = ("science", "substitute", *ANAR[2:8], "prorektor", "kimya")
    looked = given(rector, sheets.page, xlsx(HEAD, moved))
    row = looked.context["rows"][0]["row"]
    assert (row.what, row.changes, row.anew) == ("changed", ("seat", "position"), False)
    rector.post(sheets.page, {"seen": seen(looked)})
    found = Nomination.objects.get()
    assert (found.seat, found.position) == ("substitute", "prorektor")


def test_another_address_of_the_same_person_on_the_same_place_is_a_change(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    enter(rector, sheets.page, xlsx(HEAD, (*ANAR[:6], "a.dadasov@example.org", *ANAR[7:])))
    assert names() == [("science", "member", "a.dadasov@example.org")]


def test_a_change_of_what_was_handed_in_asks_for_consent_anew(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    sheets.signed_and_consented()
    looked = given(rector, sheets.page, xlsx(HEAD, ("science", "substitute", *ANAR[2:])))
    assert looked.context["rows"][0]["row"].anew and b"consent is asked for anew" in looked.content
    rector.post(sheets.page, {"seen": seen(looked)})
    found = Nomination.objects.get()
    assert (found.state, found.consent) == ("draft", "none")


def test_a_column_that_the_file_lacks_stays_as_it_is(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    head = ("committee", "seat", "given", "surname", "email", "position")
    short = ("science", "member", "Anar", "Dadaşov", "anar@example.org", "rektor köməkçisi")
    looked = given(rector, sheets.page, xlsx(head, short))
    assert looked.context["rows"][0]["row"].changes == ("position",)
    rector.post(sheets.page, {"seen": seen(looked)})
    found = Nomination.objects.get()
    assert (found.father, found.field, found.position) == ("Elçin", "kimya", "rektor köməkçisi")


def test_the_spreadsheet_with_the_places_comes_in_again(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    for ending in ("xlsx", "csv"):
        out = rector.get(f"{sheets.page}places.{ending}")
        assert out.status_code == 200 and out["Content-Disposition"].endswith(f'.{ending}"')
        data = out.content
        back = given(rector, sheets.page, data, f"places.{ending}")
        assert faults(back) == [] and back.context["open"] == 3
        assert [one["row"].what for one in back.context["rows"]] == ["unchanged"]
    places = {(row[0], row[1]) for row in cells(rector.get(f"{sheets.page}places.xlsx").content)[1:]}
    assert places == {(one, seat) for one in ("science", "education") for seat in ("member", "substitute")}


FAULTS = {
    "an unknown column names the nearest": ((*HEAD[:5], "surnme", *HEAD[6:]), ANAR, 1, "surnme", "surname"),
    "a column that people call otherwise names the one that is meant": ((*HEAD[:6], "E-poçt", *HEAD[7:]), ANAR, 1, "e_poçt", "email"),
    "an unknown column without a near one lists all": ((*HEAD, "zzzzqqq"), (*ANAR, "1"), 1, "zzzzqqq", "committee, seat, given"),
    "a column twice": ((*HEAD[:9], "given"), ANAR, 1, "given", "stands twice"),
    "an unknown committee names the nearest": (HEAD, ("scince", *ANAR[1:]), 2, "committee", "science"),
    "an unknown seat lists what is asked": (HEAD, ("science", "xyz", *ANAR[2:]), 2, "seat", "member, substitute"),
    "a missing surname": (HEAD, (*ANAR[:5], "", *ANAR[6:]), 2, "surname", "has to be filled in"),
    "a missing committee": (HEAD, ("", *ANAR[1:]), 2, "committee", "has to be filled in"),
    "a wrong address": (HEAD, (*ANAR[:6], "anar.example.org", *ANAR[7:]), 2, "email", "name@example.org"),
    "an address with a space in it": (HEAD, (*ANAR[:6], "anar @example.org", *ANAR[7:]), 2, "email", "name@example.org"),
    "a Cyrillic letter in an address": (HEAD, (*ANAR[:6], "аnar@example.org", *ANAR[7:]), 2, "email", "place 1"),
    "a Cyrillic letter in a name": (HEAD, (*ANAR[:5], "Dаdaşov", *ANAR[6:]), 2, "surname", "Cyrillic"),
    "a digit in a name": (HEAD, ("science", "member", "Anar2", *ANAR[3:]), 2, "given", "“2” (place 5) cannot stand here"),
    "a sign that nobody sees": (HEAD, (*ANAR[:5], "Dada\u202eşov", *ANAR[6:]), 2, "surname", "RIGHT-TO-LEFT OVERRIDE, place 5"),
    "a letter of phonetics": (HEAD, (*ANAR[:5], "Dɑdaşov", *ANAR[6:]), 2, "surname", "LATIN SMALL LETTER ALPHA"),
    "an address of a machine": (HEAD, (*ANAR[:6], "anar@[192.0.2.7]", *ANAR[7:]), 2, "email", "name@example.org"),
    "an address in quotation marks": (HEAD, (*ANAR[:6], '"a b"@example.org', *ANAR[7:]), 2, "email", "no quotation marks"),
    "an address without a dot": (HEAD, (*ANAR[:6], "anar@localhost", *ANAR[7:]), 2, "email", "a domain with a dot"),
    "another word after the father's name": (HEAD, (*ANAR[:4], "son", *ANAR[5:]), 2, "patronymic", "oğlu or qızı"),
    "an unknown language": (HEAD, (*ANAR[:7], "xx", *ANAR[8:]), 2, "language", "az, en"),
    "a text that is too long": (HEAD, (*ANAR[:8], "d" * 201, ""), 2, "position", "200"),
    "a cell that shows a fault": (HEAD, (*ANAR[:8], "#REF!", ""), 2, "position", "#REF!"),
    "a value under no column": (HEAD, (*ANAR, "more"), 2, "", "more"),
    "another university's row": ((*HEAD, "university"), (*ANAR, "U02"), 2, "university", "U02"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_row_column_and_remedy(sheets, rector, case):
    head, row, number, column, words = FAULTS[case]
    answer = given(rector, sheets.page, csv_of(head, row), "people.csv")
    assert answer.status_code == 422
    found = [(at, where, text) for at, where, text in faults(answer) if where == column]
    assert [(at, where) for at, where, _text in found] == [(number, column)]
    assert words in found[0][2] and "%(" not in found[0][2]
    assert Nomination.objects.count() == 0 and "enter" not in answer.context


def test_every_fault_is_named_at_once(sheets, rector):
    bad = ("scince", "member", "", "", "", "Dadaşov", "nobody", "az", "", "")
    answer = given(rector, sheets.page, xlsx(HEAD, bad, AYSEL, bad))
    assert sorted({(row, column) for row, column, _text in faults(answer)}) == [
        (row, column) for row in (2, 4) for column in ("committee", "email", "given", "position")
    ]


def test_merged_cells_are_refused_by_their_range(sheets, rector):
    answer = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL, merged="B2:B3"))
    assert [(row, column) for row, column, _text in faults(answer)] == [(2, "B2:B3")]
    assert "B2:B3" in faults(answer)[0][2] and "Split them" in faults(answer)[0][2]


def test_the_same_person_twice_names_both_rows(sheets, rector):
    twice = ("science", "substitute", "A.", "", "", "Dadaşov", "ANAR@example.org", "az", "dekan", "")
    answer = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL, twice))
    assert [(row, text.partition(" in ")[2][:5]) for row, _column, text in faults(answer)] == [
        (2, "row 4"),
        (4, "row 2"),
    ]


@pytest.mark.parametrize(
    ("given_name", "email", "column"),
    [
        ("A.", "anar+2@example.org", "email"),
        ("ANAR", "another@example.org", "surname"),
        ("A.", "an.ar@example.org", None),
    ],
    ids=["address with a plus", "the same name", "a dot more"],
)
def test_a_person_is_known_again_by_the_address_and_by_the_name(sheets, rector, given_name, email, column):
    other = ("science", "substitute", given_name, *ANAR[3:6], email, *ANAR[7:])
    answer = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL, other))
    assert [(row, where) for row, where, _text in faults(answer)] == ([(2, column), (4, column)] if column else [])


def test_somebody_who_is_named_already_with_another_address_changes_seat_and_address(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    enter(rector, sheets.page, xlsx(HEAD, ("science", "substitute", *ANAR[2:6], "a.dadasov@example.org", *ANAR[7:])))
    assert names() == [("science", "substitute", "a.dadasov@example.org")]


def test_alphabets_are_named_in_the_language_of_the_page(sheets, rector):
    answer = given(rector, sheets.page.replace("/en/", "/az/"), xlsx(HEAD, (*ANAR[:5], "Dаdaşov", *ANAR[6:])))
    assert "kiril" in faults(answer)[0][2].lower() and "Cyrillic" not in faults(answer)[0][2]


def test_one_person_may_be_named_for_two_committees(sheets, rector):
    answer = given(rector, sheets.page, xlsx(HEAD, ANAR, ("education", *ANAR[1:])))
    assert faults(answer) == [] and answer.context["named"] == 2


def test_only_the_first_of_several_sheets_is_read_and_the_page_says_so(sheets, rector):
    answer = given(rector, sheets.page, xlsx(HEAD, ANAR, others=["Notes", "Old"]))
    assert answer.context["named"] == 1
    assert "Only the first sheet is read: “Sheet”." in answer.content.decode() and b"Notes, Old" in answer.content


def test_rows_keep_their_numbers_above_an_empty_first_row(sheets, rector):
    answer = given(rector, sheets.page, xlsx((), HEAD, ANAR, (), ("scince", *AYSEL[1:])))
    assert [(row, column) for row, column, _text in faults(answer)] == [(5, "committee")]


REFUSED_FILES = {
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "people.xlsx", "neither CSV nor XLSX"),
    "an old or locked workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64,
        "people.xls",
        "neither CSV nor XLSX",
    ),
    "an archive that is no workbook": (b"PK\x03\x04" + b"\0" * 64, "people.xlsx", "neither CSV nor XLSX"),
    "CSV in another encoding": ("Anar;Dadaşov\n".encode("cp1254"), "people.csv", "UTF-8"),
    "more than a thousand rows": (csv_of(HEAD, *[ANAR] * 1001), "people.csv", "more than a thousand rows"),
    "a formula without a result": (xlsx(HEAD, (*ANAR[:8], "=A1&B1")), "people.xlsx", "formula"),
    "a file that is too large": (b"a" * 2_000_001, "people.csv", "at most 2 MB"),
}


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(sheets, rector, case):
    data, name, words = REFUSED_FILES[case]
    answer = given(rector, sheets.page, data, name)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Nomination.objects.count() == 0


def test_a_large_file_is_refused_by_its_size_before_it_is_read():
    from konfrans.committees.forms import SheetForm

    class Large:
        name, size = "people.xlsx", 200 * 1024 * 1024

        def read(self, *_args):
            raise AssertionError("it was read")

    form = SheetForm({}, {"file": Large()})
    assert not form.is_valid() and "210 MB" in str(form.errors["file"])


def test_an_empty_file_says_what_belongs_there(sheets, rector):
    for data in (b"", csv_of(HEAD), csv_of(HEAD, ("science", "member"))):
        answer = given(rector, sheets.page, data, "people.csv")
        assert "There is nobody in the sheet" in faults(answer)[0][2]


def test_what_was_looked_at_cannot_be_altered_or_used_elsewhere(sheets, rector):
    looked = given(rector, sheets.page, xlsx(HEAD, ANAR))
    sealed = seen(looked)
    other = sheets.client(sheets.other_rector)
    for client, page, text in (
        (rector, sheets.page, sealed[:-2] + ("aa" if sealed[-2:] != "aa" else "bb")),
        (rector, sheets.page, "nonsense"),
        (rector, sheets.page, ""),
        (other, sheets.page.replace("u01", "u02"), sealed),
    ):
        answer = client.post(page, {"seen": text})
        assert answer.status_code == 422 and "Give the file again" in answer.content.decode()
    assert Nomination.objects.count() == 0


def test_what_was_looked_at_is_shown_again_when_something_changed_since(sheets, rector):
    looked = given(rector, sheets.page, xlsx(HEAD, ANAR))
    nomination_draft(
        answerer=sheets.answerer(), committee=sheets.science, seat="member", given="Anar", surname="Dadaşov",
        email="anar@example.org", language="az",
    )  # fmt: skip
    answer = rector.post(sheets.page, {"seen": seen(looked)})
    assert answer.status_code == 422 and b"Something changed here" in answer.content
    assert answer.context["rows"][0]["row"].what == "changed" and Nomination.objects.get().position == ""
    assert rector.post(sheets.page, {"seen": seen(answer)}).status_code == 302
    assert Nomination.objects.get().position == "dekan"


def test_nothing_is_half_saved(sheets, rector, monkeypatch):
    from konfrans.committees.services import importing
    from konfrans.kernel.refusals import Refused

    draft = importing.nomination_draft

    def second_refused(**values):
        if values["email"] == "aysel@example.org":
            raise Refused("named_too_many", most=5)
        return draft(**values)

    looked = given(rector, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    before = JournalEntry.objects.count()
    monkeypatch.setattr(importing, "nomination_draft", second_refused)
    answer = rector.post(sheets.page, {"seen": seen(looked)})
    assert answer.status_code == 422 and b"Row 3:" in answer.content and b"Nothing was entered." in answer.content
    assert (Nomination.objects.count(), JournalEntry.objects.count()) == (0, before)


def test_more_people_than_can_be_named_for_a_place_are_named_by_their_rows(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    rows = [
        ("science", "member", "Ad", "", "", f"Soyad{letter}", f"{letter}@example.org", "az", "dekan", "")
        for letter in "abcdef"
    ]
    answer = given(rector, sheets.page, xlsx(HEAD, *rows))
    assert [(row, column) for row, column, _text in faults(answer)] == [(6, "seat"), (7, "seat")]


def test_what_the_coordinator_asked_is_answered_on_the_page_not_by_a_file(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    sheets.signed_and_consented()
    nomination_ask(actor=sheets.actor, nomination=Nomination.objects.get(), question="Since when?")
    unchanged = given(rector, sheets.page, xlsx(HEAD, ANAR))
    assert [one["row"].what for one in unchanged.context["rows"]] == ["unchanged"]
    changed = given(rector, sheets.page, xlsx(HEAD, (*ANAR[:8], "prorektor", "kimya")))
    assert "Answer on the page" in faults(changed)[0][2]


def test_a_refused_row_of_an_exported_file_is_left_as_it_is(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    sheets.signed_and_consented()
    nomination_refuse(
        actor=sheets.actor, nomination=Nomination.objects.get(), article="18.3", reason="Elsewhere already."
    )
    head, row = (*HEAD, "state"), (*ANAR, "refused")
    assert [one["row"].what for one in given(rector, sheets.page, xlsx(head, row)).context["rows"]] == ["left"]
    assert given(rector, sheets.page, xlsx(HEAD, ANAR)).context["rows"][0]["row"].what == "named"


def test_after_the_deadline_no_file_is_taken(sheets, rector):
    looked = given(rector, sheets.page, xlsx(HEAD, ANAR))
    with clock.standing_at(sheets.call.keep_until):
        page = rector.get(sheets.page)
        assert page.status_code == 200 and b'type="file"' not in page.content
        for late in (given(rector, sheets.page, xlsx(HEAD, ANAR)), rector.post(sheets.page, {"seen": seen(looked)})):
            assert late.status_code == 422 and b"The call closed on" in late.content and "rows" not in late.context
    assert Nomination.objects.count() == 0


@pytest.mark.parametrize("what", ["", "places.xlsx", "places.csv"])
def test_only_those_who_answer_open_the_page(sheets, what):
    page = f"{sheets.page}{what}"
    answers = {
        name: sheets.client(account).get(page).status_code
        for name, account in (
            ("rector", sheets.rector), ("other", sheets.other_rector), ("secretary", sheets.cast.secretary),
            ("stranger", sheets.cast.stranger),
        )
    }  # fmt: skip
    assert answers == {"rector": 200, "other": 403, "secretary": 403, "stranger": 403}


def test_a_cell_that_was_guarded_against_formulas_comes_in_without_its_apostrophe(sheets, rector):
    answer = given(rector, sheets.page, csv_of(HEAD, (*ANAR[:8], "'=dekan", "'-x'")), "people.csv")
    values = answer.context["rows"][0]["row"].values
    assert (values["position"], values["field"]) == ("=dekan", "-x'")


def test_other_imports_read_merged_cells_as_before():
    from konfrans.kernel.sheets import read_sheet

    data = xlsx(("a", "b"), ("1", "2"), merged="A2:A3")
    assert read_sheet(data) == [["a", "b"], ["1", "2"], []] and read_whole(data).merged == ("A2:A3",)


def test_a_drafter_names_people_by_a_file_but_changes_nothing_that_was_handed_in(sheets, rector):
    enter(rector, sheets.page, xlsx(HEAD, ANAR))
    sheets.signed_and_consented()
    contact_add(
        actor=sheets.actor, addressee=sheets.answerer().addressee, email=sheets.cast.stranger.email, name="Aygün", office="drafter",
        language="az",
    )  # fmt: skip
    drafter = sheets.client(sheets.cast.stranger)
    enter(drafter, sheets.page, xlsx(HEAD, ANAR, AYSEL))
    assert Nomination.objects.get(email="aysel@example.org").state == "draft"
    changed = given(drafter, sheets.page, xlsx(HEAD, (*ANAR[:8], "prorektor", "kimya")))
    assert [(row, column) for row, column, _text in faults(changed)] == [(2, "position")]
    assert "Only those who sign off" in faults(changed)[0][2]
