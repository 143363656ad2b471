"""The shape every act of the register has in the browser: who may, a form, one service, back to the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from konfrans.kernel.answers import refuse, status_of
from konfrans.kernel.files import file_store
from konfrans.kernel.refusals import Refused
from konfrans.projects.forms.fields import ActForm
from konfrans.projects.selectors import Editing

UPLOADS = {"file": "upload", "paper": "upload"}
"""The field of the form for what a refusal calls a file or a paper."""


def act_page(
    request: HttpRequest, editing: Editing, form_class: Callable[..., ActForm], service: Callable[..., Any], *,
    title: Any, submit: Any, done: Any, back: str, fixed: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None, form_options: Mapping[str, Any] | None = None, about: Any = None,
    file_as: str = "file",
) -> HttpResponse:  # fmt: skip
    """Show the form; when it was sent, call the service and go back to `back`, or show the refusal where it belongs.

    `fixed` is what the address says and the form does not ask. A file is stored first and handed over as `file_as`.
    """
    post = request.method == "POST"
    form = form_class(
        request.POST if post else None, request.FILES if post else None, project=editing.project,
        initial={key: value for key, value in (initial or {}).items() if value is not None}, **(form_options or {}),
    )  # fmt: skip
    where = reverse(back, args=[editing.project.key])
    if post and form.is_valid():
        try:
            values = form.values()
            _store(values, file_as)
            service(actor=editing.actor, project=editing.project.key, **(fixed or {}), **values)
        except Refused as refused:
            if refused.status != 422:
                raise
            refuse(form, refused, **UPLOADS)
        else:
            messages.success(request, done)
            return redirect(where)
    context = {
        "standing": editing.standing, "project": editing.project, "form": form, "title": title, "submit": submit, "back": where,
        "about": about,
    }  # fmt: skip
    return render(request, "projects/act.html", context, status=status_of(form))


def _store(values: dict[str, Any], file_as: str) -> None:
    if "upload" not in values:
        return
    upload, public = values.pop("upload"), values.pop("public", True)
    if upload:
        values[file_as] = file_store(stream=upload, name=upload.name, public=public)
