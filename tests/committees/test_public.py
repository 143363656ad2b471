"""The public pages of committees and groups: what they are for, the charter's rules, who sits there with consent, what ended them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from konfrans.committees.models import Composition, Seat
from konfrans.committees.services import seating
from konfrans.committees.services.committees import committee_change, committee_create, committee_end
from konfrans.decisions.models import Decision
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.models import SearchEntry
from konfrans.kernel.search import search_find, search_rebuild
from konfrans.people import services as people
from konfrans.people.models import Body
from konfrans.people.selectors import standing_of
from konfrans.statutes.models import VersionDay
from tests.committees.appointment_house import NAMES, TODAY, address, play, text

pytestmark = pytest.mark.django_db
MANDATE = text("Elmi siyasət üzrə təkliflər hazırlayır.", "It prepares proposals on research policy.")
THEMES = [
    (text("Birgə laboratoriyalar", "Shared laboratories"), text("katibliyin qeydi", "note of the secretariat")),
    (text("Doktorantura", "Doctoral training"), text("", "")),
]


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def played(cast):
    return play(cast, mandate=MANDATE, themes=THEMES, sample=True)


def look(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def group(played, **facts):
    return committee_create(
        actor=played.house.actor,
        key="budget-group",
        name=text("Büdcə qrupu", "Budget group"),
        sort="working_group",
        **facts,
    )


def test_the_page_says_what_the_committee_is_for_with_the_source_of_each_theme(played, client):
    page = look(client, "/en/committees/science/")
    for said in (
        "standing committee",
        "research policy",
        "Shared laboratories",
        "note of the secretariat",
        "source not recorded",
        "Mandate and themes are samples.",
    ):
        assert said in page, said
    assert 'href="/en/members/bbu/"' in page and "no decision recorded" in page
    assert "(sample)</span>" in page


def test_what_is_not_known_is_said(cast, client):
    play(cast)
    page = look(client, "/en/committees/science/")
    for said in (
        "Its mandate is not public.",
        "No themes are recorded.",
        "date not public",
        "It has published no decision.",
    ):
        assert said in page, said
    assert "Mandate and themes are samples." not in page


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "Each member names somebody of its own.", "Elected by: committee. Confirmed by: Presidium.", "Article 17(3)",
                "More than half of all members must have named somebody before it is formed.", "A term lasts 2 years.",
                "One person holds at most 1 of these: committee.", "no rule",
            ),
        ),
        ("az", ("Hər üzv öz nümayəndəsini göstərir.", "Səlahiyyət müddəti 2 il təşkil edir.", "Nizamnamənin 17.3-cü bəndi", "qayda yoxdur")),
    ],
)  # fmt: skip
def test_the_rules_of_the_charter_stand_in_words_with_their_paragraphs(played, client, language, sentences):
    page = look(client, f"/{language}/committees/science/")
    for said in sentences:
        assert said in page, said


def test_rules_of_another_organ_do_not_stand_on_the_page(played, client):
    page = look(client, "/en/committees/science/")
    assert "idle for 12 months" not in page and "Audit Commission" not in page
    group(played)
    page = look(client, "/en/committees/budget-group/")
    assert (
        "It comes to its end when it has been idle for 12 months." in page and "Each member names somebody" not in page
    )


def test_without_a_charter_the_page_says_so(cast, client):
    committee_create(
        actor=standing_of(cast.secretary.pk).actor(),
        key="science",
        name=cast.committee.name,
        sort="standing",
        body=cast.committee,
    )
    assert not VersionDay.objects.exists()
    assert "No charter is in force." in look(client, "/en/committees/science/")


def test_a_name_and_a_position_stand_only_with_consent(played, client):
    page = look(client, "/en/committees/science/")
    assert "Bəhruz Həşimlizadə" in page and "kafedra müdiri 0" in page
    assert "Xəlilovlu" not in page and "kafedra müdiri 1<" not in page
    assert "Named by: University 02; the name is not public" in page
    assert "A name stands here only where the person agreed to it." in page
    assert "Lalə Nəbizadə" in page and 'id="seat-substitute"' in page
    for at in (9, 10, 11):
        assert NAMES[at][1] not in page


def test_no_address_and_no_key_of_a_person_is_on_a_public_page(played, client):
    for path in ("/en/committees/", "/en/committees/science/", "/az/committees/science/"):
        page = look(client, path)
        assert not any(address(at) in page for at in range(12))
        for one in played.named:
            assert one.key not in page
        for seat in Seat.objects.select_related("person"):
            assert seat.person.key not in page


def test_an_erased_name_is_said_and_seat_university_and_days_stay(played, client, cast):
    people.person_erase(actor=standing_of(cast.secretary.pk).actor(), person=played.one(0).person)
    page = look(client, "/en/committees/science/")
    assert "Həşimlizadə" not in page and "kafedra müdiri 0" not in page and "name erased" in page
    with clock.standing_at(date(2026, 11, 26)):
        page = look(client, "/en/committees/science/")
    assert "name erased" not in page and "universities they come from: 8." in page  # its substitute sits there


def test_how_the_composition_was_confirmed_is_shown_with_its_verdict(played, client):
    page = look(client, "/en/committees/science/")
    assert "6 November 2026" in page and "Article 18(1)" in page
    assert "verdict--small" in page and "does not follow from the stored evidence" not in page
    assert "needed" in page[page.index('id="confirmed"') : page.index('id="rules"')]


def test_a_changed_record_of_a_composition_is_told(played, client):
    found = Composition.objects.get()
    Composition.objects.update(evidence=found.evidence.replace('"members":15', '"members":14'))
    assert "does not follow from the stored evidence" in look(client, "/en/committees/science/")


def test_a_composition_that_no_rule_judged_says_so(played, client):
    Composition.objects.update(verdict="", evidence="", article="")
    page = look(client, "/en/committees/science/")
    assert (
        "The charter had no rule to judge the composition by." in page
        and "no paragraph and no decision recorded" in page
    )


def test_a_committee_that_a_decision_created_and_confirmed_links_to_it(cast, client):
    played = play(cast)
    decision = played.house.publish(kind="committee_creation", title="Creation of a committee", yes=11)
    committee_change(
        actor=played.house.actor, committee=played.committee, mandate=MANDATE, themes=(), mentor=None, decision=decision,
        name=played.committee.body.name, since=None, until=None,
    )  # fmt: skip
    Composition.objects.update(decision=decision)
    page = look(client, "/en/committees/science/")
    assert page.count(f'href="/en/decisions/{decision.year}/{decision.number}/"') == 2
    assert "Creation of a committee" in page and "no decision recorded" not in page


def test_its_own_decisions_are_listed(played, client):
    drafted = played.house.record(title="On shared laboratories", yes=11)
    Decision.objects.filter(pk=drafted.pk).update(organ="science")  # a draft, as one that the committee took itself
    drafted.refresh_from_db()
    decision = decision_publish(actor=played.house.actor, decision=drafted)
    page = look(client, "/en/committees/science/")
    section = page[page.index('id="decided"') :]
    assert f'href="/en/decisions/{decision.year}/{decision.number}/"' in section
    assert "On shared laboratories" in section and "It has published no decision." not in page


def test_working_groups_stand_in_a_section_of_their_own_and_have_a_page(played, client):
    group(played, mandate=text("Büdcə layihəsi", "The draft budget"), until=date(2027, 1, 31))
    page = look(client, "/en/committees/")
    committees, groups = page[: page.index('id="groups"')], page[page.index('id="groups"') :]
    assert 'href="/en/committees/science/"' in committees and "budget-group" not in committees
    assert (
        'href="/en/committees/budget-group/"' in groups
        and "The draft budget" in groups
        and "last day: 31 January 2027" in groups
    )
    assert "<h1>1 committee</h1>" in page
    assert look(client, "/az/committees/budget-group/").count("Büdcə qrupu")


def test_the_page_of_the_conference_leads_to_its_working_groups(played, client):
    group(played)
    assert 'href="/en/committees/budget-group/"' in look(client, "/en/conference/")


def test_a_body_that_is_no_committee_and_a_group_without_an_entry_have_no_page(played, client, cast):
    people.body_create(actor=played.house.actor, key="loose-group", kind="working_group", name=text("Qrup", "Group"))
    for key in ("loose-group", "general-assembly", "project-ecar", "nosuch"):
        assert client.get(f"/en/committees/{key}/").status_code == 404


def test_when_and_why_it_ended_is_told_with_the_paragraph(played, client):
    found = group(played, since=date(2025, 1, 10))
    assert "10 January 2026" in look(client, "/en/committees/budget-group/")
    committee_end(actor=played.house.actor, committee=found, on=date(2026, 1, 10), why="idle", article="19.2")
    page = look(client, "/en/committees/budget-group/")
    assert "It ended because nobody had worked in it. Last day: 10 January 2026." in page and "Article 19(2)" in page
    page = look(client, "/en/committees/")
    assert "budget-group" in page[page.index('id="over"') :] and 'id="groups"' not in page


def test_a_chair_without_a_university_stands_there_too(played, client, cast):
    seating.seat_begin(
        actor=played.house.actor,
        committee=played.committee,
        seat="mentor_partner",
        person=cast.stranger.person,
        since=TODAY,
        public=True,
    )
    page = look(client, "/en/committees/science/")
    assert "Aygün Cəfərova" in page and "no university" in page


@pytest.mark.parametrize("rebuilt", [False, True])
def test_search_finds_committees_and_groups_by_name_mandate_and_theme(played, client, rebuilt):
    group(played, mandate=text("Xərclər smetası", "Cost estimates"))
    if rebuilt:
        search_rebuild()
    for typed, key in (
        ("Scientific Affairs", "science"), ("research policy", "science"), ("Shared laboratories", "science"), ("laboratoriyalar", "science"),
        ("Budget group", "budget-group"), ("cost estimates", "budget-group"),
    ):  # fmt: skip
        paths = [row.path for row in search_find(typed, language="en")]
        assert paths.count(f"committees/{key}/") == 1, typed


def test_a_change_of_the_body_alone_keeps_the_words_of_the_mandate(played):
    body = Body.objects.get(key="science")
    people.body_change(actor=played.house.actor, body=body, name=text("Elm", "Science"), since=None, until=None)
    assert [row.title for row in search_find("research policy", language="en")] == ["Science"]


def test_search_never_finds_a_person_by_a_committee(played):
    search_rebuild()
    for given, surname in NAMES:
        assert not search_find(surname, language="az") and not search_find(f"{given} {surname}", language="en")
    assert not SearchEntry.objects.filter(folded__contains="kafedra").exists()


def test_a_committee_of_any_size_asks_few_queries(played, client, django_assert_max_num_queries):
    client.get("/en/committees/science/")
    with django_assert_max_num_queries(30):
        one = client.get("/en/committees/science/")
    with django_assert_max_num_queries(6):
        every = client.get("/en/committees/")
    assert one.status_code == every.status_code == 200
    assert "Scientific Affairs" in one.content.decode() and "Scientific Affairs" in every.content.decode()


@pytest.mark.parametrize("path", ["committees/", "committees/science/"])
def test_a_public_page_needs_no_script_and_holds_no_style(played, client, path):
    page = look(client, f"/en/{path}")
    assert "style=" not in page and not re.search(r"<script(?![^>]*(src=|type=))", page)
