"""Where letters to those who sit in committees go: that it changed is written down for who keeps the roster."""

from __future__ import annotations

from konfrans.committees.models import Seat, SeatAddress
from konfrans.committees.selectors.answers import mail_masked
from konfrans.kernel import clock


def seat_addresses_note(person: str, old: str, new: str) -> None:
    """Note at every seat that a person (the key) holds or has been given that its address is another now, inside the act that changed it.

    Who had no account before was written to at the address of the nomination. Both addresses are kept with all but the first letter
    hidden.
    """
    now = clock.now()
    rows = Seat.objects.filter(person__key=person).exclude(until__lt=clock.today()).select_related("nomination")
    for seat in rows:
        nomination = getattr(seat, "nomination", None)
        before = old or (nomination.email if nomination is not None else "")
        if before and before != new:
            SeatAddress.objects.create(seat=seat, old=mail_masked(before), new=mail_masked(new), changed_at=now)
