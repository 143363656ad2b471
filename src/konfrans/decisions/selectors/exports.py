"""A decision as others check it: the export with everything that its verdict rests on, and every verdict proved again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256 as hash_of
from typing import Any

from django.db.models import F

from konfrans.charter import Charter, LawError, canonical, judge, load_charter, read_evidence, verdict_to_json
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors.laws import charter_kept
from konfrans.kernel.models import JournalEntry


def journal_of(decision: Decision) -> JournalEntry | None:
    """The journal's entry of the publication; None for a draft."""
    return JournalEntry.objects.filter(object_type="decision", object_key=str(decision), act="decision_publish").first()


def export_of(decision: Decision) -> bytes:
    """One canonical JSON object (RFC 8785): charter with document, evidence, verdict, and the journal's anchor.

    It holds no text of the decision: what was put to the vote is not evidence, and may be closed.
    """
    entry, charter = journal_of(decision), charter_kept(decision.charter_id)
    return canonical(
        {
            "decision": str(decision),
            "charter": {
                "key": charter.key, "version": charter.version, "sha256": charter.sha256, "document": charter.document,
            },
            "evidence": json.loads(decision.evidence),
            "verdict": json.loads(decision.verdict),
            "sha256": decision.evidence_sha256,
            "journal": {"number": entry.number if entry else None, "hash": entry.hash if entry else None},
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a stored verdict follows from what is frozen. `status` is 0 (the same), 1 (something is not), 2 (it cannot be
    judged); `code` is one of same, verdict, outcome, evidence_hash, charter_hash, journal, unreadable; `words` says more."""

    name: str
    outcome: str
    status: int
    code: str
    words: str = ""


def proofs() -> Iterator[Proof]:
    """Every stored verdict proved again from its row alone: published ones by number, then drafts."""
    read: dict[str, Charter] = {}
    stored = F("year").asc(nulls_last=True)
    for decision in Decision.objects.order_by(stored, "number", "pk").iterator(500):
        yield _proof(decision, read)


def _proof(decision: Decision, read: dict[str, Charter]) -> Proof:
    def found(status: int, code: str, words: str = "") -> Proof:
        return Proof(str(decision), decision.outcome, status, code, words)

    sha256 = decision.charter_id
    if hash_of(decision.evidence.encode()).hexdigest() != decision.evidence_sha256:
        return found(1, "evidence_hash")
    try:
        if sha256 not in read:
            text = decision.charter.text
            if hash_of(text.encode()).hexdigest() != sha256:
                return found(1, "charter_hash")
            read[sha256] = load_charter(text)
        again = judge(read_evidence(decision.evidence), read[sha256])
    except LawError as error:
        return found(2, "unreadable", str(error))
    if canonical(verdict_to_json(again)).decode() != decision.verdict:
        return found(1, "verdict", again.outcome.value)
    if again.outcome.value != decision.outcome:
        return found(1, "outcome", again.outcome.value)
    if decision.state == Decision.State.PUBLISHED and not _journal_agrees(decision):
        return found(1, "journal")
    return found(0, "same")


def _journal_agrees(decision: Decision) -> bool:
    """The entry of the publication names the hashes that are stored now: a row changed together with its hash is seen."""
    entry = journal_of(decision)
    if entry is None:
        return False
    facts: dict[str, Any] = json.loads(entry.body)["facts"]
    return (facts.get("evidence"), facts.get("charter"), facts.get("verdict"), facts.get("outcome")) == (
        decision.evidence_sha256, decision.charter_id, hash_of(decision.verdict.encode()).hexdigest(), decision.outcome,
    )  # fmt: skip
