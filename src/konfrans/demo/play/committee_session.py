"""The committee on Scientific Affairs at work: a session with agenda, a paper in two versions, who came, an opinion and minutes;
another session ahead. Everybody in it is invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from io import BytesIO
from typing import TYPE_CHECKING

from konfrans.decisions import services as decisions
from konfrans.kernel import clock
from konfrans.kernel.documents import document_pdf
from konfrans.kernel.localised import Localised
from konfrans.meetings import selectors
from konfrans.meetings import services as meetings
from konfrans.meetings.rules import PersonPresence, Vote
from konfrans.people import selectors as people

if TYPE_CHECKING:
    from konfrans.decisions.models import Decision
    from konfrans.kernel.acts import Actor
    from konfrans.meetings.models import Meeting
    from konfrans.meetings.registries import SeatHeld

BODY = "science"
MET, AHEAD = date(2026, 11, 12), date(2026, 12, 8)
ABSENT, REPRESENTED = ("baau", "lsu"), "bhos"
"""The universities whose members were not there, and the one whose substitute came."""
PLACE = Localised.of(
    az="Bakı, Azərbaycan Dövlət Pedaqoji Universiteti", en="Baku, Azerbaijan State Pedagogical University"
)
ONLINE = Localised.of(az="videokonfrans vasitəsilə", en="by video conference")
ITEMS = (
    (
        Localised.of(az="Elmi jurnalların vahid siyahısı", en="One list of scientific journals"),
        Localised.of(az="Layihə iclasdan əvvəl göndərilib.", en="The draft was sent before the session."),
        "L. Məmmədzadə",
    ),
    (
        Localised.of(az="Gənc tədqiqatçıların mübadiləsi", en="Exchange of young researchers"),
        Localised(),
        "Ə. Salmanov",
    ),
    (Localised.of(az="2027-ci ilin iş planı", en="Plan of work for 2027"), Localised(), ""),
)  # fmt: skip
PAPER = Localised.of(az="Jurnallar siyahısının layihəsi", en="Draft list of journals")
OPINION = (
    Localised.of(az="Elmi jurnalların vahid siyahısı haqqında rəy", en="Opinion on one list of scientific journals"),
    Localised.of(
        az="Komitə üzv universitetlərə elmi jurnalların vahid siyahısından istifadə etməyi tövsiyə edir.",
        en="The committee recommends that member universities use one list of scientific journals.",
    ),
)
DRAFT = Localised.of(
    az="Siyahının layihəsi müzakirə edildi. Meyarların ildə bir dəfə yenidən baxılması razılaşdırıldı.",
    en="The draft list was discussed. It was agreed to look at the criteria again once a year.",
)
MINUTES = Localised.of(
    az="1. Siyahının layihəsi müzakirə edildi və rəy qəbul olundu. Meyarlara ildə bir dəfə yenidən baxılacaq.\n"
    "2. Mübadilə üçün iki universitet yer təklif etdi.\n3. İş planına növbəti iclasda baxılacaq.",
    en="1. The draft list was discussed and the opinion was adopted. The criteria are looked at again once a year.\n"
    "2. Two universities offered places for the exchange.\n3. The plan of work is on the agenda of the next session.",
)  # fmt: skip


def play() -> Iterator[str]:
    """The committee meets, the minutes are approved, the next session is called."""
    with clock.standing_at(date(2026, 11, 9)):
        meeting = _called()
    with clock.standing_at(MET):
        draft = _held(meeting)
    with clock.standing_at(date(2026, 11, 17)):
        meetings.minutes_send(
            actor=_chair(), minutes=meetings.minutes_write(actor=_chair(), meeting=meeting, text=MINUTES)
        )
    with clock.standing_at(date(2026, 11, 23)):
        decisions.decision_publish(actor=_actor("secretary", "secretariat"), decision=draft)
    with clock.standing_at(date(2026, 11, 24)):
        newest = selectors.minutes_newest(meeting)
        assert newest is not None
        meetings.minutes_approve(actor=_chair(), minutes=newest)
        _ahead()
    yield "a session of the committee on Scientific Affairs, with agenda, paper, opinion and minutes; another one ahead"


def _actor(kind: str, body: str) -> Actor:
    """Whoever holds this office in the body today, as an actor."""
    office = next(one for one in people.offices_in(body, clock.today()) if one.kind == kind)
    standing = people.standing_of(office.person.account.pk)
    return standing.actor(standing.holds(kind, body=body))


def _chair() -> Actor:
    return _actor("chair", BODY)


def _called() -> Meeting:
    """The chair calls the session and sends the paper; a second version follows on the same day."""
    chair = people.offices_in(BODY, MET)
    presided = next(one.person for one in chair if one.kind == "chair")
    meeting = meetings.meeting_create(
        actor=_chair(), body=people.body(BODY), kind="ordinary", date=MET, time=time(15, 0), place=PLACE, presided=presided,
        presided_office="chair", sample=True,
    )  # fmt: skip
    items = [
        meetings.agenda_item_add(actor=_chair(), meeting=meeting, title=title, note=note, reports=reports)
        for title, note, reports in ITEMS
    ]
    paper = meetings.paper_add(
        actor=_chair(), meeting=meeting, title=PAPER, stream=_list(("Humanitar elmlər", "Təbiət elmləri")), name="siyahi-1.pdf",
        item=items[0],
    )  # fmt: skip
    meetings.paper_version_add(
        actor=_chair(),
        paper=paper,
        name="siyahi-2.pdf",
        stream=_list(("Humanitar elmlər", "Təbiət elmləri", "Texniki elmlər")),
    )
    return meeting


def _list(fields: tuple[str, ...]) -> BytesIO:
    """The draft list as a PDF that says that it is a sample."""
    data = {
        "conference": "Azərbaycan Rektorlar Konfransı", "title": PAPER.given("az"),
        "note": "Şərti sənəd: nümayiş üçün hazırlanıb. / A sample, made for the demonstration.",
        "heading": "Elm sahələri", "lines": list(fields),
    }  # fmt: skip
    return BytesIO(document_pdf("demo/minutes.typ", data, "az"))


def _held(meeting: Meeting) -> Decision:
    """Who came, the opinion with its vote, a first draft of the minutes."""
    seats = selectors.seats_on(BODY, MET)
    meetings.person_attendance_set(
        actor=_chair(), meeting=meeting, presences=[_presence(one, seats) for one in seats if one.votes]
    )
    there = sum(one.votes for one in seats) - len(ABSENT)
    title, text = OPINION
    draft = meetings.decision_record(
        actor=_chair(), meeting=meeting, vote=Vote(kind="committee_opinion", yes=there - 1, abstain=1),
        wording=meetings.Wording(title=title, text=text),
    )  # fmt: skip
    meetings.minutes_write(actor=_chair(), meeting=meeting, text=DRAFT)
    return draft


def _presence(one: SeatHeld, seats: Sequence[SeatHeld]) -> PersonPresence:
    if one.institution in ABSENT:
        return PersonPresence(one.person, "absent")
    if one.institution == REPRESENTED:
        return PersonPresence(
            one.person, "represented", by=next(each.person for each in seats if each.substitute_for == one.person)
        )
    return PersonPresence(one.person, "present")


def _ahead() -> None:
    """The next session, online."""
    meeting = meetings.meeting_create(
        actor=_chair(), body=people.body(BODY), kind="ordinary", date=AHEAD, time=time(15, 0), place=ONLINE,
        link="https://meet.example.org/science-2026-12-08", sample=True,
    )  # fmt: skip
    meetings.agenda_item_add(actor=_chair(), meeting=meeting, title=ITEMS[2][0])
