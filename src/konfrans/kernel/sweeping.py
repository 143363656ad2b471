"""Sweeps: what is due and not yet done is found and done, by whoever sweeps next.

A sweep is safe to run twice and safe to miss a day; so a worker that is killed loses nothing: its lock goes with it, and the
next round finds the work where it lay. One process sweeps at a time, on however many machines.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, connection

from konfrans.kernel import clock, registries
from konfrans.kernel.models import SweepRun

F = TypeVar("F", bound=Callable[[], int])
log = logging.getLogger("konfrans.sweeps")

FRESH = timedelta(minutes=1)
"""A round that did nothing new is written down once in this time: a quiet installation writes little."""
STALE = timedelta(minutes=5)
"""A sweep that has not ended for this long, beyond its own interval, does not run."""
_LOCK = 0x6B6F6E6672616E73
_stop = threading.Event()


@dataclass(frozen=True, slots=True)
class Swept:
    """How one sweep went: how many it did, or what failed."""

    name: str
    done: int
    error: str


def every(**span: float) -> Callable[[F], F]:
    """A sweep that need not run in each round: `@every(hours=24)`."""

    def mark(sweep: F) -> F:
        sweep.every = timedelta(**span)  # type: ignore[attr-defined]
        return sweep

    return mark


def interval(sweep: Callable[[], int]) -> timedelta:
    """How long a sweep rests after it has run well."""
    found: timedelta = getattr(sweep, "every", timedelta(0))
    return found


def stop() -> None:
    """Ask the running sweep to end after the piece it is at."""
    _stop.set()


def stopping() -> bool:
    """Whether a sweep of many pieces should end after this one."""
    return _stop.is_set()


def pause(seconds: float) -> None:
    """Wait, or until it is time to stop."""
    _stop.wait(seconds)


@contextlib.contextmanager
def one_sweeper() -> Iterator[bool]:
    """True inside where nobody else sweeps. The lock belongs to the process: it goes when the process does, killed or not."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            (mine,) = cursor.fetchone()
        try:
            yield bool(mine)
        finally:
            if mine:
                with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    home = Path(settings.KONFRANS_HOME)
    home.mkdir(parents=True, exist_ok=True)
    with open(home / "sweeps.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


_failing: dict[str, str] = {}
"""What this process has logged as failing, so that each failure is logged once."""


def sweep_all() -> list[Swept] | None:
    """Run every sweep that is due, each in its own try; None where another process is sweeping.

    A failure is logged once, until it changes or ends, and the sweep is tried again in the next round.
    """
    try:
        with one_sweeper() as mine:
            if not mine:
                return None
            return [swept for name, sweep in registries.sweeps if not stopping() and (swept := _sweep(name, sweep))]
    except DatabaseError as error:
        swept = Swept("database", 0, _words(error))
        _log(swept)
        return [swept]


def _sweep(name: str, sweep: Callable[[], int]) -> Swept | None:
    before = SweepRun.objects.filter(name=name).first()
    _log(Swept("database", 0, ""))
    if before and not before.error and before.ended_at + interval(sweep) > clock.machine():
        return None
    try:
        swept = Swept(name, sweep(), "")
    except Exception as error:  # whatever a domain raises, the other sweeps run on
        log.debug("%s", name, exc_info=True)
        swept = Swept(name, 0, _words(error))
        if not connection.in_atomic_block:
            # A connection that was cut off is opened anew: the run is written down through it.
            connection.close_if_unusable_or_obsolete()
    _log(swept)
    _write_down(swept, before)
    return swept


def _log(swept: Swept) -> None:
    if swept.error and _failing.get(swept.name) != swept.error:
        log.error("the sweep %s failed; it is tried again: %s", swept.name, swept.error)
        _failing[swept.name] = swept.error
    elif not swept.error and swept.name in _failing:
        del _failing[swept.name]
        log.warning("the sweep %s works again", swept.name)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


def _write_down(swept: Swept, before: SweepRun | None) -> None:
    now = clock.machine()
    quiet = before and not swept.done and before.error == swept.error
    if before and quiet and before.ended_at + FRESH > now:
        return
    SweepRun.objects.update_or_create(
        name=swept.name, defaults={"ended_at": now, "done": swept.done, "error": swept.error}
    )


@dataclass(frozen=True, slots=True)
class Sleeping:
    """A sweep that fails or does not run: since when, in seconds, and the error where there is one."""

    name: str
    seconds: float | None
    error: str


def not_running() -> list[Sleeping]:
    """The sweeps that fail, or that have not ended for too long; `seconds` is None where one never ran."""
    runs = {run.name: run for run in SweepRun.objects.all()}
    found = []
    for name, sweep in registries.sweeps:
        run = runs.get(name)
        age = (clock.machine() - run.ended_at) if run else None
        if run is None or run.error or age is None or age > interval(sweep) + STALE:
            found.append(Sleeping(name, age.total_seconds() if age is not None else None, run.error if run else ""))
    return found


@every(hours=24)
def sessions_clear() -> int:
    """Delete sign-ins that have run out: nothing is kept longer than it is needed."""
    from django.contrib.sessions.models import Session

    done, _each = Session.objects.filter(expire_date__lt=clock.machine()).delete()
    return done
