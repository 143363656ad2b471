"""What is refused: a code with facts, and its words in every language. A refusal names the place and the remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True, slots=True)
class Worded:
    """A fact that has words of its own in every language: an entry of a table of `words/<language>.toml`."""

    table: str
    entry: str


class AnalysisError(Exception):
    """A file, a design or a request that cannot be worked with; `code` names a paragraph of `words/<language>.toml`."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def told(self, language: str = "en") -> tuple[str, str]:
        """What is wrong, and the remedy."""
        paragraph = words(language)[self.code]
        facts = {
            name: words(language)[value.table][value.entry]
            if isinstance(value, Worded)
            else " ".join(value.told(language))
            if isinstance(value, AnalysisError)
            else shown(value)
            for name, value in self.facts.items()
        }
        return paragraph["what"].format(**facts), paragraph["remedy"].format(**facts)

    def __str__(self) -> str:
        return " ".join(self.told())


@cache
def words(language: str) -> dict[str, Any]:
    """The words of a language, by code."""
    with (WORDS / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def shown(value: Any, most: int = 6) -> str:
    """A fact as a sentence holds it: a long list is cut, with its length."""
    if isinstance(value, (list, tuple)):
        cut = ", ".join(shown(each) for each in value[:most])
        return f"{cut}, … ({len(value)})" if len(value) > most else cut
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:g}" if isinstance(value, float) else plain(str(value)[:120])


def plain(text: str) -> str:
    """Text without what a terminal or a reader would obey: control characters, and marks that turn the direction of writing."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def nearest(given: str, known: Iterable[str]) -> str:
    """The known name that is nearest in letters; else the first ones."""
    names = list(known)
    found = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    return found[0] if found else shown(names, 8)
