"""Single rows of the register, and who may change them."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import by_name
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.selectors import Standing, access_secretariat, access_signed_in, standing_of
from konfrans.projects.models import (
    Activity,
    Deliverable,
    Fact,
    FactValue,
    GrantPaper,
    Partnership,
    Project,
    ProjectFile,
    Statement,
    WorkPackage,
)


@dataclass(frozen=True, slots=True)
class Editing:
    """A project that this person may change, and the actor they act as."""

    standing: Standing
    project: Project
    actor: Actor


def project_by_key(key: str) -> Project:
    """One project by its key; 404 where there is none."""
    found = Project.objects.select_related("source", "team").filter(key=key).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def access_project_create(user_id: int | None) -> Standing:
    """Who may enter a new project: the secretariat."""
    return access_secretariat(user_id)


def access_project_edit(user_id: int | None, key: str) -> Editing:
    """A project that this account may change: as its coordinator (office in the project's team) or as the secretariat.

    Refused with 403 for anybody else, a stranger is led to sign in, 404 where there is no such project.
    """
    standing = access_signed_in(user_id)
    project = project_by_key(key)
    held = standing.holds("coordinator", body=project.team.key) or standing.secretary
    if held is None:
        raise no_access("project_team_only", project=project.acronym)
    return Editing(standing, project, standing.actor(held))


def partnership_of(project: str, institution: str) -> Partnership:
    """The open stay of an institution in a project; 404 where it is not in."""
    found = (
        Partnership.objects.select_related("institution", "project")
        .filter(project__key=project, institution__key=institution, ends=None)
        .first()
    )
    if found is None:
        raise Refused("not_found", status=404)
    return found


def partner_keys(project: Project) -> frozenset[str]:
    """Keys of every institution that is or was in the project."""
    return frozenset(project.partnerships.values_list("institution__key", flat=True))


def value_of(project: str, pk: int) -> FactValue:
    """One value of a fact of this project; 404 for another project's."""
    found = FactValue.objects.select_related("fact", "source").filter(pk=pk, fact__project__key=project).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def statement_of(project: str, kind: str, pk: int) -> Statement:
    """One objective, milestone or result of this project; 404 for another project's."""
    found = Statement.objects.select_related("project").filter(pk=pk, kind=kind, project__key=project).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def package_of(project: str, number: int, *, field: str | None = None) -> WorkPackage:
    """A work package by its number. Where a form asked for it, the refusal belongs to that field."""
    found = WorkPackage.objects.filter(project__key=project, number=number).first()
    if found is None:
        if field:
            raise Refused("no_such_package", field=field, number=number)
        raise Refused("not_found", status=404)
    return found


def activity_of(project: str, package: int, number: str, *, required: bool = False) -> Activity | None:
    """An activity by its number; None, or 404 where it is required."""
    found = Activity.objects.filter(package__project__key=project, package__number=package, number=number).first()
    if found is None and required:
        raise Refused("not_found", status=404)
    return found


def deliverable_of(project: str, key: str) -> Deliverable:
    """A deliverable by its key; 404 where there is none."""
    found = (
        Deliverable.objects.select_related("project", "package", "responsible")
        .filter(project__key=project, key=key)
        .first()
    )
    if found is None:
        raise Refused("not_found", status=404)
    return found


def evidence_of(project: str, pk: int) -> ProjectFile:
    """A file of evidence of this project; 404 for another project's and for versions of deliverables."""
    found = ProjectFile.objects.select_related("file").filter(pk=pk, project__key=project, deliverable=None).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def grant_paper_of(project: str, pk: int) -> GrantPaper:
    """A paper of the grant of this project; 404 for another project's."""
    found = (
        GrantPaper.objects.select_related("partnership__institution")
        .filter(pk=pk, partnership__project__key=project)
        .first()
    )
    if found is None:
        raise Refused("not_found", status=404)
    return found


def file_open_to(user_id: int | None, file_key: str) -> bool:
    """Whether a file that is not public may be opened by this account: by the secretariat and the project's coordinator.

    A paper of a fact is open to the same.
    """
    teams = {
        *ProjectFile.objects.filter(file__key=file_key).values_list("project__team__key", flat=True),
        *FactValue.objects.filter(paper__key=file_key).values_list("fact__project__team__key", flat=True),
        *Fact.objects.filter(paper__key=file_key).values_list("project__team__key", flat=True),
    }
    if not teams:
        return False
    standing = standing_of(user_id)
    return standing.is_secretariat or any(standing.holds("coordinator", body=team) for team in teams)


def partner_choices(project: Project, *, home: bool = False) -> list[tuple[str, str]]:
    """Key and name of the institutions in the project, for a list to choose from; with `home`, those of its own country."""
    rows = project.partnerships.filter(ends=None).select_related("institution")
    if home:
        country = {row.institution.country for row in rows if row.role == "coordinator"}
        rows = [row for row in rows if row.institution.country in country]  # type: ignore[assignment]
    ordered = by_name(rows, lambda row: row.institution.name)
    return [(row.institution.key, row.institution.name.given()) for row in ordered]


def package_choices(project: Project) -> list[tuple[str, str]]:
    """Number and title of the work packages, for a list to choose from."""
    return [(str(p.number), f"{p.number}. {p.title.given()}".rstrip(" .")) for p in project.work_packages.all()]
