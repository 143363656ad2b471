"""When votes are equal: whose, and what one more would change."""

from __future__ import annotations

import pytest

from konfrans.charter import Count, Outcome, motion_verdict
from konfrans.charter.amounts import ALL, Whose
from konfrans.charter.counting import tied_part

from .club import club

HALF = 'condition = { article = "1.2", more_than = { share = "1/2", of = "present_and_represented" } }'
WEIGHTS = '\n[weights]\narticle = "1.1"\neach = 1\n'
CHAMBERS = "".join(
    f'\n[groups.{key}]\nname = {{ az = "{key}", en = "{key}" }}\narticle = "1.1"\n' for key in ("east", "west")
)


def of(condition: str):
    return club((HALF, f"condition = {condition}"), more=WEIGHTS + CHAMBERS)


def outcome(charter, count: Count) -> Outcome:
    return motion_verdict(count, kind="ordinary", charter=charter).outcome


def votes(yes: int, no: int, there: int, *, weights: Count | None = None, **groups: Count) -> Count:
    return Count(entitled=there, present=there, yes=yes, no=no, weights=weights, groups=groups)


WEIGHTED = '{ article = "1.2", weighted = true, more_than = { share = "1/2", of = "cast" } }'


@pytest.mark.parametrize(
    ("heads", "weights", "expected"),
    [
        ((3, 2), (10, 10), Outcome.CASTING_VOTE),  # the weights are equal, the heads are not
        ((3, 3), (10, 10), Outcome.CASTING_VOTE),
        ((3, 3), (9, 11), Outcome.FAILED),  # the heads are equal, the weights are not
        ((2, 3), (11, 9), Outcome.PASSED),
        ((3, 3), (0, 0), Outcome.FAILED),
    ],
)
def test_where_votes_are_weighted_the_weights_are_equal_or_not(heads, weights, expected):
    count = votes(*heads, 6, weights=votes(*weights, 20))
    assert outcome(of(WEIGHTED), count) is expected


def test_a_condition_beside_it_that_no_vote_is_counted_in_changes_nothing():
    there = '{ article = "1.2", measure = "present", at_least = 3 }'
    charter = of(f"{{ all_of = [{WEIGHTED}, {there}] }}")
    assert tied_part(charter.kinds["ordinary"].condition) == Whose(None, True)
    assert outcome(charter, votes(3, 2, 6, weights=votes(10, 10, 20))) is Outcome.CASTING_VOTE


def test_of_two_chambers_neither_is_the_one_whose_votes_are_equal():
    chambers = (
        f'{{ article = "1.2", group = "{key}", more_than = {{ share = "1/2", of = "cast" }} }}'
        for key in ("east", "west")
    )
    charter = of(f"{{ all_of = [{', '.join(chambers)}] }}")
    assert tied_part(charter.kinds["ordinary"].condition) == ALL
    assert outcome(charter, votes(4, 4, 8, east=votes(2, 2, 4), west=votes(2, 2, 4))) is Outcome.FAILED


def test_of_one_chamber_its_votes_are():
    charter = of('{ article = "1.2", group = "east", more_than = { share = "1/2", of = "cast" } }')
    assert outcome(charter, votes(5, 3, 8, east=votes(2, 2, 4))) is Outcome.CASTING_VOTE
    assert outcome(charter, votes(4, 4, 8, east=votes(1, 3, 4))) is Outcome.FAILED


def test_those_barred_do_not_lessen_the_ballots_that_were_cast():
    """They cast nothing: who takes part is not less by them, as who is there is."""
    charter = club(
        (HALF, 'condition = { article = "1.2", measure = "participants", at_least = 6 }'),
        more='\n[organs.general_assembly.recusal]\narticle = "1.1"\nleaves = "base"\n',
    )
    six = Count(entitled=10, present=8, yes=4, no=2, barred=2)
    assert motion_verdict(six, kind="ordinary", charter=charter).outcome is Outcome.PASSED
