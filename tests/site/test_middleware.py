"""What every request passes through."""

from __future__ import annotations

import copy
import errno
import io
import logging
import logging.config

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from konfrans.kernel.acts import Actor
from konfrans.people import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings):
    settings.KONFRANS_PAGE_CACHE = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def test_a_page_kept_for_strangers_costs_two_queries_at_most(client, cast, kept, django_assert_max_num_queries):
    first = client.get("/en/members/")
    with django_assert_max_num_queries(2):
        second = client.get("/en/members/")
    assert first.status_code == second.status_code == 200 and first.content == second.content


def test_an_act_shows_on_the_next_request(client, cast, kept):
    from konfrans.kernel.localised import Localised

    before = client.get("/en/members/ganja-university/")
    services.institution_create(
        actor=Actor.system(), key="ganja-university", code="GU", kind="university", country="AZ",
        name=Localised.of(az="Gəncə Universiteti", en="Ganja University"),
    )  # fmt: skip
    after = client.get("/en/members/ganja-university/")
    assert (before.status_code, after.status_code) == (404, 200)


def test_what_one_account_sees_is_never_kept_for_another(client, cast, kept):
    client.force_login(cast.secretary)
    signed_in = client.get("/en/members/").content.decode()
    client.logout()
    stranger = client.get("/en/members/").content.decode()
    assert "S. Əliyeva" in signed_in and "S. Əliyeva" not in stranger


def test_an_address_that_only_takes_forms_says_so(client, cast):
    client.force_login(cast.secretary)
    answer = client.get("/az/desk/people/address/export/")
    assert (
        answer.status_code == 405
        and answer["Allow"] == "POST"
        and "Formanın olduğu səhifəni açın" in answer.content.decode()
    )


def test_the_numeric_address_leads_to_the_name(client):
    answer = client.get("/en/", headers={"host": "127.0.0.1:8000"})
    assert (answer.status_code, answer["Location"]) == (301, "http://localhost:8000/en/")


@pytest.mark.parametrize("host", ["127.0.0.1:80@evil.example", "127.0.0.1:evil.example", "127.0.0.1:80.evil.example"])
def test_a_numeric_address_with_more_behind_it_leads_nowhere(client, host):
    answer = client.get("/en/", headers={"host": host})
    assert answer.status_code == 400 and "Location" not in answer


def test_a_foreign_host_is_refused_and_not_written_down(client, logged):
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400
    assert logged() == ""


@pytest.fixture
def logged(settings, monkeypatch):
    """What the product's own log says since."""
    said = io.StringIO()
    configured = copy.deepcopy(settings.LOGGING)
    configured["handlers"]["stderr"]["stream"] = said
    logging.config.dictConfig(configured)
    yield said.getvalue
    logging.config.dictConfig(settings.LOGGING)


def test_ordinary_visits_are_not_written_down(client, cast, logged):
    form = Client(enforce_csrf_checks=True)
    statuses = [
        client.get("/en/no-such-page/?q=somebody").status_code,
        client.get("/en/invitations/a-token-that-nobody-has/").status_code,
        form.post("/en/accounts/login/", {}).status_code,
        client.post("/en/robots.txt").status_code,
    ]
    assert statuses == [404, 404, 403, 404] and logged() == ""


def test_a_fault_of_the_program_is_written_down_without_the_link_of_a_letter(logged):
    for address in ("/az/invitations/TOKEN_1/code/", "/en/accounts/password/reset/key/4-TOKEN_2/"):
        try:
            raise ValueError(f"at {address}")
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: %s", address)
    assert "TOKEN" not in logged() and "/az/invitations/…/code/" in logged() and "Traceback" in logged()


