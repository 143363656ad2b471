"""The letters of a call."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.committees.models import Call
from konfrans.kernel.letters import FAILED, letters_about
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors.letters import LetterShown, letters_shown


@dataclass(frozen=True, slots=True)
class CallMail:
    """A call's letters by what has to be done: looked after, let go, nothing."""

    failed: list[LetterShown]
    held: list[LetterShown]
    others: list[LetterShown]
    held_rows: list[Letter]


def topic_of(call: Call) -> str:
    """Under which the letters of a call are found."""
    return f"call:{call.key}"


def call_letters(call: Call) -> CallMail:
    """Every letter of a call. One query."""
    rows = list(letters_about(topic_of(call)))
    failed = [one for one in rows if one.state in FAILED and one.closed_at is None]
    held = [one for one in rows if one.state == Letter.State.HELD]
    rest = [one for one in rows if one not in failed and one not in held]
    return CallMail(letters_shown(failed), letters_shown(held), letters_shown(rest), held)


def call_letter(call: Call, pk: int) -> Letter:
    """One letter of a call; 404 for another's."""
    found = letters_about(topic_of(call)).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found
