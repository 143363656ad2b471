"""The schema as a form: what a person may fill in at one place of a charter, and what the document then says there.

A form is of one rule: a table that cites a paragraph. Rules inside it have forms of their own and stay as they are. Everything comes
from the types of the tables; what they do not take apart is written as TOML (`raw`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from konfrans.charter.filling_values import (
    COMPARED,
    WAYS,
    Data,
    amount_shown,
    amount_taken,
    compared_shown,
    compared_taken,
    number_of,
    raw_of,
    share_meant,
    span_shown,
    span_taken,
    text_of,
    typed,
)
from konfrans.charter.law import Charter
from konfrans.charter.lines import Path
from konfrans.charter.reading import Things, hints, keys_of
from konfrans.charter.spans import UNITS, Lead, Span
from konfrans.charter.tables import Bounds, Reads, Refers, Table, Written
from konfrans.charter.toml_text import value_toml
from konfrans.charter.written import AmountForm


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a rule as it is filled in. `name` is unique in the form; `key` (`Tie.open`) is what its words are kept under."""

    name: str
    key: str
    sort: str
    """choice, several, number, words, languages, day, flag, amount, compared, span, table, rows, raw."""
    needed: bool
    value: Any
    choices: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    """What the choices are keys of: article, kind, organ …; empty where they are words of the schema."""
    inner: tuple[Field, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A sort of rule that a charter may have: where it stands (`organs.*.quorum`) and of which table."""

    pattern: Path
    shape: type[Table]
    stars: tuple[Literal["key", "row"], ...]
    """Of each `*`, whether it stands for a key of the charter's own or for a row of a list."""
    key: str
    """The key that it stands under: `Organ.quorum`."""


# where rules stand ----------------------------------------------------------------------------------------------------


def places() -> tuple[Place, ...]:
    """Every sort of rule, in the order of the schema; `*` stands for a key of the charter's own."""
    return tuple(_places(Charter, (), ()))


def _places(shape: type[Table], path: Path, stars: tuple[Literal["key", "row"], ...]) -> Iterator[Place]:
    for name, (kind, _needed) in keys_of(shape).items():
        if (shape, name) in _NO_RULE:
            continue
        inner, listed, keyed = _table_in(kind)
        if inner is None or inner is shape:
            continue
        star: tuple[Literal["key", "row"], ...] = ("key",) if keyed else ("row",) if listed and _cites(inner) else ()
        here: Path = (*path, name, *("*" for _star in star))
        if _cites(inner):
            yield Place(here, inner, (*stars, *star), _key(shape, name))
        yield from _places(inner, here, (*stars, *star))


_NO_RULE = {(Charter, name) for name in ("article", "chapter", "accepted", "example")}


def _table_in(kind: Any) -> tuple[type[Table] | None, bool, bool]:
    """The table that a type holds, whether in a list, whether by key."""
    if get_origin(kind) is Annotated:
        bare, *marks = get_args(kind)
        form = next((mark.form for mark in marks if isinstance(mark, Written)), None)
        if form is not None:
            return form, False, False
        if any(isinstance(mark, Reads) for mark in marks):
            return None, False, False
        return _table_in(bare)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return next((found for arm in get_args(kind) if (found := _table_in(arm))[0] is not None), (None, False, False))
    if origin is tuple:
        return _table_in(get_args(kind)[0])[0], True, False
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _table_in(get_args(kind)[1])[0], False, True
    return (kind, False, False) if isinstance(kind, type) and issubclass(kind, Table) else (None, False, False)


def _cites(shape: type[Table]) -> bool:
    return "article" in shape.FIELDS


def shape_at(path: Path) -> type[Table] | None:
    """The table that stands at a path of a document (`organs`, `council`, `ballots`, 0); None where none does."""
    shape: type[Table] | None = Charter
    at = 0
    while shape is not None and at < len(path):
        kinds = keys_of(shape)
        if path[at] not in kinds:
            return None
        shape, listed, keyed = _table_in(kinds[str(path[at])][0])
        at += 2 if listed or keyed else 1
        if (listed or keyed) and at <= len(path) and isinstance(path[at - 1], int) is not listed:
            return None
    return shape


# the form -------------------------------------------------------------------------------------------------------------


def fields_of(
    shape: type[Table], value: Mapping[str, Any], things: Things, languages: Sequence[str], sent: Data | None = None
) -> tuple[Field, ...]:
    """The fields of a rule, filled with what it says; with `sent`, with what was typed, whether or not it can be read."""
    return tuple(_Form(things, tuple(languages), sent).fields(shape, value, ""))


def filled(
    shape: type[Table], data: Data, old: Mapping[str, Any], things: Things, languages: Sequence[str]
) -> dict[str, Any]:
    """The rule as it was filled in; the rules inside it as they were. Whether it is sound, the reading of the charter says."""
    return _Form(things, tuple(languages)).taken(shape, data, old, "")


def taken_for(data: Data, languages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each share that was not written as a fraction, with the fraction that it was taken for."""
    found = []
    for name in data:
        at = name.removesuffix(".fraction")
        written = typed(data, name) if at != name and typed(data, f"{at}.way") in ("share", "times") else ""
        meant = share_meant(written, languages, typed(data, f"{at}.which") == "more_than") if written else ""
        found += [(written, meant)] if meant not in ("", written) else []
    return tuple(found)


def own_keys(shape: type[Table]) -> tuple[str, ...]:
    """The keys of a rule that its form has."""
    return tuple(name for name, _kind, _needed in _own_keys(shape))


class _Form:
    def __init__(self, things: Things, languages: tuple[str, ...], sent: Data | None = None) -> None:
        self.things, self.languages, self.sent = things, languages, sent

    def fields(self, shape: type[Table], value: Any, prefix: str) -> Iterator[Field]:
        value = value if isinstance(value, Mapping) else {}
        for name, kind, needed in _own_keys(shape):
            if name == COMPARED_KEY and _is_compared(shape):
                joined = any(name in value for name in ("all_of", "any_of"))
                shown = compared_shown(value)
                yield self._as_sent(
                    Field(prefix + name, _key(shape, name), "compared", not joined, shown, _ways(shown))
                )
            elif not (name in COMPARED and _is_compared(shape)):
                yield self._as_sent(self._field(prefix + name, _key(shape, name), kind, needed, value.get(name)))

    def _as_sent(self, field: Field) -> Field:
        """The field with what was typed into it."""
        if self.sent is None or field.sort in ("table", "rows"):
            return field
        if isinstance(field.value, Mapping):
            parts = ("which", "way", "number", "fraction", "of", "raw", "unit", *self.languages)
            given = {
                part: typed(self.sent, f"{field.name}.{part}") for part in parts if f"{field.name}.{part}" in self.sent
            }
            return replace(field, value={**field.value, **given})
        if field.sort == "several":
            return replace(field, value=tuple(text for text in self.sent.get(field.name, ()) if text))
        return replace(field, value=typed(self.sent, field.name)) if field.name in self.sent else field

    def _field(self, name: str, key: str, kind: Any, needed: bool, value: Any) -> Field:
        bare, marks = _bare(kind)
        referred = next((mark for mark in marks if isinstance(mark, Refers)), None)
        origin = get_origin(bare)
        if _is_amount(marks):
            return Field(name, key, "amount", needed, shown := amount_shown(value), _ways(shown))
        if referred is not None:
            return Field(name, key, "choice", needed, text_of(value), self._known(referred), referred.what)
        if origin is Literal or (isinstance(bare, type) and issubclass(bare, Enum)):
            return Field(name, key, "choice", needed, text_of(value), _literals(bare))
        if any(isinstance(mark, Reads) for mark in marks):
            return Field(name, key, "day" if _is_day(marks) else "words", needed, text_of(value))
        if bare is bool:
            return Field(name, key, "flag", needed, {True: "yes", False: "no"}.get(value, ""), ("yes", "no"))
        if bare is int:
            bounds = next((mark for mark in marks if isinstance(mark, Bounds)), Bounds(0, 1_000_000_000))
            return Field(name, key, "number", needed, text_of(value), least=bounds.least, most=bounds.most)
        if bare is str:
            return Field(name, key, "words", needed, text_of(value))
        if bare in (Lead, Span):
            return Field(name, key, "span", needed, span_shown(value), UNITS)
        inner, listed, keyed = _table_in(kind)
        if origin is tuple and inner is None:
            one, one_marks = _bare(get_args(bare)[0])
            several = next((mark for mark in one_marks if isinstance(mark, Refers)), None)
            if several is not None:
                chosen = tuple(map(str, value)) if isinstance(value, list) else ()
                return Field(name, key, "several", needed, chosen, self._known(several), several.what)
            if get_origin(one) is Literal:
                return Field(name, key, "several", needed, tuple(value or ()), _literals(one))
        if _is_texts(bare):
            shown = {code: text_of(value.get(code)) if isinstance(value, Mapping) else "" for code in self.languages}
            return Field(name, key, "languages", needed, shown)
        if inner is not None and not listed and not keyed:
            return Field(name, key, "table", needed, value, inner=tuple(self.fields(inner, value, name + ".")))
        if inner is not None and listed and not keyed:
            rows = [*(value if isinstance(value, list) else []), {}]
            if self.sent is not None:
                rows = [*rows[:-1], *({} for _row in range(200))][: max(1, _rows_of(self.sent, name))]
            return Field(
                name, key, "rows", needed, len(rows),
                rows=tuple(tuple(self.fields(inner, one, f"{name}.{at}.")) for at, one in enumerate(rows)),
            )  # fmt: skip
        return Field(name, key, "raw", needed, "" if value is None else value_toml(value))

    def _known(self, referred: Refers) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(one) for what in referred.what for one in self.things.get(what, ())))

    # back -----------------------------------------------------------------------------------------------------------

    def taken(self, shape: type[Table], data: Data, old: Any, prefix: str) -> dict[str, Any]:
        old = old if isinstance(old, Mapping) else {}
        own = {name: kind for name, kind, _needed in _own_keys(shape)}
        found: dict[str, Any] = {}
        # The order of the keys that were there stays, so that the text changes only where it has to.
        for name in [*old, *(name for name in own if name not in old)]:
            if name not in own:
                found[name] = old[name]
                continue
            if name in COMPARED and _is_compared(shape):
                # Both keys are one field; whichever of them was there gives it its place.
                found |= (
                    {} if found.keys() & set(COMPARED) else compared_taken(data, prefix + COMPARED_KEY, self.languages)
                )
                continue
            value = self._value(own[name], data, old.get(name), prefix + name)
            if value is not None:
                found[name] = value
        return found

    def _value(self, kind: Any, data: Data, old: Any, name: str) -> Any:
        bare, marks = _bare(kind)
        origin = get_origin(bare)
        if _is_amount(marks):
            return amount_taken(data, name, self.languages)
        if bare is bool:
            return {"yes": True, "no": False}.get(typed(data, name))
        if bare is int:
            return number_of(typed(data, name))
        if bare in (Lead, Span):
            return span_taken(data, name, old)
        inner, listed, keyed = _table_in(kind)
        one, one_marks = _bare(get_args(bare)[0]) if origin is tuple else (None, ())
        if inner is None and (any(isinstance(mark, Refers) for mark in one_marks) or get_origin(one) is Literal):
            chosen = [text for text in data.get(name, ()) if text]
            return [number_of(text) if one is int else text for text in chosen] or None
        if _is_texts(bare):
            texts = {code: text for code in self.languages if (text := typed(data, f"{name}.{code}"))}
            return texts or None
        if inner is not None and not listed and not keyed:
            return self.taken(inner, data, old, name + ".") or None
        if inner is not None and listed and not keyed:
            return self._rows(inner, data, old, name)
        if origin is Literal or bare is str or (isinstance(bare, type) and issubclass(bare, Enum)):
            return typed(data, name) or None
        reads = next((mark for mark in marks if isinstance(mark, Reads)), None)
        if reads is not None:
            text = typed(data, name)
            return number_of(text) if "integer" in reads.schema.get("type", ()) else text or None
        return raw_of(typed(data, name))

    def _rows(self, inner: type[Table], data: Data, old: Any, name: str) -> list[dict[str, Any]] | None:
        before = old if isinstance(old, list) else []
        rows = []
        for at in range(_rows_of(data, name)):
            row = self.taken(inner, data, before[at] if at < len(before) else {}, f"{name}.{at}.")
            if row and not typed(data, f"{name}.{at}.gone"):
                rows.append(row)
        return rows or None


def _rows_of(data: Data, name: str) -> int:
    count = typed(data, f"{name}.rows")
    return min(int(count), 200) if count.isascii() and count.isdigit() and len(count) < 9 else 0


COMPARED_KEY = "at_least"
"""Of the two keys that an amount is compared by, the one under which the form has it."""


def _is_compared(shape: type[Table]) -> bool:
    kinds = keys_of(shape)
    return all(name in kinds and _is_amount(_bare(kinds[name][0])[1]) for name in COMPARED)


def _ways(shown: Mapping[str, str]) -> tuple[str, ...]:
    """How an amount may be written in this form: as TOML only where it is one that no other way shows."""
    return WAYS if shown["way"] == "raw" else WAYS[:-1]


def _own_keys(shape: type[Table]) -> Iterator[tuple[str, Any, bool]]:
    """The keys that are filled in with a rule: all but the rules inside it, which have forms of their own."""
    for name, (kind, needed) in keys_of(shape).items():
        inner, _listed, _keyed = _table_in(kind)
        if inner is None or not _cites(inner):
            yield name, kind, needed


def _bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without its marks and without "or nothing"; and the marks."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *rest = get_args(kind)
            marks += tuple(rest)
        elif (
            get_origin(kind) in (Union, UnionType)
            and len(arms := [a for a in get_args(kind) if a is not type(None)]) == 1
        ):
            kind = arms[0]
        else:
            return kind, marks


def _is_amount(marks: Sequence[Any]) -> bool:
    return any(isinstance(mark, Written) and mark.form is AmountForm for mark in marks)


def _is_day(marks: Sequence[Any]) -> bool:
    return any(isinstance(mark, Reads) and mark.schema.get("format") == "date" for mark in marks)


def _is_texts(bare: Any) -> bool:
    origin = get_origin(bare)
    return isinstance(origin, type) and issubclass(origin, Mapping) and _bare(get_args(bare)[1])[0] is str


def _literals(bare: Any) -> tuple[str, ...]:
    return tuple(one.value for one in bare) if get_origin(bare) is not Literal else tuple(map(str, get_args(bare)))


def _key(shape: type[Table], name: str) -> str:
    """A key by the table that first has it: `Compared.at_least`."""
    owner = next((one for one in reversed(shape.__mro__) if name in get_annotations(one)), shape)
    return f"{owner.__name__.removesuffix('Form')}.{name}"


def bases() -> tuple[str, ...]:
    """What a share or a multiple may be of."""
    return _literals(_bare(hints(AmountForm)["of"])[0])
