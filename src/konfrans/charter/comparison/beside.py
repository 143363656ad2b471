"""Charters beside each other: a row for each mechanism, a cell for each charter, in words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from konfrans.charter.checks.cases import in_every_part
from konfrans.charter.comparison.difference import leaves
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter, MotionRule
from konfrans.charter.matters import Opening, Way
from konfrans.charter.motions import motion_verdict
from konfrans.charter.words import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One mechanism: its place, and what each charter says of it; empty where it says nothing."""

    mechanism: str
    cells: tuple[str, ...]

    @property
    def same(self) -> bool:
        return len(set(self.cells)) == 1


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
    found = [dict(leaves(tomllib.loads(charter.document))) for charter in charters]
    places = dict.fromkeys(place for each in found for place in each)
    return (*rows, *(Row(place, tuple(each.get(place, "") for each in found)) for place in places))


def _majority(charter: Charter, kind: str, rule: MotionRule | None, words: Language) -> str:
    """The rule's sentence, as the engine words it for a vote in which all vote for."""
    if rule is None:
        return ""
    way = Way(opening=Opening(entitled=1, present=1))
    count = Count(entitled=1, present=1, yes=1, weights=Count(entitled=1, present=1, yes=1),
                  groups={key: Count(entitled=1, present=1, yes=1) for key in charter.groups})  # fmt: skip
    reasons = motion_verdict(count, kind=kind, charter=charter, way=way).reasons
    said = [words.rule(one, charter) for one in reasons if one.code == "majority"]
    return " ".join(dict.fromkeys(said)).replace("\u00a0", " ")


def _quorum(charter: Charter, rule: MotionRule | None, words: Language) -> str:
    if rule is None or rule.quorum is None:
        return ""
    one = Count(entitled=1, present=1)
    reason = measured("quorum", rule.quorum, in_every_part(one, rule))
    return words.rule(reason, charter).replace("\u00a0", " ")
