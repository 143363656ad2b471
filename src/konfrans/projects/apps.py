"""The register of projects in the house: its refusals, what search finds, what waits, who opens its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "konfrans.projects"
    label = "projects"
    verbose_name = "Projects"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.people.registries import act_words, object_addresses, object_words
        from konfrans.projects import selectors
        from konfrans.projects.messages import MESSAGES

        word(MESSAGES)
        registries.search.add("projects", selectors.project_entries)
        registries.desk.add("projects", _waiting)
        registries.file_access.add("projects", selectors.file_open_to)
        act_words.add("projects", _acts)
        object_words.add("projects", _objects)
        object_addresses.add("projects", _address)


def _acts() -> Any:
    from konfrans.projects.messages import ACTS

    return ACTS


def _objects() -> Any:
    from konfrans.projects.messages import OBJECTS

    return OBJECTS


def _address(kind: str, key: str) -> str | None:
    """Where a project of the journal is shown."""
    from django.urls import reverse

    return reverse("project", args=[key]) if kind == "project" else None


def _waiting(standing: Any) -> Iterable[Any]:
    """Overdue deliverables and papers of a grant to be filed, as the desk shows them."""
    from konfrans.projects.views.desk import waiting

    return waiting(standing)
