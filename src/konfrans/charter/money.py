"""Money as charters write it: exact decimals, never floats; rounded to a step, and told with its currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from konfrans.charter.faults import Misread
from konfrans.charter.tables import Pattern, Reads, Table, Wrong

_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?", re.ASCII)
_TOLD = re.compile(r"(-?[0-9]{1,30})(?:\.([0-9]{1,6}))? ([A-Z]{3})", re.ASCII)
_MOST = 999_999_999_999

Rounding = Literal["nearest", "up", "down"]


def read_money(written: object) -> Decimal:
    """`40` or `"40.50"` as an exact decimal from 0; `Misread` for a float, a thousands mark, a decimal comma."""
    if isinstance(written, float):
        raise Misread("money_float", given=repr(written)[:40])
    if type(written) is int and 0 <= written <= _MOST:
        return Decimal(written)
    if isinstance(written, str) and _DECIMAL.fullmatch(written):
        return Decimal(written)
    raise Misread("money_form", given=str(written)[:40])


Money = Annotated[
    Decimal,
    Reads(
        read_money,
        {
            "type": ["string", "integer"],
            "pattern": r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$",
            "minimum": 0,
            "maximum": _MOST,
            "format": "money",
        },
    ),
]
"""An amount of money: a whole number, or a decimal in quotes: "40.50"."""
CurrencyCode = Annotated[str, Pattern(r"[A-Z]{3}", "currency", 3)]


class Currency(Table):
    """In what money the body reckons, and how amounts are rounded."""

    code: CurrencyCode
    """Its code by ISO 4217: "AZN"."""
    step: Money = Decimal("0.01")
    """The step to which amounts are rounded: "0.01", 1, 10."""
    round: Rounding = "nearest"
    """How: to the nearest step, a half away from nought; `up`; `down`."""

    def faults(self) -> Iterator[Wrong]:
        if self.step == 0:
            yield "money_step", ("step",), {}

    def rounded(self, amount: Fraction) -> Fraction:
        """A whole number of steps."""
        step = Fraction(self.step)
        steps = amount / step
        match self.round:
            case "up":
                whole = -(-steps.numerator // steps.denominator)
            case "down":
                whole = steps.numerator // steps.denominator
            case "nearest":
                whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
        return whole * step

    def told(self, amount: Fraction) -> str:
        """A rounded amount as text with its currency: "1200.00 AZN"; as many decimals as the step has."""
        places = max(0, -int(self.step.as_tuple().exponent))
        whole, rest = divmod(amount * 10**places, 1)
        assert rest == 0, "only what was rounded is told"
        digits = str(abs(whole)).rjust(places + 1, "0")
        sign = "-" if whole < 0 else ""
        split = f"{digits[:-places]}.{digits[-places:]}" if places else digits
        return f"{sign}{split} {self.code}"


def parts_of(told: str) -> tuple[int, str, str] | None:
    """ "1200.50 AZN" as (1200, "50", "AZN"); None for text that is no money."""
    found = _TOLD.fullmatch(told)
    return (int(found[1]), found[2] or "", found[3]) if found else None
