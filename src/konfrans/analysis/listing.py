"""Which words of open answers are listed under disclosure control.

A list tells something by what is not in it: asked for with another `--min` or `--most`, it would place a withheld word between two that are
shown. So words are gathered by a rule that nobody can move, withheld as the audit says, and only those that may be shown are cut to what was
asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy import special

from konfrans.analysis.comparison import holm
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import Left
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sections import NOT_SAID, SAID, Section, Sheet, word_of

GATHERED = 200
"""So many words of a group are held against the audit, whatever is asked for: most answers first, or largest G2."""


def gathering(given: Mapping[str, Any], k: int) -> dict[str, Any]:
    """The options of `words` and `keyness` by which words are gathered for the control of what leaves."""
    return {**given, "min": k, "most": GATHERED}


def left_out(result: Result, hidden: Sequence[bool]) -> list[int]:
    """The rows that may be shown but were not asked for."""
    assert result.choice is not None
    least, most = result.choice
    listed: dict[tuple[Any, ...], int] = {}
    found = []
    for at, (row, gone) in enumerate(zip(result.rows, hidden, strict=True)):
        group = _group(row)
        if gone:
            continue
        if max(row.more["answers"], row.more.get("answers_rest", 0)) < least or listed.get(group, 0) >= most:
            found.append(at)
        else:
            listed[group] = listed.get(group, 0) + 1
    return found


def listed(result: Result, hidden: Sequence[bool], out: Sequence[int]) -> list[Row]:
    """The rows that are shown, without those left `out` and without what would tell more than their counts.

    How often a word stands beside in how many answers tells how often one person wrote it. Probabilities are corrected for the words that
    may be shown: corrected for all, they would say how many are withheld, and between which.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at, gone in enumerate(hidden):
        if not gone:
            groups.setdefault(_group(result.rows[at]), []).append(at)
    more: dict[int, dict[str, Any]] = {}
    for each in groups.values():
        more |= zip(each, _told([result.rows[at] for at in each]), strict=True)
    return [replace(result.rows[at], more=more[at]) for at in sorted(more.keys() - {*out})]


def _told(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What the rows of one group say beside their estimate."""
    if "g2" not in rows[0].more:
        return [{**row.more, "tokens": math.nan} for row in rows]
    by_g2 = holm([float(special.chdtrc(1, row.more["g2"])) for row in rows])
    return [
        {**row.more, "p_holm": p, "p_bonferroni": float(np.minimum(1.0, row.more["p"] * len(rows)))}
        for row, p in zip(rows, by_g2, strict=True)
    ]


def _group(row: Row) -> tuple[Any, ...]:
    """The list in which a row stands."""
    return tuple(value for name, value in row.keys.items() if name != "word")


def apart(sheets: Sequence[Sheet], before: Sequence[Left]) -> None:
    """Refuse words of an item beside its whole answers: an answer that holds only one word tells what the others with it are."""
    cells = [(False, entry.name, [one for one, _number in entry.cells]) for entry in before]
    cells += [(True, sheet.name, list(sheet.counts)) for sheet in sheets]
    spoken = {item: (new, name) for new, name, sections in cells for item in _spoken(sections)}
    whole = {item: (new, name) for new, name, sections in cells for item in _levelled(sections)}
    for item in sorted(spoken.keys() & whole.keys()):
        (_old, table), (new, leaving) = sorted((spoken[item], whole[item]))
        if new:
            raise AnalysisError("disclosure_answers", leaving=leaving, table=table, item=item)


def _spoken(sections: Iterable[Section]) -> set[str]:
    """The items whose words some cross-sections count."""
    return {
        item
        for one in sections
        for item, level in one
        if level is None
        for name, said in one
        if said in (SAID, NOT_SAID) and name.startswith(word_of(item, ""))
    }


def _levelled(sections: Iterable[Section]) -> set[str]:
    return {name for one in sections for name, level in one if level is not None}
