"""A form that is sent twice does its act once: the second time leads where the first one led.

A page gives each of its forms a token of its own, so what comes again with the same token and the same words is a second press of a
button, or a page that was loaded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction

from konfrans.kernel import clock
from konfrans.kernel.models import FormSent
from konfrans.kernel.sweeping import every

WAIT, STEP = 5.0, 0.1
"""Seconds that a second press waits for the first one's end, and between two looks."""
LOST = timedelta(minutes=2)
"""What has not ended by then ended with its process."""
KEPT = timedelta(days=1)


def form_begin(key: str, *, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """None where the form is to be worked on now; else the address that it led to, "" where another process still works on it."""
    for _look in range(round(WAIT / STEP)):
        if _claimed(key):
            return None
        before = FormSent.objects.filter(key=key).first()
        if before is not None and before.led_to:
            return before.led_to
        if before is not None and before.at < clock.now() - LOST:
            FormSent.objects.filter(key=key, at=before.at).delete()
        else:
            sleep(STEP)
    return ""


def _claimed(key: str) -> bool:
    try:
        with transaction.atomic():
            FormSent.objects.create(key=key, at=clock.now())
    except IntegrityError:
        return False
    return True


def form_end(key: str, led_to: str) -> None:
    """Remember where a form led; "": it did nothing, and may be sent again."""
    mine = FormSent.objects.filter(key=key)
    if led_to:
        mine.update(led_to=led_to)
    else:
        mine.delete()


@every(hours=24)
def forms_forget() -> int:
    """Sweep: forget the forms of earlier days."""
    gone, _by_table = FormSent.objects.filter(at__lt=clock.now() - KEPT).delete()
    return gone
