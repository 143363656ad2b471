"""Names of persons in open answers, and what else tells who somebody is: addresses, numbers, codes. Found by rules, so not all of them.

What is found: names of given lists, with any ending; surnames by their ending (-ov, -ova, -yev, -yeva, -zadə, -ski, -oviç …, and -lı, -li,
-lu, -lü inside a sentence); what stands beside a title, beside oğlu and qızı, beside another name, and initials before it. What is not: a rare
name without any of these. How many are found in a sample is held by tests and told in docs/analysis.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.spelling import APOSTROPHES, KEPT, Language, clean, lexicon, lower

MARKS: dict[Language, dict[str, str]] = {
    "az": {"name": "[ad]", "mail": "[e-poçt]", "phone": "[telefon]", "code": "[kod]", "link": "[keçid]"},
    "en": {"name": "[name]", "mail": "[e-mail]", "phone": "[phone]", "code": "[code]", "link": "[link]"},
}
"""What stands in the text instead."""
_KINDS = (
    ("mail", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")),
    (
        "link",
        re.compile(
            r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]++\.(?:az|com|org|net|ru|me|edu)\b(?:/\S*)?|(?<![\w@])@[\w.]{3,}"
        ),
    ),
    ("phone", re.compile(r"\+\d[\d\s()-]{7,17}\d|(?<!\d)\(?0\d{2}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)")),
    # A personal code (FIN) is seven capitals and digits; documents and accounts have letters before many digits.
    (
        "code",
        re.compile(r"\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{7}\b|\b[A-Z]{2,3}\s?\d{6,}\b|(?<![\d.,])\d{6,}+(?![.,]\d)"),
    ),
)
_TOKEN = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_AZ_ENDING = re.compile(
    r"(?:l[aə]r)?(?:gil)?(?:[ıiuü]?m(?:[ıiuü]z)?|[ıiuü]n[ıiuü]z)?(?:n?[ıiuü]n|[yn]?[aəıiuü]|n?d[aə]n?|y?l[aə])?(?:d[ıiuü]r(?:l[aə]r)?)?"
)
_EN_ENDING = re.compile(r"(?:'s|s|')?")
_SURNAME = re.compile(r"[oe]v(?:iç|ich|n(?=[aı])|sk(?=i|y|aya))|[oö]v|ev|zad[əea]h?|[nl]sk(?=i|y|aya)")
_OF_PLACE = re.compile(r".{3,}l[ıiuü]")
_PARTICLES = frozenset({"van", "von", "de", "der", "den", "bin", "al", "el", "la", "da"})
_CHILD = frozenset({"oğlu", "qızı", "oglu", "qizi", "ogly", "kyzy"})
_ENGLISH = str.maketrans(
    {"ə": "a", "ç": "ch", "ş": "sh", "ğ": "gh", "x": "kh", "q": "g", "c": "j", "ı": "i", "ö": "o", "ü": "u"}
)
_PLAIN = str.maketrans({"ə": "e", "ç": "c", "ş": "s", "ğ": "g", "ı": "i", "ö": "o", "ü": "u"})
SHORT = 5
"""A listed name that is shorter needs its capital: in lower case it may be another word."""
LONG = 40
"""No name has so many letters."""
LOUD = 0.6
"""Where more of the words are in capitals, a capital says nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names to look for: those that are nothing else, and those that may be another word too; in lower case.

    `always` are names that somebody gave: they are found in any case of letters."""

    sure: frozenset[str]
    doubtful: frozenset[str]
    always: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that must not be shown."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class _Token:
    """A word in its place. `first`: it begins a sentence; `capital`: it says so by its first letter, where that says anything."""

    text: str
    low: str
    start: int
    end: int
    first: bool
    capital: bool
    name: bool = False


@cache
def house_names() -> Names:
    """The house's own lists, each name also in English spelling and in plain letters."""
    sure: set[str] = set()
    doubtful: set[str] = set()
    for language in ("az", "en"):
        lists = lexicon("az" if language == "az" else "en")
        sure |= lists.given
        doubtful |= lists.given_word
    spelt = {each.translate(table) for each in sure for table in (_ENGLISH, _PLAIN)}
    return Names(frozenset(sure | spelt) - doubtful, frozenset(doubtful | {e.translate(_PLAIN) for e in doubtful}))


@cache
def no_names(language: Language) -> frozenset[str]:
    """Words that are no name though they stand beside one with a capital."""
    lists = lexicon(language)
    return lists.stop | lists.usual | lists.title_before | lists.title_after


