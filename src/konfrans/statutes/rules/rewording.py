"""Words as they were and as they are: which paragraph of one text is which of another, and the changes taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from konfrans.statutes.rules.editing import add_paragraph, article_of, remove_paragraph
from konfrans.statutes.rules.words_apart import tokens

ALIKE = 0.6
"""From this likeness on, a paragraph without its mark is taken for one that is missing."""
MOST_LIKENED = 2_000_000
"""Words of one text times words of the other, added up over the texts that are compared by likeness; the rest are matched only where
they are equal."""


def likened(missing: Mapping[str, str], strange: Sequence[str]) -> dict[int, str]:
    """Which of the strange texts (by place) is which of the missing ones (by key): equal ones first, then the likest."""
    found: dict[int, str] = {}
    left = {key: text for key, text in missing.items() if text}
    for place, text in enumerate(strange):
        equal = next((key for key, old in left.items() if old == text), None)
        if equal is not None:
            found[place] = equal
            del left[equal]
    rest = [place for place in range(len(strange)) if place not in found]
    pairs, spent = [], 0
    for place in rest:
        for key, old in left.items():
            spent += _words(old) * _words(strange[place])
            if spent <= MOST_LIKENED:
                pairs.append((_alike(old, strange[place]), place, key))
    for likeness, place, key in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= ALIKE and place not in found and key not in found.values():
            found[place] = key
    return found


def _words(text: str) -> int:
    return len(tokens(text))


def _alike(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, tokens(old), tokens(new), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Taken:
    """One change that is taken: words of a heading or a paragraph, a new paragraph, one taken out."""

    sort: str
    """heading, text, new, lost."""
    article: int
    paragraph: int = 0
    """Of a new one: after which it stands; 0: first."""
    text: str = ""


def take(document: dict[str, Any], language: str, changes: Iterable[Taken]) -> None:
    """The changes in a draft's document: words first, then, from the last paragraph to the first, what is added and taken out.

    `KeyError` where there is no such article or paragraph.
    """
    kept = list(changes)
    for one in kept:
        if one.sort == "heading":
            _word(article_of(document, one.article), "heading", language, one.text)
        elif one.sort == "text":
            _word(_paragraph(document, one), "text", language, one.text)
    moved = [one for one in kept if one.sort in ("new", "lost")]
    for _place, one in sorted(enumerate(moved), key=lambda pair: (pair[1].paragraph, pair[1].sort == "new", pair[0]))[
        ::-1
    ]:
        if one.sort == "new":
            article_of(document, one.article)
            add_paragraph(document, one.article, one.paragraph, {language: one.text})
        else:
            _paragraph(document, one)
            remove_paragraph(document, one.article, one.paragraph)


def _paragraph(document: dict[str, Any], one: Taken) -> dict[str, Any]:
    for row in article_of(document, one.article).get("paragraph", ()):
        if row.get("number") == one.paragraph:
            return row  # type: ignore[no-any-return]
    raise KeyError(f"{one.article}.{one.paragraph}")


def _word(table: dict[str, Any], key: str, language: str, text: str) -> None:
    old = table.get(key)
    table[key] = {**(old if isinstance(old, dict) else {}), language: text}
