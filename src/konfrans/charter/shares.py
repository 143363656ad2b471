"""Shares of a body, written as fractions; decimals and per cents are refused with the fraction that was meant."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from konfrans.charter.faults import Misread

_FRACTION = re.compile(r"([0-9]{1,9}) ?/ ?([0-9]{1,9})\Z")
_DECIMAL = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,12})?) ?(%?)(?: ?\+ ?1)?\Z")
_WHOLE = re.compile(r"[1-9][0-9]{0,5}\Z")
_HALF = re.compile(r"(?:50 ?%|1/2|0[.,]50?) ?\+ ?1\Z")


MOST_SIZES = 5
"""How many sizes of body are named at which a slogan and the fraction meant differ."""


def read_share(written: object) -> Fraction:
    """`"2/3"` as an exact fraction above 0 and at most 1; everything else raises `Misread` with what was meant."""
    if isinstance(written, float):
        raise _slogan(repr(written), _exact(repr(written)))
    if isinstance(written, bool) or not isinstance(written, str | int):
        raise Misread("share_form", given=type(written).__name__)
    text = str(written).strip()[:60]
    found = _FRACTION.match(text)
    if found:
        above, below = int(found[1]), int(found[2])
        if below == 0 or above == 0:
            raise Misread("share_zero", given=text)
        if above > below:
            raise Misread("share_above_one", given=text)
        return Fraction(above, below)
    if isinstance(written, int):
        if written == 1:
            return Fraction(1)
        raise Misread("share_above_one" if written > 1 else "share_zero", given=text)
    if _HALF.match(text):
        raise Misread("share_slogan", given=text, meant="1/2", strict=True, sizes=_differ_half())
    slogan = _DECIMAL.match(text)
    if slogan:
        exact = _exact(slogan[1]) / (100 if slogan[2] else 1)
        raise _slogan(text, exact)
    raise Misread("share_form", given=text)


def read_times(written: object) -> Fraction:
    """`2` or `"3/2"` as an exact multiple above 0; everything else raises `Misread`, a decimal below 1 with the fraction meant, as in `read_share`."""
    if type(written) is int and 0 < written <= 1_000_000:
        return Fraction(written)
    found = _FRACTION.match(written.strip()) if isinstance(written, str) else None
    if found and int(found[1]) and int(found[2]):
        return Fraction(int(found[1]), int(found[2]))
    text = str(written).strip()[:60]
    if isinstance(written, str) and _WHOLE.match(text):
        raise Misread("times_quoted", given=text)
    try:
        return read_share(written)
    except Misread as wrong:
        if wrong.code == "share_slogan":
            raise
    raise Misread("times_form", given=text)


def _exact(text: str) -> Fraction:
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, OverflowError):  # inf, nan
        raise Misread("share_form", given=text) from None


def _slogan(given: str, exact: Fraction) -> Misread:
    """0.67, 66.67 %: the fraction meant and the sizes of body, to 60, at which the two differ; 51 %: more than half."""
    if exact > 1:
        return Misread("share_above_one", given=given)
    if exact <= 0:
        return Misread("share_zero", given=given)
    if exact == Fraction(51, 100):
        sizes = [n for n in range(1, 61) if ceil(exact * n) != floor(Fraction(n, 2)) + 1]
        return Misread("share_slogan", given=given, meant="1/2", strict=True, sizes=_few(sizes))
    meant = min(
        (Fraction(a, b) for b in range(1, 11) for a in range(1, b + 1)),
        key=lambda one: (abs(one - exact), one.denominator),
    )
    if abs(meant - exact) > Fraction(1, 100):
        meant = exact
    sizes = [n for n in range(1, 61) if ceil(exact * n) != ceil(meant * n)]
    return Misread(
        "share_slogan", given=given, meant=f"{meant.numerator}/{meant.denominator}", strict=False, sizes=_few(sizes)
    )


def _differ_half() -> tuple[int, ...]:
    """Half and one more is not more than half wherever the body is odd: 8 1/2 of 15, so 9."""
    return _few([n for n in range(1, 61) if ceil(Fraction(n, 2) + 1) != floor(Fraction(n, 2)) + 1])


def _few(sizes: list[int]) -> tuple[int, ...]:
    return tuple(sizes[:MOST_SIZES])
