"""The sampling units of a survey and what they give: the covariance of totals by the design.

Source: R's `survey` (functions `multistage`, `onestage`, `onestrat`); Särndal, Swensson and Wretman 1992, sections 3.7 and 4.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from konfrans.analysis.coding import coded, combined
from konfrans.analysis.design import Design, Lonely
from konfrans.analysis.faults import AnalysisError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a sample, over its nodes (clusters drawn at this stage).

    `node`: for each node of the stage below (for the last stage: each leaf), its node here. `stratum`: for each node, its stratum at this
    stage. `sampled`, `population`: for each stratum, how many nodes were drawn and how many there are (inf: unknown). `weight`: for each
    stratum, the share of the variance of this stage that counts, which is the product of the sampling fractions above.
    """

    node: Ints
    stratum: Ints
    sampled: Floats
    population: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """All units of the sample, those without cases in a domain included. `labels` are the strata as the file names them."""

    stages: tuple[Stage, ...]
    labels: npt.NDArray[Any]
    lonely: Lonely
    leaf: Ints
    """For each row that was gathered, its leaf: the unit of the last stage that counts."""
    absent: tuple[str, ...] = ()
    """Strata of the population that no case is in: nothing is said of them."""

    @property
    def leaves(self) -> int:
        return int(self.stages[-1].node.size)

    def degrees(self, rows: npt.NDArray[np.bool_] | None = None) -> int:
        """Clusters less strata of the first stage; with `rows` only those that these rows come from (R's `degf`)."""
        nodes = self.clusters()
        strata = self.stages[0].stratum
        if rows is None:
            return int(strata.size - np.unique(strata).size)
        found = np.unique(nodes[self.leaf[rows]])
        return int(found.size - np.unique(strata[found]).size)

    def clusters(self) -> Ints:
        """For each leaf, its cluster of the first stage."""
        node = self.stages[-1].node
        for stage in reversed(self.stages[:-1]):
            node = stage.node[node]
        return node

    def variances(self, totals: Floats, present: npt.NDArray[np.bool_] | None = None) -> Floats:
        """As `covariance`, the diagonal alone."""
        whole = np.zeros(totals.shape[1])
        for deviations, scale, kept in self._deviations(totals, present):
            whole += np.einsum("ij,ij,i->j", deviations, deviations, scale) * kept
        return whole

    def covariance(self, totals: Floats, present: npt.NDArray[np.bool_] | None = None) -> Floats:
        """The covariance matrix of the sums of `totals` (leaves x estimates: weighted, linearised values summed by leaf).

        `present` (leaves x estimates) says which leaves have cases of an estimate; the choice `average` needs it.
        """
        whole = np.zeros((totals.shape[1], totals.shape[1]))
        for deviations, scale, kept in self._deviations(totals, present):
            part = (deviations * np.sqrt(scale)[:, None]).T @ (deviations * np.sqrt(scale)[:, None])
            whole += part * np.sqrt(np.outer(kept, kept))
        return whole

    def _deviations(self, totals: Floats, present: npt.NDArray[np.bool_] | None) -> Any:
        """For each stage: deviations from the mean of the stratum (nodes x estimates), their factors, and the factor of `average`."""
        by_stage, there = [totals], [present]
        for stage in reversed(self.stages):
            by_stage.insert(0, summed(by_stage[0], stage.node, stage.stratum.size))
            above = there[0]
            there.insert(0, None if above is None else summed(above.astype(float), stage.node, stage.stratum.size) > 0)
        for number, stage in enumerate(self.stages):
            x, h = by_stage[number], stage.stratum
            f = np.where(np.isinf(stage.population), 1.0, 1 - stage.sampled / stage.population)
            lonely = (stage.sampled == 1) & (f > 1e-7)
            scale = (
                f * np.where(stage.sampled > 1, stage.sampled / np.maximum(stage.sampled - 1, 1), 1.0) * stage.weight
            )
            scale[f < 1e-7] = 0
            if lonely.any() and self.lonely == "fail":
                first = int(np.flatnonzero(lonely)[0])
                raise AnalysisError(
                    "lonely", strata=self.labels[first] if number == 0 else f"{first + 1} ({number + 1})"
                )
            means = summed(x, h, stage.sampled.size) / stage.sampled[:, None]
            if self.lonely == "adjust":
                # As R has it: the lonely cluster is held against the mean of all, which is zero for a linearised value.
                means[lonely] = 0
            kept = np.ones(x.shape[1])
            if self.lonely == "average" and lonely.any():
                scale[lonely] = 0
                seen = there[number]
                among = (
                    np.ones((stage.sampled.size, x.shape[1]), dtype=bool)
                    if seen is None
                    else summed(seen.astype(float), h, stage.sampled.size) > 0
                )
                with np.errstate(divide="ignore", invalid="ignore"):
                    kept = among.sum(axis=0) / among[~lonely].sum(axis=0)
            yield x - means[h], scale[h], kept


def summed(values: Floats, group: Ints, groups: int) -> Floats:
    """Rows of an array summed by group: (rows x columns) becomes (groups x columns)."""
    if groups == group.size and (group == np.arange(groups)).all():
        return values
    matrix = sparse.csr_array((np.ones(group.size), (group, np.arange(group.size))), shape=(groups, group.size))
    return np.asarray(matrix @ values, dtype=np.float64)


def invertible(matrix: Floats) -> bool:
    """Whether a covariance has an inverse, as far as the digits of a machine tell."""
    return bool(np.isfinite(matrix).all() and np.linalg.matrix_rank(matrix, hermitian=True) == len(matrix))


