"""The steps by which a conference begins, until it has its first member."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.meetings import selectors as meetings
from konfrans.membership import selectors as membership
from konfrans.people import selectors as people
from konfrans.statutes import selectors as statutes


def first_step() -> list[Waiting]:
    """The next step of the guide for a secretariat."""
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
    found = (
        Waiting(code=f"first_step_{number}", title=title, why=why, address=reverse(address), act=act)
        for number, (done, title, why, address, act) in enumerate(steps, start=1)
        if not done
    )
    return [next(found)]
