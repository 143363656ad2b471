"""Held letters let go by a person: what has become needless while it was held is taken back instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from konfrans.kernel.acts import Actor, act
from konfrans.kernel.letters import letter_withdraw, letters_release
from konfrans.people.registries import needless_letters


class Released(NamedTuple):
    """How many letters leave, and how many were taken back."""

    number: int
    needless: int


@act
def letters_let_go(*, actor: Actor, letters: Sequence[Any]) -> Released:
    """Let held letters leave, and take those back that need not leave any more. Refused: as for releasing, and for taking back."""
    needless = {key for _domain, find in needless_letters for key in find(letters)}
    for letter in letters:
        if letter.pk in needless:
            letter_withdraw(actor=actor, letter=letter)
    rest = [letter for letter in letters if letter.pk not in needless]
    return Released(letters_release(actor=actor, letters=rest) if rest else 0, len(needless))
