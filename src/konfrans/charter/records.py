"""Verdicts and evidence as they are stored: canonical JSON (RFC 8785), its SHA-256, and the way back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256 as _sha256
from typing import Any

from konfrans.charter.amounts import read_exact
from konfrans.charter.evidence import Evidence
from konfrans.charter.faults import EvidenceError
from konfrans.charter.verdicts import CharterRef, Next, Outcome, Reason, Verdict, Working


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """The object that is stored. Fractions are strings, dates ISO 8601, what is absent is null; there are no words."""
    return {
        "question": verdict.question,
        "kind": verdict.kind,
        "outcome": verdict.outcome.value,
        "passed": verdict.passed,
        "answer": verdict.answer,
        "charter": {
            "key": verdict.charter.key,
            "version": verdict.charter.version,
            "sha256": verdict.charter.sha256,
        },
        "reasons": [
            {
                "code": reason.code,
                "article": reason.article,
                "met": reason.met,
                "needed": reason.needed,
                "got": reason.got,
                "exact": None if reason.working.exact is None else str(reason.working.exact),
                "strict": reason.working.strict,
            }
            for reason in verdict.reasons
        ],
        "next": [{"act": n.act, "who": n.who, "article": n.article, "by": n.by} for n in verdict.next],
    }


def verdict_from_json(found: Mapping[str, Any]) -> Verdict:
    """Reads a stored verdict back. Its workings hold `exact` and `strict` only: `recompute` gives them whole."""
    try:
        verdict = Verdict(
            charter=CharterRef(**found["charter"]),
            question=found["question"],
            kind=found["kind"],
            outcome=Outcome(found["outcome"]),
            answer=found["answer"],
            reasons=tuple(_reason(one) for one in found["reasons"]),
            next=tuple(Next(**one) for one in found["next"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise EvidenceError("verdict_unreadable", given=str(error)[:80]) from None
    if verdict_to_json(verdict) != dict(found):
        raise EvidenceError("verdict_unreadable", given=verdict.outcome.value)
    return verdict


def _reason(found: Mapping[str, Any]) -> Reason:
    exact = found["exact"]
    return Reason(
        code=found["code"],
        article=found["article"],
        met=found["met"],
        needed=found["needed"],
        got=found["got"],
        working=Working(exact=None if exact is None else read_exact(exact), strict=found["strict"]),
    )


def canonical(value: Mapping[str, Any]) -> bytes:
    """The bytes of an object by RFC 8785: one spelling for one meaning, so that its hash can be compared.

    `EvidenceError` for what JSON cannot hold exactly: a whole number beyond 2**53, a key that is no text, a date.
    """
    import rfc8785

    try:
        return rfc8785.dumps(dict(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, AttributeError, TypeError) as error:
        raise EvidenceError("evidence_value", given=str(error)[:80]) from None


def sha256(value: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return _sha256(canonical(value)).hexdigest()


def recompute(document: str, evidence: Mapping[str, Any] | str | bytes) -> Verdict:
    """The verdict proved again from frozen things alone: the charter's document as text and the evidence as JSON.

    Raises `CharterError` or `EvidenceError` where one cannot be read, `CountError`, `KindError` or
    `AttestationError` where it cannot be judged.
    """
    from konfrans.charter.loading import load_charter
    from konfrans.charter.motions import judge

    return judge(read_evidence(evidence), load_charter(document))


def read_evidence(evidence: Mapping[str, Any] | str | bytes) -> Evidence:
    """Evidence from its JSON, as text or already parsed."""
    if isinstance(evidence, str | bytes):
        try:
            evidence = json.loads(evidence)
        except (ValueError, RecursionError):
            raise EvidenceError("evidence_not_json") from None
    if not isinstance(evidence, Mapping):
        raise EvidenceError("evidence_not_json")
    return Evidence.from_json(evidence)
