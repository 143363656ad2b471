"""Acts on decisions: draft, change, publish, correct, discard. Whoever records hands over the charter, a value."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256 as hash_of
from typing import Any

from konfrans.charter import Charter, Evidence, LawError, Outcome, canonical, judge, recompute, verdict_to_json
from konfrans.decisions.models import CharterDocument, Decision, Series
from konfrans.decisions.rules import Number, may_be_published
from konfrans.decisions.selectors import NotJudged, correctable, entries_of, kind_name, publication_facts
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is recorded of a vote besides the evidence: where it belongs, what was decided, what proves it.

    `names` gives, for each person key in the evidence, the commitment to the name.
    """

    organ: str
    organ_name: Localised
    date: date
    title: Localised
    text: Localised
    place: Localised = field(default_factory=Localised)
    session: str = ""
    closed: bool = False
    proof: StoredFile | None = None
    proof_public: bool = False
    names: Mapping[str, str] | None = None
    sample: bool = False


def document_keep(charter: Charter) -> CharterDocument:
    """The charter's document as a row: once per hash."""
    kept, _made = CharterDocument.objects.get_or_create(
        sha256=charter.sha256, defaults={"text": charter.document, "key": charter.key, "version": charter.version}
    )
    return kept


@act
def decision_draft(
    *, actor: Actor, charter: Charter, evidence: Evidence, of: Record, corrects: Decision | None = None,
    what_was_wrong: Localised | None = None,
) -> Decision:  # fmt: skip
    """A draft that only the secretariat sees, with its verdict. Refused: its day has not come, the vote cannot be judged,
    words are missing."""
    decision = Decision(state=Decision.State.DRAFT, drafted_at=clock.now(), corrects=corrects)
    decision.what_was_wrong = what_was_wrong or Localised()
    _fill(decision, charter=charter, evidence=evidence, of=of)
    decision.save()
    record(
        "decision_draft", actor=actor, of="decision_draft", key=str(decision.pk), organ=of.organ, kind=evidence.kind,
        date=of.date, session=of.session, evidence=decision.evidence_sha256, outcome=decision.outcome,
        corrects=str(corrects) if corrects else None,
    )  # fmt: skip
    return decision


@act
def decision_change(
    *, actor: Actor, decision: Decision, charter: Charter, evidence: Evidence, of: Record,
    what_was_wrong: Localised | None = None,
) -> Decision:  # fmt: skip
    """Change a draft; its verdict is made anew. Refused: it is published."""
    locked = _draft_locked(decision)
    if what_was_wrong is not None:
        locked.what_was_wrong = what_was_wrong
    _fill(locked, charter=charter, evidence=evidence, of=of)
    locked.save()
    record(
        "decision_change", actor=actor, of="decision_draft", key=str(locked.pk), kind=evidence.kind,
        evidence=locked.evidence_sha256, outcome=locked.outcome,
    )  # fmt: skip
    return locked


@act
def decision_discard(*, actor: Actor, decision: Decision) -> None:
    """Throw a draft away. Refused: it is published."""
    locked = _draft_locked(decision)
    record("decision_discard", actor=actor, of="decision_draft", key=str(locked.pk))
    locked.delete()


@act
def decision_correct(
    *, actor: Actor, decision: Decision, what_was_wrong: Localised, charter: Charter, evidence: Evidence, of: Record
) -> Decision:
    """A draft that points at a published decision, says what was wrong in it and has its own verdict."""
    correctable(decision)
    if not what_was_wrong or what_was_wrong.missing():
        raise Refused("decision_correction_unexplained", field="what_was_wrong")
    return decision_draft(
        actor=actor, charter=charter, evidence=evidence, of=of, corrects=decision, what_was_wrong=what_was_wrong
    )


