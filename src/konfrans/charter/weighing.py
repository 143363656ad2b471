"""How many votes a member has, and the ceiling on what one block casts: whole numbers, the same for the same roll."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from konfrans.charter.law.representation import Ceiling


def greatest(blocks: Sequence[int], ceiling: Ceiling) -> int | None:
    """The greatest number of votes that one block may keep; None where no number above nought keeps the ceiling.

    `of = "all"`: the whole part of the share of all votes. `of = "rest"`: the greatest whole number that is no more than the
    share of all votes once every larger block is cut to it.
    """
    total, share = sum(blocks), Fraction(ceiling.share)
    largest = max(blocks, default=0)
    if ceiling.of == "all":
        return min(largest, floor(share * total)) or None
    # What the share of the rest exceeds the cut by is concave in the cut and nought at nought: the cuts that keep the
    # ceiling are those from nought up to one greatest.
    low, high = 0, largest
    while low < high:
        middle = (low + high + 1) // 2
        if middle <= share * sum(min(block, middle) for block in blocks):
            low = middle
        else:
            high = middle - 1
    return low or None


def divided(total: int, weights: Sequence[int]) -> list[int]:
    """`total` divided in proportion to `weights`, in whole numbers: the whole parts, then one each to the largest remainders.

    Of equal remainders the one named first comes first. Nobody gets more than its weight where `total` is no more than
    their sum.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    found = [part for part, _rest in parts]
    order = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))
    for at in order[: total - sum(found)]:
        found[at] += 1
    return found
