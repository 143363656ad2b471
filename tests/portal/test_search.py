"""Search over everything, with the spellings people type."""

from __future__ import annotations

import pytest

from konfrans.kernel.models import SearchEntry
from konfrans.kernel.search import Entry, search_put

NAME = "İctimai Əsasnamə: IŞIQ və Gənclər Şurası"


@pytest.fixture
def named(cast, day):
    search_put(
        kind="news", key="one",
        entries=[Entry("news", "one", code, NAME, "news/one/", "Çağırış, Özəl, Ülvi") for code in ("az", "en")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "İctimai", "ictimai", "ICTIMAI", "ictimaı", "Əsasnamə", "əsasnamə", "ƏSASNAMƏ", "esasname", "ESASNAME", "esas",
        "IŞIQ", "ışıq", "işiq", "isiq", "ISIQ", "gəncler", "GENCLER", "şurası", "surasi", "ŞURASI", "cagiris", "ÇAĞIRIŞ", "ozel", "özəl",
        "ulvi", "ÜLVİ", "ulvi ozel", "esasname   isiq",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["az", "en"])
def test_a_word_is_found_however_it_is_typed(named, client, typed, language):
    page = client.get(f"/{language}/search/", {"q": typed})
    assert f'href="/{language}/news/one/"' in page.content.decode()


@pytest.mark.parametrize("typed", ["asasname", "işıqlar", "esasname yoxdur", "…", "%", "_", "'"])
def test_another_word_is_not_found(named, client, typed):
    page = client.get("/az/search/", {"q": typed}).content.decode()
    assert 'class="hits"' not in page
    assert '<input id="q"' in page


def test_nothing_asked_is_no_search(named, client):
    page = client.get("/en/search/").content.decode()
    assert "Search this site" in page
    assert client.get("/en/search/?q=%20%20").status_code == 200


def test_results_stand_by_kind_with_the_words_marked(house, client):
    page = client.get("/en/search/", {"q": "university 01"}).content.decode()
    assert "Members and partners" in page
    assert "<mark>University</mark>" in page
    assert 'href="/en/members/u01/"' in page


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("Baku Business", "members/bbu/"), ("Scientific Affairs", "committees/science/"), ("Spring session", "decisions/2026/1/"),
        ("privacy", "privacy/"),
    ],
)  # fmt: skip
def test_every_domain_is_searched(house, client, typed, path):
    assert f'href="/en/{path}"' in client.get("/en/search/", {"q": typed}).content.decode()


def test_what_was_typed_is_never_run(named, client):
    page = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_a_long_question_and_a_null_do_not_fail(named, client):
    assert client.get("/en/search/", {"q": "a" * 5000}).status_code == 200
    assert client.get("/en/search/?q=%00isiq").status_code == 200


def test_a_name_of_a_person_is_not_in_the_public_table(house):
    assert not SearchEntry.objects.filter(folded__contains="quliyev").exists()
