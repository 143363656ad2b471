"""Charters beside each other: a row for each value of a mechanism, a cell for each charter; mechanisms in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from konfrans.charter.checks.cases import in_every_part
from konfrans.charter.comparison.mechanisms import Mechanism
from konfrans.charter.comparison.sides import Side
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter, MotionRule
from konfrans.charter.matters import Opening, Way
from konfrans.charter.motions import motion_verdict
from konfrans.charter.verdicts import Reason
from konfrans.charter.words import Language
from konfrans.charter.words.rules import counted_in


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a mechanism: its place, what each charter has there, and the mechanism in each; empty where it says nothing."""

    mechanism: str
    cells: tuple[str, ...]
    rules: tuple[Mechanism | None, ...] = ()
    meant: tuple[Any, ...] = ()

    @property
    def same(self) -> bool:
        return len(set(self.meant or self.cells)) == 1


def beside(charters: tuple[Charter, ...], words: Language) -> tuple[Row, ...]:
    """Every kind of decision with its majority and its quorum in words, then every other mechanism as it is written."""
    kinds = list(dict.fromkeys(kind for charter in charters for kind in charter.kinds_known()))
    rows = []
    for kind in kinds:
        rules = [charter.motion_rule(kind) if kind in charter.kinds_known() else None for charter in charters]
        if any(rules):
            pairs = list(zip(charters, rules, strict=True))
            rows.append(Row(f"kinds.{kind}", tuple(_majority(charter, kind, rule, words) for charter, rule in pairs)))
            rows.append(Row(f"kinds.{kind}.quorum", tuple(_quorum(charter, rule, words) for charter, rule in pairs)))
    sides = [Side(charter) for charter in charters]
    for name in dict.fromkeys(name for side in sides for name in side.paths):
        place = next(found for side in sides if (found := side.field(name)) is not None)
        within = place.within.twin if place.within is not None else ""
        rows.append(Row(
            next(side.paths[name] for side in sides if name in side.paths), tuple(side.written(name) for side in sides),
            tuple(side.mechanisms.get(within) for side in sides), tuple(side.meant(name) for side in sides),
        ))  # fmt: skip
    return tuple(rows)


def _majority(charter: Charter, kind: str, rule: MotionRule | None, words: Language) -> str:
    """The rule's sentence, as the engine words it for a vote in which all vote for."""
    if rule is None:
        return ""
    way = Way(opening=Opening(entitled=1, present=1))
    count = Count(entitled=1, present=1, yes=1, weights=Count(entitled=1, present=1, yes=1),
                  groups={key: Count(entitled=1, present=1, yes=1) for key in charter.groups})  # fmt: skip
    reasons = motion_verdict(count, kind=kind, charter=charter, way=way).reasons
    said = [
        counted_in(words.rule(_bare(one), charter), one.working.whose, words, charter)
        for one in reasons
        if one.code == "majority"
    ]
    return " ".join(dict.fromkeys(said)).replace("\u00a0", " ")


def _quorum(charter: Charter, rule: MotionRule | None, words: Language) -> str:
    if rule is None or rule.quorum is None:
        return ""
    one = Count(entitled=1, present=1)
    reason = measured("quorum", rule.quorum, in_every_part(one, rule))
    return counted_in(words.rule(_bare(reason), charter), rule.quorum.whose, words, charter).replace("\u00a0", " ")


def _bare(reason: Reason) -> Reason:
    """The reason without the number that an amount comes to in one body."""
    return reason if isinstance(reason.working.amount, int) else replace(reason, needed=None)
