"""Two charters compared by exhaustion: every round of an election that a small body can hold, under each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from typing import Any

from konfrans.charter.amounts import Base, bases_of
from konfrans.charter.asking import facts_of
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election
from konfrans.charter.questions.rounds import ROUND
from konfrans.charter.trial.comparing import Proof, Quick, Witness, tells
from konfrans.charter.verdicts import Verdict

LARGEST = 10
"""Ballots in the largest round that is looked through."""
LARGEST_KEPT = 2
"""Ballots in the largest round of an election that keeps seats: each candidate is looked at with each property that counts."""
MOST_OPEN_KEPT = 2
"""The most seats of such an election that are filled at once in what is looked through."""
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
    else, or there are too many rounds. Of an election that keeps seats, the rounds with up to `LARGEST_KEPT` ballots.
    """
    if _rest(charter) != _rest(other):
        return None
    differing = [key for key, one in charter.elections.items() if one != other.elections[key]]
    if not differing:
        return None
    compared, largest = 0, 0
    quick = (Quick(charter), Quick(other))
    for key in differing:
        both = (charter.elections[key], other.elections[key])
        most = min(size, LARGEST_KEPT if both[0].reserved else LARGEST)
        largest = max(largest, most)
        for facts in _rounds(both, most):
            one, two = _both(facts, charter, quick)
            if one is None:
                continue  # what a charter refuses, no example of it can show
            compared += 1
            if compared > MOST_ROUNDS:
                return None
            if tells(one, two):
                return Witness("round", facts, one, two)
    return Proof(largest, (), {"round": compared}, tuple(differing))


def _both(
    facts: Mapping[str, Any], charter: Charter, charters: tuple[Any, Any]
) -> tuple[Verdict | None, Verdict | None]:
    """The answers of two charters with the same elections by key: the facts are read once."""
    try:
        read = facts_of(ROUND, facts, charter)
    except LawError:
        return None, None
    found: list[Verdict | None] = []
    for each in charters:
        try:
            found.append(ROUND.answer(read, each))
        except LawError:
            found.append(None)
    return found[0], found[1]


def _rest(charter: Charter) -> Charter:
    """The charter without what only the question of a round reads."""
    return charter.but(elections={key: one.but(**OF_ELECTIONS) for key, one in charter.elections.items()}, example=())


def _rounds(both: tuple[Election, Election], size: int) -> Iterator[dict[str, Any]]:
    """Every round, the plain ones first: no blank or invalid ballot, nobody silent, no lot drawn."""
    key, bases = both[0].key, _bases(both)
    others = range(size) if any(one.none_of_these for one in both) else (0,)
    blanks = (0, 1) if bases & {Base.CAST_WITH_BLANKS, Base.PARTICIPANTS} else (0,)
    invalids = (0, 1) if Base.PARTICIPANTS in bases else (0,)
    silent = (0, 1) if bases & {Base.PRESENT, Base.PRESENT_AND_REPRESENTED} else (0,)
    absent = (0, 1) if bases & {Base.ENTITLED, Base.MEMBERS} else (0,)
    aged = any(rule.tie in ("seniority", "age") for one in both for rule in one.rounds)
    last = max(sum(one.times for one in election.rounds) for election in both)
    seats = max(one.seats for one in both)
    most_open, properties = (MOST_OPEN_KEPT if both[0].reserved else MOST_OPEN), _properties(both[0])
    still_open = [None, *range(1, min(seats, most_open))] if seats <= most_open else [*range(1, most_open + 1)]
    for drawn, blank, invalid, quiet, away, of_others in product(
        (False, True), blanks, invalids, silent, absent, others
    ):
        for round_, still in product(range(1, last + 1), still_open):
            many = still or seats
            for cast, candidates in _counted(both, round_, many, size - blank - invalid - quiet, of_others):
                ballots = cast + blank + invalid + quiet
                facts: dict[str, Any] = {
                    "election": key,
                    "round": round_,
                    "entitled": ballots + away,
                    "present": ballots,
                }
                facts |= {"blank": blank} if blank else {}
                facts |= {"invalid": invalid} if invalid else {}
                facts |= {"none_of_these": of_others} if of_others else {}
                facts |= {"open_seats": still} if still else {}
                facts |= {"ballots": cast} if any(one.many(many) > 1 for one in both) else {}
                if drawn:
                    facts["lot"] = [one["key"] for one in reversed(candidates)]
                standing = _listed(both[0], _aged(candidates) if aged else candidates)
                for seated, having in product(
                    _seated(both[0], seats - many), _having(standing, properties, drawn=drawn)
                ):
                    yield facts | seated | {"candidates": having}


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
        ways = against(many)
        if True in ways:
            for votes in combinations_with_replacement(_pairs(most), many):
                yield max(sum(pair) for pair in votes), _candidates(votes)
        names = max(one.many(seats) for one in both)
        for ballots in range(most - of_others, 0, -1) if False in ways else ():
            for named in sorted(combinations_with_replacement(range(ballots, -1, -1), many), key=lambda one: 0 in one):
                if ballots <= sum(named) <= ballots * names:
                    yield ballots + of_others, _candidates([(one, 0) for one in named])


