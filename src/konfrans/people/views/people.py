"""The secretariat's pages of persons, offices, invitations and bodies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors, services
from konfrans.people.forms import (
    BodyChangeForm,
    BodyForm,
    InviteForm,
    OfficeEndForm,
    OfficeForm,
    OfficePassOnForm,
    PersonForm,
)
from konfrans.people.views.lists import page_of


@require_safe
def desk_people(request: HttpRequest) -> HttpResponse:
    """All persons with their offices, searched by name or address."""
    selectors.access_secretariat(request.user.pk)
    query = request.GET.get("q", "").strip()
    rows = selectors.persons_found(query)
    return render(request, "people/desk_people.html", {"page": page_of(request, rows), "query": query})


@require_safe
def desk_person(request: HttpRequest, key: str) -> HttpResponse:
    """One person: name, account, offices from-to, invitations."""
    selectors.access_secretariat(request.user.pk)
    shown = selectors.person_detail(key)
    context = {
        "shown": shown,
        "left": selectors.left_with_name(shown),
        "offices": selectors.offices_of(key),
        "invitations": selectors.invitations_of(key),
    }
    return render(request, "people/desk_person.html", context)


@FORM_METHODS
def person_create(request: HttpRequest) -> HttpResponse:
    """Enter a person who needs no account: a rector of a member that only stands in the register."""
    standing = selectors.access_secretariat(request.user.pk)
    form = PersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            created = services.person_create(actor=standing.actor(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_person", key=created.key)
    return render(request, "people/person_create.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def person_change(request: HttpRequest, key: str) -> HttpResponse:
    """Correct or change a name."""
    standing = selectors.access_secretariat(request.user.pk)
    person = selectors.person(key)
    initial = {field: getattr(person, field) for field in ("given", "father", "patronymic", "surname")}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.person_change(actor=standing.actor(), person=person, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_person", key=key)
    context = {"form": form, "shown": selectors.person(key)}
    return render(request, "people/person_change.html", context, status=status_of(form))


@FORM_METHODS
def office_invite(request: HttpRequest) -> HttpResponse:
    """Give a person an office and invite them by mail; `?person=` for one who is in the register."""
    standing = selectors.access_secretariat(request.user.pk)
    known = selectors.person_detail(request.GET["person"]) if request.GET.get("person") else None
    account = getattr(known, "account", None) if known else None
    initial = {"since": clock.today(), "language": get_language(), "email": account.email if account else ""}
    form = InviteForm(request.POST or None, initial=initial, known=known is not None)
    if form.is_bound and form.is_valid():
        try:
            invited = services.office_invite(actor=standing.actor(), person=known, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The invitation goes to %(email)s.") % {"email": invited.invitation.email})
            return redirect("desk_person", key=invited.invitation.office.person.key)
    return render(request, "people/office_invite.html", {"form": form, "shown": known}, status=status_of(form))


@FORM_METHODS
def office_begin(request: HttpRequest, key: str) -> HttpResponse:
    """Give a person who is in the register an office, without a mail."""
    standing = selectors.access_secretariat(request.user.pk)
    person = selectors.person(key)
    form = OfficeForm(request.POST or None, initial={"since": clock.today()})
    if form.is_bound and form.is_valid():
        try:
            services.office_begin(actor=standing.actor(), person=person, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The office is entered."))
            return redirect("desk_person", key=key)
    return render(request, "people/office_begin.html", {"form": form, "shown": person}, status=status_of(form))


@FORM_METHODS
def office_end(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """End an office with a day."""
    standing = selectors.access_secretariat(request.user.pk)
    office = selectors.office(key, pk)
    form = OfficeEndForm(request.POST or None, initial={"until": office.until or clock.today()})
    if form.is_bound and form.is_valid():
        try:
            services.office_end(actor=standing.actor(), office=office, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The last day of the office is entered."))
            return redirect("desk_person", key=key)
    context = {"form": form, "office": office, "place": selectors.place_of(office)}
    return render(request, "people/office_end.html", context, status=status_of(form))


@FORM_METHODS
def office_pass_on(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """End an office and give it to a successor from the next day."""
    standing = selectors.access_secretariat(request.user.pk)
    office = selectors.office(key, pk)
    form = OfficePassOnForm(request.POST or None, holder=key, initial={"until": clock.today()})
    if form.is_bound and form.is_valid():
        try:
            begun = services.office_pass_on(actor=standing.actor(), office=office, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The office is passed on."))
            return redirect("desk_person", key=begun.person.key)
    context = {"form": form, "office": office, "place": selectors.place_of(office)}
    return render(request, "people/office_pass_on.html", context, status=status_of(form))


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    standing = selectors.access_secretariat(request.user.pk)
    invitation = selectors.invitation(pk)
    with told(request):
        services.invitation_withdraw(actor=standing.actor(), invitation=invitation)
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("desk_person", key=invitation.office.person.key)


@require_POST
def invitation_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one stops working."""
    standing = selectors.access_secretariat(request.user.pk)
    invitation = selectors.invitation(pk)
    with told(request):
        services.invitation_renew(actor=standing.actor(), invitation=invitation)
        messages.success(request, _("A new invitation goes to %(email)s.") % {"email": invitation.email})
    return redirect("desk_person", key=invitation.office.person.key)


@require_safe
def desk_bodies(request: HttpRequest) -> HttpResponse:
    """Organs, the secretariat, committees, working groups, project teams."""
    selectors.access_secretariat(request.user.pk)
    return render(request, "people/desk_bodies.html", {"bodies": selectors.bodies_listed()})


@FORM_METHODS
def body_create(request: HttpRequest) -> HttpResponse:
    """Enter a body."""
    standing = selectors.access_secretariat(request.user.pk)
    form = BodyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            services.body_create(actor=standing.actor(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_bodies")
    return render(request, "people/body_create.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def body_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change the name or the days of a body; who holds an office in it."""
    standing = selectors.access_secretariat(request.user.pk)
    body = selectors.body(key)
    form = BodyChangeForm(request.POST or None, initial={"name": body.name, "since": body.since, "until": body.until})
    if form.is_bound and form.is_valid():
        try:
            services.body_change(actor=standing.actor(), body=body, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_bodies")
    context = {"form": form, "body": selectors.body(key), "offices": selectors.offices_in(key)}
    return render(request, "people/body_change.html", context, status=status_of(form))
