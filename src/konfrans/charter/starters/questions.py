"""What a club is asked before its charter is written: each question with its usual answer, and how an answer is read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.starters.answers import BASES, Answers, Base, Day, Days, Fee, Majority, Part, Titles
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


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `usual` is the answer that Enter keeps: as typed, or made from the answers before it."""

    name: str
    read: Read
    usual: str | Callable[[Answers], str | Majority] | None
    """None: a text, which each language has its own of."""
    asked: Callable[[Answers], bool] = lambda _answers: True
    """Whether it is asked at all."""

    def kept(self, language: str, so_far: Answers) -> str:
        """What is kept where nothing else is answered, as it would be typed."""
        if self.usual is None:
            return str(said(language)["usual"][self.name])
        kept = self.usual if isinstance(self.usual, str) else self.usual(so_far)
        if isinstance(kept, Majority):
            return str(said(language)["majorities"][kept.of]["shown"]).format(part=kept.part)
        return kept


def said(language: str) -> Mapping[str, Any]:
    """The words of charters to start from, in one language."""
    return cast("Mapping[str, Any]", speak(language).of_starting())


# how an answer is read --------------------------------------------------------------------------------------------------


def _text(most: int = LONGEST) -> Read:
    def read(given: str, language: str, _so_far: Answers) -> str:
        text = _bare(given.strip().rstrip(".").strip(QUOTES), language)
        if not text or len(text) > most or not text.isprintable():
            raise LawError("answer_text", value=_shown(given), most=most)
        return text

    return read


def _bare(given: str, language: str) -> str:
    """Without the words that the sentence has already: “the”, “its purpose is”."""
    text = given.strip()
    for word in said(language)["before"]:
        if text.lower().startswith(f"{word} "):
            text = text[len(word) :].strip()
    return text


def _titles(given: str, language: str, _so_far: Answers) -> Titles:
    """Five names, with commas between them."""
    names = [_bare(name.strip().strip(QUOTES), language) for name in given.split(",")]
    fit = all(name and len(name) <= LONGEST_TITLE and name.isprintable() for name in names)
    if len(names) != len(Titles._fields) or not fit or len({name.casefold() for name in names}) != len(names):
        raise LawError("answer_titles", value=_shown(given), most=LONGEST_TITLE)
    return Titles(*names)


def _number(least: int, most: int, after: str | None = None) -> Read:
    """`21`, “21 days”, “two years”; `after` names what may follow the number."""

    def read(given: str, language: str, _so_far: Answers) -> int:
        found = _whole(given, said(language)["after"][after] if after else (), language)
        if found is None or not least <= found <= most:
            raise LawError("answer_number", value=_shown(given), least=least, most=most)
        return found

    return read


def _whole(given: str, after: Collection[str], language: str) -> int | None:
    """The whole number that an answer says, in digits or in words; None where it says anything else beside it."""
    whole = bare = " ".join(given.split())
    bare = next((bare.removesuffix(f" {one}") for one in after if bare.endswith(f" {one}")), bare)
    if re.fullmatch(r"[0-9]{1,9}", bare, re.ASCII):
        return int(bare)
    read = reader(language)
    for text, unit, times in ((bare, None, 1), (whole, "weeks", 7)):
        found = read(text) if read is not None else ()
        alone = len(found) == 1 and found[0].sort == "number" and found[0].unit == unit and found[0].end == len(text)
        fits = unit is None or after == said(language)["after"]["days"]
        if alone and fits and found[0].start == 0 and found[0].value.denominator == 1:
            return int(found[0].value) * times
    return None


def _part(given: str, language: str, _so_far: Answers) -> Part:
    """`2/3`, `>1/2`, “two thirds”, “more than half”, 75 %."""
    bare = given.strip()
    more = bare.startswith(">")
    read = reader(language)
    share_alone = bare.removeprefix(">").strip()
    found = read(share_alone) if read is not None else ()
    if read is not None and not found:
        found = read(f"{share_alone} of")  # “a third” is a share only of something
    if len(found) == 1 and found[0].sort == "share" and not found[0].soft and found[0].value.denominator in BELOW:
        share = found[0].value
        if 0 < share < 1 and share.numerator < 10:
            return Part(share, more or found[0].strict is True)
    raise LawError("answer_part", value=_shown(given))


def _majority(usual: Base = "cast", no_less_than: str | None = None) -> Read:
    """`2/3`, “2/3 of the members”, “more than half of those present”; `usual` is the base where none is named.

    With no more than half, a motion and its opposite could both pass. What changes a rule asks for no less than the rule.
    """

    def read(given: str, language: str, so_far: Answers) -> Majority:
        share, of = _base(" ".join(given.split()), language)
        simple = share.lower() in said(language)["simple"]
        part = Part(HALF, strict=True) if simple else _part(share, language, so_far)
        if part < Part(HALF, strict=True):
            raise LawError("answer_majority", value=_shown(given))
        found = Majority(part, of or usual)
        if no_less_than is not None and not found.holds(least := so_far[no_less_than]):
            needed = said(language)["majorities"][least.of]["shown"].format(part=least.part)
            raise LawError("answer_less", value=_shown(given), needed=needed, than=no_less_than)
        return found

    return read


