"""What a page needs to adopt a draft: the decisions that could, what stands in the way, what the new charter touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from konfrans.charter import Charter, Outcome, read_evidence
from konfrans.charter.asking import ask
from konfrans.charter.checks import Level
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import charter_kept, passed_decisions, words
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes.models import CharterVersion, Draft, Revision, VersionDay
from konfrans.statutes.registries import Touched, touched_by
from konfrans.statutes.rules.adopting import ADOPTING, Obstacle, Taken, articles_changed, obstacles
from konfrans.statutes.selectors.drafts import looked_at, revision_of
from konfrans.statutes.selectors.versions import version_on, versions

NOTHING: dict[str, object] = {}


def adopting_decisions() -> list[Decision]:
    """Published decisions on the charter that were adopted, the newest first."""
    found = passed_decisions().select_related("charter").defer("charter__text", "verdict")[:200]
    return [one for one in found if _like(one, charter_kept(one.charter_id)) in ADOPTING]


def _like(decision: Decision, charter: Charter) -> str | None:
    own = charter.kinds.get(decision.kind)
    return own.like if own is not None and own.like else decision.kind


def law_on(on: date) -> tuple[CharterVersion | None, Charter | None]:
    """The charter that binds a decision of a day; none before the first one."""
    version = version_on(on)
    return version, charter_kept(version.document_id) if version else None


def obstacles_of(draft: Draft, decision: Decision) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of adopting a draft's last state by a decision."""
    revision = revision_of(draft)
    found = looked_at(revision.text)
    _version, law = law_on(decision.date)
    return obstacles(
        _taken(decision), faults=_faults(revision), version=str(found.document.get("version", "")),
        known_versions={one.document.version for one in versions()}, law=law, draft=found.charter, written=revision.at.date(),
        changed=_changed(law, revision),
    )  # fmt: skip


def _faults(revision: Revision) -> int:
    report = looked_at(revision.text).report
    return 1 if report is None else report.number(Level.FAULT)


def _changed(law: Charter | None, revision: Revision) -> frozenset[int]:
    if law is None:
        return frozenset()
    return articles_changed(looked_at(law.document).document, looked_at(revision.text).document, law)


def _taken(decision: Decision) -> Taken:
    correction = decision.corrections.filter(state=Decision.State.PUBLISHED).first()
    used = CharterVersion.objects.filter(adopted_by=decision).select_related("document").first()
    return Taken(
        number=str(decision), kind=decision.kind, like=_like(decision, charter_kept(decision.charter_id)), day=decision.date,
        passed=decision.outcome == Outcome.PASSED.value, corrected_by=str(correction) if correction else "", law=decision.charter_id,
        touches=tuple(read_evidence(decision.evidence).way.touches), used_for=used.document.version if used else "",
    )  # fmt: skip


def effect_of(charter: Charter, kind: str, decided: date, events: dict[str, date]) -> tuple[date | None, list[str]]:
    """The first day in force by the charter's own rule, or what has still to happen, in words."""
    verdict = ask(
        "effect",
        {"kind": kind, "decided": decided.isoformat(), "events": {k: d.isoformat() for k, d in events.items()}},
        charter,
    )
    answer = verdict.answer or {}
    if verdict.outcome is Outcome.ANSWERED and answer.get("from"):
        return date.fromisoformat(str(answer["from"])), []
    spoken = words()
    named = spoken.of_filling()["values"]["Effect.on"]
    return None, [named.get(step.act) or spoken.act(step.act) for step in verdict.next]


def events_of(version: CharterVersion) -> dict[str, date]:
    """What happened to a version after it was adopted."""
    after = (VersionDay.Event.PUBLICATION, VersionDay.Event.STATE_REGISTRATION, VersionDay.Event.APPROVAL)
    return {one.event: one.day for one in version.days.all() if one.event in after}


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision by which the draft might be adopted, and what stands in the way, in words."""

    decision: Decision
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdoptPage:
    """Everything that is told before a draft becomes the charter."""

    revision: Revision
    version: str
    founding: bool
    choices: tuple[Choice, ...]
    touched: tuple[Touched, ...]
    changed: tuple[int, ...]
    awaits: tuple[str, ...]


def adopt_page(draft: Draft, on: date) -> AdoptPage:
    """The page of a draft's adoption on a day."""
    revision = revision_of(draft)
    found = looked_at(revision.text)
    if found.charter is None:
        raise Refused("draft_unreadable")
    _version, law = law_on(on)
    choices = tuple(
        Choice(one, tuple(worded(Refused(stands.code, **stands.facts)) for stands in obstacles_of(draft, one)))
        for one in adopting_decisions()[:20]
    )
    kind = "charter_amendment" if law is not None else "charter_adoption"
    binding = law or found.charter
    _day, awaits = effect_of(binding, kind, on, {}) if binding.motion_rule(kind) else (None, [])
    return AdoptPage(
        revision=revision, version=str(found.document.get("version", "")), founding=law is None, choices=choices,
        touched=tuple(touched(law, found.charter, on)), changed=tuple(sorted(_changed(law, revision))), awaits=tuple(awaits),
    )  # fmt: skip


def touched(old: Charter | None, new: Charter, on: date) -> Iterator[Touched]:
    """What a new charter touches, from every domain."""
    for _domain, told in touched_by:
        yield from told(old, new, on)
