"""Files out: public ones to all, others to whom a domain lets; always as an attachment."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from konfrans.kernel import registries
from konfrans.kernel.files import file_store, path_of

pytestmark = pytest.mark.django_db
NAME = "Əsasnamə – 2026 ilin layihəsi.txt"


@pytest.fixture
def kept(settings, tmp_path):
    settings.KONFRANS_FILES = tmp_path

    def keep(*, public, name=NAME, content=b"<script>alert(1)</script>"):
        return file_store(stream=io.BytesIO(content), name=name, public=public)

    return keep


@pytest.fixture
def rector_may_read(monkeypatch, cast):
    allowed: set[tuple[int, str]] = set()
    monkeypatch.setitem(registries.file_access._functions, "test", lambda user, key: (user, key) in allowed)
    return lambda stored: allowed.add((cast.rector.pk, stored.key))


def address(stored):
    return reverse("file", args=[stored.key])


def test_a_public_file_goes_to_everybody_as_an_attachment_that_runs_nothing(client, kept):
    answer = client.get(address(kept(public=True)))
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''%C6%8Fsasnam%C9%99" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Cache-Control"] == "no-cache"


def test_a_quote_or_line_end_in_a_name_does_not_break_the_header(client, kept):
    stored = kept(public=True, name='a";\r\nX-Evil: 1.txt')
    answer = client.get(address(stored))
    assert answer.status_code == 200 and "X-Evil" not in answer and "\n" not in answer["Content-Disposition"]


def test_another_file_asks_a_stranger_to_sign_in_and_refuses_who_has_no_right(client, cast, kept, rector_may_read):
    stored = kept(public=False)
    answer = client.get(address(stored))
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    rector_may_read(stored)
    for account, status in ((cast.rector, 200), (cast.other_rector, 403), (cast.secretary, 403), (cast.stranger, 403)):
        client.force_login(account)
        assert client.get(address(stored)).status_code == status


def test_the_right_to_one_file_is_no_right_to_another(client, cast, kept, rector_may_read):
    mine, other = kept(public=False), kept(public=False, content=b"other")
    rector_may_read(mine)
    client.force_login(cast.rector)
    assert client.get(address(mine))["Cache-Control"] == "private, no-store"
    assert client.get(address(other)).status_code == 403


@pytest.mark.parametrize("key", ["0" * 32, "f" * 32])
def test_an_unknown_file_is_not_found(client, db, key):
    assert client.get(f"/en/files/{key}/").status_code == 404


@pytest.mark.parametrize("key", ["../../etc/passwd", "0" * 31, "G" * 32, "0" * 64])
def test_what_is_no_key_is_no_address(client, db, key):
    assert client.get(f"/en/files/{key}/").status_code == 404


def test_a_file_whose_content_is_lost_is_said_in_words(client, kept):
    stored = kept(public=True)
    path_of(stored.sha256).unlink()
    answer = client.get(address(stored))
    assert answer.status_code == 503 and "its content is missing" in answer.content.decode()


def test_only_reading_is_possible(client, kept):
    assert client.post(address(kept(public=True))).status_code == 405
