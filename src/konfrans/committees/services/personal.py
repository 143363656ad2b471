"""Data of nominees that are needed no more: forgotten when the day that the call names has passed, or when the person asks."""

from __future__ import annotations

from konfrans.committees.models import Contact, Nomination, Seat
from konfrans.committees.rules.calls import DECIDABLE
from konfrans.committees.selectors import personal as held
from konfrans.committees.services.nominations import letters_forget, nomination_empty, told_of
from konfrans.kernel import clock, sweeping
from konfrans.kernel.acts import Actor, act, locked, record
from konfrans.people.registries import PersonalData, Subject


@act
def nomination_forget(*, actor: Actor, nomination: Nomination) -> Nomination:
    """Delete every word about the person from a nomination and its letters; seat, university, days and what became of it stay.

    One that nobody has decided stands no more: it counts as withdrawn. A draft goes altogether.
    """
    locked(nomination)
    record("nomination_forget", actor=actor, of="nomination", key=nomination.key)
    email, told = nomination.email, told_of(nomination)
    if nomination.state == Nomination.State.DRAFT:
        nomination.delete()
        return nomination
    if nomination.state in DECIDABLE:
        nomination.state = Nomination.State.WITHDRAWN
    nomination_empty(nomination)
    letters_forget(nomination.addressee.call, email, told)
    return nomination


def _erase(subject: Subject) -> int:
    """At the person's request: names and addresses go; seat, university, days and the decision stay. A running seat ends today.

    When a mail of appointment left is written down before the mail itself is deleted.
    """
    done = 0
    for one in held.nominations_about(subject).select_related("letter", "addressee__call"):
        if one.letter_sent_at is None and (at := held.letter_left_at(one)) is not None:
            Nomination.objects.filter(pk=one.pk).update(letter_sent_at=at)
        nomination_forget(actor=Actor(office="nominee"), nomination=one)
        done += 1
    for seat in held.seats_about(subject):
        if seat.until is None:
            seat.until, seat.ended_why = max(clock.today(), seat.since), Seat.Why.ERASED
        seat.public, seat.position = False, ""
        seat.save(update_fields=["until", "ended_why", "public", "position"])
        done += 1
    changed = held.addresses_about(subject)
    done += changed.count()
    changed.delete()
    contacts = held.contacts_about(subject)
    done += contacts.count()
    contacts.delete()
    return done


def personal_data() -> PersonalData:
    """What the registry of personal data asks for."""
    return PersonalData(find=held.find, export=held.export, erase=_erase, left=held.left)


@sweeping.every(hours=1)
def nominations_forget() -> int:
    """The sweep: after the day that a call names, the data of those who were not appointed go, with the letters to them, and the
    addresses that worked on the answers; the CV of those who were appointed goes when the seat has ended."""
    today, done = clock.today(), 0
    late = Nomination.objects.filter(addressee__call__keep_until__lt=today, erased_on=None)
    for one in late.exclude(state=Nomination.State.CONFIRMED).select_related("addressee__call"):
        nomination_forget(actor=Actor.system(), nomination=one)
        done += 1
    over = Nomination.objects.filter(state=Nomination.State.CONFIRMED, cv__isnull=False, filled__until__lt=today)
    done += over.update(cv=None)
    contacts = Contact.objects.filter(addressee__call__keep_until__lt=today)
    done += contacts.count()
    contacts.delete()
    return done


def appointments_note() -> int:
    """The sweep: write down at the nomination when the mail about the appointment left, so that it is known after the mail is deleted."""
    done = 0
    for one in held.letters_unnoted():
        at = held.letter_left_at(one)
        if at is not None:
            done += Nomination.objects.filter(pk=one.pk, letter_sent_at=None).update(letter_sent_at=at)
    return done
