"""From Akoma Ntoso back to a charter document. Text is taken from the body, rules from the metadata beside it.

The documents come from strangers. What this reader does not know it refuses with its line: nothing is dropped in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from konfrans.charter.akoma.expressions import ArticleSaid, ChapterSaid, Expression, ParagraphSaid, joined
from konfrans.charter.akoma.markup import Element, read
from konfrans.charter.akoma.writing import KNOWN
from konfrans.charter.faults import ExchangeError
from konfrans.charter.layout import HEAD, read_path
from konfrans.charter.lines import Lines, TooMuch
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
    if not documents:
        raise ExchangeError("akoma_none")
    expressions = []
    for place, document in enumerate(documents):
        try:
            expressions.append(_Reader(document).expression())
        except ExchangeError as wrong:
            wrong.document = place
            raise
    return charter_toml(joined(expressions))


# one document ---------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads one expression."""

    def __init__(self, document: bytes) -> None:
        self._root = read(document)
        self._notes: dict[str, Element] = {}
        self._more: dict[str, dict[str, Any]] = {}
        self._refs: dict[str, str] = {}

    def expression(self) -> Expression:
        act = self._root.child("act") if self._root.name == "akomaNtoso" else None
        if act is None:
            raise ExchangeError("akoma_not_an_act", given=_shown(self._root))
        for other in self._root.elements:
            if other is not act:
                raise ExchangeError("akoma_element", element=_shown(other), line=other.line)
        _only(act, "meta", "preface", "body")
        parts = {name: _child(act, name) for name in ("meta", "preface", "body")}
        own = [one for part in parts["meta"].elements if part.name == "proprietary" for one in part.elements]
        head = next((one for one in own if one.name == "konfrans:charter"), None)
        if head is None:
            raise ExchangeError("akoma_foreign")
        expression = Expression({name: _attribute(head, name) for name in _HEAD})
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

    def _preface(self, preface: Element, expression: Expression) -> None:
        for title in _only(preface, "longTitle"):
            for line in _only(title, "p"):
                for one in _only(line, "docTitle", "noteRef"):
                    if one.name == "docTitle":
                        expression.title = _text(one)
                    else:
                        expression.note = self._note(one)

    def _body(self, body: Element, expression: Expression) -> None:
        for one in _only(body, "chapter", "article"):
            if one.name == "article":
                expression.articles.append(self._article(one, ""))
                continue
            number = _text(_child(one, "num")).strip()
            more = self._extra(one, "chapter")
            expression.chapters.append(ChapterSaid(number, _text(_child(one, "heading")), more))
            articles = _only(one, "num", "heading", "article")
            expression.articles += [self._article(each, number) for each in articles if each.name == "article"]

    def _article(self, article: Element, chapter: str) -> ArticleSaid:
        number = _number(_child(article, "num"))
        inside = _only(article, "num", "heading", "paragraph")
        paragraphs = [self._paragraph(one, number) for one in inside if one.name == "paragraph"]
        heading = _text(_child(article, "heading"))
        return ArticleSaid(number, chapter, heading, paragraphs, self._extra(article, "article"))

    def _paragraph(self, paragraph: Element, article: int) -> ParagraphSaid:
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
        return ParagraphSaid(
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

    def _rule(self, rule: Element, expression: Expression) -> None:
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
