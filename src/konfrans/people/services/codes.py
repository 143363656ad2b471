"""Codes of six digits that prove an address: sent at once, worth ten minutes and five tries, twelve a day, kept as a hash alone.

Any row has them that holds `email`, `language`, `code_hash`, `code_sent_at` and `code_tries`: an invitation, a link of a call, a
nominee's. A step of signing in, so no entry in the journal and no letter that is kept.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import clock
from konfrans.kernel.counting import counted
from konfrans.kernel.refusals import Refused

CODE_VALID = timedelta(minutes=10)
CODE_TRIES = 5
CODE_PAUSE = timedelta(seconds=30)
CODES_A_DAY = 12
"""For one row: with five tries each, whoever guesses for a year has two chances in a hundred, and no mailbox is filled."""


def _code_hash(row: Any, code: str) -> str:
    """Keyed with the installation's secret: six digits alone could be found again from a plain hash."""
    return salted_hmac(f"konfrans.{row._meta.label_lower}", f"{row.pk}:{code}", algorithm="sha256").hexdigest()


def _day_name(row: Any) -> str:
    """Under which the codes of a row are counted today (UTC)."""
    return f"codes:{row._meta.label_lower}:{row.pk}:{clock.machine():%Y%m%d}"


def _uncount(row: Any) -> None:
    with suppress(ValueError):
        cache.decr(_day_name(row))


def code_pause(*, row: Any) -> None:
    """Refused: the last code of the row is younger than half a minute."""
    if row.code_sent_at and clock.machine() - row.code_sent_at < CODE_PAUSE:
        raise Refused("code_sent_just_now", status=429, seconds=int(CODE_PAUSE.total_seconds()))


def code_send(*, row: Any, template: str, facts: Mapping[str, Any]) -> None:
    """Send a code to the address of the row, in its language; `facts` are what the letter's template reads besides the code.

    Refused: the last code is younger than half a minute; twelve were sent today; the mail server refused.
    """
    code_pause(row=row)
    now = clock.machine()
    if counted(_day_name(row), 24 * 3600) > CODES_A_DAY:
        raise Refused("code_sent_too_often", status=429, most=CODES_A_DAY)
    code = f"{secrets.randbelow(1_000_000):06d}"
    rows = type(row).objects.filter(pk=row.pk)
    rows.update(code_hash=_code_hash(row, code), code_sent_at=now, code_tries=0)
    with override(row.language):
        shown = {"code": f"{code[:3]} {code[3:]}", "minutes": int(CODE_VALID.total_seconds() // 60)}
        message = EmailMessage(
            _("Your sign-in code"), render_to_string(template, {**facts, **shown}), settings.DEFAULT_FROM_EMAIL, [row.email],
            headers={"Content-Language": row.language},
        )  # fmt: skip
    try:
        message.send()
    except (OSError, SMTPException):
        rows.update(code_hash="", code_sent_at=None)
        _uncount(row)
        raise Refused("mail_not_sent", status=503) from None


def code_check(*, row: Any, code: str) -> None:
    """Prove the address with the code. The try is counted before the code is looked at, in one statement, so that parallel guesses
    do not share one.

    Refused: the code is wrong, old, or was tried five times.
    """
    rows = type(row).objects.filter(pk=row.pk, code_sent_at__gt=clock.machine() - CODE_VALID).exclude(code_hash="")
    if not rows.exists():
        raise Refused("code_expired", field="code")
    if not rows.filter(code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1):
        raise Refused("code_tried_too_often", field="code", status=429, tries=CODE_TRIES)
    digits = "".join(letter for letter in code if letter.isdigit())
    if not hmac.compare_digest(rows.get().code_hash, _code_hash(row, digits)):
        raise Refused("code_wrong", field="code")
