"""Charters to start from: a small club's, written from a few answers, in one language or several; words and rules together.

The rules stand once, in `club.toml`; what each language says is among its words (`starting.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.starters.questions import NAMES, QUESTIONS, Question
from konfrans.charter.words import languages, speak

__all__ = ["NAMES", "QUESTIONS", "Question", "club", "starter", "starter_languages"]


def starter_languages() -> tuple[str, ...]:
    """The languages in which there is a charter to start from, in alphabetical order of their codes."""
    return tuple(code for code in languages() if "paragraphs" in speak(code).of_starting())


def club(answers: Mapping[str, str], language: str, *others: str) -> str:
    """The charter of a small club, a TOML document, from answers as they are typed, by the name of their question.

    `language` is the authentic one, in which the answers are read; the texts stand in the `others` too (a text of one's own under
    `name.az`). What is left out is as usual. `LawError` for an unknown name or language, and for an answer that cannot be.
    """
    from konfrans.charter.starters.questions import read_all
    from konfrans.charter.starters.writing import write_club

    known = starter_languages()
    spoken = tuple(dict.fromkeys((language, *others)))
    for one in spoken:
        if one not in known:
            raise LawError("language_unknown", given=one[:20], known=known, nearest=nearest(one, known))
    return write_club(read_all(answers, spoken), spoken)


def starter(language: str) -> str:
    """The charter of a small club as it usually is."""
    return club({}, language)
