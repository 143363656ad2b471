"""Pages of the register: who may open what, what they show, how many queries they take, every act as a form."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.files import file_store
from konfrans.kernel.localised import Localised
from konfrans.people.models import Institution
from konfrans.projects import selectors, services
from konfrans.projects.forms.fields import WebsiteField
from konfrans.projects.models import FactValue, Partnership, Project, Statement
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.urls import urlpatterns

PUBLIC = ["projects", "project", "project_history"]
SECRETARIAT = ["project_create", "facts_import"]
ARGUMENTS = {
    "key": "ecar", "institution": "adpu", "package": 1, "number": "1.1", "deliverable": "newsletter",
}  # fmt: skip


@pytest.fixture
def addresses(registered):
    """Every address of the register, for ECAR's own objects."""
    project = Project.objects.get(key="ecar")
    value = FactValue.objects.filter(fact__project=project, fact__kind="end").first().pk
    statements = {
        kind: Statement.objects.filter(project=project, kind=kind).first().pk
        for kind in ("objective", "milestone", "result")
    }
    Institution.objects.filter(key="bbu").update(ownership="private")
    paper = services.grant_paper_add(
        actor=Actor.system(), project="ecar", institution="bbu", kind="agreement", signed=date(2026, 11, 20)
    )
    stored = file_store(stream=io.BytesIO(b"%PDF-1.7"), name="a.pdf", public=True)
    evidence = services.evidence_add(
        actor=Actor.system(), project="ecar", title=Localised.of(az="a", en="a"), file=stored
    )
    found = {}
    for pattern in urlpatterns:
        arguments = ARGUMENTS | {"value": value, "paper": paper.pk, "evidence": evidence.pk}
        if pattern.name.endswith("_remove"):
            arguments["statement"] = statements.get(pattern.name.partition("_")[0], 0)
        names = set(pattern.pattern.converters)
        found[pattern.name] = {name: arguments[name] for name in names}
    return found


def address(name: str, arguments: dict, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name, kwargs=arguments)


@pytest.mark.parametrize("language", ["az", "en"])
def test_status_of_every_address_in_every_role(client, registered, addresses, language):
    wanted = {
        "stranger": (200, 302, 302), "member": (200, 403, 403), "secretary": (200, 200, 200), "chair": (200, 403, 403),
        "coordinator": (200, 200, 403), "account": (200, 403, 403),
    }  # fmt: skip
    wrong = []
    for role, account in registered.roles.items():
        client.logout()
        if account is not None:
            client.force_login(account)
        public, work, secretariat = wanted[role]
        for name, arguments in addresses.items():
            status = client.get(address(name, arguments, language)).status_code
            expected = public if name in PUBLIC else secretariat if name in SECRETARIAT else work
            if status != expected:
                wrong.append((role, name, status, expected))
    assert wrong == []


def test_what_belongs_to_another_project_is_not_found(client, registered, addresses):
    client.force_login(registered.secretary)
    wrong = []
    for name, arguments in addresses.items():
        if len(arguments) < 2 or name in ("activity_set",):
            continue
        elsewhere = arguments | {"key": "eqac"}
        if name in ("partner_change", "partner_leave"):
            elsewhere["institution"] = "xu"
        status = client.get(address(name, elsewhere)).status_code
        if status != 404:
            wrong.append((name, status))
    assert wrong == []


def test_a_project_that_is_not_there_is_not_found(client, registered):
    for name in ("project", "project_history"):
        assert client.get(address(name, {"key": "nothing"})).status_code == 404
    client.force_login(registered.secretary)
    assert client.get(address("project_desk", {"key": "nothing"})).status_code == 404


# What the public page shows ------------------------------------------------------------------------------------------------------


