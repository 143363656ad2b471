"""Amounts, requirements and conditions as a document writes them."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from konfrans.charter.schema.plain import Ref, Table, Whole
from konfrans.charter.shares import NoShare, read_share, read_times

BaseName = Literal[
    "seats", "members", "entitled", "present", "present_and_represented", "participants", "cast_with_blanks",
    "valid", "cast",
]  # fmt: skip
MultipleName = Literal[BaseName, "no"]
MeasureName = Literal["yes", "present", "present_and_represented", "participants"]
PresenceName = Literal["present", "present_and_represented", "participants"]


def _share(written: Any) -> Fraction:
    try:
        return read_share(written)
    except NoShare as no:
        raise PydanticCustomError(no.code, "share", no.facts) from None


def _times(written: Any) -> Fraction:
    try:
        return read_times(written)
    except NoShare as no:
        raise PydanticCustomError(no.code, "share", no.facts) from None


FORMS = ("whole", "share", "times", "root_of", "greater_of", "lesser_of")


class AmountTable(Table):
    """A whole number, a share of a base, a multiple, a root, or the greater or lesser of several.

    `5`; `{ share = "2/3", of = "entitled" }`; `{ times = 2, of = "no" }`; `{ root_of = "members", times = 2 }`;
    `{ greater_of = [5, { share = "1/10", of = "members" }] }`. `plus`, `round`, `floor` and `cap` stand where the statute says
    so.
    """

    whole: Whole | None = None
    share: Annotated[Fraction | None, BeforeValidator(_share)] = None
    times: Annotated[Fraction | None, BeforeValidator(_times)] = None
    of: MultipleName | None = None
    root_of: BaseName | None = None
    greater_of: Annotated[list[AmountTable] | None, Field(min_length=2, max_length=10)] = None
    lesser_of: Annotated[list[AmountTable] | None, Field(min_length=2, max_length=10)] = None
    plus: Whole | None = None
    round: Literal["up", "down"] | None = None
    floor: Whole | None = None
    cap: Whole | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, found: Any) -> Any:
        if isinstance(found, cls):
            return found
        if isinstance(found, bool) or not isinstance(found, dict | int | float | str):
            raise PydanticCustomError("amount_form", "amount", {"given": type(found).__name__})
        if isinstance(found, float | str):  # a share without its base, or a slogan: say which
            _share(found)
            raise PydanticCustomError("share_without_base", "share", {"given": str(found)[:40]})
        if isinstance(found, int):
            return {"whole": found}
        if "whole" in found:
            raise PydanticCustomError("amount_form", "amount", {"given": "whole"})
        if not any(key in found for key in ("root_of", "greater_of", "lesser_of")):
            if "share" not in found and "times" not in found:
                raise PydanticCustomError("missing_key", "missing", {"key": "share"})
            if "of" not in found:
                raise PydanticCustomError("missing_key", "missing", {"key": "of"})
        return found

    @model_validator(mode="after")
    def _one(self) -> AmountTable:
        given = [name for name in FORMS if getattr(self, name) is not None]
        if given not in (
            ["whole"],
            ["share"],
            ["times"],
            ["root_of"],
            ["times", "root_of"],
            ["greater_of"],
            ["lesser_of"],
        ):
            raise PydanticCustomError("amount_form", "amount", {"given": " and ".join(given)})
        of_base = given[0] in ("share", "times") and "root_of" not in given
        if (self.of is not None) != of_base or (self.of == "no" and self.times is None):
            raise PydanticCustomError("amount_form", "amount", {"given": "of"})
        if self.plus is not None and not of_base:
            raise PydanticCustomError("amount_form", "amount", {"given": "plus"})
        return self


class _Compared(Table):
    """A measure and the amount it is held against."""

    measure: MeasureName = "yes"
    at_least: AmountTable | None = None
    more_than: AmountTable | None = None


class RequirementTable(_Compared):
    """A measure reaches (`at_least`) or exceeds (`more_than`) an amount."""

    article: Ref

    @model_validator(mode="after")
    def _one(self) -> RequirementTable:
        if (self.at_least is None) == (self.more_than is None):
            raise PydanticCustomError("comparison", "comparison")
        return self


class ConditionTable(_Compared):
    """A requirement, or several joined by `all_of` or `any_of`."""

    article: Ref | None = None
    all_of: Annotated[list[ConditionTable] | None, Field(min_length=2, max_length=10)] = None
    any_of: Annotated[list[ConditionTable] | None, Field(min_length=2, max_length=10)] = None

    @model_validator(mode="after")
    def _one(self) -> ConditionTable:
        joined = [name for name in ("all_of", "any_of") if getattr(self, name) is not None]
        compared = [name for name in ("at_least", "more_than") if getattr(self, name) is not None]
        if len(joined) + len(compared) != 1:
            raise PydanticCustomError("comparison", "comparison")
        if compared and self.article is None:
            raise PydanticCustomError("missing_key", "missing", {"key": "article"})
        own = self.model_fields_set - {"all_of", "any_of"}
        if joined and own:
            raise PydanticCustomError("joined_alone", "joined", {"given": sorted(own)[0], "joined": joined[0]})
        return self


class PresenceTable(RequirementTable):
    """A requirement on who is there: the measure has to be one of presence."""

    measure: PresenceName = "present_and_represented"
