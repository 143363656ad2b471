"""What other domains ask about a body: its sessions, its last activity, its calendar, its public papers, what it decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import published
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.meetings.models import Attendance, Meeting, MeetingPaper, PersonAttendance
from konfrans.meetings.rules import SORTS
from konfrans.meetings.selectors.papers import PaperShown, papers_of
from konfrans.people.models import Body, Office


def sessions_of(body_key: str) -> list[Meeting]:
    """Every session of a body, the newest first; whoever shows them asks first who may see them."""
    return list(Meeting.objects.select_related("body").filter(body__key=body_key).order_by("-date", "-pk"))


def _held(body_key: str) -> QuerySet[Meeting]:
    """The sessions of a body to which somebody came."""
    came = [
        Exists(rows.objects.filter(meeting=OuterRef("pk")).exclude(how="absent")) for rows in (Attendance, PersonAttendance)
    ]  # fmt: skip
    return Meeting.objects.filter(Q(came[0]) | Q(came[1]), body__key=body_key, date__lte=clock.today())


def first_activity(body_key: str) -> date | None:
    """The day of the first session of a body to which somebody came; None where there was none."""
    return _held(body_key).order_by("date").values_list("date", flat=True).first()


def last_activity(body_key: str) -> date | None:
    """The day of the last session of a body to which somebody came; None where there was none."""
    return _held(body_key).order_by("-date").values_list("date", flat=True).first()


def group_began(body: Body) -> date | None:
    """The day on which a committee or a group began: it was set up, or somebody took an office in it, whichever was first. None where
    neither is known, and for an organ, whose sessions may be older than what is recorded of it."""
    if body.kind not in SORTS:
        return None
    taken: date | None = Office.objects.filter(body=body).aggregate(first=Min("since"))["first"]
    return min((day for day in (body.since, taken) if day), default=None)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A session as a calendar takes it. `uid` is unique within the installation and stays; `start` is a moment, or a day where the
    time is not known. How long a session lasts is not recorded: `end` is None beside a moment, the next day beside a day."""

    uid: str
    start: datetime | date
    end: date | None
    place: Localised
    link: str
    summary: str
    updated: datetime


def meetings_calendar(body_key: str) -> list[CalendarEntry]:
    """The sessions of a body for a calendar, the oldest first, in the reader's language. `link` opens a session online: the feed is
    for those alone who may see the sessions."""
    rows = Meeting.objects.select_related("body").filter(body__key=body_key).order_by("date", "time", "pk")
    return [_entry(one) for one in rows]


def _entry(one: Meeting) -> CalendarEntry:
    start = datetime.combine(one.date, one.time, clock.zone()) if one.time else one.date
    end = None if one.time else one.date + timedelta(days=1)
    summary = _("Session: %(organ)s") % {"organ": one.body.name.given()}
    return CalendarEntry(
        f"session-{one.key}", start, end, one.place, one.link, summary, one.changed_at or one.created_at
    )


def papers_public_of(body_key: str) -> list[PaperShown]:
    """The papers of a body that everybody may read, the newest session first; `public` is the version to show."""
    rows = MeetingPaper.objects.filter(meeting__body__key=body_key, versions__file__public=True)
    keys = rows.values_list("meeting", flat=True).distinct()
    meetings = Meeting.objects.select_related("body").filter(pk__in=keys).order_by("-date", "-pk")
    return [paper for one in meetings for paper in papers_of(one) if paper.public]


def decisions_of_body(body_key: str) -> QuerySet[Decision]:
    """Published decisions taken at the sessions of a body, the newest first."""
    return published().filter(session__in=Meeting.objects.filter(body__key=body_key).values("key"))
