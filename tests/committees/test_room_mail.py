"""Letters to the people of a committee: each in the own language, seen before they leave, journalled without an address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from konfrans.committees.models import RoomLetter
from konfrans.committees.selectors.room_mail import preview, recipients, room_letters
from konfrans.committees.services import room_mail, seating
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.kernel.refusals import Refused
from tests.committees.house import NOW, build_calling
from tests.committees.room_house import ROOM, client_of
from tests.decisions.house import text

pytestmark = pytest.mark.django_db
SUBJECT, TEXT = text("Papers", "Materiallar"), text("The papers are ready.", "Materiallar hazırdır.")
SENT = {
    "subject_az": "Materiallar", "subject_en": "Papers", "text_az": "Materiallar hazırdır.", "text_en": "The papers are ready.",
    "substitutes": "on",
}  # fmt: skip
TOPIC = "committee:science"


def send(room, **facts) -> RoomLetter:
    return room_mail.room_mail_send(actor=room.chair, committee=room.committee, subject=SUBJECT, text=TEXT, **facts)


def letters() -> dict[str, Letter]:
    return {one.to: one for one in Letter.objects.filter(topic=TOPIC)}


def test_each_person_gets_one_letter_in_the_own_language(room):
    send(room)
    found = letters()
    assert set(found) == {
        "chair@example.org", "clerk@example.org", "aysel@example.org", "kamran@example.org", "vusal@example.org",
    }  # fmt: skip
    assert (found["aysel@example.org"].language, found["kamran@example.org"].language) == ("az", "en")
    assert "Materiallar hazırdır." in found["aysel@example.org"].text
    assert "The papers are ready." in found["kamran@example.org"].text
    assert found["kamran@example.org"].subject == "Scientific Affairs: Papers"
    assert "/az/desk/committees/science/room/" in found["aysel@example.org"].text


def test_substitutes_may_be_left_out(room):
    assert recipients(room.committee, substitutes=True).number == 5
    send(room, substitutes=False)
    assert "vusal@example.org" not in letters()


def test_whoever_has_no_account_is_written_to_at_the_address_of_the_nomination(cast):
    calling = build_calling(cast)
    named = calling.named("Gülnar", "Adıgözəlova", email="gulnar@example.org", language="en")
    seating.composition_confirm(
        actor=calling.actor, committee=calling.science, nominations=[named], since=NOW - timedelta(days=1)
    )
    who = recipients(calling.science, substitutes=True)
    assert "gulnar@example.org" in who.by_language["en"]


def test_what_is_not_urgent_goes_with_the_other_letters_of_the_day(room):
    send(room, urgent=False)
    assert {one.manner for one in letters().values()} == {"digest"}
    assert {one.state for one in letters().values()} == {"waiting"}


def test_the_journal_holds_how_many_and_no_address_and_no_text(room):
    send(room)
    entry = JournalEntry.objects.get(act="room_mail_send")
    assert '"letters":5' in entry.body
    for word in ("example.org", "Papers", "ready", "Aysel"):
        assert word not in entry.body


def test_nobody_to_write_to_is_refused(room):
    for account in (room.cast.chair, room.member, room.other, room.substitute):
        room.leave(account, last=NOW - timedelta(days=1))
    room.clerk.person.offices.update(until=NOW - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        room_mail.room_mail_send(
            actor=room.inside(room.cast.secretary).actor, committee=room.committee, subject=SUBJECT, text=TEXT
        )
    assert refused.value.code == "room_mail_nobody"


def test_the_preview_shows_the_letter_in_each_language_and_how_many_get_it(room):
    shown = {
        one.language: one
        for one in preview(room.committee, SUBJECT, TEXT, recipients(room.committee, substitutes=True))
    }
    assert set(shown) == {"az", "en"}
    assert shown["az"].number + shown["en"].number == 5
    assert "Materiallar hazırdır." in shown["az"].text and "The papers are ready." in shown["en"].text


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def test_nothing_leaves_before_it_was_looked_at(room):
    client = client_of(room.cast.chair)
    client.post(ROOM + "mail/send/", SENT | {"send": "1"})
    assert not letters()
    page = client.post(ROOM + "mail/send/", SENT | {"preview": "1"}).content.decode()
    assert "5 people get this letter" in page and "1 person has no address here" in page
    assert "Materiallar hazırdır." in page and "The papers are ready." in page
    assert not letters()
    answer = client.post(ROOM + "mail/send/", SENT | {"send": "1", "seen": seen(page)})
    assert answer["Location"] == ROOM + "mail/"
    assert len(letters()) == 5 and {one.state for one in letters().values()} == {"waiting"}


def test_the_preview_shows_signs_of_html_as_they_were_typed_and_runs_none(room):
    typed = '<script>alert(1)</script> <img src="x"> a < b & c'
    page = (
        client_of(room.cast.chair).post(ROOM + "mail/send/", SENT | {"preview": "1", "text_en": typed}).content.decode()
    )
    shown = page[page.index('id="preview"') :]
    assert "<script>alert" not in page and '<img src="x">' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=&quot;x&quot;&gt; a &lt; b &amp; c" in shown
    send = client_of(room.cast.chair).post(
        ROOM + "mail/send/", SENT | {"send": "1", "seen": seen(page), "text_en": typed}
    )
    assert send.status_code == 302 and any(typed in one.text for one in letters().values())


def test_what_changed_after_the_look_is_shown_again_and_not_sent(room):
    client = client_of(room.cast.chair)
    page = client.post(ROOM + "mail/send/", SENT | {"preview": "1"}).content.decode()
    changed = SENT | {"text_en": "Something else.", "send": "1", "seen": seen(page)}
    assert "changed since you looked" in client.post(ROOM + "mail/send/", changed).content.decode()
    room.leave(room.other, last=NOW - timedelta(days=1))
    same = client.post(ROOM + "mail/send/", SENT | {"send": "1", "seen": seen(page)})
    assert "changed since you looked" in same.content.decode()
    forged = SENT | {"send": "1", "seen": "forged"}
    assert client.post(ROOM + "mail/send/", forged).status_code == 200
    assert not letters()


def test_letters_of_the_committees_secretary_wait_for_the_chair(room):
    client, chair = client_of(room.clerk), client_of(room.cast.chair)
    page = client.post(ROOM + "mail/send/", SENT | {"preview": "1"}).content.decode()
    client.post(ROOM + "mail/send/", SENT | {"send": "1", "seen": seen(page)})
    assert {one.state for one in letters().values()} == {"held"}
    assert client.post(ROOM + "mail/release/").status_code == 403
    assert "5 letters wait for you to release them" in chair.get(ROOM + "mail/").content.decode()
    assert chair.post(ROOM + "mail/release/").status_code == 302
    assert {one.state for one in letters().values()} == {"waiting"}
    with pytest.raises(Refused) as refused:
        room_mail.room_mail_release(actor=room.chair, committee=room.committee)
    assert refused.value.code == "room_mail_none_held"


def test_the_list_says_what_became_of_each_letter(room):
    send(room)
    rows = list(letters().values())
    Letter.objects.filter(pk=rows[0].pk).update(state="sent", sent_at=clock.now())
    Letter.objects.filter(pk=rows[1].pk).update(state="bounced")
    (shown,) = room_letters(room.committee)
    assert (shown.number, shown.sent, shown.failed, shown.waiting, shown.held) == (5, 1, 1, 3, 0)
    assert (shown.by, shown.row.subject.given("en")) == ("Leyla Məmmədova", "Papers")
    page = client_of(room.member).get(ROOM + "mail/").content.decode()
    assert "did not arrive: 1" in page and "sent: 1" in page and "Papers" in page
