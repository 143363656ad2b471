"""Which count of a number is taken: students on a day, a budget as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from konfrans.charter.faults import LawError
from konfrans.charter.law.members import Datum
from konfrans.charter.tables import DatumKey, Day, Table, Zero


class DatumCount(Table):
    """One count of a number."""

    number: Zero
    """The number."""
    of: Day
    """The day of which it is."""
    published: Day | None = None
    """The day on which it was published."""


Counts = Mapping[DatumKey, tuple[DatumCount, ...]]


def taken(key: str, datum: Datum, counts: Sequence[DatumCount], *, year: int, day: date) -> DatumCount | None:
    """The count that a rule takes for a year, needed on `day`; None where there is none.

    It is the last one no later than the datum's `latest` (else `day`) and no earlier than its `earliest`, by the day of the
    count or of its publication. `LawError` `datum_twice`: two different numbers of one day.
    """
    latest = datum.latest.of(year) if datum.latest else day
    earliest = datum.earliest.of(year) if datum.earliest else date.min
    return last_of(key, counts, earliest=earliest, latest=latest, published=datum.by == "publication")


def last_of(
    key: str, counts: Sequence[DatumCount], *, earliest: date, latest: date, published: bool = False
) -> DatumCount | None:
    """The last count of these days; of several published on one day, the one of the latest day."""
    found: dict[tuple[date, date], DatumCount] = {}
    for one in counts:
        when = one.published if published else one.of
        if when is None or not earliest <= when <= latest:
            continue
        other = found.setdefault((when, one.of), one)
        if other.number != one.number:
            raise LawError("datum_twice", datum=key, day=one.of.isoformat())
    return found[max(found)] if found else None
