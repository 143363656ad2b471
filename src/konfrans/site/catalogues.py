"""Whether the pages have all their words in a language."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
WHOLE = "az"
"""A language in which no message is missing."""


@cache
def is_partial(language: str) -> bool:
    """Whether a language has fewer messages than the whole one; the pages themselves are written in English."""
    return language != "en" and _messages(language) < _messages(WHOLE)


def _messages(language: str) -> int:
    return sum(
        _number(file) for file in PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.mo") if "demo" not in file.parts
    )


def _number(file: Path) -> int:
    """How many messages a compiled catalogue holds: the third number of its head, little-endian as `tools.catalogues` writes it."""
    with file.open("rb") as stream:
        head = stream.read(12)
    return int(struct.unpack("<3I", head)[2]) if len(head) == 12 else 0
