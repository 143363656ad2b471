"""The text of a charter: chapters, articles, paragraphs, in every language that it declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from konfrans.charter.tables import NotInFile, Number, Roman, Size, Table, Texts, Wrong


class Paragraph(Table):
    """One paragraph of an article."""

    number: Number
    """Its number within the article."""
    text: Texts
    """The text, in each language."""
    open: Texts | None = None
    """What the drafters have not settled."""
    ref: Annotated[str, NotInFile()] = ""
    """How a rule cites it ("29.3")."""


class Article(Table):
    """An article: a heading and its paragraphs."""

    number: Number
    """Its number; articles are read in the order of their numbers."""
    chapter: Roman | None = None
    """The chapter that it belongs to; needed where there are chapters."""
    heading: Texts
    """The heading, in each language."""
    paragraph: Annotated[tuple[Paragraph, ...], Size(1, 500)]
    """Its paragraphs."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self.paragraph

    def faults(self) -> Iterator[Wrong]:
        seen: set[int] = set()
        for place, one in enumerate(self.paragraph):
            if one.number in seen:
                facts = {"what": "paragraph", "given": f"{self.number}.{one.number}"}
                yield "twice", ("paragraph", place, "number"), facts
            seen.add(one.number)

    def value(self) -> Any:
        ordered = sorted(self.paragraph, key=lambda one: one.number)
        return self.but(paragraph=tuple(one.but(ref=f"{self.number}.{one.number}") for one in ordered))


class Chapter(Table):
    """A chapter: a Roman number and a heading."""

    number: Roman
    """Its Roman number."""
    heading: Texts
    """The heading, in each language."""
    articles: Annotated[tuple[Article, ...], NotInFile()] = ()
    """The articles that name it, in order."""
