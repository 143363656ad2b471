"""Institutions: entered and changed, with what refuses them, in services and on the secretariat's pages."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry, SearchEntry
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_find, search_rebuild
from konfrans.people import selectors, services
from konfrans.people.models import Institution
from tests.people.conftest import acts

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
GOOD = {
    "key": "xu",
    "code": "XU",
    "kind": "university",
    "country": "AZ",
    "name": Localised.of(az="Xəzər Universiteti", en="Khazar University"),
}


def create(**facts):
    return services.institution_create(actor=OPERATOR, **(GOOD | facts))


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"key": "bbu"}, "institution_exists", "key"),
        ({"key": "Xəzər"}, "key_shape", "key"),
        ({"country": "az"}, "country_unknown", "country"),
        ({"code": "BBU"}, "code_taken", "code"),
        ({"ror": "05gq02988"}, "ror_shape", "ror"),
        ({"students": 900}, "students_without_source", "students_on"),
        ({"students": 900, "students_on": date(2026, 9, 1)}, "students_without_source", "students_source"),
        ({"name": Localised()}, "name_missing", "name"),
    ],
)
def test_what_refuses_an_institution(cast, facts, code, field):
    before = acts()
    with pytest.raises(Refused) as refused:
        create(**facts)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert acts() == before and not Institution.objects.filter(key="xu").exists()


def test_a_ror_identifier_belongs_to_one_institution(cast):
    create(ror="https://ror.org/05gq02987")
    assert selectors.institution("xu").ror == "05gq02987"
    with pytest.raises(Refused, match="05gq02987"):
        services.institution_change(actor=OPERATOR, institution=cast.bbu, ror="05gq02987")


def test_a_change_keeps_old_and_new_value_in_the_journal(cast):
    services.institution_change(
        actor=OPERATOR,
        institution=cast.bbu,
        students=4200,
        students_on=date(2026, 9, 1),
        students_source="Register",
        code="BBU",
    )
    entry = json.loads(JournalEntry.objects.order_by("-number").first().body)
    assert entry["act"] == "institution_change" and entry["object"] == {"type": "institution", "key": "bbu"}
    assert entry["facts"]["changes"] == {
        "students": {"old": None, "new": 4200},
        "students_on": {"old": None, "new": "2026-09-01"},
        "students_source": {"old": "", "new": "Register"},
    }


def test_taking_the_number_of_students_away_takes_its_date_and_source(cast):
    xu = create(students=1, students_on=date(2026, 9, 1), students_source="Register")
    services.institution_change(actor=OPERATOR, institution=xu, students=None)
    xu.refresh_from_db()
    assert (xu.students, xu.students_on, xu.students_source) == (None, None, "")


def test_saving_without_a_difference_writes_nothing(cast):
    before = acts()
    services.institution_change(actor=OPERATOR, institution=cast.bbu, country="AZ", name=cast.bbu.name)
    assert acts() == before


def test_the_key_never_changes(cast):
    with pytest.raises(TypeError, match="key"):
        services.institution_change(actor=OPERATOR, institution=cast.bbu, key="other")


def test_search_finds_an_institution_by_any_of_its_names_in_each_language(cast):
    create(former_names=Localised.of(az="Ali Dövlət Başqa Məktəbi"), erasmus_code="AZ BAKU99")
    for language in ("az", "en"):
        for query in ("xezer", "KHAZAR", "baku99", "baSqa mekteb"):
            assert [(e.key, e.path) for e in search_find(query, language=language)] == [("xu", "members/xu/")]


def test_a_new_name_replaces_the_old_in_search_and_order(cast):
    services.institution_change(actor=OPERATOR, institution=cast.bbu, name=Localised.of(az="Yeni Ad", en="New Name"))
    assert not search_find("Biznes", language="az") and search_find("yeni ad", language="az")
    assert list(selectors.institutions())[-1].key == "bbu"


def test_the_rebuilt_table_of_search_holds_the_same_entries(cast):
    kept = set(SearchEntry.objects.filter(kind="institution").values_list("key", "language", "title", "folded"))
    search_rebuild()
    assert set(SearchEntry.objects.filter(kind="institution").values_list("key", "language", "title", "folded")) == kept


def form_of(**changed):
    sent = {
        "key": "xu", "name_az": "Xəzər Universiteti", "name_en": "Khazar University", "code": "XU", "kind": "university",
        "country": "AZ", "ownership": "", "students": "", "students_on": "", "students_source": "", "ror": "",
    }  # fmt: skip
    return sent | changed


def test_the_secretary_enters_an_institution_in_the_browser(secretary):
    answer = secretary.post(
        "/en/desk/institutions/add/", form_of(ror="https://ror.org/05gq02987", city_az="Bakı", city_en="Baku")
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Institution.objects.get(key="xu")
    assert (made.ror, made.city.given("en"), acts()[-1]) == ("05gq02987", "Baku", "institution_create")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": "bbu"}, "in the register already"),
        ({"ror": "123"}, "no ROR identifier"),
        ({"students": "900"}, "needs the date it was counted on"),
        ({"country": "ZZ"}, "“ZZ” is not in the list"),
        ({"name_az": ""}, "Write the text in this language too: Azərbaycanca"),
        ({"students": "-1"}, "The smallest number possible here is 0"),
    ],
)
def test_a_wrong_form_comes_back_with_words_and_nothing_is_written(secretary, changed, words):
    before = acts()
    answer = secretary.post("/en/desk/institutions/add/", form_of(**changed))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert acts() == before


def test_the_form_of_an_institution_shows_and_changes_every_fact(secretary, cast):
    address = reverse("institution_change", args=["bbu"])
    page = secretary.get(address).content.decode()
    assert "Bakı Biznes Universiteti" in page
    answer = secretary.post(
        address,
        form_of(
            name_az="Bakı Biznes Universiteti", name_en="Baku Business University", code="BBU", ownership="private"
        ),
    )
    assert answer.status_code == 302
    cast.bbu.refresh_from_db()
    assert cast.bbu.ownership == "private" and cast.bbu.key == "bbu"


def test_the_list_is_searched_and_says_when_nothing_is_found(secretary):
    assert "ADPU" in secretary.get("/az/desk/institutions/?q=pedaqoji").content.decode()
    assert "Bu sözlər üzrə müəssisə tapılmadı" in secretary.get("/az/desk/institutions/?q=yoxdur").content.decode()


def test_a_long_list_has_pages_and_few_queries(secretary, cast, django_assert_max_num_queries):
    for n in range(60):
        create(key=f"u{n}", code=f"U{n}", name=Localised.of(az=f"Universitet {n}", en=f"University {n}"))
    secretary.get("/en/desk/institutions/")
    with django_assert_max_num_queries(10):
        page = secretary.get("/en/desk/institutions/?page=2").content.decode()
    assert "Page 2 of 2" in page and "62 institutions" in page


@pytest.mark.parametrize(
    "name", [Localised.of(en="baku state UNIVERSITY"), Localised.of(az="Bakı  Dövlət Universiteti")]
)
def test_an_institution_of_the_same_name_and_country_is_refused_with_the_one_that_is_there(db, name):
    create(key="bsu", code="BSU", name=Localised.of(az="Bakı Dövlət Universiteti", en="Baku State University"))
    with pytest.raises(Refused, match=r"Baku State University.*“bsu”") as refused:
        create(key="bdu", code="BDU", name=name)
    assert (refused.value.code, refused.value.field) == ("institution_known", "name")
    create(key="bdu", code="BDU", name=name, country="TR")
    other = create(key="other", code="OTH", name=Localised.of(en="Other University"))
    with pytest.raises(Refused, match="bsu"):
        services.institution_change(actor=OPERATOR, institution=other, name=name)


@pytest.mark.parametrize(
    ("language", "order"),
    [("en", ["adpu", "bbu", "q", "w", "x"]), ("az", ["adpu", "bbu", "x", "q", "w"])],
)
def test_institutions_stand_in_the_alphabet_of_the_reader_whoever_entered_them(client, cast, language, order):
    for key, name in (("w", "Wales"), ("x", "Xazar"), ("q", "Qarabagh")):
        with translation.override("az" if language == "en" else "en"):
            services.institution_create(
                actor=OPERATOR, key=key, code=key.upper(), kind="university", country="AZ",
                name=Localised.of(en=f"{name} University", az=f"{name} Universiteti"),
            )  # fmt: skip
    client.force_login(cast.secretary)
    page = client.get(f"/{language}/desk/institutions/").content.decode()
    assert re.findall(r"/desk/institutions/(\w+)/change/", page) == order
    page = client.get(f"/{language}/desk/people/invite/").content.decode()
    assert re.findall(r'<option value="\d+">[^<]*\((\w+)\)</option>', page)[: len(order)] == [
        key.upper() for key in order
    ]


def test_an_institution_has_the_same_place_in_the_roll_whatever_language_it_was_entered_in(cast):
    keys = set()
    for language in ("az", "en"):
        with translation.override(language):
            services.institution_change(actor=OPERATOR, institution=cast.bbu, code=f"BBU-{language}")
            keys.add(Institution.objects.get(key="bbu").sort_key)
    assert len(keys) == 1


@pytest.mark.parametrize(("language", "first", "then"), [("en", "Portugal", "Qatar"), ("az", "Qazaxıstan", "Latviya")])
def test_countries_stand_in_the_alphabet_of_their_language(language, first, then):
    names = [name for _code, name in selectors.countries(language)]
    assert names.index(first) < names.index(then)


@pytest.mark.parametrize(("language", "said"), [("en", "This is no web address."), ("az", "Bu, veb ünvanı deyil.")])
def test_what_is_no_web_address_is_refused_with_an_example(client, cast, language, said):
    client.force_login(cast.secretary)
    answer = client.post(f"/{language}/desk/institutions/bbu/change/", {"website": "http://a b"})
    assert answer.status_code == 422
    assert said in answer.content.decode() and "https://www.example.org" in answer.content.decode()
