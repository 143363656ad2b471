"""Quiet hours: the part of a day in which no letter leaves that nobody waits for. No Django: settings read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_SHAPE = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` until `end`, over midnight where `begin` is the later of the two. None of a day where both are the same."""

    begin: time = MIDNIGHT
    end: time = MIDNIGHT

    def hold(self, at: time) -> bool:
        """Whether it is quiet at this time of the wall clock; the end is not quiet any more."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def opening_after(self, moment: datetime) -> datetime:
        """The next time at which a day's gathered letters leave: the first moment of a day that is not quiet, later than `moment`."""
        first = self.end if self.hold(MIDNIGHT) else MIDNIGHT
        here = moment.replace(hour=first.hour, minute=first.minute, second=0, microsecond=0)
        return here if here > moment else here + timedelta(days=1)


def quiet_hours(written: str) -> QuietHours:
    """`20:00-08:00` as a value; an empty text means none. ValueError says what is wrong with another one."""
    if not written.strip():
        return QuietHours()
    found = _SHAPE.fullmatch(written.strip())
    if not found:
        raise ValueError(f"“{written}” is not of the shape 20:00-08:00; leave it empty for no quiet hours")
    hours = QuietHours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    if hours.begin == hours.end:
        raise ValueError(f"“{written}” would be the whole day; leave it empty for no quiet hours")
    return hours
