"""Letters as pages show them: where each stands, in words and as a glyph, and what may be decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from konfrans.kernel.letters import (
    ENDED,
    FAILED,
    HELD_BY_RESTORE,
    WITHIN_REACH,
    letter_counts,
    letters_failed,
    letters_in,
    letters_read,
)
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people.rules.letters import masked

_State = Letter.State
GLYPHS = dict.fromkeys(FAILED, "no") | {
    _State.UNCERTAIN: "due",
    _State.WAITING: "due",
    _State.CLAIMED: "due",
    _State.SENT: "yes",
    _State.HELD: "none",
}
SECTIONS: dict[str, tuple[str, ...]] = {
    "held": (_State.HELD,),
    "waiting": (_State.WAITING, _State.CLAIMED),
    "gathered": (_State.GATHERED,),
    "sent": (_State.SENT,),
}
"""The lists of the page, by the word that its address has; those that need somebody stand before them."""
OWN_WORDS = {
    ENDED: _l("The program ended before the mail server's answer was written down."),
    HELD_BY_RESTORE: _l("It was waiting in a backup that was restored; it may have left since that was made."),
}
"""What the program itself noted, in the reader's language; what a mail server said stays as it was said."""
FEW = 20
"""How many of a list stand on the first page."""


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One letter in a list. `state` is where it stands, with its collective letter where it went in one; `words` and `glyph`
    (`yes`, `no`, `due`, `none`) say so; `detail` is what the mail server said; `acts` are the decisions that are open."""

    pk: int
    to: str
    subject: str
    language: str
    topic: str
    written_at: datetime
    at: datetime
    state: str
    words: str
    glyph: str
    detail: str
    manner: str
    closed: bool
    gathered_into: int | None
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterRead:
    """One letter as its reader sees it, secrets left out; and the letters that were gathered into it."""

    shown: LetterShown
    text: str
    message_id: str
    claimed_at: datetime | None
    handed_at: datetime | None
    sent_at: datetime | None
    next_try_at: datetime | None
    tries: int
    parts: list[LetterShown]


@dataclass(frozen=True, slots=True)
class Mail:
    """The secretariat's page of letters: those that need somebody, and the beginning of every other list with its length."""

    failed: list[LetterShown]
    failed_count: int
    lists: list[tuple[str, int, list[LetterShown]]]


def letters_shown(letters: Iterable[Letter]) -> list[LetterShown]:
    """The rows of a list; `letters_read` and what is built on it reads all they need in one query."""
    return [_shown(letter) for letter in letters]


def _shown(letter: Letter) -> LetterShown:
    whole = letter.gathered_into
    standing = _State((whole or letter).state)
    return LetterShown(
        pk=letter.pk, to=letter.to, subject=letter.subject, language=letter.language, topic=letter.topic,
        written_at=letter.written_at, at=letter.sent_at or (whole.sent_at if whole else None) or letter.written_at,
        state=str(standing), words=str(standing.label), glyph=GLYPHS[standing], detail=_detail(whole or letter),
        manner=str(letter.get_manner_display()), closed=letter.closed_at is not None,
        gathered_into=whole.pk if whole else None, acts=_acts(letter),
    )  # fmt: skip


def _detail(letter: Letter) -> str:
    if letter.state == _State.BOUNCED:
        return letter.bounce
    return str(OWN_WORDS.get(letter.last_error, letter.last_error))


def _acts(letter: Letter) -> tuple[str, ...]:
    """What somebody may decide, the likeliest first."""
    acts: list[str] = []
    if letter.state == _State.HELD:
        acts.append("release")
    if letter.state == _State.WAITING:
        acts.append("hold")
    if letter.state in WITHIN_REACH:
        acts.append("withdraw")
    if letter.state == _State.UNCERTAIN:
        acts.append("settle")
    if letter.state in FAILED and not letter.cut:
        acts.append("again")
    if letter.state in FAILED and letter.closed_at is None:
        acts.append("close")
    return tuple(acts)


def letter(pk: int) -> Letter:
    """One letter; 404 where there is none."""
    found = letters_read().filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def letter_read(pk: int) -> LetterRead:
    """One letter as its page shows it; 404 where there is none. Two queries."""
    found = letter(pk)
    return LetterRead(
        shown=_shown(found), text=masked(found.text), message_id=found.message_id, claimed_at=found.claimed_at,
        handed_at=found.handed_at, sent_at=found.sent_at, next_try_at=found.next_try_at, tries=found.tries,
        parts=letters_shown(letters_read().filter(gathered_into=found).order_by("pk")),
    )  # fmt: skip


def letters_listed(section: str, topic: str = "") -> QuerySet[Letter]:
    """A whole list of the page: `failed` or one of `SECTIONS`; those of one matter alone where a topic is given."""
    rows = letters_failed() if section == "failed" else letters_in(SECTIONS.get(section, _State.values))
    return rows.filter(topic=topic) if topic else rows


def letters_held(keys: Iterable[int] | None = None) -> list[Letter]:
    """The held letters, or those of these numbers."""
    rows = letters_in((_State.HELD,)).order_by("pk")
    return list(rows if keys is None else rows.filter(pk__in=keys))


def letters_unseen() -> int:
    """How many letters did not arrive, or are in doubt, and nobody has dealt with them."""
    return letters_failed().count()


def mail() -> Mail:
    """The page: every letter that needs somebody, as far as a page holds them, and the beginning of the other lists."""
    counts = letter_counts()
    lists = [
        (name, sum(counts[state] for state in states), letters_shown(letters_in(states)[:FEW]))
        for name, states in SECTIONS.items()
    ]
    failed = letters_shown(letters_failed()[:FEW])
    return Mail(failed, sum(counts[state] for state in FAILED), lists)


def section_words(section: str) -> str:
    """The heading of a list."""
    return {
        "failed": _("Letters that need somebody"),
        "held": _("Held back"),
        "waiting": _("Waiting to leave"),
        "gathered": _("Gathered into a collective letter"),
        "sent": _("Sent"),
    }.get(section, _("All letters"))
