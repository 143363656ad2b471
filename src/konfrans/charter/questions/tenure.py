"""A holder of a seat, and what has happened since: the facts on which the question of a term is asked."""

from __future__ import annotations

from typing import Annotated, Literal

from konfrans.charter.tables import ActorKey, Day, Key, Number, PostKey, Size, Table, Zero


class Left(Table):
    """An office or a seat that the holder has lost or given up."""

    post: PostKey
    """The office or the seat."""
    on: Day
    """Its last day."""


class Recalled(Table):
    """A recall."""

    on: Day
    """The day of the decision."""
    successor_elected: bool | None = None
    """Whether a successor was elected with it."""


class Called(Table):
    """An election called before the end of the term."""

    by: ActorKey
    """Who called it."""
    on: Day
    """The day of the election."""


class Missed(Table):
    """Absences of the holder."""

    number: Zero
    """How many in a row."""
    on: Day
    """The day of the last of them."""
    heard: Literal["restored", "ended"] | None = None
    """What came of the hearing; left out: the person has not been heard yet."""
    heard_on: Day | None = None
    """The day of the hearing."""


class TermFacts(Table):
    """A holder of a seat, and what has happened since."""

    seat: PostKey
    """The seat, or its office."""
    body: Key | None = None
    """Which of several organs of that sort."""
    elected: Day | None = None
    """The day of the election or the appointment."""
    begins: Day | None = None
    """The day on which the holder began; left out: as the charter says."""
    by_election: bool = False
    """Whether it is for the rest of a predecessor's term."""
    co_opted: bool = False
    """Whether the organ itself filled the seat."""
    predecessor_ends: Day | None = None
    """The last day of the term whose rest it is."""
    first: bool = False
    """Whether it is the first term of a staggered part."""
    part: Number | None = None
    """Which of the staggered parts."""
    next_session: Day | None = None
    """The next session of the organ that elects."""
    founded: Day | None = None
    """The day on which the body was founded, while nobody has been elected."""
    left: Annotated[tuple[Left, ...], Size(0, 20)] = ()
    """Offices that the holder has lost."""
    membership_ended: Day | None = None
    """The last day of the institution's membership."""
    resigned: Day | None = None
    """The last day, by the holder's own will."""
    recalled: Recalled | None = None
    """A recall."""
    early_election: Called | None = None
    """An election called early."""
    absences: Missed | None = None
    """Absences of the holder."""
    organ_ends: Day | None = None
    """The last day of the organ."""
    absent: bool = False
    """Whether the holder is away for a time."""
    missing: Annotated[tuple[PostKey, ...], Size(0, 50)] = ()
    """Offices and seats that are vacant, or whose holder is away."""
    agreed: PostKey | None = None
    """On whom they have agreed."""