def frame_of(design: Design, keys: dict[str, npt.NDArray[Any]], rows: int) -> Frame:
    """The frame of the gathered rows: `keys` holds strata, clusters and populations of each (columns as the design names them)."""
    labels, stratum = np.array([""], dtype=object), np.zeros(rows, dtype=np.int64)
    if design.strata:
        names, stratum = coded(keys[design.strata])
        labels = np.array(names, dtype=object)
    columns = design.cluster or [""]
    sizes = design.population
    known = len(sizes) if isinstance(sizes, list) else 1
    nodes: list[Ints] = []
    above = stratum
    for column in columns[: max(1, known if sizes else 1)]:
        known_names, code = coded(keys[column])
        if not nodes and not design.nest:
            _not_nested(keys[column], code, stratum, labels, column)
        node, _first = combined([above, code], [int(above.max(initial=0)) + 1, len(known_names)], rows)
        nodes.append(node)
        above = node
    stages: list[Stage] = []
    parent = stratum
    share = np.ones(labels.size)
    for number, node in enumerate(nodes):
        count = int(node.max(initial=-1)) + 1
        first = firsts(node, count)
        group = parent[first]
        sampled = np.bincount(group, minlength=int(parent.max(initial=0)) + 1).astype(float)
        population = _population(design, keys, number, parent, sampled, labels)
        below = nodes[number + 1] if number + 1 < len(nodes) else node
        over = node[firsts(below, int(below.max(initial=-1)) + 1)] if number + 1 < len(nodes) else np.arange(count)
        stages.append(Stage(over.astype(np.int64), group.astype(np.int64), sampled, population, share))
        with np.errstate(invalid="ignore"):
            fraction = np.where(np.isinf(population), 0.0, sampled / population)
        share = (share * fraction)[group]
        parent = node
    return Frame(tuple(stages), labels, design.lonely, nodes[-1].astype(np.int64), _absent(design, labels))


def _absent(design: Design, labels: npt.NDArray[Any]) -> tuple[str, ...]:
    if not (design.strata and isinstance(design.population, dict)):
        return ()
    known = {str(each) for each in labels}
    return tuple(str(name) for name in design.population if str(name) not in known)


def alone(rows: int) -> Frame:
    """A frame of one unit, for a sample whose variances come from replicate weights."""
    one, known = np.zeros(1, dtype=np.int64), np.ones(1)
    stage = Stage(one, one, known, np.full(1, np.inf), known)
    return Frame((stage,), np.array([""], dtype=object), "fail", np.zeros(rows, dtype=np.int64))


def firsts(group: Ints, groups: int) -> Ints:
    """For each group, the first row of it."""
    first = np.zeros(groups, dtype=np.int64)
    first[group[::-1]] = np.arange(group.size - 1, -1, -1)
    return first


def _not_nested(names: npt.NDArray[Any], code: Ints, stratum: Ints, labels: npt.NDArray[Any], column: str) -> None:
    _place, first = combined([code, stratum], [int(code.max(initial=0)) + 1, labels.size], code.size)
    pairs = code[first], stratum[first]
    found = np.flatnonzero(np.bincount(pairs[0]) > 1)
    if found.size:
        held: Sequence[Any] = [labels[each] for each in pairs[1][pairs[0] == found[0]]]
        name = names[np.flatnonzero(code == found[0])[0]]
        raise AnalysisError("cluster_not_nested", cluster=name, column=column, strata=[str(each) for each in held])


def _population(
    design: Design,
    keys: dict[str, npt.NDArray[Any]],
    number: int,
    parent: Ints,
    sampled: Floats,
    labels: npt.NDArray[Any],
) -> Floats:
    """How many nodes each stratum of a stage has in the population; inf where that is not said."""
    groups = sampled.size
    if design.population is None:
        return np.full(groups, np.inf)
    if isinstance(design.population, dict):
        names = [str(each) for each in labels] if design.strata else [""]
        table = {str(name): float(value) for name, value in design.population.items()}
        if not design.strata and len(table) == 1:
            table = {"": next(iter(table.values()))}
        absent = [name for name in names if name not in table]
        if absent:
            raise AnalysisError("population_unknown", strata=absent[0], known=names)
        given, column = np.array([table[name] for name in names]), "population"
    else:
        column = design.population[number]
        low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
        np.minimum.at(low, parent, keys[f"low:{column}"].astype(float))
        np.maximum.at(high, parent, keys[f"high:{column}"].astype(float))
        uneven = np.flatnonzero(low != high)
        if uneven.size:
            at = int(uneven[0])
            raise AnalysisError(
                "population_varies", unit=_unit(labels, number, at), low=low[at], high=high[at], column=column
            )
        given = low
    odd = np.flatnonzero(~(np.isfinite(given) & (given > 0)))
    if odd.size:
        at = int(odd[0])
        raise AnalysisError("population_value", unit=_unit(labels, number, at), value=given[at], key=column)
    if (given < 1).any() and (given > 1).any():
        raise AnalysisError("population_mixed", key=column)
    # As R has it: nothing above one means that all are fractions.
    population = sampled / given if (given <= 1).all() else given.astype(float)
    small = np.flatnonzero(population < sampled * (1 - 1e-12))
    if small.size:
        at = int(small[0])
        raise AnalysisError(
            "population_small", unit=_unit(labels, number, at), population=population[at], sample=sampled[at]
        )
    return population


def _unit(labels: npt.NDArray[Any], number: int, at: int) -> str:
    return str(labels[at]) or "all" if number == 0 and at < len(labels) else f"cluster {at + 1} of stage {number}"
