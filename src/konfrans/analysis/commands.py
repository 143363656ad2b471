"""Every question that can be put to a survey, by the name of its command: one table for the command line, for plans and for pages."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from konfrans.analysis import (
    answers,
    comparison,
    estimates,
    freetext,
    listing,
    persons,
    quality,
    quantiles,
    regression,
    response,
    scales,
    sheets,
    spelling,
    tables,
)
from konfrans.analysis.calibration import ROUNDS, Margins, Raking, margins_of, read_margins
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import Asked
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.results import Result
from konfrans.analysis.sections import Table

Given = Mapping[str, Any]
"""Options by name. Lists may be lists, or text with commas between."""
SHARED = ("level", "df", "deff", "margins", "bounds", "rounds")
"""Options that every estimate takes."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a command takes beside the shared options, which of it must be there, and what it does."""

    takes: tuple[str, ...]
    needs: tuple[str, ...]
    answer: Callable[[Source, Design, Given, Asked], Result]


def ask(source: Source, design: Design, command: str, given: Given, control: int = 0) -> Result:
    """The answer to a command with its options; what it does not take, or what it lacks, is refused by name.

    `control`: the smallest number of cases that may be shown, where the answer shall pass `disclose`.
    """
    found = COMMANDS.get(command)
    if found is None:
        raise AnalysisError("command_unknown", command=command, nearest=nearest(command, COMMANDS))
    known = (*found.takes, *SHARED)
    for name in given:
        if name not in known:
            raise AnalysisError("option_unknown", command=command, option=name, takes=list(known))
    for name in found.needs:
        if given.get(name) in (None, "", []):
            raise AnalysisError("option_absent", command=command, option=name)
    try:
        result = (
            _under_control(source, design, command, given, control)
            if control
            else found.answer(source, design, given, asked_of(given))
        )
    except AnalysisError as fault:
        if control and "example" in fault.facts:  # a value of the file, and somebody's answer
            fault.facts["example"] = "…"
        raise
    result.asked = {
        name: value for name, value in given.items() if value not in (None, "", [], False) and name != "margins"
    }
    return result


def _under_control(source: Source, design: Design, command: str, given: Given, k: int) -> Result:
    """An answer that `disclose` shall see: no open answers as labels, and all words that may be listed."""
    freetext.refuse_open(source, design, _printed(source, command, given), k)
    if command not in ("words", "keyness"):
        return COMMANDS[command].answer(source, design, given, asked_of(given))
    if given.get("pairs"):
        raise AnalysisError("disclosure_pairs", command=command)
    reading = answers.sound(_reading(given))
    result = COMMANDS[command].answer(source, design, listing.gathering(given, k), asked_of(given))
    result.choice = (max(reading.least, k), reading.most)
    return result


def _printed(source: Source, command: str, given: Given) -> set[str]:
    """The columns whose levels stand in an answer as labels."""
    if command == "regress":
        formula = str(given["formula"])
        factors = re.sub(r"\s", "", formula)
        return {
            name
            for name in {*regression.columns_of(formula)} & set(source.table.columns)
            if not source.numeric(name) or f"factor({name})" in factors
        }
    return columns_named(source, [{name: given[name] for name in PRINTED.get(command, ("by",)) if name in given}])


def beneath(source: Source, result: Result) -> tuple[Table, ...]:
    """The counts on which an answer of `ask` rests, for the control of what leaves."""
    if result.beneath:
        return tuple(result.beneath)
    columns = regression.columns_of(str(result.asked["formula"])) if result.kind == "regress" else []
    return sheets.counts_beneath(source, result.design, result, columns)


