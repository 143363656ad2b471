"""Pages of sessions: the list, one session, its circumstances, who came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused, worded
from konfrans.meetings import selectors, services
from konfrans.meetings.forms import AttendanceForm, MeetingChangeForm, MeetingForm, PersonAttendanceForm
from konfrans.people.selectors import body as body_of
from konfrans.people.selectors import person as person_of


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The sessions that somebody may see, by body."""
    standing = selectors.access_meetings(request.user.pk)
    context = {"sittings": selectors.sessions_shown(standing), "records": selectors.manages_any(standing)}
    return render(request, "meetings/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """One session: roll in numbers, quorum, agenda with papers, who came, decisions, minutes."""
    standing, found = selectors.access_meeting(request.user.pk, key)
    minutes = selectors.minutes_seen(found, standing)
    context = {
        "session": selectors.session(found, standing), "records": selectors.manages(standing, found.body),
        "publishes": standing.is_secretariat, "agenda": selectors.agenda_of(found), "minutes": minutes,
        "approved": next((one for one in minutes if one.state == "approved"), None),
        "shows_papers": selectors.publishes_papers(standing, found.body),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


def _presided(form: MeetingForm) -> dict[str, Any]:
    person, office = form.presided_by
    return {"presided": person_of(person) if person else None, "presided_office": office}


@FORM_METHODS
def meeting_create(request: HttpRequest) -> HttpResponse:
    """Enter a session of an organ, a committee or a working group."""
    standing = selectors.access_meetings_manage(request.user.pk)
    bodies = selectors.bodies_managed(standing)
    form = MeetingForm(
        request.POST if request.method == "POST" else None, bodies=[(one.key, one.name.given()) for one in bodies],
        officers=selectors.officers_on(selectors.day_of(None)) if standing.is_secretariat else (),
        initial={"body": request.GET.get("body", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        body = body_of(data["body"])
        try:
            made = services.meeting_create(
                actor=selectors.actor_in(standing, body), body=body, kind=data["kind"], call=data["call"], date=data["date"],
                time=data["time"], place=data["place"], link=data["link"], **_presided(form),
            )  # fmt: skip
            if selectors.by_persons(made):
                return redirect("agenda", made.key)
            return redirect("attendance_set", made.key)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "no_organ": not bodies}
    return render(request, "meetings/meeting_form.html", context, status=status_of(form))


@FORM_METHODS
def meeting_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change time, place, link and who presided."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    presided = f"{found.presided_person}:{found.presided_office}" if found.presided_person else ""
    form = MeetingChangeForm(
        request.POST if request.method == "POST" else None, bodies=(), officers=selectors.officers_of(found),
        initial={"time": found.time, "place": found.place, "link": found.link, "presided": presided},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.meeting_change(
                actor=selectors.actor_in(standing, found.body), meeting=found, time=data["time"], place=data["place"],
                link=data["link"], **_presided(form),
            )  # fmt: skip
            return redirect("meeting", found.key)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "meeting": found}
    return render(request, "meetings/meeting_form.html", context, status=status_of(form))


@FORM_METHODS
def attendance_set(request: HttpRequest, key: str) -> HttpResponse:
    """Tick which members came, a page of the list at a time."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    if selectors.by_persons(found):
        return redirect("person_attendance_set", found.key)
    asked = request.GET.get("page", "1")
    rows, page, pages = selectors.attendance_page(
        found, page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    )
    codes = selectors.member_codes(found)
    keys = {code: member for code, member, _name in codes}
    form = AttendanceForm(
        rows, keys | {member: member for member in keys.values()}, request.POST if request.method == "POST" else None
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                services.attendance_set(actor=standing.actor(), meeting=found, presences=form.presences)
                if page < pages:
                    return redirect(f"{reverse('attendance_set', args=[found.key])}?page={page + 1}")
                return redirect("meeting", found.key)
            except Refused as refused:
                form.add_error(refused.field or "", worded(refused))
        status = 422
    context = {"meeting": found, "form": form, "rows": form.shown(), "codes": codes, "page": page, "pages": pages}
    return render(request, "meetings/attendance.html", context, status=status)


@FORM_METHODS
def person_attendance_set(request: HttpRequest, key: str) -> HttpResponse:
    """Tick which persons came, each in the own seat or with the substitute in it."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    if not selectors.by_persons(found):
        return redirect("attendance_set", found.key)
    rows = selectors.session(found, standing).persons
    form = PersonAttendanceForm(rows, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                services.person_attendance_set(
                    actor=selectors.actor_in(standing, found.body), meeting=found, presences=form.presences
                )
                return redirect("meeting", found.key)
            except Refused as refused:
                form.add_error(refused.field or "", worded(refused))
        status = 422
    context = {"meeting": found, "form": form, "rows": form.shown()}
    return render(request, "meetings/person_attendance.html", context, status=status)
