"""Arithmetic as parts, so that a page can set a fraction as one and a terminal can write 2/3."""

from __future__ import annotations

import fractions
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

NBSP = "\u00a0"


class Fraction(NamedTuple):
    """A fraction to be set as one."""

    numerator: int
    denominator: int


Part = str | Fraction


def plain(parts: Iterable[Part]) -> str:
    """The parts as running text: `2/3 × 14 entitled = 9 1/3`."""
    return "".join(f"{part.numerator}/{part.denominator}" if isinstance(part, Fraction) else part for part in parts)


def mixed(value: fractions.Fraction, number: Callable[[int], str] = str) -> tuple[Part, ...]:
    """9 1/3 as `("9 ", Fraction(1, 3))`, 8 as `("8",)`, 2/3 as `(Fraction(2, 3),)`; the space never breaks."""
    whole, rest = divmod(value.numerator, value.denominator)
    if rest == 0:
        return (number(whole),)
    fraction = Fraction(rest, value.denominator)
    return (f"{number(whole)}{NBSP}", fraction) if whole else (fraction,)


_SLOT = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}")


def fill(template: str, facts: Mapping[str, tuple[str, Any]]) -> str:
    """A template with its facts put in, each given as words and value: `{got} {got|member|members}` is 1 member, 2 members.

    Of a list it is the number of its entries that the noun follows. A fact that is not given leaves its slot empty.
    """

    def put(found: re.Match[str]) -> str:
        words, value = facts.get(found[1], ("", None))
        if found[2] is None:
            return words
        n = len(value) if isinstance(value, list | tuple) else value
        return found[2] if n == 1 else found[3]

    return _SLOT.sub(put, template)
