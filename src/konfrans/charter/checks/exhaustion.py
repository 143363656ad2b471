"""Every vote that a body can take, looked through for what should not be: the smallest counterexample of each sort.

All of it is about one kind's votes in a body of one size, but for `weaker`, which compares two. What is found here is a
`Witness`, a place with a number of yes; `konfrans.charter.checks.decisions` puts it before the engine itself and makes the
finding. How places are told apart, and why that loses nothing, says `konfrans.charter.checks.places`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from konfrans.charter.checks.places import ENTERS, Budget, Map, TooMany, Who
from konfrans.charter.checks.thresholds import PRESENT, THERE, Body, Place
from konfrans.charter.checks.votes import Table, Votes
from konfrans.charter.evidence import Count

LEAST_OF_A_BODY = 5
"""Below it two who dissent are no minority, and what happens is a remark at most."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A vote that shows what is wrong: `who` becomes `to` between the first vote and the second, where there are two."""

    place: Place
    yes: int
    no: int | None = None
    """None: all others of those who vote for or against."""
    call: int = 1
    casting: bool = False
    """Whether the first vote passes by the casting vote."""
    who: Who | None = None
    to: Who | str | None = None
    after: Place | None = None
    reverse: bool = False
    """Whether the second vote is that on the opposite motion."""

    def counts(self, seen: Map, seats: int) -> tuple[Count, Count | None]:
        """The counts of the first vote, and of the second where there is one."""
        first = seen.count(self.place, self.yes, self.no, seats=seats)
        if self.reverse:
            return first, replace(first, yes=first.no, no=first.yes)
        if self.after is None:
            return first, None
        no = self.no if self.no is None or self.who != "no" else self.no - 1
        return first, seen.count(self.after, self.yes + (self.to == "yes"), no, seats=seats)

    @property
    def order(self) -> tuple[int, ...]:
        """The smallest comes first: a first call, no casting vote, few there, few who do neither yes nor no."""
        odd = self.place[THERE] - self.place[0]
        return (self.call, self.casting, self.place[THERE], odd, self.yes, self.place[THERE] - self.place[PRESENT])