def read_names(path: Path) -> Names:
    """The house's names with those of a file, a name in each line. A name of several words is found whole, its words with a capital."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise AnalysisError("file_absent", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise AnalysisError("file_broken", file=path.name, said=str(error)) from None
    return names_of(lines)


def names_of(given: Iterable[str]) -> Names:
    """The house's names with some more."""
    house = house_names()
    parts = [[lower(word, "az") for word in _TOKEN.findall(clean(line))] for line in given if not line.startswith("#")]
    return Names(
        house.sure,
        house.doubtful | {word for words in parts if len(words) > 1 for word in words},
        frozenset(words[0] for words in parts if len(words) == 1),
    )


def suppressed(text: str, language: Language = "az", names: Names | None = None) -> str:
    """A text as it may be shown: a mark stands for each name, address, number and code that was found."""
    text = clean(text)
    shown, end = [], 0
    for span in spans(text, language, names):
        shown += [text[end : span.start], MARKS[language][span.kind]]
        end = span.end
    return "".join([*shown, text[end:]])


def without_names(text: str, language: Language, names: Names | None = None) -> str:
    """A text as its words may be counted: what was found is cut out, and nothing stands beside it any more."""
    text = clean(text)
    kept, end = [], 0
    for span in spans(text, language, names):
        kept.append(text[end : span.start])
        end = span.end
    return "\n".join([*kept, text[end:]])


def spans(text: str, language: Language, names: Names | None = None) -> list[Span]:
    """The parts of a clean text that must not be shown, in their order."""
    taken = list(_by_pattern(text))
    tokens = [
        token
        for token in _tokens(text, language)
        if not any(one.start < token.end and token.start < one.end for one in taken)
    ]
    _find(text, tokens, language, names or house_names())
    found: list[Span] = []
    for token in tokens:
        if not token.name:
            continue
        if found and re.fullmatch(r"[\s.]{0,3}", text[found[-1].end : token.start]):
            found[-1] = Span(found[-1].start, token.end, "name")
        else:
            found.append(Span(token.start, token.end, "name"))
    return sorted([*taken, *found], key=lambda span: span.start)


def _by_pattern(text: str) -> Iterable[Span]:
    if not any(letter in text for letter in "@.0123456789"):
        return
    end = -1
    found = [Span(*match.span(), kind) for kind, pattern in _KINDS for match in pattern.finditer(text)]
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            yield span
            end = span.end


def _tokens(text: str, language: Language) -> list[_Token]:
    found = list(_TOKEN.finditer(text))
    long = [match[0] for match in found if len(match[0]) > 1]
    loud = len(long) > 1 and sum(word.isupper() for word in long) > LOUD * len(long)
    tokens: list[_Token] = []
    for match in found:
        word, before = match[0], text[tokens[-1].end : match.start()] if tokens else ""
        # The dot of an initial or of a title ends no sentence.
        shortened = (
            bool(tokens)
            and before.startswith(".")
            and (len(tokens[-1].text) == 1 or tokens[-1].low in ("prof", "dos", "dr", "mr", "ms", "mrs"))
        )
        first = not tokens or (any(mark in before for mark in ".!?…\n•") and not shortened)
        tokens.append(_Token(word, _low(word, language), *match.span(), first, word[0].isupper() and not loud))
    return tokens


@lru_cache(KEPT)
def _low(word: str, language: Language) -> str:
    return re.sub(rf"[{APOSTROPHES}]", "'", lower(word, language))


def _find(text: str, tokens: Sequence[_Token], language: Language, names: Names) -> None:
    """Mark the tokens that are names: first by themselves, then by what stands beside them."""
    for token in tokens:
        token.name = _alone(token, language, names)
    for at, token in enumerate(tokens):
        _by_title(text, tokens, at, language, names)
        if token.low in _CHILD or (language == "az" and token.low.startswith(("oğlu", "qızı")) and _ends(token.low, 4)):
            before = _run(text, tokens, at, -1, 3)
            if before:
                for one in (token, *before):
                    one.name = True
    for _turn in range(2):
        for at, token in enumerate(tokens):
            if token.capital and not token.name and _may(token, no_names(language)):
                token.name = _joins(text, tokens, at, language, names)


def _joins(text: str, tokens: Sequence[_Token], at: int, language: Language, names: Names) -> bool:
    """Whether a word with a capital belongs to the name beside it."""
    token, left, right = tokens[at], _beside(text, tokens, at, -1), _beside(text, tokens, at, 1)
    initial = len(token.text) == 1 and text[token.end : token.end + 1] == "."
    if right and right.name:
        # The first word of a sentence has its capital anyway.
        child_of = _OF_PLACE.fullmatch(token.low) and token.low not in lexicon(language).demonym
        return bool(initial or not token.first or child_of or _listed(token.low, language, names.doubtful))
    if left and left.name:
        return (initial or not token.first) and not token.text.isupper()
    if right and right.capital and all(_listed(each.low, language, names.doubtful) for each in (token, right)):
        right.name = True
        return True
    return False


