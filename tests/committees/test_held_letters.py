"""Letters of a call that have not left: they say what is true when they leave, and what has become needless does not leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from konfrans.committees.models import Contact
from konfrans.committees.services import calls, nominations
from konfrans.kernel.letters import letters_release
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from tests.committees.house import CLOSES, end_of, newest, path_in, text

pytestmark = pytest.mark.django_db
LATER = CLOSES + timedelta(days=2)
RECTORS = ("rector@example.org", "other.rector@example.org")
MAIL = "/en/desk/calls/committees-2027/mail/"


def put_off(calling, **facts):
    given = {"title": calling.call.title, "note": text(""), "closes_at": end_of(LATER)}
    return calls.call_change(actor=calling.actor, call=calling.call, **(given | facts))


def let_go(calling):
    letters_release(actor=calling.actor, letters=list(Letter.objects.filter(state=Letter.State.HELD)))


def drafter(calling):
    calls.contact_add(
        actor=calling.actor, addressee=calling.addressee(), email="kamran@example.org", name="Kamran", office="drafter", language="en",
        held=False,
    )  # fmt: skip


def test_held_letters_state_the_last_day_of_now_and_keep_their_links(client, calling):
    drafter(calling)
    before = {to: path_in(newest(to)) for to in (*RECTORS, "kamran@example.org")}
    assert all("4 dek" in newest(to).text.replace("\u00a0", " ") for to in RECTORS)
    put_off(calling)
    for to, path in before.items():
        said = newest(to).text.replace("\u00a0", " ")
        day = "6 December 2026" if to.startswith("kamran") else "6 dekabr 2026"
        assert day in said and "4 dekabr" not in said and "4 December" not in said, said
        assert path_in(newest(to)) == path and client.get(path).status_code == 200
    assert Letter.objects.count() == 3, "written anew, not once more"


def test_held_letters_carry_the_title_and_the_note_of_now(calling):
    calling.named(consent=False)
    one = calling.addressee().nominations.get()
    nominations.nomination_ask(actor=calling.actor, nomination=one, question="Who?")
    put_off(calling, title=text("Renamed", "Yeni ad"), note=text("Read article 18.", "18-ci maddəni oxuyun."))
    first, question = Letter.objects.filter(to="rector@example.org").order_by("pk")
    assert "18-ci maddəni oxuyun." in first.text and "Yeni ad" in first.text and first.subject.endswith("Yeni ad")
    assert "Yeni ad" in question.text and question.subject.endswith("Yeni ad") and "Who?" in question.text
    assert not any("Komitələr, 2027" in letter.text + letter.subject for letter in (first, question))


def test_a_letter_that_has_left_is_not_touched(calling):
    Letter.objects.filter(to="rector@example.org").update(state=Letter.State.BOUNCED, bounce="5.1.1 unknown")
    was = newest("rector@example.org").text
    put_off(calling)
    assert newest("rector@example.org").text == was


def test_nobody_is_reminded_while_the_first_letters_are_held(calling):
    with pytest.raises(Refused) as refused:
        calls.call_remind(actor=calling.actor, call=calling.call)
    assert (refused.value.code, refused.value.facts["number"]) == ("first_letters_held", 2)
    assert calling.addressee("adpu").reminded_at is None, "the one reminder is not used up"
    let_go(calling)
    assert len(calls.call_remind(actor=calling.actor, call=calling.call)) == 2


@pytest.mark.parametrize("path", [MAIL + "release/", "/en/desk/mail/release/"])
def test_a_reminder_to_a_university_that_has_answered_meanwhile_is_taken_back(client, calling, path):
    let_go(calling)
    calls.call_remind(actor=calling.actor, call=calling.call)
    nominations.answer_sign(answerer=calling.answerer())
    client.force_login(calling.cast.secretary)
    page = client.post(path, {"all": "1"}, follow=True).content.decode()
    assert "1 letter is released." in page
    assert "1 letter is taken back: what it asks for has been done meanwhile." in page
    assert Letter.objects.filter(to="rector@example.org").count() == 1, "only the first letter is left"
    assert newest("other.rector@example.org").state == Letter.State.WAITING
    assert not Letter.objects.filter(state=Letter.State.HELD).exists()


def test_a_single_needless_reminder_is_taken_back_and_nothing_is_said_to_be_gone(client, calling):
    let_go(calling)
    calls.call_remind(actor=calling.actor, call=calling.call)
    nominations.answer_sign(answerer=calling.answerer())
    client.force_login(calling.cast.secretary)
    page = client.post(MAIL + "release/", {"letter": newest("rector@example.org").pk}, follow=True).content.decode()
    assert "taken back" in page and "None of these letters" not in page and "is released" not in page
    assert Contact.objects.filter(email="rector@example.org").get().links.exists()
