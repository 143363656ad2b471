"""Acts on deliverables."""

from __future__ import annotations

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import institution as institution_of
from konfrans.projects.models import Deliverable, Project, ProjectFile
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.deliverables import DISSEMINATION, STATUSES, can_become
from konfrans.projects.selectors.register import deliverable_of, package_of, partner_keys, project_by_key
from konfrans.projects.services.sources import plain_address, source_for


def _responsible(project: Project, key: str) -> None:
    if key and key not in partner_keys(project):
        raise Refused(
            "not_a_partner", field="responsible", institution=institution_of(key).name, project=project.acronym
        )


def _next_key(project: Project) -> str:
    """A key for addresses: `d` and the next free number; nothing is derived from the title."""
    taken = set(project.deliverables.values_list("key", flat=True))
    return next(key for n in range(len(taken) + 1, len(taken) * 2 + 2) if (key := f"d{n}") not in taken)


@act
def deliverable_add(
    *, actor: Actor, project: str, title: Localised, key: str = "", number: str = "", package: int | None = None,
    responsible: str = "", due: PartialDate | None = None, status: str = "planned", dissemination: str = "",
    note: Localised | None = None, source: str = "",
) -> Deliverable:  # fmt: skip
    """Enter a deliverable. Refused: the key is taken, the responsible institution is no partner, an unknown status."""
    found = project_by_key(project)
    key = key or _next_key(found)
    if found.deliverables.filter(key=key).exists():
        raise Refused("deliverable_exists", field="key", key=key, project=found.acronym)
    if status not in STATUSES:
        raise Refused("code_unknown", field="status", value=status, allowed=", ".join(STATUSES))
    if dissemination and dissemination not in DISSEMINATION:
        raise Refused("code_unknown", field="dissemination", value=dissemination, allowed=", ".join(DISSEMINATION))
    _responsible(found, responsible)
    row = Deliverable.objects.create(
        project=found, key=key, number=number, title=title, due=due, status=status, dissemination=dissemination,
        package=package_of(project, package, field="package") if package is not None else None,
        responsible=institution_of(responsible) if responsible else None, note=note or Localised(),
        source=source_for(actor=actor, given=source) if source else None,
    )  # fmt: skip
    record(
        "deliverable_add", actor=actor, of="project", key=project, deliverable=key, title=title, due=due, status=status,
        responsible=responsible or None,
    )  # fmt: skip
    return row


@act
def deliverable_change(
    *, actor: Actor, project: str, deliverable: str, title: Localised, number: str = "", package: int | None = None,
    responsible: str = "", due: PartialDate | None = None, dissemination: str = "", note: Localised | None = None,
) -> Deliverable:  # fmt: skip
    """Change what is known of a deliverable; its status changes by `deliverable_status_set`."""
    row = deliverable_of(project, deliverable)
    _responsible(row.project, responsible)
    row.title, row.number, row.due, row.dissemination, row.note = title, number, due, dissemination, note or Localised()
    row.package = package_of(project, package, field="package") if package is not None else None
    row.responsible = institution_of(responsible) if responsible else None
    row.save(update_fields=["title", "number", "due", "dissemination", "note", "package", "responsible"])
    record(
        "deliverable_change", actor=actor, of="project", key=project, deliverable=deliverable, title=title, due=due,
        responsible=responsible or None,
    )  # fmt: skip
    return row


@act
def deliverable_status_set(*, actor: Actor, project: str, deliverable: str, status: str) -> Deliverable:
    """A deliverable goes from one status to another. Refused: not from the one it has."""
    row = deliverable_of(project, deliverable)
    if status not in STATUSES or not can_become(row.status, status):
        raise Refused("deliverable_cannot_become", field="status", was=row.status, new=status)
    was, row.status = row.status, status
    row.save(update_fields=["status"])
    record(
        "deliverable_status_set", actor=actor, of="project", key=project, deliverable=deliverable, was=was, new=status
    )
    return row


@act
def deliverable_version_add(
    *, actor: Actor, project: str, deliverable: str, on: PartialDate, file: StoredFile | None = None, address: str = "",
    note: Localised | None = None,
) -> ProjectFile:  # fmt: skip
    """Add the next version of a deliverable. Refused: neither a file nor an address where it is found."""
    row = deliverable_of(project, deliverable)
    if file is None and not plain_address(address):
        raise Refused("version_without_file", field="file")
    last = row.versions.order_by("-number").first()
    version = row.versions.create(
        project=row.project,
        number=last.number + 1 if last and last.number else 1,
        on=on,
        file=file,
        address=plain_address(address),
        title=note or Localised(),
    )
    record(
        "deliverable_version_add", actor=actor, of="project", key=project, deliverable=deliverable, number=version.number, on=on,
        address=version.address or None, file=file_facts(file) if file else None,
    )  # fmt: skip
    return version
