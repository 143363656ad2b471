"""From a TOML document to a table of `Holidays`, or to every fault with its line, its key and what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path as File
from typing import Annotated, Any

from konfrans.charter.faults import CharterError, Fault
from konfrans.charter.holidays import SATURDAY_AND_SUNDAY, Holidays, known_zone
from konfrans.charter.loading import read_as, table_of
from konfrans.charter.tables import Bounds, Day, DocumentKey, LanguageCode, Size, Table, Texts, Wrong

LARGEST = 262_144
"""Bytes. A year in two languages takes four thousand."""


class HolidayTable(Table):
    """Days that are not worked, under one name. A day on which two holidays fall stands once, with both in its name."""

    dates: Annotated[tuple[Day, ...], Size(1, 366)]
    """The days."""
    name: Texts
    """The name, in each language."""


class YearTable(Table):
    """One year, whole: a day that stands nowhere here is worked unless it falls on a weekend."""

    year: Annotated[int, Bounds(1900, 2999)]
    """The year."""
    source: Texts
    """Where its days are laid down, in each language."""
    holiday: Annotated[tuple[HolidayTable, ...], Size(0, 366)] = ()
    """Its holidays."""
    working: Annotated[tuple[Day, ...], Size(0, 366)] = ()
    """Days of the weekend that are worked."""


class HolidaysTable(Table):
    """A conference's table of holidays."""

    key: DocumentKey
    """What the table is called."""
    zone: Annotated[str, Size(1, 60)]
    """The time zone, by its IANA name."""
    languages: Annotated[tuple[LanguageCode, ...], Size(1, 24)]
    """The languages in which names and sources are given."""
    weekend: Annotated[tuple[Annotated[int, Bounds(1, 7)], ...], Size(0, 6)] = tuple(sorted(SATURDAY_AND_SUNDAY))
    """Days of the week that are not worked, by their numbers: Monday is 1."""
    year: Annotated[tuple[YearTable, ...], Size(1, 200)]
    """The years covered."""

    def faults(self) -> Iterator[Wrong]:
        if not known_zone(self.zone):
            yield "zone_unknown", ("zone",), {"given": self.zone}
        seen: set[date] = set()
        years: set[int] = set()
        for index, year in enumerate(self.year):
            at = ("year", index)
            if year.year in years:
                yield "twice", (*at, "year"), {"what": "year", "given": str(year.year)}
            years.add(year.year)
            for day, inside in _days(year):
                path = (*at, *inside)
                if day.year != year.year:
                    yield "holiday_of_another_year", path, {"given": day.isoformat(), "year": str(year.year)}
                elif day in seen:
                    yield "twice", path, {"what": "day", "given": day.isoformat()}
                elif "working" in path and day.isoweekday() not in self.weekend:
                    yield "working_not_weekend", path, {"given": day.isoformat()}
                seen.add(day)

    def value(self) -> Any:
        return Holidays(
            key=self.key,
            zone=self.zone,
            weekend=frozenset(self.weekend),
            years={year.year: year.source for year in self.year},
            days={day: one.name for year in self.year for one in year.holiday for day in one.dates},
            working=frozenset(day for year in self.year for day in year.working),
        )


def _days(year: YearTable) -> Iterator[tuple[date, tuple[str | int, ...]]]:
    for number, one in enumerate(year.holiday):
        for place, day in enumerate(one.dates):
            yield day, ("holiday", number, "dates", place)
    for place, day in enumerate(year.working):
        yield day, ("working", place)


def load_holidays(document: bytes | str) -> Holidays:
    """Reads a table of holidays in TOML. `CharterError` holds every fault found, each with line, key and facts."""
    if len(document) > LARGEST:
        raise CharterError([Fault("holidays_too_large", facts={"most": LARGEST})])
    if not document.strip():
        raise CharterError([Fault("holidays_empty")])
    found: Any = table_of(HolidaysTable, document, {})
    assert isinstance(found, Holidays)
    return found


def read_holidays(file: File | str) -> Holidays:
    """`load_holidays` of a file; a file that cannot be opened is a fault too, and no more than `LARGEST` is read."""
    return read_as(file, load_holidays, LARGEST)
