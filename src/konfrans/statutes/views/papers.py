"""The charter and its drafts as files, and a Word document that comes back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS
from konfrans.kernel.formats import number_text
from konfrans.kernel.localised import without_controls
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import selectors, services
from konfrans.statutes.forms.papers import taken_rows
from konfrans.statutes.rules import Suggestion
from konfrans.statutes.rules.rewording import Taken, take
from konfrans.statutes.selectors import RemarkAccess, papers
from konfrans.statutes.selectors.drafts import DraftPage
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
    """A Word document of a draft comes back: its changes row by row; those that are chosen become suggestions, or one edit."""
    access = selectors.access_remarks(request.user.pk, key, remark=True)
    if request.method != "POST":
        return _word(request, access)
    if "suggest" in request.POST:
        return _suggest(request, access)
    if "apply" in request.POST:
        return _apply(request, selectors.remark_access(selectors.access_draft(request.user.pk, key, edit=True)))
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise Refused("paper_missing", field="file")
        found = papers.returned(access.draft, sent, sent.name or "", sent.size or 0)
    except Refused as refused:
        return _word(request, access, refused=worded(refused), status=422)
    return _word(request, access, found=found)


def _suggest(request: HttpRequest, access: RemarkAccess) -> HttpResponse:
    """A suggestion for each text that is changed, a comment where a suggestion cannot say it."""
    taken = taken_rows(request.POST, request.POST.getlist("take"))
    if not taken.changes:
        return _word(request, access, refused=_nothing_chosen(), status=422)
    why = without_controls(request.POST.get("why", "")).strip()
    try:
        revision = selectors.revision_of(access.draft, taken.base or None)
        page = selectors.draft_page(revision)
        said = [_opened(page, taken.language, one, why) for one in taken.changes]
        services.threads_open(
            actor=access.actor, draft=access.draft, said=said, language=get_language() or "", revision=revision.number
        )
    except Refused as refused:
        refused = Refused("paper_place_gone") if refused.status == 404 else refused
        return _word(request, access, refused=worded(refused), status=422)
    told = ngettext(
        "%(shown)s comment was opened. The draft itself was not changed.",
        "%(shown)s comments were opened. The draft itself was not changed.", len(said),
    )  # fmt: skip
    messages.success(request, told % {"shown": number_text(len(said))})
    return redirect(f"{reverse('threads', args=[access.draft.key])}?show=mine")


def _opened(page: DraftPage, language: str, one: Taken, why: str) -> services.Opened:
    """What is said of one row. A new paragraph is said at the one above it, or at its article."""
    at = str(one.article) if one.sort == "heading" or not one.paragraph else f"{one.article}.{one.paragraph}"
    place = selectors.access_place(page, at)
    if language not in page.languages:
        raise Refused("paper_place_gone")
    if one.sort in ("heading", "text"):
        proposed = place.value | {language: one.text}
        suggestion = Suggestion(place.path, place.value, proposed)
        return services.Opened(at, why or _("The words come from a Word file."), suggestion)
    if one.sort == "lost":
        said = _("The paragraph should go from the draft.")
    elif one.paragraph:
        said = f"{_('A new paragraph should stand below this one:')}\n\n{one.text}"
    else:
        said = f"{_('A new paragraph should stand first in this article:')}\n\n{one.text}"
    return services.Opened(at, f"{said}\n\n{why}" if why else said)


def _nothing_chosen() -> str:
    return _("No change was chosen, so nothing was saved. Upload the document again.")


def _apply(request: HttpRequest, access: RemarkAccess) -> HttpResponse:
    taken = taken_rows(request.POST, request.POST.getlist("take"))

    def change(document: dict[str, Any]) -> None:
        try:
            if taken.language not in document.get("languages", ()):
                raise KeyError(taken.language)
            take(document, taken.language, taken.changes)
        except KeyError:
            raise Refused("paper_place_gone") from None

    if not taken.changes:
        return _word(request, access, refused=_nothing_chosen(), status=422)
    try:
        edit = services.draft_edit(
            actor=access.access.standing.actor(), draft=access.draft, base=taken.base, change=change
        )
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


def _word(request: HttpRequest, access: RemarkAccess, *, status: int = 200, **more: Any) -> HttpResponse:
    revision = selectors.revision_of(access.draft)
    context = {
        "section": "charter", "draft": access.draft, "access": access.access, "remarks": access, "revision": revision,
        "spoken": papers.source_of_revision(access.draft, revision).languages(), **more,
    }  # fmt: skip
    return render(request, "statutes/draft_word.html", context, status=status)
