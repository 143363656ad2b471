"""What an edit of a draft tells: that it was kept, what others changed meanwhile, where both changed the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import selectors, services
from konfrans.statutes.selectors import DraftAccess


def draft_context(access: DraftAccess, **more: Any) -> dict[str, Any]:
    """What every page has on which a draft is read or written."""
    return {"section": "charter", "draft": access.draft, "access": access, **more}


def edit_told(
    request: HttpRequest, edit: services.Edit, words: str = "", *, undo: bool = False, back: str = ""
) -> None:
    """Above the next page: `words`, or as which state it was saved, with a button that undoes it (with `words`, only where `undo`);
    and the places that others changed meanwhile. `back` is the article that the button leads back to."""
    if not edit.changed and not words:
        messages.info(request, _("Nothing was changed: the draft says this already."))
    elif edit.changed and (undo or not words):
        context = {"revision": edit.revision, "words": words, "before": edit.revision.number - 1, "back": back}
        messages.success(request, render_to_string("statutes/parts/saved.html", context, request))
    else:
        messages.success(request, words)
    if edit.meanwhile:
        places = selectors.places_said(edit.meanwhile, edit.revision.text)
        messages.info(request, _("Meanwhile others changed: %(places)s. Both changes are kept.") % {"places": places})
    if edit.left_behind:
        places = selectors.places_said(edit.left_behind, edit.revision.text)
        messages.warning(
            request,
            _("The words of these paragraphs name a number that has moved: %(places)s. Look at them, in each language.")
            % {"places": places},
        )


def conflicts_told(request: HttpRequest, refused: Refused) -> tuple[Any, ...]:
    """What others wrote meanwhile at the same places; any other refusal is told above the page."""
    if refused.code == "draft_conflict":
        return selectors.conflicts_shown(refused.facts["conflicts"])
    messages.error(request, worded(refused))
    return ()
