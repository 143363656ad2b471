"""The yearly report: put together from what was done, frozen when the chair hands it in."""

from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from konfrans.charter import canonical
from konfrans.committees.models import CommitteeReport, WorkTask
from konfrans.committees.selectors.room_prints import report_pdf
from konfrans.committees.selectors.room_reports import article_words, report_shown, report_versions, reports
from konfrans.committees.selectors.room_years import committee_began, first_year
from konfrans.committees.services import documents, programme
from konfrans.committees.services import reports as services
from konfrans.committees.services.committees import committee_create
from konfrans.decisions.models import Decision
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
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


def correct(room, wrong="One session was missing.", foreword="Anew.", version=1) -> CommitteeReport:
    return services.committee_report_correct(
        actor=room.chair, committee=room.committee, year=2026, version=version, corrects=text(wrong), foreword=text(foreword)
    )  # fmt: skip


def test_a_corrected_version_says_what_was_wrong_and_the_earlier_ones_stay(worked):
    first = hand_in(worked)
    worked.task("Forgotten", due=date(2026, 12, 30))
    with clock.standing_at(NOW + timedelta(days=2)):
        second = correct(worked)
    assert (first.version, second.version) == (1, 2) and second.sha256 != first.sha256
    shown = report_shown(worked.committee, 2026)
    assert (shown.report.version, shown.foreword.given("en"), shown.handed_by) == (2, "Anew.", "Leyla Məmmədova")
    assert "Forgotten" in [one.title.given("en") for one in shown.open]
    before = report_shown(worked.committee, 2026, 1)
    assert before.report.frozen == first.frozen
    assert "Forgotten" not in [one.title.given("en") for one in before.open]
    lines = report_versions(worked.committee, 2026)
    assert [(one.number, one.at.date(), one.by, one.corrects.given("en")) for one in lines] == [
        (2, NOW + timedelta(days=2), "Leyla Məmmədova", "One session was missing."),
        (1, NOW, "Leyla Məmmədova", ""),
    ]
    assert [(one.year, one.version) for one in reports(worked.committee)] == [(2026, 2)]
    facts = json.loads(JournalEntry.objects.get(act="committee_report_correct").body)["facts"]
    assert (facts["version"], facts["before"], facts["sha256"]) == (2, first.sha256, second.sha256)


def test_no_version_is_ever_changed_or_deleted(worked):
    hand_in(worked)
    correct(worked)
    for one in CommitteeReport.objects.all():
        with pytest.raises(DatabaseError), transaction.atomic():
            CommitteeReport.objects.filter(pk=one.pk).update(version=9)
        with pytest.raises(DatabaseError), transaction.atomic():
            CommitteeReport.objects.filter(pk=one.pk).delete()


