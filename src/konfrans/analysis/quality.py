"""How the questions were answered: items left out, break-offs, one answer throughout, answers too fast, cases that repeat another one;
and how far the sample is from known margins.

Every check is an expression over the columns, summed by group where the data are; no case is read. Sources: Curran 2016, J. Exp. Soc.
Psychology 66 (straight-lining, long strings); Greszki, Meyer and Schoen 2015, Public Opinion Quarterly 79(2) (speeding as a part of the
median); de Leeuw, Hox and Huisman 2003, J. Official Statistics 19(2) (item non-response).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any

import ibis
import numpy as np

from konfrans.analysis.calibration import Margins, level_of
from konfrans.analysis.counting import Check, checked, grouped, result_of, row, share
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.gathering import check_columns, numbers, recoded
from konfrans.analysis.results import Result
from konfrans.analysis.sample import classes_of

BATTERY = 3
"""Fewer items with one answer say nothing."""
VECTOR = 10
"""Fewer items are answered alike by chance too often."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: batteries of items that share a scale, a column of durations, and below which part of the median a case is fast."""

    batteries: tuple[tuple[str, ...], ...] = ()
    duration: str | None = None
    fast: float = 0.5


def checks(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), wanted: Wanted | None = None
) -> Result:
    """All checks of the answers to `items`, which stand in the order in which they were asked; without batteries they are one.

    `estimate` is weighted where the design names a weight; `n` are the cases of which the check is asked. `check` is one of: `missing`
    (an item without an answer), `incomplete` (at least one such item), `break_off` (the last answer is that to `item`, and others follow
    it), `no_answer` (none at all), `straight` (the same answer to a whole battery), `contradiction` (that answer also stands in a reversed
    item and is not the middle of the scale), `long_string` (mean of the longest run of one answer), `half_string` (a run of at least half
    the battery), `fast`, `duplicate` (all answers as those of another case; a case of one answer throughout is `straight` alone).
    """
    wanted = wanted or Wanted()
    if not items:
        raise AnalysisError("no_items")
    if not 0 < wanted.fast < 1:
        raise AnalysisError("option_value", option="--fast", value=wanted.fast, takes="0.3, 0.5")
    batteries = wanted.batteries or ((tuple(items),) if len(items) >= BATTERY else ())
    check_columns(source, {"--items": items, "--battery": [one for battery in batteries for one in battery]})
    values = {name: recoded(source, design, name) for name in (*items, *(one for two in batteries for one in two))}
    result = result_of(source, design, "checks", by)
    asked = _missing(values, items)
    for battery in batteries:
        asked += _straight(source, design, values, battery)
    if wanted.duration:
        asked.append(_fast(source, design, wanted.duration, wanted.fast))
    checked(source, design, asked, by, result)
    if len(items) >= VECTOR:
        _duplicates(source, design, values, items, by, result)
    else:
        result.note("few_items", most=VECTOR)
    return result


def _missing(values: dict[str, Any], items: Sequence[str]) -> list[Check]:
    """Items left out, one by one and by case; a case breaks off where its last answer stands."""
    absent = [values[name].isnull() for name in items]
    every = ibis.literal(True)
    found = [Check({"check": "missing", "item": name}, one, every) for name, one in zip(items, absent, strict=True)]
    found.append(Check({"check": "incomplete", "item": ""}, reduce(or_, absent), every))
    found.append(Check({"check": "no_answer", "item": ""}, reduce(and_, absent), every))
    for at, name in enumerate(items[:-1]):
        here = ~absent[at] & reduce(and_, absent[at + 1 :])
        found.append(Check({"check": "break_off", "item": name}, here, every))
    return found


def _straight(source: Source, design: Design, values: dict[str, Any], battery: Sequence[str]) -> list[Check]:
    """One answer throughout a battery. Reversed items stand as they were answered, not turned round."""
    if len(battery) < BATTERY:
        raise AnalysisError("small_battery", battery=list(battery), least=BATTERY)
    if len({source.numeric(name) for name in battery}) > 1:
        raise AnalysisError("mixed_battery", battery=list(battery))
    answers = [values[name] for name in battery]
    whole = reduce(and_, (one.notnull() for one in answers))
    some = reduce(or_, (one.notnull() for one in answers))
    alike = [(one == two).fill_null(False) for one, two in pairwise(answers)]
    straight = reduce(and_, alike)
    keys = {"item": ",".join(battery)}
    found = [Check({"check": "straight", **keys}, straight, whole)]
    turned = [name for name in battery if name in design.reversed]
    if turned and len(turned) < len(battery):
        low, high = design.reversed[turned[0]]
        found.append(Check({"check": "contradiction", **keys}, straight & (answers[0] != (low + high) / 2), whole))
    longest = _longest(alike)
    half = (len(battery) + 1) // 2
    found.append(Check({"check": "long_string", **keys}, longest, some))
    found.append(Check({"check": "half_string", **keys}, longest >= half, some, {"run": half}))
    return found


