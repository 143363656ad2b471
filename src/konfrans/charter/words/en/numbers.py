"""Numbers in English texts: two thirds, more than half, twice, 21 days, between 7 and 30 days, 31 March."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from konfrans.charter.spans import Unit
from konfrans.charter.words.en import WORDS
from konfrans.charter.words.numbers import Bound, Said, Text, sentence, with_units_of_lists, yearly

ONES = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen".split(),
        1,
    )
}
TENS = {
    word: n
    for n, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
BELOW = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
MONTHS = "january february march april may june july august september october november december".split()
UNITS: dict[str, Unit] = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
TIMES = {"once": 1, "twice": 2, "thrice": 3}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_WORD = rf"(?:(?:a|one) hundred|(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(ONES)[:9])}))?|{_ONE})"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9])|[0-9]{1,9}(?![0-9])"
_NUMBER = rf"(?:{_DIGITS}|{_WORD})"
_MONTH = "|".join(MONTHS)
_LEAST = r"(?:at least|no less than|not less than|no fewer than|not fewer than|a minimum of) (?:an? )?"
_MORE = r"(?:more than|over|exceeding|exceeds?|greater than) (?:an? )?"
_MOST = r"(?:at most|(?:no|not|never)(?: be)? (?:more|greater) than|(?:not|never) exceed(?:ing)?|a maximum of|up to) (?:an? )?"
_STRICT = rf"(?:(?P<most>{_MOST})|(?P<more>{_MORE})|(?P<least>{_LEAST}))?"

_I = re.IGNORECASE
_REF = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}(?:\([0-9]{1,4}\)){0,3}"
_NO_NUMBER = (
    re.compile(
        rf"\b(?:articles?|paragraphs?|sections?|chapters?|annex(?:es)?|points?|items?|parts?|numbers?|no\.) {_REF}"
        rf"(?:(?: ?, ?| (?:and|or|to) | ?[–-] ?){_REF}(?! ?(?:%|[a-z]{{0,12}} ?(?:hour|day|week|month|year)))){{0,20}}",
        _I,
    ),
    re.compile(r"(?m)^[ \t]{0,9}\(?[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}[.)](?=\s)"),
    re.compile(r"\b[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}\.?"),
    re.compile(r"\b[0-9]{1,9}(?:st|nd|rd|th)\b", _I),
    re.compile(r"\b[0-9]{1,2}:[0-9]{2}\b"),
    re.compile(rf"\b(?:{'|'.join(TENS)})[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", _I),
)
_DAY = re.compile(
    rf"\b(?:(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<day2>[0-9]{{1,2}}))\b(?:,? [0-9]{{4}}\b)?",
    _I,
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b(?! *(?:%|per cent|percent|members|votes|hours|days|weeks|months|years))")
_PER_CENT = re.compile(rf"{_STRICT}(?<![0-9])(?P<n>[0-9]{{1,9}}(?:[.,][0-9]{{1,9}})?|\b{_WORD}) ?(?:%|per ?cent\b)", _I)
_WRITTEN = re.compile(rf"{_STRICT}\b(?P<above>[0-9]{{1,9}})/(?P<below>[0-9]{{1,9}})\b", _I)
_OF = "|".join(sorted(BELOW, key=len, reverse=True))
_PART = re.compile(
    rf"{_STRICT}\b(?:(?P<above>{_NUMBER})[ -](?P<below>{_OF})s?\b|(?:a|an|the) (?P<one>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth) of\b)",
    _I,
)
_HALF = re.compile(rf"{_STRICT}\b(?:one |a )?half\b(?!-year| a | yearly)", _I)
_MAJORITY = re.compile(r"\b(?:(?:simple|absolute) )?majorit(?:y|ies)\b", _I)
_ALL = re.compile(r"\b(?:unanim\w+|all|every|each)\b", _I)
_BOTH = re.compile(r"\bboth\b", _I)
_TIMES = re.compile(r"\b(?P<n>once|twice|thrice)\b", _I)
_YEARLY = re.compile(
    rf"\b(?:once|twice|thrice|{_NUMBER} times) (?:(?:in |per )?(?:a|each|every) |per )(?:calendar )?year\b", _I
)
_EACH_YEAR = re.compile(r"\b(?:(?:every|each) year|annual(?:ly)?|yearly)\b", _I)
_PLAIN = re.compile(
    rf"(?P<most>\b{_MOST})?\b(?P<n>{_NUMBER})\b(?!\.[0-9])(?: ?\((?P<again>{_NUMBER})\))?(?:[ -](?P<how>(?:(?:full|calendar|whole|consecutive|working|business) )*)(?P<unit>{'|'.join(UNITS)})s?\b)?",
    _I,
)
_REFUSED = re.compile(
    r"\b(?:fails?|failed|falls?|lapses?|lost|rejected|refused|void|invalid|no (?:quorum|decision|result)|cannot|not (?:be )?(?:adopted|approved|accepted|passed|carried|elected|valid|quorate))\b",
    _I,
)
"""A sentence of what is refused says the reverse of its rule: “it fails where at most half vote for it”."""
_JOINS = re.compile(r" ?(?:,|and|or|to|–|-|and at most|and no more than|,? at most) ?", _I)


def read(text: str) -> tuple[Said, ...]:
    """The numbers that an English text says, in its order."""
    left = Text(text)
    left.drop(*_NO_NUMBER)
    said = [
        Said("day", Fraction((MONTHS.index((one["month"] or one["month2"]).lower()) + 1) * 100 + int(one["day"] or one["day2"])),
             left.shown(one), start=one.start(), end=one.end())
        for one in left.take(_DAY)
    ]  # fmt: skip
    left.drop(_YEAR)
    said += [_share(_per_cent(one), one, left) for one in left.take(_PER_CENT)]
    said += [
        _share(Fraction(int(one["above"]), int(one["below"])), one, left)
        for one in left.take(_WRITTEN)
        if int(one["below"])
    ]
    said += [_share(_part(one), one, left) for one in left.take(_PART)]
    said += [_share(Fraction(1, 2), one, left) for one in left.take(_HALF)]
    said += [_soft(Fraction(1, 2), one, left) for one in left.take(_MAJORITY)]
    said += [_soft(Fraction(1), one, left) for one in left.take(_ALL)]
    said += [
        Said("number", Fraction(2), left.shown(one), soft=True, start=one.start(), end=one.end())
        for one in left.take(_BOTH)
    ]
    for one in left.take(_TIMES):
        n = TIMES[one["n"].lower()]
        said.append(Said("number", Fraction(n), left.shown(one), soft=n == 1, start=one.start(), end=one.end()))
    for one in left.take(_PLAIN):
        said.append(_plain(one, left))
        if one["again"] and number(one["again"]) != said[-1].value:
            said.append(replace(said[-1], value=Fraction(number(one["again"]))))
    often = list(_YEARLY.finditer(text))
    return tuple(with_units_of_lists(yearly(said, often, _EACH_YEAR.finditer(text)), text, _JOINS))


def _share(value: Fraction, found: re.Match[str], left: Text) -> Said:
    strict = True if found["more"] else False if found["least"] else None
    bound: Bound | None = "least" if found["least"] else _most(found, left)
    return Said("share", value, left.shown(found), strict=strict, bound=bound, start=found.start(), end=found.end())


def _most(found: re.Match[str], left: Text) -> Bound | None:
    refused = found["most"] and _REFUSED.search(sentence(left.whole, found.start(), found.end()))
    return "most" if found["most"] and not refused else None


def _part(found: re.Match[str]) -> Fraction:
    above = 1 if found["one"] else number(found["above"])
    return Fraction(above, BELOW[(found["one"] or found["below"]).lower()])


def _soft(value: Fraction, found: re.Match[str], left: Text) -> Said:
    """A word that may mean a share: “majority” more than half, “all” the whole."""
    strict = True if value < 1 else None
    return Said("share", value, left.shown(found), strict=strict, soft=True, start=found.start(), end=found.end())


def _per_cent(found: re.Match[str]) -> Fraction:
    written = found["n"].replace(",", ".")
    return (Fraction(written) if written[0].isdigit() else Fraction(number(written))) / 100


def _plain(found: re.Match[str], left: Text) -> Said:
    n = number(found["n"])
    unit = UNITS[found["unit"].lower()] if found["unit"] else None
    if unit == "days" and re.search(r"working|business", found["how"] or "", _I):
        unit = "working_days"
    soft = n == 1 and not found["n"].isdigit()
    return Said(
        "number", Fraction(n), left.shown(found), unit, bound=_most(found, left), soft=soft, start=found.start("n"), end=found.end()
    )  # fmt: skip


def number(words: str) -> int:
    """A whole number from its digits or its words."""
    plain = words.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    if plain.endswith("hundred"):
        return 100
    tens, _, ones = plain.replace("-", " ").partition(" ")
    return TENS[tens] + ONES.get(ones, 0) if tens in TENS else ONES[plain]


READ = read


class _Write:
    """The way back: at least two thirds, more than half, two, three times."""

    def part(self, share: Fraction, *, strict: bool, least: bool, gathered: bool = False) -> str:
        return f"{'more than ' if strict else 'at least ' if least else ''}{WORDS.fraction(share)}"

    def count(self, n: int) -> str:
        return next((word for word, value in ONES.items() if value == n and n <= 10), str(n))

    def times(self, n: int) -> str:
        return next((word for word, value in TIMES.items() if value == n <= 2), f"{self.count(n)} times")


WRITE = _Write()
