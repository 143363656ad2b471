"""Acts on the papers of a session."""

from __future__ import annotations

from typing import IO

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.versions import newest_publish, version_add, versions_withdraw
from konfrans.meetings.models import AgendaItem, Meeting, MeetingPaper, PaperVersion


@act
def paper_add(
    *, actor: Actor, meeting: Meeting, title: Localised, stream: IO[bytes], name: str, item: AgendaItem | None = None
) -> MeetingPaper:
    """Add a paper to a session, with its first version; those alone who may see the session open it.

    Refused: it has no title, the item is another session's, the file is of the wrong kind or size.
    """
    if not title:
        raise Refused("paper_untitled", field="title")
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("not_found", status=404)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = MeetingPaper.objects.filter(meeting=meeting).order_by("-number").first()
    paper = MeetingPaper.objects.create(meeting=meeting, item=item, number=last.number + 1 if last else 1, title=title)
    version, _same = version_add(actor=actor, versions=paper.versions, stream=stream, name=name)
    record(
        "paper_add", actor=actor, of="meeting", key=meeting.key, paper=paper.number, title=title,
        item=item.order if item else None, **file_facts(version.file),
    )  # fmt: skip
    return paper


@act
def paper_version_add(*, actor: Actor, paper: MeetingPaper, stream: IO[bytes], name: str) -> PaperVersion:
    """Add a version of a paper beside those before it. It is not public, whatever the version before it is.

    Refused: the file is of the wrong kind or size, or is the newest version already.
    """
    MeetingPaper.objects.select_for_update().get(pk=paper.pk)
    version, same = version_add(actor=actor, versions=paper.versions, stream=stream, name=name)
    if same:
        raise Refused("paper_version_same", field="file", number=same)
    record(
        "paper_version_add", actor=actor, of="meeting", key=paper.meeting.key, paper=paper.number, version=version.number,
        **file_facts(version.file),
    )  # fmt: skip
    return version


@act
def paper_publish(*, actor: Actor, paper: MeetingPaper) -> PaperVersion:
    """Everybody may read the newest version of a paper from now on. Refused: everybody may already."""
    newest: PaperVersion | None = newest_publish(paper.versions)
    if newest is None:
        raise Refused("paper_published_already")
    record(
        "paper_publish", actor=actor, of="meeting", key=paper.meeting.key, paper=paper.number, version=newest.number,
        **file_facts(newest.file),
    )  # fmt: skip
    return newest


@act
def paper_withdraw(*, actor: Actor, paper: MeetingPaper) -> None:
    """Those alone who may see the session open the paper, every version of it. Refused: no version is public."""
    if not versions_withdraw(paper.versions):
        raise Refused("paper_not_public")
    record("paper_withdraw", actor=actor, of="meeting", key=paper.meeting.key, paper=paper.number)
