"""The steps by which a conference begins, from its founding to its first decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.decisions.selectors import published
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.desk import Waiting
from konfrans.meetings import selectors as meetings
from konfrans.membership import selectors as membership
from konfrans.people import selectors as people
from konfrans.statutes.selectors import founding


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it is done, what it is and why, the page on which it is done, and another way to do it."""

    number: int
    done: bool
    title: str
    why: str
    address: str
    act: str
    other: str = ""
    other_act: str = ""
    next: bool = False


def steps() -> list[Step]:
    """Every step in order; the first that is not done is next."""
    rows: list[tuple[bool, str, str, str, str, str, str]] = [
        (
            bool(conference().pk), _("Found the Conference"), _("Name, languages, time zone and seat: konfrans init asks for them."),
            "conference_change", _("See what the pages say of it"), "", "",
        ),
        (
            founding.founded_with() is not None, _("Put the charter in force"),
            _("A model made your own, or your text as a file: every decision is judged by it."),
            "charter_found", _("Choose the charter"), "charter", _("See the charter's page"),
        ),
        (
            bool(meetings.organs()) and bool(membership.categories()), _("Enter the organs and the categories of members"),
            _("Those that the charter founds, under the keys by which it names them."),
            "charter_bodies", _("Enter those of the charter"), "body_create", _("Enter a body"),
        ),
        (
            membership.members_number(clock.today()) > 0, _("Admit the members"),
            _("From a spreadsheet, all at once; or each by hand, in its category and from a day."),
            "members_import", _("Members from a spreadsheet"), "member_admit", _("Admit a member"),
        ),
        (
            meetings.meetings().exists(), _("Enter the first session"),
            _("Its day, its place, and who is there: the quorum is counted from it."),
            "meeting_create", _("Enter a session"), "desk_people", _("Invite people to offices"),
        ),
        (
            published().exists(), _("Record the first decision"),
            _("The counts of the vote give the verdict, with article, needed and got."),
            "meetings", _("Open the sessions"), "", "",
        ),
    ]  # fmt: skip
    first = next((number for number, row in enumerate(rows) if not row[0]), None)
    return [
        Step(
            number + 1,
            done,
            title,
            why,
            reverse(address),
            act,
            reverse(other) if other else "",
            other_act,
            number == first,
        )
        for number, (done, title, why, address, act, other, other_act) in enumerate(rows)
    ]


def first_step() -> list[Waiting]:
    """The next step of the guide for a secretariat."""
    return [
        Waiting(code=f"first_step_{one.number}", title=one.title, why=one.why, address=one.address, act=one.act)
        for one in steps()
        if one.next
    ]


def access_beginning(user_id: int | None) -> people.Standing:
    """Who sees the steps: the secretariat."""
    return people.access_secretariat(user_id)
