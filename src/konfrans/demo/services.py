"""Moving the demonstration's day: no act of the conference, so the journal says nothing of it."""

from __future__ import annotations

from datetime import date, datetime, time

from konfrans.demo.models import DemoDay
from konfrans.kernel import clock


def day_move(*, day: date, at: time) -> datetime:
    """Let the demonstration stand at this moment of the conference's wall clock."""
    moment = datetime.combine(day, at, tzinfo=clock.zone())
    DemoDay.objects.update_or_create(pk=1, defaults={"stands_at": moment})
    clock.forget()
    return moment
