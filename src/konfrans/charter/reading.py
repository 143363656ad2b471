"""From the plain values of a parsed document to tables: the type of each field is the schema, every fault is found at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from konfrans.charter.faults import Fault, LawError, Misread, nearest
from konfrans.charter.lines import Lines, Path, key_name
from konfrans.charter.tables import (
    MUST,
    Bounds,
    Done,
    FromPlace,
    NotInFile,
    Pattern,
    Reads,
    Refers,
    Size,
    Table,
    Written,
)

MOST_FAULTS = 100
"""Faults that are worded; nobody reads more at once."""

T = TypeVar("T", bound=Table)
Things = Mapping[str, Iterable[str] | Iterable[int]]
"""What references may name, by what it is: paragraphs, kinds, organs, offices …"""
_NOTHING: Any = object()
"""What stands for a value with a fault; nothing is made from it."""
MOST_NAMED = 12
"""So many of what there is are named where a reference leads nowhere."""


@dataclass(slots=True)
class Reading:
    """One reading: the faults, and what was read that has to be found elsewhere in the document."""

    lines: Lines
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple[tuple[str, ...], str | int, Path]] = field(default_factory=list)
    texts: list[tuple[Mapping[str, str], Path]] = field(default_factory=list)

    def fault(self, code: str, path: Path, facts: Mapping[str, Any] | None = None) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, key_name(path), self.lines.of(path), facts or {}))

    def table(self, shape: type[T], found: Any) -> T | None:
        """The table, or None where there was a fault."""
        made = _reader(shape)(found, (), self)
        return None if made is _NOTHING else made

    def look_up(self, known: Things) -> None:
        """Names every reference that leads nowhere; `known` holds what there is, by what it is."""
        for what, given, path in self.references:
            if not any(given in known.get(one, ()) for one in what):
                names = [str(name) for one in what for name in known.get(one, ())]
                meant = _same_article(given, names) if what == ("article",) else nearest(str(given), names)
                there = names if what != ("article",) and len(names) <= MOST_NAMED else ()
                self.fault(
                    "not_found", path, {"what": what[0], "given": str(given), "nearest": meant, "choices": there}
                )

    def speak(self, languages: Iterable[str]) -> None:
        """Names every text that lacks one of the languages, or that has one which is not among them."""
        spoken = tuple(languages)
        for texts, path in self.texts:
            for language in spoken:
                if language not in texts:
                    self.fault("text_missing", path, {"language": language})
                elif not texts[language].strip():
                    self.fault("text_missing", (*path, language), {"language": language})
            for language in texts:
                if language not in spoken:
                    self.fault("language_not_listed", (*path, language), {"given": language, "known": spoken})


def _same_article(given: str | int, names: list[str]) -> str | None:
    same = sorted(name for name in names if name.split(".")[0] == str(given).split(".")[0])
    return same[0] if len(same) == 1 else None


Reader = Callable[[Any, Path, Reading], Any]


def _reader(shape: Any) -> Reader:
    """How a value of a type is read; made once for each type."""
    if shape not in _READERS:
        _READERS[shape] = _made(shape)
    return _READERS[shape]


_READERS: dict[Any, Reader] = {}


def _made(shape: Any) -> Reader:
    marks: tuple[Any, ...] = ()
    if get_origin(shape) is Annotated:
        shape, *rest = get_args(shape)
        marks = tuple(rest)
    origin = get_origin(shape)
    for mark in marks:
        if isinstance(mark, Reads):
            return _reads(mark)
        if isinstance(mark, Written):
            return _table(mark.form)
    if origin in (Union, UnionType):
        return _one_of([arm for arm in get_args(shape) if arm is not type(None)], marks)
    if origin is Literal:
        return _literal(get_args(shape))
    if isinstance(shape, type) and issubclass(shape, Enum):
        return _enum(shape)
    if origin is tuple:
        return _list(_reader(get_args(shape)[0]), _size(marks))
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(shape)
        return _mapping(_reader(key), _reader(value), _size(marks), texts=_is_text(value))
    if isinstance(shape, type) and issubclass(shape, Table):
        return _table(shape)
    return _plain(shape, marks)


def _size(marks: Iterable[Any]) -> Size:
    return next((mark for mark in marks if isinstance(mark, Size)), Size())


def _is_text(value: Any) -> bool:
    return get_origin(value) is Annotated and get_args(value)[0] is str


def _braces(shape: type[Table]) -> str:
    """How a table is written in one line: the keys that have to be there, else those that may, the usual ones first."""
    hints = (
        getattr(shape, "USUAL", ())
        or [name for name, left_out in shape.FIELDS.items() if left_out is MUST]
        or list(shape.FIELDS)[:1]
    )
    return f"{{ {', '.join(f'{name} = …' for name in hints)} }}"


def _wrong_type(expected: str, found: Any, path: Path, reading: Reading) -> Any:
    reading.fault("wrong_type", path, {"expected": expected, "given": type(found).__name__})
    return _NOTHING


def _out_of_form(form: str, found: Any, path: Path, reading: Reading) -> Any:
    shown = str(found)[:60] if isinstance(found, str | int) else str(path[-1] if path else "")[:60]
    reading.fault("out_of_form", path, {"form": form, "given": shown})
    return _NOTHING


def _plain(shape: Any, marks: Iterable[Any]) -> Reader:
    """Text, a whole number, true or false."""
    names = {str: "string", int: "int", bool: "bool"}
    pattern = next((mark for mark in marks if isinstance(mark, Pattern)), None)
    bounds = next((mark for mark in marks if isinstance(mark, Bounds)), None)
    size = next((mark for mark in marks if isinstance(mark, Size)), None)
    refers = next((mark for mark in marks if isinstance(mark, Refers)), None)
    form = re.compile(pattern.regex + r"\Z") if pattern else None

    def read(found: Any, path: Path, reading: Reading) -> Any:
        if type(found) is not shape:
            return _wrong_type(names[shape], found, path, reading)
        if form is not None and pattern is not None and (len(found) > pattern.longest or not form.match(found)):
            return _out_of_form(pattern.form, found, path, reading)
        if bounds is not None and not bounds.least <= found <= bounds.most:
            return _out_of_form("number" if bounds.least else "number_or_none", found, path, reading)
        if size is not None and not size.least <= len(found) <= size.most:
            return _out_of_form("not_empty" if len(found) < size.least else "too_long", found, path, reading)
        if refers is not None:
            reading.references.append((refers.what, found, path))
        return found

    return read


def _reads(mark: Reads) -> Reader:
    def read(found: Any, path: Path, reading: Reading) -> Any:
        try:
            return mark.read(found)
        except Misread as wrong:
            reading.fault(wrong.code, path, wrong.facts)
            return _NOTHING

    return read


def _literal(allowed: tuple[Any, ...]) -> Reader:
    def read(found: Any, path: Path, reading: Reading) -> Any:
        if type(found) is str and found in allowed:
            return found
        if type(found) is not str:
            return _wrong_type("string", found, path, reading)
        facts = {"given": found[:60], "nearest": nearest(found, allowed), "known": allowed}
        reading.fault("unknown_value", path, facts)
        return _NOTHING

    return read


def _enum(shape: type[Enum]) -> Reader:
    inner = _literal(tuple(member.value for member in shape))

    def read(found: Any, path: Path, reading: Reading) -> Any:
        value = inner(found, path, reading)
        return value if value is _NOTHING else shape(value)

    return read


def _list(one: Reader, size: Size) -> Reader:
    def read(found: Any, path: Path, reading: Reading) -> Any:
        if type(found) is not list:
            return _wrong_type("list", found, path, reading)
        if not size.least <= len(found) <= size.most:
            return _out_of_form("not_empty" if len(found) < size.least else "too_long", found, path, reading)
        made = [one(inner, (*path, index), reading) for index, inner in enumerate(found)]
        return _NOTHING if any(value is _NOTHING for value in made) else tuple(made)

    return read


def _mapping(key: Reader, value: Reader, size: Size, *, texts: bool) -> Reader:
    def read(found: Any, path: Path, reading: Reading) -> Any:
        if type(found) is not dict:
            return _wrong_type("dict", found, path, reading)
        if not size.least <= len(found) <= size.most:
            return _out_of_form("not_empty" if len(found) < size.least else "too_long", found, path, reading)
        made = {
            key(name, (*path, name), reading): value(inner, (*path, name), reading) for name, inner in found.items()
        }
        if _NOTHING in made or any(inner is _NOTHING for inner in made.values()):
            return _NOTHING
        if texts and made:
            reading.texts.append((made, path))
        return made

    return read


def _one_of(arms: list[Any], marks: Iterable[Any]) -> Reader:
    """The arm whose kind of value was found: a table, a list, text, a number; several tables by the key that tells them."""
    if len(arms) == 1:
        return _reader(Annotated[(arms[0], *marks)] if marks else arms[0])
    plain = {arm: _reader(arm) for arm in arms}

    def read(found: Any, path: Path, reading: Reading) -> Any:
        for arm, reader in plain.items():
            bare = get_args(arm)[0] if get_origin(arm) is Annotated else arm
            if bare is type(found) or (type(found) is dict and issubclass(bare, Table)):
                return reader(found, path, reading)
        return next(iter(plain.values()))(found, path, reading)

    return read


@cache
def hints(shape: Any) -> dict[str, Any]:
    """The types of a table's fields, by name."""
    found: dict[str, Any] = {}
    for one in reversed(shape.__mro__):
        if written := get_annotations(one):
            # The annotations of a class in one expression: `typing.get_type_hints`, which compiles each by itself, takes as long for the
            # tables of a charter as all the rest of its reading.
            types = eval(f"({', '.join(written.values())},)", vars(sys.modules[one.__module__]))  # noqa: S307
            found |= zip(written, types, strict=True)
    return found


