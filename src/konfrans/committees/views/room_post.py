"""Mail to the people of a committee, and the calendar each of them may subscribe to."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees.forms.room import RoomMailForm
from konfrans.committees.selectors.room_access import (
    access_room,
    access_room_decide,
    access_room_lead,
    access_room_seat,
)
from konfrans.committees.selectors.room_calendar import feed_address, feed_by_token, feed_of, feed_text
from konfrans.committees.selectors.room_mail import Recipients, preview, recipients, room_letters, room_letters_held
from konfrans.committees.services import feeds, room_mail
from konfrans.committees.views.room import inside_context
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.counting import counted
from konfrans.kernel.refusals import Refused

SEEN = "konfrans.committees.room_mail"
MOST_A_MINUTE = 120
"""How often one network address may ask for calendars in a minute: a calendar program asks every few hours, whoever guesses far
more often. The limits of signing in do not count what is only looked at."""


@never_cache
@require_safe
def room_mail_page(request: HttpRequest, key: str) -> HttpResponse:
    """What was written to the people of the committee."""
    inside = access_room(request.user.pk, key)
    context = inside_context(
        inside, letters=room_letters(inside.committee), held=len(room_letters_held(inside.committee)) if inside.lets_leave else 0
    )  # fmt: skip
    return render(request, "committees/room_mail.html", context)


def _digest(data: dict[str, Any], who: Recipients) -> str:
    """What was seen: the letter and everybody who gets it. Another letter, or other people, have to be seen first."""
    seen = [data["subject"].to_json(), data["text"].to_json(), data["calm"], who.by_language]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def _was_seen(form: RoomMailForm, digest: str) -> bool:
    try:
        return bool(signing.loads(form.cleaned_data["seen"], salt=SEEN) == digest)
    except signing.BadSignature:
        return False


@never_cache
@FORM_METHODS
def room_mail_send(request: HttpRequest, key: str) -> HttpResponse:
    """Write, look at the letter in each language, send. What is sent is what was looked at."""
    inside = access_room_lead(request.user.pk, key)
    form = RoomMailForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = inside_context(inside)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who = recipients(inside.committee, substitutes=data["substitutes"])
        digest = _digest(data, who)
        if "send" in request.POST and _was_seen(form, digest):
            try:
                row = room_mail.room_mail_send(
                    actor=inside.actor, committee=inside.committee, subject=data["subject"], text=data["text"],
                    substitutes=data["substitutes"], urgent=not data["calm"], held=not inside.lets_leave,
                )  # fmt: skip
                messages.success(request, _told(len(row.letters), inside.lets_leave))
                return redirect("room_mail", key=key)
            except Refused as refused:
                refuse(form, refused)
        context |= {
            "letters": preview(inside.committee, data["subject"], data["text"], who), "who": who, "calm": data["calm"],
            "seen": signing.dumps(digest, salt=SEEN), "again": "send" in request.POST,
        }  # fmt: skip
    return render(request, "committees/room_mail_send.html", context | {"form": form}, status=status_of(form))


def _told(number: int, leaves: bool) -> str:
    if leaves:
        return ngettext("%(n)s letter is written.", "%(n)s letters are written.", number) % {"n": number}
    held = ngettext(
        "%(n)s letter waits for the chair to release it.",
        "%(n)s letters wait for the chair to release them.",
        number,
    )
    return held % {"n": number}


@require_POST
def room_mail_release(request: HttpRequest, key: str) -> HttpResponse:
    """Let the letters leave that the committee's secretary wrote."""
    inside = access_room_decide(request.user.pk, key)
    with told(request):
        number = room_mail.room_mail_release(actor=inside.actor, committee=inside.committee)
        messages.success(
            request, ngettext("%(n)s letter is released.", "%(n)s letters are released.", number) % {"n": number}
        )
    return redirect("room_mail", key=key)


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def room_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Make a calendar, or a new address for it. The address is shown in this answer and never again."""
    inside, person = access_room_seat(request.user.pk, key)
    address = ""
    if request.method == "POST":
        token = feeds.calendar_feed_make(
            actor=inside.actor, committee=inside.committee, person=person, language=get_language() or "en"
        )
        address = feed_address(token)
    context = inside_context(inside, feed=feed_of(inside.committee, person), address=address)
    return render(request, "committees/room_calendar.html", context)


@require_POST
def calendar_feed_revoke(request: HttpRequest, key: str) -> HttpResponse:
    """The address stops working."""
    inside, person = access_room_seat(request.user.pk, key)
    with told(request):
        feeds.calendar_feed_revoke(actor=inside.actor, committee=inside.committee, person=person)
        messages.success(request, _("The address does not work any more."))
    return redirect("room_calendar", key=key)


def _too_often(request: HttpRequest) -> bool:
    name = f"calendar_feed:{get_adapter().get_client_ip(request)}:{clock.machine():%Y%m%d%H%M}"
    return counted(name, 120) > MOST_A_MINUTE


@sensitive_variables("token")
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 alike for every address that is worth nothing."""
    if _too_often(request):
        response = HttpResponse(status=429, content_type="text/plain; charset=utf-8")
    elif (found := feed_by_token(token)) is not None:
        response = HttpResponse(feed_text(found), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="committee.ics"'
    else:
        response = HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
