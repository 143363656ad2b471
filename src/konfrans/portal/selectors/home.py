"""What the first page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.decisions import selectors as decisions
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference
from konfrans.portal.rules.window import MOST, Window, window
from konfrans.portal.selectors.committees import CommitteeRow, committees
from konfrans.portal.selectors.linked_data import conference_data
from konfrans.portal.selectors.members import Row, members_today
from konfrans.portal.selectors.registers import last_decisions, next_session
from konfrans.projects import selectors as projects
from konfrans.publications import selectors as publications

NEWS, DECISIONS = 3, 3


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as the first page shows it; `years` is empty where the dates are not public."""

    key: str
    acronym: str
    title: Localised
    lead: Localised
    coordinator: Any
    years: str
    number: int


@dataclass(frozen=True, slots=True)
class Home:
    """The first page. `members` holds at most as many as the window shows."""

    members: tuple[Row, ...]
    number: int
    window: Window | None
    session: Any
    decisions: tuple[Any, ...]
    decided: int
    committees: tuple[CommitteeRow, ...]
    projects: tuple[ProjectRow, ...]
    news: tuple[Any, ...]
    linked_data: Mapping[str, Any]

    @property
    def starred(self) -> list[tuple[Any, Row]]:
        """Each star with its member."""
        return list(zip(self.window.stars, self.members, strict=True)) if self.window else []


def _projects() -> tuple[ProjectRow, ...]:
    rows = projects.projects().prefetch_related("facts__values", "partnerships__institution")
    return tuple(_project(row) for row in rows)


def _project(row: Any) -> ProjectRow:
    shown = {fact.kind: value.value for fact in row.facts.all() for value in fact.values.all() if value.shown}
    begins, ends = shown.get("start", "")[:4], shown.get("end", "")[:4]
    partnerships = [p for p in row.partnerships.all() if p.ends is None]
    return ProjectRow(
        key=row.key, acronym=row.acronym, title=row.title, lead=row.lead,
        coordinator=next((p.institution for p in partnerships if p.role == "coordinator"), None),
        years=begins if begins == ends or not ends else f"{begins}–{ends}",
        number=sum(1 for p in partnerships if p.listed),
    )  # fmt: skip


def home(conference: Conference) -> Home:
    """Everything the first page shows, in at most nine queries."""
    members = members_today(conference.country)
    return Home(
        members=tuple(members[:MOST]),
        number=len(members),
        window=window(len(members)),
        session=next_session(),
        decisions=tuple(last_decisions(DECISIONS)),
        decided=decisions.published().count(),
        committees=tuple(committees()),
        projects=_projects(),
        news=tuple(publications.news_public()[:NEWS]),
        linked_data=conference_data(conference),
    )
