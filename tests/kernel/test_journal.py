"""The journal: a chain without gaps, whose faults are found and named."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from konfrans.kernel import clock, journal, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.guards import unguard
from konfrans.kernel.models import JournalEntry, JournalHead, NameCommitment
from tests.conftest import Statements

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
        pytest.param(
            "UPDATE kernel_journalentry SET at=at || ' x' WHERE number=2", "altered", 2, marks=pytest.mark.sqlite
        ),
        ("DELETE FROM kernel_journalentry WHERE number=2", "removed", 2),
        ("DELETE FROM kernel_journalentry WHERE number=3", "head", 2),
    ],
    ids=[
        "an altered body",
        "an altered copy column",
        "a moment that is none",
        "a removed entry",
        "a cut tail under an untouched head",
    ],
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


LIST, BROKEN, DEEP = "[1]", '{"previous":1', "[" * 5000


@pytest.mark.sqlite  # which alone lets anything stand in any column
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"body": LIST, "hash": sha256(LIST.encode()).hexdigest()}, "altered"),
        ({"body": BROKEN, "hash": sha256(BROKEN.encode()).hexdigest()}, "altered"),
        ({"body": DEEP, "hash": sha256(DEEP.encode()).hexdigest()}, "altered"),
        ({"body": b"\xff\x00", "hash": sha256(b"\xff\x00").hexdigest()}, "altered"),
        ({"body": None, "hash": b"\xff"}, "altered"),
        ({"at": "garbage"}, "altered"),
        ({"at": "2026-13-45 99:00:00"}, "copy"),
        ({"act": b"\xff\x00"}, "copy"),
        ({"object_key": None}, "copy"),
        ({"number": "abc"}, "removed"),
        ({"number": 2.5}, "removed"),
        ({"number": b"\xff"}, "removed"),
    ],
)
def test_no_column_however_broken_stops_the_check(change, code):
    for text in "abc":
        note(text=text)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER kernel_journalentry_no_update")
        cursor.execute("CREATE TABLE loose AS SELECT * FROM kernel_journalentry")
        cursor.execute("DROP TABLE kernel_journalentry")
        cursor.execute("ALTER TABLE loose RENAME TO kernel_journalentry")
        for column, value in change.items():
            cursor.execute(f"UPDATE kernel_journalentry SET {column} = %s WHERE rowid = 2", [value])
    assert journal.verify().fault == journal.Fault(code, 2)


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


@pytest.mark.parametrize(
    "body",
    ["[1, 2]", "not json", '"text"', "[" * 5000],
    ids=["a list", "no JSON", "a text", "a depth without end"],
)
def test_a_body_that_is_no_entry_is_named_though_its_hash_is_right(body):
    for text in "abc":
        note(text=text)
    _behind_the_triggers(2, body=body, hash=sha256(body.encode()).hexdigest())
    assert journal.verify().fault == journal.Fault("altered", 2)


def test_a_moment_that_cannot_be_read_is_named():
    for text in "abc":
        note(text=text)
    if connection.vendor == "sqlite":
        _behind_the_triggers(2, raw="UPDATE kernel_journalentry SET at='garbage' WHERE number=2")
        assert journal.verify().fault == journal.Fault("altered", 2)
    else:
        _behind_the_triggers(2, raw="UPDATE kernel_journalentry SET at='infinity' WHERE number=2")
        assert journal.verify().fault in (journal.Fault("altered", 2), journal.Fault("copy", 2))


@act
def met(*, who: dict) -> None:
    record("met", actor=Actor.system(), of="note", key="x", who=who)


def test_a_name_that_is_gone_without_an_act_is_named():
    note(text="a")
    commitment = names.name_commit(person_key="k" * 32, name="Sevda Əliyeva")
    met(who={"person": "k" * 32, "name": commitment})
    assert journal.verify().fault is None
    NameCommitment.objects.update(name="", salt="", erased_on=clock.today())
    assert journal.verify().fault == journal.Fault("name", 2)
    NameCommitment.objects.all().delete()
    assert journal.verify().fault == journal.Fault("name", 2)


def _behind_the_triggers(number, raw: str = "", **change) -> None:
    unguard(Statements(connection), "kernel_journalentry")
    if raw:
        with connection.cursor() as cursor:
            cursor.execute(raw)
    else:
        JournalEntry.objects.filter(number=number).update(**change)


def test_an_anchor_before_the_first_entry_is_true_in_one_way_only():
    note(text="a")
    assert journal.verify(journal.Anchor(0, "0" * 64)).fault is None
    assert journal.verify(journal.Anchor(0, "a" * 64)).fault == journal.Fault("rewritten", 0)
