"""Shares that are written exactly and still may not be meant: 51/100 is more than half in small bodies alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from konfrans.charter.amounts import Pick, Requirement, Shaped, Share
from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.checks.walking import tables_of
from konfrans.charter.law import Charter

FIFTY_ONE = Fraction(51, 100)
LARGEST = 1000


def slogans(charter: Charter) -> Iterator[Finding]:
    """A remark for each paragraph whose rule asks for 51/100, with the sizes of body at which that is not more than half."""
    seen: set[str] = set()
    for found in tables_of(charter):
        if not isinstance(found.value, Requirement) or found.article in seen:
            continue
        if any(one.fraction == FIFTY_ONE for one in shares_of(found.value.amount)):
            seen.add(found.article)
            sizes = differing(strict=found.value.strict)
            facts = {"first": sizes[0], "most": sizes[0] - 1, "sizes": sizes[:5], "given": "51/100", "meant": "1/2"}
            kinds = (found.kind,) if found.kind else ()
            yield Finding("share_51", Level.REMARK, found.article, kinds, facts)


def slogan_example(given: str, meant: str, size: int, *, strict: bool) -> tuple[int, int]:
    """How many a refused slogan asks for in a body of this size, and how many the fraction that was meant."""
    text = given.replace(",", ".").replace(" ", "")
    more = text.endswith("+1")
    text = text.removesuffix("+1")
    value = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    fraction = Fraction(meant)
    return ceil(value * size + more), floor(fraction * size) + 1 if strict else ceil(fraction * size)


def differing(*, strict: bool) -> list[int]:
    """The sizes of body, to a thousand, at which 51/100 of it asks for another number than more than half."""
    asked = {n: floor(FIFTY_ONE * n) + 1 if strict else ceil(FIFTY_ONE * n) for n in range(1, LARGEST + 1)}
    return [n for n, least in asked.items() if least != floor(Fraction(n, 2)) + 1]


def shares_of(amount: object) -> Iterator[Share]:
    """The shares that an amount is made of."""
    match amount:
        case Share():
            yield amount
        case Pick():
            for one in amount.among:
                yield from shares_of(one)
        case Shaped():
            yield from shares_of(amount.amount)


__all__ = ["differing", "shares_of", "slogans"]
