"""What is decided about letters: held, released, sent once more, settled, taken back; each with an entry that names no address."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from konfrans.kernel import clock, letters
from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import letter_write, letters_about, letters_send
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("operator")


def write(to: str = "rector@example.org", **more) -> Letter:
    return letter_write(**{"to": to, "subject": "Dəvət", "text": "Mətn", "language": "az"} | more)


def standing(letter: Letter, state: str, **more) -> Letter:
    at = clock.machine()
    noted = {"handed_at": at} if state in ("uncertain", "bounced", "sent") else {}
    noted |= {"sent_at": at} if state in ("bounced", "sent") else {}
    Letter.objects.filter(pk=letter.pk).update(state=state, **noted, **more)
    letter.refresh_from_db()
    return letter


def entry() -> dict:
    return json.loads(JournalEntry.objects.latest("number").body)


def test_a_held_letter_leaves_only_when_it_is_released():
    held, free = write(held=True, topic="call:2027"), write("second@example.org")
    assert held.state == "held" and letters_send() == 1
    assert letters.letters_release(actor=ACTOR, letters=[held, free]) == 1
    assert letters_send() == 1
    said = entry()
    assert said["act"] == "letters_release" and said["facts"] == {"letters": [held.pk], "topics": ["call:2027"]}
    assert "@" not in json.dumps(said["facts"]) and said["object"] == {"type": "letter", "key": str(held.pk)}


def test_a_waiting_letter_can_be_held_and_a_sent_one_cannot():
    letter = write()
    letters.letter_hold(actor=ACTOR, letter=letter)
    assert letters_send() == 0 and entry()["act"] == "letter_hold"
    letters.letters_release(actor=ACTOR, letters=[letter])
    assert letters_send() == 1
    with pytest.raises(Refused) as refused:
        letters.letter_hold(actor=ACTOR, letter=letter)
    assert refused.value.code == "letter_elsewhere"


@pytest.mark.parametrize("state", ["uncertain", "refused", "given_up", "bounced"])
def test_sent_once_more_by_a_decision_it_carries_a_new_identity(state):
    letter = standing(write(), state, tries=8, last_error="550 no", bounce="5.1.1 no")
    before = letter.message_id
    letters.letter_again(actor=ACTOR, letter=letter)
    letter.refresh_from_db()
    assert letter.state == "waiting" and letter.message_id != before and letter.handed_at is None
    assert (letter.tries, letter.last_error, letter.bounce) == (0, "", "")
    assert entry()["facts"] == {"was": state} and letters_send() == 1


@pytest.mark.parametrize("state", ["held", "waiting", "sent"])
def test_what_waits_or_has_left_well_is_not_sent_once_more(state):
    letter = standing(write(), state)
    with pytest.raises(Refused) as refused:
        letters.letter_again(actor=ACTOR, letter=letter)
    assert refused.value.code == "letter_elsewhere"


def test_a_letter_whose_link_was_taken_out_is_not_sent_once_more():
    letter = standing(write(), "bounced", cut=True)
    with pytest.raises(Refused) as refused:
        letters.letter_again(actor=ACTOR, letter=letter)
    assert refused.value.code == "letter_cut" and Letter.objects.get().state == "bounced"


def test_a_letter_in_doubt_is_settled_when_it_arrived():
    letter = standing(write(), "uncertain")
    letters.letter_settle(actor=ACTOR, letter=letter)
    letter.refresh_from_db()
    assert letter.state == "sent" and letter.sent_at == letter.handed_at and entry()["act"] == "letter_settle"
    with pytest.raises(Refused):
        letters.letter_settle(actor=ACTOR, letter=letter)


def test_a_letter_that_somebody_has_dealt_with_is_asked_about_no_more_until_it_fails_again():
    letter = standing(write(), "bounced")
    assert list(letters.letters_failed()) == [letter] and letters.letter_counts()["bounced"] == 1
    letters.letter_close(actor=ACTOR, letter=letter)
    assert not letters.letters_failed() and letters.letter_counts()["bounced"] == 0
    letters.letter_again(actor=ACTOR, letter=letter)
    standing(letter, "refused")
    assert list(letters.letters_failed()) == [letter]


@pytest.mark.parametrize("state", ["held", "waiting"])
def test_what_has_not_left_can_be_taken_back(state):
    letter = standing(write(topic="call:2027"), state)
    letters.letter_withdraw(actor=ACTOR, letter=letter)
    assert not Letter.objects.exists() and entry()["facts"] == {"topic": "call:2027"}


def test_a_letter_that_is_being_sent_can_neither_be_taken_back_nor_dropped():
    letter = standing(write(), "claimed", claim="x", claimed_at=clock.machine())
    assert letters.letter_drop(letter) is False
    with pytest.raises(Refused):
        letters.letter_withdraw(actor=ACTOR, letter=letter)
    assert Letter.objects.filter(pk=letter.pk).exists()


def test_the_letters_of_one_matter_are_found_by_their_topic():
    first, second = write(topic="call:2027"), write("second@example.org", topic="call:2027")
    write(topic="call:2028")
    assert list(letters_about("call:2027")) == [second, first]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"state": "lost"}, "letter_state_is_known"),
        ({"manner": "slow"}, "letter_manner_is_known"),
        ({"state": "claimed"}, "letter_being_sent_has_its_claim"),
        ({"handed_at": "now"}, "letter_that_waits_was_never_handed_over"),
        ({"state": "sent"}, "letter_sent_has_its_time"),
        ({"state": "gathered"}, "letter_gathered_names_its_collective_letter"),
    ],
)
def test_the_database_itself_refuses_a_state_that_cannot_be(wrong, name):
    write()
    wrong = {key: clock.machine() if value == "now" else value for key, value in wrong.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Letter.objects.update(**wrong)


def test_no_two_letters_share_an_identity():
    first, second = write(), write()
    assert first.message_id != second.message_id and first.message_id.endswith("@localhost>")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=second.pk).update(message_id=first.message_id)


def test_a_restored_letter_that_is_held_is_not_released_with_those_a_person_holds():
    person, restored = write(held=True), write("second@example.org", held=True)
    Letter.objects.filter(pk=restored.pk).update(last_error=letters.HELD_BY_RESTORE)
    assert letters.letters_waiting() == (0, 1) and letters.letters_retry() == 1
    assert Letter.objects.get(pk=person.pk).state == "held" and letters_send() == 1


def test_what_has_to_wait_for_its_day_waits_again_after_it_was_held():
    letter = write(manner="digest", held=True)
    Letter.objects.update(next_try_at=clock.machine() - timedelta(days=3))
    letters.letters_release(actor=ACTOR, letters=[letter])
    assert Letter.objects.get().next_try_at > clock.machine() and letters_send() == 0
