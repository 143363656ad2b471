"""Pages on which a draft becomes the charter, and what happens to a version afterwards is recorded."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.decisions.rules import number_of
from konfrans.decisions.selectors import decision_by_key
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.files import file_store
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.selectors import access_secretariat
from konfrans.statutes import selectors, services
from konfrans.statutes.forms import VersionDayForm
from konfrans.statutes.forms.drafts import base_of
from konfrans.statutes.views.editing import draft_context


@FORM_METHODS
def draft_put(request: HttpRequest, key: str) -> HttpResponse:
    """The last state of a draft, with its hash, before it is put to the vote; and the act."""
    access = selectors.access_lead(request.user.pk, key)
    status = 200
    if request.method == "POST":
        try:
            made = services.draft_put(actor=access.actor, draft=access.draft, base=base_of(request.POST))
        except Refused as refused:
            messages.error(request, worded(refused))
            status = 422
        else:
            return redirect("draft_proposal", key, made.state)
    page = selectors.proposal_page(access.draft, selectors.revision_of(access.draft))
    if page.put_on and status == 200:
        return redirect("draft_proposal", key, page.revision.number)
    return _put(request, access, page, status)


@require_safe
def draft_proposal(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A state that was put to the vote: its hash, the words by which a decision names it, the decisions that do."""
    access = selectors.access_remarks(request.user.pk, key)
    page = selectors.proposal_page(access.draft, selectors.revision_of(access.draft, number))
    if page.put_on is None:
        raise Refused("not_found", status=404)
    return _put(request, access, page)


def _put(request: HttpRequest, access: Any, page: Any, status: int = 200) -> HttpResponse:
    context = draft_context(access.access, remarks=access, page=page)
    if page.put_on is None:
        context["open_remarks"] = sum(selectors.open_counts(access).values())
    return render(request, "statutes/draft_put.html", context, status=status)


@FORM_METHODS
def draft_adopt(request: HttpRequest, key: str) -> HttpResponse:
    """What adopting the draft touches and by which decision it may be adopted; with a decision chosen, the decision beside the state it
    names, and the act itself; for the secretariat."""
    standing = access_secretariat(request.user.pk)
    access = selectors.access_draft(request.user.pk, key)
    status = 200
    chosen = request.POST.get("decision") or request.GET.get("decision")
    context = {"section": "charter", "draft": access.draft, "access": access}
    if chosen is not None:
        try:
            decision = _decision(chosen)
            if request.method == "POST":
                if request.POST.get("sure") != "yes":
                    messages.error(request, worded(Refused("adopt_unsure")))
                    status = 422
                else:
                    version = services.draft_adopt(actor=standing.actor(), draft=access.draft, decision=decision)
                    messages.success(request, _("The draft is adopted. Its text is never changed again."))
                    return redirect(f"{reverse('charter')}?{urlencode({'v': version.document.version})}")
            context["page"] = selectors.adopt_confirm(access.draft, decision)
            return render(request, "statutes/draft_adopt_confirm.html", context, status=status)
        except Refused as refused:
            messages.error(request, worded(refused))
            status = 422
    context["page"] = selectors.adopt_page(access.draft, clock.today())
    return render(request, "statutes/draft_adopt.html", context, status=status)


def _decision(named: str) -> Any:
    number = number_of(named)
    decision = decision_by_key(number) if number else None
    if decision is None:
        raise Refused("adopt_no_decision")
    return decision


@FORM_METHODS
def version_day_record(request: HttpRequest, version: str) -> HttpResponse:
    """Registration, approval or publication of a version: its day, by whom, its paper."""
    standing = access_secretariat(request.user.pk)
    found = selectors.version_named(version)
    form = VersionDayForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        paper = data["paper"]
        try:
            services.version_day_record(
                actor=standing.actor(), version=found, event=data["event"], day=data["day"], by=data["by"],
                paper=file_store(stream=paper.file, name=paper.name, public=True) if paper else None,
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The day is recorded."))
            return redirect(f"{reverse('charter')}?v={found.document.version}")
    context = {"section": "charter", "form": form, "version": found}
    return render(request, "statutes/version_day.html", context, status=status_of(form))
