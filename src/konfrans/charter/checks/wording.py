"""The words of the articles against the rules beside them, and the languages against each other: shares, numbers, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast, get_args

from konfrans.charter.amounts import Amount, Base, Measure, Pick, Requirement, Root, Shaped, Share
from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.checks.walking import Found, tables_of
from konfrans.charter.law import Charter, Organ, Paragraph
from konfrans.charter.law.sessions import SessionsAYear
from konfrans.charter.law.votes import Attested
from konfrans.charter.reading import hints
from konfrans.charter.spans import Lead
from konfrans.charter.tables import Refers, Table
from konfrans.charter.words.numbers import Read, Said, reader

NOT_IN_TEXT = frozenset({"size", "call", "year"})
"""Whole numbers that a table holds and no article has to say: the body's own size, which call it is, a year to count from."""


def wording(charter: Charter) -> Iterator[Finding]:
    """Every number that an article's words and its rule, or the words of two languages, do not share."""
    readers = {code: found for code in charter.languages if (found := reader(code)) is not None}
    needed: dict[str, list[tuple[Said, Found]]] = {}
    for table in tables_of(charter):
        for said in _stated(table):
            kept = needed.setdefault(table.article, [])
            if all(replace(said, bound=None) != replace(one, bound=None) for one, _table in kept):
                kept.append((said, table))
    for article in charter.articles:
        read_of = {
            paragraph.ref: {
                code: read(paragraph.text[code]) for code, read in readers.items() if code in paragraph.text
            }
            for paragraph in article.paragraphs
        }
        days = {
            code: tuple(one for texts in read_of.values() for one in texts.get(code, ()) if one.sort == "day")
            for code in readers
        }
        for paragraph in article.paragraphs:
            texts = read_of[paragraph.ref]
            yield from _against_rules(paragraph, needed.get(paragraph.ref, []), texts, days)
            yield from _against_each_other(paragraph, texts)
            yield from _against_itself(paragraph, texts)


def unread(charter: Charter) -> tuple[str, ...]:
    """The languages of a charter whose numbers nobody reads here."""
    return tuple(code for code in charter.languages if reader(code) is None)


