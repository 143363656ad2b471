"""Keys, texts and numbers as every table of a charter document uses them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
DocumentKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
Ref = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}$")]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Texts = dict[Language, Words]
Number = Annotated[int, Field(ge=1, le=9999)]
Whole = Annotated[int, Field(ge=1, le=1_000_000_000)]


class Table(BaseModel):
    """A table of the document: no key beside those named, no type bent into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True, defer_build=True)
