"""Reading facts files: all of them are checked together, every fault is named with its place, and nothing is half-read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pydantic import ValidationError

from konfrans.charter.lines import DEEPEST, Lines, TooMuch
from konfrans.projects.rules import conflicts, facts, lines
from konfrans.projects.rules.dates import PartialDate

LARGEST = 1_048_576
"""Bytes of all files together."""

MOST_FAULTS = 100
"""Faults of a file that are named at once."""

_TYPES = {
    "string_type": "text", "int_type": "number", "bool_type": "flag", "list_type": "list", "dict_type": "texts",
    "model_type": "table", "model_attributes_type": "table",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault of a facts file: where it stands, what it is (`code`), and what is needed to say it."""

    file: str
    line: int
    field: str
    code: str
    given: tuple[tuple[str, str], ...] = ()

    def facts(self) -> dict[str, Any]:
        """What fills the sentence of `code`."""
        return dict(self.given)


class FactsInvalid(Exception):
    """Facts files that cannot be taken in; `problems` in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} faults in facts files")


@dataclass(slots=True)
class _File:
    name: str
    lines: dict[lines.Path, int]
    facts: Any
    problems: list[Problem] = field(default_factory=list)

    def fault(self, code: str, *path: str | int, **given: object) -> None:
        self.problems.append(_problem(self.name, self.lines, path, code, given))


def _dotted(path: lines.Path) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str)) or "-"


def _problem(
    name: str, found: dict[lines.Path, int], path: lines.Path, code: str, given: Mapping[str, object]
) -> Problem:
    pairs = tuple((key, str(value)) for key, value in given.items())
    return Problem(name, lines.line_of(found, path) or 1, _dotted(path), code, pairs)


def read_facts(
    files: Mapping[str, str], *, languages: Iterable[str], known_institutions: Iterable[str] = ()
) -> facts.Facts:
    """The facts of all files together. Raises FactsInvalid with every fault found.

    Rows of a sound shape are checked together even where others are not sound, so that nobody mends a file twice; only a file that
    is no TOML ends it there, for a reference may lead into it. `files` maps a file's name to its text. A reference may lead to any of the files, or for institutions to
    `known_institutions`, those the register holds already.
    """
    read: list[_File] = []
    problems: list[Problem] = []
    if sum(len(text.encode()) for text in files.values()) > LARGEST:
        name = max(files, key=lambda each: len(files[each]))
        raise FactsInvalid([Problem(name, 1, "-", "facts_too_large", (("most", str(LARGEST >> 20)),))])
    for name, text in files.items():
        try:
            read.append(_parse(name, text, tuple(languages)))
        except FactsInvalid as invalid:
            problems.extend(invalid.problems)
    if len(read) == len(files):
        _check_together(read, frozenset(known_institutions))
    problems += [problem for one in read for problem in one.problems]
    if problems:
        raise FactsInvalid(problems)
    return facts.Facts(
        source=[s for f in read for s in f.facts.source], institution=[i for f in read for i in f.facts.institution],
        project=[p for f in read for p in f.facts.project], committee=[c for f in read for c in f.facts.committee],
    )  # fmt: skip


def _parse(name: str, text: str, languages: tuple[str, ...]) -> _File:
    data = _tables(name, text)
    found = lines.key_lines(text)
    try:
        return _File(name, found, facts.Facts.model_validate(data, context={"languages": languages}))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        sound = _sound((), data, _faulty(_path(one) for one in errors), languages)
        return _File(name, found, sound, [_worded(name, found, one) for one in islice(errors, MOST_FAULTS)])


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row of a wrong shape: what of it can be read all the same, and the rows in it. What cannot be read is None."""

    values: Mapping[str, Any]
    rows: Mapping[str, list[Any]]
    nested: frozenset[str]

    def __getattr__(self, name: str) -> Any:
        return self.rows.get(name, []) if name in self.nested else self.values.get(name)


def _path(error: Any) -> lines.Path:
    return tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith("function-")))


def _faulty(paths: Iterable[lines.Path]) -> dict[lines.Path, set[str | int]]:
    """The rows that are not sound themselves, each with its keys that are not."""
    found: dict[lines.Path, set[str | int]] = {}
    for path in paths:
        row: lines.Path = ()
        while len(path) > len(row) + 1 and isinstance(path[len(row) + 1], int) and facts.is_table(path[: len(row) + 1]):
            row = path[: len(row) + 2]
        found.setdefault(row, set()).update(path[len(row) : len(row) + 1])
    return found


