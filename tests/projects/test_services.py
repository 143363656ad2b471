"""Acts on the register of projects: what they write, what they refuse, what the journal keeps."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import pytest

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.files import file_store
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry, SearchEntry
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.models import Body, Institution
from konfrans.projects import selectors, services
from konfrans.projects.models import FactValue, Project, Source, Statement
from konfrans.projects.rules.dates import PartialDate
from tests.projects.conftest import facts_files

ACTOR = Actor.system()
D = PartialDate.parse


def T(text: str) -> Localised:
    return Localised.of(az=f"{text} az", en=text)


@pytest.fixture
def trial(cast):
    """A project with a coordinator, nothing else."""
    project = services.project_create(
        actor=ACTOR,
        key="trial",
        acronym="TRIAL",
        title=T("A trial"),
        lead=T("Tries."),
        programme=T("Programme"),
        funder=T("Funder"),
    )
    services.partner_join(actor=ACTOR, project="trial", institution="bbu", role="coordinator", begins=D("2021-01-15"))
    return project


def refused(refusal: str, act, /, **facts) -> Refused:
    with pytest.raises(Refused) as caught:
        act(actor=ACTOR, **facts)
    assert caught.value.code == refusal
    assert "%(" not in worded(caught.value)
    return caught.value


def last_entry() -> dict:
    return json.loads(JournalEntry.objects.order_by("-number").first().body)


def test_project_create_makes_the_team_its_coordinator_works_in(trial):
    assert Body.objects.get(key="project-trial").kind == "project_team"
    assert trial.team.key == "project-trial"
    assert SearchEntry.objects.filter(kind="project", key="trial").count() == 2


@pytest.mark.parametrize("key", ["new", "facts", "Trial", "a b", "", "ə"])
def test_a_project_key_is_a_plain_word_that_no_address_uses(cast, key):
    assert (
        refused(
            "project_key_wrong",
            services.project_create,
            key=key,
            acronym="X",
            title=T("x"),
            lead=T("x"),
            programme=T("x"),
            funder=T("x"),
        ).field
        == "key"
    )


def test_a_second_project_of_the_same_key_is_refused(trial):
    found = refused(
        "project_exists",
        services.project_create,
        key="trial",
        acronym="X",
        title=T("x"),
        lead=T("x"),
        programme=T("x"),
        funder=T("x"),
    )
    assert (found.field, Project.objects.filter(key="trial").count()) == ("key", 1)


def test_project_change_writes_only_what_differs(trial):
    services.project_change(actor=ACTOR, project="trial", acronym="TRIAL", website="example.org")
    entry = last_entry()
    assert entry["act"] == "project_change"
    assert entry["facts"] == {"website": "example.org"}
    before = JournalEntry.objects.count()
    services.project_change(actor=ACTOR, project="trial", website="example.org")
    assert JournalEntry.objects.count() == before


# Institutions --------------------------------------------------------------------------------------------------------------


def test_partner_join_and_leave_keep_both_stays(trial):
    services.partner_join(
        actor=ACTOR, project="trial", institution="adpu", role="partner", begins=D("2022-01"), source="example.org/news"
    )
    services.partner_leave(actor=ACTOR, project="trial", institution="adpu", ends=D("2022-12"))
    services.partner_join(
        actor=ACTOR, project="trial", institution="adpu", role="associated", begins=D("2023"), by=True
    )
    page = selectors.project_page("trial")
    lines = [line for group in page.groups for line in group.lines if line.row.institution.key == "adpu"]
    assert sorted((line.group, line.gone) for line in lines) == [("associated", False), ("home", True)]
    assert {g.code: g.number for g in page.groups} == {"coordinator": 1, "home": 0, "associated": 1}
    assert Source.objects.get().address == "example.org/news"


def test_an_institution_is_in_a_project_once(trial):
    assert (
        refused("already_partner", services.partner_join, project="trial", institution="bbu", role="partner").field
        == "institution"
    )


def test_a_project_has_one_coordinator(trial):
    assert (
        refused(
            "second_coordinator", services.partner_join, project="trial", institution="adpu", role="coordinator"
        ).field
        == "role"
    )


def test_nobody_leaves_before_it_joined(trial):
    refused("stay_turned", services.partner_leave, project="trial", institution="bbu", ends=D("2020"))
    assert selectors.partnership_of("trial", "bbu").ends is None


def test_partner_change_corrects_the_date(trial):
    services.partner_change(actor=ACTOR, project="trial", institution="bbu", begins=D("2021"), by=True, listed=False)
    row = selectors.partnership_of("trial", "bbu")
    assert (str(row.begins), row.by, row.listed) == ("2021", True, False)


def test_partner_leave_of_one_that_is_not_in_is_not_found(trial):
    with pytest.raises(Refused) as caught:
        services.partner_leave(actor=ACTOR, project="trial", institution="adpu", ends=D("2022"))
    assert caught.value.status == 404


# Facts ---------------------------------------------------------------------------------------------------------------------


def add(value: str, source: str, **more) -> FactValue:
    return services.fact_source_add(actor=ACTOR, project="trial", kind="end", value=value, source=source, **more)


def test_a_second_source_stands_beside_the_first_and_does_not_replace_it(trial):
    add("2024-01-14", "one.example")
    add("2024-07-14", "two.example", shown=True)
    line = selectors.project_page("trial").facts["end"]
    assert [v.value for v in line.values] == ["2024-01-14", "2024-07-14"]
    assert line.shown.value == "2024-07-14"
    assert line.state.code == "disputed"


def test_the_same_value_of_the_same_source_is_entered_once(trial):
    add("2024-01-14", "https://www.one.example/")
    assert (
        refused(
            "value_known",
            services.fact_source_add,
            project="trial",
            kind="end",
            value="2024-01-14",
            source="one.example",
        ).field
        == "value"
    )


def test_a_value_that_is_no_date_writes_nothing(trial):
    before = JournalEntry.objects.count()
    refused(
        "fact_wrong_date", services.fact_source_add, project="trial", kind="end", value="autumn", source="new.example"
    )
    assert not Source.objects.filter(address="new.example").exists()
    assert JournalEntry.objects.count() == before


def test_fact_show_chooses_and_says_why(trial):
    add("2024-01-14", "one.example")
    second = add("2024-07-14", "two.example")
    services.fact_show(actor=ACTOR, project="trial", value=second.pk, because=T("The latest"))
    line = selectors.project_page("trial").facts["end"]
    assert line.shown.note.given("en") == "The latest"
    assert line.state.code == "disputed"


def test_fact_settle_says_when_by_which_office_and_keeps_the_other_value(trial):
    add("2024-01-14", "one.example")
    second = add("2024-07-14", "two.example")
    with clock.standing_at(date(2026, 11, 25)):
        services.fact_settle(
            actor=Actor(office="coordinator"), project="trial", value=second.pk, because=T("The amendment")
        )
    line = selectors.project_page("trial").facts["end"]
    assert line.state.code == "settled"
    assert (line.fact.settled_on, line.fact.settled_by) == (date(2026, 11, 25), "coordinator")
    assert len(line.values) == 2
    add("2025-01-14", "three.example")
    assert selectors.project_page("trial").facts["end"].state.code == "disputed"


def test_a_value_of_another_project_is_not_found(trial):
    services.project_create(
        actor=ACTOR, key="other", acronym="O", title=T("o"), lead=T("o"), programme=T("o"), funder=T("o")
    )
    value = add("2024-01-14", "one.example")
    with pytest.raises(Refused) as caught:
        services.fact_show(actor=ACTOR, project="other", value=value.pk, because=T("no"))
    assert caught.value.status == 404


def test_date_amend_shows_the_new_date_and_keeps_the_old_in_the_history(trial):
    services.fact_source_add(actor=ACTOR, project="trial", kind="start", value="2021-01-15", source="one.example")
    add("2024-01-14", "one.example")
    services.date_amend(
        actor=ACTOR,
        project="trial",
        which="end",
        new=D("2024-07-14"),
        made=D("2023-10"),
        source="Amendment 1",
        note=T("Six months"),
    )
    page = selectors.project_page("trial")
    assert str(page.facts["end"].date) == "2024-07-14"
    (step,) = page.history
    assert (str(step.old), step.value, str(step.made)) == ("2024-01-14", "2024-07-14", "2023-10")
    assert page.plan.rows == () or page.plan.rows[-1].kind == "extension"


def test_a_last_day_before_the_first_is_refused(trial):
    services.fact_source_add(actor=ACTOR, project="trial", kind="start", value="2021-01-15", source="one.example")
    assert (
        refused(
            "project_turned", services.date_amend, project="trial", which="end", new=D("2020-12"), source="x.example"
        ).field
        == "new"
    )


# Plan, deliverables, record --------------------------------------------------------------------------------------------------


def test_work_package_and_activity_are_set_and_set_again(trial):
    services.work_package_set(
        actor=ACTOR, project="trial", number=1, title=T("First"), begins=D("2021-01"), ends=D("2021-06")
    )
    services.activity_set(actor=ACTOR, project="trial", package=1, number="1.1", title=T("Begin"))
    services.work_package_set(actor=ACTOR, project="trial", number=1, title=T("First, renamed"), lead="bbu")
    services.activity_set(
        actor=ACTOR,
        project="trial",
        package=1,
        number="1.1",
        title=T("Begin again"),
        begins=D("2021-02"),
        ends=D("2021-02"),
    )
    rows = selectors.project_page("trial").plan.rows
    assert [(r.kind, r.title.given("en")) for r in rows] == [("package", "First, renamed"), ("activity", "Begin again")]
    services.activity_remove(actor=ACTOR, project="trial", package=1, number="1.1")
    assert len(selectors.project_page("trial").plan.rows) == 1


def test_a_work_package_without_a_title_is_counted_as_not_public(trial):
    services.work_package_set(actor=ACTOR, project="trial", number=4)
    assert selectors.project_page("trial").plan.hidden_titles == 1


def test_months_turned_round_are_refused(trial):
    fault = refused(
        "months_turned", services.work_package_set, project="trial", number=1, begins=D("2021-06"), ends=D("2021-05")
    )
    assert fault.field == "ends"


def test_working_group_add_makes_a_body(trial):
    services.working_group_add(
        actor=ACTOR, project="trial", key="model", name=T("Model"), mandate=T("Drafts"), formed=D("2021-12-20")
    )
    body = Body.objects.get(key="trial-model")
    assert (body.kind, body.since) == ("working_group", date(2021, 12, 20))
    refused("group_exists", services.working_group_add, project="trial", key="model", name=T("Model"))


def test_a_deliverable_goes_through_its_statuses_with_versions(trial):
    row = services.deliverable_add(actor=ACTOR, project="trial", title=T("Report"), responsible="bbu", due=D("2021-06"))
    assert row.key == "d1"
    with clock.standing_at(date(2021, 7, 1)):
        assert selectors.project_page("trial").late == 1
    refused(
        "version_without_file", services.deliverable_version_add, project="trial", deliverable=row.key, on=D("2021-05")
    )
    services.deliverable_version_add(
        actor=ACTOR, project="trial", deliverable=row.key, on=D("2021-05"), address="https://example.org/v1"
    )
    second = services.deliverable_version_add(
        actor=ACTOR, project="trial", deliverable=row.key, on=D("2021-06"), address="example.org/v2"
    )
    assert second.number == 2
    services.deliverable_status_set(actor=ACTOR, project="trial", deliverable=row.key, status="delivered")
    refused(
        "deliverable_cannot_become",
        services.deliverable_status_set,
        project="trial",
        deliverable=row.key,
        status="planned",
    )
    with clock.standing_at(date(2021, 7, 1)):
        (line,) = selectors.project_page("trial").deliverables
    assert (line.late, line.look, len(line.versions)) == (False, "yes", 2)


def test_only_an_institution_of_the_project_is_responsible(trial):
    assert (
        refused("not_a_partner", services.deliverable_add, project="trial", title=T("R"), responsible="adpu").field
        == "responsible"
    )


def test_milestones_results_and_objectives_come_and_go(trial):
    services.work_package_set(actor=ACTOR, project="trial", number=1)
    where = {"actor": ACTOR, "project": "trial"}
    milestone = services.milestone_add(**where, date=D("2021-10"), text=T("Met"), packages=[1], source="example.org/m")
    result = services.result_add(**where, year=2021, text=T("Done"), source="example.org/m")
    objective = services.objective_add(**where, code="SO1", text=T("Aim"))
    page = selectors.project_page("trial")
    assert [m.pk for m in page.milestones] == [milestone.pk]
    assert page.results == ((2021, (result,)),)
    assert page.objectives == (objective,)
    services.milestone_remove(**where, milestone=milestone.pk)
    services.result_remove(**where, result=result.pk)
    services.objective_remove(**where, objective=objective.pk)
    assert not Statement.objects.exists()
    assert last_entry()["facts"]["text"]["en"] == "Aim"


def test_a_milestone_of_a_work_package_that_is_not_there_is_refused(trial):
    assert (
        refused(
            "no_such_package",
            services.milestone_add,
            project="trial",
            date=D("2021"),
            text=T("x"),
            packages=[9],
            source="e.org",
        ).field
        == "packages"
    )


def test_a_result_belongs_to_a_year(trial):
    refused("year_wrong", services.result_add, project="trial", year=21, text=T("x"), source="e.org")
    assert not Statement.objects.filter(project=trial, kind="result").exists()


def test_an_objective_code_is_used_once(trial):
    services.objective_add(actor=ACTOR, project="trial", code="SO1", text=T("Aim"))
    refused("objective_exists", services.objective_add, project="trial", code="SO1", text=T("Aim"))
    assert Statement.objects.filter(project=trial, kind="objective").count() == 1


# Files and grants --------------------------------------------------------------------------------------------------------------


def pdf(public: bool = True):
    return file_store(stream=io.BytesIO(b"%PDF-1.7 amendment"), name="amendment.pdf", public=public)


def test_evidence_is_open_to_whom_it_is_meant_for(cast, trial):
    public, closed = pdf(), pdf(public=False)
    services.evidence_add(actor=ACTOR, project="trial", title=T("Open"), file=public)
    row = services.evidence_add(actor=ACTOR, project="trial", title=T("Closed"), file=closed, on=D("2023"))
    assert [e.title.given("en") for e in selectors.project_page("trial").evidence] == ["Open"]
    assert selectors.file_open_to(cast.secretary.pk, closed.key)
    assert not selectors.file_open_to(cast.rector.pk, closed.key)
    assert not selectors.file_open_to(None, closed.key)
    services.evidence_remove(actor=ACTOR, project="trial", evidence=row.pk)
    assert last_entry()["facts"]["sha256"] == closed.sha256


def test_a_file_removed_from_the_evidence_opens_for_strangers_no_more_unless_it_is_shown_elsewhere(cast, trial, client):
    open_to_all = file_store(stream=io.BytesIO(b"%PDF-1.7 text"), name="a.pdf", public=True)
    first, second = (
        services.evidence_add(actor=ACTOR, project="trial", title=T("Evidence"), file=open_to_all) for _ in range(2)
    )
    services.evidence_remove(actor=ACTOR, project="trial", evidence=first.pk)
    answer = client.get(f"/en/files/{open_to_all.key}/")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-cache"
    services.evidence_remove(actor=ACTOR, project="trial", evidence=second.pk)
    open_to_all.refresh_from_db()
    assert not open_to_all.public
    assert client.get(f"/en/files/{open_to_all.key}/").status_code != 200


def test_grant_papers_are_warned_of_and_filed(cast, trial):
    refused(
        "registrar_unknown",
        services.grant_paper_add,
        project="trial",
        institution="bbu",
        kind="agreement",
        signed=date(2026, 11, 10),
    )
    Institution.objects.filter(key="bbu").update(ownership="private")
    paper = services.grant_paper_add(
        actor=ACTOR, project="trial", institution="bbu", kind="agreement", signed=date(2026, 11, 10)
    )
    assert paper.registrar == "justice"
    standing = selectors.access_project_edit(cast.secretary.pk, "trial").standing
    for day, codes in (
        (date(2026, 11, 19), []),
        (date(2026, 11, 20), ["grant_paper_due"]),
        (date(2026, 11, 26), ["grant_paper_due"]),
    ):
        with clock.standing_at(day):
            assert [w.code for w in selectors.desk_waiting(standing)] == codes
    assert (
        refused(
            "filed_before_signed", services.grant_paper_file, project="trial", paper=paper.pk, filed=date(2026, 11, 1)
        ).field
        == "filed"
    )
    services.grant_paper_file(actor=ACTOR, project="trial", paper=paper.pk, filed=date(2026, 11, 25), number="17")
    assert selectors.desk_waiting(standing) == []
    assert [line.filing.code for line in selectors.grant_papers(trial)] == ["filed"]


def test_who_may_change_a_project(cast, trial):
    assert selectors.access_project_edit(cast.secretary.pk, "trial").actor.office == "secretary"
    for account in (cast.rector, cast.coordinator, cast.chair):  # the coordinator of another project
        with pytest.raises(Refused) as caught:
            selectors.access_project_edit(account.pk, "trial")
        assert caught.value.status == 403


# Facts files -----------------------------------------------------------------------------------------------------------------


def test_the_demonstrations_facts_are_played_through_the_services(registered):
    ecar = selectors.project_page("ecar")
    assert {g.code: g.number for g in ecar.groups} == {
        "coordinator": 1,
        "home": 18,
        "abroad": 6,
        "associated": 4,
        "named": 1,
    }
    assert (ecar.founding, ecar.joined) == (25, 4)
    assert str(ecar.facts["end"].date) == "2024-07-14"
    assert ecar.facts["end"].state.different == 4
    assert [line.kind for line in ecar.disputed] == [
        "number",
        "end",
        "institutions_home",
        "partners_abroad",
        "plan_period",
    ]
    assert [str(step.value) for step in ecar.history] == ["2024-01-14", "2024-07-14"]
    assert ecar.plan.grid.months == 43
    assert ecar.plan.hidden_titles == 2
    eqac = selectors.project_page("eqac")
    assert str(eqac.facts["start"].date) == "2017-10"
    assert eqac.facts["start"].state.code == "agreed"
    assert eqac.facts["number"].state.code == "not_public"
    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"project_create", "partner_join", "fact_source_add", "date_amend", "milestone_add", "facts_import"} <= acts


def test_a_wrong_facts_file_writes_nothing_at_all(cast):
    files = facts_files()
    files["projects.toml"] = files["projects.toml"].replace('role = "coordinator"', 'role = "leader"', 1)
    before = JournalEntry.objects.count()
    with pytest.raises(Refused) as caught:
        services.facts_import(actor=ACTOR, files=files)
    assert caught.value.code == "facts_invalid"
    assert re.search(r"projects\.toml:\d+ project\.partner\.role: “leader” is not known here", worded(caught.value))
    assert (Project.objects.count(), Source.objects.count(), JournalEntry.objects.count()) == (0, 0, before)


def test_an_institution_that_the_register_holds_already_stops_the_import_whole(cast):
    with pytest.raises(Refused) as caught:
        services.facts_import(actor=ACTOR, files=facts_files())
    assert caught.value.code == "institution_exists"
    assert not Source.objects.exists()
    assert Institution.objects.count() == 2


def test_search_finds_a_project_by_what_its_milestones_say(registered):
    from konfrans.kernel.search import search_find

    assert [row.key for row in search_find("hesabat konfransı", language="az")] == ["ecar"]
    assert "ecar" in [row.key for row in search_find("rektorlar konfransının yaradılması", language="az")]
    assert len(list(selectors.project_entries())) == 4


def test_history_tells_acts_by_office_and_filters_one_fact(registered):
    lines = selectors.history("ecar", "end")
    assert {line.act for line in lines} == {"fact_source_add", "date_amend"}
    assert {line.office for line in lines} == {"system"}
    assert len(lines) == 6
