"""What Akoma Ntoso documents say of one charter, each in its language, and the one document that they make together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.charter.faults import ExchangeError
from konfrans.charter.layout import put_together
from konfrans.charter.lines import Path


@dataclass(slots=True)
class ParagraphSaid:
    number: int
    text: str
    open: str | None
    more: dict[str, Any]


@dataclass(slots=True)
class ArticleSaid:
    number: int
    chapter: str
    heading: str
    paragraphs: list[ParagraphSaid]
    more: dict[str, Any]


@dataclass(slots=True)
class ChapterSaid:
    number: str
    heading: str
    more: dict[str, Any]


@dataclass(slots=True)
class Expression:
    """What one document says."""

    head: Mapping[str, str]
    title: str = ""
    note: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    chapters: list[ChapterSaid] = field(default_factory=list)
    articles: list[ArticleSaid] = field(default_factory=list)
    rules: dict[Path, dict[str, Any]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.head["language"]

    def version(self) -> Any:
        """Which charter it is; the same in every language."""
        return *(self.head[name] for name in ("key", "version", "authentic", "languages")), self.more

    def frame(self) -> Any:
        """Chapters, articles and paragraphs without their texts; the same in every language."""
        return [(one.number, one.more) for one in self.chapters], [
            (
                one.number,
                one.chapter,
                one.more,
                [(each.number, each.open is None, each.more) for each in one.paragraphs],
            )
            for one in self.articles
        ]


# several languages together -------------------------------------------------------------------------------------------


def joined(expressions: Sequence[Expression]) -> dict[str, Any]:
    first = expressions[0]
    declared, authentic = first.head["languages"].split(), first.head["authentic"]
    by_language: dict[str, Expression] = {}
    for one in expressions:
        _same(one, first)
        if one.language in by_language:
            raise ExchangeError("akoma_language_twice", given=one.language)
        if one.language not in declared:
            raise ExchangeError("akoma_language", given=one.language[:20], known=tuple(declared))
        by_language[one.language] = one
    if authentic not in by_language:
        raise ExchangeError("akoma_authentic", given=authentic[:20])
    kept = [language for language in declared if language in by_language]
    left_out = frozenset(declared) - frozenset(kept)

    def texts(said: Callable[[Expression], str | None]) -> dict[str, str]:
        found = {language: said(by_language[language]) for language in kept}
        return {language: text for language, text in found.items() if text is not None}

    def chapter(at: int) -> dict[str, Any]:
        one = first.chapters[at]
        return {"number": one.number, "heading": texts(lambda other: other.chapters[at].heading), **one.more}

    def paragraph(at: int, inner: int) -> dict[str, Any]:
        one = first.articles[at].paragraphs[inner]
        return {
            "number": one.number,
            "text": texts(lambda other: other.articles[at].paragraphs[inner].text),
            "open": texts(lambda other: other.articles[at].paragraphs[inner].open),
            **one.more,
        }

    def article(at: int) -> dict[str, Any]:
        one = first.articles[at]
        return {
            "number": one.number,
            "chapter": one.chapter,
            "heading": texts(lambda other: other.articles[at].heading),
            "paragraph": [paragraph(at, inner) for inner in range(len(one.paragraphs))],
            **one.more,
        }

    document: dict[str, Any] = {
        "key": first.head["key"],
        "version": first.head["version"],
        "languages": kept,
        "authentic": authentic,
        "title": texts(lambda one: one.title),
        "note": texts(lambda one: one.note),
        **_without(first.more, frozenset(declared), left_out),
        "chapter": [chapter(place) for place in range(len(first.chapters))],
        "article": [article(place) for place in range(len(first.articles))],
    }
    rules = put_together(first.rules.items())
    for key in rules:
        if key in document:
            raise ExchangeError("exchange_twice", key=key[:60])
    ruled: dict[str, Any] = _without(rules, frozenset(declared), left_out)
    return _filled(document) | ruled


def _same(one: Expression, first: Expression) -> None:
    """Refuses expressions that are not of one charter."""
    said = {"given": one.language[:20], "other": first.language[:20]}
    if one.version() != first.version():
        raise ExchangeError("akoma_versions", **said)
    if one.frame() != first.frame():
        raise ExchangeError("akoma_articles", **said)
    if one.rules != first.rules:
        raise ExchangeError("akoma_rules", **said)


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    """Without a note, chapters and open questions where the act has none."""
    for article in document["article"]:
        if not article["chapter"]:
            del article["chapter"]
        for paragraph in article["paragraph"]:
            if not paragraph["open"]:
                del paragraph["open"]
    return {key: value for key, value in document.items() if value or key not in ("note", "chapter")}


def _without(value: Any, declared: frozenset[str], left_out: frozenset[str]) -> Any:
    """The same without the texts in languages that are left out."""
    if isinstance(value, list):
        return [_without(one, declared, left_out) for one in value]
    if not isinstance(value, dict) or not left_out:
        return value
    if value and all(key in declared and isinstance(text, str) for key, text in value.items()):
        return {key: text for key, text in value.items() if key not in left_out}
    return {key: _without(one, declared, left_out) for key, one in value.items()}
