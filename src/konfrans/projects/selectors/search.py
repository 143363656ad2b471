"""What search finds of the projects."""

from __future__ import annotations

from collections.abc import Iterator

from konfrans.kernel.localised import languages
from konfrans.kernel.search import Entry
from konfrans.projects.models import Project


def entries_of(project: Project) -> list[Entry]:
    """What search finds of one project: an entry for each language."""
    texts = [s.text for s in project.statements.all()] + [p.title for p in project.work_packages.all()]
    return [
        Entry(
            kind="project", key=project.key, language=code, title=f"{project.acronym}: {project.title.given(code)}",
            path=f"projects/{project.key}/", summary=project.lead.given(code),
            text=" ".join([project.programme.given(code), project.funder.given(code), *(t.given(code) for t in texts)]),
        )
        for code in languages()
    ]  # fmt: skip


def project_entries() -> Iterator[Entry]:
    """Every project in every language: what the table of search is rebuilt from."""
    for project in Project.objects.prefetch_related("statements", "work_packages"):
        yield from entries_of(project)
