"""Offices: begun, ended, passed on, laid down; the rights come and go with their days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors, services
from konfrans.people.models import Office
from konfrans.people.selectors import access_secretariat, heads_on, standing_of
from tests.cast import make_person
from tests.people.conftest import acts

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
DAY = date(2026, 11, 25)
NEXT = DAY + timedelta(1)


def office_of(account, kind):
    return Office.objects.get(person=account.person, kind=kind)


def test_rights_follow_from_the_offices_in_force_and_from_nothing_else(cast):
    with clock.standing_at(DAY):
        assert standing_of(cast.secretary.pk).is_secretariat
        assert standing_of(cast.rector.pk).holds("rector", institution="bbu")
        assert not standing_of(cast.rector.pk).holds("rector", institution="adpu")
        assert standing_of(cast.stranger.pk).offices == ()
    with clock.standing_at(date(2025, 12, 31)):
        assert not standing_of(cast.secretary.pk).is_secretariat


def test_a_secretary_of_a_committee_is_not_the_secretariat(cast):
    services.office_begin(actor=OPERATOR, kind="secretary", person=cast.stranger.person, body=cast.committee, since=DAY)
    with clock.standing_at(DAY):
        assert not standing_of(cast.stranger.pk).is_secretariat


def test_an_office_counts_on_its_last_day_and_not_the_day_after(cast):
    services.office_end(actor=OPERATOR, office=office_of(cast.secretary, "secretary"), until=DAY)
    with clock.standing_at(DAY):
        access_secretariat(cast.secretary.pk)
    with clock.standing_at(NEXT), pytest.raises(Refused) as refused:
        access_secretariat(cast.secretary.pk)
    assert refused.value.status == 403


def test_the_pages_close_with_the_office_the_same_day(client, cast):
    client.force_login(cast.secretary)
    services.office_end(actor=OPERATOR, office=office_of(cast.secretary, "secretary"), until=DAY)
    with clock.standing_at(DAY):
        assert client.get("/en/desk/institutions/").status_code == 200
    with clock.standing_at(NEXT):
        assert client.get("/en/desk/institutions/").status_code == 403


def test_an_office_passed_on_leaves_the_holder_and_reaches_the_successor_at_midnight(cast):
    begun = services.office_pass_on(
        actor=OPERATOR, office=office_of(cast.rector, "rector"), until=DAY, successor=cast.stranger.person
    )
    assert (begun.since, begun.until, begun.institution) == (NEXT, None, cast.bbu)
    for day, holder in ((DAY, cast.rector), (NEXT, cast.stranger)):
        with clock.standing_at(day):
            for account in (cast.rector, cast.stranger):
                assert bool(standing_of(account.pk).holds("rector", institution="bbu")) == (account is holder)
        assert heads_on(["bbu"], day)["bbu"].person == holder.person
    assert acts()[-2:] == ["office_end", "office_begin"]


def test_passing_on_to_the_holder_is_refused_and_nothing_ends(cast):
    office = office_of(cast.rector, "rector")
    with pytest.raises(Refused, match="successor"):
        services.office_pass_on(actor=OPERATOR, office=office, until=DAY, successor=cast.rector.person)
    office.refresh_from_db()
    assert office.until is None


def test_a_pass_on_whose_second_half_is_refused_leaves_the_first_undone(cast):
    person, _account = make_person("Erased", "Person", "gone@example.org")
    services.person_erase(actor=OPERATOR, person=person)
    office, before = office_of(cast.rector, "rector"), acts()
    with pytest.raises(Refused, match="erased"):
        services.office_pass_on(actor=OPERATOR, office=office, until=DAY, successor=person)
    office.refresh_from_db()
    assert office.until is None and acts() == before


def test_a_rector_steps_back_to_acting_rector_and_heads_no_more(cast):
    services.office_end(actor=OPERATOR, office=office_of(cast.rector, "rector"), until=DAY)
    services.office_begin(
        actor=OPERATOR, kind="acting_rector", person=cast.stranger.person, institution=cast.bbu, since=NEXT
    )
    assert heads_on(["bbu", "adpu"], NEXT)["bbu"].kind == "acting_rector"
    assert heads_on(["bbu"], DAY)["bbu"].kind == "rector"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "rector"}, "rector_in_office"),
        ({"kind": "rector", "since": date(2025, 1, 1), "until": date(2026, 1, 1)}, "rector_in_office"),
        ({"kind": "vice_rector", "until": DAY - timedelta(1)}, "office_ended_before_it_began"),
        ({"kind": "rector", "institution": None}, "office_needs_institution"),
        ({"kind": "chair"}, "office_needs_body"),
    ],
    ids=[
        "two rectors at once",
        "two rectors on one day",
        "days turned round",
        "a rector of nothing",
        "a chair of nothing",
    ],
)
def test_what_refuses_an_office(cast, facts, code):
    given = {"kind": "rector", "person": cast.stranger.person, "institution": cast.bbu, "since": DAY} | facts
    with pytest.raises(Refused) as refused:
        services.office_begin(actor=OPERATOR, **given)
    assert refused.value.code == code


def test_a_former_rector_may_be_entered_beside_the_one_in_office(cast):
    services.office_begin(
        actor=OPERATOR,
        kind="rector",
        person=cast.stranger.person,
        institution=cast.bbu,
        since=date(2020, 1, 1),
        until=date(2025, 12, 31),
    )
    assert heads_on(["bbu"], date(2024, 1, 1))["bbu"].person == cast.stranger.person


def test_the_secretary_ends_and_passes_on_offices_in_the_browser(secretary, cast):
    office = office_of(cast.chair, "chair")
    key = cast.chair.person.key
    with clock.standing_at(DAY):
        answer = secretary.post(
            reverse("office_pass_on", args=[key, office.pk]),
            {"until": "2026-11-25", "successor": cast.stranger.person.pk},
        )
        assert answer.status_code == 302, answer.content.decode()[-2000:]
        assert selectors.offices_in("science", NEXT)[0].person == cast.stranger.person
        new = selectors.offices_in("science", NEXT)[0]
        answer = secretary.post(reverse("office_end", args=[cast.stranger.person.key, new.pk]), {"until": "2026-11-20"})
        assert answer.status_code == 422 and "lies before the first" in answer.content.decode()


def test_the_secretary_enters_a_person_and_an_office_without_a_letter(secretary, cast):
    answer = secretary.post(
        "/en/desk/people/add/", {"surname": "Əsədov", "given": "Oqtay", "father": "Sabir", "patronymic": "oğlu"}
    )
    assert answer.status_code == 302
    key = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    assert "Oqtay Sabir oğlu Əsədov" in secretary.get(answer["Location"]).content.decode()
    sent = {"kind": "vice_rector", "institution": cast.bbu.pk, "since": "2026-11-25"}
    assert secretary.post(reverse("office_begin", args=[key]), sent).status_code == 302
    answer = secretary.post(reverse("office_begin", args=[key]), sent | {"kind": "rector"})
    assert answer.status_code == 422 and "has a rector" in answer.content.decode()
    assert secretary.post("/en/desk/people/add/", {"surname": " "}).status_code == 422


def test_an_office_is_found_only_under_its_own_person(secretary, cast):
    office = office_of(cast.chair, "chair")
    assert secretary.get(reverse("office_end", args=[cast.rector.person.key, office.pk])).status_code == 404


def test_a_holder_lays_the_own_office_down(client, cast):
    client.force_login(cast.chair)
    office = office_of(cast.chair, "chair")
    with clock.standing_at(DAY):
        assert "Lay this office down?" in client.get(reverse("office_leave", args=[office.pk])).content.decode()
        assert client.post(reverse("office_leave", args=[office.pk])).status_code == 302
    office.refresh_from_db()
    assert office.until == DAY and acts()[-1] == "office_leave"
    with clock.standing_at(NEXT):
        assert not standing_of(cast.chair.pk).holds("chair")


def test_nobody_lays_down_the_office_of_another(client, cast):
    client.force_login(cast.rector)
    office = office_of(cast.chair, "chair")
    assert client.post(reverse("office_leave", args=[office.pk])).status_code == 404
    with pytest.raises(Refused) as refused:
        services.office_leave(actor=standing_of(cast.rector.pk, DAY).actor(), office=office)
    assert refused.value.status == 403
    office.refresh_from_db()
    assert office.until is None


def test_a_rector_is_not_laid_down_here(cast):
    with pytest.raises(Refused, match="own appointment"):
        services.office_leave(actor=standing_of(cast.rector.pk, DAY).actor(), office=office_of(cast.rector, "rector"))


def test_the_last_secretary_cannot_lock_the_door_from_inside(cast):
    office, actor = office_of(cast.secretary, "secretary"), standing_of(cast.secretary.pk, DAY).actor()
    with clock.standing_at(DAY):
        for act in (
            lambda: services.office_leave(actor=actor, office=office),
            lambda: services.office_end(actor=actor, office=office, until=DAY),
        ):
            with pytest.raises(Refused, match="Invite a successor first"):
                act()
        services.office_begin(
            actor=OPERATOR, kind="secretary", person=cast.stranger.person, body=cast.secretariat, since=NEXT
        )
        services.office_leave(actor=actor, office=office)
    assert not standing_of(cast.secretary.pk, NEXT).is_secretariat


def test_standing_costs_two_queries_at_most(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        standing = standing_of(cast.chair.pk, DAY)
    assert standing.holds("chair")


def test_a_rector_does_not_begin_while_an_acting_rector_is_in_office(cast):
    office = office_of(cast.rector, "rector")
    services.office_end(actor=OPERATOR, office=office, until=DAY)
    acting = services.office_begin(
        actor=OPERATOR, kind="acting_rector", person=cast.chair.person, institution=cast.bbu, since=NEXT
    )
    begin = {"actor": OPERATOR, "kind": "rector", "person": cast.stranger.person, "institution": cast.bbu}
    with pytest.raises(Refused, match=r"acting rector of .* End that office first") as refused:
        services.office_begin(**begin, since=NEXT + timedelta(30))
    assert refused.value.field == "since" and cast.chair.person.full_name in str(refused.value)
    services.office_end(actor=OPERATOR, office=acting, until=NEXT + timedelta(29))
    services.office_begin(**begin, since=NEXT + timedelta(30))


def test_an_office_that_a_body_does_not_have_is_not_given(cast):
    given = {"person": cast.stranger.person, "body": cast.committee, "since": DAY}
    with pytest.raises(Refused) as refused:
        services.office_begin(actor=OPERATOR, kind="president", **given)
    assert (refused.value.code, refused.value.field) == ("office_not_of_body", "kind")
    assert str(refused.value) == (
        "Scientific Affairs (committee) does not have this office: president. Choose one that it has "
        "(chair, secretary, member, invited reader), or another body."
    )
    with pytest.raises(Refused) as refused:
        services.office_begin(actor=OPERATOR, kind="vice_rector", institution=cast.bbu, **given)
    assert (refused.value.code, refused.value.field) == ("office_of_institution_alone", "body")
    assert services.office_begin(actor=OPERATOR, kind="president", **(given | {"body": cast.assembly})).pk


def test_the_form_says_which_office_belongs_to_which_body(client, cast):
    client.force_login(cast.secretary)
    page = client.get("/en/desk/people/invite/").content.decode()
    assert "President: of an organ." in page and "Scientific Affairs (committee)" in page


def test_whom_an_office_is_passed_on_to_is_chosen_among_the_others(secretary, cast):
    office = office_of(cast.chair, "chair")
    page = secretary.get(reverse("office_pass_on", args=[cast.chair.person.key, office.pk])).content.decode()
    assert f'<option value="{cast.stranger.person.pk}">' in page
    assert f'<option value="{cast.chair.person.pk}">' not in page
    assert "---" not in page and '<option value="" selected>choose</option>' in page


def test_the_days_of_an_office_stand_between_their_brackets_without_a_space(secretary, cast):
    page = secretary.get("/en/desk/people/").content.decode().replace("\u00a0", " ")
    assert "(since 1 January 2026)" in page


@pytest.mark.parametrize(("language", "said"), [("en", "The surname or the given name"), ("az", "Soyad və ya addan")])
def test_the_form_of_a_person_says_which_name_is_needed(secretary, language, said):
    assert said in secretary.get(f"/{language}/desk/people/add/").content.decode()
