"""Facts as words: days, numbers, money, the names of what keys of a charter stand for; and rows of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from konfrans.charter.amounts import Measure
from konfrans.charter.money import parts_of
from konfrans.charter.words.parts import NBSP, fill

if TYPE_CHECKING:
    from konfrans.charter.law import Charter
    from konfrans.charter.verdicts import Next, Reason, Verdict
    from konfrans.charter.words.language import Language

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NAMED = {
    "category": "categories", "categories": "categories", "datum": "data", "fee": "fees", "group": "groups", "groups": "groups",
}  # fmt: skip
"""Which table of a charter gives the names of facts that are called so."""


NAMES = frozenset(
    {"name", "named", "member", "members", "applicant", "person", "persons", "institution", "holder", "decision", "by"}
)
"""Facts that are called as people call them: a name that looks like a day is none."""


def fact_words(words: Language, name: str, value: Any, charter: Charter) -> str:
    """One fact as words: a day, a number, money, the name of what a key names, several with commas; tables are not spoken."""
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(fact_words(words, name, one, charter) for one in value) or words.furniture["none"]
    if isinstance(value, date):
        return words.day(value)
    if not isinstance(value, str):
        return str(value) if isinstance(value, Fraction) else words.value(value)
    if _DAY.fullmatch(value) and name.rpartition("_")[2] not in NAMES:
        return words.day(date.fromisoformat(value))
    if money := parts_of(value):
        whole, rest, currency = money
        return f"{words.number(whole)}{words.point if rest else ''}{rest}{NBSP}{currency}"
    last = name.rpartition("_")[2]
    match last:
        case "kind" | "kinds":
            return words.kind(value, charter)
        case "who" | "office" | "organ" | "offices" | "organs" | "post" | "posts" | "seat" | "seats":
            return words.actor(value, charter) if value else words.value(None)
        case "needed" | "got":
            return words.values.get(value) or words.actor(value, charter)
        case "mode" | "level":
            return words.values[f"{last}_{value}"]
        case "article" | "articles":
            return words.article(value)
        case "document" | "documents" | "prevails":
            names = [one.name for one in charter.ranks.documents if one.key == value] if charter.ranks else []
            names += [one.documents[value].name for one in charter.admission if value in one.documents]
            return words.choose(names[0], charter) if names else value
    return _name_of(words, _NAMED.get(last), value, charter)


def time_of(step: Next, words: Language, charter: Charter) -> str:
    """How long there is for what follows a decision: 30 days; empty where nothing says so, or a day is named."""
    for kind in charter.kinds.values():
        rule = kind.standstill
        if step.act == "standstill" and step.by is None and rule is not None and rule.article == step.article:
            words.read_all()
            return fill(words.check["units"][rule.span.unit], {"n": (words.number(rule.span.number), rule.span.number)})
    return ""


def group_of(words: Language, reason: Reason, charter: Charter) -> str:
    """The group whose votes a reason counts; empty where it counts everybody's."""
    key = reason.working.whose.group
    group = charter.groups.get(key) if key is not None else None
    return words.choose(group.name, charter) if group is not None else key or ""


def rule_part(reason: Reason) -> str:
    """Which sentence says the rule of a reason: where seats of a sort may stay open and some do, that they may."""
    spare = reason.code == "seats_filled" and reason.met is True and reason.got != reason.needed
    return "spare" if spare else "rule"


def labels_of(reason: Reason, words: Mapping[str, str], common: Mapping[str, str]) -> tuple[str, str]:
    """What stands above the two numbers. Of a reason that is open the first may be the least, where of any other it is the most."""
    needed = words.get("needed", common["needed"])
    return words.get("needed_open", needed) if reason.met is None else needed, words.get("got", common["got"])


def presence_alone(reason: Reason, charter: Charter) -> bool:
    """Whether a quorum looks at those in the room alone: by its rule, or because nobody acts for another."""
    measure, who = reason.working.measure, charter.representation
    nobody = who is not None and not who.proxies
    return measure is Measure.PRESENT or (measure is Measure.PRESENT_AND_REPRESENTED and nobody)


def _name_of(words: Language, table: str | None, key: str, charter: Charter) -> str:
    found = getattr(charter, table).get(key) if table is not None else None
    return words.choose(found.name, charter) if found is not None and found.name else words.value(key)


def rows_words(words: Language, verdict: Verdict, charter: Charter) -> list[str]:
    """The rows of an answer, each by the template that its `row` names; those without one are not spoken."""
    answer = verdict.answer if isinstance(verdict.answer, Mapping) else {}
    rows = [row for row in answer.get("rows", ()) if isinstance(row, Mapping) and "row" in row]
    if not rows:
        return []
    told = words.of_answer(verdict.question)
    spoken = ((told.get(f"row_{row['row']}", ""), row) for row in rows)
    return [
        fill(said, {name: (fact_words(words, name, one, charter), one) for name, one in row.items()})
        for said, row in spoken
        if said
    ]


COUNTED: Mapping[Measure | None, tuple[str, str]] = {
    Measure.ASKING: ("asking", "not_asking"), Measure.FILLED: ("filled", "not_filled"),
}  # fmt: skip
"""Measures of which a picture draws two parts alone."""


def shown_parts(reason: Reason) -> tuple[tuple[str, int], ...]:
    """What a picture draws, in order; of those who are asked how many did it, and how many did not."""
    working, names = reason.working, COUNTED.get(reason.working.measure)
    if names is None or not isinstance(reason.got, int):
        return working.parts
    parts = ((names[0], reason.got), (names[1], max(0, (working.size or 0) - reason.got)))
    return tuple(part for part in parts if part[1])


def fact_span(span: Any, code: str) -> str:
    """A length of time in words."""
    from konfrans.charter.words.dates import length

    return length(span, code)
