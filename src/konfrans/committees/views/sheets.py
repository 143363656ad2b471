"""Nominations and rosters as spreadsheets: handed out, looked at, entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfrans.committees import selectors
from konfrans.committees.forms import SealedForm, SheetForm
from konfrans.committees.rules.sheets import Table, nominations, rosters
from konfrans.committees.selectors import sheets
from konfrans.committees.selectors.access import access_roster
from konfrans.committees.selectors.alphabets import alphabet_words
from konfrans.committees.services import importing as services
from konfrans.committees.views.passes import passes_of
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS
from konfrans.kernel.formats import date_text
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused, worded
from konfrans.kernel.sheets import LARGEST, NotReadable, Sheet, read_whole
from konfrans.people.selectors import institutions

SHOWN = 200
"""Faults that the page names."""
_OWN_WORDS = {"sheet_too_large": "sheet_large"}
_STATUS = {"named": "yes", "begun": "yes", "changed": "due", "unchanged": "none", "left": "none"}


def _file(table: Table, ending: str, name: str, title: str) -> HttpResponse:
    response = HttpResponse(sheets.file_of(table, ending, title), content_type=sheets.SORTS[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@never_cache
@require_safe
def call_export(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Every nomination of a call that was handed in, and the places with nobody."""
    running = selectors.access_call(request.user.pk, key)
    return _file(sheets.call_table(running), ending, f"nominations-{key}", _("Nominations"))


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@never_cache
@require_safe
def roster_export(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Who sits on a committee on a day; addresses stand in the file of those who may bring it in again."""
    standing, found = access_roster(request.user.pk, key)
    on = _day(request)
    table = sheets.roster_table(found, on, addresses=sheets.may_import(standing) is not None)
    return _file(table, ending, f"roster-{key}-{on.isoformat()}", _("Roster"))


# a university's nominations -------------------------------------------------------------------------------------------


def _answerer(request: HttpRequest, call: str, institution: str) -> selectors.Answerer:
    return selectors.access_answer(request.user.pk, passes_of(request), call, institution)


@never_cache
@require_safe
def nominations_sheet(request: HttpRequest, call: str, institution: str, ending: str) -> HttpResponse:
    """The spreadsheet to fill in: the places of this call, with who is named already."""
    answerer = _answerer(request, call, institution)
    return _file(sheets.places_table(answerer), ending, f"nominations-{call}-{institution}", _("Nominations"))


@never_cache
@FORM_METHODS
def nominations_import(request: HttpRequest, call: str, institution: str) -> HttpResponse:
    """People for the draft from a spreadsheet: looked at first, and entered together or not at all."""
    answerer = _answerer(request, call, institution)
    place = f"answer:{call}:{institution}"
    state = selectors.answering_of(answerer.addressee)
    language = answerer.language or get_language() or languages()[0]
    context: dict[str, Any] = {
        "answerer": answerer, "call": answerer.addressee.call, "institution": answerer.addressee.institution, "may": state.may,
        "form": SheetForm(),
        "columns": nominations.COLUMNS, "needed": nominations.NEEDED,
    }  # fmt: skip
    plan = None
    if state.may:
        plan, done = _taken(
            request, context, place, lambda sheet: sheets.nominations_looked_at(answerer, sheet),
            lambda seen: services.nominations_import(answerer=answerer, seen=seen, language=language),
        )  # fmt: skip
        if done:
            told = _("Entered from the spreadsheet: %(number)s. Nothing is handed in before the management signs off.")
            messages.success(request, told % {"number": len(done)})
            return redirect("answer", call=call, institution=institution)
    elif request.method == "POST":
        context["refused"] = worded(Refused(f"answer_{state}", on=date_text(answerer.addressee.call.closes_at)))
    if plan is not None:
        committees = {one.body.key: one for one in selectors.committees_of(context["call"])}
        if not plan.faults:
            context["rows"] = [
                {
                    "row": one, "committee": committees[one.committee].body.name, "status": _STATUS[one.what],
                    "seat": selectors.seat_words(one.seat, committees[one.committee].organ),
                }
                for one in plan.rows
            ]  # fmt: skip
        context |= {"named": plan.number("named"), "changed": plan.number("changed"), "open": plan.open}
    return render(request, "committees/sheet_nominations.html", context, status=_status(context))


# a roster -------------------------------------------------------------------------------------------------------------


@never_cache
@require_safe
def roster_sheet(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """The empty spreadsheet of a roster."""
    _actor, _found = sheets.access_roster_import(request.user.pk, key)
    return _file(sheets.roster_sheet(), ending, f"roster-{key}", _("Roster"))


@never_cache
@FORM_METHODS
def roster_import(request: HttpRequest, key: str) -> HttpResponse:
    """The roster of a committee from a spreadsheet: looked at first, and entered together or not at all."""
    actor, found = sheets.access_roster_import(request.user.pk, key)
    context: dict[str, Any] = {
        "committee": found,
        "form": SheetForm(),
        "columns": rosters.COLUMNS,
        "needed": rosters.NEEDED,
    }
    plan, done = _taken(
        request, context, f"roster:{key}", lambda sheet: sheets.roster_looked_at(found, sheet),
        lambda seen: services.roster_import(actor=actor, committee=found, seen=seen),
    )  # fmt: skip
    if done:
        messages.success(request, _("Seats entered: %(number)s.") % {"number": len(done)})
        return redirect("committee_roster", key=key)
    if plan is not None:
        if not plan.faults:
            codes = {one.key: one.code or one.key for one in institutions()}
            context["rows"] = [
                {
                    "row": one, "seat": selectors.seat_words(one.seat, found.organ), "status": _STATUS[one.what],
                    "university": codes.get(one.institution, one.institution),
                }
                for one in plan.rows
            ]  # fmt: skip
        context["begun"] = plan.number("begun")
    return render(request, "committees/sheet_roster.html", context, status=_status(context))


# what both do ---------------------------------------------------------------------------------------------------------


def _taken(
    request: HttpRequest, context: dict[str, Any], place: str, look: Callable[[Sheet], Any],
    enter: Callable[[sheets.Sealed], Sequence[Any]],
) -> tuple[Any, Sequence[Any]]:  # fmt: skip
    """Enter what was looked at, or look at the file that was given; fills the page's context. The plan that is to be shown, and what
    was entered."""
    if request.method != "POST":
        return None, ()
    if "seen" in request.POST:
        form = SealedForm(request.POST)
        try:
            seen = sheets.sealed(form.cleaned_data["seen"] if form.is_valid() else "", place=place)
        except Refused as refused:
            context["refused"] = worded(refused)
            return None, ()
        try:
            return None, enter(seen)
        except Refused as refused:
            context["refused"] = worded(refused)
        sheet = seen.sheet
    else:
        context["form"] = given = SheetForm(request.POST, request.FILES)
        if not given.is_valid():
            return None, ()
        try:
            sheet = read_whole(given.cleaned_data["file"].read(LARGEST + 1))
        except NotReadable as error:
            given.add_error("file", worded(Refused(_OWN_WORDS.get(error.code, error.code))))
            return None, ()
        context |= {"others": sheet.others, "first": sheet.name}
    plan = look(sheet)
    context["faults"] = [
        {"row": one.row, "column": one.column, "text": worded(Refused(one.code, **_worded_facts(one.facts)))}
        for one in plan.faults[:SHOWN]
    ]
    context["more"] = max(0, len(plan.faults) - SHOWN)
    if not plan.faults and plan.acts:
        context["enter"] = SealedForm(initial={"seen": sheets.seal(sheet, plan, place=place)})
    context["form"] = SheetForm()
    return plan, ()


def _worded_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a fault names, alphabets in the reader's language."""
    return {name: alphabet_words(fact) if name == "script" else fact for name, fact in facts.items()}


def _status(context: dict[str, Any]) -> int:
    """422 for a file with faults, or for an act that was refused."""
    return 422 if context["form"].errors or context.get("faults") or context.get("refused") else 200
