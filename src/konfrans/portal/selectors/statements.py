"""What the privacy statement is made from: what the product keeps of persons, and what each domain says it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from konfrans.kernel import registries
from konfrans.kernel.retention import Kept


def kept() -> list[Kept]:
    """Everything that is kept of persons: first what every installation keeps, then what domains declare."""
    return [*_everywhere(), *(row for _domain, rows in registries.retention for row in rows())]


def _everywhere() -> Iterator[Kept]:
    days = settings.SESSION_COOKIE_AGE // 86400
    yield Kept(
        _("Names of those who hold an office in the Conference or head an institution, with the office and its days"),
        _("The public can see who acted for whom on which day; rights in this software follow from offices."),
        _("As long as the register exists, or until the person asks that the name be erased"),
    )
    yield Kept(
        _(
            "Account: e-mail address, language, the hash of a password where one was chosen, passkeys and other second factors, the time of the last sign-in"
        ),
        _("To sign in and to be written to"),
        _("Until the person asks that it be deleted"),
    )
    yield Kept(
        _("Sign-in: a cookie with a random number, and its counterpart on the server"),
        _("To stay signed in"),
        _(
            "%(days)s days after signing in, or after the sign-in was last confirmed; what has run out is deleted every day"
        )
        % {"days": days},
    )
    yield Kept(
        _("Invitations: the address they were sent to, and when"),
        _("So that only the person invited takes the account"),
        _("The link is worth 14 days; the record stays with the office, or until the person asks that it be deleted"),
    )
    yield Kept(
        _(
            "Letters sent by this software: address, subject and text, without the link of an invitation; whether each arrived, and what a mail server said of it"
        ),
        _("To show what was sent, and to send again what did not arrive"),
        _("Until the person asks that they be deleted"),
    )
    yield Kept(
        _(
            "Journal of acts: a random key for each person and a salted commitment to the name, the office, the act, the time"
        ),
        _("So that anyone can check that nothing was changed afterwards"),
        _("For ever. Once name and salt are erased, nobody can tell whose the key was."),
    )
    yield Kept(
        _("Attempts to sign in: the network address they came from"),
        _("To stop guessing"),
        _("In memory only, never written down; gone at the latest when the program ends"),
    )
