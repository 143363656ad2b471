"""Facts files played through the services: checked whole before the first row is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.selectors import institutions
from konfrans.people.services import institution_create
from konfrans.projects.models import Project
from konfrans.projects.rules import facts
from konfrans.projects.rules.reading import FactsInvalid, Problem, read_facts
from konfrans.projects.services.deliverables import deliverable_add
from konfrans.projects.services.facts import date_amend, fact_for, fact_source_add
from konfrans.projects.services.plan import activity_set, work_package_set, working_group_add
from konfrans.projects.services.record import milestone_add, objective_add, result_add
from konfrans.projects.services.register import partner_join, project_create
from konfrans.projects.services.searching import index, index_later
from konfrans.projects.services.sources import source_add


def facts_read(files: Mapping[str, str]) -> facts.Facts:
    """The facts of these files (name to text). Refused (`facts_invalid`) with every fault: file, line, field, remedy."""
    try:
        known = institutions().values_list("key", flat=True)
        return read_facts(files, languages=languages(), known_institutions=known)
    except FactsInvalid as invalid:
        problems = Faults(invalid.problems)
        raise Refused("facts_invalid", field="files", problems=problems, number=len(problems)) from None


class Faults(tuple[Problem, ...]):
    """The faults of facts files; as text, a line for each: its place, what it is, what to do."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(f"{each.file}:{each.line} {each.field}: {fault_words(each)}" for each in self)


def fault_words(problem: Problem) -> str:
    """A fault as a sentence in the active language."""
    return worded(Refused(problem.code, **problem.facts()))


@dataclass(frozen=True, slots=True)
class Imported:
    """What facts files brought: how many institutions and projects, and the projects' keys."""

    institutions: int
    projects: int
    keys: tuple[str, ...]


def facts_files(folder: Traversable) -> dict[str, str]:
    """The facts files (*.toml) of a folder, by name, as `facts_import` takes them."""
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return {each.name: each.read_text("utf-8") for each in found}


@act
def facts_import(*, actor: Actor, files: Mapping[str, str]) -> Imported:
    """Enter institutions, projects and all that is known of them from facts files, each through its own act.

    Institutions and projects that the register holds already are refused like any duplicate; nothing is half-written.
    Committees are checked and left to whoever keeps committees (`facts_read`).
    """
    read = facts_read(files)
    by_key = {source.key: source for source in read.source}
    with index_later():
        for source in read.source:
            source_add(
                actor=actor, key=source.key, address=source.address, name=_text(source.name), published=source.published,
                seen=source.seen,
            )  # fmt: skip
        for institution in read.institution:
            _institution(actor, institution, by_key)
        created = [_project(actor, project) for project in read.project]
    for project in created:
        index(project)
    record(
        "facts_import", actor=actor, of="facts", key="projects", files=sorted(files), projects=[p.key for p in created]
    )
    return Imported(len(read.institution), len(created), tuple(one.key for one in created))


def _text(given: dict[str, str] | None, translated: Iterable[str] = ()) -> Localised:
    return Localised.of(translated, **(given or {}))


def _institution(actor: Actor, given: facts.Institution, sources: Mapping[str, facts.Source]) -> None:
    more: dict[str, Any] = {"source": sources[given.source].address, "former_names": _text(given.former)}
    for name in ("ownership", "students", "students_source", "ror", "erasmus_code", "website"):
        if getattr(given, name) is not None:
            more[name] = getattr(given, name)
    if given.owner:
        more["owner"] = _text(given.owner)
    if given.students_on:
        more["students_on"] = given.students_on.last
    institution_create(
        actor=actor, key=given.key, code=given.code, kind=given.kind, country=given.country,
        name=_text(given.name, given.translated), city=_text(given.city), **more,
    )  # fmt: skip


def _project(actor: Actor, given: facts.Project) -> Project:
    created = project_create(
        actor=actor, key=given.key, acronym=given.acronym, title=_text(given.title, given.translated), lead=_text(given.lead),
        programme=_text(given.programme), funder=_text(given.funder), action=_text(given.action), website=given.website or "",
        status=given.status, source=given.source,
    )  # fmt: skip
    where: dict[str, Any] = {"actor": actor, "project": given.key}
    for fact in given.fact:
        _fact(where, created, fact)
    for amendment in given.amendment:
        date_amend(
            **where, which=amendment.which, old=amendment.old, new=amendment.new, made=amendment.made,
            reported=amendment.reported, source=amendment.source, note=_text(amendment.note), show=False,
        )  # fmt: skip
    for partner in given.partner:
        partner_join(
            **where, institution=partner.institution, role=partner.role, begins=partner.begins, ends=partner.ends,
            by=partner.precision == "by", listed=partner.listed, named_as=partner.named_as or "", note=_text(partner.note),
            source=partner.source,
        )  # fmt: skip
    _plan(where, given)
    _record(where, given)
    return created


def _fact(where: dict[str, Any], project: Project, given: facts.Fact) -> None:
    for value in given.value:
        fact_source_add(
            **where, kind=given.kind, value=value.value, source=value.source, note=_text(value.note), text=_text(value.text),
            shown=value.shown,
        )  # fmt: skip
    fact = fact_for(project, given.kind)
    if given.closing:
        fact.closing = _text(given.closing)
        fact.save(update_fields=["closing"])


def _plan(where: dict[str, Any], given: facts.Project) -> None:
    for objective in given.objective:
        objective_add(
            **where, code=objective.code, text=_text(objective.text, objective.translated), source=objective.source
        )
    for package in given.work_package:
        work_package_set(
            **where, number=package.number, kind=package.kind or "", title=_text(package.title, package.translated),
            note=_text(package.note), lead=package.lead or "", begins=package.begins, ends=package.ends, months=package.months,
            source=package.source,
        )  # fmt: skip
        for activity in package.activity:
            activity_set(
                **where, package=package.number, number=activity.number,
                title=_text(activity.title, activity.translated or package.translated), begins=activity.begins,
                ends=activity.ends, months=activity.months,
            )  # fmt: skip


def _record(where: dict[str, Any], given: facts.Project) -> None:
    for deliverable in given.deliverable:
        deliverable_add(
            **where, key=deliverable.key, title=_text(deliverable.title, deliverable.translated), number=deliverable.number,
            package=deliverable.work_package, responsible=deliverable.responsible or "", due=deliverable.due,
            status=deliverable.status, dissemination=deliverable.dissemination or "", note=_text(deliverable.note),
            source=deliverable.source,
        )  # fmt: skip
    for group in given.working_group:
        working_group_add(
            **where, key=group.key, name=_text(group.name, group.translated), mandate=_text(group.mandate, group.translated),
            formed=group.formed, source=group.source,
        )  # fmt: skip
    for milestone in given.milestone:
        milestone_add(
            **where, date=milestone.date, until=milestone.until, text=_text(milestone.text, milestone.translated),
            packages=milestone.work_packages, source=milestone.source,
        )  # fmt: skip
    for result in given.result:
        result_add(**where, year=result.year, text=_text(result.text, result.translated), source=result.source)
