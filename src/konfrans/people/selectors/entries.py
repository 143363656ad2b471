"""The journal read for people: pages of entries, and the entries that hold one person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konfrans.kernel.models import JournalEntry
from konfrans.people.models import Body, Institution, Office
from konfrans.people.registries import address_of
from konfrans.people.selectors.shown import PersonShown, persons_by_commitment, persons_shown

PAGE = 50


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry of the journal: number, instant, act and object as keys, who, in which office, and the hashed body."""

    number: int
    at: datetime
    act: str
    object_type: str
    object_key: str
    subject: PersonShown | None
    who: PersonShown | None
    office: str
    place: str
    address: str
    facts: str
    hash: str


_WITHOUT_OFFICE = {
    "system": _("the software"),
    "operator": _("operator of the installation"),
    "demonstration": _("the demonstration"),
    "account": _("account without an office"),
}


def _office_words(code: str) -> str:
    return str(Office.Kind(code).label) if code in Office.Kind.values else str(_WITHOUT_OFFICE.get(code, code))


def _addresses(rows: list[JournalEntry]) -> dict[tuple[str, str], str]:
    """Where the objects of these entries are shown; one query for those of offices, none for others."""
    pairs = {(row.object_type, row.object_key) for row in rows}
    offices = [key for kind, key in pairs if kind == "office"]
    holders = {str(o.pk): o.person.key for o in Office.objects.filter(pk__in=offices).select_related("person")}
    found = {pair: address_of(*pair) for pair in pairs if pair[0] != "office"}
    found |= {("office", key): address_of("person", holder) for key, holder in holders.items()}
    return {pair: address for pair, address in found.items() if address}


def _places(actors: list[dict[str, Any]]) -> dict[str, str]:
    """Names of the institutions and bodies of these actors; two queries."""
    keys = {actor.get(part) for actor in actors for part in ("institution", "body")} - {None}
    named = {row.key: str(row.name) for row in Institution.objects.filter(key__in=keys)}
    return named | {row.key: str(row.name) for row in Body.objects.filter(key__in=keys)}


def entries_before(number: int | None = None, *, size: int = PAGE) -> list[EntryShown]:
    """The newest entries, or those before a number, newest first; seven queries at most."""
    rows = JournalEntry.objects.order_by("-number")
    if number is not None:
        rows = rows.filter(number__lt=number)
    return shown(list(rows[:size]))


def entries_of_person(key: str) -> list[JournalEntry]:
    """Every entry whose hashed body holds the person's key."""
    return list(JournalEntry.objects.filter(body__contains=key).order_by("number"))


def shown(rows: list[JournalEntry]) -> list[EntryShown]:
    """Entries with names instead of commitments."""
    bodies = [json.loads(row.body) for row in rows]
    people = persons_by_commitment(body["actor"].get("name") for body in bodies)
    places = _places([body["actor"] for body in bodies])
    return list(_shown(rows, bodies, people, places))


def _shown(
    rows: list[JournalEntry], bodies: list[dict[str, Any]], people: dict[str, PersonShown], places: dict[str, str]
) -> Iterator[EntryShown]:
    addresses = _addresses(rows)
    subjects = persons_shown(row.object_key for row in rows if row.object_type == "person")
    for row, body in zip(rows, bodies, strict=True):
        actor = body["actor"]
        where = actor.get("body") or actor.get("institution") or ""
        yield EntryShown(
            number=row.number, at=row.at, act=row.act, object_type=row.object_type, object_key=row.object_key,
            subject=subjects.get(row.object_key), who=people.get(actor.get("name", "")), office=_office_words(actor["office"]), place=places.get(where, where),
            address=addresses.get((row.object_type, row.object_key), ""),
            facts=json.dumps(body["facts"], ensure_ascii=False, indent=1, sort_keys=True), hash=row.hash,
        )  # fmt: skip
