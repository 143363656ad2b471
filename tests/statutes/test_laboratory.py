"""The laboratory: recorded votes under other texts, tables of counts, acting heads, exports."""

from __future__ import annotations

import io
from datetime import date, timedelta
from urllib.parse import unquote, urlencode

import openpyxl
import pytest

from konfrans.charter import Count, Evidence, Outcome
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.statutes import selectors, services
from konfrans.statutes.models import CountTable
from konfrans.statutes.rules import set_at
from konfrans.statutes.rules.acting import AGAINST_FIRST, FOR_FIRST, with_acting
from konfrans.statutes.selectors.counting_again import cases_of_table, count_again, flips
from konfrans.statutes.selectors.models import model
from tests.statutes.test_drafts import group

__all__ = ["group"]
HEAD = "id,kind,entitled,present,yes,no,abstain\n"
ONE = HEAD + "x,charter_amendment,15,12,7,4,1"
LAB = "/en/charter/laboratory/"


def long_table(rows: int = 200) -> str:
    return HEAD + "\n".join(f"v{n},ordinary,15,12,7,4,1" for n in range(rows))


@pytest.fixture
def looser(group):
    """A draft in which three fifths of the votes cast amend the charter, and a vote that it would have turned."""
    rule = {"article": "29.3", "at_least": {"share": "3/5", "of": "cast"}}
    group.edit(group.one, lambda document: set_at(document, ("kinds", "charter_amendment", "condition"), rule))
    return group


@pytest.fixture
def failed(house):
    return house.publish(kind="charter_amendment", title="Amendment", yes=7, no=4, abstain=1)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "flips_word"), [("en", "flips"), ("az", "dəyişir")])
def test_a_recorded_decision_that_a_draft_would_have_turned_is_marked_and_explained(
    looser, failed, client, language, flips_word
):
    client.force_login(looser.one)
    page = client.get(f"/{language}/charter/laboratory/?charter=force&charter=draft:draft-1").content.decode()
    assert f'<span class="flipword">{flips_word}</span>' in page
    assert "is-flip" in page
    assert {"en": "Draft 1 would have changed 1 of 1 vote", "az": "Layihə 1: nəticəsi fərqli olacaq"}[language] in page
    assert {"en": "At least three fifths of the votes cast", "az": "beşdə üçü"}[language] in page


@pytest.mark.django_db
def test_what_nobody_may_read_is_counted_for_nobody_else(looser, failed, client, cast):
    address = f"{LAB}?charter=draft:draft-1"
    assert client.get(address).status_code in (302, 403)
    assert b"draft-1" not in client.get(LAB).content
    client.force_login(cast.rector)
    for path in ("", "laboratory.xlsx", "laboratory.pdf", "laboratory.png"):
        assert client.get(f"{LAB}{path}?charter=draft:draft-1").status_code == 403


@pytest.mark.django_db
def test_a_closed_decision_shows_no_word_of_its_title(house, client):
    house.publish(kind="opinion", title="A secret matter", closed=True, yes=10, no=2)
    page = client.get(LAB).content.decode()
    assert "A secret matter" not in page
    assert "Closed decision" in page


@pytest.mark.django_db
def test_a_draft_decision_is_not_counted(house, client):
    house.record(kind="budget", title="Not yet", yes=10, no=2)
    assert "There is no recorded vote" in client.get(LAB).content.decode()


@pytest.mark.django_db
def test_a_typed_table_is_held_by_its_address(house, client):
    answer = client.post(f"{LAB}table/", {"counts": ONE, "charter": ["force", "model:crc-like"]})
    assert answer.status_code == 302
    assert "counts=" in answer.url
    page = client.get(answer.url).content.decode()
    assert "amendment of the charter" in page
    assert "7<small> of 8 needed" in page
    assert not CountTable.objects.exists()


@pytest.mark.django_db
def test_a_table_too_long_for_an_address_is_kept_under_its_hash_by_an_account(house, cast, client):
    client.force_login(cast.rector)
    answer = client.post(f"{LAB}table/", {"counts": long_table(), "charter": ["force"]})
    kept = CountTable.objects.get()
    assert answer.url.endswith(f"charter=force&table={kept.sha256}")
    assert JournalEntry.objects.filter(act="count_table_keep").count() == 1
    client.post(f"{LAB}table/", {"counts": long_table(), "charter": ["force"]})
    assert CountTable.objects.count() == 1
    client.logout()
    assert client.get(answer.url).status_code == 200


