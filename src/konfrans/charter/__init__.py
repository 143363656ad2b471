"""The law engine: a charter as data that decides, explains and proves itself. Pure Python; no Django, no clock.

    from konfrans.charter import Count, motion_verdict, read_charter
    charter = read_charter("charters/azerbaijan-draft.toml")
    verdict = motion_verdict(Count(entitled=15, present=12, yes=7, no=5), kind="ordinary", charter=charter)

The names listed in `__all__` are stable. They are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from konfrans.charter.amounts import Amount, Base, Measure, Requirement, Share
    from konfrans.charter.evidence import Attestation, Count, Evidence
    from konfrans.charter.faults import (
        AttestationError,
        CharterError,
        CountError,
        EvidenceError,
        Fault,
        KindError,
        LawError,
    )
    from konfrans.charter.law import STANDARD_KINDS, Charter, Kind
    from konfrans.charter.loading import load_charter, read_charter
    from konfrans.charter.motions import judge, motion_verdict
    from konfrans.charter.records import (
        canonical,
        read_evidence,
        recompute,
        sha256,
        verdict_from_json,
        verdict_to_json,
    )
    from konfrans.charter.verdicts import CharterRef, Next, Outcome, Reason, Verdict, Working
    from konfrans.charter.words import languages, speak

_HOMES = {
    "amounts": "Amount Base Measure Requirement Share",
    "evidence": "Attestation Count Evidence",
    "faults": "AttestationError CharterError CountError EvidenceError Fault KindError LawError",
    "law": "STANDARD_KINDS Charter Kind",
    "loading": "load_charter read_charter",
    "motions": "judge motion_verdict",
    "records": "canonical read_evidence recompute sha256 verdict_from_json verdict_to_json",
    "verdicts": "CharterRef Next Outcome Reason Verdict Working",
    "words": "languages speak",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "STANDARD_KINDS", "Amount", "Attestation", "AttestationError", "Base", "Charter", "CharterError", "CharterRef",
    "Count", "CountError", "Evidence", "EvidenceError", "Fault", "Kind", "KindError", "LawError", "Measure", "Next",
    "Outcome", "Reason", "Requirement", "Share", "Verdict", "Working", "canonical", "judge", "languages",
    "load_charter", "motion_verdict", "read_charter", "read_evidence", "recompute", "sha256", "speak",
    "verdict_from_json", "verdict_to_json",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = __import__(f"{__name__}.{_HOME[name]}", fromlist=[name])
    value = getattr(home, name)
    globals()[name] = value
    return value
