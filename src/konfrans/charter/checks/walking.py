"""Every table of a charter with the paragraph that it cites: what a check looks at without knowing what each table is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from konfrans.charter.amounts import Joined, Requirement
from konfrans.charter.law import Charter, SecondCall
from konfrans.charter.law.accepted import Accepted
from konfrans.charter.law.articles import Article, Chapter
from konfrans.charter.law.votes import Attested, NotJudged
from konfrans.charter.tables import Table

_PASSED_OVER = (Article, Chapter, Accepted)


@dataclass(frozen=True, slots=True)
class Found:
    """A table, or a requirement, with the paragraph that it cites: its own, else that of the nearest table around it."""

    value: Any
    article: str
    own: bool
    """Whether it cites the paragraph itself: it is a rule."""
    where: tuple[str, ...]
    """The names of the fields and keys that lead to it."""

    @property
    def kind(self) -> str | None:
        """The kind of decision that it belongs to, if it stands under one."""
        return self.where[1] if self.where[0] == "kinds" and len(self.where) > 1 else None


def tables_of(charter: Charter) -> Iterator[Found]:
    """Every table of a charter but for its text and what it accepts, the outermost first."""
    for name in charter.FIELDS:
        if name not in ("document", "sha256", "holidays"):
            yield from _within(getattr(charter, name), "", (name,))


def _within(value: Any, article: str, where: tuple[str, ...]) -> Iterator[Found]:
    if isinstance(value, _PASSED_OVER):
        return
    if isinstance(value, tuple):
        for one in value:
            yield from _within(one, article, where)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _within(one, article, (*where, str(key)))
    elif isinstance(value, Table | Requirement | Joined | SecondCall):
        cited = getattr(value, "article", None)
        if isinstance(value, SecondCall):
            article = value.quorum.article
        own = isinstance(cited, str) and bool(cited)
        article = cited if own and isinstance(cited, str) else article
        yield Found(value, article, own, where)
        for name in value.FIELDS if isinstance(value, Table) else [one.name for one in fields(value)]:
            yield from _within(getattr(value, name), article, (*where, name))


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a charter is law for a machine, and how much stays with people."""

    computed: int
    """Rules that the engine applies."""
    attested: int
    """Rules that a person attests, without which a verdict is incomplete."""
    not_judged: int
    """Things that an article asks for and no rule looks at."""
    paragraphs: int
    """Paragraphs of the charter, and those of them that a rule cites."""
    with_rule: int


def covered(charter: Charter) -> Covered:
    """Counts of the rules of a charter: each table that cites a paragraph is one."""
    rules = [one for one in tables_of(charter.but(example=(), accepted=())) if one.own]
    attested = sum(isinstance(one.value, Attested) for one in rules)
    not_judged = sum(isinstance(one.value, NotJudged) for one in rules)
    every = [paragraph.ref for article in charter.articles for paragraph in article.paragraphs]
    cited = {one.article for one in rules if not isinstance(one.value, NotJudged)}
    return Covered(
        len(rules) - attested - not_judged, attested, not_judged, len(every), sum(ref in cited for ref in every)
    )
