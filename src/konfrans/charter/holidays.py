"""A conference's table of holidays: which days are worked, by what source, in which time zone. Data, never guessed.

A year that the table does not cover is refused by name: holidays are decided year by year (movable feasts, exchanged
days), so no rule could tell them beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from konfrans.charter.faults import LawError

Words = Mapping[str, str]
"""One text per language: `{"az": "…", "en": "…"}`."""

SATURDAY_AND_SUNDAY = frozenset({6, 7})

_ZONE = re.compile(r"(?!posix/|right/)[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}|UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The calendar of a conference. `LawError` `zone_unknown` where the machine does not know the zone.

    `zone` is an IANA name ("Asia/Baku"); `weekend` holds ISO 8601 numbers of weekdays (Monday 1, Sunday 7); `days` the
    days that are not worked, with their names; `working` those that are worked although they fall on a weekend;
    `years` the years covered, each with the source of its days. Without any year it still knows its zone, which is
    all that a period in days, weeks, months, years or hours asks.
    """

    zone: str
    years: Mapping[int, Words] = field(default_factory=dict)
    days: Mapping[date, Words] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    key: str = ""

    def __post_init__(self) -> None:
        if not known_zone(self.zone):
            raise LawError("zone_unknown", given=str(self.zone)[:60])

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def works(self, day: date) -> bool:
        """Whether a day is worked; `LawError` `holidays_missing`, with the year, where the table does not say."""
        if day.year not in self.years:
            raise LawError("holidays_missing", year=str(day.year))
        return day not in self.days and (day in self.working or day.isoweekday() not in self.weekend)


def known_zone(zone: str) -> bool:
    """Whether the machine knows a zone.

    Names that mean the machine's own zone, or count leap seconds, are none: the same table must mean the same
    everywhere.
    """
    if not isinstance(zone, str) or not _ZONE.fullmatch(zone):
        return False
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
