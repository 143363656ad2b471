"""What the pages of every domain do alike with a form that was sent, and with an act that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from konfrans.kernel.refusals import Refused, worded

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def refuse(form: BaseForm, refused: Refused, **fields: str) -> None:
    """Put a refusal where it belongs in the form; `fields` names the form's own field for one that the refusal calls otherwise.

    A refusal of access or of something absent is not the form's to show: it is raised again.
    """
    if refused.status in (403, 404):
        raise refused
    named: Any = refused.field
    field = named if named in form.fields else fields.get(named or "")
    form.add_error(field if field in form.fields else None, worded(refused))


def status_of(form: BaseForm) -> int:
    """422 for a form that was sent and refused."""
    return 422 if form.is_bound and form.errors else 200


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """An act behind one button: what refuses it is told above the next page."""
    try:
        yield
    except Refused as refused:
        messages.error(request, worded(refused))
