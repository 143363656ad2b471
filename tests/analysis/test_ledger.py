"""The ledger of what left: what was cut, edited or raced for is refused, and what was refused leaves no trace."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from konfrans.analysis.disclose import Table, disclose
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import opened
from tests.analysis.attacker import counted

K = 5


def table(name: str = "t") -> Table:
    return counted(name, {("a", 1): 12, ("a", 2): 30, ("b", 1): 20, ("b", 2): 3}, ["ünvan", "q"])


def filled(path: Path, number: int = 3) -> None:
    for at in range(number):
        with opened(path, start=True) as released:
            released.extend(disclose([table(f"t{at}")], released, k=K).entries, datetime(2026, 11, 30, at, tzinfo=UTC))


def test_a_ledger_gives_back_what_it_was_told(tmp_path):
    path = tmp_path / "ledger.jsonl"
    filled(path)
    with opened(path) as released:
        assert [entry.name for entry in released.entries] == ["t0", "t1", "t2"]
        assert released.entries[2].time == "2026-11-30T02:00:00+00:00"
        cells = dict(released.entries[0].cells)
        assert cells[frozenset({("ünvan", "b"), ("q", "2")})] is None
        assert cells[frozenset({("ünvan", "a"), ("q", "2")})] == 30
        assert all(part != "3" for part in json.dumps(released.entries[0].document()["cells"]).split(", ")), (
            "no small number"
        )


def test_a_ledger_that_was_cut_edited_or_shortened_is_refused(tmp_path):
    path = tmp_path / "ledger.jsonl"
    filled(path)
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    damaged = [whole[:at] for at in range(0, len(whole), 97)]
    damaged += [
        b"".join(lines[:-1]),
        b"".join([lines[0], *lines[2:]]),
        b"".join([lines[0], lines[2], lines[1], lines[3]]),
    ]
    damaged += [
        whole.replace(b"30", b"31"),
        whole.replace(b"null", b"7"),
        b"\xff" + whole,
        b"[]\n",
        whole + b"{}\n",
        whole + whole,
    ]
    for each in damaged:
        path.write_bytes(each)
        with pytest.raises(AnalysisError) as caught, opened(path):
            pass
        assert caught.value.code == "ledger_broken" and caught.value.facts["file"] == str(path)
    path.write_bytes(whole)
    with opened(path) as released:
        assert len(released.entries) == 3


def test_a_ledger_that_is_not_there_is_not_taken_for_an_empty_one(tmp_path):
    with pytest.raises(AnalysisError) as caught, opened(tmp_path / "legder.jsonl"):
        pass
    assert caught.value.code == "ledger_absent"


def test_a_table_that_is_refused_leaves_no_trace(tmp_path, monkeypatch):
    path = tmp_path / "ledger.jsonl"
    filled(path, 1)
    before = path.read_bytes()
    changed = Table("t", tuple((where, (number or 0) + 1) for where, number in table().counts))
    with opened(path) as released:
        with pytest.raises(AnalysisError):
            disclose([changed, table()], released, k=K)

        def fails(*_given: Any) -> None:
            raise OSError("no space")

        monkeypatch.setattr("konfrans.analysis.ledger.os.replace", fails)
        with pytest.raises(AnalysisError) as caught:
            released.extend(disclose([table()], released, k=K).entries)
        assert caught.value.code == "unwritable" and len(released.entries) == 1
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [".ledger.jsonl.lock", "ledger.jsonl"]


def _export(path: str, name: str, ready: Any, done: Any) -> None:
    ready.wait()
    try:
        with opened(Path(path)) as released:
            released.extend(disclose([table(name)], released, k=K).entries)
        done.put(name)
    except AnalysisError as fault:
        done.put(fault.code)


def test_of_two_exports_at_once_one_waits_or_both_are_entered(tmp_path):
    path = tmp_path / "ledger.jsonl"
    filled(path, 1)
    with opened(path), pytest.raises(AnalysisError) as caught, opened(path):
        pass
    assert caught.value.code == "ledger_busy"
    start = multiprocessing.get_context("spawn")
    ready, done = start.Event(), start.Queue()
    racing = [start.Process(target=_export, args=(str(path), f"race {at}", ready, done)) for at in range(3)]
    for process in racing:
        process.start()
    ready.set()
    said = [done.get(timeout=60) for _process in racing]
    for process in racing:
        process.join()
    with opened(path) as released:
        assert sorted(entry.name for entry in released.entries[1:]) == sorted(
            each for each in said if each != "ledger_busy"
        )
    assert any(each.startswith("race") for each in said)
