"""Two changes of one document brought together: what only one of them touched is taken from that one; what both touched
otherwise is a conflict, told with its place and both values. Articles and paragraphs are known by their numbers, so that one who
puts in a paragraph does not get in the way of one who changes the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter.layout import is_tables

Keyed = dict[str | int, Any]
_GONE: Any = object()
_NUMBERED = (("article",), ("article", "*", "paragraph"), ("chapter",))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed, each otherwise; None for a value that one of them took out.

    `path` names articles, paragraphs and chapters by their numbers.
    """

    path: tuple[str | int, ...]
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What both come to together; at a conflict, theirs."""

    document: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """My change of `base` put onto theirs."""
    conflicts: list[Conflict] = []
    found = _merge(_keyed(base, ()), _keyed(mine, ()), _keyed(theirs, ()), (), conflicts)
    return Merged(_listed(found, ()), tuple(conflicts))


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str | int, ...]]:
    """The places at which two documents differ, by numbers of articles and paragraphs; of a whole list, its place."""
    found: list[tuple[str | int, ...]] = []

    def look(a: Any, b: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(a, dict) and isinstance(b, dict):
            for key in [*a, *(key for key in b if key not in a)]:
                look(a.get(key, _GONE), b.get(key, _GONE), (*path, key))
        elif a is _GONE or b is _GONE or a != b:
            found.append(path)

    look(_keyed(old, ()), _keyed(new, ()), ())
    return found


def _merge(base: Any, mine: Any, theirs: Any, path: tuple[str | int, ...], conflicts: list[Conflict]) -> Any:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        order = [*theirs, *(key for key in mine if key not in theirs)]
        if path in ((), ("article",)) or path[-1:] == ("paragraph",) or path == ("chapter",):
            order = _in_order(list(theirs), list(mine))
        found = {}
        for key in order:
            value = _merge(
                before.get(key, _GONE), mine.get(key, _GONE), theirs.get(key, _GONE), (*path, key), conflicts
            )
            if value is not _GONE:
                found[key] = value
        return found
    conflicts.append(Conflict(path, *(None if one is _GONE else one for one in (base, mine, theirs))))
    return theirs


def _in_order(theirs: list[Any], mine: list[Any]) -> list[Any]:
    """Their order, and what only I have after what it follows with me."""
    found = list(theirs)
    for place, key in enumerate(mine):
        if key not in found:
            before = next((one for one in reversed(mine[:place]) if one in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, key)
    return found


def _keyed(value: Any, path: tuple[str | int, ...]) -> Any:
    """The value with chapters, articles and paragraphs by their numbers instead of their places."""
    if isinstance(value, Mapping):
        return {key: _keyed(one, (*path, key)) for key, one in value.items()}
    if _pattern(path) in _NUMBERED and is_tables(value):
        numbers = [one.get("number") for one in value]
        if len(set(map(str, numbers))) == len(numbers) and None not in numbers:
            return {one["number"]: _keyed(one, (*path, one["number"])) for one in value}
    return value


def _pattern(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return (path[0], "*", *path[2:]) if len(path) > 2 else path


def _listed(value: Any, path: tuple[str | int, ...]) -> Any:
    if isinstance(value, dict):
        found = {key: _listed(one, (*path, key)) for key, one in value.items()}
        return list(found.values()) if _pattern(path) in _NUMBERED else found
    return value
