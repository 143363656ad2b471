"""Charter versions: loading, which one is in force, the page that shows it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256

import pytest

from konfrans.charter import load_charter
from konfrans.cli import statutes as command
from konfrans.decisions.models import CharterDocument
from konfrans.kernel import clock
from konfrans.kernel.models import SearchEntry
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_find
from konfrans.statutes.models import CharterVersion
from konfrans.statutes.selectors import charter_on, rules_of
from konfrans.statutes.services import charter_load, charter_turn
from tests.decisions.house import CHARTER, FOUNDED, SESSION, draft_charter

pytestmark = pytest.mark.django_db


def other_charter(version: str = "2"):
    """The draft with another version and a changed article."""
    document = CHARTER.read_text("utf-8").replace('version = "1"', f'version = "{version}"', 1)
    return load_charter(
        document.replace("The seat of the Conference is the city of Baku.", "The seat is the city of Ganja.")
    )


def body_of(response) -> str:
    return response.content.decode()


def test_a_charter_is_loaded_once_with_its_whole_document(house):
    version, charter = charter_on(SESSION)
    assert (version.from_date, charter.key, version.authentic) == (FOUNDED, "azerbaijan-draft", "az")
    kept = CharterDocument.objects.get()
    assert sha256(kept.text.encode()).hexdigest() == kept.sha256 == charter.sha256


@pytest.mark.parametrize(
    ("charter", "since", "code"),
    [
        (draft_charter, date(2026, 6, 1), "charter_loaded_already"),
        (lambda: other_charter("1"), date(2026, 6, 1), "charter_version_taken"),
        (other_charter, FOUNDED, "charter_day_taken"),
    ],
)
def test_the_same_document_version_or_day_is_refused(house, charter, since, code):
    with pytest.raises(Refused) as refused:
        charter_load(actor=house.actor, charter=charter(), from_date=since)
    assert refused.value.code == code
    assert CharterVersion.objects.count() == CharterDocument.objects.count() == 1


def test_a_charter_rests_on_an_adopted_decision_or_none(house):
    failed = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    with pytest.raises(Refused) as refused:
        charter_load(actor=house.actor, charter=other_charter(), from_date=date(2027, 1, 1), adopted_by=failed)
    assert refused.value.code == "charter_not_adopted"


def test_the_version_in_force_turns_on_its_day(house):
    charter_load(actor=house.actor, charter=other_charter(), from_date=date(2026, 12, 1))
    assert charter_on(date(2026, 11, 30))[1].version == "1"
    assert charter_on(date(2026, 12, 1))[1].version == "2"
    with pytest.raises(Refused, match="No charter is in force"):
        charter_on(FOUNDED - timedelta(days=1))


def test_a_decision_is_judged_by_the_charter_of_its_day(house):
    charter_load(actor=house.actor, charter=other_charter(), from_date=date(2026, 12, 1))
    assert house.publish(yes=9).charter_id == draft_charter().sha256


def test_search_finds_paragraphs_of_the_charter_in_force_and_of_no_other(house):
    with clock.standing_at(SESSION):
        charter_load(actor=house.actor, charter=other_charter(), from_date=date(2026, 12, 1))
        charter_turn()
        assert [row.path for row in search_find("city of Baku", language="en") if row.kind == "charter"] == [
            "charter/#a1-4"
        ]
        assert not search_find("Ganja", language="en")
    with clock.standing_at(date(2026, 12, 1)):
        assert charter_turn() == SearchEntry.objects.filter(kind="charter").count()
        assert [row.path for row in search_find("ganja", language="en")] == ["charter/#a1-4"]
        assert charter_turn() == 0


def test_rules_are_counted_for_the_members_of_today():
    rules = rules_of(draft_charter(), 15, "en")
    assert [box.figure for box in rules["29.2"]] == ["10 of 15"]
    assert rules["29.3"][0].text == "At least two thirds of those present or represented must vote for."
    assert rules["21.1"][0].picture is not None
    assert [box.figure for box in rules["22.3"]] == ["secret"]
    assert (
        "Attested by: Secretary General" in rules["10.4"][0].text
        or "Attested by: Secretary General" in rules["10.4"][1].text
    )
    assert all(box.figure == "" for box in rules_of(draft_charter(), 0, "en")["29.3"])


def test_every_rule_stands_beside_a_paragraph_that_is_there():
    charter = draft_charter()
    there = {one.ref for article in charter.articles for one in article.paragraphs}
    assert set(rules_of(charter, 15)) <= there


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_text_anchors_rules_and_hash(client, house):
    page = body_of(client.get("/en/charter/"))
    assert 'id="a29-3"' in page and 'href="#a29"' in page and 'id="cVII"' in page
    assert "10 of 14" in page and '<span class="frac">2/3</span>' in page
    assert draft_charter().sha256[:8] in page
    assert "counted for today. Members: 15; entitled to vote: 14." in page
    assert "A draft for discussion." in page and "Not settled:" in page
    assert page.count('class="clause"') == sum(len(a.paragraphs) for a in draft_charter().articles)


def test_the_page_in_azerbaijani_has_the_authentic_text(client, house):
    page = body_of(client.get("/az/charter/"))
    assert "Azərbaycan Rektorlar Konfransının Nizamnaməsi" in page
    assert "14 üzvdən 10" in page and "VII fəsil" in page
    assert "General provisions" not in page


def test_both_languages_stand_side_by_side_the_authentic_one_first(client, house):
    page = body_of(client.get("/en/charter/?both"))
    assert (
        page.index("Konfransın olduğu yer") < page.index("The seat of the Conference is the city of Baku.")
        if "Konfransın olduğu yer" in page
        else True
    )
    assert page.count('class="clause__text" lang="az"') == page.count('class="clause__text" lang="en"') > 100


def test_another_version_is_shown_by_its_number(client, house):
    with clock.standing_at(SESSION):
        charter_load(actor=house.actor, charter=other_charter(), from_date=date(2027, 1, 1))
        assert "the city of Baku" in body_of(client.get("/en/charter/"))
        page = body_of(client.get("/en/charter/?v=2"))
    assert "the city of Ganja" in page and "This version is not in force yet." in page


@pytest.mark.parametrize("version", ["9", "<script>", "1'--", "a" * 5000, "%00"])
def test_an_unknown_version_is_not_found(client, house, version):
    for path in ("/en/charter/", "/en/charter/charter.toml"):
        assert client.get(path, {"v": version}).status_code == 404


def test_the_download_is_the_document_that_is_hashed(client, house):
    response = client.get("/en/charter/charter.toml?v=1")
    assert sha256(response.content).hexdigest() == draft_charter().sha256
    assert response["Content-Disposition"].startswith("attachment")


def test_without_a_charter_the_page_says_so(client, cast):
    response = client.get("/en/charter/")
    assert (response.status_code, "No charter is in force yet" in body_of(response)) == (200, True)
    assert client.get("/en/charter/charter.toml").status_code == 422


# The command -----------------------------------------------------------------------------------------------------------


def test_the_command_loads_a_charter(db, capsys):
    assert command.load(CHARTER, "2026-03-01") == 0
    assert draft_charter().sha256 in capsys.readouterr().out
    assert charter_on(date(2026, 3, 1))[1].version == "1"


def test_loading_twice_is_refused_with_the_remedy(house, capsys):
    assert command.load(CHARTER, "2026-06-01") == 2
    assert "loaded already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("since", "by", "said"),
    [
        ("1 March", "", "not a date"),
        ("2026-13-01", "", "not a date"),
        ("2026-03-01", "2026/99", "no such published decision"),
    ],
)
def test_a_wrong_option_is_named_with_the_remedy(db, capsys, since, by, said):
    assert command.load(CHARTER, since, by) == 2
    assert said in capsys.readouterr().err
    assert not CharterVersion.objects.exists()


def test_every_fault_is_shown_with_its_line_and_remedy(db, tmp_path, capsys):
    file = tmp_path / "charter.toml"
    file.write_text(
        CHARTER.read_text("utf-8")
        .replace('share = "2/3"', "share = 0.66")
        .replace('article = "7.3"', 'article = "7.9"')
    )
    assert command.load(file, "2026-03-01") == 2
    said = capsys.readouterr().err
    assert said.count("line ") >= 2 and "2/3" in said
    assert not CharterDocument.objects.exists()


def test_a_file_that_is_not_there_is_an_error_of_the_input(db, tmp_path, capsys):
    assert command.load(tmp_path / "none.toml", "2026-03-01") == 2
    assert "none.toml" in capsys.readouterr().err


def test_rules_are_counted_for_those_who_may_vote_today(house, client):
    with clock.standing_at(SESSION):
        page = body_of(client.get("/en/charter/"))
    assert "8 of 14 entitled to vote" in page
    assert re.findall("[0-9]+ of 15", page) == ["12 of 15"]  # of all members, whether they may vote or not: dissolution
    quorum = rules_of(draft_charter(), 15, "en", entitled=14)["21.1"][0]
    assert quorum.figure == "8 of 14"
