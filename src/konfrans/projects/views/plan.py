"""Acts on the work plan, on deliverables and on the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from konfrans.kernel.answers import FORM_METHODS
from konfrans.projects import forms, selectors, services
from konfrans.projects.selectors import access_project_edit
from konfrans.projects.views.acts import when_typed
from konfrans.projects.views.forming import act_page


@FORM_METHODS
def work_package_set(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a work package, or change the one of this number (`?number=2`)."""
    editing = access_project_edit(request.user.pk, key)
    number = request.GET.get("number", "")
    initial = {}
    if number.isdecimal() and len(number) < 4:
        row = selectors.package_of(key, int(number))
        initial = {
            "number": row.number, "kind": row.kind, "title": row.title, "translated": sorted(row.title.translated),
            "lead": row.lead.key if row.lead else "", "begins": when_typed(row.begins), "ends": when_typed(row.ends),
            "months": row.months, "note": row.note,
        }  # fmt: skip
    return act_page(
        request, editing, forms.WorkPackageForm, services.work_package_set, initial=initial, back="project_plan",
        title=_("Work package"), submit=_("Save"), done=_("The work package is saved."),
    )  # fmt: skip


@FORM_METHODS
def activity_set(request: HttpRequest, key: str, package: int) -> HttpResponse:
    """Enter an activity of a work package, or change the one of this number (`?number=2.3`)."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.package_of(key, package)
    found = selectors.activity_of(key, package, request.GET.get("number", ""))
    initial: dict[str, Any] = {"number": f"{package}."}
    if found is not None:
        initial = {
            "number": found.number, "title": found.title, "translated": sorted(found.title.translated),
            "begins": when_typed(found.begins), "ends": when_typed(found.ends), "months": found.months,
        }  # fmt: skip
    return act_page(
        request, editing, forms.ActivityForm, services.activity_set, fixed={"package": package}, initial=initial,
        back="project_plan", title=_("Activity"), about=f"{package}. {row.title.given()}", submit=_("Save"),
        done=_("The activity is saved."),
    )  # fmt: skip


@FORM_METHODS
def activity_remove(request: HttpRequest, key: str, package: int, number: str) -> HttpResponse:
    """Take an activity out of the work plan."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.activity_of(key, package, number, required=True)
    return act_page(
        request, editing, forms.RemoveForm, services.activity_remove, fixed={"package": package, "number": number},
        back="project_plan", title=_("Remove the activity?"), about=f"{number} {row.title.given() if row else ''}",
        submit=_("Remove"), done=_("The activity is removed."),
    )  # fmt: skip


@FORM_METHODS
def working_group_add(request: HttpRequest, key: str) -> HttpResponse:
    """Form a working group."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.GroupForm, services.working_group_add, back="project_plan",
        title=_("Form a working group"), submit=_("Form it"), done=_("The working group is formed."),
    )  # fmt: skip


@FORM_METHODS
def deliverable_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a deliverable."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.DeliverableForm, services.deliverable_add,
        back="project_deliverables", title=_("Enter a deliverable"), submit=_("Enter"), done=_("The deliverable is entered."),
    )  # fmt: skip


@FORM_METHODS
def deliverable_change(request: HttpRequest, key: str, deliverable: str) -> HttpResponse:
    """Change a deliverable."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.deliverable_of(key, deliverable)
    initial = {
        "title": row.title, "translated": sorted(row.title.translated), "number": row.number, "due": when_typed(row.due),
        "package": row.package.number if row.package else None, "responsible": row.responsible.key if row.responsible else "",
        "dissemination": row.dissemination, "note": row.note,
    }  # fmt: skip
    return act_page(
        request, editing, forms.DeliverableForm, services.deliverable_change, fixed={"deliverable": deliverable},
        initial=initial, form_options={"new": False}, back="project_deliverables", title=_("Change the deliverable"),
        submit=_("Save"), done=_("The deliverable is changed."),
    )  # fmt: skip


@FORM_METHODS
def deliverable_status_set(request: HttpRequest, key: str, deliverable: str) -> HttpResponse:
    """A deliverable goes on to another status."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.deliverable_of(key, deliverable)
    return act_page(
        request, editing, forms.StatusForm, services.deliverable_status_set, fixed={"deliverable": deliverable},
        form_options={"status": row.status}, back="project_deliverables", title=_("New status of a deliverable"),
        about=row.title, submit=_("Save"), done=_("The status is changed."),
    )  # fmt: skip


@FORM_METHODS
def deliverable_version_add(request: HttpRequest, key: str, deliverable: str) -> HttpResponse:
    """Add a version of a deliverable."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.deliverable_of(key, deliverable)
    return act_page(
        request, editing, forms.VersionForm, services.deliverable_version_add, fixed={"deliverable": deliverable},
        back="project_deliverables", title=_("Add a version"), about=row.title, submit=_("Add"), done=_("The version is added."),
    )  # fmt: skip


@FORM_METHODS
def objective_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter an objective."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.ObjectiveForm, services.objective_add, back="project_record",
        title=_("Enter an objective"), submit=_("Enter"), done=_("The objective is entered."),
    )  # fmt: skip


@FORM_METHODS
def milestone_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a milestone."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.MilestoneForm, services.milestone_add, back="project_record",
        title=_("Enter a milestone"), submit=_("Enter"), done=_("The milestone is entered."),
    )  # fmt: skip


@FORM_METHODS
def result_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a result."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.ResultForm, services.result_add, back="project_record",
        title=_("Enter a result"), submit=_("Enter"), done=_("The result is entered."),
    )  # fmt: skip


@FORM_METHODS
def objective_remove(request: HttpRequest, key: str, statement: int) -> HttpResponse:
    """Take an objective off the page."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.statement_of(key, "objective", statement)
    return act_page(
        request, editing, forms.RemoveForm, services.objective_remove, fixed={"objective": statement}, back="project_record",
        title=_("Remove the objective?"), about=row.text, submit=_("Remove"), done=_("The objective is removed."),
    )  # fmt: skip


@FORM_METHODS
def milestone_remove(request: HttpRequest, key: str, statement: int) -> HttpResponse:
    """Take a milestone off the page."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.statement_of(key, "milestone", statement)
    return act_page(
        request, editing, forms.RemoveForm, services.milestone_remove, fixed={"milestone": statement}, back="project_record",
        title=_("Remove the milestone?"), about=row.text, submit=_("Remove"), done=_("The milestone is removed."),
    )  # fmt: skip


@FORM_METHODS
def result_remove(request: HttpRequest, key: str, statement: int) -> HttpResponse:
    """Take a result off the page."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.statement_of(key, "result", statement)
    return act_page(
        request, editing, forms.RemoveForm, services.result_remove, fixed={"result": statement}, back="project_record",
        title=_("Remove the result?"), about=row.text, submit=_("Remove"), done=_("The result is removed."),
    )  # fmt: skip
