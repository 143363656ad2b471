"""Sessions of an organ: who calls them, what is sent and when, sessions at a distance, votes without a session; calls for names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from konfrans.charter.law.votes import Listed, given_twice
from konfrans.charter.spans import Ahead, Lead, Span
from konfrans.charter.tables import ActorKey, Key, KindKey, Number, OfficeKey, Ref, Size, Table, Texts, Wrong
from konfrans.charter.written import AskingWritten


class Sent(Table):
    """Something that is sent so long before a session."""

    article: Ref
    """The paragraph that asks for it."""
    before: Lead
    """How long before the session."""


class Convening(Table):
    """Who calls a session, and what is sent before it."""

    article: Ref
    """The paragraph that says who calls."""
    session: Literal["ordinary", "extraordinary"] = "ordinary"
    """Which sort of session."""
    who: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """Offices and organs that may call it."""
    members: AskingWritten | None = None
    """So many members may call it."""
    notice: Sent | None = None
    """When the notice is sent."""
    papers: Sent | None = None
    """When agenda and papers are sent."""
    presides: OfficeKey | None = None
    """Who presides over a session called so, where it is another than usual."""
    agenda: Literal["open", "caller"] = "open"
    """Whether others may add items, or only the caller sets the agenda."""
    decides: Literal["any_time", "in_session"] = "any_time"
    """Whether what is asked has to be decided within that session."""

    def faults(self) -> Iterator[Wrong]:
        if not self.who and self.members is None:
            yield "missing_key", (), {"missing": "who"}


class DraftText(Table):
    """Texts that are sent in full before they are decided on."""

    article: Ref
    """The paragraph that asks for it."""
    kinds: Annotated[tuple[KindKey, ...], Size(1, 200)]
    """The kinds of decision."""
    before: Lead
    """How long before the session."""

    def faults(self) -> Iterator[Wrong]:
        return given_twice(self.kinds)


class Credentials(Table):
    """What members need for a vote on line, and when they get it."""

    article: Ref
    """The paragraph that asks for it."""
    before: Ahead
    """How long before the vote, at least and at most."""


class Remote(Table):
    """Sessions at a distance."""

    article: Ref
    """The paragraph that allows them."""
    closed: Listed | None = None
    """Kinds of decision that are not taken so."""
    credentials: Credentials | None = None
    """When members get what they need to vote."""


class Extension(Table):
    """More time where too few have answered."""

    article: Ref
    """The paragraph that grants it."""
    by: Span
    """How much longer."""


class WrittenVote(Table):
    """Decisions without a session: members answer in writing."""

    article: Ref
    """The paragraph that allows them."""
    answer: Span
    """The time to answer."""
    silence: Literal["not_voting", "yes", "no", "abstain"] = "not_voting"
    """What no answer means."""
    objection: AskingWritten | None = None
    """So many members may ask for a session instead."""
    closed: Listed | None = None
    """Kinds of decision that are not taken so."""
    extension: Extension | None = None
    """More time where there is no quorum at the end."""
    early: Literal["never", "when_certain"] = "never"
    """Whether it may end before its time: never, or when no answer that is still to come can change the result."""


class SessionsAYear(Table):
    """How many ordinary sessions a year there are at least."""

    article: Ref
    """The paragraph that asks for them."""
    a_year: Number
    """The number."""


class StandingItem(Table):
    """An item that every ordinary session has."""

    article: Ref
    """The paragraph that asks for it."""
    item: Key
    """What it is called in facts."""
    name: Texts
    """Its name, in each language."""


class Nominations(Table):
    """A call for nominations to its seats."""

    article: Ref
    """The paragraph that says so."""
    lasts: Span
    """How long it is open at least."""


class Dormancy(Table):
    """An organ that has been idle for so long comes to its end."""

    article: Ref
    """The paragraph that says so."""
    idle: Span
    """How long."""
