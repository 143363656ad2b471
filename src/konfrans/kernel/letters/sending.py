"""Sending: each letter is claimed in the database before anything is said to the mail server, and noted once more before the
server gets its text. So a process may die anywhere: what it had not handed over leaves later, what it had is never sent again by
itself.

Everything here runs outside transactions: each step is committed before the next one is taken.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet

from konfrans.kernel import clock, sweeping
from konfrans.kernel.letters.dialogue import Declined, Later, Line, Unanswered, line
from konfrans.kernel.letters.digests import letters_gather
from konfrans.kernel.models import Letter

TRIES = 8
ROUND = 200
"""How many letters leave in one round, so that other work is not kept waiting."""
ENDED = "the process ended before the mail server's answer was written down"
HELD_BY_RESTORE = "held by konfrans restore"
"""The words on a letter that a restored backup still had waiting: it may have left from where the backup was made."""
_State = Letter.State


def quiet_now() -> bool:
    """Whether it is quiet by the machine's clock, in the conference's time zone."""
    hours = settings.KONFRANS_QUIET_HOURS
    return bool(hours.hold(clock.machine().astimezone(clock.zone()).time()))


def letters_send() -> int:
    """Send what is due and not yet sent; says how many left.

    A letter is never sent twice by itself, and none is lost without a trace: what the server refuses is marked as refused, what it
    does not take now is tried again, later each time, at most eight times; where nobody can know whether it left, that is what it
    says.

    The clock of the machine decides what is due: a demonstration that stands still must not wait for ever. In the
    demonstration nothing leaves: the letter is shown in the outbox.
    """
    if settings.KONFRANS_DEMO:
        return 0
    claim = secrets.token_hex(16)
    claims_settle(claim)
    if not quiet_now():
        letters_gather()
    sent, open_line = 0, line()
    try:
        for pk in list(_due().values_list("pk", flat=True)[:ROUND]):
            if sweeping.stopping():
                break
            letter = _claimed(pk, claim)
            if letter is None:
                continue
            try:
                sent += _send(open_line, letter)
            except Later as later:
                _try_later(letter, str(later))
                if later.unreachable:
                    break  # nobody to talk to: those that follow keep their tries
            except Declined as declined:
                _mine(letter).update(state=_State.REFUSED, last_error=str(declined), handed_at=None)
            except Unanswered as unanswered:
                _mine(letter).update(state=_State.UNCERTAIN, last_error=str(unanswered))
    finally:
        open_line.close()
    return sent


def claims_settle(claim: str = "") -> int:
    """Put in order what a process that died left claimed; says how many.

    Only one process sweeps at a time, so a claim of another round has nobody behind it. What was not handed over waits again;
    what was may have left or not.
    """
    left = Letter.objects.filter(state=_State.CLAIMED).exclude(claim=claim)
    unknown = left.exclude(handed_at=None).update(state=_State.UNCERTAIN, last_error=ENDED)
    return unknown + left.filter(handed_at=None).update(state=_State.WAITING)


def _due() -> QuerySet[Letter]:
    """What may leave now; first what somebody waits for."""
    rows = Letter.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=clock.machine()), state=_State.WAITING)
    if quiet_now():
        rows = rows.filter(manner=Letter.Manner.PROMPT)
    return rows.order_by("-manner", "pk")  # prompt, plain, digest


def _claimed(pk: int, claim: str) -> Letter | None:
    """The letter, claimed for this round; None where it was dropped or held while those before it left."""
    due = Letter.objects.filter(pk=pk, state=_State.WAITING)
    if not due.update(state=_State.CLAIMED, claim=claim, claimed_at=clock.machine()):
        return None
    return Letter.objects.filter(pk=pk, claim=claim).first()


def _mine(letter: Letter) -> QuerySet[Letter]:
    """The row while nobody else has decided about it."""
    return Letter.objects.filter(pk=letter.pk, state=_State.CLAIMED, claim=letter.claim)


def _send(open_line: Line, letter: Letter) -> int:
    """Offer, note, hand over, note; 1 where the server took it."""
    open_line.offer(message_of(letter), letter.to)
    noted = 0
    try:
        noted = _mine(letter).update(handed_at=clock.machine())
    finally:
        # Erased, given back because this process was thought to be dead, or the database is away: the text does not go out.
        if not noted:
            open_line.drop()
    if not noted:
        return 0
    open_line.hand_over()
    # Also where it was declared uncertain meanwhile: now it is known.
    known = Letter.objects.filter(pk=letter.pk, state__in=(_State.CLAIMED, _State.UNCERTAIN), claim=letter.claim)
    return known.update(state=_State.SENT, sent_at=clock.machine(), last_error="")


def _try_later(letter: Letter, words: str) -> None:
    tries = letter.tries + 1
    _mine(letter).update(
        state=_State.GIVEN_UP if tries >= TRIES else _State.WAITING, handed_at=None, tries=tries, last_error=words,
        next_try_at=clock.machine() + timedelta(minutes=2**tries),
    )  # fmt: skip


def message_of(letter: Letter) -> EmailMessage:
    """The mail as it leaves."""
    headers = {"Content-Language": letter.language} if letter.language else {}
    # No answer of an absent reader's software is wanted.
    headers |= {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)


def letters_retry() -> int:
    """Make every letter due again that was given up, or that a restored backup held; says how many."""
    stuck = Letter.objects.filter(Q(state=_State.GIVEN_UP) | Q(state=_State.HELD, last_error=HELD_BY_RESTORE))
    return stuck.update(state=_State.WAITING, tries=0, next_try_at=None, closed_at=None)
