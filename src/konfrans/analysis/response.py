"""Response, cooperation, refusal and contact rates from final dispositions.

Source: The American Association for Public Opinion Research 2023, Standard Definitions: Final Dispositions of Case Codes and Outcome Rates
for Surveys, 10th edition. Names and formulas are those of its chapter on outcome rates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from konfrans.analysis.counting import grouped, result_of, row, share
from konfrans.analysis.design import Design, read_toml
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.gathering import check_columns, recoded
from konfrans.analysis.results import Result
from konfrans.analysis.sample import classes_of

GROUPS = {
    "I": "complete interview",
    "P": "partial interview",
    "R": "refusal and break-off",
    "NC": "non-contact",
    "O": "other, eligible",
    "UH": "unknown if household or housing unit",
    "UO": "unknown, other",
    "NE": "not eligible",
}
"""The groups of final dispositions, by AAPOR's letters; NE, which no rate counts, is needed to estimate e."""
ELIGIBLE = ("I", "P", "R", "NC", "O")
Unknown = Literal["all", "e", "none"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate: the groups above the line, those below it that are known to be eligible, and which part of the unknown (UH + UO) is counted
    below it: all, the estimated share e, or none."""

    top: tuple[str, ...]
    known: tuple[str, ...]
    unknown: Unknown

    def definition(self) -> str:
        """The formula, as the standard writes it."""
        above = " + ".join(self.top).replace("I + P + R", "(I + P) + R")
        rest = " + ".join(group for group in self.known if group not in ("I", "P"))
        below = f"(I + P) + ({rest})" if "NC" in self.known else f"(I + P) + {rest}"
        unknown = {"all": " + (UH + UO)", "e": " + e(UH + UO)", "none": ""}[self.unknown]
        return f"{f'({above})' if len(self.top) > 1 else above} / ({below}{unknown})"


_ANSWERED = ("I", "P")
_CONTACTED = ("I", "P", "R", "O")
RATES: dict[str, Rate] = {
    "RR1": Rate(("I",), ELIGIBLE, "all"),
    "RR2": Rate(_ANSWERED, ELIGIBLE, "all"),
    "RR3": Rate(("I",), ELIGIBLE, "e"),
    "RR4": Rate(_ANSWERED, ELIGIBLE, "e"),
    "RR5": Rate(("I",), ELIGIBLE, "none"),
    "RR6": Rate(_ANSWERED, ELIGIBLE, "none"),
    "COOP1": Rate(("I",), _CONTACTED, "none"),
    "COOP2": Rate(_ANSWERED, _CONTACTED, "none"),
    "COOP3": Rate(("I",), ("I", "P", "R"), "none"),
    "COOP4": Rate(_ANSWERED, ("I", "P", "R"), "none"),
    "REF1": Rate(("R",), ELIGIBLE, "all"),
    "REF2": Rate(("R",), ELIGIBLE, "e"),
    "REF3": Rate(("R",), ELIGIBLE, "none"),
    "CON1": Rate(_CONTACTED, ELIGIBLE, "all"),
    "CON2": Rate(_CONTACTED, ELIGIBLE, "e"),
    "CON3": Rate(_CONTACTED, ELIGIBLE, "none"),
}


def read_dispositions(path: Path) -> dict[str, str]:
    """The group of each code of a file: `[dispositions]`, `I = [110]`, `R = [210, 211]`, …"""
    return dispositions_of(read_toml(path), path.name)


def dispositions_of(document: Mapping[str, Any], name: str = "DISPOSITIONS.toml") -> dict[str, str]:
    """The group of each code; `name` is what a refusal calls the document."""
    table = document.get("dispositions")
    if not isinstance(table, dict) or not table:
        raise AnalysisError("dispositions_absent", file=name, groups=list(GROUPS))
    found: dict[str, str] = {}
    for group, given in table.items():
        if group not in GROUPS:
            raise AnalysisError("disposition_group", file=name, group=group, groups=list(GROUPS))
        for code in given if isinstance(given, list) else [given]:
            text = _text(code)
            if text in found:
                raise AnalysisError("disposition_twice", file=name, disposition=text, first=found[text], second=group)
            found[text] = group
    return found


def eligibility(counts: Mapping[str, float]) -> float:
    """e by proportional allocation (CASRO): among cases whose eligibility is known, the share of those that are eligible."""
    eligible = sum(counts[group] for group in ELIGIBLE)
    return share(eligible, eligible + counts["NE"])


def rate(name: str, counts: Mapping[str, float], e: float) -> tuple[float, float]:
    """Numerator and denominator of a rate."""
    one = RATES[name]
    unknown = counts["UH"] + counts["UO"]
    # Without an unknown case e is not needed, and may not be estimable.
    part = {"all": unknown, "e": e * unknown if unknown else 0.0, "none": 0.0}[one.unknown]
    return sum(counts[group] for group in one.top), sum(counts[group] for group in one.known) + part


def response(
    source: Source,
    design: Design,
    column: str,
    dispositions: Mapping[str, str],
    by: Sequence[str] = (),
    e: float | None = None,
) -> Result:
    """Counts of the dispositions, e, and every rate, over all cases and by group.

    `estimate` is without weights; `weighted` (base weights) is there where the design names a weight. Of a disposition the estimate is
    its share of all cases. `e` is what is given, else estimated for each group by proportional allocation.
    """
    if e is not None and not 0 <= e <= 1:
        raise AnalysisError("eligibility_range", value=e)
    check_columns(source, {"--column": [column]})
    result = result_of(source, design, "response", by)
    found = grouped(source, design, by, {"code": recoded(source, design, column)}, {}, ["code"])
    group = _groups(found["code"].tolist(), found["all"], column, dispositions)
    domains = classes_of([found[f"by_{name}"] for name in by], group.size)
    if outside := int(found["all"][domains.of < 0].sum()):
        result.note("without_domain", number=outside, by=list(by))
    if not np.isin(group, [name for name in GROUPS if name != "NE"]).any():
        raise AnalysisError("no_eligible", column=column)
    for at, names in enumerate(domains.names):
        keys = dict(zip(by, names, strict=True))
        here = domains.of == at
        plain = {name: float(found["all"][here & (group == name)].sum()) for name in GROUPS}
        weighed = (
            {name: float(found["weights"][here & (group == name)].sum()) for name in GROUPS} if design.weight else None
        )
        _rows(result, keys, plain, weighed, e)
    if e is None and "NE" not in group and np.isin(group, ["UH", "UO"]).any():
        result.note("eligibility_one")
    return result


def _groups(codes: Sequence[Any], cases: Any, column: str, dispositions: Mapping[str, str]) -> Any:
    """The group of each gathered row; a code that no group names is refused."""
    absent = np.array([code is None or code != code for code in codes])
    if absent.any():
        raise AnalysisError("disposition_missing", number=int(cases[absent].sum()), column=column)
    texts = [_text(code) for code in codes]
    strange = sorted({text for text in texts if text not in dispositions})
    if strange:
        number = int(sum(each for each, text in zip(cases, texts, strict=True) if text == strange[0]))
        raise AnalysisError(
            "disposition_unknown",
            column=column,
            disposition=strange[0],
            number=number,
            nearest=nearest(strange[0], dispositions),
        )
    return np.array([dispositions[text] for text in texts], dtype=object)


def _rows(
    result: Result,
    keys: dict[str, Any],
    plain: Mapping[str, float],
    weighed: Mapping[str, float] | None,
    e: float | None,
) -> None:
    cases = sum(plain.values())
    own = eligibility(plain) if e is None else e
    own_weighed = np.nan if weighed is None else eligibility(weighed) if e is None else e
    for name in GROUPS:
        more: dict[str, Any] = {"definition": GROUPS[name]}
        if weighed is not None:
            more["weighted"] = share(weighed[name], sum(weighed.values()))
        result.rows.append(row({"rate": name, **keys}, share(plain[name], cases), int(plain[name]), more))
    known = sum(plain[name] for name in (*ELIGIBLE, "NE"))
    more = {"definition": "(I + P + R + NC + O) / (I + P + R + NC + O + NE)" if e is None else "as given"}
    if weighed is not None:
        more["weighted"] = own_weighed
    result.rows.append(row({"rate": "e", **keys}, own, int(known), more))
    for name, one in RATES.items():
        top, below = rate(name, plain, own)
        more = {"definition": one.definition(), "numerator": top, "denominator": below}
        if weighed is not None:
            more["weighted"] = share(*rate(name, weighed, own_weighed))
        counted = (*one.known, *(() if one.unknown == "none" else ("UH", "UO")))
        result.rows.append(
            row({"rate": name, **keys}, share(top, below), int(sum(plain[each] for each in counted)), more)
        )


def _text(code: Any) -> str:
    """A code as text: 1 and 1.0 are one code, as are 2.1 and 2.10."""
    return f"{code:.12g}" if isinstance(code, (int, float)) and not isinstance(code, bool) else str(code)
