"""What an attacker can work out of published counts: whole numbers that fit everything that left, found by a solver and proved by addition.

The unknowns are the atoms of `space`. A range is believed only where whole-number worlds at both of its ends have been added up exactly, so
an error of the solver cannot make a cell look safe.

Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4; Fischetti and Salazar 2001, Manag. Sci. 47(7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.sections import Section
from konfrans.analysis.space import ARRIVAL, MOST_ATOMS, Fact, Ints, Space

ROUNDS = 4
"""Random directions that are tried before single cells are."""
FEW = 3
"""Fewer cells than these are tried one by one."""
NODES = 300
"""So far a search may branch; a cell that was not proved safe by then counts as unsafe. No clock: the same tables give the same cells."""
MOST_NODES = 30_000
"""So far the search may branch that finds whether anything fits at all."""


@dataclass(slots=True)
class Part:
    """Unknown atoms that hang together, with their relations, and the whole-number worlds found so far."""

    columns: Ints
    matrix: sparse.csr_array
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    most: int
    worlds: list[Ints] = field(default_factory=list)
    refuted: bool = False
    """The last search ended with a proof that there is no such world, not because it gave up."""
    _stack: Ints | None = None

    def ends(self, places: Ints) -> tuple[int, int]:
        """The least and the most of a sum, in the worlds found so far."""
        if self._stack is None or len(self._stack) < len(self.worlds):
            self._stack = np.array(self.worlds)
        sums = self._stack[:, places].sum(axis=1)
        return int(sums.min()), int(sums.max())

    def solve(self, objective: npt.NDArray[np.float64], least: float = 0, nodes: int = NODES) -> bool:
        """One more world, as far as possible in a direction; False where none fits or none was found in time.

        With `least` any world will do in which the objective, turned round, comes to as much.
        """
        relations = [optimize.LinearConstraint(self.matrix, self.low, self.high)]
        if least:
            relations.append(optimize.LinearConstraint(-objective[None, :], least, np.inf))
        found = optimize.milp(
            np.zeros(objective.size) if least else objective,
            constraints=relations,
            integrality=np.ones(objective.size),
            bounds=optimize.Bounds(0, self.most),
            options={"node_limit": nodes},
        )
        self.refuted = found.status == 2
        if found.x is None:
            return False
        world = np.rint(found.x).astype(np.int64)
        sums = self.matrix @ world
        if (world < 0).any() or (sums < self.low).any() or (sums > self.high).any():
            return False
        self.worlds.append(world)
        return True


class Impossible(Exception):
    """No whole numbers fit what is given as known."""


class Audit:
    """The system of everything known. `loose` atoms are of no interest and bounded by nothing else, so they may be left out."""

    def __init__(self, space: Space, facts: Sequence[Fact], under: Sequence[tuple[Section, Section, int]], loose: Ints):
        self.space = space
        self.fixed = np.full(space.count, -1, dtype=np.int64)
        """The value of an atom that is known for sure; -1: open."""
        self.part_of = np.full(space.count, -1, dtype=np.int64)
        self.place = np.zeros(space.count, dtype=np.int64)
        self.parts: list[Part] = []
        rows, low, high = _rows(space, facts, under)
        self._spread(rows, low, high, loose)

    def _spread(
        self, rows: sparse.csr_array, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64], loose: Ints
    ) -> None:
        self._settle(rows, low, high)
        open_ = np.flatnonzero(self.fixed < 0)
        known = np.where(self.fixed < 0, 0, self.fixed)
        shift = rows @ known
        low, high = low - shift, high - shift
        left = sparse.csr_array(rows[:, open_])
        alive = np.diff(left.indptr) > 0
        if ((low > 0) | (high < 0))[~alive].any():
            raise Impossible
        left, low, high = _dropped(left[alive], low[alive], high[alive], np.isin(open_, loose))
        label = _joined(left)
        number = int(label.max(initial=-1)) + 1
        order = np.argsort(label, kind="stable")
        ends = np.cumsum(np.bincount(label, minlength=number)) if number else np.array([], dtype=np.int64)
        owner = label[left.indices[left.indptr[:-1]]] if left.shape[0] else np.array([], dtype=np.int64)
        by_owner = np.argsort(owner, kind="stable")
        finite = np.concatenate([np.abs(low[np.isfinite(low)]), np.abs(high[np.isfinite(high)])])
        most = int(4 * finite.max(initial=0) + 1000)
        cut = np.searchsorted(owner[by_owner], np.arange(number + 1))
        for at in range(number):
            columns = order[(ends[at - 1] if at else 0) : ends[at]]
            mine = by_owner[cut[at] : cut[at + 1]]
            matrix = sparse.csr_array(left[mine][:, columns]) if mine.size else sparse.csr_array((0, columns.size))
            self.parts.append(Part(open_[columns], matrix, low[mine], high[mine], most))
            self.part_of[open_[columns]] = at
            self.place[open_[columns]] = np.arange(columns.size)

    def _settle(self, rows: sparse.csr_array, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> None:
        """Fix every atom that follows from one relation alone, again and again."""
        owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        while True:
            known = np.where(self.fixed < 0, 0, self.fixed)
            left = np.asarray(high - rows @ known)
            equal = low == high
            unknown = self.fixed[rows.indices] < 0
            number = np.bincount(owner, weights=unknown, minlength=rows.shape[0])
            least = np.full(rows.shape[0], np.inf)
            np.minimum.at(least, owner[unknown], rows.data[unknown])
            if (equal & (number == 0) & (left != 0)).any():
                raise Impossible
            none = (number > 0) & (left == 0) & (least >= 0)
            if ((left < 0) & (least >= 0)).any():
                raise Impossible
            zeros = rows.indices[unknown & none[owner]]
            single = unknown & (equal & (number == 1) & ~none)[owner]
            if not zeros.size and not single.any():
                return
            self.fixed[zeros] = 0
            value = left[owner[single]] / rows.data[single]
            if (value < 0).any() or (value != np.rint(value)).any():
                raise Impossible
            self.fixed[rows.indices[single]] = value.astype(np.int64)

    def possible(self) -> bool:
        """Whether anything fits at all; refused where that was not found out in time."""
        for part in self.parts:
            if (
                part.matrix.shape[0]
                and not part.worlds
                and not part.solve(np.zeros(part.columns.size), nodes=MOST_NODES)
            ):
                if part.refuted:
                    return False
                names = [name for name in self.space.domains if name != ARRIVAL]
                raise AnalysisError("disclosure_wide", columns=names, number=self.space.count, most=MOST_ATOMS)
        return True

    def seek(self, atoms: Sequence[Ints], seed: int = 0) -> None:
        """A few worlds in random directions: they settle most cells at once."""
        random = np.random.default_rng(seed)
        touched = {int(at) for each in atoms for at in self.part_of[each] if at >= 0}
        for at in sorted(touched):
            part = self.parts[at]
            if part.matrix.shape[0] and part.columns.size > 1:
                for _round in range(ROUNDS):
                    way = random.normal(size=part.columns.size)
                    if not (part.solve(way) and part.solve(-way)):
                        break

    def raise_to(self, atoms: Ints, least: int, seed: int = 0) -> None:
        """Worlds that each put many cases into many of the atoms that have not held so many yet, as long as this helps."""
        random = np.random.default_rng(seed)
        open_ = atoms[self.part_of[atoms] >= 0]
        for at in np.unique(self.part_of[open_]):
            part, places = self.parts[at], self.place[open_[self.part_of[open_] == at]]
            while part.matrix.shape[0] and places.size > FEW:
                way = np.zeros(part.columns.size)
                way[places] = -random.uniform(0.2, 1, places.size)
                if not part.solve(way):
                    break
                left = places[part.worlds[-1][places] < least]
                if places.size - left.size < FEW:
                    break
                places = left

    def range_of(self, atoms: Ints, wide: int, high: int = 0) -> tuple[float, float]:
        """The least and the most that a cross-section may hold, proved by worlds.

        The search ends as soon as they are `wide` apart and the most reaches `high`, so the true range may be wider still.
        """
        known = self.fixed[atoms]
        base = int(known[known >= 0].sum())
        least = most = float(base)
        open_ = atoms[known < 0]
        parts = [
            (self.parts[at], self.place[open_[self.part_of[open_] == at]]) for at in np.unique(self.part_of[open_])
        ]
        if any(not part.matrix.shape[0] for part, _places in parts):
            return 0.0, np.inf  # an atom that no relation holds may be anything
        for part, places in parts:
            least, most = least + self._end(part, places, min), most + self._end(part, places, max)
        for end in (max, min):
            for part, places in parts:
                if most - least >= wide and most >= high:
                    return least, most
                before = self._end(part, places, end)
                way = np.zeros(part.columns.size)
                way[places] = -1.0 if end is max else 1.0
                if part.solve(way):
                    after = self._end(part, places, end)
                    least, most = (least, most + after - before) if end is max else (least + after - before, most)
        return least, most

    def reaches(self, atom: int, least: int) -> bool:
        """Whether a world was found in which an atom holds as many cases."""
        if self.fixed[atom] >= 0:
            return bool(self.fixed[atom] >= least)
        part, place = self.parts[int(self.part_of[atom])], self.place[[atom]]
        if not part.matrix.shape[0] or self._end(part, place, max) >= least:
            return True
        way = np.zeros(part.columns.size)
        way[place] = -1.0
        return part.solve(way, least) and self._end(part, place, max) >= least

    def empty(self, atom: int) -> bool:
        """Whether an attacker knows that nobody is in an atom."""
        if self.fixed[atom] >= 0:
            return bool(self.fixed[atom] == 0)
        return not self.reaches(atom, 1) and self.parts[int(self.part_of[atom])].refuted

    def _end(self, part: Part, places: Ints, end: object) -> float:
        if not part.worlds and not part.solve(np.zeros(part.columns.size)):
            raise Impossible
        least, most = part.ends(places)
        return float(most if end is max else least)


def _rows(
    space: Space, facts: Sequence[Fact], under: Sequence[tuple[Section, Section, int]]
) -> tuple[sparse.csr_array, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Everything known as rows of one system: facts, what cliques share, and what is part of what."""
    columns: list[Ints] = []
    factors: list[Ints] = []
    ends: list[tuple[float, float]] = []

    def add(parts: Sequence[tuple[Ints, int]], low: float, high: float) -> None:
        columns.append(np.concatenate([atoms for atoms, _times in parts]))
        factors.append(np.concatenate([np.full(atoms.size, times, dtype=np.int64) for atoms, times in parts]))
        ends.append((low, high))

    for fact in facts:
        names = [name for one, _times in fact.terms for name, _level in one]
        clique = space.clique_of(names)
        add([(space.atoms(one, fact.state, clique), times) for one, times in fact.terms], fact.number, fact.number)
    for one, other in space.links():
        add([(one, 1), (other, -1)], 0, 0)
    for small, large, state in under:
        add([(space.atoms(small, state), 1), (space.atoms(large, state), -1)], -np.inf, 0)
    lengths = np.array([each.size for each in columns], dtype=np.int64)
    low = np.array([each[0] for each in ends], dtype=np.float64)
    high = np.array([each[1] for each in ends], dtype=np.float64)
    shape = (len(columns), space.count)
    if not columns:
        return sparse.csr_array(shape, dtype=np.int64), low, high
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    rows = sparse.csr_array((np.concatenate(factors), np.concatenate(columns), indptr), shape=shape)
    rows.sum_duplicates()
    rows.eliminate_zeros()
    return rows, low, high


