"""Which rule stands beside which paragraph: the rules of a document taken apart into sections, and put together again.

A rule is a table with an `article` ("21.1"). Works on the parsed document alone, so that it holds for every key of the
schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter.faults import ExchangeError
from konfrans.charter.lines import Path, key_name

Document = Mapping[str, Any]

HEAD = ("key", "version", "languages", "authentic", "title", "note")
"""What a document begins with, in this order."""

ANY_ORDER = ("kinds",)
"""Tables of named things that are found by their names alone."""

DEEPEST = 16
"""Lists and tables within one another; a charter needs half of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the rules, without the tables inside it that are sections themselves.

    `path` leads to it; a number, which is always last, is a place in a list, from 0. `ref` is the paragraph that it
    stands beside: the one that it cites, else the first that the tables inside it cite; None where there is none.
    """

    path: Path
    body: dict[str, Any]
    ref: str | None


def checked(document: Document) -> Document:
    """The document, if every form can hold it; else `ExchangeError`.

    Every form holds text, whole numbers, true and false, lists and tables.
    """
    stack: list[tuple[Path, Any]] = [((), document)]
    while stack:
        path, at = stack.pop()
        if isinstance(at, str):
            if any("\ud800" <= sign <= "\udfff" for sign in at):
                raise ExchangeError("exchange_text", key=key_name(path))
        elif isinstance(at, dict | list):
            if len(path) > DEEPEST:
                raise ExchangeError("exchange_deep", most=DEEPEST)
            inner: Iterable[tuple[str | int, Any]] = at.items() if isinstance(at, dict) else enumerate(at)
            stack += [((*path, key), value) for key, value in inner]
            stack += [((*path, key), key) for key in at if isinstance(at, dict)]
        elif not isinstance(at, int):
            raise ExchangeError("exchange_value", key=key_name(path), given=type(at).__name__)
    return document


# the text of the law --------------------------------------------------------------------------------------------------


def has_articles(document: Document) -> bool:
    """Whether chapters and articles have the shape of a charter; if not, they are tables like all others."""
    articles, chapters = document.get("article"), document.get("chapter", [{}])
    return (
        is_tables(articles)
        and is_tables(chapters)
        and all(isinstance(one, dict) and is_tables(one.get("paragraph")) for one in articles or ())
    )


def refs_of(document: Document) -> list[str]:
    """The paragraphs as rules cite them, in the order of the document."""
    if not has_articles(document):
        return []
    return [
        f"{article.get('number')}.{one.get('number')}"
        for article in document["article"]
        for one in article["paragraph"]
    ]


def is_tables(value: Any) -> bool:
    """Whether this is a list of tables, with one at least."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def is_texts(value: Any, languages: Iterable[str]) -> bool:
    """Whether this is one text in several languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(key in languages and isinstance(text, str) for key, text in value.items())
    )


def languages_of(document: Document) -> tuple[str, ...]:
    """The languages that the document declares; none where it declares none properly."""
    found = document.get("languages")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


# the rules ------------------------------------------------------------------------------------------------------------


def head_of(document: Document) -> dict[str, Any]:
    """What stands at the beginning: all that is neither the text of the law nor a section."""
    languages, text = languages_of(document), has_articles(document)
    found = {
        key: document[key] for key in HEAD if key in document and not _is_section(document[key], languages, top=True)
    }
    more = {key: value for key, value in document.items() if not _is_section(value, languages, top=True)}
    return found | {key: value for key, value in more.items() if not (text and key in ("chapter", "article"))}


def sections_of(document: Document) -> list[Section]:
    """The rules and all else that is neither text of the law nor head, each once, in the order of the document."""
    taking = _Taking(document)
    text = has_articles(document)
    return [
        section
        for key, value in document.items()
        if not (text and key in ("chapter", "article")) and _is_section(value, taking.languages, top=True)
        for section in taking.value((key,), value, document)
    ]


def placed(sections: Iterable[Section], refs: Iterable[str]) -> list[tuple[int, Section]]:
    """The sections in the order in which every form writes them, each with the place of its paragraph among `refs`; -1 where it has none.

    Things that are named (organs, the seats of an organ, fees …) keep their order, which may say which rule comes first, as the items
    of a list do: one whose paragraph comes earlier stands no earlier than the one before it. Kinds of decisions do not: their order
    says nothing, and they are spread over all articles.
    """
    found = list(sections)
    places: dict[str, int] = {}
    for place, ref in enumerate(refs):
        places.setdefault(ref, place)
    kept = _Kept(found)
    each = [(kept.place(one.path, -1 if one.ref is None else places[one.ref]), one) for one in found]
    return sorted(each, key=lambda one: (one[0], kept.rank(one[1].path) if one[0] >= 0 else ()))


class _Kept:
    """Finds places that keep the order of what is named and of lists; asked for one section after the other, as they stand in the document."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._free: set[Path] = {()}
        """Tables whose keys are those of the schema, or of which the order says nothing."""
        for path in (one.path for one in sections):
            self._free.add(path[:-2] if isinstance(path[-1], int) else path)
        self._least: dict[Path, int] = {}
        """Nothing of this name begins before this: where the one before it begins."""
        self._begins: dict[Path, int] = {}
        self._number: dict[Path, int] = {}
        """Which one in its table."""
        self._last: dict[Path, Path] = {}
        """Which one a table held last."""
        self._items: dict[Path, int] = {}
        """Where the last item of a list stands."""

    def place(self, path: Path, own: int) -> int:
        """The place of a section: its own, or a later one where something has to stand before it."""
        named = [path[:length] for length in range(1, len(path) + 1) if self._keeps(path, length)]
        for one in named:
            if one not in self._least:
                before = self._last.get(one[:-1])
                self._least[one] = -1 if before is None else self._begins[before]
                self._number[one] = 0 if before is None else self._number[before] + 1
                self._last[one[:-1]] = one
        found = max([own, *(self._least[one] for one in named)])
        if isinstance(path[-1], int):
            found = self._items[path[:-1]] = max(found, self._items.get(path[:-1], -1))
        for one in named:
            self._begins[one] = min(found, self._begins.get(one, found))
        return found

    def rank(self, path: Path) -> tuple[int | str, ...]:
        """What sections of one place are sorted by: the order that is kept, else the names of keys."""
        return tuple(
            self._number[path[: at + 1]] if self._keeps(path, at + 1) else step for at, step in enumerate(path)
        )

    def _keeps(self, path: Path, length: int) -> bool:
        """Whether the last of so many steps names a thing that keeps its place among others."""
        return isinstance(path[length - 1], str) and path[0] not in ANY_ORDER and path[: length - 1] not in self._free


