"""Two rules that count groups or weights, held against each other part by part: what is stricter in every part is stricter."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from konfrans.charter.amounts import Condition, Joined, Requirement, requirements_of
from konfrans.charter.checks.votes import Votes
from konfrans.charter.comparison.directions import less

Way = Literal["same", "stricter", "looser", "incomparable"]


def of_parts(votes: Votes) -> bool:
    """Whether a rule counts a group, or weights: its parts may vote otherwise than the whole."""
    return any(one.portions for condition in votes.conditions for one in requirements_of(condition))


def by_parts(first: Votes, second: Votes) -> Way:
    """What the second is beside the first, from its requirements one by one; `incomparable` where they do not go together."""
    if first.calls != second.calls:
        return "incomparable"
    pairs = zip(first.conditions, second.conditions, strict=True)
    return _together([asked(one, two) for one, two in pairs])


def asked(first: Condition | None, second: Condition | None) -> Way:
    """What one condition, or one quorum, is beside another, in every body; its paragraph makes no difference."""
    if first is None or second is None:
        return "same" if first is second else "stricter" if first is None else "looser"
    if isinstance(first, Requirement) and isinstance(second, Requirement):
        if replace(first, article="") == replace(second, article=""):
            return "same"
        return "stricter" if less(first, second) else "looser" if less(second, first) else "incomparable"
    joined = isinstance(first, Joined) and isinstance(second, Joined) and first.every == second.every
    if not joined or len(first.parts) != len(second.parts):  # type: ignore[union-attr]
        return "incomparable"
    return _together([asked(one, two) for one, two in zip(first.parts, second.parts, strict=True)])  # type: ignore[union-attr]


def _together(found: list[Way]) -> Way:
    """Several ways as one: that of those that differ, where they agree."""
    ways = sorted({one for one in found if one != "same"})
    return "incomparable" if len(ways) > 1 else ways[0] if ways else "same"
