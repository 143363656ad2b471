"""Ədədlər Azərbaycan dilindəki mətnlərdə: üçdə ikisi, yarısından çoxu, iki dəfə, 21 gün, ən tezi 7, ən geci 30 gün, 31 mart."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from konfrans.charter.spans import Unit
from konfrans.charter.words.az import WORDS
from konfrans.charter.words.numbers import Bound, Said, Text, sentence, with_units_of_lists, yearly

ONES = {"bir": 1, "iki": 2, "üç": 3, "dörd": 4, "beş": 5, "altı": 6, "yeddi": 7, "səkkiz": 8, "doqquz": 9}
TENS = {
    "on": 10,
    "iyirmi": 20,
    "otuz": 30,
    "qırx": 40,
    "əlli": 50,
    "altmış": 60,
    "yetmiş": 70,
    "səksən": 80,
    "doxsan": 90,
}
BELOW = {
    "ikidə": 2, "üçdə": 3, "dörddə": 4, "beşdə": 5, "altıda": 6, "yeddidə": 7, "səkkizdə": 8, "doqquzda": 9, "onda": 10,
    "on ikidə": 12, "on beşdə": 15, "iyirmidə": 20, "otuzda": 30, "qırxda": 40, "əllidə": 50, "yüzdə": 100,
}  # fmt: skip
MONTHS = "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr".split()

_ENDING = r"(?:s?[ıiuü](?:n(?:[dt][aə]n?|[ıiuü]n?|[aə]))?|[dt][aə]n)"
"""What may follow a number that stands for its noun: ikisi, üçünün, beşindən, birdən."""
_ONE = "|".join(ONES)
_TEN = "|".join(TENS)
_WORD = rf"(?:(?:{_TEN}) (?:{_ONE})|(?:{'|'.join(list(TENS)[1:])})|(?:{_ONE}))"
_DIGITS = r"[0-9]{1,3}(?:[ \u00a0][0-9]{3}){1,3}(?![0-9])|[0-9]{1,9}(?![0-9])"
_NUMBER = rf"(?:(?:{_DIGITS})(?:-[a-zəıöüçşğ]+)?|{_WORD}{_ENDING}?|on\b|yüz\b)"
_MONTH = "|".join(MONTHS)
_LEAST = r"(?:(?:ən )?azı|ən az) "
_MORE = r" (?:çoxu|çoxunun|çoxunu|çox|artığı|artıq)\b"
_MOST = r"(?:ən çoxu|ən çox|maksimum) "
_ORDINAL = r"[0-9]{1,4}-(?:[cç][ıiuü]|[ıiuü]nc[ıiuü])[a-zəıöüçşğ]*"

_NO_NUMBER = (
    re.compile(
        rf"(?<![0-9])(?:[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{0,4}}(?: ?, ?| ?[–-] ?| (?:və|yaxud|və ya) )){{0,20}}(?:[0-9]{{1,4}}\.){{0,4}}{_ORDINAL}"
    ),
    re.compile(r"\b(?:maddə|bənd|fəsil|hissə|yarımbənd|əlavə) [0-9]{1,4}(?:\.[0-9]{1,4}){0,4}"),
    re.compile(r"№ ?[0-9]{1,9}|\b[0-9]{1,9} (?:nömrəli|saylı)\b"),
    re.compile(r"(?m)^[ \t]{0,9}\(?[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}[.)](?=\s)"),
    re.compile(r"\b[0-9]{1,4}(?:\.[0-9]{1,4}){1,5}\b\.?(?! ?%)"),
    re.compile(r"\b[0-9]{1,2}:[0-9]{2}\b"),
    re.compile(rf"\b(?:(?:{_TEN}) )?(?:{_ONE}|{_TEN})[ıiuü]?nc[ıiuü][a-zəıöüçşğ]*"),
)
_DAY = re.compile(
    rf"\b(?:(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTH})(?![a-zəıöüçşğ]*[0-9])[a-zəıöüçşğ]*|(?P<month2>{_MONTH})[ıiuü]n (?P<day2>[0-9]{{1,2}})(?:-[a-zəıöüçşğ]+)?)"
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b(?! *(?:%|faiz|üzv|səs|saat|gün|həftə|ay\b|il\b))")
_PER_CENT = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))?(?<![0-9])(?P<n>[0-9]{{1,9}}(?:[.,][0-9]{{1,9}})?|\b{_WORD}) ?(?:%(?:-[a-zəıöüçşğ]+)?|faiz[a-zəıöüçşğ]*)(?P<more>{_MORE})?"
)
_WRITTEN = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))?\b(?P<above>[0-9]{{1,9}})/(?P<below>[0-9]{{1,9}})(?:-[a-zəıöüçşğ]+)?(?: hissə[a-zəıöüçşğ]*)?(?P<more>{_MORE})?"
)
_PART = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))?\b(?P<below>{'|'.join(sorted(BELOW, key=len, reverse=True))})[ -](?P<above>{_ONE})(?P<end>{_ENDING})?\b(?: hissə[a-zəıöüçşğ]*)?(?P<more>{_MORE})?"
)
_HALF = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))?\byarı(?:sı(?:ndan|nın|nı|na)?|dan)?\b(?P<more>{_MORE})?"
)
_MAJORITY = re.compile(r"\b(?:səs )?çoxluğ[a-zəıöüçşğ]*")
_ALL = re.compile(r"\b(?:hamısı[a-zəıöüçşğ]*|yekdil[a-zəıöüçşğ]*|bütün|hər)\b")
_BOTH = re.compile(r"\bhər iki(?:si[a-zəıöüçşğ]*)?\b(?! (?:iş )?(?:gün|həftə|ay|il|saat))")
"""“Both”: English has a word for it that is no number."""
_UNIT = (
    r"(?P<work>iş )?(?:(?P<days>gün(?:dür|dən|də|ə|ün|ü|lük)?)|(?P<weeks>həftə(?:dir|dən|də|yə|nin|lik)?)|(?P<months>ay(?:dır|dan|da|a|ın|ı|lıq)?)"
    r"|(?P<years>il(?:dir|dən|də|in|i|lik)?)|(?P<hours>saat(?:dır|dan|da|a|ın|ı|lıq)?))\b"
)
_PLAIN = re.compile(
    rf"(?:\b(?P<most>{_MOST}))?(?<![\w.])(?P<n>{_NUMBER})\b(?: ?\((?P<again>{_NUMBER})\))?(?: (?:(?:tam|təqvim|ardıcıl) )*{_UNIT})?"
)
_YEARLY = re.compile(rf"\b(?:ildə|il ərzində|hər il) (?:(?:ən )?azı |ən az |ən çoxu )?{_NUMBER} dəfə")
_NOT = r" (?:olmayaraq|olmamaqla|olmamalı\w{0,9}|olmayan\w{0,9}|ola bilməz|deyil\w{0,9})\b"
_NOT_MORE = re.compile(rf"(?: [a-zəıöüçşğ]{{1,20}}d[aə]n)?(?: (?:çox|artıq))?(?<=çox|tıq){_NOT}")
"""What follows a number that may not be exceeded: “5 üzvdən çox olmayaraq”, “yarısından çox ola bilməz”."""
_REFUSED = re.compile(
    r"rədd|etibarsız|səlahiyyətsiz|səlahiyyətli (?:deyil|sayılm)|yetərsay (?:yox|olm)|\b(?:qəbul (?:edilm|olunm)|baş tutm|keçm[iə]|seçilm[iə]r?\b|seçilməmiş)"
)
"""A sentence of what is refused says the reverse of its rule: “ən çoxu yarısı lehinə olduqda qəbul edilmir”."""
_IN_YEARS = re.compile(rf"{_NUMBER} ?$")
_EACH_YEAR = re.compile(r"\bhər il\b|\billik\b")
_JOINS = re.compile(r" ?(?:,|və|və ya|ya|yaxud|ilə|–|-)? ?(?:ən (?:tezi|geci|azı|çoxu))? ?")
_LOWER = str.maketrans({"İ": "i", "I": "ı"})
_UNITS: tuple[Unit, ...] = ("hours", "days", "weeks", "months", "years")


def read(text: str) -> tuple[Said, ...]:
    """The numbers that an Azerbaijani text says, in its order."""
    left = Text(text.translate(_LOWER).lower())
    left.drop(*_NO_NUMBER)
    said = [
        Said("day", Fraction((MONTHS.index(one["month"] or one["month2"]) + 1) * 100 + int(one["day"] or one["day2"])),
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
    said += [_share(Fraction(ONES[one["above"]], BELOW[one["below"]]), one, left) for one in left.take(_PART)]
    said += [_share(Fraction(1, 2), one, left) for one in left.take(_HALF)]
    said += [_soft(Fraction(1, 2), one, left) for one in left.take(_MAJORITY)]
    said += [
        Said("number", Fraction(2), left.shown(one), soft=True, start=one.start(), end=one.end())
        for one in left.take(_BOTH)
    ]
    said += [_soft(Fraction(1), one, left) for one in left.take(_ALL)]
    for one in left.take(_PLAIN):
        said.append(_plain(one, left))
        if one["again"] and number(one["again"]) != said[-1].value:
            said.append(replace(said[-1], value=Fraction(number(one["again"]))))
    whole = left.whole
    often = [
        one for one in _YEARLY.finditer(whole) if not _IN_YEARS.search(whole[max(0, one.start() - 40) : one.start()])
    ]
    return tuple(with_units_of_lists(yearly(said, often, _EACH_YEAR.finditer(whole)), whole, _JOINS))


def _share(value: Fraction, found: re.Match[str], left: Text) -> Said:
    strict: bool | None = None
    if not _NOT_MORE.match(left.whole, found.end()):
        strict = True if found["more"] else False if found["least"] else None
    bound: Bound | None = "least" if found["least"] else _most(found, left)
    return Said("share", value, left.shown(found), strict=strict, bound=bound, start=found.start(), end=found.end())


def _most(found: re.Match[str], left: Text) -> Bound | None:
    if not (found["most"] or _NOT_MORE.match(left.whole, found.end())):
        return None
    return None if _REFUSED.search(sentence(left.whole, found.start(), found.end())) else "most"


def _soft(value: Fraction, found: re.Match[str], left: Text) -> Said:
    """A word that may mean a share: “majority” more than half, “all” the whole."""
    strict = True if value < 1 else None
    return Said("share", value, left.shown(found), strict=strict, soft=True, start=found.start(), end=found.end())


def _per_cent(found: re.Match[str]) -> Fraction:
    written = found["n"].replace(",", ".")
    return (Fraction(written) if written[0].isdigit() else Fraction(number(written))) / 100


def _plain(found: re.Match[str], left: Text) -> Said:
    n = number(found["n"])
    unit = next((one for one in _UNITS if found[one]), None)
    if unit == "days" and found["work"]:
        unit = "working_days"
    soft = n == 1 and not found["n"][0].isdigit()
    return Said(
        "number", Fraction(n), left.shown(found), unit, bound=_most(found, left), soft=soft, start=found.start("n"), end=found.end()
    )  # fmt: skip


def number(words: str) -> int:
    """A whole number from its digits or its words, with the ending that they may have."""
    digits = re.match(r"[0-9][0-9 \u00a0]*", words)
    if digits:
        return int(re.sub(r"[^0-9]", "", digits[0]))
    if words == "yüz":
        return 100
    first, _, second = words.partition(" ")
    if second:
        return TENS[first] + _stem(second)
    return TENS.get(first) or _stem(first)


def _stem(word: str) -> int:
    """The longest number that a word begins with: altısı is six, altmışı sixty."""
    known = {**ONES, **TENS}
    return known[max((one for one in known if word.startswith(one)), key=len)]


READ = read


class _Write:
    """Yazılışı: ən azı üçdə ikisi, yarısından çoxu, iki, üç dəfə."""

    def part(self, share: Fraction, *, strict: bool, least: bool, gathered: bool = False) -> str:
        said = WORDS.part(share, strict=strict, least=least)
        return (
            f"{said}n{said[-1]}" if gathered else said
        )  # ikisini, çoxunu: each of them ends with the vowel that follows

    def count(self, n: int) -> str:
        return next((word for word, value in {**ONES, **TENS}.items() if value == n <= 10), str(n))

    def times(self, n: int) -> str:
        return f"{self.count(n)} dəfə"


WRITE = _Write()
