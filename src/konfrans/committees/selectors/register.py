"""The register of committees: what there is, and what a form offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from konfrans.committees.models import Committee, Seat
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.law import charter_today
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import passed_decisions, public_title
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import by_name
from konfrans.people.selectors import institutions, persons, surname_first

SORTS = Committee.Sort.choices
WHYS = Seat.Why.choices


@dataclass(frozen=True, slots=True)
class Listed:
    """A committee in the register's list, with how many sit in it today."""

    committee: Committee
    seats: int
    running: bool


def committees_all() -> list[Listed]:
    """Every committee and group, running ones first, each by its name. One query."""
    today = clock.today()
    held = Q(seats__since__lte=today) & (Q(seats__until=None) | Q(seats__until__gte=today))
    rows = Committee.objects.select_related("body", "mentor").annotate(held=Count("seats", filter=held))
    found = [Listed(one, one.held, one.body.until is None or one.body.until >= today) for one in rows]
    return sorted(by_name(found, lambda one: one.committee.body.name), key=lambda one: not one.running)


def committee_choices() -> list[Committee]:
    """The committees that run today, by name."""
    today = clock.today()
    rows = Committee.objects.select_related("body").filter(
        Q(body__until=None) | Q(body__until__gte=today), ended_why=""
    )
    return by_name(rows, lambda one: one.body.name)


def decisions_to_point_at() -> list[tuple[str, str]]:
    """Decisions that may have created a committee, as choices: number, and number with title."""
    return [(str(one), f"{one}: {public_title(one)}") for one in passed_decisions()[:200]]


def decision_numbered(number: str) -> Decision | None:
    """A published decision by its number `2026/14`; None where there is none."""
    return next((one for one in passed_decisions() if str(one) == number), None)


def mentors() -> list[tuple[str, str]]:
    """Partners abroad that may be in charge of a committee, as choices."""
    here = conference().country
    return [(one.key, one.name.given()) for one in by_name(institutions().exclude(country=here))]


def seat_choices(committee: Committee) -> list[tuple[str, str]]:
    """The seats of a committee as choices: those its organ has in the charter, else the usual ones."""
    _version, charter = charter_today()
    organ = charter.organs.get(committee.organ) if charter is not None else None
    keys = list(organ.seats) if organ is not None and organ.seats else ["chair", "member", "substitute", "secretary"]
    return [("", _("choose")), *((key, seat_words(key, committee.organ)) for key in keys)]


def persons_told() -> list[tuple[str, str]]:
    """Everybody of the register as choices: two of one name are told apart by where they hold an office, and by their address."""
    found = []
    for one in persons():
        if one.erased_on:
            continue
        places = {office.institution.code for office in one.offices.all() if office.institution}
        account = getattr(one, "account", None)
        told = ", ".join([*sorted(places), *([account.email] if account else [])])
        found.append((one.key, f"{surname_first(one)}{f' ({told})' if told else ''}"))
    return found
