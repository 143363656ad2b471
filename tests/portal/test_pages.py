"""The public pages: in both languages, complete, few queries at any size."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from konfrans.committees.services.committees import committee_create
from konfrans.kernel.localised import Localised
from konfrans.people.models import Institution, Person

PAGES = [
    "", "conference/", "conference/mission/", "conference/membership/", "members/", "members/bbu/", "members/u01/",
    "committees/", "committees/science/", "search/", "search/?q=universitet", "news/", "documents/", "privacy/", "accessibility/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["az", "en"])
def test_a_page_stands_in_its_language_and_names_the_other(house, client, settings, path, language):
    answer = client.get(f"/{language}/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    bare = path.partition("?")[0]
    for code in ("az", "en"):
        assert f'<link rel="alternate" hreflang="{code}" href="{settings.KONFRANS_URL}/{code}/{bare}">' in page
    assert page.count("<h1") == 1
    assert re.search(r'<meta property="og:title" content="[^"]+">', page)
    assert re.search(r'<meta property="og:description" content="[^"]+">', page)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_style_or_a_script_of_its_own(house, client, path):
    page = client.get(f"/en/{path}").content.decode()
    assert ' style="' not in page
    assert not re.search(r"<script(?! src=| type=\"application/ld\+json\")", page)


@pytest.mark.parametrize("path", PAGES)
def test_at_most_ten_queries_with_fifteen_members(house, client, django_assert_max_num_queries, path):
    client.get(f"/en/{path}")  # charters are read once in a process
    with django_assert_max_num_queries(10):
        assert client.get(f"/en/{path}").status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "members/?country=FR&page=3", "search/?q=city"])
def test_at_most_ten_queries_with_1500_institutions(crowd, client, django_assert_max_num_queries, path):
    client.get(f"/en/{path}")
    with django_assert_max_num_queries(10):
        assert client.get(f"/en/{path}").status_code == 200


def test_root_leads_to_the_first_language(house, client):
    assert client.get("/")["Location"] == "/az/"


@pytest.mark.parametrize(
    "path", ["nosuch/", "members/nosuch/", "committees/nosuch/", "committees/general-assembly/", "news/nosuch/"]
)
def test_what_is_not_there_is_404_with_the_frame(house, client, path):
    answer = client.get(f"/az/{path}")
    assert answer.status_code == 404
    assert 'class="masthead"' in answer.content.decode()


def test_the_window_has_a_star_for_each_member_that_leads_to_it(house, client):
    page = client.get("/en/").content.decode()
    window = page[page.index('<svg class="window') : page.index("</figure>")]
    assert re.findall(r'<a href="/en/members/(u\d\d)/"', window) == [f"u{n:02d}" for n in range(1, 16)]


def test_beyond_sixty_members_the_list_says_how_many(crowd, client):
    page = client.get("/en/").content.decode()
    assert '<svg class="window' not in page
    assert "1,515 institutions" in page or "1515 institutions" in page
    assert page.count("/en/members/") < 100


def test_last_decisions_stand_with_their_verdict(house, client):
    page = client.get("/en/").content.decode()
    assert [title for title in ("Statement", "Budget", "Spring session") if title in page] == [
        "Statement",
        "Budget",
        "Spring session",
    ]
    assert "status--yes" in page
    assert "status--no" in page


def test_the_next_session_stands_with_its_quorum(house, client):
    page = client.get("/en/").content.decode()
    assert "18 December 2026" in page.replace("\xa0", " ")
    assert "at least 8 of the 14 members entitled to vote" in page
    assert "#a21-1" in page


def test_without_a_session_to_come_none_is_promised(cast, day, client):
    assert "Next session" not in client.get("/en/").content.decode()


def test_members_are_in_the_order_of_the_azerbaijani_alphabet(house, client):
    for key, az in (
        ("n1", "Əliağa Universiteti"),
        ("n2", "Fizika Universiteti"),
        ("n3", "Çay Universiteti"),
        ("n4", "Xəzər Universiteti"),
        ("n5", "Qarabağ Universiteti"),
    ):
        one = Institution.objects.create(
            key=key, code=key.upper(), kind="university", country="AZ", name=Localised.of(az=az, en=f"Z {az}")
        )
        one.memberships.create(category=house.full, since="2026-02-01")
    page = client.get("/az/members/").content.decode()
    order = re.findall(r'<a href="/az/members/(n\d)/"', page)
    assert order == ["n3", "n1", "n2", "n4", "n5"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("country=FR", 500),
        ("kind=university", 1515),
        ("kind=agency", 0),
        ("standing=partner", 0),
        ("country=ZZ", 0),
        ("page=99999", 1515),
    ],
)
def test_the_list_is_narrowed_without_javascript(crowd, client, query, number):
    answer = client.get(f"/en/members/?{query}")
    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == number


def test_a_member_page_says_what_is_not_recorded(house, client):
    page = client.get("/en/members/u01/").content.decode()
    assert page.count("not recorded") == 7
    assert "full member" in page


def test_a_member_page_names_its_head_and_marks_the_sample(cast, day, client):
    page = client.get("/en/members/bbu/").content.decode()
    assert "Nail Quliyev" in page
    assert "(sample)" in page
    assert "not a member of the Conference" in page


@pytest.mark.parametrize("path", ["", "conference/", "members/bbu/", "members/u01/"])
def test_linked_data_is_json_of_schema_org(house, client, path):
    page = client.get(f"/az/{path}").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] in ("Organization", "CollegeOrUniversity")
    assert {name["@language"] for name in data["name"]} == {"az", "en"}


INVENTED = "Where a person is invented, the name is marked as sample."


def test_the_mark_of_a_sample_is_explained_only_where_it_stands(house, client):
    Person.objects.update(sample=False)
    assert INVENTED not in client.get("/en/conference/").content.decode()
    Person.objects.update(sample=True)
    assert INVENTED in client.get("/en/conference/").content.decode()


@pytest.mark.parametrize("path", ["", "committees/"])
def test_columns_of_committees_stand_only_where_something_is_known(house, cast, client, path):
    page = client.get(f"/en/{path}").content.decode()
    assert 'href="/en/committees/science/"' in page
    for words in ("Partner abroad in charge", "The managements of the universities choose", "not recorded"):
        assert words not in page
    committee_create(
        actor=house.actor,
        key="science",
        name=cast.committee.name,
        sort="standing",
        body=cast.committee,
        working_name=True,
    )
    page = client.get(f"/en/{path}").content.decode()
    for words in ("Partner abroad in charge", "The managements of the universities choose", "working name"):
        assert words in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "name erased at the person's request, 25.November 2026"),
        ("az", "ad şəxsin müraciəti əsasında silinib, 25.noyabr 2026"),
    ],
)
def test_an_erased_name_is_said_on_public_pages_with_its_day(house, cast, client, language, words):
    Person.objects.filter(pk=cast.chair.person.pk).update(erased_on=date(2026, 11, 25))
    assert re.search(words, client.get(f"/{language}/committees/science/").content.decode())


def test_linked_data_never_ends_its_block(house, client):
    Institution.objects.filter(key="bbu").update(name=Localised.of(az="</script><script>alert(1)</script>", en="x"))
    page = client.get("/az/members/bbu/").content.decode()
    assert "<script>alert" not in page


def test_the_map_says_in_words_what_it_draws(crowd, client):
    page = client.get("/en/members/").content.decode()
    (label,) = re.findall(r'<svg class="map" role="img"[^>]*aria-label="([^"]*)"', page)
    assert "France 500" in label
    assert "Poland 500" in label
    assert re.search(r'<th scope="row">France</th><td class="num">500', page)


SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_address_of_the_sitemap_answers(house, client, settings, language):
    answer = client.get(f"/{language}/sitemap.xml")
    assert answer["Content-Type"].startswith("application/xml")
    addresses = [node.text for node in ET.fromstring(answer.content).iter(f"{SITE}loc")]
    assert len(addresses) == len(set(addresses))
    expected = {
        "",
        "members/u01/",
        "members/bbu/",
        "committees/science/",
        "decisions/2026/1/",
        "charter/",
        "privacy/",
        "projects/",
    }
    assert {f"{settings.KONFRANS_URL}/{language}/{path}" for path in expected} <= set(addresses)
    for address in addresses:
        assert client.get(address.removeprefix(settings.KONFRANS_URL)).status_code == 200, address


def test_the_sitemap_names_the_other_language_of_each_address(house, client):
    root = ET.fromstring(client.get("/az/sitemap.xml").content)
    for url in root.iter(f"{SITE}url"):
        links = url.findall("{http://www.w3.org/1999/xhtml}link")
        assert [link.get("hreflang") for link in links] == ["az", "en"]


def test_the_privacy_statement_is_made_from_what_domains_declare(house, client):
    from konfrans.kernel import registries

    page = client.get("/en/privacy/").content.decode()
    rows = [row for _domain, kept in registries.retention for row in kept()]
    assert rows
    from django.utils.html import escape

    for row in rows:
        assert escape(str(row.what)) in page