def asked_of(given: Given) -> Asked:
    """The shared options, checked."""
    choices = {"deff": ("without", "replace", "none"), "interval": ("t", "logit", "wilson")}
    chosen = {name: str(given.get(name) or takes[0]) for name, takes in choices.items()}
    for name, takes in choices.items():
        if chosen[name] not in takes:
            raise AnalysisError("option_value", option=f"--{name}", value=chosen[name], takes=list(takes))
    level = _number("--level", given.get("level") or 0.95, "0.5 … 0.9999")
    if not 0.5 <= level <= 0.9999:
        raise AnalysisError("option_value", option="--level", value=level, takes="0.5 … 0.9999")
    df = None
    if given.get("df") not in (None, ""):
        df = _number("--df", given["df"], "a number above zero, inf")
        if not df > 0:
            raise AnalysisError("option_value", option="--df", value=given["df"], takes="a number above zero, inf")
    raking = raking_of(given)
    kinds: Any = chosen
    return Asked(level, df, kinds["deff"], raking.margins, kinds["interval"], raking.bounds, raking.rounds)


def raking_of(given: Given) -> Raking:
    """The options that say how weights are raked."""
    bounds = numbers("--bounds", given["bounds"]) if given.get("bounds") not in (None, "") else None
    if bounds is not None and not (len(bounds) == 2 and 0 < bounds[0] < 1 < bounds[1]):
        raise AnalysisError("option_value", option="--bounds", value=given["bounds"], takes="0.3,3")
    rounds = _number("--rounds", given.get("rounds") or ROUNDS, "1 … 1000000")
    if not (1 <= rounds <= 1_000_000 and rounds == int(rounds)):
        raise AnalysisError("option_value", option="--rounds", value=given["rounds"], takes="1 … 1000000")
    margins = _margins(given.get("margins"))
    if bounds is not None and margins is None:
        raise AnalysisError("option_absent", command="--bounds", option="--margins")
    return Raking(margins, (bounds[0], bounds[1]) if bounds else None, int(rounds))


def _margins(given: Any) -> Margins | None:
    if given in (None, "", {}):
        return None
    return margins_of(given, "margins") if isinstance(given, Mapping) else read_margins(Path(given))


def columns_named(source: Source, questions: Sequence[Given]) -> set[str]:
    """The columns of a file that some questions name in any of their options."""
    said: set[str] = set()
    for question in questions:
        for value in question.values():
            for text in (
                [value] if isinstance(value, str) else list(value) if isinstance(value, (list, Mapping)) else []
            ):
                said |= {str(text), *re.split(r"[,/\s~+*:()]+", str(text))}
    return said & set(source.table.columns)


def names(given: Any) -> list[str]:
    """The columns of an option, once each, in their order."""
    # A name with a comma in it stands in quotation marks.
    listed = next(csv.reader([given], skipinitialspace=True), []) if isinstance(given, str) else given or []
    return list(dict.fromkeys(str(one).strip() for one in listed if str(one).strip()))


def numbers(option: str, given: Any) -> list[float]:
    """The numbers of an option."""
    listed = [one for one in given.split(",") if one.strip()] if isinstance(given, str) else given
    listed = listed if isinstance(listed, (list, tuple)) else [listed]
    return [_number(option, one, "0.25,0.5") for one in listed]


def _number(option: str, given: Any, takes: str) -> float:
    try:
        return float(given)
    except (TypeError, ValueError):
        raise AnalysisError("option_value", option=option, value=given, takes=takes) from None


def _estimate(of: Callable[..., Result]) -> Callable[[Source, Design, Given, Asked], Result]:
    def answer(source: Source, design: Design, given: Given, asked: Asked) -> Result:
        return of(source, design, names(given["items"]), names(given.get("by")), asked)

    return answer


