"""What every request passes through."""

from __future__ import annotations

import pytest
from django.core.cache import caches

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


def test_the_numeric_address_leads_to_the_name(client):
    answer = client.get("/en/", headers={"host": "127.0.0.1:8000"})
    assert (answer.status_code, answer["Location"]) == (301, "http://localhost:8000/en/")


def test_a_foreign_host_is_refused(client):
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


def test_the_root_leads_to_the_first_language(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/az/")


@pytest.mark.parametrize("path", ["/en/", "/en/accounts/login/", "/en/no-such-page/"])
def test_every_answer_carries_a_strict_policy(client, cast, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"


def test_a_page_for_the_secretariat_asks_a_stranger_to_sign_in_and_comes_back(client, cast):
    answer = client.get("/en/desk/")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/accounts/login/?next=/en/desk/"
