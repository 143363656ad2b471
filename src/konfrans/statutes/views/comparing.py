"""Pages that hold texts of the charter beside each other."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfrans.kernel.refusals import Refused
from konfrans.statutes import selectors
from konfrans.statutes.selectors import Choice, Named

MOST = 8
"""Texts of one table."""


@require_safe
def charter_compare(request: HttpRequest) -> HttpResponse:
    """Two texts: their rules by what follows from them, their words one by one."""
    choices = selectors.texts_readable(request.user.pk)
    first, second = _two(request, choices)
    context: dict[str, Any] = {"section": "charter", "choices": choices, "first": first, "second": second}
    if first is not None and second is not None:
        context |= {"apart": selectors.texts_apart(first, second), "rules": selectors.rules_apart(first, second)}
        context["names"] = selectors.names_of(first, second)
    return render(request, "statutes/charter_compare.html", context)


def _two(request: HttpRequest, choices: list[Choice]) -> tuple[Named | None, Named | None]:
    """The two that are asked for; else the charter in force and the newest draft, or the first model; of two versions the
    older one first, so that what is new is told as new."""
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    usual = [one.ref for one in choices if one.sort != "model"][:2]
    if [one.sort for one in choices[:2]] == ["version", "version"]:
        usual.reverse()
    usual += [one.ref for one in choices if one.sort == "model"]
    refs = [ref or usual[place] for place, ref in enumerate(asked) if ref or len(usual) > place]
    if len(refs) < 2:
        return None, None
    first, second = selectors.texts_named(request.user.pk, refs, choices)
    return first, second


@require_safe
def charter_beside(request: HttpRequest) -> HttpResponse:
    """Several texts, mechanism by mechanism, a column for each."""
    choices = selectors.texts_readable(request.user.pk)
    refs = list(dict.fromkeys(request.GET.getlist("t")))
    refs = (
        refs
        or [one.ref for one in choices if one.sort != "model"][:2]
        + [one.ref for one in choices if one.ref.endswith("-like")][:3]
    )
    texts = selectors.texts_named(request.user.pk, refs[:MOST], choices)
    usual = "draft" if any(one.draft for one in texts[1:]) else "differing"
    shown = request.GET.get("show", "")
    shown = shown if shown in selectors.SHOWN else usual
    context = {
        "section": "charter", "choices": choices, "texts": [one for one in texts if one.charter is not None], "shown": shown,
        "unread": [one for one in texts if one.charter is None], "chosen": [one.ref for one in texts], "left": len(refs) - len(texts),
        "states": [one.ref for one in texts if "@" in one.ref], "most": MOST, "groups": selectors.beside_groups(texts, shown),
        "drafted": usual == "draft",
    }  # fmt: skip
    return render(request, "statutes/charter_beside.html", context)


@require_safe
def charter_agreement(request: HttpRequest) -> HttpResponse:
    """What of a text is not translated, and where its words and its rules, or its languages, do not agree."""
    choices = selectors.texts_readable(request.user.pk)
    ref = request.GET.get("t", "") or next((one.ref for one in choices), "")
    if not ref:
        raise Refused("not_found", status=404)
    (text,) = selectors.texts_named(request.user.pk, [ref], choices)
    context = {
        "section": "charter", "choices": choices, "text": text, "lacking": selectors.untranslated(text),
        "found": selectors.disagreements(text),
    }  # fmt: skip
    return render(request, "statutes/charter_agreement.html", context)
