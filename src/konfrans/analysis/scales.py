"""Whether items measure one thing: Cronbach's alpha with its error, and what each item does to it.

Source: Cronbach 1951, Psychometrika 16(3); R's `svycralpha`. The standard error is that of the linearised alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, Asked, result_of, row_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import Values, Wanted, answers, items_of
from konfrans.analysis.results import Result
from konfrans.analysis.sample import Gathered, gather


def alpha(source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN) -> Result:
    """Alpha over the cases that answered every item. Items that the design calls reversed are turned round first."""
    if len(items) < 2:
        raise AnalysisError("two_items")
    items_of(source, items)
    # What is turned round is another variable than the column, so it has a name of its own.
    named = {name: f"{name} turned" if name in design.reversed else name for name in items}
    score = " + ".join(sorted(named.values()))
    needs = tuple(items)
    wanted = {name: Wanted(named[name], _turned(design, name), needs) for name in items}
    wanted[""] = Wanted(score, _score(design, items), needs, shared=True)
    wanted |= {
        f"{name} score": Wanted(f"{named[name]} * ({score})", _with_score(design, name, score), needs, squared=False)
        for name in items
    }
    found = gather(source, design, wanted, by, margins=asked.margins)
    result = result_of(source, design, "alpha", found, asked)
    whole, of, k = found.measures[""], found.domains.of, len(items)
    weight = found.domains.summed(whole.weights)
    mean, spread, values = _alpha(found, items)
    with np.errstate(divide="ignore", invalid="ignore"):
        together = {
            name: found.domains.summed(found.measures[f"{name} score"].sums) / weight - mean[name] * mean[""]
            for name in items
        }
        parts = np.sum([spread[name] for name in items], axis=0)

    def linearised() -> Floats:
        def apart(name: str) -> Any:
            """The linearised variance of one variable, summed by row with and without weights (2 x rows)."""
            one, m, v = found.measures[name], mean[name][of], spread[name][of]
            weighted = one.squares - 2 * m * one.sums + (m**2 - v) * one.weights
            plain = one.plain_squares - 2 * m * one.plain + (m**2 - v) * one.cases
            return np.stack([weighted, plain]) / weight[of]

        with np.errstate(divide="ignore", invalid="ignore"):
            of_items = reduce(add, (apart(name) for name in items))
            both = -k / (k - 1) * (of_items / spread[""][of] - parts[of] / spread[""][of] ** 2 * apart(""))
            return found.linearised(both[0], both[1])

    variance = found.variances(lambda one: _alpha(one, items)[2], linearised, whole.cases)
    cases, degrees = found.domains.summed(whole.cases), found.degrees()
    for at, name in enumerate(found.domains.names):
        each = []
        for item in items:
            rest = spread[""][at] - 2 * together[item][at] + spread[item][at]
            left = (k - 1) / (k - 2) * (1 - (parts[at] - spread[item][at]) / rest) if k > 2 else np.nan
            with_rest = (together[item][at] - spread[item][at]) / np.sqrt(spread[item][at] * rest)
            each.append(
                {
                    "item": item,
                    "item_rest": _number(with_rest),
                    "alpha_without": _number(left),
                    "reversed": item in design.reversed,
                }
            )
        keys = {"item": ",".join(items), **dict(zip(found.by, name, strict=True))}
        more = {"alpha": float(values[at]), "items": each}
        df = asked.degrees(degrees[at])
        result.rows.append(row_of(keys, values[at], variance[at], df, asked, cases[at], more=more))
    return result


def _alpha(found: Gathered, items: Sequence[str]) -> tuple[dict[str, Floats], dict[str, Floats], Floats]:
    """Of each domain: the means and variances of the items and (under "") of their sum, and alpha."""
    with np.errstate(divide="ignore", invalid="ignore"):
        weight, k = found.domains.summed(found.measures[""].weights), len(items)
        mean = {name: found.domains.summed(found.measures[name].sums) / weight for name in (*items, "")}
        spread = {
            name: found.domains.summed(found.measures[name].squares) / weight - mean[name] ** 2 for name in (*items, "")
        }
        parts = np.sum([spread[name] for name in items], axis=0)
        return mean, spread, np.asarray(k / (k - 1) * (1 - parts / spread[""]))


def _turned(design: Design, name: str) -> Values:
    if name not in design.reversed:
        return answers(name)
    low, high = design.reversed[name]
    return lambda of: (low + high - of(name),)


def _score(design: Design, items: Sequence[str]) -> Values:
    return lambda of: (reduce(add, (_turned(design, name)(of)[0] for name in items)),)


def _with_score(design: Design, name: str, score: str) -> Values:
    return lambda of: (*_turned(design, name)(of), of(score))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
