"""Whom somebody may address a call to."""

from __future__ import annotations

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
    """Choices of a form: the members today (the secretariat alone), the partners of each own project."""
    found = [("members", _("the members of the Conference, as of today"))] if standing.is_secretariat else []
    return found + [(one.key, _("the universities in the project %(project)s") % {"project": one.acronym}) for one in _own(standing)]


def project_numbered(standing: Standing, key: str) -> Project:
    """A project that somebody may address a call to; 404 for another's."""
    found = next((one for one in _own(standing) if one.key == key), None)
    if found is None:
        raise Refused("not_found", status=404)
    return found