@pytest.fixture
def on_a_server(settings):
    settings.KONFRANS_URL, settings.ALLOWED_HOSTS = "https://conference.example.org", ["conference.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    return Client()


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_on_a_server_the_machine_itself_asks_for_health_and_nothing_else(on_a_server, host):
    assert on_a_server.get("/health/", headers={"host": host}).json() == {"ok": True}
    assert on_a_server.get("/en/", headers={"host": host}, secure=True).status_code == 400
    assert on_a_server.get("/health/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The form was not accepted"), ("az", "Forma qəbul edilmədi")],
)
def test_a_form_without_its_token_is_answered_in_our_frame_with_the_remedy(cast, language, words):
    answer = Client(enforce_csrf_checks=True).post(f"/{language}/accounts/login/", {"login": "a@example.org"})
    page = answer.content.decode()
    assert answer.status_code == 403 and words in page and "masthead" in page
    assert "load the page again" in page or language == "az"


def test_a_form_with_too_much_text_is_answered_with_the_limit_in_both_languages(client, cast):
    client.force_login(cast.secretary)
    answer = client.post("/en/accounts/logout/", "x=" + "y" * (6 * 2**20), "application/x-www-form-urlencoded")
    page = answer.content.decode()
    assert answer.status_code == 413 and "at most 5 MB" in page and "ən çoxu 5 MB" in page
    assert '<a href="/">' in page


def test_the_root_leads_to_the_first_language(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/az/")


@pytest.mark.parametrize("asked", [None, "en", "de, en;q=0.8"])
def test_an_address_without_a_language_leads_to_the_first_language_too(client, cast, asked):
    headers = {"accept-language": asked} if asked else {}
    answer = client.get("/members/?country=FR", headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, "/az/members/?country=FR")
    assert '<html lang="en">' in client.get("/en/members/", headers=headers).content.decode()
    assert client.get("/no-such-page/", headers=headers).status_code == 404


@pytest.mark.parametrize("path", ["/en/", "/en/accounts/login/", "/en/no-such-page/"])
def test_every_answer_carries_a_strict_policy(client, cast, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"


def test_what_was_written_when_the_sign_in_had_ended_is_given_back(client, cast):
    words = "A long sentence on the seat of the Conference <b>in Baku</b>."
    sent = {
        "place_en": words,
        "place_az": "Bakı",
        "csrfmiddlewaretoken": "x" * 64,
        "password": "a secret of more than twenty letters",
    }
    answer = client.post("/en/desk/meetings/create/", sent)
    page = answer.content.decode()
    assert answer.status_code == 403 and "What you wrote" in page and "&lt;b&gt;in Baku&lt;/b&gt;" in page
    assert (
        "a secret of" not in page
        and "x" * 64 not in page
        and "/en/accounts/login/?next=/en/desk/meetings/create/" in page
    )
    client.force_login(cast.rector)
    assert words not in client.post("/en/desk/meetings/create/", sent).content.decode()
    client.logout()
    assert client.post("/en/desk/meetings/create/", {"place_az": "Bakı"}).status_code == 302, "nothing worth keeping"


def test_a_page_for_the_secretariat_asks_a_stranger_to_sign_in_and_comes_back(client, cast):
    answer = client.get("/en/desk/")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/accounts/login/?next=/en/desk/"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/en/desk/people/", "private, no-store"),
        ("/en/accounts/email/", "private, no-store"),
        ("/en/members/", "private"),
    ],
)
def test_what_is_seen_signed_in_is_kept_by_nobody_between(client, cast, path, kept):
    client.force_login(cast.secretary)
    assert client.get(path).headers["Cache-Control"].startswith(kept)
    client.logout()
    assert "Cache-Control" not in Client().get("/en/members/").headers


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), OperationalError("database or disk is full")]
)
def test_a_full_disk_is_told_in_words(client, cast, monkeypatch, error):
    def full(*_args, **_more):
        raise error

    monkeypatch.setattr("konfrans.portal.selectors.found", full)
    answer = client.get("/en/search/?q=x")
    assert answer.status_code == 507 and "no room left" in answer.content.decode()
