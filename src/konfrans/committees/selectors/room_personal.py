"""What rooms hold about a person: tasks owned, calendars, what was added, written or handed in under the person's key."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from konfrans.committees.models import CalendarFeed, CommitteeReport, DocumentVersion, RoomLetter, WorkTask
from konfrans.kernel import clock
from konfrans.people.registries import PersonalData, Subject


def _tasks(subject: Subject) -> QuerySet[WorkTask]:
    return WorkTask.objects.filter(owner__key=subject.person or "-").select_related("committee__body")


def _feeds(subject: Subject) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(person__key=subject.person or "-").select_related("committee__body")


def _versions(subject: Subject) -> QuerySet[DocumentVersion]:
    rows = DocumentVersion.objects.filter(by_person=subject.person or "-")
    return rows.select_related("document__committee__body")


def _letters(subject: Subject) -> QuerySet[RoomLetter]:
    return RoomLetter.objects.filter(by_person=subject.person or "-").select_related("committee__body")


def _reports(subject: Subject) -> QuerySet[CommitteeReport]:
    # Keys are random and 32 digits long, so the frozen text holds one only where it is meant.
    mine = CommitteeReport.objects.filter(by_person=subject.person or "-")
    named = CommitteeReport.objects.filter(frozen__contains=subject.person or "-" * 32)
    return (mine | named).select_related("committee__body")


def _find(subject: Subject) -> int:
    if not subject.person:
        return 0
    return sum(rows(subject).count() for rows in (_tasks, _feeds, _versions, _letters, _reports))


def _export(subject: Subject) -> dict[str, Any]:
    if not subject.person:
        return {}
    return {
        "tasks": [
            {"committee": one.committee.body.key, "year": one.year, "title": one.title.to_json(), "due": one.due, "done_on": one.done_on, "withdrawn_on": one.withdrawn_on}
            for one in _tasks(subject)
        ],
        "calendars": [
            {"committee": one.committee.body.key, "made_at": one.made_at, "revoked_at": one.revoked_at, "language": one.language}
            for one in _feeds(subject)
        ],
        "documents": [
            {
                "committee": one.document.committee.body.key, "document": one.document.number, "version": one.number,
                "added_as": one.by_office,
            }
            for one in _versions(subject)
        ],
        "letters_written": [
            {
                "committee": one.committee.body.key, "subject": one.subject.to_json(), "text": one.text.to_json(),
                "written_at": one.written_at, "written_as": one.by_office,
            }
            for one in _letters(subject)
        ],
        "reports": [
            {
                "committee": one.committee.body.key, "year": one.year, "version": one.version,
                "role": "handed in" if one.by_person == subject.person else "named as who came or left",
            }
            for one in _reports(subject)
        ],
    }  # fmt: skip


def _erase(subject: Subject) -> int:
    """Tasks lose their owner, calendars stop and go. What holds only a key and a commitment stays as it is: the name behind it
    stands beside the journal, and is erased there."""
    if not subject.person:
        return 0
    now = clock.now()
    done = 0
    for task in _tasks(subject):
        task.owner, task.changed_at, task.changes = None, now, task.changes + 1
        task.save(update_fields=["owner", "changed_at", "changes"])
        done += 1
    gone, _each = _feeds(subject).delete()
    return done + gone


def room_personal_data() -> PersonalData:
    """What the registry of personal data asks for."""
    return PersonalData(find=_find, export=_export, erase=_erase)