@pytest.mark.django_db
def test_a_stranger_sees_a_long_table_counted_and_nothing_is_kept(house, client):
    answer = client.post(f"{LAB}table/", {"counts": long_table(), "charter": ["force"]})
    assert answer.status_code == 200
    assert "is not kept: sign in" in answer.content.decode()
    assert not CountTable.objects.exists()
    refused = client.post(f"{LAB}table/", {"counts": long_table(1001), "charter": ["force"]})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_a_kept_table_goes_a_year_after_it_was_last_put_in(house, cast):
    from konfrans.people.selectors import standing_of

    services.count_table_keep(actor=standing_of(cast.rector.pk).actor(), text=ONE)
    assert services.count_tables_clear() == 0
    with clock.standing_at(clock.today() + timedelta(days=366)):
        assert services.count_tables_clear() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("kind,entitled,votes\nordinary,15,3", "There is no column “votes”."),
        (HEAD + "x,ordinary,15,12,seven,4,1", "line 2, yes: “seven” is not a whole number."),
        (HEAD + "x,ordinery,15,12,7,4,1", "line 2, kind: "),
        (HEAD + "x,ordinary,15,11,9,9,0", "only 11 are present or represented"),
        ("kind\nordinary", "The column “entitled” is missing."),
        ("", "missing"),
        ("\udcff", "missing"),
    ],
)
def test_a_wrong_table_is_told_with_row_column_and_remedy_and_kept_in_the_form(house, client, counts, said):
    answer = client.post(f"{LAB}table/", {"counts": counts.encode("utf-8", "replace").decode(), "charter": ["force"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if "seven" in counts:
        assert "12,seven,4" in page
    assert client.get(f"{LAB}?{urlencode({'counts': counts or 'x'}, errors='replace')}").status_code == 422


@pytest.mark.django_db
def test_an_uploaded_file_that_is_no_text_or_too_large_is_refused(house, client):
    for content in (b"\xff\xfe\x00kind", b"kind,entitled\n" + b"ordinary,15\n" * 30_000):
        sent = {"file": io.BytesIO(content), "charter": ["force"]}
        assert client.post(f"{LAB}table/", sent).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "year=9999",
        "year=x",
        "acting=-1",
        "acting=99999",
        "page=0",
        "page=99999",
        "table=x",
        "charter=",
        "show=x",
        "year=2026&year=2026",
    ],
)
def test_a_strange_address_is_no_fault(house, failed, client, query):
    assert client.get(f"{LAB}?{query}").status_code == 200


@pytest.mark.django_db
def test_an_address_of_a_table_or_text_that_is_gone_is_not_found(house, client):
    assert client.get(f"{LAB}?table={'0' * 64}").status_code == 404
    assert client.get(f"{LAB}?charter=model:none").status_code == 404
    assert client.get(f"{LAB}?{urlencode([('charter', f'model:{n}') for n in range(9)])}").status_code == 422


def test_acting_heads_leave_the_members_and_take_votes_only_where_nobody_was_absent():
    vote = Evidence("ordinary", Count(entitled=15, present=12, represented=1, yes=7, no=4, abstain=1))
    two = with_acting(vote, 2)
    assert (two.count.entitled, two.count.members, two.count.there, two.count.yes) == (13, 15, 13, 7)
    four = with_acting(vote, 4)
    assert (four.count.entitled, four.count.there, four.count.abstain, four.count.no) == (11, 11, 0, 4)
    assert with_acting(vote, 3, FOR_FIRST).count.yes == 4
    assert with_acting(vote, 3, AGAINST_FIRST).count.no == 1
    assert with_acting(vote, 15) is None
    assert with_acting(vote, 0) is vote


def test_no_number_of_acting_heads_gives_counts_that_do_not_add_up():
    for present in range(10):
        for yes in range(present + 1):
            for no in range(present - yes + 1):
                vote = Evidence("ordinary", Count(entitled=9, present=present, yes=yes, no=no))
                for acting in range(1, 9):
                    for order in (
                        FOR_FIRST,
                        AGAINST_FIRST,
                        ("absent", "silent", "yes", "no", "abstain", "blank", "invalid"),
                    ):
                        less = with_acting(vote, acting, order)
                        assert less is not None
                        assert less.count.entitled == 9 - acting


@pytest.mark.django_db
def test_fewer_entitled_are_said_on_the_page_and_in_the_power_of_each(house, failed, client):
    page = client.get(f"{LAB}?charter=force&acting=3").content.decode()
    assert "might not vote: 3" in page
    assert '<span class="frac">1/11</span>' in page  # fourteen may vote, three of them would not
    assert "Acting heads" in page


def test_no_rule_is_no_flip():
    assert flips(Outcome.FAILED, Outcome.PASSED)
    assert not flips(Outcome.NO_RULE, Outcome.PASSED)
    assert not flips(None, Outcome.PASSED)
    assert not flips(Outcome.INVALID, Outcome.FAILED)


def test_a_long_count_stops_in_time_and_goes_on_where_it_stopped():
    cases = cases_of_table(HEAD + "\n".join(f"t{n},ordinary,{n + 20},{n + 12},7,4,1" for n in range(200)))
    laws = [model("crc-like"), model("uk-company")]
    first = count_again(cases, laws, 0, seconds=0)
    assert not first.done
    assert 0 < len(first.rows) < 200
    assert count_again(cases, laws, 0, seconds=60).done


@pytest.mark.django_db
def test_a_count_that_is_not_done_says_how_far_it_is_and_goes_on(house, failed, client, monkeypatch):
    monkeypatch.setattr(
        selectors.laboratory.__globals__["count_again"].__globals__["time"],
        "monotonic",
        iter(range(0, 10**9, 10)).__next__,
    )
    answer = client.get(
        f"{LAB}?{urlencode({'counts': HEAD + chr(10).join(f'q{n},ordinary,{n + 30},12,7,4,1' for n in range(30))})}"
    )
    assert answer["Refresh"] == "1"
    assert "no-store" in answer["Cache-Control"]
    assert "<progress" in answer.content.decode()
    assert "Votes counted: 16 of 30." in answer.content.decode()


@pytest.mark.django_db
def test_a_spreadsheet_holds_every_vote_and_no_formula(house, failed, client):
    counts = (
        HEAD + "=1+1,ordinary,15,12,7,4,1\n@x,ordinary,15,12,7,4,1\n-2,ordinary,15,12,7,4,1\n+3,ordinary,15,12,7,4,1"
    )
    answer = client.get(f"{LAB}laboratory.xlsx?{urlencode({'counts': counts, 'charter': 'force'})}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["=1+1", "@x", "-2", "+3"]
    assert {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row} <= {
        "s",
        "inlineStr",
        "n",
    }
    assert [sheet.cell(2, 7).value, sheet.cell(2, 8).value] == [7, 7]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["az", "en"])
@pytest.mark.parametrize(("name", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_the_laboratory_is_exported_in_both_languages(house, failed, client, language, name, begins):
    answer = client.get(f"/{language}/charter/laboratory/laboratory.{name}?charter=force&charter=model:crc-like")
    assert answer.content.startswith(begins)


@pytest.mark.django_db
def test_a_picture_of_many_votes_is_a_bar(house, client, cast):
    client.force_login(cast.rector)
    page = client.post(f"{LAB}table/", {"counts": long_table(60), "charter": ["force", "model:crc-like"]}, follow=True)
    assert 'class="bar bar--got"' in page.content.decode()


@pytest.mark.django_db
def test_html_in_a_table_is_not_run(house, client):
    counts = HEAD + "<script>alert(1)</script>,ordinary,15,12,7,4,1"
    page = client.get(f"{LAB}?{urlencode({'counts': counts})}").content.decode()
    assert "<script>alert(1)" not in page
    assert 'style="' not in page


@pytest.mark.django_db
def test_the_laboratory_asks_at_most_twelve_queries(looser, failed, client, django_assert_max_num_queries):
    client.force_login(looser.one)
    refs = ["force", "draft:draft-1", "draft:draft-1@1", "model:crc-like", "model:uk-company", "model:cpu-like"]
    with django_assert_max_num_queries(12):
        assert client.get(f"{LAB}?{urlencode([('charter', ref) for ref in refs])}").status_code == 200


@pytest.mark.django_db
def test_the_privacy_statement_says_what_of_tables_is_kept(house, client):
    assert "Tables of counts put into the laboratory" in client.get("/en/privacy/").content.decode()


@pytest.mark.django_db
def test_a_kind_is_written_by_its_name_in_a_language_of_the_pages_and_cells_may_be_copied(house, client):
    rows = "kind\tentitled\tpresent\tyes\tno\n"
    rows += "Amendment of the charter\t15\t12\t7\t5\nNİZAMNAMƏYƏ DƏYİŞİKLİK VƏ ƏLAVƏLƏR EDİLMƏSİ\t15\t12\t12\t0\n"
    answer = client.post(f"{LAB}table/", {"counts": rows, "charter": ["force"]})
    assert answer.status_code == 302
    assert "of 2 votes" in client.get(answer.url).content.decode()


@pytest.mark.django_db
def test_the_kinds_of_the_chosen_texts_are_listed_beside_the_form_and_beside_a_fault(house, client):
    for page in (
        client.get(f"{LAB}?charter=force").content.decode(),
        client.post(f"{LAB}table/", {"counts": "kind,entitled\nno_such,15", "charter": ["force"]}).content.decode(),
    ):
        assert "<code>charter_amendment</code>" in page and 'id="kinds"' in page


@pytest.mark.django_db
def test_a_spreadsheet_is_uploaded_as_it_is(house, client):
    book = openpyxl.Workbook()
    book.active.append(["date", "kind", "entitled", "present", "yes", "no"])
    book.active.append([date(2026, 3, 3), "ordinary", 15, 12, 7, 5])
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = "votes.xlsx"
    answer = client.post(f"{LAB}table/", {"file": made, "charter": ["force"]})
    assert answer.status_code == 302 and "2026-03-03" in unquote(answer.url)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"kind,entitled\n\xfd,15", "CSV UTF-8"), (b"PK\x03\x04nothing", "Save it as CSV and upload that")],
)
def test_a_file_that_cannot_be_read_says_how_to_save_it(house, client, content, said):
    answer = client.post(f"{LAB}table/", {"file": io.BytesIO(content), "charter": ["force"]})
    assert answer.status_code == 422 and said in answer.content.decode()
