"""Members: categories and what each gives, the data that rules use, how an institution is admitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from konfrans.charter.law.ranges import Range
from konfrans.charter.law.votes import Listed
from konfrans.charter.law.years import DayOfYear
from konfrans.charter.spans import Span
from konfrans.charter.tables import (
    NONE,
    ActorKey,
    CategoryKey,
    DatumKey,
    GroupKey,
    Key,
    KindKey,
    Number,
    Ref,
    Size,
    Table,
    Texts,
    Wrong,
)

Event = Literal["decision", "notification", "acceptance", "first_fee", "register_entry", "approval"]
EVENTS: tuple[Event, ...] = ("decision", "notification", "acceptance", "first_fee", "register_entry", "approval")


class Datum(Table):
    """A number known of each member, such as its students: which count of it is taken."""

    name: Texts
    """What it is called, in each language."""
    article: Ref
    """The paragraph that says which count is taken."""
    earliest: DayOfYear | None = None
    """A count of an earlier day is too old."""
    latest: DayOfYear | None = None
    """The count taken is the last one no later than this day; left out: than the day that it is needed for."""
    by: Literal["count", "publication"] = "count"
    """Whether the day of the count decides, or the day on which it was published."""


class DatumRange(Range):
    """A number that an applicant has to have."""

    article: Ref
    """The paragraph that asks for it."""
    datum: DatumKey
    """Which number."""


class Category(Table):
    """A category of members: who may belong to it, and whether it votes, speaks and may be elected."""

    name: Texts
    """Its name, in each language."""
    article: Ref
    """The paragraph that founds it."""
    voice: Literal["vote", "advisory", "observer"] = "vote"
    """Whether it votes, takes part with an advisory voice, or looks on."""
    votes_on: Listed | None = None
    """The kinds of decision on which alone it votes."""
    no_vote_on: Listed | None = None
    """The kinds of decision on which it does not vote."""
    eligible: bool = True
    """Whether whoever represents it may be elected to an office."""
    holder: Literal["institution", "person", "type"] = "institution"
    """Who belongs to it: one institution, a person, or all institutions of a type, which join at once."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 100)] = ()
    """The groups of which one has to belong to one; none: any."""
    requires: Annotated[tuple[DatumRange, ...], Size(0, 20)] = ()
    """Numbers that one has to have to belong to it."""

    def faults(self) -> Iterator[Wrong]:
        if self.votes_on is not None and self.no_vote_on is not None:
            yield "exactly_one", ("no_vote_on",), {"known": ("votes_on", "no_vote_on")}
        if self.voice != "vote":
            for name in ("votes_on", "no_vote_on"):
                if getattr(self, name) is not None:
                    yield "voice_without_vote", (name,), {"given": self.voice}


class Document(Table):
    """A paper that an applicant presents."""

    article: Ref
    """The paragraph that asks for it."""
    name: Texts
    """What it is, in each language."""


class Recommended(Table):
    """So many members recommend the applicant."""

    article: Ref
    """The paragraph that asks for it."""
    number: Number
    """How many."""
    categories: Annotated[tuple[CategoryKey, ...], Size(0, 50)] = ()
    """The categories that they have to be of; none: any."""
    instead: Key | None = None
    """A document that may stand in their place: the letter of a national conference."""


class Opinion(Table):
    """An organ or an office reviews the application before it is decided on."""

    article: Ref
    """The paragraph that asks for it."""
    who: ActorKey
    """Whose opinion."""
    favourable: bool = False
    """Whether it has to be in favour; false: it has to be there."""


class Begins(Table):
    """The event from whose day one is a member."""

    article: Ref
    """The paragraph that says so."""
    event: Event
    """The decision itself, its notification, its acceptance by the applicant, the payment of the first fee, the entry in the
    register, or the approval by an authority."""
    who: ActorKey | None = None
    """Who sees to it."""


class Trial(Table):
    """A time on trial, from the day of membership."""

    article: Ref
    """The paragraph that sets it."""
    lasts: Span
    """How long."""
    votes: bool = False
    """Whether one votes during it."""


class Admission(Table):
    """How one is admitted to some categories."""

    article: Ref
    """The paragraph that opens membership to applicants."""
    categories: Annotated[tuple[CategoryKey, ...], Size(1, 50)]
    """The categories that are entered so."""
    documents: Annotated[Mapping[Key, Document], Size(0, 50)] = NONE
    """What is presented, by key."""
    recommended: Recommended | None = None
    """Members who recommend the applicant."""
    opinion: Opinion | None = None
    """The opinion of whoever reviews the application."""
    presentation: Ref | None = None
    """The paragraph by which the applicant presents itself to the deciding organ."""
    decision: KindKey
    """The kind of decision that admits; its organ and its majority are those of the kind."""
    effect: Begins
    """From when one is a member."""
    trial: Trial | None = None
    """A time on trial."""

    def faults(self) -> Iterator[Wrong]:
        if self.recommended is not None and self.recommended.instead is not None:
            known = tuple(self.documents)
            if self.recommended.instead not in known:
                facts = {"what": "document", "given": self.recommended.instead, "nearest": None}
                yield "not_found", ("recommended", "instead"), facts
