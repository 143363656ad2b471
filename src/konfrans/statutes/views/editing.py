"""What an edit of a draft tells: that it was kept, what others changed meanwhile, where both changed the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import selectors, services


def edit_told(request: HttpRequest, edit: services.Edit, words: str = "") -> None:
    """Above the next page: `words`, or that it was saved; and the places that others changed meanwhile."""
    messages.success(request, words or _("Saved."))
    if edit.meanwhile:
        places = ", ".join(edit.meanwhile)
        messages.info(request, _("Meanwhile others changed: %(places)s. Both changes are kept.") % {"places": places})


def conflicts_told(request: HttpRequest, refused: Refused) -> tuple[Any, ...]:
    """What others wrote meanwhile at the same places; any other refusal is told above the page."""
    if refused.code == "draft_conflict":
        return selectors.conflicts_shown(refused.facts["conflicts"])
    messages.error(request, worded(refused))
    return ()
