"""What a check finds by merged places is what every count of a small body shows, one by one.

`make test` looks at a seeded share; the whole, every size up to twelve, every model charter and a thousand random ones, runs in
`make soak`.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from konfrans.charter import Charter, Evidence, judge, read_charter
from konfrans.charter.checks.cases import AMENDMENT, cases_of
from konfrans.charter.checks.exhaustion import search, weaker
from konfrans.charter.checks.votes import Votes, votes_of, with_proxies
from konfrans.charter.verdicts import Outcome

from . import every_count
from .random_charters import random_charter

MODELS = sorted(str(file) for file in Path("charters").glob("*.toml"))
LARGEST = 12


def votes(charter: Charter) -> dict[Votes, bool]:
    """The different votes of a charter; true for those of an amendment."""
    found: dict[Votes, bool] = {}
    for case in cases_of(charter):
        one = votes_of(case.rule)
        found[one] = found.get(one, False) or case.kind == AMENDMENT
    return found


def both_ways(charter: Charter, sizes: range) -> tuple[list[Any], list[Any]]:
    """What is found of each of a charter's votes, down to the smallest counterexample: by merged places, and by every count."""
    proxies = with_proxies(charter)
    distinct = proxies and any(_looks_at_the_room(one) for one in votes(charter))
    merged: list[Any] = []
    counted: list[Any] = []
    for size, (one, amends) in product(sizes, votes(charter).items()):
        merged.append({code: shown.witness.order[:3] for code, shown in search(one, size, proxies=proxies).items()})
        counted.append(every_count.found(one, size, proxies=distinct))
        for other in votes(charter) if amends else ():
            shown = weaker(one, other, size, proxies=proxies)
            merged.append(None if shown is None else (shown.witness.order[0], shown.witness.order[2]))
            counted.append(every_count.weaker(one, other, size, proxies=distinct))
    return merged, counted


def _looks_at_the_room(one: Votes) -> bool:
    """Whether a rule tells those in the room from those represented: only then are there counts with proxies to look at."""
    return "'present'>" in str(one)


@pytest.mark.parametrize("seed", range(0, 1000, 25))
def test_a_seeded_share_of_random_charters_at_small_sizes(seed: int) -> None:
    merged, counted = both_ways(random_charter(seed), range(1, 6))
    assert merged == counted


@pytest.mark.parametrize("file", MODELS)
def test_every_model_charter_at_small_sizes(file: str) -> None:
    merged, counted = both_ways(read_charter(file), range(1, 8))
    assert merged == counted
    assert any(merged)


@pytest.mark.soak
@pytest.mark.sqlite
@pytest.mark.parametrize("file", MODELS)
def test_every_model_charter_at_every_size_up_to_twelve(file: str) -> None:
    merged, counted = both_ways(read_charter(file), range(1, LARGEST + 1))
    assert merged == counted
    assert any(merged)


@pytest.mark.soak
@pytest.mark.sqlite
@pytest.mark.parametrize("seeds", [range(first, first + 25) for first in range(0, 1000, 25)], ids=str)
def test_a_thousand_random_charters_at_every_size_up_to_twelve(seeds: range) -> None:
    found = 0
    for seed in seeds:
        merged, counted = both_ways(random_charter(seed), range(1, LARGEST + 1))
        assert merged == counted, seed
        found += sum(map(bool, merged))
    assert found > 0


def test_the_random_charters_show_every_finding() -> None:
    """The share that is compared is not one in which nothing happens."""
    found: set[str] = set()
    for seed in range(0, 1000, 25):
        for one in votes(random_charter(seed)):
            found |= every_count.found(one, 5, proxies=False).keys()
    assert found == {
        "abstaining_harms", "more_present_fails", "more_yes_fails", "never_passes", "opposites_pass", "passes_without_yes",
        "two_block", "undecided", "vacancy_blocks",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3, 1000, 90))
def test_the_counts_one_by_one_are_judged_as_the_engine_judges_them(seed: int) -> None:
    """The other side of the comparison rests on the verdict itself: outright is passed, tied asks the tie rule."""
    charter = random_charter(seed)
    for case in cases_of(charter):
        one = votes_of(case.rule)
        judged = every_count.Judged(one, 4, 0, 1, proxies=False)
        tie = case.rule.tie
        for index in range(len(judged.counts.rows)):
            count = judged.counts.count(index)
            secret = case.rule.ballot is not None and case.rule.ballot.mode == "secret"
            outcome = judge(Evidence(case.kind, count, secret=secret), charter).outcome
            assert (outcome is Outcome.PASSED) == bool(judged.outright[index]), (case.kind, count)
            if outcome in (Outcome.CASTING_VOTE, Outcome.LOT):
                assert judged.tied[index]
                assert tie is not None
