"""Pages of drafts: begin one, write its articles, read its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from konfrans.charter.law.accepted import Remark
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.selectors import standing_of
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms import DraftOpenForm
from konfrans.statutes.forms.drafts import base_of
from konfrans.statutes.selectors import DraftAccess
from konfrans.statutes.views.editing import conflicts_told, draft_context, edit_told
from konfrans.statutes.views.remarks import remarks_beside

LONGEST_ANSWER = 2_000
"""Characters of an answer to the check in one language."""


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts that the reader may open."""
    standing = standing_of(request.user.pk)
    context = {
        "section": "charter",
        "drafts": selectors.drafts_seen(standing),
        "begins": selectors.groups_of(standing).exists(),
    }
    return render(request, "statutes/drafts.html", context)


@FORM_METHODS
def draft_open(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    standing, groups = selectors.access_groups(request.user.pk)
    named = [(one.key, one.name.given()) for one in groups]
    texts = [(one.ref, one.words) for one in selectors.texts_readable(request.user.pk)]
    form = DraftOpenForm(request.POST or None, groups=named, sources=texts)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        source = selectors.source(request.user.pk, data["begins"])
        body = next(one for one in groups if one.key == data["body"])
        try:
            made = services.draft_open(
                actor=standing.actor(), key=data["key"], name=data["name"], body=body, text=source.text,
                began_from=source.document, began_as=source.model,
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("draft", made.key)
    return render(request, "statutes/draft_open.html", {"section": "charter", "form": form}, status=status_of(form))


@require_safe
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The whole draft: every article with its rules in words, and what the check finds."""
    access = selectors.access_draft(request.user.pk, key)
    named = request.GET.get("r", "")
    revision = selectors.revision_of(access.draft, int(named) if named.isdigit() and len(named) < 9 else None)
    old = revision.number != access.draft.last
    shown = replace(access, edits=access.edits and not old)  # an old state is read
    context = draft_context(
        shown, page=selectors.draft_page(revision), old=old, writes=access.edits, **remarks_beside(access)
    )
    return render(request, "statutes/draft.html", context)


def _edit(request: HttpRequest, access: DraftAccess, change: Callable[[dict[str, Any]], None]) -> None:
    """A change of the last state by one button; a refusal is told above the next page."""
    base = base_of(request.POST) or access.draft.last
    with told(request):
        edit = services.draft_edit(actor=access.standing.actor(), draft=access.draft, base=base, change=change)
        edit_told(request, edit)


@FORM_METHODS
def draft_edit(request: HttpRequest, key: str) -> HttpResponse:
    """The whole text as TOML, with the faults at their lines."""
    access = selectors.access_draft(request.user.pk, key, edit=request.method == "POST")
    revision = selectors.revision_of(access.draft)
    text, conflicts, status = revision.text, (), 200
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            edit_told(request, services.draft_edit(
                actor=access.standing.actor(), draft=access.draft, base=base_of(request.POST), change=text
            ))  # fmt: skip
            return redirect("draft_edit", key)
        except Refused as refused:
            conflicts, status = conflicts_told(request, refused), 409 if refused.code == "draft_conflict" else 422
    context = draft_context(
        access, revision=revision, text=text, found=selectors.findings(selectors.looked_at(text)), conflicts=conflicts
    )
    return render(request, "statutes/draft_edit.html", context, status=status)


@require_POST
def draft_remark_answer(request: HttpRequest, key: str) -> HttpResponse:
    """A remark of the check answered in the draft, or an answer taken out that nothing asks for."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    finding, article = request.POST.get("finding", ""), request.POST.get("article", "")
    if finding not in get_args(Remark):
        raise Refused("not_found", status=404)
    page = selectors.draft_page(selectors.revision_of(access.draft))
    reason = {code: text for code in page.languages if (text := request.POST.get(f"reason-{code}", "").strip())}
    longest = max(map(len, reason.values()), default=0)
    if request.POST.get("do") == "withdraw":
        _edit(request, access, lambda document: rules.withdraw_answer(document, finding, article))
    elif longest > LONGEST_ANSWER:
        messages.error(request, worded(Refused("remark_too_long", length=longest, most=LONGEST_ANSWER)))
    elif len(reason) < len(page.languages):
        messages.error(request, worded(Refused("remark_reason_missing")))
    else:
        _edit(request, access, lambda document: rules.answer_remark(document, finding, article, reason))
    number = article.partition(".")[0]
    return redirect("draft_article", key, int(number)) if number.isdigit() else redirect("draft", key)
