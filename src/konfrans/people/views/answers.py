"""What several views do alike: a refusal shown in its form, a page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from konfrans.kernel.refusals import Refused, worded

PAGE = 50


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put a refusal where it belongs in the form; one of access or of something absent is not the form's to show."""
    if refused.status in (403, 404):
        raise refused
    form.add_error(refused.field if refused.field in form.fields else None, worded(refused))


def status_of(form: forms.Form) -> int:
    """422 for a form that was sent and refused."""
    return 422 if form.is_bound and form.errors else 200


def page_of(request: HttpRequest, rows: Sequence[Any] | Any) -> Page[Any]:
    """The page of a list that `?page=` asks for; the nearest where there is none."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
