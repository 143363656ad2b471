"""What is stored, what is frozen, and that a verdict is proved again from them alone."""

from __future__ import annotations

import json
from hashlib import sha256 as plain_sha256

import pytest

from konfrans.charter import (
    Attestation,
    CharterError,
    Count,
    CountError,
    Evidence,
    EvidenceError,
    canonical,
    judge,
    read_charter,
    read_evidence,
    recompute,
    sha256,
    verdict_from_json,
    verdict_to_json,
)
from konfrans.charter.evidence import MOST

DRAFT = read_charter("charters/azerbaijan-draft.toml")
AMENDMENT = Evidence(
    kind="charter_amendment",
    count=Count(members=15, entitled=14, present=11, represented=1, yes=7, no=4, abstain=1),
    record={"organ": "general_assembly", "date": "2026-11-20", "roll": [{"institution": "bbu", "present": True}]},
)


def test_the_stored_verdict_holds_numbers_keys_and_articles_and_no_words() -> None:
    assert verdict_to_json(judge(AMENDMENT, DRAFT)) == {
        "question": "motion",
        "kind": "charter_amendment",
        "outcome": "failed",
        "passed": False,
        "answer": None,
        "charter": {"key": "azerbaijan-draft", "version": "1", "sha256": DRAFT.sha256},
        "reasons": [
            {"code": "majority", "article": "29.3", "met": False, "needed": 8, "got": 7, "exact": "8", "strict": False},
            {"code": "quorum", "article": "29.2", "met": True, "needed": 10, "got": 12, "exact": "28/3", "strict": False},
        ],
        "next": [],
    }  # fmt: skip


def test_what_is_not_a_number_is_a_key_and_what_is_absent_is_null() -> None:
    evidence = Evidence(
        kind="exclusion",
        count=Count(entitled=15, present=12, yes=8, no=4),
        attestations=(Attestation(rule="hearing", by="p-7", office="secretary_general"),),
    )
    reasons = {one["code"]: one for one in verdict_to_json(judge(evidence, DRAFT))["reasons"]}
    assert reasons["attested"] == {
        "code": "attested", "article": "10.4", "met": True, "needed": "hearing", "got": "p-7", "exact": None, "strict": None,
    }  # fmt: skip
    waiting = judge(Evidence("ordinary", Count(entitled=12, present=12, yes=6, no=6)), DRAFT)
    assert verdict_to_json(waiting)["next"] == [
        {"act": "casting_vote", "who": "president", "article": "22.2", "by": None}
    ]
    assert [one["met"] for one in verdict_to_json(waiting)["reasons"]] == [False, None, True]


def test_evidence_keeps_what_was_left_out_as_null_and_carries_the_record_unread() -> None:
    frozen = AMENDMENT.to_json()
    assert frozen["count"]["seats"] is None
    assert frozen["record"]["date"] == "2026-11-20"
    assert read_evidence(canonical(frozen)) == AMENDMENT


def test_the_canonical_bytes_are_sorted_compact_and_hashed() -> None:
    value = {"b": 1, "a": ["ə", None, True], "c": {"y": 2, "x": 1}}
    assert canonical(value) == '{"a":["ə",null,true],"b":1,"c":{"x":1,"y":2}}'.encode()
    assert sha256(value) == plain_sha256(canonical(value)).hexdigest()


def test_a_verdict_is_proved_again_from_the_document_and_the_evidence_alone() -> None:
    verdict = judge(AMENDMENT, DRAFT)
    for evidence in (AMENDMENT.to_json(), canonical(AMENDMENT.to_json()), json.dumps(AMENDMENT.to_json())):
        again = recompute(DRAFT.document, evidence)
        assert again == verdict
        assert again.reasons[0].working.parts == (("yes", 7), ("no", 4), ("abstain", 1))
    other = DRAFT.document.replace('article = "29.3", at_least', 'article = "29.3", more_than')
    assert recompute(other, AMENDMENT.to_json()) != verdict


