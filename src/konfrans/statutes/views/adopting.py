"""Pages on which a draft becomes the charter, and what happens to a version afterwards is recorded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

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


@FORM_METHODS
def draft_adopt(request: HttpRequest, key: str) -> HttpResponse:
    """What adopting the draft touches, by which decision it may be adopted, and the act itself; for the secretariat."""
    standing = access_secretariat(request.user.pk)
    access = selectors.access_draft(request.user.pk, key)
    status = 200
    if request.method == "POST":
        number = number_of(request.POST.get("decision", ""))
        decision = decision_by_key(number) if number else None
        try:
            if decision is None:
                raise Refused("adopt_no_decision")
            version = services.draft_adopt(
                actor=standing.actor(), draft=access.draft, decision=decision, base=base_of(request.POST)
            )
        except Refused as refused:
            messages.error(request, worded(refused))
            status = 422
        else:
            messages.success(request, _("The draft is adopted. Its text is never changed again."))
            return redirect(f"{reverse('charter')}?v={version.document.version}")
    page = selectors.adopt_page(access.draft, clock.today())
    context = {"section": "charter", "draft": access.draft, "access": access, "page": page}
    return render(request, "statutes/draft_adopt.html", context, status=status)


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
