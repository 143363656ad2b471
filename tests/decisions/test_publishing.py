"""Drafts, numbers, publication, corrections: what the services promise."""

from __future__ import annotations

import pytest

from konfrans.decisions.services import decision_publish

pytestmark = pytest.mark.django_db


def test_a_draft_has_a_verdict_and_no_number(house):
    draft = house.record(kind="charter_amendment", yes=7, no=4, abstain=1)
    assert (draft.state, draft.number, draft.outcome) == ("draft", None, "failed")


def test_publishing_gives_the_next_number_of_the_year(house):
    first, second = house.publish(yes=11, abstain=1), house.publish(yes=7, no=5)
    assert [str(first), str(second)] == ["2026/01", "2026/02"]


def test_publishing_twice_publishes_once(house):
    draft = house.record(yes=11, abstain=1)
    once = decision_publish(actor=house.actor, decision=draft)
    twice = decision_publish(actor=house.actor, decision=draft)
    assert str(once) == str(twice) == "2026/01"
