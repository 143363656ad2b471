"""Acts: one transaction each, and an entry in the journal.

`@act` opens `atomic()` around the outermost act; an act inside an act joins it. The entries collected on the way are
numbered and chained as the last statements before the commit, so that the journal's head is locked for as short as possible
and numbers have no gaps: what is rolled back was never numbered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import rfc8785
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model

from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry, JournalHead
from konfrans.kernel.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which office. The journal holds the person's random key and the commitment to the name, never a name.

    `office` is a key such as `secretary` or `rector`; `institution` and `body` say where it is held.
    """

    person: str | None = None
    name: str | None = None
    office: str = ""
    institution: str | None = None
    body: str | None = None
    user_id: int | None = None

    @classmethod
    def system(cls, office: str = "system") -> Actor:
        """The software itself: a sweep, a command of the operator, the playing of the demonstration."""
        return cls(office=office)

    @property
    def stamp(self) -> dict[str, str]:
        """Who did it, as a row keeps it: `by_person`, `by_name` (the commitment), `by_office`."""
        return {"by_person": self.person or "", "by_name": self.name or "", "by_office": self.office[:20]}

    def to_json(self) -> dict[str, Any]:
        """What the journal keeps of the actor."""
        given = {"person": self.person, "name": self.name, "institution": self.institution, "body": self.body}
        return {"office": self.office} | {key: value for key, value in given.items() if value}


@dataclass(slots=True)
class _Pending:
    act: str
    actor: Actor
    object_type: str
    object_key: str
    facts: dict[str, Any]
    at: datetime = field(default_factory=clock.now)


_collected: ContextVar[list[_Pending] | None] = ContextVar("konfrans_acts", default=None)


def act(service: Callable[P, R]) -> Callable[P, R]:
    """Make a service an act: all or nothing, and journalled."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _collected.get() is not None:
            return service(*args, **kwargs)
        token = _collected.set([])
        try:
            with transaction.atomic():
                result = service(*args, **kwargs)
                _append(_collected.get() or [])
            return result
        finally:
            _collected.reset(token)

    run.is_act = True  # type: ignore[attr-defined]
    return run


def record(act_name: str, *, actor: Actor, of: str, key: str, **facts: Any) -> None:
    """Enter an act into the journal of the running transaction.

    `of` and `key` name the object (`"decision"`, `"2026/14"`). `facts` hold keys, numbers, dates and texts of institutions;
    a person stands there as `{"person": key, "name": commitment}`, never by name.
    """
    collected = _collected.get()
    if collected is None:
        raise RuntimeError(f"{act_name} is recorded outside an act: put @act on its service")
    collected.append(_Pending(act_name, actor, of, key, {k: _plain(v) for k, v in facts.items()}))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "to_json"):
        return value.to_json()
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    return str(value)


def entry_body(number: int, at: datetime, pending: Any, previous: str) -> bytes:
    """The canonical JSON (RFC 8785) of an entry: what its hash is taken of."""
    return rfc8785.dumps(
        {
            "number": number,
            "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "act": pending.act,
            "actor": pending.actor.to_json(),
            "object": {"type": pending.object_type, "key": pending.object_key},
            "facts": pending.facts,
            "previous": previous,
        }
    )


def _append(pending: list[_Pending]) -> None:
    if not pending:
        return
    head = JournalHead.objects.select_for_update().get(pk=1)
    entries = []
    number, previous = head.number, head.hash
    for one in pending:
        number += 1
        body = entry_body(number, one.at, one, previous)
        digest = hashlib.sha256(body).hexdigest()
        entries.append(
            JournalEntry(
                number=number, at=one.at, act=one.act, object_type=one.object_type, object_key=one.object_key,
                body=body.decode(), previous_hash=previous, hash=digest,
            )
        )  # fmt: skip
        previous = digest
    JournalEntry.objects.bulk_create(entries)
    JournalHead.objects.filter(pk=1).update(number=number, hash=previous)


def set_changed(row: Any, changes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Set on a row what differs, without saving it; each field that did with its `old` and `new` value, as the journal keeps them."""
    before = {name: getattr(row, name) for name in changes}
    different = {name: {"old": before[name], "new": new} for name, new in changes.items() if before[name] != new}
    for name, both in different.items():
        setattr(row, name, both["new"])
    return different


def locked(row: M) -> M:
    """The row as it stands now, read again under a lock that lasts until the act ends: what a page read before the act began may have
    been decided by somebody else meanwhile.

    Refused (404): it is gone.
    """
    try:
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update())
    except ObjectDoesNotExist:
        raise Refused("not_found", status=404) from None
    return row
