"""The committees, and the call by which their first members came: all answers, one refusal, one missing consent, one late university.

A second call, for the task force that runs the survey, is open on the demonstration's day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from konfrans.committees.selectors.access import Answerer, addressee
from konfrans.committees.selectors.access import committee as committee_of
from konfrans.committees.selectors.board import nominations_in
from konfrans.committees.selectors.mail import topic_of
from konfrans.committees.services import calls, nominations, seating
from konfrans.committees.services.committees import committee_create
from konfrans.decisions.selectors import passed_decisions
from konfrans.demo.play.founding import FACTS
from konfrans.demo.play.mandates import MANDATES, SEATED_GROUPS, TASK_FORCE
from konfrans.demo.play.nominees import Invented, invented
from konfrans.demo.story import FOUNDED
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import letters_about, letters_release
from konfrans.kernel.localised import Localised
from konfrans.people import selectors as people
from konfrans.projects.selectors.register import project_by_key

if TYPE_CHECKING:
    from konfrans.committees.models import Call, Committee, Nomination

KEYS = ("education", "science", "internationalisation", "industry", "students-alumni")
PATTERN = {
    "adpu": "22212", "admiu": "20200", "aztu": "22222", "atmu": "21222", "adu": "22210", "uteca": "22221", "bbu": "22222",
    "beu": "22220", "baau": "22100", "bhos": "22222", "xu": "22222", "lsu": "12210", "nu": "22210", "au": "22011", "oyu": "11011",
}  # fmt: skip
"""How many each university names to each committee: the member, or the member and a substitute."""
CHAIRS = {
    ("adpu", "science"): {"given": "Leyla", "surname": "Məmmədzadə", "email": "chair.science@example.org"},
    ("atmu", "education"): {"given": "Pərviz", "surname": "Sultanlı", "email": "chair.education@example.org"},
}
"""Whoever chairs a committee since the founding day is named to it too: a chair is one of the members."""
REFUSED_AT, MISSING_AT, LATE = "nu", "bhos", "oyu"
ASKED, CLOSED = date(2026, 9, 28), date(2026, 10, 23)
CONFIRMED = date(2026, 11, 6)
BEGINS = date(2026, 11, 9)


def play() -> Iterator[str]:
    """The committees on the founding day, their members in the autumn, the task force's call in November."""
    with clock.standing_at(FOUNDED):
        committees = _committees()
    call = _call(committees)
    named = _answers(call)
    seats = _confirm(call)
    yield f"{len(committees)} committees and groups; {named} people named by fifteen universities, {seats} seats on five rosters"
    _open_call()
    yield "a second call, for the task force, open until 4 December"


def _secretary() -> Actor:
    account = people.account_by_address("secretary@example.org")
    assert account is not None
    return people.standing_of(account.pk).actor()


def _coordinator() -> Actor:
    account = people.account_by_address("coordinator@example.org")
    assert account is not None
    return people.standing_of(account.pk).actor()


def _committees() -> list[Committee]:
    creating = next(one for one in passed_decisions() if one.kind == "committee_creation")
    sources = {row["key"]: row for row in tomllib.loads((FACTS / "sources.toml").read_text("utf-8"))["source"]}
    made = []
    for row in tomllib.loads((FACTS / "committees.toml").read_text("utf-8"))["committee"]:
        mandate, themes = MANDATES[row["key"]]
        body = people.body(row["key"])
        made.append(
            committee_create(
                actor=_secretary(), key=row["key"], name=body.name, sort="standing", body=body, mandate=mandate, themes=themes,
                mentor=people.institution(row["mentor"]) if row.get("mentor") else None, decision=creating,
                working_name=row["working_name"], source=sources[row["source"]]["address"],
                source_name=Localised.of(**sources[row["source"]]["name"]), sample=True,
            )
        )  # fmt: skip
    group = people.body("charter-group")
    made.append(committee_create(actor=_secretary(), key=group.key, name=group.name, sort="working_group", body=group))
    name, mandate, themes = TASK_FORCE
    made.append(
        committee_create(
            actor=_secretary(), key="survey-task-force", name=name, sort="task_force", mandate=mandate, themes=themes,
            since=FOUNDED, sample=True,
        )
    )  # fmt: skip
    for key, seats in SEATED_GROUPS.items():
        committee = next(one for one in made if one.body.key == key)
        _seat_those_in_office(committee, seats)
    return made


def _seat_those_in_office(committee: Committee, seats: dict[str, str]) -> None:
    """Whoever holds an office in the body since the founding day sits there too."""
    for office in people.offices_in(committee.body.key):
        seat = seats.get(office.kind)
        if seat is not None:
            seating.seat_begin(
                actor=_secretary(), committee=committee, seat=seat, person=office.person, since=office.since, office=office, public=True,
                institution_key=office.institution.key if office.institution else "", sample=True,
            )  # fmt: skip


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=clock.zone())


def _call(committees: list[Committee]) -> Call:
    with clock.standing_at(ASKED):
        call = calls.call_create(
            actor=_coordinator(), key="committees-2026", committees=[one for one in committees if one.body.key in KEYS],
            title=Localised.of(az="Komitələrə namizədlərin irəli sürülməsi, 2026", en="Members of the committees, 2026"),
            project=project_by_key("ecar"), members_on=ASKED, closes_at=_end_of(CLOSED), begins_on=BEGINS, keep_until=date(2027, 3, 31), sample=True,
            note=Localised.of(
                az="Hər universitet hər komitəyə bir əsas və bir ehtiyat namizəd irəli sürür.",
                en="Each university names one member and one substitute to each committee.",
            ),
        )  # fmt: skip
        calls.call_open(actor=_coordinator(), call=call)
        letters_release(actor=_coordinator(), letters=list(letters_about(topic_of(call))))
    return call


