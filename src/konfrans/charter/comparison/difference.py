"""What one charter does otherwise than another, mechanism by mechanism: the same, stricter, looser, or not to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.votes import Votes, votes_of, with_proxies, without_proxies
from konfrans.charter.comparison.directions import direction
from konfrans.charter.comparison.mechanisms import Mechanism
from konfrans.charter.comparison.sides import Side
from konfrans.charter.comparison.votes_apart import Apart, Ballot, Held, Relation, apart, ballots_of
from konfrans.charter.law import Charter, MotionRule


@dataclass(frozen=True, slots=True)
class Ruled:
    """One mechanism in both charters: what the second is beside the first, and what each has of it."""

    relation: Relation
    first: Mechanism | None
    second: Mechanism | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value: its place in the document, what it is in each, the votes that tell two rules on votes apart, its mechanism."""

    mechanism: str
    relation: Relation
    first: str
    second: str
    votes: Apart | None = None
    rule: Ruled | None = None


def difference(first: Charter, second: Charter, *, size: int | None = None) -> tuple[Difference, ...]:
    """Every mechanism of either charter, in the order of the first: kinds of decision by what passes, all else by what is written.

    `size` is up to which body votes are looked through; left out, the larger of the two assemblies' own.
    """
    most = size or max(Sizes().of(next(iter(one.organs.values()))) for one in (first, second))
    return (*_kinds(first, second, most), *_written(Side(first), Side(second)))


def _kinds(first: Charter, second: Charter, size: int) -> Iterator[Difference]:
    both = (first, second)
    proxies = any(map(with_proxies, both)) and not any(map(without_proxies, both))
    known = [*first.kinds_known(), *(kind for kind in second.kinds_known() if kind not in first.kinds_known())]
    seen: dict[
        tuple[Votes, Votes, tuple[Ballot, ...]], Apart
    ] = {}  # many kinds follow one rule: each pair is looked through once
    for kind in known:
        one, two = _rule(first, kind), _rule(second, kind)
        if one is None and two is None:
            continue
        if one is None or two is None:
            yield Difference(f"kinds.{kind}", "only_second" if one is None else "only_first", "", "")
            continue
        pair = votes_of(one), votes_of(two), ballots_of(one, two)
        found = seen[pair] if pair in seen else seen.setdefault(pair, apart(one, two, size, proxies=proxies))
        yield Difference(f"kinds.{kind}", found.relation, "", "", found)


def _rule(charter: Charter, kind: str) -> MotionRule | None:
    return charter.motion_rule(kind) if kind in charter.kinds_known() else None


def _written(one: Side, two: Side) -> Iterator[Difference]:
    rows: list[tuple[str, Difference]] = []
    told: dict[str, list[Relation]] = {}
    for name in dict.fromkeys((*one.paths, *two.paths)):
        place = one.field(name) or two.field(name)
        assert place is not None and place.within is not None, name
        row = Difference(
            one.paths.get(name) or two.paths[name],
            _relation(name, place.twin, one, two),
            one.written(name),
            two.written(name),
        )
        rows.append((place.within.twin, row))
        told.setdefault(place.within.twin, []).append(row.relation)
    for name, said in told.items():
        entries = one.entries(one.mechanisms.get(name))
        if entries and entries == two.entries(two.mechanisms.get(name)):
            said[:] = ["same"]
    ruled = {name: _ruled(one.mechanisms.get(name), two.mechanisms.get(name), said) for name, said in told.items()}
    for name, row in rows:
        rule = ruled[name]
        yield replace(row, rule=rule, relation="same" if rule.relation == "same" else row.relation)


def _relation(name: str, field: str, one: Side, two: Side) -> Relation:
    """What one value is in the second beside the first."""
    first, second = one.places.get(field), two.places.get(field)
    if first is None or second is None:
        return "only_second" if first is None else "only_first"
    had, has = one.value(first), two.value(second)
    if one.meant(name) == two.meant(name) or (isinstance(had, frozenset) and had == has):
        return "same"
    found = direction(first.key, had, has)
    if found != "incomparable" and first.within is not None and second.within is not None:
        return found if one.holders(first.within) == two.holders(second.within) else "incomparable"
    if found == "incomparable" and not (one.written(name) and two.written(name)):
        return "only_first" if one.written(name) else "only_second"
    return found


def _ruled(first: Mechanism | None, second: Mechanism | None, told: list[Relation]) -> Ruled:
    """The mechanism as a whole: stricter where whatever differs is stricter."""
    if first is None or second is None:
        return Ruled("only_second" if first is None else "only_first", first, second)
    differing = {one for one in told if one != "same"}
    if len(differing) <= 1 and differing <= {"stricter", "looser"}:
        return Ruled(next(iter(differing), "same"), first, second)
    return Ruled("incomparable", first, second)


def votes_shown(apart: Apart) -> tuple[Held, ...]:
    """The votes that tell two rules apart, the smaller body first."""
    return tuple(
        sorted((one for one in (apart.first_alone, apart.second_alone) if one), key=lambda one: one.count.entitled)
    )
