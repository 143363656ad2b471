"""The register, a decision's page, its evidence and PDF, the secretary's draft: what each reader sees."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import drafts, passed_decisions, waiting
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock, names
from konfrans.kernel.desk import waiting_for
from konfrans.kernel.files import file_store
from konfrans.kernel.models import SearchEntry, StoredFile
from konfrans.kernel.search import search_find, search_rebuild
from konfrans.people.selectors import standing_of
from tests.decisions.house import SESSION, build_house
from tests.decisions.test_publishing import _correct

pytestmark = pytest.mark.django_db

SECRET = "Confidential opinion on a minister"


@pytest.fixture
def amendment(house):
    house.publish(yes=11, abstain=1, title="The spring session meets in Lankaran")
    return house.publish(kind="charter_amendment", yes=7, no=4, abstain=1, title="Fee tiers")


def body_of(response) -> str:
    return response.content.decode()


def test_the_page_shows_the_verdict_with_every_reason(client, amendment):
    response = client.get("/en/decisions/2026/2/")
    page = body_of(response)
    assert response.status_code == 200
    assert "7 members voted for; 8 were needed, two thirds of the 12 present or represented. One vote short." in page
    assert page.index(">Majority<") < page.index(">Quorum<")
    assert '<span class="frac">2/3</span>' in page
    assert 'href="/en/charter/?v=1#a29-3"' in page
    assert "<dt>needed</dt><dd>8</dd>" in page
    assert 'aria-label="12 present or represented: 7 for, 4 against, 1 abstaining; 8 needed"' in page
    assert page.count('class="pane pane--got"') >= 7
    assert "University 12" in page and "represented by: University 01" in page
    assert "vote suspended" in page
    assert "Decision 2026/01" in page  # also decided in this session
    assert "style=" not in page and "<script>" not in page


def test_the_page_in_azerbaijani_speaks_azerbaijani(client, amendment):
    page = body_of(client.get("/az/decisions/2026/2/"))
    assert "Qəbul edilmədi" in page
    assert "Lehinə 7 səs verilib" in page
    assert "Səs çoxluğu" in page
    for english in ("What was put to the vote", "Evidence, frozen", "needed", "Majority", "short</text>"):
        assert english not in page


def test_the_page_says_how_the_ballot_was(client, house):
    for n, (kind, secret) in enumerate([("recall", None), ("ordinary", None), ("ordinary", True)], start=1):
        house.publish(kind=kind, yes=9, secret=secret)
        page = body_of(client.get(f"/en/decisions/2026/{n}/"))
        assert ("The ballot was secret." in page) == (n != 2)


def test_a_change_of_text_is_struck_through_and_underlined(client, house):
    house.publish(yes=9, title="Change: [-old-] {+new+} <b>")
    page = body_of(client.get("/en/decisions/2026/1/"))
    assert "<del>old</del> <ins>new</ins> &lt;b&gt;" in page


@pytest.mark.parametrize(
    "path", ["2026/99/", "2025/1/", "2026/0/", "99999999999999999999/1/", "2026/99999999999999999999/"]
)
def test_an_unknown_number_is_not_found(client, amendment, path):
    for end in ("", "evidence.json", "decision.pdf", "card.png"):
        assert client.get(f"/en/decisions/{path}{end}").status_code == 404


@pytest.mark.parametrize("roll", ["0", "-1", "x", "99", "9" * 50, "%00", "1;DROP TABLE"])
def test_a_strange_page_of_the_roll_is_a_page(client, amendment, roll):
    assert client.get(f"/en/decisions/2026/2/?roll={roll}").status_code == 200


def test_evidence_json_is_equal_in_every_language_and_never_inline(client, amendment):
    english, azerbaijani = (client.get(f"/{code}/decisions/2026/2/evidence.json") for code in ("en", "az"))
    assert english.content == azerbaijani.content
    assert english["Content-Type"] == "application/json"
    assert english["Content-Disposition"].startswith("attachment")
    assert json.loads(english.content)["verdict"]["outcome"] == "failed"


def data_of(client, address):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body_of(client.get(address)))[1])


def test_the_page_of_a_decision_carries_linked_data_that_cannot_break_out(client, house, settings):
    house.publish(yes=9, title="</script><script>alert(1)</script>")
    data = data_of(client, "/en/decisions/2026/1/")
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "CreativeWork"
    assert data["name"].startswith("</script><script>alert(1)</script>")
    assert data["url"] == f"{settings.KONFRANS_URL}/en/decisions/2026/1/"
    assert data["identifier"] == "2026/01"
    assert data["abstract"].startswith("Adopted.")
    assert date.fromisoformat(data["dateCreated"]) == SESSION
    assert datetime.fromisoformat(data["datePublished"]).utcoffset() == timedelta(hours=4)
    assert "<script>alert" not in body_of(client.get("/en/decisions/2026/1/"))


def test_linked_data_says_nothing_of_a_closed_decision(client, house):
    house.publish(yes=9, title=SECRET, closed=True)
    assert SECRET not in json.dumps(data_of(client, "/en/decisions/2026/1/"))


def test_the_pdf_has_its_letters_its_font_its_title_and_its_language(client, house):
    house.publish(yes=9, title="Ə ə ğ ı İ ş ç ö ü")
    response = client.get("/az/decisions/2026/1/decision.pdf")
    assert response["Content-Disposition"].startswith("attachment")
    pdf = PdfReader(io.BytesIO(response.content))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Ə ə ğ ı İ ş ç ö ü" in words
    assert "Qəbul edildi" in words
    fonts = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert any("SourceSerif4" in font for font in fonts) and any("PublicSans" in font for font in fonts)
    assert "2026/01" in pdf.metadata.title
    assert pdf.trailer["/Root"]["/Lang"] == "az"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_object().get_data().decode()


def test_a_link_to_a_decision_shows_a_picture_in_the_language_of_the_page(client, amendment, monkeypatch):
    drawn = []
    monkeypatch.setattr("konfrans.decisions.selectors.prints.card_png", lambda *facts: drawn.append(facts) or b"")
    assert client.get("/en/decisions/2026/2/card.png")["Content-Type"] == "image/png"
    language, _conference, title, kicker, lead, state = drawn[0]
    assert (language, title, state) == ("en", "Fee tiers", "no")
    assert kicker.startswith("Decision 2026/02 · ") and lead.startswith("Not adopted. 7 members voted for")
    monkeypatch.undo()
    pictures = [client.get(f"/{code}/decisions/2026/2/card.png").content for code in ("az", "en")]
    assert all(picture[:4] == b"\x89PNG" for picture in pictures) and pictures[0] != pictures[1]
    page = body_of(client.get("/az/decisions/2026/2/"))
    assert re.search(r'og:image" content="https?://[^"/]+/az/decisions/2026/2/card.png"', page)


def test_text_of_people_is_never_read_as_markup_of_the_pdf(client, house):
    house.publish(yes=9, title='#panic("x") $ #let a = 1 \\ *bold* <label> @ref')
    words = PdfReader(io.BytesIO(client.get("/en/decisions/2026/1/decision.pdf").content)).pages[0].extract_text()
    assert '#panic("x")' in words and "*bold*" in words


def test_the_register_lists_filters_and_pages(client, amendment, house):
    page = body_of(client.get("/en/decisions/"))
    assert page.index("Fee tiers") < page.index("The spring session meets in Lankaran")
    assert "2 decisions" in page
    assert "Fee tiers" not in body_of(client.get("/en/decisions/?outcome=passed"))
    assert "Fee tiers" in body_of(client.get("/en/decisions/?kind=charter_amendment&year=2026"))
    assert "No decision matches" in body_of(client.get("/en/decisions/?year=2025"))


@pytest.mark.parametrize(
    "query", ["year=abc", "kind=<script>", "outcome='", "page=-5", "page=x", "year=9999999999", "kind=" + "a" * 5000]
)
def test_a_strange_narrowing_is_as_if_it_were_not_asked(client, amendment, query):
    response = client.get(f"/en/decisions/?{query}")
    assert response.status_code == 200
    assert "<script>" not in body_of(response)
    assert "Fee tiers" in body_of(response)


def test_an_empty_register_says_so(client, cast):
    assert "No decision is published yet" in body_of(client.get("/en/decisions/"))


def test_both_pages_of_a_correction_show_the_other(client, house):
    wrong = house.publish(yes=7, no=5, title="Place")
    decision_publish(actor=house.actor, decision=_correct(house, wrong, yes=5, no=7))
    first, second = body_of(client.get("/en/decisions/2026/1/")), body_of(client.get("/en/decisions/2026/2/"))
    assert "This record was corrected: decision 2026/02 stands in its place." in first
    assert "This record corrects decision 2026/01." in second
    for page in (first, second):
        assert "Two votes were counted twice." in page
    assert "Corrected by decision 2026/02." in body_of(client.get("/en/decisions/"))
    assert [str(d) for d in passed_decisions()] == []


def test_a_draft_of_a_correction_is_not_announced(client, house):
    wrong = house.publish(yes=7, no=5)
    _correct(house, wrong, yes=5, no=7)
    assert "corrected" not in body_of(client.get("/en/decisions/2026/1/"))


def test_a_closed_decision_hides_its_words_everywhere(client, house):
    house.publish(yes=9, title="Open matter")
    closed = house.publish(kind="opinion", yes=9, no=1, title=SECRET, closed=True)
    wrong = _correct(house, closed, yes=8, no=2)
    search_rebuild()
    pages = [
        client.get(path)
        for path in (
            "/en/decisions/", "/en/decisions/2026/1/", "/en/decisions/2026/2/", "/en/decisions/2026/2/evidence.json",
            "/en/decisions/2026/2/?roll=1", "/en/search/?q=confidential", "/az/decisions/2026/2/", "/en/",
        )
    ]  # fmt: skip
    for response in pages:
        assert response.status_code == 200
        assert "Confidential" not in body_of(response)
    page = body_of(pages[2])
    assert "Closed decision" in page and "Adopted" in page and "20\u00a0November 2026" in page
    words = PdfReader(io.BytesIO(client.get("/en/decisions/2026/2/decision.pdf").content))
    assert "Confidential" not in str(words.metadata) + "".join(p.extract_text() for p in words.pages)
    assert not SearchEntry.objects.filter(folded__contains="confidential").exists()
    assert wrong.state == "draft"


def test_search_finds_a_decision_from_the_act_on(house):
    house.publish(yes=9, title="Lənkəran görüşü")
    assert [row.path for row in search_find("lenkeran", language="az")] == ["decisions/2026/1/"]


def test_a_rebuilt_search_says_the_same(amendment):
    before = set(
        SearchEntry.objects.filter(kind="decision").values_list("title", "summary", "folded", "path", "language")
    )
    search_rebuild()
    assert before == set(
        SearchEntry.objects.filter(kind="decision").values_list("title", "summary", "folded", "path", "language")
    )
    assert len(before) == 4


# Who may see and do what -----------------------------------------------------------------------------------------------


def _at(client: Client, account) -> Client:
    if account is not None:
        client.force_login(account)
    return client


EXPECTED = {"stranger": 302, "member": 403, "secretary": 200, "chair": 403, "coordinator": 403, "account": 403}


@pytest.mark.parametrize("role", EXPECTED)
def test_only_the_secretariat_sees_a_draft(house, cast, role):
    draft = house.record(yes=9, title=SECRET)
    client = _at(Client(), cast.roles[role])
    response = client.get(f"/en/desk/decisions/{draft.pk}/")
    assert response.status_code == EXPECTED[role]
    assert ("Confidential" in body_of(response)) == (role == "secretary")


@pytest.mark.parametrize("role", EXPECTED)
@pytest.mark.parametrize("act", ["publish", "discard"])
def test_only_the_secretariat_publishes_and_discards(house, cast, role, act):
    draft = house.record(yes=9)
    response = _at(Client(), cast.roles[role]).post(f"/en/desk/decisions/{draft.pk}/{act}/")
    assert response.status_code == (302 if role in ("secretary", "stranger") else 403)
    untouched = Decision.objects.filter(pk=draft.pk, state="draft").exists()
    assert untouched == (role != "secretary")
    if role == "stranger":
        assert "/accounts/login/" in response["Location"]


def test_publishing_is_a_post_with_a_token(house, cast):
    draft = house.record(yes=9)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretary)
    assert client.get(f"/en/desk/decisions/{draft.pk}/publish/").status_code == 405
    assert client.post(f"/en/desk/decisions/{draft.pk}/publish/").status_code == 403
    assert drafts().count() == 1


def test_two_clicks_on_publish_lead_to_one_decision(house, cast, client):
    draft = house.record(yes=9)
    client.force_login(cast.secretary)
    addresses = [client.post(f"/en/desk/decisions/{draft.pk}/publish/")["Location"] for _ in range(2)]
    assert addresses == ["/en/decisions/2026/1/"] * 2


def test_publishing_an_unfinished_verdict_says_what_is_missing(house, cast, client):
    draft = house.record(kind="exclusion", yes=9, no=3)
    client.force_login(cast.secretary)
    response = client.post(f"/en/desk/decisions/{draft.pk}/publish/")
    assert response.status_code == 422
    assert "The verdict is not at its end" in body_of(response)


def test_a_draft_waits_on_the_secretarys_desk_alone(house, cast):
    house.record(yes=9, title="Calendar")
    with clock.standing_at(date(2026, 11, 25)):
        mine = [w for w in waiting(standing_of(cast.secretary.pk)) if w.code == "decision_publish"]
        assert [w.title for w in mine] == ["Draft decision: Calendar"]
        for role in ("member", "chair", "coordinator"):
            found = waiting_for(standing_of(cast.roles[role].pk))
            assert not [w for w in found if w.code in ("decision_publish", "decision_record", "attendance_set")]


# Documents --------------------------------------------------------------------------------------------------------------


def _proof(name="minutes.pdf", content=b"%PDF-1.7 minutes"):
    return file_store(stream=SimpleUploadedFile(name, content), name=name, public=False)


def test_the_proof_is_public_only_when_published_and_shown(house, client, cast):
    hidden, shown = _proof(), _proof("other.pdf")
    house.publish(yes=9, proof=hidden)
    draft = house.record(yes=9, proof=shown, proof_public=True)
    address = "/en/files/{}/"
    assert not StoredFile.objects.get(pk=shown.pk).public
    decision_publish(actor=house.actor, decision=draft)
    assert StoredFile.objects.get(pk=shown.pk).public
    assert not StoredFile.objects.get(pk=hidden.pk).public
    assert "kept by the secretariat, not public" in body_of(client.get("/en/decisions/2026/1/"))
    assert shown.key in body_of(client.get("/en/decisions/2026/2/"))
    assert hidden.key not in body_of(client.get("/en/decisions/2026/1/")), address


def test_the_proof_of_a_closed_decision_is_never_public(house, client):
    proof = _proof()
    house.publish(yes=9, proof=proof, proof_public=True, closed=True)
    assert not StoredFile.objects.get(pk=proof.pk).public
    page = body_of(client.get("/en/decisions/2026/1/"))
    assert proof.key not in page and proof.sha256[:8] not in page


# Names -------------------------------------------------------------------------------------------------------------------


def test_a_name_erased_later_changes_no_history(house, client, cast):
    decision = house.publish(yes=9)
    assert "Sevda Əliyeva" in body_of(client.get("/en/decisions/2026/1/"))
    with clock.standing_at(date(2026, 12, 1)):
        names.names_erase(person_key=cast.secretary.person.key)
        page = body_of(client.get("/en/decisions/2026/1/"))
    assert "Sevda" not in page
    assert re.search("name erased at the person&#x27;s request, 1.December 2026", page)
    decision.refresh_from_db()
    assert cast.secretary.person.key in decision.evidence


# How many queries ---------------------------------------------------------------------------------------------------------


# The number of queries is the same on both databases; a roll of 1,500 takes half a minute to build.
@pytest.mark.parametrize("members", [15, pytest.param(1500, marks=pytest.mark.sqlite)])
def test_public_pages_take_at_most_ten_queries(cast, client, django_assert_max_num_queries, members):
    house = build_house(cast, members=members, present=members - 5, represented=3)
    for n in range(2):
        house.publish(yes=members - 5, title=f"Item {n}")
    for path in ("/en/decisions/", "/en/decisions/2026/2/", "/az/decisions/2026/2/", "/en/charter/"):
        client.get(path)
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200


def test_the_roll_of_a_large_body_is_shown_in_pages(cast, client):
    build_house(cast, members=130, present=120, represented=0).publish(yes=90)
    first, second = (body_of(client.get(f"/en/decisions/2026/1/?roll={n}")) for n in (1, 2))
    assert "University 01" in first and "University 130" not in first
    assert "University 130" in second and SESSION.year == 2026


def test_a_decision_with_an_emoji_has_a_pdf(client, house):
    house.publish(yes=11, title="A day of joy \U0001f389")
    answer = client.get("/en/decisions/2026/1/decision.pdf")
    assert answer.status_code == 200
    assert "A day of joy \u25a1" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_every_row_of_the_register_names_the_article_it_rests_on(client, amendment):
    page = body_of(client.get("/en/decisions/")).replace("\u00a0", " ")
    assert "8 were needed, two thirds of the 12 present or represented (article 29(3)). One vote short." in page
    assert "(article 22(1))" in page
    page = body_of(client.get("/az/decisions/")).replace("\u00a0", " ")
    assert "Nizamnamənin 29.3-cü bəndi" in page


def test_what_is_not_judged_stands_apart_from_what_follows(client, amendment):
    page = body_of(client.get("/en/decisions/2026/2/"))
    apart = page[page.index('id="unjudged"') :]
    assert "Not judged here" in apart and "#a" in apart
    if 'id="next"' in page:
        follows = page[page.index('id="next"') : page.index('id="unjudged"')]
        assert "Not judged here" not in follows
    pdf = PdfReader(io.BytesIO(client.get("/en/decisions/2026/2/decision.pdf").content))
    assert "Not judged here" in "".join(one.extract_text() for one in pdf.pages)


def test_the_secretariat_goes_from_the_public_page_to_the_record_and_to_correcting(client, house, cast):
    closed = house.publish(yes=11, closed=True, title=SECRET)
    public = "/en/decisions/2026/1/"
    links = (f"/en/desk/decisions/{closed.pk}/", f"/en/desk/decisions/{closed.pk}/correct/")
    for account in (None, cast.rector):
        if account:
            client.force_login(account)
        page = body_of(client.get(public))
        assert SECRET not in page and not any(f'href="{link}"' in page for link in links)
    client.force_login(cast.secretary)
    page = body_of(client.get(public))
    assert all(f'href="{link}"' in page for link in links) and SECRET not in page
    record = body_of(client.get(links[0]))
    assert f"{SECRET}: the text." in record
    assert "<title>Decision 2026/01, full record" in record
    assert "the public sees number" in record and "Draft" not in record
    assert client.get(links[1]).status_code == 200


@pytest.mark.parametrize("path", ["2026/01/", "2026/001/", "02026/1/"])
def test_a_decision_has_one_address(client, amendment, path):
    answer = client.get(f"/az/decisions/{path}?roll=2")
    assert (answer.status_code, answer["Location"]) == (301, "/az/decisions/2026/1/?roll=2")
    assert client.get("/az/decisions/2026/099/").status_code == 404
