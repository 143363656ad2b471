"""Who may stand for election, and when nominations are open."""

from __future__ import annotations

import pytest

from konfrans.charter import Outcome
from konfrans.charter.asking import ask

from .polls import election, rounds

NOMINATED = 'nominated = [{ article = "1.1", step = "recommends", who = ["committee"] }, { article = "1.2", step = "endorses", who = ["council"] }]\n'


@pytest.mark.parametrize(
    ("recommended", "endorsed", "expected"),
    [(None, None, Outcome.ON_HOLD), (True, None, Outcome.ON_HOLD), (True, True, Outcome.PASSED),
     (False, None, Outcome.FAILED), (True, False, Outcome.FAILED)],
)  # fmt: skip
def test_v5_a_nominations_committee_recommends_and_the_council_endorses(recommended, endorsed, expected):
    facts = {
        "election": "board",
        "recommended": {} if recommended is None else {"committee": recommended},
        "endorsed": {} if endorsed is None else {"council": endorsed},
    }
    assert ask("stand", facts, election(NOMINATED + rounds(""))).outcome is expected


@pytest.mark.parametrize(
    ("by", "expected"), [("president", Outcome.PASSED), ("rector", Outcome.FAILED), (None, Outcome.INCOMPLETE)]
)
def test_v6_officers_stand_on_the_proposal_of_the_president(by, expected):
    charter = election(rounds(""), proposed_by='"president"')
    facts = {"election": "board"} | ({"proposed_by": by} if by else {})
    assert ask("stand", facts, charter).outcome is expected


@pytest.mark.parametrize(
    ("at", "candidates", "closes", "open_now"),
    [("2026-11-18", 2, "2026-12-08", True), ("2026-11-17", 2, "2026-12-08", False), ("2026-12-08", 0, "2026-12-08", True),
     ("2026-12-09", 0, "2026-12-13", True), ("2026-12-09", 1, "2026-12-08", False)],
)  # fmt: skip
def test_v57_a_window_that_extends_itself(at, candidates, closes, open_now):
    charter = election(
        rounds(""), window='{ article = "1.2", opens = { days = 30 }, closes = { days = 10 }, extends = { days = 5 } }'
    )
    answer = ask(
        "window", {"election": "board", "on": "2026-12-18", "at": at, "candidates": candidates}, charter
    ).answer
    assert (answer["opens"], answer["closes"], answer["open"]) == ("2026-11-18", closes, open_now)


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [('offices = ["rector"]', {"offices": ["rector"]}, Outcome.PASSED), ('offices = ["rector"]', {"acting_in": ["rector"]}, Outcome.PASSED),
     ('offices = ["rector"], acting = false', {"acting_in": ["rector"]}, Outcome.FAILED),
     ('attribute = "category", values = ["full"]', {"has": {"category": "full"}}, Outcome.PASSED),
     ('attribute = "category", values = ["full"]', {"has": {"category": "observer"}}, Outcome.FAILED),
     ('not_offices = ["council"]', {"offices": ["council"]}, Outcome.FAILED)],
)  # fmt: skip
def test_who_may_stand(rule, facts, expected):
    charter = election(rounds(""), eligible=f'[{{ article = "1.1", {rule} }}]')
    assert ask("stand", {"election": "board", **facts}, charter).outcome is expected


def test_consent_tellers_and_the_time_for_nominations():
    window = '{ article = "1.2", opens = { days = 30 }, closes = { days = 10 } }'
    charter = election(rounds(""), consent='{ article = "1.1" }', tellers='{ article = "1.2" }', window=window)
    facts = {"election": "board", "on": "2026-12-18", "consents": True, "nominated_on": "2026-12-08"}
    assert ask("stand", facts, charter).outcome is Outcome.PASSED
    assert ask("stand", {**facts, "nominated_on": "2026-12-09"}, charter).outcome is Outcome.FAILED
    assert ask("stand", {**facts, "teller": True}, charter).outcome is Outcome.FAILED
    assert ask("stand", {key: facts[key] for key in ("election",)}, charter).outcome is Outcome.INCOMPLETE


@pytest.mark.parametrize(
    ("said", "expected"),
    [({}, Outcome.ON_HOLD), ({"council": False}, Outcome.ON_HOLD), ({"council": False, "committee": True}, Outcome.PASSED),
     ({"council": False, "committee": False}, Outcome.FAILED)],
)  # fmt: skip
def test_v5_one_of_several_who_may_recommend_is_enough(said, expected):
    rule = 'nominated = [{ article = "1.1", step = "recommends", who = ["committee", "council"] }]\n'
    assert ask("stand", {"election": "board", "recommended": said}, election(rule + rounds(""))).outcome is expected


@pytest.mark.parametrize(
    ("day", "candidates", "expected"),
    [("2026-12-08", None, Outcome.PASSED), ("2026-12-11", None, Outcome.FAILED), ("2026-12-11", 1, Outcome.FAILED),
     ("2026-12-11", 0, Outcome.PASSED), ("2026-12-14", 0, Outcome.FAILED), (None, None, Outcome.INCOMPLETE)],
)  # fmt: skip
def test_v57_who_is_nominated_while_the_window_stays_open_longer_may_stand(day, candidates, expected):
    charter = election(
        rounds(""), window='{ article = "1.2", opens = { days = 30 }, closes = { days = 10 }, extends = { days = 5 } }'
    )
    known = {key: value for key, value in (("nominated_on", day), ("candidates", candidates)) if value is not None}
    assert ask("stand", {"election": "board", "on": "2026-12-18", **known}, charter).outcome is expected
    assert ask("stand", {"election": "board", **known}, charter).outcome is Outcome.INCOMPLETE


def test_every_part_of_a_rule_on_who_may_stand_is_asked():
    rule = '[{ article = "1.1", offices = ["rector"], attribute = "category", values = ["full"], not_offices = ["council"] }]'
    charter = election(rounds(""), eligible=rule)
    facts = {"election": "board", "offices": ["rector"], "has": {"category": "full"}}
    assert ask("stand", facts, charter).outcome is Outcome.PASSED
    for wrong in ({"offices": []}, {"has": {"category": "observer"}}, {"offices": ["rector", "council"]}):
        assert ask("stand", facts | wrong, charter).outcome is Outcome.FAILED
