"""The page of a committee's room, and what waits there for its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.committees.models import CommitteeReport, WorkTask
from konfrans.committees.rules.rooms import SOON, task_standing
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.room_access import Inside, sits_somewhere
from konfrans.committees.selectors.room_documents import DocumentShown, documents
from konfrans.committees.selectors.room_people import RoomPerson, room_people
from konfrans.committees.selectors.room_programme import YearShown, programmes, standing_words
from konfrans.committees.selectors.room_reports import report_article, reports
from konfrans.decisions.models import Decision
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.meetings.models import Meeting
from konfrans.meetings.selectors import decisions_of_body, sessions_of

FEW = 10
"""How many sessions that are over, and how many decisions, stand on the page of the room."""


@dataclass(frozen=True, slots=True)
class RoomShown:
    """Everything on the page of a room."""

    people: list[RoomPerson]
    ahead: list[Meeting]
    past: list[Meeting]
    past_more: bool
    decisions: list[Decision]
    decisions_more: bool
    programmes: list[YearShown]
    documents: list[DocumentShown]
    reports: list[CommitteeReport]
    report_year: int
    report_begun: bool
    report_article: str

    @property
    def programme(self) -> YearShown | None:
        """The programme that is worked on: this year's, else the next one ahead, else the last."""
        return self.programmes[0] if self.programmes else None

    @property
    def members(self) -> list[RoomPerson]:
        """Everybody but those who are substitutes and nothing else."""
        return [one for one in self.people if not one.substitute]

    @property
    def substitutes(self) -> list[RoomPerson]:
        return [one for one in self.people if one.substitute]

    @property
    def late(self) -> int:
        return sum(one.counted.late for one in self.programmes)


def room(inside: Inside) -> RoomShown:
    """The page of a room. Some twenty queries, however many people and tasks there are."""
    today, body = clock.today(), inside.committee.body
    sessions = sessions_of(body.key)
    ahead = sorted((one for one in sessions if one.date >= today), key=lambda one: (one.date, one.pk))
    past = [one for one in sessions if one.date < today]
    decisions = list(decisions_of_body(body.key)[: FEW + 1])
    written = reports(inside.committee)
    _version, charter = charter_today()
    return RoomShown(
        room_people(inside.committee), ahead, past[:FEW], len(past) > FEW, decisions[:FEW], len(decisions) > FEW,
        programmes(inside), documents(inside.committee), written, today.year, any(one.year == today.year for one in written),
        report_article(charter, inside.committee.organ),
    )  # fmt: skip


def room_waiting(standing: Any) -> Iterator[Waiting]:
    """Tasks of the reader that are late or due soon. One query, none for who sits in no committee."""
    if not sits_somewhere(standing):
        return
    today = clock.today()
    mine = WorkTask.objects.select_related("committee__body").filter(
        owner__key=standing.person, done_on=None, withdrawn_on=None, due__lte=date.fromordinal(today.toordinal() + SOON)
    )
    for task in mine.order_by("due", "pk"):
        how = standing_words(task_standing(due=task.due, done_on=None, today=today))
        why = _("A task of yours in the committee “%(committee)s”: %(how)s.") % {
            "committee": task.committee.body.name.given(), "how": how,
        }  # fmt: skip
        yield Waiting(
            code="work_task_done", title=task.title.given(), why=why, due=task.due, act=_("Mark it as done"), sample=task.sample,
            address=reverse("work_task_done", args=[task.committee.body.key, task.pk]),
        )  # fmt: skip
