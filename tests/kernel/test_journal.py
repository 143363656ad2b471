"""The journal: a chain without gaps, whose faults are found and named."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from konfrans.kernel import journal
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.models import JournalEntry, JournalHead

pytestmark = pytest.mark.django_db


@act
def note(*, text: str, fail: bool = False) -> None:
    record("note_made", actor=Actor.system(), of="note", key=text, text=text)
    if fail:
        raise RuntimeError("after the entry")


@act
def two_notes(*, first: str, second: str) -> None:
    note(text=first)
    note(text=second)


def test_entries_are_numbered_and_chained_from_one():
    note(text="a")
    two_notes(first="b", second="c")
    rows = list(JournalEntry.objects.order_by("number"))
    assert [r.number for r in rows] == [1, 2, 3]
    assert [r.previous_hash for r in rows] == ["0" * 64, rows[0].hash, rows[1].hash]
    checked = journal.verify()
    assert checked.fault is None and checked.head == journal.Anchor(3, rows[2].hash)


def test_an_act_that_fails_leaves_no_number_behind():
    note(text="a")
    with pytest.raises(RuntimeError):
        note(text="b", fail=True)
    note(text="c")
    assert [(r.number, r.object_key) for r in JournalEntry.objects.order_by("number")] == [(1, "a"), (2, "c")]


def test_recording_outside_an_act_is_a_mistake():
    with pytest.raises(RuntimeError, match="outside an act"):
        record("x", actor=Actor.system(), of="x", key="x")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kernel_journalentry SET act='y'",
        "DELETE FROM kernel_journalentry",
        "INSERT INTO kernel_journalentry SELECT * FROM kernel_journalentry WHERE true ON CONFLICT (number) DO UPDATE SET act='y'",
        {
            "sqlite": "REPLACE INTO kernel_journalentry SELECT * FROM kernel_journalentry",
            "postgresql": "TRUNCATE kernel_journalentry",
        },
    ],
    ids=["an update", "a deletion", "an insert that updates", "a replacement, or a truncation"],
)
def test_the_table_refuses_to_be_changed(sql):
    sql = sql if isinstance(sql, str) else sql[connection.vendor]
    note(text="a")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "code", "number"),
    [
        ("UPDATE kernel_journalentry SET body=replace(body, 'b', 'x') WHERE number=2", "altered", 2),
        ("UPDATE kernel_journalentry SET object_key='z' WHERE number=2", "copy", 2),
        ("DELETE FROM kernel_journalentry WHERE number=2", "removed", 2),
        ("DELETE FROM kernel_journalentry WHERE number=3", "head", 2),
    ],
    ids=["an altered body", "an altered copy column", "a removed entry", "a cut tail under an untouched head"],
)
def test_the_first_entry_that_is_wrong_is_named(sql, code, number):
    for text in "abc":
        note(text=text)
    with connection.cursor() as cursor:
        for name in ("update", "delete"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER kernel_journalentry_no_{name}")
        if connection.vendor != "sqlite":
            cursor.execute("DROP TRIGGER kernel_journalentry_append_only ON kernel_journalentry")
        cursor.execute(sql)
    assert journal.verify().fault == journal.Fault(code, number)


def test_only_an_anchor_finds_a_tail_cut_together_with_its_head():
    for text in "abc":
        note(text=text)
    anchor = journal.anchor()
    second = JournalEntry.objects.get(number=2)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER kernel_journalentry_no_delete")
        else:
            cursor.execute("DROP TRIGGER kernel_journalentry_append_only ON kernel_journalentry")
        cursor.execute("DELETE FROM kernel_journalentry WHERE number=3")
    JournalHead.objects.filter(pk=1).update(number=2, hash=second.hash)
    assert journal.verify().fault is None
    assert journal.verify(anchor).fault == journal.Fault("cut", 3)