class _Taking:
    """Takes tables apart; knows the paragraphs, which decide where a section stands."""

    def __init__(self, document: Document) -> None:
        self.languages = languages_of(document)
        self._order: dict[str, int] = {}
        for ref in refs_of(document):
            self._order.setdefault(ref, len(self._order))

    def value(self, path: Path, value: Any, siblings: Document) -> Iterator[Section]:
        if isinstance(value, list):
            for place, one in enumerate(value):
                yield Section((*path, place), one, self._cited(one))
            return
        inner = {key: one for key, one in value.items() if _is_section(one, self.languages)}
        own = {key: one for key, one in value.items() if key not in inner}
        if own or not inner:
            yield Section(path, own, self._ref(value) or self._ref_of_like(value, siblings))
        for key, one in inner.items():
            yield from self.value((*path, key), one, value)

    def _ref(self, table: Document) -> str | None:
        """The paragraph that a table cites, else the first that its tables cite, else the first that its lists cite."""
        own = table.get("article")
        if isinstance(own, str) and own in self._order:
            return own
        tables = [one for one in table.values() if isinstance(one, dict)]
        listed = [one for value in table.values() if is_tables(value) for one in value]
        return self._first(self._ref(one) for one in tables) or self._first(self._cited(one) for one in listed)

    def _cited(self, value: Any) -> str | None:
        """The paragraph that a table cites, or the first cited anywhere inside."""
        if isinstance(value, dict):
            own = value.get("article")
            if isinstance(own, str) and own in self._order:
                return own
            return self._first(self._cited(one) for one in value.values())
        return self._first(self._cited(one) for one in value) if isinstance(value, list) else None

    def _first(self, refs: Iterable[str | None]) -> str | None:
        return min((ref for ref in refs if ref is not None), key=self._order.__getitem__, default=None)

    def _ref_of_like(self, table: Document, siblings: Document) -> str | None:
        """A kind that is `like` another and cites nothing stands with that one."""
        like = table.get("like")
        other = siblings.get(like) if isinstance(like, str) else None
        return self._ref(other) if isinstance(other, dict) else None


