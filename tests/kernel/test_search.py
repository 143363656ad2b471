"""Search: every word, every spelling, titles first, nothing by accident."""

from __future__ import annotations

import pytest

from konfrans.kernel.search import Entry, search_find, search_put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _some():
    search_put(
        kind="x", key="1", entries=[Entry("x", "1", "az", "Əsasnamə", "a/", "Şuranın əsasnaməsi", "Işıq və İlham")]
    )
    search_put(kind="x", key="2", entries=[Entry("x", "2", "az", "Şura", "b/", "", "əsasnamə haqqında 100% qərar_1")])
    search_put(kind="x", key="3", entries=[Entry("x", "3", "en", "Regulation", "c/")])


@pytest.mark.parametrize(
    "query", ["Əsasnamə", "ƏSASNAMƏ", "əsasnamə", "esasname", "ESASNAME", "  esas   name".replace("   ", "")]
)
def test_every_spelling_finds_it_and_the_title_comes_first(query):
    assert [r.key for r in search_find(query, language="az")] == ["1", "2"]


@pytest.mark.parametrize("query", ["isiq", "IŞIQ", "ışıq", "ilham", "İLHAM"])
def test_dotted_and_dotless_letters_meet(query):
    assert [r.key for r in search_find(query, language="az")] == ["1"]


def test_every_word_must_be_there():
    assert [r.key for r in search_find("sura haqqinda", language="az")] == ["2"]
    assert search_find("sura yoxdur", language="az") == []


@pytest.mark.parametrize("query", ["", "   ", "%", "__", "'; DROP TABLE", "%%%"])
def test_signs_are_not_wildcards(query):
    assert search_find(query, language="az") == []


def test_what_is_withdrawn_is_found_no_more():
    search_put(kind="x", key="1", entries=[])
    assert [r.key for r in search_find("esasname", language="az")] == ["2"]
