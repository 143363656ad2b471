"""The minutes of a session: its versions, what is frozen in an approved one, what a page and a PDF say of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.decisions.rules import Number, number_of
from konfrans.decisions.selectors import of_session, office_words
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import AgendaItem, Meeting, Minutes
from konfrans.meetings.selectors.access import manages
from konfrans.meetings.selectors.organs import by_persons, charter_of, seats_words
from konfrans.meetings.selectors.persons import persons_rows
from konfrans.meetings.selectors.sessions import roll_of
from konfrans.people.selectors import Standing, institutions, persons_by_commitment


def minutes_newest(meeting: Meeting) -> Minutes | None:
    """The newest version of a session's minutes; None where nobody wrote any."""
    return Minutes.objects.filter(meeting=meeting).order_by("-version").first()


def minutes_seen(meeting: Meeting, standing: Standing) -> list[Minutes]:
    """The versions that somebody may read, the newest first: who manages the session reads drafts too."""
    rows = Minutes.objects.filter(meeting=meeting).select_related("meeting__body", "approved_at_meeting")
    if not manages(standing, meeting.body):
        rows = rows.exclude(state=Minutes.State.DRAFT)
    return list(rows.order_by("-version"))


def minutes_version(meeting: Meeting, standing: Standing, version: int) -> Minutes:
    """A version that somebody may read; 404 where there is none."""
    found = next((one for one in minutes_seen(meeting, standing) if one.version == version), None)
    if found is None:
        raise Refused("not_found", status=404)
    return found


def minutes_frozen(meeting: Meeting) -> dict[str, Any]:
    """What minutes freeze when they are approved: agenda, who came, what was decided. Keys and commitments, no name."""
    charter = charter_of(meeting)
    return {
        "date": meeting.date.isoformat(), "time": meeting.time.strftime("%H:%M") if meeting.time else None,
        "place": meeting.place.to_json(), "kind": meeting.kind, "call": meeting.call, "body": meeting.body.name.to_json(),
        "presided": {"person": meeting.presided_person, "name": meeting.presided_name, "office": meeting.presided_office}
        if meeting.presided_person else None,
        "agenda": [
            {"order": one.order, "title": one.title.to_json(), "note": one.note.to_json(), "reports": one.reports}
            for one in AgendaItem.objects.filter(meeting=meeting)
        ],
        "came": _came(meeting, charter),
        "decisions": [
            {"number": str(one), "title": (one.kind_name if one.closed else one.title).to_json(), "kind": one.kind_name.to_json(), "outcome": one.outcome}
            for one in of_session(meeting.key)
        ],
    }  # fmt: skip


def _came(meeting: Meeting, charter: Charter | None) -> list[dict[str, Any]]:
    if not by_persons(meeting, charter):
        return [one.to_json() for one in roll_of(meeting, charter)]
    rows = persons_rows(meeting, charter)
    commitments = {row.seat.person: row.commitment for row in rows if row.seat.person}
    return [
        row.seat.to_json()
        | {"name": row.commitment or None, "by_name": commitments.get(row.seat.by) or None, "substitute": bool(row.seat.substitute_for)}
        | ({"erased": True} if row.erased else {})
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """One line of who came: name or institution, seat, how."""

    name: str
    seat: str
    institution: str
    how: str
    by: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda as minutes name it."""

    order: int
    title: Localised
    note: Localised
    reports: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as minutes name it."""

    number: Number | None
    title: Localised
    kind: Localised


@dataclass(frozen=True, slots=True)
class MinutesShown:
    """A version of the minutes in words: as it is frozen where it is approved, else as the session stands now."""

    minutes: Minutes
    meeting: Meeting
    body: Localised
    day: date
    at: time | None
    place: Localised
    presided: str
    presided_office: str
    agenda: tuple[Point, ...]
    came: tuple[Came, ...]
    decisions: tuple[Decided, ...]
    written_by: str
    written_at: datetime
    approved_by: str
    approved_office: str
    sample: bool


def minutes_shown(minutes: Minutes) -> MinutesShown:
    """A version as its page and its PDF say it."""
    meeting = minutes.meeting
    stood = json.loads(minutes.frozen) if minutes.frozen else minutes_frozen(meeting)
    presided = stood["presided"] or {}
    persons = persons_by_commitment(
        [presided.get("name"), minutes.by_name, minutes.approved_name, *(n for r in stood["came"] for n in (r.get("name"), r.get("by_name")))]
    )  # fmt: skip
    called = seats_words(meeting, charter_of(meeting))
    wanted = {
        key for row in stood["came"] for key in (row["institution"], row["by"] if "seat" not in row else None) if key
    }
    places = {one.key: one.name.given() for one in institutions().filter(key__in=wanted)} if wanted else {}

    def named(commitment: str | None) -> str:
        return str(persons[commitment]) if commitment in persons else ""

    def came(row: dict[str, Any]) -> Came:
        where = places.get(row["institution"], row["institution"] or "")
        if "seat" not in row:
            by = places.get(row["by"], row["by"] or "")
            return Came(where, office_words(row["office"]), "", row["how"], by)
        seat = called.get(row["seat"]) or office_words(row["seat"])
        known = persons.get(row["name"])
        return Came(
            named(row["name"]) or (_("name erased at the person's request") if row.get("erased") else ""),
            seat,
            where,
            row["how"],
            named(row["by_name"]),
            bool(known and known.name and known.sample),
        )

    return MinutesShown(
        minutes, meeting, Localised.from_json(stood["body"]), date.fromisoformat(stood["date"]),
        time.fromisoformat(stood["time"]) if stood["time"] else None, Localised.from_json(stood["place"]),
        named(presided.get("name")), called.get(presided.get("office", "")) or office_words(presided.get("office")),
        tuple(
            Point(one["order"], Localised.from_json(one["title"]), Localised.from_json(one["note"]), one["reports"])
            for one in stood["agenda"]
        ),
        tuple(came(row) for row in stood["came"]),
        tuple(
            Decided(number_of(one["number"]), Localised.from_json(one["title"]), Localised.from_json(one["kind"]))
            for one in stood["decisions"]
        ),
        named(minutes.by_name), minutes.written_at, named(minutes.approved_name), office_words(minutes.approved_office),
        meeting.sample,
    )  # fmt: skip


def sessions_after(meeting: Meeting, today: date) -> list[tuple[str, Meeting]]:
    """The sessions of the same body at which the minutes of this one may have been approved."""
    rows = Meeting.objects.filter(body=meeting.body_id, date__range=(meeting.date, today)).order_by("date", "pk")
    return [(one.key, one) for one in rows]
