"""A charter made ready to be held against others: its written values, by the names under which they are found in every charter."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from konfrans.charter.comparison.mechanisms import MAIN, Mechanism, Place, main_organ, place_of, places
from konfrans.charter.law import Charter, Listed
from konfrans.charter.tables import Table, plain
from konfrans.charter.words.rules import names_what

TEXTS = frozenset({"name", "text", "heading", "title", "note", "open", "reason"})
CITATIONS = frozenset({"article", "delegable_article", "tie_by", "fails_by"})
OUTSIDE = frozenset(
    {"key", "version", "languages", "authentic", "title", "note", "chapter", "article", "example", "accepted"}
)
"""What of a document is no mechanism."""
OF_VOTES = frozenset({"condition", "quorum"})
"""What is compared by the votes that pass, not by how it is written."""
IN_ORDER = frozenset({"Acting.posts"})
"""Lists of names of which the order is part of the rule."""

EACH_BY_ITSELF = {
    "Charter.fallback": "kinds", "Organ.ballots": "kinds", "Organ.draft_texts": "kinds", "Organ.powers": "kinds",
    "Organ.composition": "groups",
}  # fmt: skip
"""Lists in which one entry on several names says what several entries on one name each do."""


class Side:
    """One charter of several: its fields and mechanisms, and every value that is written, by name."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        self.main = main_organ(charter)
        fields = places(charter)
        self.places = {place.twin: place for place in fields.values()}
        self.mechanisms = {one.within.twin: one.within for one in fields.values() if one.within is not None}
        self.paths: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._field: dict[str, Place] = {}
        for path, value in self._values(fields):
            found = place_of(path, fields)
            assert found is not None, path
            at, place = found
            name = place.twin + path[len(at) :]
            self.paths[name], self._written[name], self._field[name] = path, value, place

    def _values(self, fields: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
        """Every value of the document, and which organ decides on a kind where the document leaves it open."""
        found = dict(leaves(tomllib.loads(self.charter.document)))
        yield from found.items()
        for path, place in fields.items():
            if place.key == "Kind.organ" and place.within is not None and path not in found:
                yield path, place.value

    def field(self, name: str) -> Place | None:
        """The field that a written value belongs to; None where nothing is written under this name."""
        return self._field.get(name)

    def written(self, name: str) -> str:
        """What is written, or what holds where nothing is; empty where there is nothing to hold."""
        if name in self._written or name not in self.places:
            return self._written.get(name, "")
        value = self.places[name].value
        if isinstance(value, Table):
            return "true"
        return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | str) else ""

    def meant(self, name: str) -> Any:
        """What is written, in the names of every charter: what two charters mean alike is equal."""
        found = self.value(self.places[name]) if name in self.places else None
        return found if isinstance(found, str | frozenset) else self.written(name)

    def value(self, place: Place) -> Any:
        """The value of a field; the main organ is called as in every charter, names of which the order says nothing are a set."""
        what = names_what(place.owner, place.name)
        value = place.value
        if isinstance(value, Listed):
            return frozenset(value.kinds)
        if isinstance(value, tuple) and what and place.key not in IN_ORDER:
            return frozenset(self.called(one, what) for one in value)
        return self.called(value, what) if isinstance(value, str) else value

    def called(self, value: Any, what: tuple[str, ...]) -> Any:
        """A name as in every charter: the main organ by its own, a seat by its office, where it has one."""
        if not {"organ", "seat"} & set(what):
            return value
        organ, _dot, seat = str(value).partition(".")
        office = self.charter.organs[organ].seats[seat].office if seat and "seat" in what else None
        return office or (MAIN + value[len(self.main) :] if organ == self.main else value)

    @staticmethod
    def entries(mechanism: Mechanism | None) -> frozenset[tuple[str, str]]:
        """What the entries of a list say, one name each: two paragraphs on one kind each say what one on both does."""
        if mechanism is None or mechanism.key not in EACH_BY_ITSELF:
            return frozenset()
        field, found = EACH_BY_ITSELF[mechanism.key], set()
        for entry in mechanism.value:
            said = {name: value for name, value in plain(entry).items() if name not in CITATIONS}
            found |= {(repr(sorted(said.items())), one) for one in said.pop(field, [""])}
        return frozenset(found)

    def holders(self, mechanism: Mechanism) -> frozenset[str]:
        """Whose term a mechanism is about: the offices, and the seats that have none."""
        seats = [seat for key, _own, entry in mechanism.about if key == "Charter.terms" for seat in entry.seats]
        return frozenset(self.called(seat, ("seat",)) for seat in seats)


def leaves(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every value that a rule of a document rests on, by its place: `organs.assembly.convening[1].notice.before.days`, "21".

    Texts, citations and what is compared by votes are left out; entries of lists are numbered from 1. A rule that says no more than its
    paragraph is "true".
    """
    for key, value in document.items():
        if key not in OUTSIDE:
            yield from _leaves(value, key)


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        of_votes = place.startswith(("kinds.", "organs.")) and place.count(".") == 1
        inside = [
            leaf
            for key, inner in value.items()
            if not (_is_text(key, inner) or key in CITATIONS or (of_votes and key in OF_VOTES))
            for leaf in _leaves(inner, f"{place}.{key}")
        ]
        yield from inside or ([(place, "true")] if "article" in value else [])
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{place}[{number}]")
    elif isinstance(value, list):
        yield place, ", ".join(map(str, value))
    elif place.endswith(".presentation"):
        yield place, "true"
    else:
        yield place, str(value).lower() if isinstance(value, bool) else str(value)


def _is_text(key: str, value: Any) -> bool:
    """Whether it is a text; `open` is one of a paragraph, and a way of voting elsewhere."""
    return key in TEXTS and (key != "open" or isinstance(value, Mapping))
