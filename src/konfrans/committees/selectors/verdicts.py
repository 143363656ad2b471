"""Verdicts on nominations and committees as pages draw them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from konfrans.charter.clock import Lead
from konfrans.charter.words.dates import length
from konfrans.committees.models import Call, Committee, Nomination
from konfrans.committees.selectors.board import nominations_in
from konfrans.committees.selectors.law import (
    Law,
    charter_today,
    judge_call,
    judge_composition,
    judge_nomination,
    law_of,
)
from konfrans.committees.selectors.roster import seats_on
from konfrans.decisions.selectors import ShownVerdict, verdict_shown, words


def nomination_shown(one: Nomination, law: Law | None = None, *, small: bool = True) -> ShownVerdict | None:
    """What the charter says of a nomination; None where it has no rule on this seat, or where nobody is left to judge."""
    if one.erased_on is not None:
        return None
    law = law or law_of(nominations_in(one.addressee.call))
    verdict = judge_nomination(one, law, one.addressee.call)
    if verdict is None or law.charter is None:
        return None
    return verdict_shown(verdict, law.charter, key=f"n{one.key[:8]}", small=small, version=law.version)


class Length:
    """So many days (or whatever the charter counts in), in the language of whoever reads it."""

    def __init__(self, unit: str, number: int) -> None:
        given: Any = {unit: number}
        self.span = Lead(**given)

    def __str__(self) -> str:
        return length(self.span, words().code)


def call_shown(call: Call) -> ShownVerdict | None:
    """What the charter says of the time that a call is open; None where it sets none."""
    version, charter = charter_today()
    verdict = judge_call(call, charter)
    if verdict is None or charter is None:
        return None
    return verdict_shown(verdict, charter, key="time", small=True, version=version)


def composition_shown(
    committee: Committee, nominations: Sequence[Nomination], law: Law, *, on: date, key: str = "whole"
) -> ShownVerdict | None:
    """What the charter says of a committee with these nominations beside those who sit there on a day; None where it has no rule on
    it."""
    seats = seats_on(committee, on)
    _facts, verdict = judge_composition(committee, nominations, seats, law)
    if verdict is None or law.charter is None:
        return None
    return verdict_shown(verdict, law.charter, key=key, small=True, version=law.version)
