"""Founding a conference in the browser: four pages of answers, one to look at all of it, one that says what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal import ratelimit
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from konfrans.founding import selectors, services
from konfrans.founding.forms import CharterForm, MembersForm, NamesForm, PlaceForm
from konfrans.founding.messages import in_words
from konfrans.founding.rules import Fault, Wrong, looked_at, zones_of
from konfrans.founding.selectors import CHARTER, MEMBERS, OWN
from konfrans.founding.services.apart import Outcome, Unfinished, found_apart
from konfrans.founding.services.apart import look as look_apart
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, status_of
from konfrans.kernel.chosen import OWN_NAMES
from konfrans.membership.rules import columns, to_csv
from konfrans.people.rules.countries import country_name

STEPS = {
    "founding_place": ("languages", "country"),
    "founding_names": ("names", "seats", "short_name", "time_zone", "mail", "key"),
    "founding_charter": ("charter", "since"),
    "founding_members": ("secretary", "secretary_name", "members"),
    "founding_look": (),
}
"""The pages in their order, and the answers that belong to each."""
UNFINISHED = gettext_lazy(
    "The look could not be finished, and nothing was written. Try again; the log of the server says more."
)
CHANGED = gettext_lazy(
    "The answers were changed on another page meanwhile, and nothing was written. Look through them again."
)
WRONG_TOKENS = "30/m/ip"
"""How often one address may be wrong before it is answered with 429."""
View = Callable[..., HttpResponse]


def held(view: View) -> View:
    """Only for who holds the token; for everybody else there is nothing here."""

    @wraps(view)
    @never_cache
    @sensitive_variables("token")
    @FORM_METHODS
    def run(request: HttpRequest, token: str) -> HttpResponse:
        if not selectors.token_fits(token):
            limited = ratelimit.consume_or_429(
                request, app="founding", action="token", config={"token": WRONG_TOKENS}, limit_get=True
            )
            if limited is not None:
                return limited
            raise Http404
        return view(request, token)

    return run


@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Where every address leads as long as there is no conference: it says who has the address of the founding."""
    return render(request, "founding/closed.html")


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in an installation without a conference."""
    return render(request, "founding/absent.html", status=404)


def _steps(at: int) -> list[dict[str, Any]]:
    words = {
        "founding_place": _("Languages and country"), "founding_names": _("The conference"), "founding_charter": _("The charter"),
        "founding_members": _("Secretary and members"), "founding_look": _("Look at everything"),
    }  # fmt: skip
    return [
        {"address": name, "title": words[name], "number": n + 1, "state": "done" if n < at else "here" if n == at else "later"}
        for n, name in enumerate(STEPS)
    ]  # fmt: skip


def _page(request: HttpRequest, token: str, here: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    at = list(STEPS).index(here)
    steps = _steps(at)
    frame = {"steps": steps, "token": token, "here": steps[at], "before": steps[at - 1] if at else None}
    return render(request, f"founding/{here.removeprefix('founding_')}.html", {**frame, **context}, status=status)


def _first_open(kept: Mapping[str, Any], here: str) -> str | None:
    """The page that has to be answered before this one."""
    needed = {
        "founding_place": "languages",
        "founding_names": "names",
        "founding_charter": "charter",
        "founding_members": "secretary",
    }
    for name in list(STEPS)[: list(STEPS).index(here)]:
        if not kept.get(needed[name]):
            return name
    return None


def _faults(form: Form, faults: tuple[Fault, ...], here: str, **fields: str) -> None:
    """Put what the rules find wrong beside the fields of this page."""
    for fault in faults:
        if fault.field not in STEPS[here]:
            continue
        name = fields.get(fault.field, fault.field)
        if fault.field in ("names", "seats"):
            name = f"{fault.field}_{fault.facts.get('language', '')}"
        form.add_error(name if name in form.fields else None, in_words(fault))


def _wrong(given: Any) -> tuple[Fault, ...]:
    try:
        looked_at(given)
    except Wrong as wrong:
        return wrong.faults
    return ()


@held
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Languages and country."""
    kept = selectors.answered()
    form = PlaceForm(request.POST if request.method == "POST" else None, kept)
    if form.is_bound and form.is_valid():
        answers = {**kept, **form.answers()}
        if answers["country"] != kept.get("country"):
            answers.pop("time_zone", None)
        _faults(form, _wrong(selectors.as_given(answers)), "founding_place", languages="language_1")
        if not form.errors:
            services.answers_keep(answers)
            return redirect("founding_names", token)
    return _page(request, token, "founding_place", {"form": form}, status_of(form))


@held
def names(request: HttpRequest, token: str) -> HttpResponse:
    """What it is called, and where it is."""
    kept = selectors.answered()
    if first := _first_open(kept, "founding_names"):
        return redirect(first, token)
    form = NamesForm(request.POST if request.method == "POST" else None, kept)
    if form.is_bound and form.is_valid():
        answers = {**kept, **form.answers()}
        _faults(form, _wrong(selectors.as_given(answers)), "founding_names")
        if not form.errors:
            services.answers_keep(answers)
            return redirect("founding_charter", token)
    context = {"form": form, "zones": zones_of(kept.get("country", ""))}
    return _page(request, token, "founding_names", context, status_of(form))


