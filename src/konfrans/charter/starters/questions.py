"""What a club is asked before its charter is written: each question with its usual answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.starters.answers import BASES, Answers, Base, Days, Majority, Part
from konfrans.charter.starters.reading import (
    LONGEST_TITLE,
    Read,
    reads_committee,
    reads_currency,
    reads_day,
    reads_days,
    reads_fee,
    reads_majority,
    reads_number,
    reads_organ,
    reads_part,
    reads_second,
    reads_text,
    reads_titles,
    reads_word,
    said,
    shown,
)


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
    Question("name", reads_text(), None),
    Question("purpose", reads_text(), None),
    Question("noun", reads_text(LONGEST_TITLE), None),
    Question("titles", reads_titles, None),
    Question("members", reads_number(3, 1000, "members"), "20"),
    Question("quorum", reads_part, "1/2"),
    Question("notice", reads_number(1, 120, "days"), "14"),
    Question("second", reads_second, "anyone"),
    Question("second_notice", reads_number(1, 120, "days"), lambda answers: str(answers["notice"]), _if_second),
    Question("second_all", reads_word("no", "yes"), "no", _if_second),
    Question("second_days", reads_days, _after_notice, _if_second),
    Question("sessions", reads_number(1, 10, "times"), "1"),
    Question("call", reads_part, "1/5"),
    Question("majority", reads_majority(), ">1/2"),
    Question("amendment", reads_majority(no_less_than="majority"), _or_as_much_as("majority", "2/3", "cast")),
    Question("dissolution", reads_majority("members", "amendment"), _or_as_much_as("amendment", "3/4", "members")),
    Question("ballots", reads_word("elections", "persons", "all"), "elections"),
    Question("tie", reads_word("casting", "fails"), "casting", lambda answers: answers["ballots"] != "all"),
    Question("committee", reads_committee, lambda answers: "5" if answers["members"] >= 5 else "3"),
    Question("term", reads_number(1, 10, "years"), "2"),
    Question("limit", reads_number(0, 10, "terms"), "0"),
    Question("admission", reads_organ, "committee"),
    Question("exclusion", reads_majority(), "2/3"),
    Question("appeal", reads_number(0, 365, "days"), "30"),
    Question("fee", reads_fee, "20"),
    Question("currency", reads_currency, _as_the_fee, _if_fee),
    Question("due", reads_day, "31.3", _if_fee),
    Question("arrears", reads_number(1, 60, "months"), "3", _if_fee),
    Question("proxies", reads_number(0, 10, "members"), "0"),
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
            raise LawError("answer_idle", question=one.name, value=shown(given))
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
