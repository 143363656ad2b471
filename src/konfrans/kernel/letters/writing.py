"""Letters written, and what a person decides about one: acts, each with an entry of the journal that holds no address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.models import Letter, message_identity
from konfrans.kernel.refusals import Refused, word

_State, _Manner = Letter.State, Letter.Manner
WITHIN_REACH = (_State.HELD, _State.WAITING)
"""What has not left and is not leaving: it may be held, let go, taken back."""
FAILED = (_State.UNCERTAIN, _State.REFUSED, _State.GIVEN_UP, _State.BOUNCED)
"""What somebody has to look at: it did not arrive, or nobody knows."""

word(
    {
        "letter_elsewhere": _("This letter stands otherwise now: %(state)s. Look at it again before you decide."),
        "letter_cut": _(
            "A link was taken out of this letter once it had left, so that it is of no use a second time. Send a new one instead."
        ),
    }
)


def letter_write(
    *, to: str, subject: str, text: str, language: str, manner: str = Letter.Manner.PLAIN, topic: str = "", held: bool = False,
) -> Letter:  # fmt: skip
    """A letter that leaves after the commit; it is lost with the act if the act fails.

    `manner`: `prompt` leaves at any hour, `plain` outside quiet hours, `digest` with others to the same address, once a day.
    `topic` (`call:2027`) says what it is about, so that a page can list the letters of one matter. One that is `held` leaves only
    when somebody releases it.
    """
    return Letter.objects.create(
        to=to, subject=" ".join(subject.split())[:300], text=text, language=language, written_at=clock.now(),
        manner=Letter.Manner(manner), topic=topic, state=_State.HELD if held else _State.WAITING,
        **_from_when(manner),
    )  # fmt: skip


def _from_when(manner: str) -> dict[str, Any]:
    """From when on a letter may leave: a gathered one at the next opening of a day, another one at once."""
    if manner != Letter.Manner.DIGEST:
        return {"next_try_at": None}
    here = clock.machine().astimezone(clock.zone())
    return {"next_try_at": settings.KONFRANS_QUIET_HOURS.opening_after(here)}


def letter_drop(letter: Letter) -> bool:
    """Take back a letter that has not left; false where it has, or is just leaving."""
    return bool(Letter.objects.filter(pk=letter.pk, state__in=WITHIN_REACH).delete()[0])


def _locked(letter: Letter, *states: str) -> Letter:
    """The letter, locked. Refused: it stands otherwise than the decision needs, for it has left meanwhile or another decided."""
    found = Letter.objects.select_for_update().filter(pk=letter.pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    if found.state not in states:
        raise Refused("letter_elsewhere", state=found.get_state_display())
    return found


def _noted(act_name: str, actor: Actor, letter: Letter, **facts: Any) -> None:
    about = {"topic": letter.topic} if letter.topic else {}
    record(act_name, actor=actor, of="letter", key=str(letter.pk), **about, **facts)


@act
def letters_release(*, actor: Actor, letters: Iterable[Letter]) -> int:
    """Let held letters leave; says how many there were. Those that are not held any more are left as they are.

    Refused (`letter_elsewhere`): a single letter that is not held.
    """
    letters = list(letters)
    keys = [letter.pk for letter in letters]
    held = Letter.objects.filter(pk__in=keys, state=_State.HELD)
    found = list(held.select_for_update().order_by("pk"))
    for manner in _Manner.values:
        held.filter(manner=manner).update(state=_State.WAITING, tries=0, last_error="", **_from_when(manner))
    if not found and len(keys) == 1:
        _locked(letters[0], _State.HELD)
    if found:
        topics = sorted({letter.topic for letter in found if letter.topic})
        record(
            "letters_release", actor=actor, of="letter", key=str(found[0].pk),
            letters=[letter.pk for letter in found], topics=topics,
        )  # fmt: skip
    return len(found)


@act
def letter_hold(*, actor: Actor, letter: Letter) -> None:
    """Keep a waiting letter back until it is released. Refused (`letter_elsewhere`): it does not wait any more."""
    found = _locked(letter, _State.WAITING)
    Letter.objects.filter(pk=found.pk).update(state=_State.HELD)
    _noted("letter_hold", actor, found)


@act
def letter_again(*, actor: Actor, letter: Letter) -> None:
    """Send a letter once more, under a new Message-ID: a second mail, by a person's decision.

    Refused: it waits, is leaving or has left without a complaint (`letter_elsewhere`); its secret was taken out (`letter_cut`).
    """
    found = _locked(letter, *FAILED)
    if found.cut:
        raise Refused("letter_cut")
    Letter.objects.filter(pk=found.pk).update(
        state=_State.WAITING, message_id=message_identity(), claim="", claimed_at=None, handed_at=None, sent_at=None,
        tries=0, last_error="", next_try_at=None, bounce="", closed_at=None,
    )  # fmt: skip
    _noted("letter_again", actor, found, was=found.state)


@act
def letter_settle(*, actor: Actor, letter: Letter) -> None:
    """It arrived: somebody asked the reader, or a report says so. Refused (`letter_elsewhere`): it is not in doubt."""
    found = _locked(letter, _State.UNCERTAIN)
    Letter.objects.filter(pk=found.pk).update(
        state=_State.SENT, sent_at=found.handed_at or clock.machine(), closed_at=None
    )
    _noted("letter_settle", actor, found)


@act
def letter_close(*, actor: Actor, letter: Letter) -> None:
    """Somebody has seen to a letter that did not arrive, in another way than by mail: it is not asked about any more.

    Refused (`letter_elsewhere`): there is nothing to see to.
    """
    found = _locked(letter, *FAILED)
    Letter.objects.filter(pk=found.pk).update(closed_at=clock.machine())
    _noted("letter_close", actor, found, state=found.state)


@act
def letter_withdraw(*, actor: Actor, letter: Letter) -> None:
    """Take a letter back before it leaves; it is deleted, with those it gathered. Refused (`letter_elsewhere`): it has left."""
    found = _locked(letter, *WITHIN_REACH)
    letter_drop(found)
    _noted("letter_withdraw", actor, found)
