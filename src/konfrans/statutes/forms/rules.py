"""A rule as a form: the fields of the engine with their words, and what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.faults import Fault, LawError
from konfrans.charter.filling import Field, bases
from konfrans.charter.filling_values import COMPARED
from konfrans.charter.lines import Path, path_of
from konfrans.charter.words.language import Language

SHORT = 70


@dataclass(frozen=True, slots=True)
class RuleField:
    """A field with its label and, of a choice, each value with its words."""

    field: Field
    label: str
    options: tuple[tuple[str, str, bool], ...] = ()
    inner: RuleFields | None = None
    rows: tuple[RuleFields, ...] = ()
    bases: tuple[tuple[str, str, bool], ...] = ()
    compared: tuple[tuple[str, str, bool], ...] = ()
    """What an amount may be compared by."""
    set: bool = False
    """Whether the rule says something here: what it does not say is folded away."""
    errors: tuple[str, ...] = ()
    """What is wrong with what was written here, and what to do."""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def id(self) -> str:
        return "f-" + self.field.name.replace(".", "-")

    def wrong(self) -> Iterator[RuleField]:
        """This field, or those inside it, as far as something is wrong."""
        if self.errors:
            yield self
        for fields in (*([self.inner] if self.inner else []), *self.rows):
            yield from fields.wrong()


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The fields of a rule: what it says, or has to say, and what it does not say."""

    shown: tuple[RuleField, ...]
    folded: tuple[RuleField, ...]
    elsewhere: tuple[str, ...] = ()
    """What is wrong in no field of the form."""

    def wrong(self) -> Iterator[RuleField]:
        """The fields in which something is wrong."""
        for one in self.shown:
            yield from one.wrong()


def rule_fields(
    fields: Sequence[Field], charter: Charter, words: Language, faults: Iterable[Fault] = (), path: Path = ()
) -> RuleFields:
    """The fields in the words of a language, each with the faults that stand in it; `path` is the place of the rule."""
    left = _Left(words, faults, path)
    made = _worded_all(fields, charter, words, left)
    return replace(made, elsewhere=left.elsewhere())


class _Left:
    """The faults of a rule that have not found their field yet, by the name of the field that they belong to."""

    def __init__(self, words: Language, faults: Iterable[Fault], path: Path) -> None:
        self.words, self.here = words, len(path)
        self.faults: list[tuple[str, Fault]] = []
        self.others: list[Fault] = []
        for one in faults:
            found = path_of(one.key)
            if found[: self.here] != path:
                self.others.append(one)
                continue
            inner = [*map(str, found[self.here :])]
            inner += [str(one.facts["missing"])] if one.code == "missing_key" else []
            inner += ["at_least"] if one.code == "comparison" else []
            self.faults.append((".".join(inner), one))

    def taken(self, *names: str, sort: str = "") -> tuple[str, ...]:
        """What is wrong at these places and inside them."""
        found = [one for at, one in self.faults if any(at == name or at.startswith(name + ".") for name in names)]
        self.faults = [pair for pair in self.faults if pair[1] not in found]
        said = [fault_words(one, self.words, sort) for one in found]
        return tuple(dict.fromkeys(said))

    def elsewhere(self) -> tuple[str, ...]:
        inside = [fault_words(one, self.words) for _at, one in self.faults]
        outside = [" ".join(self.words.fault(replace(one, line=0))).strip() for one in self.others]
        return tuple(dict.fromkeys([*inside, *outside]))


def fault_words(fault: Fault, words: Language, sort: str = "") -> str:
    """What is wrong and what to do, for somebody before a form; the sentences of the engine speak of a file where the form has none of
    its own.
    """
    said = words.of_filling()["faults"]
    amount = sort in ("amount", "compared") and fault.code == "missing_key"
    own = said["amount_missing"] if amount else said.get(fault.code)
    if own is None:
        return " ".join(words.error(LawError(fault.code, **fault.facts))).strip()
    return str(own).format_map(words.fault_facts(fault.facts)).strip()


def _worded_all(fields: Sequence[Field], charter: Charter, words: Language, left: _Left) -> RuleFields:
    worded = [_worded(one, charter, words, left) for one in fields]
    return RuleFields(tuple(one for one in worded if one.set), tuple(one for one in worded if not one.set))


