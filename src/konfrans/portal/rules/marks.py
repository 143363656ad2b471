"""Which words of a text a search found: compared as the search compares, shown as they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konfrans.kernel.text import search_text

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `hit` where it is a word that was searched for."""

    text: str
    hit: bool


def pieces(text: str, query: str) -> tuple[Piece, ...]:
    """The text in runs, every word that holds a searched word marked."""
    wanted = search_text(query).split()
    found: list[Piece] = []
    at = 0
    for match in _WORD.finditer(text):
        folded = search_text(match[0])
        if not any(word in folded for word in wanted):
            continue
        if match.start() > at:
            found.append(Piece(text[at : match.start()], False))
        found.append(Piece(match[0], True))
        at = match.end()
    if at < len(text):
        found.append(Piece(text[at:], False))
    return tuple(found)
