"""The two steps behind a letter's link: a button sends a code to the address, whoever enters it has a pass in this browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from konfrans.committees import selectors
from konfrans.committees.services.links import link_code_send
from konfrans.committees.views.passes import pass_keep
from konfrans.kernel.answers import refuse, status_of
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.adapters import try_counted
from konfrans.people.forms import CodeForm
from konfrans.people.services import code_pause


def unknown(request: HttpRequest) -> HttpResponse:
    """The page of a link that opens nothing, whatever it once was."""
    return render(request, "committees/link_unknown.html", status=404)


def code_asked(request: HttpRequest, *, row: Any, template: str, context: dict[str, Any], then: str) -> HttpResponse:
    """The page with the button; where it was pressed, a code is sent and the page to enter it comes next."""
    if request.method != "POST":
        return render(request, template, context)
    try:
        code_pause(row=row)
        try_counted(request, action="request_login_code", key=row.email)
        link_code_send(row=row)
    except Refused as refused:
        return render(request, template, context | {"refusal": worded(refused)}, status=refused.status)
    return redirect(then)


def code_entered(request: HttpRequest, *, row: Any, prove: Callable[[str], str], then: str, back: str) -> HttpResponse:
    """The page to enter the code; `prove` takes it and gives the name of the pass that the browser keeps."""
    form = CodeForm(request.POST or None)
    status = 0
    if form.is_bound and form.is_valid():
        try:
            try_counted(request, action="login")
            name = prove(form.cleaned_data["code"])
        except Refused as refused:
            refuse(form, refused)
            status = 429 if refused.code == "tries_too_many" else 0
        else:
            pass_keep(request, name)
            return redirect(then)
    context = {"form": form, "masked": selectors.mail_masked(row.email), "back": back}
    return render(request, "committees/link_code.html", context, status=status or status_of(form))
