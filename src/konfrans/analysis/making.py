"""Replicate weights made from a design, written into a copy of the file with the design that reads them.

Source: Wolter 2007, Introduction to Variance Estimation; Rao and Wu 1988, J. Am. Stat. Assoc. 83 (the bootstrap of n - 1 clusters); R's
`as.svrepdesign`, whose weights, scale and rscales these are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import ibis
import numpy as np
import tomlkit
from scipy.linalg import hadamard

from konfrans.analysis import writing
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, result_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats, Frame, Ints
from konfrans.analysis.results import Result
from konfrans.analysis.sample import gather
from konfrans.analysis.trimming import weight_of

Kind = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap"]
MOST = 1000
"""More columns of weights make a file that nobody wants."""
BEGIN = "rw_"


@dataclass(frozen=True, slots=True)
class Made:
    """`factors` by which the weights of each cluster are multiplied (clusters x replicates), and how their deviations count."""

    factors: Floats
    scale: float
    rscales: Floats


def make(
    source: Source, design: Design, kind: Kind, out: Path, count: int = 200, seed: int = 1, rho: float = 0.3
) -> Result:
    """Write the file with columns `rw_1`, `rw_2`, … and beside it `<out>.toml`, the design that reads them.

    `count` and `seed`: of the bootstrap, `rho`: of Fay's method. Only the first stage is repeated. Strata of one cluster are refused, as are
    strata of other than two for BRR and Fay.
    """
    if kind not in get_args(Kind):
        raise AnalysisError("option_value", option="--type", value=kind, takes=list(get_args(Kind)))
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise AnalysisError("option_value", option="--out", value=out.name, takes=".parquet, .csv")
    if design.replicates or design.poststrata:
        raise AnalysisError("replicates_made")
    there = [name for name in source.table.columns if name.startswith(BEGIN)]
    if there:
        raise AnalysisError("column_there", column=there[0], file=source.name)
    found = gather(source, design, {})
    frame = found.frame
    made = _made(frame, kind, count, seed, rho)
    result = replace(result_of(source, design, "replicates", found, PLAIN), df_rule="")
    columns = [f"{BEGIN}{at}" for at in range(1, made.factors.shape[1] + 1)]
    _write(source, design, _by_unit(design, found.units, frame, made, columns), columns, out)
    told = _declared(design, kind, made, rho)
    beside = out.with_suffix(".toml")
    with writing.whole(beside) as part:
        part.write_text(tomlkit.dumps(told), "utf-8")
    result.note("replicates_written", number=len(columns), file=out.name, design=beside.name)
    return result


def _made(frame: Frame, kind: Kind, count: int, seed: int, rho: float) -> Made:
    stage = frame.stages[0]
    stratum, sampled = stage.stratum, stage.sampled
    lonely = np.flatnonzero(sampled < 2)
    if lonely.size:
        raise AnalysisError("lonely", strata=frame.labels[int(lonely[0])])
    clusters, strata = stratum.size, sampled.size
    unsaid = np.where(np.isinf(stage.population), 1.0, 1 - sampled / stage.population)
    if kind == "JK1" and strata > 1:
        raise AnalysisError("replicates_kind", kind=kind, strata=strata)
    if kind in ("JK1", "JKn"):
        _few(clusters)
        whole = np.where(stratum[:, None] == stratum[None, :], (sampled / (sampled - 1))[stratum][None, :], 1.0)
        np.fill_diagonal(whole, 0.0)
        each = ((sampled - 1) / sampled * unsaid)[stratum]
        return Made(whole, float(each[0]), np.ones(clusters)) if kind == "JK1" else Made(whole, 1.0, each)
    if kind == "bootstrap":
        _few(count)
        random = np.random.default_rng(seed)
        factors = np.zeros((clusters, count))
        for one in range(strata):
            inside = np.flatnonzero(stratum == one)
            n = inside.size
            drawn = random.multinomial(n - 1, np.full(n, 1 / n), size=count)
            factors[inside] = drawn.T * n / (n - 1)
        return Made(factors, 1 / (count - 1), np.ones(count))
    if (sampled != 2).any():
        at = int(np.flatnonzero(sampled != 2)[0])
        raise AnalysisError("replicates_pairs", strata=frame.labels[at], number=int(sampled[at]), kind=kind)
    size = 1 << int(np.ceil(np.log2(strata + 1)))
    _few(size)
    signs = hadamard(size)[1 : strata + 1]  # the first row is all ones, which balances nothing
    share = rho if kind == "Fay" else 0.0
    second = np.zeros(clusters, dtype=bool)
    second[_seconds(stratum)] = True
    sign = np.where(second[:, None], -signs[stratum], signs[stratum])
    return Made(np.where(sign > 0, 2 - share, share), 1 / (size * (1 - share) ** 2), np.ones(size))


def _few(number: int) -> None:
    if not 2 <= number <= MOST:
        raise AnalysisError("replicates_number", number=number, most=MOST)


def _seconds(stratum: Ints) -> Ints:
    """Of two clusters in each stratum the one that comes later."""
    order = np.argsort(stratum, kind="stable")
    return np.asarray(order[1::2])


def _by_unit(design: Design, keys_of: dict[str, Any], frame: Frame, made: Made, columns: list[str]) -> Any:
    """A table with the keys of each cluster and the factors of its weights."""
    keys = [*([design.strata] if design.strata else []), *design.cluster[:1]]
    first = frame.clusters()[frame.leaf]
    _known, at = np.unique(first, return_index=True)
    table = {f"unit {name}": keys_of[f"key:{name}"][at].tolist() for name in keys}
    if not design.cluster:
        table = {"unit ": keys_of["key:"][at].tolist()}
    table |= {name: made.factors[first[at], place] for place, name in enumerate(columns)}
    return ibis.memtable(table)


def _write(source: Source, design: Design, factors: Any, columns: list[str], out: Path) -> None:
    names = list(source.table.columns)
    table = source.table.mutate(**{"unit row": source.row(), "unit weight": weight_of(source, design)})
    units = [name for name in factors.columns if name.startswith("unit ")]
    own = {name: table["unit row"] if name == "unit " else table[name.removeprefix("unit ")] for name in units}
    joined = table.join(factors, [own[name] == factors[name] for name in units], how="inner")
    new = {name: joined[name] * joined["unit weight"] for name in columns}
    source.write(joined.order_by("unit row").select(*names, **new), out)


def _declared(design: Design, kind: Kind, made: Made, rho: float) -> dict[str, Any]:
    kept = design.model_dump(mode="json", exclude_defaults=True)
    for name in ("strata", "cluster", "population", "nest", "lonely", "trim"):
        kept.pop(name, None)
    same = bool((made.rscales == made.rscales[0]).all())
    replicates: dict[str, Any] = {"type": kind, "columns": f"{BEGIN}*", "scale": made.scale}
    replicates |= {"rscales": float(made.rscales[0]) if same else made.rscales.tolist()}
    if kind == "Fay":
        replicates["rho"] = rho
    return {**kept, "replicates": replicates}
