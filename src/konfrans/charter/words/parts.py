"""Arithmetic as parts, so that a page can set a fraction as one and a terminal can write 2/3."""

from __future__ import annotations

import fractions
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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


_SLOT = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*)(?:\|([^|{}]*))?)?\}")


def counted(n: Any, forms: Sequence[str]) -> str:
    """The form of a noun after a number, of two (1, others) or of three, as Lithuanian has them: 1 narys, 2 nariai, 10 narių."""
    if len(forms) == 2:
        return forms[0] if n == 1 else forms[1]
    if not isinstance(n, int):
        return forms[0] if n == 1 else forms[2]
    tens, ones = n % 100 // 10, n % 10
    return forms[2] if tens == 1 or ones == 0 else forms[0] if ones == 1 else forms[1]


def fill(template: str, facts: Mapping[str, tuple[str, Any]]) -> str:
    """A template with its facts put in, each given as words and value: `{got} {got|member|members}` is 1 member, 2 members.

    Of a list it is the number of its entries that the noun follows. A language whose nouns have three forms after numbers gives
    three. A fact that is not given leaves its slot empty.
    """

    def put(found: re.Match[str]) -> str:
        words, value = facts.get(found[1], ("", None))
        if found[2] is None:
            return words
        n = len(value) if isinstance(value, list | tuple) else value
        return str(counted(n, [form for form in found.groups()[1:] if form is not None]))

    return _SLOT.sub(put, template)
