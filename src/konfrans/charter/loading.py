"""From a TOML document to a `Charter`, or to every fault with its line, its key and what it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as File
from typing import Any, TypeVar

import tomli

from konfrans.charter.faults import CharterError, DocumentError, Fault
from konfrans.charter.files import LARGEST, read_file
from konfrans.charter.law import Charter
from konfrans.charter.lines import DEEPEST, Lines, TooMuch
from konfrans.charter.reading import Reading, Things
from konfrans.charter.tables import Table

T = TypeVar("T", bound=Table)
R = TypeVar("R")

UNBOUNDED = 131_072
"""Bytes that the parser may read of a document whose depth and keys could not be bounded beforehand."""

CURLY = tuple("“”„‟«»‘’")
"""Quotes that a word processor writes."""

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True, slots=True)
class Looked:
    """A document looked through: the charter, unless a fault keeps its values from being one; the faults; the plain values."""

    charter: Charter | None
    faults: tuple[Fault, ...]
    values: dict[str, Any]


def load_charter(document: bytes | str) -> Charter:
    """Reads a charter document. `CharterError` holds every fault found, each with line, key and facts."""
    text = document_text(document)
    charter: Charter = _table(Charter, *_parsed(text), lambda found: found.things())
    return charter.but(document=text, sha256=sha256(text.encode()).hexdigest())


def table_of(shape: type[T], document: bytes | str, things: Things) -> T:
    """A table of another shape from TOML text, whose references are to `things`; `CharterError` as for a charter."""
    return _table(shape, *_parsed(document_text(document)), lambda _found: things)


def read_document(shape: type[T], found: Mapping[str, Any], things: Things, lines: Lines | None = None) -> T:
    """The same from values that are parsed already; `lines` says where they stand."""
    return _table(shape, lines or Lines(""), dict(found), lambda _found: things)


def look_through(document: bytes | str, found: dict[str, Any] | None = None) -> Looked:
    """A charter document as far as it can be read, with every fault; `found` are values to read in place of its own.

    `CharterError` where it is no TOML document at all.
    """
    text = document_text(document)
    lines, values = _parsed(text)
    reading = Reading(lines)
    values = values if found is None else found
    charter = reading.table(Charter, values)
    if charter is not None:
        reading.look_up(charter.things())
        reading.speak(charter.languages)
        charter = charter.but(document=text, sha256=sha256(text.encode()).hexdigest())
    return Looked(charter, tuple(reading.faults), values)


def toml_document(document: bytes | str) -> tuple[str, dict[str, Any]]:
    """The text as it is hashed, and its plain values, whatever they say; `CharterError` where it is no TOML document."""
    text = document_text(document)
    return text, _parsed(text)[1]


def _parsed(text: str) -> tuple[Lines, dict[str, Any]]:
    try:
        lines = Lines(text)
    except TooMuch as too_much:
        raise CharterError([too_much.fault]) from None
    return lines, parse_toml(text, lines)


def _table(shape: type[T], lines: Lines, found: dict[str, Any], things: Callable[[Any], Things]) -> T:
    reading = Reading(lines)
    table = reading.table(shape, found)
    if table is not None:
        reading.look_up(things(table))
        if "languages" in found:
            reading.speak(found["languages"])
    if reading.faults or table is None:
        raise CharterError(reading.faults)
    return table


def read_charter(file: File | str) -> Charter:
    """`load_charter` of a file; a file that cannot be opened is a fault too."""
    return read_as(file, load_charter)


def read_as(file: File | str, load: Callable[[bytes], R], most: int = LARGEST) -> R:
    """What is loaded from a file; a fault then says which file."""
    try:
        return load(read_file(file, most))
    except DocumentError as wrong:
        wrong.file = str(file)
        raise


def document_text(document: bytes | str) -> str:
    """The document as it is hashed: UTF-8, LF line ends, no byte order mark."""
    if len(document) > LARGEST:
        raise CharterError([Fault("too_large", facts={"most": LARGEST})])
    if isinstance(document, bytes):
        try:
            text = document.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = document.count(b"\n", 0, error.start) + 1
            raise CharterError([Fault("not_utf8", line=line, facts={"byte": error.start})]) from None
    else:
        text = document
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise CharterError([Fault("not_utf8", line=text.count("\n", 0, error.start) + 1, facts={"byte": 0})]) from None
    if size > LARGEST:
        raise CharterError([Fault("too_large", facts={"most": LARGEST})])
    if not text.strip():
        raise CharterError([Fault("empty")])
    return text


def _curly(text: str, line: int, column: int) -> bool:
    """Whether a curly quote stands where the parser stopped: where a text should begin, or at its end."""
    stopped = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    return stopped[column - 1 : column] in CURLY or stopped[: max(column - 1, 0)].rstrip(" \t,}]")[-1:] in CURLY


def parse_toml(text: str, lines: Lines) -> dict[str, Any]:
    """The tables of a document whose lines were scanned; `CharterError` where it is no TOML, or none that can be placed."""
    if lines.lost and len(text) > UNBOUNDED:
        text = "".join(text[:UNBOUNDED].splitlines(keepends=True)[: lines.last])
    try:
        found = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        if _curly(text, line, int(at[2]) if at and at[2] else 0):
            raise CharterError([Fault("toml_curly", line=line)]) from None
        said = _AT.sub("", str(error)).strip()[:120]
        raise CharterError([Fault("toml_syntax", line=line, facts={"said": said})]) from None
    except RecursionError:
        raise CharterError([Fault("too_deep", facts={"most": DEEPEST})]) from None
    except (ValueError, OverflowError) as error:
        raise CharterError([Fault("toml_syntax", facts={"said": str(error)[:120]})]) from None
    if lines.lost:
        raise CharterError([Fault("no_place", line=lines.last)])
    return found
