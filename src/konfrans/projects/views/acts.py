"""Acts on a project, its institutions, facts, files and papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from konfrans.kernel.answers import FORM_METHODS
from konfrans.projects import forms, selectors, services
from konfrans.projects.messages import WORDS
from konfrans.projects.selectors import access_project_edit
from konfrans.projects.templatetags.projects import value_text, when
from konfrans.projects.views.forming import act_page


@FORM_METHODS
def project_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change texts, status, website, grant."""
    editing = access_project_edit(request.user.pk, key)
    one = editing.project
    names = ("acronym", "title", "lead", "programme", "action", "funder", "grant", "website", "status")
    initial = {name: getattr(one, name) for name in names} | {"translated": sorted(one.title.translated)}
    return act_page(
        request, editing, forms.ProjectChangeForm, services.project_change, initial=initial, back="project_desk",
        title=_("Change the project"), submit=_("Save"), done=_("The project is changed."),
    )  # fmt: skip


@FORM_METHODS
def partner_join(request: HttpRequest, key: str) -> HttpResponse:
    """An institution joins."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.PartnerForm, services.partner_join, back="project_partners",
        title=_("An institution joins"), submit=_("Enter"), done=_("The institution is in the project."),
    )  # fmt: skip


@FORM_METHODS
def partner_change(request: HttpRequest, key: str, institution: str) -> HttpResponse:
    """Correct since when an institution is in the project."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.partnership_of(key, institution)
    initial = {"begins": when_typed(row.begins), "by": row.by, "listed": row.listed, "note": row.note}
    return act_page(
        request, editing, forms.PartnerChangeForm, services.partner_change, fixed={"institution": institution}, initial=initial,
        back="project_partners", title=_("Change the entry of an institution"), about=row.institution.name, submit=_("Save"),
        done=_("The entry is changed."),
    )  # fmt: skip


def when_typed(date: object) -> str:
    """A date as it is typed: the stored form."""
    return str(date) if date is not None else ""


@FORM_METHODS
def partner_leave(request: HttpRequest, key: str, institution: str) -> HttpResponse:
    """An institution leaves."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.partnership_of(key, institution)
    return act_page(
        request, editing, forms.LeaveForm, services.partner_leave, fixed={"institution": institution}, back="project_partners",
        title=_("An institution leaves"), about=row.institution.name, submit=_("Enter"),
        done=_("The day it left is entered; its time in the project stays on the page."),
    )  # fmt: skip


@FORM_METHODS
def fact_source_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter what a source says of a fact."""
    kind = request.GET.get("kind", "")
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.FactForm, services.fact_source_add, back="project_facts",
        initial={"kind": kind if kind in WORDS["fact"] else None}, title=_("What a source says"), submit=_("Enter"),
        done=_("The value is entered beside the others."),
    )  # fmt: skip


@FORM_METHODS
def fact_show(request: HttpRequest, key: str, value: int) -> HttpResponse:
    """Choose which value the page shows."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.value_of(key, value)
    return act_page(
        request, editing, forms.ShowForm, services.fact_show, fixed={"value": value}, initial={"because": row.note},
        back="project_facts", title=_("Show this value"), about=f"{WORDS['fact'][row.fact.kind]}: {value_text(row)}",
        submit=_("Show it"), done=_("The page shows this value now."),
    )  # fmt: skip


@FORM_METHODS
def fact_settle(request: HttpRequest, key: str, value: int) -> HttpResponse:
    """Settle a fact."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.value_of(key, value)
    return act_page(
        request, editing, forms.SettleForm, services.fact_settle, fixed={"value": value}, back="project_facts", file_as="paper",
        title=_("Settle the fact"), about=f"{WORDS['fact'][row.fact.kind]}: {value_text(row)}", submit=_("Settle it"),
        done=_("The fact is settled. The other values stay with their sources."),
    )  # fmt: skip


@FORM_METHODS
def date_amend(request: HttpRequest, key: str) -> HttpResponse:
    """The first or last day changes."""
    editing = access_project_edit(request.user.pk, key)
    dates = selectors.facts_for_edit(editing.project)
    now = " – ".join(when(dates[kind].date) or "?" for kind in ("start", "end"))
    return act_page(
        request, editing, forms.DateForm, services.date_amend, back="project_facts", file_as="paper",
        title=_("Change a date of the project"), about=now, submit=_("Enter"),
        done=_("The new date is shown; the old one stays in the history."),
    )  # fmt: skip


@FORM_METHODS
def evidence_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a file of evidence."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.EvidenceForm, services.evidence_add, back="project_files",
        title=_("Add a file"), submit=_("Add"), done=_("The file is added."),
    )  # fmt: skip


@FORM_METHODS
def evidence_remove(request: HttpRequest, key: str, evidence: int) -> HttpResponse:
    """Take a file from the evidence."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.evidence_of(key, evidence)
    return act_page(
        request, editing, forms.RemoveForm, services.evidence_remove, fixed={"evidence": evidence}, back="project_files",
        title=_("Remove the file?"), about=row.title, submit=_("Remove"), done=_("The file is removed from the page."),
    )  # fmt: skip


@FORM_METHODS
def grant_paper_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a signed paper of the grant."""
    return act_page(
        request, access_project_edit(request.user.pk, key), forms.GrantPaperForm, services.grant_paper_add,
        back="project_grants", title=_("A paper of the grant was signed"), submit=_("Enter"),
        about=_("Every grant, and every change of its duration, purpose or amount, is filed for registration within 15 days of signing."),
        done=_("The paper is entered; its days run."),
    )  # fmt: skip


@FORM_METHODS
def grant_paper_file(request: HttpRequest, key: str, paper: int) -> HttpResponse:
    """Enter that a paper was filed."""
    editing = access_project_edit(request.user.pk, key)
    row = selectors.grant_paper_of(key, paper)
    initial = {"filed": row.filed, "number": row.number, "registered": row.registered}
    return act_page(
        request, editing, forms.FilingForm, services.grant_paper_file, fixed={"paper": paper}, initial=initial,
        back="project_grants", title=_("The paper was filed"), about=row.partnership.institution.name, submit=_("Save"),
        done=_("The filing is entered."),
    )  # fmt: skip
