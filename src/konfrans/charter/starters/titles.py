"""What a body and its offices and organs are called, in the sentences of a language."""

from __future__ import annotations

from konfrans.charter.starters.answers import Titles
from konfrans.charter.words import speak
from konfrans.charter.words.nouns import decline


def titled(titles: Titles, noun: str, language: str) -> dict[str, str]:
    """What the body and its offices and organs are called, in the forms that the sentences of a language take; with a capital at the
    beginning of a sentence.
    """
    found: dict[str, str] = {}
    for name, title in {**titles._asdict(), "noun": noun}.items():
        for form, said_so in decline(language, title).items():
            key = f"{name}__{form}" if form else name
            found |= {key: said_so, key.capitalize(): speak(language).capital(said_so)}
    return found
