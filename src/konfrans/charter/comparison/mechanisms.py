"""A charter taken apart into mechanisms: what stands under one heading, and by which name it is found in another charter.

The organ that takes ordinary decisions is the same in every charter, whatever its key; ways to call a session are told apart by the sort
of session, steps of arrears by their effect; all else by key and place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter.law import Charter, Kind, Listed
from konfrans.charter.spans import Ahead
from konfrans.charter.words.rules import OUTSIDE, fields_of, headings, is_table, is_tables, name_of

MAIN = "@"
"""What the organ that takes ordinary decisions is called in every charter."""
EACH = {"Organ.convening": "session", "Charter.admission": "", "Charter.arrears": "effect"}
"""Lists of which each entry is a mechanism, and the field that tells its entries apart."""
WHOLE = frozenset({"Admission.documents", "Weights.by_group"})
"""Entries by key that are one mechanism together."""
LEFT_OUT = frozenset({
    "Charter.version", "Charter.languages", "Charter.authentic", "Charter.title", "Charter.note", "Charter.chapter", "Charter.accepted",
    "Charter.example", "Charter.document", "Charter.sha256", "Charter.holidays", "Kind.condition", "Kind.quorum", "Organ.quorum",
})  # fmt: skip
"""What is no mechanism, or is compared by the votes that pass."""


@dataclass(frozen=True, slots=True, eq=False)
class Mechanism:
    """One mechanism: its key in the schema, its place, its name in every charter, what it is about, and what it says."""

    key: str
    path: str
    twin: str
    about: tuple[tuple[str, str, Any], ...]
    owner: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a charter: its key in the schema, its name in every charter, its table, its value, the mechanism that it is part of."""

    key: str
    twin: str
    owner: Any
    value: Any
    within: Mechanism | None

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]


def main_organ(charter: Charter) -> str:
    """The organ that takes ordinary decisions."""
    rule = charter.motion_rule("ordinary")
    return rule.organ.key if rule is not None else next(iter(charter.organs))


def places(charter: Charter) -> dict[str, Place]:
    """Every field of a charter by its place in the document; what is left out too, with what holds then."""
    return dict(_Taking(charter).table(charter, "", "", (), None))


class _Taking:
    def __init__(self, charter: Charter) -> None:
        self.charter, self.main, self.headings = charter, main_organ(charter), headings()

    def table(
        self, table: Any, path: str, twin: str, about: tuple[tuple[str, str, Any], ...], within: Mechanism | None
    ) -> Iterator[tuple[str, Place]]:
        for name in fields_of(table):
            key = f"{name_of(table)}.{name}"
            if name in OUTSIDE or key in LEFT_OUT:
                continue
            value, at, there = getattr(table, name), f"{path}{name}", f"{twin}{name}"
            if isinstance(value, Mapping) and key not in WHOLE:
                for own, entry in value.items():
                    called = MAIN if key == "Charter.organs" and own == self.main else own
                    yield from self.entry(key, f"{at}.{own}", f"{there}.{called}", own, entry, about, table)
            elif key in EACH:
                for number, (entry, called) in enumerate(told_apart(value, EACH[key]), 1):
                    place = f"{at}[{number}]"
                    yield from self.entry(key, place, f"{there}[{called}]", str(number), entry, about, table)
            else:
                mine = within
                if key in self.headings:
                    nothing = value is None or value == () or value == {}
                    mine = None if nothing else Mechanism(key, at, there, about, table, value)
                yield at, Place(key, there, table, value, mine)
                yield from self.inside(value, at, there, about, mine)
        if isinstance(table, Charter):
            yield from self.deciding()

    def entry(
        self, key: str, path: str, twin: str, own: str, entry: Any, about: tuple[tuple[str, str, Any], ...], owner: Any
    ) -> Iterator[tuple[str, Place]]:
        about = (*about, (key, own, entry))
        mine = Mechanism(key, path, twin, about, owner, entry) if key in self.headings else None
        yield path, Place(key, twin, owner, entry, mine)
        yield from self.table(entry, f"{path}.", f"{twin}.", about, mine)

    def inside(
        self, value: Any, path: str, twin: str, about: tuple[tuple[str, str, Any], ...], mine: Mechanism | None
    ) -> Iterator[tuple[str, Place]]:
        if isinstance(value, Mapping):
            for key, one in value.items():
                yield f"{path}.{key}", Place(name_of(one), f"{twin}.{key}", value, one, mine)
        elif is_tables(value):
            for number, one in enumerate(value, 1):
                yield from self.table(one, f"{path}[{number}].", f"{twin}[{number}].", about, mine)
        elif (is_table(value) or isinstance(value, Ahead)) and not isinstance(value, Listed):
            yield from self.table(value, f"{path}.", f"{twin}.", about, mine)

    def deciding(self) -> Iterator[tuple[str, Place]]:
        """Which organ decides on a kind, where the kind itself does not say so."""
        for kind in self.charter.kinds_ruled():
            rule, own = self.charter.motion_rule(kind), self.charter.kinds.get(kind)
            if rule is not None and (own is None or own.organ is None):
                path, organ, kind_of = f"kinds.{kind}.organ", rule.organ.key, own or Kind(key=kind)
                mine = Mechanism("Kind.organ", path, path, (("Charter.kinds", kind, kind_of),), kind_of, organ)
                yield path, Place("Kind.organ", path, kind_of, organ, mine)


def told_apart(entries: tuple[Any, ...], field: str) -> Iterator[tuple[Any, str]]:
    """Each entry with the name by which it is found: extraordinary2, the second one of that sort."""
    seen: dict[str, int] = {}
    for entry in entries:
        sort = str(getattr(entry, field)) if field else ""
        seen[sort] = seen.get(sort, 0) + 1
        yield entry, f"{sort}{seen[sort]}"


def place_of(path: str, known: Mapping[str, Place]) -> tuple[str, Place] | None:
    """The field that a value of the document belongs to: itself, or the nearest one that it stands in."""
    while path:
        if path in known:
            return path, known[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None
