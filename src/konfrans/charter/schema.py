"""The shape of a charter document. Keys, types and bounds; what they refer to is checked in `konfrans.charter.loading`."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from konfrans.charter.shares import NoShare, read_share

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
DocumentKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
Ref = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}$")]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Texts = dict[Language, Words]
Number = Annotated[int, Field(ge=1, le=9999)]
Whole = Annotated[int, Field(ge=1, le=1_000_000_000)]
BaseName = Literal[
    "seats", "members", "entitled", "present", "present_and_represented", "participants", "cast_with_blanks",
    "valid", "cast",
]  # fmt: skip
MeasureName = Literal["yes", "present", "present_and_represented", "participants"]
TieWay = Literal["casting_vote", "fails", "lot"]


def _share(written: Any) -> Fraction:
    try:
        return read_share(written)
    except NoShare as no:
        raise PydanticCustomError(no.code, "share", no.facts) from None


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True, defer_build=True)


class AmountTable(_Table):
    """A whole number, or a share of a base: `5`, `{ share = "2/3", of = "entitled" }`."""

    whole: Whole | None = None
    share: Annotated[Fraction | None, BeforeValidator(_share)] = None
    of: BaseName | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, found: Any) -> Any:
        if isinstance(found, bool) or not isinstance(found, dict | int | float | str):
            raise PydanticCustomError("amount_form", "amount", {"given": type(found).__name__})
        if isinstance(found, float | str):  # a share without its base, or a slogan: say which
            try:
                read_share(found)
            except NoShare as no:
                raise PydanticCustomError(no.code, "share", no.facts) from None
            raise PydanticCustomError("share_without_base", "share", {"given": str(found)[:40]})
        if isinstance(found, int):
            return {"whole": found}
        if "whole" in found:
            raise PydanticCustomError("amount_form", "amount", {"given": "whole"})
        for key in ("share", "of"):
            if key not in found:
                raise PydanticCustomError("missing_key", "missing", {"key": key})
        return found


class RequirementTable(_Table):
    """A measure reaches (`at_least`) or exceeds (`more_than`) an amount."""

    article: Ref
    measure: MeasureName = "yes"
    at_least: AmountTable | None = None
    more_than: AmountTable | None = None

    @model_validator(mode="after")
    def _one(self) -> RequirementTable:
        if (self.at_least is None) == (self.more_than is None):
            raise PydanticCustomError("comparison", "comparison")
        return self


class PresenceTable(RequirementTable):
    """A requirement on who is there: the measure has to be one of presence."""

    measure: Literal["present", "present_and_represented", "participants"] = "present_and_represented"


class ListedTable(_Table):
    """Kinds of decision that an article treats in one way."""

    article: Ref
    kinds: Annotated[list[Key], Field(min_length=1, max_length=200)]


class SecondCallTable(PresenceTable):
    who: Key
    closed: ListedTable | None = None


class TieTable(_Table):
    article: Ref
    open: TieWay
    secret: TieWay
    who: Key | None = None


class BallotTable(_Table):
    article: Ref
    mode: Literal["open", "secret"]
    binding: bool = True
    kinds: Annotated[list[Key], Field(max_length=200)] = []


class AttestedTable(_Table):
    rule: Key
    article: Ref
    who: Key
    text: Texts


class NotJudgedTable(_Table):
    what: Literal["notice", "papers", "initiative", "draft_text", "review", "nomination", "rounds"]
    article: Ref


class StepTable(_Table):
    act: Literal["state_registration", "publication", "notification"]
    who: Key
    article: Ref


class OrganTable(_Table):
    name: Texts
    article: Ref
    quorum: PresenceTable | None = None
    second_call: SecondCallTable | None = None
    tie: TieTable | None = None
    ballots: Annotated[list[BallotTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []


class KindTable(_Table):
    organ: Key | None = None
    like: Key | None = None
    name: Texts = {}
    condition: RequirementTable | None = None
    quorum: PresenceTable | None = None
    tie: TieTable | None = None
    attested: Annotated[list[AttestedTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []
    next: Annotated[list[StepTable], Field(max_length=100)] = []


class ParagraphTable(_Table):
    number: Number
    text: Texts
    open: Texts | None = None


class ArticleTable(_Table):
    number: Number
    chapter: Annotated[str, Field(pattern=r"^[IVXLC]{1,8}$")] | None = None
    heading: Texts
    paragraph: Annotated[list[ParagraphTable], Field(min_length=1, max_length=500)]


class ChapterTable(_Table):
    number: Annotated[str, Field(pattern=r"^[IVXLC]{1,8}$")]
    heading: Texts


class OfficeTable(_Table):
    name: Texts


class DocumentTable(_Table):
    """The whole document."""

    key: DocumentKey
    version: Annotated[str, Field(min_length=1, max_length=40)]
    languages: Annotated[list[Language], Field(min_length=1, max_length=24)]
    authentic: Language
    title: Texts
    note: Texts | None = None
    chapter: Annotated[list[ChapterTable], Field(max_length=200)] = []
    article: Annotated[list[ArticleTable], Field(min_length=1, max_length=1000)]
    offices: Annotated[dict[Key, OfficeTable], Field(max_length=500)] = {}
    organs: Annotated[dict[Key, OrganTable], Field(min_length=1, max_length=100)]
    kinds: Annotated[dict[Key, KindTable], Field(max_length=500)] = {}
    fallback: Annotated[list[ListedTable], Field(max_length=100)] = []
