"""Agenda and papers of a session as its page shows them, and who may open a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from konfrans.decisions.selectors import office_words
from konfrans.kernel.models import StoredFile
from konfrans.kernel.names import names_shown
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import AgendaItem, Meeting, MeetingPaper, PaperVersion
from konfrans.meetings.selectors.access import sees
from konfrans.people.selectors import standing_of


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version of a paper; who added it by name, empty where the name was erased, and by office."""

    number: int
    file: StoredFile
    added_at: datetime
    by: str
    office: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper with its versions, the newest first. `public` is the newest version that everybody may open, None where there is none."""

    paper: MeetingPaper
    versions: tuple[VersionShown, ...]
    public: VersionShown | None

    @property
    def newest(self) -> VersionShown:
        return self.versions[0]


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
    rows = list(PaperVersion.objects.filter(paper__meeting=meeting).select_related("file", "paper").order_by("-number"))
    shown = names_shown(row.by_name for row in rows)
    papers = MeetingPaper.objects.filter(meeting=meeting).select_related("meeting")
    return [_shown(paper, [row for row in rows if row.paper_id == paper.pk], shown) for paper in papers]


def _shown(paper: MeetingPaper, rows: list[PaperVersion], names: Mapping[str, tuple[str, object]]) -> PaperShown:
    versions = tuple(
        VersionShown(
            row.number, row.file, row.added_at, names.get(row.by_name, ("", None))[0], office_words(row.by_office)
        )
        for row in rows
    )
    return PaperShown(paper, versions, next((one for one in versions if one.file.public), None))


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
