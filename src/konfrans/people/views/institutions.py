"""The secretariat's pages of institutions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.conference import conference
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors, services
from konfrans.people.forms import InstitutionChangeForm, InstitutionForm
from konfrans.people.services.institutions import CHANGEABLE
from konfrans.people.views.lists import page_of


@require_safe
def desk_institutions(request: HttpRequest) -> HttpResponse:
    """All institutions of the register, searched by any of their names."""
    selectors.access_secretariat(request.user.pk)
    query = request.GET.get("q", "").strip()
    page = page_of(request, selectors.institutions_found(query))
    return render(request, "people/desk_institutions.html", {"page": page, "query": query})


@FORM_METHODS
def institution_create(request: HttpRequest) -> HttpResponse:
    """Enter an institution."""
    standing = selectors.access_secretariat(request.user.pk)
    form = InstitutionForm(request.POST or None, initial={"country": conference().country or "AZ"})
    if form.is_bound and form.is_valid():
        try:
            created = services.institution_create(actor=standing.actor(), **form.facts())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Entered: %(name)s.") % {"name": created.name})
            return redirect("desk_institutions")
    return render(request, "people/institution_create.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def institution_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what the register says of an institution."""
    standing = selectors.access_secretariat(request.user.pk)
    institution = selectors.institution(key)
    form = InstitutionChangeForm(
        request.POST or None, initial={field: getattr(institution, field) for field in CHANGEABLE}
    )
    if form.is_bound and form.is_valid():
        try:
            services.institution_change(actor=standing.actor(), institution=institution, **form.facts())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": institution.name})
            return redirect("desk_institutions")
    context = {"form": form, "institution": selectors.institution(key)}
    return render(request, "people/institution_change.html", context, status=status_of(form))
