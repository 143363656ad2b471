"""From Akoma Ntoso back to a charter document. Text is taken from the body, rules from the metadata beside it.

The documents come from strangers. What this reader does not know it refuses with its line: nothing is dropped in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.charter.akoma.markup import Element, read
from konfrans.charter.akoma.writing import KNOWN
from konfrans.charter.faults import ExchangeError
from konfrans.charter.layout import HEAD, put_together, read_path
from konfrans.charter.lines import Lines, Path, TooMuch
from konfrans.charter.toml_text import charter_toml

_PLAIN = frozenset("b i u span ref rref term def date time entity person role organization location quantity".split())
"""Elements within a text whose text is kept and whose mark-up is not."""
_EOL = "\uffff"
"""Stands for `eol` while a text is read: no XML document can hold it."""
_NUMBER = re.compile(r"(?:[0-9]+\.)*([1-9][0-9]{0,3})\.?", re.ASCII)


def from_akoma(*documents: bytes) -> str:
    """The TOML document of a charter from its expressions, each in another language; the authentic one among them.

    Every expression has to be of the same version, with the same articles and the same rules. A language of which no
    expression is given is left out, in the rules too. Comments of the first document are lost. Articles come in the order
    of the act. `ExchangeError` for what cannot be taken; the text is yet to be loaded, which finds every other fault.
    """
    expressions = [_Reader(document).expression() for document in documents]
    if not expressions:
        raise ExchangeError("akoma_none")
    return charter_toml(_joined(expressions))


@dataclass(slots=True)
class _Paragraph:
    number: int
    text: str
    open: str | None
    more: dict[str, Any]


@dataclass(slots=True)
class _Article:
    number: int
    chapter: str
    heading: str
    paragraphs: list[_Paragraph]
    more: dict[str, Any]


@dataclass(slots=True)
class _Chapter:
    number: str
    heading: str
    more: dict[str, Any]


@dataclass(slots=True)
class _Expression:
    """What one document says."""

    head: Mapping[str, str]
    title: str = ""
    note: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    chapters: list[_Chapter] = field(default_factory=list)
    articles: list[_Article] = field(default_factory=list)
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


def _joined(expressions: Sequence[_Expression]) -> dict[str, Any]:
    first = expressions[0]
    declared, authentic = first.head["languages"].split(), first.head["authentic"]
    by_language: dict[str, _Expression] = {}
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

    def texts(said: Callable[[_Expression], str | None]) -> dict[str, str]:
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


def _same(one: _Expression, first: _Expression) -> None:
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


# one document ---------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads one expression."""

    def __init__(self, document: bytes) -> None:
        self._root = read(document)
        self._notes: dict[str, Element] = {}
        self._more: dict[str, dict[str, Any]] = {}
        self._refs: dict[str, str] = {}

    def expression(self) -> _Expression:
        act = self._root.child("act") if self._root.name == "akomaNtoso" else None
        if act is None:
            raise ExchangeError("akoma_not_an_act", given=_shown(self._root))
        _only(act, "meta", "preface", "body")
        parts = {name: _child(act, name) for name in ("meta", "preface", "body")}
        own = [one for part in parts["meta"].elements if part.name == "proprietary" for one in part.elements]
        head = next((one for one in own if one.name == "konfrans:charter"), None)
        if head is None:
            raise ExchangeError("akoma_foreign")
        expression = _Expression({name: _attribute(head, name) for name in _HEAD})
        for notes in parts["meta"].elements:
            if notes.name == "notes":
                self._notes |= {_attribute(note, "eId"): note for note in _only(notes, "note")}
        for one in own:
            if one.name == "konfrans:more":
                eid = one.attributes.get("href", "").removeprefix("#")
                if eid in self._more:
                    raise ExchangeError("exchange_twice", key=eid[:60])
                self._more[eid] = _table(one, eid[:60])
        expression.more = self._more.pop("", {})
        for key in (*HEAD, "chapter", "article"):
            if key in expression.more:
                raise ExchangeError("exchange_twice", key=key)
        self._preface(parts["preface"], expression)
        self._body(parts["body"], expression)
        if self._more:
            raise ExchangeError("akoma_lost", key=next(iter(self._more))[:60], href=next(iter(self._more))[:60])
        for one in own:
            if one.name == "konfrans:rule":
                self._rule(one, expression)
        return expression

    def _preface(self, preface: Element, expression: _Expression) -> None:
        for title in _only(preface, "longTitle"):
            for line in _only(title, "p"):
                for one in _only(line, "docTitle", "noteRef"):
                    if one.name == "docTitle":
                        expression.title = _text(one)
                    else:
                        expression.note = self._note(one)

    def _body(self, body: Element, expression: _Expression) -> None:
        for one in _only(body, "chapter", "article"):
            if one.name == "article":
                expression.articles.append(self._article(one, ""))
                continue
            number = _text(_child(one, "num")).strip()
            more = self._extra(one, "chapter")
            expression.chapters.append(_Chapter(number, _text(_child(one, "heading")), more))
            articles = _only(one, "num", "heading", "article")
            expression.articles += [self._article(each, number) for each in articles if each.name == "article"]

    def _article(self, article: Element, chapter: str) -> _Article:
        number = _number(_child(article, "num"))
        inside = _only(article, "num", "heading", "paragraph")
        paragraphs = [self._paragraph(one, number) for one in inside if one.name == "paragraph"]
        heading = _text(_child(article, "heading"))
        return _Article(number, chapter, heading, paragraphs, self._extra(article, "article"))

    def _paragraph(self, paragraph: Element, article: int) -> _Paragraph:
        label = _child(paragraph, "num")
        number = _number(label)
        notes = [one for one in label.elements if one.name == "noteRef"]
        eid = _attribute(paragraph, "eId")
        if eid in self._refs:
            raise ExchangeError("akoma_eid", line=paragraph.line, given=eid[:80])
        self._refs[eid] = f"{article}.{number}"
        lines: list[str] = []
        for one in _only(paragraph, "num", "content", "list"):
            if one.name == "content":
                lines += _lines(one)
            elif one.name == "list":
                lines += _points(one)
        return _Paragraph(
            number, "\n".join(lines), self._note(notes[0]) if notes else None, self._extra(paragraph, "paragraph")
        )

    def _extra(self, at: Element, kind: str) -> dict[str, Any]:
        """The keys that are kept beside the act for this element."""
        more = self._more.pop(at.attributes.get("eId", ""), {})
        for key in more:
            if key in KNOWN[kind]:
                raise ExchangeError("exchange_twice", key=key)
        return more

    def _note(self, ref: Element) -> str:
        href = _attribute(ref, "href")
        note = self._notes.get(href.removeprefix("#"))
        if note is None:
            raise ExchangeError("akoma_lost", key="noteRef", href=href[:60])
        return "\n".join(_lines(note))

    def _rule(self, rule: Element, expression: _Expression) -> None:
        name = _attribute(rule, "path")[:200]
        path = read_path(name)
        if path is None or path in expression.rules:
            raise ExchangeError("akoma_path", line=rule.line, given=name[:80])
        table = _table(rule, name)
        href = rule.attributes.get("href")
        if href is not None:
            stands = self._refs.get(href.removeprefix("#"))
            if stands is None:
                raise ExchangeError("akoma_lost", key=name, href=href[:60])
            cited = table.get("article", stands)
            if cited != stands:
                raise ExchangeError("akoma_moved", key=name, cited=str(cited)[:20], stands=stands)
        expression.rules[path] = table


