"""The whole check of one charter: its findings in order, what was looked through, how much of it is computed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from konfrans.charter.amounts import requirements_of
from konfrans.charter.checks.cases import cases_of
from konfrans.charter.checks.decisions import USUAL_SIZE, Sizes, budget_of, counted, decisions, seats_of
from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.checks.opening import NOWHERE, open_charter
from konfrans.charter.checks.reach import out_of_reach
from konfrans.charter.checks.slogans import slogans
from konfrans.charter.checks.structure import structure
from konfrans.charter.checks.walking import Covered, covered
from konfrans.charter.checks.wording import unread, wording
from konfrans.charter.law import Charter, Organ
from konfrans.charter.lines import Lines, Path
from konfrans.charter.tables import Text

MOST_SIZE, MOST_SIZES = 9999, 200
"""The largest own size, and the largest of a range, that may be asked for."""
ALL_SIZES = tuple(range(1, 61))
BY_COUNTING = frozenset(
    {
        "abstaining_harms", "amendment_weaker", "more_present_fails", "more_yes_fails", "never_passes", "not_examined",
        "opposites_pass", "passes_without_yes", "two_block", "undecided", "vacancy_blocks",
    }
)  # fmt: skip
"""What depends on the size of the body."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `charter` is None where its values could not be read on."""

    charter: Charter | None
    findings: tuple[Finding, ...]
    sizes: Sizes
    covered: Covered | None
    unread: tuple[str, ...]
    """Languages whose numbers were not read in the words."""

    @property
    def clean(self) -> bool:
        """No fault, and every remark accepted."""
        return self.charter is not None and not any(one.weighs for one in self.findings)

    @property
    def status(self) -> int:
        """The exit status: 0 clean, 1 not."""
        return 0 if self.clean else 1

    def number(self, level: Level, *, accepted: bool = False) -> int:
        return sum(one.level is level and one.accepted is accepted for one in self.findings)

    @property
    def organs(self) -> tuple[Organ, ...]:
        """The organs whose votes were looked through."""
        if self.charter is None:
            return ()
        deciding = {case.rule.organ.key for case in cases_of(self.charter)}
        return tuple(organ for key, organ in self.charter.organs.items() if key in deciding)

    def looked(self) -> dict[str, int]:
        """The own size at which each of them was looked at."""
        return {organ.key: self.sizes.of(organ) for organ in self.organs}

    @property
    def of_parts(self) -> bool:
        """Whether a rule counts groups or weights: each is looked through as if it were the whole body."""
        cases = () if self.charter is None else cases_of(self.charter)
        return any(one.portions for case in cases for one in requirements_of(case.rule.condition))

    @property
    def usual(self) -> bool:
        """Whether a size was taken that nobody gave."""
        return self.sizes.own is None and any(organ.size is None and seats_of(organ) is None for organ in self.organs)


def check(document: bytes | str, sizes: Sizes | None = None) -> Report:
    """Checks a charter document. `CharterError` where it cannot be loaded."""
    sizes = sizes or Sizes()
    opened = open_charter(document)
    charter = opened.charter
    if charter is None:
        return Report(None, opened.findings, sizes, None, ())
    found = [
        *opened.findings,
        *structure(charter),
        *out_of_reach(charter),
        *slogans(charter),
        *wording(charter),
        *decisions(charter, sizes),
    ]
    found = [replace(one, article="") if one.article == NOWHERE else one for one in found]
    answered = list(_answered(found, charter, sizes))
    placed = _placed(answered, charter)
    return Report(charter, tuple(sorted(placed, key=_order)), sizes, covered(charter), unread(charter))


def check_charter(charter: Charter, sizes: Sizes | None = None) -> Report:
    """The same for a charter that is loaded already."""
    return check(charter.document, sizes)


def _placed(findings: list[Finding], charter: Charter) -> list[Finding]:
    """With the line of what somebody has to change: of the rule where the finding names one, else of the paragraph."""
    if not any(one.weighs and not one.line for one in findings):
        return findings
    lines = Lines(charter.document)
    places = {
        f"{article.get('number')}.{row.get('number')}": ("article", at, "paragraph", inner)
        for at, article in enumerate(tomllib.loads(charter.document).get("article", ()))
        for inner, row in enumerate(article.get("paragraph", ()))
    }

    def line(one: Finding) -> int:
        rule = tuple(int(part) if part.isdigit() else part for part in str(one.facts.get("place", "")).split("."))
        path: Path = rule if rule != ("",) else places.get(one.article, ())
        return lines.of(path)

    return [replace(one, line=line(one)) if one.weighs and not one.line else one for one in findings]


def _order(finding: Finding) -> tuple[Any, ...]:
    """Faults first, then remarks to be answered, then accepted ones; by article, then by code."""
    numbers = tuple(int(part) for part in finding.article.split(".") if part.isdigit())
    return (finding.level is Level.REMARK, finding.accepted, not numbers, numbers, finding.line, finding.code)


# what the charter accepts ---------------------------------------------------------------------------------------------


def _answered(found: Iterable[Finding], charter: Charter, sizes: Sizes) -> Iterator[Finding]:
    """The findings with the reasons of those that the charter accepts; what it accepts without need is a finding too."""
    reasons: dict[tuple[str, str], Text] = {
        (one.finding, one.article): one.reason for one in reversed(charter.accepted)
    }
    found = list(found)
    here = {(one.code, one.article) for one in found}
    faults = {(one.code, one.article) for one in found if one.level is Level.FAULT}
    for one in found:
        yield one if one.level is Level.FAULT else replace(one, reason=reasons.get((one.code, one.article)))
    left = set(reasons) - here
    elsewhere, unknown = _elsewhere({key for key in left if key[0] in BY_COUNTING}, charter)
    seen: set[tuple[str, str]] = set()
    for accepted in charter.accepted:
        key = (accepted.finding, accepted.article)
        if key in faults:
            yield Finding("accepted_fault", Level.FAULT, accepted.article, facts={"finding": accepted.finding})
        elif key in seen or (key in left and key not in elsewhere and key not in unknown):
            yield Finding("accepted_stale", Level.FAULT, accepted.article, facts={"finding": accepted.finding})
        elif key in unknown and ("not_examined", accepted.article) not in here:
            here.add(("not_examined", accepted.article))
            kinds = tuple(dict.fromkeys(case.kind for case in cases_of(charter) if accepted.article in case.articles))
            yield Finding("not_examined", Level.REMARK, accepted.article, kinds)
        seen.add(key)


Keys = set[tuple[str, str]]


def _elsewhere(wanted: Keys, charter: Charter) -> tuple[Keys, Keys]:
    """What of this is found at some other size of body: a remark about other sizes than those looked at is not out of date. And what is not
    found, where a size could not be looked through, or what one check may spend was gone before the last."""
    found: Keys = set()
    budget = budget_of(Sizes())
    for size in ALL_SIZES:
        articles = {article for _code, article in wanted - found}
        cases = [case for case in cases_of(charter) if articles & case.articles]
        if not cases or budget.left < 0:
            break
        found |= {(one.code, one.article) for one in counted(charter, cases, Sizes(size), budget)}
    missing = wanted - found
    return found, {(code, at) for code, at in missing if budget.left < 0 or ("not_examined", at) in found}


__all__ = ["MOST_SIZE", "MOST_SIZES", "USUAL_SIZE", "Report", "check", "check_charter"]