def _alone(token: _Token, language: Language, names: Names) -> bool:
    """Whether a word is a name by itself."""
    if _listed(token.low, language, names.always):
        return True
    known = _listed(token.low, language, names.sure)
    if known and (token.capital or (len(known) >= SHORT and language == "az") or token.text.isupper()):
        return True
    if language == "az" and token.capital and not token.first and _listed(token.low, language, names.doubtful):
        return True
    if surname(token.low, language) and (token.capital or token.text.isupper() or language == "az"):
        return True
    lists = lexicon("az")
    return (
        language == "az"
        and token.capital
        and not token.first
        and not token.text.isupper()
        and bool(_OF_PLACE.fullmatch(token.low))
        and token.low not in lists.demonym
    )


def _by_title(text: str, tokens: Sequence[_Token], at: int, language: Language, names: Names) -> None:
    """Mark what stands before or after a title."""
    lists, token = lexicon(language), tokens[at]
    if token.name:
        return
    after = _headed(token.low, lists.title_after, language)
    if after and (found := _beside(text, tokens, at, -1)) and _named(found, language, names):
        found.name = True
    if token.low in lists.title_owned or _headed(token.low, lists.title_before, language):
        step = at + 1
        while step < len(tokens) and tokens[step].low in _PARTICLES and not tokens[step].capital:
            step += 1
        for one in _run(text, tokens, step - 1, 1, 3):
            if not _may(one, no_names(language)):
                break
            if one.text.isupper() and 1 < len(one.text) <= SHORT:
                break  # an abbreviation: the dean of BDU
            for each in tokens[at + 1 : tokens.index(one) + 1]:
                each.name = True


def _named(token: _Token, language: Language, names: Names) -> bool:
    """Whether a word before a title is a name."""
    if _listed(token.low, language, names.sure) or _listed(token.low, language, names.doubtful):
        return True
    return _may(token, no_names(language)) and not token.text.isupper()


def _may(token: _Token, usual: frozenset[str]) -> bool:
    return token.capital and token.low not in usual


def _run(text: str, tokens: Sequence[_Token], at: int, step: int, most: int) -> list[_Token]:
    """The words with a capital that follow one another beside a word."""
    found: list[_Token] = []
    while len(found) < most and (one := _beside(text, tokens, at, step)) and one.capital:
        found.append(one)
        at += step
    return found


def _beside(text: str, tokens: Sequence[_Token], at: int, step: int) -> _Token | None:
    """The word beside a word, if only space stands between them, or the dot of something shortened."""
    other = at + step
    if not 0 <= other < len(tokens):
        return None
    left, right = sorted((tokens[at], tokens[other]), key=lambda token: token.start)
    between = text[left.end : right.start]
    return tokens[other] if between.isspace() or (not right.first and re.fullmatch(r"\.\s*", between)) else None


@lru_cache(KEPT)
def _ends(word: str, at: int) -> bool:
    return bool(_AZ_ENDING.fullmatch(word[at:]))


@lru_cache(KEPT)
def _headed(word: str, heads: frozenset[str], language: Language) -> bool:
    """Whether a word is one of some words, with or without an ending; many of them are not one person's title."""
    if word in heads:
        return True
    if language == "en" or len(word) > LONG:
        return False
    return any(
        word[:at] in heads and _ends(word, at) and not re.match("l[aə]r", word[at:]) for at in range(3, len(word))
    )


@lru_cache(KEPT)
def _listed(word: str, language: Language, names: frozenset[str]) -> str:
    """The listed name that a word is, with or without an ending; else nothing."""
    if word in names or len(word) > LONG:
        return word if word in names else ""
    ending = _AZ_ENDING if language == "az" else _EN_ENDING
    for at in range(len(word) - 1, 2, -1):
        if word[:at] in names and ending.fullmatch(word[at:]):
            return word[:at]
    return ""


@lru_cache(KEPT)
def surname(word: str, language: Language) -> bool:
    """Whether a word in lower case ends as a surname does, whatever is attached to it."""
    ending = _AZ_ENDING if language == "az" else _EN_ENDING
    bare = re.sub(r"'.*", "", word) if language == "az" else word
    strange = lexicon("az").no_surname | lexicon("en").no_surname
    for match in _SURNAME.finditer(bare if len(bare) <= LONG else ""):
        base, rest = bare[: match.end()], bare[match.end() :]
        if (len(base) < 5 and not base.endswith("yev")) or base in strange or len(base) - len(match[0]) < 2:
            continue
        if match[0].startswith("zad") and len(base) - len(match[0]) < 3:
            continue
        for more in ("", "a", "i", "iy", "y", "aya"):
            if rest.startswith(more) and ending.fullmatch(rest[len(more) :]):
                return True
    return False
