"""`konfrans journal verify` and `anchor`: exit status, words, JSON; and eight writers at once."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
import typer
from django.db import connection

from konfrans.cli import journal as commands
from konfrans.kernel import journal, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.models import JournalEntry, JournalHead

WRITERS, EACH = 8, 12


@act
def note(*, text: str) -> None:
    record("note_made", actor=Actor.system(), of="note", key=text, text=text)


def run(command, **options):
    """Run a command; gives its exit status."""
    try:
        command(**options)
    except typer.Exit as left:
        return left.exit_code
    return 0


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS kernel_journalentry_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS kernel_journalentry_no_delete")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS kernel_journalentry_append_only ON kernel_journalentry")
        cursor.execute(sql)


@pytest.fixture
def three(db):
    for text in "abc":
        note(text=text)


@pytest.fixture
def anchor_file(three, tmp_path, capsys):
    """What `journal anchor` prints, in a file; the journal goes on after it."""
    run(commands.anchor)
    file = tmp_path / "anchor"
    file.write_text(capsys.readouterr().out)
    return file


def test_a_journal_that_holds_says_so_and_what_it_cannot_see(three, capsys):
    assert run(commands.verify) == 0
    said = capsys.readouterr().out
    assert (
        "3 entries without a gap" in said and "Without an anchor it cannot be seen whether the end was cut off" in said
    )


def test_an_empty_journal_holds(db, capsys):
    assert run(commands.verify) == 0 and "0 entries" in capsys.readouterr().out


def test_with_an_anchor_it_says_that_it_stands(anchor_file, capsys):
    note(text="d")
    assert run(commands.verify, anchor=anchor_file) == 0
    assert "The anchor at number 3 stands in it unchanged." in capsys.readouterr().out


def test_erased_names_are_counted(three, capsys):
    names.name_commit(person_key="k" * 32, name="A B")
    names.names_erase(person_key="k" * 32)
    assert run(commands.verify) == 0 and "1 name was erased" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE kernel_journalentry SET body='no json at all' WHERE number=2", "Entry 2 is not what was hashed"),
        ("UPDATE kernel_journalentry SET act='other' WHERE number=2", "Entry 2: the columns beside"),
        ("DELETE FROM kernel_journalentry WHERE number=1", "Entry 1 is missing"),
        ("UPDATE kernel_journalentry SET number=9 WHERE number=2", "Entry 2 is missing"),
        ("UPDATE kernel_journalhead SET number=2", "The head does not agree"),
    ],
    ids=["altered beyond reading", "an altered copy", "the first removed", "renumbered", "an altered head"],
)
def test_a_fault_is_named_and_answered_with_1(three, capsys, sql, words):
    tamper(sql)
    assert run(commands.verify) == 1 and words in capsys.readouterr().out


def test_entries_put_in_another_order_are_found(three, capsys):
    tamper("UPDATE kernel_journalentry SET number=number+10")
    tamper("UPDATE kernel_journalentry SET number=CASE number WHEN 11 THEN 1 WHEN 12 THEN 3 ELSE 2 END")
    assert run(commands.verify) == 1 and "Entry 2" in capsys.readouterr().out


def _cut_to(number: int) -> None:
    last = JournalEntry.objects.get(number=number)
    tamper(f"DELETE FROM kernel_journalentry WHERE number>{number}")
    JournalHead.objects.update(number=number, hash=last.hash)


def test_a_cut_tail_is_seen_with_the_anchor_alone(anchor_file, capsys):
    _cut_to(2)
    assert run(commands.verify) == 0
    assert run(commands.verify, anchor=anchor_file) == 1
    assert "the end of the journal was cut off" in capsys.readouterr().out


def test_a_chain_written_anew_is_seen_with_the_anchor_alone(anchor_file, capsys):
    _cut_to(1)
    note(text="B")
    note(text="C")
    note(text="D")
    assert run(commands.verify) == 0
    assert run(commands.verify, anchor=anchor_file) == 1
    assert "written anew" in capsys.readouterr().out


def test_the_formats_of_an_anchor_interchange(three, tmp_path, capsys):
    head = journal.anchor()
    run(commands.anchor, as_json=True)
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"number": 3, "hash": head.hash}
    run(commands.anchor)
    plain = capsys.readouterr().out
    assert plain == f"3 {head.hash}\n"
    decision = json.dumps({"decision": "2026/1", "sha256": "x", "journal": {"number": 3, "hash": head.hash}})
    for n, text in enumerate((printed, plain, decision, f"The head: 3 {head.hash}\n")):
        file = tmp_path / str(n)
        file.write_text(text)
        assert run(commands.verify, anchor=file) == 0, text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"3",
        b"hello",
        b"\xff\xfe",
        b'{"number": 3}',
        b'{"number": true, "hash": "0"}',
        b'{"journal": {"number": -1, "hash": "0"}}',
        b"[1,2]",
        b'"x"',
    ],
)
def test_an_anchor_that_cannot_be_read_is_answered_with_2(three, tmp_path, capsys, content):
    file = tmp_path / "anchor"
    file.write_bytes(content)
    assert run(commands.verify, anchor=file) == 2
    assert "anchor" in capsys.readouterr().err
    assert run(commands.verify, anchor=file, as_json=True) == 2
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["error"]) == {"code", "text", "remedy"} and all(answer["error"].values())


def test_a_missing_anchor_file_is_answered_with_2(three, tmp_path, capsys):
    assert run(commands.verify, anchor=tmp_path / "none") == 2 and "cannot be read" in capsys.readouterr().err


def test_an_anchor_that_is_a_device_or_a_silent_pipe_is_answered_with_2(three, tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for file in (tmp_path / "pipe", Path("/dev/zero")):
        assert run(commands.verify, anchor=file) == 2 and "cannot be read" in capsys.readouterr().err


def test_the_json_of_a_check(three, capsys):
    assert run(commands.verify, as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {
        "holds": True, "entries": 3, "head": journal.anchor().to_json(), "fault": None, "anchored": False, "names_erased": 0,
    }  # fmt: skip
    tamper("DELETE FROM kernel_journalentry WHERE number=2")
    assert run(commands.verify, as_json=True) == 1
    fault = json.loads(capsys.readouterr().out)["fault"]
    assert (fault["code"], fault["number"]) == ("removed", 2) and "Entry 2" in fault["text"]


def test_every_fault_has_words():
    assert set(commands.FAULTS) == {"altered", "removed", "chain", "copy", "head", "cut", "rewritten", "name"}


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap_and_a_chain_that_holds():
    start, failures = threading.Barrier(WRITERS), []

    def write(n: int) -> None:
        try:
            start.wait()
            for m in range(EACH):
                if m % 4 == 3:
                    with pytest.raises(ZeroDivisionError):
                        fails(text=f"{n}-{m}")
                else:
                    note(text=f"{n}-{m}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    @act
    def fails(*, text: str) -> None:
        note(text=text)
        raise ZeroDivisionError

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    expected = WRITERS * EACH * 3 // 4
    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, expected + 1))
    for n in range(WRITERS):
        own = list(
            JournalEntry.objects.filter(object_key__startswith=f"{n}-")
            .order_by("number")
            .values_list("object_key", flat=True)
        )
        assert own == [f"{n}-{m}" for m in range(EACH) if m % 4 != 3]
    checked = journal.verify()
    assert checked.fault is None and checked.head.number == expected


def test_an_anchor_file_that_is_no_anchor_is_said_so(three, tmp_path, capsys):
    file = tmp_path / "deep"
    file.write_text("[" * 100_000)
    assert run(commands.verify, anchor=file) == 2
    assert "no anchor in it" in capsys.readouterr().err
