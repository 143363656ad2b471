"""What pages of letters have in common, the secretariat's and a call's: held letters let go, one letter decided about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from konfrans.kernel import letters as kernel
from konfrans.kernel.acts import Actor
from konfrans.kernel.answers import told
from konfrans.people.services.releasing import letters_let_go

ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "hold": (kernel.letter_hold, _l("The letter is held back.")),
    "again": (kernel.letter_again, _l("The letter is sent once more.")),
    "settle": (kernel.letter_settle, _l("The letter is entered as sent.")),
    "close": (kernel.letter_close, _l("The letter is entered as dealt with.")),
    "withdraw": (kernel.letter_withdraw, _l("The letter is taken back.")),
}
"""What somebody may decide about a letter, by the last part of its address: the act, and the words once it is done."""


def decide(request: HttpRequest, what: str, *, actor: Actor, letter: Any) -> None:
    """Do one of `ACTS`; a refusal is told like its success."""
    act, words = ACTS[what]
    with told(request):
        act(actor=actor, letter=letter)
        messages.success(request, words)


def chosen(request: HttpRequest) -> list[int] | None:
    """The numbers of the letters that a form names as `letter`; None where it asks for all."""
    if "all" in request.POST:
        return None
    return [
        int(each) for each in request.POST.getlist("letter") if each.isascii() and each.isdigit() and len(each) < 18
    ]


def release(request: HttpRequest, *, actor: Actor, letters: Sequence[Any]) -> None:
    """Let letters leave, and tell how many did, and how many were taken back instead."""
    released, needless = letters_let_go(actor=actor, letters=letters)
    if released:
        words = ngettext("%(n)s letter is released.", "%(n)s letters are released.", released) % {"n": released}
        messages.success(request, words)
    if needless:
        words = ngettext(
            "%(n)s letter is taken back: what it asks for has been done meanwhile.",
            "%(n)s letters are taken back: what they ask for has been done meanwhile.",
            needless,
        )
        messages.success(request, words % {"n": needless})
    if not released and not needless:
        messages.error(request, _("None of these letters is held any more."))
