"""Disclosure control: the last step of every table that leaves the house.

A cross-section of fewer than `k` cases is withheld with everything that is said of it, and so is the answer that all of a small group gave.
Then neighbours are withheld until `audit` finds, against everything that leaves now or left before, two worlds at least `k` cases apart for
each withheld cell, and no group of one to `k` - 1 cases that could be told by subtraction. Rounding comes on top and protects nothing by
itself. Source: Hundepool et al. 2012, Statistical Disclosure Control, chapters 4 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from konfrans.analysis.audit import ARRIVAL, NOBODY, Audit, Fact, Impossible, Ints, Space, space_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import Left, Released, Sums
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sections import (
    Leaving,
    Line,
    Moment,
    Section,
    Sheet,
    Table,
    section,
    sheet_of,
    sorted_key,
    without,
)

Given = Result | Table | Leaving
Cell = tuple[Section, int]
"""A cross-section in a state of the file."""


class Target(NamedTuple):
    """What must not be told: a withheld cell; an atom that nobody shows but subtraction may (`state` -1: that it is small, -2: that all
    of its group are in it)."""

    one: Section
    state: int
    atom: int = -1

    @property
    def key(self) -> Cell:
        return self.one, self.state


AT_ONCE = 12
"""So many unsafe cells are mended before the audit is asked again: one withheld neighbour often mends several."""
HARMLESS = frozenset({"raked"})
"""Notes that count no cases; others stay behind."""
UNNAMED = "state "
MARK = "withheld"
"""What stands at every withheld row. Why it is withheld is not said: that a cell is small says how large it is."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may leave: the tables in their order with cells withheld, and what the ledger must be told before they do."""

    tables: tuple[Result | Table, ...]
    entries: tuple[Left, ...]
    withheld: int
    """Rows that are withheld."""
    shown: int


def disclose(
    tables: Sequence[Given],
    released: Released | None = None,
    k: int = 10,
    rounding: int = 0,
    crowd: int | None = None,
) -> Disclosed:
    """Withhold what must not be told in tables that leave together, given all that left before.

    `k`: the smallest number of cases that may be shown. `rounding`: counts of public tables are rounded to its multiples. `crowd`: in a
    group of fewer cases (left out: 5 `k`) the answer of all is withheld. Nothing is written: `released.extend(found.entries)` does that.
    What an earlier table makes impossible is refused with its name.
    """
    if k < 2:
        raise AnalysisError("option_value", option="--disclose", value=k, takes="2, 3, 4, …")
    if rounding and not 2 <= rounding <= k:
        raise AnalysisError("option_value", option="--round", value=rounding, takes=f"2, 3, …, {k}")
    entries = list((released or Released()).entries)
    crowd = 5 * k if crowd is None else crowd
    sheets = [sheet_of(one, crowd, k) for one in tables]
    hidden: dict[int, list[bool]] = {}
    left: dict[int, Left] = {}
    for survey in dict.fromkeys(sheet.survey for sheet in sheets):
        mine = [at for at, sheet in enumerate(sheets) if sheet.survey == survey]
        before = [entry for entry in entries if entry.survey == survey]
        own = [sheets[at] for at in mine]
        guard = Guard(own, before, k, crowd)
        guard.protect()
        _wiped(guard, own, before, k)
        for at, sheet in zip(mine, own, strict=True):
            hidden[at] = guard.hidden_lines(sheet)
            left[at] = replace(guard.entry(sheet, rounding), place=len(entries))
    given = [_shown(one, hidden[at], k, rounding) for at, one in enumerate(tables)]
    count = sum(sum(each) for each in hidden.values())
    whole = sum(len(each) for each in hidden.values())
    return Disclosed(tuple(given), tuple(left[at] for at in range(len(sheets))), count, whole - count)


def _wiped(guard: Guard, sheets: Sequence[Sheet], before: Sequence[Left], k: int) -> None:
    """Refuse a table of which nothing is left only because of an earlier one."""
    gone = [sheet for sheet in sheets if sheet.lines and all(guard.hidden_lines(sheet))]
    if not gone or not before:
        return
    alone = Guard(sheets, [], k, guard.crowd)
    alone.protect()
    for sheet in gone:
        if not all(alone.hidden_lines(sheet)):
            raise AnalysisError("disclosure_ledger", table=guard.nearest_entry(list(sheet.counts)), leaving=sheet.name)


