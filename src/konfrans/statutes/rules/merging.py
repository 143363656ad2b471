"""Two who write at once: articles and paragraphs are known by what they are, not by the number that they have at the moment.

In the state that was read every article and paragraph has its number as its name. Whoever puts in or takes out a paragraph moves
numbers, never names: so what both wrote is brought together by names, and numbered anew at the end. Values alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from konfrans.charter.rewriting import Conflict, Merged, differences, merged
from konfrans.statutes.rules.editing import CITING, Document, Path, cited_anew, next_number, numbered, wordings
from konfrans.statutes.rules.places import places_of
from konfrans.statutes.rules.suggesting import numbers_of
from konfrans.statutes.rules.words_apart import ALIKE, likeness

THEIRS, MINE = 1_000_000, 2_000_000
"""From these on the names of what is new are counted: in the states since, in the change itself. No number is as large."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the articles (by number) and paragraphs (by both numbers) of a document."""

    articles: Mapping[int, int] = field(default_factory=dict)
    paragraphs: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def article(self, name: int) -> int | None:
        """The number of an article; None where it is no more."""
        return next((number for number, one in self.articles.items() if one == name), None)

    def paragraph(self, article: int, name: int) -> int | None:
        """The number of a paragraph of the article of that name; None where it is no more."""
        own = self.article(article)
        found = (number for (of, number), one in self.paragraphs.items() if of == own and one == name)
        return next(found, None) if own is not None else None


def _pairs(document: Mapping[str, Any]) -> Iterator[tuple[Document, list[Document]]]:
    for article in numbered(document, "article"):
        yield article, numbered(article, "paragraph")


def is_regular(document: Mapping[str, Any]) -> bool:
    """Whether every article and paragraph has a number of its own, so that it can be known."""
    rows = [document.get("article", [])]
    rows += [one.get("paragraph", []) for one in rows[0] if isinstance(one, dict)] if isinstance(rows[0], list) else []
    for each in rows:
        if not isinstance(each, list) or not all(isinstance(one, dict) for one in each):
            return False
        numbers = [one.get("number") for one in each]
        if len({*numbers} if all(type(one) is int for one in numbers) else ()) != len(numbers):
            return False
    return True


def names_at_first(document: Mapping[str, Any]) -> Names:
    """The names in the state that was read: the numbers."""
    return Names(
        {one["number"]: one["number"] for one, _rows in _pairs(document)},
        {(one["number"], row["number"]): row["number"] for one, rows in _pairs(document) for row in rows},
    )


def names_after(documents: Iterable[Mapping[str, Any]], fresh: int = THEIRS) -> Names:
    """The names in the last of some states that followed one another, the first of which was read."""
    states = iter(documents)
    before = next(states)
    names = names_at_first(before)
    for state in states:
        names, fresh = _followed(names, before, state, fresh)
        before = state
    return names


def _followed(names: Names, old: Mapping[str, Any], new: Mapping[str, Any], fresh: int) -> tuple[Names, int]:
    """The names one state later."""
    was = {one["number"]: rows for one, rows in _pairs(old)}
    articles: dict[int, int] = {}
    paragraphs: dict[tuple[int, int], int] = {}
    for one, rows in _pairs(new):
        number = one["number"]
        before = was.get(number, [])
        if number in names.articles:
            articles[number] = names.articles[number]
        else:
            articles[number], fresh = fresh, fresh + 1
        for row, other in zip(rows, _same_rows(before, rows), strict=True):
            if other is not None and (number, other) in names.paragraphs:
                paragraphs[number, row["number"]] = names.paragraphs[number, other]
            else:
                paragraphs[number, row["number"]], fresh = fresh, fresh + 1
    return Names(articles, paragraphs), fresh


