"""The laboratory: recorded votes under several charters, which of them flip and why, and whose vote decides how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfrans.charter import Charter, LawError, Outcome, Reason, Verdict
from konfrans.charter.words import Fraction, Language
from konfrans.charter.words.language import in_order
from konfrans.decisions.rules import state_of
from konfrans.decisions.selectors import charter_kept, words
from konfrans.statutes.rules.acting import with_acting
from konfrans.statutes.selectors.counting_again import (
    Case,
    Counted,
    Outcomes,
    base_of,
    count_again,
    flips,
    verdict_under,
)
from konfrans.statutes.selectors.texts import Named

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One vote under one charter: the word of the verdict, what was got of what was needed, whether it flips.

    `state` is yes, no, due or none; `unruled` where the charter has no rule, `why_not` where the vote cannot be judged.
    """

    word: str
    state: str
    got: str = ""
    needed: str = ""
    flips: bool = False
    unruled: bool = False
    why_not: str = ""
    depends: bool = False
    tie: str = ""
    """Said where a tie decided, so that got and needed do not."""


@dataclass(frozen=True, slots=True)
class LabRow:
    case: Case
    kind: str
    counts: str
    recorded: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class WhyFlips:
    """Why one vote flips under one charter: its rule with the arithmetic (text, whether a fraction), the rule before, the numbers."""

    key: str
    charter: str
    rule: str
    arithmetic: tuple[tuple[str, bool], ...]
    before: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Total:
    """How the votes go under one charter, in numbers."""

    adopted: int
    refused: int
    open: int
    unruled: int
    flips: int


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Everything counted, and one page of it in words."""

    texts: tuple[Named, ...]
    cases: tuple[Case, ...]
    counted: Counted
    totals: tuple[Total, ...]
    rows: tuple[LabRow, ...]
    why: tuple[WhyFlips, ...]
    page: int
    pages: int
    shown: int
    acting: int
    subject: int
    """The text that the title speaks of: the first draft, else the second text."""

    @property
    def finding(self) -> tuple[str, int]:
        """Its name, and how many votes flip under it."""
        return self.texts[self.subject].name, self.totals[self.subject].flips

    @property
    def subject_text(self) -> Named:
        return self.texts[self.subject]

    @property
    def depends(self) -> bool:
        return any(one.depends for row in self.counted.rows for one in row)


def laboratory(
    cases: Sequence[Case], texts: Sequence[Named], *, acting: int = 0, only_flips: bool = False, page: int = 1,
    seconds: float | None = None, every: bool = False,
) -> Laboratory:  # fmt: skip
    """Count, and put one page into words; `every`: all of it. While the count is not `done`, nothing is in words."""
    texts = tuple(one for one in texts if one.charter is not None)
    laws = tuple(one.charter for one in texts if one.charter is not None)
    counted = count_again(cases, laws, acting, **({} if seconds is None else {"seconds": seconds}))
    subject = next((place for place, one in enumerate(texts) if one.draft), min(1, len(texts) - 1))
    if not counted.done or not laws:
        return Laboratory(texts, tuple(cases), counted, (), (), (), 1, 1, 0, acting, max(0, subject))
    bases = [base_of(case, laws) for case in cases]
    totals = tuple(_total([row[at] for row in counted.rows], bases) for at in range(len(laws)))
    numbers = [
        place
        for place, row in enumerate(counted.rows)
        if not only_flips or any(flips(one.outcome, bases[place]) for one in row)
    ]
    pages = max(1, -(-len(numbers) // PER_PAGE))
    page = min(max(1, page), pages)
    chosen = numbers if every else numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows, why = [], []
    for place in chosen:
        row, lines = _row(cases[place], texts, laws, counted.rows[place], bases[place], acting)
        rows.append(row)
        why += lines
    return Laboratory(
        texts, tuple(cases), counted, totals, tuple(rows), tuple(why), page, pages, len(numbers), acting, subject
    )


def _total(found: Sequence[Outcomes], bases: Sequence[Outcome | None]) -> Total:
    states = [one.outcome.status if one.outcome is not None else 2 for one in found]
    turned = sum(flips(one.outcome, base) for one, base in zip(found, bases, strict=True))
    return Total(states.count(0), states.count(1), states.count(3), states.count(2), turned)


def _row(
    case: Case, texts: Sequence[Named], laws: Sequence[Charter], outcomes: Sequence[Outcomes], base: Outcome | None, acting: int
) -> tuple[LabRow, list[WhyFlips]]:  # fmt: skip
    spoken = words()
    less = with_acting(case.evidence, acting)
    verdicts = [None if less is None else verdict_under(less, law) for law in laws]
    before = _base_verdict(case, laws)
    cells, lines = [], []
    for text, law, verdict, outcome in zip(texts, laws, verdicts, outcomes, strict=True):
        turned = flips(outcome.outcome, base)
        cells.append(_cell(verdict, spoken, turned, outcome.depends))
        if turned and isinstance(verdict, Verdict):
            lines.append(_why(case, text, law, verdict, before, spoken))
    named = next((law for law in laws if case.evidence.kind in law.kinds_known()), laws[0])
    recorded = spoken.outcomes[base] if base is not None else ""
    kind = case.decision.kind_name.given() if case.decision is not None else spoken.kind(case.evidence.kind, named)
    return LabRow(case, kind, _counts(case, spoken), recorded, tuple(cells)), lines


def _cell(verdict: Verdict | LawError | None, spoken: Language, turned: bool, depends: bool) -> Cell:
    if verdict is None:
        word = spoken.of_comparison()["cannot_be_judged"]
        return Cell(word, "none", why_not=_("The counts do not say how it would go with fewer entitled to vote."))
    if isinstance(verdict, LawError):
        return Cell(spoken.of_comparison()["cannot_be_judged"], "none", why_not=spoken.error(verdict)[0])
    if verdict.outcome is Outcome.NO_RULE:
        return Cell(spoken.outcome(verdict), "none", unruled=True)
    reason = deciding(verdict)
    got = spoken.value(reason.got) if reason else ""
    needed = spoken.value(reason.needed) if reason else ""
    tied = next((one for one in verdict.reasons if one.code == "tie"), None)
    tie = spoken.heading(tied) if tied is not None else ""
    return Cell(spoken.outcome(verdict), state_of(verdict.outcome), got, needed, turned, depends=depends, tie=tie)


def deciding(verdict: Verdict, code: str = "") -> Reason | None:
    """The ground with numbers that says most: the first that is not met, else the majority; with `code` one of that sort first."""
    found = [one for one in in_order(verdict.reasons) if isinstance(one.needed, int) and isinstance(one.got, int)]
    return next((one for one in found if one.code == code), found[0] if found else None)


def _base_verdict(case: Case, laws: Sequence[Charter]) -> tuple[Verdict, Charter] | None:
    """The verdict that is held against, with its charter."""
    law = charter_kept(case.decision.charter_id) if case.decision is not None else laws[0]
    found = verdict_under(case.evidence, law)
    return (found, law) if isinstance(found, Verdict) else None


def _why(
    case: Case, text: Named, law: Charter, verdict: Verdict, before: tuple[Verdict, Charter] | None, spoken: Language
) -> WhyFlips:
    """The ground on which the two verdicts part: that of the one which was not adopted."""
    failed = verdict if verdict.outcome.status != 0 or before is None else before[0]
    ground = deciding(failed)
    reason = deciding(verdict, ground.code if ground else "")
    was = deciding(before[0], reason.code) if before is not None and reason is not None else None
    if reason is None or reason.working.amount is None:
        return WhyFlips(case.key, text.name, spoken.why(verdict, law), (), "", spoken.outcome(verdict))
    arithmetic = tuple(
        (f"{part.numerator}/{part.denominator}", True) if isinstance(part, Fraction) else (part, False)
        for part in spoken.arithmetic(reason)
    )
    said = ""
    if was is not None and before is not None:
        facts = {"rule": spoken.rule(was, before[1]), "needed": spoken.value(was.needed)}
        said = _("As recorded: %(rule)s Needed: %(needed)s.") % facts
    labels = spoken.labels(reason)
    numbers = f"{labels[1]}: {spoken.value(reason.got)}, {labels[0]}: {spoken.value(reason.needed)}"
    return WhyFlips(case.key, text.name, spoken.rule(reason, law), arithmetic, said, numbers)


PARTS = ("yes", "no", "abstain", "blank", "invalid")


def _counts(case: Case, spoken: Language) -> str:
    """What was counted: 12 there: 7 for, 4 against, 1 abstaining."""
    count = case.evidence.count
    parts = [spoken.caption(part, getattr(count, part)) for part in PARTS if getattr(count, part)]
    there = _("there: %(there)s of %(entitled)s") % {
        "there": spoken.number(count.there), "entitled": spoken.number(count.entitled),
    }  # fmt: skip
    call = (
        [spoken.of_comparison()["at_call"].format(n=spoken.number(case.evidence.call))]
        if case.evidence.call > 1
        else []
    )
    return "; ".join(part for part in (there, ", ".join(parts), *call) if part)