@dataclass(slots=True)
class Guard:
    """The tables of one survey that leave together, the entries of those that left, and what is withheld so far."""

    sheets: Sequence[Sheet]
    before: Sequence[Left]
    k: int
    crowd: int
    states: list[str] = field(default_factory=list)
    state_of: dict[int, int] = field(default_factory=dict)
    truth: dict[Cell, int] = field(default_factory=dict)
    known: dict[Cell, int] = field(default_factory=dict)
    """Counts that left before."""
    levels: dict[str, set[str]] = field(default_factory=dict)
    answers: dict[tuple[Section, str, int], dict[str, int]] = field(default_factory=dict)
    """The true numbers of the levels of a variable in a domain and state."""
    withheld_before: set[Cell] = field(default_factory=set)
    hidden: set[Cell] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    """Lines that are withheld though their counts may be shown elsewhere: (sheet, line)."""
    settled: set[Cell] = field(default_factory=set)
    """Targets that are safe for good, as withholding more only widens ranges, or that earlier tables told by themselves."""

    def __post_init__(self) -> None:
        self.states = list(dict.fromkeys(entry.state for entry in self.before))
        for entry in self.before:
            at = self.states.index(entry.state)
            for one, number in entry.cells:
                if number is None:
                    self.withheld_before.add((one, at))
                else:
                    self.known[one, at] = number
        for at, sheet in enumerate(self.sheets):
            self.state_of[at] = self._state(sheet)
            for one, number in {**sheet.beneath, **sheet.counts}.items():
                cell = (one, self.state_of[at])
                if self.truth.setdefault(cell, number) != number:
                    raise AnalysisError(
                        "disclosure_differs", table=sheet.name, where=told(one), one=number, other=self.truth[cell]
                    )
        for one, state in {*self.truth, *self.known, *self.withheld_before}:
            for name, level in one:
                if level is not None:
                    self.levels.setdefault(name, set()).add(level)
                    if (one, state) in self.truth:
                        domain = (without(one, name), name, state)
                        self.answers.setdefault(domain, {})[level] = self.truth[one, state]
        self._grown()
        # What one table withheld and another of the same state showed is open.
        self.withheld_before -= set(self.known)

    def _state(self, sheet: Sheet) -> int:
        """The state of a table. Where this or an earlier one has no fingerprint they are one, if their counts allow it: that links most."""
        if sheet.state and sheet.state in self.states:
            return self.states.index(sheet.state)
        together = [each for each in self.sheets if each.state == sheet.state]
        for at in reversed(range(len(self.states))):
            unnamed = not sheet.state or self.states[at].startswith(UNNAMED)
            if unnamed and all(
                self.known.get((one, at), n) == n for each in together for one, n in each.counts.items()
            ):
                return at
        self.states.append(sheet.state or f"{UNNAMED}{len(self.states) + 1}")
        return len(self.states) - 1

    def _grown(self) -> None:
        """A file that left in an earlier state may only have grown: what went away again cannot be told apart from what came."""
        before: dict[Section, list[tuple[int, int]]] = {}
        for (one, at), was in self.known.items():
            before.setdefault(one, []).append((at, was))
        for sheet_at, sheet in enumerate(self.sheets):
            now = self.state_of[sheet_at]
            for one, number in sheet.counts.items():
                for at, was in before.get(one, []):
                    if (at <= now and number < was) or (at >= now and number > was):
                        raise AnalysisError(
                            "disclosure_shrunk", table=self.nearest_entry([one]), leaving=sheet.name, where=told(one)
                        )

    def _all(self) -> list[Sheet | Left]:
        return [*self.sheets, *self.before]

    # -- what is shown ------------------------------------------------------------------------------------------------------------

    def hidden_lines(self, sheet: Sheet) -> list[bool]:
        """For each row of a table whether it is withheld."""
        at = next(index for index, each in enumerate(self.sheets) if each is sheet)
        state = self.state_of[at]
        return [
            (at, row) in self.struck or any((one, state) in self.hidden for one in line.rests)
            for row, line in enumerate(sheet.lines)
        ]

    def _lines(self) -> Iterable[tuple[int, int, Line, bool]]:
        for at, sheet in enumerate(self.sheets):
            for row, (line, gone) in enumerate(zip(sheet.lines, self.hidden_lines(sheet), strict=True)):
                yield at, row, line, gone

    def revealed(self) -> set[Cell]:
        """The cross-sections that the rows shown tell."""
        return {(one, self.state_of[at]) for at, _row, line, gone in self._lines() if not gone for one in line.rests}

    def hide(self, cells: Iterable[Cell]) -> None:
        """Withhold cells, and with them every row that tells them; a cell that no row is left to show is withheld itself."""
        self.hidden |= set(cells) - set(self.known)
        while True:
            shown = self.revealed()
            more = {
                (line.rests[0], self.state_of[at])
                for at, _row, line, gone in self._lines()
                if gone and line.rests and (line.rests[0], self.state_of[at]) not in shown
            } - set(self.known)
            if more <= self.hidden:
                return
            self.hidden |= more

    # -- the rules ----------------------------------------------------------------------------------------------------------------

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
                for at, row, line, gone in self._lines()
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
            if moment.item not in gone or (moment.linear and (sums or self._sums(moment, state))):
                return True
            domain = without(moment.section, moment.item)
            return all((domain | {(moment.item, level)}, state) in shown for level in self.levels[moment.item])

        return harmless

    def _using(self, item: str) -> str:
        return next(
            sheet.name for sheet in self.sheets if any(name == item for one in sheet.counts for name, _level in one)
        )

    def _sums(self, moment: Moment, state: int) -> Sums | None:
        """The sums of an item and of its squares, where the true numbers of all its answers are known."""
        domain = without(moment.section, moment.item)
        levels = self.answers.get((domain, moment.item, state), {})
        whole = self.truth.get((moment.section, state))
        if not levels or sum(levels.values()) != whole or not all(_is_whole(level) for level in levels):
            return None
        return (
            sum(int(level) * number for level, number in levels.items()),
            sum(int(level) ** 2 * number for level, number in levels.items()),
        )

    # -- the audit ----------------------------------------------------------------------------------------------------------------

    def _failing(self) -> tuple[list[Target], tuple[Space, list[Fact]]]:
        """What is not safe yet, and against what."""
        # An attacker may know that everyone has a group, and answered; as much of it is taken for known as the numbers allow.
        for closed in (self._closed(items=True), self._closed(items=False), set[str]()):
            space, facts, under = self._system(closed)
            loose = self._loose(space)
            try:
                audit = Audit(space, facts, under, loose)
                if not audit.possible():
                    raise Impossible
                return self._unsafe(audit, space, loose), (space, facts)
            except Impossible:
                continue
        names = [*(sheet.name for sheet in self.sheets), *(entry.name for entry in self.before)]
        raise AnalysisError("disclosure_contradiction", tables=names)

    def _held(self) -> list[Cell]:
        return sorted(self.hidden | self.withheld_before, key=lambda cell: (cell[1], sorted_key(cell[0])))

    def _unsafe(self, audit: Audit, space: Space, loose: Ints) -> list[Target]:
        """Withheld cells whose range is narrower than `k`, and groups of one to `k` - 1 cases that nobody shows but subtraction tells."""
        cells = [cell for cell in self._held() if cell not in self.settled]
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
        items = {name for each in self._all() for name in each.items}
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

    def _system(self, closed: set[str]) -> tuple[Space, list[Fact], list[tuple[Section, Section, int]]]:
        shown = self.revealed() - self.hidden
        facts = {**self.known, **{cell: self.truth[cell] for cell in shown}}
        sections = {cell[0] for cell in {*facts, *self.hidden, *self.withheld_before}}
        scopes = {frozenset(_names(one)) for one in sections}
        space = space_of(scopes, self._domains(sections, closed), len(self.states))
        found = [Fact(((one, 1),), number, state) for (one, state), number in facts.items()]
        found += self._equations(space)
        under = []
        parts = {name: each for table in self._all() for name, each in table.parts.items()}
        for one, state in {*facts, *self.hidden, *self.withheld_before}:
            for name, _level in one:
                for part in parts.get(name, ()):
                    large = without(one, name) | {(part, None)}
                    if large in sections:
                        under.append((one, large, state))
        return space, found, under

    def _equations(self, space: Space) -> list[Fact]:
        found = []
        wanted: dict[tuple[Moment, int], Sums | None] = {}
        for at, _row, line, gone in self._lines():
            if not gone:
                wanted |= {(moment, self.state_of[at]): None for moment in line.moments}
        for entry in self.before:
            for one, item, sums in entry.moments:
                wanted[Moment(one, item, linear=sums is not None), self.states.index(entry.state)] = sums
        for (moment, state), told_ in wanted.items():
            levels = [level for level in space.domains.get(moment.item, []) if level not in (None, NOBODY)]
            sums = told_ or (self._sums(moment, state) if moment.linear else None)
            if sums is None or not levels or not all(_is_whole(str(level)) for level in levels):
                continue
            domain = without(moment.section, moment.item)
            for power, total in enumerate(sums, start=1):
                terms = tuple((domain | {(moment.item, level)}, int(str(level)) ** power) for level in levels)
                found.append(Fact(terms, total, state))
        return found

    def _domains(self, sections: set[Section], closed: set[str]) -> dict[str, list[str | None]]:
        whole = {name for each in self._all() for name in each.whole}
        levels: dict[str, set[str]] = {}
        answered: set[str] = set()
        for one in sections:
            for name, level in one:
                levels.setdefault(name, set())
                if level is None:
                    answered.add(name)
                else:
                    levels[name].add(level)
        # A level that nobody shows may have come with a later state of the file.
        for name, level in {each for one, _state in self.truth for each in one}:
            if name in levels and level is not None and levels[name]:
                levels[name].add(level)
        domains: dict[str, list[str | None]] = {}
        for name, each in levels.items():
            rest: list[str | None] = [None] if not each or (name in answered and name not in whole) else []
            nobody: list[str | None] = [] if name in closed else [NOBODY]
            domains[name] = [*sorted(each), *rest, *nobody]
        return domains

    def _closed(self, *, items: bool) -> set[str]:
        """The variables in which everyone may have a level, as far as the numbers say: all parts sum up, and no other item has more answers."""
        numbers = {**self.known, **self.truth}
        of_items = {name for each in self._all() for name in each.items}
        whole = {name for each in self._all() for name in each.whole} | of_items
        found = whole if items else whole - of_items
        levels: dict[str, set[str]] = {}
        answers: dict[Cell, dict[str, int]] = {}
        for (one, state), number in numbers.items():
            for name, level in one:
                if level is not None:
                    levels.setdefault(name, set()).add(level)
                elif name in of_items:
                    answers.setdefault((without(one, name), state), {})[name] = number
        for each in answers.values():
            found = found - {name for name, number in each.items() if number < max(each.values())}
        for name in sorted(found):
            for (one, state), number in numbers.items():
                if name in _names(one):
                    continue
                parts = [numbers.get((one | {(name, level)}, state)) for level in levels.get(name, ())]
                if not parts or None in parts:
                    parts = [numbers.get((one | {(name, None)}, state))]
                if None not in parts and sum(part or 0 for part in parts) != number:
                    found = found - {name}
                    break
        return found

    def _loose(self, space: Space) -> Ints:
        """Atoms that say only how many did not answer: that number is not protected."""
        items = {name for each in self._all() for name in each.items}
        held = [space.atoms(*cell) for cell in self._held()]
        inside = np.unique(np.concatenate(held)) if held else np.array([], dtype=np.int64)
        masks = []
        for at, clique in enumerate(space.cliques):
            lacking = np.zeros([len(space.domains[name]) for name in clique], dtype=bool)
            telling = np.zeros_like(lacking)
            for axis, name in enumerate(clique):
                if name in items:
                    shape = [-1 if each == axis else 1 for each in range(len(clique))]
                    levels = space.domains[name]
                    lacking |= np.array([level == NOBODY for level in levels]).reshape(shape)
                    telling |= np.array([level not in (None, NOBODY) for level in levels]).reshape(shape)
            nobody = np.array([True])
            for name in clique:
                nobody = np.logical_and.outer(nobody, np.array([level == NOBODY for level in space.domains[name]]))
            masks.append(
                np.flatnonzero(((lacking & ~telling) | nobody.reshape(lacking.shape)).ravel()) + space.starts[at]
            )
        return np.setdiff1d(np.concatenate(masks), inside)

    # -- what to withhold next ----------------------------------------------------------------------------------------------------

    def _free(self) -> set[Cell]:
        return self.revealed() - set(self.known) - self.hidden

    def _around(self, target: Target) -> set[Cell]:
        """Cells that differ from a target in one level: when one of them is newly withheld, the target is tried again first."""
        one = target.one
        return {
            (other, state)
            for other, state in self._free()
            if state == target.state and len(other ^ one) == 2 and _names(other) == _names(one)
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
        near = {each: len(_names(each[0]) & _names(target.one)) for each in free}
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

    def nearest_entry(self, sections: Sequence[Section]) -> str:
        """The earlier table that has most to do with some cross-sections."""
        wanted = set(sections)
        names = {name for one in sections for name, _level in one}

        def shared(entry: Left) -> tuple[int, int]:
            cells = {one for one, _number in entry.cells}
            return len(cells & wanted), len(names & {name for one in cells for name, _level in one})

        return max(self.before, key=shared).name if self.before else ""

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
        return Left(
            sheet.name,
            sheet.survey,
            self.states[state],
            self.k,
            rounding,
            tuple(sorted(cells.items(), key=lambda each: sorted_key(each[0]))),
            tuple(
                (one, item, self._sums(each, state) if each.linear else None) for (one, item), each in moments.items()
            ),
            tuple(sorted(sheet.whole)),
            tuple(sorted(sheet.items)),
            sheet.parts,
        )


def _binding(space: Space, facts: Sequence[Fact], atoms: Ints) -> set[Cell]:
    """The counts that hold a sum of atoms down, or up: those with a price in its linear programme over one clique."""
    clique = int(np.searchsorted(space.starts, atoms[0], side="right")) - 1
    names = set(space.cliques[clique])
    start = space.starts[clique]
    end = space.starts[clique + 1] if clique + 1 < len(space.starts) else space.count
    inside = [fact for fact in facts if len(fact.terms) == 1 and _names(fact.terms[0][0]) <= names]
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


def _names(one: Section) -> set[str]:
    return {name for name, _level in one}


def _is_whole(level: str) -> bool:
    return level.removeprefix("-").isdecimal()


def told(one: Section) -> str:
    """A cross-section in words of its columns."""
    return ", ".join(name if level is None else f"{name} = {level}" for name, level in sorted(one, key=str))


# -- what leaves ------------------------------------------------------------------------------------------------------------------


def _rounded(number: int, base: int) -> int:
    return (number + base // 2) // base * base if base else number


def _shown(given: Given, hidden: Sequence[bool], k: int, rounding: int) -> Result | Table:
    if isinstance(given, Table):
        counts = tuple(
            (conditions, None if gone or number is None else _rounded(number, rounding))
            for (conditions, number), gone in zip(given.counts, hidden, strict=True)
        )
        return replace(given, counts=counts)
    result = given.result if isinstance(given, Leaving) else given
    rows = [_blank(row) if gone else row for row, gone in zip(result.rows, hidden, strict=True)]
    if rounding:
        rows = _coarse(result, rows, rounding)
    notes = [note for note in result.notes if note["code"] in HARMLESS]
    shown = replace(result, rows=rows, notes=notes, test=None if any(hidden) or rounding else result.test)
    if any(hidden):
        shown.note("withheld", number=sum(hidden), of=len(hidden), k=k)
    if rounding:
        shown.note("rounded", base=rounding)
    return shown


def _blank(row: Row) -> Row:
    """A row of which nothing is said but that it is withheld."""
    gone: dict[str, Any] = {name: _nothing(value) for name, value in row.more.items()}
    return Row(row.keys, np.nan, np.nan, (np.nan, np.nan), np.nan, np.nan, None, {**gone, "suppressed": MARK})


def _nothing(value: Any) -> Any:
    if isinstance(value, list):
        return []
    return (np.nan, np.nan) if isinstance(value, tuple) else np.nan


def _coarse(result: Result, rows: Sequence[Row], base: int) -> list[Row]:
    """Rows as a public table has them: counts to multiples of the base, and no number so fine that it would give the count away."""
    return [_coarse_row(result, row, base) if row.n is not None else row for row in rows]


def _coarse_row(result: Result, row: Row, base: int) -> Row:
    assert row.n is not None
    whole = max(row.n, 1)
    if result.kind in ("proportions", "crosstab"):
        whole = max(row.n, round(row.n / row.estimate)) if row.estimate > 0 else max(row.n, base)
    size = abs(row.estimate) if result.kind == "totals" else 1.0
    step = _step(size * base / max(whole, base))
    cut: Callable[[float], float] = lambda value: (
        round(round(value / step) * step, 12) if math.isfinite(value) else value
    )
    more: dict[str, Any] = {}
    for name, value in row.more.items():
        if isinstance(value, tuple):
            more[name] = tuple(cut(each) for each in value)
        elif name == "total":
            wide = _step(abs(value) * base / max(row.n, base))
            more[name] = round(round(value / wide) * wide, 12) if math.isfinite(value) else value
        else:
            more[name] = cut(value) if isinstance(value, float) else _nothing(value)
    ends = cut(row.ci[0]), cut(row.ci[1])
    return Row(row.keys, cut(row.estimate), cut(row.se), ends, np.nan, np.nan, _rounded(row.n, base), more)


def _step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is no less."""
    if least <= 0:
        return 1e-12
    power = 10.0 ** math.floor(math.log10(least))
    return float(next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-12)))


__all__ = ["Disclosed", "Leaving", "Released", "Table", "disclose", "section"]
