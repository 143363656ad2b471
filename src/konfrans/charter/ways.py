"""What surrounds a vote, as values: how an item came, by which way it is decided, what stands before its effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from konfrans.charter.amounts import Condition, Requirement

    Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in one unit: `hours`, `days`, `working_days`, `weeks`, `months`, `years`."""

    number: int
    unit: str
    first_day_counts: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """A least and a longest time between two events."""

    least: Span | None = None
    most: Span | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """The condition for an item that came late or from the floor; None: it is never decided so."""

    article: str
    how: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Touching:
    """Articles that only a stronger condition changes; None: nothing changes them."""

    article: str
    articles: tuple[int, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Another way to the same end: an organ with its own condition."""

    article: str
    organ: str
    condition: Condition
    quorum: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A second yes, of `who`. `decides`: without it there is no decision; else it delays the effect alone."""

    article: str
    who: str
    act: str = "consent"
    decides: bool = True
    condition: Condition | None = None
    within: Span | None = None
    silence: str | None = None
    may_refuse: bool = True


@dataclass(frozen=True, slots=True)
class Readings:
    """The same text `number` times, with an interval between; a reading may have a condition of its own."""

    article: str
    number: int = 2
    between: Interval | None = None
    apart: str = "any"
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Standstill:
    """Effect only after a time in which members may object, or an organ cancel."""

    article: str
    span: Span
    objection: Requirement | None = None
    cancel: str | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """Where an item goes that failed or could not be decided."""

    article: str
    when: str
    to: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """What was decided or refused is not raised again for a time, or only with a stronger condition."""

    article: str
    after: str
    span: Span
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """In force at once and confirmed later; `effect` says what happens without."""

    article: str
    who: str
    span: Span
    effect: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """Who may propose: offices and organs by key, or a number of members."""

    article: str
    who: tuple[str, ...] = ()
    members: Condition | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """When a decision takes effect."""

    article: str
    on: str = "decision"
    span: Span | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Whom a decision binds: `binding`, `recommendation`, `internal`."""

    article: str
    level: str


@dataclass(frozen=True, slots=True)
class Power:
    """Kinds of decision that an organ takes, and whether it may hand them on."""

    article: str
    kinds: tuple[str, ...]
    delegable: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """How a session is called: notice and papers so long before, by whom, or by so many members."""

    article: str
    notice: Span
    papers: Span | None = None
    papers_article: str | None = None
    who: tuple[str, ...] = ()
    members: Condition | None = None


@dataclass(frozen=True, slots=True)
class Sessions:
    """How many sessions a year at least."""

    article: str
    a_year: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Kinds of decision that an article treats in one way."""

    article: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remote:
    """Sessions from afar, or votes without a session."""

    article: str
    allowed: bool = True
    closed: Listed | None = None
    answer: Span | None = None
    silence: str = "not_voting"
    objection: Condition | None = None
    extend: Span | None = None
    close_early: bool = False


@dataclass(frozen=True, slots=True)
class Recusal:
    """What somebody barred from an item leaves: `base`, `quorum`, `both`, `neither`."""

    article: str
    leaves: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """When the base of an item is fixed: at the opening of the `session`, of the `item`, or of the `vote`."""

    article: str
    at: str


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item that every ordinary session must have."""

    article: str
    item: str
    text: Text
