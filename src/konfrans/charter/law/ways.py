"""What surrounds a vote: how an item may come, by which ways it is decided, what stands before its effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from konfrans.charter.spans import Interval, Span
from konfrans.charter.tables import (
    ActorKey,
    ArticleNumber,
    Bounds,
    DayOfMonth,
    Month,
    OrganKey,
    Ref,
    Size,
    Table,
    Wrong,
)
from konfrans.charter.written import AskingWritten, ConditionWritten, PresenceWritten


class Came(Table):
    """How an item is decided that was not announced in the notice."""

    article: Ref
    """The paragraph that says so."""
    how: Literal["late", "floor"]
    """Proposed after the notice, or at the session itself."""
    condition: ConditionWritten | None = None
    """The condition for it; left out: it is not put to the vote."""


class Touching(Table):
    """Articles that only a stronger condition changes, or that nothing changes."""

    article: Ref
    """The paragraph that says so."""
    articles: Annotated[tuple[ArticleNumber, ...], Size(1, 200)]
    """The articles, by number."""
    condition: ConditionWritten | None = None
    """The condition for changing them; left out: nothing changes them."""


class Route(Table):
    """Another way to the same end: an organ with its own condition."""

    article: Ref
    """The paragraph that opens it."""
    organ: OrganKey
    """The organ that decides on this way."""
    condition: ConditionWritten
    """What the votes have to meet there."""
    quorum: PresenceWritten | None = None
    """Who has to be there; left out: as that organ's rule says."""


class Gate(Table):
    """A second yes, without which there is no decision, or no effect."""

    article: Ref
    """The paragraph that asks for it."""
    who: ActorKey
    """The office or organ whose yes it is."""
    act: Literal["consent", "approval", "registration"] = "consent"
    """What it is called."""
    stands: Literal["before_decision", "before_effect"] = "before_decision"
    """Whether it is part of deciding, or delays the effect alone."""
    within: Span | None = None
    """The time for an answer, from the day of the vote."""
    silence: Literal["yes", "no"] | None = None
    """What no answer in that time means; left out: nothing, it stays open."""

    def faults(self) -> Iterator[Wrong]:
        if self.silence is not None and self.within is None:
            yield "missing_key", (), {"missing": "within"}


class Readings(Table):
    """The same text decided several times."""

    article: Ref
    """The paragraph that asks for it."""
    number: Annotated[int, Bounds(2, 5)] = 2
    """How many readings."""
    between: Interval | None = None
    """The time between one and the next."""
    apart: Literal["any", "sessions"] = "any"
    """Whether each reading needs a session of its own, one after the other."""
    conditions: Annotated[tuple[ConditionWritten, ...], Size(0, 5)] = ()
    """The condition of each reading, in order; left out: that of the kind."""

    def faults(self) -> Iterator[Wrong]:
        if self.conditions and len(self.conditions) != self.number:
            yield "readings_conditions", ("conditions",), {"needed": self.number, "given": len(self.conditions)}


class Standstill(Table):
    """A time before the effect, in which members may object or an organ cancel."""

    article: Ref
    """The paragraph that asks for it."""
    span: Span
    """How long."""
    objection: AskingWritten | None = None
    """So many members who object stop it."""
    confirmed_by: ActorKey | None = None
    """Whose confirmation lifts the objection; left out: nobody's, the decision never takes effect."""
    cancel: OrganKey | None = None
    """The organ that may cancel it."""


class Moves(Table):
    """Where an item goes that failed or could not be decided, and how it is decided there."""

    article: Ref
    """The paragraph that says so."""
    when: Literal["failed", "no_quorum"]
    """When it goes on."""
    to: OrganKey | None = None
    """The organ to which it goes; left out: the next session of the same one."""
    condition: ConditionWritten | None = None
    """The condition there; left out: that of the kind."""

    def leads_to(self, organ: str, home: str) -> bool:
        """Whether it goes on to an organ; `home` is the organ of the kind, whose next session is meant where none is named."""
        return (self.to or home) == organ


class Lock(Table):
    """What was decided, or refused, is not raised again for a time, or only with a stronger condition."""

    article: Ref
    """The paragraph that says so."""
    after: Literal["passed", "failed", "either"]
    """Which earlier outcome locks."""
    span: Span
    """For how long, from the day of the earlier decision."""
    by: OrganKey | None = None
    """The organ whose decision locks; left out: any."""
    condition: ConditionWritten | None = None
    """The condition on which it may be raised all the same; left out: it may not."""


class Confirm(Table):
    """A decision in force at once that another confirms later."""

    article: Ref
    """The paragraph that asks for it."""
    who: ActorKey
    """Who confirms it."""
    within: Span
    """By when, from the day of the decision."""
    without: Literal["lapses", "stands"] = "lapses"
    """What becomes of it when nobody confirms it in time."""
    refusal: Literal["undoes", "not_possible"] = "undoes"
    """What a refusal does: it ends the decision from then on, or it cannot be given."""


class Initiative(Table):
    """Who may propose."""

    article: Ref
    """The paragraph that says so."""
    who: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """Offices and organs."""
    members: AskingWritten | None = None
    """So many members."""

    def faults(self) -> Iterator[Wrong]:
        if not self.who and self.members is None:
            yield "missing_key", (), {"missing": "who"}


class Effect(Table):
    """When a decision takes effect."""

    article: Ref
    """The paragraph that says so."""
    on: Literal["decision", "publication", "state_registration", "approval", "date"] = "decision"
    """The event from which it counts, or the next such day of the calendar."""
    span: Span | None = None
    """So long after it."""
    month: Month | None = None
    """The month of the day, for `date`."""
    day: DayOfMonth | None = None
    """The day of the month, for `date`."""

    def faults(self) -> Iterator[Wrong]:
        if (self.on == "date") != (self.month is not None and self.day is not None):
            yield "missing_key", (), {"missing": "month" if self.on == "date" else "on"}


class Level(Table):
    """Whom a decision binds."""

    article: Ref
    """The paragraph that says so."""
    level: Literal["binding", "recommendation", "internal"]
    """All members; nobody, it is advice; the organs alone."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything that surrounds a vote on one kind of decision."""

    came: tuple[Came, ...] = ()
    touching: tuple[Touching, ...] = ()
    routes: tuple[Route, ...] = ()
    gates: tuple[Gate, ...] = ()
    readings: Readings | None = None
    standstill: Standstill | None = None
    moves: tuple[Moves, ...] = ()
    locks: tuple[Lock, ...] = ()
    confirm: Confirm | None = None
    initiative: tuple[Initiative, ...] = ()
    effect: Effect | None = None
    level: Level | None = None


NO_WAYS = Ways()
