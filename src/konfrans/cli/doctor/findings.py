"""What a look at a set-up finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `state` is `well`, `note` (worth knowing) or `wrong`; `remedy` is empty where all is well."""

    name: str
    state: str
    found: str
    remedy: str = ""


Look = Callable[[], Iterator[Finding]]


def well(name: str, found: str) -> Finding:
    return Finding(name, "well", found)


def note(name: str, found: str, remedy: str = "") -> Finding:
    return Finding(name, "note", found, remedy)


def wrong(name: str, found: str, remedy: str) -> Finding:
    return Finding(name, "wrong", found, remedy)
