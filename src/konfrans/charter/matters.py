"""How a motion came and what surrounds its vote: facts beside the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from konfrans.charter.tables import ActorKey, ArticleNumber, Day, OrganKey, Size, Table, Wrong, Zero


class Opening(Table):
    """Who was there when the session, or the item, was opened: the base of what follows, where it is frozen then."""

    entitled: Zero
    """Entitled to vote."""
    present: Zero = 0
    """In the room."""
    represented: Zero = 0
    """There by proxy."""
    members: Zero | None = None
    """Members admitted; left out: as many as entitled."""

    def faults(self) -> Iterator[Wrong]:
        if self.present + self.represented > self.entitled:
            there = self.present + self.represented
            yield "more_there_than_entitled", (), {
                "there": there, "present": self.present, "represented": self.represented, "entitled": self.entitled,
            }  # fmt: skip


class EarlierReading(Table):
    """An earlier reading of the same text."""

    on: Day
    """Its day."""
    passed: bool = True
    """Whether it had its votes."""
    sessions_between: Zero = 0
    """Sessions held between it and the next reading, at which the text was not read."""


class GateAnswer(Table):
    """What a second organ, or an office, said."""

    who: ActorKey
    """Whose answer it is."""
    answer: Literal["yes", "no", "none"]
    """Yes, no, or nothing in the time for an answer."""
    on: Day | None = None
    """Its day."""


class Earlier(Table):
    """An earlier decision on the same matter."""

    on: Day
    """Its day."""
    outcome: Literal["passed", "failed"]
    """What became of it."""
    organ: OrganKey | None = None
    """Which organ decided; left out: the same one."""


class Way(Table):
    """How a motion came and what surrounds its vote. What is left out did not happen."""

    on: Day | None = None
    """The day of the vote."""
    came: Literal["announced", "late", "floor"] = "announced"
    """Announced in the notice, proposed after it, or at the session itself."""
    proposed_by: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """Offices and organs that propose it."""
    proposing: Zero | None = None
    """How many members propose it."""
    touches: Annotated[tuple[ArticleNumber, ...], Size(0, 1000)] = ()
    """Articles that it changes, by number."""
    route: OrganKey | None = None
    """The organ that decides, where it is another than the kind's."""
    moved: bool = False
    """Whether it was moved on to here, from another organ or session."""
    put_off: bool = False
    """Whether it was put off at an earlier session for want of a quorum."""
    readings: Annotated[tuple[EarlierReading, ...], Size(0, 20)] = ()
    """Earlier readings, in order."""
    gates: Annotated[tuple[GateAnswer, ...], Size(0, 20)] = ()
    """What those said whose second yes is needed."""
    earlier: Annotated[tuple[Earlier, ...], Size(0, 50)] = ()
    """Earlier decisions on the same matter."""
    presiding_voted: bool | None = None
    """Whether the person presiding voted as a member."""
    opening: Opening | None = None
    """Who was there when the session, or the item, was opened."""

    def faults(self) -> Iterator[Wrong]:
        days = [("readings", index, one.on) for index, one in enumerate(self.readings)]
        days += [("earlier", index, one.on) for index, one in enumerate(self.earlier)]
        for name, index, day in days:
            if self.on is not None and day > self.on:
                facts = {"given": day.isoformat(), "vote": self.on.isoformat()}
                yield "after_the_vote", (name, index, "on"), facts
        said = [one.who for one in self.gates]
        for index, who in enumerate(said):
            if who in said[:index]:
                yield "twice", ("gates", index, "who"), {"what": "actor", "given": who}


NO_WAY = Way()
