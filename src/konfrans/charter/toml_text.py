"""A charter document as TOML text: articles in their order, each rule below the paragraph that it cites.

tomlkit writes the texts and the keys. The order is made here: it cannot put a rule between two paragraphs of one article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from konfrans.charter.layout import (
    Document,
    Section,
    checked,
    has_articles,
    head_of,
    is_texts,
    languages_of,
    placed,
    refs_of,
    sections_of,
)

WIDEST = 120
"""Columns of a list before it is broken into lines."""

_RULER = 117
"""Columns of the line above a chapter."""

_ROMAN = re.compile("[IVXLC]{1,8}")
_OF_TEXT = ("[[chapter]]", "[[article]]", "[[article.paragraph]]")
_FIRST = ("number", "chapter", "heading", "text", "open")
"""Keys of the text of the law, in the order in which they are written."""


def charter_toml(document: Document) -> str:
    """The text of a parsed charter document; it parses to an equal one, which is written alike.

    What cites nothing stands before the articles. Organs, seats and whatever else is named keep their order, except kinds, and so
    do the items of a list: where that is not the order of their articles, one stands no earlier than the one before it. `ExchangeError` for what TOML cannot hold.
    """
    return _Writer(checked(document)).text()


def table_toml(table: Mapping[str, Any], languages: Iterable[str]) -> str:
    """The keys and values of one table, without its header."""
    return "\n".join(_pairs(table, tuple(languages)))


class _Writer:
    """Lays a document out: head, what has no place, then chapter by chapter."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._languages = languages_of(document)
        self._blocks: list[str] = []
        self._beside: dict[int, list[Section]] = defaultdict(list)
        for place, section in placed(sections_of(document), refs_of(document)):
            self._beside[place].append(section)

    def text(self) -> str:
        self._block("", head_of(self._document))
        self._sections(-1)
        if has_articles(self._document):
            self._articles()
        return "\n\n".join(self._blocks) + "\n"

    def _articles(self) -> None:
        chapters = list(self._document.get("chapter", ()))
        numbers = [chapter.get("number") for chapter in chapters]
        place = done = 0
        for article in self._document["article"]:
            named = article.get("chapter")
            if named in numbers[done:]:
                until = numbers.index(named, done) + 1
                self._chapters(chapters[done:until])
                done = until
            self._block("[[article]]", {key: value for key, value in article.items() if key != "paragraph"})
            for paragraph in article["paragraph"]:
                self._block("[[article.paragraph]]", paragraph)
                self._sections(place)
                place += 1
        self._chapters(chapters[done:])

    def _chapters(self, chapters: Iterable[Mapping[str, Any]]) -> None:
        for chapter in chapters:
            number = chapter.get("number")
            if isinstance(number, str) and _ROMAN.fullmatch(number):
                self._blocks.append("\n" + f"# {number} ".ljust(_RULER, "-"))
            self._block("[[chapter]]", chapter)

    def _sections(self, place: int) -> None:
        for section in self._beside[place]:
            name = ".".join(key_toml(step) for step in section.path if isinstance(step, str))
            self._block(f"[[{name}]]" if isinstance(section.path[-1], int) else f"[{name}]", section.body)

    def _block(self, header: str, table: Mapping[str, Any]) -> None:
        ordered = {key: table[key] for key in _FIRST if key in table} if header in _OF_TEXT else {}
        lines = [header] if header else []
        lines += _pairs({**ordered, **table}, self._languages)
        if lines:
            self._blocks.append("\n".join(lines))


def _pairs(table: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[str]:
    for key, value in table.items():
        if is_texts(value, languages):
            yield from (f"{key_toml(key)}.{key_toml(language)} = {text_toml(text)}" for language, text in value.items())
        elif isinstance(value, str):
            yield f"{key_toml(key)} = {text_toml(value)}"
        else:
            yield f"{key_toml(key)} = {long_value_toml(value, WIDEST - len(key) - 3)}"


def key_toml(name: str) -> str:
    """A key as it is written, in quotes where it needs them."""
    import tomlkit

    return _safe(tomlkit.key(name).as_string())


def text_toml(text: str) -> str:
    """A text over several lines where it has several; a carriage return would be lost there, so it is escaped instead."""
    import tomlkit

    return _safe(tomlkit.string(text, multiline="\n" in text and "\r" not in text).as_string())


def _safe(written: str) -> str:
    """What cannot be seen, as escapes: a terminal obeys controls, and a text may hide its order from the eye."""
    return "".join(sign if sign.isprintable() or sign in "\n\t\u00a0" else f"\\U{ord(sign):08x}" for sign in written)


def long_value_toml(value: Any, width: int) -> str:
    """A value at the end of a line; a list too long for it is broken into lines of its own."""
    whole = value_toml(value)
    if len(whole) <= width or not isinstance(value, list):
        return whole
    lines = [""]
    for one in value:
        item = f"{value_toml(one)},"
        if lines[-1] and len(lines[-1]) + len(item) + 3 > WIDEST:
            lines.append("")
        lines[-1] += f" {item}" if lines[-1] else item
    return "\n".join(("[", *(f"  {line}" for line in lines), "]"))


def value_toml(value: Any) -> str:
    """A value in one line, as it stands after its key."""
    import tomlkit

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _safe(tomlkit.string(value).as_string())
    if isinstance(value, list):
        return f"[{', '.join(value_toml(one) for one in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key_toml(key)} = {value_toml(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)
