"""A committee's report on a year: put together from what was done, read from what was frozen when it was handed in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.committees.models import Committee, CommitteeReport, DocumentVersion, Seat, WorkTask
from konfrans.committees.rules.rooms import SeatDays, came_and_went, report_days, report_fault, task_standing
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.room_years import first_year
from konfrans.decisions.rules import Number, number_of
from konfrans.decisions.selectors import office_words
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.names import names_shown
from konfrans.kernel.refusals import Refused
from konfrans.meetings.rules import tallied
from konfrans.meetings.selectors import decisions_of_body, persons_roll, sessions_of
from konfrans.people.models import Institution, Person


def report_values(found: Committee, year: int, foreword: Localised) -> dict[str, Any]:
    """Everything a report says, as values that may be frozen: days, numbers, keys, texts of institutions, commitments; no name.

    A session counts as held where its day has come; who came is left out where nobody entered it.
    """
    first, last = report_days(year, clock.today())
    _version, charter = charter_today()
    return {
        "committee": found.body.key, "name": found.body.name.to_json(), "organ": found.organ, "year": year,
        "since": first.isoformat(), "until": last.isoformat(), "foreword": foreword.to_json(),
        "charter": _version, "article": report_article(charter, found.organ),
        "sits": Seat.objects.filter(committee=found, since__lte=last).exclude(until__lt=last).count(),
        "sessions": _sessions(found, first, last), "decisions": _decisions(found, first, last),
        "tasks": _tasks(found, year, last), "documents": _documents(found, first, last), **_changes(found, first, last),
    }  # fmt: skip


def report_article(charter: Charter | None, organ: str) -> str:
    """The paragraph that asks a committee for a report; empty where the charter asks for none."""
    if charter is None or organ not in charter.organs:
        return ""
    return next((one.article for one in charter.organs[organ].not_judged if one.what == "report"), "")


def article_words(article: str) -> Localised:
    """The text of that paragraph in the charter in force; empty where there is none."""
    _version, charter = charter_today()
    if charter is None or not article:
        return Localised()
    try:
        return Localised(dict(charter.paragraph(article).text))
    except KeyError:
        return Localised()


def _sessions(found: Committee, first: date, last: date) -> list[dict[str, Any]]:
    rows = []
    for one in reversed(sessions_of(found.body.key)):
        if first <= one.date <= last:
            there = tallied(persons_roll(one))
            entered = there.there > 0
            rows.append(
                {
                    "key": one.key, "date": one.date.isoformat(), "kind": one.kind, "place": one.place.to_json(),
                    "seats": there.members, "there": there.there if entered else None,
                }
            )  # fmt: skip
    return rows


def _decisions(found: Committee, first: date, last: date) -> list[dict[str, Any]]:
    rows = decisions_of_body(found.body.key).filter(date__range=(first, last)).order_by("year", "number")
    return [
        {
            "number": str(one), "date": one.date.isoformat(), "outcome": one.outcome, "kind": one.kind_name.to_json(),
            "title": (one.kind_name if one.closed else one.title).to_json(),
        }
        for one in rows
    ]  # fmt: skip


def _tasks(found: Committee, year: int, last: date) -> list[dict[str, Any]]:
    rows = WorkTask.objects.prefetch_related("delays").filter(committee=found, year=year)
    told = []
    for one in rows:
        done = one.done_on if one.done_on is not None and one.done_on <= last else None
        gone = one.withdrawn_on if one.withdrawn_on is not None and one.withdrawn_on <= last else None
        how = task_standing(due=one.due, done_on=done, today=last, withdrawn_on=gone)
        told.append(
            {
                "title": one.title.to_json(), "due": one.due.isoformat() if one.due else None, "done_on": done.isoformat() if done else None,
                "state": how.state.value, "days": how.days, "due_before": [each.due.isoformat() for each in one.delays.all()],
                **({"withdrawn_on": gone.isoformat(), "reason": one.withdrawn_reason.to_json()} if gone else {}),
            }
        )  # fmt: skip
    return told


def _documents(found: Committee, first: date, last: date) -> list[dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}
    rows = DocumentVersion.objects.filter(document__committee=found).select_related("document", "file")
    for one in rows.order_by("document__number", "number"):
        if not first <= one.added_at.astimezone(clock.zone()).date() <= last:
            continue
        row = told.setdefault(
            one.document_id, {"title": one.document.title.to_json(), "number": one.document.number, "versions": []}
        )
        row["versions"].append({"number": one.number, "sha256": one.file.sha256})
    return list(told.values())


def _changes(found: Committee, first: date, last: date) -> dict[str, Any]:
    rows = list(Seat.objects.filter(committee=found).select_related("person", "institution"))
    days = [
        SeatDays(
            one.seat,
            one.person.key,
            one.institution.key if one.institution else "",
            one.since,
            one.until,
            one.ended_why,
        )
        for one in rows
    ]
    changed = came_and_went(days, since=first, until=last)
    persons = {one.person.key: one.person for one in rows}
    places = {one.institution.key: one.institution for one in rows if one.institution}

    def line(one: SeatDays, day: date | None) -> dict[str, Any]:
        return {
            "seat": one.seat, **_person(persons[one.person]), **_place(places.get(one.institution)),
            "day": day.isoformat() if day else None, "why": one.why or None,
        }  # fmt: skip

    return {
        "came": [line(one, one.since) | {"why": None} for one in changed.came],
        "went": [line(one, one.until) for one in changed.went],
    }


def _person(one: Person) -> dict[str, Any]:
    return {"person": one.key, "name": one.commitment or None}


def _place(one: Institution | None) -> dict[str, Any]:
    return {"institution": one.key if one else None, "institution_name": one.name.to_json() if one else None}


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session that was held; `there` is None where nobody entered who came."""

    key: str
    day: date
    kind: str
    place: Localised
    seats: int
    there: int | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that was taken."""

    number: Number | None
    day: date
    title: Localised
    kind: Localised
    outcome: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as the report says it; `before` are the days it was due before it was put off, `reason` why it was withdrawn."""

    title: Localised
    due: date | None
    done_on: date | None
    state: str
    days: int | None
    before: tuple[date, ...]
    withdrawn_on: date | None = None
    reason: Localised | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that got versions in the year."""

    title: Localised
    number: int
    versions: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Who came or went; the name is empty where it was erased."""

    name: str
    seat: str
    institution: Localised | None
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a report that was handed in; `corrects` says what was wrong in the one before, the name is empty where it was erased."""

    number: int
    at: datetime
    by: str
    office: str
    corrects: Localised
    sha256: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report in the reader's language: as it stands now, or as it was handed in."""

    committee: Committee
    report: CommitteeReport | None
    name: Localised
    year: int
    since: date
    until: date
    foreword: Localised
    sits: int
    sessions: tuple[SessionLine, ...]
    decisions: tuple[DecisionLine, ...]
    done: tuple[TaskLine, ...]
    late: tuple[TaskLine, ...]
    open: tuple[TaskLine, ...]
    withdrawn: tuple[TaskLine, ...]
    documents: tuple[DocumentLine, ...]
    came: tuple[SeatLine, ...]
    went: tuple[SeatLine, ...]
    article: str
    version: str
    handed_by: str
    handed_office: str

    @property
    def handed_in(self) -> bool:
        return bool(self.report and self.report.handed_in_at)

    @property
    def present(self) -> int:
        """How many were at its sessions, all sessions together."""
        return sum(one.there or 0 for one in self.sessions)

    @property
    def tasks(self) -> int:
        """How many there were to do: those that were withdrawn are not counted."""
        return len(self.done) + len(self.late) + len(self.open)


