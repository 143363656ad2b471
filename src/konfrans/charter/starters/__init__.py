"""Charters to start from: a small club's, one file for each language, with comments that say what to change."""

from __future__ import annotations

from pathlib import Path

from konfrans.charter.faults import LawError, nearest

_HOME = Path(__file__).parent


def starter_languages() -> tuple[str, ...]:
    """The languages in which there is a charter to start from, in alphabetical order of their codes."""
    return tuple(sorted(file.name.split(".")[1] for file in _HOME.glob("club.*.toml")))


def starter(language: str) -> str:
    """The charter of a small club in one language, a TOML document; `LawError` where there is none."""
    known = starter_languages()
    if language not in known:
        raise LawError("language_unknown", given=language[:20], known=known, nearest=nearest(language, known))
    return (_HOME / f"club.{language}.toml").read_text("utf-8")
