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


_MARKS = (("[-", "-]", "gone"), ("{+", "+}", "new"))


def text_pieces(text: str) -> tuple[tuple[str, str], ...]:
    """A text put to the vote as (kind, text): `[-old-]` is `gone`, `{+new+}` is `new`, all else `same`.

    A mark that is not closed, or has nothing in it, is text. One walk, however long the text.
    """
    pieces: list[tuple[str, str]] = []
    at = 0
    ahead = {opening: text.find(opening) for opening, _closing, _kind in _MARKS}
    while True:
        found = min(((ahead[mark[0]], mark) for mark in _MARKS if ahead[mark[0]] >= 0), default=None)
        if found is None:
            break
        start, (opening, closing, kind) = found
        end = text.find(closing, start + len(opening) + 1)
        if end < 0:  # and none of this kind further on is closed either
            ahead[opening] = -1
            continue
        pieces += [("same", text[at:start]), (kind, text[start + len(opening) : end])]
        at = end + len(closing)
        for mark, place in ahead.items():
            if 0 <= place < at:
                ahead[mark] = text.find(mark, at)
    pieces.append(("same", text[at:]))
    return tuple(piece for piece in pieces if piece[1])