def _sound(path: lines.Path, row: Any, faulty: Mapping[lines.Path, set[str | int]], languages: tuple[str, ...]) -> Any:
    """What is sound of the row at this path and of the rows in it, each in its place; None for what is no table at all."""
    if not isinstance(row, dict):
        return None
    nested = frozenset(name for name in row if facts.is_table((*path, name)))
    rows = {
        name: [_sound((*path, name, at), one, faulty, languages) for at, one in enumerate(row[name])]
        for name in nested
        if isinstance(row[name], list)
    }
    own = {key: value for key, value in row.items() if key not in nested}
    if path not in faulty:
        return facts.entry_at(path).model_validate(own, context={"languages": languages}).model_copy(update=rows)
    keys = faulty[path] - {"key"} if isinstance(own.get("key"), str) else faulty[path]
    readable = {key: value for key, value in own.items() if key not in keys}
    return _Broken(readable, rows, facts.tables_at(path))


def _tables(name: str, text: str) -> dict[str, Any]:
    """The TOML of a file. Depth, keys and numbers are bounded before the parser sees them: it would answer with a recursion
    error, or with gigabytes."""
    last = text.count("\n") + 1
    try:
        scanned = Lines(text.replace("\r\n", "\n"))
    except TooMuch as beyond:
        given = tuple((key, str(value)) for key, value in beyond.fault.facts.items())
        raise FactsInvalid([Problem(name, beyond.fault.line or 1, "-", f"facts_{beyond.fault.code}", given)]) from None
    if scanned.lost:  # what follows was not bounded, and is not read
        last = scanned.last
        text = "".join(text.splitlines(keepends=True)[:last])
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, OverflowError) as error:
        at = re.search(r"at line (\d+)", str(error))
        what = re.sub(r"\s*\(at .*\)$", "", str(error))[:200]
        fault = Problem(name, int(at[1]) if at else last, "-", "facts_not_toml", (("detail", what),))
        raise FactsInvalid([fault]) from None
    except RecursionError:
        raise FactsInvalid([Problem(name, 1, "-", "facts_too_deep", (("most", str(DEEPEST)),))]) from None
    if scanned.lost:
        raise FactsInvalid([Problem(name, last, "-", "facts_not_toml", (("detail", "no key and no table"),))])
    return data


def _worded(name: str, found: dict[lines.Path, int], error: Any) -> Problem:
    path = _path(error)
    kind, given = error["type"], dict(error.get("ctx") or {})
    if kind == "extra_forbidden":
        return _problem(name, found, path, "facts_unknown_key", {"known": ", ".join(facts.keys_at(path[:-1])) or "-"})
    if kind == "missing":
        return _problem(name, found, path, "facts_missing_key", {"table": _dotted(path[:-1])})
    if kind in _TYPES:
        return _problem(name, found, path, f"facts_wrong_{_TYPES[kind]}", {})
    return _problem(name, found, path, f"facts_{kind}", given)


def _check_together(read: list[_File], known: frozenset[str]) -> None:
    _unique(read, "source", lambda s: s.key, "key")
    _unique(read, "source", lambda s: s.address, "address")
    _unique(read, "institution", lambda i: i.key, "key")
    _unique(read, "institution", lambda i: i.code, "code")
    _unique(read, "institution", lambda i: i.ror, "ror")
    _unique(read, "project", lambda p: p.key, "key")
    _unique(read, "committee", lambda c: c.key, "key")
    sources = _known(s.key if s else None for f in read for s in f.facts.source)
    institutions = _known(i.key if i else None for f in read for i in f.facts.institution)
    if isinstance(institutions, frozenset):
        institutions |= known
    for one in read:
        for at, institution in _rows(one.facts.institution):
            _reference(one, sources, institution.source, "institution", at, "source")
            if isinstance(institution, _Broken):
                continue
            if institution.students is not None and not (institution.students_on and institution.students_source):
                one.fault("facts_students_need_source", "institution", at, "students")
        for at, committee in _rows(one.facts.committee):
            _reference(one, sources, committee.source, "committee", at, "source")
            _reference(one, institutions, committee.mentor, "committee", at, "mentor")
        for at, project in _rows(one.facts.project):
            _check_project(one, at, project, sources, institutions)


