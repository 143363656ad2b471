"""The page of one university: it names people, lets others draft, signs off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees import selectors
from konfrans.committees.forms import DelegateForm, NominationForm
from konfrans.committees.forms.nominations import CV_KINDS
from konfrans.committees.services import calls as calls_services
from konfrans.committees.services import nominations as services
from konfrans.committees.views.passes import passes_of
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.files import file_store
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.views.files import file_answer


def _answerer(request: HttpRequest, call: str, institution: str) -> selectors.Answerer:
    return selectors.access_answer(request.user.pk, passes_of(request), call, institution)


@never_cache
@FORM_METHODS
def answer(request: HttpRequest, call: str, institution: str) -> HttpResponse:
    """Every place with who is named for it, what is missing, and what may be done."""
    answerer = _answerer(request, call, institution)
    shown = selectors.answer_page(answerer.addressee, drafts=True)
    context = {
        "answerer": answerer,
        "shown": shown,
        "call": answerer.addressee.call,
        "institution": answerer.addressee.institution,
    }
    return render(request, "committees/answer.html", context)


def _places(shown: Any) -> list[tuple[str, str]]:
    return [
        (place.value, f"{committee.body.name.given()}: {place.words}")
        for committee, places in shown.places
        for place in places
    ]


def _named(shown: Any, form: NominationForm) -> dict[str, Any]:
    """The form's values as a service takes them."""
    data = dict(form.cleaned_data)
    key, _colon, seat = data.pop("place").rpartition(":")
    committee = next(one for one, _places_of in shown.places if one.body.key == key)
    upload = data.pop("cv")
    cv = file_store(stream=upload, name=upload.name, public=False, accept=CV_KINDS) if upload else None
    return data | {"committee": committee, "seat": seat, "cv": cv}


