"""Sessions of committees: the roll of persons, who sees and manages them, votes by the charter's rule for committees."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from konfrans.charter import load_charter, recompute
from konfrans.decisions.models import Decision
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.journal import verify
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors, services
from konfrans.meetings.models import Meeting, PersonAttendance
from konfrans.meetings.registries import SeatHeld, seat_holders
from konfrans.meetings.rules import (
    PersonPresence,
    PersonSeat,
    Presence,
    is_https,
    may_approve,
    may_manage,
    organ_of,
    presence_fault,
    tallied,
)
from konfrans.people import services as people
from konfrans.people.registries import Subject
from konfrans.people.selectors import standing_of
from tests.cast import BEGAN, make_person
from tests.decisions.house import SESSION, draft_charter, text
from tests.meetings.committee import MET, build_committee, pdf, seats

pytestmark = pytest.mark.django_db

HERE = f"/en/desk/meetings/science-{MET}/"
DAY = date(2026, 11, 25)


@pytest.fixture
def committee(cast, house):
    return build_committee(cast, house)


@pytest.fixture
def registered(monkeypatch):
    """Register seats for the length of a test."""
    monkeypatch.setattr(seat_holders, "_functions", {})
    return lambda holders: seat_holders.add("committees", holders)


def page_of(account, path: str = HERE, status: int = 200) -> str:
    client = Client()
    client.force_login(account)
    with clock.standing_at(DAY):
        response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode().replace("\u00a0", " ")


# Rules -------------------------------------------------------------------------------------------------------------------


def test_a_substitute_has_the_vote_of_the_seat_and_none_of_its_own():
    roll = [
        PersonSeat("member", "a", "u1", how="represented", by="s"), PersonSeat("member", "b", "u2"),
        PersonSeat("substitute", "s", "u1", how="present", substitute_for="a"), PersonSeat("mentor", "m", "", False, "present"),
    ]  # fmt: skip
    there = tallied(roll)
    assert (there.members, there.entitled, there.present, there.represented, there.absent) == (2, 2, 1, 0, 1)
    assert roll[0].to_json() == {
        "seat": "member", "person": "a", "institution": "u1", "entitled": True, "how": "represented", "by": "s",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("presences", "code"),
    [
        ([PersonPresence("x", "present")], "attendance_no_seat"),
        ([PersonPresence("m", "represented", "s")], "represented_without_vote"),
        ([PersonPresence("a", "represented")], "substitute_missing"),
        ([PersonPresence("b", "represented", "s")], "substitute_of_other"),
        ([PersonPresence("a", "represented", "b")], "substitute_of_other"),
    ],
    ids=["no seat", "no vote", "by nobody", "another's substitute", "no substitute at all"],
)
def test_who_cannot_have_been_there_is_told_why(presences, code):
    held = [
        PersonSeat("member", "a"), PersonSeat("member", "b"), PersonSeat("substitute", "s", substitute_for="a"),
        PersonSeat("mentor", "m", votes=False),
    ]  # fmt: skip
    fault = presence_fault({one.person: one for one in held}, presences)
    assert fault is not None and fault[0] == code
    assert presence_fault({one.person: one for one in held}, [PersonPresence("a", "represented", "s")]) is None


def test_the_charter_has_one_organ_for_all_committees_and_one_for_working_groups():
    charter = draft_charter()
    assert organ_of("science", "committee", charter) == "committee"
    assert organ_of("charter-group", "working_group", charter) == "working_group"
    assert organ_of("general-assembly", "organ", charter) == "general_assembly"
    assert organ_of("audit-commission", "committee", charter) == "audit_commission"


def test_who_manages_and_who_approves():
    assert may_manage("committee", secretariat=False, leads=True) and may_manage("organ", secretariat=True, leads=False)
    assert not may_manage("organ", secretariat=False, leads=True)
    assert not may_manage("working_group", secretariat=False, leads=False)
    assert may_approve(chair=True, chaired=True, secretariat=False)
    assert not may_approve(chair=False, chaired=True, secretariat=True)
    assert may_approve(chair=False, chaired=False, secretariat=True)


@pytest.mark.parametrize(
    "address", ["http://example.org/", "javascript:alert(1)", "https://", "https://a b/", "meet", "https://x\n"]
)
def test_a_link_is_an_https_address(address, committee):
    assert not is_https(address)
    with pytest.raises(Refused) as refused:
        services.meeting_change(actor=committee.actor, meeting=committee.meeting, place=text("Baku"), link=address)
    assert refused.value.code == "link_not_https"


# The roll ------------------------------------------------------------------------------------------------------------------


def test_the_holders_are_those_of_the_offices_and_a_person_votes_once(committee, cast):
    people.office_begin(
        actor=committee.actor, kind="member", person=cast.chair.person, body=cast.committee, since=BEGAN
    )
    people.office_begin(
        actor=committee.actor, kind="reader", person=cast.stranger.person, body=cast.committee, since=BEGAN
    )
    held = selectors.seats_on("science", MET)
    assert [one.seat for one in held] == ["chair", "member", "member", "member", "secretary", "reader"]
    assert [one.votes for one in held] == [True] * 4 + [False] * 2
    assert held[0].institution == "adpu" and held[1].institution == "u01"
    assert selectors.seats_on("science", date(2025, 12, 31)) == []


def test_a_domain_that_knows_the_body_says_who_sits_in_it(committee, registered, cast):
    member, substitute = committee.members[0], cast.stranger.person
    registered(
        seats(
            SeatHeld(seat="member", person=member.key, name=member.full_name, institution="u01"),
            SeatHeld(seat="substitute", person=substitute.key, name=substitute.full_name, substitute_for=member.key, institution="u01"),
        )
    )  # fmt: skip
    services.person_attendance_set(
        actor=committee.actor,
        meeting=committee.meeting,
        presences=[PersonPresence(member.key, "represented", substitute.key)],
    )
    there = tallied(selectors.roll_of(committee.meeting))
    assert (there.entitled, there.present, there.represented) == (1, 1, 0)
    rows = {one.person.key: (one.how, one.votes) for one in PersonAttendance.objects.select_related("person")}
    assert rows == {member.key: ("represented", True), substitute.key: ("present", False)}
    assert "represented by: " + substitute.full_name in page_of(cast.secretary)
    assert page_of(cast.stranger)  # a seat that another domain knows opens the body's sessions
    with pytest.raises(Refused) as refused:
        services.person_attendance_set(
            actor=committee.actor,
            meeting=committee.meeting,
            presences=[PersonPresence(cast.rector.person.key, "present")],
        )
    assert refused.value.code == "attendance_no_seat"


def test_members_of_the_conference_are_no_roll_of_a_committee_and_persons_none_of_the_assembly(committee, house):
    with pytest.raises(Refused) as refused:
        services.attendance_set(actor=house.actor, meeting=committee.meeting, presences=[Presence("u01", "present")])
    assert refused.value.code == "roll_of_persons"
    with pytest.raises(Refused) as refused:
        services.person_attendance_set(
            actor=house.actor, meeting=house.meeting, presences=[PersonPresence(committee.members[0].key, "present")]
        )
    assert refused.value.code == "roll_of_members"


def test_nobody_is_the_own_substitute(committee):
    person = committee.members[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonAttendance.objects.create(
            meeting=committee.meeting, person=person, substitute=person, seat="member", votes=True, how="represented"
        )


def test_an_erased_person_leaves_the_seat_and_the_count(committee):
    committee.everybody_came()
    person = committee.members[1]
    before = tallied(selectors.roll_of(committee.meeting))
    data = selectors.personal_data()
    assert data.find(Subject(person.key, ())) == 1
    assert data.export(Subject(person.key, ())) == [
        {"session": committee.meeting.key, "seat": "member", "how": "present", "institution": "u02"}
    ]
    people.person_erase(actor=committee.actor, person=person)
    row = PersonAttendance.objects.get(institution__key="u02")
    assert (row.person, row.seat, row.how) == (None, "member", "present")
    assert tallied(selectors.roll_of(committee.meeting)) == before
    assert data.find(Subject(person.key, ())) == 0
    page = page_of(committee.clerk, HERE).replace("&#x27;", "'")
    assert "name erased at the person's request" in page
    assert "name not recorded" not in page + page_of(committee.clerk, HERE + "persons/")


# Who --------------------------------------------------------------------------------------------------------------------------


def test_members_see_the_sessions_of_their_body_and_nobody_else_does(committee, cast):
    member = committee.accounts[0]
    for account in (member, committee.clerk, cast.chair, cast.secretary):
        assert "https://meet.example.org/science" in page_of(account)
    for account in (cast.rector, cast.coordinator, cast.stranger):
        page_of(account, status=403)
    assert Client().get(HERE).status_code == 302
    listed = page_of(member, "/en/desk/meetings/")
    assert HERE in listed and "general-assembly-2026-11-20" not in listed
    assert HERE not in page_of(cast.rector, "/en/desk/meetings/")
    page_of(member, "/en/desk/meetings/general-assembly-2026-11-20/", 403)


@pytest.mark.parametrize(
    "end", ["change/", "persons/", "agenda/", "agenda/add/", "papers/add/", "decide/", "minutes/write/"]
)
def test_chair_and_secretary_of_the_body_manage_its_sessions_and_members_do_not(committee, cast, end):
    committee.everybody_came()
    for account in (cast.chair, committee.clerk, cast.secretary):
        assert HERE in page_of(account, HERE + end)
    for account in (committee.accounts[0], cast.rector):
        assert "meet.example.org" not in page_of(account, HERE + end, status=403)


def test_a_chair_enters_a_session_of_the_own_committee_alone(committee, cast):
    client = Client()
    client.force_login(cast.chair)
    sent = {
        "body": "science",
        "kind": "ordinary",
        "call": "1",
        "date": "2026-12-08",
        "link": "https://meet.example.org/2",
    }
    assert client.post("/en/desk/meetings/create/", sent)["Location"] == "/en/desk/meetings/science-2026-12-08/agenda/"
    entry = JournalEntry.objects.filter(act="meeting_create").last()
    assert json.loads(entry.body)["actor"]["office"] == "chair" and "meet.example.org" not in entry.body
    refused = client.post("/en/desk/meetings/create/", sent | {"body": "general-assembly", "date": "2026-12-09"})
    assert refused.status_code == 422 and not Meeting.objects.filter(date=date(2026, 12, 9)).exists()


@pytest.mark.parametrize("day", [date.min, BEGAN - timedelta(days=1), DAY + timedelta(days=732), date.max])
def test_a_session_is_neither_before_the_committee_began_nor_far_ahead(committee, cast, day):
    client = Client()
    client.force_login(cast.chair)
    sent = {"body": "science", "kind": "ordinary", "call": "1", "date": day.isoformat()}
    with clock.standing_at(DAY):
        page = client.post("/en/desk/meetings/create/", sent)
    assert page.status_code == 422 and list(page.context["form"].errors) == ["date"]
    assert Meeting.objects.count() == 2, "the session of the house and that of the committee"


def test_a_session_may_be_on_the_first_day_and_two_years_ahead(committee, cast):
    create = {"actor": committee.actor, "body": cast.committee, "kind": "ordinary", "place": text("Baku")}
    with clock.standing_at(DAY):
        for day in (BEGAN, DAY + timedelta(days=731)):
            assert services.meeting_create(date=day, **create).date == day
        with pytest.raises(Refused) as refused:
            services.meeting_create(date=BEGAN - timedelta(days=1), **create)
    assert (refused.value.code, refused.value.field) == ("meeting_before_body", "date")
    cast.committee.since = date(2025, 5, 1)
    cast.committee.save(update_fields=["since"])
    with clock.standing_at(DAY):
        services.meeting_create(date=date(2025, 5, 1), **create)


def test_a_session_of_an_organ_may_be_older_than_what_is_recorded_of_it_but_not_without_limit(house, cast):
    create = {"actor": house.actor, "body": cast.assembly, "kind": "ordinary", "place": text("Baku")}
    assert services.meeting_create(date=date(1998, 6, 1), **create).date == date(1998, 6, 1)
    with pytest.raises(Refused) as refused:
        services.meeting_create(date=date.min, **create)
    assert (refused.value.code, refused.value.field) == ("meeting_day_outside", "date")


def test_who_left_the_committee_sees_its_sessions_no_more(committee):
    person, account = committee.members[0], committee.accounts[0]
    assert "https://meet.example.org/science" in page_of(account)
    people.office_end(actor=committee.actor, office=person.offices.get(), until=date(2026, 11, 20))
    assert "https://meet.example.org/science" not in page_of(account, status=403)
    assert HERE not in page_of(account, "/en/desk/meetings/", status=403)


def test_when_a_committee_meets_is_not_public(committee, cast, client):
    services.meeting_create(
        actor=committee.actor, body=cast.committee, kind="ordinary", date=date(2026, 12, 8), place=text("Secret room")
    )
    assert selectors.session_next(DAY) is None
    with clock.standing_at(DAY):
        assert "Secret room" not in client.get("/en/").content.decode()
        waits = lambda account: [one.address for one in selectors.waiting(standing_of(account.pk))]
        assert "/en/desk/meetings/science-2026-12-08/" in waits(committee.accounts[0])
        assert "/en/desk/meetings/science-2026-12-08/" not in waits(cast.rector)
        assert f"/en/desk/meetings/science-{MET}/persons/" in waits(cast.chair)


def test_who_came_is_ticked_in_the_browser(committee, cast):
    client = Client()
    client.force_login(cast.chair)
    sent = {f"how_{one.key}": "present" for one in committee.members[:2]} | {f"how_{cast.chair.person.key}": "present"}
    assert client.post(HERE + "persons/", sent)["Location"] == HERE
    there = tallied(selectors.roll_of(committee.meeting))
    assert (there.entitled, there.present, there.absent) == (4, 3, 1)
    bad = client.post(HERE + "persons/", {f"how_{committee.members[0].key}": "asleep"})
    assert bad.status_code == 422 and "Choose one of the answers shown." in bad.content.decode()
    assert "Present: 3 of 4 entitled to vote" in page_of(committee.accounts[0])
    assert client.get(HERE + "attendance/")["Location"] == HERE + "persons/"


# Votes ------------------------------------------------------------------------------------------------------------------------


def test_a_committee_decides_by_simple_majority_with_its_own_quorum(committee):
    kinds = dict(selectors.kinds_at(committee.meeting)[1])
    assert kinds == {"committee_opinion": "decision of a committee"}
    committee.everybody_came(committee.members[2])
    assert committee.record(yes=2, no=1).outcome == "passed"
    assert committee.record(yes=1, no=1, abstain=1).outcome == "failed"
    assert committee.record(yes=1, abstain=2).outcome == "passed"
    committee.everybody_came(*committee.members[1:])
    assert committee.record(yes=2).outcome == "invalid"  # two of four are no more than half


def test_counts_that_do_not_fit_the_seats_are_refused(committee):
    committee.everybody_came()
    with pytest.raises(Refused) as refused:
        committee.record(yes=4, no=1)
    assert refused.value.code == "vote_not_judged"
    with pytest.raises(Refused) as refused:
        committee.record("opinion", yes=3)
    assert refused.value.code == "kind_of_other_organ"


def test_a_working_group_decides_by_a_kind_of_its_own(house, cast):
    body = people.body_create(actor=house.actor, key="charter-group", kind="working_group", name=text("Charter group"))
    person, _account = make_person("Elçin", "Nümunə", "elcin@example.org")
    people.office_begin(actor=house.actor, kind="chair", person=person, body=body, since=BEGAN)
    found = services.meeting_create(actor=house.actor, body=body, kind="ordinary", date=MET, place=text("Baku"))
    assert [kind for kind, _words in selectors.kinds_at(found)[1]] == ["working_group_opinion"]


def test_evidence_holds_the_roll_of_seats_and_no_name_and_can_be_judged_again(committee, cast, client):
    committee.everybody_came(committee.members[2])
    with clock.standing_at(DAY):
        decided = decision_publish(actor=committee.actor, decision=committee.record(yes=2, no=1))
    record = json.loads(decided.evidence)["record"]
    assert (record["organ"], record["body"], decided.organ) == ("committee", "science", "science")
    assert {one["seat"] for one in record["roll"]} == {"chair", "member", "secretary"}
    assert {one["institution"] for one in record["roll"]} == {"adpu", "u01", "u02", "u03", None}
    assert "Nümunə" not in decided.evidence
    assert recompute(decided.charter.text, decided.evidence).outcome.value == "passed"
    assert decided.organ_name.given("en") == "Scientific Affairs (committee)"
    assert decided.organ_name.given("az") == "Elmi işlər (komitə)"
    page = client.get(f"/en/decisions/{decided.year}/{decided.number}/").content.decode()
    assert "Scientific Affairs (committee), ordinary session" in page and "University 01, member" in page
    assert "Nümunə" not in page and "Kamran" not in page
    page = client.get(f"/az/decisions/{decided.year}/{decided.number}/").content.decode()
    assert "Universitet 01, üzv" in page
    assert client.get(f"/en/decisions/{decided.year}/{decided.number}/decision.pdf").content.startswith(b"%PDF-")
    assert list(selectors.decisions_of_body("science")) == [decided]
    assert verify().fault is None


def test_a_chair_records_a_draft_and_changes_it_and_the_secretariat_publishes(committee, cast):
    committee.everybody_came()
    client = Client()
    client.force_login(cast.chair)
    sent = {
        "kind": "committee_opinion", "title_az": "Jurnallar", "title_en": "Journals", "text_az": "Mətn.", "text_en": "Text.",
        "yes": "3", "no": "1", "abstain": "0", "blank": "0", "invalid": "0",
    }  # fmt: skip
    with clock.standing_at(DAY):
        judged = client.post(HERE + "decide/", sent | {"do": "judge"})
        assert judged.status_code == 200 and "Article 17(5)" in judged.content.decode().replace("\u00a0", " ")
        assert client.post(HERE + "decide/", sent | {"do": "save"})["Location"] == HERE
        draft = Decision.objects.get()
        address = f"/en/desk/decisions/{draft.pk}/change/"
        assert address in client.get(HERE).content.decode()
        assert client.post(address, sent | {"do": "save", "yes": "4", "no": "0"})["Location"] == HERE
        assert client.get(f"/en/desk/decisions/{draft.pk}/").status_code == 403
        assert client.post(f"/en/desk/decisions/{draft.pk}/publish/").status_code == 403
    page_of(committee.accounts[0], address, 403)
    assert "Journals" not in page_of(committee.accounts[0])


# What others ask ---------------------------------------------------------------------------------------------------------------


def test_sessions_last_activity_and_calendar_of_a_body(committee, cast):
    assert [one.key for one in selectors.sessions_of("science")] == [committee.meeting.key]
    with clock.standing_at(DAY):
        assert selectors.last_activity("science") is None
        committee.everybody_came()
        assert selectors.last_activity("science") == MET
    (entry,) = selectors.meetings_calendar("science")
    assert (entry.uid, entry.start, entry.end) == (f"session-{committee.meeting.key}", MET, date(2026, 11, 13))
    assert entry.link == "https://meet.example.org/science" and entry.updated == committee.meeting.created_at
    services.meeting_change(
        actor=committee.actor,
        meeting=committee.meeting,
        place=text("Ganja"),
        time=time(15, 0),
        link=committee.meeting.link,
    )
    (entry,) = selectors.meetings_calendar("science")
    assert entry.start.hour == 15 and entry.end is None and entry.updated > committee.meeting.created_at
    assert selectors.sessions_of("nobody") == [] and selectors.last_activity("nobody") is None


def test_a_new_charter_touches_the_sessions_of_committees_by_their_organ(committee):
    charter = draft_charter()
    start = charter.document.index("[organs.committee.quorum]")
    changed = charter.document[:start] + charter.document[start:].replace('share = "1/2"', 'share = "1/3"', 1)
    new = load_charter(changed)
    found = [one.what for one in selectors.touched(charter, new, MET)]
    assert len(found) == 1 and "Scientific Affairs" in found[0]


def test_a_paper_of_a_session_is_opened_by_its_body_alone(committee, cast):
    paper = services.paper_add(
        actor=committee.actor, meeting=committee.meeting, title=text("Journals"), stream=pdf(), name="journals.pdf"
    )
    address = reverse("file", args=[paper.versions.get().file.key])
    client = Client()
    assert client.get(address).status_code == 302
    for account, status in (
        (committee.accounts[0], 200), (committee.clerk, 200), (cast.chair, 200), (cast.secretary, 200), (cast.rector, 403),
    ):  # fmt: skip
        client.force_login(account)
        with clock.standing_at(SESSION):
            assert client.get(address).status_code == status