def _joined(rows: sparse.csr_array) -> Ints:
    """For each column the number of its part: columns of one relation hang together."""
    height, width = rows.shape
    both = sparse.block_array([[None, rows], [rows.T, None]]) if height and width else sparse.csr_array((width, width))
    _number, label = sparse.csgraph.connected_components(both, directed=False)
    _names, mine = np.unique(label[height:] if height and width else label, return_inverse=True)
    return np.asarray(mine, dtype=np.int64)


def _dropped(
    rows: sparse.csr_array, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64], loose: npt.NDArray[np.bool_]
) -> tuple[sparse.csr_array, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Without loose atoms, as far as leaving them out changes nothing: one that stands in a single relation turns it into a bound; one that
    only ever relaxes bounds takes these with it."""
    low, high = low.copy(), high.copy()
    there = np.ones(rows.shape[0], dtype=bool)
    columns = sparse.csc_array(rows)
    gone = np.zeros(rows.shape[1], dtype=bool)
    changed = True
    while changed:
        changed = False
        for column in np.flatnonzero(loose & ~gone):
            span = slice(columns.indptr[column], columns.indptr[column + 1])
            at, by = columns.indices[span], columns.data[span]
            at, by = at[there[at]], by[there[at]]
            if at.size == 1 and abs(by[0]) == 1 and np.isfinite(low[at[0]]) and np.isfinite(high[at[0]]):
                # a x + s = b with a whole s of zero or more says no more than a x <= b
                if by[0] > 0:
                    low[at[0]] = -np.inf
                else:
                    high[at[0]] = np.inf
                gone[column] = changed = True
            elif all(
                (not np.isfinite(high[row])) if way > 0 else (not np.isfinite(low[row]))
                for row, way in zip(at, by, strict=True)
            ):
                there[at] = False
                gone[column] = changed = True
    kept = sparse.csr_array(rows[there][:, :])
    # A column left out of a relation that stays has no place in it.
    kept = sparse.csr_array(kept @ sparse.diags_array((~gone).astype(np.int64), dtype=np.int64))
    kept.eliminate_zeros()
    low, high = low[there], high[there]
    alive = np.diff(kept.indptr) > 0
    if ((low > 0) | (high < 0))[~alive].any():
        raise Impossible
    return sparse.csr_array(kept[alive]), low[alive], high[alive]
