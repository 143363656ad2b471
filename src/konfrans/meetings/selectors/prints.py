"""Minutes as a PDF: agenda, who came, what was decided, the text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from konfrans.kernel.conference import conference
from konfrans.kernel.documents import document_pdf
from konfrans.kernel.formats import date_legal, date_with_weekday, time_text
from konfrans.meetings.models import Minutes
from konfrans.meetings.selectors.minutes import Came, MinutesShown, minutes_shown


def minutes_pdf(minutes: Minutes, language: str) -> bytes:
    """A version of the minutes as PDF in a language."""
    with override(language):
        data = _data(minutes_shown(minutes))
    return document_pdf("meetings/minutes.typ", data, language)


def how_words(one: Came) -> str:
    """How somebody was there, in words."""
    if one.how == "represented":
        return _("represented by: %(name)s") % {"name": one.by} if one.by else _("represented")
    return _("present") if one.how == "present" else _("absent")


def state_words(shown: MinutesShown) -> str:
    """How far a version is: draft, sent round, or approved with its day."""
    minutes = shown.minutes
    if minutes.state == Minutes.State.APPROVED and minutes.approved_on:
        return _("Approved: %(date)s") % {"date": date_legal(minutes.approved_on)}
    return _("Draft, sent for remarks") if minutes.state == Minutes.State.SENT else _("Draft")


def _data(shown: MinutesShown) -> dict[str, Any]:
    name = conference().name.given()
    title = _("Minutes of the session of %(date)s") % {"date": date_legal(shown.day)}
    version = _("Version %(version)s") % {"version": shown.minutes.version}
    sample = f" ({_('sample')})" if shown.sample else ""
    return {
        "title": f"{shown.body.given()}. {title}",
        "title-shown": title,
        "author": name,
        "conference": name,
        "kicker": f"{shown.body.given()}{sample}",
        "foot": f"{shown.body.given()} · {date_with_weekday(shown.day)} · {version}",
        "state": f"{state_words(shown)} · {version}",
        "wrong": f"{_('What was wrong:')} {shown.minutes.what_was_wrong.given()}" if shown.minutes.what_was_wrong else "",
        "facts": _facts(shown),
        "words": {
            "facts": _("The session"), "agenda": _("Agenda"), "came": _("Who came"), "decisions": _("Decisions"),
            "text": _("Minutes"), "no_agenda": _("No agenda is recorded."), "nobody": _("Nobody is on the attendance list yet."),
            "no_decisions": _("No decision of this session is published."),
        },
        "agenda": [
            {
                "order": str(one.order), "title": one.title.given(), "note": one.note.given(),
                "reports": _("Reports: %(name)s") % {"name": one.reports} if one.reports else "",
            }
            for one in shown.agenda
        ],
        "came-head": [_("Name"), pgettext("in a body", "Seat"), _("At the session")],
        "came": [
            [", ".join(filter(None, (one.name, one.institution))) or _("name not recorded"), one.seat, how_words(one)]
            for one in shown.came
        ],
        "decisions": [
            [_("Decision %(number)s") % {"number": one.number}, one.title.given(), one.kind.given()]
            for one in shown.decisions
        ],
        "text": [part for part in shown.minutes.text.given().splitlines() if part.strip()],
    }  # fmt: skip


def _facts(shown: MinutesShown) -> list[tuple[str, str]]:
    facts = [(_("Day"), date_legal(shown.day))]
    if shown.at:
        facts.append((_("Time"), time_text(shown.at)))
    if shown.place:
        facts.append((_("Place"), shown.place.given()))
    if shown.presided:
        facts.append((_("Presided"), ", ".join(filter(None, (shown.presided, shown.presided_office)))))
    if shown.minutes.approved_on and shown.approved_by:
        facts.append((_("Approved by"), ", ".join(filter(None, (shown.approved_by, shown.approved_office)))))
    if shown.minutes.approved_at_meeting:
        facts.append((_("Approved at the session of"), date_legal(shown.minutes.approved_at_meeting.date)))
    return facts