@act
def decision_publish(*, actor: Actor, decision: Decision) -> Decision:
    """Give a draft its number and publish it for good; a second call finds it published and changes nothing.

    Refused: its day has not come, the verdict is not at its end, the stored verdict does not follow from the stored evidence, the decision it
    corrects was corrected meanwhile.
    """
    locked = _locked(decision)
    if locked.state == Decision.State.PUBLISHED:
        return locked
    _taken(locked.date)
    _provable(locked)
    _worded(locked.title, locked.text)
    if locked.corrects_id:
        # The corrected row is locked, so that two corrections of one decision are not published side by side.
        corrected = Decision.objects.select_for_update().get(pk=locked.corrects_id)
        newer = corrected.corrections.filter(state=Decision.State.PUBLISHED).first()
        if newer:
            raise Refused("decision_corrected_already", number=str(corrected), by=str(newer))
    number = _number_next(locked.date.year)
    locked.year, locked.number = number.year, number.number
    locked.state, locked.published_at = Decision.State.PUBLISHED, clock.now()
    if locked.closed:
        locked.salt = secrets.token_hex(32)
    locked.save(update_fields=["year", "number", "state", "published_at", "salt"])
    if locked.proof_id and locked.proof_public:
        StoredFile.objects.filter(pk=locked.proof_id).update(public=True)
    search_put(kind="decision", key=str(number), entries=entries_of(locked))
    record("decision_publish", actor=actor, of="decision", key=str(number), **publication_facts(locked))
    return locked


def _fill(decision: Decision, *, charter: Charter, evidence: Evidence, of: Record) -> None:
    _taken(of.date)
    _worded(of.title, of.text)
    evidence = replace(evidence, record=_plain(evidence.record))
    try:
        verdict = judge(evidence, charter)
    except LawError as error:
        raise NotJudged(error) from error
    found = canonical(evidence.to_json())
    decision.charter = document_keep(charter)
    decision.evidence, decision.evidence_sha256 = found.decode(), hash_of(found).hexdigest()
    decision.verdict, decision.outcome = canonical(verdict_to_json(verdict)).decode(), verdict.outcome.value
    decision.kind, decision.kind_name = evidence.kind, kind_name(evidence.kind, charter)
    decision.organ, decision.organ_name, decision.session = of.organ, of.organ_name, of.session
    decision.date, decision.place, decision.title, decision.text = of.date, of.place, of.title, of.text
    decision.closed, decision.sample = of.closed, of.sample
    decision.proof, decision.proof_public = of.proof, of.proof_public and not of.closed
    decision.names = dict(of.names or {})


def _taken(on: date) -> None:
    if on > clock.today():
        raise Refused("decision_not_taken_yet", date=on)


def _worded(title: Localised, text: Localised) -> None:
    for name, words in (("title", title), ("text", text)):
        if not words or words.missing():
            raise Refused("decision_text_missing", field=name)


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """What others freeze beside the counts, as it will be read back: dates and texts in their stored form."""

    def stored(value: Any) -> Any:
        return value.to_json() if hasattr(value, "to_json") else value.isoformat()

    found: dict[str, Any] = json.loads(json.dumps(dict(record), default=stored))
    return found


def _locked(decision: Decision) -> Decision:
    """The row as it is now; gone where somebody discarded the draft meanwhile."""
    found = Decision.objects.select_for_update().filter(pk=decision.pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def _draft_locked(decision: Decision) -> Decision:
    locked = _locked(decision)
    if locked.state != Decision.State.DRAFT:
        raise Refused("decision_published_already", number=str(locked))
    return locked


def _provable(decision: Decision) -> None:
    try:
        verdict = recompute(decision.charter.text, decision.evidence)
    except LawError as error:
        raise Refused("decision_not_proved") from error
    if canonical(verdict_to_json(verdict)).decode() != decision.verdict:
        raise Refused("decision_not_proved")
    if not may_be_published(Outcome(decision.outcome)):
        raise Refused("decision_not_at_its_end", outcome=NotJudged.outcome_words(verdict))


def _number_next(year: int) -> Number:
    """The next number of the year: its row is locked until the commit, so that two writers wait for each other."""
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return Number(year, series.last)
