"""The secretary's pages of the register of members."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfrans.decisions.rules import number_of
from konfrans.decisions.selectors import decision_by_key, passed_decisions, public_title
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.localised import by_name, languages
from konfrans.kernel.refusals import Refused, worded
from konfrans.membership import selectors, services
from konfrans.membership.forms import (
    CategoryForm,
    MemberAdmitForm,
    MemberLeaveForm,
    MembersEnterForm,
    MembersImportForm,
    VoteRestoreForm,
    VoteSuspendForm,
)
from konfrans.membership.rules import LARGEST, NotReadable, Read, columns, read_rows, read_sheet, to_csv
from konfrans.people.selectors import access_secretariat, institution, institutions


@require_safe
def membership(request: HttpRequest) -> HttpResponse:
    """The register: who is a member today, whose vote rests, who was a member."""
    access_secretariat(request.user.pk)
    today = clock.today()
    members = by_name(selectors.members_on(today))
    context = {
        "members": members, "ended": selectors.ended_before(today), "voting": sum(m.votes for m in members),
        "entitled": sum(m.entitled for m in members), "categories": selectors.categories(),
    }  # fmt: skip
    return render(request, "membership/membership.html", context)


def _answer(request: HttpRequest, form: Any, title: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, "membership/act.html", {"form": form, "act": title, **context}, status=status_of(form))


@require_safe
def categories_desk(request: HttpRequest) -> HttpResponse:
    """The categories of members."""
    access_secretariat(request.user.pk)
    return render(request, "membership/categories.html", {"categories": selectors.categories()})


@FORM_METHODS
def category_create(request: HttpRequest) -> HttpResponse:
    """Enter a category of members."""
    standing = access_secretariat(request.user.pk)
    form = CategoryForm(
        request.POST if request.method == "POST" else None, articles=selectors.paragraphs_on(clock.today())
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.category_create(actor=standing.actor(), **form.cleaned_data)
            messages.success(request, _("The category is entered."))
            return redirect("categories_desk")
        except Refused as refused:
            refuse(form, refused)
    return render(request, "membership/category_create.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def member_admit(request: HttpRequest) -> HttpResponse:
    """Admit an institution, with the decision that admits it."""
    standing = access_secretariat(request.user.pk)
    decisions = passed_decisions(kinds=("admission", "charter_adoption"))[:200]
    outside = [(one.key, one.name.given()) for one in selectors.institutions_outside(clock.today())]
    form = MemberAdmitForm(
        request.POST if request.method == "POST" else None, initial={"since": clock.today()},
        institutions=outside,
        categories=[(one.key, one.name.given()) for one in selectors.categories()],
        decisions=[(str(one), f"{one}: {public_title(one)}") for one in decisions],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        number = number_of(data["admitted_by"])
        category = selectors.category(data["category"])
        assert category is not None  # the form offers only those that are there
        try:
            services.member_admit(
                actor=standing.actor(), institution=institution(data["institution"]), category=category, since=data["since"],
                admitted_by=decision_by_key(number) if number else None,
            )  # fmt: skip
            messages.success(request, _("The member is in the register."))
            return redirect("membership")
        except Refused as refused:
            refuse(form, refused)
    hints = {
        "no_category": not selectors.categories(),
        "no_institution": not outside,
        "none_entered": not institutions().exists(),
    }
    return _answer(request, form, _("Admit a member"), hints)


@FORM_METHODS
def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership."""
    standing = access_secretariat(request.user.pk)
    found = selectors.membership(pk)
    form = MemberLeaveForm(request.POST if request.method == "POST" else None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.member_leave(actor=standing.actor(), membership=found, **form.cleaned_data)
            return redirect("membership")
        except Refused as refused:
            refuse(form, refused)
    return _answer(request, form, _("End the membership"), {"membership": found})


@FORM_METHODS
def vote_suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member's vote rest, with the paragraph that says so."""
    standing = access_secretariat(request.user.pk)
    found = selectors.membership(pk)
    form = VoteSuspendForm(
        request.POST if request.method == "POST" else None,
        initial={"since": clock.today()},
        articles=selectors.paragraphs_on(clock.today()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.vote_suspend(actor=standing.actor(), membership=found, **form.cleaned_data)
            return redirect("membership")
        except Refused as refused:
            refuse(form, refused)
    return _answer(request, form, _("Let the vote rest"), {"membership": found})


@FORM_METHODS
def vote_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member vote again."""
    standing = access_secretariat(request.user.pk)
    found = selectors.membership(pk)
    form = VoteRestoreForm(request.POST if request.method == "POST" else None, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.vote_restore(actor=standing.actor(), membership=found, **form.cleaned_data)
            return redirect("membership")
        except Refused as refused:
            refuse(form, refused)
    return _answer(request, form, _("Restore the vote"), {"membership": found})


@require_safe
def members_sheet(request: HttpRequest) -> HttpResponse:
    """The empty spreadsheet: the names of the columns, in the conference's languages."""
    access_secretariat(request.user.pk)
    response = HttpResponse("\ufeff" + to_csv((), languages()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@FORM_METHODS
def charter_bodies(request: HttpRequest) -> HttpResponse:
    """Enter the organs and categories of members that the charter founds, in one step."""
    standing = access_secretariat(request.user.pk)
    today = clock.today()
    if request.method == "POST":
        organs, categories = services.charter_bodies_enter(actor=standing.actor(), on=today)
        messages.success(
            request,
            _("Organs entered: %(organs)s; categories entered: %(categories)s.")
            % {"organs": organs, "categories": categories},
        )
        return redirect("start")
    context = {"lacking": selectors.founded_by_charter(today)}
    return render(request, "membership/charter_bodies.html", context)


@FORM_METHODS
def members_import(request: HttpRequest) -> HttpResponse:
    """First members from a spreadsheet: looked at first, and entered only when every row is right."""
    standing = access_secretariat(request.user.pk)
    today = clock.today()
    context: dict[str, Any] = {"columns": columns(languages()), "categories": selectors.categories()}
    form: Any = MembersImportForm(initial={"since": today})
    if request.method == "POST" and "rows" in request.POST:
        enter = MembersEnterForm(request.POST)
        read = _sheet_read(enter.cleaned_data["rows"].encode()) if enter.is_valid() else Read((), ())
        if enter.is_valid() and not read.faults and read.rows:
            try:
                done = services.members_enter(
                    actor=standing.actor(), rows=read.rows, since=enter.cleaned_data["since"],
                    invite=enter.cleaned_data["invite"], language=get_language() or languages()[0],
                )  # fmt: skip
            except Refused as refused:
                context["refused"] = worded(refused)
            else:
                messages.success(request, _("Members entered: %(number)s.") % {"number": len(done)})
                return redirect("start")
        context["faults"] = _faults(read)
        return render(request, "membership/members_import.html", {**context, "form": form}, status=422)
    if request.method == "POST":
        form = MembersImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                read = _sheet_read(form.cleaned_data["file"].read(LARGEST + 1))
            except NotReadable as error:
                form.add_error("file", worded(Refused(error.code)))
            else:
                context["faults"] = _faults(read)
                if not read.faults:
                    context["rows"] = read.rows
                    facts = {"since": form.cleaned_data["since"], "invite": form.cleaned_data["invite"]}
                    context["enter"] = MembersEnterForm(initial={"rows": to_csv(read.rows, languages()), **facts})
                    context |= facts
    status = 422 if form.errors or context.get("faults") else 200
    return render(request, "membership/members_import.html", {**context, "form": form}, status=status)


def _sheet_read(data: bytes) -> Read:
    return read_rows(read_sheet(data), selectors.known_for_import())


def _faults(read: Read) -> list[dict[str, Any]]:
    return [
        {"row": fault.row, "column": fault.column, "text": worded(Refused(fault.code, **fault.facts))}
        for fault in read.faults[:200]
    ]
