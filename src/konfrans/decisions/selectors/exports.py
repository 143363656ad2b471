"""A decision as others check it: the export with everything that its verdict rests on, and every verdict proved again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256 as hash_of
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import CharField, F
from django.db.models.functions import Cast

from konfrans.charter import Charter, LawError, canonical, judge, load_charter, read_evidence, verdict_to_json
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors.laws import charter_kept
from konfrans.kernel.files import file_facts
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


def publication_facts(decision: Decision) -> dict[str, Any]:
    """All that the journal's entry of a publication says of the decision, in its stored form.

    Words stand there as hashes; those of a closed decision as commitments, salted so that nobody finds them by guessing.
    """
    words = {"title": decision.title.to_json(), "text": decision.text.to_json()}
    return {
        "organ": decision.organ, "organ_name": decision.organ_name.to_json(), "session": decision.session,
        "kind": decision.kind, "kind_name": decision.kind_name.to_json(), "date": decision.date.isoformat(),
        "place": decision.place.to_json(), "closed": decision.closed, "sample": decision.sample,
        "charter": decision.charter_id, "evidence": decision.evidence_sha256,
        "verdict": hash_of(decision.verdict.encode()).hexdigest(), "outcome": decision.outcome,
        "text": _committed(decision, words),
        "what_was_wrong": _committed(decision, decision.what_was_wrong.to_json()) if decision.what_was_wrong else None,
        "proof": file_facts(decision.proof) if decision.proof else None, "proof_public": decision.proof_public,
        "corrects": str(decision.corrects) if decision.corrects_id else None,
        "names": [{"person": person, "name": name} for person, name in sorted(decision.names.items())],
        "published_at": decision.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if decision.published_at else None,
    }  # fmt: skip


def _committed(decision: Decision, words: dict[str, Any]) -> str:
    salt = f"{decision.salt}\n".encode() if decision.closed else b""
    return hash_of(salt + canonical(words)).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a stored verdict follows from what is frozen. `status` is 0 (the same), 1 (something is not), 2 (it cannot be
    judged); `code` is one of same, verdict, outcome, evidence_hash, charter_hash, journal, missing, unreadable; `words` says
    more: the outcome that was found, or which facts the journal names otherwise."""

    name: str
    outcome: str
    status: int
    code: str
    words: str = ""


def proofs() -> Iterator[Proof]:
    """Every stored decision proved again: published ones by number, then drafts, then those of which the journal says that
    they were published and which the register no longer has."""
    read: dict[str, Charter] = {}
    stored = F("year").asc(nulls_last=True)
    there: set[str] = set()
    rows = Decision.objects.select_related("charter", "corrects", "proof")
    for pk in list(Decision.objects.order_by(stored, "number", "pk").values_list("pk", flat=True)):
        try:
            decision = rows.get(pk=pk)
            if decision.state == Decision.State.PUBLISHED:
                there.add(str(decision))
            yield _proof(decision, read)
        except (ValueError, TypeError, AttributeError, ValidationError, DatabaseError) as error:
            # A row of which a column is no longer what it can be: the others are still judged.
            yield Proof(_name_of(pk), "", 2, "unreadable", str(error)[:200])
    entries = JournalEntry.objects.filter(act="decision_publish", object_type="decision").order_by("number")
    for entry in entries.iterator(500):
        if entry.object_key not in there:
            yield Proof(entry.object_key, str(_facts(entry).get("outcome", "")), 1, "missing")


def _name_of(pk: int) -> str:
    """The name of a decision that cannot be read: its number, where that much holds."""
    raw = Decision.objects.filter(pk=pk).annotate(y=Cast("year", CharField()), n=Cast("number", CharField()))
    year, number = raw.values_list("y", "n").get()
    return f"{year}/{str(number).zfill(2)}" if year and number else f"draft {pk}"


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
    if decision.state == Decision.State.PUBLISHED:
        entry = journal_of(decision)
        if entry is None:
            return found(1, "journal", "no entry of this number")
        otherwise = _otherwise(decision, _facts(entry))
        if otherwise:
            return found(1, "journal", ", ".join(otherwise))
    return found(0, "same")


def _facts(entry: JournalEntry) -> dict[str, Any]:
    try:
        facts = json.loads(entry.body)["facts"]
    except (ValueError, TypeError, KeyError):
        return {}
    return facts if isinstance(facts, dict) else {}


ALWAYS = ("organ", "kind", "date", "closed", "charter", "evidence", "verdict", "outcome", "text", "proof", "corrects")
"""Facts that every entry of a publication has; the others came later, and an entry that was written without is no fault."""


def _otherwise(decision: Decision, facts: dict[str, Any]) -> list[str]:
    """The facts that the journal names otherwise than the row: a row changed together with its hashes is seen."""
    now = publication_facts(decision)
    if decision.closed and decision.salt is None and facts.get("text") is None:
        now["text"] = None  # published before the words of closed decisions were committed to
    return [name for name, value in now.items() if (name in facts or name in ALWAYS) and facts.get(name) != value]
