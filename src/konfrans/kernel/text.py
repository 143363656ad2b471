"""Letters: folding, search, order that are right for Azerbaijani and equal on every database.

Python, SQLite and PostgreSQL each fold `İ I ı ə` in their own wrong way; these pure functions are the only ones used.
"""

from __future__ import annotations

import re
import unicodedata

_TURKIC = str.maketrans({"I": "ı", "İ": "i"})
_LOOSE = str.maketrans(
    {
        "ə": "e",
        "ı": "i",
        "ö": "o",
        "ü": "u",
        "ğ": "g",
        "ş": "s",
        "ç": "c",
        "ß": "ss",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_ALPHABET = "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=10)}
_LATIN = {letter: f"{place:02d}" for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz", start=10)}
_LITHUANIAN = "abcčdefghijklmnopqrsštuvwxzž"
_LITHUANIAN_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_LITHUANIAN, start=10)}
_LITHUANIAN_PLACE["y"] = _LITHUANIAN_PLACE["i"]  # į and y stand with i, ą with a, ę and ė with e, ų and ū with u
_SLUG_EDGE = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case by Azerbaijani rules: İ is i, I is ı."""
    return unicodedata.normalize("NFC", text).translate(_TURKIC).lower()


def search_text(text: str) -> str:
    """What a search compares: folded, every letter to its plain Latin neighbour, spaces collapsed.

    English `I` folds to ı and then to i, so one function serves both languages.
    """
    loose = fold(text).translate(_LOOSE)
    plain = "".join(c for c in unicodedata.normalize("NFD", loose) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def sort_key(text: str, language: str = "az") -> str:
    """A key that puts names in the order of a language's alphabet: the Azerbaijani or the Lithuanian one, or for every other language
    the Latin one, in which a letter with a mark stands with its plain neighbour. Other letters come after, by code point."""
    if language == "az":
        places, letters = _PLACE, fold(text)
    elif language == "lt":
        places, letters = _LITHUANIAN_PLACE, unicodedata.normalize("NFC", text).lower()
    else:
        places, letters = _LATIN, text.lower().translate(_LOOSE)
    out = []
    for letter in letters:
        if letter in places:
            out.append(places[letter])
        elif not unicodedata.combining(letter):
            plain = unicodedata.normalize("NFD", letter)[0]
            out.append(places.get(plain, "00" if letter.isspace() else "05" if not letter.isalpha() else "99" + letter))
    return "".join(out)


def slug(text: str) -> str:
    """An address part: `Əsasnamə` gives `esasname`. Never derived again once stored."""
    return _SLUG_EDGE.sub("-", search_text(text)).strip("-")
