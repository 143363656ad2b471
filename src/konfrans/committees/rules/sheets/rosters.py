"""The roster of a committee from a spreadsheet: who would take which seat, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from konfrans.committees.rules.letters import address_key
from konfrans.committees.rules.sheets.reading import Plan, PlannedRow, Reading, Words, bare_name, name_folded
from konfrans.kernel.sheets import Sheet

COLUMNS = (
    "seat", "university", "given", "father", "patronymic", "surname", "email", "position", "since", "ends", "public",
)  # fmt: skip
"""What is read of a roster."""
EXPORTED = (
    "seat", "university", "university_name", "given", "father", "patronymic", "surname", "email", "position", "since", "ends",
    "until", "state", "public", "sample",
)  # fmt: skip
"""What the file of a roster has."""
NEEDED = ("seat", "given", "surname", "since")
STATES = ("held", "ended", "erased")
"""A seat in the file: held, ended, or of somebody whose name was erased."""


@dataclass(frozen=True, slots=True)
class Sits:
    """Somebody who sits on the committee already; `mails` are the addresses the person is known by."""

    seat: str
    institution: str
    person: str
    name: str
    mails: tuple[str, ...]
    values: Mapping[str, object]

    @property
    def shown(self) -> str:
        return str(self.values.get("full_name", ""))

    @property
    def days(self) -> tuple[date, date]:
        """The first day, and the last one: that on which the seat was ended, else the last of the term."""
        since, ends = self.values.get("since"), self.values.get("until") or self.values.get("ends")
        return since if isinstance(since, date) else date.min, ends if isinstance(ends, date) else date.max


@dataclass(frozen=True, slots=True)
class Known:
    """What a roster is looked at by. `sent` are the seats to which universities send; `single` those of which each has one, with the
    paragraph; `founded` those of which the committee has one, with the paragraph; `persons` who is known by an address: the key, and given name and surname as they are compared; `term` the last day of a term that begins on a day, where the charter sets one;
    `began` and `ended` the days of the committee."""

    seats: Words
    universities: Words
    sent: tuple[str, ...]
    single: Mapping[str, str]
    founded: Mapping[str, str]
    persons: Mapping[str, tuple[str, str]]
    term: Callable[[str, date], date | None]
    began: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Planned(PlannedRow):
    """What would happen with a row: `begun`, `unchanged` (`differs`: what the register says otherwise), or `left`.

    `person` is the key of whoever is known by the address, empty for somebody new; `same_as` the row of the same new person.
    """

    seat: str
    institution: str
    since: date | None
    ends: date | None
    public: bool
    person: str = ""
    same_as: int = 0
    by_charter: bool = False
    differs: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    number: int
    seat: str
    institution: str
    values: dict[str, str]
    since: date | None
    ends: date | None
    public: bool
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def known_by(self) -> tuple[tuple[str, str], ...]:
        """By what two rows are of one person: the address, and name and university. Two of one name without a university, each with an
        address, are two."""
        mail, name = address_key(self.values["email"]), (name_folded(self.values), self.institution)
        return tuple(key for key in ((mail, "@"), name) if key[0] and (key[1] or not mail))

    def is_also(self, other: _Row) -> bool:
        """Whether the other row is of the same person."""
        return not set(self.known_by).isdisjoint(other.known_by)


def plan_roster(sheet: Sheet, known: Known, sits: Sequence[Sits]) -> Plan[Planned]:
    """Look at a spreadsheet against the seats of the committee and who sits on them."""
    reading = Reading(sheet, read=COLUMNS, beside=EXPORTED, needed=NEEDED)
    rows: list[_Row] = []
    planned: list[Planned] = []
    for number, told in reading.rows():
        if told.get("until") or told.get("state", "").lower() in STATES[1:]:
            planned.append(_left(number, told))
        elif any(told.get(one) for one in ("given", "surname", "email", "since")):
            rows.append(_row(reading, number, told, known))
    _twice(reading, rows, known)
    new: dict[tuple[str, str], int] = {}
    held: dict[tuple[str, str], str | int] = {}
    begun: list[_Row] = []
    for row in rows:
        found = _sitting(row, sits)
        if found is not None:
            planned.append(_unchanged(reading, row, found))
            continue
        planned.append(_begun(reading, row, known, new))
        _single(reading, row, known, sits, held)
        _founded(reading, row, known, sits, begun)
        begun.append(row)
    if not planned and not reading.faults:
        reading.fault(2, "", "sheet_empty")
    ordered = tuple(sorted(planned, key=lambda one: one.row))
    return Plan(() if reading.faults else ordered, reading.sorted_faults())


def _left(number: int, told: Mapping[str, str]) -> Planned:
    values = {one: told.get(one, "") for one in ("given", "father", "patronymic", "surname", "email", "position")}
    return Planned(number, "left", values, told.get("seat", ""), told.get("university", ""), None, None, False)


def _row(reading: Reading, number: int, told: Mapping[str, str], known: Known) -> _Row:
    values = reading.person(number, told, needed=("seat", "given", "surname", "since"))
    cell = told.get("seat", "")
    seat = reading.word(number, "seat", cell, known.seats) if cell else ""
    cell = told.get("university", "")
    institution = reading.word(number, "university", cell, known.universities) if cell else ""
    if not cell and seat in known.sent:
        reading.fault(number, "university", "sheet_missing")
    since = reading.day(number, "since", told["since"]) if told.get("since") else None
    ends = reading.day(number, "ends", told["ends"]) if told.get("ends") else None
    if since is not None:
        if ends is not None and ends < since:
            reading.fault(number, "ends", "sheet_days_turned", since=since)
        if known.began is not None and since < known.began:
            reading.fault(number, "since", "sheet_before_committee", since=known.began)
        if known.ended is not None and since > known.ended:
            reading.fault(number, "since", "sheet_after_committee", until=known.ended)
    public = reading.yes(number, "public", told.get("public", ""))
    return _Row(number, seat, institution, values, since, ends, public, told)


def _twice(reading: Reading, rows: Sequence[_Row], known: Known) -> None:
    """The same person twice: on one seat, or on two seats to which universities send. A chair may be a member besides."""
    by_person: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        for key in row.known_by:
            by_person.setdefault(key, []).append(row)
    for row in rows:
        others = [
            one for key in row.known_by for one in by_person[key]
            if one is not row and (one.seat == row.seat or {one.seat, row.seat} <= set(known.sent))
        ]  # fmt: skip
        if others:
            mailed = row.values["email"] and address_key(others[0].values["email"]) == address_key(row.values["email"])
            reading.fault(row.number, "email" if mailed else "surname", "sheet_person_twice", before=others[0].number)


def _sitting(row: _Row, sits: Sequence[Sits]) -> Sits | None:
    """Who sits on this seat already as this person: by the address; where either has none, by name and university."""
    for one in sits:
        if one.seat != row.seat:
            continue
        if row.values["email"] and one.mails:
            if address_key(row.values["email"]) in {address_key(mail) for mail in one.mails}:
                return one
        elif (one.name, one.institution) == (name_folded(row.values), row.institution):
            return one
    return None


def _unchanged(reading: Reading, row: _Row, found: Sits) -> Planned:
    """Somebody who sits there: nothing happens; what the register says otherwise is named."""
    said: dict[str, object] = {
        **row.values,
        "university": row.institution,
        "since": row.since,
        "ends": row.ends,
        "public": row.public,
    }
    there = {**found.values, "university": found.institution}
    compared = (one for one in COLUMNS if one not in ("seat", "email") and one in reading.columns and one in there)
    differs = tuple(one for one in compared if said.get(one) != there[one] and (one != "ends" or row.ends))
    return Planned(
        row.number, "unchanged", row.values, row.seat, row.institution, row.since, row.ends, row.public, found.person,
        differs=differs,
    )  # fmt: skip


def _begun(reading: Reading, row: _Row, known: Known, new: dict[tuple[str, str], int]) -> Planned:
    person, name = known.persons.get(row.values["email"], ("", "")) if row.values["email"] else ("", "")
    if person and name != bare_name(row.values["given"], row.values["surname"]):
        reading.fault(row.number, "email", "sheet_address_of_another")
    before = 0
    if not person:
        before = next((new[key] for key in row.known_by if key in new), row.number)
        new.update((key, before) for key in row.known_by)
    by_charter = known.term(row.seat, row.since) if row.since is not None and row.ends is None and row.seat else None
    return Planned(
        row.number, "begun", row.values, row.seat, row.institution, row.since, row.ends or by_charter, row.public, person,
        0 if before == row.number else before, by_charter is not None,
    )  # fmt: skip


def _single(
    reading: Reading, row: _Row, known: Known, sits: Sequence[Sits], held: dict[tuple[str, str], str | int]
) -> None:
    """A university has one place of some sorts: two rows, or a row and somebody who sits there, are one too many."""
    article = known.single.get(row.seat)
    if article is None or not row.institution:
        return
    place = (row.institution, row.seat)
    holder = next((one.shown for one in sits if (one.institution, one.seat) == place), "")
    if holder:
        reading.fault(row.number, "seat", "sheet_place_taken", name=holder, article=article)
    elif place in held:
        reading.fault(row.number, "seat", "sheet_place_twice", before=held[place], article=article)
    held.setdefault(place, row.number)


def _founded(reading: Reading, row: _Row, known: Known, sits: Sequence[Sits], begun: Sequence[_Row]) -> None:
    """The committee has one seat of some sorts (the chair): nobody takes it on days on which somebody else holds it. Whoever follows,
    from the day after the term of the one before, does."""
    article = known.founded.get(row.seat)
    if article is None or row.since is None:
        return
    days = _days(known, row)
    holder = next((one for one in sits if one.seat == row.seat and _overlap(days, one.days)), None)
    if holder is not None:
        reading.fault(row.number, "seat", "sheet_seat_taken", name=holder.shown, article=article)
        return
    before = next(
        (one for one in begun if one.seat == row.seat and one.since and _overlap(days, _days(known, one))), None
    )
    if before is not None:
        reading.fault(row.number, "seat", "sheet_seat_twice", before=before.number, article=article)


def _days(known: Known, row: _Row) -> tuple[date, date]:
    since = row.since or date.min
    return since, row.ends or known.term(row.seat, since) or date.max


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