def _base(given: str, language: str) -> tuple[str, Base | None]:
    """What is typed without the words for the base, before the share or after it; and the base."""
    spoken = said(language)["majorities"]
    words = [(f"of {base}", base) for base in BASES] + [
        (word, base) for base in BASES for word in spoken[base]["typed"]
    ]
    for word, base in sorted(words, key=lambda one: -len(one[0])):
        if given.endswith(f" {word}"):
            return given.removesuffix(word).strip(), base
        if given.startswith(f"{word} "):
            return given.removeprefix(word).strip(), base
    return given, None


def _word(*known: str) -> Read:
    def read(given: str, language: str, _so_far: Answers) -> str:
        spoken = said(language)["choices"]
        words = {one: one for one in known} | {str(spoken[one]): one for one in known}
        if given.strip() not in words:
            shown = tuple(spoken[one] for one in known)
            raise LawError("answer_word", value=_shown(given), known=shown, nearest=nearest(given, words))
        return words[given.strip()]

    return read


def _organ(given: str, language: str, so_far: Answers) -> str:
    """Committee or assembly, as they are called here or as anywhere."""
    titles = so_far["titles"]
    named = {titles.committee.casefold(): "committee", titles.assembly.casefold(): "assembly"}
    found = named.get(_bare(given, language).casefold())
    if found is not None:
        return found
    try:
        return cast("str", _word("committee", "assembly")(given, language, so_far))
    except LawError as wrong:
        raise LawError(wrong.code, **{**wrong.facts, "known": (titles.committee, titles.assembly)}) from None


def _second(given: str, language: str, so_far: Answers) -> str | Part:
    """Whether there is a second call, and who is then enough."""
    try:
        return cast("str", _word("anyone", "no")(given, language, so_far))
    except LawError as no_word:
        if no_word.facts["nearest"] is not None:
            raise
    try:
        part = _part(given, language, so_far)
    except LawError:
        raise LawError("answer_second", value=_shown(given)) from None
    if part >= so_far["quorum"]:
        raise LawError("answer_second_quorum", value=_shown(given), quorum=str(so_far["quorum"]))
    return part


def _days(given: str, language: str, so_far: Answers) -> Days:
    """`22-40`, “22 to 40”, “between 22 and 40 days”; `14`, “within two weeks”, as soon as the notice allows."""
    within = "|".join(map(re.escape, said(language)["after"]["within"]))
    alone = _whole(re.sub(rf"\b(?:{within})\b", " ", given), said(language)["after"]["days"], language)
    if alone is not None:
        given = f"{min(alone, so_far['second_notice'])}-{alone}"
    beside = "|".join(map(re.escape, said(language)["after"]["between"]))
    numbers = re.findall(r"[0-9]+", given, re.ASCII)
    rest = re.sub(r"[0-9]+", " ", given, flags=re.ASCII)
    if len(numbers) != 2 or not re.fullmatch(rf"(?:\s|[-–,]|\b(?:{beside})\b)*", rest):
        raise LawError("answer_days", value=_shown(given))
    least, most = (int(one[:9]) for one in numbers)
    if not 1 <= least <= most <= 365:
        raise LawError("answer_days", value=_shown(given))
    if most <= so_far["second_notice"]:
        raise LawError("answer_days_notice", value=_shown(given), notice=so_far["second_notice"])
    return Days(least, most)


def _committee(given: str, language: str, so_far: Answers) -> int:
    seats = _whole(given, said(language)["after"]["seats"], language)
    if seats not in (3, 5, 7):
        raise LawError("answer_word", value=_shown(given), known=(3, 5, 7), nearest=None)
    if seats > so_far["members"]:
        raise LawError("answer_committee", value=_shown(given), members=so_far["members"])
    return seats


def _fee(given: str, language: str, _so_far: Answers) -> Fee:
    """`30`, “30 manats”, “30 AZN”."""
    number, _, beside = given.strip().partition(" ")
    fee = Fee(_number(0, 1_000_000)(number if beside and _code(beside, language) else given, language, {}))
    fee.currency = _code(beside, language)
    return fee


def _currency(given: str, language: str, _so_far: Answers) -> str:
    """`AZN`, “manats”."""
    code = _code(given, language)
    if code is None:
        raise LawError("answer_currency", value=_shown(given))
    return code


def _code(given: str, language: str) -> str | None:
    """The code of a currency, from itself or from its name."""
    bare = given.strip()
    named = {name: code for code, names in said(language)["currencies"].items() for name in names}
    return bare if re.fullmatch(r"[A-Z]{3}", bare, re.ASCII) else named.get(bare)


