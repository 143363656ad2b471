"""The schema of a charter as others read it: JSON Schema (2020-12) and the tables of the reference, from the types alone."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from konfrans.charter.law import Charter
from konfrans.charter.reading import keys_of
from konfrans.charter.tables import Bounds, Pattern, Reads, Refers, Size, Table, Written


@dataclass(frozen=True, slots=True)
class KeyDoc:
    """One key of a table: its type in words, what stands when it is left out (None: it must be given), and its meaning."""

    name: str
    kind: str
    left_out: str | None
    words: str


@dataclass(frozen=True, slots=True)
class TableDoc:
    """One table: its name, what it is, its keys."""

    name: str
    words: str
    keys: tuple[KeyDoc, ...]


def json_schema(shape: type[Table] = Charter) -> dict[str, Any]:
    """The JSON Schema of a document of this shape. What refers to what is beyond it: the engine checks that."""
    found: dict[str, Any] = {}
    top = _table(shape, found)
    del found[shape.__name__]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A charter"}
    return {**head, **top, "$defs": dict(sorted(found.items()))}


def described(shape: type[Table]) -> TableDoc:
    """One table of the reference."""
    return TableDoc(_name(shape), _words(inspect.getdoc(shape) or ""), tuple(_keys(shape)))


def tables_of(shape: type[Table] = Charter) -> tuple[type[Table], ...]:
    """The types of these tables."""
    found: list[type[Table]] = []
    waiting = [shape]
    while waiting:
        one = waiting.pop(0)
        if one in found:
            continue
        found.append(one)
        waiting += [inner for kind, _needed in keys_of(one).values() for inner in _inside(kind)]
    return tuple(found)


def _inside(kind: Any) -> Iterator[type[Table]]:
    """The tables that a type of a field speaks of."""
    if get_origin(kind) is Annotated:
        bare, *marks = get_args(kind)
        written = [mark.form for mark in marks if isinstance(mark, Written)]
        if written:
            yield from written
            return
        if any(isinstance(mark, Reads) for mark in marks):
            return
        kind = bare
    if isinstance(kind, type) and issubclass(kind, Table):
        yield kind
    for inner in get_args(kind):
        yield from _inside(inner)


def _name(shape: type) -> str:
    return shape.__name__.removesuffix("Form")


def _words(doc: str) -> str:
    return re.sub(r"\s*\n\s*", " ", doc).strip()


# JSON Schema ----------------------------------------------------------------------------------------------------------


def _table(shape: type[Table], found: dict[str, Any]) -> dict[str, Any]:
    """The object of a table; tables within go to `found`, by name."""
    made: dict[str, Any] = {"type": "object", "description": _words(inspect.getdoc(shape) or ""), "properties": {}}
    found[_name(shape)] = made
    said = dict(_attribute_words(shape))
    for name, (kind, _needed) in keys_of(shape).items():
        words = said.get(name)
        made["properties"][name] = {**_schema(kind, found), **({"description": _words(words)} if words else {})}
    made["required"] = [name for name, (_kind, needed) in keys_of(shape).items() if needed]
    made["additionalProperties"] = False
    return made


def _schema(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    marks: tuple[Any, ...] = ()
    if get_origin(kind) is Annotated:
        kind, *rest = get_args(kind)
        marks = tuple(rest)
    for mark in marks:
        if isinstance(mark, Reads):
            return dict(mark.schema)
        if isinstance(mark, Written):
            return _referred(mark.form, found)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        if len(arms) == 1:
            return _schema(arms[0], found)
        return {"anyOf": [_schema(arm, found) for arm in arms]}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    size = next((mark for mark in marks if isinstance(mark, Size)), None)
    if origin is tuple:
        bounds = {"minItems": size.least, "maxItems": size.most} if size else {}
        return {"type": "array", "items": _schema(get_args(kind)[0], found), **bounds}
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(kind)
        bounds = {"minProperties": size.least, "maxProperties": size.most} if size else {}
        names = _schema(key, found)
        return {"type": "object", "propertyNames": names, "additionalProperties": _schema(value, found), **bounds}
    if isinstance(kind, type) and issubclass(kind, Table):
        return _referred(kind, found)
    return _plain(kind, marks)


def _referred(shape: type[Table], found: dict[str, Any]) -> dict[str, Any]:
    if _name(shape) not in found:
        _table(shape, found)
    reference = {"$ref": f"#/$defs/{_name(shape)}"}
    return (
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1_000_000_000}, reference]}
        if _name(shape) == "Amount"
        else reference
    )


def _plain(kind: Any, marks: tuple[Any, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {"type": {str: "string", int: "integer", bool: "boolean"}[kind]}
    for mark in marks:
        if isinstance(mark, Pattern):
            made["pattern"] = f"^{mark.regex}$"
        elif isinstance(mark, Bounds):
            made.update(minimum=mark.least, maximum=mark.most)
        elif isinstance(mark, Size):
            made.update(minLength=mark.least, maxLength=mark.most)
    return made


# the reference --------------------------------------------------------------------------------------------------------


def _keys(shape: type[Table]) -> Iterator[KeyDoc]:
    said = dict(_attribute_words(shape))
    for name, (kind, needed) in keys_of(shape).items():
        yield KeyDoc(
            name, kind_words(kind), None if needed else _left_out(shape.FIELDS[name]), _words(said.get(name, ""))
        )


def _left_out(default: Any) -> str:
    if default is None or (not default and default is not False):
        return "nothing"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default.value if isinstance(default, Enum) else default}`"


def kind_words(kind: Any) -> str:
    """A type in words: `paragraph`, `list of Ballot`, `open` or `secret`."""
    marks: tuple[Any, ...] = ()
    if get_origin(kind) is Annotated:
        kind, *rest = get_args(kind)
        marks = tuple(rest)
    for mark in marks:
        if isinstance(mark, Written):
            return _linked(mark.form)
        if isinstance(mark, Reads):
            return str(mark.schema.get("format") or "fraction")
        if isinstance(mark, Refers):
            return " or ".join(mark.what).replace("_", " ").replace("article number", "number of an article")
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return " or ".join(kind_words(arm) for arm in get_args(kind) if arm is not type(None))
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{one.value}`" for one in kind)
    if origin is tuple:
        return f"list of {kind_words(get_args(kind)[0])}"
    if origin is not None and issubclass(origin, Mapping):
        inner = kind_words(get_args(kind)[1])
        return "text per language" if inner == "text" else f"table of {inner} by key"
    if isinstance(kind, type) and issubclass(kind, Table):
        return _linked(kind)
    return {str: "text", int: "whole number", bool: "true or false"}[kind]


def _linked(shape: type[Table]) -> str:
    return f"[{_name(shape)}](#{_name(shape).lower()})"


def _attribute_words(shape: type) -> Iterator[tuple[str, str]]:
    """The text below each field of a class, those of its bases first."""
    for one in reversed(shape.__mro__):
        if not issubclass(one, Table):
            continue
        tree = ast.parse(inspect.getsource(sys.modules[one.__module__]))
        body = next(
            (node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == one.__name__), []
        )
        for at, after in pairwise(body):
            match at, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                    yield name, words