def _worded(field: Field, charter: Charter, words: Language, left: _Left) -> RuleField:
    said = words.of_filling()
    label = said["keys"].get(field.key) or said["keys"].get(field.key.partition(".")[2]) or field.key
    inner = _worded_all(field.inner, charter, words, left) if field.inner else None
    rows = tuple(_worded_all(row, charter, words, left) for row in field.rows)
    options: tuple[tuple[str, str, bool], ...] = ()
    compared: tuple[tuple[str, str, bool], ...] = ()
    of: tuple[tuple[str, str, bool], ...] = ()
    names = [field.name]
    if field.sort in ("choice", "several", "flag"):
        chosen = field.value if field.sort == "several" else (field.value,)
        known = [*field.choices, *(one for one in chosen if one and one not in field.choices)]
        named = [(one, _named(one, field, charter, words, said), one in chosen) for one in known]
        options = tuple(named if not field.what or "article" in field.what else sorted(named, key=lambda one: one[1]))
        if "article" in field.what:
            options = tuple(sorted(options, key=lambda one: _in_order(one[0])))
    elif field.sort in ("amount", "compared"):
        options = tuple((way, said["values"]["way"][way], way == field.value["way"]) for way in field.choices)
        of = tuple((base, said["values"]["Amount.of"][base], base == field.value.get("of")) for base in bases())
    elif field.sort == "span":
        options = tuple((unit, said["keys"][unit], unit == field.value["unit"]) for unit in field.choices)
    if field.sort == "compared":
        label = said["keys"]["compared"]
        compared = tuple((one, said["keys"][one], one == field.value["which"]) for one in COMPARED)
        names.append(field.name.removesuffix("at_least") + "more_than")
    errors = left.taken(*names, sort=field.sort)
    wrong = bool(errors) or any(any(part.wrong()) for part in (*([inner] if inner else []), *rows))
    return RuleField(field, label, options, inner, rows, of, compared, field.needed or _says(field) or wrong, errors)


def _in_order(ref: str) -> tuple[int, ...]:
    parts = ref.split(".")
    return tuple(map(int, parts)) if len(parts) == 2 and all(part.isdigit() for part in parts) else (0, 0)


def _says(field: Field) -> bool:
    match field.sort:
        case "amount" | "compared":
            return bool(field.value["way"])
        case "span":
            return bool(field.value["number"])
        case "languages":
            return any(field.value.values())
        case "table":
            return any(_says(one) for one in field.inner)
        case "rows":
            return len(field.rows) > 1 or any(_says(one) for row in field.rows for one in row)
        case _:
            return bool(field.value)


def _named(value: str, field: Field, charter: Charter, words: Language, said: Mapping[str, Any]) -> str:
    """What a value is called: by the words of the schema, or by the name that the charter gives it."""
    if not field.what:
        known = said["values"].get(field.key, {})
        return str(known.get(value) or said["values"].get(value) or value)
    if "article" in field.what:
        return _paragraph(value, charter, words)
    if {"kind", "standard_kind"} & set(field.what):
        return words.kind(value, charter)
    if "article_number" in field.what:
        found = next((one for one in charter.article if str(one.number) == value), None)
        return f"{value} · {words.choose(found.heading, charter)}" if found else value
    for table in (charter.categories, charter.groups, charter.data, charter.fees, charter.elections):
        if value in table and not {"organ", "office"} & set(field.what):
            return words.choose(table[value].name, charter)
    organ, _dot, seat = value.partition(".")
    if seat and organ in charter.organs:
        found_seat = charter.organs[organ].seats.get(seat)
        named = words.choose(found_seat.name, charter) if found_seat and found_seat.name else seat
        if found_seat and not found_seat.name and found_seat.office:
            named = words.office(found_seat.office, charter)
        return f"{words.actor(organ, charter)} · {named}"
    return words.actor(value, charter) if value in charter.organs or value in charter.offices else value


def _paragraph(ref: str, charter: Charter, words: Language) -> str:
    for article in charter.article:
        for paragraph in article.paragraphs:
            if paragraph.ref == ref:
                text = words.choose(paragraph.text, charter)
                number = ref.replace(".", "(") + ")"
                return f"{number} · {text[:SHORT]}{'…' if len(text) > SHORT else ''}"
    return ref


def rule_data(data: Any) -> dict[str, list[str]]:
    """What was sent, by name, each with all its values."""
    return {name: data.getlist(name) for name in data}
