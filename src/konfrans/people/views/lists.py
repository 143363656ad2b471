"""A page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE = 50


def page_of(request: HttpRequest, rows: Sequence[Any] | Any) -> Page[Any]:
    """The page of a list that `?page=` asks for; the nearest where there is none."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
