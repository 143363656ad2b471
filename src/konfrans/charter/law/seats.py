"""Who sits in an organ: its seats, how each is filled, who may take one, and what all of them together have to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from konfrans.charter.amounts import Amount, Base, Measure, bases_of
from konfrans.charter.faults import nearest
from konfrans.charter.spans import Span
from konfrans.charter.tables import (
    NONE,
    ActorKey,
    CategoryKey,
    FromPlace,
    GroupKey,
    HeldKey,
    Key,
    KindKey,
    Number,
    OfficeKey,
    OrganKey,
    PostKey,
    Ref,
    Size,
    Table,
    Texts,
    Wrong,
    Zero,
)
from konfrans.charter.written import AmountWritten, RequirementForm

if TYPE_CHECKING:
    from konfrans.charter.law.organs import Organ

CommitteeSort = Literal["standing", "temporary", "network", "delegate"]


class By(Table):
    """Who has to do it, and by which paragraph."""

    article: Ref
    """The paragraph that asks for it."""
    by: ActorKey
    """The office or the organ."""


class Holder(Table):
    """Who may hold a seat. What is given here is asked for together."""

    article: Ref
    """The paragraph that asks for it."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 20)] = ()
    """Whoever holds one of these offices."""
    of_member: bool = False
    """Whether the person has to belong to a member."""
    categories: Annotated[tuple[CategoryKey, ...], Size(0, 20)] = ()
    """That member is in one of these categories."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 20)] = ()
    """The person's institution belongs to each of these groups: a reserved seat."""

    def faults(self) -> Iterator[Wrong]:
        if not (self.offices or self.of_member or self.categories or self.groups):
            yield "eligible_empty", (), {}


class Seat(Table):
    """A seat of an organ, or several that are alike. Exactly one of `elected_by`, `appointed_by`, `ex_officio` and `sent_by` says how it is filled."""

    WAYS: ClassVar[tuple[str, ...]] = ("elected_by", "appointed_by", "ex_officio", "sent_by")
    key: Annotated[str, FromPlace()]
    article: Ref
    """The paragraph that founds the seat and says how it is filled."""
    name: Texts = NONE
    """Its name, in each language; left out: that of its office."""
    office: OfficeKey | None = None
    """The office of whoever holds the seat."""
    number: Number = 1
    """How many there are; where members send, how many each of them sends."""
    least: Zero | None = None
    """So many are enough; left out: all of them are to be filled. Where members send, each may leave its seat empty."""
    elected_by: OrganKey | None = None
    """The organ that elects."""
    appointed_by: ActorKey | None = None
    """The organ or the office that appoints."""
    ex_officio: Annotated[tuple[PostKey, ...], Size(0, 50)] = ()
    """Whoever holds one of these offices or seats sits here because of it."""
    sent_by: Literal["each_member"] | None = None
    """Each member names somebody of its own."""
    proposed: By | None = None
    """Whose proposal is needed."""
    confirmed: By | None = None
    """Who has to confirm the choice before it takes effect."""
    eligible: Annotated[tuple[Holder, ...], Size(0, 10)] = ()
    """Who may take the seat."""
    among: Key | None = None
    """The seat of the same organ from whose holders this one is filled and which they keep: a chair elected from among the members."""
    substitute_of: Key | None = None
    """The seat of the same organ whose holder it stands in for; a substitute is not counted."""
    vote: bool = True
    """Whether it has a vote; false: an advisory voice."""

    @property
    def counted(self) -> bool:
        """Whether it is a place of its own among those who decide."""
        return self.vote and self.among is None and self.substitute_of is None

    @property
    def way(self) -> str:
        """How it is filled: the name of the key."""
        return next(name for name in self.WAYS if getattr(self, name))

    def faults(self) -> Iterator[Wrong]:
        ways = [name for name in self.WAYS if getattr(self, name)]
        if len(ways) != 1:
            yield "seat_ways", (), {"given": ", ".join(ways) or "–"}
        if not self.name and self.office is None:
            yield "missing_key", (), {"missing": "name"}
        if self.least is not None and self.least > self.number:
            yield "seat_least", ("least",), {"given": self.least, "most": self.number}
        if self.least is not None and self.sent_by is not None:
            yield "seat_least_sent", ("least",), {}


