"""The journal read back: verify the chain, name the first entry that is wrong, print an anchor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from konfrans.kernel.models import JournalEntry, JournalHead, NameCommitment
from konfrans.kernel.names import commitment_of


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
    head = anchor()
    fault = next(_faults(head, against), None)
    entries = JournalEntry.objects.count()
    erased = NameCommitment.objects.filter(erased_on__isnull=False).count()
    return Checked(entries, head, fault, against is not None, erased)


def _faults(head: Anchor, against: Anchor | None) -> Iterator[Fault]:
    expected, previous = 1, "0" * 64
    known = {row.commitment: row for row in NameCommitment.objects.all()}
    for entry in JournalEntry.objects.order_by("number").iterator(2000):
        if entry.number != expected:
            yield Fault("removed", expected)
        if hashlib.sha256(entry.body.encode()).hexdigest() != entry.hash:
            yield Fault("altered", entry.number)
        body = json.loads(entry.body)
        if entry.previous_hash != previous or body.get("previous") != previous:
            yield Fault("chain", entry.number)
        if not _copies_agree(entry, body):
            yield Fault("copy", entry.number)
        if any(c in known and not _name_holds(known[c]) for c in _commitments(body)):
            yield Fault("name", entry.number)
        if against is not None and entry.number == against.number and entry.hash != against.hash:
            yield Fault("rewritten", entry.number)
        expected, previous = entry.number + 1, entry.hash
    last = expected - 1
    if against is not None and last < against.number:
        yield Fault("cut", last + 1)
    if (head.number, head.hash) != (last, previous):
        yield Fault("head", last)


def _copies_agree(entry: JournalEntry, body: dict[str, Any]) -> bool:
    """The columns beside the hashed body are copies for look-ups: they must say the same."""
    return (
        body.get("number") == entry.number
        and body.get("act") == entry.act
        and body.get("object") == {"type": entry.object_type, "key": entry.object_key}
        and body.get("at") == entry.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def _commitments(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("person"), str) and isinstance(value.get("name"), str):
            yield value["name"]
        for inner in value.values():
            yield from _commitments(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _commitments(inner)


def _name_holds(row: NameCommitment) -> bool:
    return row.erased_on is not None or commitment_of(row.name, row.salt) == row.commitment
