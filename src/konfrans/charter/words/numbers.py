"""Numbers as a statute's text says them: in words or digits, a share, a length of time, a day of the year.

A language reads its own texts (`READ` in `numbers.py` of its folder); this is what they are read to. Ordinals, references to articles and years
say no number. A word that need not mean a number, such as “one” or “all”, is read as `soft`: it may answer for a rule, and is never missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Literal, Protocol

from konfrans.charter.spans import Unit

Sort = Literal["number", "share", "day"]
Bound = Literal["least", "most"]
_SCALE: dict[Unit, tuple[str, int]] = {"weeks": ("days", 7), "years": ("months", 12)}


@dataclass(frozen=True, slots=True)
class Said:
    """One number that a text says."""

    sort: Sort
    value: Fraction
    """A whole number, a share, or a day of the year as month × 100 + day."""
    text: str
    """The words that say it."""
    unit: Unit | None = None
    strict: bool | None = None
    """Of a share: more than it, at least it; None where the words leave it open."""
    bound: Bound | None = None
    """Whether it has to be reached at least or at most; None where the words leave it open, or say it of something that is refused."""
    soft: bool = False
    yearly: bool = False
    """So many times a year."""
    start: int = 0
    end: int = 0

    @property
    def measure(self) -> tuple[str | None, Fraction]:
        """The unit and the number, with weeks as days and years as months."""
        if self.unit in _SCALE:
            unit, times = _SCALE[self.unit]
            return unit, self.value * times
        return self.unit, self.value

    def agrees(self, other: Said) -> bool:
        """Whether both may mean the same."""
        if self.sort != other.sort or {self.bound, other.bound} == {"least", "most"}:
            return False
        if self.sort != "number":
            open_ = self.strict is None or other.strict is None or self.strict == other.strict
            return self.value == other.value and open_
        if self.unit is None or other.unit is None:
            return self.value == other.value
        return self.measure == other.measure


LONGEST_JOIN = 40
"""Letters between two numbers that one unit belongs to."""
Read = Callable[[str], tuple[Said, ...]]


@cache
def reader(code: str) -> Read | None:
    """How the texts of a language are read; None where the language has no reader."""
    if not re.fullmatch(r"[a-z]{2,3}", code) or not (Path(__file__).parent / code / "numbers.py").exists():
        return None
    found: Read = resolve_name(f"konfrans.charter.words.{code}.numbers:READ")
    return found


class Write(Protocol):
    """The way back: numbers as a language's texts say them (`WRITE` in `numbers.py` of its folder)."""

    def part(self, share: Fraction, *, strict: bool, least: bool, gathered: bool = False) -> str:
        """At least two thirds, more than half; without `least` two thirds alone; `gathered`: as the object of a verb."""

    def count(self, n: int) -> str:
        """A small number in a word, another in digits."""

    def times(self, n: int) -> str:
        """Once, twice, three times."""


@cache
def writer(code: str) -> Write:
    """How the texts of a language say numbers."""
    found: Write = resolve_name(f"konfrans.charter.words.{code}.numbers:WRITE")
    return found


# what the readers of languages share ---------------------------------------------------------------------------------


class Text:
    """A text of which parts are taken out as they are read, so that none is read twice; places stay as they were."""

    def __init__(self, text: str) -> None:
        self.left = text
        self.whole = text

    def drop(self, *patterns: re.Pattern[str]) -> None:
        """Takes out what says no number."""
        for pattern in patterns:
            self.left = pattern.sub(lambda found: " " * len(found[0]), self.left)

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Each match, taken out."""
        found = list(pattern.finditer(self.left))
        self.drop(pattern)
        yield from found

    def shown(self, found: re.Match[str]) -> str:
        """The words of a match, as the text has them."""
        return " ".join(self.whole[found.start() : found.end()].split())


def sentence(text: str, start: int, end: int) -> str:
    """The sentence, or the part of one up to a semicolon, in which a place of a text lies."""
    before = max(text.rfind(mark, 0, start) for mark in ".;\n")
    after = min((at for mark in ".;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[before + 1 : after]


def yearly(said: Iterable[Said], often: Iterable[re.Match[str]], each: Iterable[re.Match[str]]) -> Iterator[Said]:
    """Numbers, marked where a text says so many times a year; a bare “every year” says one."""
    places = [found.span() for found in often]

    def inside(place: int) -> bool:
        return any(start <= place < end for start, end in places)

    for one in said:
        times = one.sort == "number" and one.unit is None and inside(one.start)
        yield replace(one, yearly=True) if times else one
    for found in each:
        if not inside(found.start()):
            yield Said("number", Fraction(1), found[0], soft=True, start=found.start(), end=found.end())


def with_units_of_lists(said: Iterable[Said], text: str, joins: re.Pattern[str]) -> Iterator[Said]:
    """Numbers in order; one that a list joins to the next takes its unit: “between 7 and 30 days”."""
    ordered = sorted(said, key=lambda one: one.start)
    for index in range(len(ordered) - 2, -1, -1):
        one, after = ordered[index], ordered[index + 1]
        between = text[one.end : after.start]
        alike = one.sort == after.sort == "number" and one.unit is None and after.unit is not None
        if alike and len(between) <= LONGEST_JOIN and joins.fullmatch(between):
            ordered[index] = replace(one, unit=after.unit)
    yield from ordered
