"""What is held of a person, or of an address, taken out and erased at the person's own request."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel.answers import FORM_METHODS, status_of
from konfrans.kernel.refusals import Refused, worded
from konfrans.people import selectors, services
from konfrans.people.forms import AddressEraseForm, AddressForm, EraseForm
from konfrans.people.registries import Subject


def shown_again(request: HttpRequest) -> None:
    """Whoever takes data out or erases them has shown within the last minutes how they sign in, where the account has a means for it."""
    raise_if_reauthentication_required(request, app="")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@never_cache
@require_safe
def person_data(request: HttpRequest, key: str) -> HttpResponse:
    """What is held of a person in numbers, what has left already, and the two things that may be asked for."""
    selectors.access_secretariat(request.user.pk)
    found = selectors.person(key)
    context = {"shown": found, "held": selectors.held_shown(selectors.subject_of(key))}
    return render(request, "people/person_data.html", context)


@never_cache
@require_POST
def person_export(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that is held of a person, as a file."""
    standing = selectors.access_secretariat(request.user.pk)
    selectors.person(key)
    shown_again(request)
    text = services.person_export(actor=standing.actor(), subject=selectors.subject_of(key))
    return _file(text, f"person-{key[:8]}")


@never_cache
@FORM_METHODS
def person_erase(request: HttpRequest, key: str) -> HttpResponse:
    """Erase a person's name; asked once more before it is done."""
    standing = selectors.access_secretariat(request.user.pk)
    found = selectors.person(key)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shown_again(request)
        try:
            services.person_erase(actor=standing.actor(), person=found)
        except Refused as refused:
            form.add_error(None, worded(refused))
        else:
            messages.success(
                request,
                _(
                    "The name is erased. The journal still verifies; backups made before still hold it until they run out."
                ),
            )
            return redirect("desk_person", key=key)
    context = {"form": form, "shown": found, "held": selectors.held_shown(selectors.subject_of(key))}
    return render(request, "people/person_erase.html", context, status=status_of(form))


def _subject(form: AddressForm | AddressEraseForm) -> Subject | None:
    """Whom an address that was written into a form stands for; None, said in the form, where nobody knows it."""
    try:
        return selectors.subject_of(form.cleaned_data["email"])
    except Refused as refused:
        form.add_error(None, worded(refused))
        return None


@never_cache
@FORM_METHODS
def address_data(request: HttpRequest) -> HttpResponse:
    """What is held of an address: that of a person leads to the person, that of somebody who was only named is shown here."""
    selectors.access_secretariat(request.user.pk)
    form = AddressForm(request.POST if request.method == "POST" else None)
    subject = _subject(form) if request.method == "POST" and form.is_valid() else None
    if subject is not None and subject.person is not None:
        return redirect("person_data", key=subject.person)
    context = {"form": form, "held": selectors.held_shown(subject) if subject else None}
    return render(request, "people/address_data.html", context, status=status_of(form))


@never_cache
@require_POST
def address_export(request: HttpRequest) -> HttpResponse:
    """Everything that is held of an address, as a file."""
    standing = selectors.access_secretariat(request.user.pk)
    form = AddressForm(request.POST)
    subject = _subject(form) if form.is_valid() else None
    if subject is None or subject.person is not None:
        raise Refused("not_found", status=404)
    shown_again(request)
    return _file(services.person_export(actor=standing.actor(), subject=subject), "address")


@never_cache
@require_POST
def address_erase(request: HttpRequest) -> HttpResponse:
    """Erase all that is held of an address; the first time it is asked once more."""
    standing = selectors.access_secretariat(request.user.pk)
    sure = "sure" in request.POST
    form = AddressEraseForm(request.POST if sure else None, initial={"email": request.POST.get("email", "")})
    named = AddressForm(request.POST)
    subject = _subject(named) if named.is_valid() else None
    if subject is None or subject.person is not None:
        raise Refused("not_found", status=404)
    if sure and form.is_valid():
        shown_again(request)
        services.address_erase(actor=standing.actor(), address=subject.emails[0])
        messages.success(
            request,
            _("All that was held of the address is erased. Backups made before still hold it until they run out."),
        )
        return redirect("address_data")
    context = {"form": form, "held": selectors.held_shown(subject)}
    return render(request, "people/address_erase.html", context, status=status_of(form))
