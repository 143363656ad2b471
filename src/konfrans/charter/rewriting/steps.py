"""What has to change in a document so that it becomes another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from konfrans.charter.lines import Path


@dataclass(frozen=True, slots=True)
class Step:
    """One change: a value set, put in (`new`) or taken out (`value` is `GONE`)."""

    path: Path
    value: Any
    new: bool = False


GONE: Any = object()


def steps(old: Any, new: Any, path: Path) -> Iterator[Step]:
    """The changes that lead from one value to another, each so placed that those before it leave its path as it is."""
    if isinstance(old, dict) and isinstance(new, Mapping):
        for key, value in old.items():
            if key in new and value != new[key]:
                yield from steps(value, new[key], (*path, key))
        for key in old:
            if key not in new:
                yield Step((*path, key), GONE)
        for key, value in new.items():
            if key not in old:
                yield Step((*path, key), value, new=True)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _steps_of_lists(old, new, path)
    elif old != new:
        if isinstance(old, dict | list) or isinstance(new, dict | list):
            yield Step(path, GONE)
            yield Step(path, new, new=True)
        else:
            yield Step(path, new)


def _steps_of_lists(old: list[Any], new: list[Any], path: Path) -> Iterator[Step]:
    """Items that stay are changed within; then items go and come, the last first."""
    before, after = ([_mark(one) for one in items] for items in (old, new))
    moves: list[Step] = []
    for _what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = min(b - a, d - c)  # with what tells them apart alike, they may still differ within
        for place in range(same):
            yield from steps(old[a + place], new[c + place], (*path, a + place))
        moves += [Step((*path, place), GONE) for place in range(a + same, b)]
        moves += [Step((*path, a + same), one, new=True) for one in reversed(new[c + same : d])]
    yield from sorted(moves, key=lambda step: -int(step.path[-1]))


def _mark(value: Any) -> str:
    """What tells items apart: of an article or a paragraph its number, so that a changed text is no other paragraph."""
    if isinstance(value, dict) and "number" in value and ("text" in value or "heading" in value):
        return f"number {value['number']}"
    return json.dumps(value, sort_keys=True, default=str)
