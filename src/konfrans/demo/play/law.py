"""The charter in force, the members, and the sessions of 2026 with what was decided at them. All of it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Any

from konfrans.decisions import services as decisions
from konfrans.demo.cast import FOUNDERS
from konfrans.demo.play import papers, texts
from konfrans.demo.story import FOUNDED, IN_FORCE
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.meetings import services as meetings
from konfrans.meetings.rules import Presence, Vote
from konfrans.membership import services as membership
from konfrans.membership.selectors import memberships_of
from konfrans.people import selectors as people
from konfrans.statutes.selectors.models import model
from konfrans.statutes.services import charter_load

if TYPE_CHECKING:
    from konfrans.decisions.models import Decision
    from konfrans.kernel.models import StoredFile
    from konfrans.meetings.models import Meeting

BAKU = Localised.of(az="Bakı Biznes Universiteti", en="Baku Business University")
GANJA = Localised.of(az="Gəncə, Azərbaycan Texnologiya Universiteti", en="Ganja, Azerbaijan University of Technology")
LINK = Localised.of(az="videokonfrans vasitəsilə", en="by video conference")


def play() -> Iterator[str]:
    """The founding day, then every session on its day."""
    with clock.standing_at(FOUNDED):
        actor = _secretary()
        charter_load(actor=actor, charter=model("azerbaijan-draft"), from_date=IN_FORCE)
        _members(actor)
    yield f"the draft Charter in force from {IN_FORCE:%d.%m.%Y}, {len(FOUNDERS)} founding members"
    published = _founding() + _spring() + _june() + _september() + _november()
    _ahead()
    yield f"{published} decisions at six sessions of the General Assembly, one of them a correction"


def _secretary() -> Actor:
    account = people.account_by_address("secretary@example.org")
    assert account is not None
    return people.standing_of(account.pk).actor()


def _members(actor: Actor) -> None:
    categories = {
        key: membership.category_create(actor=actor, key=key, name=name, votes=key == "full", article="6.1")
        for key, name in texts.CATEGORIES.items()
    }
    for key in FOUNDERS:
        membership.member_admit(
            actor=actor, institution=people.institution(key), category=categories["full"], since=FOUNDED, sample=True
        )


def _session(day: date, *, absent: str = "", by: dict[str, str] | None = None, **facts: Any) -> Meeting:
    """A session with its roll: everybody came through the head in office, but for those named."""
    by = by or {}
    body = people.body("general-assembly")
    president = people.offices_in("general-assembly", day)[0].person
    given: dict[str, Any] = {"kind": "ordinary", "place": BAKU, "time": time(11, 0)} | facts
    meeting = meetings.meeting_create(
        actor=_secretary(), body=body, date=day, presided=president, presided_office="president", sample=True, **given
    )
    heads = people.heads_on(FOUNDERS, day)
    presences = []
    for key in FOUNDERS:
        if key in by:
            presences.append(Presence(key, "represented", by=by[key]))
        elif key in absent.split():
            presences.append(Presence(key, "absent"))
        else:
            office = "vice_rector" if key == "atmu" else heads[key].kind
            presences.append(Presence(key, "present", office=office))
    meetings.attendance_set(actor=_secretary(), meeting=meeting, presences=presences)
    return meeting


def _decide(
    meeting: Meeting,
    kind: str,
    words: str,
    *,
    closed: bool = False,
    publish: bool = True,
    proof: StoredFile | None = None,
    **vote: Any,
) -> Decision:
    title, text = texts.DECISIONS[words]
    draft = meetings.decision_record(
        actor=_secretary(), meeting=meeting, vote=Vote(kind=kind, **vote),
        wording=meetings.Wording(title=title, text=text, closed=closed, proof=proof, proof_public=proof is not None),
    )  # fmt: skip
    return decisions.decision_publish(actor=_secretary(), decision=draft) if publish else draft


def _founding() -> int:
    with clock.standing_at(FOUNDED):
        meeting = _session(FOUNDED, absent="nu oyu", by={"lsu": "xu"})
        _decide(meeting, "charter_adoption", "charter", yes=11, no=1, abstain=1)
        _decide(meeting, "committee_creation", "committees", yes=12, abstain=1)
    return 2


def _spring() -> int:
    """Too few came on 27 March; what was put off was decided at the second call."""
    with clock.standing_at(date(2026, 3, 27)):
        first = _session(clock.today(), absent="nu oyu lsu adu au uteca baau admiu", place=GANJA)
        _decide(first, "rules_of_procedure", "procedure", yes=7)
    with clock.standing_at(date(2026, 4, 10)):
        second = _session(clock.today(), absent="nu oyu lsu adu au uteca baau", call=2, place=LINK)
        _decide(second, "rules_of_procedure", "procedure", yes=6, no=1, abstain=1)
    return 2


def _june() -> int:
    with clock.standing_at(date(2026, 6, 12)):
        meeting = _session(clock.today(), absent="nu adu", by={"au": "bbu"})
        _decide(meeting, "plan", "plan", yes=12, abstain=1)
        _decide(meeting, "report", "report", yes=13)
        _decide(meeting, "statement", "journal", yes=6, no=6, not_voting=1, casting="yes")
        _decide(meeting, "opinion", "opinion", yes=10, no=2, abstain=1, closed=True)
    return 4


def _september() -> int:
    with clock.standing_at(date(2026, 9, 18)):
        meeting = _session(clock.today(), absent="nu oyu adu lsu")
        _decide(meeting, "statement", "places", yes=7, no=3, abstain=1)
        budget = _decide(meeting, "budget", "budget", yes=10, no=1)
        _decide(meeting, "fee", "fee", yes=8, no=2, abstain=1)
    with clock.standing_at(date(2026, 9, 25)):
        title, text = texts.DECISIONS["budget"]
        corrected = meetings.decision_record_correct(
            actor=_secretary(), decision=budget, what_was_wrong=texts.WRONG, vote=Vote(kind="budget", yes=9, no=1, abstain=1),
            wording=meetings.Wording(title=title, text=text),
        )  # fmt: skip
        decisions.decision_publish(actor=_secretary(), decision=corrected)
    return 4


def _november() -> int:
    """The vote of one member rests; the amendment is one vote short."""
    with clock.standing_at(date(2026, 11, 2)):
        membership.vote_suspend(
            actor=_secretary(), membership=memberships_of("oyu")[0], since=clock.today(),
            article="10.2", reason=texts.RESTS,
        )  # fmt: skip
    with clock.standing_at(date(2026, 11, 20)):
        meeting = _session(
            clock.today(), absent="nu uteca oyu", by={"lsu": "xu"}, kind="extraordinary", time=time(10, 0)
        )
        _decide(meeting, "ordinary", "lankaran", yes=11, abstain=1)
        _decide(meeting, "charter_amendment", "term", yes=7, no=4, abstain=1, proof=papers.proof())
        _decide(meeting, "ordinary", "calendar", yes=10, abstain=2, publish=False)
    return 2


def _ahead() -> None:
    """The next session stands in the calendar; nobody has come yet."""
    with clock.standing_at(date(2026, 11, 24)):
        meetings.meeting_create(
            actor=_secretary(), body=people.body("general-assembly"), kind="ordinary", date=date(2026, 12, 18),
            time=time(11, 0), place=BAKU, sample=True,
        )  # fmt: skip
