"""Letters of a call that have not left: known again by their links, written anew when the call was changed, needless once the
university has answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.committees.models import Call, Contact, Link
from konfrans.committees.selectors.mail import topic_of
from konfrans.committees.services import letters as written
from konfrans.kernel.letters import WITHIN_REACH, letters_about
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Letter
from konfrans.people.selectors.invitations import TOKEN_CHARACTERS, token_hash

_LINK = re.compile(rf"\S*/calls/([A-Za-z0-9_-]{{{TOKEN_CHARACTERS}}})/?")
WITH_LAST_DAY = {
    "call": written.call_subject, "drafting": written.call_subject, "reminder": written.reminder_subject,
}  # fmt: skip
"""Letters that state the last day, by template: nothing but the call and the contact stands in them."""
OTHERS = (written.question_subject, written.reopened_subject, written.refused_subject)
"""Subjects of letters that name the call, and state of it nothing that can change beside its title."""


def _to_contacts(letters: Iterable[Letter]) -> Iterator[tuple[Letter, str, Contact]]:
    """The letters to addresses of universities, each with its link and the address as it is kept. One query."""
    found = [(letter, match) for letter in letters if (match := _LINK.search(letter.text))]
    rows = Link.objects.filter(token_hash__in=[token_hash(match[1]) for _letter, match in found], contact__isnull=False)
    rows = rows.select_related("contact__addressee__call", "contact__addressee__institution")
    contacts = {one.token_hash: one.contact for one in rows}
    for letter, match in found:
        contact = contacts.get(token_hash(match[1]))
        if contact is not None:
            yield letter, match[0], contact


def _subject(subject: written.Subject, title: Localised, language: str) -> str:
    with override(language):
        return " ".join((subject() % {"call": title.given()}).split())[:300]


def _template(letter: Letter, contact: Contact, title: Localised) -> str:
    """By which template a letter was written that states the last day; empty for any other."""
    if letter.subject == _subject(written.reminder_subject, title, letter.language):
        return "reminder"
    if letter.subject == _subject(written.call_subject, title, letter.language):
        return "drafting" if contact.office == Contact.Office.DRAFTER else "call"
    return ""


def letters_renew(call: Call, before: Localised) -> int:
    """Write anew what has not left and states the call otherwise than it stands now, with the links that the letters have; says how
    many changed. `before` is the title under which they were written."""
    done = 0
    rows = letters_about(topic_of(call)).filter(state__in=WITHIN_REACH)
    for letter, link, contact in _to_contacts(rows):
        template = _template(letter, contact, before)
        if template:
            subject, text = written.contact_said(contact, template, WITH_LAST_DAY[template], link)
        else:
            subject, text = _retitled(letter, before, call.title)
        subject = " ".join(subject.split())[:300]
        if (subject, text) != (letter.subject, letter.text):
            done += Letter.objects.filter(pk=letter.pk, state__in=WITHIN_REACH).update(subject=subject, text=text)
    return done


def _retitled(letter: Letter, before: Localised, now: Localised) -> tuple[str, str]:
    """A letter with the call's title of now."""
    subjects = {_subject(one, before, letter.language): _subject(one, now, letter.language) for one in OTHERS}
    with override(letter.language):
        label = _("Call for nominations")
        old, new = (f"{label}: {title.given()}\n" for title in (before, now))
    return subjects.get(letter.subject, letter.subject), letter.text.replace(old, new)


def first_letters_held(call: Call) -> int:
    """How many letters that open a call to somebody wait to be released."""
    rows = letters_about(topic_of(call)).filter(state=Letter.State.HELD)
    return sum(_template(letter, contact, call.title) == "call" for letter, _link, contact in _to_contacts(rows))


def reminders_needless(letters: Sequence[Letter]) -> set[int]:
    """Those of the letters, by number, that remind a university of an answer which it has given meanwhile."""
    of_calls = [letter for letter in letters if letter.topic.startswith("call:")]
    return {
        letter.pk
        for letter, _link, contact in _to_contacts(of_calls)
        if contact.addressee.answered_at is not None
        and _template(letter, contact, contact.addressee.call.title) == "reminder"
    }
