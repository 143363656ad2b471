"""Refusals: a code and facts, worded in the reader's language only when somebody reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.formats import date_text

_WORDS: dict[str, str | Promise] = {}


class Refused(Exception):
    """An act or a page is refused. `code` is a key of a domain's `messages.py`; `facts` fill its sentence.

    `status` is the HTTP status a page answers with: 403 where access is refused, 404 where nothing is there to be seen,
    422 where the facts do not allow the act. `field` names the form field the refusal belongs to.
    """

    status = 422

    def __init__(self, code: str, *, field: str | None = None, status: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.field, self.facts = code, field, facts
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return str(worded(self))


def no_access(code: str = "no_access", **facts: Any) -> Refused:
    """A refusal of access, answered with 403."""
    return Refused(code, status=403, **facts)


def word(messages: dict[str, str | Promise]) -> None:
    """Register a domain's sentences; a code belongs to one domain."""
    twice = _WORDS.keys() & messages.keys()
    if any(_WORDS[code] is not messages[code] for code in twice):
        raise ValueError(f"refusal codes worded twice: {', '.join(sorted(twice))}")
    _WORDS.update(messages)


def worded(refused: Refused) -> str:
    """The refusal as a sentence in the active language."""
    if refused.code not in _WORDS:
        return refused.code
    facts = {name: date_text(fact) if isinstance(fact, date) else fact for name, fact in refused.facts.items()}
    return str(_WORDS[refused.code]) % facts


def codes() -> frozenset[str]:
    """Every code that has words."""
    return frozenset(_WORDS)


word(
    {
        "no_access": _("You have no permission for this page. If you have a question, write to the secretariat."),
        "not_found": _("There is nothing at this address."),
        "sign_in": _("Sign in to open this page."),
    }
)
