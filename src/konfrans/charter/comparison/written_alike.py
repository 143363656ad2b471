"""Whether two charters have the same rules, value by value: what a comparison by consequences may not contradict."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from konfrans.charter.comparison.mechanisms import LEFT_OUT, MAIN
from konfrans.charter.comparison.sides import CITATIONS, EACH_BY_ITSELF, IN_ORDER, OF_VOTES, TEXTS, Side
from konfrans.charter.law import Charter, Listed
from konfrans.charter.tables import Table
from konfrans.charter.words.rules import fields_of, name_of, names_what

NO_RULE = frozenset(one for one in LEFT_OUT if one.partition(".")[2] not in OF_VOTES) | {
    "Charter.key",
    "Charter.article",
}
"""What of a charter is no rule."""


def written_alike(first: Charter, second: Charter) -> bool:
    """Whether all is the same but texts, citations, examples, remarks accepted, and what a charter and its main organ are called."""
    return _of(first, Side(first)) == _of(second, Side(second))


def _of(value: Any, side: Side) -> Hashable:
    """A value as one that may be compared: names as in every charter, lists of names without their order."""
    if isinstance(value, Listed):
        return frozenset(value.kinds)
    if isinstance(value, Table) or fields_of(value):
        return name_of(value), tuple(
            (name, _field(value, name, side)) for name in fields_of(value) if _is_rule(value, name)
        )
    if is_dataclass(value) and not isinstance(value, type):
        kept = [one.name for one in fields(value) if one.name not in CITATIONS]
        return name_of(value), tuple((name, _of(getattr(value, name), side)) for name in kept)
    if isinstance(value, Mapping):
        return frozenset((key, _of(entry, side)) for key, entry in value.items())
    if isinstance(value, tuple | list):
        return tuple(_of(one, side) for one in value)
    return value  # type: ignore[no-any-return]


def _is_rule(table: Any, name: str) -> bool:
    value = getattr(table, name)
    is_text = name in TEXTS and (value is None or isinstance(value, Mapping))
    return not (is_text or name in CITATIONS or f"{name_of(table)}.{name}" in NO_RULE)


def _field(table: Any, name: str, side: Side) -> Hashable:
    value, key, what = getattr(table, name), f"{name_of(table)}.{name}", names_what(table, name)
    if key == "Charter.organs":
        return frozenset((MAIN if own == side.main else own, _of(organ, side)) for own, organ in value.items())
    if key == "Organ.key":
        return MAIN if value == side.main else value
    if key == "Kind.organ":
        value = side.charter.organ_of(table).key
    if key in EACH_BY_ITSELF:
        apart = EACH_BY_ITSELF[key]
        return frozenset(
            (_of(entry.but(**{apart: type(getattr(entry, apart))()}), side), one)
            for entry in value
            for one in getattr(entry, apart) or ("",)
        )
    if what and isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        names = [side.called(one, what) for one in value]
        return tuple(names) if key in IN_ORDER else frozenset(names)
    if isinstance(value, str):
        return side.called(value, what)  # type: ignore[no-any-return]
    return _of(value, side)
