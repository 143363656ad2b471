"""Shares and means of what can be said of each case, by group, in one query: where no error is asked, no sampling unit is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt

from konfrans.analysis.coding import Column
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.gathering import check_columns, numbers, recoded
from konfrans.analysis.results import Result, Row, check_by
from konfrans.analysis.sample import check_weights, classes_of
from konfrans.analysis.trimming import weight_of

MOST = 200
"""So many values are asked of one query; more would make it slow to plan."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something asked of cases: its `value` (true and false, or a number; its mean is the answer) and of which cases it is asked."""

    keys: dict[str, Any]
    value: Any
    of: Any
    more: dict[str, Any] = field(default_factory=dict)


def grouped(
    source: Source,
    design: Design,
    by: Sequence[str],
    columns: Mapping[str, Any],
    sums: Mapping[str, Any],
    keys: Sequence[str] = (),
) -> dict[str, Column]:
    """Sums by group: `columns` are made first, `keys` are those of them that divide the cases besides `by`.

    Every group has `all` (cases) and `weights`; the weight of a case is the column `w`. Weights that are none are refused.
    """
    check_columns(source, {"weight": [design.weight] if design.weight else [], "--by": by})
    if design.weight:
        numbers(source, [design.weight], "weight")
    weight = weight_of(source, design)
    made = {**{f"by_{name}": recoded(source, design, name) for name in by}, **columns, "w": weight}
    table = source.table.select(**made)
    w: Any = ibis._.w
    if design.zero_weights == "allow":
        table = table.filter((w != 0) | w.isnull())
    whole = {"all": ibis._.count(), "weighed": w.count(), "low": w.min(), "high": w.max(), "weights": w.sum(), **sums}
    groups = [*(f"by_{name}" for name in by), *keys]
    found = source.rows(table.group_by(groups).aggregate(**whole) if groups else table.aggregate(**whole))
    if not found["all"].sum():
        raise AnalysisError("file_empty", file=source.name)
    check_weights(design, found)
    return found


def checked(source: Source, design: Design, checks: Sequence[Check], by: Sequence[str], result: Result) -> None:
    """A row for each check in each group: the weighted mean of its values, and without weights in `more`; `n` are the cases asked."""
    for start in range(0, len(checks), MOST):
        some = checks[start : start + MOST]
        columns: dict[str, Any] = {}
        sums: dict[str, Any] = {}
        for at, check in enumerate(some):
            of = check.of.fill_null(False)
            columns |= {f"of_{at}": of, f"value_{at}": check.value.cast("float64")}
            there, value, w = ibis._[f"of_{at}"], ibis._[f"value_{at}"], ibis._.w
            sums |= {
                f"n_{at}": there.sum(),
                f"s_{at}": there.ifelse(value, 0.0).sum(),
                f"w_{at}": there.ifelse(w, 0.0).sum(),
                f"t_{at}": there.ifelse(value * w, 0.0).sum(),
            }
        found = grouped(source, design, by, columns, sums)
        domains = classes_of([found[f"by_{name}"] for name in by], found["all"].size)
        for at, check in enumerate(some):
            cases, plain, weights, total = (domains.summed(_filled(found[f"{one}_{at}"])) for one in "nswt")
            for place, names in enumerate(domains.names):
                keys = {**check.keys, **dict(zip(by, names, strict=True))}
                more = dict(check.more)
                if design.weight:
                    more["unweighted"] = share(plain[place], cases[place])
                result.rows.append(row(keys, share(total[place], weights[place]), int(cases[place]), more))
        if start == 0 and (outside := int(found["all"][domains.of < 0].sum())):
            result.note("without_domain", number=outside, by=list(by))


def result_of(source: Source, design: Design, kind: str, by: Sequence[str]) -> Result:
    """An empty result of counts, which have no error."""
    check_by(kind, by)
    labels = {**source.labels, **design.labels}
    result = Result(kind, source.name, design, PLAIN.level, list(by), df_rule="", labels=labels)
    if design.population is not None and not design.weight:
        result.note("without_weights")
    return result


def row(keys: dict[str, Any], value: float, cases: int, more: dict[str, Any]) -> Row:
    """A figure without an error."""
    return Row(keys, float(value), np.nan, (np.nan, np.nan), np.nan, np.nan, cases, more)


def share(part: float, whole: float) -> float:
    """A part of a whole; of nothing it is not estimable."""
    return float(part / whole) if whole > 0 else np.nan


def _filled(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    return np.nan_to_num(np.asarray(values, dtype=np.float64))
