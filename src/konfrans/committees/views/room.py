"""The room of a committee, and its work programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees.forms.room import DoneForm, PutOffForm, WithdrawForm, WorkTaskForm
from konfrans.committees.rules.rooms import FIRST_YEAR, LAST_YEAR
from konfrans.committees.selectors import room as selectors
from konfrans.committees.selectors.room_access import (
    Inside,
    access_room,
    access_room_decide,
    access_room_lead,
    access_task_finish,
    check_task_open,
    task_of,
)
from konfrans.committees.selectors.room_people import owner_choices
from konfrans.committees.selectors.room_programme import programme
from konfrans.committees.services import programme as services
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.selectors import person as person_of

if TYPE_CHECKING:
    from konfrans.committees.models import WorkTask


def inside_context(inside: Inside, **more: Any) -> dict[str, Any]:
    """What every page of a room shows."""
    return {"inside": inside, "committee": inside.committee, "key": inside.committee.body.key, **more}


@never_cache
@require_safe
def committee_room(request: HttpRequest, key: str) -> HttpResponse:
    """People, sessions, decisions, programme, documents, reports, mail, calendar."""
    inside = access_room(request.user.pk, key)
    context = inside_context(inside, room=selectors.room(inside))
    return render(request, "committees/room.html", context)


@never_cache
@require_safe
def room_programme(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """The programme of a year, task by task."""
    inside = access_room(request.user.pk, key)
    context = inside_context(inside, shown=programme(inside, year), year=year)
    return render(request, "committees/room_programme.html", context)


def _asked(form: WorkTaskForm) -> dict[str, Any]:
    """The form's values as a service takes them."""
    data = dict(form.cleaned_data)
    owner = data.pop("owner")
    return data | {"owner": person_of(owner) if owner else None, "note": data["note"] or Localised()}


def _closed(request: HttpRequest, key: str, task: WorkTask, *, done: bool = False) -> HttpResponse | None:
    """Back to the programme with the reason, where a form opens on a task that takes it no more; None where it may be filled in."""
    if request.method == "POST":
        return None
    try:
        check_task_open(task, done=done)
    except Refused as refused:
        messages.error(request, worded(refused))
        return redirect("room_programme", key=key, year=task.year)
    return None


def _page(request: HttpRequest, inside: Inside, form: Any, act: str, **more: Any) -> HttpResponse:
    context = inside_context(inside, form=form, act=act, **more)
    return render(request, "committees/room_form.html", context, status=status_of(form))


@never_cache
@FORM_METHODS
def work_task_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a task."""
    inside = access_room_lead(request.user.pk, key)
    asked = request.GET.get("year", "")
    given = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    year = given if FIRST_YEAR <= given <= LAST_YEAR else clock.today().year
    form = WorkTaskForm(
        request.POST if request.method == "POST" else None,
        owners=owner_choices(inside.committee),
        initial={"year": year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.work_task_add(actor=inside.actor, committee=inside.committee, **_asked(form))
            messages.success(request, _("The task is entered."))
            return redirect("room_programme", key=key, year=made.year)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, inside, form, _("Enter a task"), year=year)


@never_cache
@FORM_METHODS
def work_task_change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change a task."""
    inside = access_room_lead(request.user.pk, key)
    task = task_of(inside.committee, pk)
    if closed := _closed(request, key, task, done=True):
        return closed
    owners = owner_choices(inside.committee)
    if task.owner and task.owner.key not in dict(owners):
        owners.append((task.owner.key, task.owner.full_name or _("name erased")))
    initial = {
        "title": task.title, "year": task.year, "owner": task.owner.key if task.owner else "", "owner_text": task.owner_text,
        "note": task.note, "place": task.place,
    }  # fmt: skip
    form = WorkTaskForm(
        request.POST if request.method == "POST" else None, owners=owners, due_set=task.due is not None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.work_task_change(actor=inside.actor, task=task, **_asked(form))
            messages.success(request, _("Saved."))
            return redirect("room_programme", key=key, year=changed.year)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, inside, form, _("Change the task"), task=task, year=task.year)


@never_cache
@FORM_METHODS
def work_task_put_off(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Put a task off; the old day stays to be seen."""
    inside = access_room_lead(request.user.pk, key)
    task = task_of(inside.committee, pk)
    if closed := _closed(request, key, task):
        return closed
    form = PutOffForm(request.POST if request.method == "POST" else None, initial={"due": task.due})
    if request.method == "POST" and form.is_valid():
        try:
            services.work_task_put_off(
                actor=inside.actor, task=task, due=form.cleaned_data["due"], reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("The task is put off."))
            return redirect("room_programme", key=key, year=task.year)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, inside, form, _("Put the task off"), task=task, year=task.year)


@never_cache
@FORM_METHODS
def work_task_done(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Mark a task as done: the own one, or any for who leads."""
    inside, task = access_task_finish(request.user.pk, key, pk)
    if closed := _closed(request, key, task):
        return closed
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.work_task_done(actor=inside.actor, task=task, on=form.cleaned_data["on"])
            messages.success(request, _("The task is done."))
            return redirect("room_programme", key=key, year=task.year)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, inside, form, _("Mark the task as done"), task=task, year=task.year)


@never_cache
@FORM_METHODS
def work_task_withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A task is not done after all; day and reason stay to be seen."""
    inside = access_room_decide(request.user.pk, key)
    task = task_of(inside.committee, pk)
    if closed := _closed(request, key, task):
        return closed
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.work_task_withdraw(actor=inside.actor, task=task, reason=form.cleaned_data["reason"])
            messages.success(request, _("The task is withdrawn."))
            return redirect("room_programme", key=key, year=task.year)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, inside, form, _("Withdraw the task"), task=task, year=task.year)


@require_POST
def work_task_reopen(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A task is not done after all."""
    inside = access_room_lead(request.user.pk, key)
    task = task_of(inside.committee, pk)
    with told(request):
        services.work_task_reopen(actor=inside.actor, task=task)
        messages.success(request, _("The task is open again."))
    return redirect("room_programme", key=key, year=task.year)


@require_POST
def programme_publish(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Let everybody read the programme of a year."""
    inside = access_room_decide(request.user.pk, key)
    programme(inside, year)
    with told(request):
        services.programme_publish(actor=inside.actor, committee=inside.committee, year=year)
        messages.success(request, _("Everybody may read the programme now."))
    return redirect("room_programme", key=key, year=year)


@require_POST
def programme_withdraw(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """The room alone reads the programme of a year."""
    inside = access_room_decide(request.user.pk, key)
    programme(inside, year)
    with told(request):
        services.programme_withdraw(actor=inside.actor, committee=inside.committee, year=year)
        messages.success(request, _("The programme is read inside the room alone."))
    return redirect("room_programme", key=key, year=year)
