"""The only place that reads a clock.

Everything else asks here what time it is, so that the demonstration can have a day of its own and a test can stand on any
date. Instants are aware and in UTC; dates are the conference's (`settings.TIME_ZONE`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings

_stands_at: ContextVar[datetime | None] = ContextVar("konfrans_clock", default=None)
_source: Callable[[], datetime | None] | None = None
_said: tuple[float, datetime | None] | None = None
_KEPT = 1.0  # seconds: a page reads the clock many times, and the source may be a table


def zone() -> ZoneInfo:
    """The conference's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def now() -> datetime:
    """This instant, aware, in UTC: where the clock was made to stand, else what the source says, else the system's clock."""
    fixed = _stands_at.get()
    if fixed is None and _source is not None:
        fixed = _from_source()
    return fixed if fixed is not None else datetime.now(UTC)


def _from_source() -> datetime | None:
    global _said
    assert _source is not None
    if _said is None or monotonic() - _said[0] > _KEPT:
        _said = (monotonic(), _source())
    return _said[1]


def local() -> datetime:
    """This instant on the conference's wall clock."""
    return now().astimezone(zone())


def today() -> date:
    """The conference's date."""
    return local().date()


def machine() -> datetime:
    """The machine's own time, whatever day the demonstration stands on: for expiry of codes, back-off and durations."""
    return datetime.now(UTC)


@contextmanager
def standing_at(moment: datetime | date) -> Iterator[None]:
    """Inside, the clock stands at `moment`; a date means noon in the conference's time zone."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=zone())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone())
    token = _stands_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stands_at.reset(token)


def set_source(source: Callable[[], datetime | None] | None) -> None:
    """Let `source` say the time where it does not answer None; asked again after a second. Only the demonstration sets one."""
    global _source
    _source = source
    forget()


def forget() -> None:
    """Ask the source again at the next reading: what it says was just changed."""
    global _said
    _said = None
