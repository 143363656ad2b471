"""What this domain holds about a person: nominations, seats, addresses that work on an answer."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from konfrans.committees.models import Contact, Nomination, Seat
from konfrans.kernel import clock
from konfrans.people.registries import PersonalData, Subject


def _nominations(subject: Subject) -> QuerySet[Nomination]:
    about = Q(email__in=subject.emails, email__gt="")
    if subject.person:
        about |= Q(person__key=subject.person)
    return Nomination.objects.filter(about, erased_on=None)


def _seats(subject: Subject) -> QuerySet[Seat]:
    return Seat.objects.filter(person__key=subject.person) if subject.person else Seat.objects.none()


def _contacts(subject: Subject) -> QuerySet[Contact]:
    return Contact.objects.filter(email__in=subject.emails)


def _find(subject: Subject) -> int:
    return _nominations(subject).count() + _seats(subject).count() + _contacts(subject).count()


def _export(subject: Subject) -> dict[str, Any]:
    named = _nominations(subject).select_related("addressee__institution", "addressee__call", "committee__body", "cv")
    return {
        "nominations": [
            {
                "call": one.addressee.call.key, "university": one.addressee.institution.key, "committee": one.committee.body.key,
                "seat": one.seat, "given": one.given, "father": one.father, "patronymic": one.patronymic, "surname": one.surname,
                "email": one.email, "position": one.position, "field": one.field, "cv": one.cv.name if one.cv else None,
                "interests": one.interests, "state": one.state, "consent": one.consent, "consent_at": one.consent_at,
                "name_may_be_public": one.public, "question": one.question, "reply": one.reply,
                "refused_article": one.refused_article, "refused_reason": one.refused_reason,
                "appointment_letter_written_at": one.letter_sent_at,
            }
            for one in named
        ],
        "seats": [
            {
                "committee": one.committee.body.key, "seat": one.seat, "university": one.institution.key if one.institution else None,
                "since": one.since, "ends": one.ends, "until": one.until, "ended_why": one.ended_why or None, "public": one.public,
            }
            for one in _seats(subject).select_related("committee__body", "institution")
        ],
        "addresses_for_answers": [
            {"call": one.addressee.call.key, "university": one.addressee.institution.key, "email": one.email, "name": one.name, "office": one.office}
            for one in _contacts(subject).select_related("addressee__call", "addressee__institution")
        ],
    }  # fmt: skip


def _erase(subject: Subject) -> int:
    """Names and addresses go; seat, university, days and the decision stay. A running seat ends with this day."""
    done = 0
    for one in _nominations(subject):
        for name in (
            "given",
            "father",
            "patronymic",
            "surname",
            "email",
            "position",
            "field",
            "interests",
            "code_hash",
        ):
            setattr(one, name, "")
        one.question = one.reply = one.refused_reason = ""
        one.cv, one.token_hash, one.erased_on, one.public = None, None, clock.today(), False
        one.save()
        done += 1
    for seat in _seats(subject):
        if seat.until is None:
            seat.until, seat.ended_why = max(clock.today(), seat.since), Seat.Why.ERASED
        seat.public, seat.position = False, ""
        seat.save(update_fields=["until", "ended_why", "public", "position"])
        done += 1
    gone, _each = _contacts(subject).delete()
    return done + gone


def personal_data() -> PersonalData:
    """What the registry of personal data asks for."""
    return PersonalData(find=_find, export=_export, erase=_erase)
