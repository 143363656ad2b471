"""The charter holds wherever somebody takes a seat, and those who name people hear of it before they sign off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from konfrans.committees.models import Seat
from konfrans.committees.selectors.answers import answer_page
from konfrans.committees.selectors.waiting import waiting
from konfrans.committees.services import calls, committees, nominations, seating
from konfrans.kernel import clock
from konfrans.kernel.letters import letters_release
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.selectors import standing_of
from tests.committees.house import BEGINS, CLOSES, NOW, newest, path_in, text
from tests.committees.test_links import prove

pytestmark = pytest.mark.django_db


def enter(calling, person, **facts) -> Seat:
    given = {"committee": calling.science, "seat": "member", "since": NOW, "institution_key": "bbu"}
    return seating.seat_enter(actor=calling.actor, person=person, **(given | facts))


def somebody(calling, given="Anar"):
    return people.person_create(actor=calling.actor, given=given, surname="Həsənov", sample=True)


def test_a_seat_entered_by_hand_keeps_the_charter(calling):
    one = somebody(calling)
    enter(calling, one)
    with pytest.raises(Refused) as refused:
        enter(calling, somebody(calling, "İkinci"))
    assert (refused.value.code, refused.value.facts["article"]) == ("charter_refuses", "18.1")
    assert Seat.objects.count() == 1


def test_an_open_question_is_answered_before_anybody_is_confirmed(client, calling):
    one = calling.named()
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="The dean?")
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    assert refused.value.code == "answer_awaited"
    client.force_login(calling.cast.secretary)
    assert (
        "No nomination can be confirmed now."
        in client.get("/en/desk/calls/committees-2027/committees/science/").content.decode()
    )


def test_whoever_holds_the_place_is_named_to_the_coordinator(calling):
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[calling.named()])
    other = calling.named("Vüqar", "Kərimov")
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[other])
    assert (
        refused.value.code == "place_held" and "Aysel Abbasova" in str(refused.value) and "18.1" in str(refused.value)
    )


def test_a_university_hears_before_the_sign_off_what_the_charter_will_not_allow(client, calling):
    calling.name()
    calling.name(committee=calling.education)
    page = answer_page(calling.addressee(), drafts=True)
    assert [(one.committee.body.key, one.article) for one in page.unmet] == [("education", "18.3")]
    assert page.unmet[0].why, "the reason stands in words"
    client.force_login(calling.cast.rector)
    for path in ("", "sign/"):
        assert (
            "What the charter will not allow" in client.get(f"/en/answers/committees-2027/bbu/{path}").content.decode()
        )


def test_a_university_hears_before_the_sign_off_that_more_are_named_for_a_seat_than_it_may_send(client, calling):
    calling.name()
    client.force_login(calling.cast.rector)
    path = "/en/answers/committees-2027/bbu/sign/"
    assert "What the charter will not allow" not in client.get(path).content.decode()
    calling.name("Vüqar", "Kərimov")
    calling.name("Üçüncü", "Əsgərov", seat="substitute")
    page = client.get(path).content.decode().replace("\u00a0", " ")
    for words in ("Aysel Abbasova, Vüqar Kərimov", "BBU has named 2; each member may name 1: member", "Article 18(1)"):
        assert words in page, words
    (one,) = answer_page(calling.addressee(), drafts=True).unmet
    assert (one.committee, one.article) == (calling.science, "18.1")


def test_whoever_sits_there_when_the_seats_begin_is_one_of_those_whom_the_university_sends(calling):
    enter(calling, somebody(calling))
    calling.name()
    (one,) = answer_page(calling.addressee(), drafts=True).unmet
    assert (one.names, one.article) == ("Aysel Abbasova", "18.1")
    Seat.objects.update(ends=BEGINS - timedelta(days=1))
    assert answer_page(calling.addressee(), drafts=True).unmet == ()


def test_the_verdict_on_a_committee_calls_universities_by_their_short_names(client, calling):
    calling.named()
    calling.named("Vüqar", "Kərimov")
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/committees-2027/committees/science/").content.decode()
    assert "BBU has named 2" in page and "bbu has named" not in page


def test_a_seat_that_may_stay_open_does_not_read_as_a_gap(client, calling):
    calling.named()
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/committees-2027/committees/science/").content.decode()
    (row,) = [one for one in page.split("<li ")[1:] if "#a18-6" in one]
    assert "<dt>at most</dt><dd>1</dd>" in row and '<dd class="sum__got">0</dd>' in row
    assert "What is open here may stay open, or be filled later: " in row
    (chair,) = [one for one in page.split("<li ")[1:] if "#a18-5" in one]
    assert "<dt>needed</dt><dd>1</dd>" in chair and "may stay open" not in chair


def test_a_rule_without_a_number_stands_without_needed_and_found(client, calling):
    one = calling.named()
    client.force_login(calling.cast.secretary)
    page = client.get(f"/en/desk/calls/committees-2027/nominations/{one.key}/").content.decode()
    (row,) = [each for each in page.split("<li ")[1:] if "#a18-1" in each]
    assert "Sent by each member" in row and "<dt>" not in row and "–" not in row


def test_a_group_whose_seats_were_just_taken_is_not_idle(calling):
    group = committees.committee_create(
        actor=calling.actor, key="group", name=text("Group"), sort="working_group", since=date(2026, 1, 16)
    )
    seating.seat_begin(
        actor=calling.actor, committee=group, seat="member", person=somebody(calling), since=date(2027, 1, 11)
    )
    with clock.standing_at(date(2027, 1, 20)):
        assert committees.committees_end() == 0
    with clock.standing_at(date(2028, 1, 13)):
        assert committees.committees_end() == 1


def test_the_draft_of_a_call_shows_the_paragraph_beside_its_days(client, calling):
    calls.call_create(
        actor=calling.actor, key="short", title=text("Short"), committees=[calling.science], members_on=NOW,
        closes_at=clock.now() + timedelta(days=2, hours=1), begins_on=CLOSES, keep_until=CLOSES + timedelta(days=90),
    )  # fmt: skip
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/short/").content.decode().replace("\u00a0", " ")
    assert "A call for nominations is open for at least 21 days." in page and "Not open long enough" in page


def test_whoever_was_appointed_lays_the_seat_down_and_takes_the_name_off_the_page(client, calling):
    one = calling.named()
    with clock.standing_at(CLOSES):
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one], since=CLOSES)
        path = path_in(newest(one.email))
        prove(client, path, to=one.email)
        assert "Abbasova" in client.get("/en/committees/science/").content.decode()
        client.post(path + "answer/", {"hide": "1"})
        assert "Abbasova" not in client.get("/en/committees/science/").content.decode()
        client.post(path + "answer/", {"resign": "1"})
    seat = Seat.objects.get()
    assert (seat.until, seat.ended_why, seat.public) == (CLOSES, "resigned", False)
    assert client.post(path + "answer/", {"resign": "1"}).status_code == 302 and Seat.objects.get().until == CLOSES


def test_the_board_tells_whose_letter_did_not_arrive(client, calling):
    letters_release(actor=calling.actor, letters=list(Letter.objects.all()))
    Letter.objects.filter(to="other.rector@example.org").update(state=Letter.State.BOUNCED, bounce="5.1.1 unknown")
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/committees-2027/").content.decode()
    assert page.count("A letter to it came back, was refused, or is in doubt") == 1


def test_the_desk_says_that_letters_wait_and_who_is_late(calling):
    standing = standing_of(calling.cast.secretary.pk)
    assert [one.code for one in waiting(standing)] == ["letters_release"]
    letters_release(actor=calling.actor, letters=list(Letter.objects.all()))
    assert list(waiting(standing)) == []
    with clock.standing_at(CLOSES + timedelta(days=1)):
        (late,) = waiting(standing)
        assert late.code == "call_late" and "17" in late.why


def test_nobody_is_named_on_a_page_of_a_closed_call(client, calling):
    client.force_login(calling.cast.rector)
    with clock.standing_at(CLOSES + timedelta(days=1)):
        answer = client.get("/en/answers/committees-2027/bbu/add/")
    assert answer.status_code == 302
