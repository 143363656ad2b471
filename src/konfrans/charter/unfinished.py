"""A charter that is being written: what a change would break, and what of a text with faults can be read all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from konfrans.charter.faults import Fault
from konfrans.charter.law import Charter
from konfrans.charter.lines import Path, path_of, value_at
from konfrans.charter.loading import Looked, look_through

MOST_ROUNDS = 40
"""How often what has a fault is left out and the rest read again."""


def broken(text: str, document: dict[str, Any], path: Path, own: Iterable[str]) -> tuple[Fault, ...]:
    """The faults for which a rule that was changed at `path` cannot be kept: any in its `own` keys, and every one that the text did not
    have before. A text that could not be read before had faults that nobody saw: of those elsewhere none is held against the rule.
    """
    before, after = look_through(text), look_through(text, document)
    known = {_told(one) for one in before.faults}
    keys = set(own)
    found = []
    for one in after.faults:
        here = path_of(one.key)
        inside = here[: len(path)] == path
        of_form = inside and (len(here) == len(path) or here[len(path)] in keys)
        new = _told(one) not in known and (inside or before.charter is not None)
        found += [one] if of_form or new else []
    return tuple(found)


def _told(fault: Fault) -> tuple[str, str, str]:
    return fault.code, fault.key, repr(sorted(fault.facts.items()))


def as_far_as_read(text: str) -> Charter | None:
    """The charter without what cannot be read in it: the rule with a fault is left out, or what else it stands in. None where what
    remains is no charter either. `CharterError` where the text is no TOML.
    """
    looked = look_through(text)
    values = deepcopy(looked.values)
    for _round in range(MOST_ROUNDS):
        if looked.charter is not None:
            return looked.charter
        if not _left_out(values, looked):
            return None
        looked = look_through(text, values)
    return None


def _left_out(values: dict[str, Any], looked: Looked) -> bool:
    """Takes out of the values what has a fault, the last of a list first; whether anything was."""
    paths = {_around(values, path_of(one.key)) for one in looked.faults} - {()}
    for path in sorted(paths, key=lambda one: [(isinstance(part, int), part) for part in one], reverse=True):
        here, last = value_at(values, path[:-1]), path[-1]
        if isinstance(here, dict):
            here.pop(last, None)
        elif isinstance(here, list) and isinstance(last, int) and last < len(here):
            here.pop(last)
    return bool(paths)


def _around(values: dict[str, Any], path: Path) -> Path:
    """The innermost rule that a fault stands in; else the place of the fault itself."""
    found: Path = path
    for length in range(2, len(path) + 1):
        here = value_at(values, path[:length])
        if path[0] != "article" and isinstance(here, Mapping) and isinstance(here.get("article"), str):
            found = path[:length]
    return found