class Search:
    """One pass over the places of a table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.map = table.map
        self.found: dict[str, Witness] = {}
        self.passes = False
        """Whether anything passes at all."""

    def run(self) -> dict[str, Witness]:
        """The smallest witness of each sort, by the code of its finding."""
        tie_decides = self.table.votes.casting or self.table.votes.lot
        for place in self.map.places():
            for call in self.table.calls:
                outright, tied = self.table.outright(place, call), self.table.tied(place, call)
                if outright or (tied and tie_decides):
                    self.passes = True
                if tied and self.table.votes.lot:
                    self._keep("undecided", place, call, tied, no_is_yes=True)
                self._without_yes(place, call)
                if outright:
                    self._opposite(place, call, outright)
                    self._more_yes(place, call, outright, casting=False)
                    self._more_there(place, call, outright, casting=False)
                if tied and self.table.votes.casting:
                    self._more_yes(place, call, tied, casting=True)
                    self._more_there(place, call, tied, casting=True)
        if not self.passes:
            n = self.map.entitled
            return {**self.found, "never_passes": Witness((n,) * 6, n, 0)}
        self._dissenters()
        return self.found

    def _keep(self, code: str, place: Place, call: int, bits: int, *, no_is_yes: bool = False, **more: object) -> None:
        """Keeps the smallest number of yes among the bits, if it is smaller than what was found before."""
        if not bits:
            return
        yes = (bits & -bits).bit_length() - 1
        no = yes if no_is_yes else None
        witness = Witness(place, yes, no, call, **more)  # type: ignore[arg-type]
        if code not in self.found or witness.order < self.found[code].order:
            self.found[code] = witness

    def _without_yes(self, place: Place, call: int) -> None:
        if self.map.room(place) and self.table.as_written(place, call) & 1:
            self._keep("passes_without_yes", place, call, 1)

    def _opposite(self, place: Place, call: int, outright: int) -> None:
        """Those for and those against change places, and it passes again."""
        room = self.map.room(place)
        least = (outright & -outright).bit_length() - 1
        if 2 * least > room:
            return
        if not self.table.counts_no:
            self._keep("opposites_pass", place, call, 1 << least, no_is_yes=True, reverse=True)
            return
        for yes in range(least, room // 2 + 1):
            if outright >> yes & 1 and outright >> (room - yes) & 1:
                self._keep("opposites_pass", place, call, 1 << yes, reverse=True)
                return

    def _movers(self, place: Place) -> Iterator[tuple[Who, int]]:
        """Who could vote for instead, and the numbers of yes at which there is such a one: as a mask."""
        room = self.map.room(place)
        every = (2 << room) - 1
        for layer in self.map.layers:
            if layer.inner < 0:
                yield layer.who, every >> 1
            elif self.map.among(place, layer):
                yield layer.who, every

    def _more_yes(self, place: Place, call: int, passing: int, *, casting: bool) -> None:
        for who, possible in self._movers(place):
            after = self.map.moved(place, who, 0) if who != self.map.layers[0].who else place
            lost = passing & possible & ~(self.table.outright(after, call) >> 1)
            self._keep(
                "more_yes_fails", place, call, lost, no_is_yes=casting, casting=casting, who=who, to="yes", after=after
            )
        if self.map.away(place):
            code = "more_present_fails" if casting else "more_yes_fails"
            for after in self._come(place, 0):
                lost = passing & ~(self.table.outright(after, call) >> 1)
                self._keep(
                    code, place, call, lost, no_is_yes=casting, casting=casting, who="away", to="yes", after=after
                )

    def _come(self, place: Place, to: int) -> tuple[Place, ...]:
        """The places after one who was away is counted from axis `to` on, in the room or by proxy."""
        here = self.map.moved(place, "away", to)
        return (here, self.map.moved(place, "away", to, by_proxy=True)) if self.map.proxies else (here,)

    def _more_there(self, place: Place, call: int, passing: int, *, casting: bool) -> None:
        """One who was away comes and does not vote, or abstains; nobody changes a vote."""
        if not self.map.away(place):
            return
        for to, code in _COMING:
            for after in self._come(place, ENTERS[to]):
                kept = self.table.outright(after, call)
                if casting:
                    kept |= self.table.tied(after, call)
                self._keep(
                    code,
                    place,
                    call,
                    passing & ~kept,
                    no_is_yes=casting,
                    casting=casting,
                    who="away",
                    to=to,
                    after=after,
                )

    def _dissenters(self) -> None:
        """All others are for it, and two keep it from passing: against it, or by staying away."""
        n = self.map.entitled
        if n < LEAST_OF_A_BODY:
            return
        against, away = (n,) * 6, (n - 2,) * 6
        for place, no in ((against, 2), (away, 0)):
            if not any(self.table.outright(place, call) >> (n - 2) & 1 for call in self.table.calls):
                self.found["two_block"] = Witness(place, n - 2, no)
                return


_COMING: tuple[tuple[Who, str], ...] = (
    ("silent", "more_present_fails"),
    ("abstain", "abstaining_harms"),
    ("blank", "abstaining_harms"),
    ("invalid", "abstaining_harms"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A witness as counts."""

    witness: Witness
    before: Count
    after: Count | None


def search(votes: Votes, size: int, *, proxies: bool, budget: Budget | None = None) -> dict[str, Shown]:
    """The smallest witness of each sort for one kind's votes in a body of one size; `TooMany` where it cannot all be visited."""
    if not votes.plain:
        raise TooMany
    table = Table(votes, Body.full(size), proxies=proxies, budget=budget)
    found = {code: _shown(one, table.map, size) for code, one in Search(table).run().items()}
    vacant = size // 3
    if vacant and "never_passes" not in found:
        left = Table(votes, Body.with_vacant(size, vacant), proxies=proxies, budget=budget)
        if not left.passable():
            n = left.map.entitled
            found["vacancy_blocks"] = _shown(Witness((n,) * 6, n, 0), left.map, size)
    return found


def _shown(witness: Witness, seen: Map, seats: int) -> Shown:
    return Shown(witness, *witness.counts(seen, seats))


def weaker(votes: Votes, other: Votes, size: int, *, proxies: bool, budget: Budget | None = None) -> Shown | None:
    """The smallest vote that passes the one and not the other, judged at the same call."""
    if not votes.plain or not other.plain:
        raise TooMany
    body = Body.full(size)
    table = Table(votes, body, proxies=proxies, beside=other, budget=budget)
    beside = Table(other, body, proxies=proxies, beside=votes, budget=budget)
    best: Witness | None = None
    for place in table.map.places():
        for call in sorted({*votes.calls, *other.calls}):
            bits = table.outright(place, call) & ~beside.outright(place, call)
            if bits:
                witness = Witness(place, (bits & -bits).bit_length() - 1, None, call)
                if best is None or witness.order < best.order:
                    best = witness
    return None if best is None else _shown(best, table.map, size)
