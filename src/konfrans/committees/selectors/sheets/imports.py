"""What comes in as a spreadsheet, looked at against what is there; and what was looked at, sealed until it is entered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import translation

from konfrans.committees.models import Committee, Nomination
from konfrans.committees.rules.law import seats_asked, term_ends
from konfrans.committees.rules.sheets import nominations, rosters
from konfrans.committees.rules.sheets.reading import Plan, Words, bare_name, name_folded
from konfrans.committees.selectors.access import Answerer, access_roster
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.board import committees_of
from konfrans.committees.selectors.law import addresses_of, charter_today
from konfrans.committees.selectors.register import seat_choices
from konfrans.committees.selectors.roster import seats_ever
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import languages, without_controls
from konfrans.kernel.refusals import Refused, no_access
from konfrans.kernel.sheets import Sheet
from konfrans.people.models import Account
from konfrans.people.selectors import Standing, institutions

SALT = "committees.sheet"
SEALED_FOR = 24 * 3600
VALUES = ("given", "father", "patronymic", "surname", "email", "language", "position", "field")


def may_import(standing: Standing) -> Actor | None:
    """As whom somebody may bring in a roster: the secretariat alone. It seats people whom nobody named and who did not consent."""
    return standing.actor(standing.secretary) if standing.is_secretariat else None


def access_roster_import(user_id: int | None, key: str) -> tuple[Actor, Committee]:
    """A committee, for the secretariat, which brings in its roster."""
    standing, found = access_roster(user_id, key)
    actor = may_import(standing)
    if actor is None:
        raise no_access("roster_import_of_others")
    return actor, found


def _clean(sheet: Sheet) -> Sheet:
    cells = [[" ".join(without_controls(cell).split()) for cell in row] for row in sheet.cells]
    return Sheet(cells, sheet.name, sheet.others, sheet.merged, sheet.from_1904)


def _in_each_language(seat: str, organ: str) -> set[str]:
    found = set()
    for code in languages():
        with translation.override(code):
            found.add(seat_words(seat, organ))
    return found


def _universities() -> Words:
    return Words(
        {
            one.key: [text for text in (one.code, *one.name.texts.values(), *one.former_names.texts.values()) if text]
            for one in institutions()
        }
    )


def _languages() -> Words:
    return Words({code: [own] for code, own in settings.LANGUAGES})


def nominations_looked_at(answerer: Answerer, sheet: Sheet) -> Plan[nominations.Planned]:
    """What would happen with each row of a university's spreadsheet."""
    addressee = answerer.addressee
    committees = committees_of(addressee.call)
    organ = committees[0].organ if committees else ""
    known = nominations.Known(
        committees=Words({one.body.key: list(one.body.name.texts.values()) for one in committees}),
        seats=Words({seat: _in_each_language(seat, organ) for seat in addressee.call.seats}),
        languages=_languages(), universities=_universities(), university=addressee.institution.key, signs=answerer.signs,
    )  # fmt: skip
    rows = Nomination.objects.filter(addressee=addressee).select_related("committee__body")
    there = [
        nominations.There(
            one.key, one.committee.body.key, one.seat, one.state, {name: getattr(one, name) for name in VALUES}
        )
        for one in rows
        if one.erased_on is None
    ]
    return nominations.plan_nominations(_clean(sheet), known, there)


def roster_looked_at(committee: Committee, sheet: Sheet) -> Plan[rosters.Planned]:
    """What would happen with each row of a roster."""
    sheet = _clean(sheet)
    _version, charter = charter_today()
    organ = charter.organs.get(committee.organ) if charter is not None else None
    single = {
        key: seat.article
        for key, seat in (organ.seats if organ is not None else {}).items()
        if seat.sent_by is not None and seat.number == 1
    }

    founded = {
        key: seat.article
        for key, seat in (organ.seats if organ is not None else {}).items()
        if seat.sent_by is None and seat.number == 1
    }

    def term(seat: str, since: date) -> date | None:
        return term_ends(charter, committee.organ, seat, committee.body.key, since)[0]

    seats = seat_choices(committee)
    known = rosters.Known(
        seats=Words({key: _in_each_language(key, committee.organ) for key, _words in seats}),
        universities=_universities(), sent=seats_asked(charter, committee.organ), single=single, founded=founded,
        persons=_persons(cell.lower() for row in sheet.cells for cell in row if "@" in cell), term=term,
        began=committee.body.since, ended=committee.body.until,
    )  # fmt: skip
    return rosters.plan_roster(sheet, known, _sits(committee))


def _persons(addresses: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Who is known by these addresses: by an account, else by a nomination that was confirmed."""
    asked = sorted(set(addresses))
    named = Nomination.objects.filter(email__in=asked, person__isnull=False, person__erased_on=None)
    accounts = Account.objects.filter(email__in=asked, person__isnull=False, person__erased_on=None)
    fields = ("email", "person__key", "person__given", "person__surname")
    rows = [*named.order_by("pk").values_list(*fields), *accounts.values_list(*fields)]
    return {email: (key, bare_name(given, surname)) for email, key, given, surname in rows}


def _sits(committee: Committee) -> list[rosters.Sits]:
    """Everybody whose seat has not ended."""
    today, found = clock.today(), []
    for one in seats_ever(committee):
        if one.until is not None and one.until < today:
            continue
        who = one.person
        values: dict[str, Any] = {name: getattr(who, name) for name in ("given", "father", "patronymic", "surname")}
        name = name_folded(values)
        values |= {
            "full_name": who.full_name,
            "position": one.position,
            "since": one.since,
            "ends": one.ends,
            "until": one.until,
            "public": one.public,
        }
        place = one.institution.key if one.institution else ""
        found.append(rosters.Sits(one.seat, place, who.key, name, addresses_of(one), values))
    return found


# what was looked at ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sheet that was looked at, and the mark of what would have happened with it then."""

    sheet: Sheet
    plan: str


def plan_mark(plan: Plan[Any]) -> str:
    """What would happen, as a short mark: another one means that something changed meanwhile."""
    return hashlib.sha256(repr((plan.rows, plan.faults)).encode()).hexdigest()


def seal(sheet: Sheet, plan: Plan[Any], *, place: str) -> str:
    """The cells with a signature: what was looked at is what is entered, at this place and nowhere else."""
    told = {"cells": sheet.cells, "1904": sheet.from_1904, "plan": plan_mark(plan), "place": place}
    return signing.dumps(told, salt=SALT, compress=True)


def sealed(text: str, *, place: str) -> Sealed:
    """What was looked at. Refused: it was altered, is of another page, or older than a day."""
    try:
        told = signing.loads(text, salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature:
        raise Refused("sheet_seal_broken") from None
    if told["place"] != place:
        raise Refused("sheet_seal_broken")
    return Sealed(Sheet(told["cells"], from_1904=told["1904"]), told["plan"])
