"""The dialogue with the mail server, in two steps, so that a note can be written between them.

`offer` says who writes to whom and asks whether the text may come; nothing has left yet. `hand_over` gives the text and hears the
answer. What fails in the first step is known not to have left; what fails in the second without an answer is not known at all.
"""

from __future__ import annotations

import contextlib
import re
from smtplib import SMTPException
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

ANSWER = 120
"""Seconds to wait for the answer to a text: servers look for junk before they answer, and to hang up earlier is to know nothing."""
LONGEST = 300


class Later(Exception):
    """It did not leave, and may do so later. `unreachable`: no server was there to talk to."""

    def __init__(self, words: str, *, unreachable: bool = False) -> None:
        super().__init__(words)
        self.unreachable = unreachable


class Declined(Exception):
    """It did not leave, and the same words will not leave later either."""


class Unanswered(Exception):
    """The text was given and no answer came: nobody knows whether it left."""


class Line(Protocol):
    """A connection to whoever takes letters."""

    def offer(self, message: EmailMessage, to: str) -> None: ...

    def hand_over(self) -> None: ...

    def drop(self) -> None: ...

    def close(self) -> None: ...


def line() -> Line:
    """The line to the mail server of the settings; it is opened with the first letter."""
    backend: Any = get_connection(fail_silently=False)
    return SmtpLine(backend) if isinstance(backend, EmailBackend) else BackendLine(backend)


def plain(words: object) -> str:
    """What a server said, on one line, without control characters, not too long."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())[:LONGEST]


def _judged(reply: tuple[int, Any], wanted: int, *, final: bool = True) -> None:
    """Pass a reply that is wanted; for another say whether a later try makes sense."""
    code, words = reply
    if code == wanted:
        return
    said = plain(f"{code} {plain(words)}")
    if 500 <= code < 600 and final:
        raise Declined(said)
    raise Later(said)


class SmtpLine:
    """A mail server, through Django's connection (address, TLS and sign-in from the settings) and the commands of SMTP."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._payload = b""

    def offer(self, message: EmailMessage, to: str) -> None:
        """MAIL, RCPT and DATA, up to the server's word that the text may come. `Later` or `Declined` where it says no."""
        try:
            sender = sanitize_address(settings.KONFRANS_MAIL_BOUNCES or message.from_email, "utf-8")
        except ValueError as error:
            raise Later(plain(error), unreachable=True) from None
        try:
            whole: Any = message.message()  # Django's own kind, which takes a line end
            text = whole.as_bytes(linesep="\r\n")
            address = sanitize_address(to, "utf-8")
            # A line of the text that begins with a dot gets a second one: a dot alone ends the text.
            self._payload = re.sub(rb"(?m)^\.", b"..", text.rstrip(b"\r\n") + b"\r\n") + b".\r\n"
        except ValueError as error:
            raise Declined(plain(error)) from None
        smtp = self._opened()
        try:
            # A wrong sender is ours to mend, not the reader's.
            _judged(smtp.mail(sender, self._size(smtp)), 250, final=False)
            code, words = smtp.rcpt(address)
            _judged((250 if code == 251 else code, words), 250)
            _judged(smtp.docmd("DATA"), 354)
        except UnicodeError as error:
            self.drop()
            raise Declined(plain(error)) from None
        except (Declined, Later):
            self._begin_anew(smtp)
            raise
        except (OSError, SMTPException) as error:
            self.drop()
            raise Later(plain(error) or type(error).__name__) from None

    def hand_over(self) -> None:
        """The text, and the server's answer: `Declined` or `Later` where it is a no, `Unanswered` where there is none."""
        smtp = self._backend.connection
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(ANSWER)
            smtp.send(self._payload)
            code, words = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self._backend.timeout)
        except (OSError, SMTPException) as error:
            self.drop()
            raise Unanswered(plain(error) or type(error).__name__) from None
        if code == 421:
            self.drop()
        if not 400 <= code < 600 and code // 100 != 2:
            self.drop()
            raise Unanswered(plain(f"{code} {plain(words)}"))
        _judged((250 if code // 100 == 2 else code, words), 250)

    def drop(self) -> None:
        """Hang up without a word: a text that was begun and not ended is thrown away by the server."""
        smtp, self._backend.connection = self._backend.connection, None
        if smtp is not None:
            smtp.close()

    def close(self) -> None:
        """Take leave; what fails in that is nobody's concern."""
        with contextlib.suppress(OSError, SMTPException):
            self._backend.close()

    def _opened(self) -> Any:
        """The connection, greeted: the one of the letter before where it still answers, else a new one."""
        smtp = self._backend.connection
        if smtp is not None:
            with contextlib.suppress(OSError, SMTPException):
                if smtp.noop()[0] == 250:
                    return smtp
            self.drop()
        try:
            self._backend.open()
            self._backend.connection.ehlo_or_helo_if_needed()
        except (OSError, SMTPException, ValueError) as error:
            self.drop()
            raise Later(plain(error) or type(error).__name__, unreachable=True) from None
        return self._backend.connection

    def _size(self, smtp: Any) -> list[str]:
        return [f"size={len(self._payload)}"] if smtp.does_esmtp and smtp.has_extn("size") else []

    def _begin_anew(self, smtp: Any) -> None:
        try:
            if smtp.rset()[0] != 250:
                self.drop()
        except (OSError, SMTPException):
            self.drop()


class BackendLine:
    """Another backend of Django, such as that of tests: it takes a letter whole."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._message: EmailMessage | None = None

    def offer(self, message: EmailMessage, to: str) -> None:
        """Keep the letter and open the backend."""
        try:
            message.message()
            self._backend.open()
        except ValueError as error:
            raise Declined(plain(error)) from None
        except (OSError, SMTPException) as error:
            raise Later(plain(error), unreachable=True) from None
        self._message = message

    def hand_over(self) -> None:
        """Give it; a failure of the backend says nothing about what it had done by then."""
        try:
            self._backend.send_messages([self._message])
        except (OSError, SMTPException) as error:
            raise Unanswered(plain(error) or type(error).__name__) from None

    def drop(self) -> None:
        """Forget the letter that was offered."""
        self._message = None

    def close(self) -> None:
        """Close the backend."""
        with contextlib.suppress(OSError, SMTPException):
            self._backend.close()


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
