"""Walls that have to stand while offices, people and states change: former heads, passes, races, what is left in letters."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from konfrans.committees.models import Composition, Contact, Nomination, Seat
from konfrans.committees.selectors.access import access_answer, nominee_pass
from konfrans.committees.services import calls, nominations, seating
from konfrans.committees.services.kept_letters import call_links_clear
from konfrans.kernel import clock
from konfrans.kernel.files import file_store
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.models import Office
from tests.cast import make_person
from tests.committees.house import BEGINS, CLOSES, KEEP, NOW, newest, path_in
from tests.committees.test_calls import change
from tests.committees.test_links import prove

pytestmark = pytest.mark.django_db


def leave(calling) -> None:
    """The rector of BBU left office yesterday."""
    office = Office.objects.get(kind="rector", institution=calling.cast.bbu)
    people.office_end(actor=calling.actor, office=office, until=NOW - timedelta(days=1))


def test_a_former_rector_opens_signs_and_withdraws_nothing(client, calling):
    one = calling.named()
    leave(calling)
    with pytest.raises(Refused) as refused:
        access_answer(calling.cast.rector.pk, {}, calling.call.key, "bbu")
    assert refused.value.status == 403
    client.force_login(calling.cast.rector)
    base = "/en/answers/committees-2027/bbu/"
    for path in (base, f"{base}{one.key}/", f"{base}{one.key}/withdraw/", f"{base}sign/"):
        assert client.get(path).status_code == 403 and client.post(path).status_code == 403
    one.refresh_from_db()
    assert one.state == "named"


def test_letters_go_to_the_head_of_today_and_not_to_the_former(calling):
    one = calling.named()
    leave(calling)
    person, account = make_person("Yeni", "Rektor", "new.rector@example.org")
    people.office_begin(actor=calling.actor, kind="rector", person=person, institution=calling.cast.bbu, since=NOW)
    before = Letter.objects.filter(to="rector@example.org").count()
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="Who is this?")
    assert Letter.objects.filter(to="rector@example.org").count() == before
    assert "Who is this?" in newest("new.rector@example.org").text
    assert access_answer(account.pk, {}, calling.call.key, "bbu").signs


def test_an_address_entered_for_the_head_is_worth_nothing_once_the_head_has_another(client, calling):
    leave(calling)
    calls.contact_add(
        actor=calling.actor, addressee=calling.addressee(), email="head@example.org", name="Head", office="rector", language="en", held=False
    )  # fmt: skip
    prove(client, path_in(newest("head@example.org")), to="head@example.org")
    assert client.get("/en/answers/committees-2027/bbu/").status_code == 200
    person, _account = make_person("Yeni", "Rektor", "new.rector@example.org")
    people.office_begin(actor=calling.actor, kind="rector", person=person, institution=calling.cast.bbu, since=NOW)
    assert client.get("/en/answers/committees-2027/bbu/").status_code == 403


def test_an_address_that_got_an_account_is_asked_to_sign_in(client, calling):
    calls.contact_add(
        actor=calling.actor, addressee=calling.addressee(), email="draft@example.org", name="D", office="drafter", language="en", held=False
    )  # fmt: skip
    prove(client, path_in(newest("draft@example.org")), to="draft@example.org")
    assert client.get("/en/answers/committees-2027/bbu/").status_code == 200
    make_person("Draft", "Er", "draft@example.org")
    assert client.get("/en/answers/committees-2027/bbu/").status_code == 403


def test_the_pass_of_the_first_nominee_opens_nothing_for_the_second_in_the_same_place(client, calling):
    one = calling.named(consent=False)
    prove(client, path_in(newest(one.email)), to=one.email)
    change(calling, one, given="Vüqar", surname="Kərimov", email="second@example.org")
    nominations.answer_sign(answerer=calling.answerer())
    path = path_in(newest("second@example.org"))
    assert "Kərimov" not in client.get(path).content.decode()
    assert client.post(path + "answer/", {"consent": "1"}).status_code == 403
    one.refresh_from_db()
    assert one.consent == "asked"


def test_a_pass_is_of_whoever_was_signed_in_when_the_code_was_entered(client, calling):
    one = calling.named(consent=False)
    path = path_in(newest(one.email))
    prove(client, path, to=one.email)
    assert "Abbasova" in client.get(path).content.decode()
    client.force_login(calling.cast.stranger)
    assert "Abbasova" not in client.get(path).content.decode()
    assert nominee_pass(one).startswith(f"nominee:{one.key}:")


def test_the_cv_of_the_first_is_not_the_cv_of_the_second(calling):
    cv = file_store(stream=io.BytesIO(b"%PDF-1.7 first"), name="first.pdf", public=False, accept=(".pdf",))
    one = calling.named(cv=cv)
    change(calling, one, email="second@example.org", surname="Kərimova")
    one.refresh_from_db()
    assert one.cv is None and one.question == ""


def test_what_was_decided_meanwhile_is_not_decided_again(calling):
    """Each act reads the row anew under a lock: what a page held before does not count."""
    one = calling.named()
    seen = [
        Nomination.objects.select_related("addressee__call", "addressee__institution", "committee__body").get(pk=one.pk)
        for _ in range(4)
    ]
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[seen[0]])
    for act in (
        lambda row: seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[row]),
        lambda row: nominations.nomination_refuse(actor=calling.actor, nomination=row, article="", reason="late"),
        lambda row: change(calling, row, surname="Kərimova"),
        lambda row: nominations.consent_decline(nomination=row),
        lambda row: nominations.nomination_withdraw(answerer=calling.answerer(), nomination=row),
    ):
        with pytest.raises(Refused) as refused:
            act(seen[1])
        assert refused.value.code in ("nomination_decided", "nomination_decided_of")
    assert Seat.objects.count() == Composition.objects.count() == 1


def test_consent_given_while_the_university_withdrew_is_refused_and_leaves_nothing(calling):
    one = calling.named(consent=False)
    seen = Nomination.objects.get(pk=one.pk)
    nominations.nomination_withdraw(answerer=calling.answerer(), nomination=one)
    with pytest.raises(Refused):
        nominations.consent_give(nomination=seen, public=True, interests="something")
    kept = Nomination.objects.get(pk=one.pk)
    assert (kept.state, kept.consent, kept.interests, kept.public) == ("withdrawn", "asked", "", False)


@pytest.mark.parametrize("way", ["withdraw", "replace"])
def test_letters_name_nobody_who_is_named_no_more(calling, way):
    one = calling.named(consent=False)
    address = one.email
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="Is Aysel Abbasova the dean?")
    if way == "withdraw":
        nominations.nomination_withdraw(answerer=calling.answerer(), nomination=one)
    else:
        change(calling, one, given="Vüqar", surname="Kərimov", email="second@example.org")
    assert not Letter.objects.filter(to=address).exists(), "what waited does not leave, what left is not kept"
    assert not any("Abbasova" in letter.text for letter in Letter.objects.all())


def test_consent_is_not_given_after_the_data_should_be_gone(calling):
    one = calling.named(consent=False)
    with clock.standing_at(KEEP + timedelta(days=1)), pytest.raises(Refused):
        nominations.consent_give(nomination=one, public=True)


def test_another_position_is_not_shown_before_the_nominee_has_seen_it(calling):
    one = calling.named()
    change(calling, one, position="director of everything")
    one.refresh_from_db()
    assert (one.consent, one.public) == ("given", False)


def test_what_is_asked_back_stays_in_its_place_after_the_deadline(calling):
    one = calling.named()
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="?")
    with clock.standing_at(CLOSES + timedelta(days=9)), pytest.raises(Refused) as refused:
        change(calling, one, committee=calling.education)
    assert refused.value.code == "answer_late"


def test_a_nominee_is_not_written_to_again_and_again(calling):
    one = calling.named(consent=False)
    with pytest.raises(Refused) as refused:
        nominations.consent_ask_again(answerer=calling.answerer(), nomination=one)
    assert refused.value.code == "consent_asked_just_now"
    with clock.standing_at(NOW + timedelta(days=1)):
        nominations.consent_ask_again(answerer=calling.answerer(), nomination=one)
    assert Letter.objects.filter(to=one.email).count() == 2


def test_a_seat_that_is_there_once_is_taken_once(calling):
    def chair(given):
        person = people.person_create(actor=calling.actor, given=given, surname="Sədr", sample=True)
        return seating.seat_begin(
            actor=calling.actor,
            committee=calling.science,
            seat="chair",
            person=person,
            since=NOW,
            institution_key="bbu",
        )

    chair("First")
    with pytest.raises(Refused) as refused:
        chair("Second")
    assert refused.value.code == "seat_taken" and "18.5" in str(refused.value)


def test_one_person_sits_in_a_committee_for_one_university(calling):
    one = calling.named()
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    other = calling.named(answerer=calling.answerer("other_rector", "adpu"), seat="substitute")
    with pytest.raises(Refused) as refused:
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[other])
    assert refused.value.code == "sits_for_another"
    assert Seat.objects.count() == 1 and BEGINS


def test_a_letter_that_has_left_keeps_no_link(calling):
    one = calling.named(consent=False)
    letter = newest(one.email)
    path = path_in(letter)
    assert call_links_clear() == 0
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=clock.machine())
    assert call_links_clear() == 1 and call_links_clear() == 0
    letter.refresh_from_db()
    assert path.split("/")[3] not in letter.text and letter.cut


def test_a_coordinator_of_another_project_opens_no_roster(client, calling):
    client.force_login(calling.cast.coordinator)
    assert client.get("/en/desk/committees/science/").status_code == 403
    assert Contact.objects.exists()
