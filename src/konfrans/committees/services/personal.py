"""Data of nominees that are needed no more: forgotten when the day that the call names has passed, or when the person asks."""

from __future__ import annotations

from konfrans.committees.models import Contact, Nomination
from konfrans.committees.services.nominations import nomination_empty
from konfrans.kernel import clock, sweeping
from konfrans.kernel.acts import Actor, act, record


@act
def nomination_forget(*, actor: Actor, nomination: Nomination) -> Nomination:
    """Delete every word about the person from a nomination; seat, university, days and what became of it stay."""
    nomination_empty(nomination)
    record("nomination_forget", actor=actor, of="nomination", key=nomination.key)
    return nomination


@sweeping.every(hours=1)
def nominations_forget() -> int:
    """The sweep: after the day that a call names, the data of those who were not appointed go, and the addresses that worked on the
    answers; the CV of those who were appointed goes when the seat has ended."""
    today, done = clock.today(), 0
    late = Nomination.objects.filter(addressee__call__keep_until__lt=today, erased_on=None)
    for one in late.exclude(state=Nomination.State.CONFIRMED):
        nomination_forget(actor=Actor.system(), nomination=one)
        done += 1
    over = Nomination.objects.filter(state=Nomination.State.CONFIRMED, cv__isnull=False, filled__until__lt=today)
    done += over.update(cv=None)
    gone, _each = Contact.objects.filter(addressee__call__keep_until__lt=today).delete()
    return done + gone
