"""Acts on who came: members, or persons in their seats."""

from __future__ import annotations

from collections.abc import Iterable

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Attendance, Meeting, PersonAttendance
from konfrans.meetings.rules import PersonPresence, Presence, presence_fault, tallied
from konfrans.meetings.selectors import by_persons, persons_rows, roll_of, seats_on
from konfrans.membership.selectors import members_on
from konfrans.people.models import Institution, Person


@act
def attendance_set(*, actor: Actor, meeting: Meeting, presences: Iterable[Presence]) -> None:
    """Enter how members were there; members that are not named stay as they are.

    Refused: persons sit in this body, an institution is no member on the day, a representative is missing or not in the room itself.
    """
    if by_persons(meeting):
        raise Refused("roll_of_persons")
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    given = {one.institution: one for one in presences}
    members = {member.key: member for member in members_on(meeting.date)}
    institutions = {
        one.key: one for one in Institution.objects.filter(key__in=[*given, *(p.by for p in given.values() if p.by)])
    }
    stays = Attendance.objects.filter(meeting=meeting).exclude(institution__key__in=list(given))
    present = {key for key, one in given.items() if one.how == "present"}
    present |= set(stays.filter(how="present").values_list("institution__key", flat=True))
    for key, one in given.items():
        name = institutions[key].name if key in institutions else key
        if key not in members:
            raise Refused("attendance_not_member", field=f"how_{key}", name=name, date=meeting.date)
        if one.how != "represented":
            continue
        if not one.by or one.by not in institutions:
            raise Refused("representative_missing", field=f"by_{key}", name=name)
        if one.by == key:
            raise Refused("represents_itself", field=f"by_{key}", name=name)
        if one.by not in present:
            raise Refused("representative_not_there", field=f"by_{key}", name=name, by=institutions[one.by].name)
    for other in stays.filter(how="represented").select_related("institution", "represented_by"):
        if other.represented_by and other.represented_by.key not in present:
            raise Refused("representative_not_there", name=other.institution.name, by=other.represented_by.name)
    Attendance.objects.filter(meeting=meeting, institution__key__in=list(given)).delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, institution=institutions[key], how=one.how, office=one.office if one.how == "present" else "",
            represented_by=institutions[one.by] if one.how == "represented" else None,
        )
        for key, one in given.items()
    )  # fmt: skip
    there = tallied(roll_of(meeting))
    record(
        "attendance_set", actor=actor, of="meeting", key=meeting.key, entitled=there.entitled, present=there.present,
        represented=there.represented,
        roll=[[one.institution, one.how, one.office or one.by] for one in sorted(given.values(), key=lambda p: p.institution)],
    )  # fmt: skip


@act
def person_attendance_set(*, actor: Actor, meeting: Meeting, presences: Iterable[PersonPresence]) -> None:
    """Enter how persons in their seats were there; seats that are not named stay as they are. A substitute who sat in somebody's seat
    was in the room.

    Refused: the roll is that of the members; somebody has no seat on the day; a substitute is missing, is that of another, sat in
    two seats; a seat without a vote was represented.
    """
    if not by_persons(meeting):
        raise Refused("roll_of_members")
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    rows = {row.seat.person: row for row in persons_rows(meeting, None) if row.seat.person}
    seats = {key: row.seat for key, row in rows.items()}
    kept = [PersonPresence(key, seat.how, seat.by) for key, seat in seats.items() if seat.how == "represented"]
    given = {one.person: one for one in presences}
    fault = presence_fault(seats, [*given.values(), *(one for one in kept if one.person not in given)])
    if fault is not None:
        code, person, by = fault
        said = {key: rows[key].name if key in rows else key for key in (person, by)}
        raise Refused(code, field=f"how_{person}", name=said[person], by=said[by], date=meeting.date)
    for one in list(given.values()):
        if one.how == "represented":
            given[one.by] = PersonPresence(one.by, "present")
    persons = {one.key: one for one in Person.objects.filter(key__in=list(given))}
    held = {one.person: one for one in seats_on(meeting.body.key, meeting.date)}
    places = {one.key: one for one in Institution.objects.filter(key__in={held[key].institution for key in given})}
    PersonAttendance.objects.filter(meeting=meeting, person__key__in=list(given)).delete()
    PersonAttendance.objects.bulk_create(
        PersonAttendance(
            meeting=meeting, person=persons[key], seat=held[key].seat, votes=seats[key].entitled,
            institution=places.get(held[key].institution), how=one.how,
            substitute=persons[one.by] if one.how == "represented" else None,
        )
        for key, one in given.items()
    )  # fmt: skip
    there = tallied(roll_of(meeting))
    record(
        "person_attendance_set", actor=actor, of="meeting", key=meeting.key, entitled=there.entitled, present=there.present,
        roll=[
            [{"person": one.person, "name": held[one.person].commitment or None}, one.how, one.by]
            for one in sorted(given.values(), key=lambda p: p.person)
        ],
    )  # fmt: skip
