"""Acts on the work plan: work packages, activities, working groups."""

from __future__ import annotations

from collections.abc import Sequence

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import institution as institution_of
from konfrans.people.services import body_create
from konfrans.projects.models import Activity, WorkingGroup, WorkPackage
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.gantt import MONTHS, PACKAGE_KINDS
from konfrans.projects.selectors.register import package_of, project_by_key
from konfrans.projects.services.searching import index
from konfrans.projects.services.sources import source_for


def in_order(begins: PartialDate | None, ends: PartialDate | None, field: str = "ends") -> None:
    """Refused: the end lies before the beginning."""
    if begins and ends and ends.last < begins.first:
        raise Refused("months_turned", field=field, first=begins, last=ends)


def _known(value: str, allowed: Sequence[str], field: str) -> None:
    if value not in allowed:
        raise Refused("code_unknown", field=field, value=value, allowed=", ".join(allowed))


@act
def work_package_set(
    *, actor: Actor, project: str, number: int, kind: str = "", title: Localised | None = None, note: Localised | None = None,
    lead: str = "", begins: PartialDate | None = None, ends: PartialDate | None = None, months: str = "planned", source: str = "",
) -> WorkPackage:  # fmt: skip
    """Enter or change the work package of this number. Without a title it is shown as not public.

    Refused: its last month lies before its first; months without a first and a last one.
    """
    found = project_by_key(project)
    if kind:
        _known(kind, PACKAGE_KINDS, "kind")
    _known(months, MONTHS, "months")
    in_order(begins, ends)
    values = {
        "kind": kind, "title": title or Localised(), "note": note or Localised(), "begins": begins, "ends": ends,
        "months": months, "lead": institution_of(lead) if lead else None,
    }  # fmt: skip
    if source:
        values["source"] = source_for(actor=actor, given=source)
    row, _made = WorkPackage.objects.update_or_create(project=found, number=number, defaults=values)
    record(
        "work_package_set", actor=actor, of="project", key=project, number=number, kind=kind, title=row.title, lead=lead or None,
        begins=begins, ends=ends, months=months,
    )  # fmt: skip
    index(found)
    return row


@act
def activity_set(
    *, actor: Actor, project: str, package: int, number: str, title: Localised, begins: PartialDate | None = None,
    ends: PartialDate | None = None, months: str = "planned",
) -> Activity:  # fmt: skip
    """Enter or change the activity of this number in a work package."""
    _known(months, MONTHS, "months")
    in_order(begins, ends)
    row, _made = Activity.objects.update_or_create(
        package=package_of(project, package), number=number,
        defaults={"title": title, "begins": begins, "ends": ends, "months": months},
    )  # fmt: skip
    record(
        "activity_set", actor=actor, of="project", key=project, package=package, number=number, title=title, begins=begins,
        ends=ends, months=months,
    )  # fmt: skip
    return row


@act
def activity_remove(*, actor: Actor, project: str, package: int, number: str) -> None:
    """Take an activity out of the work plan."""
    row = Activity.objects.filter(package=package_of(project, package), number=number).first()
    if row is None:
        raise Refused("not_found", status=404)
    record("activity_remove", actor=actor, of="project", key=project, package=package, number=number, title=row.title)
    row.delete()


@act
def working_group_add(
    *, actor: Actor, project: str, key: str, name: Localised, mandate: Localised | None = None,
    formed: PartialDate | None = None, source: str = "",
) -> WorkingGroup:  # fmt: skip
    """Form a working group: a body among the conference's bodies, with its mandate here. Refused: the key is taken."""
    found = project_by_key(project)
    whole = f"{project}-{key}"[:60]
    if found.working_groups.filter(body__key=whole).exists():
        raise Refused("group_exists", field="key", key=key, project=found.acronym)
    since = formed.first if formed and formed.precision == "day" else None
    body = body_create(actor=actor, key=whole, kind="working_group", name=name, since=since)
    row = WorkingGroup.objects.create(
        project=found, body=body, mandate=mandate or Localised(), formed=formed,
        source=source_for(actor=actor, given=source) if source else None,
    )  # fmt: skip
    record("working_group_add", actor=actor, of="project", key=project, group=whole, name=name, formed=formed)
    return row
