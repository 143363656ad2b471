"""What the first page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.kernel.models import Conference
from konfrans.portal.rules.window import MOST, Window, window
from konfrans.portal.selectors.committees import CommitteeRow, committees, told
from konfrans.portal.selectors.linked_data import conference_data
from konfrans.portal.selectors.members import Row, members_today
from konfrans.portal.selectors.registers import last_decisions
from konfrans.portal.selectors.sessions import NextSession, next_session
from konfrans.projects import selectors as projects
from konfrans.publications import selectors as publications

NEWS, DECISIONS, PROJECTS = 3, 3, 6


@dataclass(frozen=True, slots=True)
class Home:
    """The first page. `members` holds at most as many as the window shows."""

    members: tuple[Row, ...]
    number: int
    window: Window | None
    session: NextSession | None
    decisions: tuple[Any, ...]
    committees: tuple[CommitteeRow, ...]
    projects: tuple[tuple[Any, str], ...]
    news: tuple[Any, ...]
    linked_data: Mapping[str, Any]

    @property
    def sample(self) -> bool:
        """Whether a membership among them is invented."""
        return any(row.sample for row in self.members)

    @property
    def told(self) -> bool:
        """Whether public pages tell anything of its committees."""
        return told(self.committees)

    @property
    def starred(self) -> list[tuple[Any, Row]]:
        """Each star with its member."""
        return list(zip(self.window.stars, self.members, strict=True)) if self.window else []


def _years(start: Any, end: Any) -> str:
    first, last = (str(day.year) if day else "" for day in (start, end))
    return f"{first}–{last}" if first and last and first != last else first or last


def _projects() -> tuple[tuple[Any, str], ...]:
    return tuple((line, _years(line.start, line.end)) for line in projects.projects_listed()[:PROJECTS])


def home(conference: Conference) -> Home:
    """Everything the first page shows. Nine queries, and those of charters never read before."""
    today = members_today(conference.country)
    members = today.members
    return Home(
        members=members[:MOST],
        number=len(members),
        window=window(len(members)),
        session=next_session(today.votes),
        decisions=tuple(last_decisions(DECISIONS)),
        committees=committees(),
        projects=_projects(),
        news=tuple(publications.news_public()[:NEWS]),
        linked_data=conference_data(conference),
    )
