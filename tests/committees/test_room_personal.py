"""What rooms hold of a person, given out and erased."""

from __future__ import annotations

import pytest

from konfrans.committees.models import CalendarFeed, WorkTask
from konfrans.committees.services import documents, feeds, reports, room_mail
from konfrans.people import services as people
from konfrans.people.registries import Subject, personal_data
from tests.committees.room_house import ROOM, client_of, pdf
from tests.decisions.house import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(room):
    """The member owns a task and a calendar; the secretary of the committee added and wrote."""
    room.task("Mine", owner=room.member.person)
    feeds.calendar_feed_make(
        actor=room.inside(room.member).actor, committee=room.committee, person=room.member.person, language="en"
    )
    clerk = room.inside(room.clerk).actor
    documents.committee_document_add(
        actor=clerk, committee=room.committee, title=text("Plan"), stream=pdf(), name="plan.pdf"
    )
    room_mail.room_mail_send(actor=clerk, committee=room.committee, subject=text("S"), text=text("T"))
    return room


def subject(account) -> Subject:
    return Subject(account.person.key, (account.email,))


def held(account):
    return personal_data.get("committees_room")()


def test_everything_that_is_held_is_given_out(used):
    data = held(used.member)
    exported = data.export(subject(used.member))
    assert data.find(subject(used.member)) == 2
    assert [one["title"]["en"] for one in exported["tasks"]] == ["Mine"]
    assert [one["committee"] for one in exported["calendars"]] == ["science"]
    clerk = data.export(subject(used.clerk))
    assert (len(clerk["documents"]), len(clerk["letters_written"])) == (1, 1)
    assert data.find(subject(used.cast.stranger)) == 0
    assert data.export(Subject(None, ("nobody@example.org",))) == {}


def test_a_report_that_names_a_key_says_so(used):
    reports.committee_report_hand_in(actor=used.chair, committee=used.committee, year=2026)
    data = held(used.member)
    assert data.export(subject(used.member))["reports"] == [
        {"committee": "science", "year": 2026, "version": 1, "role": "named as who came or left"}
    ]
    assert data.export(subject(used.cast.chair))["reports"][0]["role"] == "handed in"


def test_every_version_of_a_report_is_told_by_its_number(used):
    reports.committee_report_hand_in(actor=used.chair, committee=used.committee, year=2026)
    for version in (1, 2):
        reports.committee_report_correct(
            actor=used.chair,
            committee=used.committee,
            year=2026,
            version=version,
            corrects=text("W"),
            foreword=text("F"),
        )
    told = held(used.member).export(subject(used.member))["reports"]
    assert sorted(one["version"] for one in told) == [1, 2, 3]


def test_an_erased_person_owns_no_task_and_no_calendar(used):
    people.person_erase(actor=used.chair, person=used.member.person)
    assert WorkTask.objects.get().owner is None
    assert not CalendarFeed.objects.exists()
    page = client_of(used.cast.chair).get(ROOM).content.decode()
    assert "Aysel" not in page and "nobody named" in page
    assert held(used.member).find(subject(used.member)) == 0