def _longest(alike: Sequence[Any]) -> Any:
    """The longest run of one answer: for each item, how far the last change before it lies back, and the largest of these.

    `alike`: whether each item is answered as the one before it. An item without an answer ends a run and is none itself.
    """
    runs: list[Any] = [ibis.literal(1)]
    for at in range(1, len(alike) + 1):
        changes = [(~alike[before]).ifelse(before + 1, 0) for before in range(at)]
        last: Any = ibis.greatest(*changes) if len(changes) > 1 else changes[0]
        runs.append(at + 1 - last)
    return ibis.greatest(*runs)


def _fast(source: Source, design: Design, duration: str, fast: float) -> Check:
    """Cases that took less than a part of the median of all cases."""
    check_columns(source, {"--duration": [duration]})
    numbers(source, [duration], "--duration")
    taken = recoded(source, design, duration)
    found = source.rows(source.table.aggregate(median=taken.median(), low=taken.min()))
    median, low = float(found["median"][0]), float(found["low"][0])
    if np.isnan(median):
        raise AnalysisError("duration_missing", column=duration)
    if low < 0:
        raise AnalysisError("duration_negative", column=duration, value=low)
    more = {"median": median, "limit": fast * median}
    return Check({"check": "fast", "item": duration}, taken < fast * median, taken.notnull(), more)


def _duplicates(
    source: Source, design: Design, values: dict[str, Any], items: Sequence[str], by: Sequence[str], result: Result
) -> None:
    """Cases whose answers to all items are those of another case, wherever in the file that stands.

    It is asked of cases that left nothing out and did not give one answer throughout: those are counted as `straight`.
    """
    columns = {f"item_{at}": values[name] for at, name in enumerate(items)}
    there = reduce(and_, (values[name].notnull() for name in items))
    if len({source.numeric(name) for name in items}) == 1:
        there &= ~reduce(and_, (values[one] == values[two] for one, two in pairwise(items)))
    whole = source.table.filter(there)
    names = list(columns)
    sizes = whole.select(**columns).group_by(names).aggregate(size=ibis._.count()).filter(ibis._["size"] > 1)
    # Only what stands more than once is joined, which is little.
    repeated = whole.mutate(**columns).semi_join(sizes, names)
    by_group = {}
    for part, table in (("asked", whole), ("repeated", repeated)):
        try:
            found = grouped(_with(source, table), design, by, {}, {})
        except AnalysisError as fault:
            if fault.code != "file_empty":
                raise
            continue
        domains = classes_of([found[f"by_{name}"] for name in by], found["all"].size)
        for at, group in enumerate(domains.names):
            here = domains.of == at
            by_group[part, group] = float(found["all"][here].sum()), float(found["weights"][here].sum())
    for (part, group), (cases, weight) in by_group.items():
        if part == "asked":
            again, weighed = by_group.get(("repeated", group), (0.0, 0.0))
            more = {"unweighted": share(again, cases)} if design.weight else {}
            keys = {"check": "duplicate", "item": "", **dict(zip(by, group, strict=True))}
            result.rows.append(row(keys, share(weighed, weight), int(cases), more))


def _with(source: Source, table: Any) -> Source:
    return Source(source.name, table, source.engine, source.labels)


def representation(source: Source, design: Design, margins: Margins) -> Result:
    """The sample beside known margins, level by level: `estimate` is the difference of shares in percentage points (sample less population).

    The sample is weighted where the design names a weight; its cases without a value in a variable are left out of that variable.
    """
    result = result_of(source, design, "representation", ())
    for name, totals in margins.items():
        check_columns(source, {"--margins": [name]})
        found = grouped(source, design, (), {"level": recoded(source, design, name)}, {}, ["level"])
        levels = classes_of([found["level"]], found["all"].size)
        cases = levels.summed(found["all"].astype(np.float64))
        weights = levels.summed(found["weights"].astype(np.float64))
        place = {str(level): at for at, (level,) in enumerate(levels.names)}
        totals = {level_of(list(place), str(level)): total for level, total in totals.items()}
        if strange := next((level for level in place if level not in totals), None):
            raise AnalysisError("no_margin", margin=name, level=strange, number=int(cases[place[strange]]))
        if absent := int(found["all"].sum() - cases.sum()):
            result.note("without_level", number=absent, margin=name)
        known = sum(totals.values())
        for level, total in totals.items():
            at = place.get(str(level))
            sample = share(float(weights[at]), float(weights.sum())) if at is not None else 0.0
            more = {"sample": sample, "population": share(total, known)}
            keys = {"item": name, "level": level}
            number = int(cases[at]) if at is not None else 0
            result.rows.append(row(keys, 100 * (sample - more["population"]), number, more))
    return result
