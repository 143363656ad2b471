"""What one charter does otherwise than another, mechanism by mechanism: the same, stricter, looser, or not to be compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.votes import with_proxies, without_proxies
from konfrans.charter.comparison.votes_apart import Apart, Held, Relation, apart
from konfrans.charter.law import Charter, MotionRule

TEXTS = frozenset({"name", "text", "heading", "title", "note", "open", "reason"})
OUTSIDE = frozenset(
    {"key", "version", "languages", "authentic", "title", "note", "chapter", "article", "example", "accepted"}
)
"""What of a document is no mechanism."""
OF_VOTES = frozenset({"condition", "quorum"})
"""What is compared by the votes that pass, not by how it is written."""
MORE_IS_STRICTER = frozenset({
    "days", "hours", "working_days", "weeks", "months", "years", "a_year", "number", "at_least", "more_than",
})  # fmt: skip
"""Numbers of which more asks for more. The other way round where they stand under `most`, under `opens` (who may begin earlier has longer) and in steps of
arrears (the vote rests sooner)."""
LESS_IS_STRICTER = frozenset({"in_a_row", "cap"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One mechanism: its place in the document, what it is in each, and the votes that tell two rules on votes apart."""

    mechanism: str
    relation: Relation
    first: str
    second: str
    votes: Apart | None = None


def difference(first: Charter, second: Charter, *, size: int | None = None) -> tuple[Difference, ...]:
    """Every mechanism of either charter, in the order of the first: kinds of decision by what passes, all else by what is written.

    `size` is up to which body votes are looked through; left out, the larger of the two assemblies' own.
    """
    most = size or max(Sizes().of(next(iter(one.organs.values()))) for one in (first, second))
    return (*_kinds(first, second, most), *_written(first, second))


def _kinds(first: Charter, second: Charter, size: int) -> Iterator[Difference]:
    both = (first, second)
    proxies = any(map(with_proxies, both)) and not any(map(without_proxies, both))
    known = [*first.kinds_known(), *(kind for kind in second.kinds_known() if kind not in first.kinds_known())]
    for kind in known:
        one, two = _rule(first, kind), _rule(second, kind)
        if one is None and two is None:
            continue
        if one is None or two is None:
            yield Difference(f"kinds.{kind}", "only_second" if one is None else "only_first", "", "")
            continue
        found = apart(one, two, size, proxies=proxies)
        yield Difference(f"kinds.{kind}", found.relation, "", "", found)


def _rule(charter: Charter, kind: str) -> MotionRule | None:
    return charter.motion_rule(kind) if kind in charter.kinds_known() else None


def _written(first: Charter, second: Charter) -> Iterator[Difference]:
    one, two = (dict(leaves(tomllib.loads(charter.document))) for charter in (first, second))
    for place in [*one, *(place for place in two if place not in one)]:
        if place not in two:
            yield Difference(place, "only_first", one[place], "")
        elif place not in one:
            yield Difference(place, "only_second", "", two[place])
        else:
            yield Difference(place, _relation(place, one[place], two[place]), one[place], two[place])


def _relation(place: str, one: str, two: str) -> Relation:
    if one == two:
        return "same"
    last = place.rpartition(".")[2]
    try:
        less, more = Fraction(one), Fraction(two)
    except (ValueError, ZeroDivisionError):
        return "incomparable"
    if last not in MORE_IS_STRICTER | LESS_IS_STRICTER:
        return "incomparable"
    grows = (
        ".most." not in place
        and ".opens." not in place
        and not place.startswith("arrears")
        and last not in LESS_IS_STRICTER
    )
    return "stricter" if (more > less) == grows else "looser"


def leaves(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every value that a rule of a document rests on, by its place: `organs.assembly.convening[1].notice.before.days`, "21".

    Texts, citations and what is compared by votes are left out; entries of lists are numbered from 1.
    """
    for key, value in document.items():
        if key not in OUTSIDE:
            yield from _leaves(value, key)


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if (
                key in TEXTS
                or key == "article"
                or (place.startswith(("kinds.", "organs.")) and key in OF_VOTES and place.count(".") == 1)
            ):
                continue
            yield from _leaves(inner, f"{place}.{key}")
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{place}[{number}]")
    elif isinstance(value, list):
        yield place, ", ".join(map(str, value))
    else:
        yield place, str(value).lower() if isinstance(value, bool) else str(value)


def votes_shown(apart: Apart) -> tuple[Held, ...]:
    """The votes that tell two rules apart, the smaller body first."""
    return tuple(
        sorted((one for one in (apart.first_alone, apart.second_alone) if one), key=lambda one: one.count.entitled)
    )
