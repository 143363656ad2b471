"""What goes out as a spreadsheet: all nominations of a call, a roster on a day, the places of one university."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from konfrans.committees.models import Addressee, Committee, Nomination, Seat
from konfrans.committees.rules.sheets import nominations as incoming
from konfrans.committees.rules.sheets import rosters
from konfrans.committees.rules.sheets.writing import Table, of_rows
from konfrans.committees.selectors.access import Answerer, Running
from konfrans.committees.selectors.board import as_named, committees_of, nominations_in
from konfrans.committees.selectors.law import address_now
from konfrans.committees.selectors.roster import seats_on
from konfrans.kernel import clock
from konfrans.kernel.localised import by_name
from konfrans.people.models import Institution
from konfrans.people.selectors import institutions

PERSONAL = ("given", "father", "patronymic", "surname", "email", "language", "position", "field")


def _day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(clock.zone()).date()
    return value.isoformat() if value else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


class Shorts:
    """How a university is named in a file: by its short name, by its key where several have the short name."""

    def __init__(self) -> None:
        self._shared = {code for code, number in Counter(one.code for one in institutions()).items() if number > 1}

    def __call__(self, one: Institution | None) -> str:
        if one is None:
            return ""
        return one.key if not one.code or one.code in self._shared else one.code


def call_table(running: Running) -> Table:
    """Every nomination that was handed in, university by university, and each place with nobody. Six queries."""
    call = running.call
    committees, short = committees_of(call), Shorts()
    asked = Addressee.objects.filter(call=call).select_related("call", "institution").order_by("institution__key")
    addressees = by_name(asked, lambda one: one.institution.name)
    named: dict[tuple[int, int, str], list[Nomination]] = {}
    for one in nominations_in(call):
        named.setdefault((one.addressee_id, one.committee_id, one.seat), []).append(one)
    erased = set(
        Nomination.objects.filter(addressee__call=call, person__erased_on__isnull=False).values_list("pk", flat=True)
    )
    rows = []
    for addressee in addressees:
        for committee in committees:
            for seat in call.seats:
                place = _place(addressee, committee, seat, short)
                here = named.get((addressee.pk, committee.pk, seat), [])
                rows += [place | _handed_in(one, erased=one.pk in erased) for one in here]
                if not any(as_named(one).counts for one in here):
                    rows.append(place | {"state": "open"})
    return of_rows(incoming.EXPORTED, rows)


def _place(addressee: Addressee, committee: Committee, seat: str, short: Shorts) -> dict[str, str]:
    return {
        "university": short(addressee.institution), "university_name": addressee.institution.name.given(),
        "committee": committee.body.key, "committee_name": committee.body.name.given(), "seat": seat,
        "answered_on": _day(addressee.answered_at),
    }  # fmt: skip


def _handed_in(one: Nomination, *, erased: bool) -> dict[str, str]:
    gone = erased or one.erased_on is not None
    return ({} if gone else {column: getattr(one, column) for column in PERSONAL}) | {
        "state": one.state, "consent": one.consent, "consent_on": _day(one.consent_at), "public": _yes(one.public),
        "refused_article": one.refused_article, "refused_reason": "" if gone else one.refused_reason, "named_on": _day(one.named_at),
        "decided_on": _day(one.decided_at), "sample": _yes(one.sample),
    }  # fmt: skip


def places_table(answerer: Answerer) -> Table:
    """The places of one university to be filled in: who is named already, and an empty row for each place with nobody."""
    addressee = answerer.addressee
    rows: list[dict[str, str]] = []
    there = list(Nomination.objects.filter(addressee=addressee).exclude(state__in=incoming.OVER))
    for committee in committees_of(addressee.call):
        for seat in addressee.call.seats:
            here = [one for one in there if (one.committee_id, one.seat) == (committee.pk, seat)]
            place = {"committee": committee.body.key, "seat": seat}
            rows += [place | {column: getattr(one, column) for column in PERSONAL} for one in here if not one.erased_on]
            if not any(one.consent != "declined" for one in here):
                rows.append(place)
    return of_rows(incoming.COLUMNS, rows)


def roster_table(committee: Committee, on: date, *, addresses: bool) -> Table:
    """Who sits on a committee on a day. Names of erased persons never; `addresses`: with the e-mail addresses, for who may bring the
    file in again. Two queries."""
    short = Shorts()
    rows = [_seat(one, short) for one in seats_on(committee, on)]
    head = rosters.EXPORTED if addresses else tuple(one for one in rosters.EXPORTED if one != "email")
    return of_rows(head, rows)


def roster_sheet() -> Table:
    """The empty spreadsheet of a roster."""
    return of_rows(rosters.COLUMNS, [])


def _seat(one: Seat, short: Shorts) -> dict[str, Any]:
    erased = one.person.erased_on is not None
    who: dict[str, str] = {}
    if not erased:
        who = {column: getattr(one.person, column) for column in ("given", "father", "patronymic", "surname")}
        who |= {"position": one.position, "email": address_now(one)}
    return who | {
        "seat": one.seat, "university": short(one.institution),
        "university_name": one.institution.name.given() if one.institution else "", "since": _day(one.since),
        "ends": _day(one.ends), "until": _day(one.until), "public": _yes(one.public), "sample": _yes(one.sample),
        "state": "erased" if erased else "ended" if one.until else "held",
    }  # fmt: skip
