"""What a table tells about numbers of cases: cross-sections of them, and the table as an attacker reads it (`sheets` says how).

A cross-section is a set of conditions: `("university", "a")` takes the cases of one level, `("q01", None)` all that answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from konfrans.analysis.results import Result

Section = frozenset[tuple[str, str | None]]
SAID, NOT_SAID = "yes", "no"
"""The levels of a word of an open answer."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of cases from anywhere: conditions with their number; None for a number that is withheld.

    `complete`: every variable is listed with all its levels. `items`: the variables that are answers, not groups. `survey` and `state` as
    in `Leaving`.
    """

    name: str
    counts: tuple[tuple[Mapping[str, Any], int | None], ...]
    survey: str = ""
    state: str = ""
    complete: bool = True
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """A result that shall leave, with what it does not say of itself.

    `where`: the filter that its file had passed. `survey`: whose cases they are; one ledger is of one survey unless this tells them apart.
    `state`: the file's fingerprint; a survey that grows has several. `beneath`: counts that are not shown, but on which the result rests
    (`counts_beneath`); without them some rows cannot be vouched for, and are withheld.
    """

    result: Result
    name: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    survey: str = ""
    state: str = ""
    beneath: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a mean or its like tells beyond its count: the sums of an item and of its squares over a cross-section.

    `linear` False: something of the item's answers that is no sum (a quantile, alpha), or whose sums are unknown.
    """

    section: Section
    item: str
    linear: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the cross-sections it shows, and what it tells of answers. `fault`: why it cannot be shown whatever the rest."""

    rests: tuple[Section, ...]
    moments: tuple[Moment, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class Sheet:
    """A table as an attacker reads it."""

    name: str
    survey: str
    state: str
    counts: dict[Section, int] = field(default_factory=dict)
    """What is shown, and what follows from it by a division."""
    beneath: dict[Section, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    """Variables of which every level is listed."""
    items: set[str] = field(default_factory=set)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A name for "answered all of these", with the items meant."""
    full: set[Section] = field(default_factory=set)
    """Cross-sections that would tell the answer of everyone in a small group."""


def text(value: Any) -> str:
    """A level by its name, so that 1 and 1.0 and "1" are one."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def section(where: Mapping[str, Any]) -> Section:
    """Conditions as a cross-section; None takes all that have a value."""
    return frozenset((name, None if value is None else text(value)) for name, value in where.items())


def word_of(item: object, word: object) -> str:
    """The variable that says whether the answer to an open question has a word."""
    return f"{item}: {word}"


def without(one: Section, variable: str) -> Section:
    """A cross-section without its condition on a variable."""
    return frozenset(part for part in one if part[0] != variable)


def levels_of(counts: Mapping[Section, int], domain: Section, item: str) -> dict[str, int]:
    """The known numbers of the levels of an item inside a domain."""
    found: dict[str, int] = {}
    for one, number in counts.items():
        if len(one) == len(domain) + 1 and domain < one:
            ((name, level),) = one - domain
            if name == item and level is not None:
                found[level] = number
    return found


def name_of(given: Result | Table | Leaving) -> str:
    """What a table is called in a ledger and in a refusal."""
    if isinstance(given, Table):
        return given.name
    leaving = given if isinstance(given, Leaving) else Leaving(given)
    if leaving.name:
        return leaving.name
    result = leaving.result
    items = list(dict.fromkeys(str(row.keys.get("item", "")) for row in result.rows))
    of = ", ".join(items[:3]) + (", …" if len(items) > 3 else "")
    return f"{result.kind} {of}" + (f" by {', '.join(result.by)}" if result.by else "") + f" ({result.data})"


def sorted_key(one: Section) -> list[tuple[str, str]]:
    """An order of cross-sections that does not change from run to run."""
    return sorted((name, "" if level is None else f"={level}") for name, level in one)
