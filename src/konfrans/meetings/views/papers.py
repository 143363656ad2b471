"""Pages of a session's agenda and papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors, services
from konfrans.meetings.forms import AgendaItemForm, PaperForm, PaperVersionForm


@require_safe
def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda with what can be done to each item, and the papers."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    context = {
        "meeting": found, "agenda": selectors.agenda_of(found), "shows_papers": selectors.publishes_papers(standing, found.body),
    }  # fmt: skip
    return render(request, "meetings/agenda.html", context)


@FORM_METHODS
def agenda_item_add(request: HttpRequest, key: str) -> HttpResponse:
    """Put an item on the agenda."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    form = AgendaItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.agenda_item_add(actor=selectors.actor_in(standing, found.body), meeting=found, **form.cleaned_data)
        return redirect("agenda", found.key)
    context = {"meeting": found, "form": form, "words": _("Add an item")}
    return render(request, "meetings/agenda_form.html", context, status=status_of(form))


@FORM_METHODS
def agenda_item_change(request: HttpRequest, key: str, order: int) -> HttpResponse:
    """Change an item of the agenda, or its place."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    item = selectors.agenda_item(found, order)
    initial = {"title": item.title, "note": item.note, "reports": item.reports, "order": item.order}
    form = AgendaItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.agenda_item_change(actor=selectors.actor_in(standing, found.body), item=item, **form.cleaned_data)
        return redirect("agenda", found.key)
    context = {"meeting": found, "form": form, "words": _("Change the item")}
    return render(request, "meetings/agenda_form.html", context, status=status_of(form))


@require_POST
def agenda_item_remove(request: HttpRequest, key: str, order: int) -> HttpResponse:
    """Take an item from the agenda."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    services.agenda_item_remove(
        actor=selectors.actor_in(standing, found.body), item=selectors.agenda_item(found, order)
    )
    return redirect("agenda", found.key)


@FORM_METHODS
def paper_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a paper with its first version."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    form = PaperForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), items=selectors.agenda_choices(found),
        initial={"item": request.GET.get("item", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.paper_add(
                actor=selectors.actor_in(standing, found.body), meeting=found, title=data["title"], stream=data["file"],
                name=data["file"].name, item=selectors.agenda_item(found, int(data["item"])) if data["item"] else None,
            )  # fmt: skip
            return redirect("agenda", found.key)
        except Refused as refused:
            refuse(form, refused)
    context = {"meeting": found, "form": form, "words": _("Add a paper")}
    return render(request, "meetings/agenda_form.html", context, status=status_of(form))


@FORM_METHODS
def paper_version_add(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Add a version of a paper beside those before it."""
    standing, found = selectors.access_meeting_record(request.user.pk, key)
    paper = selectors.paper(found, number)
    form = PaperVersionForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        stream = form.cleaned_data["file"]
        try:
            services.paper_version_add(
                actor=selectors.actor_in(standing, found.body), paper=paper, stream=stream, name=stream.name
            )
            return redirect("agenda", found.key)
        except Refused as refused:
            refuse(form, refused)
    context = {"meeting": found, "form": form, "paper": paper, "words": _("Add a new version")}
    return render(request, "meetings/agenda_form.html", context, status=status_of(form))


@require_POST
def paper_publish(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Everybody may read the newest version."""
    standing, found = selectors.access_papers_publish(request.user.pk, key)
    with told(request):
        services.paper_publish(actor=selectors.actor_in(standing, found.body), paper=selectors.paper(found, number))
        messages.success(request, _("Everybody may read the newest version of the paper."))
    return redirect("agenda", found.key)


@require_POST
def paper_withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Those alone who may see the session open the paper."""
    standing, found = selectors.access_papers_publish(request.user.pk, key)
    with told(request):
        services.paper_withdraw(actor=selectors.actor_in(standing, found.body), paper=selectors.paper(found, number))
        messages.success(request, _("The paper is not public any more."))
    return redirect("agenda", found.key)
