"""What this domain holds about a person: nominations, seats, addresses that work on an answer; and what went out with the name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from konfrans.committees.models import Contact, Nomination, Seat, SeatAddress
from konfrans.committees.selectors.answers import seat_words
from konfrans.kernel import clock
from konfrans.kernel.models import Letter
from konfrans.people.registries import Left, Subject

GONE = (Letter.State.SENT, Letter.State.BOUNCED, Letter.State.UNCERTAIN)
"""States of a mail that has left, or may have."""


def _about(subject: Subject) -> Q:
    about = Q(email__in=subject.emails, email__gt="")
    if subject.person:
        about |= Q(person__key=subject.person)
    return about


def nominations_about(subject: Subject) -> QuerySet[Nomination]:
    """Nominations with the person's data: those that were not erased."""
    return Nomination.objects.filter(_about(subject), erased_on=None)


def seats_about(subject: Subject) -> QuerySet[Seat]:
    """Every seat that the person holds or held."""
    return Seat.objects.filter(person__key=subject.person) if subject.person else Seat.objects.none()


def addresses_about(subject: Subject) -> QuerySet[SeatAddress]:
    """What is kept of changed addresses of the person's seats."""
    return SeatAddress.objects.filter(seat__in=seats_about(subject))


def contacts_about(subject: Subject) -> QuerySet[Contact]:
    """The person's addresses that work on a university's answer."""
    return Contact.objects.filter(email__in=subject.emails)


def find(subject: Subject) -> int:
    """How many rows hold something of the person."""
    return sum(rows(subject).count() for rows in (nominations_about, seats_about, addresses_about, contacts_about))


def export(subject: Subject) -> dict[str, Any]:
    """All of it as JSON values."""
    named = nominations_about(subject).select_related(
        "addressee__institution", "addressee__call", "committee__body", "cv", "letter"
    )
    return {
        "nominations": [
            {
                "call": one.addressee.call.key, "university": one.addressee.institution.key, "committee": one.committee.body.key,
                "seat": one.seat, "given": one.given, "father": one.father, "patronymic": one.patronymic, "surname": one.surname,
                "email": one.email, "language": one.language, "position": one.position, "field": one.field,
                "cv": one.cv.name if one.cv else None,
                "interests": one.interests, "state": one.state, "consent": one.consent, "consent_at": one.consent_at,
                "name_may_be_public": one.public, "question": one.question, "reply": one.reply,
                "refused_article": one.refused_article, "refused_reason": one.refused_reason,
                "drafted_at": one.drafted_at, "handed_in_at": one.named_at, "decided_at": one.decided_at,
                "appointment_letter_sent_at": letter_left_at(one),
            }
            for one in named
        ],
        "seats": [
            {
                "committee": one.committee.body.key, "seat": one.seat, "university": one.institution.key if one.institution else None,
                "since": one.since, "ends": one.ends, "until": one.until, "ended_why": one.ended_why or None, "public": one.public,
                "position": one.position,
            }
            for one in seats_about(subject).select_related("committee__body", "institution")
        ],
        "addresses_changed": [
            {"committee": one.seat.committee.body.key, "seat": one.seat.seat, "old": one.old, "new": one.new, "changed_at": one.changed_at}
            for one in addresses_about(subject).select_related("seat__committee__body")
        ],
        "addresses_for_answers": [
            {"call": one.addressee.call.key, "university": one.addressee.institution.key, "email": one.email, "name": one.name, "office": one.office}
            for one in contacts_about(subject).select_related("addressee__call", "addressee__institution")
        ],
    }  # fmt: skip


def letter_left_at(one: Nomination) -> datetime | None:
    """When the mail about an appointment left, as far as it is known; None where it has not."""
    if one.letter_sent_at is not None or one.letter is None or one.letter.state not in GONE:
        return one.letter_sent_at
    return one.letter.sent_at or one.letter.handed_at


def letters_unnoted() -> QuerySet[Nomination]:
    """Appointments whose mail has left and whose row does not say so yet."""
    return Nomination.objects.filter(letter_sent_at=None, letter__state__in=GONE).select_related("letter")


def left(subject: Subject) -> Sequence[Left]:
    """Letters of appointment that went out to the person: the seat and the university stand for the name."""
    rows = Nomination.objects.filter(_about(subject), state=Nomination.State.CONFIRMED)
    found = []
    for one in rows.select_related("addressee__institution", "committee__body", "letter"):
        at = letter_left_at(one)
        if at is not None:
            what = _("Letter of appointment: %(committee)s, %(seat)s; named by: %(university)s") % {
                "committee": one.committee.body.name, "seat": seat_words(one.seat, one.committee.organ),
                "university": one.addressee.institution.name,
            }  # fmt: skip
            found.append(Left(what, at.astimezone(clock.zone()).date()))
    return found


def persons_of_address(address: str) -> set[str | None]:
    """Whom an address was given for: the keys of the persons who were appointed; None where nobody of the register stands behind it."""
    found: set[str | None] = set(
        Nomination.objects.filter(email=address, erased_on=None).values_list("person__key", flat=True)
    )
    return found | ({None} if Contact.objects.filter(email=address).exists() else set())


def addresses_of_person(key: str) -> set[str]:
    """The addresses under which a person was named."""
    return set(Nomination.objects.filter(person__key=key, email__gt="").values_list("email", flat=True))
