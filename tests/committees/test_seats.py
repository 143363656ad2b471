"""Seats by date: terms, replacements, offices that entitle, committees that end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from konfrans.committees.models import Seat
from konfrans.committees.selectors.roster import seats_on
from konfrans.committees.services import committees, nominations, seating
from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.models import Office, Person
from konfrans.people.selectors import standing_of
from tests.committees.house import BEGINS, NOW, text

pytestmark = pytest.mark.django_db


def seat(calling, **facts) -> Seat:
    person = people.person_create(actor=calling.actor, given=facts.pop("given", "Anar"), surname="Həsənov", sample=True)
    given = {"committee": calling.science, "seat": "member", "person": person, "since": NOW, "institution_key": "bbu"}
    return seating.seat_begin(actor=calling.actor, **(given | facts))


def names(committee, on: date) -> list[str]:
    return [one.person.given for one in seats_on(committee, on)]


def test_the_roster_of_any_day_says_who_sat_there(calling):
    one = seat(calling, since=date(2026, 2, 1), given="Früh")
    seating.seat_end(actor=calling.actor, seat=one, until=date(2026, 6, 30), why="resigned")
    seat(calling, since=date(2026, 7, 1), given="Spät")
    assert names(calling.science, date(2026, 1, 31)) == []
    assert names(calling.science, date(2026, 6, 30)) == ["Früh"]
    assert names(calling.science, date(2026, 7, 1)) == ["Spät"]


def test_a_seat_ends_by_itself_with_its_term(calling):
    one = seat(calling)
    assert one.ends == date(2028, 11, 25)
    with clock.standing_at(one.ends):
        assert seating.seats_end() == 0
    with clock.standing_at(one.ends + timedelta(days=1)):
        assert seating.seats_end() == 1 and seating.seats_end() == 0
    one.refresh_from_db()
    assert (one.until, one.ended_why) == (date(2028, 11, 25), "term")
    assert Office.objects.get(pk=one.office_id).until == one.until


def test_a_seat_ends_with_the_office_that_entitled_to_it(calling):
    rector = Office.objects.get(kind="rector", institution=calling.cast.bbu)
    one = seat(calling, person=rector.person, by_office=rector)
    people.office_end(actor=calling.actor, office=rector, until=NOW + timedelta(days=10))
    with clock.standing_at(NOW + timedelta(days=11)):
        seating.seats_end()
    one.refresh_from_db()
    assert (one.until, one.ended_why) == (NOW + timedelta(days=10), "office")


def test_an_office_in_the_body_that_is_laid_down_ends_the_seat(calling):
    one = seat(calling)
    people.office_end(actor=calling.actor, office=one.office, until=NOW + timedelta(days=3))
    with clock.standing_at(NOW + timedelta(days=4)):
        seating.seats_end()
    one.refresh_from_db()
    assert (one.until, one.ended_why) == (NOW + timedelta(days=3), "resigned")


def test_the_substitute_takes_the_seat_for_the_rest_of_the_term(calling):
    one = seat(calling)
    two = seat(calling, seat="substitute", given="Əvəz")
    new = seating.seat_replace(actor=calling.actor, seat=one, substitute=two, until=NOW + timedelta(days=30))
    assert (new.seat, new.since, new.ends) == ("member", NOW + timedelta(days=31), one.ends)
    assert names(calling.science, NOW + timedelta(days=30)) == ["Anar", "Əvəz"]
    assert names(calling.science, NOW + timedelta(days=31)) == ["Əvəz"]


def test_a_substitute_of_another_university_takes_nothing(calling):
    one, two = seat(calling), seat(calling, seat="substitute", institution_key="adpu")
    with pytest.raises(Refused) as refused:
        seating.seat_replace(actor=calling.actor, seat=one, substitute=two, until=NOW)
    assert refused.value.code == "substitute_of_another" and Seat.objects.get(pk=one.pk).until is None


def test_a_temporary_group_ends_with_its_day_and_everybody_in_it(calling):
    group = committees.committee_create(
        actor=calling.actor,
        key="group",
        name=text("Group"),
        sort="working_group",
        since=NOW,
        until=NOW + timedelta(days=20),
    )
    one = seat(calling, committee=group)
    with clock.standing_at(NOW + timedelta(days=20)):
        assert committees.committees_end() == 0
    with clock.standing_at(NOW + timedelta(days=21)):
        assert committees.committees_end() == 1 and committees.committees_end() == 0
    group.refresh_from_db()
    one.refresh_from_db()
    assert (group.ended_why, one.until, one.ended_why) == ("date", NOW + timedelta(days=20), "committee")


def test_a_group_that_is_idle_for_a_year_ends_by_the_paragraph_that_says_so(calling):
    group = committees.committee_create(
        actor=calling.actor, key="group", name=text("Group"), sort="working_group", since=date(2026, 1, 20)
    )
    with clock.standing_at(date(2027, 1, 20)):
        assert committees.committees_end() == 0
    with clock.standing_at(date(2027, 1, 22)):
        assert committees.committees_end() == 1
    group.refresh_from_db()
    assert (group.ended_why, group.ended_article) == ("idle", "19.2") and group.body.until is not None


def test_a_standing_committee_never_ends_for_want_of_activity(calling):
    with clock.standing_at(date(2030, 1, 1)):
        assert committees.committees_end() == 0


def test_a_committee_points_at_a_decision_that_was_passed(calling):
    failed = calling.house.publish(yes=2, no=9, abstain=0)
    with pytest.raises(Refused) as refused:
        committees.committee_create(actor=calling.actor, key="x", name=text("X"), sort="standing", decision=failed)
    assert refused.value.code == "decision_not_passed"
    passed = calling.house.publish(yes=11, no=0, abstain=1, kind="committee_creation")
    made = committees.committee_create(actor=calling.actor, key="x", name=text("X"), sort="standing", decision=passed)
    assert (made.decision, made.organ) == (passed, "committee")


def test_rights_follow_the_seat(calling):
    one = calling.named()
    with clock.standing_at(BEGINS):
        seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
        person = Person.objects.get(surname="Abbasova")
        account = people.account_create(actor=calling.actor, email=one.email, person=person, language="en")
        assert standing_of(account.pk).holds("member", body="science")
        seating.seat_end(actor=calling.actor, seat=Seat.objects.get(), until=BEGINS, why="resigned")
    with clock.standing_at(BEGINS + timedelta(days=1)):
        assert standing_of(account.pk).holds("member", body="science") is None


def test_a_nominee_who_has_an_account_keeps_the_person(calling):
    one = calling.named(email="stranger@example.org")
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    assert Seat.objects.get().person == calling.cast.stranger.person


def test_consent_cannot_be_taken_back_after_the_seat_was_taken(calling):
    one = calling.named()
    seating.composition_confirm(actor=calling.actor, committee=calling.science, nominations=[one])
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        nominations.consent_decline(nomination=one)
    assert refused.value.code == "nomination_decided"
