"""The shape of keys and identifiers: what an address part, a ROR identifier, an Erasmus code and a country code look like."""

from __future__ import annotations

import re

from konfrans.people.rules.countries import CODES

MOST_IN_KEY = 40
"""Signs in the longest key."""
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ROR = re.compile(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR_PREFIXES = ("https://ror.org/", "http://ror.org/", "ror.org/")


def is_key(text: str) -> bool:
    """Small Latin letters, digits and single hyphens between them, at most 40: `bbu`, `project-ecar`."""
    return len(text) <= MOST_IN_KEY and _KEY.fullmatch(text) is not None


def ror_bare(text: str) -> str:
    """The identifier without its address: `https://ror.org/05gq02987` gives `05gq02987`."""
    text = text.strip().lower()
    for prefix in _ROR_PREFIXES:
        text = text.removeprefix(prefix)
    return text.strip("/")


def is_ror(text: str) -> bool:
    """A ROR identifier whose last two digits are its check sum (ISO 7064 mod 97-10 of the six letters in Crockford's base 32)."""
    if not _ROR.fullmatch(text):
        return False
    number = 0
    for letter in text[1:7]:
        number = number * 32 + _CROCKFORD.index(letter)
    return 98 - (number * 100) % 97 == int(text[7:])


def is_country(code: str) -> bool:
    """An assigned code of ISO 3166-1 alpha-2, or XK, which the European Union uses for Kosovo."""
    return code in CODES
