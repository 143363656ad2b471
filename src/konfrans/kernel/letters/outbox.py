"""The demonstration's mail server."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from konfrans.kernel import clock
from konfrans.kernel.models import Letter


class OutboxBackend(BaseEmailBackend):
    """The demonstration's mail server: everything goes to the outbox page, nothing out."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for to in message.to:
                Letter.objects.create(
                    to=to, subject=" ".join(str(message.subject).split())[:300], text=str(message.body), language="",
                    written_at=clock.now(), sent_at=clock.machine(), state=Letter.State.SENT, manner=Letter.Manner.PROMPT,
                )  # fmt: skip
        return len(email_messages)
