"""Whom somebody may address a call to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfrans.committees.models import Call
from konfrans.committees.rules.law import call_article
from konfrans.committees.selectors.law import charter_today
from konfrans.decisions.selectors import words
from konfrans.kernel import clock
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


@dataclass(frozen=True, slots=True)
class CallRule:
    """The charter's paragraph on calls for nominations, in its own words, and for how many days the call is open."""

    article: str
    text: str
    version: str
    days: int


def call_rule(call: Call, organ: str) -> CallRule | None:
    """What the charter asks of a call: the engine does not count it, so that the words stand beside the days. None: it asks nothing."""
    version, charter = charter_today()
    article = call_article(charter, organ)
    if charter is None or not article:
        return None
    paragraphs = (one for each in charter.articles for one in each.paragraphs if one.ref == article)
    found = next(paragraphs, None)
    days = (call.closes_at - (call.opened_at or clock.now())).days
    return CallRule(article, words().choose(found.text, charter) if found else "", version, days)
