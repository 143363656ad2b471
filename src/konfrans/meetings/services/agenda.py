"""Acts on the agenda of a session."""

from __future__ import annotations

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import AgendaItem, Meeting


@act
def agenda_item_add(
    *, actor: Actor, meeting: Meeting, title: Localised, note: Localised | None = None, reports: str = "",
    order: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Put an item on the agenda, last where no place is given; those after its place move on. Refused: it has no title."""
    _titled(title)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    item = AgendaItem(meeting=meeting, title=title, note=note or Localised(), reports=reports.strip())
    rows = list(AgendaItem.objects.filter(meeting=meeting))
    _place(rows, item, order)
    record(
        "agenda_item_add", actor=actor, of="meeting", key=meeting.key, order=item.order, title=title, note=item.note or None,
    )  # fmt: skip
    return item


@act
def agenda_item_change(
    *, actor: Actor, item: AgendaItem, title: Localised, note: Localised | None = None, reports: str = "",
    order: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Change an item of the agenda, or its place. Refused: it has no title."""
    _titled(title)
    Meeting.objects.select_for_update().get(pk=item.meeting.pk)
    item.title, item.note, item.reports = title, note or Localised(), reports.strip()
    rows = list(AgendaItem.objects.filter(meeting=item.meeting).exclude(pk=item.pk))
    _place(rows, item, order or item.order)
    record(
        "agenda_item_change", actor=actor, of="meeting", key=item.meeting.key, order=item.order, title=title,
        note=item.note or None,
    )  # fmt: skip
    return item


@act
def agenda_item_remove(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item from the agenda; its papers stay with the session, and those after it move up."""
    Meeting.objects.select_for_update().get(pk=item.meeting.pk)
    record("agenda_item_remove", actor=actor, of="meeting", key=item.meeting.key, order=item.order, title=item.title)
    meeting = item.meeting
    item.delete()
    _numbered(list(AgendaItem.objects.filter(meeting=meeting)))


def _titled(title: Localised) -> None:
    if not title:
        raise Refused("agenda_item_untitled", field="title")


def _place(rows: list[AgendaItem], item: AgendaItem, order: int | None) -> None:
    """The item at its place among the others, and all numbered from 1."""
    at = len(rows) if order is None else min(max(order, 1), len(rows) + 1) - 1
    rows.insert(at, item)
    item.order = at + 1
    item.save()
    _numbered(rows)


def _numbered(rows: list[AgendaItem]) -> None:
    for at, row in enumerate(rows, 1):
        if row.order != at:
            row.order = at
            row.save(update_fields=["order"])