@held
def charter(request: HttpRequest, token: str) -> HttpResponse:
    """The charter to begin with."""
    kept = selectors.answered()
    if first := _first_open(kept, "founding_charter"):
        return redirect(first, token)
    posted = request.method == "POST"
    models, own = selectors.models(), kept.get("charter_name", "") if selectors.has_file(CHARTER) else ""
    today = clock.now().astimezone(ZoneInfo(kept["time_zone"])).date()
    form = CharterForm(
        request.POST if posted else None, request.FILES if posted else None, kept, models=models, today=today, own=own
    )
    lines: list[dict[str, Any]] = []
    if posted and form.is_valid():
        answers = {**kept, **form.answers()}
        file = form.cleaned_data["file"]
        if file is not None:
            answers |= {"charter": OWN, "charter_name": file.name}
            services.file_keep(CHARTER, file.read())
        services.answers_keep(answers)
        outcome = _looked(form) if answers["charter"] == OWN else Outcome()
        lines = outcome.lines.get("charter", [])
        if lines:
            form.add_error("file", _("This document is no charter that can be read. Nothing was entered."))
        if form.errors:
            services.answers_keep({**answers, "charter": "", "charter_name": ""})
            services.file_keep(CHARTER, None)
        else:
            return redirect("founding_members", token)
    return _page(request, token, "founding_charter", {"form": form, "lines": lines, "models": models}, status_of(form))


def _looked(form: Form) -> Outcome:
    """The look at all that was answered so far; where it fails, the form says so."""
    try:
        return look_apart(selectors.as_given(selectors.answered()))
    except Unfinished:
        form.add_error(None, str(UNFINISHED))
        return Outcome()


@held
def members(request: HttpRequest, token: str) -> HttpResponse:
    """The first secretary, and the first members."""
    kept = selectors.answered()
    if first := _first_open(kept, "founding_members"):
        return redirect(first, token)
    posted, own = request.method == "POST", selectors.has_file(MEMBERS)
    form = MembersForm(request.POST if posted else None, request.FILES if posted else None, kept, own=own)
    lines: list[dict[str, Any]] = []
    if posted:
        valid = form.is_valid()
        file = form.cleaned_data.get("file")
        answers = {**kept, **form.answers()} if valid else dict(kept)
        if file is not None or form.cleaned_data.get("without"):
            services.file_keep(MEMBERS, file.read() if file is not None else None)
            answers["members_name"] = file.name if file is not None else ""
        services.answers_keep(answers)
        if valid:
            _faults(form, _wrong(selectors.as_given(answers)), "founding_members", members="file")
        outcome = _looked(form) if selectors.has_file(MEMBERS) else Outcome()
        lines = outcome.lines.get("members", [])
        _faults(
            form, tuple(one for one in outcome.faults if one.field == "members"), "founding_members", members="file"
        )
        if lines:
            form.add_error(
                "file", _("Nothing was entered. Mend these cells in the spreadsheet and give the file again.")
            )
        if "file" in form.errors:
            services.file_keep(MEMBERS, None)
        if not form.errors:
            return redirect("founding_look", token)
        kept = answers
    context = {
        "form": form,
        "lines": lines,
        "columns": columns(kept["languages"]),
        "own": kept.get("members_name", "") if selectors.has_file(MEMBERS) else "",
    }
    return _page(request, token, "founding_members", context, status_of(form))


@held
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The empty spreadsheet: the names of the columns, in the languages that were chosen."""
    codes = tuple(selectors.answered().get("languages", ()))
    if not codes:
        return redirect("founding_place", token)
    response = HttpResponse("\ufeff" + to_csv((), codes), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@held
def look(request: HttpRequest, token: str) -> HttpResponse:
    """Everything once more, with the rows of the spreadsheet; the button founds the conference."""
    kept = selectors.answered()
    if first := _first_open(kept, "founding_look"):
        return redirect(first, token)
    given = selectors.as_given(kept)
    posted, seal = request.method == "POST", selectors.seal()
    changed = posted and not constant_time_compare(request.POST.get("seal", ""), seal)
    try:
        outcome = found_apart(given) if posted and not changed else look_apart(given)
    except Unfinished:
        outcome = Outcome(refused=str(UNFINISHED))
    since = date.fromisoformat(outcome.since or kept["since"])
    context: dict[str, Any] = {
        "kept": kept,
        "outcome": outcome,
        "refused": outcome.refused or (str(CHANGED) if changed else ""),
        "seal": seal,
        "since": since,
    }
    if outcome.done:
        context["name"] = kept["names"][kept["languages"][0]]
        context["later"] = since > date.fromisoformat(outcome.today)
        return render(request, "founding/founded.html", context)
    step_of = {name: step for step, answers in STEPS.items() for name in answers}
    context["faults"] = [{"address": step_of[one.field], "text": in_words(one)} for one in outcome.faults]
    context["faults"] += [
        {"address": step_of[name], "text": line["text"]} for name, lines in outcome.lines.items() for line in lines[:3]
    ]
    context["fits"] = outcome.fits
    model = {one.key: one.title for one in selectors.models()}
    context["charter"] = kept.get("charter_name") if kept["charter"] == OWN else model.get(kept["charter"], "")
    codes = kept["languages"]
    context["languages_said"] = ", ".join(OWN_NAMES.get(code, code) for code in codes)
    context["texts"] = [(code, kept["names"].get(code, "")) for code in codes]
    context["seats"] = ", ".join(dict.fromkeys(kept["seats"][code] for code in codes if kept["seats"].get(code)))
    context["country"] = country_name(kept["country"], get_language() or "en")
    status = 422 if posted or not context["fits"] else 200
    return _page(request, token, "founding_look", context, status)