class Composed(Table):
    """What seats have to be together: of each group, of each institution, or of all of them so many at least, so many at most."""

    article: Ref
    """The paragraph that asks for it."""
    seats: Annotated[tuple[Key, ...], Size(0, 50)] = ()
    """The seats that it looks at; left out: all that have a vote."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 20)] = ()
    """Each of these groups is counted by itself. They exclude one another: no institution belongs to two of them."""
    each_institution: bool = False
    """Whether each institution is counted by itself."""
    at_least: AmountWritten | None = None
    """So many at least; a share is one of `seats` (those looked at) or of `members`."""
    at_most: AmountWritten | None = None
    """So many at most."""
    difference: Zero | None = None
    """By so many at most the largest of the groups exceeds the smallest."""

    def faults(self) -> Iterator[Wrong]:
        if self.at_least is None and self.at_most is None and self.difference is None:
            yield "composed_nothing", (), {}
        if self.each_institution and (self.groups or self.at_least is not None or self.difference is not None):
            yield "composed_institution", (), {}
        if self.difference is not None and len(self.groups) < 2:
            yield "composed_difference", ("difference",), {}
        for place, one in enumerate(self.groups):
            if one in self.groups[:place]:
                yield "twice", ("groups", place), {"what": "group", "given": one}
        for name in ("at_least", "at_most"):
            amount = getattr(self, name)
            if amount is not None and not _of_seats(amount):
                yield "composed_base", (name,), {}


def _of_seats(amount: Amount) -> bool:
    return all(
        base.of in (Base.SEATS, Base.MEMBERS) and base.whose.group is None and not base.whose.weighted
        for base in bases_of(amount)
    )


class FormedForm(RequirementForm):
    """How many seats have to be filled before the organ is formed: the measure is `filled`."""

    MEASURES: ClassVar[tuple[Measure, ...]] = (Measure.FILLED,)
    measure: Measure = Measure.FILLED
    """The seats that are filled."""

    def faults(self) -> Iterator[Wrong]:
        yield from RequirementForm.faults(self)
        amount = self.more_than if self.at_least is None else self.at_least
        if self.group is not None or self.weighted or (amount is not None and not _of_seats(amount)):
            yield "composed_base", (), {}


class Power(Table):
    """Kinds of decision that an organ alone takes, and whether it may hand them on."""

    article: Ref
    """The paragraph that gives the power."""
    kinds: Annotated[tuple[KindKey, ...], Size(0, 200)] = ()
    """The kinds of decision; none: all that no paragraph gives to another organ."""
    delegable: bool | None = None
    """Whether the organ may hand them on; left out: the charter does not say."""
    to: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """To whom alone it may; left out: to any organ."""
    delegable_article: Ref | None = None
    """The paragraph that says so, where it is another."""

    def faults(self) -> Iterator[Wrong]:
        if self.to and not self.delegable:
            yield "power_to", ("to",), {}
        for place, kind in enumerate(self.kinds):
            if kind in self.kinds[:place]:
                yield "twice", ("kinds", place), {"what": "kind", "given": kind}


class Incompatible(Table):
    """Offices and seats of which one person holds no more than so many."""

    article: Ref
    """The paragraph that says so."""
    posts: Annotated[tuple[HeldKey, ...], Size(1, 50)]
    """Offices, seats, or organs: whoever has a vote in one. An organ of which there are several counts once for each of them."""
    most: Number = 1
    """So many of them at most."""
    then: Literal["later_refused", "earlier_ends", "must_choose"] = "later_refused"
    """What happens when one more is taken: it is refused; the earlier one ends; the person has to choose."""
    within: Span | None = None
    """In what time the person has to choose."""

    def faults(self) -> Iterator[Wrong]:
        if self.within is not None and self.then != "must_choose":
            yield "incompatible_within", ("within",), {}
        for place, one in enumerate(self.posts):
            if one in self.posts[:place]:
                yield "twice", ("posts", place), {"what": "post", "given": one}


# what several tables get wrong together -------------------------------------------------------------------------------


def organ_faults(organ: Organ) -> Iterator[Wrong]:
    """What the seats of one organ get wrong together."""
    for key, seat in organ.seats.items():
        for name in ("among", "substitute_of"):
            other = getattr(seat, name)
            if other is not None and (other not in organ.seats or other == key):
                facts = {"what": "seat", "given": other, "nearest": nearest(other, organ.seats)}
                yield "not_found", ("seats", key, name), facts
    for place, rule in enumerate(organ.composition):
        for index, one in enumerate(rule.seats):
            if one not in organ.seats:
                facts = {"what": "seat", "given": one, "nearest": nearest(one, organ.seats)}
                yield "not_found", ("composition", place, "seats", index), facts
    yield from _committee_faults(organ)


def _committee_faults(organ: Organ) -> Iterator[Wrong]:
    """A network is picked by its members; a personal delegate is one person whom somebody appoints."""
    places = [seat for seat in organ.seats.values() if seat.counted]
    if organ.committee == "network" and not any(seat.sent_by for seat in places):
        yield "committee_network", ("committee",), {}
    if organ.committee == "delegate" and not (
        len(places) == 1 and places[0].number == 1 and places[0].appointed_by is not None
    ):
        yield "committee_delegate", ("committee",), {}


def seat_names(organs: Mapping[str, Organ]) -> frozenset[str]:
    """Every seat as a reference names it: "presidium.president"."""
    return frozenset(f"{key}.{seat}" for key, organ in organs.items() for seat in organ.seats)


def circles(organs: Mapping[str, Organ]) -> Iterator[Wrong]:
    """Organs that are inside one another, and seats held because of one another."""
    inside = {key: [organ.of] if organ.of else [] for key, organ in organs.items()}
    for found in _circles(inside):
        yield "organ_circle", ("organs", found[0], "of"), {"given": " → ".join(found)}
    held = {
        f"{key}.{name}": list(seat.ex_officio) for key, organ in organs.items() for name, seat in organ.seats.items()
    }
    for found in _circles(held):
        key, _dot, name = found[0].partition(".")
        yield "seat_circle", ("organs", key, "seats", name, "ex_officio"), {"given": " → ".join(found)}


def _circles(leads: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Each circle once, from the first of its members that the charter names."""
    done: set[str] = set()
    for start in leads:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            one, depth = waiting.pop()
            del path[depth:]
            if one in path:
                yield [*path[path.index(one) :], one]
                continue
            if one in done:
                continue
            done.add(one)
            path.append(one)
            waiting += [(other, len(path)) for other in reversed(list(leads.get(one, ())))]
