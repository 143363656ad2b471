"""A university's nominations from a spreadsheet: what would happen, row by row, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from konfrans.committees.rules.calls import CHANGEABLE, MOST_NAMED
from konfrans.committees.rules.letters import address_key
from konfrans.committees.rules.sheets.reading import Plan, PlannedRow, Reading, Words, name_folded
from konfrans.kernel.sheets import Sheet

COLUMNS = (
    "committee", "seat", "given", "father", "patronymic", "surname", "email", "language", "position", "field",
)  # fmt: skip
"""What a university fills in."""
EXPORTED = (
    "university", "university_name", "committee", "committee_name", "seat", "given", "father", "patronymic", "surname", "email",
    "language", "position", "field", "state", "consent", "consent_on", "public", "refused_article", "refused_reason", "named_on",
    "decided_on", "answered_on", "sample",
)  # fmt: skip
"""What the file of a whole call has. Those that a university does not fill in are passed over when the file comes in."""
NEEDED = ("committee", "seat", "given", "surname", "email", "position")
OVER = frozenset({"refused", "withdrawn"})
_PERSON = ("given", "father", "surname", "email", "position", "field")
_KEPT = ("given", "father", "patronymic", "surname", "email", "language", "position", "field")


@dataclass(frozen=True, slots=True)
class There:
    """A nomination that the university has made already."""

    key: str
    committee: str
    seat: str
    state: str
    values: Mapping[str, str]

    @property
    def place(self) -> tuple[str, str]:
        return self.committee, self.seat


@dataclass(frozen=True, slots=True)
class Known:
    """What the call asks for, which university answers, in which languages letters are written; `signs`: whether who brings the file in
    may sign off, and so may change what was handed in."""

    committees: Words
    seats: Words
    languages: Words
    universities: Words
    university: str
    signs: bool = True


@dataclass(frozen=True, slots=True)
class Planned(PlannedRow):
    """What would happen with a row: `named`, `changed`, `unchanged`, or `left` for what was decided before.

    `nomination` is the one that would be changed; `changes` the columns in which it differs; `anew`: consent is asked for anew.
    """

    committee: str
    seat: str
    nomination: str = ""
    changes: tuple[str, ...] = ()
    anew: bool = False


@dataclass(slots=True)
class _Row:
    number: int
    committee: str
    seat: str
    values: dict[str, str]
    state: str
    match: There | None = None

    @property
    def place(self) -> tuple[str, str]:
        return self.committee, self.seat


def plan_nominations(sheet: Sheet, known: Known, there: Sequence[There]) -> Plan[Planned]:
    """Look at a spreadsheet against what the call asks for and what is named already."""
    reading = Reading(sheet, read=COLUMNS, beside=EXPORTED, needed=NEEDED)
    rows, nobody = [], 0
    for number, told in reading.rows():
        if not any(told.get(one) for one in _PERSON):
            nobody += 1
            continue
        rows.append(_row(reading, number, told, known))
    _twice(reading, rows)
    _match(rows, [one for one in there if one.state not in OVER], there)
    planned = tuple(one for row in rows if (one := _planned(reading, row, known)) is not None)
    _too_many(reading, planned, there)
    if not rows and not reading.faults:
        reading.fault(2, "", "sheet_empty")
    return Plan(() if reading.faults else planned, reading.sorted_faults(), nobody)


def _row(reading: Reading, number: int, told: Mapping[str, str], known: Known) -> _Row:
    given = told.get("university", "")
    if given and known.university not in known.universities.keys(given):
        reading.fault(number, "university", "sheet_row_of_other", given=given[:80])
    values = reading.person(number, told, needed=("given", "surname", "email", "position"))
    found = {}
    for column, words in (("committee", known.committees), ("seat", known.seats)):
        if cell := told.get(column, ""):
            found[column] = reading.word(number, column, cell, words)
        else:
            reading.fault(number, column, "sheet_missing")
    language = told.get("language", "")
    values["language"] = reading.word(number, "language", language, known.languages) if language else ""
    return _Row(number, found.get("committee", ""), found.get("seat", ""), values, told.get("state", "").lower())


def _twice(reading: Reading, rows: Sequence[_Row]) -> None:
    """The same person twice for one committee: every one of the rows is named. A person is known by the address, and by the name."""
    standing = [row for row in rows if row.state not in OVER]
    told: set[int] = set()
    for column, known_by in (("email", _mailbox), ("surname", lambda row: name_folded(row.values))):
        by_person: dict[tuple[str, str], list[_Row]] = {}
        for row in standing:
            if who := known_by(row):
                by_person.setdefault((row.committee, who), []).append(row)
        for same in by_person.values():
            for at, row in enumerate(same if len(same) > 1 else ()):
                if row.number not in told:
                    reading.fault(row.number, column, "sheet_person_twice", before=same[at - 1 if at else 1].number)
                    told.add(row.number)


def _mailbox(row: _Row) -> str:
    return address_key(row.values["email"])


def _match(rows: Sequence[_Row], standing: Sequence[There], every: Sequence[There]) -> None:
    """Find for each row the nomination that it is: by the address, else by the same name on the same place, else by the same name in
    the same committee."""
    by_mail = {(one.committee, address_key(one.values["email"])): one for one in standing if one.values["email"]}
    for row in rows:
        if row.state in OVER:
            mine = (row.committee, _mailbox(row))
            over = (
                one for one in every if one.state in OVER and (one.committee, address_key(one.values["email"])) == mine
            )
            row.match = next(over, None)
        else:
            row.match = by_mail.get((row.committee, _mailbox(row)))
    taken = {row.match.key for row in rows if row.match}
    names: dict[tuple[str, str], list[There]] = {}
    for one in standing:
        names.setdefault((one.committee, name_folded(one.values)), []).append(one)
    for on_place in (True, False):
        for row in rows:
            if row.match is not None:
                continue
            named = names.get((row.committee, name_folded(row.values)), ())
            same = [one for one in named if one.key not in taken and (one.place == row.place or not on_place)]
            if len(same) == 1:
                row.match = same[0]
                taken.add(same[0].key)


def _planned(reading: Reading, row: _Row, known: Known) -> Planned | None:
    """What would happen with a row; columns that the file lacks stay as they are."""
    match = row.match
    if match is None:
        return Planned(row.number, "named", row.values, row.committee, row.seat)
    values = {one: row.values[one] if one in reading.columns else match.values[one] for one in _KEPT}
    values["language"] = values["language"] or match.values["language"]
    if match.state in OVER:
        return Planned(row.number, "left", values, row.committee, row.seat, match.key)
    changes = tuple(one for one in _KEPT if values[one] != match.values[one])
    if match.seat != row.seat:
        changes = ("seat", *changes)
    if not changes:
        return Planned(row.number, "unchanged", values, row.committee, row.seat, match.key)
    if match.state == "asked":
        reading.fault(row.number, changes[0], "sheet_asked_back")
    elif match.state not in CHANGEABLE:
        reading.fault(row.number, changes[0], "sheet_decided")
    elif match.state != "draft" and not known.signs:
        reading.fault(row.number, changes[0], "handed_in_already")
    another = {"seat", "email", "given", "father", "patronymic", "surname"}
    anew = match.state != "draft" and bool(another & set(changes))
    return Planned(row.number, "changed", values, row.committee, row.seat, match.key, changes, anew)


def _too_many(reading: Reading, planned: Sequence[Planned], there: Sequence[There]) -> None:
    """More people for one place than can be named: those that the file does not speak of count too."""
    told = {one.nomination for one in planned if one.nomination}
    counts: dict[tuple[str, str], int] = {}
    for one in there:
        if one.state in CHANGEABLE and one.key not in told:
            counts[one.place] = counts.get(one.place, 0) + 1
    states = {one.key: one.state for one in there}
    for row in _standing(planned, states):
        place = (row.committee, row.seat)
        counts[place] = counts.get(place, 0) + 1
        if counts[place] > MOST_NAMED and row.what != "unchanged":
            reading.fault(row.row, "seat", "named_too_many", most=MOST_NAMED)


def _standing(planned: Sequence[Planned], states: Mapping[str, str]) -> Iterator[Planned]:
    """What is there already counts before what is added."""
    for one in sorted(planned, key=lambda one: one.what == "named"):
        if one.what != "left" and states.get(one.nomination, "draft") in CHANGEABLE:
            yield one
