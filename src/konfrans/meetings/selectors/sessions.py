"""Sessions, their rolls, and what a vote taken at one is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Count as Counted
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from konfrans.charter import Charter, LawError, Reason, motion_verdict, read_evidence
from konfrans.charter import Count as VoteCount
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import drafts, of_session, office_words, words
from konfrans.kernel import clock
from konfrans.kernel.formats import number_text
from konfrans.kernel.localised import Localised, alphabet, by_name
from konfrans.kernel.models import NameCommitment, StoredFile
from konfrans.kernel.names import names_shown
from konfrans.kernel.refusals import Refused, worded
from konfrans.meetings.models import Attendance, Meeting
from konfrans.meetings.rules import SORTS, PersonSeat, Seat, Tallied, tallied
from konfrans.meetings.selectors.access import manages, seen
from konfrans.meetings.selectors.organs import by_persons, charter_of, organ_fault, organ_in
from konfrans.meetings.selectors.persons import PersonRow, persons_roll, persons_rows
from konfrans.membership.selectors import Member, members_on
from konfrans.people.models import Body, Office, Person
from konfrans.people.selectors import Standing, heads_on, in_force, surname_first
from konfrans.statutes.selectors import charter_on

KEEP = "konfrans.meetings.proof"


def meetings() -> QuerySet[Meeting]:
    """Every session, the newest first, with how many attendances are entered."""
    found = Meeting.objects.select_related("body").annotate(
        entered=Counted("attendances", filter=~Q(attendances__how="absent"), distinct=True)
        + Counted("persons", filter=~Q(persons__how="absent"), distinct=True)
    )
    # A query that counts forgets the order of the model.
    return found.order_by("-date", F("time").desc(nulls_last=True), "-pk")


def session_next(on: date) -> Meeting | None:
    """The next session of any organ on a day or after it; public: organ, kind, day, time and place. When a committee meets is its
    own. One query."""
    ahead = Meeting.objects.select_related("body").filter(date__gte=on).exclude(body__kind__in=SORTS)
    return ahead.order_by("date", "time", "pk").first()


def organs() -> list[Body]:
    """The organs that may meet."""
    return by_name(Body.objects.filter(kind=Body.Kind.ORGAN))


def bodies_managed(standing: Standing) -> list[Body]:
    """The bodies whose sessions somebody may enter: organs first, then committees, then working groups, each by name."""
    kinds = {"organ": 0} | {kind: at for at, kind in enumerate(SORTS, 1)}
    rows = [one for one in Body.objects.filter(kind__in=kinds) if manages(standing, one)]
    return sorted(by_name(rows), key=lambda one: kinds[one.kind])


@dataclass(frozen=True, slots=True)
class Sitting:
    """The sessions of one body, the newest first."""

    body: Body
    meetings: list[Any]


def sessions_shown(standing: Standing, *, most: int = 200) -> list[Sitting]:
    """The sessions that somebody may see, by body: the body that met last, or meets next, comes first."""
    found: dict[int, Sitting] = {}
    for one in meetings().filter(seen(standing))[:most]:
        found.setdefault(one.body_id, Sitting(one.body, [])).meetings.append(one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A member as the attendance page lists it."""

    member: Member
    seat: Seat
    head: str
    by_code: str


def roll_of(meeting: Meeting, charter: Charter | None = None) -> Sequence[Seat | PersonSeat]:
    """The roll: every member on the day, with how it was there; every seat with its holder where persons sit."""
    charter = charter or charter_of(meeting)
    if by_persons(meeting, charter):
        return persons_roll(meeting, charter)
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
    roll: Sequence[Seat | PersonSeat]
    tally: Tallied
    quorum: str
    quorum_met: bool | None
    why_no_quorum: str
    decisions: list[tuple[Decision, Decision | None]]
    drafts: list[Decision]
    charter_version: str
    presided: str
    ahead: bool = False
    persons: tuple[PersonRow, ...] = ()
    of_persons: bool = False


def session(meeting: Meeting, standing: Standing) -> Session:
    """A session with its roll in numbers, the quorum for ordinary decisions (before anybody is on the roll the need alone), its decisions, each with the one that corrects it;
    drafts for who manages it."""
    charter = charter_of(meeting)
    of_persons = by_persons(meeting, charter)
    persons = tuple(persons_rows(meeting, charter)) if of_persons else ()
    roll = [row.seat for row in persons] if of_persons else roll_of(meeting, charter)
    tally = tallied(roll)
    quorum = _quorum(meeting, tally)
    return Session(
        meeting, roll, tally, quorum.text, quorum.met, quorum.why_none, _with_corrections(meeting),
        drafts_of(meeting) if manages(standing, meeting.body) else [], quorum.version, presided_name(meeting), meeting.date > clock.today(), persons, of_persons,
    )  # fmt: skip


def drafts_of(meeting: Meeting) -> list[Decision]:
    """What was decided at a session and is not published yet, corrections among them."""
    return list(drafts().filter(session=meeting.key))


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
    if not tally.there:
        return _Quorum(_quorum_need(reason), version=charter.version)
    return _Quorum(words().text(reason, charter), reason.met, charter.version)


def _quorum_need(reason: Reason) -> str:
    """What the quorum asks for, and nothing of who came: before anybody is on the attendance list."""
    facts = {
        "needed": number_text(reason.needed) if isinstance(reason.needed, int) else reason.needed,
        "article": words().article(reason.article),
    }
    if reason.working.size is None:
        return _("Needed for a quorum: %(needed)s (%(article)s).") % facts
    return _("Needed for a quorum: %(needed)s of %(size)s (%(article)s).") % {
        **facts, "size": number_text(reason.working.size),
    }  # fmt: skip


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
    organ = organ_in(meeting, charter)
    kinds = []
    for kind in charter.kinds_ruled():
        rule = charter.motion_rule(kind)
        if rule is not None and rule.organ.key == organ:
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


def officers_of(meeting: Meeting) -> list[Officer]:
    """Who may preside a session, or attest at it: in a committee and a working group those with a seat in it, else who holds an
    office that day."""
    if meeting.body.kind not in SORTS:
        return officers_on(meeting.date)
    rows = persons_rows(meeting, charter_of(meeting))
    return [
        Officer(f"{row.seat.person}:{row.seat.seat[:20]}", f"{row.name}, {row.seat_words}") for row in rows if row.name
    ]


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
