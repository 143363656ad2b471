"""Acts on votes taken at a session: recorded, changed, corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from konfrans.charter import Charter, Evidence, LawError
from konfrans.decisions import services as decisions
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import NotJudged
from konfrans.kernel.acts import Actor, act
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Meeting
from konfrans.meetings.rules import Vote, evidence_of, tallied
from konfrans.meetings.selectors import held, kinds_at, meeting_of, organ_in, organ_key, organ_title, roll_of
from konfrans.statutes.rules.adopting import Put
from konfrans.statutes.selectors import proposal_chosen, touches_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was put to the vote, and what proves it. `names` gives the commitment for each person that attests; `put` the state of a
    draft of the charter that was voted on, as `draft@state`."""

    title: Localised
    text: Localised
    closed: bool = False
    proof: StoredFile | None = None
    proof_public: bool = False
    names: dict[str, str] = field(default_factory=dict)
    put: str = ""


def vote_prepare(
    *, actor: Actor, meeting: Meeting, vote: Vote, wording: Wording
) -> tuple[Charter, Evidence, decisions.Record]:
    """What a vote at a session is judged by: the charter in force on its day, the evidence with the roll as it stands, the
    record. Writes nothing; refused where the day has not come, nobody is there, the kind is another organ's, the counts do not
    add up, or the state of a draft that is named was not put to the vote by that day."""
    held(meeting)
    charter, kinds = kinds_at(meeting)
    organ = organ_in(meeting, charter)
    if vote.kind not in dict(kinds):
        raise Refused("kind_of_other_organ", field="kind")
    roll = roll_of(meeting, charter)
    if not tallied(roll).there:
        raise Refused("roll_empty")
    circumstances: dict[str, Any] = {
        "organ": organ,
        "session": {"key": meeting.key, "kind": meeting.kind, "call": meeting.call},
        "date": meeting.date.isoformat(),
        "place": meeting.place.to_json(),
        "recorded": {"person": actor.person, "office": actor.office},
    }
    of_several = organ != organ_key(meeting)
    if of_several:
        circumstances["body"] = meeting.body.key
    known = dict(wording.names)
    if meeting.presided_person:
        circumstances["presided"] = {"person": meeting.presided_person, "office": meeting.presided_office}
        known[meeting.presided_person] = meeting.presided_name
    if actor.person and actor.name:
        known[actor.person] = actor.name
    if wording.proof:
        circumstances["proof"] = {"sha256": wording.proof.sha256, "size": wording.proof.size}
    touches: tuple[int, ...] = ()
    if wording.put:
        named = proposal_chosen(wording.put, on=meeting.date, kind=vote.kind, charter=charter)
        circumstances["put"] = Put(named.draft.key, named.state, named.sha256).to_json()
        touches = touches_of(named, vote.kind, charter)
    try:
        evidence = evidence_of(vote, roll, call=meeting.call, record=circumstances, touches=touches)
    except LawError as error:
        raise NotJudged(error) from error
    of = decisions.Record(
        organ=meeting.body.key if of_several else organ, organ_name=organ_title(meeting, charter), date=meeting.date, title=wording.title, text=wording.text,
        place=meeting.place, session=meeting.key, closed=wording.closed, proof=wording.proof,
        proof_public=wording.proof_public, names=known, sample=meeting.sample,
    )  # fmt: skip
    return charter, evidence, of


@act
def decision_record(*, actor: Actor, meeting: Meeting, vote: Vote, wording: Wording) -> Decision:
    """Record a decision taken at a session: a draft with its verdict."""
    charter, evidence, of = vote_prepare(actor=actor, meeting=meeting, vote=vote, wording=wording)
    return decisions.decision_draft(actor=actor, charter=charter, evidence=evidence, of=of)


@act
def decision_record_change(
    *, actor: Actor, decision: Decision, vote: Vote, wording: Wording, what_was_wrong: Localised | None = None
) -> Decision:
    """Change a draft recorded at a session; the roll is taken as it stands now."""
    charter, evidence, of = vote_prepare(actor=actor, meeting=meeting_of(decision), vote=vote, wording=wording)
    return decisions.decision_change(
        actor=actor, decision=decision, charter=charter, evidence=evidence, of=of, what_was_wrong=what_was_wrong
    )


@act
def decision_record_correct(
    *, actor: Actor, decision: Decision, what_was_wrong: Localised, vote: Vote, wording: Wording
) -> Decision:
    """A draft that corrects a published decision of a session, judged on the roll as it stands now."""
    charter, evidence, of = vote_prepare(actor=actor, meeting=meeting_of(decision), vote=vote, wording=wording)
    return decisions.decision_correct(
        actor=actor, decision=decision, what_was_wrong=what_was_wrong, charter=charter, evidence=evidence, of=of
    )
