"""XML as this package needs it: elements written with every escape, and read from a stranger within bounds.

Names of the Akoma Ntoso namespace stand bare, those of konfrans as `konfrans:rule`, all others as `{address}name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from konfrans.charter.faults import ExchangeError

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:konfrans:charter:1"
"""Namespace of what konfrans adds: the charter's head and its rules."""

LARGEST = 8_388_608
"""Bytes of one document. A charter of thirty articles takes a hundredth of it."""
MOST_ELEMENTS = 100_000
DEEPEST = 32
"""Elements within elements. An act written here has ten."""
LONGEST_NAME = 500
"""Characters of an element's name with its namespace, which every element would hold again."""

_OF_TEXT = frozenset({"p", "num", "heading", "docTitle"})
_PREFIXES = {AKN: "", OWN: "konfrans:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_QUOTED = _ESCAPES | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_CONTROL = {chr(code): f"&#{code};" for code in range(0x7F, 0xA0)}
"""XML allows them, a terminal obeys them: they are written as references."""
_IN_TEXT = str.maketrans(_ESCAPES | _CONTROL)
_IN_QUOTES = str.maketrans(_QUOTED | _CONTROL)


@dataclass(slots=True)
class Element:
    """An element; `children` are elements and pieces of text, `line` is where it was read."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(child for child in self.children if isinstance(child, str))

    def child(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((child for child in self.elements if child.name == name), None)


def element(name: str, /, *children: Element | str, **attributes: str) -> Element:
    """An element to be written. `konfrans:` and `xml:` in a name of an attribute are written `konfrans_`, `xml_`."""
    named = {re.sub("^(konfrans|xml)_", r"\1:", key): value for key, value in attributes.items()}
    return Element(name, named, list(children))


# writing --------------------------------------------------------------------------------------------------------------


def write(root: Element) -> bytes:
    """The document in UTF-8. Elements stand on lines of their own, except within text, where nothing is added."""
    head = {"xmlns": AKN, "xmlns:konfrans": OWN, **root.attributes}
    text = "\n".join(_lines(Element(root.name, head, root.children), ""))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _lines(at: Element, indent: str) -> Iterator[str]:
    start = "".join((f"<{at.name}", *(f' {name}="{_quoted(value)}"' for name, value in at.attributes.items())))
    if not at.children:
        yield f"{indent}{start}/>"
    elif at.name in _OF_TEXT or any(isinstance(child, str) for child in at.children):
        yield f"{indent}{start}>{''.join(_inline(child) for child in at.children)}</{at.name}>"
    else:
        yield f"{indent}{start}>"
        for child in at.elements:
            yield from _lines(child, f"{indent}  ")
        yield f"{indent}</{at.name}>"


def _inline(child: Element | str) -> str:
    if isinstance(child, str):
        return child.translate(_IN_TEXT)
    inner = "".join(_inline(one) for one in child.children)
    attributes = "".join(f' {name}="{_quoted(value)}"' for name, value in child.attributes.items())
    return f"<{child.name}{attributes}>{inner}</{child.name}>" if inner else f"<{child.name}{attributes}/>"


def _quoted(value: str) -> str:
    return value.translate(_IN_QUOTES)


def held(text: str, place: str) -> str:
    """The text, if XML can hold it; `ExchangeError` names the character that it cannot and its place in the charter."""
    found = _FORBIDDEN.search(text)
    if found:
        raise ExchangeError("xml_character", character=f"U+{ord(found[0]):04X}", place=place)
    return text


# reading --------------------------------------------------------------------------------------------------------------


def read(document: bytes) -> Element:
    """The root of a document. `ExchangeError` for what is no XML, and for what goes beyond the bounds.

    A document type declaration is refused before anything in it is read: nothing is expanded, nothing is fetched.
    """
    if len(document) > LARGEST:
        raise ExchangeError("exchange_large", most=LARGEST)
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExchangeError("exchange_not_utf8") from None
    return _Reader().root(text)


class _Reader:
    """Builds the tree from the parser's events; stops at the first bound that is passed."""

    def __init__(self) -> None:
        self._parser: XMLParserType = expat.ParserCreate("UTF-8", " ")
        self._parser.buffer_text = True
        self._parser.buffer_size = 65_536
        self._parser.StartDoctypeDeclHandler = self._declared
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._open: list[Element] = []
        self._count = 0
        self._root: Element | None = None

    def root(self, text: str) -> Element:
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            raise ExchangeError("xml_syntax", line=error.lineno, said=expat.ErrorString(error.code)) from None
        assert self._root is not None  # expat refuses a document without an element
        return self._root

    def _declared(self, *_: object) -> None:
        raise ExchangeError("xml_doctype", line=self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise ExchangeError("xml_elements", line=line, most=MOST_ELEMENTS)
        if len(self._open) >= DEEPEST:
            raise ExchangeError("xml_deep", line=line, most=DEEPEST)
        if len(name) > LONGEST_NAME:
            raise ExchangeError("xml_name_long", line=line, most=LONGEST_NAME)
        found = Element(_named(name), {_attribute(key): value for key, value in attributes.items()}, line=line)
        if self._open:
            self._open[-1].children.append(found)
        else:
            self._root = found
        self._open.append(found)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        self._open[-1].children.append(text)


def _named(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES[space]}{local}" if space in _PREFIXES else f"{{{space}}}{local}"


def _attribute(name: str) -> str:
    return _named(name) if " " in name else name
