"""What sessions hold of a person: attendance, and random keys of who presided, wrote and added papers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from konfrans.meetings.models import Meeting, Minutes, PaperVersion, PersonAttendance
from konfrans.people.registries import PersonalData, Subject


def _attended(subject: Subject) -> QuerySet[PersonAttendance]:
    mine = Q(person__key=subject.person) | Q(substitute__key=subject.person)
    rows = PersonAttendance.objects.filter(mine) if subject.person else PersonAttendance.objects.none()
    return rows.select_related("meeting", "person", "institution")


def _presided(subject: Subject) -> QuerySet[Meeting]:
    return Meeting.objects.filter(presided_person=subject.person) if subject.person else Meeting.objects.none()


def _wrote(subject: Subject) -> QuerySet[Minutes]:
    mine = Q(by_person=subject.person) | Q(approved_person=subject.person) | Q(frozen__contains=subject.person)
    # Keys are random and 32 digits long, so the frozen text holds one only where it is meant.
    return Minutes.objects.filter(mine).select_related("meeting") if subject.person else Minutes.objects.none()


def _added(subject: Subject) -> QuerySet[PaperVersion]:
    rows = PaperVersion.objects.filter(by_person=subject.person) if subject.person else PaperVersion.objects.none()
    return rows.select_related("paper__meeting")


def _find(subject: Subject) -> int:
    return sum(rows(subject).count() for rows in (_attended, _presided, _wrote, _added))


def _export(subject: Subject) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"session": one.key, "presided_as": one.presided_office} for one in _presided(subject)
    ]
    for row in _attended(subject):
        own = row.person is not None and row.person.key == subject.person
        found.append(
            {
                "session": row.meeting.key, "seat": row.seat, "how": row.how if own else "substitute in this seat",
                "institution": row.institution.key if row.institution else None,
            }
        )  # fmt: skip
    for one in _wrote(subject):
        roles = ["wrote"] if one.by_person == subject.person else []
        roles += ["approved"] if one.approved_person == subject.person else []
        found.append(
            {"session": one.meeting.key, "minutes": one.version, "roles": roles or ["named as present or away"]}
        )
    found += [
        {"session": v.paper.meeting.key, "paper": v.paper.number, "version": v.number, "added_as": v.by_office}
        for v in _added(subject)
    ]
    return found


def _erase(subject: Subject) -> int:
    """Seat, institution and day of an attendance stay, without the person. What holds only a key stays as it is: the name behind
    it stands beside the journal."""
    if not subject.person:
        return 0
    gone = PersonAttendance.objects.filter(person__key=subject.person).update(person=None)
    return gone + PersonAttendance.objects.filter(substitute__key=subject.person).update(substitute=None)


def personal_data() -> PersonalData:
    """Attendances are erased; sessions presided, minutes and papers hold a key and no name."""
    return PersonalData(find=_find, export=_export, erase=_erase)
