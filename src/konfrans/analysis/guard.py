"""What is withheld: the rules, and the neighbours that are chosen until the audit finds nothing to tell."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from konfrans.analysis.audit import Audit, Impossible
from konfrans.analysis.case import Case, Cell, names_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import Left, Sums
from konfrans.analysis.sections import Moment, Section, Sheet, sorted_key, without
from konfrans.analysis.space import ARRIVAL, NOBODY, Fact, Ints, Space

AT_ONCE = 12
"""So many unsafe cells are mended before the audit is asked again: one withheld neighbour often mends several."""


class Target(NamedTuple):
    """What must not be told: a withheld cell; an atom that nobody shows but subtraction may (`state` -1: that it is small, -2: that all
    of its group are in it)."""

    one: Section
    state: int
    atom: int = -1

    @property
    def key(self) -> Cell:
        return self.one, self.state


@dataclass(slots=True)
class Guard(Case):
    """A case, with what was found safe in it."""

    settled: set[Cell] = field(default_factory=set)
    """Targets that are safe for good, as withholding more only widens ranges, or that earlier tables told by themselves."""

    def protect(self) -> None:
        """Withhold until nothing can be worked out."""
        self.hide(self._primary())
        self._lines_closed()
        while True:
            self._moments()
            failing, audit = self._failing()
            if not failing:
                return
            chosen: set[Cell] = set()
            for target in failing:
                if chosen & self._around(target):
                    continue
                pick = self._pick(target, *audit)
                if pick is not None:
                    chosen.add(pick)
                else:
                    self._refuse(target)
                    self.settled.add(target.key)
            self.hide(chosen)

    def _primary(self) -> set[Cell]:
        """Small cells, answers of everyone, and what was withheld before in the same state."""
        found = set()
        for at, sheet in enumerate(self.sheets):
            state = self.state_of[at]
            found |= {(one, state) for one, number in sheet.counts.items() if 0 < number < self.k}
            found |= {(one, state) for one in sheet.full}
            found |= {(one, state) for one in sheet.counts if (one, state) in self.withheld_before}
            for row, line in enumerate(sheet.lines):
                if line.fault:
                    self.struck.add((at, row))
                if line.fault == "unknown" and line.rests:
                    found.add((line.rests[0], state))
        # What left is known; it is shown again or refused, never withheld in vain.
        if bad := sorted((cell for cell in found if cell in self.known), key=lambda cell: sorted_key(cell[0])):
            raise AnalysisError(
                "disclosure_ledger", table=self.nearest_entry([bad[0][0]]), leaving=self._name_of(bad[0])
            )
        return found

    def _name_of(self, cell: Cell) -> str:
        return next(sheet.name for sheet in self.sheets if cell[0] in sheet.counts)

    def _lines_closed(self) -> None:
        """A first round without the solver: in every line of a table that holds a withheld cell, two are withheld, with `k` cases at least."""
        while True:
            shown = self.revealed()
            lines: dict[tuple[Section, str, int], list[Cell]] = {}
            every = {(one, self.state_of[at]) for at, sheet in enumerate(self.sheets) for one in sheet.counts}
            for one, state in every:
                for name, level in one:
                    if level is not None:
                        lines.setdefault((without(one, name), name, state), []).append((one, state))
            crossed: dict[Cell, int] = {}
            bad = []
            for (domain, name, state), cells in lines.items():
                gone = [cell for cell in cells if cell in self.hidden]
                for cell in cells:
                    crossed[cell] = crossed.get(cell, 0) + bool(gone)
                # Nothing sums the line up, so nothing can be taken from the sum.
                sums = {(domain, state), (domain | {(name, None)}, state)}
                if gone and (sums & (shown | set(self.known))):
                    short = self.k - sum(self.truth[cell] for cell in gone)
                    if short > 0 or len(gone) < 2:
                        bad.append((cells, max(short, 0)))
            picks: set[Cell] = set()
            for cells, short in bad:
                if picks & set(cells):
                    continue
                free = [cell for cell in cells if cell in shown and cell not in self.known]
                if free:
                    picks.add(min(free, key=lambda cell: self._cost(cell, short, -crossed[cell])))
            if not picks:
                return
            self.hide(picks)

    def _cost(self, cell: Cell, short: float, first: int = 0) -> tuple[Any, ...]:
        number = self.truth[cell]
        return (number == 0, number < short, first, number if number >= short else -number, sorted_key(cell[0]))

    def _moments(self) -> None:
        """Withhold a mean or its like where it would be an equation for withheld answers that cannot be written down."""
        while True:
            open_to = self._open_to()
            bad = [
                (at, row, line)
                for at, row, line, gone in self.lines()
                if not gone and any(not open_to(moment, self.state_of[at], None) for moment in line.moments)
            ]
            for at, row, line in bad:
                self.struck.add((at, row))
                self.hide([(line.rests[0], self.state_of[at])])
            if not bad:
                break
        for entry in self.before:
            for one, item, sums in entry.moments:
                if not open_to(Moment(one, item, linear=sums is not None), self.states.index(entry.state), sums):
                    raise AnalysisError("disclosure_ledger", table=entry.name, leaving=self._using(item))

    def _open_to(self) -> Callable[[Moment, int, Sums | None], bool]:
        """Whether no answer of an item is withheld, or all are shown where a moment speaks, or its equation is in the audit."""
        gone = {name for one, _state in self.hidden | self.withheld_before for name, level in one if level is not None}
        shown = self.revealed() | set(self.known)

        def harmless(moment: Moment, state: int, sums: Sums | None) -> bool:
            if moment.item not in gone or (moment.linear and (sums or self.sums_of(moment, state))):
                return True
            domain = without(moment.section, moment.item)
            return all((domain | {(moment.item, level)}, state) in shown for level in self.levels[moment.item])

        return harmless

    def _using(self, item: str) -> str:
        return next(
            sheet.name for sheet in self.sheets if any(name == item for one in sheet.counts for name, _level in one)
        )

    def _failing(self) -> tuple[list[Target], tuple[Space, list[Fact]]]:
        """What is not safe yet, and against what."""
        for audit, space, facts, loose in self._audits():
            try:
                return self._unsafe(audit, space, loose), (space, facts)
            except Impossible:
                continue
        names = [*(sheet.name for sheet in self.sheets), *(entry.name for entry in self.before)]
        raise AnalysisError("disclosure_contradiction", tables=names)

    def _audits(self) -> Iterator[tuple[Audit, Space, list[Fact], Ints]]:
        """An attacker may know that everyone has a group, and answered: first what takes most of it for known, as far as the numbers allow.

        Of groups that cannot all be known, as where one table leaves some people out, those are taken that can be together.
        """
        groups = self.closed_for(items=False)
        for closed in (self.closed_for(items=True), groups):
            if audit := self._audit(closed):
                yield audit
        kept, best = set[str](), self._audit(set())
        for name in sorted(groups):
            if more := self._audit({*kept, name}):
                kept.add(name)
                best = more
        if best:
            yield best

    def _audit(self, closed: set[str]) -> tuple[Audit, Space, list[Fact], Ints] | None:
        """What follows where everyone has a level of some variables; None where that cannot be."""
        space, facts, under = self.system(closed)
        loose = self.loose(space)
        try:
            audit = Audit(space, facts, under, loose)
            return (audit, space, facts, loose) if audit.possible() else None
        except Impossible:
            return None

    def _unsafe(self, audit: Audit, space: Space, loose: Ints) -> list[Target]:
        """Withheld cells whose range is narrower than `k`, and groups of one to `k` - 1 cases that nobody shows but subtraction tells."""
        cells = [cell for cell in self.held() if cell not in self.settled]
        places = {cell: space.atoms(*cell) for cell in cells}
        atoms = np.setdiff1d(np.arange(space.count), loose)
        told_ = atoms[(audit.fixed[atoms] > 0) & (audit.fixed[atoms] < self.k)]
        open_ = atoms[audit.fixed[atoms] < 0]
        nobody = audit.fixed == 0
        audit.seek([*places.values(), open_])
        failing: list[Target] = []
        for cell in cells:
            least, most = audit.range_of(places[cell], self.k)
            if most - least >= self.k:
                self.settled.add(cell)
            else:
                failing.append(Target(*cell))
            if len(failing) >= AT_ONCE:
                return failing
        audit.raise_to(open_, self.k)
        for atom in [*told_.tolist(), *open_.tolist()]:
            target = Target(frozenset(space.name_of(atom).items()), -1, atom)
            if target.key in self.settled:
                continue
            if audit.reaches(atom, self.k):
                self.settled.add(target.key)
            elif audit.empty(atom):
                nobody[atom] = True
            else:
                failing.append(target)
            if len(failing) >= AT_ONCE:
                return failing
        return failing or self._unanimous(audit, space, nobody)

    def _unanimous(self, audit: Audit, space: Space, nobody: npt.NDArray[np.bool_]) -> list[Target]:
        """Small groups, shown or told by subtraction, in which an attacker knows that nobody gave any answer but one."""
        items = {name for each in self.tables() for name in each.items}
        found: list[Target] = []
        for at, clique in enumerate(space.cliques):
            shape = [len(space.domains[name]) for name in clique]
            places = np.arange(math.prod(shape)).reshape(shape) + space.starts[at]
            for axis, name in enumerate(clique):
                answers = [index for index, level in enumerate(space.domains[name]) if level != NOBODY]
                if name not in items or len(answers) < 2:
                    continue
                lines = np.moveaxis(places.take(answers, axis), axis, -1).reshape(-1, len(answers))
                there = ~nobody[lines]
                for atom in lines[there & (there.sum(axis=1) == 1)[:, None]].tolist():
                    target = Target(frozenset(space.name_of(atom).items()), -2, atom)
                    if target.key in self.settled or audit.reaches(atom, self.crowd):
                        continue
                    found.append(target)
                    if len(found) >= AT_ONCE:
                        return found
        return found

    def _free(self) -> set[Cell]:
        return self.revealed() - set(self.known) - self.hidden

    def _around(self, target: Target) -> set[Cell]:
        """Cells that differ from a target in one level: when one of them is newly withheld, the target is tried again first."""
        one = target.one
        return {
            (other, state)
            for other, state in self._free()
            if state == target.state and len(other ^ one) == 2 and names_of(other) == names_of(one)
        }

    def _pick(self, target: Target, space: Space, facts: Sequence[Fact]) -> Cell | None:
        """The cheapest cell that holds the target's range down, by the dual of its linear programme; else the nearest one."""
        free = self._free()
        atoms = space.atoms(*target.key) if target.atom < 0 else np.array([target.atom])
        if binding := _binding(space, facts, atoms) & free:
            return min(
                binding,
                key=lambda each: (self.truth[each] == 0, len(space.atoms(*each)), *self._cost(each, self.k)),
            )
        near = {each: len(names_of(each[0]) & names_of(target.one)) for each in free}
        best = max(near.values(), default=0)
        return min((each for each in free if near[each] == best), key=lambda each: self._cost(each, 0), default=None)

    def _refuse(self, target: Target) -> None:
        """Nothing is left to withhold: an earlier table is at fault, unless earlier tables told as much by themselves."""
        if not self.before:
            return
        if target.one not in {one for sheet in self.sheets for one in sheet.counts}:
            failing, _audit = Guard([], self.before, self.k, self.crowd)._failing()
            if target.key in {each.key for each in failing}:
                return
        one = frozenset((name, level) for name, level in target.one if level != NOBODY and name != ARRIVAL)
        raise AnalysisError(
            "disclosure_ledger", table=self.nearest_entry([one]), leaving=", ".join(sheet.name for sheet in self.sheets)
        )

    def leave_out(self, sheet: Sheet, rows: Sequence[int]) -> None:
        """Rows of a table that may be shown but will not be."""
        at = next(index for index, each in enumerate(self.sheets) if each is sheet)
        self.struck |= {(at, row) for row in rows}

    def entry(self, sheet: Sheet, rounding: int) -> Left:
        """What the ledger is told of a table."""
        at = next(index for index, each in enumerate(self.sheets) if each is sheet)
        state = self.state_of[at]
        lines = [line for line, gone in zip(sheet.lines, self.hidden_lines(sheet), strict=True) if not gone]
        shown = {one for line in lines for one in line.rests}
        own = {line.rests[0] for line in sheet.lines if line.rests}
        # Unrounded: what shares, rounded by themselves, add to rounded counts is more than the rounding base says.
        cells: dict[Section, int | None] = {one: sheet.counts[one] for one in shown}
        cells |= {one: None for one in own - shown if (one, state) in self.hidden}
        moments = {(moment.section, moment.item): moment for line in lines for moment in line.moments}
        told: dict[str, set[str]] = {}
        for name, level in {each for one in cells for each in one}:
            told.setdefault(name, set()).update([] if level is None else [level])
        # Of a group that is not listed, whoever reads the ledger must know that there may be one.
        short = {name for name in sheet.whole - sheet.items if self.levels.get(name, set()) - told.get(name, set())}
        return Left(
            sheet.name,
            sheet.survey,
            self.states[state],
            self.k,
            rounding,
            tuple(sorted(cells.items(), key=lambda each: sorted_key(each[0]))),
            tuple(
                (one, item, self.sums_of(each, state) if each.linear else None) for (one, item), each in moments.items()
            ),
            tuple(sorted(sheet.whole - short)),
            tuple(sorted(sheet.items)),
            sheet.parts,
        )


