"""What one charter does otherwise than another, mechanism by mechanism: the same, stricter, looser, or not to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.places import Budget
from konfrans.charter.checks.votes import Votes, votes_of, with_proxies, without_proxies
from konfrans.charter.comparison.directions import direction
from konfrans.charter.comparison.mechanisms import MAIN, Mechanism
from konfrans.charter.comparison.parts_apart import asked
from konfrans.charter.comparison.sides import Side
from konfrans.charter.comparison.votes_apart import Apart, Ballot, Held, Relation, apart, ballots_of
from konfrans.charter.law import Charter, MotionRule, Organ

BUDGET_OF_VOTES = 8_000_000
"""What all kinds of decision together may spend, in places looked through and answers worked out for them; of it each has its share. Some ten seconds."""


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
    one, two = Side(first), Side(second)
    return (*_kinds(first, second, most), *_quorums(one, two), *_written(one, two))


def _kinds(first: Charter, second: Charter, size: int) -> Iterator[Difference]:
    both = (first, second)
    proxies = any(map(with_proxies, both)) and not any(map(without_proxies, both))
    known = [*first.kinds_known(), *(kind for kind in second.kinds_known() if kind not in first.kinds_known())]
    rules = [(kind, _rule(first, kind), _rule(second, kind)) for kind in known]
    pairs: dict[str, Pair] = {
        kind: (votes_of(one), votes_of(two), ballots_of(one, two)) for kind, one, two in rules if one and two
    }
    seen: dict[Pair, Apart] = {}  # many kinds follow one rule: each pair is looked through once
    left, several = BUDGET_OF_VOTES, len(set(pairs.values()))
    for kind, one, two in rules:
        if one is None and two is None:
            continue
        if one is None or two is None:
            yield Difference(f"kinds.{kind}", "only_second" if one is None else "only_first", "", "")
            continue
        found = seen.get(pairs[kind])
        if found is None:
            share = left // (several - len(seen))
            budget = Budget(share)
            found = seen[pairs[kind]] = apart(one, two, size, proxies=proxies, budget=budget)
            left -= share - max(0, budget.left)
        same = found.relation == "same" and found.up_to is not None
        yield Difference(f"kinds.{kind}", "same_up_to" if same else found.relation, "", "", found)


Pair = tuple[Votes, Votes, tuple[Ballot, ...]]


def _quorums(one: Side, two: Side) -> Iterator[Difference]:
    """Quorums that no kind of decision shows, of organs that decide by a route, a move or a second yes alone."""
    organs = _organs(two)
    for name, first in _organs(one).items():
        second = organs.get(name)
        if second is None or _shown(first, second, one.charter, two.charter):
            continue
        way = asked(first.quorum, second.quorum)
        if way == "same":
            continue
        rules = [_quorum(name, organ) for organ in (first, second)]
        relation: Relation = "only_second" if rules[0] is None else "only_first" if rules[1] is None else way
        yield Difference(f"organs.{first.key}.quorum", relation, "", "", rule=Ruled(relation, rules[0], rules[1]))


def _organs(side: Side) -> dict[str, Organ]:
    """The organs by what they are called in every charter."""
    return {MAIN if key == side.main else key: organ for key, organ in side.charter.organs.items()}


def _shown(first: Organ, second: Organ, one: Charter, two: Charter) -> bool:
    """Whether the votes of a kind of decision rest on both organs' quorums."""
    return any(
        (rule.organ.key, beside.organ.key) == (first.key, second.key)
        and (rule.quorum, beside.quorum) == (first.quorum, second.quorum)
        for kind in one.kinds_known()
        if (rule := _rule(one, kind)) is not None and (beside := _rule(two, kind)) is not None
    )


def _quorum(name: str, organ: Organ) -> Mechanism | None:
    if organ.quorum is None:
        return None
    path, about = f"organs.{organ.key}.quorum", (("Charter.organs", organ.key, organ),)
    return Mechanism("Organ.quorum", path, f"organs.{name}.quorum", about, organ, organ.quorum)


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
