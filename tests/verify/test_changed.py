"""Whether tests and second hand notice a change of one token in the modules that decide a vote: 300 of them, drawn by a seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.charter.changed import Bench, drawn
from tests.charter.random_cases import case
from verify.konfrans_verify import outcome

SEED, MANY, PART = 20261129, 300, 20
VOTES = 1_000

SURVIVORS: dict[str, str] = {
    "counting.py: for (_held, inner), off in zip(parts, idle, strict=False)": "both lists are made from the same parts, so they are as long",
    "evidence.py: if whose is not ALL or whose != ALL:": "who is equal to ALL and another object has no group, no weights and all "
    "members: its part is the count itself",
}
"""Changes that nothing notices: the line as it stands with the change, and why no case can tell it apart."""


def bench(folder: Path) -> Bench:
    return Bench(
        folder, [(document, evidence, outcome(document, evidence)) for document, evidence in map(case, range(VOTES))]
    )


@pytest.mark.soak
@pytest.mark.sqlite
@pytest.mark.parametrize("first", range(0, MANY, PART))
def test_a_change_of_one_token_is_noticed(first: int, tmp_path: Path) -> None:
    tried = bench(tmp_path)
    if first == 0:
        assert tried.noticed(None) == "", "what is not changed is noticed"
    unseen = [change for change in drawn(SEED, MANY)[first : first + PART] if not tried.noticed(change)]
    assert [str(one) for one in unseen if one.shown not in SURVIVORS] == []


def test_no_more_than_one_change_of_fifty_is_unseen_and_each_has_a_reason() -> None:
    shown = {one.shown for one in drawn(SEED, MANY)}
    assert len(SURVIVORS) * 50 <= MANY
    assert set(SURVIVORS) <= shown
    assert all(SURVIVORS.values())


def test_a_few_changes_are_noticed(tmp_path: Path) -> None:
    """The bench itself: a turned comparison in the heart of a count is seen by the second hand at once."""
    tried = bench(tmp_path)
    turned = next(one for one in drawn(SEED, MANY) if one.module == "counting.py" and one.old == ">=")
    assert tried.noticed(turned) == "cases"