def reports(found: Committee) -> list[CommitteeReport]:
    """The reports of a committee that were begun or handed in, each in its newest version, the newest year first."""
    newest: dict[int, CommitteeReport] = {}
    for one in CommitteeReport.objects.filter(committee=found).defer("frozen", "text"):
        newest.setdefault(one.year, one)
    return list(newest.values())


def report_of(found: Committee, year: int, version: int | None = None) -> CommitteeReport | None:
    """What is kept of a year's report, in its newest version or in this one; None where nobody has begun one."""
    rows = CommitteeReport.objects.select_related("committee__body").filter(committee=found, year=year)
    return (rows.filter(version=version) if version is not None else rows.order_by("-version")).first()


def report_versions(found: Committee, year: int) -> list[VersionLine]:
    """Every version of a year's report that was handed in, the newest first."""
    rows = CommitteeReport.objects.filter(committee=found, year=year, handed_in_at__isnull=False)
    kept = list(rows.order_by("-version").defer("frozen", "text"))
    names = names_shown({one.by_name for one in kept if one.by_name})
    return [
        VersionLine(
            one.version, one.handed_in_at, names.get(one.by_name, ("", None))[0], office_words(one.by_office), one.corrects, one.sha256,
            one.sample,
        )
        for one in kept
        if one.handed_in_at is not None
    ]  # fmt: skip


