"""Acts on a committee's yearly report: its foreword, handing it in, and a corrected version of one that was handed in."""

from __future__ import annotations

import hashlib

from konfrans.charter import canonical
from konfrans.committees.models import Committee, CommitteeReport
from konfrans.committees.rules.rooms import report_fault
from konfrans.committees.selectors.room_prints import report_texts
from konfrans.committees.selectors.room_reports import report_reads, report_values
from konfrans.committees.selectors.room_years import first_year
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused


def _newest(committee: Committee, year: int) -> CommitteeReport | None:
    """The newest version of a year's report, the committee locked so that nobody makes another."""
    Committee.objects.select_for_update().get(pk=committee.pk)
    return CommitteeReport.objects.filter(committee=committee, year=year).order_by("-version").first()


def _report(committee: Committee, year: int) -> CommitteeReport:
    """The row of a year's report, locked. Refused: the year has not begun, or the committee had not; the report was handed in."""
    first = first_year(committee)
    fault = report_fault(year, clock.today(), first)
    if fault:
        raise Refused(fault, year=str(year), first=str(first))
    found = _newest(committee, year) or CommitteeReport(committee=committee, year=year)
    if found.handed_in_at is not None:
        raise Refused("report_handed_in", on=found.handed_in_at.astimezone(clock.zone()).date())
    return found


@act
def committee_report_write(*, actor: Actor, committee: Committee, year: int, foreword: Localised, sample: bool = False) -> CommitteeReport:  # fmt: skip
    """Write the foreword of a year's report; everything else in it is what stands in the tables.

    Refused: the year has not begun, or the committee had not; the report was handed in.
    """
    report = _report(committee, year)
    report.foreword, report.sample = foreword, sample or report.sample
    report.save()
    record("committee_report_write", actor=actor, of="committee", key=committee.body.key, year=year, foreword=foreword)
    return report


@act
def committee_report_hand_in(*, actor: Actor, committee: Committee, year: int) -> CommitteeReport:
    """Hand a year's report in: what stands in the tables now is frozen with the foreword, as values and as text, and never changed.

    A report on a year that has not ended speaks of its days so far. Refused: the year has not begun, or the committee had not; it was
    handed in already.
    """
    report = _report(committee, year)
    record(
        "committee_report_hand_in",
        actor=actor,
        of="committee",
        key=committee.body.key,
        year=year,
        **_freeze(report, actor),
    )
    return report


@act
def committee_report_correct(
    *, actor: Actor, committee: Committee, year: int, version: int, corrects: Localised, foreword: Localised
) -> CommitteeReport:
    """Hand in a corrected version of a report that was handed in: it says what was wrong, is put together anew from what stands in the
    tables now, and is frozen in its turn. The versions before stay as they are. `version` is the one that whoever corrects has read.

    Refused: the report was not handed in yet; a newer version was; it is not said what was wrong.
    """
    before = _newest(committee, year)
    if before is None or before.handed_in_at is None:
        raise Refused("report_not_handed_in", year=str(year))
    if before.version != version:
        raise Refused("report_newer", version=before.version)
    if not corrects:
        raise Refused("report_correction_unexplained", field="corrects")
    report = CommitteeReport(
        committee=committee,
        year=year,
        version=before.version + 1,
        corrects=corrects,
        foreword=foreword,
        sample=before.sample,
    )
    frozen = _freeze(report, actor)
    record(
        "committee_report_correct", actor=actor, of="committee", key=committee.body.key, year=year, version=report.version,
        corrects=corrects, before=before.sha256, **frozen,
    )  # fmt: skip
    return report


def _freeze(report: CommitteeReport, actor: Actor) -> dict[str, object]:
    """Freeze what the report says now, under whoever hands it in; what the journal keeps of it."""
    values = report_values(report.committee, report.year, report.foreword)
    frozen = canonical(values)
    report.frozen, report.sha256 = frozen.decode(), hashlib.sha256(frozen).hexdigest()
    report.text = report_texts(report_reads(report.committee, values))
    report.handed_in_at = clock.now()
    report.by_person, report.by_name, report.by_office = actor.person or "", actor.name or "", actor.office[:20]
    report.save()
    return {"sha256": report.sha256, "article": values["article"] or None, "charter": values["charter"] or None}
