"""Which parts of a charter an answer looks at: a charter that takes note of each field that is read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from konfrans.charter.law import Charter
from konfrans.charter.tables import Table

Part = tuple[str, ...]
"""A field of the charter, or a field of one of its organs, kinds, elections and so on: `("organs", "board", "quorum")`."""
ALL = "*"


class Traced:
    """A charter whose readings are noted."""

    def __init__(self, charter: Charter) -> None:
        self._seen: set[Part] = set()
        found: dict[str, Any] = {}
        for name, value in charter.__dict__.items():
            if isinstance(value, Mapping) and any(isinstance(one, Table) for one in value.values()):
                value = {key: _noting(one, (name, key), self._seen) for key, one in value.items()}
            found[name] = value
        self.charter: Charter = _noting(charter, (), self._seen)
        self.charter.__dict__.update(found)

    @contextmanager
    def reading(self) -> Iterator[set[Part]]:
        """The parts that are read inside."""
        self._seen.clear()
        yield self._seen


def part_of(charter: Charter, path: Sequence[Any]) -> Part | None:
    """The part that a place of the document belongs to; None for all of it."""
    if not path or path[0] not in charter.FIELDS:
        return None
    found = getattr(charter, path[0])
    if isinstance(found, Mapping) and len(path) > 2 and isinstance(found.get(path[1]), Table):
        return tuple(path[:3]) if path[2] in found[path[1]].FIELDS else (path[0],)
    return (path[0],)


def reads(seen: frozenset[Part], part: Part | None) -> bool:
    """Whether what was read holds a part, or the whole that it belongs to."""
    return part is None or part in seen or (*part[:-1], ALL) in seen or (ALL,) in seen


def _noting(table: Any, at: Part, seen: set[Part]) -> Any:
    """A copy of a table that notes each of its fields that is read."""
    if not isinstance(table, Table):
        return table
    fields = frozenset(table.FIELDS)

    def note(self: Any, name: str) -> Any:
        if name in fields:
            seen.add((*at, name))
        elif name == "__dict__":
            seen.add((*at, ALL))
        return object.__getattribute__(self, name)

    kind = type(type(table).__name__, (type(table),), {"__getattribute__": note})
    copy: Any = object.__new__(kind)
    copy.__dict__.update(table.__dict__)
    return copy
