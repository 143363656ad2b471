"""Two hands that did not see each other's work judge the same votes: the engine, and `verify/konfrans_verify.py`, written from the documents."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from konfrans.charter import STANDARD_KINDS, LawError, canonical, judge, load_charter, read_evidence, verdict_to_json
from tests.charter.random_cases import case, doubtful
from tests.charter.random_charters import charter_text
from verify.konfrans_verify import canonical as second_canonical
from verify.konfrans_verify import main, outcome

FILE = Path("verify/konfrans_verify.py")
COUNT = {"entitled": 9, "present": 7, "represented": 0, "yes": 5, "no": 2, "abstain": 0, "blank": 0, "invalid": 0}
SHARE, ALL, PART = 2_000, 100_000, 5_000
"""Votes of every run, of a long one, and of one piece of a long one."""


REFUSED = "refused"
Reasons = dict[str, list[Any]]


def engine(document: str, evidence: dict[str, Any]) -> tuple[str, Reasons | None]:
    """Outcome, majority and quorum as the engine finds them; `REFUSED` for what it does not judge."""
    charter = load_charter(document)
    try:
        verdict = judge(read_evidence(evidence), charter)
    except LawError:
        return REFUSED, None
    reasons = {
        code: [[r.article, r.met, r.needed, r.got] for r in verdict.reasons if r.code == code]
        for code in ("majority", "quorum")
    }
    return verdict.outcome.value, reasons


def by_second_hand(document: str, evidence: dict[str, Any]) -> tuple[str, Reasons | None]:
    """The same, as the second hand finds them."""
    reasons: Reasons = {"majority": [], "quorum": []}
    try:
        return outcome(document, evidence, reasons), reasons
    except ValueError:
        return REFUSED, None


def differing(seeds: range, made: Callable[[int], tuple[str, dict[str, Any]]] = case) -> tuple[list[int], Counter[str]]:
    """The votes of which the two say something else, in outcome, majority or quorum; and how often each outcome occurred."""
    outcomes: Counter[str] = Counter()
    found = []
    for seed in seeds:
        document, evidence = made(seed)
        first = engine(document, evidence)
        outcomes[first[0]] += 1
        if by_second_hand(document, evidence) != first:
            found.append(seed)
    return found, outcomes


def test_a_share_of_votes_made_at_random_is_judged_alike(capsys: pytest.CaptureFixture[str]) -> None:
    found, outcomes = differing(range(SHARE))
    with capsys.disabled():
        print(f"\n  {SHARE} of {ALL} votes judged by both")
    assert found == []
    assert set(outcomes) == {
        "passed", "failed", "no_result", "invalid", "no_rule", "casting_vote", "lot", "on_hold", "moved_on", "incomplete",
    }  # fmt: skip
    assert min(outcomes.values()) > 5


def test_a_kind_that_nobody_knows_a_call_too_many_and_a_gate_answered_twice_are_judged_by_neither() -> None:
    found, outcomes = differing(range(SHARE), doubtful)
    assert found == []
    assert SHARE // 3 < outcomes[REFUSED] < SHARE * 2 // 3
    assert {"passed", "failed", "on_hold", "no_rule"} <= set(outcomes)


@pytest.mark.parametrize("kind", [*STANDARD_KINDS, "merger"])
def test_the_kinds_that_both_know_without_a_charter_are_the_same(kind: str) -> None:
    document, evidence = charter_text(5), {"question": "motion", "kind": kind, "count": COUNT}
    assert by_second_hand(document, evidence) == engine(document, evidence)
    assert (engine(document, evidence)[0] == REFUSED) == (kind == "merger")


@pytest.mark.soak
@pytest.mark.sqlite
@pytest.mark.parametrize("seeds", [range(first, first + PART) for first in range(0, ALL, PART)], ids=str)
def test_a_hundred_thousand_doubtful_votes_are_judged_or_refused_alike(seeds: range) -> None:
    found, _outcomes = differing(seeds, doubtful)
    assert found == []


@pytest.mark.soak
@pytest.mark.sqlite
@pytest.mark.parametrize("seeds", [range(first, first + PART) for first in range(0, ALL, PART)], ids=str)
def test_a_hundred_thousand_votes_made_at_random_are_judged_alike(seeds: range) -> None:
    found, _outcomes = differing(seeds)
    assert found == []


def test_it_is_one_short_file_of_the_standard_library_that_knows_nothing_of_the_engine() -> None:
    text = FILE.read_text("utf-8")
    assert text.count("\n") < 250
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in ([one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else [])
    }  # fmt: skip
    assert names
    assert names <= sys.stdlib_module_names
    assert "float(" not in text
    assert "eval(" not in text


# files ----------------------------------------------------------------------------------------------------------------


def export(seed: int) -> dict[str, Any]:
    """The file of a decision, as `konfrans decision export` writes it."""
    document, evidence = case(seed)
    charter = load_charter(document)
    return {
        "charter": {"key": charter.key, "version": charter.version, "sha256": charter.sha256, "document": document},
        "evidence": evidence,
        "verdict": verdict_to_json(judge(read_evidence(evidence), charter)),
        "sha256": hashlib.sha256(canonical(evidence)).hexdigest(),
        "journal": None,
    }


def said(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    file = tmp_path / "decision.json"
    file.write_bytes(content)
    status = main([str(file)])
    return status, capsys.readouterr().out.partition(": ")[2].strip()


def test_a_file_is_the_same_until_something_in_it_is_altered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = export(5)
    assert said(tmp_path, json.dumps(whole, ensure_ascii=False).encode(), capsys) == (
        0,
        f"same: {whole['verdict']['outcome']} (compared: outcome, passed, kind; article, met, needed, got of majority and quorum)",
    )
    other = {**whole, "verdict": {**whole["verdict"], "outcome": "lot"}}
    status, text = said(tmp_path, json.dumps(other).encode(), capsys)
    assert status == 1
    assert text.startswith("NOT THE SAME: outcome: the file says 'lot'")
    fewer = {**whole, "evidence": {**whole["evidence"], "count": {**whole["evidence"]["count"], "yes": 1}}}
    assert said(tmp_path, json.dumps(fewer).encode(), capsys) == (
        1,
        "NOT THE SAME: sha256 is not that of what it stands for",
    )
    law = {**whole, "charter": {**whole["charter"], "document": whole["charter"]["document"] + "\n"}}
    assert said(tmp_path, json.dumps(law).encode(), capsys) == (
        1,
        "NOT THE SAME: charter.sha256 is not that of what it stands for",
    )


@pytest.mark.parametrize("field", ["needed", "got", "met", "article"])
@pytest.mark.parametrize("code", ["majority", "quorum"])
def test_a_verdict_altered_in_a_reason_is_not_the_same(
    code: str, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = next(one for one in map(export, range(50)) if any(r["code"] == "quorum" for r in one["verdict"]["reasons"]))
    reason = next(one for one in whole["verdict"]["reasons"] if one["code"] == code)
    reason[field] = {"needed": 99, "got": 98, "met": not reason["met"], "article": "9.9"}[field]
    status, text = said(tmp_path, json.dumps(whole).encode(), capsys)
    assert status == 1
    assert text.startswith(f"NOT THE SAME: {code} (article, met, needed, got): the file says ")


def test_what_it_does_not_cover_it_does_not_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = export(5)
    evidence = {**whole["evidence"], "question": "round"}
    other = {**whole, "evidence": evidence, "sha256": hashlib.sha256(canonical(evidence)).hexdigest()}
    assert said(tmp_path, json.dumps(other).encode(), capsys) == (2, "not covered")


@pytest.mark.parametrize("question", ["round", "owes", "term"])
def test_of_elections_fees_and_terms_it_says_that_it_does_not_cover_them(question: str) -> None:
    document, evidence = case(1)
    assert outcome(document, {**evidence, "question": question}) == "not covered"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[" * 100_000, b'{"charter": ' * 50_000, b"9" * 5_000_000, b'{"a": 1, "a": 2}', b'{"charter": 1}', b"null",
     b'{"charter": {}, "evidence": {}, "verdict": {}}', b" " * 9_000_000],
    ids=lambda content: content[:12].decode("latin-1"),
)  # fmt: skip
def test_what_is_no_such_file_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "decision.json"
    file.write_bytes(content)
    done = subprocess.run([sys.executable, str(FILE), str(file)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot be read because" in done.stdout
    assert done.stderr == ""


def test_a_file_that_is_not_there_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.json"]) == 2
    assert "No such file" in capsys.readouterr().out


# what it cannot write, judge or take as it stands ---------------------------------------------------------------------


def whole(tmp_path: Path, change: Any = None) -> Path:
    """A file that holds, or one altered with hashes made anew."""
    made = export(5)
    if change is not None:
        change(made)
    made["charter"]["sha256"] = hashlib.sha256(made["charter"]["document"].encode()).hexdigest()
    made["sha256"] = hashlib.sha256(canonical(made["evidence"])).hexdigest()
    file = tmp_path / "whole.json"
    file.write_text(json.dumps(made), "utf-8")
    return file


@pytest.mark.parametrize("to", ["full", "closed", "broken", "full too"])
def test_where_it_cannot_write_it_says_so_in_one_line_and_ends_with_2(to: str, tmp_path: Path) -> None:
    command = [sys.executable, str(FILE), str(whole(tmp_path))]
    if to == "broken":
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
        os.close(writing)
    else:
        place = {"full": ">/dev/full", "closed": ">&-", "full too": ">/dev/full 2>/dev/full"}[to]
        shell = ["sh", "-c", f'"$@" {place}', "sh", *command]
        done = subprocess.run(shell, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (0 if to == "full too" else 1)


def test_what_the_engine_refuses_it_says_it_cannot_judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes: dict[str, Any] = {
        "members": lambda one: one["evidence"]["count"].update(members=-1 + one["evidence"]["count"]["entitled"]),
        "seats": lambda one: one["evidence"]["count"].update(entitled=3, seats=2),
        "barred": lambda one: one["evidence"]["count"].update(entitled=3, present=3, barred=1),
        "count key": lambda one: one["evidence"]["count"].update(seatz=1),
        "evidence key": lambda one: one["evidence"].update(more=None),
        "way key": lambda one: one["evidence"]["way"].update(more=1),
        "attestation": lambda one: one["evidence"].update(attestations=[{"rule": "none", "by": "Sample", "office": None}]),
        "call": lambda one: one["evidence"].update(call=3),
        "kind": lambda one: one["evidence"].update(kind="merger"),
        "gates": lambda one: one["evidence"].update(way={"gates": [{"who": "chair", "answer": "yes"}] * 2}),
    }  # fmt: skip
    for name, change in changes.items():
        file = whole(tmp_path, change)
        made = json.loads(file.read_bytes())
        with pytest.raises(LawError):
            judge(read_evidence(made["evidence"]), load_charter(made["charter"]["document"]))
        assert main([str(file)]) == 2, name
        assert "cannot be judged because" in capsys.readouterr().out, name


def test_a_frozen_base_without_its_opening_is_judged_by_neither() -> None:
    document, evidence = next(
        (document, evidence)
        for document, evidence in map(case, range(2_000))
        if 'at = "session"' in document and evidence["kind"] == "ordinary" and "route" not in evidence["way"]
    )
    del evidence["way"]["opening"]
    with pytest.raises(LawError):
        judge(read_evidence(evidence), load_charter(document))
    with pytest.raises(ValueError, match="opening"):
        outcome(document, evidence)


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [("charter", "key", "other"), ("charter", "version", "9"), ("charter", "version", 1), ("verdict", "passed", True), ("verdict", "kind", "recall"),
     ("verdict", "passed", None)],
)  # fmt: skip
def test_what_stands_beside_document_and_outcome_is_held_against_them(
    part: str, key: str, value: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(whole(tmp_path))]) == 0
    assert main([str(whole(tmp_path, lambda one: one[part].update({key: value})))]) == 1
    assert "NOT THE SAME" in capsys.readouterr().out


@pytest.mark.parametrize(("letter", "bytes_of_it"), [("x", 1), ("ə", 2)])
def test_a_charter_may_be_as_long_as_the_page_says(
    letter: str, bytes_of_it: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, evidence = case(5)
    room = 2**20 - len(document.encode()) - 1
    longest = document + "#" + letter * (room // bytes_of_it)
    assert "1,048,576" in Path("docs/law/judging.md").read_text("utf-8")
    assert outcome(longest, evidence) == judge(read_evidence(evidence), load_charter(longest)).outcome.value
    with pytest.raises(ValueError, match="too long"):
        outcome(longest + letter * bytes_of_it, evidence)
    file = whole(tmp_path, lambda one: one["charter"].update(document=longest))
    made = json.loads(file.read_bytes())
    made["verdict"]["charter"]["sha256"] = made["charter"]["sha256"]
    file.write_text(json.dumps(made), "utf-8")
    assert main([str(file)]) == 0


def test_what_lies_in_the_record_is_kept_unread(tmp_path: Path) -> None:
    record = {"share": 1.5, "one": 1.0, "small": 1e-7, "great": [1e21, -0.0, {"😀": 0.1, "\ufb33": 5e-324}]}
    assert main([str(whole(tmp_path, lambda one: one["evidence"].update(record=record)))]) == 0


def test_numbers_are_written_as_rfc_8785_says() -> None:
    random = Random(8785)
    numbers = [random.choice((1, -1)) * random.random() * 10.0 ** random.randint(-9, 24) for _ in range(2_000)]
    numbers += [
        0.0,
        -0.0,
        1.0,
        1e20,
        123456789012345680000.0,
        1e21,
        1e-6,
        1e-7,
        5e-324,
        1.7976931348623157e308,
        2**53 - 1,
    ]
    assert second_canonical({"record": numbers}).encode() == canonical({"record": numbers})
    for great in (2**53, float("inf"), float("nan")):
        with pytest.raises(ValueError):
            second_canonical({"record": great})
