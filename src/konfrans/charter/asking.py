"""Questions to a charter: each takes facts, a table of its own, and gives a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from konfrans.charter.faults import CharterError, FactsError, QuestionError, nearest
from konfrans.charter.law import Charter
from konfrans.charter.lines import Lines
from konfrans.charter.loading import read_document, table_of
from konfrans.charter.tables import Table
from konfrans.charter.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the table of facts that it is asked on, and the rule that answers it."""

    key: str
    facts: type[Table]
    answer: Callable[[Any, Charter], Verdict]

    @property
    def example(self) -> str:
        """A facts file to begin with; it is answered under the draft charter."""
        return (_EXAMPLES / f"{self.key}.toml").read_text("utf-8")


_EXAMPLES = Path(__file__).parent / "examples"

_WHERE = {
    "motion": "konfrans.charter.questions.motion:MOTION",
    "quorum": "konfrans.charter.questions.motion:QUORUM",
    "needed": "konfrans.charter.questions.needed:NEEDED",
    "organ": "konfrans.charter.questions.organ:ORGAN",
    "voting": "konfrans.charter.questions.voting:VOTING",
    "effect": "konfrans.charter.questions.effect:EFFECT",
    "called": "konfrans.charter.questions.called:CALLED",
    "written": "konfrans.charter.questions.written:WRITTEN",
    "sessions": "konfrans.charter.questions.sessions:SESSIONS",
    "nominations": "konfrans.charter.questions.nominations:NOMINATIONS",
    "presence": "konfrans.charter.questions.sessions:PRESENCE",
    "stand": "konfrans.charter.questions.standing:STAND",
    "window": "konfrans.charter.questions.standing:WINDOW",
    "round": "konfrans.charter.questions.rounds:ROUND",
    "in_force": "konfrans.charter.questions.force:IN_FORCE",
    "prevails": "konfrans.charter.questions.force:PREVAILS",
    "seat": "konfrans.charter.questions.seat:SEAT",
    "composition": "konfrans.charter.questions.composition:COMPOSITION",
    "term": "konfrans.charter.questions.term:TERM",
    "power": "konfrans.charter.questions.power:POWER",
    "admission": "konfrans.charter.questions.admission:ADMISSION",
    "entitled": "konfrans.charter.questions.entitled:ENTITLED",
    "owes": "konfrans.charter.questions.owes:OWES",
}
"""Where each question is answered, in the order in which they are listed."""


def questions() -> tuple[str, ...]:
    """The keys of all questions."""
    return tuple(_WHERE)


@cache
def question(key: str) -> Question:
    """A question by its key; `QuestionError` where there is none."""
    if key not in _WHERE:
        raise QuestionError("question_unknown", given=key[:60], nearest=nearest(key, _WHERE), known=questions())
    found = resolve_name(_WHERE[key])
    assert isinstance(found, Question)
    return found


def read_facts(asked: Question, document: bytes | str, charter: Charter) -> Any:
    """The facts of a question from TOML text. `FactsError` holds every fault, with line and key."""
    try:
        return table_of(asked.facts, document, charter.things())
    except CharterError as wrong:
        raise FactsError(wrong.faults) from None


def example_for(asked: Question, charter: Charter) -> str:
    """A facts file to begin with in the keys of a charter: what the example names and the charter does not have is put for something
    of that sort which it has.
    """
    (organs, callers), lines = _usual(charter), asked.example.splitlines()
    for _line in range(MOST_PUT):
        try:
            read_facts(asked, "\n".join(lines), charter)
        except FactsError as wrong:
            put = [one for one in wrong.faults if one.code == "not_found" and one.facts.get("choices") and one.line]
            if not put:
                break
            for one in put:
                there, first = one.facts["choices"], organs if one.facts["what"] == "organ" else callers
                new = next((name for name in first if name in there), there[0])
                old, new = f'"{one.facts["given"]}"', f'"{new}"'
                lines[one.line - 1] = lines[one.line - 1].replace(old, new, 1)
        else:
            break
    return "\n".join(lines) + "\n"


def _usual(charter: Charter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an example speaks of first: the organ that takes ordinary decisions; who calls it."""
    rule = charter.motion_rule("ordinary")
    return ((rule.organ.key,), tuple(who for way in rule.organ.convening for who in way.who)) if rule else ((), ())


MOST_PUT = 40
"""Rounds in which names are put for others: on one line each round puts one."""


def ask(key: str, facts: Any, charter: Charter) -> Verdict:
    """The verdict on facts: a table of the question's own, or a plain dict as its TOML file would hold it."""
    asked = question(key)
    if isinstance(facts, dict):
        facts = facts_of(asked, facts, charter)
    return asked.answer(facts, charter)


def facts_of(asked: Question, found: Mapping[str, Any], charter: Charter, lines: Lines | None = None) -> Any:
    """The facts of a question from plain values; `lines` says where they stand in a document."""
    try:
        return read_document(asked.facts, found, charter.things(), lines)
    except CharterError as wrong:
        raise FactsError(wrong.faults) from None
