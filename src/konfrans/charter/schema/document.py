"""The whole document: articles with their text, and the rules beside them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from konfrans.charter.schema.decisions import KindTable, ListedTable
from konfrans.charter.schema.organs import OrganTable
from konfrans.charter.schema.plain import DocumentKey, Key, Language, Number, Table, Texts


class ParagraphTable(Table):
    number: Number
    text: Texts
    open: Texts | None = None


class ArticleTable(Table):
    number: Number
    chapter: Annotated[str, Field(pattern=r"^[IVXLC]{1,8}$")] | None = None
    heading: Texts
    paragraph: Annotated[list[ParagraphTable], Field(min_length=1, max_length=500)]


class ChapterTable(Table):
    number: Annotated[str, Field(pattern=r"^[IVXLC]{1,8}$")]
    heading: Texts


class OfficeTable(Table):
    name: Texts


class DocumentTable(Table):
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
