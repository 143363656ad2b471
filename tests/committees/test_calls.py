"""A call from its draft to the confirmed roster."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils.translation import override

from konfrans.committees.models import Addressee, Call, Composition, Contact, Nomination, Seat
from konfrans.committees.selectors.access import answering_of
from konfrans.committees.services import calls, nominations, seating
from konfrans.committees.services.committees import committee_create
from konfrans.kernel import clock
from konfrans.kernel.letters import letters_release
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Office
from tests.committees.house import BEGINS, CLOSES, KEEP, NOW, end_of, newest, text
from tests.people.conftest import acts

pytestmark = pytest.mark.django_db


def draft(calling, **facts):
    given = {
        "key": "another", "title": text("Another"), "committees": [calling.science], "closes_at": end_of(CLOSES),
        "begins_on": BEGINS, "keep_until": KEEP, "members_on": clock.today(),
    }  # fmt: skip
    return calls.call_create(actor=calling.actor, **(given | facts))


def test_opening_asks_every_member_and_writes_to_the_heads_that_have_an_address(calling):
    assert Addressee.objects.filter(call=calling.call).count() == 17
    assert set(Contact.objects.values_list("email", flat=True)) == {"rector@example.org", "other.rector@example.org"}
    letter = newest("rector@example.org")
    assert letter.state == Letter.State.HELD and letter.topic == "call:committees-2027"
    assert "/az/calls/" in letter.text and "Bakı Biznes Universiteti" in letter.text


def test_the_seats_that_are_asked_for_are_those_each_member_sends_by_the_charter(calling):
    assert calling.call.seats == ["member", "substitute"]


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"key": "committees-2027"}, "call_exists", "key"),
        ({"key": "No Key"}, "key_shape", "key"),
        ({"key": "add"}, "key_reserved", "key"),
        ({"committees": []}, "call_without_committee", "committees"),
        ({"members_on": None}, "call_to_whom", "project"),
        ({"closes_at": end_of(CLOSES) - timedelta(days=30)}, "deadline_passed", "closes"),
        ({"begins_on": CLOSES - timedelta(days=1)}, "seats_begin_before_deadline", "begins_on"),
        ({"keep_until": BEGINS - timedelta(days=1)}, "kept_too_short", "keep_until"),
        ({"sign_offices": ("chair",)}, "nobody_signs", "sign_offices"),
    ],
)
def test_a_call_that_cannot_be_is_refused_at_its_field(calling, facts, code, field):
    before = acts()
    with pytest.raises(Refused) as refused:
        draft(calling, **facts)
    assert (refused.value.code, refused.value.field) == (code, field) and acts() == before


def test_an_open_call_gets_more_time_and_never_less(calling):
    words = {"title": calling.call.title, "note": text("x")}
    with pytest.raises(Refused) as refused:
        calls.call_change(actor=calling.actor, call=calling.call, closes_at=end_of(CLOSES - timedelta(days=1)), **words)
    assert refused.value.code == "deadline_nearer"
    later = end_of(CLOSES + timedelta(days=3))
    changed = calls.call_change(
        actor=calling.actor, call=calling.call, closes_at=later, keep_until=BEGINS + timedelta(days=4000), **words
    )
    assert changed.closes_at == later and changed.keep_until == KEEP, "what nominees were told of their data stays"


def test_an_open_call_is_put_off_to_the_day_on_which_the_seats_begin_and_no_further(calling):
    words = {"title": calling.call.title, "note": text("x")}
    with pytest.raises(Refused) as refused:
        calls.call_change(actor=calling.actor, call=calling.call, closes_at=end_of(BEGINS + timedelta(days=1)), **words)
    assert (refused.value.code, refused.value.field) == ("deadline_after_seats", "closes")
    with override("en"):
        said = str(refused.value).replace("\u00a0", " ")
    assert "11 January 2027" in said and "Choose a last day that is not after it." in said
    assert calls.call_change(actor=calling.actor, call=calling.call, closes_at=end_of(BEGINS), **words).pk


def test_a_closed_call_is_changed_for_nobody(calling):
    with clock.standing_at(CLOSES + timedelta(days=3)), pytest.raises(Refused) as refused:
        calls.call_change(
            actor=calling.actor, call=calling.call, closes_at=end_of(CLOSES + timedelta(days=9)), title=calling.call.title, note=text("x")
        )  # fmt: skip
    assert refused.value.code == "call_closed"


def test_a_draft_counts_for_nothing_before_the_management_signs_off(calling):
    one = calling.name()
    assert one.state == "draft" and not Letter.objects.filter(to=one.email).exists()
    nominations.answer_sign(answerer=calling.answerer())
    one.refresh_from_db()
    assert (one.state, one.consent) == ("named", "asked")
    assert "/en/consent/" in newest(one.email).text and calling.addressee().answered_at is not None
    assert calling.addressee().signed_office == "rector"


def test_an_answer_without_a_name_is_an_answer(calling):
    assert nominations.answer_sign(answerer=calling.answerer()) == []
    assert calling.addressee().answered_at is not None


def test_after_the_deadline_only_a_university_that_was_let_may_answer(calling):
    with clock.standing_at(CLOSES + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            calling.name()
        assert refused.value.code == "answer_late"
        with pytest.raises(Refused) as refused:
            calls.call_reopen(
                actor=calling.actor, addressee=calling.addressee(), until=end_of(CLOSES + timedelta(days=5)), reason=" "
            )
        assert refused.value.code == "reason_missing"
        calls.call_reopen(
            actor=calling.actor,
            addressee=calling.addressee(),
            until=end_of(CLOSES + timedelta(days=5)),
            reason="The rector was away",
        )
        assert calling.name().state == "draft"
        assert answering_of(calling.addressee("adpu")).value == "late"
    with clock.standing_at(CLOSES + timedelta(days=6)), pytest.raises(Refused) as refused:
        calling.name("Second", "Person")
    assert refused.value.code == "answer_late"


def reopen(calling, until):
    return calls.call_reopen(actor=calling.actor, addressee=calling.addressee(), until=until, reason="A name was wrong")


def test_an_answer_that_was_signed_off_stays_one_when_the_call_is_reopened(client, calling):
    nominations.answer_sign(answerer=calling.answerer())
    signed = calling.addressee().answered_at
    with clock.standing_at(CLOSES + timedelta(days=1)):
        reopen(calling, end_of(CLOSES + timedelta(days=5)))
        assert calling.addressee().answered_at == signed and calling.name().state == "draft"
        client.force_login(calling.cast.secretary)
        board = client.get("/en/desk/calls/committees-2027/").content.decode().replace("\u00a0", " ")
        assert "Universities that have answered: 1 of 17" in board and "reopened until 9 December" in board
        own = client.get("/en/desk/calls/committees-2027/universities/bbu/").content.decode().replace("\u00a0", " ")
        assert "Answered on this day: 25 November 2026." in own and "Reopened until 9 December 2026" in own
        assert "Not answered yet" not in own
    with clock.standing_at(CLOSES + timedelta(days=6)):
        board = client.get("/en/desk/calls/committees-2027/").content.decode()
        assert "reopened until" not in board, "it is over"


def test_a_call_is_reopened_until_the_day_to_which_its_data_are_kept_and_no_longer(calling):
    with clock.standing_at(CLOSES + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            reopen(calling, end_of(KEEP + timedelta(days=1)))
        assert (refused.value.code, refused.value.field) == ("reopened_too_long", "until")
        with override("en"):
            assert "30 June 2027" in str(refused.value).replace("\u00a0", " ")
        assert reopen(calling, end_of(KEEP)).reopened_until == end_of(KEEP)


def test_those_who_are_behind_are_reminded_once(calling):
    nominations.answer_sign(answerer=calling.answerer())
    letters_release(actor=calling.actor, letters=list(Letter.objects.all()))
    reminded = calls.call_remind(actor=calling.actor, call=calling.call)
    assert [one.institution.key for one in reminded] == ["adpu"]  # the others have no address here
    with pytest.raises(Refused) as refused:
        calls.call_remind(actor=calling.actor, call=calling.call)
    assert refused.value.code == "nobody_behind"
    assert Letter.objects.filter(to="other.rector@example.org").count() == 2


def test_a_letter_that_is_held_back_takes_the_link_out_of_no_earlier_one(client, calling):
    from tests.committees.house import path_in

    first = path_in(newest("other.rector@example.org"))
    letters_release(actor=calling.actor, letters=list(Letter.objects.all()))
    calls.call_remind(actor=calling.actor, call=calling.call)
    second = path_in(newest("other.rector@example.org"))
    assert first != second and newest("other.rector@example.org").state == Letter.State.HELD
    assert client.get(first).status_code == 200 and client.get(second).status_code == 200


def test_confirming_seats_people_with_the_charter_term_and_freezes_evidence_and_verdict(calling):
    one = calling.named()
    composition = seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    one.refresh_from_db()
    seat = Seat.objects.get()
    assert (one.state, seat.seat, seat.since) == ("confirmed", "member", BEGINS)
    assert seat.ends is not None and (seat.ends.year, seat.ends.month, seat.ends.day) == (
        2029,
        1,
        11,
    )  # article 18.4: two years
    assert Office.objects.get(person=seat.person).body == calling.science.body
    assert composition.article == "18.1" and composition.outcome == "incomplete"  # 17.3: nine of seventeen are needed
    evidence = json.loads(composition.evidence)
    assert evidence["organ"] == "committee" and one.key in composition.evidence
    assert "Abbasova" not in composition.evidence + composition.verdict
    assert newest(one.email).state == Letter.State.HELD


def test_nobody_takes_a_seat_without_consent_and_then_nobody_of_the_others_either(calling):
    ready = calling.named()
    waits = calling.named("Vüqar", "Kərimov", seat="substitute", consent=False)
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[ready, waits])
    assert refused.value.code == "consent_missing" and "Kərimov" in str(refused.value)
    assert not Seat.objects.exists() and not Composition.objects.exists()


def test_the_same_person_in_two_committees_is_refused_with_the_paragraph(calling):
    first = calling.named()
    second = calling.named(committee=calling.education)
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.education, nominations=[second])
    assert refused.value.code == "charter_refuses" and "18.3" in str(refused.value)
    assert seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[first]).outcome


def test_whoever_sits_in_one_committee_cannot_be_confirmed_for_another(calling):
    first = calling.named()
    seating.composition_confirm(
        actor=calling.actor, committee=calling.science, nominations=[first], since=clock.today()
    )
    second = calling.named(committee=calling.education)
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.education, nominations=[second])
    assert refused.value.code == "charter_refuses"


def test_two_for_one_place_of_one_university_are_refused(calling):
    ones = [calling.named(), calling.named("Vüqar", "Kərimov")]
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=ones)
    assert refused.value.code == "two_for_one_place" and "18.1" in str(refused.value)


def test_a_refusal_says_paragraph_and_reason_to_the_university(calling):
    one = calling.named()
    nominations.nomination_refuse(
        actor=calling.actor, nomination=one, article="18.3", reason="Already in Educational Affairs."
    )
    letter = newest("rector@example.org")
    assert (
        letter.state == Letter.State.HELD and "18.3" in letter.text and "Already in Educational Affairs." in letter.text
    )
    with pytest.raises(Refused) as refused:
        nominations.nomination_refuse(actor=calling.actor, nomination=one, article="", reason="again")
    assert refused.value.code == "nomination_decided"


def change(calling, one, **facts):
    kept = {
        name: getattr(one, name)
        for name in ("committee", "seat", "given", "surname", "email", "language", "position", "field")
    }
    return nominations.nomination_change(answerer=calling.answerer(), nomination=one, **(kept | facts))


def test_what_is_asked_back_may_be_answered_after_the_deadline_with_another_person_too(calling):
    one = calling.named()
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="Is this the vice-rector?")
    with clock.standing_at(CLOSES + timedelta(days=2)):
        change(calling, one, surname="Kərimova", email="other@example.org", reply="No, this one is.")
    one.refresh_from_db()
    assert (one.state, one.consent, one.reply) == ("named", "asked", "No, this one is.")
    assert "/consent/" in newest("other@example.org").text


def test_another_person_is_another_nomination_and_its_consent_begins_anew(calling):
    one = calling.named()
    change(calling, one, position="dean")
    one.refresh_from_db()
    assert one.consent == "given"
    change(calling, one, given="Aytən")
    one.refresh_from_db()
    assert (one.consent, one.state, one.links.count()) == ("none", "draft", 0)


def test_what_is_withdrawn_keeps_place_and_days_and_no_word_about_the_person(calling):
    one = calling.named()
    nominations.nomination_withdraw(answerer=calling.answerer(), nomination=one)
    kept = Nomination.objects.values().get(pk=one.pk)
    assert kept["state"] == "withdrawn" and kept["named_at"] and kept["seat"] == "member"
    assert not any(kept[name] for name in ("given", "surname", "email", "position", "field", "cv_id"))
    assert one.links.count() == 0


def test_the_journal_tells_every_act_and_names_nobody(calling):
    one = calling.named("Xədicə", "Nəcəfova", email="xedice@example.org")
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    told = acts()
    for act in (
        "call_create",
        "call_open",
        "nomination_draft",
        "answer_sign",
        "consent_give",
        "composition_confirm",
        "seat_begin",
    ):
        assert act in told
    journal = "".join(JournalEntry.objects.values_list("body", flat=True))
    assert "Nəcəfova" not in journal and "xedice@example.org" not in journal and "Xədicə" not in journal


@pytest.mark.parametrize(
    ("closes", "last", "had"),
    [
        (end_of(NOW + timedelta(days=20)), NOW + timedelta(days=20), "20 days"),
        (end_of(NOW + timedelta(days=21)) - timedelta(hours=6), NOW + timedelta(days=20), "20 days"),
    ],
)
def test_a_call_is_not_opened_for_less_time_than_the_charter_asks(calling, closes, last, had):
    call = draft(calling, closes_at=closes)
    before = acts()
    with pytest.raises(Refused) as refused:
        calls.call_open(actor=calling.actor, call=call)
    facts = refused.value.facts
    assert (refused.value.code, facts["article"], facts["needed"], facts["got"]) == (
        "call_too_short", "18.2", NOW + timedelta(days=21), last,
    )  # fmt: skip
    with override("en"):
        assert f"at least 21 days; this one would be open for {had}" in str(refused.value).replace("\u00a0", " ")
    with override("az"):
        assert "18.2" in str(refused.value) and "21 gün" in str(refused.value).replace("\u00a0", " ")
    call.refresh_from_db()
    assert call.opened_at is None and acts() == before and not Addressee.objects.filter(call=call).exists()


def test_a_call_of_exactly_the_charters_days_is_opened_and_the_journal_knows_by_which_paragraph(calling):
    call = draft(calling, closes_at=end_of(NOW + timedelta(days=21)))
    calls.call_open(actor=calling.actor, call=call)
    facts = json.loads(JournalEntry.objects.get(act="call_open", object_key="another").body)["facts"]
    assert (facts["article"], facts["needed"], facts["got"]) == ("18.2", "2026-12-16", "2026-12-16")


def test_a_group_for_whose_calls_the_charter_sets_no_time_may_be_called_for_at_once(calling):
    group = committee_create(actor=calling.actor, key="force", name=text("Task force"), sort="task_force", since=NOW)
    call = draft(calling, committees=[group], closes_at=end_of(NOW + timedelta(days=3)))
    calls.call_open(actor=calling.actor, call=call)
    assert call.opened_at is not None


def test_the_draft_of_a_call_shows_the_charters_time_before_it_is_opened(client, calling):
    draft(calling)
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/another/").content.decode().replace("\u00a0", " ")
    for words in ("Not open long enough", "Article 18(2)", "at least 21 days", "16 December 2026", "4 December 2026"):
        assert words in page, words
    assert "/en/desk/calls/another/open/" not in page, "what would be refused is not offered"
    told = client.post("/en/desk/calls/another/open/", follow=True).content.decode().replace("\u00a0", " ")
    assert "By paragraph 18.2 a call is open for at least 21 days; this one would be open for 9 days." in told
    calls.call_change(
        actor=calling.actor, call=Call.objects.get(key="another"), title=text("Another"), note=text("x"), begins_on=BEGINS,
        closes_at=end_of(NOW + timedelta(days=30)), keep_until=KEEP, sign_offices=["rector"],
    )  # fmt: skip
    page = client.get("/en/desk/calls/another/").content.decode()
    assert "Open long enough" in page and "/en/desk/calls/another/open/" in page
