"""Mutants: a charter in which one rule is another by the least step. A charter's examples are good when each mutant breaks one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from konfrans.charter.faults import CharterError, LawError
from konfrans.charter.law import Charter
from konfrans.charter.lines import Lines, key_name
from konfrans.charter.loading import read_document
from konfrans.charter.toml_text import value_toml
from konfrans.charter.trial.cases import Case, holds, plain
from konfrans.charter.trial.steps import GONE, KeyName, Step, steps

MOST = 10_000
"""Mutants of one charter; more are refused. Thirty articles have some hundreds."""


@dataclass(frozen=True)
class Mutant:
    """One least change of a charter: where it is, what stood there and what stands there now."""

    step: Step
    line: int
    charter: Charter
    """The charter with the change; its document and hash are those of the original."""

    @cached_property
    def key(self) -> str:
        """Where it is: `organs.general_assembly.quorum.more_than.share`."""
        return key_name(self.step.path)

    @property
    def old(self) -> str:
        """What stood there, as a file writes it; empty where it was left out."""
        return written(self.step.old)

    @property
    def new(self) -> str:
        """What stands there now; empty where it is left out."""
        return written(self.step.new)


def mutants_of(charter: Charter) -> tuple[Mutant, ...]:
    """Every mutant of a charter: each least step of its document that gives a charter again, in the order of the document.

    `LawError` where there are more than can be looked through.
    """
    document = tomllib.loads(charter.document)
    bare = {key: value for key, value in document.items() if key != "example"}
    lines = Lines(charter.document)
    return tuple(_mutants(charter, bare, lines))


def _mutants(charter: Charter, bare: Mapping[str, Any], lines: Lines) -> Iterator[Mutant]:
    own = charter.but(example=())
    known = charter.things()  # a step takes no organ, office or article away
    for number, step in enumerate(steps(Charter, bare)):
        if number >= MOST:
            raise LawError("too_many_mutants", most=MOST)
        try:
            changed: Charter = read_document(Charter, step.made(bare), known)
        except CharterError:
            continue  # what a charter cannot say is no mutant of it
        changed = changed.but(document=charter.document, sha256=charter.sha256, holidays=charter.holidays)
        if changed != own:  # else it says the same in other words: that a share of weights is one of weights
            yield Mutant(step, lines.of(step.path), changed)


def survivors_of(mutants: Iterable[Mutant], cases: Iterable[Case]) -> tuple[Mutant, ...]:
    """The mutants that break no example."""
    waiting = list(cases)
    found = []
    for mutant in mutants:
        for place, case in enumerate(waiting):
            if not holds(case.example, mutant.charter):
                waiting.insert(0, waiting.pop(place))  # what broke here breaks at the next change of the same rule too
                break
        else:
            found.append(mutant)
    return tuple(found)


def written(value: Any) -> str:
    """A value as TOML writes it, in one line; nothing for what is left out."""
    if value is GONE:
        return ""
    return str(value) if isinstance(value, KeyName) else value_toml(plain(value))
