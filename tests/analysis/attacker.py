"""An attacker who knows nothing of disclosure control but what it publishes.

It writes down every number of cases that a table shows, or that follows from a share, over all combinations of all columns, and asks a
solver for the least and the most that a withheld cell may hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from konfrans.analysis.results import Result
from konfrans.analysis.sections import Table


class Attacker:
    """Everyone who can be told apart: all combinations of all columns (None: no value), and in which state of the file they came."""

    def __init__(self, levels: Mapping[str, Sequence[Any]], states: int = 1):
        self.names = list(levels)
        self.people = list(product(*levels.values(), range(states)))
        self.rows: list[Any] = []
        self.numbers: list[float] = []

    def who(self, where: Mapping[str, Any], state: int = 0) -> Any:
        """Who is in a cross-section; a condition of None means any value."""

        def inside(person: tuple[Any, ...]) -> bool:
            found = dict(zip(self.names, person[:-1], strict=True))
            return person[-1] <= state and all(
                found[name] is not None if level is None else found[name] == level for name, level in where.items()
            )

        return np.array([float(inside(person)) for person in self.people])

    def knows(self, who: Any, number: float) -> None:
        self.rows.append(who)
        self.numbers.append(number)

    def range(self, who: Any) -> tuple[int, int]:
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * who,
                constraints=LinearConstraint(np.array(self.rows), self.numbers, self.numbers) if self.rows else (),
                integrality=np.ones(who.size),
                bounds=Bounds(0, 2000),
            )
            assert found.x is not None, "what was published contradicts itself"
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]

    def reads(self, table: Table, state: int = 0) -> list[Any]:
        """The cells of a table that are withheld."""
        withheld = []
        for where, number in table.counts:
            if number is None:
                withheld.append(self.who(where, state))
            else:
                self.knows(self.who(where, state), number)
        return withheld

    def reads_result(self, result: Result, state: int = 0) -> list[Any]:
        """The rows of a result that are withheld; from those shown follow the numbers that their shares are of."""
        withheld = []
        for row in json.loads(json.dumps(result.document()))["rows"]:
            group = {name: row[name] for name in result.by}
            item = row["item"]
            columns = item.split(" x ")
            whole: list[tuple[dict[str, Any], str]]
            if result.kind == "crosstab":
                own = {columns[0]: row["row"], columns[1]: row["column"]}
                whole = [({columns[0]: None, columns[1]: None}, "estimate")]
                whole += [({columns[0]: row["row"], columns[1]: None}, "share_of_row")]
                whole += [({columns[0]: None, columns[1]: row["column"]}, "share_of_column")]
            elif result.kind == "proportions":
                own, whole = {**group, item: row["level"]}, [({**group, item: None}, "estimate")]
            else:
                own, whole = {**group, item: None}, []
            if row["n"] is None:
                rest = {
                    name: value
                    for name, value in row.items()
                    if name not in (*result.by, "item", "level", "row", "column")
                }
                assert rest.pop("suppressed") == "withheld"
                assert all(value is None or value == [] for value in rest.values()), rest
                withheld.append(self.who(own, state))
                continue
            self.knows(self.who(own, state), row["n"])
            for of, share in whole:
                if row["n"]:
                    self.knows(self.who(of, state), round(row["n"] / row[share]))
            if result.kind == "means" and row["n"]:
                levels = sorted({person[self.names.index(item)] for person in self.people} - {None})
                self.knows(
                    sum(level * self.who({**group, item: level}, state) for level in levels),
                    round(row["estimate"] * row["n"]),
                )
        return withheld


def counted(name: str, cells: Mapping[tuple[Any, ...], int], columns: Sequence[str], **more: Any) -> Table:
    return Table(name, tuple((dict(zip(columns, key, strict=True)), number) for key, number in cells.items()), **more)


def open_by(attacker: Attacker, withheld: Sequence[Any], k: int) -> None:
    for who in withheld:
        low, high = attacker.range(who)
        assert high - low >= k, (
            low,
            high,
            [person for person, there in zip(attacker.people, who, strict=True) if there],
        )


def values(table: Any) -> dict[tuple[Any, ...], int | None]:
    return {tuple(where.values()): number for where, number in table.counts}