class _Index:
    """What a text says, found by its number: two long texts are compared in the time that it takes to read them."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._found: dict[tuple[str, Fraction], dict[Said, None]] = {}
        self._units: set[str | None] = set()
        self._yearly = False
        for one in said:
            self._units.add(one.measure[0])
            self._yearly = self._yearly or one.yearly
            alike = replace(one, text="", start=0, end=0)
            for value in {one.value, one.measure[1]}:
                self._found.setdefault((one.sort, value), {})[alike] = None

    def agrees(self, one: Said) -> bool:
        """Whether the text says something that may mean the same.

        A number without a unit may be one of years, unless the text counts years: "two deputies for 3 years" are not 2 years.
        Once a year need not be said, unless the text says that it is more often.
        """
        if one.yearly and one.value == 1 and not self._yearly:
            return True
        values = {one.value, one.measure[1]}
        counted = one.unit is not None and one.measure[0] in self._units
        return any(
            one.agrees(other)
            for value in values
            for other in self._found.get((one.sort, value), ())
            if not counted or other.unit is not None
        )


def _against_rules(
    paragraph: Paragraph,
    needed: list[tuple[Said, Found]],
    texts: Mapping[str, tuple[Said, ...]],
    days: Mapping[str, tuple[Said, ...]],
) -> Iterator[Finding]:
    """A day of the year may stand in another paragraph of the same article: it cites none of its own."""
    said_here = {code: _Index(found) for code, found in texts.items()} if needed else {}
    said_near = {code: _Index(found) for code, found in days.items()} if needed else {}
    for said, table in needed:
        index = said_near if said.sort == "day" else said_here
        without = {code: found for code, found in texts.items() if not index[code].agrees(said)}
        if without:
            near = {
                code: tuple(one.text for one in found if one.sort == said.sort and not one.soft)
                for code, found in without.items()
            }
            facts = {"language": tuple(without), "place": ".".join(table.where), "needed": said, "alone": near}
            yield Finding("words_and_rule", Level.FAULT, paragraph.ref, (table.kind,) if table.kind else (), facts)


def _against_each_other(paragraph: Paragraph, texts: Mapping[str, tuple[Said, ...]]) -> Iterator[Finding]:
    indexes = {code: _Index(found) for code, found in texts.items()}
    alone = {
        code: tuple(
            one.text
            for one in found
            if not one.soft and any(not index.agrees(one) for other, index in indexes.items() if other != code)
        )
        for code, found in texts.items()
    }
    if any(alone.values()):
        yield Finding("languages_differ", Level.FAULT, paragraph.ref, facts={"alone": alone})


def _against_itself(paragraph: Paragraph, texts: Mapping[str, tuple[Said, ...]]) -> Iterator[Finding]:
    """“3 (four)”: digits and words beside them that say two numbers."""
    for code, found in texts.items():
        for one, two in pairwise(found):
            if (one.start, one.end) == (two.start, two.end) and one.value != two.value:
                facts = {"language": (code,), "said": (one.text,)}
                yield Finding("digits_and_words", Level.FAULT, paragraph.ref, facts=facts)


# what a table states --------------------------------------------------------------------------------------------------


def _stated(found: Found) -> Iterator[Said]:
    """The shares, whole numbers and lengths of time that a table states; a one need not be said."""
    value = found.value
    if isinstance(value, Requirement):
        # What more than so many ask or vote down may be said from the other side: “valid where at most a fifth object”.
        turned = value.strict and value.measure in (Measure.NO, Measure.ASKING)
        plain = isinstance(value.amount, int | Share) and not turned
        for said in _of_amount(value.amount, value.strict):
            yield replace(said, bound="least") if plain else said
    elif isinstance(value, Lead):
        yield Said("number", Fraction(value.number), str(value.number), value.unit)
    elif isinstance(value, SessionsAYear):
        yield Said("number", Fraction(value.a_year), str(value.a_year), yearly=True)
    elif isinstance(value, Table) and found.own and not isinstance(value, Organ | Attested):
        yield from _of_fields(value)
    month, day = getattr(value, "month", None), getattr(value, "day", None)
    if type(month) is int and type(day) is int:
        yield Said("day", Fraction(month * 100 + day), f"{day}.{month}")


def _of_amount(amount: Amount, strict: bool | None) -> Iterator[Said]:
    match amount:
        case int():
            least = amount + 1 if strict else amount
            if amount > 1 or least > 1:
                yield Said("number", Fraction(amount), str(amount))
        case Share(fraction=fraction, of=of):
            if of is not Base.NO and fraction <= 1:
                yield Said("share", fraction, str(fraction), strict=strict)
            elif fraction.denominator == 1 and fraction > 1:
                yield Said("number", fraction, str(fraction))
        case Root(times=times):
            if times.denominator == 1 and times > 1:
                yield Said("number", times, str(times))
        case Pick(among=among):
            for one in among:
                yield from _of_amount(one, strict)
        case Shaped():
            yield from _of_amount(amount.amount, None)
            for n in (abs(amount.plus), amount.floor or 0, amount.cap or 0):
                if n > 1:
                    yield Said("number", Fraction(n), str(n))


def _of_fields(table: Table) -> Iterator[Said]:
    """The whole numbers and shares among a table's own fields, where the file gives them."""
    types = hints(cast("Any", type(table)))
    for name, default in table.FIELDS.items():
        value = getattr(table, name)
        if name in NOT_IN_TEXT or value == default or name in ("month", "day"):
            continue
        if type(value) is int and value > 1 and not _refers(types[name]):
            yield Said("number", Fraction(value), str(value))
        elif type(value) is Fraction:
            yield Said("share", value, str(value))


def _refers(kind: Any) -> bool:
    """Whether a whole number names something, such as an article."""
    inside = get_args(kind)
    return any(isinstance(one, Refers) for one in inside) or any(_refers(one) for one in inside if get_args(one))


__all__ = ["Read", "unread", "wording"]
