"""What everybody sees of the projects."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfrans.projects import selectors
from konfrans.projects.messages import WORDS

PER_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Every project."""
    page = Paginator(selectors.projects_listed(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/projects.html", {"section": "projects", "page": page})


@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """One project: partners, work plan, milestones, results, and where sources disagree."""
    return render(request, "projects/project.html", {"section": "projects", "page": selectors.project_page(key)})


@require_safe
def project_history(request: HttpRequest, key: str) -> HttpResponse:
    """Who entered or changed what, when: of the whole project, or of one fact (`?of=end`)."""
    kind = request.GET.get("of", "")
    kind = kind if kind in WORDS["fact"] else ""
    project = selectors.project_by_key(key)
    number = request.GET.get("page")
    if kind:
        page: Page[Any] = Paginator(selectors.history(key, kind), PER_PAGE).get_page(number)
        lines = list(page)
    else:
        page = Paginator(selectors.history_rows(key), PER_PAGE).get_page(number)
        lines = selectors.history_lines(page)
    context = {"section": "projects", "project": project, "kind": kind, "page": page, "lines": lines}
    return render(request, "projects/project_history.html", context)
