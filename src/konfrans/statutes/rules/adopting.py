"""Whether a draft may become the charter by a decision: what stands in its way, by code and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.rewriting import differences

ADOPTING = ("charter_amendment", "charter_adoption")
"""Standard kinds of decision by which a charter is adopted or changed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The decision that is to adopt: its kind, day and outcome, the law that judged it, the articles it was said to change."""

    number: str
    kind: str
    like: str | None
    day: date
    passed: bool
    corrected_by: str
    law: str
    """SHA-256 of the charter that judged it."""
    touches: tuple[int, ...]
    used_for: str
    """The version that it adopted already; empty: none."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why the draft may not be adopted so."""

    code: str
    facts: Mapping[str, Any]


def articles_changed(old: Mapping[str, Any], new: Mapping[str, Any], law: Charter) -> frozenset[int]:
    """The articles whose words or rules differ: a rule belongs to the article that it cites, in either document."""
    found: set[int] = set()
    for path in differences(old, new):
        if path[:1] == ("article",) and len(path) > 1:
            found.add(int(path[1]))
            continue
        for document in (old, new):
            found |= _cited_by(document, path)
    return frozenset(found) & {article.number for article in law.article}


def _cited_by(document: Any, path: tuple[str | int, ...]) -> set[int]:
    """The article that the innermost rule along a path cites."""
    found: set[int] = set()
    for part in path:
        document = document.get(part) if isinstance(document, Mapping) else None
        own = document.get("article") if isinstance(document, Mapping) else None
        if isinstance(own, str) and own.partition(".")[0].isdigit():
            found = {int(own.partition(".")[0])}
    return found


def obstacles(
    decision: Taken, *, faults: int, version: str, known_versions: Iterable[str], law: Charter | None, draft: Charter | None,
    written: date, changed: frozenset[int],
) -> tuple[Obstacle, ...]:  # fmt: skip
    """Everything that stands in the way. `law` is the charter in force on the day of the decision; without one, the draft judges its
    own adoption. `written` is the day of the draft's last state."""
    found = []
    if draft is None or faults:
        found.append(Obstacle("adopt_faults", {"faults": max(faults, 1)}))
    if version in known_versions:
        found.append(Obstacle("charter_version_taken", {"version": version}))
    if decision.kind not in ADOPTING and decision.like not in ADOPTING:
        found.append(Obstacle("adopt_kind", {"number": decision.number}))
    if not decision.passed:
        found.append(Obstacle("charter_not_adopted", {"number": decision.number}))
    if decision.corrected_by:
        found.append(Obstacle("adopt_corrected", {"number": decision.number, "by": decision.corrected_by}))
    if decision.used_for:
        found.append(Obstacle("adopt_used", {"number": decision.number, "version": decision.used_for}))
    binding = law or draft
    if binding is not None and decision.law != binding.sha256:
        found.append(Obstacle("adopt_other_law" if law else "adopt_own_law", {"number": decision.number}))
    if written > decision.day:
        found.append(
            Obstacle("adopt_written_later", {"written": written, "number": decision.number, "day": decision.day})
        )
    found += _entrenched(decision, law, changed)
    return tuple(found)


def _entrenched(decision: Taken, law: Charter | None, changed: frozenset[int]) -> list[Obstacle]:
    """Articles that are harder to change have to be named in the decision, so that it was judged by their rule."""
    rule = law.motion_rule(decision.kind) if law is not None else None
    if rule is None:
        return []
    found = []
    for touching in rule.ways.touching:
        missed = sorted(set(touching.articles) & changed - set(decision.touches))
        if missed:
            facts = {"articles": ", ".join(map(str, missed)), "number": decision.number, "article": touching.article}
            found.append(Obstacle("adopt_entrenched", facts))
    return found