def report_shown(found: Committee, year: int, version: int | None = None) -> ReportShown:
    """A year's report: frozen where it was handed in, else as it would read today; `version` asks for one that was handed in. Refused:
    the year has not begun; nobody has begun its report, and the committee had not begun either; there is no such version."""
    report = report_of(found, year, version)
    if version is not None and (report is None or not report.frozen):
        raise Refused("not_found", status=404)
    if report is not None and report.frozen:
        return _read(found, report, json.loads(report.frozen))
    if report is None and report_fault(year, clock.today(), first_year(found)):
        raise Refused("not_found", status=404)
    return _read(found, report, report_values(found, year, report.foreword if report else Localised()))


def report_now(found: Committee, kept: CommitteeReport) -> ReportShown:
    """What a corrected version would say if it were handed in now."""
    return _read(found, None, report_values(found, kept.year, kept.foreword))


def report_reads(found: Committee, values: Mapping[str, Any]) -> ReportShown:
    """The values of a report that is being handed in, in words: its plain text is made from them."""
    return _read(found, None, values)


def _read(found: Committee, report: CommitteeReport | None, values: Mapping[str, Any]) -> ReportShown:
    handed = report.by_name if report else ""
    seats = (*values["came"], *values["went"])
    names = names_shown({one["name"] for one in seats if one["name"]} | ({handed} if handed else set()))
    called = {key: seat_words(key, values["organ"]) for key in {one["seat"] for one in seats}}
    tasks = [_task(one) for one in values["tasks"]]

    def seat(one: Mapping[str, Any]) -> SeatLine:
        place = one["institution_name"]
        return SeatLine(
            names.get(one["name"] or "", ("", None))[0], called[one["seat"]],
            Localised.from_json(place) if place else None, date.fromisoformat(one["day"]), why_words(one["why"]),
        )  # fmt: skip

    return ReportShown(
        committee=found, report=report, name=Localised.from_json(values["name"]), year=values["year"],
        since=date.fromisoformat(values["since"]), until=date.fromisoformat(values["until"]),
        foreword=Localised.from_json(values["foreword"]), sits=values["sits"],
        sessions=tuple(
            SessionLine(
                one["key"], date.fromisoformat(one["date"]), one["kind"], Localised.from_json(one["place"]), one["seats"], one["there"]
            )
            for one in values["sessions"]
        ),
        decisions=tuple(
            DecisionLine(
                number_of(one["number"]), date.fromisoformat(one["date"]), Localised.from_json(one["title"]),
                Localised.from_json(one["kind"]), one["outcome"],
            )
            for one in values["decisions"]
        ),
        done=_in(tasks, "done", "done_late"), late=_in(tasks, "late"), open=_in(tasks, "soon", "open"),
        withdrawn=_in(tasks, "withdrawn"),
        documents=tuple(
            DocumentLine(Localised.from_json(one["title"]), one["number"], len(one["versions"])) for one in values["documents"]
        ),
        came=tuple(seat(one) for one in values["came"]), went=tuple(seat(one) for one in values["went"]),
        article=values["article"], version=values["charter"], handed_by=names.get(handed, ("", None))[0],
        handed_office=office_words(report.by_office) if report else "",
    )  # fmt: skip


def _task(one: Mapping[str, Any]) -> TaskLine:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return TaskLine(
        Localised.from_json(one["title"]), day(one["due"]), day(one["done_on"]), one["state"], one["days"],
        tuple(date.fromisoformat(each) for each in one["due_before"]), day(one.get("withdrawn_on")),
        Localised.from_json(one["reason"]) if one.get("reason") else None,
    )  # fmt: skip


def _in(tasks: Iterable[TaskLine], *states: str) -> tuple[TaskLine, ...]:
    return tuple(one for one in tasks if one.state in states)


def why_words(why: str | None) -> str:
    """Why a seat ended, in words; empty for one that began."""
    known = dict(Seat.Why.choices)
    return str(known.get(why or "", why or ""))


def outcome_words(outcome: str) -> str:
    """What became of a decision, in a word."""
    return {"passed": _("adopted"), "failed": _("not adopted")}.get(outcome, _("see the decision"))
