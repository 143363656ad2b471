"""Least steps: every value of a document that a rule decides on, changed by as little as can be written.

The types of the tables say what a value is; from them follows what stands next to it:

- a whole number: one more, one less; a day: the next, the one before; a decimal: one more or less in its last place;
- a fraction: the nearest below and above among those with denominators to ten, or to its own where that is larger;
- a choice of up to four: each other one; of more (bases, measures): the one before and the one after in their list;
- yes or no: the other, also where it is left out and the default stands; so for choices and numbers with a default;
- a comparison: `at_least` for `more_than` and back, which makes half of "more than half"; `all_of` for `any_of`, `greater_of` for
  `lesser_of` likewise; a period: the unit before and after as well;
- a list: without one of its entries; documents in ranks: two neighbours changed about;
- a table that may be left out: left out.

Texts, names, keys, numbers of articles and what no rule decides on (`NOT_DECIDED`) stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from konfrans.charter.faults import Misread
from konfrans.charter.law import Article, Chapter, Charter, Group, NotJudged, Office, Organ
from konfrans.charter.law.accepted import Accepted
from konfrans.charter.law.examples import Example
from konfrans.charter.lines import Path
from konfrans.charter.reading import Things, keys_of
from konfrans.charter.spans import UNITS, Lead
from konfrans.charter.tables import MUST, Bounds, Done, Reads, Refers, Table, Written, read_day

NOT_DECIDED: tuple[type[Table], ...] = (Accepted, Article, Chapter, Example, Group, NotJudged, Office)
"""Tables of text and names, what articles ask that no rule computes, and what drafters say about a rule."""
NOT_STEPPED = frozenset({(Charter, "languages"), (Organ, "size"), (Organ, "several")})
"""Keys that no rule decides on: which languages there are, for what size a charter is checked, whether facts name one of several."""
IN_ORDER = frozenset({"documents"})
"""Lists of tables whose order decides."""
PAIRS = (("at_least", "more_than"), ("all_of", "any_of"), ("greater_of", "lesser_of"))
FEW = 4
"""A choice of so many has no order: each of the others stands next to it."""
ANY_KEY = "any_key"
"""Under this name the `things` of a search hold what a key could be that refers to nothing by its type."""
SMALLEST = 10
"""Fractions with denominators to this are what statutes write."""


class KeyName(str):
    """A key that stands in place of another: a step changes what a table says by it."""

    __slots__ = ()


class _Gone:
    def __repr__(self) -> str:
        return "left out"


GONE = _Gone()
"""What stands for a value that is left out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One least change: the value at `path` is `new` in place of `old`; it is made by putting `value` at `at`."""

    path: Path
    old: Any
    new: Any
    at: Path
    value: Any

    def made(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document with the change; what it does not touch is shared with the one given."""
        return _put(document, self.at, self.value)  # type: ignore[no-any-return]


def _put(found: Any, at: Path, value: Any) -> Any:
    if not at:
        return value
    key, rest = at[0], at[1:]
    made: Any = dict(found) if isinstance(found, Mapping) else list(found)
    if rest:
        made[key] = _put(found.get(key, {}) if isinstance(found, Mapping) else found[key], rest, value)
    elif value is GONE:
        del made[key]
    else:
        made[key] = value
    return made


def steps(shape: type[Table], found: Mapping[str, Any], *, things: Things | None = None) -> Iterator[Step]:
    """Every least step of a document of this shape. With `things`, a search goes further: what a value refers to is changed for each
    other such thing, a day for the other days of the document and the days before them, entries of tables are left out, and what is
    left out is filled in."""
    return _Steps(things, tuple(sorted(set(_days(found)))) if things is not None else ()).of_table(shape, found, ())


def _days(found: Any) -> Iterator[date]:
    inner = found.values() if isinstance(found, Mapping) else found if isinstance(found, list | tuple) else ()
    for one in inner:
        yield from _days(one)
    try:
        yield read_day(found)
    except Misread:
        return


def _set(path: Path, old: Any, new: Any) -> Step:
    return Step(path, old, new, path, new)


