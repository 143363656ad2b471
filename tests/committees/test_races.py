"""Several hands at once: what one act decided, the others find decided. Nothing is doubled, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from konfrans.committees.models import Composition, Nomination, Seat
from konfrans.committees.services import calls, nominations, seating
from konfrans.kernel import clock
from konfrans.kernel.letters import letters_release
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Person
from tests.committees.house import NOW

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 3


def at_once(act) -> list[str]:
    """Run an act in several threads that begin together; what each came to: `done` or the code of its refusal."""
    gate = Barrier(HANDS)

    def hand(_number: int) -> str:
        try:
            with clock.standing_at(NOW):
                gate.wait(20)
                act()
            return "done"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return sorted(hands.map(hand, range(HANDS)))


def fresh(one: Nomination) -> Nomination:
    return Nomination.objects.select_related("addressee__call", "addressee__institution", "committee__body").get(
        pk=one.pk
    )


def test_a_nominee_who_is_confirmed_three_times_at_once_takes_one_seat(calling):
    one = calling.named()
    people = Person.objects.count()
    came = at_once(
        lambda: seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[fresh(one)])
    )
    assert came == ["done", *["nomination_decided_of"] * (HANDS - 1)]
    assert (Seat.objects.count(), Composition.objects.count(), Person.objects.count()) == (1, 1, people + 1)


def test_an_answer_that_is_signed_three_times_at_once_writes_to_each_nominee_once(calling):
    one = calling.name()
    assert at_once(lambda: nominations.answer_sign(answerer=calling.answerer())) == ["done"] * HANDS
    assert Letter.objects.filter(to=one.email).count() == 1


def test_reminders_that_are_asked_for_three_times_at_once_are_written_once(calling):
    letters_release(actor=calling.actor, letters=list(Letter.objects.all()))
    came = at_once(
        lambda: calls.call_remind(actor=calling.actor, call=calling.call.__class__.objects.get(pk=calling.call.pk))
    )
    assert came == ["done", *["nobody_behind"] * (HANDS - 1)]
    assert Letter.objects.filter(to="rector@example.org").count() == 2


def test_a_refusal_and_a_confirmation_at_once_leave_one_of_them(calling):
    one = calling.named()

    def decide() -> None:
        row = fresh(one)
        if len(acts) % 2:
            acts.append(1)
            nominations.nomination_refuse(actor=calling.actor, nomination=row, article="", reason="No.")
        else:
            acts.append(1)
            seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[row])

    acts: list[int] = []
    came = at_once(decide)
    assert came.count("done") == 1
    one.refresh_from_db()
    assert (one.state == "confirmed") is Seat.objects.exists()
