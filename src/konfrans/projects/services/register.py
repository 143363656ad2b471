"""Acts on projects and on the institutions in them."""

from __future__ import annotations

import re
from typing import Any

from konfrans.kernel.acts import Actor, act, record, set_changed
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import sort_key
from konfrans.people.models import Body
from konfrans.people.selectors import institution as institution_of
from konfrans.people.services import body_create
from konfrans.projects.models import Partnership, Project
from konfrans.projects.rules.conflicts import KINDS
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.facts import PROJECT_STATUSES
from konfrans.projects.rules.partners import ROLES, Stay, stay_fault
from konfrans.projects.selectors.register import partnership_of, project_by_key
from konfrans.projects.services.searching import index
from konfrans.projects.services.sources import source_for

TEAM = "project-{key}"
"""The key of the body in which the coordinator of a project holds office."""

RESERVED = frozenset({"new", "facts"})
"""Words that stand in addresses where a key would."""


@act
def project_create(
    *, actor: Actor, key: str, acronym: str, title: Localised, lead: Localised, programme: Localised, funder: Localised,
    action: Localised | None = None, grant: str = "", website: str = "", status: str = "running", source: str = "",
) -> Project:  # fmt: skip
    """Enter a project, with the body its coordinator will hold office in. Refused: the key is taken or is not a word."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or key in RESERVED:
        raise Refused("project_key_wrong", field="key", key=key)
    if Project.objects.filter(key=key).exists():
        raise Refused("project_exists", field="key", key=key)
    _check_status(status)
    team = Body.objects.filter(key=TEAM.format(key=key)).first() or body_create(
        actor=actor, key=TEAM.format(key=key), kind="project_team", name=title
    )
    created = Project.objects.create(
        key=key, acronym=acronym, title=title, lead=lead, programme=programme, funder=funder, action=action or Localised(),
        grant=grant, website=website, status=status, team=team, sort_key=sort_key(acronym)[:200],
        source=source_for(actor=actor, given=source) if source else None,
    )  # fmt: skip
    for kind in KINDS[:4]:
        created.facts.create(kind=kind)
    record(
        "project_create",
        actor=actor,
        of="project",
        key=key,
        acronym=acronym,
        title=title,
        programme=programme,
        funder=funder,
    )
    index(created)
    return created


@act
def project_change(*, actor: Actor, project: str, **changes: Any) -> Project:
    """Change what has no several sources: acronym, texts, website, grant, status. Only what is given changes."""
    changed = project_by_key(project)
    if "status" in changes:
        _check_status(changes["status"])
    different = set_changed(changed, changes)
    unknown = different.keys() - {
        "acronym",
        "title",
        "lead",
        "programme",
        "action",
        "funder",
        "grant",
        "website",
        "status",
    }
    if unknown:
        raise TypeError(f"project_change does not change {', '.join(sorted(unknown))}")
    if not different:
        return changed
    changed.sort_key = sort_key(changed.acronym)[:200]
    changed.save(update_fields=[*different, "sort_key"])
    record(
        "project_change",
        actor=actor,
        of="project",
        key=project,
        **{name: both["new"] for name, both in different.items()},
    )
    index(changed)
    return changed


def _check_status(status: str) -> None:
    if status not in PROJECT_STATUSES:
        raise Refused("code_unknown", field="status", value=status, allowed=", ".join(PROJECT_STATUSES))


def _stay(row: Partnership) -> Stay:
    return Stay(row.institution.key, row.role, row.begins, row.by, row.ends, row.listed)


@act
def partner_join(
    *, actor: Actor, project: str, institution: str, role: str, begins: PartialDate | None = None, by: bool = False,
    ends: PartialDate | None = None, listed: bool = True, named_as: str = "", note: Localised | None = None, source: str = "",
) -> Partnership:  # fmt: skip
    """An institution joins in a role. `by`: at some time up to `begins`. Refused: it is in already, or a second coordinator."""
    if role not in ROLES:
        raise Refused("code_unknown", field="role", value=role, allowed=", ".join(ROLES))
    found = project_by_key(project)
    joining = institution_of(institution)
    new = Stay(institution, role, begins, by, ends, listed)
    others = [_stay(row) for row in found.partnerships.select_related("institution")]
    fault = stay_fault(others, new)
    if fault:
        code, who = fault
        field = {"stay_turned": "ends", "second_coordinator": "role"}.get(code, "institution")
        raise Refused(code, field=field, institution=institution_of(who).name, project=found.acronym)
    row = Partnership.objects.create(
        project=found, institution=joining, role=role, begins=begins, by=by and begins is not None, ends=ends, listed=listed,
        named_as=named_as, note=note or Localised(), source=source_for(actor=actor, given=source) if source else None,
    )  # fmt: skip
    record(
        "partner_join", actor=actor, of="project", key=project, institution=institution, role=role, begins=begins, by=row.by,
        listed=listed, source=row.source.key if row.source else None,
    )  # fmt: skip
    return row


@act
def partner_change(
    *, actor: Actor, project: str, institution: str, begins: PartialDate | None, by: bool = False, listed: bool = True,
    note: Localised | None = None,
) -> Partnership:  # fmt: skip
    """Correct since when an institution is in the project, and whether the founding list names it."""
    row = partnership_of(project, institution)
    row.begins, row.by, row.listed, row.note = begins, by and begins is not None, listed, note or Localised()
    row.save(update_fields=["begins", "by", "listed", "note"])
    record(
        "partner_change",
        actor=actor,
        of="project",
        key=project,
        institution=institution,
        begins=begins,
        by=row.by,
        listed=listed,
    )
    return row


@act
def partner_leave(
    *, actor: Actor, project: str, institution: str, ends: PartialDate, note: Localised | None = None
) -> Partnership:
    """An institution leaves; `ends` is its last day, month or year. Refused: it is not in, or it would end before it began."""
    row = partnership_of(project, institution)
    if row.begins and not row.by and ends.last < row.begins.first:
        raise Refused("stay_turned", field="ends", institution=row.institution.name, project=row.project.acronym)
    row.ends = ends
    row.note = note or row.note
    row.save(update_fields=["ends", "note"])
    record("partner_leave", actor=actor, of="project", key=project, institution=institution, ends=ends)
    return row
