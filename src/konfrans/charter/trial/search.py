"""A case that tells two charters apart, looked for among the cases near those that are known: one step away, then two."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konfrans.charter.asking import facts_of, question, questions
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.reading import Things
from konfrans.charter.trial.cases import Case, plain
from konfrans.charter.trial.comparing import Witness, tells
from konfrans.charter.trial.steps import ANY_KEY, steps
from konfrans.charter.trial.tracing import Part, Traced, part_of, reads
from konfrans.charter.verdicts import Verdict

MOST_CASES = 1_500
"""Cases looked at for one mutant and one question."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A case as a file holds it, as the question takes it, what the charter answers, and which parts of it the answer looks at."""

    facts: Mapping[str, Any]
    read: Any
    verdict: Verdict
    parts: frozenset[Part]


class Neighbourhood:
    """The cases near the known ones, with what the charter answers; each is asked of it once, whatever is compared."""

    def __init__(self, charter: Charter, cases: Iterable[Case], most: int = MOST_CASES) -> None:
        self.charter, self.most = charter, most
        self.known = tuple(case.example for case in cases)
        self._traced = Traced(charter)
        self._near: dict[str, tuple[list[_Near], list[_Near]]] = {}

    def find(self, other: Charter, asked: Iterable[str], path: Sequence[Any] = ()) -> Witness | None:
        """The nearest case on which the other charter answers differently; None where there is none among those looked at.

        The other charter has the organs, offices, kinds and articles of this one. `path` is where the two differ, if they do in one place: only
        cases whose answer looks there are asked.
        """
        keys, part = tuple(asked), part_of(self.charter, path)
        for place in (0, 1):
            for key in keys:
                answer_to = question(key).answer
                for one in self._of(key)[place]:
                    if reads(one.parts, part) and tells(one.verdict, found := _answer(answer_to, one.read, other)):
                        return Witness(key, one.facts, one.verdict, found)
        return None

    def readers(self, path: Sequence[Any]) -> frozenset[str]:
        """The questions of which a case looks at a place of the charter."""
        part = part_of(self.charter, path)
        return frozenset(
            key for key in questions() for group in self._of(key) for one in group if reads(one.parts, part)
        )

    def _of(self, key: str) -> tuple[list[_Near], list[_Near]]:
        """The known cases of a question, and those near them."""
        if key not in self._near:
            found = list(self._answered(key))
            seeds = 1 + sum(one.question == key for one in self.known)
            self._near[key] = found[:seeds], found[seeds:]
        return self._near[key]

    def _answered(self, key: str) -> Iterator[_Near]:
        asked = question(key)
        for facts in self._facts(key):
            try:
                read = facts_of(asked, facts, self.charter)
            except LawError:
                continue
            with self._traced.reading() as parts:
                verdict = _answer(asked.answer, read, self._traced.charter)
            if verdict is not None:
                yield _Near(facts, read, verdict, frozenset(parts))

    def _facts(self, key: str) -> Iterator[Mapping[str, Any]]:
        asked = question(key)
        seeds = [one.facts for one in self.known if one.question == key] + [tomllib.loads(asked.example)]
        things = {**self.charter.things(), ANY_KEY: frozenset(_keys(tomllib.loads(self.charter.document)))}
        seen: set[str] = set()
        ring: list[Mapping[str, Any]] = [*seeds]
        for _distance in range(3):
            further: list[Mapping[str, Any]] = []
            for facts in ring:
                written = repr(plain(facts))
                if written in seen:
                    continue
                if len(seen) >= self.most:
                    return
                seen.add(written)
                yield facts
                further += _next(asked.facts, facts, things, self.most - len(further))
            ring = further


def _keys(document: Any) -> Iterator[str]:
    """What rules call something by a key of its own."""
    inner = document.values() if isinstance(document, Mapping) else document if isinstance(document, list) else ()
    for one in inner:
        yield from _keys(one)
    if isinstance(document, Mapping):
        yield from (document[name] for name in ("key", "rule") if isinstance(document.get(name), str))


def _next(shape: Any, facts: Mapping[str, Any], things: Things, most: int) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for step in steps(shape, facts, things=things):
        if len(found) >= most:
            break
        found.append(step.made(facts))
    return found


def _answer(answer: Callable[[Any, Charter], Verdict], facts: Any, charter: Charter) -> Verdict | None:
    """The verdict; None where the question cannot be answered so."""
    try:
        return answer(facts, charter)
    except LawError:
        return None
