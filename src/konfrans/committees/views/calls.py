"""The coordinator's pages of calls: list, draft, board, one university."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees import selectors
from konfrans.committees.forms import CallForm, ContactForm, ReopenForm
from konfrans.committees.selectors.access import addressee
from konfrans.committees.selectors.targets import call_rule, target_chosen, targets_of
from konfrans.committees.services import calls as services
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.refusals import Refused


@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that this person runs."""
    standing = selectors.access_calls(request.user.pk)
    rows = [(call, selectors.state_of(call)) for call in selectors.calls_of(standing)]
    return render(request, "committees/calls.html", {"rows": rows})


def _values(form: CallForm) -> dict[str, Any]:
    names = ("title", "closes_at", "begins_on", "keep_until", "sign_offices", "note")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


@never_cache
@FORM_METHODS
def call_create(request: HttpRequest) -> HttpResponse:
    """Draft a call."""
    standing = selectors.access_calls(request.user.pk)
    committees = selectors.committee_choices()
    form = CallForm(
        request.POST if request.method == "POST" else None,
        committees=[(one.body.key, one.body.name.given()) for one in committees], to=targets_of(standing),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        to = target_chosen(standing, form.cleaned_data["to"])
        try:
            call = services.call_create(
                actor=standing.actor(), key=form.cleaned_data["key"],
                committees=[one for one in committees if one.body.key in form.cleaned_data["committees"]],
                project=to.project, members_on=clock.today() if to.members else None, **_values(form),
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused, project="to")
        else:
            messages.success(request, _("The call is drafted. Nobody sees it before you open it."))
            return redirect("call_board", key=call.key)
    return render(request, "committees/call_form.html", {"form": form, "none": not committees}, status=status_of(form))


@never_cache
@FORM_METHODS
def call_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change a draft, or put off the deadline of an open call."""
    running = selectors.access_call(request.user.pk, key)
    call = running.call
    closes = call.closes_at.astimezone(clock.zone())
    initial = {
        "title": call.title, "note": call.note, "closes": closes.date(), "closes_time": closes.time(), "begins_on": call.begins_on,
        "keep_until": call.keep_until, "sign_offices": call.sign_offices,
    }  # fmt: skip
    form = CallForm(
        request.POST if request.method == "POST" else None,
        change=True,
        opened=call.opened_at is not None,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.call_change(actor=running.actor, call=call, **_values(form))
            messages.success(request, _("Saved."))
            return redirect("call_board", key=key)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "committees/call_form.html", {"form": form, "call": call}, status=status_of(form))


@never_cache
@require_safe
def call_board(request: HttpRequest, key: str) -> HttpResponse:
    """The board: universities x committees, gaps, what was refused, who is behind."""
    running = selectors.access_call(request.user.pk, key)
    if running.state.value == "draft":
        asked = selectors.asked_institutions(running.call)
        committees = selectors.committees_of(running.call)
        rule = call_rule(running.call, committees[0].organ) if committees else None
        context = {"call": running.call, "asked": asked, "committees": committees, "rule": rule}
        context["time"] = selectors.call_shown(running.call)
        return render(request, "committees/call_draft.html", context)
    shown = selectors.board_page(running, clock.now())
    return render(
        request, "committees/call_board.html", {"call": running.call, "shown": shown, "state": running.state.value}
    )


@require_POST
def call_open(request: HttpRequest, key: str) -> HttpResponse:
    """Open a call."""
    running = selectors.access_call(request.user.pk, key)
    with told(request):
        found = services.call_open(actor=running.actor, call=running.call)
        written = selectors.contacts_number(running.call)
        words = _(
            "The call is open. Letters that wait in the outbox: %(written)s; universities without an address: %(without)s."
        )
        messages.success(request, words % {"written": written, "without": len(found) - written})
    return redirect("call_board", key=key)


@require_POST
def call_remind(request: HttpRequest, key: str) -> HttpResponse:
    """Remind those that are behind."""
    running = selectors.access_call(request.user.pk, key)
    with told(request):
        behind = services.call_remind(actor=running.actor, call=running.call)
        messages.success(request, _("Reminders that wait in the outbox: %(number)s.") % {"number": len(behind)})
    return redirect("call_board", key=key)


@never_cache
@require_safe
def call_university(request: HttpRequest, key: str, institution: str) -> HttpResponse:
    """One university's answer as it was handed in, and the addresses that work on it."""
    running = selectors.access_call(request.user.pk, key)
    found = addressee(running.call.key, institution)
    context = {
        "call": running.call,
        "shown": selectors.answer_page(found, drafts=False),
        "institution": found.institution,
    }
    return render(request, "committees/call_university.html", context)


@never_cache
@FORM_METHODS
def call_reopen(request: HttpRequest, key: str, institution: str) -> HttpResponse:
    """Let one university answer late."""
    running = selectors.access_call(request.user.pk, key)
    found = addressee(running.call.key, institution)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.call_reopen(actor=running.actor, addressee=found, **form.cleaned_data)
            messages.success(request, _("The call is open for this university again. The letter waits in the outbox."))
            return redirect("call_university", key=key, institution=institution)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "form": form,
        "call": running.call,
        "institution": found.institution,
        "act": _("Reopen for this university"),
    }
    return render(request, "committees/call_act.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def contact_add(request: HttpRequest, key: str, institution: str) -> HttpResponse:
    """Add an address of the management."""
    running = selectors.access_call(request.user.pk, key)
    found = addressee(running.call.key, institution)
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            services.contact_add(actor=running.actor, addressee=found, **form.cleaned_data)
            messages.success(request, _("The address is added. The letter waits in the outbox."))
            return redirect("call_university", key=key, institution=institution)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "call": running.call, "institution": found.institution, "act": _("Add an address")}
    return render(request, "committees/call_act.html", context, status=status_of(form))