@never_cache
@FORM_METHODS
def nomination_draft(request: HttpRequest, call: str, institution: str) -> HttpResponse:
    """Name a person."""
    answerer = _answerer(request, call, institution)
    shown = selectors.answer_page(answerer.addressee, drafts=True)
    if not shown.answering.may:
        messages.error(request, _("The call is closed for your university; nobody can be named any more."))
        return redirect("answer", call=call, institution=institution)
    initial = {"place": request.GET.get("place", ""), "language": get_language()}
    bound = request.method == "POST"
    form = NominationForm(
        request.POST if bound else None, request.FILES if bound else None, places=_places(shown), initial=initial
    )
    if bound and form.is_valid():
        try:
            services.nomination_draft(answerer=answerer, **_named(shown, form))
            messages.success(
                request, _("The person stands in the draft. Nothing is handed in before the management signs off.")
            )
            return redirect("answer", call=call, institution=institution)
        except Refused as refused:
            refuse(form, refused, file="cv")
    context = {"form": form, "answerer": answerer, "shown": shown, "call": answerer.addressee.call}
    return render(request, "committees/nomination_form.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def nomination_change(request: HttpRequest, call: str, institution: str, nomination: str) -> HttpResponse:
    """Change a nomination that is not decided; where the coordinator asked, answer."""
    answerer = _answerer(request, call, institution)
    found = selectors.nomination_of(answerer, nomination)
    shown = selectors.answer_page(answerer.addressee, drafts=True)
    fields = ("given", "father", "patronymic", "surname", "email", "language", "position", "field", "reply")
    initial = {name: getattr(found, name) for name in fields} | {"place": f"{found.committee.body.key}:{found.seat}"}
    bound = request.method == "POST"
    form = NominationForm(
        request.POST if bound else None, request.FILES if bound else None, places=_places(shown), initial=initial,
        asked=found.state == "asked",
    )  # fmt: skip
    if bound and form.is_valid():
        try:
            services.nomination_change(answerer=answerer, nomination=found, **_named(shown, form))
            messages.success(request, _("Saved."))
            return redirect("answer", call=call, institution=institution)
        except Refused as refused:
            refuse(form, refused, file="cv")
    context = {"form": form, "answerer": answerer, "shown": shown, "call": answerer.addressee.call, "nomination": found}
    return render(request, "committees/nomination_form.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def nomination_withdraw(request: HttpRequest, call: str, institution: str, nomination: str) -> HttpResponse:
    """Take a nomination back; asked once before it is done."""
    answerer = _answerer(request, call, institution)
    found = selectors.nomination_of(answerer, nomination)
    if request.method == "POST":
        with told(request):
            services.nomination_withdraw(answerer=answerer, nomination=found)
            messages.success(request, _("The nomination is withdrawn."))
        return redirect("answer", call=call, institution=institution)
    context = {"answerer": answerer, "nomination": found, "call": answerer.addressee.call}
    return render(request, "committees/nomination_withdraw.html", context)


@require_POST
def consent_ask_again(request: HttpRequest, call: str, institution: str, nomination: str) -> HttpResponse:
    """Send a nominee a new link."""
    answerer = _answerer(request, call, institution)
    found = selectors.nomination_of(answerer, nomination)
    with told(request):
        services.consent_ask_again(answerer=answerer, nomination=found)
        messages.success(request, _("A new link goes to the nominee; the old one does not work any more."))
    return redirect("answer", call=call, institution=institution)


@never_cache
@FORM_METHODS
def answer_sign(request: HttpRequest, call: str, institution: str) -> HttpResponse:
    """Sign off: shown once more before it is done."""
    answerer = _answerer(request, call, institution)
    if request.method == "POST":
        with told(request):
            named = services.answer_sign(answerer=answerer)
            messages.success(
                request,
                _("The answer is handed in. People who are asked for their consent: %(number)s.")
                % {"number": len(named)},
            )
        return redirect("answer", call=call, institution=institution)
    shown = selectors.answer_page(answerer.addressee, drafts=True)
    context = {
        "answerer": answerer,
        "shown": shown,
        "call": answerer.addressee.call,
        "institution": answerer.addressee.institution,
    }
    return render(request, "committees/answer_sign.html", context)


@never_cache
@FORM_METHODS
def drafter_add(request: HttpRequest, call: str, institution: str) -> HttpResponse:
    """Let somebody draft the answer."""
    answerer = _answerer(request, call, institution)
    if not answerer.manages:
        raise no_access("answer_of_others")
    form = DelegateForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            calls_services.contact_add(
                actor=answerer.actor, addressee=answerer.addressee, office="drafter", held=False, **form.cleaned_data
            )
            messages.success(
                request, _("A link goes to this address. Whoever reads mail there may draft, and not sign off.")
            )
            return redirect("answer", call=call, institution=institution)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "answerer": answerer, "call": answerer.addressee.call}
    return render(request, "committees/drafter_add.html", context, status=status_of(form))


@require_POST
def drafter_withdraw(request: HttpRequest, call: str, institution: str, pk: int) -> HttpResponse:
    """Take the draft away from somebody again."""
    answerer = _answerer(request, call, institution)
    shown = selectors.answer_page(answerer.addressee, drafts=True)
    found = next((one for one in shown.contacts if one.pk == pk and one.office == "drafter"), None)
    if found is None or not answerer.manages:
        raise Refused("not_found", status=404)
    with told(request):
        calls_services.contact_withdraw(actor=answerer.actor, contact=found)
        messages.success(request, _("This address opens the answer no longer."))
    return redirect("answer", call=call, institution=institution)


@never_cache
@require_safe
def answer_cv(request: HttpRequest, call: str, institution: str, nomination: str) -> FileResponse:
    """The CV of somebody this university named."""
    answerer = _answerer(request, call, institution)
    found = selectors.nomination_of(answerer, nomination)
    if found.cv is None:
        raise Refused("not_found", status=404)
    return file_answer(found.cv)