def _answerer(call: Call, key: str) -> Answerer:
    account = people.account_by_address(f"rector.{key}@example.org")
    assert account is not None
    standing = people.standing_of(account.pk)
    asked = addressee(call.key, key)
    held = standing.holds("rector", "acting_rector", institution=key)
    return Answerer(asked, standing.actor(held), True, None, standing, "az")


def _answers(call: Call) -> int:
    people_of = {key: invented(key) for key in KEYS}
    done = 0
    for at, (key, wanted) in enumerate(PATTERN.items()):
        day = date(2026, 10, 1 + at) if key != LATE else date(2026, 10, 28)
        if key == LATE:
            with clock.standing_at(date(2026, 10, 26)):
                calls.call_reopen(
                    actor=_coordinator(), addressee=_answerer(call, key).addressee, until=_end_of(date(2026, 10, 30)),
                    reason="Universitetin yeni tədris korpusuna köçməsi (şərti)",
                )  # fmt: skip
        with clock.standing_at(day):
            done += _answer(call, key, wanted, people_of)
        with clock.standing_at(min(date(2026, 11, 2), date.fromordinal(day.toordinal() + 2))):
            _consents(call, key)
    return done


def _answer(call: Call, key: str, wanted: str, people_of: dict[str, Iterator[Invented]]) -> int:
    answerer = _answerer(call, key)
    first: Invented | None = None
    done = 0
    for committee, number in zip((committee_of(one) for one in KEYS), wanted, strict=True):
        for seat in ("member", "substitute")[: int(number)]:
            one = next(people_of[committee.body.key])
            if (
                key == REFUSED_AT
                and seat == "member"
                and committee.body.key == "internationalisation"
                and first is not None
            ):
                one = first  # the same person for a second committee: what the charter does not allow
            if seat == "member" and (key, committee.body.key) in CHAIRS:
                one = replace(one, **CHAIRS[key, committee.body.key])
            nominations.nomination_draft(
                answerer=answerer, committee=committee, seat=seat, given=one.given, surname=one.surname, email=one.email, language="az",
                position=one.position, field=one.field, sample=True,
            )  # fmt: skip
            if committee.body.key == "science" and seat == "member":
                first = one
            done += 1
    nominations.answer_sign(answerer=answerer)
    letters_release(actor=_coordinator(), letters=list(letters_about(topic_of(call))))
    return done


def _consents(call: Call, key: str) -> None:
    """Everybody consents, but for one nominee who has not answered."""
    for one in sorted(_asked(call, key), key=lambda each: each.pk):
        if key == MISSING_AT and one.committee.body.key == "industry" and one.seat == "member":
            continue
        nominations.consent_give(nomination=one, public=one.pk % 7 != 0)


def _asked(call: Call, key: str) -> list[Nomination]:
    """The nominations of a university whose people have not answered yet."""
    return [one for one in nominations_in(call) if one.addressee.institution.key == key and one.consent == "asked"]


def _confirm(call: Call) -> int:
    with clock.standing_at(CONFIRMED):
        wrong = next(
            one
            for one in nominations_in(call)
            if (one.addressee.institution.key, one.committee.body.key, one.seat)
            == (REFUSED_AT, "internationalisation", "member")
        )
        nominations.nomination_refuse(
            actor=_coordinator(), nomination=wrong, article="18.3",
            reason="Namizəd artıq “Elmi işlər” komitəsinə irəli sürülüb: eyni şəxs birdən artıq komitənin üzvü ola bilməz.",
        )  # fmt: skip
        done = 0
        for key in KEYS:
            committee = committee_of(key)
            ready = [
                one
                for one in nominations_in(call)
                if one.committee_id == committee.pk and one.state in ("named", "asked") and one.consent == "given"
            ]
            composition = seating.composition_confirm(actor=_coordinator(), committee=committee, nominations=ready)
            done += composition.seats.count()
        letters_release(actor=_coordinator(), letters=list(letters_about(topic_of(call))))
    return done


def _open_call() -> None:
    with clock.standing_at(date(2026, 11, 13)):
        force = committee_of("survey-task-force")
        call = calls.call_create(
            actor=_coordinator(), key="survey-2027", committees=[force],
            title=Localised.of(az="Sorğu üzrə işçi qrupuna namizədlər", en="Members of the survey task force"),
            project=project_by_key("ecar"), members_on=clock.today(), closes_at=_end_of(date(2026, 12, 4)), begins_on=date(2027, 1, 11), keep_until=date(2027, 6, 30),
            sign_offices=("rector", "acting_rector", "vice_rector"), sample=True,
        )  # fmt: skip
        calls.call_open(actor=_coordinator(), call=call)
        letters_release(actor=_coordinator(), letters=list(letters_about(topic_of(call))))
    source = invented("survey")
    for at, key in enumerate(("adpu", "beu", "adu", "lsu", "uteca", "admiu")):
        with clock.standing_at(date(2026, 11, 16 + at)):
            answerer = _answerer(call, key)
            one = next(source)
            nominations.nomination_draft(
                answerer=answerer, committee=force, seat="member", given=one.given, surname=one.surname, email=one.email,
                language="az", position=one.position, field=one.field, sample=True,
            )  # fmt: skip
            nominations.answer_sign(answerer=answerer)
            letters_release(actor=_coordinator(), letters=list(letters_about(topic_of(call))))
            if at < 4:
                _consents(call, key)
