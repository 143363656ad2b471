"""Texts that name a paragraph by its number: when numbers move, the words stay behind, and somebody has to look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from konfrans.statutes.rules.editing import Document, numbered, wordings
from konfrans.statutes.rules.merging import Names

_OWN = {
    "en": re.compile(r"\bparagraphs? (?P<paragraph>\d{1,3})\b(?! of article)", re.IGNORECASE),
    "az": re.compile(r"(?<![.\d])(?P<paragraph>\d{1,3})-[cç][ıiuü] bənd"),
    "lt": re.compile(r"(?<![0-9] straipsnio )\b(?P<paragraph>\d{1,3}) dal(?:is|ies|į|yje|iai|ių)\b"),
}
"""A paragraph of the article that names it: paragraph 2, 2-ci bənd, 2 dalis."""
_OTHER = {
    "en": re.compile(
        r"\b(?P<article>\d{1,3})\((?P<paragraph>\d{1,3})\)|\bparagraph (?P<paragraph2>\d{1,3}) of article (?P<article2>\d{1,3})\b",
        re.IGNORECASE,
    ),
    "az": re.compile(r"\b(?P<article>\d{1,3})\.(?P<paragraph>\d{1,3})-[cç][ıiuü] bənd"),
    "lt": re.compile(r"\b(?P<article>\d{1,3}) straipsnio (?P<paragraph>\d{1,3}) dal"),
}
"""A paragraph of any article: article 21(2), 21.2-ci bənd, 21 straipsnio 2 dalis."""


def named_in(text: str, code: str, article: int) -> set[tuple[int, int]]:
    """The paragraphs that a text of an article names, each by the number of its article and its own."""
    found: set[tuple[int, int]] = set()
    if code in _OWN:
        found |= {(article, int(one["paragraph"])) for one in _OWN[code].finditer(text)}
        for one in _OTHER[code].finditer(text):
            parts = one.groupdict()
            found.add((int(parts["article"] or parts["article2"]), int(parts["paragraph"] or parts["paragraph2"])))
    return found


def moved(old: Mapping[str, Any], names: Names) -> set[tuple[int, int]]:
    """The paragraphs of a document that have another number since, or are no more."""
    return {
        (one["number"], row["number"])
        for one in numbered(old, "article")
        for row in numbered(one, "paragraph")
        if (now := names.article(one["number"])) is None
        or (now, names.paragraph(one["number"], row["number"])) != (one["number"], row["number"])
    }


def left_behind(old: Document, new: Document, names: Names) -> tuple[str, ...]:
    """The paragraphs of the new document whose words are as they were and name one that moved: `21.4`."""
    gone = moved(old, names)
    return tuple(dict.fromkeys(_left_behind(old, new, names, gone))) if gone else ()


def _left_behind(old: Document, new: Document, names: Names, gone: set[tuple[int, int]]) -> Iterator[str]:
    before = {
        (one["number"], row["number"]): wordings(row, "text")
        for one in numbered(old, "article")
        for row in numbered(one, "paragraph")
    }
    for one in numbered(new, "article"):
        was = names.articles.get(one["number"])
        for row in numbered(one, "paragraph"):
            same = before.get((was or 0, names.paragraphs.get((one["number"], row["number"]), 0)), {})
            for code, text in wordings(row, "text").items():
                if same.get(code) == text and named_in(text, code, was or one["number"]) & gone:
                    yield f"{one['number']}.{row['number']}"
