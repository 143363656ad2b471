"""The charter's page over several versions: the decisions of earlier ones, the version of a day, the days of articles."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.charter import load_charter
from konfrans.kernel import clock
from konfrans.statutes import selectors
from konfrans.statutes.rules.adopting import paragraphs_changed
from konfrans.statutes.services import charter_load
from tests.decisions.house import CHARTER, SESSION
from tests.statutes.test_charter import other_charter

pytestmark = pytest.mark.django_db
SECOND = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _forget():
    """Another test's decisions have the same numbers."""
    from konfrans.statutes.selectors.used import _used

    _used.cache_clear()


def body_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def clause(page: str, anchor: str) -> str:
    return page.partition(f'id="{anchor}"')[2].partition('<div class="clause')[0]


def test_a_paragraph_that_stayed_shows_its_decisions_under_the_version_before(house, client):
    number = house.publish(yes=9)
    second = other_charter()
    charter_load(actor=house.actor, charter=second, from_date=SECOND)
    with clock.standing_at(SESSION):
        before = clause(body_of(client.get("/en/charter/")), "a22-1")
        assert f"/decisions/{number.year}/{number.number}/" in before and "under version" not in before
    with clock.standing_at(SECOND):
        page = body_of(client.get("/en/charter/?v=2"))
        assert "Used in 1 decision under version 1, which says the same:" in clause(page, "a22-1")
        again = body_of(client.get("/en/charter/?v=1"))
        assert "Used in 1 decision:" in clause(again, "a22-1") and "under version 2" not in again


def test_a_paragraph_with_other_words_or_another_rule_does_not(house, client):
    house.publish(yes=9)
    text = CHARTER.read_text("utf-8").replace('version = "1"', 'version = "2"', 1)
    rule = selectors.looked_at(text).document["organs"]["general_assembly"]["quorum"]
    assert rule["article"] == "21.1"
    charter_load(actor=house.actor, charter=load_charter(_with_other_quorum(text)), from_date=SECOND)
    with clock.standing_at(SECOND):
        page = body_of(client.get("/en/charter/"))
        assert "under version 1" in clause(page, "a22-1") and "under version 1" not in clause(page, "a21-1")


def _with_other_quorum(text: str) -> str:
    from konfrans.charter.rewriting import rewritten

    document = dict(selectors.looked_at(text).document)
    document["organs"] = {**document["organs"]}
    assembly = {**document["organs"]["general_assembly"]}
    assembly["quorum"] = {
        "article": "21.1",
        "measure": "present_and_represented",
        "at_least": {"share": "2/3", "of": "entitled"},
    }
    document["organs"]["general_assembly"] = assembly
    return rewritten(text, document).text


def test_what_is_changed_is_named_by_its_paragraph():
    old = {
        "title": {"en": "A"}, "example": [{"article": "1.1"}],
        "article": [
            {"number": 1, "heading": {"en": "One"}, "paragraph": [{"number": 1, "text": {"en": "a"}}, {"number": 2, "text": {"en": "b"}}]},
            {"number": 2, "heading": {"en": "Two"}, "paragraph": [{"number": 1, "text": {"en": "c"}}]},
        ],
        "organs": {"council": {"article": "1.1", "quorum": {"article": "1.2", "at_least": {"share": "1/2"}}}},
    }  # fmt: skip
    new = {
        "title": {"en": "B"}, "example": [],
        "article": [
            {"number": 1, "heading": {"en": "First"}, "paragraph": [{"number": 1, "text": {"en": "a!"}}, {"number": 2, "text": {"en": "b"}}]},
        ],
        "organs": {"council": {"article": "1.1", "quorum": {"article": "1.2", "at_least": {"share": "2/3"}}}},
    }  # fmt: skip
    assert paragraphs_changed(old, new) == {"1.1", "1.2", "2"}


def test_the_version_of_a_day_is_asked_for_and_a_closed_one_says_its_days(house, client):
    charter_load(actor=house.actor, charter=other_charter(), from_date=SECOND)
    with clock.standing_at(date(2026, 12, 20)):
        page = body_of(client.get("/en/charter/?on=2026-03-01"))
        assert "In force on 1 March 2026: version 1." in page and 'value="2026-03-01"' in page
        assert "was in force from 16 January 2026 to 30 November 2026" in page
        assert "version 2" in body_of(client.get("/en/charter/?on=01.12.2026"))
        now = body_of(client.get("/en/charter/"))
        assert "was in force from 16 January 2026 to 30 November 2026" in now, "in the list of versions too"
        none = client.get("/en/charter/?on=2025-12-31")
        assert none.status_code == 200 and "No charter was in force on 31 December 2025" in body_of(none)
        assert "was in force from 16 January 2026" in body_of(none)
        wrong = client.get("/en/charter/?on=yesterday")
        assert wrong.status_code == 400 and "That is no day" in body_of(wrong)
        texts = body_of(client.get("/en/charter/compare/"))
        assert "was in force from 16 January 2026" in texts


def test_a_version_that_is_in_force_and_will_be_followed_is_not_past(house, client):
    charter_load(actor=house.actor, charter=other_charter(), from_date=SECOND)
    with clock.standing_at(SESSION):
        page = body_of(client.get("/en/charter/"))
        assert "in force from 16 January 2026 to 30 November 2026" in page and "was in force" not in page
        coming = body_of(client.get("/en/charter/?v=2"))
        assert "This version is not in force yet." in coming and "in force from: 1 December 2026" in coming


def test_an_article_with_a_day_of_its_own_is_marked_on_a_day_before_it(house, client):
    text = CHARTER.read_text("utf-8").replace('version = "1"', 'version = "2"', 1)
    own = '\n[[start]]\narticle = "30.5"\narticles = [26]\nsince = { date = 2027-03-01 }\n'
    charter_load(actor=house.actor, charter=load_charter(text + own), from_date=SECOND)
    with clock.standing_at(date(2027, 6, 1)):
        page = body_of(client.get("/en/charter/?on=2027-01-15"))
        assert "Articles not in force on that day yet: 26." in page and "Not in force yet on 15 January 2027." in page
        assert "not in force" not in body_of(client.get("/en/charter/?on=2027-03-01")).lower()