def keys_of(shape: Any) -> dict[str, tuple[Any, bool]]:
    """The keys that a table has in a file, in their order: the type, and whether it has to be given."""
    found = {}
    for name, default in shape.FIELDS.items():
        kind = hints(shape)[name]
        if not _marked(kind, FromPlace) and not _marked(kind, NotInFile):
            found[name] = (kind, default is MUST)
    return found


def _from_place(shape: Any) -> list[str]:
    return [name for name, kind in hints(shape).items() if _marked(kind, FromPlace)]


def _table(shape: type[Table]) -> Reader:
    """A table is looked through when the first of its kind is met: what a document does not hold costs nothing."""
    readers: dict[str, tuple[Reader, bool]] = {}
    places: list[str] = []

    def read(found: Any, path: Path, reading: Reading) -> Any:
        if not readers:
            readers.update({name: (_reader(kind), needed) for name, (kind, needed) in keys_of(shape).items()})
            places.extend(_from_place(shape))
        try:
            found = shape.spelled(found)
        except Misread as wrong:
            reading.fault(wrong.code, path, wrong.facts)
            return _NOTHING
        if type(found) is Done:
            return found.value
        if type(found) is not dict:
            return _wrong_type(_braces(shape), found, path, reading)
        made = _fields(found, readers, path, reading)
        if made is None:
            return _NOTHING
        made.update((name, str(path[-1])) for name in places)
        try:
            table = shape(**made)
        except LawError as wrong:  # a value that refuses itself, as it does in code
            reading.fault(wrong.code, path, wrong.facts)
            return _NOTHING
        wrongs = list(table.faults())
        for code, inside, facts in wrongs:
            reading.fault(code, (*path, *inside), facts)
        return _NOTHING if wrongs else table.value()

    return read


def _fields(
    found: dict[str, Any], readers: Mapping[str, tuple[Reader, bool]], path: Path, reading: Reading
) -> dict[str, Any] | None:
    """The fields of a table as read; None where one of them has a fault, is unknown or is missing."""
    whole = True
    made: dict[str, Any] = {}
    for name, inner in found.items():
        if name not in readers:
            facts = {"nearest": nearest(name, readers), "known": tuple(readers), "given": name[:60]}
            reading.fault("unknown_key", (*path, name), facts)
            whole = False
            continue
        made[name] = readers[name][0](inner, (*path, name), reading)
        whole = whole and made[name] is not _NOTHING
    for name, (_read, needed) in readers.items():
        if needed and name not in found:
            reading.fault("missing_key", path, {"missing": name})
            whole = False
    return made if whole else None


def _marked(kind: Any, mark: type) -> bool:
    return get_origin(kind) is Annotated and any(isinstance(one, mark) for one in get_args(kind)[1:])
