"""How an answer is read: as people type it, in the words of a language, beside what was answered before."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, cast

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.starters.answers import BASES, Answers, Base, Day, Days, Fee, Majority, Part, Titles
from konfrans.charter.starters.titles import titled
from konfrans.charter.words import speak
from konfrans.charter.words.numbers import reader

LONGEST = 200
"""Letters of a name or a purpose."""
QUOTES = " \"“”„«»'"
LONGEST_TITLE = 40
"""Letters of what an office or an organ is called."""
BELOW = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20)
"""Denominators that every language has words for."""
HALF = Fraction(1, 2)


Read = Callable[[str, str, Answers], Any]
"""Reads what was typed, in a language, beside what was answered before; `LawError` with what is wrong with it."""


def said(language: str) -> Mapping[str, Any]:
    """The words of charters to start from, in one language."""
    return cast("Mapping[str, Any]", speak(language).of_starting())


def reads_text(most: int = LONGEST) -> Read:
    def read(given: str, language: str, _so_far: Answers) -> str:
        text = without_known(given.strip().rstrip(".").strip(QUOTES), language)
        if not text or len(text) > most or not text.isprintable():
            raise LawError("answer_text", value=shown(given), most=most)
        return text

    return read


def without_known(given: str, language: str) -> str:
    """Without the words that the sentence has already: “the”, “its purpose is”."""
    text = given.strip()
    for word in said(language)["before"]:
        if text.lower().startswith(f"{word} "):
            text = text[len(word) :].strip()
    return next(
        (f"{word.lower()} {text[len(word) + 1 :]}" for word in said(language)["small"] if text.startswith(f"{word} ")),
        text,
    )


def reads_titles(given: str, language: str, _so_far: Answers) -> Titles:
    """Five names, with commas between them."""
    names = [without_known(name.strip().strip(QUOTES), language) for name in given.split(",")]
    fit = all(name and len(name) <= LONGEST_TITLE and name.isprintable() for name in names)
    if len(names) != len(Titles._fields) or not fit or len({name.casefold() for name in names}) != len(names):
        raise LawError("answer_titles", value=shown(given), most=LONGEST_TITLE)
    return Titles(*names)


def reads_number(least: int, most: int, after: str | None = None) -> Read:
    """`21`, “21 days”, “two years”; `after` names what may follow the number."""

    def read(given: str, language: str, _so_far: Answers) -> int:
        found = _whole(given, said(language)["after"][after] if after else (), language)
        if found is None or not least <= found <= most:
            raise LawError("answer_number", value=shown(given), least=least, most=most)
        return found

    return read


def _whole(given: str, after: Collection[str], language: str) -> int | None:
    """The whole number that an answer says, in digits or in words; None where it says anything else beside it."""
    beside = said(language)["after"]
    whole = " ".join(given.split())
    for word in beside["within"]:
        whole = whole.removeprefix(f"{word} ")
    for word in beside["around"]:
        whole = whole.removesuffix(f" {word}")
    first, _, rest = whole.partition(" ")
    whole = f"1 {rest}" if rest and first in beside["one"] else whole
    bare = next((whole.removesuffix(f" {one}") for one in after if whole.endswith(f" {one}")), whole)
    if re.fullmatch(r"[0-9]{1,9}", bare, re.ASCII):
        return int(bare)
    read = reader(language)
    for text, unit, times in ((bare, None, 1), (whole, "weeks", 7)):
        found = read(text) if read is not None else ()
        alone = len(found) == 1 and found[0].sort == "number" and found[0].unit == unit and found[0].end == len(text)
        fits = unit is None or after == beside["days"]
        if alone and fits and found[0].start == 0 and found[0].value.denominator == 1:
            return int(found[0].value) * times
    return None


def reads_part(given: str, language: str, so_far: Answers) -> Part:
    """`2/3`, `>1/2`, “two thirds”, “more than half”, 75 %; of the members, as these questions ask."""
    share, of = _base(" ".join(given.split()), language, so_far)
    found = _share(share, language) if of in (None, "members") else None
    if found is None:
        raise LawError("answer_part", value=shown(given))
    return found


def _share(given: str, language: str) -> Part | None:
    """The share that an answer says; None where it says anything else, or more than that."""
    more, bare = given.startswith(">"), given.removeprefix(">").strip()
    read = reader(language)
    for text in (bare, f"{bare} of"):  # “a third” is a share only of something
        found = read(text) if read is not None else ()
        if len(found) == 1 and found[0].sort == "share" and not found[0].soft and len(found[0].text) >= len(bare):
            share = found[0].value
            fits = share.denominator in BELOW and 0 < share < 1 and share.numerator < 10
            return Part(share, more or found[0].strict is True) if fits else None
    return None


def reads_majority(usual: Base = "cast", no_less_than: str | None = None) -> Read:
    """`2/3`, “2/3 of the members”, “more than half of those present”; `usual` is the base where none is named.

    With no more than half, a motion and its opposite could both pass. What changes a rule asks for no less than the rule.
    """

    def read(given: str, language: str, so_far: Answers) -> Majority:
        share, of = _base(" ".join(given.split()), language, so_far)
        part = Part(HALF, strict=True) if share.lower() in said(language)["simple"] else _share(share, language)
        if part is None:
            if _share(share.split(" ")[0], language) is not None:
                raise LawError("answer_of", value=shown(given))
            raise LawError("answer_part", value=shown(given))
        if part < Part(HALF, strict=True):
            raise LawError("answer_majority", value=shown(given))
        found = Majority(part, of or usual)
        if no_less_than is not None and not found.holds(least := so_far[no_less_than]):
            needed = said(language)["majorities"][least.of]["shown"].format(part=least.part)
            raise LawError("answer_less", value=shown(given), needed=needed, than=no_less_than)
        return found

    return read


def _base(given: str, language: str, so_far: Answers) -> tuple[str, Base | None]:
    """What is typed without the words for the base, before the share or after it; and the base."""
    called = titled(so_far["titles"], so_far["noun"], language)
    spoken, text = said(language)["majorities"], given.lower()
    words = [(f"of {base}", base) for base in BASES]
    words += [(word.format_map(called).lower(), base) for base in BASES for word in spoken[base]["typed"]]
    for word, base in sorted(words, key=lambda one: -len(one[0])):
        if text.endswith(f" {word}"):
            return given[: -len(word)].strip(), base
        if text.startswith(f"{word} "):
            return given[len(word) :].strip(), base
    return given, None


def reads_word(*known: str) -> Read:
    """One of some words, or what else people say for it."""

    def read(given: str, language: str, _so_far: Answers) -> str:
        spoken, also = said(language)["choices"], said(language)["also"]
        words = {word.lower(): one for one in known for word in (one, str(spoken[one]), *also.get(one, ()))}
        typed = " ".join(given.lower().split())
        if typed not in words:
            named = tuple(spoken[one] for one in known)
            # Of several words the nearest one may be the opposite: no casting vote.
            meant = None if " " in typed else nearest(typed, (*known, *map(str, named)))
            raise LawError("answer_word", value=shown(given), known=named, nearest=meant)
        return words[typed]

    return read


def reads_organ(given: str, language: str, so_far: Answers) -> str:
    """Committee or assembly, as they are called here or as anywhere."""
    titles = so_far["titles"]
    named = {titles.committee.casefold(): "committee", titles.assembly.casefold(): "assembly"}
    found = named.get(without_known(given, language).casefold())
    if found is not None:
        return found
    try:
        return cast("str", reads_word("committee", "assembly")(given, language, so_far))
    except LawError as wrong:
        raise LawError(wrong.code, **{**wrong.facts, "known": (titles.committee, titles.assembly)}) from None


def reads_second(given: str, language: str, so_far: Answers) -> str | Part:
    """Whether there is a second call, and who is then enough."""
    try:
        return cast("str", reads_word("anyone", "no")(given, language, so_far))
    except LawError as no_word:
        if no_word.facts["nearest"] is not None:
            raise
    try:
        part = reads_part(given, language, so_far)
    except LawError:
        raise LawError("answer_second", value=shown(given)) from None
    if part >= so_far["quorum"]:
        raise LawError("answer_second_quorum", value=shown(given), quorum=str(so_far["quorum"]))
    return part


def reads_days(given: str, language: str, so_far: Answers) -> Days:
    """`22-40`, “22 to 40”, “between 22 and 40 days”; `14`, “within two weeks”, as soon as the notice allows."""
    alone = _whole(given, said(language)["after"]["days"], language)
    if alone is not None:
        given = f"{min(alone, so_far['second_notice'])}-{alone}"
    beside = "|".join(map(re.escape, said(language)["after"]["between"]))
    numbers = re.findall(r"[0-9]+", given, re.ASCII)
    rest = re.sub(r"[0-9]+", " ", given, flags=re.ASCII)
    if len(numbers) != 2 or not re.fullmatch(rf"(?:\s|[-–,]|\b(?:{beside})\b)*", rest):
        raise LawError("answer_days", value=shown(given))
    least, most = (int(one[:9]) for one in numbers)
    if not 1 <= least <= most <= 365:
        raise LawError("answer_days", value=shown(given))
    if most <= so_far["second_notice"]:
        raise LawError("answer_days_notice", value=shown(given), notice=so_far["second_notice"])
    return Days(least, most)


def reads_committee(given: str, language: str, so_far: Answers) -> int:
    seats = _whole(given, said(language)["after"]["seats"], language)
    if seats not in (3, 5, 7):
        raise LawError("answer_word", value=shown(given), known=(3, 5, 7), nearest=None)
    if seats > so_far["members"]:
        raise LawError("answer_committee", value=shown(given), members=so_far["members"])
    return seats


def reads_fee(given: str, language: str, _so_far: Answers) -> Fee:
    """`30`, “30 manats”, “30 AZN”."""
    number, _, beside = given.strip().partition(" ")
    fee = Fee(reads_number(0, 1_000_000)(number if beside and _code(beside, language) else given, language, {}))
    fee.currency = _code(beside, language)
    return fee


def reads_currency(given: str, language: str, _so_far: Answers) -> str:
    """`AZN`, “manats”."""
    code = _code(given, language)
    if code is None:
        raise LawError("answer_currency", value=shown(given))
    return code


def _code(given: str, language: str) -> str | None:
    """The code of a currency, from itself or from its name."""
    bare = given.strip()
    named = {name: code for code, names in said(language)["currencies"].items() for name in names}
    return bare if re.fullmatch(r"[A-Z]{3}", bare, re.ASCII) else named.get(bare)


def reads_day(given: str, language: str, _so_far: Answers) -> Day:
    """`31.3`, “31 March”."""
    written = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})\.?", given.strip(), re.ASCII)
    day, month = (int(written[1]), int(written[2])) if written else _last_day(given, language)
    read = reader(language)
    if not day and read is not None and len(found := read(given)) == 1 and found[0].sort == "day":
        month, day = divmod(int(found[0].value), 100)
    try:
        date(2027, month, day)  # a day that every year has
    except ValueError:
        raise LawError("answer_day", value=shown(given)) from None
    return Day(day, month)


def _last_day(given: str, language: str) -> tuple[int, int]:
    """The last day of the month that “end of January” names, and the month; zeros for anything else."""
    words = given.lower().replace(",", " ").split()
    named = [
        int(n) for n, month in speak(language).months.items() if any(one.startswith(month.lower()) for one in words)
    ]
    if len(named) != 1 or not set(words) & set(said(language)["after"]["end"]):
        return 0, 0
    return monthrange(2027, named[0])[1], named[0]


def shown(given: str) -> str:
    return given.strip()[:40]
