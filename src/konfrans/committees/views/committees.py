"""The register of committees: what there is, who sits where on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfrans.committees import selectors
from konfrans.committees.forms import CommitteeForm, SeatBeginForm, SeatEndForm
from konfrans.committees.forms.committees import themes_text
from konfrans.committees.selectors.access import access_roster, keeps_roster
from konfrans.committees.selectors.register import decision_numbered, mentors, persons_told, seat_choices
from konfrans.committees.selectors.roster import addresses_changed, office_held
from konfrans.committees.selectors.sheets import may_import
from konfrans.committees.services import committees as services
from konfrans.committees.services.seating import seat_end as seat_end_act
from konfrans.committees.services.seating import seat_enter, seat_replace
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import access_secretariat, institution, institutions, person


@never_cache
@require_safe
def desk_committees(request: HttpRequest) -> HttpResponse:
    """Every committee and group."""
    access_secretariat(request.user.pk)
    return render(request, "committees/desk_committees.html", {"rows": selectors.committees_all()})


def _choices() -> dict[str, Any]:
    return {"decisions": selectors.decisions_to_point_at(), "mentors": mentors()}


@never_cache
@FORM_METHODS
def committee_create(request: HttpRequest) -> HttpResponse:
    """Enter a committee, a network or a group."""
    standing = access_secretariat(request.user.pk)
    form = CommitteeForm(request.POST if request.method == "POST" else None, **_choices())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            created = services.committee_create(
                actor=standing.actor(), key=data["key"], name=data["name"], sort=data["sort"],
                mandate=data["mandate"] or Localised(), themes=data["themes"], since=data["since"], until=data["until"],
                mentor=institution(data["mentor"]) if data["mentor"] else None, decision=decision_numbered(data["decision"]),
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The committee is entered."))
            return redirect("committee_roster", key=created.body.key)
    return render(request, "committees/committee_form.html", {"form": form}, status=status_of(form))


@never_cache
@FORM_METHODS
def committee_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is known of a committee."""
    standing, found = selectors.access_committee_edit(request.user.pk, key)
    body = found.body
    initial = {
        "name": body.name, "since": body.since, "until": body.until, "mandate": found.mandate,
        "mentor": found.mentor.key if found.mentor else "", "decision": str(found.decision) if found.decision else "",
        "themes": themes_text([(one.text, one.source) for one in found.themes.all()]),
    }  # fmt: skip
    form = CommitteeForm(request.POST if request.method == "POST" else None, change=True, initial=initial, **_choices())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.committee_change(
                actor=standing.actor(), committee=found, name=data["name"], mandate=data["mandate"] or Localised(),
                themes=data["themes"], mentor=institution(data["mentor"]) if data["mentor"] else None,
                decision=decision_numbered(data["decision"]), since=data["since"], until=data["until"],
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("committee_roster", key=key)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "committees/committee_form.html", {"form": form, "committee": found}, status=status_of(form))


@never_cache
@require_safe
def committee_roster(request: HttpRequest, key: str) -> HttpResponse:
    """Who sits on a committee on a day, and which seats have ended."""
    standing, found = access_roster(request.user.pk, key)
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = clock.today()
    context = {
        "committee": found, "on": on, "seats": selectors.seats_on(found, on), "edit": standing.is_secretariat,
        "addresses": addresses_changed(found) if keeps_roster(standing, found) else [],
        "brings_in": may_import(standing) is not None,
        "ended": [one for one in selectors.seats_ever(found) if one.until is not None and one.until < clock.today()],
    }  # fmt: skip
    return render(request, "committees/committee_roster.html", context)


@never_cache
@FORM_METHODS
def seat_begin(request: HttpRequest, key: str) -> HttpResponse:
    """A person who is in the register takes a seat: an elected chair, a mentor."""
    standing, found = selectors.access_committee_edit(request.user.pk, key)
    form = SeatBeginForm(
        request.POST if request.method == "POST" else None, seats=seat_choices(found), initial={"since": clock.today()},
        persons=persons_told(),
        institutions=[(one.key, one.name.given()) for one in institutions()],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            seat_enter(
                actor=standing.actor(), committee=found, seat=data["seat"], person=person(data["person"]), since=data["since"],
                institution_key=data["institution"], public=data["public"],
                by_office=office_held(person(data["person"]), data["institution"]) if data["with_office"] else None,
            )  # fmt: skip
            messages.success(request, _("The seat is entered."))
            return redirect("committee_roster", key=key)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "committee": found, "act": _("Enter a seat")}
    return render(request, "committees/seat_act.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def seat_end(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """End a seat; its substitute may take it."""
    standing, found = selectors.access_committee_edit(request.user.pk, key)
    today = clock.today()
    rows = selectors.seats_on(found, today)
    seat = next((one for one in rows if one.pk == pk and one.until is None), None)
    if seat is None:
        raise Refused("not_found", status=404)
    others = [
        one for one in rows if one.seat == "substitute" and one.institution_id == seat.institution_id and one.pk != pk
    ]
    form = SeatEndForm(
        request.POST if request.method == "POST" else None, initial={"until": today},
        substitutes=[(str(one.pk), one.person.full_name) for one in others],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = next((one for one in others if str(one.pk) == data["substitute"]), None)
        try:
            if chosen is not None:
                seat_replace(actor=standing.actor(), seat=seat, substitute=chosen, until=data["until"], why=data["why"])
            else:
                seat_end_act(actor=standing.actor(), seat=seat, until=data["until"], why=data["why"])
            messages.success(request, _("Saved."))
            return redirect("committee_roster", key=key)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "committee": found, "seat": seat, "act": _("End the seat")}
    return render(request, "committees/seat_act.html", context, status=status_of(form))
