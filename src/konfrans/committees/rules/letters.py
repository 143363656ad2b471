"""Letters that look like others: a name or an address in two alphabets at once is a slip of the keyboard, or a trick."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "GEORGIAN",
    "ARABIC",
    "HEBREW",
    "CHEROKEE",
    "FULLWIDTH",
    "MATHEMATICAL",
)


@dataclass(frozen=True, slots=True)
class Strange:
    """A letter of another alphabet than the text it stands in: the letter, its alphabet, its place (the first is 1)."""

    letter: str
    script: str
    place: int


def script_of(letter: str) -> str:
    """The alphabet of a letter, as Unicode names it; empty for what is no letter."""
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")


def strange_letter(*texts: str) -> Strange | None:
    """The first letter of another alphabet than most letters of the texts have; None where all have one.

    The parts of a name are looked at together: Latin given name and Cyrillic surname are two alphabets too.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for letter in text:
            if script := script_of(letter):
                counts[script] = counts.get(script, 0) + 1
    if not counts or (len(counts) == 1 and not counts.keys() & {"FULLWIDTH", "MATHEMATICAL", "CHEROKEE"}):
        return None
    usual = max(counts, key=lambda one: (counts[one], one == "LATIN"))
    if usual in {"FULLWIDTH", "MATHEMATICAL", "CHEROKEE"}:
        usual = "LATIN"
    for text in texts:
        for place, letter in enumerate(text, start=1):
            if (script := script_of(letter)) and script != usual:
                return Strange(letter, script.capitalize(), place)
    return None


def not_ascii(address: str) -> Strange | None:
    """The first sign of an e-mail address that is none of ASCII: it may look like one."""
    for place, letter in enumerate(address, start=1):
        if not letter.isascii():
            return Strange(letter, script_of(letter).capitalize(), place)
    return None
