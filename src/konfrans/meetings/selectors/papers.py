"""Agenda and papers of a session as its page shows them, and who may open a paper."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.decisions.selectors import office_words
from konfrans.kernel.refusals import Refused
from konfrans.kernel.versions import Versioned, versions_shown
from konfrans.meetings.models import AgendaItem, Meeting, MeetingPaper, PaperVersion
from konfrans.meetings.selectors.access import sees
from konfrans.people.selectors import standing_of


@dataclass(frozen=True, slots=True)
class PaperShown(Versioned):
    """A paper with its versions."""

    paper: MeetingPaper


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of the agenda with its papers."""

    item: AgendaItem
    papers: tuple[PaperShown, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda, and the papers that belong to no item of it."""

    items: tuple[ItemShown, ...]
    papers: tuple[PaperShown, ...]


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda of a session with its papers. Four queries."""
    papers = papers_of(meeting)
    items = AgendaItem.objects.filter(meeting=meeting)
    return Agenda(
        tuple(ItemShown(item, tuple(one for one in papers if one.paper.item_id == item.pk)) for item in items),
        tuple(one for one in papers if one.paper.item_id is None),
    )


def papers_of(meeting: Meeting) -> list[PaperShown]:
    """The papers of a session, in the order of their numbers."""
    rows = PaperVersion.objects.filter(paper__meeting=meeting).select_related("file").order_by("-number")
    shown = versions_shown(rows, of=lambda row: row.paper_id, office=office_words)
    papers = MeetingPaper.objects.filter(meeting=meeting).select_related("meeting")
    return [PaperShown(shown.get(paper.pk, ()), paper) for paper in papers]


def agenda_item(meeting: Meeting, order: int) -> AgendaItem:
    """An item of a session's agenda by its place; 404 where there is none."""
    found = AgendaItem.objects.select_related("meeting").filter(meeting=meeting, order=order).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def agenda_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """The items of the agenda as choices: place and title."""
    return [(str(item.order), f"{item.order}. {item.title}") for item in AgendaItem.objects.filter(meeting=meeting)]


def paper(meeting: Meeting, number: int) -> MeetingPaper:
    """A paper of a session by its number; 404 where there is none."""
    found = MeetingPaper.objects.select_related("meeting__body").filter(meeting=meeting, number=number).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def paper_opens(user_id: int | None, file_key: str) -> bool:
    """Whether an account may open a paper that is not public: whoever may see its session."""
    found = PaperVersion.objects.select_related("paper__meeting__body").filter(file__key=file_key).first()
    return found is not None and sees(standing_of(user_id), found.paper.meeting)
