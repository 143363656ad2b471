"""Spans of time as statutes write them: so many days, working days, months or years, and how they are counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from konfrans.charter.schema.plain import Table

Much = Annotated[int, Field(ge=0, le=10_000)]
UNITS = ("hours", "days", "working_days", "weeks", "months", "years")


class SpanTable(Table):
    """One length of time: `{ days = 21 }`, `{ working_days = 5 }`, `{ months = 12 }`.

    `first_day` says whether the day of the event counts; left out it does not (Regulation (EEC) 1182/71, article 3).
    """

    hours: Much | None = None
    days: Much | None = None
    working_days: Much | None = None
    weeks: Much | None = None
    months: Much | None = None
    years: Much | None = None
    first_day: Literal["counts", "does_not_count"] = "does_not_count"

    @model_validator(mode="after")
    def _one(self) -> SpanTable:
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            raise PydanticCustomError("span_form", "span")
        return self


class IntervalTable(Table):
    """A least and a longest time between two events."""

    least: SpanTable | None = None
    most: SpanTable | None = None

    @model_validator(mode="after")
    def _one(self) -> IntervalTable:
        if self.least is None and self.most is None:
            raise PydanticCustomError("interval_form", "interval")
        return self
