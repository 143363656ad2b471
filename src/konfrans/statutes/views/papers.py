"""The charter and its drafts as files, and a Word document that comes back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import selectors, services
from konfrans.statutes.forms.papers import taken_rows
from konfrans.statutes.rules.rewording import take
from konfrans.statutes.selectors import DraftAccess, papers
from konfrans.statutes.views.editing import edit_told


@require_safe
def charter_paper(request: HttpRequest, form: str) -> HttpResponse:
    """A version of the charter as PDF, Word, Akoma Ntoso, JSON or TOML; the one in force where none is named."""
    named = request.GET.get("v", "")
    version = selectors.version_named(named) if named else selectors.charter_on(clock.today())[0]
    return _file(request, papers.source_of_version(version), form)


@require_safe
def draft_paper(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A state of a draft as a file; the last one where none is named."""
    access = selectors.access_draft(request.user.pk, key)
    named = request.GET.get("r", "")
    revision = selectors.revision_of(access.draft, int(named) if named.isdigit() and len(named) < 9 else None)
    return _file(request, papers.source_of_revision(access.draft, revision), form)


def _file(request: HttpRequest, source: papers.Source, form: str) -> HttpResponse:
    found = papers.paper(source, form, language=request.GET.get("lang", "")[:8], rules="rules" in request.GET)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@FORM_METHODS
def draft_word(request: HttpRequest, key: str) -> HttpResponse:
    """A Word document of a draft comes back: its changes row by row; those that are chosen become one edit."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    if request.method != "POST":
        return _word(request, access)
    if "apply" in request.POST:
        return _apply(request, access)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise Refused("paper_missing", field="file")
        found = papers.returned(access.draft, sent, sent.name or "", sent.size or 0)
    except Refused as refused:
        return _word(request, access, refused=worded(refused), status=422)
    return _word(request, access, found=found)


def _apply(request: HttpRequest, access: DraftAccess) -> HttpResponse:
    taken = taken_rows(request.POST, request.POST.getlist("take"))

    def change(document: dict[str, Any]) -> None:
        try:
            if taken.language not in document.get("languages", ()):
                raise KeyError(taken.language)
            take(document, taken.language, taken.changes)
        except KeyError:
            raise Refused("paper_place_gone") from None

    if not taken.changes:
        return _word(
            request,
            access,
            refused=_("No change was chosen, so nothing was saved. Upload the document again."),
            status=422,
        )
    try:
        edit = services.draft_edit(actor=access.standing.actor(), draft=access.draft, base=taken.base, change=change)
    except Refused as refused:
        if refused.code != "draft_conflict":
            return _word(request, access, refused=worded(refused), status=422)
        conflicts = selectors.conflicts_shown(refused.facts["conflicts"])
        head = selectors.revision_of(access.draft)
        source = papers.source_of_revision(access.draft, head)
        again = papers.chosen_again(source, head.number, taken.language, taken.changes)
        return _word(request, access, conflicts=conflicts, found=again, status=409)
    edit_told(request, edit)
    return redirect("draft", access.draft.key)


def _word(request: HttpRequest, access: DraftAccess, *, status: int = 200, **more: Any) -> HttpResponse:
    revision = selectors.revision_of(access.draft)
    context = {
        "section": "charter", "draft": access.draft, "access": access, "revision": revision,
        "spoken": papers.source_of_revision(access.draft, revision).languages(), **more,
    }  # fmt: skip
    return render(request, "statutes/draft_word.html", context, status=status)
