"""The words of a language, read from the TOML files of its folder: those of votes at once, the others when first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from konfrans.charter.verdicts import Outcome


class Words:
    """The tables of one language, an attribute for each."""

    code: ClassVar[str]

    outcomes: Mapping[Outcome, str]
    headings: Mapping[str, str]
    statuses: Mapping[bool | None, str]
    kinds: Mapping[str, str]
    bases: Mapping[str, str]
    whole: Mapping[str, str]
    of_them: Mapping[str, str]
    abstention: Mapping[str, str]
    parts: Mapping[str, str]
    values: Mapping[str, str]
    items: Mapping[str, str]
    furniture: Mapping[str, str]
    amounts: Mapping[str, str]
    acts: Mapping[str, str]
    questions: Mapping[str, str]
    proofs: Mapping[str, str]
    comparison: Mapping[str, str]
    trial: Mapping[str, str]
    months: Mapping[str, str]
    types: Mapping[str, str]
    things: Mapping[str, str]
    forms: Mapping[str, str]
    errors: Mapping[str, tuple[str, str]]
    """Each error's text and remedy, with the facts by name."""

    def __init__(self) -> None:
        """Reads the words of votes from the language's folder; those of the other questions when they are first needed."""
        self._read: set[str] = set()
        self._rest: dict[str, dict[str, Any]] = {"answers": {}, "reasons": {}}
        for table, words in self._file("motions").items():
            match table:
                case "outcomes":
                    self.outcomes = {Outcome(key): word for key, word in words.items()}
                case "statuses":
                    self.statuses = {True: words["met"], False: words["not_met"], None: words["open"]}
                case _:
                    setattr(self, table, words)

    def _file(self, name: str) -> dict[str, Any]:
        """One file of words; its errors join those already read."""
        self._read.add(name)
        found = tomllib.loads((Path(__file__).parent / self.code / f"{name}.toml").read_text("utf-8"))
        errors = {code: (error["text"], error["remedy"]) for code, error in found.pop("errors", {}).items()}
        self.errors = {**getattr(self, "errors", {}), **errors}
        return found

    def read_all(self) -> None:
        """Reads every file of words that has not been read: answers, reasons, acts and values join the others."""
        for path in sorted((Path(__file__).parent / self.code).glob("*.toml")):
            if path.stem in self._read:
                continue
            for table, words in self._file(path.stem).items():
                if table in self._rest:
                    self._rest[table].update(words)
                else:
                    setattr(self, table, {**getattr(self, table, {}), **words})

    def of_comparison(self) -> Mapping[str, str]:
        """The words of charters beside each other."""
        if "comparison" not in self._read:
            self.read_all()
        return self.comparison

    def of_trial(self) -> Mapping[str, str]:
        """The words of examples, and of mutants."""
        if "trial" not in self._read:
            self.read_all()
        return self.trial

    def of_reason(self, code: str) -> Mapping[str, str]:
        """The templates of a reason that is not one of a vote."""
        if code not in self._rest["reasons"]:
            self.read_all()
        found: Mapping[str, str] = self._rest["reasons"][code]
        return found

    def of_answer(self, question: str) -> Mapping[str, str]:
        """The templates of a question's answers, by outcome."""
        if question not in self._rest["answers"]:
            self.read_all()
        found: Mapping[str, str] = self._rest["answers"].get(question, {})
        return found
