"""The desk: what waits for whom, and how it says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from konfrans.kernel.desk import Waiting
from konfrans.kernel.localised import Localised
from konfrans.people import services as people
from konfrans.portal.rules.urgency import part

TODAY = date(2026, 11, 25)


def thing(days: int | None, waits_for: str = "") -> Waiting:
    due = None if days is None else TODAY + timedelta(days=days)
    return Waiting("x", "A thing", "Because.", "/en/", "Do it", due=due, waits_for=waits_for)


def finding(*days: int | None, language: str = "en") -> str:
    with override(language):
        return Template("{% load portal %}{% finding parted %}").render(
            Context({"parted": part([thing(d) for d in days], TODAY)})
        )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((-2, 2, 5), "One thing is late, two are due within seven days"),
        ((-2, 2), "One thing is late, one is due within seven days"),
        ((-2, -1, 2), "Two things are late, one is due within seven days"),
        ((-2, -1, 0, 7), "Two things are late, two are due within seven days"),
        ((-1,), "One thing is late"),
        ((-1, -1, -1), "Three things are late"),
        ((1,), "One thing is due within seven days"),
        ((1, 2, 3, 4), "Four things are due within seven days"),
        ((-1,) * 10, "10 things are late"),
        ((8, None), "Nothing is late, nothing is due within seven days"),
        ((), "Nothing is waiting for you"),
    ],
)
def test_the_heading_is_the_finding(days, words):
    assert finding(*days) == words


def due(days: int | None) -> str:
    with override("en"):
        return Template("{% load portal %}{% due_words item today %}").render(
            Context({"item": thing(days), "today": TODAY})
        )


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (5, "in 5 days"), (None, "for you")],
)
def test_how_far_the_last_day_is(days, words):
    assert due(days) == words


def test_a_stranger_is_led_to_sign_in(cast, client):
    assert client.get("/en/desk/")["Location"] == "/en/accounts/login/?next=/en/desk/"


ROLES = {
    "secretary": {"drafts", "membership", "people", "bodies", "institutions", "news", "documents", "conference", "pages", "start", "journal", "mail", "committees", "calls", "meetings", "projects", "account"},
    "rector": {"meetings", "account"},
    "chair": {"meetings", "account"},
    "coordinator": {"projects", "calls", "account"},
    "stranger": {"account"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["az", "en"])
def test_each_role_sees_the_pages_it_may_open_and_each_opens(house, cast, client, role, language):
    client.force_login(getattr(cast, role))
    answer = client.get(f"/{language}/desk/")
    assert answer.status_code == 200
    doors = [door.address for door in answer.context["desk"].doors]
    assert {d.split("/")[3] for d in doors} == {d.replace("membership", "members") for d in ROLES[role]}
    for address in doors:
        if "/projects/" not in address or role == "secretary":
            assert client.get(address).status_code == 200, address


def test_an_account_without_an_office_is_told_so(cast, client, day):
    client.force_login(cast.stranger)
    page = client.get("/en/desk/").content.decode()
    assert "Nothing is waiting for you" in page
    assert "You hold no office in the Conference today" in page


def test_offices_stand_with_where_they_are_held_and_end_the_day_after_their_last(cast, client, day):
    client.force_login(cast.rector)
    assert "Baku Business University" in client.get("/en/desk/").content.decode()
    office = cast.rector.person.offices.get()
    people.office_end(actor=people_actor(), office=office, until=day - timedelta(days=1))
    assert "You hold no office" in client.get("/en/desk/").content.decode()


def people_actor():
    from konfrans.kernel.acts import Actor

    return Actor.system()


def test_what_waits_stands_under_its_urgency(house, cast, client, day):
    from konfrans.publications import services

    house.record(title="Calendar")
    services.news_draft(actor=people_actor(), slug="a-draft", on=day, title=Localised.of(az="Qaralama", en="A draft"))
    client.force_login(cast.secretary)
    answer = client.get("/en/desk/")
    parted = answer.context["desk"].waiting
    assert not parted.late and not parted.soon
    assert [w.code for w in parted.handed] == ["decision_publish", "news_draft"]
    assert "Nothing is late, nothing is due within seven days" in answer.content.decode()


def test_the_desk_is_never_kept_by_a_browser(cast, client):
    client.force_login(cast.rector)
    assert "no-store" in client.get("/en/desk/")["Cache-Control"]


def a_project_on_which_sources_disagree() -> None:
    from konfrans.projects import services

    words = Localised.of(az="Sınaq", en="Trial")
    services.project_create(
        actor=people_actor(), key="ecar", acronym="ECAR", title=words, lead=words, programme=words, funder=words
    )
    for value, source in (("15", "example.org/a"), ("16", "example.org/b"), ("15", "example.org/c")):
        services.fact_source_add(
            actor=people_actor(), project="ecar", kind="institutions_home", value=value, source=source
        )


def test_the_secretarys_desk_asks_few_queries_at_any_size(crowd, cast, client, django_assert_max_num_queries):
    a_project_on_which_sources_disagree()
    client.force_login(cast.secretary)
    client.get("/en/desk/")
    with django_assert_max_num_queries(13):
        assert client.get("/en/desk/").status_code == 200


def codes(client, account) -> list[str]:
    """What waits for an account, by code."""
    client.force_login(account)
    parted = client.get("/en/desk/").context["desk"].waiting
    return [w.code for rows in (parted.late, parted.soon, parted.later, parted.handed) for w in rows]


def test_a_session_to_come_stands_on_the_desk_of_who_may_see_it(house, cast, client, day):
    from konfrans.meetings import services

    for days, key in ((5, "soon"), (90, "far away")):
        services.meeting_create(
            actor=people_actor(), body=cast.assembly, kind="ordinary", date=day + timedelta(days=days),
            place=Localised.of(az=key, en=key),
        )  # fmt: skip
    for account in (cast.secretary, cast.rector, cast.chair):
        assert "session_ahead" in codes(client, account)
        page = client.get("/en/desk/").content.decode()
        assert "in 5 days" in page and "soon" in page and "far away" not in page
    assert "session_ahead" not in codes(client, cast.stranger) + codes(client, cast.coordinator)


def test_a_secretariat_that_begins_is_shown_the_next_step_alone(cast, client, day):
    from konfrans.people.models import Institution

    assert codes(client, cast.secretary) == ["first_step_2"]
    page = client.get("/en/desk/").content.decode()
    assert "/en/charter/found/" in page and "/en/desk/start/" in page
    assert codes(client, cast.rector) == []
    assert Institution.objects.exists()


def test_facts_on_which_sources_disagree_wait_for_the_projects_coordinator(cast, client, day):
    a_project_on_which_sources_disagree()
    assert codes(client, cast.coordinator) == ["facts_disagree"]
    assert "ECAR: sources disagree on 1 fact" in client.get("/en/desk/").content.decode()
    assert "facts_disagree" not in codes(client, cast.rector)
