"""Columns that a table would print answer for answer: withheld rows keep their labels, so an open answer would leave as it was written."""

from __future__ import annotations

from collections.abc import Iterable

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.gathering import recoded

RARE_TEXTS, RARE_NUMBERS = 3, 30
"""With fewer rare levels a column is taken for a list of codes, known to everybody. Few numbers are a scale; a text may be anything."""


def refuse_open(source: Source, design: Design, columns: Iterable[str], k: int) -> None:
    """Refuse columns of which most levels were given by fewer than `k` cases: they are no codes but what people wrote."""
    for column in sorted(set(columns)):
        rare, number = _levels(source, design, column, k)
        if rare >= (RARE_NUMBERS if source.numeric(column) else RARE_TEXTS) and 2 * rare > number:
            raise AnalysisError("disclosure_open", column=column, k=k)


def _levels(source: Source, design: Design, column: str, k: int) -> tuple[int, int]:
    """How many levels of a column fewer than `k` cases have, and how many there are."""
    levels = source.table.select(level=recoded(source, design, column)).filter(lambda table: table.level.notnull())
    counts = levels.group_by("level").aggregate(cases=levels.count())
    found = source.rows(counts.aggregate(rare=(counts.cases < k).sum(), number=counts.count()))
    rare, number = (float(found[name][0]) for name in ("rare", "number"))
    return (0, 0) if not number else (int(rare), int(number))
