"""Since when an article is in force, and which of several documents goes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from konfrans.charter.spans import Span
from konfrans.charter.tables import ArticleNumber, Day, Key, Ref, Size, Table, Texts, Wrong

Event = Literal["adoption", "publication", "state_registration", "approval"]


class When(Table):
    """A day: one that is named, or one that an event brings."""

    date: Day | None = None
    """The day itself."""
    event: Event | None = None
    """The event that brings it."""
    after: Span | None = None
    """So long after the event."""

    def faults(self) -> Iterator[Wrong]:
        if (self.date is None) == (self.event is None) or (self.after is not None and self.event is None):
            yield "when_form", (), {}


class Start(Table):
    """When articles begin, and end, to be in force."""

    article: Ref
    """The paragraph that says so."""
    articles: Annotated[tuple[ArticleNumber, ...], Size(0, 1000)] = ()
    """The articles, by number; none: all that no other start names."""
    since: When
    """Their first day."""
    until: When | None = None
    """The day on which a transitional article ends."""


class Rank(Table):
    """One document, or sort of document, in its rank."""

    key: Key
    """What it is called in facts."""
    name: Texts
    """Its name, in each language."""


class Ranks(Table):
    """Documents in ranks: where two disagree, the higher goes first."""

    article: Ref
    """The paragraph that says so."""
    documents: Annotated[tuple[Rank, ...], Size(2, 20)]
    """The documents, the highest first."""

    def faults(self) -> Iterator[Wrong]:
        seen: set[str] = set()
        for place, one in enumerate(self.documents):
            if one.key in seen:
                yield "twice", ("documents", place, "key"), {"what": "document", "given": one.key}
            seen.add(one.key)
