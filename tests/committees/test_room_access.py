"""Who enters a committee's room, and what each may do there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konfrans.committees.selectors.room_access import access_room, rooms_of
from konfrans.committees.services import documents, seating
from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.selectors import access_file, standing_of
from tests.committees.house import NOW
from tests.committees.room_house import ROOM, client_of, pdf
from tests.decisions.house import text

pytestmark = pytest.mark.django_db


def statuses(room, path: str) -> dict[str, int]:
    """What each role is answered with."""
    accounts = {
        "stranger": None, "rector": room.cast.rector, "coordinator": room.cast.coordinator, "nobody": room.cast.stranger,
        "secretariat": room.cast.secretary, "chair": room.cast.chair, "clerk": room.clerk, "member": room.member,
        "substitute": room.substitute,
    }  # fmt: skip
    return {role: client_of(account).get(path).status_code for role, account in accounts.items()}


OUT = {"stranger": 302, "rector": 403, "coordinator": 403, "nobody": 403}
PEOPLE = {"chair": 200, "clerk": 200, "member": 200, "substitute": 200}


def test_the_room_is_for_its_people_and_the_secretariat_and_for_nobody_else(room):
    room.task()
    for path in ("", "programme/2026/", "reports/2026/", "mail/"):
        assert statuses(room, ROOM + path) == OUT | PEOPLE | {"secretariat": 200}, path


def test_a_rector_does_not_enter_because_of_being_rector_of_the_university_that_sends(room):
    people.office_begin(
        actor=room.chair, kind="rector", person=room.cast.stranger.person, institution=room.house.members[0], since=NOW
    )
    with pytest.raises(Refused) as refused:
        access_room(room.cast.stranger.pk, "science")
    assert (refused.value.code, refused.value.status) == ("room_of_others", 403)


def test_programme_documents_and_letters_are_kept_by_chair_secretary_and_secretariat(room):
    for path in ("tasks/add/", "documents/add/", "mail/send/"):
        found = statuses(room, ROOM + path)
        assert found == OUT | {"secretariat": 200, "chair": 200, "clerk": 200, "member": 403, "substitute": 403}, path


def test_only_the_chair_hands_a_report_in(room):
    for path in ("reports/2026/write/", "reports/2026/hand-in/"):
        found = statuses(room, ROOM + path)
        assert found == OUT | {"secretariat": 403, "chair": 200, "clerk": 403, "member": 403, "substitute": 403}, path


def test_where_nobody_chairs_the_secretariat_decides(room):
    assert not room.inside(room.cast.secretary).decides
    room.leave(room.cast.chair, last=NOW - timedelta(days=1))
    assert room.inside(room.cast.secretary).decides
    assert not room.inside(room.clerk).decides


def test_a_calendar_is_for_who_sits_there(room):
    assert statuses(room, ROOM + "calendar/") == OUT | PEOPLE | {"secretariat": 403}


def test_whoever_leaves_the_committee_enters_no_more_from_the_day_after(room):
    room.leave(room.member, last=NOW)
    assert client_of(room.member).get(ROOM).status_code == 200
    with clock.standing_at(NOW + timedelta(days=1)):
        assert client_of(room.member).get(ROOM).status_code == 403


def test_a_room_of_no_committee_is_nowhere(room):
    assert client_of(room.cast.chair).get("/en/desk/committees/nothing/room/").status_code == 404


def test_addresses_stand_inside_the_room_and_on_no_public_page(room):
    page = client_of(room.member).get(ROOM).content.decode()
    for address in ("chair@example.org", "aysel@example.org", "kamran@example.org", "vusal@example.org"):
        assert f"mailto:{address}" in page
    assert "no address here" in page and "Samir Səssiz" in page
    assert "@example.org" not in client_of(None).get("/en/committees/science/").content.decode().replace(
        "secretariat@example.org", ""
    )


def test_the_desk_leads_to_the_rooms_of_ones_committees(room):
    assert [one.body.key for one in rooms_of(standing_of(room.substitute.pk))] == ["science"]
    assert rooms_of(standing_of(room.cast.rector.pk)) == []
    assert f'href="{ROOM}"' in client_of(room.member).get("/en/desk/").content.decode()
    assert f'href="{ROOM}"' not in client_of(room.cast.rector).get("/en/desk/").content.decode()


def test_the_buttons_a_member_cannot_use_are_not_shown(room):
    room.task()
    member = client_of(room.member).get(ROOM).content.decode()
    chair = client_of(room.cast.chair).get(ROOM).content.decode()
    for name, args in (("work_task_add", []), ("committee_document_add", []), ("room_mail_send", [])):
        address = reverse(name, args=["science", *args])
        assert address in chair and address not in member
    assert "meetings/create/?body=science" in chair and "meetings/create/" not in member


def test_a_document_that_is_not_public_opens_inside_the_room_alone(room):
    made = documents.committee_document_add(
        actor=room.chair, committee=room.committee, title=text("Plan"), stream=pdf(), name="plan.pdf"
    )
    key = made.versions.get().file.key
    for account in (room.cast.chair, room.clerk, room.member, room.substitute, room.cast.secretary):
        assert access_file(account.pk, key).key == key
    for account in (room.cast.rector, room.cast.stranger, room.cast.coordinator):
        with pytest.raises(Refused) as refused:
            access_file(account.pk, key)
        assert refused.value.status in (403, 404)


def test_the_page_takes_no_more_queries_with_more_people_and_tasks(room):
    client = client_of(room.cast.chair)

    def counted() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(ROOM).status_code == 200
        return len(seen)

    counted()
    room.task(owner=room.member.person)
    before = counted()
    for n in range(4):
        room.task(f"Task {n}", owner=room.other.person)
        one = people.person_create(actor=room.chair, given=f"Given{n}", surname="Nümunə")
        seating.seat_begin(
            actor=room.chair, committee=room.committee, seat="member", person=one, since=NOW,
            institution_key=room.house.members[4 + n].key,
        )  # fmt: skip
    assert counted() == before
