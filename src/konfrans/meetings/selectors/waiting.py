"""What sessions ask of a person: those to come, those held without roll or decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.decisions.models import Decision
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.formats import date_text, time_text
from konfrans.meetings.models import Minutes
from konfrans.meetings.rules import SORTS
from konfrans.meetings.selectors.access import manages, seen, sees_sessions
from konfrans.meetings.selectors.sessions import meetings

AHEAD, BEHIND = timedelta(days=60), timedelta(days=365)  # how long before and after its day a session may wait


def waiting(standing: Any) -> Iterator[Waiting]:
    """Sessions to come, for who may see them; for who manages them those held without roll or decision too, in a committee and a
    working group without approved minutes. One query, for who
    sits in bodies that another domain knows one for each of them."""
    if not sees_sessions(standing):
        return
    today = clock.today()
    recorded = Exists(Decision.objects.filter(session=OuterRef("key")))
    minuted = Exists(Minutes.objects.filter(meeting=OuterRef("pk"), state=Minutes.State.APPROVED))
    for one in (
        meetings()
        .filter(seen(standing), date__range=(today - BEHIND, today + AHEAD))
        .annotate(recorded=recorded, minuted=minuted)
    ):
        if one.date > today:
            yield _ahead(one)
        elif manages(standing, one.body) and not (one.minuted if one.body.kind in SORTS else one.recorded):
            yield _unrecorded(one)


def _ahead(one: Any) -> Waiting:
    told = (time_text(one.time) if one.time else "", one.place.given())
    return Waiting(
        code="session_ahead", title=_("Session: %(organ)s") % {"organ": one.body.name.given()}, due=one.date,
        why=", ".join(filter(None, told)), address=reverse("meeting", args=[one.key]), act=_("Open the session"), sample=one.sample,
    )  # fmt: skip


def _unrecorded(one: Any) -> Waiting:
    title = _("%(organ)s, session of %(date)s") % {"organ": one.body.name, "date": date_text(one.date)}
    if not one.entered:
        return Waiting(
            code="attendance_set", title=title, why=_("Nobody is on its attendance list yet."),
            address=reverse("person_attendance_set" if one.body.kind in SORTS else "attendance_set", args=[one.key]), act=_("Enter who came"), since=one.date, sample=one.sample,
        )  # fmt: skip
    if one.body.kind in SORTS:
        return Waiting(
            code="minutes_approve", title=title, why=_("Its minutes are not approved yet."),
            address=reverse("minutes", args=[one.key]), act=_("Open the minutes"), since=one.date, sample=one.sample,
        )  # fmt: skip
    return Waiting(
        code="decision_record", title=title, why=_("No decision is recorded yet."),
        address=reverse("decision_record", args=[one.key]), act=_("Record a decision"), since=one.date, sample=one.sample,
    )  # fmt: skip
