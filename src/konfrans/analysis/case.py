"""The tables of one survey that leave together and the ledger's entries of those that left, as an attacker puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import Left, Sums
from konfrans.analysis.sections import Line, Moment, Section, Sheet, sorted_key, without
from konfrans.analysis.space import NOBODY, Fact, Ints, Space, space_of

Cell = tuple[Section, int]
"""A cross-section in a state of the file."""
UNNAMED = "state "


@dataclass(slots=True)
class Case:
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
                    raise AnalysisError("disclosure_differs", table=sheet.name, where=told(one))
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

    def tables(self) -> list[Sheet | Left]:
        return [*self.sheets, *self.before]

    def hidden_lines(self, sheet: Sheet) -> list[bool]:
        """For each row of a table whether it is withheld."""
        at = next(index for index, each in enumerate(self.sheets) if each is sheet)
        state = self.state_of[at]
        return [
            (at, row) in self.struck or any((one, state) in self.hidden for one in line.rests)
            for row, line in enumerate(sheet.lines)
        ]

    def lines(self) -> Iterable[tuple[int, int, Line, bool]]:
        for at, sheet in enumerate(self.sheets):
            for row, (line, gone) in enumerate(zip(sheet.lines, self.hidden_lines(sheet), strict=True)):
                yield at, row, line, gone

    def revealed(self) -> set[Cell]:
        """The cross-sections that the rows shown tell."""
        return {(one, self.state_of[at]) for at, _row, line, gone in self.lines() if not gone for one in line.rests}

    def hide(self, cells: Iterable[Cell]) -> None:
        """Withhold cells, and with them every row that tells them; a cell that no row is left to show is withheld itself."""
        self.hidden |= set(cells) - set(self.known)
        while True:
            shown = self.revealed()
            more = {
                (line.rests[0], self.state_of[at])
                for at, _row, line, gone in self.lines()
                if gone and line.rests and (line.rests[0], self.state_of[at]) not in shown
            } - set(self.known)
            if more <= self.hidden:
                return
            self.hidden |= more

    def sums_of(self, moment: Moment, state: int) -> Sums | None:
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

    def held(self) -> list[Cell]:
        return sorted(self.hidden | self.withheld_before, key=lambda cell: (cell[1], sorted_key(cell[0])))

    def system(self, closed: set[str]) -> tuple[Space, list[Fact], list[tuple[Section, Section, int]]]:
        shown = self.revealed() - self.hidden
        facts = {**self.known, **{cell: self.truth[cell] for cell in shown}}
        sections = {cell[0] for cell in {*facts, *self.hidden, *self.withheld_before}}
        scopes = {frozenset(names_of(one)) for one in sections}
        space = space_of(scopes, self._domains(sections, closed), len(self.states))
        found = [Fact(((one, 1),), number, state) for (one, state), number in facts.items()]
        found += self._equations(space)
        under = []
        parts = {name: each for table in self.tables() for name, each in table.parts.items()}
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
        for at, _row, line, gone in self.lines():
            if not gone:
                wanted |= {(moment, self.state_of[at]): None for moment in line.moments}
        for entry in self.before:
            for one, item, sums in entry.moments:
                wanted[Moment(one, item, linear=sums is not None), self.states.index(entry.state)] = sums
        for (moment, state), told_ in wanted.items():
            levels = [level for level in space.domains.get(moment.item, []) if level not in (None, NOBODY)]
            sums = told_ or (self.sums_of(moment, state) if moment.linear else None)
            if sums is None or not levels or not all(_is_whole(str(level)) for level in levels):
                continue
            domain = without(moment.section, moment.item)
            for power, total in enumerate(sums, start=1):
                terms = tuple((domain | {(moment.item, level)}, int(str(level)) ** power) for level in levels)
                found.append(Fact(terms, total, state))
        return found

    def _domains(self, sections: set[Section], closed: set[str]) -> dict[str, list[str | None]]:
        whole = {name for each in self.tables() for name in each.whole}
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

    def closed_for(self, *, items: bool) -> set[str]:
        """The variables in which everyone may have a level, as far as the numbers say: all parts sum up, and no other item has more answers."""
        numbers = {**self.known, **self.truth}
        of_items = {name for each in self.tables() for name in each.items}
        whole = {name for each in self.tables() for name in each.whole} | of_items
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
                if name in names_of(one):
                    continue
                parts = [numbers.get((one | {(name, level)}, state)) for level in levels.get(name, ())]
                if not parts or None in parts:
                    parts = [numbers.get((one | {(name, None)}, state))]
                if None not in parts and sum(part or 0 for part in parts) != number:
                    found = found - {name}
                    break
        return found

    def loose(self, space: Space) -> Ints:
        """Atoms that say only how many did not answer: that number is not protected."""
        items = {name for each in self.tables() for name in each.items}
        held = [space.atoms(*cell) for cell in self.held()]
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

    def nearest_entry(self, sections: Sequence[Section]) -> str:
        """The earlier table that has most to do with some cross-sections."""
        wanted = set(sections)
        names = {name for one in sections for name, _level in one}

        def shared(entry: Left) -> tuple[int, int]:
            cells = {one for one, _number in entry.cells}
            return len(cells & wanted), len(names & {name for one in cells for name, _level in one})

        return max(self.before, key=shared).name if self.before else ""


def names_of(one: Section) -> set[str]:
    return {name for name, _level in one}


def _is_whole(level: str) -> bool:
    return level.removeprefix("-").isdecimal()


def told(one: Section) -> str:
    """A cross-section in words of its columns."""
    return ", ".join(name if level is None else f"{name} = {level}" for name, level in sorted(one, key=str))
