"""The charter laboratory: recorded votes, or a table of counts, under several texts of the charter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from konfrans.charter import CharterError
from konfrans.charter.comparison.counts import COLUMNS
from konfrans.decisions.selectors import words
from konfrans.kernel.formats import number_text
from konfrans.kernel.refusals import Refused, worded
from konfrans.kernel.sheets import MOST_COLUMNS, MOST_ROWS, NotReadable
from konfrans.people.selectors import standing_of
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms.laboratory import MOST_TEXTS, Asked, asked
from konfrans.statutes.selectors import Case, Choice, Laboratory

USUAL = ("model:crc-like", "model:uk-company", "model:cpu-like", "model:uniko-like", "model:rkm-like")
"""Models that stand beside the charter in force and the newest draft until others are chosen."""
EXAMPLE = "id,kind,entitled,present,yes,no,abstain\n1,charter_amendment,15,12,7,4,1"
EXPORT_SECONDS = 20.0
STRANGERS_ROWS = 1000
"""Rows of a table that is counted without being kept."""


@require_safe
def laboratory(request: HttpRequest) -> HttpResponse:
    """Which of the votes would have gone otherwise, and why."""
    what = asked(request.GET)
    choices, years = selectors.texts_readable(request.user.pk), selectors.years_recorded()
    what = _filled(what, choices, years)
    try:
        cases = _cases(what)
    except CharterError as error:
        return _faulty(request, what, choices, years, _faults(error), 422)
    return _shown(request, what, choices, years, cases)


def _filled(what: Asked, choices: Sequence[Choice], years: Sequence[int]) -> Asked:
    """The newest year, and the usual texts, where none are named."""
    if len(what.texts) > MOST_TEXTS:
        raise Refused("laboratory_too_many", most=MOST_TEXTS)
    if not what.texts:
        own = [one.ref for one in choices if one.sort != "model"][:2]
        known = {one.ref for one in choices}
        what = replace(what, texts=(*own, *(ref for ref in USUAL if ref in known)))
    if not (what.years or what.counts or what.table):
        what = replace(what, years=tuple(years[:1]))
    return what


def _cases(what: Asked) -> list[Case]:
    if what.table:
        return selectors.cases_of_table(selectors.count_table(what.table))
    if what.counts:
        return selectors.cases_of_table(what.counts)
    return selectors.cases_of_years(what.years)


def _faults(error: CharterError) -> list[tuple[str, str]]:
    return [words().fault(one) for one in error.faults[:20]]


def _context(what: Asked, choices: Sequence[Choice], years: Sequence[int]) -> dict[str, Any]:
    return {
        "section": "charter", "asked": what, "choices": choices, "years": years, "most": MOST_TEXTS, "query": what.query(),
        "states": [ref for ref in what.texts if "@" in ref], "columns": ", ".join(COLUMNS), "example": EXAMPLE,
    }  # fmt: skip


def _faulty(
    request: HttpRequest, what: Asked, choices: Sequence[Choice], years: Sequence[int], faults: list[tuple[str, str]],
    status: int,
) -> HttpResponse:  # fmt: skip
    context = _context(what, choices, years) | {"faults": faults}
    with suppress(Refused):  # a text that is gone is told when it is counted under
        context["kinds"] = selectors.kinds_listed(selectors.texts_named(request.user.pk, what.texts, choices))
    return render(request, "statutes/laboratory.html", context, status=status)


def _shown(
    request: HttpRequest, what: Asked, choices: Sequence[Choice], years: Sequence[int], cases: list[Case], *, kept: bool = True
) -> HttpResponse:  # fmt: skip
    texts = selectors.texts_named(request.user.pk, what.texts, choices)
    cases = selectors.cases_named(cases, texts)
    try:
        selectors.known_in_one(cases, texts)
    except CharterError as error:
        return _faulty(request, what, choices, years, _faults(error), 422)
    found = selectors.laboratory(cases, texts, acting=what.acting, only_flips=what.only_flips, page=what.page)
    context = _context(what, choices, years) | {
        "found": found,
        "kept": kept,
        "kinds": selectors.kinds_listed(texts),
        "unread": [one for one in texts if one.charter is None],
    }
    if found.texts and not found.counted.done and kept:
        response = render(request, "statutes/laboratory_wait.html", context)
        response["Refresh"] = "1"
        response["Cache-Control"] = "private, no-store"
        return response
    if found.totals:
        context |= {
            "picture": selectors.picture(found), "key": selectors.picture_key(), "power": selectors.power_shown(found.texts, what.acting),
            "pages": range(1, found.pages + 1), "turned": what.query(only_flips=not what.only_flips),
        }  # fmt: skip
    return render(request, "statutes/laboratory.html", context)


@require_POST
def laboratory_table(request: HttpRequest) -> HttpResponse:
    """A table that was typed or uploaded: shown at an address that holds it, or under its hash where it is too long for one."""
    what = replace(asked(request.POST), table="", years=())
    choices, years = selectors.texts_readable(request.user.pk), selectors.years_recorded()
    sent = request.FILES.get("file")
    try:
        if sent is not None and (sent.size or 0) > services.LARGEST:
            raise Refused("count_table_large", most=services.LARGEST // 1024)
        what = replace(_filled(what, choices, years), years=())
        text = _table(sent.read()) if sent is not None else what.counts
        cases = selectors.cases_of_table(text)
        what = replace(what, counts=text.strip())
        texts = selectors.texts_named(request.user.pk, what.texts, choices)
        selectors.known_in_one(selectors.cases_named(cases, texts), texts)
        if what.fits:
            return redirect(f"{reverse('laboratory')}?{what.query()}")
        standing = standing_of(request.user.pk)
        if standing.user_id is not None:
            table = services.count_table_keep(actor=standing.actor(), text=what.counts)
            return redirect(f"{reverse('laboratory')}?{replace(what, counts='', table=table.sha256).query()}")
        if len(cases) > STRANGERS_ROWS:
            raise Refused("count_table_strangers", most=STRANGERS_ROWS)
        return _shown(request, replace(what, page=1), choices, years, cases, kept=False)
    except CharterError as error:
        return _faulty(request, what, choices, years, _faults(error), 422)
    except Refused as refused:
        if refused.status != 422:
            raise
        return _faulty(request, what, choices, years, [(worded(refused), "")], 422)


def _table(document: bytes) -> str:
    try:
        return rules.table_text(document)
    except NotReadable as error:
        if error.code == "sheet_not_utf8":
            raise Refused("count_table_text") from None
        raise Refused("count_table_sheet", rows=number_text(MOST_ROWS), columns=MOST_COLUMNS) from None


def _export(request: HttpRequest, make: Callable[[Laboratory], bytes], sort: str, ending: str) -> HttpResponse:
    """Everything that the address asks for as a file; faults are told on the page."""
    what = asked(request.GET)
    choices = selectors.texts_readable(request.user.pk)
    what = _filled(what, choices, selectors.years_recorded())
    try:
        cases = _cases(what)
    except CharterError:
        return redirect(f"{reverse('laboratory')}?{what.query()}")
    texts = selectors.texts_named(request.user.pk, what.texts, choices)
    cases = selectors.cases_named(cases, texts)
    found = selectors.laboratory(
        cases, texts, acting=what.acting, only_flips=what.only_flips, seconds=EXPORT_SECONDS, every=True
    )
    if not found.totals:
        return redirect(f"{reverse('laboratory')}?{what.query()}")
    response = HttpResponse(make(found), content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="laboratory.{ending}"'
    return response


@require_safe
def laboratory_xlsx(request: HttpRequest) -> HttpResponse:
    """The laboratory as a spreadsheet."""
    sort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _export(request, lambda found: selectors.xlsx_of(found, _power(found)), sort, "xlsx")


@require_safe
def laboratory_pdf(request: HttpRequest) -> HttpResponse:
    """The laboratory as a PDF."""
    return _export(request, lambda found: selectors.pdf_of(found, _power(found)), "application/pdf", "pdf")


@require_safe
def laboratory_png(request: HttpRequest) -> HttpResponse:
    """The laboratory's picture."""
    return _export(request, selectors.png_of, "image/png", "png")


def _power(found: Laboratory) -> Any:
    return selectors.power_shown(found.texts, found.acting)
