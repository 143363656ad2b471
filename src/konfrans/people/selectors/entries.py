"""The journal read for people: pages of entries, and the entries that hold one person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konfrans.kernel.models import JournalEntry
from konfrans.people.models import Body, Institution, Office
from konfrans.people.registries import address_of, names_of
from konfrans.people.selectors.register import place_of
from konfrans.people.selectors.shown import PersonShown, person_shown, persons_by_commitment, persons_shown

PAGE = 50


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry of the journal: number, instant, act and object as keys, who, in which office, and the hashed body."""

    number: int
    at: datetime
    act: str
    object_type: str
    object_key: str
    object_name: str
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
    "public": _("somebody without an account"),
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


def _places(keys: set[str]) -> dict[str, str]:
    """Names of the institutions and bodies of these keys; two queries."""
    named = {row.key: str(row.name) for row in Institution.objects.filter(key__in=keys)}
    return named | {row.key: str(row.name) for row in Body.objects.filter(key__in=keys)}


def _offices(rows: list[JournalEntry]) -> dict[str, Office]:
    """The offices these entries are about; one query."""
    keys = {row.object_key for row in rows if row.object_type == "office"}
    found = Office.objects.filter(pk__in=keys).select_related("person", "institution", "body")
    return {str(office.pk): office for office in found}


def entries_before(number: int | None = None, *, size: int = PAGE) -> list[EntryShown]:
    """The newest entries, or those before a number, newest first; seven queries at most, and one for each type of other domains."""
    rows = JournalEntry.objects.order_by("-number")
    if number is not None:
        rows = rows.filter(number__lt=number)
    return shown(list(rows[:size]))


def entries_of_person(key: str) -> list[JournalEntry]:
    """Every entry whose hashed body holds the person's key."""
    return list(JournalEntry.objects.filter(body__contains=key).order_by("number"))


def shown(rows: list[JournalEntry]) -> list[EntryShown]:
    """Entries with names instead of commitments and keys."""
    bodies = [json.loads(row.body) for row in rows]
    people = persons_by_commitment(body["actor"].get("name") for body in bodies)
    subjects = persons_shown(row.object_key for row in rows if row.object_type == "person")
    offices = _offices(rows)
    keys = {row.object_key for row in rows if row.object_type in ("institution", "body")}
    keys |= {body["actor"][part] for body in bodies for part in ("institution", "body") if part in body["actor"]}
    places = _places(keys)
    objects: dict[str, set[str]] = {}
    for row in rows:
        objects.setdefault(row.object_type, set()).add(row.object_key)
    named = names_of(objects)
    return [_one(row, body, people, subjects, offices, places, named) for row, body in zip(rows, bodies, strict=True)]


def _one(
    row: JournalEntry, body: dict[str, Any], people: dict[str, PersonShown], subjects: dict[str, PersonShown],
    offices: dict[str, Office], places: dict[str, str], named: dict[tuple[str, str], str],
) -> EntryShown:  # fmt: skip
    actor = body["actor"]
    where = actor.get("body") or actor.get("institution") or ""
    office = offices.get(row.object_key) if row.object_type == "office" else None
    subject = (
        person_shown(office.person) if office else subjects.get(row.object_key) if row.object_type == "person" else None
    )
    if office is not None:
        name, address = f"{office.get_kind_display()}, {place_of(office)}", address_of("person", office.person.key)
    else:
        known = places.get(row.object_key) if row.object_type in ("institution", "body") else None
        name = known or named.get((row.object_type, row.object_key)) or row.object_key
        address = address_of(row.object_type, row.object_key)
    return EntryShown(
        number=row.number, at=row.at, act=row.act, object_type=row.object_type, object_key=row.object_key, object_name=name,
        subject=subject, who=people.get(actor.get("name", "")), office=_office_words(actor["office"]),
        place=places.get(where, where), address=address or "",
        facts=json.dumps(body["facts"], ensure_ascii=False, indent=1, sort_keys=True), hash=row.hash,
    )  # fmt: skip