def test_the_page_of_ecar_shows_both_numbers_four_end_dates_and_why_one_is_shown(client, registered):
    text = client.get("/en/projects/ecar/").content.decode().replace("\xa0", " ")
    for number in ("619354-EPP-1-2020-1-AZ-EPPKA2-CBHE-JP", "618270-EPP-1-2020-1-LT-EPPKA2-CBHE-JP"):
        assert number in text
    for day in ("14 January 2024", "14 July 2024", "14 January 2025", "September 2023"):
        assert f'<span class="conflict__value">{day}</span>' in text
    assert "4 dates reported" in text
    assert "The country code is normally the applicant" in text
    assert "joined by 2023" in text
    assert "joined January 2022" in text
    assert "Title not public" in text
    assert "Bars are a sample schedule" in text
    assert 'class="ext"' in text


def test_the_azerbaijani_page_says_what_is_a_translation_and_speaks_azerbaijani(client, registered):
    text = client.get("/az/projects/ecar/").content.decode().replace("\xa0", " ")
    assert "sentyabr 2023" in text
    assert "14 iyul 2024" in text
    assert "Azərbaycanda Rektorlar Konfransının yaradılması" in text
    assert "ən geci: 2023" in text
    assert "tərcümə" in text
    assert "açıqlanmayıb" in text
    assert "“Mykolos Romerius Universiteti”" in text
    for english in (
        "not public",
        "Milestones",
        "Partners",
        "Shown on this page",
        "Deliverables",
        "Work plan",
        "joined",
    ):
        assert english not in text


def test_eqac_shows_a_month_as_a_month_and_what_is_not_public(client, registered):
    text = client.get("/en/projects/eqac/").content.decode().replace("\xa0", " ")
    assert "October 2017" in text
    assert "36 months" in text
    assert re.search(r"<dt>Number</dt><dd[^>]*>not public\s*</dd>", text)
    assert "30 students drawn at random" in text
    assert "Months not public." in text


@pytest.mark.parametrize("language", ["az", "en"])
def test_each_partner_leads_to_its_own_page_and_the_list_of_sections_into_the_page(client, registered, language):
    text = client.get(f"/{language}/projects/ecar/").content.decode()
    partners = text.partition('id="partners"')[2].partition('id="plan"')[0]
    linked = set(re.findall(rf'href="/{language}/members/([^/"]+)/"', partners))
    assert linked == set(Partnership.objects.filter(project__key="ecar").values_list("institution__key", flat=True))
    assert client.get(f"/{language}/members/{sorted(linked)[0]}/").status_code == 200
    words = {"az": "Bu səhifədə", "en": "On this page"}[language]
    sections = re.search(rf'<nav class="contents" aria-label="{words}">(.*?)</nav>', text, re.DOTALL)[1]
    named = re.findall(r'href="#([^"]+)"', sections)
    assert {"partners", "plan", "milestones", "deliverables", "history"} <= set(named)
    assert all(text.count(f'id="{name}"') == 1 for name in named)


def test_a_deliverable_that_an_ended_project_left_unfinished_says_when_that_was_reported(client, registered):
    def page(project, language="en"):
        return client.get(f"/{language}/projects/{project}/").content.decode().replace("\xa0", " ")

    assert "as reported in September 2022" in page("ecar")
    assert "bildirildiyi vaxt: sentyabr 2022" in page("ecar", "az")
    assert "source seen: November 2026" in page("eqac")
    Project.objects.update(status=Project.Status.RUNNING)
    assert "as reported in" not in page("ecar")
    assert "source seen" not in page("eqac")


