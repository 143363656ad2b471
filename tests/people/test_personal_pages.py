"""What is held of a person comes out and is erased on the secretariat's pages, by the same acts as on the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from konfrans.kernel import clock, journal
from konfrans.kernel.letters import letter_write, letters_send
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.people.models import Account, Person
from konfrans.people.selectors import holdings, holdings_text, subject_of
from tests.people.conftest import acts
from tests.people.test_sign_in import _totp

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(DAY):
        yield


def page_of(account) -> str:
    return f"/en/desk/people/{account.person.key}/data/"


@pytest.fixture
def secretary(client, cast):
    client.force_login(cast.secretary)
    return client


def written(to: str, subject: str) -> None:
    letter_write(to=to, subject=subject, text="Come.", language="en")


def test_the_page_says_what_is_held_and_which_letters_have_left(secretary, cast):
    written("Chair@Example.org", "Invitation to the session")
    letters_send()
    written("chair@example.org", "Still waiting")
    page = secretary.get(page_of(cast.chair)).content.decode().replace("\u00a0", " ")
    assert "Letters that were sent: 1" in page and "Invitation to the session" in page and "Still waiting" not in page
    assert "Nobody can call these back" in page
    assert page_of(cast.chair) + "erase/" in page
    assert page_of(cast.chair) in secretary.get(f"/en/desk/people/{cast.chair.person.key}/").content.decode()


def test_the_file_is_that_of_the_command_and_the_journal_knows_who_took_it_out(secretary, cast):
    wanted = json.loads(holdings_text(holdings(subject_of(cast.chair.person.key))))
    answer = secretary.post(page_of(cast.chair) + "export/")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="person-{cast.chair.person.key[:8]}.json"'
    assert "no-store" in answer["Cache-Control"]
    got = json.loads(answer.content)
    assert got | {"exported_at": ""} == wanted | {"exported_at": ""}
    body = json.loads(JournalEntry.objects.get(act="person_export").body)
    assert body["object"] == {"type": "person", "key": cast.chair.person.key}
    assert body["actor"]["person"] == cast.secretary.person.key
    assert secretary.get(page_of(cast.chair) + "export/").status_code == 405, "looking takes nothing out"


def test_erasing_asks_first_and_then_does_what_the_command_does(secretary, cast):
    name = cast.chair.person.full_name
    anchor = journal.anchor()
    path = page_of(cast.chair) + "erase/"
    before = acts()
    page = secretary.get(path).content.decode()
    assert name in page and "It cannot be undone." in page
    assert secretary.post(path, {}).status_code == 422, "without the box nothing happens"
    assert acts() == before and Person.objects.get(pk=cast.chair.person.pk).erased_on is None
    answer = secretary.post(path, {"asked": "on"}, follow=True)
    assert name not in answer.content.decode() and "The name is erased." in answer.content.decode()
    person = Person.objects.get(pk=cast.chair.person.pk)
    assert (person.erased_on, person.full_name) == (DAY, "") and not Account.objects.filter(pk=cast.chair.pk).exists()
    body = json.loads(JournalEntry.objects.get(act="person_erase").body)
    assert body["actor"]["person"] == cast.secretary.person.key
    assert journal.verify(anchor).fault is None
    assert "erase/" not in secretary.get(page_of_key(person.key)).content.decode()
    again = secretary.post(path, {"asked": "on"})
    assert again.status_code == 422 and "was erased at the person&#x27;s request" in again.content.decode()


def page_of_key(key: str) -> str:
    return f"/en/desk/people/{key}/data/"


def test_nobody_erases_themselves_and_the_account_they_work_with(secretary, cast):
    answer = secretary.post(page_of(cast.secretary) + "erase/", {"asked": "on"})
    assert answer.status_code == 422 and "You would erase yourself" in answer.content.decode()
    assert Account.objects.filter(pk=cast.secretary.pk).exists()


@pytest.mark.parametrize("role", ["rector", "chair", "coordinator", "stranger", None])
def test_the_secretariat_alone_opens_these_pages(client, cast, role):
    if role:
        client.force_login(getattr(cast, role))
    before = acts()
    for method, path in (
        ("get", page_of(cast.chair)), ("post", page_of(cast.chair) + "export/"), ("get", page_of(cast.chair) + "erase/"),
        ("post", page_of(cast.chair) + "erase/"), ("get", "/en/desk/people/address/"), ("post", "/en/desk/people/address/export/"),
        ("post", "/en/desk/people/address/erase/"),
    ):  # fmt: skip
        answer = getattr(client, method)(
            path, {"asked": "on", "sure": "1", "email": cast.chair.email} if method == "post" else {}
        )
        assert answer.status_code == (403 if role else 302), (method, path)
    assert acts() == before and Person.objects.get(pk=cast.chair.person.pk).erased_on is None


def test_an_unknown_key_is_nowhere(secretary):
    for tail in ("", "erase/"):
        assert secretary.get(page_of_key("0" * 32) + tail).status_code == 404
    assert secretary.post(page_of_key("0" * 32) + "export/").status_code == 404


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_who_has_a_second_factor_shows_it_again_before_data_leave_or_go(client, cast):
    TOTP.activate(cast.secretary, SECRET)
    client.force_login(cast.secretary)
    for path, sent in ((page_of(cast.chair) + "export/", {}), (page_of(cast.chair) + "erase/", {"asked": "on"})):
        answer = client.post(path, sent)
        assert answer.status_code == 302 and answer["Location"].startswith("/en/accounts/2fa/reauthenticate/?next=")
    assert Person.objects.get(pk=cast.chair.person.pk).erased_on is None
    assert not JournalEntry.objects.filter(act__in=("person_export", "person_erase")).exists()


def test_an_address_of_nobody_is_shown_taken_out_and_erased(secretary, cast):
    written("Guest@example.net", "A question")
    letters_send()
    path = "/en/desk/people/address/"
    assert secretary.get(path).status_code == 200
    page = secretary.post(path, {"email": "guest@example.net"}).content.decode()
    assert "Nobody of the register stands behind this address." in page and "A question" in page
    got = json.loads(secretary.post(path + "export/", {"email": "guest@example.net"}).content)
    assert (got["person"], [one["subject"] for one in got["letters"]]) == (None, ["A question"])
    asked = secretary.post(path + "erase/", {"email": "guest@example.net"})
    assert asked.status_code == 200 and "It cannot be undone." in asked.content.decode()
    assert Letter.objects.exists()
    assert secretary.post(path + "erase/", {"email": "guest@example.net", "sure": "1"}).status_code == 422
    done = secretary.post(path + "erase/", {"email": "guest@example.net", "sure": "1", "asked": "on"}, follow=True)
    assert "All that was held of the address is erased." in done.content.decode()
    assert not Letter.objects.exists()
    bodies = [one.body for one in JournalEntry.objects.filter(act__in=("person_export", "address_erase"))]
    assert len(bodies) == 2 and not any("guest" in body for body in bodies)


def test_an_address_of_a_person_leads_to_the_person_and_is_not_erased_apart(secretary, cast):
    path = "/en/desk/people/address/"
    assert secretary.post(path, {"email": "CHAIR@example.org"})["Location"] == page_of(cast.chair)
    for tail in ("export/", "erase/"):
        assert (
            secretary.post(path + tail, {"email": "chair@example.org", "sure": "1", "asked": "on"}).status_code == 404
        )
    unknown = secretary.post(path, {"email": "nobody@example.net"})
    assert unknown.status_code == 422 and "Nobody is known by" in unknown.content.decode()
    assert Account.objects.filter(email="chair@example.org").exists()


def test_what_was_asked_for_is_done_once_the_factor_was_shown(client, cast):
    TOTP.activate(cast.secretary, SECRET)
    client.force_login(cast.secretary)
    asked = client.post(page_of(cast.chair) + "export/")
    answer = client.post(asked["Location"], {"code": _totp(SECRET)})
    assert json.loads(answer.content)["person"]["key"] == cast.chair.person.key
    assert JournalEntry.objects.filter(act="person_export").count() == 1
