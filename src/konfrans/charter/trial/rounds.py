"""Two charters compared by exhaustion: every round of an election that a small body can hold, under each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from typing import Any

from konfrans.charter.amounts import Base, bases_of
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election
from konfrans.charter.trial.comparing import Proof, Witness, asked, tells

LARGEST = 10
"""Ballots in the largest round that is looked through."""
BEYOND = 2
"""Candidates beyond the open seats, at most."""
MOST_OPEN = 3
"""The most seats that are filled at once in what is looked through."""
MOST_ROUNDS = 60_000
"""Rounds compared for one mutant; where there are more, nothing is proven."""

OF_ELECTIONS: Mapping[str, Any] = {"rounds": (), "fails": "reopen", "none_of_these": False, "names": None, "sole": None}
"""What the question of a round alone reads of an election; charters that differ in nothing else differ for it alone."""

BORN, SINCE = date(1960, 1, 1), date(2020, 1, 1)


def compare_rounds(charter: Charter, other: Charter, size: int) -> Witness | Proof | None:
    """Compares every round with up to `size` ballots (at most `LARGEST`) in the elections whose rounds two charters hold differently.

    A witness where they answer differently, the plainest first; a proof where they never do; None where the charters differ in something
    else, or an election has seats kept or lists, which these rounds do not have.
    """
    if _rest(charter) != _rest(other):
        return None
    differing = [key for key, one in charter.elections.items() if one != other.elections[key]]
    if not differing:
        return None
    size = min(size, LARGEST)
    compared = 0
    for key in differing:
        both = (charter.elections[key], other.elections[key])
        if any(one.reserved or one.ticket is not None for one in both):
            return None
        for facts in _rounds(both, size):
            one = asked("round", facts, charter)
            if one is None:
                continue  # what a charter refuses, no example of it can show
            compared += 1
            if compared > MOST_ROUNDS:
                return None
            two = asked("round", facts, other)
            if tells(one, two):
                return Witness("round", facts, one, two)
    return Proof(size, (), {"round": compared}, tuple(differing))


def _rest(charter: Charter) -> Charter:
    """The charter without what only the question of a round reads."""
    return charter.but(elections={key: one.but(**OF_ELECTIONS) for key, one in charter.elections.items()}, example=())


def _rounds(both: tuple[Election, Election], size: int) -> Iterator[dict[str, Any]]:
    """Every round, the plain ones first: no blank ballot, nobody silent, no lot drawn."""
    key, bases = both[0].key, _bases(both)
    others = range(size) if any(one.none_of_these for one in both) else (0,)
    blanks = (0, 1) if bases & {Base.CAST_WITH_BLANKS, Base.PARTICIPANTS} else (0,)
    silent = (0, 1) if bases & {Base.PRESENT, Base.PRESENT_AND_REPRESENTED} else (0,)
    absent = (0, 1) if bases & {Base.ENTITLED, Base.MEMBERS} else (0,)
    aged = any(rule.tie in ("seniority", "age") for one in both for rule in one.rounds)
    last = max(sum(one.times for one in election.rounds) for election in both)
    seats = max(one.seats for one in both)
    still_open = [None, *range(1, min(seats, MOST_OPEN))] if seats <= MOST_OPEN else [*range(1, MOST_OPEN + 1)]
    for drawn, blank, quiet, away, of_others in product((False, True), blanks, silent, absent, others):
        for round_, still in product(range(1, last + 1), still_open):
            many = still or seats
            for cast, candidates in _counted(both, round_, many, size - blank - quiet, of_others):
                ballots = cast + blank + quiet
                facts: dict[str, Any] = {
                    "election": key,
                    "round": round_,
                    "entitled": ballots + away,
                    "present": ballots,
                }
                facts |= {"blank": blank} if blank else {}
                facts |= {"none_of_these": of_others} if of_others else {}
                facts |= {"open_seats": still} if still else {}
                facts |= {"ballots": cast} if any(one.many(many) > 1 for one in both) else {}
                facts["candidates"] = _aged(candidates) if aged else candidates
                if drawn:
                    facts["lot"] = [one["key"] for one in reversed(candidates)]
                yield facts


def _bases(both: tuple[Election, Election]) -> set[Base]:
    asked = [one.elects for election in both for one in election.rounds]
    asked += [election.sole.elects for election in both if election.sole is not None]
    return {base.of for one in asked if one is not None for base in bases_of(one.amount)}


def _counted(
    both: tuple[Election, Election], round_: int, seats: int, most: int, of_others: int
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Every way in which the votes may fall, with the ballots cast, the largest first; candidates are alike, so that their order does not matter."""
    against = _against(both, round_, seats)
    for many in (seats + 1, *range(seats + 2, seats + BEYOND + 1), *range(seats, 0, -1)):
        if many > _most_standing(both, round_):
            continue
        if against(many):
            for votes in combinations_with_replacement(_pairs(most), many):
                yield max(sum(pair) for pair in votes), _candidates(votes)
            continue
        names = max(one.many(seats) for one in both)
        for ballots in range(most - of_others, 0, -1):
            for named in sorted(combinations_with_replacement(range(ballots, -1, -1), many), key=lambda one: 0 in one):
                if ballots <= sum(named) <= ballots * names:
                    yield ballots + of_others, _candidates([(one, 0) for one in named])


def _most_standing(both: tuple[Election, Election], round_: int) -> int:
    """How many can have come into a round: as many as the one before it lets go on, under the charter that lets more do so."""
    before = [election.round(round_ - 1) for election in both]
    many = [rule.advance if rule and rule.tie != "all_advance" else None for rule in before]
    return max(one for one in many if one) if round_ > 1 and all(many) else 500


def _against(both: tuple[Election, Election], round_: int, seats: int) -> Callable[[int], bool]:
    """Whether so many candidates are voted on for or against."""
    rules = [election.round(round_) for election in both]
    each = any(rule is not None and rule.ballot == "yes_no" for rule in rules)
    sole = any(one.sole is not None and one.sole.way == "vote" for one in both)
    return lambda many: each or (sole and round_ == 1 and many <= seats)


def _pairs(most: int) -> list[tuple[int, int]]:
    """Votes for and against, of all and of all but one ballot: the numbers between repeat what these show."""
    return [(votes, cast - votes) for cast in (most, most - 1) for votes in range(cast, -1, -1)]


def _candidates(votes: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        {"key": "abcdefgh"[place], "votes": yes} | ({"no": no} if no else {}) for place, (yes, no) in enumerate(votes)
    ]


def _aged(candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same ones, of whom the first is the youngest and the longest in office."""
    return [
        one | {"born": BORN - timedelta(days=place), "since": SINCE + timedelta(days=place)}
        for place, one in enumerate(candidates)
    ]
