"""A form that is sent twice does its act once; what did nothing may be sent again."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from konfrans.committees.models import WorkTask
from konfrans.kernel import clock, once
from konfrans.kernel.models import FormSent
from tests.committees.room_house import ROOM

pytestmark = pytest.mark.django_db
ADDRESS = ROOM + "tasks/add/"


def opened(room) -> tuple[Client, dict[str, str]]:
    """A browser that holds the form of a new task, filled in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.clerk)
    return client, filled(client)


def filled(client: Client) -> dict[str, str]:
    page = client.get(ADDRESS + "?year=2027").content.decode()
    tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return {
        "csrfmiddlewaretoken": tokens[-1],
        "title_az": "Sınaq",
        "title_en": "Trial",
        "due": "2027-05-03",
        "year": "2027",
        "owner_text": "all",
    }


def test_a_button_that_is_pressed_twice_adds_one_task(room):
    client, form = opened(room)
    first, second = client.post(ADDRESS, form), client.post(ADDRESS, form)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert WorkTask.objects.filter(year=2027).count() == 1


def test_other_words_and_a_page_that_is_opened_anew_are_another_form(room):
    client, form = opened(room)
    client.post(ADDRESS, form)
    client.post(ADDRESS, form | {"due": "2027-05-04"})
    client.post(ADDRESS, filled(client))
    assert WorkTask.objects.filter(year=2027).count() == 3


def test_a_form_with_an_error_may_be_sent_again(room):
    client, form = opened(room)
    for _press in range(2):
        assert client.post(ADDRESS, form | {"due": "3 May"}).status_code == 422
    assert not FormSent.objects.exists()


def test_what_leads_to_sign_in_was_not_done(room):
    client, form = opened(room)
    client.logout()
    client.cookies["csrftoken"] = form["csrfmiddlewaretoken"][32:]
    client.post(ADDRESS, form)
    assert not FormSent.objects.exclude(led_to="").exists()


def test_a_second_press_waits_for_the_first_and_says_so_when_that_takes_long(room, monkeypatch):
    client, form = opened(room)
    monkeypatch.setattr(once, "WAIT", 0.2)
    client.post(ADDRESS, form)
    FormSent.objects.update(led_to="", at=clock.now())
    late = client.post(ADDRESS, form)
    assert late.status_code == 409 and "still being worked on" in late.content.decode()
    FormSent.objects.update(at=clock.now() - once.LOST - timedelta(seconds=1))
    assert client.post(ADDRESS, form).status_code == 302, "its process is gone, so it is done now"
    assert WorkTask.objects.filter(year=2027).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_presses_at_once_one_works():
    begun: list[str | None] = []

    def press() -> None:
        led = once.form_begin("a" * 64)
        if led is None:
            once.form_end("a" * 64, "/done/")
        begun.append(led)
        connection.close()

    presses = [Thread(target=press) for _ in range(6)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(begun, key=str) == ["/done/"] * 5 + [None]


def test_the_forms_of_earlier_days_are_forgotten():
    once.form_begin("b" * 64)
    once.form_end("b" * 64, "/there/")
    assert once.forms_forget() == 0
    FormSent.objects.update(at=clock.now() - once.KEPT - timedelta(seconds=1))
    assert once.forms_forget() == 1 and once.form_begin("b" * 64) is None