def test_the_page_carries_the_project_as_linked_data_that_cannot_break_out(client, registered):
    services.project_change(
        actor=Actor.system(), project="ecar", title=Localised.of(az="</script><b>", en="</script><b>")
    )
    text = client.get("/en/projects/ecar/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert data["name"] == "</script><b>"
    assert (data["foundingDate"], data["dissolutionDate"]) == ("2021-01-15", "2024-07-14")
    assert {"@type": "Organization", "name": "Khazar University"} in data["member"]


def test_there_is_no_inline_style_or_script(client, registered):
    for path in ("/en/projects/", "/en/projects/ecar/", "/en/projects/ecar/history/"):
        text = client.get(path).content.decode()
        assert "style=" not in text
        assert "onclick" not in text


def test_an_act_shows_on_the_public_page_at_once(client, registered):
    client.force_login(registered.coordinator)
    client.post(address("result_add", {"key": "ecar"}), {
        "year": "2024", "text_az": "Yeni nəticə", "text_en": "A new result", "source": "example.org/new",
    })  # fmt: skip
    client.logout()
    assert "A new result" in client.get("/en/projects/ecar/").content.decode()


# Queries -------------------------------------------------------------------------------------------------------------------------


def crowd(number: int) -> None:
    project = Project.objects.get(key="ecar")
    rows = [
        Institution(
            key=f"crowd-{n}", code=f"C{n}", kind="university", country="AZ" if n % 2 else "LT", sort_key=f"{n:05d}",
            name=Localised.of(az=f"Universitet {n}", en=f"University {n}"), city=Localised.of(az="Bakı", en="Baku"),
        )
        for n in range(number)
    ]  # fmt: skip
    Institution.objects.bulk_create(rows)
    made = Institution.objects.filter(key__startswith="crowd-")
    Partnership.objects.bulk_create(
        [
            Partnership(
                project=project, institution=one, role="partner", begins=PartialDate(2022), source=project.source
            )
            for one in made
        ]
    )


@pytest.mark.parametrize("number", [15, 1500])
def test_public_pages_take_at_most_ten_queries_at_any_size(client, registered, number, django_assert_max_num_queries):
    crowd(number)
    for path in ("/en/projects/", "/en/projects/ecar/", "/az/projects/ecar/", "/en/projects/ecar/history/"):
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200
    assert f"University {number - 1}" in client.get("/en/projects/ecar/").content.decode()


@pytest.mark.parametrize("number", [15, 1500])
def test_working_pages_take_at_most_ten_queries_at_any_size(
    client, registered, addresses, number, django_assert_max_num_queries
):
    crowd(number)
    client.force_login(registered.coordinator)
    for name in ("projects_desk", "project_desk", "project_partners", "project_facts", "project_plan", "project_record",
                 "project_deliverables", "project_files", "project_grants", "partner_join", "deliverable_add", "milestone_add",
                 "work_package_set", "grant_paper_add"):  # fmt: skip
        with django_assert_max_num_queries(10):
            assert client.get(address(name, addresses[name])).status_code == 200


# Acts in the browser ---------------------------------------------------------------------------------------------------------------


def both(name: str, text: str) -> dict[str, str]:
    return {f"{name}_az": f"{text} az", f"{name}_en": text}


ACTS = [
    ("project_change", {}, {"acronym": "ECAR", **both("title", "New title"), **both("lead", "Lead"), **both("programme", "P"), **both("funder", "F"), "status": "running"}),
    ("partner_join", {}, {"institution": "sdu", "role": "partner", "begins": "09.2023", "by": "on", "listed": "on", "source": "example.org/p"}),
    ("partner_change", {"institution": "adpu"}, {"begins": "2021", "listed": "on"}),
    ("partner_leave", {"institution": "adpu"}, {"ends": "14.01.2024"}),
    ("fact_source_add", {}, {"kind": "end", "value": "01.02.2024", "source": "example.org/end"}),
    ("date_amend", {}, {"which": "end", "new": "2025-01", "source": "Amendment 3"}),
    ("work_package_set", {}, {"number": "6", "months": "planned", "begins": "2021-01", "ends": "2021-03", **both("title", "Sixth")}),
    ("activity_set", {"package": 1}, {"number": "1.5", "months": "planned", **both("title", "Fifth")}),
    ("activity_remove", {"package": 1, "number": "1.4"}, {}),
    ("working_group_add", {}, {"key": "new-group", **both("name", "New group")}),
    ("deliverable_add", {}, {"status": "planned", "due": "06.2024", "responsible": "bbu", "package": "1", **both("title", "Handbook")}),
    ("deliverable_change", {"deliverable": "newsletter"}, {"due": "2024", "responsible": "kth", **both("title", "Newsletter")}),
    ("deliverable_status_set", {"deliverable": "newsletter"}, {"status": "published"}),
    ("deliverable_version_add", {"deliverable": "newsletter"}, {"on": "2024", "address": "example.org/letter"}),
    ("objective_add", {}, {"code": "SO6", **both("text", "Sixth aim"), "translated": "az"}),
    ("milestone_add", {}, {"date": "12.2022", "packages": ["1", "2"], "source": "example.org/m", **both("text", "Something happened")}),
    ("result_add", {}, {"year": "2023", "source": "example.org/r", **both("text", "Something came")}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "where", "data"), [pytest.param(*act, id=act[0]) for act in ACTS])
def test_every_act_as_the_coordinator_does_it(client, registered, name, where, data):
    from konfrans.kernel.models import JournalEntry

    client.force_login(registered.coordinator)
    before = JournalEntry.objects.count()
    answer = client.post(address(name, {"key": "ecar", **where}), data)
    assert answer.status_code == 302, answer.context["form"].errors
    newest = JournalEntry.objects.order_by("-number").first()
    assert newest.act == name
    assert JournalEntry.objects.count() > before
    assert '"office":"coordinator"' in newest.body
    assert client.get(answer["Location"]).status_code == 200


def test_a_translation_that_was_ticked_is_marked(client, registered):
    client.force_login(registered.coordinator)
    client.post(
        address("objective_add", {"key": "ecar"}), {"code": "SO6", **both("text", "Sixth aim"), "translated": "az"}
    )
    assert Statement.objects.get(code="SO6").text.translated == {"az"}


def test_acts_with_files(client, registered):
    client.force_login(registered.coordinator)
    upload = SimpleUploadedFile("amendment.pdf", b"%PDF-1.7 signed", content_type="application/pdf")
    answer = client.post(
        address("evidence_add", {"key": "ecar"}),
        {**both("title", "Amendment"), "on": "2023-10", "public": "yes", "upload": upload},
    )
    assert answer.status_code == 302
    assert "amendment.pdf" in client.get("/en/projects/ecar/").content.decode()
    value = FactValue.objects.get(fact__project__key="ecar", value="2024-07-14")
    upload = SimpleUploadedFile("paper.pdf", b"%PDF-1.7 paper", content_type="application/pdf")
    answer = client.post(
        address("fact_settle", {"key": "ecar", "value": value.pk}),
        {**both("because", "The amendment"), "upload": upload},
    )
    assert answer.status_code == 302
    text = client.get("/en/projects/ecar/").content.decode()
    assert "settled on" in text
    assert "The amendment" in text
    assert (
        client.post(address("fact_show", {"key": "ecar", "value": value.pk}), both("because", "Shown")).status_code
        == 302
    )


def test_an_upload_of_the_wrong_kind_is_refused_at_its_field_and_nothing_is_written(client, registered):
    client.force_login(registered.coordinator)
    upload = SimpleUploadedFile("amendment.pdf", b"MZ this is a program", content_type="application/pdf")
    answer = client.post(
        address("evidence_add", {"key": "ecar"}), {**both("title", "Amendment"), "public": "yes", "upload": upload}
    )
    assert answer.status_code == 422
    assert "upload" in answer.context["form"].errors
    assert selectors.project_page("ecar").evidence == ()


WRONG = [
    pytest.param("partner_join", {"institution": "adpu", "role": "partner"}, "institution", id="an institution that is in already"),
    pytest.param("partner_join", {"institution": "sdu", "role": "coordinator"}, "role", id="a second coordinator"),
    pytest.param("partner_join", {"institution": "sdu", "role": "partner", "begins": "soon"}, "begins", id="a date that is none"),
    pytest.param("fact_source_add", {"kind": "end", "value": "soon", "source": "example.org"}, "value", id="a value that is no date"),
    pytest.param("fact_source_add", {"kind": "end", "value": "2024", "source": ""}, "source", id="a value without a source"),
    pytest.param("date_amend", {"which": "end", "new": "2019", "source": "x"}, "new", id="a last day before the first"),
    pytest.param("work_package_set", {"number": "1", "months": "planned", "begins": "2022", "ends": "2021"}, "ends", id="months turned round"),
    pytest.param("milestone_add", {"date": "2022", "text_az": "x", "source": "e.org"}, "text", id="a text in one language only"),
    pytest.param("result_add", {"year": "12", "text_az": "x", "text_en": "y", "source": "e.org"}, "year", id="a year of two digits"),
    pytest.param("working_group_add", {"key": "model", "name_az": "x", "name_en": "y"}, "key", id="a group that is there"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field(client, registered, name, data, field):
    from konfrans.kernel.models import JournalEntry

    client.force_login(registered.coordinator)
    before = JournalEntry.objects.count()
    answer = client.post(address(name, {"key": "ecar"}), data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert 'role="alert"' in answer.content.decode()
    assert JournalEntry.objects.count() == before


def test_the_secretariat_enters_a_project_and_hands_it_over(client, registered):
    client.force_login(registered.secretary)
    data = {
        "key": "bridge", "acronym": "BRIDGE", **both("title", "Bridge"), **both("lead", "L"), **both("programme", "P"),
        **both("funder", "F"), "status": "planned",
    }  # fmt: skip
    assert client.post(address("project_create", {}), data)["Location"].endswith("/desk/projects/bridge/")
    assert client.get("/en/projects/bridge/").status_code == 200
    again = client.post(address("project_create", {}), data)
    assert again.status_code == 422
    assert "key" in again.context["form"].errors


def test_facts_files_are_taken_in_by_the_browser_or_every_fault_is_named(client, registered):
    client.force_login(registered.secretary)
    good = (
        '[[source]]\nkey = "p"\naddress = "example.net/p"\nname = { en = "P", az = "P" }\nseen = "2026-11"\n'
        '[[project]]\nkey = "small"\nacronym = "SMALL"\ntitle = { en = "Small", az = "Kiçik" }\nlead = { en = "S", az = "K" }\n'
        'programme = { en = "P", az = "P" }\nfunder = { en = "F", az = "F" }\nsource = "p"\n'
        '[[project.partner]]\ninstitution = "bbu"\nrole = "coordinator"\nsource = "p"\n'
    )
    bad = good.replace('role = "coordinator"', 'role = "leader"').replace('key = "small"', 'key = "Small"')
    answer = client.post(address("facts_import", {}, "az"), {"files": SimpleUploadedFile("facts.toml", bad.encode())})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "project.partner.role" in text
    assert "“leader” burada tanınmır" in text
    assert not Project.objects.filter(key="small").exists()
    answer = client.post(address("facts_import", {}), {"files": SimpleUploadedFile("facts.toml", good.encode())})
    assert answer.status_code == 302
    assert client.get("/en/projects/small/").status_code == 200


def test_the_desk_tells_the_coordinator_what_is_overdue(registered):
    from konfrans.kernel.desk import waiting_for
    from konfrans.people.selectors import standing_of

    services.deliverable_add(
        actor=Actor.system(), project="ecar", title=Localised.of(az="Hesabat", en="Report"), due=PartialDate(2024, 6)
    )
    with clock.standing_at(date(2026, 11, 25)), translation.override("en"):
        mine = [w for w in waiting_for(standing_of(registered.coordinator.pk)) if w.code == "deliverable_late"]
        others = [w for w in waiting_for(standing_of(registered.rector.pk)) if w.code == "deliverable_late"]
    assert [w.title for w in mine] == ["Deliverable of ECAR: Report"]
    assert mine[0].address == "/en/desk/projects/ecar/deliverables/"
    assert others == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [("https://ecar.az/", "ecar.az"), ("ecar.az/en", "ecar.az/en"), ("", ""), ("http://ecar.az", "ecar.az")],
)
def test_the_website_of_a_project_is_kept_as_host_and_path(written, kept):
    assert WebsiteField(required=False).clean(written) == kept


@pytest.mark.parametrize("written", ["not an address", "javascript:alert(1)", "ecar", "https://"])
def test_what_is_no_website_is_refused_with_an_example(written):
    with pytest.raises(ValidationError, match="is no web address"):
        WebsiteField(required=False).clean(written)
