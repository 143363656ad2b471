"""What a page needs to adopt a draft: the decisions that could, what stands in the way, what the new charter touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from konfrans.charter import Charter, Outcome, read_evidence
from konfrans.charter.asking import ask
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import charter_kept, passed_decisions, words
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes.models import CharterVersion, Draft, Revision, VersionDay
from konfrans.statutes.registries import Touched, touched_by
from konfrans.statutes.rules.adopting import Obstacle, Stated, Taken, obstacles, put_of
from konfrans.statutes.selectors.drafts import looked_at, revision_of
from konfrans.statutes.selectors.proposals import (
    changed_in,
    decisions_on_charters,
    faults_in,
    proposal_of,
    put_named,
    put_words,
    said_in,
    version_in,
)
from konfrans.statutes.selectors.versions import version_on, versions


def law_on(on: date) -> tuple[CharterVersion | None, Charter | None]:
    """The charter that binds a decision of a day; none before the first one."""
    version = version_on(on)
    return version, charter_kept(version.document_id) if version else None


def state_named(draft: Draft, decision: Decision) -> Revision | None:
    """The state of a draft that a decision names, if it names one of this draft."""
    put = put_named(decision)
    if put is None or put.draft != draft.key:
        return None
    return Revision.objects.filter(draft=draft, number=put.state).first()


def obstacles_of(draft: Draft, decision: Decision) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of adopting, by a decision, the state of a draft that it names."""
    _version, law = law_on(decision.date)
    return obstacles(
        _taken(decision), draft=draft.key, stated=_stated(draft, state_named(draft, decision), law),
        known_versions={one.document.version for one in versions()}, law=law,
    )  # fmt: skip


def _stated(draft: Draft, revision: Revision | None, law: Charter | None) -> Stated | None:
    if revision is None:
        return None
    put = proposal_of(draft, revision.number)
    return Stated(
        draft=draft.key, sha256=revision.sha256, put_on=put.day if put and put.sha256 == revision.sha256 else None,
        version=version_in(revision), faults=faults_in(revision), charter=looked_at(revision.text).charter,
        changed=changed_in(law, revision),
    )  # fmt: skip


def _taken(decision: Decision) -> Taken:
    correction = decision.corrections.filter(state=Decision.State.PUBLISHED).first()
    used = CharterVersion.objects.filter(adopted_by=decision).select_related("document").first()
    evidence = read_evidence(decision.evidence)
    own = charter_kept(decision.charter_id).kinds.get(decision.kind)
    return Taken(
        number=str(decision), kind=decision.kind, like=own.like if own else None, day=decision.date,
        passed=decision.outcome == Outcome.PASSED.value, corrected_by=str(correction) if correction else "", law=decision.charter_id,
        touches=tuple(evidence.way.touches), used_for=used.document.version if used else "", names=put_of(evidence.record),
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
    """A decision by which the draft might be adopted, the state that it names, and what stands in the way, in words."""

    decision: Decision
    names: str
    own: bool
    """Whether it names a state of this draft."""
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdoptPage:
    """Everything that is told before a draft becomes the charter."""

    revision: Revision
    """The state last put to the vote; where none was, the last one."""
    put_on: date | None
    version: str
    title: str
    note: str
    founding: bool
    choices: tuple[Choice, ...]
    others: tuple[Choice, ...]
    """Decisions on the charter that name no state of this draft."""
    touched: tuple[Touched, ...]
    changed: tuple[int, ...]
    awaits: tuple[str, ...]


def adopt_page(draft: Draft, on: date) -> AdoptPage:
    """The page of a draft's adoption on a day."""
    put = draft.proposals.first()
    revision = revision_of(draft, put.state if put else None)
    found = looked_at(revision.text)
    if found.charter is None:
        raise Refused("draft_unreadable")
    _version, law = law_on(on)
    choices = [_choice(draft, one) for one in decisions_on_charters(passed_decisions())[:20]]
    kind = "charter_amendment" if law is not None else "charter_adoption"
    binding = law or found.charter
    _day, awaits = effect_of(binding, kind, on, {}) if binding.motion_rule(kind) else (None, [])
    return AdoptPage(
        revision=revision, put_on=put.day if put else None, version=version_in(revision), title=said_in(revision, "title"),
        note=said_in(revision, "note"), founding=law is None, choices=tuple(one for one in choices if one.own),
        others=tuple(one for one in choices if not one.own), touched=tuple(touched(law, found.charter, on)),
        changed=tuple(sorted(changed_in(law, revision))), awaits=tuple(awaits),
    )  # fmt: skip


def _choice(draft: Draft, decision: Decision) -> Choice:
    put = put_named(decision)
    names = put_words(draft.name.given() if put.draft == draft.key else "", put).strip() if put else ""
    said = tuple(worded(Refused(stands.code, **stands.facts)) for stands in obstacles_of(draft, decision))
    return Choice(decision, names, put is not None and put.draft == draft.key, said)


@dataclass(frozen=True, slots=True)
class AdoptConfirm:
    """One decision beside the one state that it adopts: what is read before the act, which is not undone."""

    decision: Decision
    revision: Revision
    version: str
    title: str
    note: str
    texts: tuple[tuple[str, str], ...]
    """The words of the decision, by language."""
    since: date | None
    awaits: tuple[str, ...]
    changed: tuple[int, ...]
    later: bool
    """Whether the draft was changed after this state."""


def adopt_confirm(draft: Draft, decision: Decision) -> AdoptConfirm:
    """The page before a draft is adopted by a decision. Refused: everything that `obstacles_of` names."""
    for stands in obstacles_of(draft, decision):
        raise Refused(stands.code, **stands.facts)
    revision = state_named(draft, decision)
    assert revision is not None  # else it stood in the way
    _version, law = law_on(decision.date)
    since, awaits = effect_of(charter_kept(decision.charter_id), decision.kind, decision.date, {})
    return AdoptConfirm(
        decision=decision, revision=revision, version=version_in(revision), title=said_in(revision, "title"),
        note=said_in(revision, "note"), texts=tuple(decision.text.texts.items()), since=since, awaits=tuple(awaits),
        changed=tuple(sorted(changed_in(law, revision))), later=draft.last != revision.number,
    )  # fmt: skip


def touched(old: Charter | None, new: Charter, on: date) -> Iterator[Touched]:
    """What a new charter touches, from every domain."""
    for _domain, told in touched_by:
        yield from told(old, new, on)
