"""From a TOML document to a `Charter`, or to every fault with its line, its key and what it should be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from itertools import islice
from pathlib import Path as File
from typing import Any, get_args, get_origin

from konfrans.charter.building import build
from konfrans.charter.faults import CharterError, Fault, nearest
from konfrans.charter.law import Charter
from konfrans.charter.lines import DEEPEST, Lines, Path, TooMuch, key_name
from konfrans.charter.references import dangling

LARGEST = 1_048_576
"""Bytes. Thirty articles in two languages take a tenth of it."""

UNBOUNDED = 131_072
"""Bytes that the parser may read of a document whose depth and keys could not be bounded beforehand."""

MOST_FAULTS = 100
"""Faults that are worded; nobody reads more at once."""

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def load_charter(document: bytes | str) -> Charter:
    """Reads a charter document. `CharterError` holds every fault found, each with line, key and facts."""
    text = document_text(document)
    try:
        lines = Lines(text)
    except TooMuch as too_much:
        raise CharterError([too_much.fault]) from None
    found = _parse(text, lines)
    table = _shape(found, lines)
    faults = list(islice(dangling(table, lines), MOST_FAULTS))
    if faults:
        raise CharterError(faults)
    return build(table, document=text, sha256=sha256(text.encode()).hexdigest())


def read_charter(file: File | str) -> Charter:
    """`load_charter` of a file; a file that cannot be opened is a fault too, and no more than `LARGEST` is read."""
    try:
        with open(file, "rb") as opened:
            document = opened.read(LARGEST + 1)
    except OSError as error:
        raise CharterError([_unopened(error)]) from None
    return load_charter(document)


def _unopened(error: OSError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault("file_missing")
    if isinstance(error, IsADirectoryError):
        return Fault("file_folder")
    if isinstance(error, PermissionError):
        return Fault("file_forbidden")
    return Fault("file_unreadable", facts={"reason": error.strerror or type(error).__name__})


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


def _parse(text: str, lines: Lines) -> dict[str, Any]:
    if lines.lost and len(text) > UNBOUNDED:
        text = "".join(text[:UNBOUNDED].splitlines(keepends=True)[: lines.last])
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        said = _AT.sub("", str(error)).strip()[:120]
        raise CharterError([Fault("toml_syntax", line=line, facts={"said": said})]) from None
    except RecursionError:
        raise CharterError([Fault("too_deep", facts={"most": DEEPEST})]) from None
    except (ValueError, OverflowError) as error:
        raise CharterError([Fault("toml_syntax", facts={"said": str(error)[:120]})]) from None
    if lines.lost:
        raise CharterError([Fault("no_place", line=lines.last)])
    return found


def _shape(found: dict[str, Any], lines: Lines) -> Any:
    from pydantic import ValidationError

    from konfrans.charter.schema import DocumentTable

    try:
        return DocumentTable.model_validate(found)
    except ValidationError as error:
        raise CharterError(_faults(error.errors(include_url=False), lines, DocumentTable)) from None


def _faults(errors: Iterable[Any], lines: Lines, model: type) -> list[Fault]:
    faults = []
    for error in islice(errors, MOST_FAULTS):
        path: Path = tuple(part for part in error["loc"] if part != "[key]")
        kind, context, given = error["type"], dict(error.get("ctx") or {}), error.get("input")
        context.pop("error", None)
        where = (key_name(path), lines.of(path))
        if kind == "extra_forbidden":
            known = known_keys(model, path[:-1])
            context = {"nearest": nearest(str(path[-1]), known), "known": known, "given": str(path[-1])[:60]}
            faults.append(Fault("unknown_key", *where, context))
        elif kind in ("missing", "missing_key"):
            inner = path[:-1] if kind == "missing" else path
            key = str(path[-1]) if kind == "missing" else context["key"]
            faults.append(Fault("missing_key", key_name(inner), lines.of(inner), {"missing": key}))
        elif kind == "literal_error":
            allowed = tuple(re.findall(r"'([^']*)'", context["expected"]))
            context = {"given": str(given)[:60], "nearest": nearest(str(given), allowed), "known": allowed}
            faults.append(Fault("unknown_value", *where, context))
        elif kind in _OWN:
            faults.append(Fault(kind, *where, context))
        elif kind.endswith(("_type", "_instance", "_parsing")):
            expected = kind.rsplit("_", 1)[0]
            faults.append(Fault("wrong_type", *where, {"expected": expected, "given": type(given).__name__}))
        else:  # bounds and patterns
            shown = str(given)[:60] if isinstance(given, str | int) else str(path[-1])[:60]
            faults.append(Fault("out_of_form", *where, {"form": _form(path, kind, context), "given": shown}))
    return faults


_OWN = frozenset(
    "share_slogan share_form share_above_one share_zero share_without_base amount_form comparison joined_alone".split()
)


def _form(path: Path, kind: str, context: dict[str, Any]) -> str:
    """Which form was missed: a key of the words, so that the remedy can show an example."""
    pattern = str(context.get("pattern", ""))
    if r"\." in pattern:
        return "reference"
    if "IVXLC" in pattern:
        return "roman"
    if pattern.startswith("^[a-z]{2,3}"):
        return "language"
    if pattern:
        return "document_key" if "0-9-" in pattern else "key"
    if kind in ("too_short", "string_too_short"):
        return "not_empty"
    if kind in ("greater_than_equal", "less_than_equal"):
        return "number"
    return "too_long"


def known_keys(model: type, path: Path) -> tuple[str, ...]:
    """The keys that the schema knows at a place of the document."""
    at: Any = model
    for part in path:
        at = _inside(at, part)
    fields = getattr(_model(at), "model_fields", {})
    return tuple(key for key in fields if key != "whole")


def _inside(at: Any, part: str | int) -> Any:
    model = _model(at)
    if model is not None:
        field = model.model_fields.get(part)
        return field.annotation if field else None
    for one in _flat(at):
        if get_origin(one) is list:
            return get_args(one)[0]
        if get_origin(one) is dict:
            return get_args(one)[1]
    return None


def _model(at: Any) -> Any:
    return next((one for one in _flat(at) if hasattr(one, "model_fields")), None)


def _flat(at: Any) -> Iterable[Any]:
    """The arms of an optional or annotated type."""
    origin = get_origin(at)
    if at is None or origin in (list, dict) or not get_args(at):
        return [at]
    return [inner for arm in get_args(at) for inner in _flat(arm)]
