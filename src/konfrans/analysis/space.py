"""The finest cells ("atoms") of every set of variables that some table crosses, joined until they form a tree.

Sets that overlap agree on what they share. Only where they form a tree do tables that agree in pairs come from one list of people (Lauritzen
1996, chapter 4), so that no relation an attacker may use is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt

from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.sections import Section

Ints = npt.NDArray[np.int64]
NOBODY = "\0"
"""The level of a variable that takes everyone who is in no other."""
MOST_ATOMS = 60_000
ARRIVAL = "\0arrival"
"""In which state of the file a case came."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What an attacker knows: a sum over cross-sections, each times a number, in one state of a file."""

    terms: tuple[tuple[Section, int], ...]
    number: int
    state: int = 0


@dataclass(slots=True)
class Space:
    """The atoms: for each clique of variables its levels, and where its block begins."""

    domains: dict[str, list[str | None]]
    cliques: list[list[str]]
    starts: list[int]
    count: int
    tree: list[tuple[int, int]]
    states: int
    _found: dict[tuple[Section, int, int], Ints] = field(default_factory=dict)

    def clique_of(self, names: Iterable[str]) -> int:
        """The first clique that holds all these variables."""
        wanted = set(names)
        return next(at for at, clique in enumerate(self.cliques) if wanted <= set(clique))

    def atoms(self, one: Section, state: int, clique: int | None = None) -> Ints:
        """The atoms that make up a cross-section in one state."""
        at = self.clique_of(name for name, _level in one) if clique is None else clique
        key = (one, state, at)
        if key not in self._found:
            picked, asked = [], dict(one)
            for name in self.cliques[at]:
                levels = self.domains[name]
                if name == ARRIVAL:
                    picked.append([index for index in range(len(levels)) if index <= state])
                elif name not in asked:
                    picked.append(list(range(len(levels))))
                elif asked[name] is None:
                    picked.append([index for index, level in enumerate(levels) if level != NOBODY])
                else:
                    picked.append([levels.index(asked[name])])
            self._found[key] = self._block(at, picked)
        return self._found[key]

    def _block(self, clique: int, picked: Sequence[Sequence[int]]) -> Ints:
        shape = [len(self.domains[name]) for name in self.cliques[clique]]
        if not shape:
            return np.array([self.starts[clique]], dtype=np.int64)
        places = np.ravel_multi_index(np.ix_(*(np.array(each, dtype=np.int64) for each in picked)), shape)
        return np.asarray(places.ravel(), dtype=np.int64) + self.starts[clique]

    def links(self) -> list[tuple[Ints, Ints]]:
        """Pairs of sums of atoms that must be equal: what neighbouring cliques share."""
        pairs = []
        for one, other in self.tree:
            shared = [name for name in self.cliques[one] if name in self.cliques[other]]
            for chosen in np.ndindex(*(len(self.domains[name]) for name in shared)):
                fixed = dict(zip(shared, chosen, strict=True))
                sides = [
                    self._block(
                        at,
                        [
                            [fixed[name]] if name in fixed else range(len(self.domains[name]))
                            for name in self.cliques[at]
                        ],
                    )
                    for at in (one, other)
                ]
                pairs.append((sides[0], sides[1]))
        return pairs

    def name_of(self, atom: int) -> dict[str, str | None]:
        """The level of each variable in an atom."""
        clique = int(np.searchsorted(self.starts, atom, side="right")) - 1
        names = self.cliques[clique]
        shape = [len(self.domains[name]) for name in names]
        place = np.unravel_index(atom - self.starts[clique], shape) if shape else ()
        return {name: self.domains[name][int(at)] for name, at in zip(names, place, strict=True)}


def space_of(scopes: Iterable[frozenset[str]], domains: Mapping[str, list[str | None]], states: int) -> Space:
    """The atoms for tables that cross these sets of variables; refused where there would be too many to be tried."""
    domains = dict(domains)
    sets = set(scopes)
    if states > 1:
        domains[ARRIVAL] = [str(at) for at in range(states)]
        sets = {scope | {ARRIVAL} for scope in sets}
    cliques = [sorted(clique) for clique in _triangulated(sets)] or [[]]
    sizes = [prod(len(domains[name]) for name in clique) for clique in cliques]
    if sum(sizes) > MOST_ATOMS:
        widest = cliques[int(np.argmax(sizes))]
        raise AnalysisError(
            "disclosure_wide", columns=[name for name in widest if name != ARRIVAL], number=sum(sizes), most=MOST_ATOMS
        )
    starts = [0, *np.cumsum(sizes)[:-1].tolist()]
    return Space(domains, cliques, starts, sum(sizes), _tree(cliques), states)


def _triangulated(scopes: set[frozenset[str]]) -> list[frozenset[str]]:
    """The cliques of the smallest-fill triangulation of "is crossed with"."""
    near: dict[str, set[str]] = {name: set() for scope in scopes for name in scope}
    for scope in scopes:
        for one, other in combinations(scope, 2):
            near[one].add(other)
            near[other].add(one)
    cliques: list[frozenset[str]] = []

    def fill(name: str) -> tuple[int, int, str]:
        lacking = sum(other not in near[one] for one, other in combinations(near[name], 2))
        return lacking, len(near[name]), name

    while near:
        name = min(near, key=fill)
        around = near.pop(name)
        clique = frozenset({name, *around})
        if not any(clique <= known for known in cliques):
            cliques.append(clique)
        for one in around:
            near[one] |= around - {one}
            near[one].discard(name)
    return cliques


def _tree(cliques: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """A junction tree: the spanning tree of largest overlaps."""
    edges, inside = [], [0]
    outside = list(range(1, len(cliques)))
    overlap = {at: (len(set(cliques[0]) & set(cliques[at])), 0) for at in outside}
    while outside:
        at = max(outside, key=lambda each: (overlap[each][0], -each))
        edges.append((overlap[at][1], at))
        inside.append(at)
        outside.remove(at)
        for each in outside:
            shared = len(set(cliques[at]) & set(cliques[each]))
            if shared > overlap[each][0]:
                overlap[each] = (shared, at)
    return edges
