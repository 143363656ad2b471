"""Documents and reports of a committee."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees.forms.room import CorrectionForm, DocumentForm, DocumentVersionForm, ForewordForm
from konfrans.committees.selectors import room_prints as prints
from konfrans.committees.selectors import room_reports as selectors
from konfrans.committees.selectors.room_access import access_room, access_room_decide, access_room_lead, document_of
from konfrans.committees.services import documents as services
from konfrans.committees.services import reports as report_services
from konfrans.committees.views.room import inside_context
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused


@never_cache
@FORM_METHODS
def committee_document_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a document."""
    inside = access_room_lead(request.user.pk, key)
    bound = request.method == "POST"
    form = DocumentForm(request.POST if bound else None, request.FILES if bound else None)
    if bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.committee_document_add(
                actor=inside.actor,
                committee=inside.committee,
                title=form.cleaned_data["title"],
                stream=upload,
                name=upload.name,
            )
            messages.success(request, _("The document is added."))
            return redirect("committee_room", key=key)
        except Refused as refused:
            refuse(form, refused)
    context = inside_context(inside, form=form, act=_("Add a document"))
    return render(request, "committees/room_form.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def committee_document_version_add(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Add a version beside those before it."""
    inside = access_room_lead(request.user.pk, key)
    document = document_of(inside.committee, number)
    bound = request.method == "POST"
    form = DocumentVersionForm(request.POST if bound else None, request.FILES if bound else None)
    if bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.committee_document_version_add(
                actor=inside.actor, document=document, stream=upload, name=upload.name
            )
            messages.success(request, _("The new version is added."))
            return redirect("committee_room", key=key)
        except Refused as refused:
            refuse(form, refused)
    context = inside_context(inside, form=form, act=_("Add a new version"), about=document.title)
    return render(request, "committees/room_form.html", context, status=status_of(form))


@require_POST
def committee_document_publish(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Let everybody read the newest version."""
    inside = access_room_decide(request.user.pk, key)
    with told(request):
        services.committee_document_publish(actor=inside.actor, document=document_of(inside.committee, number))
        messages.success(request, _("Everybody may read the newest version now."))
    return redirect("committee_room", key=key)


@require_POST
def committee_document_withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The room alone reads the document."""
    inside = access_room_decide(request.user.pk, key)
    with told(request):
        services.committee_document_withdraw(actor=inside.actor, document=document_of(inside.committee, number))
        messages.success(request, _("The document is read inside the room alone."))
    return redirect("committee_room", key=key)


@never_cache
@require_safe
def committee_report(request: HttpRequest, key: str, year: int, version: int | None = None) -> HttpResponse:
    """A year's report: as it was handed in (in the newest version, or in an earlier one), or as it would read today."""
    inside = access_room(request.user.pk, key)
    shown = selectors.report_shown(inside.committee, year, version)
    versions = selectors.report_versions(inside.committee, year)
    context = inside_context(
        inside, shown=shown, versions=versions, replaced=bool(shown.report and versions and shown.report.version < versions[0].number), paragraph=selectors.article_words(shown.article), year=year,
        sessions=[(one, prints.attendance_words(one)) for one in shown.sessions],
        decisions=[(one, selectors.outcome_words(one.outcome)) for one in shown.decisions],
        tasks=[(one, prints.task_words(one)) for one in (*shown.late, *shown.open, *shown.done, *shown.withdrawn)],
    )  # fmt: skip
    return render(request, "committees/room_report.html", context)


@never_cache
@require_safe
def committee_report_pdf(request: HttpRequest, key: str, year: int, version: int | None = None) -> HttpResponse:
    """A year's report as a PDF in the page's language."""
    inside = access_room(request.user.pk, key)
    shown = selectors.report_shown(inside.committee, year, version)
    response = HttpResponse(prints.report_pdf(shown, get_language() or "en"), content_type="application/pdf")
    response["Content-Disposition"] = (
        f'attachment; filename="report-{key}-{year}{f"-{version}" if version else ""}.pdf"'
    )
    return response


@never_cache
@FORM_METHODS
def committee_report_write(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Write the foreword."""
    inside = access_room_decide(request.user.pk, key)
    report = selectors.report_shown(inside.committee, year).report
    form = ForewordForm(
        request.POST if request.method == "POST" else None, initial={"foreword": report.foreword if report else None}
    )
    if request.method == "POST" and form.is_valid():
        try:
            report_services.committee_report_write(
                actor=inside.actor,
                committee=inside.committee,
                year=year,
                foreword=form.cleaned_data["foreword"] or Localised(),
            )
            messages.success(request, _("Saved."))
            return redirect("committee_report", key=key, year=year)
        except Refused as refused:
            refuse(form, refused)
    context = inside_context(inside, form=form, act=_("Foreword of the report"), report_year=year)
    return render(request, "committees/room_form.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def committee_report_hand_in(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Hand the report in for good, after one more look at what that means."""
    inside = access_room_decide(request.user.pk, key)
    shown = selectors.report_shown(inside.committee, year)
    if request.method == "POST":
        with told(request):
            report_services.committee_report_hand_in(actor=inside.actor, committee=inside.committee, year=year)
            messages.success(request, _("The report is handed in."))
    if request.method == "POST" or shown.handed_in:
        return redirect("committee_report", key=key, year=year)
    context = inside_context(inside, shown=shown, paragraph=selectors.article_words(shown.article), year=year)
    return render(request, "committees/room_report_hand_in.html", context)


@never_cache
@FORM_METHODS
def committee_report_correct(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Hand in a corrected version of a report that was handed in."""
    inside = access_room_decide(request.user.pk, key)
    kept = selectors.report_of(inside.committee, year)
    if kept is None or kept.handed_in_at is None:
        raise Refused("not_found", status=404)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial={"foreword": kept.foreword, "version": kept.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            report_services.committee_report_correct(
                actor=inside.actor, committee=inside.committee, year=year, version=form.cleaned_data["version"] or 0,
                corrects=form.cleaned_data["corrects"], foreword=form.cleaned_data["foreword"] or Localised(),
            )  # fmt: skip
            messages.success(request, _("The corrected version is handed in."))
            return redirect("committee_report", key=key, year=year)
        except Refused as refused:
            refuse(form, refused)
    context = inside_context(
        inside, form=form, year=year, kept=kept, shown=selectors.report_now(inside.committee, kept)
    )
    return render(request, "committees/room_report_correct.html", context, status=status_of(form))
