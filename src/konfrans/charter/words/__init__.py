"""Verdicts and rules as sentences. A language is a folder here: its words in TOML files, its grammar in Python (`WORDS`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import resolve_name

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.words.language import Language
from konfrans.charter.words.parts import Fraction, Part, plain

__all__ = ["COMPLETE", "Fraction", "Language", "Part", "languages", "plain", "speak"]

COMPLETE = ("az", "en")
"""Languages in which no word may be missing; what another one lacks is said in English, marked."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that the engine speaks, in alphabetical order of their codes."""
    return tuple(sorted(file.parent.name for file in Path(__file__).parent.glob("*/motions.toml")))


@cache
def speak(code: str) -> Language:
    """The words of one language; `LawError` where the engine does not speak it."""
    if code not in languages():
        known = languages()
        raise LawError("language_unknown", given=str(code)[:20], known=known, nearest=nearest(str(code), known))
    words = resolve_name(f"{__name__}.{code}:WORDS")
    assert isinstance(words, Language)
    return words
