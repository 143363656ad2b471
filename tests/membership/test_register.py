"""The register of members: admission, end, suspended votes, the secretary's pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.membership.models import Membership
from konfrans.membership.selectors import entitled_on, is_member, members_number, members_on, memberships_of
from konfrans.membership.services import category_create, member_admit, member_leave, vote_restore, vote_suspend
from konfrans.people.models import Institution, Office
from tests.decisions.house import FOUNDED, SESSION, text

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 25)


def test_fifteen_members_fourteen_entitled(house):
    assert (members_number(SESSION), len(entitled_on(SESSION)), len(members_on(SESSION))) == (15, 14, 15)
    resting = members_on(SESSION)[14]
    assert (resting.key, resting.entitled, resting.why, resting.article) == ("u15", False, "suspended", "10.2")


def test_the_last_day_counts_and_the_day_before_the_first_does_not(house):
    row = Membership.objects.get(institution__key="u01")
    member_leave(actor=house.actor, membership=row, until=date(2026, 10, 31), why=text("at its own request"))
    assert is_member("u01", date(2026, 10, 31)) and not is_member("u01", date(2026, 11, 1))
    assert not is_member("u02", date(2026, 1, 15))
    assert is_member("u02", FOUNDED)


def test_associates_are_members_without_a_vote(house, cast):
    associate = category_create(
        actor=house.actor, key="associate", name=text("associate member"), votes=False, article="6.2"
    )
    member_admit(actor=house.actor, institution=cast.bbu, category=associate, since=date(2026, 5, 1))
    assert (members_number(SESSION), len(members_on(SESSION)), len(entitled_on(SESSION))) == (15, 16, 14)
    assert next(m for m in members_on(SESSION) if m.key == "bbu").why == "category"


def test_an_admission_names_the_adopted_decision_that_admits(house, cast):
    admitted, failed = (
        house.publish(kind="admission", yes=9, secret=True),
        house.publish(kind="admission", yes=3, no=9, secret=True),
    )
    draft = house.record(kind="admission", yes=9, secret=True)
    for decision in (failed, draft):
        with pytest.raises(Refused) as refused:
            member_admit(actor=house.actor, institution=cast.bbu, category=house.full, since=DAY, admitted_by=decision)
        assert refused.value.code == "admission_not_adopted"
    with pytest.raises(Refused) as refused:
        member_admit(
            actor=house.actor, institution=cast.bbu, category=house.full, since=date(2026, 11, 1), admitted_by=admitted
        )
    assert refused.value.code == "admission_before_decision"
    member_admit(actor=house.actor, institution=cast.bbu, category=house.full, since=SESSION, admitted_by=admitted)
    assert str(memberships_of("bbu")[0].admitted_by) == str(admitted)


def test_nobody_is_a_member_twice(house):
    first = house.members[0]
    with pytest.raises(Refused) as refused:
        member_admit(actor=house.actor, institution=first, category=house.full, since=DAY)
    assert refused.value.code == "member_already"
    member_leave(actor=house.actor, membership=Membership.objects.get(institution=first), until=DAY)
    with pytest.raises(Refused) as refused:
        member_admit(actor=house.actor, institution=first, category=house.full, since=DAY)
    assert refused.value.code == "membership_overlaps"
    member_admit(actor=house.actor, institution=first, category=house.full, since=date(2026, 11, 26))
    assert len(memberships_of("u01")) == 2


def test_a_membership_does_not_end_before_it_began_or_twice(house):
    row = Membership.objects.get(institution__key="u01")
    with pytest.raises(Refused) as refused:
        member_leave(actor=house.actor, membership=row, until=date(2025, 1, 1))
    assert refused.value.field == "until"
    member_leave(actor=house.actor, membership=row, until=DAY)
    with pytest.raises(Refused) as refused:
        member_leave(actor=house.actor, membership=row, until=DAY)
    assert refused.value.code == "membership_ended_already"


def test_a_vote_rests_and_is_restored_from_a_day_on(house):
    row = Membership.objects.get(institution__key="u15")
    with pytest.raises(Refused) as refused:
        vote_suspend(actor=house.actor, membership=row, since=DAY, article="10.2", reason=text("again"))
    assert refused.value.code == "vote_rests_already"
    vote_restore(actor=house.actor, membership=row, since=date(2026, 12, 1))
    assert len(entitled_on(date(2026, 11, 30))) == 14
    assert len(entitled_on(date(2026, 12, 1))) == 15
    with pytest.raises(Refused) as refused:
        vote_restore(actor=house.actor, membership=row, since=date(2026, 12, 2))
    assert refused.value.code == "vote_does_not_rest"


@pytest.mark.parametrize(
    ("since", "article", "code"),
    [
        (date(2025, 1, 1), "10.2", "day_outside_membership"),
        (DAY, "99.9", "article_unknown"),
        (DAY, "", "article_unknown"),
    ],
)
def test_a_vote_rests_only_within_the_membership_and_by_a_paragraph(house, since, article, code):
    row = Membership.objects.get(institution__key="u01")
    with pytest.raises(Refused) as refused:
        vote_suspend(actor=house.actor, membership=row, since=since, article=article, reason=text("why"))
    assert refused.value.code == code


def test_reading_the_register_takes_two_queries_however_many_there_are(house, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = members_on(SESSION)
    assert len(found) == Membership.objects.count() > 2


# Pages -------------------------------------------------------------------------------------------------------------------

EXPECTED = {"stranger": 302, "member": 403, "secretary": 200, "chair": 403, "coordinator": 403, "account": 403}


@pytest.mark.parametrize("role", EXPECTED)
@pytest.mark.parametrize(
    "path", ["", "categories/", "categories/add/", "admit/", "{}/leave/", "{}/suspend/", "{}/restore/"]
)
def test_only_the_secretariat_keeps_the_register(house, cast, role, path):
    row = Membership.objects.get(institution__key="u01")
    client = Client()
    if cast.roles[role]:
        client.force_login(cast.roles[role])
    with clock.standing_at(DAY):
        assert client.get(f"/en/desk/members/{path.format(row.pk)}").status_code == EXPECTED[role]


def test_a_member_is_admitted_in_the_browser(house, cast, client):
    admitted = house.publish(kind="admission", yes=9, secret=True, title="Admission of BBU")
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        page = client.get("/en/desk/members/admit/").content.decode()
        assert "Admission of BBU" in page and "Baku Business University" in page and "University 01" not in page
        sent = {"institution": "bbu", "category": "full", "since": "2026-11-20", "admitted_by": str(admitted)}
        assert client.post("/en/desk/members/admit/", sent)["Location"] == "/en/desk/members/"
        assert is_member("bbu", DAY)
        assert "Baku Business University" in client.get("/en/desk/members/").content.decode()


def test_a_refusal_stands_at_its_field_and_nothing_is_written(house, cast, client):
    row = Membership.objects.get(institution__key="u01")
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        response = client.post(f"/en/desk/members/{row.pk}/leave/", {"until": "2025-01-01"})
    assert response.status_code == 422
    assert "lies before the first" in response.content.decode()
    assert "1\u00a0January 2025" in response.content.decode()
    row.refresh_from_db()
    assert row.until is None


def test_a_vote_rests_and_is_restored_in_the_browser(house, cast, client):
    row = Membership.objects.get(institution__key="u01")
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        sent = {"since": "25.11.2026", "article": "10.1", "reason_az": "borc", "reason_en": "arrears"}
        assert client.post(f"/en/desk/members/{row.pk}/suspend/", sent).status_code == 302
        assert row.suspensions.get().reason == Localised.of(az="borc", en="arrears")
        assert client.post(f"/en/desk/members/{row.pk}/restore/", {"since": "2026-11-26"}).status_code == 302
    assert row.suspensions.get().until == DAY


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"institution": "x", "category": "full", "since": "2026-11-20"},
        {"since": "yesterday"},
        {"institution": "u01'--"},
    ],
)
def test_an_admission_that_is_not_understood_writes_nothing(house, cast, client, sent):
    client.force_login(cast.secretary)
    before = Membership.objects.count()
    assert client.post("/en/desk/members/admit/", sent).status_code == 422
    assert Membership.objects.count() == before


def test_an_unknown_membership_is_not_found(house, cast, client):
    client.force_login(cast.secretary)
    assert client.get("/en/desk/members/99999999999999999999/leave/").status_code == 404


def test_a_category_is_entered_in_the_browser_with_its_paragraph(house, cast, client):
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        page = client.get("/en/desk/members/categories/add/").content.decode()
        assert '<option value="6.2">' in page
        sent = {
            "key": "associate",
            "name_az": "assosiativ üzv",
            "name_en": "associate member",
            "votes": "no",
            "article": "6.2",
        }
        for wrong in ({"key": "full"}, {"key": "Two words"}, {"name_az": ""}, {"article": "99.9"}):
            assert client.post("/en/desk/members/categories/add/", sent | wrong).status_code == 422
        answer = client.post("/en/desk/members/categories/add/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/en/desk/members/categories/")
        page = client.get("/en/desk/members/categories/").content.decode()
    assert "associate member" in page and "no vote" in page


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"article": "99.9"}, "article_unknown"),
        ({"name": Localised.of(en="x")}, "category_name_missing"),
        ({"key": "full"}, "category_exists"),
    ],
)
def test_what_refuses_a_category(house, change, code):
    facts = {"key": "associate", "name": text("associate"), "votes": False, "article": "6.2"}
    with pytest.raises(Refused) as refused:
        category_create(actor=house.actor, **facts | change)
    assert refused.value.code == code


def test_before_any_institution_is_entered_the_page_asks_for_one(cast, client):
    client.force_login(cast.secretary)
    full = category_create(actor=Actor.system(), key="full", name=text("full member"), votes=True, article="6.1")
    assert 'name="institution"' in client.get("/en/desk/members/admit/").content.decode()
    for one in (cast.bbu, cast.adpu):
        member_admit(actor=Actor.system(), institution=one, category=full, since=FOUNDED)
    assert "No institution is left that is not a member." in client.get("/en/desk/members/admit/").content.decode()
    Membership.objects.all().delete()
    Office.objects.exclude(institution=None).delete()
    Institution.objects.all().delete()
    page = client.get("/en/desk/members/admit/").content.decode()
    assert "No institution is entered yet. Enter one first." in page and "No institution is left" not in page
