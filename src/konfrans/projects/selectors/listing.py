"""The list of projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from konfrans.people.models import Institution
from konfrans.projects.models import FactValue, Partnership, Project
from konfrans.projects.rules.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Listed:
    """A project as the list shows it: its days as they are shown, who coordinates, how many institutions are in it."""

    project: Project
    start: PartialDate | None
    end: PartialDate | None
    coordinator: Institution | None
    institutions: int


def _shown(kind: str) -> Subquery:
    values = FactValue.objects.filter(fact__project=OuterRef("pk"), fact__kind=kind, shown=True)
    return Subquery(values.values("value")[:1])


def _date(value: Any) -> PartialDate | None:
    return PartialDate.parse(value) if value else None


def projects_listed() -> list[Listed]:
    """Every project in the order of its acronym. Two queries."""
    counted = Count("partnerships", filter=Q(partnerships__ends=None, partnerships__listed=True))
    rows: Any = Project.objects.annotate(institutions=counted, start=_shown("start"), end=_shown("end"))
    heads = Partnership.objects.filter(role="coordinator", ends=None).select_related("institution")
    coordinators = {row.project_id: row.institution for row in heads}
    return [
        Listed(row, _date(row.start), _date(row.end), coordinators.get(row.pk), row.institutions)
        for row in rows.order_by("sort_key")
    ]