def test_what_was_not_handed_in_is_not_corrected_and_a_correction_gives_its_reason(worked):
    with pytest.raises(Refused) as refused:
        correct(worked)
    assert refused.value.code == "report_not_handed_in"
    hand_in(worked)
    with pytest.raises(Refused) as refused:
        services.committee_report_correct(
            actor=worked.chair, committee=worked.committee, year=2026, version=1, corrects=Localised(), foreword=text("x")
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("report_correction_unexplained", "corrects")
    assert CommitteeReport.objects.count() == 1


def test_the_chair_corrects_in_the_browser_and_members_read_every_version(worked):
    hand_in(worked)
    chair, member = client_of(worked.cast.chair), client_of(worked.member)
    assert member.get(ROOM + "reports/2026/correct/").status_code == 403
    assert chair.get(ROOM + "reports/2025/correct/").status_code == 404, "nothing was handed in for that year"
    assert chair.get(ROOM + "reports/2026/versions/2/").status_code == 404
    assert "It stays as it is." in chair.get(ROOM + "reports/2026/correct/").content.decode()
    assert chair.post(ROOM + "reports/2026/correct/", {"corrects_en": "", "foreword_en": "x"}).status_code == 422
    sent = {
        "version": "1",
        "corrects_az": "Bir iclas yox idi.",
        "corrects_en": "One session was missing.",
        "foreword_az": "",
        "foreword_en": "",
    }
    assert chair.post(ROOM + "reports/2026/correct/", sent)["Location"] == ROOM + "reports/2026/"
    page = member.get(ROOM + "reports/2026/").content.decode()
    assert "Version 2 of 2." in page and "One session was missing." in page
    assert ROOM + "reports/2026/versions/1/" in page and "reports/2026/correct/" not in page
    old = member.get(ROOM + "reports/2026/versions/1/").content.decode()
    assert "This version was corrected by a later one." in old
    made = member.get(ROOM + "reports/2026/versions/1/report.pdf")
    assert 'filename="report-science-2026-1.pdf"' in made["Content-Disposition"]
    assert "One session was missing." in _pdf_text(member.get(ROOM + "reports/2026/report.pdf").content)
    assert "corrected version, number 2" in member.get(ROOM).content.decode()


def test_a_version_that_was_corrected_meanwhile_is_not_corrected_again(worked):
    hand_in(worked)
    correct(worked)
    with pytest.raises(Refused) as refused:
        correct(worked, "Another was missing.", version=1)
    assert (refused.value.code, refused.value.facts) == ("report_newer", {"version": 2})
    assert CommitteeReport.objects.count() == 2
    assert correct(worked, "Another was missing.", version=2).version == 3


def test_the_form_of_a_correction_carries_the_version_that_was_read(worked):
    hand_in(worked)
    first, second = client_of(worked.cast.chair), client_of(worked.cast.chair)
    path = ROOM + "reports/2026/correct/"
    sent = {"corrects_az": "Səhv.", "corrects_en": "Wrong.", "foreword_az": "", "foreword_en": ""}
    read = [re.search(r'name="version" value="(\d+)"', one.get(path).content.decode())[1] for one in (first, second)]
    assert read == ["1", "1"]
    assert first.post(path, sent | {"version": read[0]}).status_code == 302
    late = second.post(path, sent | {"version": read[1]})
    assert late.status_code == 422 and "Version 2 was handed in meanwhile. Read it first" in late.content.decode()
    assert second.post(path, sent).status_code == 422, "a form without a version"
    assert CommitteeReport.objects.count() == 2


@pytest.mark.parametrize("year", ["0", "1", "2020", "2025", "2027", "99999", "99999999999999999999"])
def test_a_year_that_can_have_no_report_has_no_page(worked, year):
    chair = client_of(worked.cast.chair)
    for path in ("", "report.pdf", "write/", "hand-in/", "correct/"):
        assert chair.get(f"{ROOM}reports/{year}/{path}").status_code == 404, path
    for path in ("write/", "hand-in/", "correct/"):
        assert chair.post(f"{ROOM}reports/{year}/{path}", {"foreword_en": "x"}).status_code == 404, path
    assert not CommitteeReport.objects.exists()


def test_no_report_is_handed_in_for_a_year_before_the_committee_began(worked):
    for year in (0, 2020, 2025):
        for act, facts in ((services.committee_report_hand_in, {}), (services.committee_report_write, {"foreword": text("x")})):  # fmt: skip
            with pytest.raises(Refused) as refused:
                act(actor=worked.chair, committee=worked.committee, year=year, **facts)
            assert refused.value.code == "report_before"
            assert f"before 2026, so it has no report for {year}." in str(refused.value)
    assert not CommitteeReport.objects.exists()


def test_a_committee_that_was_set_up_before_its_first_seat_reports_from_that_year(worked):
    committee = worked.committee
    assert committee_began(committee) == date(2026, 1, 1)
    committee.body.since = date(2024, 3, 1)
    committee.body.save(update_fields=["since"])
    assert (committee_began(committee), first_year(committee)) == (date(2024, 3, 1), 2024)
    assert hand_in(worked, 2025).year == 2025


def test_a_committee_without_seats_began_with_its_decision_and_else_reports_on_this_year_alone(worked):
    group = committee_create(actor=worked.chair, key="group", name=text("Group"), sort="working_group")
    with clock.standing_at(date(2028, 5, 1)):
        assert (committee_began(group), first_year(group)) == (None, 2028)
        group.decision = Decision.objects.get(organ="science")
        assert (committee_began(group), first_year(group)) == (MET, 2026)


def test_a_task_that_was_withdrawn_is_not_counted_as_undone(worked):
    late = next(one for one in WorkTask.objects.all() if one.title.given("en") == "Late")
    programme.work_task_withdraw(actor=worked.chair, task=late, reason=text("The ministry does it."))
    shown = report_shown(worked.committee, 2026)
    assert (shown.tasks, shown.late) == (2, ())
    assert [(one.title.given("en"), one.reason.given("en")) for one in shown.withdrawn] == [
        ("Late", "The ministry does it.")
    ]
    hand_in(worked)
    frozen = report_shown(worked.committee, 2026)
    assert frozen.withdrawn == shown.withdrawn and "The ministry does it." in frozen.report.text.given("en")
    page = client_of(worked.member).get(ROOM + "reports/2026/").content.decode()
    assert "tasks done, of 2" in page and "The ministry does it." in page
    assert "The ministry does it." in _pdf_text(report_pdf(frozen, "en"))
