"""Sessions, their rolls, and what a vote taken at one is judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count as Counted
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.charter import Charter, LawError, motion_verdict, read_evidence
from konfrans.charter import Count as VoteCount
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import drafts, of_session, office_words, words
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.formats import date_text, time_text
from konfrans.kernel.localised import Localised, alphabet, by_name
from konfrans.kernel.models import NameCommitment, StoredFile
from konfrans.kernel.names import names_shown
from konfrans.kernel.refusals import Refused, no_access, worded
from konfrans.meetings.models import Attendance, Meeting
from konfrans.meetings.rules import Seat, Tallied, tallied, votes_by_members
from konfrans.meetings.selectors.organs import organ_fault, organ_key
from konfrans.membership.selectors import Member, members_on
from konfrans.people.models import Body, Office, Person
from konfrans.people.registries import PersonalData, Subject
from konfrans.people.selectors import Standing, access_secretariat, access_signed_in, heads_on, in_force, surname_first
from konfrans.statutes.selectors import charter_on

SEE = ("president", "rector", "acting_rector", "vice_rector", "chair")
"""Offices, besides the secretariat's, that may see sessions; only the secretariat records."""

KEEP = "konfrans.meetings.proof"


def access_meetings(user_id: int | None) -> Standing:
    """Who may see sessions: the secretariat, and those who sit in organs or chair a committee."""
    standing = access_signed_in(user_id)
    if not standing.is_secretariat and standing.holds(*SEE) is None:
        raise no_access("meetings_for_officers")
    return standing


