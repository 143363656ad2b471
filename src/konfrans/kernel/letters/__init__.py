"""Mail out: written in the act that causes it, sent by a sweep; never twice by itself, never lost without a trace."""

from konfrans.kernel.letters.bounces import Taken, bounce_take
from konfrans.kernel.letters.dialogue import server_fault
from konfrans.kernel.letters.outbox import OutboxBackend
from konfrans.kernel.letters.reading import (
    letter_counts,
    letters_about,
    letters_failed,
    letters_in,
    letters_read,
    letters_waiting,
)
from konfrans.kernel.letters.reports import Unreadable
from konfrans.kernel.letters.sending import ENDED, HELD_BY_RESTORE, TRIES, letters_retry, letters_send
from konfrans.kernel.letters.writing import (
    FAILED,
    WITHIN_REACH,
    letter_again,
    letter_close,
    letter_drop,
    letter_hold,
    letter_settle,
    letter_withdraw,
    letter_write,
    letters_release,
)

__all__ = [
    "ENDED",
    "FAILED",
    "HELD_BY_RESTORE",
    "TRIES",
    "WITHIN_REACH",
    "OutboxBackend",
    "Taken",
    "Unreadable",
    "bounce_take",
    "letter_again",
    "letter_close",
    "letter_counts",
    "letter_drop",
    "letter_hold",
    "letter_settle",
    "letter_withdraw",
    "letter_write",
    "letters_about",
    "letters_failed",
    "letters_in",
    "letters_read",
    "letters_release",
    "letters_retry",
    "letters_send",
    "letters_waiting",
    "server_fault",
]
