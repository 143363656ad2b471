"""Which organ has a power, and may it be handed on."""

from __future__ import annotations

import pytest

from konfrans.charter import CharterError, Outcome, read_charter
from konfrans.charter.faults import FactsError

from .seated import asked, board, told

DRAFT = read_charter("charters/azerbaijan-draft.toml")


@pytest.mark.parametrize(
    ("kind", "organ", "article", "delegable"),
    [
        ("budget", "general_assembly", "12.1", "not_delegable"),
        ("charter_amendment", "general_assembly", "12.1", "not_delegable"),
        ("reorganisation", "general_assembly", "12.1", "not_delegable"),
        ("statement", "general_assembly", "12.3", "delegable_unsaid"),
        ("appointment", "presidium", "15.1", "delegable_unsaid"),
        ("procedural", "general_assembly", "22.5", "delegable_unsaid"),
        ("suspension", "presidium", "13.4", "delegable_unsaid"),
    ],
)
def test_powers_of_the_draft(kind, organ, article, delegable):
    """Named by an article; else decided by the rule on its votes; else what no article gives to another organ."""
    verdict = asked(DRAFT, "power", kind=kind)
    assert verdict.outcome is Outcome.ANSWERED
    assert (verdict.answer["organs"], verdict.answer["delegable"]) == ([organ], delegable)
    assert verdict.reasons[0].article == article


def test_a_power_that_is_not_handed_on_is_said_with_its_own_article():
    verdict = asked(DRAFT, "power", kind="budget", to="presidium")
    assert verdict.outcome is Outcome.FAILED
    assert told(verdict, DRAFT) == (
        "It may not be handed on: The power may not be handed on to: Presidium (article 12(2))."
    )
    assert told(asked(DRAFT, "power", kind="budget"), DRAFT, "az") == (
        "Cavab verildi: Qərar qəbul edən orqan: Ümumi Yığıncaq. Bu səlahiyyət başqasına verilə bilməz."
    )


POWER = '[[organs.general_assembly.powers]]\narticle = "1.1"\nkinds = ["fee"]\n'


@pytest.mark.parametrize(
    ("more", "to", "expected"),
    [
        ("delegable = true", "board", Outcome.PASSED),
        ('delegable = true\nto = ["chair"]', "board", Outcome.FAILED),
        ('delegable = true\nto = ["board"]', "board", Outcome.PASSED),
        ("delegable = false", "board", Outcome.FAILED),
        ("delegable = false", "general_assembly", Outcome.PASSED),
        ("", "board", Outcome.NO_RULE),
    ],
)
def test_a_power_is_handed_on_where_the_charter_lets_it(more, to, expected):
    assert asked(board(POWER + more), "power", kind="fee", to=to).outcome is expected


def test_two_organs_with_one_power_are_both_named():
    charter = board(POWER + POWER.replace("general_assembly", "board"))
    assert asked(charter, "power", kind="fee").answer["organs"] == ["general_assembly", "board"]


def test_a_kind_of_the_charters_own_follows_the_standard_one_that_it_is_a_case_of():
    own = '[kinds.late_fee]\nlike = "fee"\norgan = "board"\nname = { az = "haqq", en = "late fee" }\n'
    assert asked(board(POWER + own), "power", kind="late_fee").answer["organs"] == ["general_assembly"]


def test_where_nothing_is_said_there_is_no_rule():
    verdict = asked(board(), "power", kind="fee")
    assert verdict.outcome is Outcome.NO_RULE
    assert told(verdict, board()) == "No rule: The charter has no rule for what is asked."


def test_a_power_that_is_not_handed_on_says_not_to_whom():
    with pytest.raises(CharterError) as wrong:
        board(POWER + 'to = ["board"]')
    assert wrong.value.code == "power_to"


def test_a_kind_that_there_is_none_of_is_named():
    with pytest.raises(FactsError, match="Did you mean “budget”"):
        asked(DRAFT, "power", kind="bugdet")
