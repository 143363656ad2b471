"""From the checked tables of a document to frozen values of law."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from konfrans.charter import law
from konfrans.charter.amounts import (
    Amount,
    Base,
    Condition,
    Joined,
    Measure,
    Pick,
    Requirement,
    Root,
    Shaped,
    Share,
)

if TYPE_CHECKING:
    from konfrans.charter import schema


def build(table: schema.DocumentTable, *, document: str, sha256: str) -> law.Charter:
    """Values from tables whose references have been checked; articles come in the order of their numbers."""
    return law.Charter(
        key=table.key,
        version=table.version,
        languages=tuple(table.languages),
        authentic=table.authentic,
        title=table.title,
        note=table.note,
        offices={key: office.name for key, office in table.offices.items()},
        organs={key: _organ(key, organ) for key, organ in table.organs.items()},
        kinds={key: _kind(key, kind, next(iter(table.organs))) for key, kind in table.kinds.items()},
        fallbacks=tuple(law.Fallback(one.article, tuple(one.kinds)) for one in table.fallback),
        chapters=_chapters(table),
        document=document,
        sha256=sha256,
    )


def _chapters(table: schema.DocumentTable) -> tuple[law.Chapter, ...]:
    articles = sorted(table.article, key=lambda article: article.number)
    if not table.chapter:
        return (law.Chapter("", {}, tuple(_article(one) for one in articles)),)
    return tuple(
        law.Chapter(
            number=chapter.number,
            heading=chapter.heading,
            articles=tuple(_article(one) for one in articles if one.chapter == chapter.number),
        )
        for chapter in table.chapter
    )


def _article(table: schema.ArticleTable) -> law.Article:
    paragraphs = tuple(
        law.Paragraph(number=one.number, text=one.text, open=one.open, ref=f"{table.number}.{one.number}")
        for one in sorted(table.paragraph, key=lambda paragraph: paragraph.number)
    )
    return law.Article(number=table.number, heading=table.heading, paragraphs=paragraphs)


def _organ(key: str, table: schema.OrganTable) -> law.Organ:
    second = table.second_call
    return law.Organ(
        key=key,
        name=table.name,
        article=table.article,
        quorum=_requirement(table.quorum),
        second_call=None
        if second is None
        else law.SecondCall(
            quorum=_requirement_of(second),
            who=second.who,
            closed_to=tuple(second.closed.kinds) if second.closed else (),
            closed_by=second.closed.article if second.closed else None,
        ),
        tie=_tie(table.tie),
        ballots=tuple(law.Ballot(one.article, one.mode, one.binding, tuple(one.kinds)) for one in table.ballots),
        not_judged=tuple(law.NotJudged(one.what, one.article) for one in table.not_judged),
    )


def _kind(key: str, table: schema.KindTable, first_organ: str) -> law.Kind:
    return law.Kind(
        key=key,
        organ=table.organ or first_organ,
        like=table.like,
        name=table.name,
        condition=_condition(table.condition),
        quorum=_requirement(table.quorum),
        tie=_tie(table.tie),
        attested=tuple(law.Attested(one.rule, one.article, one.who, one.text) for one in table.attested),
        not_judged=tuple(law.NotJudged(one.what, one.article) for one in table.not_judged),
        next=tuple(law.Step(one.act, one.who, one.article) for one in table.next),
    )


def _tie(table: schema.TieTable | None) -> law.Tie | None:
    return None if table is None else law.Tie(table.article, table.open, table.secret, table.who)


def _requirement(table: schema.RequirementTable | None) -> Requirement | None:
    return None if table is None else _requirement_of(table)


def _condition(table: schema.ConditionTable | None) -> Condition | None:
    return None if table is None else _condition_of(table)


def _condition_of(table: schema.ConditionTable) -> Condition:
    for every, parts in ((True, table.all_of), (False, table.any_of)):
        if parts is not None:
            return Joined(every, tuple(_condition_of(part) for part in parts))
    return _requirement_of(table)


def _requirement_of(table: schema.RequirementTable | schema.ConditionTable) -> Requirement:
    amount = table.more_than if table.at_least is None else table.at_least
    assert amount is not None and table.article is not None  # the schema asks for both
    return Requirement(
        table.article, Measure(table.measure), _amount(amount), strict=table.at_least is None,
    )  # fmt: skip


def _amount(table: schema.AmountTable) -> Amount:
    amount = _bare(table)
    shaped = (table.plus or 0, table.round or "none", table.floor, table.cap)
    return amount if shaped == (0, "none", None, None) else Shaped(amount, *shaped)


def _bare(table: schema.AmountTable) -> Amount:
    if table.whole is not None:
        return table.whole
    if table.root_of is not None:
        return Root(table.times or Fraction(1), Base(table.root_of))
    if table.greater_of is not None:
        return Pick("greater", tuple(_amount(one) for one in table.greater_of))
    if table.lesser_of is not None:
        return Pick("lesser", tuple(_amount(one) for one in table.lesser_of))
    fraction = table.times if table.share is None else table.share
    assert fraction is not None and table.of is not None  # the schema asks for both
    return Share(fraction, Base(table.of))
