"""Acts on sessions: call them, enter who came, record what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from konfrans.charter import Charter, Evidence, LawError
from konfrans.decisions import services as decisions
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import NotJudged
from konfrans.kernel import clock, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Attendance, Meeting
from konfrans.meetings.rules import Presence, Vote, evidence_of, tallied
from konfrans.meetings.selectors import held, kinds_at, meeting_of, organ_key, roll_of
from konfrans.membership.selectors import members_on
from konfrans.people.models import Body, Institution, Person
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


@act
def meeting_create(
    *, actor: Actor, body: Body, kind: str, date: date, place: Localised, call: int = 1, time: time | None = None,
    presided: Person | None = None, presided_office: str = "", sample: bool = False,
) -> Meeting:  # fmt: skip
    """Enter a session of an organ. Refused: the organ has one on that day with that call."""
    key = f"{body.key}-{date.isoformat()}{'-2' if call == 2 else ''}"
    if Meeting.objects.filter(key=key).exists():
        raise Refused("meeting_exists", field="date", body=body.name, date=date)
    meeting = Meeting(key=key, body=body, kind=kind, call=call, date=date, sample=sample, created_at=clock.now())
    _circumstances(meeting, time, place, presided, presided_office)
    meeting.save()
    record(
        "meeting_create",
        actor=actor,
        of="meeting",
        key=key,
        body=body.key,
        kind=kind,
        call=call,
        date=date,
        **_facts(meeting),
    )
    return meeting


@act
def meeting_change(
    *, actor: Actor, meeting: Meeting, place: Localised, time: time | None = None, presided: Person | None = None,
    presided_office: str = "",
) -> Meeting:  # fmt: skip
    """Change the circumstances of a session. What decisions froze of it stays as it is frozen."""
    _circumstances(meeting, time, place, presided, presided_office)
    meeting.save(update_fields=["time", "place", "presided_person", "presided_name", "presided_office"])
    record("meeting_change", actor=actor, of="meeting", key=meeting.key, **_facts(meeting))
    return meeting


def _circumstances(meeting: Meeting, at: time | None, place: Localised, presided: Person | None, office: str) -> None:
    meeting.time, meeting.place = at, place
    meeting.presided_person, meeting.presided_name, meeting.presided_office = "", "", ""
    if presided is not None:
        meeting.presided_person, meeting.presided_office = presided.key, office
        meeting.presided_name = names.name_commit(person_key=presided.key, name=presided.full_name)


def _facts(meeting: Meeting) -> dict[str, Any]:
    facts: dict[str, Any] = {"place": meeting.place}
    if meeting.time:
        facts["time"] = meeting.time.strftime("%H:%M")
    if meeting.presided_person:
        facts["presided"] = {"person": meeting.presided_person, "name": meeting.presided_name}
        facts["presided_office"] = meeting.presided_office
    return facts


@act
def attendance_set(*, actor: Actor, meeting: Meeting, presences: Iterable[Presence]) -> None:
    """Enter how members were there; members that are not named stay as they are.

    Refused: an institution is no member on the day, a representative is missing or not in the room itself.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    given = {one.institution: one for one in presences}
    members = {member.key: member for member in members_on(meeting.date)}
    institutions = {
        one.key: one for one in Institution.objects.filter(key__in=[*given, *(p.by for p in given.values() if p.by)])
    }
    stays = Attendance.objects.filter(meeting=meeting).exclude(institution__key__in=list(given))
    present = {key for key, one in given.items() if one.how == "present"}
    present |= set(stays.filter(how="present").values_list("institution__key", flat=True))
    for key, one in given.items():
        name = institutions[key].name if key in institutions else key
        if key not in members:
            raise Refused("attendance_not_member", field=f"how_{key}", name=name, date=meeting.date)
        if one.how != "represented":
            continue
        if not one.by or one.by not in institutions:
            raise Refused("representative_missing", field=f"by_{key}", name=name)
        if one.by == key:
            raise Refused("represents_itself", field=f"by_{key}", name=name)
        if one.by not in present:
            raise Refused("representative_not_there", field=f"by_{key}", name=name, by=institutions[one.by].name)
    for other in stays.filter(how="represented").select_related("institution", "represented_by"):
        if other.represented_by and other.represented_by.key not in present:
            raise Refused("representative_not_there", name=other.institution.name, by=other.represented_by.name)
    Attendance.objects.filter(meeting=meeting, institution__key__in=list(given)).delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, institution=institutions[key], how=one.how, office=one.office if one.how == "present" else "",
            represented_by=institutions[one.by] if one.how == "represented" else None,
        )
        for key, one in given.items()
    )  # fmt: skip
    there = tallied(roll_of(meeting))
    record(
        "attendance_set", actor=actor, of="meeting", key=meeting.key, entitled=there.entitled, present=there.present,
        represented=there.represented,
        roll=[[one.institution, one.how, one.office or one.by] for one in sorted(given.values(), key=lambda p: p.institution)],
    )  # fmt: skip


def vote_prepare(
    *, actor: Actor, meeting: Meeting, vote: Vote, wording: Wording
) -> tuple[Charter, Evidence, decisions.Record]:
    """What a vote at a session is judged by: the charter in force on its day, the evidence with the roll as it stands, the
    record. Writes nothing; refused where the day has not come, nobody is there, the kind is another organ's, the counts do not
    add up, or the state of a draft that is named was not put to the vote by that day."""
    held(meeting)
    charter, kinds = kinds_at(meeting)
    if vote.kind not in dict(kinds):
        raise Refused("kind_of_other_organ", field="kind")
    roll = roll_of(meeting)
    if not tallied(roll).there:
        raise Refused("roll_empty")
    circumstances: dict[str, Any] = {
        "organ": organ_key(meeting),
        "session": {"key": meeting.key, "kind": meeting.kind, "call": meeting.call},
        "date": meeting.date.isoformat(),
        "place": meeting.place.to_json(),
        "recorded": {"person": actor.person, "office": actor.office},
    }
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
        organ=organ_key(meeting), organ_name=meeting.body.name, date=meeting.date, title=wording.title, text=wording.text,
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
