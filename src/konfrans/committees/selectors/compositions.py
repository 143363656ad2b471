"""A composition that was confirmed, with the verdict that was frozen: shown to everybody, so by universities and never by persons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter import Charter, LawError, Verdict, verdict_from_json, verdict_to_json
from konfrans.committees.models import Composition
from konfrans.committees.rules.law import composition_verdict
from konfrans.decisions.selectors import ShownVerdict, charter_kept, public_title, verdict_shown
from konfrans.people.models import Institution


@dataclass(frozen=True, slots=True)
class ConfirmedShown:
    """A confirmed composition; `verdict` is None where the charter had no rule to judge it by."""

    composition: Composition
    verdict: ShownVerdict | None
    decision: str


def confirmed_shown(one: Composition) -> ConfirmedShown:
    """A composition with its verdict as it was frozen. Two queries, and one for a charter never read before."""
    return ConfirmedShown(one, _shown(one), public_title(one.decision) if one.decision else "")


def _shown(one: Composition) -> ShownVerdict | None:
    if not one.verdict or not one.charter_id:
        return None
    charter = charter_kept(one.charter_id)
    verdict, proved = _proved(json.loads(one.evidence), json.loads(one.verdict), charter)
    if verdict is None:
        return None
    return verdict_shown(verdict, charter, key=f"c{one.pk}", small=True, version=charter.version, proved=proved)


def _proved(facts: Mapping[str, Any], stored: Mapping[str, Any], charter: Charter) -> tuple[Verdict | None, bool]:
    """The verdict with its workings, which are not stored, and whether the stored one follows from the evidence.

    It is proved on the evidence as it stands; what is shown is judged on the same evidence with universities in the place of the
    persons' keys.
    """
    try:
        again = composition_verdict(dict(facts), charter)
        if again is not None and verdict_to_json(again) == stored:
            return composition_verdict(_by_university(facts), charter), True
        return verdict_from_json(stored), False
    except (LawError, KeyError, TypeError, ValueError):
        return None, False


def _by_university(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with each person under the code of the university, told apart by a number where it sent several."""
    sits = facts.get("sits", [])
    codes = dict(
        Institution.objects.filter(key__in={row.get("institution", "") for row in sits}).values_list("key", "code")
    )
    named: dict[str, str] = {}
    taken: dict[str, int] = {}
    for row in sits:
        if row["person"] not in named:
            code = codes.get(row.get("institution", ""), "–")
            taken[code] = taken.get(code, 0) + 1
            named[row["person"]] = f"{code} ({taken[code]})"
    return dict(facts) | {"sits": [row | {"person": named[row["person"]]} for row in sits]}
