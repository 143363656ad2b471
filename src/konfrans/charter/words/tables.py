"""The words of a language, read from the TOML files of its folder: those of votes at once, the others when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar

import tomli

from konfrans.charter.verdicts import Outcome

HOME = Path(__file__).parent
"""Where the folders of the languages are."""
FALLBACK = "en"
STATES = {"met": True, "not_met": False, "open": None}


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
    frame: Mapping[str, str]
    amounts: Mapping[str, str]
    acts: Mapping[str, str]
    questions: Mapping[str, str]
    proofs: Mapping[str, str]
    check: Mapping[str, Any]
    comparison: Mapping[str, str]
    trial: Mapping[str, str]
    starting: Mapping[str, str]
    filling: Mapping[str, Any]
    mechanisms: Mapping[str, str]
    rules: Mapping[str, Any]
    months: Mapping[str, str]
    types: Mapping[str, str]
    things: Mapping[str, str]
    forms: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, Mapping[str, str]]
    errors: Mapping[str, tuple[str, str]]
    """Each error's text and remedy, with the facts by name."""

    def __init__(self) -> None:
        """Reads the words of votes from the language's folder; those of the other questions when they are first needed."""
        self._read: set[str] = set()
        self._reading = RLock()
        self.answers, self.reasons = Table(self, "answers"), Table(self, "reasons")
        self._take("motions")
        self._read.add("motions")

    def __getattr__(self, table: str) -> Any:
        """A table of which the language has no words at all: those of English, marked as such."""
        if table.startswith("_") or self.code == FALLBACK or table not in Words.__annotations__:
            raise AttributeError(table)
        found = Table(self, table)
        setattr(self, table, found)
        return found

    def _take(self, name: str) -> None:
        """One file of words: its tables join those already read."""
        path = HOME / self.code / f"{name}.toml"
        for table, words in (tomli.loads(path.read_text("utf-8")) if path.exists() else {}).items():
            match table:
                case "outcomes":
                    words = {Outcome(key): word for key, word in words.items()}
                case "statuses":
                    words = {STATES[key]: word for key, word in words.items()}
                case "errors":
                    words = {code: (error["text"], error["remedy"]) for code, error in words.items()}
            setattr(self, table, Table(self, table, {**self.__dict__.get(table, {}), **words}))

    def read_all(self) -> None:
        """Reads every file of words that has not been read.

        One thread does it, and a file counts as read when all of them are: several hold sentences of the same table.
        """
        with self._reading:
            found = [path.stem for path in sorted((HOME / FALLBACK).glob("*.toml")) if path.stem not in self._read]
            for name in found:
                self._take(name)
            self._read |= set(found)

    def of_comparison(self) -> Mapping[str, str]:
        """The words of charters beside each other."""
        if "comparison" not in self._read:
            self.read_all()
        return self.comparison

    def of_rules(self, table: str) -> Mapping[str, Any]:
        """The headings of mechanisms (`mechanisms`), or the sentences of rules by table and key (`rules`)."""
        if "mechanisms" not in self._read:
            self.read_all()
        found: Mapping[str, Any] = getattr(self, table)
        return found

    def of_filling(self) -> Mapping[str, Any]:
        """What keys and values are called where a rule is filled in (`keys`, `values`)."""
        if "filling" not in self._read:
            self.read_all()
        return self.filling

    def of_trial(self) -> Mapping[str, str]:
        """The words of examples, and of mutants."""
        if "trial" not in self._read:
            self.read_all()
        return self.trial

    def of_starting(self) -> Mapping[str, str]:
        """The words of a charter to start from."""
        if "starting" not in self._read:
            self.read_all()
        return self.starting

    def of_reason(self, code: str) -> Mapping[str, str]:
        """The templates of a reason that is not one of a vote."""
        if code not in self.reasons:
            self.read_all()
        return self.reasons[code]

    def of_answer(self, question: str) -> Mapping[str, str]:
        """The templates of a question's answers, by outcome."""
        if question not in self.answers:
            self.read_all()
        return self.answers[question] if question in self.answers or self.code != FALLBACK else {}


class Table(dict[Any, Any]):
    """A table of words; a key that the language lacks is answered in English, marked with the language it is in."""

    def __init__(self, words: Words, name: str, given: Mapping[Any, Any] | None = None) -> None:
        super().__init__(given or {})
        self.words, self.name = words, name

    def __missing__(self, key: Any) -> Any:
        if self.words.code == FALLBACK:
            raise KeyError(key)
        from konfrans.charter.words import speak

        english = speak(FALLBACK)
        if key not in getattr(english, self.name, {}):
            english.read_all()
        found = getattr(english, self.name)[key]
        self[key] = _marked(found)
        return self[key]


def _marked(found: Any) -> Any:
    """Words of the other language with its code, so that nobody takes them for a translation."""
    if isinstance(found, str):
        return f"{found} [{FALLBACK}]"
    if isinstance(found, tuple):
        return tuple(_marked(one) for one in found)
    return {key: _marked(one) for key, one in found.items()}