def access_meeting(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who may see it; 404 where there is none."""
    standing = access_meetings(user_id)
    return standing, _meeting(key)


def access_meeting_record(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who records: the secretariat."""
    standing = access_secretariat(user_id)
    return standing, _meeting(key)


def access_meeting_held(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session whose day has come, for who records what was decided at it; refused before that day."""
    standing, found = access_meeting_record(user_id, key)
    held(found)
    return standing, found


def held(meeting: Meeting) -> None:
    """Refused: the day of the session has not come, so nothing can have been decided at it."""
    if meeting.date > clock.today():
        raise Refused("meeting_ahead", date=meeting.date)


def _meeting(key: str) -> Meeting:
    found = Meeting.objects.select_related("body").filter(key=key).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def meeting_of(decision: Decision) -> Meeting:
    """The session at which a decision was taken; 404 where it was recorded without one."""
    return _meeting(decision.session or "-")


def meetings() -> QuerySet[Meeting]:
    """Every session, the newest first, with how many attendances are entered."""
    found = Meeting.objects.select_related("body").annotate(
        entered=Counted("attendances", filter=~Q(attendances__how="absent"))
    )
    # A query that counts forgets the order of the model.
    return found.order_by("-date", F("time").desc(nulls_last=True), "-pk")


def session_next(on: date) -> Meeting | None:
    """The next session of any organ on a day or after it; public: organ, kind, day, time and place. One query."""
    return Meeting.objects.select_related("body").filter(date__gte=on).order_by("date", "time", "pk").first()


def organs() -> list[Body]:
    """The organs that may meet."""
    return by_name(Body.objects.filter(kind=Body.Kind.ORGAN))


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A member as the attendance page lists it."""

    member: Member
    seat: Seat
    head: str
    by_code: str


def roll_of(meeting: Meeting) -> list[Seat]:
    """The roll: every member on the day, with how it was there."""
    entered = {a.institution.key: a for a in _attendances(meeting)}
    return [_seat(member, entered.get(member.key)) for member in members_on(meeting.date)]


def _attendances(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting).select_related("institution", "represented_by")


def _seat(member: Member, entered: Attendance | None) -> Seat:
    return Seat(
        institution=member.key, votes=member.votes, entitled=member.entitled, why=member.why, article=member.article,
        how=entered.how if entered else "absent",  # type: ignore[arg-type]
        office=entered.office if entered and entered.how == "present" else "",
        by=entered.represented_by.key if entered and entered.represented_by else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its page shows it."""

    meeting: Meeting
    roll: list[Seat]
    tally: Tallied
    quorum: str
    quorum_met: bool | None
    why_no_quorum: str
    decisions: list[tuple[Decision, Decision | None]]
    drafts: list[Decision]
    charter_version: str
    presided: str
    ahead: bool = False


def session(meeting: Meeting, standing: Standing) -> Session:
    """A session with its roll in numbers, the quorum for ordinary decisions, its decisions, each with the one that corrects it;
    drafts for the secretariat."""
    roll = roll_of(meeting)
    tally = tallied(roll)
    quorum = _quorum(meeting, tally)
    return Session(
        meeting, roll, tally, quorum.text, quorum.met, quorum.why_none, _with_corrections(meeting),
        list(drafts().filter(session=meeting.key)) if standing.is_secretariat else [], quorum.version, presided_name(meeting), meeting.date > clock.today(),
    )  # fmt: skip


def _with_corrections(meeting: Meeting) -> list[tuple[Decision, Decision | None]]:
    """The published decisions of a session, each with the one that corrects it."""
    found = list(of_session(meeting.key))
    corrected = {one.corrects_id: one for one in found if one.corrects_id}
    return [(one, corrected.get(one.pk)) for one in found]


def presided_name(meeting: Meeting) -> str:
    """Who presided, by name; empty where nobody is entered or the name was erased."""
    return (
        names_shown([meeting.presided_name]).get(meeting.presided_name, ("", None))[0] if meeting.presided_name else ""
    )


@dataclass(frozen=True, slots=True)
class _Quorum:
    """The quorum in words, whether it is met, the charter's version; or why none is counted."""

    text: str = ""
    met: bool | None = None
    version: str = ""
    why_none: str = ""


def _quorum(meeting: Meeting, tally: Tallied) -> _Quorum:
    try:
        charter, kinds = kinds_at(meeting)
    except Refused as refused:
        return _Quorum(why_none=worded(refused))
    if not kinds:
        return _Quorum(version=charter.version, why_none=organ_fault(meeting, charter))
    names = [kind for kind, _words in kinds]
    try:
        count = VoteCount(
            members=tally.members, entitled=tally.entitled, present=tally.present, represented=tally.represented
        )
        kind = "ordinary" if "ordinary" in names else names[0]
        verdict = motion_verdict(count, kind=kind, charter=charter, call=meeting.call)
    except LawError:
        return _Quorum(version=charter.version)
    reason = next((one for one in verdict.reasons if one.code == "quorum"), None)
    if reason is None:
        return _Quorum(version=charter.version)
    return _Quorum(words().text(reason, charter), reason.met, charter.version)


def attendance_page(meeting: Meeting, *, page: int, rows: int = 100) -> tuple[list[RollEntry], int, int]:
    """One page of the attendance list, its number, how many there are."""
    members = by_name(members_on(meeting.date))
    pages = max(1, -(-len(members) // rows))
    page = min(max(1, page), pages)
    shown = members[(page - 1) * rows : page * rows]
    entered = {a.institution.key: a for a in _attendances(meeting)}
    heads = heads_on([member.key for member in shown], meeting.date)
    codes = {member.key: member.code for member in members}
    found = []
    for member in shown:
        seat = _seat(member, entered.get(member.key))
        head = heads.get(member.key)
        found.append(RollEntry(member, seat, head.kind if head else "", codes.get(seat.by, seat.by)))
    return found, page, pages


def member_codes(meeting: Meeting) -> list[tuple[str, str, Localised]]:
    """Code, key and name of each member on the day: whom a member may be represented by."""
    return [(member.code, member.key, member.name) for member in by_name(members_on(meeting.date))]


def kinds_at(meeting: Meeting) -> tuple[Charter, list[tuple[str, str]]]:
    """The charter in force on the day, and the kinds of decision it lets this organ take, in words."""
    _version, charter = charter_on(meeting.date)
    kinds = []
    for kind in charter.kinds_ruled() if votes_by_members(charter, organ_key(meeting)) else ():
        rule = charter.motion_rule(kind)
        if rule is not None and rule.organ.key == organ_key(meeting):
            kinds.append((kind, words().kind(kind, charter)))
    return charter, kinds


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody in office on a day, as a choice: `value` is `person key:office`."""

    value: str
    label: str


def officers_on(on: date) -> list[Officer]:
    """Who may preside or attest: president, secretary, chairs first, then heads of institutions."""
    rows = (
        Office.objects.filter(in_force(on), kind__in=("president", "secretary", "chair", "rector", "acting_rector"))
        .filter(person__erased_on=None)
        .select_related("person", "institution", "body")
    )
    order = {"president": 0, "secretary": 1, "chair": 2}
    found = []
    for office in sorted(rows, key=lambda o: (order.get(o.kind, 3), alphabet(surname_first(o.person)))):
        where = (
            office.institution.code
            if office.institution and office.kind not in order
            else office.body.name.given()
            if office.body
            else ""
        )
        label = f"{office.person.full_name}, {office_words(office.kind)}{', ' + where if where else ''}"
        found.append(Officer(f"{office.person.key}:{office.kind}", label))
    return found


def day_of(day: date | None) -> date:
    """A day, or today."""
    return day or clock.today()


def kept_file(signed: str) -> StoredFile | None:
    """The stored document that a form holds under a signature; None where it holds none, or the signature is not ours.

    Refused: the form held it for more than a day, so that it may be deleted already.
    """
    try:
        key = str(signing.loads(signed, salt=KEEP, max_age=24 * 3600))
    except signing.SignatureExpired:
        raise Refused("proof_gone", field="proof") from None
    except signing.BadSignature:
        return None
    found = StoredFile.objects.filter(key=key).first()
    if found is None:
        raise Refused("proof_gone", field="proof")
    return found


def commitments(people: Iterable[str]) -> dict[str, str]:
    """For each person key the commitment to the name the person has now."""
    persons = {one.key: one.full_name for one in Person.objects.filter(key__in=list(people))}
    rows = NameCommitment.objects.filter(person_key__in=list(persons), erased_on=None)
    return {row.person_key: row.commitment for row in rows if row.name == persons[row.person_key]}


def names_by_key(known: Mapping[str, str]) -> dict[str, str]:
    """The name for each person key, where it is not erased."""
    shown = names_shown(known.values())
    return {key: shown.get(commitment, ("", None))[0] for key, commitment in known.items()}


def form_of(decision: Decision) -> dict[str, Any]:
    """A recorded decision as the form shows it."""
    evidence = read_evidence(decision.evidence)
    count = evidence.count
    initial: dict[str, Any] = {
        "kind": decision.kind, "title": decision.title, "text": decision.text, "closed": decision.closed,
        "proof_public": decision.proof_public, "what_was_wrong": decision.what_was_wrong,
        "ballot": {None: "", True: "secret", False: "open"}[evidence.secret], "casting": evidence.casting or "",
        "not_voting": count.not_voting,
    }  # fmt: skip
    initial |= {name: getattr(count, name) for name in ("yes", "no", "abstain", "blank", "invalid")}
    return initial | {f"attest_{decision.kind}_{one.rule}": f"{one.by}:{one.office}" for one in evidence.attestations}


AHEAD, BEHIND = timedelta(days=60), timedelta(days=365)  # how long before and after its day a session may wait


def waiting(standing: Any) -> Iterator[Waiting]:
    """Sessions to come, for who may see them; for the secretariat those held without roll or decision too. One query."""
    if not (standing.is_secretariat or standing.holds(*SEE)):
        return
    today = clock.today()
    recorded = Exists(Decision.objects.filter(session=OuterRef("key")))
    for one in meetings().filter(date__range=(today - BEHIND, today + AHEAD)).annotate(recorded=recorded):
        if one.date > today:
            yield _ahead(one)
        elif standing.is_secretariat and not one.recorded:
            yield _unrecorded(one)


def _ahead(one: Any) -> Waiting:
    told = (time_text(one.time) if one.time else "", one.place.given())
    return Waiting(
        code="session_ahead", title=_("Session: %(organ)s") % {"organ": one.body.name.given()}, due=one.date,
        why=", ".join(filter(None, told)), address=reverse("meeting", args=[one.key]), act=_("Open the session"), sample=one.sample,
    )  # fmt: skip


def _unrecorded(one: Any) -> Waiting:
    title = _("%(organ)s, session of %(date)s") % {"organ": one.body.name, "date": date_text(one.date)}
    if not one.entered:
        return Waiting(
            code="attendance_set", title=title, why=_("Nobody is on its attendance list yet."),
            address=reverse("attendance_set", args=[one.key]), act=_("Enter who came"), since=one.date, sample=one.sample,
        )  # fmt: skip
    return Waiting(
        code="decision_record", title=title, why=_("No decision is recorded yet."),
        address=reverse("decision_record", args=[one.key]), act=_("Record a decision"), since=one.date, sample=one.sample,
    )  # fmt: skip


def object_address(kind: str, key: str) -> str | None:
    """Where a session of the journal is shown."""
    return reverse("meeting", args=[key]) if kind == "meeting" else None


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Organ and day of the sessions of the journal."""
    keys = objects.get("meeting")
    rows = Meeting.objects.filter(key__in=keys).select_related("body") if keys else ()
    return {("meeting", one.key): f"{one.body.name}, {date_text(one.date)}" for one in rows}


def personal_data() -> PersonalData:
    """Which sessions a person presided, by key; nothing is erased here, for no name is held."""

    def held(subject: Subject) -> QuerySet[Meeting]:
        return Meeting.objects.filter(presided_person=subject.person) if subject.person else Meeting.objects.none()

    def export(subject: Subject) -> list[dict[str, str]]:
        return [{"session": one.key, "presided_as": one.presided_office} for one in held(subject)]

    return PersonalData(find=lambda subject: held(subject).count(), export=export, erase=lambda subject: 0)
