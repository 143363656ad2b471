"""The journal read back: verify the chain, name the first entry that is wrong, print an anchor."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, TextField

from konfrans.kernel.models import JournalEntry, JournalHead, NameCommitment
from konfrans.kernel.names import commitment_of

_MOMENT_STORED = re.compile(
    r"\A([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,6})?(?:\+00(?::00)?)?\Z"
)
"""A moment as the two databases write it as text."""
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and hash of an entry, kept outside the database: what a rewritten or cut chain is measured against."""

    number: int
    hash: str

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return {"number": self.number, "hash": self.hash}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing found wrong. `code` is one of altered, removed, chain, copy, head, cut, rewritten, name."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the journal found."""

    entries: int
    head: Anchor
    fault: Fault | None
    anchored: bool
    erased_names: int


def anchor() -> Anchor:
    """The head as it stands."""
    head = JournalHead.objects.get(pk=1)
    return Anchor(head.number, head.hash)


def newest_number() -> int:
    """The newest number; one query, no lock."""
    return JournalHead.objects.values_list("number", flat=True).get(pk=1)


def verify(against: Anchor | None = None) -> Checked:
    """Walk the whole chain. The first fault by number is named; without an anchor a cut tail cannot be seen."""
    head = _head()
    fault = next(_faults(head, against), None)
    entries = JournalEntry.objects.count()
    erased = NameCommitment.objects.filter(erased_on__isnull=False).count()
    return Checked(entries, head, fault, against is not None, erased)


class _Raw(Func):
    """A column as it stands. SQLite lets anything stand in any column, and a reader that expects a date or a text would fail
    before it could say which entry was altered."""

    template = "CAST(%(expressions)s AS text)"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS BLOB)", **extra)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value or "").encode()


def _text(value: Any) -> str:
    return _bytes(value).decode(errors="replace")


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry as it stands in the table; `number` may be anything."""

    number: Any
    at: str
    act: str
    object_type: str
    object_key: str
    body: bytes
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it stands beside the journal."""

    person: str
    name: str
    salt: str
    erased: bool


def _rows() -> Iterator[_Row]:
    columns = ("at", "act", "object_type", "object_key", "body", "previous_hash", "hash")
    found = JournalEntry.objects.order_by("number").values_list("number", *(_Raw(name) for name in columns))
    for number, at, act, kind, key, body, previous, digest in found.iterator(2000):
        # The moment in UTC is all that the body holds: a fraction of its last second is left out.
        moment = _MOMENT_STORED.sub(r"\1T\2Z", _text(at))
        yield _Row(number, moment, _text(act), _text(kind), _text(key), _bytes(body), _text(previous), _text(digest))


def _names() -> dict[str, _Name]:
    columns = ("commitment", "person_key", "name", "salt", "erased_on")
    found = NameCommitment.objects.values_list(*(_Raw(name) for name in columns))
    return {
        _text(commitment): _Name(_text(person), _text(name), _text(salt), erased is not None)
        for commitment, person, name, salt, erased in found.iterator(2000)
    }


def _head() -> Anchor:
    """The head for a check: whatever stands in its columns."""
    number, digest = JournalHead.objects.values_list("number", _Raw("hash")).get(pk=1)
    return Anchor(number if isinstance(number, int) else -1, _text(digest))


def _faults(head: Anchor, against: Anchor | None) -> Iterator[Fault]:
    expected, previous = 1, "0" * 64
    if against is not None and against.number == 0 and against.hash != previous:
        yield Fault("rewritten", 0)
    known = _names()
    asked = JournalEntry.objects.filter(act="person_erase").values_list(_Raw("object_key"), flat=True)
    erased = {_text(key) for key in asked}
    for entry in _rows():
        if entry.number != expected:
            yield Fault("removed", expected)
        body = _body(entry)
        if body is None:
            yield Fault("altered", expected)
            return
        if entry.previous_hash != previous or body.get("previous") != previous:
            yield Fault("chain", expected)
        if not _copies_agree(entry, body):
            yield Fault("copy", expected)
        if not all(_name_holds(known.get(name), person, name, erased) for person, name in _commitments(body)):
            yield Fault("name", expected)
        if against is not None and expected == against.number and entry.hash != against.hash:
            yield Fault("rewritten", expected)
        expected, previous = expected + 1, entry.hash
    last = expected - 1
    if against is not None and last < against.number:
        yield Fault("cut", last + 1)
    if (head.number, head.hash) != (last, previous):
        yield Fault("head", last)


def _body(entry: _Row) -> dict[str, Any] | None:
    """The body as it was hashed; None where it is not what its hash says, is no JSON object, or stands at no moment."""
    if hashlib.sha256(entry.body).hexdigest() != entry.hash or not _MOMENT.fullmatch(entry.at):
        return None
    try:
        found = json.loads(entry.body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _copies_agree(entry: _Row, body: dict[str, Any]) -> bool:
    """The columns beside the hashed body are copies for look-ups: they must say the same."""
    return (
        body.get("number") == entry.number
        and body.get("act") == entry.act
        and body.get("object") == {"type": entry.object_type, "key": entry.object_key}
        and body.get("at") == entry.at
    )


def _commitments(body: Any) -> Iterator[tuple[str, str]]:
    """Every person's key with the commitment to the name, wherever a body names one, however deep."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("person"), str) and isinstance(value.get("name"), str):
                yield value["person"], value["name"]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _name_holds(row: _Name | None, person: str, commitment: str, erased: set[str]) -> bool:
    """Whether the name stands beside the journal as it was committed to, or was erased by an act on that person."""
    if row is None or row.person != person:
        return False
    return person in erased if row.erased else commitment_of(row.name, row.salt) == commitment
