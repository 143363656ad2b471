"""Words of open answers: how they are cut out of the text, put in lower case and made alike, in Azerbaijani and English."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast

from konfrans.analysis.faults import AnalysisError

Language = Literal["az", "en"]
LEXICON = Path(__file__).with_name("lexicon")
KEPT = 100_000
"""Of so many words it is remembered what was found: most answers are made of words that came before."""
LONGEST_ENDING = 10
APOSTROPHES = "'’‘ʼ`´"
_HYPHENS = r"\-‐‑"
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}{_HYPHENS}][^\W_]+)*")
_PART = re.compile(r"[.!?…;:,()\[\]{}\"“”„«»\n\r\t/|•–—]+")
_AZ_CASE = str.maketrans({"I": "ı", "İ": "i"})
_EN_CASE = str.maketrans({"İ": "i"})
_SCHWA = str.maketrans("ӘәƎǝ", "ƏəƏə")
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХаеорсухіІјЈһҺ", "ABEKMHOPCTYXaeopcyxiIjJhH")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")
_ENDING = re.compile(r"(?:[cç][ıiuü]|l[aə]r|n?[ıiuü]n?|[yn]?[aə]|n?d[aə]n?|y?l[aə]|d[ıiuü]r|[ıiuü]?m[ıiuü]z)+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The house's lists of a language: words without meaning of their own, titles, given names, and what only looks like a name."""

    stop: frozenset[str]
    title_before: frozenset[str]
    title_owned: frozenset[str]
    title_after: frozenset[str]
    usual: frozenset[str]
    demonym: frozenset[str]
    no_surname: frozenset[str]
    given: frozenset[str]
    given_word: frozenset[str]


@cache
def lexicon(language: Language) -> Lexicon:
    """The lists of a language."""
    with (LEXICON / f"{language}.toml").open("rb") as file:
        return Lexicon(**{name: frozenset(listed.split()) for name, listed in tomllib.load(file).items()})


def language_of(given: str) -> Language:
    """A language that answers can be read in."""
    if given not in ("az", "en"):
        raise AnalysisError("option_value", option="--language", value=given, takes=["az", "en"])
    return cast(Language, given)


def clean(text: str) -> str:
    """Text in one normal form: letters composed, what is not seen taken out, and letters that only look right replaced.

    ә and ǝ are ə; a Cyrillic letter becomes the Latin one of the same look in a word that has Latin letters too.
    """
    text = unicodedata.normalize("NFC", text).translate(_UNSEEN).translate(_SCHWA).replace("i\u0307", "i")
    if not _CYRILLIC_LETTER.search(text):
        return text
    return _WORD.sub(lambda found: _one_script(found[0]), text)


def _one_script(word: str) -> str:
    latin = any("a" <= letter.lower() <= "z" or letter in "əƏ" for letter in word)
    return word.translate(_CYRILLIC) if latin else word


@lru_cache(KEPT)
def lower(word: str, language: Language) -> str:
    """A word in lower case.

    Azerbaijani: I is ı and İ is i, but a first I is i, for no word begins with ı (so IMTAHAN and İMTAHAN are one word); a word with w is
    none of the language and keeps i. English: I is i.
    """
    if language == "az" and "w" not in word and "W" not in word:
        if word[:1] == "I":
            word = "i" + word[1:]
        word = word.translate(_AZ_CASE)
    else:
        word = word.translate(_EN_CASE)
    return word.lower().replace("\u0307", "")


def words(text: str, language: Language) -> Iterator[list[str]]:
    """The words of a text in lower case, in parts between punctuation marks, in their order, stop words among them.

    A word has at least two letters; numbers are none. Hyphenated words are one, an ending after a hyphen (BDU-nun) is left off. The
    apostrophe of older Azerbaijani spelling (mə'lumat) is left out, an English 's too. Endings are not: words are counted as written.
    """
    for part in _PART.split(clean(text)):
        found = [word for one in _WORD.findall(part) if (word := _word(one, language))]
        if found:
            yield found


def _hyphenated(head: str, tail: str, language: Language) -> bool:
    """Whether what stands after a hyphen is an ending: after digits and abbreviations it is written so."""
    if language != "az" or not (head.isdigit() or head.isupper()) or len(tail) > LONGEST_ENDING:
        return False
    return bool(_ENDING.fullmatch(lower(tail, language)))


@lru_cache(KEPT)
def _word(found: str, language: Language) -> str:
    head, *tails = re.split(rf"[{_HYPHENS}]", found)
    if len(tails) == 1 and _hyphenated(head, tails[0], language):
        tails = []
    word = lower("-".join([head, *tails]), language)
    if language == "az":
        word = re.sub(rf"[{APOSTROPHES}]", "", word)
    else:
        word = re.sub(r"'s?$", "", re.sub(rf"[{APOSTROPHES}]", "'", word))
    return word if sum(letter.isalpha() for letter in word) >= 2 else ""
