"""The coordinator's forms as a browser sends them: what is typed arrives, and nothing typed is lost on the way."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import get_resolver

from konfrans.committees.models import Call, Committee, Contact
from konfrans.committees.rules.calls import RESERVED
from konfrans.kernel import clock
from tests.committees.house import end_of
from tests.committees.room_house import client_of

pytestmark = pytest.mark.django_db

CALL = {
    "title_az": "Rəqəmsal universitet, 2027", "title_en": "Digital University, 2027", "key": "digital-2027", "committees": ["science"],
    "to": "members", "closes": "2026-12-18", "begins_on": "2027-01-11", "keep_until": "2027-06-30",
    "sign_offices": ["rector", "vice_rector"],
}  # fmt: skip


def test_a_call_is_drafted_with_all_that_was_typed(calling):
    client = client_of(calling.cast.secretary)
    assert 'name="closes"' in client.get("/en/desk/calls/add/").content.decode()
    answer = client.post("/en/desk/calls/add/", CALL | {"closes_time": "18:00", "note_en": "Read article 18."})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/calls/digital-2027/")
    call = Call.objects.get(key="digital-2027")
    assert call.title.texts == {"az": CALL["title_az"], "en": CALL["title_en"]} and call.note.texts == {
        "en": "Read article 18."
    }
    closes = call.closes_at.astimezone(clock.zone())
    assert (closes.date(), closes.time()) == (date(2026, 12, 18), time(18, 0))
    assert (call.begins_on, call.keep_until) == (date(2027, 1, 11), date(2027, 6, 30))
    assert call.sign_offices == ["rector", "vice_rector"] and call.opened_at is None


@pytest.mark.parametrize("kind", ["calls", "committees"])
def test_what_cannot_be_an_address_is_said_in_the_words_of_its_help(calling, kind):
    client = client_of(calling.cast.secretary)
    for key in ("No Key", "x" * 41, "x_y", "Rəqəm"):
        page = client.post(f"/en/desk/{kind}/add/", CALL | {"key": key}).content.decode()
        assert f"“{key}” cannot be an address. Use small Latin letters, digits and single hyphens" in page
        assert "slug" not in page


def addresses(resolver):
    """Every address of the site as its configuration writes it, without the language."""
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one)
        else:
            yield str(one.pattern)


@pytest.mark.parametrize("kind", ["calls", "committees"])
def test_an_address_that_is_that_of_another_page_is_refused(calling, kind):
    """Every fixed word that stands where a key may stand, desk and public pages."""
    at = [f"desk/{kind}/", f"{kind}/"]
    paths = list(addresses(get_resolver()))
    fixed = {path.removeprefix(base).split("/")[0] for base in at for path in paths if path.startswith(base)}
    fixed = {word for word in fixed if word and not word.startswith("<")}
    assert fixed == RESERVED
    facts = {"name_az": "Rəqəmsal", "name_en": "Digital", "sort": "standing"}
    for key in fixed:
        answer = client_of(calling.cast.secretary).post(f"/en/desk/{kind}/add/", CALL | facts | {"key": key})
        assert answer.status_code == 422 and "is the address of another page here" in answer.content.decode()
    assert not Committee.objects.filter(body__key="add").exists() and not Call.objects.filter(key="add").exists()


def test_without_a_time_a_call_closes_with_its_last_day(calling):
    client_of(calling.cast.secretary).post("/en/desk/calls/add/", CALL)
    assert Call.objects.get(key="digital-2027").closes_at == end_of(date(2026, 12, 18))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"closes": "2026-11-01"}, "Last day: This moment has passed"),
        ({"begins_on": "2026-12-01"}, "The seats cannot begin before the call closes"),
        ({"keep_until": "2027-01-01"}, "kept until"),
        ({"closes": "soon"}, "Last day: Enter a date"),
        ({"committees": ["none"]}, "is not in the list"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(calling, facts, words):
    answer = client_of(calling.cast.secretary).post("/en/desk/calls/add/", CALL | facts)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and CALL["title_az"] in page
    assert not Call.objects.filter(key="digital-2027").exists()


def test_the_deadline_of_an_open_call_is_put_off_and_nothing_else_with_it(calling):
    client = client_of(calling.cast.secretary)
    before = calling.call
    sent = {
        "title_az": "Komitələr",
        "title_en": "Committees",
        "closes": "2026-12-11",
        "begins_on": "2027-03-01",
        "keep_until": "2030-01-01",
    }
    assert client.post("/en/desk/calls/committees-2027/change/", sent).status_code == 302
    after = Call.objects.get(key="committees-2027")
    assert after.closes_at == end_of(date(2026, 12, 11)) and after.title.texts["en"] == "Committees"
    assert (after.begins_on, after.keep_until, after.sign_offices) == (
        before.begins_on,
        before.keep_until,
        before.sign_offices,
    )
    assert client.post("/en/desk/calls/committees-2027/change/", sent | {"closes": "2026-12-05"}).status_code == 422


def test_a_draft_is_changed_as_a_whole(calling):
    client = client_of(calling.cast.secretary)
    client.post("/en/desk/calls/add/", CALL)
    sent = CALL | {"closes": "2026-12-20", "keep_until": "2027-07-31", "sign_offices": ["rector"]}
    assert client.post("/en/desk/calls/digital-2027/change/", sent).status_code == 302
    call = Call.objects.get(key="digital-2027")
    assert (call.closes_at, call.keep_until) == (end_of(date(2026, 12, 20)), date(2027, 7, 31))
    assert call.sign_offices == ["rector"]


def test_a_committee_is_entered_and_a_head_without_an_address_gets_one(calling):
    client = client_of(calling.cast.secretary)
    sent = {
        "name_az": "Rəqəmsal universitet", "name_en": "Digital University", "key": "digital", "sort": "standing",
        "mandate_az": "Təkliflər", "mandate_en": "Proposals",
    }  # fmt: skip
    answer = client.post("/en/desk/committees/add/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Committee.objects.get(body__key="digital").mandate.texts["en"] == "Proposals"
    path = "/en/desk/calls/committees-2027/universities/bbu/"
    page = client.get(path)
    assert page.status_code == 200
    head = {"name": "Aysel Abbasova", "email": "new.head@example.org", "office": "contact", "language": "az"}
    answer = client.post(path + "address/", head)
    assert answer.status_code == 302 and Contact.objects.filter(email="new.head@example.org").exists()