def _same_rows(old: Sequence[Document], new: Sequence[Document]) -> list[int | None]:
    """For each new paragraph the number of the old one that it is. The order stays; between two that are known again, what was
    written anew is known by its place."""
    texts = (
        ["\n".join(wordings(one, "text").values()) for one in old],
        ["\n".join(wordings(one, "text").values()) for one in new],
    )
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, two, i, j) for j, two in enumerate(texts[1])] for i, one in enumerate(texts[0])]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0)
    found: list[int | None] = [None] * len(new)
    i = j = 0
    gap: tuple[list[int], list[int]] = ([], [])
    while i < len(old) or j < len(new):
        both = i < len(old) and j < len(new)
        if both and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found[j] = old[i]["number"]
            _by_place(found, old, gap)
            i, j, gap = i + 1, j + 1, ([], [])
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            gap[0].append(i)
            i += 1
        else:
            gap[1].append(j)
            j += 1
    _by_place(found, old, gap)
    return found


def _by_place(found: list[int | None], old: Sequence[Document], gap: tuple[list[int], list[int]]) -> None:
    for i, j in zip(*gap, strict=False):
        found[j] = old[i]["number"]


def _alike(one: str, two: str, i: int, j: int) -> float:
    share = 1.0 if one == two else likeness(one, two) if one and two else 0.0
    return share + (0.01 if i == j else 0.0) if share >= ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Marked:
    """The articles and paragraphs of a document before it is changed: they are the same afterwards, whatever they say."""

    rows: Mapping[int, int]
    kept: tuple[Document, ...]


def marked(document: Document) -> Marked:
    rows = [row for one, inner in _pairs(document) for row in (one, *inner)]
    return Marked({id(row): row["number"] for row in rows}, tuple(rows))


def names_of_marked(document: Document, before: Marked) -> Names:
    """The names in a document that was changed."""
    fresh = iter(range(MINE, MINE + MINE))
    articles = {}
    paragraphs = {}
    for one, rows in _pairs(document):
        articles[one["number"]] = before.rows.get(id(one)) or next(fresh)
        for row in rows:
            paragraphs[one["number"], row["number"]] = before.rows.get(id(row)) or next(fresh)
    return Names(articles, paragraphs)


def brought_together(base: Document, mine: tuple[Document, Names], theirs: tuple[Document, Names]) -> Merged:
    """My change of `base` put onto theirs. Where an article or a paragraph has no number of its own, all are known by their places."""
    if not all(is_regular(one) for one in (base, mine[0], theirs[0])):
        return merged(base, mine[0], theirs[0])
    named = [_named(*mine), _named(*theirs)]
    together = merged(base, *named)
    lost = _lost(together.document, named)
    conflicts = [_told(one, mine[1], theirs[1]) for one in together.conflicts]
    conflicts += [_told(Conflict(*one), mine[1], theirs[1]) for one in _taken_out(lost, base, named)]
    return Merged(_numbered(together.document, mine[1], theirs[1]), tuple(conflicts))


def places_changed(old: Document, new: Document, names: Names | None = None) -> tuple[str, ...]:
    """The paragraphs and rules that a change concerned; those whose number alone is another are none of them."""
    if not (is_regular(old) and is_regular(new)):
        return places_of(differences(old, new), new)
    known = names or names_after((old, new))
    return places_of((_path(one, known) for one in differences(old, _named(new, known))), new)


def place_now(place: str, names: Names) -> str:
    """Where a paragraph or an article stands in a later state; of one that is no more, the article, or the whole draft. A rule stays."""
    numbers = numbers_of(place)
    if numbers is None:
        return place
    article = names.article(numbers[0])
    if article is None:
        return ""
    paragraph = names.paragraph(numbers[0], numbers[1]) if numbers[1] is not None else None
    return str(article) if paragraph is None else f"{article}.{paragraph}"


def _named(document: Document, names: Names) -> Document:
    """The document with names for numbers."""
    found = deepcopy(document)
    for one, rows in _pairs(found):
        for row in rows:
            row["number"] = names.paragraphs.get((one["number"], row["number"]), row["number"])
        one["number"] = names.articles.get(one["number"], one["number"])

    def cite(ref: str) -> str:
        place = _ref(ref)
        if place is None or place[0] not in names.articles:
            return ref
        article = names.articles[place[0]]
        return f"{article}.{names.paragraphs.get(place, place[1])}"

    cited_anew(found, cite)
    return found


