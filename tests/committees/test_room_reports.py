"""The yearly report: put together from what was done, frozen when the chair hands it in."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from konfrans.charter import canonical
from konfrans.committees.models import CommitteeReport
from konfrans.committees.selectors.room_prints import report_pdf
from konfrans.committees.selectors.room_reports import article_words, report_shown
from konfrans.committees.services import documents, programme
from konfrans.committees.services import reports as services
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors as meetings
from konfrans.meetings import services as sessions
from konfrans.meetings.rules import PersonPresence, Vote
from konfrans.people import services as people
from tests.committees.house import NOW
from tests.committees.room_house import ROOM, client_of, pdf
from tests.decisions.house import text

pytestmark = pytest.mark.django_db
MET = date(2026, 11, 20)


@pytest.fixture
def worked(room):
    """A session at which three of four came and an opinion was adopted, three tasks, a document, somebody who left."""
    meeting = sessions.meeting_create(
        actor=room.chair, body=room.committee.body, kind="ordinary", date=MET, place=text("Baku")
    )
    with clock.standing_at(MET):
        seats = meetings.seats_on("science", MET)
        sessions.person_attendance_set(
            actor=room.chair, meeting=meeting,
            presences=[
                PersonPresence(one.person, "absent" if one.name == "Kamran Nümunə" else "present") for one in seats if one.votes
            ],
        )  # fmt: skip
        draft = sessions.decision_record(
            actor=room.chair, meeting=meeting, vote=Vote(kind="committee_opinion", yes=2),
            wording=sessions.Wording(title=text("On journals"), text=text("One list.")),
        )  # fmt: skip
    decision_publish(actor=room.inside(room.cast.secretary).actor, decision=draft)
    done = room.task("Done", due=date(2026, 11, 22))
    programme.work_task_done(actor=room.chair, task=done, on=date(2026, 11, 24))
    room.task("Late", due=date(2026, 11, 21))
    room.task("Open", due=date(2026, 12, 21))
    documents.committee_document_add(
        actor=room.chair, committee=room.committee, title=text("Plan"), stream=pdf(), name="plan.pdf"
    )
    room.leave(room.other, last=date(2026, 11, 23))
    return room


def hand_in(room, year: int = 2026) -> CommitteeReport:
    return services.committee_report_hand_in(actor=room.chair, committee=room.committee, year=year)


def test_a_report_is_put_together_from_what_was_done(worked):
    shown = report_shown(worked.committee, 2026)
    assert (shown.since, shown.until, shown.handed_in) == (date(2026, 1, 1), NOW, False)
    (session,) = shown.sessions
    assert (session.day, session.there, session.seats) == (MET, 2, 3)
    (decision,) = shown.decisions
    assert (str(decision.number), decision.title.given("en"), decision.outcome) == ("2026/01", "On journals", "passed")
    assert [(one.title.given("en"), one.state) for one in shown.done] == [("Done", "done_late")]
    assert [one.title.given("en") for one in shown.late] == ["Late"]
    assert [one.title.given("en") for one in shown.open] == ["Open"]
    assert [(one.title.given("en"), one.versions) for one in shown.documents] == [("Plan", 1)]
    assert [one.name for one in shown.went] == ["Kamran Nümunə"]
    assert "Samir Səssiz" in [one.name for one in shown.came]
    assert shown.sits == 4


def test_who_came_to_a_session_is_counted_by_seats_with_a_vote(worked):
    (session,) = report_shown(worked.committee, 2026).sessions
    entitled = [one for one in meetings.seats_on("science", MET) if one.votes and not one.substitute_for]
    assert session.seats == len(entitled)
    assert session.there == len(entitled) - 1


def test_a_handed_in_report_stands_as_it_was_whatever_happens_later(worked):
    services.committee_report_write(
        actor=worked.chair, committee=worked.committee, year=2026, foreword=text("We began.")
    )
    report = hand_in(worked)
    assert report.frozen == canonical(json.loads(report.frozen)).decode()
    assert report.sha256 == hashlib.sha256(report.frozen.encode()).hexdigest()
    before = report_shown(worked.committee, 2026)
    worked.task("Later", due=date(2026, 12, 24))
    with clock.standing_at(NOW + timedelta(days=20)):
        after = report_shown(worked.committee, 2026)
    assert (after.open, after.late, after.until) == (before.open, before.late, NOW)
    assert after.foreword.given("en") == "We began."
    assert after.handed_by == "Leyla Məmmədova"


def test_a_handed_in_report_is_never_changed_or_deleted(worked):
    report = hand_in(worked)
    for act in (
        lambda: CommitteeReport.objects.filter(pk=report.pk).update(year=2025),
        lambda: CommitteeReport.objects.filter(pk=report.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    for act, facts in (
        (services.committee_report_write, {"foreword": text("Anew")}),
        (services.committee_report_hand_in, {}),
    ):
        with pytest.raises(Refused) as refused:
            act(actor=worked.chair, committee=worked.committee, year=2026, **facts)
        assert refused.value.code == "report_handed_in"


def test_a_draft_may_be_written_again_and_a_year_ahead_not_at_all(worked):
    for words in ("One", "Two"):
        services.committee_report_write(actor=worked.chair, committee=worked.committee, year=2026, foreword=text(words))
    assert report_shown(worked.committee, 2026).foreword.given("en") == "Two"
    with pytest.raises(Refused) as refused:
        hand_in(worked, 2027)
    assert refused.value.code == "report_ahead"
    assert client_of(worked.cast.chair).get(ROOM + "reports/2027/").status_code == 404


def test_neither_the_frozen_values_nor_the_text_nor_the_journal_name_a_person(worked):
    report = hand_in(worked)
    journal = "".join(JournalEntry.objects.values_list("body", flat=True))
    for name in ("Kamran", "Samir", "Leyla", "Nümunə", "Səssiz", "Məmmədova"):
        for kept in (report.frozen, *report.text.texts.values(), journal):
            assert name not in kept
    assert "University 02" in report.text.given("en") and "On journals" in report.text.given("en")


def test_a_name_that_was_erased_stands_in_no_report(worked):
    hand_in(worked)
    assert "Kamran Nümunə" in client_of(worked.cast.chair).get(ROOM + "reports/2026/").content.decode()
    people.person_erase(actor=worked.chair, person=worked.other.person)
    page = client_of(worked.cast.chair).get(ROOM + "reports/2026/").content.decode()
    assert "Kamran" not in page and "name erased" in page
    made = _pdf_text(report_pdf(report_shown(worked.committee, 2026), "en"))
    assert "Kamran" not in made and "name erased" in made


def _pdf_text(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def test_the_report_is_a_pdf_in_each_language(worked):
    services.committee_report_write(
        actor=worked.chair, committee=worked.committee, year=2026, foreword=text("We began.", "Biz başladıq.")
    )
    hand_in(worked)
    client = client_of(worked.member)
    english = client.get(ROOM + "reports/2026/report.pdf")
    assert (
        english["Content-Type"] == "application/pdf"
        and 'filename="report-science-2026.pdf"' in english["Content-Disposition"]
    )
    words = _pdf_text(english.content)
    for said in ("Scientific Affairs", "We began.", "On journals", "Late", "late by 4 days", "article 17(4)"):
        assert said in words, said
    azeri = _pdf_text(client.get("/az" + ROOM.removeprefix("/en") + "reports/2026/report.pdf").content)
    assert "Elmi işlər" in azeri and "Biz başladıq." in azeri


def test_the_paragraph_that_asks_for_the_report_stands_beside_it(worked):
    shown = report_shown(worked.committee, 2026)
    assert shown.article == "17.4"
    assert "once a year it reports to the General Assembly" in article_words("17.4").given("en")
    page = client_of(worked.member).get(ROOM + "reports/2026/").content.decode().replace("\u00a0", " ")
    assert "Article 17(4)" in page and "once a year it reports" in page


def test_the_chair_hands_in_in_the_browser(worked):
    chair = client_of(worked.cast.chair)
    sent = {"foreword_az": "Başladıq.", "foreword_en": "We began."}
    assert chair.post(ROOM + "reports/2026/write/", sent).status_code == 302
    assert "nothing in it can be changed" in chair.get(ROOM + "reports/2026/hand-in/").content.decode()
    assert chair.post(ROOM + "reports/2026/hand-in/")["Location"] == ROOM + "reports/2026/"
    assert CommitteeReport.objects.get().handed_in_at is not None
    assert chair.get(ROOM + "reports/2026/hand-in/").status_code == 302
    assert "is handed in" in chair.get(ROOM + "reports/2026/").content.decode()
