"""A rule as a form: the fields of the engine with their words, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.filling import Field, bases
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
    set: bool = False
    """Whether the rule says something here: what it does not say is folded away."""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def id(self) -> str:
        return "f-" + self.field.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The fields of a rule: what it says, or has to say, and what it does not say."""

    shown: tuple[RuleField, ...]
    folded: tuple[RuleField, ...]


def rule_fields(fields: Sequence[Field], charter: Charter, words: Language) -> RuleFields:
    """The fields in the words of a language."""
    worded = [_worded(one, charter, words) for one in fields]
    return RuleFields(tuple(one for one in worded if one.set), tuple(one for one in worded if not one.set))


def _worded(field: Field, charter: Charter, words: Language) -> RuleField:
    said = words.of_filling()
    label = said["keys"].get(field.key) or said["keys"].get(field.key.partition(".")[2]) or field.key
    inner = rule_fields(field.inner, charter, words) if field.inner else None
    rows = tuple(rule_fields(row, charter, words) for row in field.rows)
    options: tuple[tuple[str, str, bool], ...] = ()
    if field.sort in ("choice", "several", "flag"):
        chosen = field.value if field.sort == "several" else (field.value,)
        known = [*field.choices, *(one for one in chosen if one and one not in field.choices)]
        named = [(one, _named(one, field, charter, words, said), one in chosen) for one in known]
        options = tuple(named if not field.what or "article" in field.what else sorted(named, key=lambda one: one[1]))
        if "article" in field.what:
            options = tuple(
                sorted(options, key=lambda one: tuple(map(int, one[0].split("."))) if "." in one[0] else (0, 0))
            )
    elif field.sort == "amount":
        options = tuple((way, said["values"]["way"][way], way == field.value["way"]) for way in field.choices)
    elif field.sort == "span":
        options = tuple((unit, said["keys"][unit], unit == field.value["unit"]) for unit in field.choices)
    of: tuple[tuple[str, str, bool], ...] = ()
    if field.sort == "amount":
        of = tuple((base, said["values"]["Amount.of"][base], base == field.value.get("of")) for base in bases())
    return RuleField(field, label, options, inner, rows, of, field.needed or _says(field))


def _says(field: Field) -> bool:
    match field.sort:
        case "amount":
            return bool(field.value["way"])
        case "span":
            return bool(field.value["number"])
        case "languages":
            return any(field.value.values())
        case "table":
            return any(_says(one) for one in field.inner)
        case "rows":
            return len(field.rows) > 1
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
