"""The coordinator decides: one nomination with every rule, a committee as a whole, confirming."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfrans.committees import selectors
from konfrans.committees.forms import AskForm, ConfirmForm, RefuseForm
from konfrans.committees.selectors.deciding import committee_page
from konfrans.committees.selectors.register import decision_numbered
from konfrans.committees.services import nominations as services
from konfrans.committees.services.seating import composition_confirm
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused
from konfrans.membership.selectors import paragraphs_on


@never_cache
@require_safe
def nomination(request: HttpRequest, key: str, nomination: str) -> HttpResponse:
    """One nomination: the person, every rule of the charter on it, what may be done."""
    running, found = selectors.access_nomination(request.user.pk, key, nomination)
    context = {
        "call": running.call, "nomination": found, "verdict": selectors.nomination_shown(found, small=False),
        "seat": selectors.seat_words(found.seat, found.committee.organ), "open": found.state in ("named", "asked"),
    }  # fmt: skip
    return render(request, "committees/nomination.html", context)


@never_cache
@FORM_METHODS
def nomination_ask(request: HttpRequest, key: str, nomination: str) -> HttpResponse:
    """Ask the university back."""
    running, found = selectors.access_nomination(request.user.pk, key, nomination)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.nomination_ask(actor=running.actor, nomination=found, **form.cleaned_data)
            messages.success(
                request, _("The question stands on the university's page. The letter waits in the outbox.")
            )
            return redirect("nomination", key=key, nomination=nomination)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "call": running.call, "nomination": found, "act": _("Ask the university")}
    return render(request, "committees/nomination_act.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def nomination_refuse(request: HttpRequest, key: str, nomination: str) -> HttpResponse:
    """Refuse a nomination, with the paragraph that it breaks."""
    running, found = selectors.access_nomination(request.user.pk, key, nomination)
    shown = selectors.nomination_shown(found)
    unmet = next((reason for reason in shown.reasons if reason.met is False), None) if shown else None
    initial = {"article": unmet.article, "reason": unmet.rule} if unmet else {}
    form = RefuseForm(
        request.POST if request.method == "POST" else None, initial=initial, articles=paragraphs_on(clock.today())
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.nomination_refuse(actor=running.actor, nomination=found, **form.cleaned_data)
            messages.success(request, _("The nomination is refused. The letter waits in the outbox."))
            return redirect("nomination", key=key, nomination=nomination)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "form": form,
        "call": running.call,
        "nomination": found,
        "act": _("Refuse the nomination"),
        "verdict": shown,
    }
    return render(request, "committees/nomination_act.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def call_committee(request: HttpRequest, key: str, committee: str) -> HttpResponse:
    """A committee as a whole: who is named, needed and got, competing nominations side by side; confirm those chosen."""
    running = selectors.access_call(request.user.pk, key)
    shown = committee_page(running, committee)
    choices = [(one.key, one.full_name) for one in shown.confirmable]
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, nominations=choices, decisions=selectors.decisions_to_point_at(),
        initial={"nominations": [key for key, _name in choices]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in shown.confirmable if one.key in form.cleaned_data["nominations"]]
        try:
            composition_confirm(
                actor=running.actor, committee=shown.committee, nominations=chosen,
                decision=decision_numbered(form.cleaned_data["decision"]),
            )  # fmt: skip
            messages.success(
                request,
                _("Confirmed: %(number)s. The letters of appointment wait in the outbox.") % {"number": len(chosen)},
            )
            return redirect("call_committee", key=key, committee=committee)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "call": running.call, "shown": shown}
    return render(request, "committees/call_committee.html", context, status=status_of(form))