def _ref(ref: str) -> tuple[int, int] | None:
    own, _dot, number = ref.partition(".")
    return (
        (int(own), int(number)) if own.isascii() and own.isdigit() and number.isascii() and number.isdigit() else None
    )


def _numbered(document: Document, mine: Names, theirs: Names) -> Document:
    """The document with numbers for names: theirs, what only I have in its place between them."""
    articles: dict[int, int] = {}
    paragraphs: dict[tuple[int, int], int] = {}
    kept = [theirs.article(one["number"]) for one, _rows in _pairs(document)]
    taken: list[Document] = [{"number": number} for number in kept if number is not None]
    for (one, rows), number in zip(_pairs(document), kept, strict=True):
        name = one["number"]
        if number is None:
            number = mine.article(name)
            if number is None or any(number == other["number"] for other in taken):
                number = next_number(taken)
            taken.append({"number": number})
        articles[name] = number
        order = [row["number"] for row in rows]
        for names in (theirs, mine):
            numbers = [names.paragraph(name, each) for each in order]
            own = names.article(name)
            if None not in numbers and len(numbers) == sum(of == own for of, _number in names.paragraphs):
                break
        else:
            numbers = list(range(1, len(order) + 1))
        paragraphs |= {(name, each): number or 0 for each, number in zip(order, numbers, strict=True)}
    return _named(document, Names(articles, paragraphs))


def _citations(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in CITING and isinstance(inner, str):
                yield inner
            else:
                yield from _citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _citations(inner)


def _lost(document: Document, sides: Sequence[Document]) -> set[str]:
    """Paragraphs that a rule cites and that are no more, though neither of the two left a rule without its paragraph."""
    return _dangling(document) - _dangling(sides[0]) - _dangling(sides[1])


def _dangling(document: Document) -> set[str]:
    there = {f"{one['number']}.{row['number']}" for one, rows in _pairs(document) for row in rows}
    return {ref for ref in _citations(document) if _ref(ref) and ref not in there}


def _taken_out(lost: set[str], base: Document, sides: Sequence[Document]) -> Iterator[tuple[Path, Any, Any, Any]]:
    for ref in sorted(lost):
        article, number = _ref(ref) or (0, 0)
        was, mine, theirs = (_paragraph(one, article, number) for one in (base, *sides))
        yield ("article", article, "paragraph", number), was, mine, theirs


def _paragraph(document: Document, article: int, number: int) -> Document | None:
    rows = (row for one, inner in _pairs(document) if one["number"] == article for row in inner)
    return next((row for row in rows if row["number"] == number), None)


def _path(path: Path, names: Names) -> Path:
    """A path with the numbers that articles and paragraphs have now; of one that is no more, that it had."""
    if path[:1] != ("article",) or len(path) < 2 or not isinstance(path[1], int):
        return path
    name = path[1]
    found: list[str | int] = ["article", names.article(name) or name, *path[2:]]
    if path[2:3] == ("paragraph",) and len(path) > 3 and isinstance(path[3], int):
        found[3] = names.paragraph(name, path[3]) or path[3]
    return tuple(found)


def _told(conflict: Conflict, mine: Names, theirs: Names) -> Conflict:
    """A conflict at the numbers that everybody sees: theirs."""
    return Conflict(
        _path(conflict.path, theirs), conflict.base, _value(conflict.mine, mine), _value(conflict.theirs, theirs)
    )


def _value(value: Any, names: Names) -> Any:
    """A value as it was written: its citations by number again."""
    found = deepcopy(value)

    def cite(ref: str) -> str:
        place = _ref(ref)
        if place is None:
            return ref
        return f"{names.article(place[0]) or place[0]}.{names.paragraph(*place) or place[1]}"

    cited_anew(found, cite)
    return found
