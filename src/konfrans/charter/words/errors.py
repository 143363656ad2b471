"""Errors in words: what is wrong, where, and what to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from konfrans.charter.faults import DocumentError, Fault, LawError
from konfrans.charter.shares import MOST_SIZES
from konfrans.charter.words.parts import fill
from konfrans.charter.words.tables import Words


class ErrorWords(Words, ABC):
    """The errors of a language; their sentences are templates among its words."""

    @abstractmethod
    def number(self, n: int) -> str:
        """A whole number as this language writes it."""

    def fault(self, fault: Fault) -> tuple[str, str]:
        """One fault of a document: what is wrong, with line and key, and what to do."""
        text, remedy = self._worded(fault.code, fault.facts)
        return self.place(fault) + text, remedy

    def error(self, error: LawError) -> tuple[str, str]:
        """What cannot be judged, and what to do about it."""
        if isinstance(error, DocumentError):
            text, remedy = self.fault(error.faults[0])
            rest = len(error.faults) - 1
            return (f"{text} {self.more(rest)}" if rest else text), remedy
        return self._worded(error.code, error.facts)

    def place(self, fault: Fault) -> str:
        """Where a fault stands: "line 12, article[1].number: ", or nothing."""
        said = [self.frame["line"].format(n=fault.line)] if fault.line else []
        said += [fault.key] if fault.key else []
        return f"{', '.join(said)}: " if said else ""

    def more(self, n: int) -> str:
        """That there are n more faults."""
        return fill(self.frame["more"], {"n": (self.number(n), n)})

    def fault_facts(self, facts: Mapping[str, Any]) -> dict[str, str]:
        """The facts of an error as words of this language."""
        said = self.frame
        words = {name: self.number(value) if type(value) is int else str(value) for name, value in facts.items()}
        meant = facts.get("nearest")
        words["meant_word"] = said["meant"].format(meant=meant) if meant else ""
        words["known"] = ", ".join(str(one) for one in facts.get("known") or ()) or self.furniture["none"]
        there = ", ".join(map(str, facts.get("choices") or ()))
        words["choices"] = said["choices"].format(choices=there) if there else ""
        words["thing"] = self.things.get(str(facts.get("what")), "")
        words["expected"] = self.types.get(str(facts.get("expected")), str(facts.get("expected")))
        if "expected" in facts:
            words["given"] = self.types.get(str(facts.get("given")), str(facts.get("given")))
        words["form"] = self.forms.get(str(facts.get("form")), "")
        words["comparison"] = said["above" if facts.get("strict") else "least"]
        given = facts.get("sizes") or ()
        sizes = ", ".join(str(n) for n in given) + (" …" if len(given) >= MOST_SIZES else "")
        words["differ"] = f" {said['differ'].format(sizes=sizes)}" if sizes else ""
        return words

    def _worded(self, code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
        if code not in self.errors:
            self.read_all()
        text, remedy = self.errors[code]
        words = self.fault_facts(facts)
        return text.format_map(words).strip(), remedy.format_map(words).strip()
