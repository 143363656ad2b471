"""A charter's rules as sentences: a template for each key of the schema, filled with what the charter says there.

The templates stand in `xx/rules_of_….toml`, by table and key; where a reason of a question has the sentence already, that one is taken
(`LENT`). A key that has a heading in `xx/mechanisms.toml` begins a mechanism of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from konfrans.charter.amounts import ALL, Base, Condition, Joined, Measure, Requirement, Share, Whose
from konfrans.charter.law import Charter, Listed
from konfrans.charter.law.force import When
from konfrans.charter.law.organs import SecondCall, SecondCallForm
from konfrans.charter.law.ranges import Range
from konfrans.charter.law.terms import FixedDay
from konfrans.charter.law.years import DayOfYear
from konfrans.charter.reading import hints
from konfrans.charter.spans import Ahead, Interval, Lead, Span
from konfrans.charter.tables import MUST, Refers, Table
from konfrans.charter.verdicts import Reason, Working
from konfrans.charter.words.dates import length
from konfrans.charter.words.language import Language
from konfrans.charter.words.parts import NBSP, fill
from konfrans.charter.written import PRESENCE

LENT: Mapping[str, str] = {
    "Convening.members": "convened_members.rule", "Organ.remote": "remote.met", "Remote.closed": "remote.not_met",
    "Organ.written": "written.met", "WrittenVote.closed": "written.not_met", "WrittenVote.objection": "written_objection.rule",
    "Kind.organ": "decides.met", "Demand.members": "demanded.rule", "Initiative.who": "may_propose.met", "Initiative.members": "members_may_propose.met",
    "Route.organ": "route.met", "Readings.number": "asks_readings.met", "Gate.who": "asks_yes.met", "Standstill.objection": "objections.rule",
    "Holder.offices": "seat_of_office.not_met", "Holder.categories": "seat_of_category.not_met", "Holder.groups": "seat_of_group.not_met",
    "Eligible.offices": "holds_office.not_met", "Eligible.not_offices": "not_office.not_met", "Election.tellers": "no_teller.not_met",
    "Election.proposed_by": "proposed.open", "Term.holding_over": "term_holds_over.met", "Term.recall": "term_no_recall.met",
}  # fmt: skip
"""Sentences of reasons that say a rule without a case."""
TAKEN: Mapping[str, str] = {"NotJudged.what": "items", "Step.act": "acts", "ArrearsStep.effect": "effects"}
"""Values whose words stand in another table."""
OUTSIDE = frozenset({"key", "article", "name", "text", "delegable_article", "tie_by", "fails_by"})
"""Fields that are texts, citations or places."""
_SLOT = re.compile(r"\{(\w+)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a rule: from which key, and whether it holds where nothing is written."""

    place: str
    text: str
    usual: bool


def headings() -> Mapping[str, str]:
    """The keys that begin a mechanism, in the order in which mechanisms are shown."""
    from konfrans.charter.words import speak

    return speak("en").of_rules("mechanisms")


def name_of(table: Any) -> str:
    return type(table).__name__


def fields_of(table: Any) -> Mapping[str, Any]:
    """The fields of a table, each with its default or `MUST`."""
    if isinstance(table, SecondCall):
        return {one.name: SecondCallForm.FIELDS.get(one.name, MUST) for one in fields(table)}
    return table.FIELDS if isinstance(table, Table) else {}


def is_table(value: Any) -> bool:
    return isinstance(value, SecondCall) or (isinstance(value, Table) and not isinstance(value, LEAVES))


LEAVES = (Lead, Span, DayOfYear, FixedDay, When, Ahead, Interval)
"""Tables that are said as one value."""


def is_tables(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(is_table, value))


def _is_nothing(value: Any) -> bool:
    return value is None or value == () or value == {}


