"""Letters of a call: every one in the language of whoever gets it, with the link that opens the call and nothing else."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.committees.models import Contact, Link, Nomination
from konfrans.committees.selectors.mail import topic_of
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.letters import letter_write
from konfrans.kernel.models import Letter
from konfrans.people.selectors.invitations import token_hash


def _new_token(row: Contact | Nomination) -> str:
    """One more link for a row. Those of earlier letters stay good: this letter may be held back or taken back."""
    token = secrets.token_urlsafe(32)
    of = {"contact": row} if isinstance(row, Contact) else {"nomination": row}
    Link.objects.create(token_hash=token_hash(token), made_at=clock.now(), **of)
    return token


def _link(name: str, token: str) -> str:
    return f"{settings.KONFRANS_URL}{reverse(name, args=[token])}"


def contact_write(contact: Contact, template: str, subject: Any, *, held: bool, **facts: Any) -> Letter:
    """Write to a contact of a university, with a link of its own. `subject` is called in the reader's language."""
    call = contact.addressee.call
    token = _new_token(contact)
    with override(contact.language):
        shown = {
            "contact": contact, "call": call, "institution": contact.addressee.institution, "conference": conference(),
            "link": _link("call_link", token), **facts,
        }  # fmt: skip
        text = render_to_string(f"committees/letters/{template}.txt", shown)
        words = subject() % {"call": call.title.given()}
    return letter_write(
        to=contact.email, subject=words, text=text, language=contact.language, topic=topic_of(call), held=held
    )


def nominee_write(one: Nomination, template: str, subject: Any, *, held: bool = False, manner: str = "plain", **facts: Any) -> Letter:  # fmt: skip
    """Write to a nominee, with a link to the own page. `subject` is called in the reader's language."""
    call = one.addressee.call
    token = _new_token(one)
    with override(one.language):
        shown = {
            "nomination": one, "call": call, "committee": one.committee, "institution": one.addressee.institution,
            "conference": conference(), "link": _link("nominee", token), **facts,
        }  # fmt: skip
        text = render_to_string(f"committees/letters/{template}.txt", shown)
        words = subject() % {"committee": one.committee.body.name.given()}
    return letter_write(
        to=one.email, subject=words, text=text, language=one.language, topic=topic_of(call), held=held, manner=manner
    )


def call_subject() -> str:
    return _("Call for nominations: %(call)s")


def reminder_subject() -> str:
    return _("Reminder: %(call)s")


def question_subject() -> str:
    return _("A question on your nominations: %(call)s")


def reopened_subject() -> str:
    return _("You may still answer: %(call)s")


def refused_subject() -> str:
    return _("A nomination was refused: %(call)s")


def consent_subject() -> str:
    return _("You are named for a committee: %(committee)s")


def appointed_subject() -> str:
    return _("Your appointment: %(committee)s")
