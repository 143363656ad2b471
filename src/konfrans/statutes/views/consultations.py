"""Pages of consultations on a draft, the comments of the public; the name and the readers of a draft."""

from __future__ import annotations

from functools import partial
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.counting import counted
from konfrans.kernel.refusals import Refused
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms import ConsultationForm, DraftRenameForm, PublicRemarkForm, SynthesisForm, TitlesForm
from konfrans.statutes.views.editing import edit_told
from konfrans.statutes.views.remarks import context_of

MOST_SENT, SPAN = 10, 3600
"""How many comments one network address may send in how many seconds."""


@FORM_METHODS
def consultation_open(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for comments until a day."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    form = ConsultationForm(request.POST or None, initial={"opens": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.consultation_open(actor=access.actor, draft=access.draft, **form.cleaned_data)
            return redirect("consultation", key, made.pk)
        except Refused as refused:
            refuse(form, refused)
    context = context_of(access, form=form)
    return render(request, "statutes/consultation_open.html", context, status=status_of(form))


@require_safe
def consultation(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What is asked, until when, what was said by article, and the synthesis."""
    access = selectors.access_remarks(request.user.pk, key)
    found = selectors.consultation_seen(access, number)
    context = context_of(access, consultation=found, page=selectors.consultation_page(access, found))
    return render(request, "statutes/consultation.html", context)


@FORM_METHODS
def consultation_sum_up(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Write the synthesis; where there is none yet, it begins with what the comments and their answers say."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.consultation_seen(access, number)
    initial = found.synthesis or selectors.synthesis_made(access, found)
    form = SynthesisForm(request.POST or None, initial={"synthesis": initial})
    if request.method == "POST" and form.is_valid():
        try:
            services.consultation_sum_up(actor=access.actor, consultation=found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("consultation", key, number)
        except Refused as refused:
            refuse(form, refused)
    context = context_of(access, consultation=found, form=form)
    return render(request, "statutes/consultation_sum_up.html", context, status=status_of(form))


@require_POST
def consultation_tell(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The synthesis published."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.consultation_seen(access, number)
    with told(request):
        services.consultation_tell(actor=access.actor, consultation=found)
    return redirect("consultation", key, number)


# the public -----------------------------------------------------------------------------------------------------------


@FORM_METHODS
def remark_send(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A comment without an account, in a public consultation."""
    access = selectors.access_remarks(request.user.pk, key)
    found = selectors.consultation_seen(access, number)
    place = request.GET.get("place", "")[:60]
    if access.role:
        return redirect("consultation", key, number)
    shown = selectors.access_place(selectors.draft_page(selectors.revision_of(access.draft)), place)
    form = PublicRemarkForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_trapped:
            return _thanks(request, key, number)
        if form.is_valid():
            try:
                if _too_many(request):
                    raise Refused("remark_too_many", status=429)
                services.remark_send(
                    consultation=found, place=place, name=form.cleaned_data["name"], text=form.cleaned_data["text"],
                    language=get_language() or "",
                )  # fmt: skip
                return _thanks(request, key, number)
            except Refused as refused:
                status = refused.status
                refuse(form, refused)
    context = context_of(access, consultation=found, place=shown, form=form)
    return render(request, "statutes/remark_send.html", context, status=status)


def _too_many(request: HttpRequest) -> bool:
    """Count one more of this address. Behind a proxy the address is what the proxy itself appended."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return counted(f"remark_send:{sha256(address.encode()).hexdigest()}", SPAN) > MOST_SENT


def _thanks(request: HttpRequest, key: str, number: int) -> HttpResponse:
    messages.success(request, _("Received. The working group reads it before it is shown."))
    return redirect("consultation", key, number)


@require_POST
def remark_let(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A comment of the public let through."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.remark_held(access, number)
    if found is None:
        return redirect("threads", key)
    services.remark_let(actor=access.actor, remark=found)
    return redirect("thread", key, found.thread_id)


@require_POST
def remark_turn_away(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A comment of the public deleted."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.remark_held(access, number)
    if found is not None:
        services.remark_turn_away(actor=access.actor, remark=found)
        messages.success(request, _("Deleted."))
    return redirect("threads", key)


# name and readers -----------------------------------------------------------------------------------------------------


@require_safe
def draft_settings(request: HttpRequest, key: str) -> HttpResponse:
    """What a draft is called, who reads it, whether it is worked on."""
    return _settings(request, key)


def _settings(
    request: HttpRequest, key: str, form: DraftRenameForm | None = None, titles: TitlesForm | None = None
) -> HttpResponse:
    access = selectors.access_lead(request.user.pk, key)
    revision = selectors.revision_of(access.draft)
    version = selectors.document_of_revision(revision).get("version", "")
    shown = form or DraftRenameForm(initial={"name": access.draft.name, "version": version})
    called = titles or TitlesForm(**selectors.titles_of(revision), initial={"base": revision.number})
    status = max(status_of(shown), status_of(called))
    return render(request, "statutes/draft_settings.html", context_of(access, form=shown, titles=called), status=status)


@require_POST
def draft_titles(request: HttpRequest, key: str) -> HttpResponse:
    """Title, note and headings of the chapters of the charter itself, as a change of its text."""
    access = selectors.access_lead(request.user.pk, key)
    form = TitlesForm(request.POST, **selectors.titles_of(selectors.revision_of(access.draft)))
    if not form.is_valid():
        return _settings(request, key, titles=form)
    with told(request):
        change = partial(rules.write_titles, *form.sent)
        edit_told(
            request,
            services.draft_edit(actor=access.actor, draft=access.draft, base=form.cleaned_data["base"], change=change),
        )
    return redirect(f"{reverse('draft_settings', args=[key])}#charter")


@require_POST
def draft_rename(request: HttpRequest, key: str) -> HttpResponse:
    """A draft called otherwise, or with another version."""
    access = selectors.access_lead(request.user.pk, key)
    form = DraftRenameForm(request.POST)
    if not form.is_valid():
        return _settings(request, key, form)
    with told(request):
        services.draft_rename(actor=access.actor, draft=access.draft, name=form.cleaned_data["name"])
        if version := form.cleaned_data["version"]:
            services.draft_edit(
                actor=access.actor, draft=access.draft, base=access.draft.last, change=partial(rules.set_version, version)
            )  # fmt: skip
        messages.success(request, _("Saved."))
    return redirect("draft_settings", key)


@require_POST
def draft_public_set(request: HttpRequest, key: str) -> HttpResponse:
    """A draft opened to everyone to read, or to its group and readers alone."""
    access = selectors.access_lead(request.user.pk, key)
    with told(request):
        services.draft_public_set(actor=access.actor, draft=access.draft, public=request.POST.get("public") == "yes")
    return redirect("draft_settings", key)


@require_POST
def draft_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Nobody works on a draft any more."""
    access = selectors.access_lead(request.user.pk, key)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Nothing was changed: tick the box first."))
        return redirect("draft_settings", key)
    with told(request):
        services.draft_withdraw(actor=access.actor, draft=access.draft)
    return redirect("draft", key)
