"""What waits beyond one domain: the sessions to come, and the steps by which a conference begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.formats import time_text
from konfrans.meetings import selectors as meetings
from konfrans.membership import selectors as membership
from konfrans.people import selectors as people
from konfrans.people.selectors import Standing
from konfrans.statutes import selectors as statutes

AHEAD = timedelta(days=60)
"""How long before its day a session stands on the desk."""


def waiting(standing: Standing) -> Iterator[Waiting]:
    """Sessions to come, for who may see them; for the secretariat of a conference without members, what comes first."""
    if standing.is_secretariat or standing.holds(*meetings.SEE):
        yield from _ahead()
    if standing.is_secretariat and not membership.members_number(clock.today()):
        yield from _first_steps()


def _ahead() -> Iterator[Waiting]:
    today = clock.today()
    for one in meetings.meetings().filter(date__gt=today, date__lte=today + AHEAD):
        told = [time_text(one.time)] if one.time else []
        told += [one.place.given()] if one.place.given() else []
        yield Waiting(
            code="session_ahead", title=_("Session: %(organ)s") % {"organ": one.body.name.given()}, due=one.date,
            why=", ".join(told), address=reverse("meeting", args=[one.key]), act=_("Open the session"),
            sample=one.sample,
        )  # fmt: skip


def _first_steps() -> Iterator[Waiting]:
    """The steps of the guide for a secretariat that are still to be done, in their order; only the next one is asked for."""
    steps: list[tuple[bool, Any, Any, str, Any]] = [
        (
            people.institutions().exists(), _("Enter the universities"),
            _("Each with a short code, its name in every language, country and city."), "institution_create", _("Enter the first"),
        ),
        (
            bool(meetings.organs()), _("Enter the organ that decides"),
            _("Its key is the one by which the charter names it."), "body_create", _("Enter a body"),
        ),
        (
            statutes.version_on(clock.today()) is not None, _("Put the charter in force"),
            _("The operator types: konfrans charter load FILE --from DATE"), "charter", _("See the charter's page"),
        ),
        (
            bool(membership.categories()), _("Enter the categories of members"),
            _("Those that the charter founds, each with or without a vote."), "category_create", _("Enter a category"),
        ),
        (False, _("Admit the members"), _("Each in its category, and from a day."), "member_admit", _("Admit a member")),
    ]  # fmt: skip
    for number, (done, title, why, address, act) in enumerate(steps, start=1):
        if not done:
            yield Waiting(
                code=f"first_step_{number}", title=title, why=why, address=reverse(address), act=act,
            )  # fmt: skip
            return
