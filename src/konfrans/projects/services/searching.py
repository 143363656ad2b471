"""The search table, renewed inside the acts that change a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from konfrans.kernel.search import search_put
from konfrans.projects.models import Project
from konfrans.projects.selectors.search import entries_of

_later: ContextVar[bool] = ContextVar("konfrans_projects_index_later", default=False)


@contextmanager
def index_later() -> Iterator[None]:
    """Inside, acts do not renew the search table: whoever plays many of them does it once at the end."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def index(project: Project) -> None:
    """Renew what search finds of a project."""
    if not _later.get():
        search_put(kind="project", key=project.key, entries=entries_of(project))
