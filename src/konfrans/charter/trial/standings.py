"""Two charters compared by exhaustion beside votes and rounds: how seats of an organ may be filled, and rolls with every proxy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.representation import ProxyName
from konfrans.charter.law.seats import Seat
from konfrans.charter.trial.cases import Case
from konfrans.charter.trial.comparing import Asked, Proof, Witness, asked, tells

MOST_FACTS = 60_000
"""Facts compared for one mutant; where there are more, nothing is proven."""
MOST_ON_ROLL = 4
"""Members of an example's roll, each there and away, with every proxy between them."""

ELECTED, LEFT = date(2027, 1, 15), date(2028, 3, 1)
ENDS = (None, date(2027, 12, 31), date(2060, 1, 1))
"""When a body ends: not said, before the term of its seats is over, and after."""

OF_SEATS: Mapping[str, Any] = {"committee": None, "formed": None}
"""What of an organ only the questions of its seats read: of what sort it is, and when it is formed."""
ASKED_OF_SEATS = frozenset({"composition", "term"})
ASKED_OF_ROLLS = frozenset({"entitled"})
PROXIES: tuple[ProxyName, ...] = ("internal", "external")


def compare_standings(
    charter: Charter, other: Charter, size: int, cases: Iterable[Case], readers: Callable[[], frozenset[str]]
) -> Witness | Proof | None:
    """Compares what is asked of an organ's seats where charters differ in `OF_SEATS`, and of rolls where they differ in whose votes a
    ceiling counts together though nobody may hold another's.

    `readers` says which questions look at what differs in any of the cases near the known ones: where another than those looked through
    does, nothing is proven.
    """
    if _rest(charter) == _rest(other):
        differing = [key for key, organ in charter.organs.items() if organ != other.organs[key]]
        facts = (each for key in differing for each in _of_seats(charter.organs[key], size))
        return _compare(charter, other, facts, size) if differing and readers() <= ASKED_OF_SEATS else None
    if _without_block(charter) == _without_block(other) and not _held_by_others(charter):
        rolls = (Asked("entitled", facts) for facts in _rolls(cases))
        return _compare(charter, other, rolls, MOST_ON_ROLL) if readers() <= ASKED_OF_ROLLS else None
    return None


def _compare(charter: Charter, other: Charter, facts: Iterable[Asked], size: int) -> Witness | Proof | None:
    compared: dict[str, int] = {}
    for question, given in facts:
        one = asked(question, given, charter)
        if one is None:
            continue  # what a charter refuses, no example of it can show
        compared[question] = compared.get(question, 0) + 1
        if sum(compared.values()) > MOST_FACTS:
            return None
        two = asked(question, given, other)
        if tells(one, two):
            return Witness(question, given, one, two)
    return Proof(size, (), compared) if compared else None


# seats ----------------------------------------------------------------------------------------------------------------


def _rest(charter: Charter) -> Charter:
    return charter.but(organs={key: organ.but(**OF_SEATS) for key, organ in charter.organs.items()}, example=())


def _of_seats(organ: Organ, size: int) -> Iterator[Asked]:
    """Every number of members with every number of those who sit on each seat that counts; every end of a term."""
    body = {"body": "one"} if organ.several else {}
    counted = [(f"{organ.key}.{key}", seat) for key, seat in organ.seats.items() if seat.counted]
    for members in (None, *range(size + 1)):
        for there in product(*(_sitting(seat, members, size) for _ref, seat in counted)):
            sits = [
                {"seat": ref, "person": f"{ref} {n}", "institution": f"{ref} {n // each}"}
                for (ref, _seat), (many, each) in zip(counted, there, strict=True)
                for n in range(many)
            ]
            facts = {"organ": organ.key, "sits": sits} | body
            yield Asked("composition", facts | ({"members": members} if members is not None else {}))
    posts = {f"{organ.key}.{key}": seat.office for key, seat in organ.seats.items()}
    for post in dict.fromkeys([*posts, *filter(None, posts.values())]):
        for chosen, ends, how in product((None, ELECTED), ENDS, _ways_to_end()):
            facts = {"seat": post} | body | how
            facts |= {"elected": chosen} if chosen else {}
            yield Asked("term", facts | ({"organ_ends": ends} if ends else {}))


def _sitting(seat: Seat, members: int | None, size: int) -> list[tuple[int, int]]:
    """How many sit on a seat, and how many of them each institution has sent: none to one more than there are places."""
    most = seat.number * (members or 0) if seat.sent_by else seat.number
    return [(many, each) for many in range(min(most, size) + 2) for each in ((1, 2) if seat.sent_by else (1,))]


def _ways_to_end() -> Iterator[dict[str, Any]]:
    """How a term may go: it runs, somebody leaves, is recalled or away, and for whose rest it is."""
    left: list[dict[str, Any]] = [
        {}, {"resigned": LEFT}, {"recalled": {"on": LEFT}}, {"membership_ended": LEFT},
    ]  # fmt: skip
    rest: list[dict[str, Any]] = [
        {}, {"by_election": True, "predecessor_ends": date(2029, 1, 14)}, {"co_opted": True, "next_session": LEFT},
    ]  # fmt: skip
    for gone, away, whose in product(left, (False, True), rest):
        yield {**gone, **({"absent": True} if away else {}), **whose}


# rolls ----------------------------------------------------------------------------------------------------------------


def _without_block(charter: Charter) -> Charter | None:
    weights = charter.weights
    if weights is None or weights.ceiling is None:
        return None
    return charter.but(weights=weights.but(ceiling=weights.ceiling.but(block="member")), example=())


def _held_by_others(charter: Charter) -> bool:
    return charter.representation is not None and "external" in charter.representation.proxies


def _rolls(cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """The first members of each roll that an example speaks of, there and away, with none and with each proxy that could be given."""
    for facts in [dict(case.example.facts) for case in cases if case.example.question == "entitled"]:
        members = [dict(one) for one in facts["members"][:MOST_ON_ROLL]]
        keys = [one["key"] for one in members]
        given = [{"form": form, "giver": giver, "given": facts["day"]} for form in PROXIES for giver in keys]
        proxies = [one | ({"holder": key} if key else {}) for one in given for key in (None, *keys)]
        for away in product((False, True), repeat=len(members)):
            there = [
                {name: value for name, value in one.items() if name != "there" or not gone}
                for one, gone in zip(members, away, strict=True)
            ]
            for held in ([], *([one] for one in proxies)):
                yield facts | {"members": there, "proxies": held}
