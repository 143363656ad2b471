"""A committee's report as a PDF and as plain text."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from konfrans.committees.rules.rooms import TaskStanding, TaskState
from konfrans.committees.selectors.room_programme import standing_words
from konfrans.committees.selectors.room_reports import (
    ReportShown,
    SeatLine,
    SessionLine,
    TaskLine,
    outcome_words,
)
from konfrans.kernel.conference import conference
from konfrans.kernel.documents import document_pdf
from konfrans.kernel.formats import article_text, date_legal, date_text, year_text
from konfrans.kernel.localised import Localised, languages


def report_texts(shown: ReportShown) -> Localised:
    """The report as plain text in every language of the conference. It names nobody: who came and went is said by seat and
    institution, so that an erasure changes no text."""
    made = {}
    for code in languages():
        with override(code):
            text = render_to_string("committees/room_report.txt", {"shown": shown, "conference": conference()})
        made[code] = "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
    return Localised.of(**made)


def task_words(one: TaskLine) -> str:
    """How a task stood, in words."""
    return standing_words(TaskStanding(TaskState(one.state), one.days))


def attendance_words(one: SessionLine) -> str:
    """How many came to a session, in words."""
    if one.there is None:
        return _("who came is not entered")
    return _("present: %(there)s of %(seats)s") % {"there": one.there, "seats": one.seats}


def report_pdf(shown: ReportShown, language: str) -> bytes:
    """The report as a PDF in a language."""
    with override(language):
        data = _data(shown)
    return document_pdf("committees/room_report.typ", data, language)


def _data(shown: ReportShown) -> dict[str, Any]:
    here, name = conference().name.given(), shown.name.given()
    report = shown.report
    title = _("Report for %(year)s") % {"year": year_text(shown.year)}
    sample = f" ({_('sample')})" if report is not None and report.sample else ""
    if report is not None and report.handed_in_at:
        state = _("Handed in: %(date)s") % {"date": date_legal(report.handed_in_at)}
        if report.version > 1:
            state += ". " + _("Corrected version, number %(number)s") % {"number": report.version}
    else:
        state = _("Draft: not handed in")
    return {
        "title": f"{name}. {title}", "title-shown": title, "author": here, "conference": here, "kicker": f"{name}{sample}",
        "foot": f"{name} · {title}", "state": state, "hash": report.sha256 if report else "",
        "facts": _facts(shown),
        "words": {
            "facts": _("The report"), "foreword": _("Foreword"), "sessions": _("Sessions"), "decisions": _("Decisions"),
            "tasks": _("Work programme"), "documents": _("Documents"), "members": _("Who came and who left"),
            "no_sessions": _("No session was held."), "no_decisions": _("No decision was taken."),
            "no_tasks": _("The programme has no task."), "no_documents": _("No document was added."),
            "no_changes": _("Nobody came and nobody left."), "came": _("Came"), "went": _("Left"), "done": _("Done"),
            "late": _("Late"), "open": pgettext("tasks", "Open"), "withdrawn": pgettext("tasks", "Withdrawn"),
        },
        "foreword": [part for part in shown.foreword.given().splitlines() if part.strip()],
        "sessions": [[date_text(one.day), one.place.given(), attendance_words(one)] for one in shown.sessions],
        "decisions": [
            [_("Decision %(number)s") % {"number": one.number}, one.title.given(), f"{date_text(one.day)}, {outcome_words(one.outcome)}"]
            for one in shown.decisions
        ],
        "done": [_task(one) for one in shown.done], "late": [_task(one) for one in shown.late],
        "open": [_task(one) for one in shown.open], "withdrawn": [_task(one) for one in shown.withdrawn],
        "documents": [
            [one.title.given(), _("versions: %(number)s") % {"number": one.versions}] for one in shown.documents
        ],
        "came": [_seat(one) for one in shown.came], "went": [_seat(one) for one in shown.went],
    }  # fmt: skip


def _facts(shown: ReportShown) -> list[tuple[str, str]]:
    facts = [
        (_("Period"), f"{date_text(shown.since)} – {date_text(shown.until)}"),
        (_("Seats held on the last day"), str(shown.sits)),
    ]
    if shown.article:
        facts.append((_("Asked for by"), article_text(shown.article)))
    if shown.handed_in and shown.handed_by:
        facts.append((_("Handed in by"), ", ".join(filter(None, (shown.handed_by, shown.handed_office)))))
    if shown.report is not None and shown.report.corrects:
        facts.append((_("What was wrong in the version before"), shown.report.corrects.given()))
    return facts


def _task(one: TaskLine) -> list[str]:
    days = []
    if one.due:
        days.append(_("due: %(date)s") % {"date": date_text(one.due)})
    if one.before:
        days.append(_("due before: %(dates)s") % {"dates": ", ".join(date_text(each) for each in one.before)})
    if one.done_on:
        days.append(_("done: %(date)s") % {"date": date_text(one.done_on)})
    if one.withdrawn_on:
        days.append(_("withdrawn on this day: %(date)s") % {"date": date_text(one.withdrawn_on)})
        return [one.title.given(), "; ".join((*days, one.reason.given() if one.reason else ""))]
    return [one.title.given(), "; ".join((task_words(one), *days))]


def _seat(one: SeatLine) -> list[str]:
    where = one.institution.given() if one.institution else ""
    who = one.name or _("name erased")
    return [", ".join(filter(None, (who, one.seat, where))), ", ".join(filter(None, (date_text(one.day), one.why)))]