def test_a_stored_verdict_that_was_altered_is_not_read_as_one() -> None:
    stored = verdict_to_json(judge(AMENDMENT, DRAFT))
    assert verdict_from_json(stored) == judge(AMENDMENT, DRAFT)
    alterations = [
        {"outcome": "maybe"}, {"passed": True}, {"charter": {}}, {"reasons": [{}]}, {"reasons": 3}, {"next": [{"act": "x"}]},
        {"reasons": [stored["reasons"][0] | {"exact": "1/0"}]}, {"reasons": [stored["reasons"][0] | {"exact": "16/2"}]},
        {"text": "words"},
    ]  # fmt: skip
    for change in alterations:
        with pytest.raises(EvidenceError):
            verdict_from_json(stored | change)
    with pytest.raises(EvidenceError):
        verdict_from_json({})


EVIDENCE = [
    ("not JSON", "{", "evidence_not_json"),
    ("a list", "[]", "evidence_not_json"),
    ("nested without end", "[" * 100_000, "evidence_not_json"),
    ("without a kind", {"count": {"entitled": 3}}, "evidence_key_missing"),
    ("without counts", {"kind": "ordinary"}, "evidence_key_missing"),
    ("without those entitled", {"kind": "ordinary", "count": {}}, "evidence_key_missing"),
    ("an unknown key", {"kind": "ordinary", "count": {"entitled": 3}, "kount": 1}, "evidence_key_unknown"),
    ("an unknown count", {"kind": "ordinary", "count": {"entitled": 3, "yess": 1}}, "evidence_key_unknown"),
    ("counts in a list", {"kind": "ordinary", "count": [3]}, "evidence_type"),
    ("a group without counts", {"kind": "ordinary", "count": {"entitled": 3, "groups": {"rectors": None}}}, "evidence_type"),
    ("a kind in numbers", {"kind": 3, "count": {"entitled": 3}}, "evidence_type"),
    ("secret in words", {"kind": "ordinary", "count": {"entitled": 3}, "secret": "yes"}, "evidence_type"),
    ("another question", {"question": "election", "kind": "ordinary", "count": {"entitled": 3}}, "evidence_question"),
    ("an attestation in words", {"kind": "ordinary", "count": {"entitled": 3}, "attestations": ["hearing"]}, "evidence_type"),
    ("an attestation of nobody", {"kind": "ordinary", "count": {"entitled": 3}, "attestations": [{"rule": "hearing"}]}, "evidence_key_missing"),
    ("an office in numbers", {"kind": "ordinary", "count": {"entitled": 3}, "attestations": [{"rule": "h", "by": "p", "office": 3}]}, "evidence_type"),
    ("counts that do not add up", {"kind": "ordinary", "count": {"entitled": 3, "yes": 1}}, "more_votes_than_there"),
    ("a truth for a count", {"kind": "ordinary", "count": {"entitled": True}}, "count_not_whole"),
    ("a truth for the call", {"kind": "ordinary", "count": {"entitled": 3}, "call": True}, "call_unknown"),
    ("a casting vote for neither", {"kind": "ordinary", "count": {"entitled": 3}, "casting": "maybe"}, "casting_unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "code"), [row[1:] for row in EVIDENCE], ids=[row[0] for row in EVIDENCE])
def test_evidence_that_cannot_be_read_is_refused_with_its_key(evidence, code: str) -> None:
    with pytest.raises((EvidenceError, CountError)) as refused:
        recompute(DRAFT.document, evidence)
    assert refused.value.code == code
    assert refused.value.text
    assert refused.value.remedy


def test_a_document_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(CharterError):
        recompute("key = ", AMENDMENT.to_json())


@pytest.mark.parametrize(
    "value", [2**60, {1: 2}, {"a": {3}}, "\ud800", float("nan")], ids=["huge", "key", "set", "half", "nan"]
)
def test_what_json_cannot_hold_exactly_is_refused(value) -> None:
    with pytest.raises(EvidenceError, match="cannot be kept exactly"):
        canonical({"record": value})


def test_what_is_left_out_of_evidence_is_a_first_call_and_counts_have_a_largest_number() -> None:
    assert (AMENDMENT.call, AMENDMENT.secret, AMENDMENT.casting) == (1, None, None)
    assert Evidence.from_json({"kind": "ordinary", "count": {"entitled": 3}}).call == 1
    assert Count(entitled=MOST).entitled == MOST
    with pytest.raises(CountError, match="is above"):
        Count(entitled=MOST + 1)
