"""An exported decision proved again: hashes, and the verdict that its evidence gives under its charter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256 as hash_of
from typing import Any, Literal

from konfrans.charter.faults import EvidenceError, repeated
from konfrans.charter.loading import load_charter
from konfrans.charter.motions import judge
from konfrans.charter.records import read_evidence, sha256, verdict_to_json
from konfrans.charter.verdicts import Verdict

Part = Literal["charter_hash", "evidence_hash", "verdict"]


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether one part of an export holds; `stored` and `found` are hashes, or outcomes."""

    part: Part
    holds: bool
    stored: str
    found: str


@dataclass(frozen=True, slots=True)
class Proved:
    """An export proved again: its parts, the verdict as the evidence gives it."""

    name: str
    proofs: tuple[Proof, ...]
    verdict: Verdict

    @property
    def holds(self) -> bool:
        return all(one.holds for one in self.proofs)


def prove(document: bytes | str) -> Proved:
    """Proves an export. `EvidenceError` where it is none, `CharterError` and the like where it cannot be judged."""
    try:
        found = json.loads(document, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise EvidenceError("export_not_json") from None
    charter = _part(found, "charter", dict)
    text = _part(charter, "document", str, "charter.document")
    evidence, verdict = _part(found, "evidence", dict), _part(found, "verdict", dict)
    judged = judge(read_evidence(evidence), load_charter(text))
    name = found.get("decision")
    return Proved(
        name if isinstance(name, str) else "", tuple(_proofs(found, charter, text, evidence, verdict, judged)), judged
    )


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each: of two values the second would win in silence."""
    if (name := repeated(name for name, _value in pairs)) is not None:
        raise EvidenceError("export_key_twice", key=name[:60])
    return dict(pairs)


def _part(found: Any, key: str, kind: type, place: str = "") -> Any:
    if not isinstance(found, Mapping) or not isinstance(found.get(key), kind):
        raise EvidenceError("export_key_missing", key=place or key)
    return found[key]


def _proofs(
    found: Mapping[str, Any], charter: Mapping[str, Any], text: str, evidence: Mapping[str, Any],
    verdict: Mapping[str, Any], judged: Verdict,
) -> Iterator[Proof]:  # fmt: skip
    hashes: tuple[tuple[Part, Any, str], ...] = (
        ("charter_hash", charter.get("sha256"), hash_of(text.encode()).hexdigest()),
        ("evidence_hash", found.get("sha256"), sha256(evidence)),
    )
    for part, stored, true in hashes:
        yield Proof(part, stored == true, str(stored), true)
    outcome = str(verdict.get("outcome"))[:40]
    yield Proof("verdict", verdict_to_json(judged) == dict(verdict), outcome, judged.outcome.value)
