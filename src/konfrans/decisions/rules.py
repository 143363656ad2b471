"""Numbers of decisions, and what a verdict allows: values in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konfrans.charter import Outcome

_NUMBER = re.compile(r"(?P<year>[0-9]{4})/(?P<number>[0-9]{1,6})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number of the register: `2026/14`, the fourteenth of the year 2026."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}/{self.number:02d}"


def number_of(written: str) -> Number | None:
    """`2026/14`, `2026/014` or None where it is no number."""
    found = _NUMBER.match(written.strip())
    return Number(int(found["year"]), int(found["number"])) if found else None


def may_be_published(outcome: Outcome) -> bool:
    """Whether a verdict is at its end: it holds or it does not. What still waits for a casting vote, a lot or an
    attestation, and what no rule governs, stays a draft."""
    return outcome.status in (0, 1)


STATES = {0: "yes", 1: "no", 2: "none", 3: "due"}
"""The state in which each exit status of a verdict is drawn."""


def state_of(outcome: Outcome) -> str:
    """How an outcome is drawn: `yes`, `no`, `due` (something more is needed) or `none` (no rule)."""
    return STATES[outcome.status]


_CHANGE = re.compile(r"\[-(?P<gone>.+?)-\]|\{\+(?P<new>.+?)\+\}", re.DOTALL)


def text_pieces(text: str) -> tuple[tuple[str, str], ...]:
    """A text put to the vote as (kind, text): `[-old-]` is `gone`, `{+new+}` is `new`, all else `same`."""
    pieces, at = [], 0
    for found in _CHANGE.finditer(text):
        pieces.append(("same", text[at : found.start()]))
        pieces.append(("gone", found["gone"]) if found["gone"] else ("new", found["new"]))
        at = found.end()
    pieces.append(("same", text[at:]))
    return tuple(piece for piece in pieces if piece[1])
