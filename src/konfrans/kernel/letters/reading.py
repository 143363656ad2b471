"""Letters read: those of one matter, and how many stand where."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from konfrans.kernel.letters.sending import HELD_BY_RESTORE
from konfrans.kernel.letters.writing import FAILED
from konfrans.kernel.models import Letter

_State = Letter.State
LEAVING = (_State.WAITING, _State.CLAIMED)


def letters_read() -> QuerySet[Letter]:
    """Every letter, the newest first, each with `standing`: its own state, or that of the collective letter it went with."""
    return Letter.objects.select_related("gathered_into").annotate(
        standing=Coalesce(F("gathered_into__state"), F("state"))
    )


def letters_about(topic: str) -> QuerySet[Letter]:
    """The letters of one matter, the newest first. A collective letter of nothing else stands for its parts and is left out."""
    return letters_read().filter(topic=topic, gathered=None)


def letters_failed() -> QuerySet[Letter]:
    """What somebody has to look at and nobody has dealt with."""
    return letters_read().filter(state__in=FAILED, closed_at=None)


def letters_in(states: Sequence[str]) -> QuerySet[Letter]:
    """The letters that stand so themselves: a part of a collective letter stands as `gathered`."""
    return letters_read().filter(state__in=states)


def letter_counts() -> dict[str, int]:
    """How many letters stand in each state; failed ones that were dealt with are left out. One query."""
    open_still = ~Q(state__in=FAILED) | Q(closed_at=None)
    rows = Letter.objects.filter(open_still).order_by().values("state").annotate(number=Count("pk"))
    counted = {row["state"]: row["number"] for row in rows}
    return {state: counted.get(state, 0) for state in _State.values}


def letters_waiting() -> tuple[int, int]:
    """How many letters wait to be sent, and how many are given up after every try or held since a restore."""
    stuck = Q(state=_State.GIVEN_UP, closed_at=None) | Q(state=_State.HELD, last_error=HELD_BY_RESTORE)
    return Letter.objects.filter(state__in=LEAVING).count(), Letter.objects.filter(stuck).count()