def _day(given: str, language: str, _so_far: Answers) -> Day:
    """`31.3`, “31 March”."""
    written = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})\.?", given.strip(), re.ASCII)
    day, month = (int(written[1]), int(written[2])) if written else _last_day(given, language)
    read = reader(language)
    if not day and read is not None and len(found := read(given)) == 1 and found[0].sort == "day":
        month, day = divmod(int(found[0].value), 100)
    try:
        date(2027, month, day)  # a day that every year has
    except ValueError:
        raise LawError("answer_day", value=_shown(given)) from None
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


def _shown(given: str) -> str:
    return given.strip()[:40]


# the questions ----------------------------------------------------------------------------------------------------------


def _after_notice(answers: Answers) -> str:
    return str(Days(answers["second_notice"], max(30, answers["second_notice"] + 16)))


def _or_as_much_as(name: str, usual: str, of: Base) -> Callable[[Answers], Majority]:
    """The usual majority, raised to what the answer that it must not fall behind asks for."""

    def kept(answers: Answers) -> Majority:
        least: Majority = answers[name]
        return Majority(max(Part(Fraction(usual)), least.part), max(of, least.of, key=BASES.index))

    return kept


def _as_the_fee(answers: Answers) -> str:
    return answers["fee"].currency or "AZN"


def _if_second(answers: Answers) -> bool:
    return bool(answers["second"] != "no")


def _if_fee(answers: Answers) -> bool:
    return bool(answers["fee"])


QUESTIONS: tuple[Question, ...] = (
    Question("name", _text(), None),
    Question("purpose", _text(), None),
    Question("noun", _text(LONGEST_TITLE), None),
    Question("titles", _titles, None),
    Question("members", _number(3, 1000, "members"), "20"),
    Question("quorum", _part, "1/2"),
    Question("notice", _number(1, 120, "days"), "14"),
    Question("second", _second, "anyone"),
    Question("second_notice", _number(1, 120, "days"), lambda answers: str(answers["notice"]), _if_second),
    Question("second_days", _days, _after_notice, _if_second),
    Question("sessions", _number(1, 10, "times"), "1"),
    Question("call", _part, "1/5"),
    Question("majority", _majority(), ">1/2"),
    Question("amendment", _majority(no_less_than="majority"), _or_as_much_as("majority", "2/3", "cast")),
    Question("dissolution", _majority("members", "amendment"), _or_as_much_as("amendment", "3/4", "members")),
    Question("ballots", _word("elections", "persons", "all"), "elections"),
    Question("tie", _word("casting", "fails"), "casting", lambda answers: answers["ballots"] != "all"),
    Question("committee", _committee, lambda answers: "5" if answers["members"] >= 5 else "3"),
    Question("term", _number(1, 10, "years"), "2"),
    Question("limit", _number(0, 10, "terms"), "0"),
    Question("admission", _organ, "committee"),
    Question("exclusion", _majority(), "2/3"),
    Question("appeal", _number(0, 365, "days"), "30"),
    Question("fee", _fee, "20"),
    Question("currency", _currency, _as_the_fee, _if_fee),
    Question("due", _day, "31.3", _if_fee),
    Question("arrears", _number(1, 60, "months"), "3", _if_fee),
    Question("proxies", _number(0, 10, "members"), "0"),
)
"""Every question, in the order in which they are asked: an answer may depend on those before it."""
NAMES = tuple(one.name for one in QUESTIONS)


TEXTS = tuple(one.name for one in QUESTIONS if one.usual is None)
"""Those whose answer each language has its own of: `name`, and `name.az` for a further language."""


def further(question: Question, languages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The names under which a question is answered once more, each with its language: for a text, in each language but the first."""
    return tuple((f"{question.name}.{code}", code) for code in languages[1:]) if question.usual is None else ()


def read_all(typed: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
    """Every answer, read in the first of the languages; what is left out is as usual. `LawError` for an unknown name, and for what
    cannot be read.
    """
    language = languages[0]
    known = (*NAMES, *(name for one in QUESTIONS for name, _code in further(one, languages)))
    for name in typed:
        if name not in known:
            raise LawError("answer_unknown", given=name[:40], known=known, nearest=nearest(name, known))
    answers: dict[str, Any] = {}
    for one in QUESTIONS:
        given = typed.get(one.name)
        if one.asked(answers):
            answers[one.name] = read_one(
                one, one.kept(language, answers) if given is None else given, language, answers
            )
        elif given is not None:
            raise LawError("answer_idle", question=one.name, value=_shown(given))
        for name, code in further(one, languages):
            if given is not None and name not in typed:
                raise LawError("answer_language", question=one.name, given=name)
            answers[name] = read_one(one, typed.get(name, one.kept(code, answers)), code, answers)
    return answers


def read_one(question: Question, given: str, language: str, so_far: Answers) -> Any:
    """One answer, read beside those before it; what is wrong with it names the question."""
    try:
        return question.read(given, language, so_far)
    except LawError as wrong:
        usual = "" if question.usual is None else question.kept(language, so_far)
        raise LawError(wrong.code, **{**wrong.facts, "question": question.name, "usual": usual}) from None