def _quantiles(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    at = numbers("--at", given.get("at") or "0.25,0.5,0.75")
    rule = str(given.get("rule") or "math")
    return quantiles.quantiles(source, design, names(given["items"]), at, names(given.get("by")), asked, rule)


def _crosstab(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    return tables.crosstab(source, design, given["rows"], given["columns"], asked)


def _compare(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    by = names(given["by"])
    if len(by) != 1:
        raise AnalysisError("option_value", option="--by", value=given["by"], takes="1")
    return comparison.compare(source, design, names(given["items"]), by[0], _against(given), asked)


def _trend(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    return comparison.trend(source, design, names(given["items"]), given["wave"], _against(given), asked)


def _against(given: Given) -> str | None:
    return str(given["against"]) if given.get("against") not in (None, "") else None


def _alpha(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    items, by = names(given["items"]), names(given.get("by"))
    return scales.alpha(source, design, items, by, asked, each=not given.get("short"))


def _regress(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    family = str(given.get("family") or "linear")
    if family not in ("linear", "logistic"):
        raise AnalysisError("option_value", option="--family", value=family, takes="linear, logistic")
    return regression.regress(source, design, given["formula"], cast(Any, family), asked)


def _response(source: Source, design: Design, given: Given, _asked: Asked) -> Result:
    told = given["dispositions"]
    groups = response.dispositions_of(told) if isinstance(told, Mapping) else response.read_dispositions(Path(told))
    e = None if given.get("e") in (None, "") else _number("--e", given["e"], "0 … 1")
    return response.response(source, design, given["column"], groups, names(given.get("by")), e)


def _checks(source: Source, design: Design, given: Given, _asked: Asked) -> Result:
    batteries = tuple(tuple(names(one)) for one in given.get("battery") or [])
    fast = _number("--fast", given.get("fast") or 0.5, "0.5")
    wanted = quality.Wanted(batteries, given.get("duration") or None, fast)
    return quality.checks(source, design, names(given["items"]), names(given.get("by")), wanted)


def _representation(source: Source, design: Design, _given: Given, asked: Asked) -> Result:
    return quality.representation(source, design, asked.margins or {})


def _words(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    return answers.frequencies(source, design, names(given["items"]), names(given.get("by")), _reading(given), asked)


def _keyness(source: Source, design: Design, given: Given, asked: Asked) -> Result:
    by = names(given["by"])
    if len(by) != 1:
        raise AnalysisError("option_value", option="--by", value=given["by"], takes="1")
    group, against = (str(given[one]) if given.get(one) not in (None, "") else None for one in ("group", "against"))
    return answers.keyness(source, design, names(given["items"]), by[0], group, against, _reading(given), asked)


def _reading(given: Given) -> answers.Reading:
    known = persons.read_names(Path(given["names"])) if given.get("names") else None
    least, most = (
        int(_number(f"--{one}", given.get(one) or other, "1, 2, 3, …")) for one, other in (("min", 5), ("most", 30))
    )
    language = spelling.language_of(str(given.get("language") or "az"))
    return answers.Reading(language, known, least, most, bool(given.get("pairs")))


PRINTED = {"proportions": ("items", "by"), "crosstab": ("rows", "columns"), "trend": ("wave",)}
"""Options whose columns have their levels printed; of other commands `by`."""
READ = ("language", "min", "most", "pairs", "names")
ITEMS = ("items", "by")
COMMANDS: dict[str, Command] = {
    "means": Command(ITEMS, ("items",), _estimate(estimates.means)),
    "totals": Command(ITEMS, ("items",), _estimate(estimates.totals)),
    "proportions": Command((*ITEMS, "interval"), ("items",), _estimate(estimates.proportions)),
    "ratios": Command(ITEMS, ("items",), _estimate(estimates.ratios)),
    "quantiles": Command((*ITEMS, "at", "rule"), ("items",), _quantiles),
    "crosstab": Command(("rows", "columns"), ("rows", "columns"), _crosstab),
    "compare": Command((*ITEMS, "against"), ITEMS, _compare),
    "trend": Command(("items", "wave", "against"), ("items", "wave"), _trend),
    "alpha": Command((*ITEMS, "short"), ("items",), _alpha),
    "omega": Command(ITEMS, ("items",), _estimate(scales.omega)),
    "regress": Command(("formula", "family"), ("formula",), _regress),
    "response": Command(("dispositions", "column", "by", "e"), ("dispositions", "column"), _response),
    "checks": Command((*ITEMS, "battery", "duration", "fast"), ("items",), _checks),
    "representation": Command((), ("margins",), _representation),
    "words": Command((*ITEMS, *READ), ("items",), _words),
    "keyness": Command((*ITEMS, "group", "against", *READ), ITEMS, _keyness),
}
"""By name. Raking is none: it writes a file."""
