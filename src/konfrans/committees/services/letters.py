"""Letters of a call: every one in the language of whoever gets it, with the link that opens the call and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.committees.models import Addressee, Contact, Link, Nomination
from konfrans.committees.selectors.mail import topic_of
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.letters import letter_write
from konfrans.kernel.models import Letter
from konfrans.people.selectors.invitations import token_hash

Subject = Callable[[], str]
"""The subject, said in the language that is spoken when it is called."""


def _new_token(row: Contact | Nomination) -> str:
    """One more link for a row. Those of earlier letters stay good: this letter may be held back or taken back."""
    token = secrets.token_urlsafe(32)
    of = {"contact": row} if isinstance(row, Contact) else {"nomination": row}
    Link.objects.create(token_hash=token_hash(token), made_at=clock.now(), **of)
    return token


def _link(name: str, token: str) -> str:
    return f"{settings.KONFRANS_URL}{reverse(name, args=[token])}"


def contact_write(contact: Contact, template: str, subject: Subject, *, held: bool = True, **facts: Any) -> Letter:
    """Write to a contact of a university, with a link of its own; the letter waits for the coordinator unless `held` says otherwise."""
    return _write(contact, "call_link", contact.addressee, template, subject, {"contact": contact, **facts}, held=held)


def nominee_write(one: Nomination, template: str, subject: Subject, **facts: Any) -> Letter:
    """Write to a nominee, with a link to the own page; the letter waits for the coordinator."""
    shown = {"nomination": one, "committee": one.committee, **facts}
    return _write(one, "nominee", one.addressee, template, subject, shown, held=True)


def _write(
    row: Contact | Nomination, page: str, addressee: Addressee, template: str, subject: Subject, facts: dict[str, Any], *, held: bool
) -> Letter:  # fmt: skip
    with override(row.language):
        link = _link(page, _new_token(row))
    words, text = _said(row, addressee, template, subject, {"link": link, **facts})
    topic = topic_of(addressee.call)
    return letter_write(to=row.email, subject=words, text=text, language=row.language, topic=topic, held=held)


def contact_said(contact: Contact, template: str, subject: Subject, link: str) -> tuple[str, str]:
    """Subject and text of a letter to a contact as it would be written now, with a link that it has already."""
    return _said(contact, contact.addressee, template, subject, {"contact": contact, "link": link})


def _said(
    row: Contact | Nomination, addressee: Addressee, template: str, subject: Subject, facts: dict[str, Any]
) -> tuple[str, str]:
    with override(row.language):
        shown = {"call": addressee.call, "institution": addressee.institution, "conference": conference(), **facts}
        text = render_to_string(f"committees/letters/{template}.txt", shown)
        committee = facts["committee"].body.name.given() if "committee" in facts else ""
        return subject() % {"call": addressee.call.title.given(), "committee": committee}, text


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
