"""Whom somebody may address a call to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import Standing
from konfrans.projects.models import Project


def _own(standing: Standing) -> list[Project]:
    rows = Project.objects.select_related("team")
    if standing.is_secretariat:
        return list(rows)
    return [one for one in rows if standing.holds("coordinator", body=one.team.key)]


def targets_of(standing: Standing) -> list[tuple[str, str]]:
    """Choices of a form: the members today, as a call of the secretariat or of a project's coordinator; the partners of each own
    project."""
    found = [("members", _("the members of the Conference, as of today"))] if standing.is_secretariat else []
    for one in _own(standing):
        facts = {"project": one.acronym}
        if not standing.is_secretariat:
            found.append(
                (f"members:{one.key}", _("the members of the Conference, as of today (run by %(project)s)") % facts)
            )
        found.append((one.key, _("the universities in the project %(project)s") % facts))
    return found


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a call goes to, and the project whose coordinator runs it."""

    project: Project | None
    members: bool


def target_chosen(standing: Standing, value: str) -> Target:
    """What was chosen; 404 for a project of others."""
    if value == "members" and standing.is_secretariat:
        return Target(None, True)
    key = value.removeprefix("members:")
    found = next((one for one in _own(standing) if one.key == key), None)
    if found is None:
        raise Refused("not_found", status=404)
    return Target(found, value != key)
