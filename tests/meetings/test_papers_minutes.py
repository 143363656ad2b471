"""Agenda, papers with versions, minutes that are approved once and corrected by a new version."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from konfrans.decisions.services import decision_discard, decision_publish
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors, services
from konfrans.meetings.models import AgendaItem, Minutes, PaperVersion
from konfrans.people import services as people
from konfrans.people.registries import Subject
from konfrans.people.selectors import standing_of
from tests.decisions.house import text
from tests.meetings.committee import MET, build_committee, pdf
from tests.meetings.test_committees import DAY, HERE, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def committee(cast, house):
    return build_committee(cast, house)


@pytest.fixture
def chair(cast):
    client = Client()
    client.force_login(cast.chair)
    return client


def titles(meeting) -> list[tuple[int, str]]:
    return [(one.order, one.title.given("en")) for one in AgendaItem.objects.filter(meeting=meeting)]


# Agenda -----------------------------------------------------------------------------------------------------------------------


def test_an_item_takes_its_place_and_the_others_move(committee):
    add = lambda title, **where: services.agenda_item_add(
        actor=committee.actor, meeting=committee.meeting, title=text(title), **where
    )
    add("One")
    add("Two")
    add("First", order=1)
    assert titles(committee.meeting) == [(1, "First"), (2, "One"), (3, "Two")]
    item = selectors.agenda_item(committee.meeting, 3)
    services.agenda_item_change(
        actor=committee.actor, item=item, title=text("Two, changed"), order=2, reports="The chair"
    )
    assert titles(committee.meeting) == [(1, "First"), (2, "Two, changed"), (3, "One")]
    services.agenda_item_remove(actor=committee.actor, item=selectors.agenda_item(committee.meeting, 1))
    assert titles(committee.meeting) == [(1, "Two, changed"), (2, "One")]
    with pytest.raises(Refused) as refused:
        services.agenda_item_add(actor=committee.actor, meeting=committee.meeting, title=Localised())
    assert refused.value.code == "agenda_item_untitled"


def test_the_agenda_is_kept_in_the_browser(committee, chair):
    sent = {"title_az": "Jurnallar", "title_en": "Journals", "reports": "Leyla"}
    assert chair.post(HERE + "agenda/add/", sent)["Location"] == HERE + "agenda/"
    assert chair.post(HERE + "agenda/add/", {"title_en": "Half"}).status_code == 422
    assert chair.post(HERE + "agenda/1/change/", sent | {"title_en": "All journals", "order": "1"}).status_code == 302
    assert "All journals" in page_of(committee.accounts[0]) and "Reports: Leyla" in page_of(committee.accounts[0])
    assert chair.post(HERE + "agenda/1/remove/").status_code == 302 and titles(committee.meeting) == []
    assert chair.get(HERE + "agenda/7/change/").status_code == 404


# Papers ------------------------------------------------------------------------------------------------------------------------


def test_a_new_version_stands_beside_the_one_before_it(committee):
    paper = services.paper_add(
        actor=committee.actor, meeting=committee.meeting, title=text("Journals"), stream=pdf(), name="list.pdf"
    )
    services.paper_version_add(actor=committee.actor, paper=paper, stream=pdf(b"second"), name="list-2.pdf")
    (shown,) = selectors.papers_of(committee.meeting)
    assert [(one.number, one.file.name) for one in shown.versions] == [(2, "list-2.pdf"), (1, "list.pdf")]
    assert shown.versions[0].by == "Sevda Əliyeva" and shown.public is None
    with pytest.raises(Refused) as refused:
        services.paper_version_add(actor=committee.actor, paper=paper, stream=pdf(b"second"), name="again.pdf")
    assert refused.value.code == "paper_version_same" and PaperVersion.objects.count() == 2
    with pytest.raises(Refused) as refused:
        services.paper_version_add(actor=committee.actor, paper=paper, stream=pdf(), name="list.exe")
    assert refused.value.code == "file_kind"


def test_what_is_public_is_what_somebody_made_public(committee, client):
    paper = services.paper_add(
        actor=committee.actor, meeting=committee.meeting, title=text("Journals"), stream=pdf(), name="list.pdf"
    )
    first = reverse("file", args=[paper.versions.get().file.key])
    assert selectors.papers_public_of("science") == [] and client.get(first).status_code == 302
    services.paper_publish(actor=committee.actor, paper=paper)
    assert client.get(first).status_code == 200
    second = services.paper_version_add(actor=committee.actor, paper=paper, stream=pdf(b"2"), name="list-2.pdf")
    (shown,) = selectors.papers_public_of("science")
    assert shown.public.number == 1 and client.get(reverse("file", args=[second.file.key])).status_code == 302
    services.paper_publish(actor=committee.actor, paper=paper)
    with pytest.raises(Refused) as refused:
        services.paper_publish(actor=committee.actor, paper=paper)
    assert refused.value.code == "paper_published_already"
    services.paper_withdraw(actor=committee.actor, paper=paper)
    assert selectors.papers_public_of("science") == [] and client.get(first).status_code == 302
    with pytest.raises(Refused) as refused:
        services.paper_withdraw(actor=committee.actor, paper=paper)
    assert refused.value.code == "paper_not_public"


def test_papers_come_in_the_browser_and_the_chair_makes_them_public(committee, chair):
    services.agenda_item_add(actor=committee.actor, meeting=committee.meeting, title=text("Journals"))
    sent = {"title_az": "Siyahı", "title_en": "List", "item": "1", "file": SimpleUploadedFile("list.pdf", pdf().read())}
    assert chair.post(HERE + "papers/add/", sent)["Location"] == HERE + "agenda/"
    sent = {"file": SimpleUploadedFile("list-2.pdf", pdf(b"2").read())}
    assert chair.post(HERE + "papers/1/add/", sent)["Location"] == HERE + "agenda/"
    member = page_of(committee.accounts[0])
    assert "list.pdf" in member and "list-2.pdf" in member and "Make the newest version public" not in member
    clerk = Client()
    clerk.force_login(committee.clerk)
    assert clerk.post(HERE + "papers/1/publish/").status_code == 403
    assert chair.post(HERE + "papers/1/publish/").status_code == 302
    assert selectors.papers_public_of("science")[0].public.number == 2
    assert chair.post(HERE + "papers/1/withdraw/").status_code == 302
    assert selectors.papers_public_of("science") == []
    sent = {"title_az": "Siyahı", "title_en": "List", "file": SimpleUploadedFile("list.exe", b"MZ")}
    assert chair.post(HERE + "papers/add/", sent).status_code == 422
    assert chair.get(HERE + "papers/9/add/").status_code == 404


def test_a_paper_stays_when_its_item_is_taken_away(committee):
    item = services.agenda_item_add(actor=committee.actor, meeting=committee.meeting, title=text("Journals"))
    services.paper_add(
        actor=committee.actor, meeting=committee.meeting, title=text("List"), stream=pdf(), name="l.pdf", item=item
    )
    assert len(selectors.agenda_of(committee.meeting).items[0].papers) == 1
    services.agenda_item_remove(actor=committee.actor, item=item)
    assert [one.paper.number for one in selectors.agenda_of(committee.meeting).papers] == [1]


# Minutes ----------------------------------------------------------------------------------------------------------------------


def written(committee, words: str = "It was agreed.", **more) -> Minutes:
    return services.minutes_write(actor=committee.actor, meeting=committee.meeting, text=text(words), **more)


def approved(committee, minutes: Minutes, **more) -> Minutes:
    return services.minutes_approve(actor=standing_of(committee.chair.pk).actor(), minutes=minutes, **more)


def test_every_version_is_kept_and_the_newest_alone_is_approved(committee):
    first, second = written(committee), written(committee, "It was agreed unanimously.")
    assert [one.version for one in Minutes.objects.all()] == [1, 2]
    with pytest.raises(Refused) as refused:
        approved(committee, first)
    assert refused.value.code == "minutes_newer"
    done = approved(committee, second)
    assert (done.state, done.approved_on, done.approved_office) == ("approved", DAY, "chair")
    with pytest.raises(Refused) as refused:
        approved(committee, second)
    assert refused.value.code == "minutes_approved_already"


def test_approved_minutes_never_change(committee):
    done = approved(committee, written(committee))
    for change in (
        lambda: Minutes.objects.filter(pk=done.pk).update(text=text("Other")), lambda: Minutes.objects.filter(pk=done.pk).delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Minutes.objects.get(pk=done.pk).text.given("en") == "It was agreed."


def test_a_correction_says_what_was_wrong_and_is_approved_anew(committee):
    approved(committee, written(committee))
    with pytest.raises(Refused) as refused:
        written(committee, "It was not agreed.")
    assert refused.value.code == "minutes_correction_unexplained"
    again = approved(committee, written(committee, "It was not agreed.", what_was_wrong=text("A word was missing.")))
    assert again.version == 2 and Minutes.objects.filter(state="approved").count() == 2


def test_approved_minutes_hold_what_stood_when_they_were_approved_and_no_name(committee, cast):
    services.agenda_item_add(actor=committee.actor, meeting=committee.meeting, title=text("Journals"))
    committee.everybody_came(committee.members[2])
    decided = decision_publish(actor=committee.actor, decision=committee.record(yes=2, no=1))
    done = approved(committee, written(committee))
    services.agenda_item_remove(actor=committee.actor, item=selectors.agenda_item(committee.meeting, 1))
    committee.everybody_came(*committee.members)
    shown = selectors.minutes_shown(
        Minutes.objects.select_related("meeting__body", "approved_at_meeting").get(pk=done.pk)
    )
    assert [one.title.given("en") for one in shown.agenda] == ["Journals"]
    assert [(one.seat, one.how) for one in shown.came][:4] == [
        ("chair", "present"), ("member", "present"), ("member", "present"), ("member", "absent"),
    ]  # fmt: skip
    assert [str(one.number) for one in shown.decisions] == [str(decided)]
    assert "Nümunə" not in done.frozen and json.loads(done.frozen)["came"][0]["person"] == cast.chair.person.key
    assert selectors.personal_data().find(Subject(committee.members[0].key, ())) == 2
    people.person_erase(actor=committee.actor, person=committee.members[0])
    shown = selectors.minutes_shown(
        Minutes.objects.select_related("meeting__body", "approved_at_meeting").get(pk=done.pk)
    )
    assert shown.came[1].name.startswith("name erased") and shown.came[1].institution == "University 01"
    later = written(committee, "A word was missing.", what_was_wrong=text("A word was missing."))
    later = selectors.minutes_shown(
        Minutes.objects.select_related("meeting__body", "approved_at_meeting").get(pk=later.pk)
    )
    assert any(one.name == "name erased at the person's request" for one in later.came), (
        "also in minutes of a later day"
    )


def test_minutes_are_not_approved_while_a_decision_of_the_session_is_a_draft(committee, cast, chair):
    committee.everybody_came()
    draft = committee.record(yes=4)
    minutes = written(committee)
    with pytest.raises(Refused) as refused:
        approved(committee, minutes)
    assert refused.value.code == "minutes_without_drafts" and "On journals" in str(refused.value)
    page = page_of(cast.chair, HERE + "minutes/1/approve/")
    assert (
        "On journals" in page
        and "The minutes would be frozen without these decisions." in page
        and "Version 1." in page
    )
    answer = chair.post(HERE + "minutes/1/approve/", {"at": ""})
    assert answer.status_code == 422 and "are drafts still and would be missing" in answer.content.decode()
    assert Minutes.objects.get().state != "approved"
    decided = decision_publish(actor=committee.actor, decision=draft)
    assert str(decided) in [one["number"] for one in json.loads(approved(committee, minutes).frozen)["decisions"]]


def test_a_draft_that_was_discarded_holds_no_minutes_up(committee):
    committee.everybody_came()
    decision_discard(actor=committee.actor, decision=committee.record(yes=4))
    assert approved(committee, written(committee)).state == "approved"


def test_a_committee_reads_its_quorum_as_a_need_before_anybody_is_on_the_list(committee, cast):
    page = page_of(cast.chair, HERE)
    assert "Needed for a quorum: " in page and "were present" not in page and "<dt>absent</dt>" not in page
    committee.everybody_came()
    assert "Needed for a quorum: " not in page_of(cast.chair, HERE)


def test_the_chair_approves_and_the_secretariat_where_nobody_chairs(committee, cast, chair):
    written(committee)
    page_of(cast.secretary, HERE + "minutes/1/approve/", 403)
    page_of(committee.clerk, HERE + "minutes/1/approve/", 403)
    assert chair.post(HERE + "minutes/1/approve/", {"at": committee.meeting.key})["Location"] == HERE + "minutes/"
    done = Minutes.objects.get()
    assert done.approved_at_meeting == committee.meeting and done.approved_person == cast.chair.person.key
    assert selectors.approves(standing_of(cast.secretary.pk), cast.assembly)


def test_members_read_a_draft_once_it_is_sent(committee, cast, chair):
    member = committee.accounts[0]
    sent = {"text_az": "Razılaşdırıldı.", "text_en": "It was agreed."}
    assert chair.post(HERE + "minutes/write/", sent)["Location"] == HERE + "minutes/"
    assert "It was agreed." not in page_of(member, HERE + "minutes/")
    page_of(member, HERE + "minutes/1/minutes.pdf", 404)
    page_of(member, HERE + "minutes/?version=1", 404)
    assert chair.post(HERE + "minutes/1/send/").status_code == 302
    assert "It was agreed." in page_of(member, HERE + "minutes/")
    assert "Approve the minutes" not in page_of(member, HERE + "minutes/")
    assert chair.post(HERE + "minutes/write/", {"text_az": "", "text_en": ""}).status_code == 422
    page_of(cast.rector, HERE + "minutes/", 403)


def test_minutes_are_not_written_before_the_session(committee):
    with clock.standing_at(MET.replace(day=11)), pytest.raises(Refused) as refused:
        written(committee)
    assert refused.value.code == "meeting_ahead"


def test_minutes_are_approved_at_a_session_of_the_same_body(committee, house):
    with pytest.raises(Refused) as refused:
        approved(committee, written(committee), at=house.meeting)
    assert refused.value.code == "minutes_approved_elsewhere"


@pytest.mark.parametrize("language", ["az", "en"])
def test_minutes_are_a_pdf_in_both_languages(committee, cast, language):
    services.agenda_item_add(
        actor=committee.actor, meeting=committee.meeting, title=text("Journals", "Jurnallar"), reports="L. Məmmədova"
    )
    committee.everybody_came()
    decision_publish(actor=committee.actor, decision=committee.record(yes=4))
    done = approved(committee, written(committee))
    client = Client()
    client.force_login(committee.accounts[0])
    response = client.get(f"/{language}/desk/meetings/{committee.meeting.key}/minutes/{done.version}/minutes.pdf")
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF-")
    assert f"minutes-science-{MET}-1.pdf" in response["Content-Disposition"]
    assert re.search(rb"/Lang\s*\(%s" % language.encode(), response.content)


def test_minutes_of_the_assembly_list_its_members(house, cast):
    minutes = services.minutes_write(actor=house.actor, meeting=house.meeting, text=text("It was agreed."))
    done = services.minutes_approve(actor=house.actor, minutes=minutes)
    shown = selectors.minutes_shown(
        Minutes.objects.select_related("meeting__body", "approved_at_meeting").get(pk=done.pk)
    )
    assert len(shown.came) == 15 and shown.came[0].name == "University 01"
    assert [selectors.how_words(one) for one in shown.came].count("represented by: University 01") == 1
    assert "University 01" in page_of(cast.secretary, "/en/desk/meetings/general-assembly-2026-11-20/minutes/")
    assert selectors.minutes_pdf(shown.minutes, "az").startswith(b"%PDF-")
