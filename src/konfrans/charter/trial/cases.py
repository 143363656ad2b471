"""Examples asked: what each expects, what the charter answers, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File
from typing import Any

from konfrans.charter.asking import ask, facts_of, question
from konfrans.charter.faults import FactsError, Fault, LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Cases, Example, Expected
from konfrans.charter.lines import Lines, Part, Path, key_name
from konfrans.charter.loading import document_text, read_as, table_of
from konfrans.charter.verdicts import Verdict

NOTHING = object()
"""What is not there, where None is a value."""


@dataclass(frozen=True, slots=True)
class Case:
    """An example and where it stands: its place in the list, the text that holds it, and the file where it is not the charter's."""

    example: Example
    place: int
    document: str
    file: str = ""

    @property
    def path(self) -> Path:
        return ("example", self.place)

    @property
    def key(self) -> str:
        """As people find it in the file: `example[3]`."""
        return key_name(self.path)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was expected otherwise: `what` is outcome, needed, got, next or a key of the answer."""

    what: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Tried:
    """An example that was asked: how it differs from what it expects, or the error that kept it from being asked."""

    case: Case
    line: int
    verdict: Verdict | None = None
    differences: tuple[Difference, ...] = ()
    error: LawError | None = None

    @property
    def holds(self) -> bool:
        return not self.differences and self.error is None


def cases_of(charter: Charter) -> tuple[Case, ...]:
    """The examples that a charter carries."""
    return tuple(Case(one, place, charter.document) for place, one in enumerate(charter.example))


def read_cases(file: File | str, charter: Charter) -> tuple[Case, ...]:
    """The examples of a file of their own; `CharterError` holds every fault, with line, key and the file's name."""

    def load(document: bytes) -> tuple[Case, ...]:
        text = document_text(document)
        found = table_of(Cases, text, charter.things())
        return tuple(Case(one, place, text, str(file)) for place, one in enumerate(found.example))

    return read_as(file, load)


def cases_beside(file: File) -> File | None:
    """The file of further cases that stands beside a charter: `cases/` and its own name. None where there is nothing of that name; what is no
    file is told when it is read."""
    beside = file.parent / "cases" / file.name
    try:
        return beside if beside.exists() or beside.is_symlink() else None
    except OSError:  # a folder that may not be looked into
        return beside


def try_cases(cases: Iterable[Case], charter: Charter) -> tuple[Tried, ...]:
    """Every example asked. Lines are looked up only for what is to be told."""
    lines: dict[str, Lines] = {}
    return tuple(_tried(case, charter, lines) for case in cases)


def holds(example: Example, charter: Charter) -> bool:
    """Whether the charter answers as the example expects; a case that cannot be asked does not hold."""
    try:
        return not any(_differences(example.expect, example.article, answered(example, charter)))
    except LawError:
        return False


def answered(example: Example, charter: Charter) -> Verdict:
    """The verdict on an example; `LawError` where it cannot be asked."""
    return ask(example.question, dict(example.facts), charter)


def differences(example: Example, verdict: Verdict) -> tuple[Difference, ...]:
    """Where a verdict is another than the example expects."""
    return tuple(_differences(example.expect, example.article, verdict))


def _tried(case: Case, charter: Charter, lines: dict[str, Lines]) -> Tried:
    example = case.example
    try:
        verdict = answered(example, charter)
    except FactsError:
        return Tried(case, _lines(case, lines).of(case.path), error=_with_place(case, charter, _lines(case, lines)))
    except LawError as wrong:
        return Tried(case, _lines(case, lines).of(case.path), error=wrong)
    found = differences(example, verdict)
    return Tried(case, _lines(case, lines).of(case.path) if found else 0, verdict, found)


def _lines(case: Case, known: dict[str, Lines]) -> Lines:
    if case.document not in known:
        known[case.document] = Lines(case.document)
    return known[case.document]


def _with_place(case: Case, charter: Charter, lines: Lines) -> LawError:
    """The faults of facts with their lines and their keys in the whole document."""
    above = (*case.path, "facts")
    found: tuple[Fault, ...] = ()
    try:
        facts_of(question(case.example.question), case.example.facts, charter, Part(lines, above))
    except FactsError as wrong:
        found = wrong.faults
    return FactsError(_below(key_name(above), fault) for fault in found)


def _below(above: str, fault: Fault) -> Fault:
    return replace(fault, key=above if not fault.key else f"{above}.{fault.key}")


def _differences(expect: Expected, article: str, verdict: Verdict) -> Iterator[Difference]:
    if verdict.outcome is not expect.outcome:
        yield Difference("outcome", expect.outcome.value, verdict.outcome.value)
    reason = next((one for one in verdict.reasons if one.article == article), None)
    for what in ("needed", "got"):
        expected = getattr(expect, what)
        found = None if reason is None else getattr(reason, what)
        if expected is not None and (expected != found or type(expected) is not type(found)):
            yield Difference(what, expected, found)
    given = verdict.answer if isinstance(verdict.answer, Mapping) else {}
    for key, expected in expect.answer.items():
        found = given.get(key, NOTHING)
        if not _within(expected, found):
            yield Difference(key, plain(expected), None if found is NOTHING else plain(found))
    acts = tuple(step.act for step in verdict.next)
    if expect.next is not None and expect.next != acts:
        yield Difference("next", list(expect.next), list(acts))


def _within(expected: Any, found: Any) -> bool:
    """Whether a value is as expected; of a table, each key that is expected."""
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(
            _within(value, found.get(key, NOTHING)) for key, value in expected.items()
        )
    expected, found = plain(expected), plain(found)
    return type(expected) is type(found) and bool(expected == found)


def plain(value: Any) -> Any:
    """A value as JSON holds it: days as text, lists as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
