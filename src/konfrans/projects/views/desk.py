"""The working pages of a project: its parts, each with the acts that change it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.desk import Waiting
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import Standing, access_signed_in
from konfrans.projects import forms, selectors, services
from konfrans.projects.messages import WORDS
from konfrans.projects.selectors import Editing, access_project_create, access_project_edit
from konfrans.projects.views.forming import UPLOADS


def waiting(standing: Standing) -> Iterable[Waiting]:
    """What waits in the projects of this person, as the desk shows it."""
    for late in selectors.desk_waiting(standing):
        if late.code == "deliverable_late":
            yield Waiting(
                code=late.code, title=_("Deliverable of %(project)s: %(what)s") % {"project": late.acronym, "what": late.what},
                why=_("It is overdue. Enter where it stands, or a new due date."), due=late.due,
                address=reverse("project_deliverables", args=[late.project]), act=_("Open the deliverables"),
            )  # fmt: skip
        else:
            paper = {"paper": WORDS["paper"][str(late.what)], "institution": late.institution_name}
            yield Waiting(
                code=late.code, title=_("%(paper)s, %(institution)s: to be filed") % paper, due=late.due,
                why=_("Papers of a grant are filed for registration within 15 days of signing."),
                address=reverse("project_grants", args=[late.project]), act=_("Open the papers"),
            )  # fmt: skip
    yield from _disagreeing(standing)


def _disagreeing(standing: Standing) -> Iterable[Waiting]:
    for found in selectors.disagreeing(standing):
        title = ngettext(
            "%(project)s: sources disagree on %(number)s fact",
            "%(project)s: sources disagree on %(number)s facts",
            found.number,
        )
        yield Waiting(
            code="facts_disagree", title=title % {"project": found.acronym, "number": found.number},
            why=_("Choose the value that is shown, or settle it with its reason."),
            address=reverse("project_facts", args=[found.project]), act=_("Open the facts"),
        )  # fmt: skip


def _with(editing: Editing, **more: Any) -> dict[str, Any]:
    """What every working page shows; the standing is handed on, so that the frame need not ask for it again."""
    return {"standing": editing.standing, "project": editing.project, **more}


@require_safe
def projects_desk(request: HttpRequest) -> HttpResponse:
    """The projects this person may change."""
    standing = access_signed_in(request.user.pk)
    rows = selectors.projects_of(standing)
    if not rows and not standing.is_secretariat:
        raise Refused("no_access", status=403)
    context = {"standing": standing, "rows": rows, "may_create": standing.is_secretariat}
    return render(request, "projects/projects_desk.html", context)


@FORM_METHODS
def project_create(request: HttpRequest) -> HttpResponse:
    """Enter a project."""
    standing = access_project_create(request.user.pk)
    form = forms.ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            created = services.project_create(actor=standing.actor(), **form.values())
        except Refused as refused:
            refuse(form, refused, **UPLOADS)
        else:
            messages.success(request, _("The project is entered."))
            return redirect("project_desk", created.key)
    context = {
        "standing": standing, "form": form, "title": _("Enter a project"), "submit": _("Enter"), "back": reverse("projects_desk"),
    }  # fmt: skip
    return render(request, "projects/act.html", context, status=status_of(form))


@FORM_METHODS
def facts_import(request: HttpRequest) -> HttpResponse:
    """Take in facts files; every fault is shown with file, line, field and remedy."""
    standing = access_project_create(request.user.pk)
    form = forms.FactsForm(request.POST or None, request.FILES or None)
    problems: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = services.facts_import(actor=standing.actor(), files=form.cleaned_data["files"])
        except Refused as refused:
            problems = refused.facts.get("problems", ())
            if problems:
                form.add_error("files", _("Nothing was entered. Mend what the table below names, and try again."))
            else:
                refuse(form, refused, **UPLOADS)
        else:
            told = _("Taken in: institutions %(institutions)s, projects %(projects)s.")
            messages.success(request, told % {"institutions": done.institutions, "projects": done.projects})
            return redirect("projects_desk")
    context = {"standing": standing, "form": form, "problems": problems}
    return render(request, "projects/facts_import.html", context, status=status_of(form))


@require_safe
def project_desk(request: HttpRequest, key: str) -> HttpResponse:
    """The parts of a project."""
    editing = access_project_edit(request.user.pk, key)
    return render(request, "projects/project_desk.html", _with(editing))


@require_safe
def project_partners(request: HttpRequest, key: str) -> HttpResponse:
    """Institutions in the project."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, rows=selectors.partners_for_edit(editing.project))
    return render(request, "projects/project_partners.html", context)


@require_safe
def project_facts(request: HttpRequest, key: str) -> HttpResponse:
    """Facts with their values, and the history of the dates."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, facts=selectors.facts_for_edit(editing.project))
    return render(request, "projects/project_facts.html", context)


@require_safe
def project_plan(request: HttpRequest, key: str) -> HttpResponse:
    """Work packages, activities, working groups."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(
        editing,
        packages=selectors.packages_for_edit(editing.project),
        groups=selectors.groups_for_edit(editing.project),
    )
    return render(request, "projects/project_plan.html", context)


@require_safe
def project_record(request: HttpRequest, key: str) -> HttpResponse:
    """Objectives, milestones, results."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, **selectors.record_for_edit(editing.project))
    return render(request, "projects/project_record.html", context)


@require_safe
def project_deliverables(request: HttpRequest, key: str) -> HttpResponse:
    """Deliverables with versions and status."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, lines=selectors.deliverables_for_edit(editing.project))
    return render(request, "projects/project_deliverables.html", context)


@require_safe
def project_files(request: HttpRequest, key: str) -> HttpResponse:
    """Files of evidence."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, rows=selectors.files_for_edit(editing.project))
    return render(request, "projects/project_files.html", context)


@require_safe
def project_grants(request: HttpRequest, key: str) -> HttpResponse:
    """Papers of the grant and their registration."""
    editing = access_project_edit(request.user.pk, key)
    context = _with(editing, lines=selectors.grant_papers(editing.project))
    return render(request, "projects/project_grants.html", context)