_HEAD = ("key", "version", "languages", "authentic", "language")


def _only(at: Element, *names: str) -> list[Element]:
    """The children of an element that may hold these and no text."""
    for child in at.children:
        if isinstance(child, str):
            if child.strip():
                raise ExchangeError("akoma_text", element=_shown(at), line=at.line)
        elif child.name not in names:
            raise ExchangeError("akoma_element", element=_shown(child), line=child.line)
    return at.elements


def _child(at: Element, name: str) -> Element:
    found = [one for one in at.elements if one.name == name]
    if len(found) != 1:
        raise _missing(at, name)
    return found[0]


def _missing(at: Element, name: str) -> ExchangeError:
    return ExchangeError("akoma_missing", element=_shown(at), missing=name, line=at.line)


def _attribute(at: Element, name: str) -> str:
    if name not in at.attributes:
        raise _missing(at, name)
    return at.attributes[name]


def _shown(at: Element) -> str:
    return at.name[:80]


def _number(label: Element) -> int:
    said = _text(label).strip()
    found = _NUMBER.fullmatch(said)
    if found is None:
        raise ExchangeError("akoma_number", line=label.line, given=said[:40])
    return int(found[1])


def _lines(at: Element) -> list[str]:
    return [_text(one) for one in _only(at, "p")]


def _points(at: Element) -> Iterator[str]:
    for one in _only(at, "intro", "point", "wrapUp"):
        if one.name != "point":
            yield from _lines(one)
            continue
        _only(one, "num", "content")
        lines = _lines(_child(one, "content"))
        yield f"{_text(_child(one, 'num'))} {lines[0] if lines else ''}"
        yield from lines[1:]


def _text(at: Element) -> str:
    """The text of an element: `eol` ends a line, a line end of the file is a space, as an editor may break lines."""
    lines = "".join(_pieces(at)).split("\n")
    if len(lines) > 1:
        first, *middle, last = lines
        stripped = [first.rstrip(" \t"), *(line.strip(" \t") for line in middle), last.lstrip(" \t")]
        lines = [" ".join(line for line in stripped if line)]
    return lines[0].replace(_EOL, "\n")


def _pieces(at: Element) -> Iterable[str]:
    for child in at.children:
        if isinstance(child, str):
            yield child
        elif child.name == "eol":
            yield _EOL
        elif child.name in _PLAIN:
            yield from _pieces(child)
        elif child.name != "noteRef" or at.name != "num":
            raise ExchangeError("akoma_element", element=_shown(child), line=child.line)


def _table(at: Element, place: str) -> dict[str, Any]:
    """The TOML inside an element, within the bounds of a charter document."""
    if at.elements:
        raise ExchangeError("akoma_element", element=_shown(at.elements[0]), line=at.elements[0].line)
    try:
        lost = Lines(at.text).lost
        table = {} if lost else tomllib.loads(at.text)
    except (TooMuch, ValueError, RecursionError):
        lost = True
    if lost:
        raise ExchangeError("akoma_rule", line=at.line, key=place)
    return table
