"""Letters: folding, order and ordinals are right for Azerbaijani."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter.words.az import ordinal
from konfrans.kernel import formats, text

NAMES_IN_ORDER = [
    "Azərbaycan", "Bakı", "Cəfər", "Çingiz", "Dilarə", "Elnur", "Əhməd", "Fuad", "Gəncə", "Həsən", "Xəzər", "Işıq", "İlham",
    "Kənan", "Qarabağ", "Lənkəran", "Məmməd", "Naxçıvan", "Oqtay", "Ömər", "Rauf", "Səfər", "Şəki", "Tural", "Ulduz", "Ülkər",
    "Vaqif", "Yusif", "Zaur",
]  # fmt: skip


def test_names_stand_in_the_order_of_the_azerbaijani_alphabet():
    turned = list(reversed(NAMES_IN_ORDER))
    assert sorted(turned, key=text.sort_key) == NAMES_IN_ORDER


def test_names_stand_in_the_order_of_the_english_alphabet_with_marked_letters_beside_the_plain_ones():
    names = [
        "Baku",
        "Çay",
        "Cyprus",
        "Əhməd",
        "Exeter",
        "Ilham",
        "İmişli",
        "Poland",
        "Qatar",
        "Rome",
        "Vilnius",
        "Wales",
        "Xəzər",
        "York",
    ]
    turned = list(reversed(names))
    assert sorted(turned, key=lambda name: text.sort_key(name, "en")) == names


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("əsasnamə", "Əsasnamə"), ("esasname", "Əsasnamə"), ("IŞIQ", "ışıq"), ("isiq", "Işıq"), ("İLHAM", "ilham"),
        ("ilham", "İlham"), ("LƏNKƏRAN", "Lənkəran"), ("lenkeran", "Lənkəran"), ("INDUSTRY", "industry"), ("şəki", "Seki"),
        ("Éducation", "education"),
    ],
)  # fmt: skip
def test_search_finds_every_spelling(typed, stored):
    assert text.search_text(typed) == text.search_text(stored)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(words):
    once = text.search_text(words)
    assert text.search_text(once) == once


def test_a_slug_keeps_every_letter_of_an_azerbaijani_word():
    assert text.slug("Əsasnamə: Işıq və İş") == "esasname-isiq-ve-is"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0-cı"), (1, "1-ci"), (3, "3-cü"), (6, "6-cı"), (9, "9-cu"), (10, "10-cu"), (20, "20-ci"), (40, "40-cı"),
        (100, "100-cü"), (1000, "1000-ci"), (2000, "2000-ci"), (2026, "2026-cı"), (10**6, "1000000-cu"),
    ],
)  # fmt: skip
def test_ordinals_follow_the_last_spoken_word(n, said):
    assert ordinal(n) == said


@pytest.mark.parametrize(
    ("write", "language", "said"),
    [
        (formats.date_text, "az", "25\u00a0noyabr 2026"),
        (formats.date_legal, "az", "25\u00a0noyabr 2026-cı il"),
        (formats.date_legal, "en", "25\u00a0November 2026"),
        (formats.date_with_weekday, "en", "Wednesday, 25\u00a0November 2026"),
        (formats.date_short, "az", "25.11.2026"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(write, language, said):
    assert write(date(2026, 11, 25), language) == said


@pytest.mark.parametrize(
    ("language", "year", "said"),
    [("en", 2026, "2026"), ("az", 2026, "2026-cı il"), ("az", 2027, "2027-ci il"), ("az", 2030, "2030-cu il"), ("lt", 2026, "2026\xa0m.")],
)  # fmt: skip
def test_a_year_in_a_sentence_takes_what_its_language_asks_for(language, year, said):
    assert formats.year_text(year, language) == said


@pytest.mark.parametrize(
    ("reference", "az", "en"),
    [
        ("29.3", "Nizamnamənin 29.3-cü\u00a0bəndi", "article\u00a029(3)"),
        ("12.1", "Nizamnamənin 12.1-ci\u00a0bəndi", "article\u00a012(1)"),
        ("27", "Nizamnamənin 27-ci\u00a0maddəsi", "article\u00a027"),
        ("12.10", "Nizamnamənin 12.10-cu\u00a0bəndi", "article\u00a012(10)"),
    ],
)
def test_references_to_the_charter_take_their_ordinal(reference, az, en):
    assert (formats.article_text(reference, "az"), formats.article_text(reference, "en")) == (az, en)


def test_thousands_and_decimals_by_language():
    from decimal import Decimal

    assert formats.number_text(1234567, "az") == "1\u00a0234\u00a0567"
    assert formats.number_text(Decimal("1234.50"), "az") == "1\u00a0234,50"
    assert formats.number_text(Decimal("1234.50"), "en") == "1,234.50"
