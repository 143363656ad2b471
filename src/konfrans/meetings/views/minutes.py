"""Pages of a session's minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.formats import date_text
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors, services
from konfrans.meetings.forms import MinutesApproveForm, MinutesForm


@require_safe
def minutes(request: HttpRequest, key: str) -> HttpResponse:
    """The newest version that somebody may read, with those before it and what can be done to it."""
    standing, found = selectors.access_meeting(request.user.pk, key)
    asked = request.GET.get("version", "")
    versions = selectors.minutes_seen(found, standing)
    chosen = versions[0] if versions else None
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        chosen = selectors.minutes_version(found, standing, int(asked))
    context: dict[str, Any] = {
        "meeting": found, "versions": versions, "chosen": chosen, "records": selectors.manages(standing, found.body),
        "ahead": found.date > clock.today(), "newest": chosen is not None and chosen.version == versions[0].version,
    }  # fmt: skip
    if chosen is not None:
        shown = selectors.minutes_shown(chosen)
        still_open = context["records"] and context["newest"] and chosen.state != "approved"
        context |= {
            "shown": shown, "state": selectors.state_words(shown), "came": [(one, selectors.how_words(one)) for one in shown.came],
            "sends": still_open and chosen.state == "draft", "approves": still_open and selectors.approves(standing, found.body),
        }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


@require_safe
def minutes_pdf(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """A version as a PDF in the page's language."""
    standing, found = selectors.access_meeting(request.user.pk, key)
    chosen = selectors.minutes_version(found, standing, version)
    response = HttpResponse(selectors.minutes_pdf(chosen, get_language() or "en"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="minutes-{found.key}-{version}.pdf"'
    return response


@FORM_METHODS
def minutes_write(request: HttpRequest, key: str) -> HttpResponse:
    """Write the minutes, or write them anew: each time a version of its own."""
    standing, found = selectors.access_meeting_held(request.user.pk, key)
    versions = selectors.minutes_seen(found, standing)
    correcting = any(one.state == "approved" for one in versions)
    form = MinutesForm(
        request.POST if request.method == "POST" else None, correcting=correcting,
        initial={"text": versions[0].text if versions else None, "what_was_wrong": versions[0].what_was_wrong if versions else None},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.minutes_write(
                actor=selectors.actor_in(standing, found.body), meeting=found, text=form.cleaned_data["text"],
                what_was_wrong=form.cleaned_data.get("what_was_wrong"),
            )  # fmt: skip
            return redirect("minutes", found.key)
        except Refused as refused:
            refuse(form, refused)
    context = {"meeting": found, "form": form, "correcting": correcting, "began": bool(versions)}
    return render(request, "meetings/minutes_form.html", context, status=status_of(form))


@require_POST
def minutes_send(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Let those who see the session read a draft."""
    standing, found = selectors.access_meeting_held(request.user.pk, key)
    with told(request):
        services.minutes_send(
            actor=selectors.actor_in(standing, found.body), minutes=selectors.minutes_version(found, standing, version)
        )
        messages.success(request, _("Those who see the session may read the draft now."))
    return redirect("minutes", found.key)


@FORM_METHODS
def minutes_approve(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Approve the newest version for good."""
    standing, found = selectors.access_meeting_approve(request.user.pk, key)
    chosen = selectors.minutes_version(found, standing, version)
    later = {one: (row, date_text(row.date)) for one, row in selectors.sessions_after(found, clock.today())}
    form = MinutesApproveForm(
        request.POST if request.method == "POST" else None, sessions=[(one, day) for one, (_row, day) in later.items()]
    )
    if request.method == "POST" and form.is_valid():
        at = form.cleaned_data["at"]
        try:
            services.minutes_approve(
                actor=selectors.actor_in(standing, found.body), minutes=chosen, at=later[at][0] if at else None
            )
            messages.success(request, _("The minutes are approved."))
            return redirect("minutes", found.key)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "meeting": found, "form": form, "chosen": chosen, "drafts": selectors.drafts_of(found),
        "publishes": standing.is_secretariat, "records": selectors.manages(standing, found.body),
    }  # fmt: skip
    return render(request, "meetings/minutes_approve.html", context, status=status_of(form))
