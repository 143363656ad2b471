"""Pages of comments on a draft: all of them, one with its answers, a new one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.charter.filling import fields_of, filled, shape_at
from konfrans.decisions.selectors import words
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms import AnswerForm, RemarkForm, rule_data, rule_fields, suggested_texts
from konfrans.statutes.forms.drafts import base_of
from konfrans.statutes.selectors import DraftAccess, RemarkAccess
from konfrans.statutes.views.editing import conflicts_told, edit_told


def remarks_beside(access: DraftAccess) -> dict[str, Any]:
    """What the pages of a draft show of comments: how many are open at each place, the consultation that runs."""
    remarks = selectors.remark_access(access)
    return {"remarks": remarks, "counts": selectors.open_counts(remarks)}


def context_of(access: RemarkAccess, **more: Any) -> dict[str, Any]:
    """What every page of comments has."""
    return {"section": "charter", "draft": access.draft, "remarks": access, **more}


@require_safe
def threads(request: HttpRequest, key: str) -> HttpResponse:
    """All comments on a draft, or those at one place, by how they were answered."""
    access = selectors.access_remarks(request.user.pk, key)
    show, place = request.GET.get("show", ""), request.GET.get("place", "")[:60]
    number = request.GET.get("page", "")
    page, counts = selectors.threads_page(
        access, show=show, place=place, number=int(number) if number.isdigit() and len(number) < 9 else 1
    )
    shown = show if show in selectors.FILTERS else ""
    found = selectors.place_shown(selectors.draft_page(selectors.revision_of(access.draft)), place) if place else None
    context = context_of(
        access, page=page, counts=counts, all=sum(counts.values()), show=shown, place=place, at=found,
        consultations=selectors.consultations_seen(access), query=urlencode({"show": shown, "place": place}) + "&",
    )  # fmt: skip
    return render(request, "statutes/threads.html", context)


@FORM_METHODS
def thread_open(request: HttpRequest, key: str) -> HttpResponse:
    """A new comment on a place, with or without a suggestion of other words or another rule."""
    access = selectors.access_remarks(request.user.pk, key, remark=True)
    revision = selectors.revision_of(access.draft, base_of(request.POST) or None)
    page = selectors.draft_page(revision)
    place = selectors.access_place(page, request.GET.get("place", ""))
    why = _("With a suggestion: why the draft should say this.") if place.path else ""
    form = RemarkForm(request.POST or None, help_text=why)
    shape = shape_at(place.path) if place.rule and place.path else None
    charter = selectors.charter_to_fill(revision) if shape is not None else None
    texts, value = place.texts, place.value
    sent: Any = None
    faults: Any = ()
    if request.method == "POST":
        if place.rule and place.path and request.POST.get("leave_out") == "yes":
            value = None
        elif shape is not None and charter is not None:
            sent = rule_data(request.POST)
            value = filled(shape, sent, place.value, charter.things(), charter.languages)
            faults = selectors.rule_faults(revision, place.path, value) if value != place.value else ()
        elif place.path:
            value = suggested_texts(request.POST, place.texts)
            texts = tuple(value.items())
        if form.is_valid() and not faults:
            changed = bool(place.path) and value != place.value
            try:
                made = services.thread_open(
                    actor=access.actor, draft=access.draft, place=place.place, text=form.cleaned_data["text"],
                    language=get_language() or "", revision=revision.number,
                    suggestion=rules.Suggestion(place.path, place.value, value) if changed else None,
                )  # fmt: skip
                return redirect("thread", key, made.pk)
            except Refused as refused:
                refuse(form, refused)
    fields: Any = None
    if shape is not None and charter is not None:
        fields = rule_fields(
            fields_of(shape, place.value if value is None else value, charter.things(), charter.languages, sent),
            charter,
            words(),
            faults,
            place.path,
        )
    context = context_of(
        access, place=place, form=form, fields=fields, texts=texts, revision=revision,
        unfolded=request.method == "POST" and value != place.value, left_out=value is None,
    )  # fmt: skip
    return render(request, "statutes/thread_open.html", context, status=422 if faults else status_of(form))


@require_safe
def thread(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One comment: its place as it is and as it was read, what is suggested, what was added, how it was answered."""
    return _thread(request, selectors.access_remarks(request.user.pk, key), number)


def _thread(request: HttpRequest, access: RemarkAccess, number: int, status: int = 200, **more: Any) -> HttpResponse:
    found = selectors.thread_seen(access, number)
    context = context_of(access, page=selectors.thread_page(access, found), thread=found, last=access.draft.last)
    context |= {"form": RemarkForm(), "answer": AnswerForm(initial={"revision": access.draft.last})} | more
    return render(request, "statutes/thread.html", context, status=status)


@require_POST
def remark_add(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Something added to a comment."""
    access = selectors.access_remarks(request.user.pk, key, remark=True)
    found = selectors.thread_seen(access, number)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            services.remark_add(
                actor=access.actor, thread=found, text=form.cleaned_data["text"], language=get_language() or ""
            )
            return redirect("thread", key, number)
        except Refused as refused:
            form.add_error("text", worded(refused))
    return _thread(request, access, number, 422, form=form)


@require_POST
def suggestion_take(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A suggestion becomes the next state of the draft."""
    access = selectors.remark_access(selectors.access_draft(request.user.pk, key, edit=True))
    found = selectors.thread_seen(access, number)
    try:
        edit = services.suggestion_take(actor=access.actor, thread=found, answer=request.POST.get("answer", ""))
    except Refused as refused:
        conflicts = conflicts_told(request, refused)
        return (
            _thread(request, access, number, 409, conflicts=conflicts) if conflicts else redirect("thread", key, number)
        )
    if edit is not None:
        edit_told(request, edit, _("Taken up. State of the draft: %(number)s.") % {"number": edit.revision.number})
    return redirect("thread", key, number)


@require_POST
def thread_take(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A comment was taken up in a state of the text."""
    return _answered(request, key, number, taken=True)


@require_POST
def thread_leave(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A comment is not taken up, with the reason."""
    return _answered(request, key, number, taken=False)


def _answered(request: HttpRequest, key: str, number: int, *, taken: bool) -> HttpResponse:
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.thread_seen(access, number)
    form = AnswerForm(request.POST)
    if form.is_valid():
        words_given = form.cleaned_data["answer"]
        try:
            if taken:
                state = form.cleaned_data["revision"] or access.draft.last
                services.thread_take(actor=access.actor, thread=found, revision=state, answer=words_given)
            else:
                services.thread_leave(actor=access.actor, thread=found, answer=words_given)
            return redirect("thread", key, number)
        except Refused as refused:
            refuse(form, refused)
    return _thread(request, access, number, 422, answer=form)


@require_POST
def thread_reopen(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """An answer taken back."""
    access = selectors.access_remarks(request.user.pk, key, edit=True)
    found = selectors.thread_seen(access, number)
    with told(request):
        services.thread_reopen(actor=access.actor, thread=found)
    return redirect("thread", key, number)