class Rules:
    """The rules of one charter in one language, within the entries that a mechanism is about."""

    def __init__(self, words: Language, charter: Charter, about: tuple[tuple[str, str, Any], ...] = ()) -> None:
        self.words, self.charter, self.about = words, charter, about
        self.said = words.of_rules("rules")

    # what a mechanism is about ------------------------------------------------------------------------------------

    def subject(self) -> list[str]:
        """The names of what the mechanism is about: an organ, an ordinary session."""
        return [self._named(*one) for one in self.about]

    def _named(self, key: str, own: str, entry: Any) -> str:
        match key:
            case "Charter.kinds":
                return self.words.kind(own, self.charter)
            case "Charter.terms":
                return self._list(entry, "seats", entry.seats)
            case "Charter.admission":
                return self._list(entry, "categories", entry.categories)
            case "Organ.seats":
                return self._seat(own)
            case "Organ.convening":
                return str(self.said["sessions"][entry.session])
            case "Charter.arrears":
                return self._list(entry, "effect", entry.effect)
            case "Representation.titles" | "Representation.proxies":
                return str(self.said[key.partition(".")[2]][own])
        name = getattr(entry, "name", None)
        return self.words.choose(name, self.charter) if name else self.words.kinds["fee"]

    # sentences ----------------------------------------------------------------------------------------------------

    def clauses(self, key: str, value: Any, owner: Any) -> list[Clause]:
        """Every sentence of a mechanism, in the order of the schema."""
        return list(self._clauses(key, value, owner, ""))

    def _clauses(self, key: str, value: Any, owner: Any, place: str) -> Iterator[Clause]:
        if isinstance(value, Mapping) and all(map(is_table, value.values())):
            value = tuple(value.values())
        name = key.partition(".")[2]
        template = self._template(key, value, owner)
        used = frozenset(_SLOT.findall(template or ""))
        usual = fields_of(owner).get(name, MUST) == value and not _is_nothing(value)
        tables = value if is_tables(value) else (value,) if is_table(value) else ()
        several = is_tables(value) and len(used - {"n"}) != 1
        if template and not several:
            slots = self._across(value, *used) if is_tables(value) else self._slots(key, used, value, owner)
            yield Clause(place, self._whole(template, slots), usual)
        for number, table in enumerate(tables, 1):
            at = f"{place}[{number}]" if is_tables(value) else place
            if template and several and (len(tables) > 1 or "n" not in used):
                slots = {slot: self._slot(table, slot) for slot in used - {"n"}} | {"n": (str(number), number)}
                yield Clause(at, self._whole(template, slots), usual=False)
            yield from self._table(table, at, used)

    def _table(self, table: Any, place: str, used: frozenset[str]) -> Iterator[Clause]:
        keys = {name: f"{name_of(table)}.{name}" for name in fields_of(table) if name not in OUTSIDE}
        taken = set(used)
        for name, key in keys.items():
            taken |= set(_SLOT.findall(self._template(key, getattr(table, name), table) or "")) - {name, "it"}
        for name, key in keys.items():
            if name not in taken and key not in headings():
                yield from self._clauses(key, getattr(table, name), table, f"{place}.{name}")

    def _template(self, key: str, value: Any, owner: Any) -> str | None:
        """The sentence of a key for its value; None where it says none."""
        nothing = _is_nothing(value)
        if key == "Seat.office" and not owner.name:
            return None  # the seat is called by its office
        if key in LENT and not nothing:
            code, _dot, state = LENT[key].partition(".")
            return re.sub(r"\{(?!portion|Portion)\w+", "{it", self.words.of_reason(code)[state].rstrip(".") + ".")
        table, _dot, name = key.partition(".")
        found = self.said.get(table, {}).get(name)
        if isinstance(found, Mapping):
            said = found.get("none" if nothing else str(value).lower(), None if nothing else found.get("it"))
            return said or None
        return None if nothing else found

    def _slots(self, key: str, used: Iterable[str], value: Any, owner: Any) -> dict[str, tuple[str, Any]]:
        found: dict[str, tuple[str, Any]] = {}
        for slot in used:
            if slot.lower() == "portion":
                found[slot] = (self.words.portion(self._reason(value)), None)
            elif slot == "it":
                found[slot] = self._spoken(owner, key.partition(".")[2], value)
            else:
                table = value if slot in fields_of(value) or slot == "range" else owner
                found[slot] = self._slot(table, slot)
        return found

    def _slot(self, table: Any, slot: str) -> tuple[str, Any]:
        if slot == "range":
            return self._range(table), None
        if slot == "it":
            return self._of_table(table), None
        if slot in ("name", "text"):
            return self.words.choose(getattr(table, slot), self.charter), None
        return self._spoken(table, slot, getattr(table, slot))

    def _across(self, tables: tuple[Any, ...], slot: str) -> dict[str, tuple[str, Any]]:
        """What several tables say in one sentence."""
        said = [self._slot(table, slot)[0] for table in tables]
        return {slot: (("; " if slot == "it" else ", ").join(dict.fromkeys(one for one in said if one)), len(said))}

    def _whole(self, template: str, slots: Mapping[str, tuple[str, Any]]) -> str:
        text = fill(template, slots).strip()
        text = re.sub(r"\.\.$", ".", text)
        return self.words.capital(text).replace(NBSP, " ")

    # values -------------------------------------------------------------------------------------------------------

    def _spoken(self, owner: Any, name: str, value: Any) -> tuple[str, Any]:
        """A value in words, and the number that its noun follows."""
        found = self.said.get(name_of(owner), {}).get(name)
        forms = found if isinstance(found, Mapping) else {}
        if _is_nothing(value):
            return str(forms.get("none", "")), 1
        said = self._list(owner, name, value)
        return (forms["slot"].format(it=said) if "slot" in forms else said), value

    def _list(self, owner: Any, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            joined = "; " if any(isinstance(one, Range | Requirement | Joined) for one in value) else ", "
            return joined.join(dict.fromkeys(self._list(owner, name, one) for one in value))
        key = f"{name_of(owner)}.{name}"
        match value:
            case bool():
                return str(value)
            case str():
                return self._key(owner, name, key, value)
            case int():
                return self.words.months[str(value)] if name == "month" else self.words.number(value)
            case Decimal():
                return self._money(value)
            case date():
                return self.words.day(value)
            case Fraction():
                return str(self.said["Share"].get(str(value)) or self.words.fraction(value))
            case Requirement() | Joined():
                return self.condition(value)
            case Mapping():
                return ", ".join(f"{self._key(owner, name, key, one)} – {n}" for one, n in value.items())
            case Table():
                return self._of_table(value)
        return self.words.amount(value)

    def _of_table(self, value: Any) -> str:
        """A table that is one value: a length of time, a day, a row, whatever has a name."""
        said = self.said.get(name_of(value), {})
        match value:
            case Listed():
                return self._list(value, "kinds", value.kinds)
            case Lead():
                more = [
                    said[one]
                    for one in ("first_day", "ends_on_working_day")
                    if getattr(value, one, None) != value.FIELDS.get(one)
                ]
                return ", ".join((length(value, self.words.code), *more))
            case Ahead():
                ends = [
                    said[one].format(span=self._of_table(span))
                    for one in ("least", "most")
                    if (span := getattr(value, one))
                ]
                return str(said["and"]).join(ends)
            case DayOfYear() | FixedDay():
                day = f"{value.day} {self.words.months[str(value.month)]}"
                if isinstance(value, FixedDay) or not value.year:
                    return day
                return str(said["before" if value.year < 0 else "after"]).format(day=day, n=abs(value.year))
            case When():
                if value.date is not None:
                    return self.words.day(value.date)
                event = str(said["event"][value.event])
                return said["after"].format(event=event, span=self._of_table(value.after)) if value.after else event
        if "line" in said:
            used = _SLOT.findall(said["line"])
            return fill(said["line"], {slot: self._slot(value, slot) for slot in used})
        return self.words.choose(value.name, self.charter)

    def _range(self, row: Range) -> str:
        said, number = self.said["Range"], self.words.number
        if row.last is None:
            return str(said["from"].format(first=number(row.first)))
        form = "to" if not row.first else "between" if row.first < row.last else "one"
        return str(said[form].format(first=number(row.first), last=number(row.last)))

    def _money(self, value: Decimal) -> str:
        whole, _dot, rest = f"{value}".partition(".")
        code = self.charter.currency.code if self.charter.currency else ""
        return f"{self.words.number(int(whole))}{self.words.point if rest else ''}{rest} {code}".strip()

    def _key(self, owner: Any, name: str, key: str, value: str) -> str:
        """What a key of the charter stands for, by its name."""
        words, charter = self.words, self.charter
        if key in TAKEN:
            table = TAKEN[key]
            return (
                self.said[table][value]
                if table == "effects"
                else words.act(value)
                if table == "acts"
                else words.items[value]
            )
        if name in ("among", "substitute_of") or key == "Composed.seats":
            return self._seat(value)
        if key == "Charter.zone":
            return str(self.said["Charter"]["zones"].get(value, value))
        what = names_what(owner, name)
        match what[0] if what else "":
            case "kind" | "standard_kind":
                return words.kind(value, charter)
            case "office" | "organ" | "seat":
                return words.actor(value, charter)
            case "group" | "category" | "datum" | "fee":
                tables: dict[str, Mapping[str, Any]] = {
                    "group": charter.groups,
                    "category": charter.categories,
                    "datum": charter.data,
                    "fee": charter.fees,
                }
                return words.choose(tables[what[0]][value].name, charter)
        if key == "Recommended.instead":
            return next(
                words.choose(one.documents[value].name, charter) for one in charter.admission if value in one.documents
            )
        named: Any = charter.groups.get(value) or charter.categories.get(value)
        return words.choose(named.name, charter) if named else value

    def _seat(self, key: str) -> str:
        """A seat of the organ that the mechanism is about, without the organ's name."""
        organ = next(entry for at, _own, entry in self.about if at == "Charter.organs")
        seat = organ.seats[key]
        return self.words.choose(seat.name, self.charter) if seat.name else self.words.office(seat.office, self.charter)

    # requirements -------------------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> str:
        """A requirement as a sentence; of several, each, with the group that it is counted in."""
        if isinstance(condition, Joined):
            said = " ".join(self.condition(part) for part in condition.parts)
            return said if condition.every else str(self.said["Condition"]["any_of"]).format(said=said)
        reason = self._reason(condition)
        if condition.measure is Measure.VOTES:
            said = fill(self.words.of_reason("votes_for")["rule"], {
                "Portion": (self.words.capital(self.words.portion(reason)), None), "portion": (self.words.portion(reason), None),
            })  # fmt: skip
        elif condition.measure in (Measure.ASKING, Measure.FILLED):
            said = self.words.portion(reason)
        else:
            said = self.words.rule(reason, self.charter)
        return counted_in(said, condition.whose, self.words, self.charter)

    @staticmethod
    def _reason(one: Requirement) -> Reason:
        return reason_of(one)


def reason_of(one: Requirement) -> Reason:
    """A requirement as the reason that a vote would give, without the vote's numbers."""
    amount = one.amount
    share = amount if isinstance(amount, Share) and amount.of is not Base.NO else None
    return Reason(
        "quorum" if one.measure in PRESENCE else "majority", one.article, None, amount if isinstance(amount, int) else None, None,
        Working(strict=one.strict, measure=one.measure, share=share.fraction if share else None, base=share.of if share else None,
                amount=amount, whose=one.whose),
    )  # fmt: skip


def counted_in(said: str, whose: Whose, words: Language, charter: Charter) -> str:
    """The sentence with the group, and the weights, by which it is counted."""
    if whose == ALL:
        return said
    notes = [words.choose(charter.groups[whose.group].name, charter)] if whose.group else []
    notes += [words.of_rules("rules")["Condition"]["weighted"]] if whose.weighted else []
    first, dot, more = said.removesuffix(".").partition(". ")
    return f"{first} ({'; '.join(notes)}){dot}{more}{'.' if said.endswith('.') else ''}"


def names_what(table: Any, name: str) -> tuple[str, ...]:
    """What a field of a table names, where its value is a key of the charter."""
    shape: Any = SecondCallForm if isinstance(table, SecondCall) else type(table)
    return refers(hints(shape).get(name))


def refers(kind: Any) -> tuple[str, ...]:
    """What a type of a field names: an office, a kind of decision."""
    for mark in getattr(kind, "__metadata__", ()):
        if isinstance(mark, Refers):
            return mark.what
    return next((found for inner in get_args(kind) if (found := refers(inner))), ())