@dataclass(frozen=True, slots=True)
class _Steps:
    things: Things | None
    days: tuple[date, ...] = ()

    # by type ----------------------------------------------------------------------------------------------------------

    def of(self, kind: Any, found: Any, path: Path) -> Iterator[Step]:
        marks: tuple[Any, ...] = ()
        if get_origin(kind) is Annotated:
            kind, *rest = get_args(kind)
            marks = tuple(rest)
        for mark in marks:
            if isinstance(mark, Reads):
                yield from (_set(path, found, new) for new in _of_reading(mark.read, found, self.days))
                return
            if isinstance(mark, Written):
                yield from self.of_table(mark.form, found, path)
                return
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            yield from self._of_union(kind, marks, found, path)
        elif origin is Literal or (isinstance(kind, type) and issubclass(kind, Enum)):
            known = get_args(kind) if origin is Literal else [one.value for one in kind]
            yield from (_set(path, found, new) for new in _others(known, found))
        elif origin is tuple and isinstance(found, list | tuple):
            yield from self._of_list(get_args(kind)[0], found, path)
        elif origin is not None and issubclass(origin, Mapping) and isinstance(found, Mapping):
            for key, inner in found.items():
                yield from self.of(get_args(kind)[1], inner, (*path, key))
                if self.things is not None:
                    yield Step((*path, key), inner, GONE, (*path, key), GONE)
        elif isinstance(kind, type) and issubclass(kind, Table):
            yield from self.of_table(kind, found, path)
        else:
            yield from (_set(path, found, new) for new in self._of_plain(kind, marks, found))

    def _of_union(self, kind: Any, marks: tuple[Any, ...], found: Any, path: Path) -> Iterator[Step]:
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        for arm in arms:
            bare = get_args(arm)[0] if get_origin(arm) is Annotated else arm
            table = isinstance(bare, type) and issubclass(bare, Table)
            if len(arms) == 1 or bare is type(found) or (table and isinstance(found, Mapping)):
                yield from self.of(Annotated[(arm, *marks)] if marks else arm, found, path)
                return

    def _of_list(self, kind: Any, found: Sequence[Any], path: Path) -> Iterator[Step]:
        if _shape(kind) in NOT_DECIDED:
            return
        for place, inner in enumerate(found):
            yield from self.of(kind, inner, (*path, place))
        for place, inner in enumerate(found):
            without = [*found[:place], *found[place + 1 :]]
            yield Step((*path, place), inner, GONE, path, without)
        for place in range(1, len(found) if path[-1] in IN_ORDER else 0):
            about = [*found[: place - 1], found[place], found[place - 1], *found[place + 1 :]]
            yield Step((*path, place), found[place], found[place - 1], path, about)
        refers = _refers(kind)
        if refers is not None and self.things is not None:
            for one in _named(refers, self.things):
                if one not in found:
                    yield Step((*path, len(found)), GONE, one, path, [*found, one])

    def of_table(self, shape: type[Table], found: Any, path: Path) -> Iterator[Step]:
        try:
            whole = shape.spelled(found)
        except Misread:
            return
        if type(whole) is Done:
            if type(found) is int:
                yield from (_set(path, found, new) for new in (found - 1, found + 1))
            return
        if shape in NOT_DECIDED or not isinstance(whole, Mapping):
            return
        for step in self._of_keys(shape, whole, path):
            if whole is found:
                yield step
            else:  # a shorter spelling: the change is to what it stands for
                yield Step(step.path, step.old, step.new, path, _put(whole, step.at[len(path) :], step.value))

    def _of_keys(self, shape: type[Table], whole: Mapping[str, Any], path: Path) -> Iterator[Step]:
        keys = keys_of(shape)
        for one, other in _pairs(shape):
            if one in keys and other in keys and one in whole and other not in whole:
                turned = {other if key == one else key: value for key, value in whole.items()}
                yield Step((*path, one), KeyName(one), KeyName(other), path, turned)
        for name, (kind, needed) in keys.items():
            inner = (*path, name)
            if (shape, name) in NOT_STEPPED:
                continue
            if name in whole:
                yield from self.of(kind, whole[name], inner)
                if not needed and _shape(kind) is not None:
                    yield Step(inner, whole[name], GONE, inner, GONE)
            elif (default := _written(shape.FIELDS[name])) is not None:
                yield from self.of(kind, default, inner)
            elif self.things is not None and not needed:
                yield from (Step(inner, GONE, value, inner, value) for value in self._filled(kind))

    # values -----------------------------------------------------------------------------------------------------------

    def _of_plain(self, kind: Any, marks: tuple[Any, ...], found: Any) -> Iterator[Any]:
        refers = next((mark for mark in marks if isinstance(mark, Refers)), None)
        if refers is not None:
            if self.things is not None:
                yield from (one for one in _named(refers, self.things) if one != found)
        elif kind is str and self.things is not None and any(getattr(mark, "form", "") == "key" for mark in marks):
            yield from (one for one in _named(Refers((ANY_KEY,)), self.things) if one != found)
        elif kind is bool and type(found) is bool:
            yield not found
        elif kind is int and type(found) is int:
            bounds = next((mark for mark in marks if isinstance(mark, Bounds)), None)
            for new in (found - 1, found + 1):
                if bounds is None or bounds.least <= new <= bounds.most:
                    yield new

    def _filled(self, kind: Any) -> Iterator[Any]:
        """What could stand where nothing does, for a search."""
        while get_origin(kind) in (Annotated, Union, UnionType):
            refers = _refers(kind)
            if refers is not None:
                yield from _named(refers, self.things or {})
                return
            kind = next(arm for arm in get_args(kind) if arm is not type(None))
        if kind is bool:
            yield from (True, False)
        elif kind is int:
            yield from (0, 1, 2)
        elif get_origin(kind) is Literal:
            yield from get_args(kind)
        elif get_origin(kind) is tuple:
            yield from ([one] for one in self._filled(get_args(kind)[0]))


