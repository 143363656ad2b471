"""Letters of names and addresses: what looks like another letter, or like nothing, is a slip of the keyboard or a trick."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "ARABIC", "HEBREW")
"""The alphabets in which names are written."""
_NO_LETTERS_OF_NAMES = (
    range(0x01C0, 0x01C4),
    range(0x0250, 0x02B0),
    range(0x1D00, 0x1DC0),
    range(0x2C60, 0x2C80),
    range(0xA720, 0xAB70),
)
"""Latin letters of phonetics and of old writing, which look like those of names; the `ə` among them is one of ours."""
_MARKS = (range(0x0300, 0x0370), range(0x0483, 0x0488), range(0x0591, 0x05C8), range(0x0610, 0x061B), range(0x064B, 0x0660),
    range(0x0670, 0x0671), range(0x06D6, 0x06EE))  # fmt: skip
"""Accents and vowel signs that stand on a letter."""
_MOST_MARKS = 3
"""On one letter: Greek has three. More of them cover the lines above and below."""
_JOINERS = "-‐‑–'’ʻʼ"
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs that Unicode takes for letters or marks, and that nobody sees."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_VARIANTS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_WITHOUT_LETTER = ("MATHEMATICAL",)
"""Alphabets whose letters Unicode does not call letters."""
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


@dataclass(frozen=True, slots=True)
class Strange:
    """A sign that cannot stand where it does: the sign, its alphabet or, where it is none of an alphabet, its name; its place (the first
    is 1); the code of the sentence that says so."""

    letter: str
    script: str
    place: int
    code: str = "name_alphabets"

    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence names. An accent is shown on a circle: alone it would stand on the quotation mark before it."""
        shown = f"◌{self.letter}" if unicodedata.category(self.letter).startswith("M") else self.letter
        return {"letter": shown, "script": self.script, "place": self.place}


def script_of(letter: str) -> str:
    """The alphabet of a letter, as Unicode names it: the first word of its name. Empty for what is no letter, and for
    apostrophes, some of which Unicode takes for letters."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() and letter not in _JOINERS else ""


def strange_letter(*texts: str) -> Strange | None:
    """The first sign that cannot stand in a name, else the first letter of another alphabet than most letters of the texts have; None
    where all is well.

    A name holds letters of the alphabets that people write their names in, accents on them, spaces, hyphens, apostrophes and full
    stops. The parts of a name are looked at together: Latin given name and Cyrillic surname are two alphabets too.
    """
    for text in texts:
        if (found := _strange_sign(text)) is not None:
            return found
    counts: dict[str, int] = {}
    for text in texts:
        for letter in text:
            if script := script_of(letter):
                counts[script] = counts.get(script, 0) + 1
    if len(counts) < 2:
        return None
    usual = max(counts, key=lambda one: (counts[one], one == "LATIN"))
    for text in texts:
        for place, letter in enumerate(text, start=1):
            if (script := script_of(letter)) and script != usual:
                return Strange(letter, script.capitalize(), place)
    return None


def _strange_sign(text: str) -> Strange | None:
    marks: int | None = None  # on the letter that was read last; None: no letter stands before
    for at, sign in enumerate(text):
        if _in(sign, _MARKS) and sign not in _BLANK:
            if marks is None or marks == _MOST_MARKS:
                return _named(sign, at)
            marks += 1
        elif _of_names(sign):
            marks = 0
        elif sign in _JOINERS or sign == " " or (sign == "." and _ends_a_word(text, at)):
            marks = None
        else:
            return _named(sign, at)
    return None


def _of_names(sign: str) -> bool:
    """Whether it is a letter of one of the alphabets, as keyboards make it: no circled, wide, joined or phonetic form of one."""
    if sign == "ə":
        return True
    plain = unicodedata.normalize("NFKC", sign) == unicodedata.normalize("NFC", sign)
    return plain and sign not in _BLANK and script_of(sign) in _SCRIPTS and not _in(sign, _NO_LETTERS_OF_NAMES)


def _in(sign: str, ranges: tuple[range, ...]) -> bool:
    return any(ord(sign) in one for one in ranges)


def _ends_a_word(text: str, at: int) -> bool:
    """Whether a full stop shortens a word: a letter before it, and after it a space, or the capital after an initial (`O.S. Əsədov`).
    Between two words it makes an address of a name."""
    before = re.search(r"[^\W\d_]+$", text[:at])
    after = text[at + 1 : at + 2]
    if before is None:
        return False
    return not after.isalpha() or (len(before[0]) == 1 and not after.islower())


def _named(sign: str, at: int) -> Strange:
    words = unicodedata.name(sign, f"U+{ord(sign):04X}")
    if sign in _BLANK or _in(sign, _VARIANTS) or unicodedata.category(sign) in _UNSEEN:
        return Strange(sign, words, at + 1, "name_unseen")
    if not sign.isalpha():
        return Strange(sign, words, at + 1, "name_sign")
    script = script_of(sign)
    other = script not in _SCRIPTS and (" LETTER " in words or script in _WITHOUT_LETTER)
    return Strange(sign, script.capitalize() if other else words, at + 1)


def not_ascii(address: str) -> Strange | None:
    """The first sign of an e-mail address that is none of ASCII: it may look like one."""
    for place, letter in enumerate(address, start=1):
        if not letter.isascii():
            return Strange(letter, script_of(letter).capitalize(), place)
    return None


def address_plain(address: str) -> bool:
    """Whether it is an address as people have it: no name in quotation marks, no number of a machine, a domain with a dot."""
    return _ADDRESS.fullmatch(address.lower()) is not None and len(address.partition("@")[0]) <= 64


def address_key(address: str) -> str:
    """An address as two are compared: in lower case, without what follows a plus, which reaches the same mailbox."""
    local, at, domain = address.lower().rpartition("@")
    return local.partition("+")[0] + at + domain
