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
class Put:
    """A state of a draft by its number and the hash of its text, as a decision on the charter names it."""

    draft: str
    state: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """As it is frozen in the evidence of the decision."""
        return {"draft": self.draft, "state": self.state, "sha256": self.sha256}


def put_of(record: Mapping[str, Any]) -> Put | None:
    """The state that the frozen circumstances of a decision name, if they name one."""
    found = record.get("put")
    if not isinstance(found, Mapping):
        return None
    draft, state, sha256 = (found.get(key) for key in ("draft", "state", "sha256"))
    if not isinstance(draft, str) or type(state) is not int or not isinstance(sha256, str):
        return None
    return Put(draft, state, sha256)


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
    names: Put | None = None
    """The state of a draft that was put to the vote."""


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


def paragraphs_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """The paragraphs (`21.1`) whose words or rules differ, and the articles (`21`) that only one of the documents has. A rule belongs to
    the paragraph that it cites, in either document; headings, examples and answers to remarks change none."""
    found: set[str] = set()
    for path in differences(old, new):
        if path[:1] == ("article",):
            if len(path) == 2:
                found.add(str(path[1]))
            elif path[2] == "paragraph":
                found.add(".".join(map(str, (path[1], *path[3:4]))))
        elif path[:1] not in (("example",), ("accepted",)):
            for document in (old, new):
                found |= _citing(document, path)
    return frozenset(found)


def _cited_by(document: Any, path: tuple[str | int, ...]) -> set[int]:
    """The article that the innermost rule along a path cites."""
    return {int(ref.partition(".")[0]) for ref in _citing(document, path)}


def _citing(document: Any, path: tuple[str | int, ...]) -> set[str]:
    """The paragraph that the innermost rule along a path cites."""
    found: set[str] = set()
    for part in path:
        document = document.get(part) if isinstance(document, Mapping) else None
        own = document.get("article") if isinstance(document, Mapping) else None
        if isinstance(own, str) and own.partition(".")[0].isdigit():
            found = {own}
    return found


@dataclass(frozen=True, slots=True)
class Stated:
    """The state that a decision names, as it is kept: the day on which it was put to the vote, what stands in its text."""

    draft: str
    sha256: str
    put_on: date | None
    """None: it was never put to the vote."""
    version: str
    faults: int
    charter: Charter | None
    changed: frozenset[int]


def names_state(decision: Taken, *, draft: str, stated: Stated | None) -> tuple[Obstacle, ...]:
    """What stands in the way because the decision names no state, another draft, or a text that is not the one kept."""
    if decision.names is None:
        return (Obstacle("adopt_unnamed", {"number": decision.number}),)
    facts = {"number": decision.number, "state": decision.names.state, "draft": decision.names.draft}
    if decision.names.draft != draft:
        return (Obstacle("adopt_other_draft", facts),)
    if stated is None or stated.sha256 != decision.names.sha256 or stated.put_on is None:
        return (Obstacle("adopt_other_text", facts),)
    if stated.put_on > decision.day:
        return (Obstacle("adopt_put_later", facts | {"put": stated.put_on, "day": decision.day}),)
    return ()


def obstacles(
    decision: Taken, *, draft: str, stated: Stated | None, known_versions: Iterable[str], law: Charter | None
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of adopting the state that the decision names. `law` is the charter in force on the day of
    the decision; without one, the draft judges its own adoption."""
    found = []
    if decision.kind not in ADOPTING and decision.like not in ADOPTING:
        found.append(Obstacle("adopt_kind", {"number": decision.number}))
    if not decision.passed:
        found.append(Obstacle("charter_not_adopted", {"number": decision.number}))
    if decision.corrected_by:
        found.append(Obstacle("adopt_corrected", {"number": decision.number, "by": decision.corrected_by}))
    if decision.used_for:
        found.append(Obstacle("adopt_used", {"number": decision.number, "version": decision.used_for}))
    named = names_state(decision, draft=draft, stated=stated)
    found += named
    state = stated if stated is not None and not named else None
    binding = law or (state.charter if state else None)
    if binding is not None and decision.law != binding.sha256:
        found.append(Obstacle("adopt_other_law" if law else "adopt_own_law", {"number": decision.number}))
    if state is not None:
        if state.charter is None or state.faults:
            found.append(Obstacle("adopt_faults", {"faults": max(state.faults, 1)}))
        if state.version in known_versions:
            found.append(Obstacle("charter_version_taken", {"version": state.version}))
        found += _entrenched(decision, law, state.changed)
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
