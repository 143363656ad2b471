"""A case that tells two charters apart, looked for among the cases near those that are known: one step away, then two."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from konfrans.charter.asking import ask, question
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.reading import Things
from konfrans.charter.trial.cases import Case, plain
from konfrans.charter.trial.comparing import Witness, tells
from konfrans.charter.trial.steps import ANY_KEY, steps
from konfrans.charter.verdicts import Verdict

MOST_CASES = 1_500
"""Cases looked at for one mutant and one question."""


class Neighbourhood:
    """The cases near the known ones, with what the charter answers; each is asked of it once, whatever is compared."""

    def __init__(self, charter: Charter, cases: Iterable[Case], most: int = MOST_CASES) -> None:
        self.charter, self.most = charter, most
        self.known = tuple(case.example for case in cases)
        self._near: dict[str, list[tuple[Mapping[str, Any], Verdict]]] = {}

    def find(self, other: Charter, asked: Iterable[str]) -> Witness | None:
        """The nearest case on which the other charter answers differently; None where there is none among those looked at."""
        keys = tuple(asked)
        for known in (True, False):
            for key in keys:
                near = self._of(key)
                seeds = 1 + sum(one.question == key for one in self.known)
                for facts, verdict in near[:seeds] if known else near[seeds:]:
                    found = answer(key, facts, other)
                    if tells(verdict, found):
                        return Witness(key, facts, verdict, found)
        return None

    def _of(self, key: str) -> list[tuple[Mapping[str, Any], Verdict]]:
        if key not in self._near:
            found = ((facts, answer(key, facts, self.charter)) for facts in self._facts(key))
            self._near[key] = [(facts, verdict) for facts, verdict in found if verdict is not None]
        return self._near[key]

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


def answer(key: str, facts: Mapping[str, Any], charter: Charter) -> Verdict | None:
    """The verdict; None where the question cannot be asked so."""
    try:
        return ask(key, dict(facts), charter)
    except LawError:
        return None
