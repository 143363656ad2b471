"""What is kept of persons is in the privacy statement, and what the statement says is so."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils.html import escape
from django.utils.translation import override

from konfrans.people.messages import KEPT

pytestmark = pytest.mark.django_db
TYPED = "nobody@example.org"


def statement(client, language: str) -> str:
    return client.get(f"/{language}/privacy/").content.decode()


def test_the_statement_says_what_a_begun_sign_in_keeps(client, cast):
    client.post("/en/accounts/login/code/", {"email": TYPED})
    (session,) = Session.objects.all()
    assert TYPED in json.dumps(session.get_decoded())
    assert "A sign-in that was begun and not finished: the e-mail address that was typed" in statement(client, "en")


def test_every_row_of_this_domain_is_in_the_statement_in_both_languages(client, cast):
    for language in ("en", "az"):
        page = statement(client, language)
        with override(language):
            rows = [str(words) for row in KEPT for words in (row.what, row.why, row.how_long)]
        assert all(escape(words) in page for words in rows)


def test_an_attempt_is_counted_by_network_address_in_memory_and_by_a_hash_of_the_e_mail_address(client, cast):
    client.post("/en/accounts/login/code/", {"email": TYPED}, REMOTE_ADDR="192.0.2.7")
    keys = " ".join(cache._cache)
    assert "192.0.2.7" in keys and TYPED not in keys
    assert "LocMemCache" in str(type(cache._connections[cache._alias]))


def test_neither_visits_nor_network_addresses_are_logged(client, cast, caplog):
    with caplog.at_level(logging.INFO):
        for path in ("/en/", "/en/nowhere/", "/en/search/?q=secret", "/en/desk/"):
            client.get(path, REMOTE_ADDR="192.0.2.7")
        client.post("/en/accounts/login/code/", {"email": TYPED}, REMOTE_ADDR="192.0.2.7")
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert not re.search(r"192\.0\.2\.7|nobody@|secret", said)