def _pairs(shape: type[Table]) -> Iterator[tuple[str, str]]:
    pairs = [*PAIRS, *pairwise(UNITS)] if issubclass(shape, Lead) else PAIRS
    for one, other in pairs:
        yield one, other
        yield other, one


def _shape(kind: Any) -> type[Table] | None:
    """The table that a type speaks of: a table, one that may be left out, or the form of a value."""
    if get_origin(kind) is Annotated:
        bare, *marks = get_args(kind)
        return next((mark.form for mark in marks if isinstance(mark, Written)), None) or _shape(bare)
    if get_origin(kind) in (Union, UnionType):
        found = [_shape(arm) for arm in get_args(kind) if arm is not type(None)]
        return found[0] if len(found) == 1 else None
    return kind if isinstance(kind, type) and issubclass(kind, Table) else None


def _refers(kind: Any) -> Refers | None:
    marks = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((mark for mark in marks if isinstance(mark, Refers)), None)


def _named(refers: Refers, things: Things) -> list[Any]:
    return sorted({one for what in refers.what for one in things.get(what, ())}, key=str)


def _others(known: Sequence[Any], found: Any) -> list[Any]:
    if found not in known:
        return []
    if len(known) <= FEW:
        return [one for one in known if one != found]
    place = list(known).index(found)
    return [known[near] for near in (place - 1, place + 1) if 0 <= near < len(known)]


def _written(default: Any) -> Any:
    """A default as a file would write it; None where nothing stands by default."""
    if default is MUST or default is None or default == ():
        return None
    if isinstance(default, Enum):
        return default.value
    if isinstance(default, bool | int | str):
        return default
    if isinstance(default, Decimal | Fraction):
        return str(default)
    return {} if isinstance(default, Table) else None


def _of_reading(read: Callable[[Any], Any], found: Any, days: Sequence[date] = ()) -> Iterator[Any]:
    """What stands next to a value that a function reads: a fraction, a day, a decimal. What it refuses is left out."""
    try:
        value = read(found)
    except Misread:
        return
    near: list[Any] = []
    if isinstance(value, Fraction):
        near = [f"{one.numerator}/{one.denominator}" for one in nearest_fractions(value)]
    elif isinstance(value, date):
        numbers = [value.toordinal() + more for more in (-1, 1)]
        numbers += [day.toordinal() - less for day in days if day != value for less in (0, 1)]
        near = [date.fromordinal(max(1, number)).isoformat() for number in numbers]
    elif isinstance(value, Decimal):
        last = Decimal(1).scaleb(int(value.as_tuple().exponent))
        near = [str(value - last), str(value + last)]
    for one in near:
        try:
            read(one)
        except Misread:
            continue
        yield one


def nearest_fractions(value: Fraction) -> tuple[Fraction, ...]:
    """The nearest fraction below (above 0) and above, with denominators to ten or to its own: 5/8 and 7/10 for 2/3."""
    below = range(1, max(SMALLEST, value.denominator) + 1)
    less = max(Fraction(ceil(value * one) - 1, one) for one in below)
    more = min(Fraction(floor(value * one) + 1, one) for one in below)
    return (less, more) if less > 0 else (more,)
