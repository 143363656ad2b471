"""What the law engine refuses: codes and facts. The words, in every language, are in `konfrans.charter.words`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


class LawError(Exception):
    """Something that cannot be judged. `code` and `facts` say what; `text` words it in English."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Any] = facts

    @property
    def text(self) -> str:
        from konfrans.charter.words import speak

        return speak("en").error(self)[0]

    @property
    def remedy(self) -> str:
        from konfrans.charter.words import speak

        return speak("en").error(self)[1]

    def __str__(self) -> str:
        return f"{self.text} {self.remedy}".strip()


class CountError(LawError):
    """Counts that do not add up, or a call, ballot or casting vote that cannot be."""


class KindError(LawError):
    """A kind of decision that neither the charter nor the standard list knows."""


class QuestionError(LawError):
    """A question that there is none of."""


class AttestationError(LawError):
    """An attestation that the kind does not ask for, or one without a name."""


class EvidenceError(LawError):
    """Stored evidence or a stored verdict that cannot be read."""


class Misread(Exception):
    """A value that is not written as it should be: `code` and `facts` of the fault."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class ExchangeError(LawError):
    """A charter that another form cannot hold, or a file of another form that no charter can be taken from."""

    document: int | None = None
    """Which of several documents is meant, from 0; None where it is no single one."""
    file: str = ""
    """The file that it was read from, where it was one."""

    def __init__(self, code: str, **facts: Any) -> None:
        """A `line` is named, not counted: it is told without marks for thousands."""
        super().__init__(code, **{key: str(value) if key == "line" else value for key, value in facts.items()})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a charter document: `key` as it stands in the file, `line` from 1 (0 where there is none)."""

    code: str
    key: str = ""
    line: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


class DocumentError(LawError):
    """A document with faults. `faults` holds every one found, in the order of the lines."""

    file: str = ""
    """The file that it was read from, where it was one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.key, fault.code)))
        first = self.faults[0]
        super().__init__(first.code, key=first.key, line=first.line, more=len(self.faults) - 1, **first.facts)


class CharterError(DocumentError):
    """A document that is no charter."""


class FactsError(DocumentError):
    """Facts that a question cannot be asked on."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    from difflib import get_close_matches

    found = get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def repeated(keys: Iterable[str]) -> str | None:
    """The first key that stands among the keys before it, or None."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None