def _binding(space: Space, facts: Sequence[Fact], atoms: Ints) -> set[Cell]:
    """The counts that hold a sum of atoms down, or up: those with a price in its linear programme over one clique."""
    clique = int(np.searchsorted(space.starts, atoms[0], side="right")) - 1
    names = set(space.cliques[clique])
    start = space.starts[clique]
    end = space.starts[clique + 1] if clique + 1 < len(space.starts) else space.count
    inside = [fact for fact in facts if len(fact.terms) == 1 and names_of(fact.terms[0][0]) <= names]
    if not inside:
        return set()
    places = [space.atoms(fact.terms[0][0], fact.state, clique) - start for fact in inside]
    indptr = np.concatenate([[0], np.cumsum([each.size for each in places])])
    rows = sparse.csr_array(
        (np.ones(int(indptr[-1])), np.concatenate(places), indptr), shape=(len(inside), end - start)
    )
    way = np.zeros(end - start)
    way[atoms - start] = 1.0
    held: set[Cell] = set()
    for sign in (-1.0, 1.0):
        found = optimize.linprog(sign * way, A_eq=rows, b_eq=[fact.number for fact in inside], method="highs")
        if found.status == 0:
            prices = np.abs(found.eqlin.marginals)
            held |= {(fact.terms[0][0], fact.state) for fact, price in zip(inside, prices, strict=True) if price > 1e-9}
    return held
