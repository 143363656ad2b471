"""Mail out: written in the act that causes it, sent by a sweep that tries again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from konfrans.kernel import clock, sweeping
from konfrans.kernel.models import Letter

TRIES = 8


def letter_write(*, to: str, subject: str, text: str, language: str) -> Letter:
    """A letter that leaves after the commit; it is lost with the act if the act fails."""
    return Letter.objects.create(
        to=to, subject=" ".join(subject.split())[:300], text=text, language=language, written_at=clock.now()
    )


def letter_drop(letter: Letter) -> bool:
    """Take back a letter that has not left; false where it has."""
    return bool(Letter.objects.filter(pk=letter.pk, sent_at=None).delete()[0])


def letters_send() -> int:
    """Send what is due and not yet sent; a failure is tried again, later each time, at most eight times.

    Each letter leaves at least once, and once only unless the process is killed after the mail server took it and before
    that is written down; the second copy then carries the same Message-ID, by which a reader's mailbox may know it.

    The clock of the machine decides what is due: a demonstration that stands still must not wait for ever. In the
    demonstration nothing leaves: the letter is shown in the outbox.
    """
    if settings.KONFRANS_DEMO:
        return 0
    sent = 0
    due = Q(next_try_at=None) | Q(next_try_at__lte=clock.machine())
    waiting = Letter.objects.filter(due, sent_at=None, tries__lt=TRIES).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)[:200]):
        if sweeping.stopping():
            break
        # Read one by one: a letter may be dropped while those before it leave.
        letter = waiting.filter(pk=pk).first()
        if letter is None:
            continue
        try:
            _message(letter).send()
        except (OSError, SMTPException, ValueError) as error:
            tries = letter.tries + 1
            later = clock.machine() + timedelta(minutes=2**tries)
            Letter.objects.filter(pk=pk).update(tries=tries, last_error=str(error)[:300], next_try_at=later)
            continue
        Letter.objects.filter(pk=pk).update(sent_at=clock.machine())
        sent += 1
    return sent


def server_fault() -> str:
    """Why the mail server takes no letter; empty where it answers."""
    server: Any = get_connection(fail_silently=False, timeout=5)
    try:
        server.open()
        if getattr(server, "connection", None) is not None:
            server.connection.ehlo_or_helo_if_needed()
        server.close()
    except Exception as error:  # smtplib, ssl and socket each have their own
        return str(error) or type(error).__name__
    return ""


def _message(letter: Letter) -> EmailMessage:
    headers = {"Content-Language": letter.language} if letter.language else {}
    domain = urlsplit(settings.KONFRANS_URL).hostname or "localhost"
    headers["Message-ID"] = f"<{letter.pk}.{letter.written_at:%Y%m%d%H%M%S%f}@{domain}>"
    return EmailMessage(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)


def letters_waiting() -> tuple[int, int]:
    """How many letters wait to be sent, and how many are given up after every try."""
    waiting = Letter.objects.filter(sent_at=None)
    return waiting.filter(tries__lt=TRIES).count(), waiting.filter(tries__gte=TRIES).count()


def letters_retry() -> int:
    """Make every letter that was given up or held due again; says how many."""
    return Letter.objects.filter(sent_at=None, tries__gte=TRIES).update(tries=0, next_try_at=None)


class OutboxBackend(BaseEmailBackend):
    """The demonstration's mail server: everything goes to the outbox page, nothing out."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for to in message.to:
                Letter.objects.create(
                    to=to, subject=" ".join(str(message.subject).split())[:300], text=str(message.body), language="",
                    written_at=clock.now(), sent_at=clock.machine(),
                )  # fmt: skip
        return len(email_messages)
