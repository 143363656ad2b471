"""Recorded votes counted again under other charters: which go otherwise. What was counted is remembered, so that a long count goes on."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from konfrans.charter import Attestation, Charter, Evidence, LawError, Outcome, Verdict, judge, read_evidence
from konfrans.charter.comparison.counts import read_counts
from konfrans.charter.comparison.what_if import of_known_kinds
from konfrans.charter.faults import KindError
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import public_title, published
from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import CountTable
from konfrans.statutes.rules.acting import ORDERS, with_acting
from konfrans.statutes.selectors.texts import Named

SECONDS = 1.5
"""How long one request counts; the next one goes on from there."""
REMEMBERED = 200_000
"""Outcomes that are kept in memory."""


@dataclass(frozen=True, slots=True)
class Case:
    """One recorded vote: what it is called, its evidence, and what was recorded; a typed one has no recorded verdict."""

    key: str
    title: str
    evidence: Evidence
    digest: str
    decision: Decision | None = None
    date: str = ""
    line: int = 0
    """Where it stands in a table of counts."""

    @property
    def recorded(self) -> Outcome | None:
        return Outcome(self.decision.outcome) if self.decision is not None else None


def years_recorded() -> tuple[int, ...]:
    """The years in which a decision was published, the newest first."""
    found = published().order_by("-year").values_list("year", flat=True).distinct()
    return tuple(year for year in found if year)


def cases_of_years(years: Sequence[int]) -> list[Case]:
    """The published decisions of these years that stand, the newest first; of a closed one without its words. One query."""
    rows = published().filter(year__in=list(years)).exclude(corrections__state=Decision.State.PUBLISHED)
    return [
        Case(str(row), public_title(row), _evidence(row.evidence_sha256, row.evidence), row.evidence_sha256, row)
        for row in rows.defer("text", "names")
    ]


@lru_cache(maxsize=5000)
def _evidence(_sha256: str, text: str) -> Evidence:
    return replace(read_evidence(text), record={})


def count_table(sha256: str) -> str:
    """A kept table. 404 where there is none."""
    found = CountTable.objects.filter(pk=sha256).values_list("text", flat=True).first()
    if found is None:
        raise Refused("count_table_gone", status=404)
    return found


@lru_cache(maxsize=16)
def cases_of_table(document: bytes | str) -> list[Case]:
    """The votes of a table of counts. `CharterError` names every fault by row and column."""
    document = document.encode() if isinstance(document, str) else document
    return [
        Case(one.id, "", one.evidence, digest_of(one.evidence), date=one.date[:40], line=one.line)
        for one in read_counts(document)
    ]


def digest_of(evidence: Evidence) -> str:
    """By what the outcomes of a vote are remembered."""
    return sha256(repr(evidence).encode()).hexdigest()


def known_in_one(cases: Sequence[Case], texts: Sequence[Named]) -> None:
    """`CharterError` names by line the kinds of a table that none of the texts knows; what was recorded had its charter."""
    laws = tuple(one.charter for one in texts if one.charter is not None)
    if laws:
        of_known_kinds([case for case in cases if case.line], laws)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How one vote goes under one charter: None where it cannot be judged; whether that depends on who the acting heads are."""

    outcome: Outcome | None
    depends: bool = False

    @property
    def ruled(self) -> bool:
        return self.outcome not in (None, Outcome.NO_RULE)


_known: OrderedDict[tuple[str, str, int], Outcomes] = OrderedDict()


def verdict_under(evidence: Evidence, charter: Charter) -> Verdict | LawError:
    """The verdict of these votes under a charter. A kind that it does not know has no rule there; what only another charter has
    attested is left out."""
    try:
        rule = charter.motion_rule(evidence.kind)
        if rule is None:
            return Verdict(charter.ref, "motion", evidence.kind, Outcome.NO_RULE)
        known = {one.rule for one in rule.attested}
        kept: tuple[Attestation, ...] = tuple(one for one in evidence.attestations if one.rule in known)
        if len(kept) != len(evidence.attestations):
            evidence = replace(evidence, attestations=kept)
        return judge(evidence, charter)
    except KindError:
        return Verdict(charter.ref, "motion", evidence.kind, Outcome.NO_RULE)
    except LawError as wrong:
        return wrong


def outcome_under(case: Case, charter: Charter, acting: int) -> Outcomes:
    """How a vote goes, counted once."""
    key = case.digest, charter.sha256, acting
    found = _known.get(key)
    if found is None:
        found = _known[key] = _counted(case.evidence, charter, acting)
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found


def _counted(evidence: Evidence, charter: Charter, acting: int) -> Outcomes:
    outcomes: list[Outcome | None] = []
    for order in ORDERS if acting else ORDERS[:1]:
        less = with_acting(evidence, acting, order)
        verdict = verdict_under(less, charter) if less is not None else None
        outcomes.append(verdict.outcome if isinstance(verdict, Verdict) else None)
    return Outcomes(outcomes[0], len({None if one is None else one.status for one in outcomes}) > 1)


def flips(now: Outcome | None, recorded: Outcome | None) -> bool:
    """Whether it goes otherwise: adopted, not adopted, or something more is needed. Where there is no rule, or no verdict,
    nothing is said."""
    if now is None or recorded is None or Outcome.NO_RULE in (now, recorded):
        return False
    return now.status != recorded.status


@dataclass(frozen=True, slots=True)
class Counted:
    """The outcomes of every case under every charter, as far as time allowed: rows in the order of the cases."""

    rows: tuple[tuple[Outcomes, ...], ...]
    all: int

    @property
    def done(self) -> bool:
        return len(self.rows) == self.all


def count_again(
    cases: Sequence[Case], charters: Sequence[Charter], acting: int, *, seconds: float = SECONDS
) -> Counted:
    """Count until the time is over; asked again, it goes on from what is remembered."""
    until = time.monotonic() + seconds
    rows = []
    for number, case in enumerate(cases):
        if number % 16 == 0 and number and time.monotonic() > until:
            break
        rows.append(tuple(outcome_under(case, charter, acting) for charter in charters))
    return Counted(tuple(rows), len(cases))


def base_of(case: Case, charters: Sequence[Charter]) -> Outcome | None:
    """What a vote is held against: the recorded verdict; of a typed one that of the first charter, everybody voting."""
    if case.recorded is not None:
        return case.recorded
    return outcome_under(case, charters[0], 0).outcome if charters else None
