"""The ledger of what has left the house: a file of JSON lines that every export extends.

The first line counts the entries and seals the last; every entry is sealed together with the one before it. So a ledger that was cut,
edited, or put together from two is refused by name. It is replaced whole or not at all, under a lock that two exports cannot hold at once.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from konfrans.analysis import writing
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.sections import Section, section

START = "konfrans ledger 1"
"""The first entry is sealed with this in place of one before it."""
Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Left:
    """A table that left: its cells (None: withheld) before they were rounded to `rounding`, and what it told of answers beyond counts."""

    name: str
    survey: str
    state: str
    k: int
    rounding: int
    cells: tuple[tuple[Section, int | None], ...]
    moments: tuple[tuple[Section, str, Sums | None], ...] = ()
    """A cross-section, an item, the sums of its answers and their squares; None where it was no sum."""
    whole: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: int = 0
    """How many entries it was checked against."""
    time: str = ""

    def document(self) -> dict[str, Any]:
        """As the ledger holds it."""
        plain = asdict(self)
        plain["cells"] = [[_conditions(one), number] for one, number in self.cells]
        plain["moments"] = [[_conditions(one), item, sums] for one, item, sums in self.moments]
        return plain


@dataclass(slots=True)
class Released:
    """What left before. `Released()` is a ledger that no file holds; `opened` gives the one of a file, locked."""

    entries: list[Left] = field(default_factory=list)
    path: Path | None = None

    def extend(self, new: Sequence[Left], at: datetime | None = None) -> None:
        """Enter what leaves now, with its time. Call it before the table itself is written: a table that is entered and did not leave harms nobody."""
        if any(one.place != len(self.entries) for one in new):
            raise AnalysisError("ledger_moved", file=str(self.path or ""))
        now = at.isoformat(timespec="seconds") if at else ""
        entries = [*self.entries, *(replace(one, time=now) for one in new)]
        if self.path is not None:
            _write(self.path, entries)
        self.entries = entries


@contextmanager
def opened(path: Path, start: bool = False) -> Iterator[Released]:
    """The ledger of a file, locked until the block ends. `start`: begin one where there is none."""
    try:
        lock = path.with_name(f".{path.name}.lock").open("w")
    except OSError as failure:
        raise AnalysisError("unwritable", file=str(path), said=failure.strerror or str(failure)) from failure
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AnalysisError("ledger_busy", file=str(path)) from None
        if not path.exists():
            if not start:
                raise AnalysisError("ledger_absent", file=str(path))
            _write(path, [])
        yield Released(_read(path), path)


def fingerprint(path: Path) -> str:
    """What tells one state of a file from another."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _conditions(one: Section) -> dict[str, str | None]:
    return dict(sorted(one))


def _seal(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def _write(path: Path, entries: Sequence[Left]) -> None:
    lines, seal = [], START
    for one in entries:
        body = json.dumps(one.document(), ensure_ascii=False, sort_keys=True)
        seal = _seal(seal, body)
        lines.append(json.dumps({"seal": seal, "entry": body}, ensure_ascii=False))
    head = json.dumps({"ledger": 1, "entries": len(lines), "seal": seal})
    with writing.whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([head, *lines]) + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> list[Left]:
    line = 1
    try:
        head, *lines, end = path.read_bytes().decode("utf-8").split("\n")
        first = json.loads(head)
        if end or first["ledger"] != 1 or first["entries"] != len(lines):
            raise AnalysisError("ledger_broken", file=str(path), line=line)
        entries, seal = [], START
        for line, each in enumerate(lines, start=2):
            told = json.loads(each)
            seal = _seal(seal, told["entry"])
            if told["seal"] != seal:
                raise AnalysisError("ledger_broken", file=str(path), line=line)
            entries.append(_entry(json.loads(told["entry"])))
        if first["seal"] != seal:
            raise AnalysisError("ledger_broken", file=str(path), line=1)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise AnalysisError("ledger_broken", file=str(path), line=line) from None
    return entries


def _entry(told: dict[str, Any]) -> Left:
    cells = tuple((section(one), number) for one, number in told["cells"])
    moments = tuple((section(one), item, tuple(sums) if sums else None) for one, item, sums in told["moments"])
    parts = {name: tuple(each) for name, each in told["parts"].items()}
    lists = {name: tuple(told[name]) for name in ("whole", "items")}
    return Left(**{**told, "cells": cells, "moments": moments, "parts": parts, **lists})
