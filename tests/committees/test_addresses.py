"""Who keeps the roster is told when letters to somebody who sits there go to another address."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.test import RequestFactory

from konfrans.committees.models import SeatAddress
from konfrans.committees.services import seating
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.people import services as people
from konfrans.people.selectors import holdings, subject_of
from tests.committees.house import NOW
from tests.committees.room_house import client_of

pytestmark = pytest.mark.django_db
ROSTER = "/en/desk/committees/science/"


def signed_in(account):
    """A browser whose session has just shown how its owner signs in."""
    client = client_of(account)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, account
    record_authentication(request, account, method="code", reauthenticated=True)
    request.session.save()
    return client


def change(account, new: str):
    """The owner of an account makes another of the own addresses the first one, on the page of addresses."""
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.create(user=account, email=new, verified=True, primary=False)
    answer = signed_in(account).post("/en/accounts/email/", {"action_primary": "", "email": new})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    account.refresh_from_db()
    assert account.email == new


def test_a_changed_address_is_told_to_who_keeps_the_roster_and_hidden_but_for_its_first_letter(room):
    old = room.member.email
    change(room.member, "new.address@example.net")
    (one,) = SeatAddress.objects.all()
    assert (one.seat, one.old, one.new) == (room.seat_of(room.member), "a•••@example.org", "n•••@example.net")
    page = client_of(room.cast.secretary).get(ROSTER).content.decode().replace("\u00a0", " ")
    for words in ("Addresses that changed", "a•••@example.org", "n•••@example.net", "25 November 2026", "Aysel Nümunə"):
        assert words in page, words
    assert "new.address" not in page and old not in page
    for account in (room.member, room.cast.chair, room.other):
        assert "Addresses that changed" not in client_of(account).get(ROSTER).content.decode()


def test_an_account_at_another_address_than_the_nominations_is_a_change_too(calling):
    one = calling.named()
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    one.refresh_from_db()
    people.account_create(actor=calling.actor, email="private@example.net", person=one.person)
    (told,) = SeatAddress.objects.all()
    assert (told.seat, told.old, told.new) == (one.filled, "a•••@example.org", "p•••@example.net")
    sheet = client_of(calling.cast.secretary).get("/en/desk/committees/science/roster.csv?on=2027-03-01")
    text = sheet.content.decode()
    assert "private@example.net" in text and one.email not in text, "where the person is written to today"


def test_an_account_at_the_address_of_the_nomination_changes_nothing(calling):
    one = calling.named()
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    one.refresh_from_db()
    people.account_create(actor=calling.actor, email=one.email, person=one.person)
    assert not SeatAddress.objects.exists()


def test_the_journal_names_no_address(room):
    change(room.member, "new.address@example.net")
    entry = JournalEntry.objects.get(act="account_address_change")
    assert json.loads(entry.body)["facts"] == {"person": room.member.person.key}
    assert "example" not in entry.body


def test_whoever_sits_nowhere_any_more_is_not_noted_and_an_ended_seat_is_told_no_more(room):
    change(room.member, "new.address@example.net")
    room.leave(room.member, last=NOW)
    room.leave(room.other, last=NOW)
    with clock.standing_at(NOW + timedelta(days=1)):
        people.account_address_change(actor=room.chair, account=room.other, old="before@example.org")
        assert SeatAddress.objects.count() == 1
        assert "Addresses that changed" not in client_of(room.cast.secretary).get(ROSTER).content.decode()


def test_the_same_address_again_is_no_change(room):
    entries = JournalEntry.objects.count()
    people.account_address_change(actor=room.chair, account=room.member, old=room.member.email.upper())
    assert (JournalEntry.objects.count(), SeatAddress.objects.count()) == (entries, 0)


def test_what_was_noted_comes_out_with_the_persons_data_and_goes_with_them(room):
    change(room.member, "new.address@example.net")
    held = holdings(subject_of(room.member.person.key))["other_domains"]["committees"]["addresses_changed"]
    assert [(one["old"], one["new"]) for one in held] == [("a•••@example.org", "n•••@example.net")]
    people.person_erase(actor=room.chair, person=room.member.person)
    assert not SeatAddress.objects.exists()