def _is_section(value: Any, languages: tuple[str, ...], *, top: bool = False) -> bool:
    """Whether a value stands under a header of its own: it cites an article or holds texts, or is a table of the top."""
    if is_texts(value, languages):
        return False
    if isinstance(value, dict):
        return top or _stands(value, languages)
    return is_tables(value) and (top or any(_stands(one, languages) for one in value))


def _stands(value: Any, languages: tuple[str, ...]) -> bool:
    if isinstance(value, dict):
        if isinstance(value.get("article"), str) or is_texts(value, languages):
            return True
        return any(_stands(one, languages) for one in value.values())
    return isinstance(value, list) and any(_stands(one, languages) for one in value)


def cited_in(value: Any) -> Iterator[str]:
    """Every paragraph that is cited anywhere inside."""
    if isinstance(value, dict):
        own = value.get("article")
        if isinstance(own, str):
            yield own
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from cited_in(one)


# together again -------------------------------------------------------------------------------------------------------

_STEP = re.compile(r"([A-Za-z0-9_-]+)(?:\[([1-9][0-9]{0,4})\])?")


def path_name(path: Path) -> str:
    """A path as it is written beside a rule: `organs.general_assembly.ballots[2]`; places count from 1."""
    return key_name(path)


def read_path(name: str) -> Path | None:
    """The path that is written so; None for what is none."""
    path: Path = ()
    for step in name.split("."):
        found = _STEP.fullmatch(step)
        if found is None or (path and isinstance(path[-1], int)):
            return None
        path += (found[1],) if found[2] is None else (found[1], int(found[2]) - 1)
    return path


def put_together(found: Iterable[tuple[Path, Mapping[str, Any]]]) -> dict[str, Any]:
    """The tables whose sections these are. `ExchangeError` where two claim one place or a list has a gap."""
    document: dict[str, Any] = {}
    lists: dict[Path, dict[int, Mapping[str, Any]]] = {}
    for path, body in found:
        outer, last = path[:-1], path[-1]
        if isinstance(last, int):
            if outer not in lists:
                _claim(_table_at(document, outer[:-1]), outer, [])
            places = lists.setdefault(outer, {})
            if last in places:
                raise ExchangeError("exchange_twice", key=path_name(path))
            places[last] = body
        else:
            table = _table_at(document, path)
            for key, value in body.items():
                _claim(table, (*path, key), value)
    for path, places in lists.items():
        if sorted(places) != list(range(len(places))):
            raise ExchangeError("exchange_gap", key=path_name(path))
        _table_at(document, path[:-1])[str(path[-1])] += [places[place] for place in range(len(places))]
    return document


def _claim(table: dict[str, Any], path: Path, value: Any) -> None:
    if path[-1] in table:
        raise ExchangeError("exchange_twice", key=path_name(path))
    table[str(path[-1])] = value


def _table_at(document: dict[str, Any], path: Path) -> dict[str, Any]:
    at = document
    for place, step in enumerate(path):
        at = at.setdefault(str(step), {})
        if not isinstance(at, dict):
            raise ExchangeError("exchange_twice", key=path_name(path[: place + 1]))
    return at