def _most_standing(both: tuple[Election, Election], round_: int) -> int:
    """How many can have come into a round: as many as the one before it lets go on, under the charter that lets more do so."""
    before = [election.round(round_ - 1) for election in both]
    many = [rule.advance if rule and rule.tie != "all_advance" else None for rule in before]
    return max(one for one in many if one) if round_ > 1 and all(many) else 500


def _against(both: tuple[Election, Election], round_: int, seats: int) -> Callable[[int], set[bool]]:
    """Whether so many candidates are voted on for or against: under the one charter, and under the other."""

    def voted(election: Election, many: int) -> bool:
        if election.sole is not None and round_ == 1 and many <= seats:
            return election.sole.way == "vote"
        rule = election.round(round_)
        return rule is not None and rule.ballot == "yes_no"

    return lambda many: {voted(election, many) for election in both}


def _pairs(most: int) -> list[tuple[int, int]]:
    """Votes for and against, of all and of all but one ballot: the numbers between repeat what these show."""
    return [(votes, cast - votes) for cast in (most, most - 1) for votes in range(cast, -1, -1)]


def _candidates(votes: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        {"key": "abcdefgh"[place], "votes": yes} | ({"no": no} if no else {}) for place, (yes, no) in enumerate(votes)
    ]


def _listed(election: Election, candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same ones, each a list of persons where lists are elected."""
    if election.ticket is None:
        return candidates
    return [one | {"persons": [f"{one['key']}{n}" for n in range(election.ticket)]} for one in candidates]


def _properties(election: Election) -> list[dict[str, str]]:
    """One of each sort of properties that the kept seats tell apart; of an election that keeps none, no property."""
    values: dict[str, dict[frozenset[int], str]] = {}
    for rule in election.reserved:
        for value in rule.values:
            fits = frozenset(
                n for n, one in enumerate(election.reserved) if one.attribute == rule.attribute and value in one.values
            )
            values.setdefault(rule.attribute, {}).setdefault(fits, value)
    choices = [[{}, *({attribute: value} for value in sorts.values())] for attribute, sorts in values.items()]
    return [{name: value for one in given for name, value in one.items()} for given in product(*choices)]


def _seated(election: Election, filled: int) -> Iterator[dict[str, Any]]:
    """Those elected in earlier rounds, where kept seats ask who they are."""
    if not election.reserved or not filled:
        yield {}
        return
    for given in combinations_with_replacement(_properties(election), filled):
        yield {"seated": [{"key": f"s{n}"} | ({"has": has} if has else {}) for n, has in enumerate(given)]}


def _having(
    candidates: list[dict[str, Any]], properties: list[dict[str, str]], *, drawn: bool
) -> Iterator[list[dict[str, Any]]]:
    """The same ones with every property that counts; without a lot it does not matter which of those with equal votes has it."""
    known: set[tuple[Any, ...]] = set()
    for given in product(range(len(properties)), repeat=len(candidates)):
        sorts = tuple(sorted((*_day(one), at) for one, at in zip(candidates, given, strict=True)))
        if sorts in known and not drawn:
            continue
        known.add(sorts)
        yield [
            one | ({"has": properties[at]} if properties[at] else {}) for one, at in zip(candidates, given, strict=True)
        ]


def _day(one: dict[str, Any]) -> tuple[Any, ...]:
    """What else than its property tells a candidate from others."""
    return one["votes"], one.get("no", 0), one.get("born", BORN), one.get("since", SINCE)


def _aged(candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same ones, of whom the first is the youngest and the longest in office."""
    return [
        one | {"born": BORN - timedelta(days=place), "since": SINCE + timedelta(days=place)}
        for place, one in enumerate(candidates)
    ]