def _check_project(
    one: _File, at: int, project: Any, sources: Container[object], institutions: Container[object]
) -> None:
    here = ("project", at)
    _reference(one, sources, project.source, *here, "source")
    numbers = _known(package.number if package else None for package in project.work_package)
    for list_name, key, ident in _LISTS:
        seen: dict[object, int] = {}
        for n, entry in _rows(getattr(project, list_name)):
            broken = isinstance(entry, _Broken)
            if key is not None and not broken:
                _once(one, seen, ident(entry), (*here, list_name, n, key))
            if hasattr(entry, "source"):
                _reference(one, sources, entry.source, *here, list_name, n, "source")
            for name in ("institution", "lead", "responsible"):
                _reference(one, institutions, getattr(entry, name, None), *here, list_name, n, name)
            if not broken:
                _in_order(one, entry, (*here, list_name, n))
    for n, fact in _rows(project.fact):
        _check_fact(one, fact, (*here, "fact", n), sources)
    for n, package in _rows(project.work_package):
        seen = {}
        for m, activity in _rows(package.activity):
            if isinstance(activity, _Broken):
                continue
            where = (*here, "work_package", n, "activity", m)
            _once(one, seen, activity.number, (*where, "number"))
            _in_order(one, activity, where)
    for n, deliverable in _rows(project.deliverable):
        if deliverable.work_package is not None and deliverable.work_package not in numbers:
            one.fault("facts_no_such_package", *here, "deliverable", n, "work_package", value=deliverable.work_package)
    for n, milestone in _rows(project.milestone):
        for number in milestone.work_packages or ():
            if number not in numbers:
                one.fault("facts_no_such_package", *here, "milestone", n, "work_packages", value=number)


_LISTS: tuple[tuple[str, str | None, Callable[[Any], object]], ...] = (
    ("fact", "kind", lambda e: e.kind), ("partner", "institution", lambda e: (e.institution, str(e.begins))),
    ("objective", "code", lambda e: e.code), ("work_package", "number", lambda e: e.number),
    ("deliverable", "key", lambda e: e.key), ("working_group", "key", lambda e: e.key),
    ("amendment", None, lambda e: None), ("milestone", None, lambda e: None), ("result", None, lambda e: None),
)  # fmt: skip


def _check_fact(one: _File, fact: Any, here: lines.Path, sources: Container[object]) -> None:
    for n, value in _rows(fact.value):
        _reference(one, sources, value.source, *here, "value", n, "source")
        if isinstance(value, _Broken) or fact.kind is None:
            continue
        fault = conflicts.value_fault(fact.kind, value.value)
        if fault:
            one.fault(f"facts_{fault}", *here, "value", n, "value", value=value.value)
    shown = [n for n, value in _rows(fact.value) if value.shown]
    if len(shown) > 1:
        one.fault("facts_shown_twice", *here, "value", shown[1], "shown", kind=fact.kind)


def _in_order(one: _File, entry: Any, here: lines.Path) -> None:
    first: PartialDate | None = getattr(entry, "begins", None) or getattr(entry, "date", None)
    last: PartialDate | None = getattr(entry, "ends", None) or getattr(entry, "until", None)
    if first and last and last.last < first.first:
        one.fault("facts_turned", *here, "to" if hasattr(entry, "ends") else "until", first=first, last=last)


def _reference(one: _File, known: Container[object], key: str | None, *path: str | int) -> None:
    if key is not None and key not in known:
        one.fault("facts_unknown_reference", *path, value=key)


def _once(one: _File, seen: dict[object, int], ident: object, path: lines.Path) -> None:
    if ident in seen:
        shown = ident[0] if isinstance(ident, tuple) else ident
        one.fault("facts_duplicate", *path, value=shown, first=f"{one.name}:{seen[ident]}")
    seen.setdefault(ident, lines.line_of(one.lines, path) or 1)


def _unique(read: list[_File], table: str, ident: Callable[[Any], object], key: str) -> None:
    seen: dict[object, str] = {}
    for one, at, entry in _entries(read, table):
        mark = ident(entry)
        if mark is None:
            continue
        place = f"{one.name}:{lines.line_of(one.lines, (table, at, key)) or 1}"
        if mark in seen:
            one.fault("facts_duplicate", table, at, key, value=mark, first=seen[mark])
        seen.setdefault(mark, place)


def _entries(read: list[_File], table: str) -> Iterator[tuple[_File, int, Any]]:
    for one in read:
        for at, entry in _rows(getattr(one.facts, table)):
            yield one, at, entry


class _Everything:
    """What is known where a row cannot be read: any name may be its."""

    def __contains__(self, _name: object) -> bool:
        return True


def _known(names: Iterable[Any]) -> frozenset[Any] | _Everything:
    found = frozenset(names)
    return _Everything() if None in found else found


def _rows(entries: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The rows that can be read, each with its place in the file."""
    return ((at, entry) for at, entry in enumerate(entries) if entry is not None)
