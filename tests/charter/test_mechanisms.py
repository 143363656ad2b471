"""Mechanisms of real bodies, each by its number in the catalogue of the guide; every row is a vote and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import (
    CharterError,
    Count,
    CountError,
    Outcome,
    motion_verdict,
    speak,
    verdict_to_json,
)
from konfrans.charter.amounts import (
    ALL,
    Base,
    Joined,
    Measure,
    Pick,
    Requirement,
    Root,
    Shaped,
    Share,
    Surd,
    Whose,
    read_exact,
)

from .club import club, condition

PLAIN = 'more_than = { share = "1/2", of = "present_and_represented" }'


def joined(how: str, *parts: str):
    """The club whose ordinary decisions need several conditions."""
    inner = ", ".join(f'{{ article = "1.2", {part} }}' for part in parts)
    return club((f'{{ article = "1.2", {PLAIN} }}', f"{{ {how} = [{inner}] }}"))


def outcome(charter, **counts) -> Outcome:
    return motion_verdict(
        Count(entitled=counts.pop("entitled", 15), **counts), kind="ordinary", charter=charter
    ).outcome


BOTH = ('more_than = { share = "1/2", of = "cast" }', 'at_least = { share = "1/3", of = "members" }')


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        (5, 4, Outcome.PASSED),
        (4, 1, Outcome.FAILED),
        (6, 6, Outcome.CASTING_VOTE),
        (5, 0, Outcome.PASSED),
        (0, 0, Outcome.NO_RESULT),
    ],
)
def test_v25_several_conditions_at_once_all_of_them(yes, no, expected):
    """More than half of the votes cast, and a third of all members."""
    charter = joined("all_of", *BOTH)
    assert outcome(charter, present=15, yes=yes, no=no) is expected


def test_v25_a_condition_that_is_met_makes_the_others_of_any_idle():
    charter = joined(
        "any_of", 'at_least = { share = "2/3", of = "cast" }', 'more_than = { share = "1/2", of = "members" }'
    )
    assert outcome(charter, present=15, yes=8, no=7) is Outcome.PASSED
    assert outcome(charter, present=15, yes=6, no=3, abstain=6) is Outcome.PASSED
    assert outcome(charter, present=15, yes=7, no=6, abstain=2) is Outcome.FAILED
    verdict = motion_verdict(Count(entitled=15, present=15, yes=8, no=7), kind="ordinary", charter=charter)
    assert [(r.met, r.working.idle) for r in verdict.reasons[:2]] == [(False, True), (True, False)]
    assert speak("en").why(verdict, charter) == "8 members voted for; 8 were needed, more than half of all 15 members."
    assert len(verdict_to_json(verdict)["reasons"]) == len(verdict.reasons)


def test_v25_the_words_name_every_condition_that_decides():
    charter = joined("all_of", *BOTH)
    passed = motion_verdict(Count(entitled=15, present=15, yes=9, no=4), kind="ordinary", charter=charter)
    said = speak("en").why(passed, charter)
    assert said.startswith(
        "9 members voted for; 7 were needed"
    ) and "and 5 were needed, a third of all 15 members" in said.replace("one third", "a third")
    failed = motion_verdict(Count(entitled=15, present=15, yes=4, no=1), kind="ordinary", charter=charter)
    assert "5 were needed" in speak("en").why(failed, charter) and "votes cast" not in speak("en").why(failed, charter)
    assert "tələb olunan səs sayı: 5" in speak("az").why(failed, charter)


def test_v25_a_share_of_members_and_a_share_of_their_size():
    """55 % of the members and 65 % of the size (Treaty on European Union, article 16(4)), on counts and weights."""
    double = Joined(
        True,
        (
            Requirement("1.2", Measure.YES, Share(Fraction(11, 20), Base.MEMBERS), strict=False),
            Requirement(
                "1.2", Measure.YES, Share(Fraction(13, 20), Base.MEMBERS, Whose(weighted=True)), strict=False,
                whose=Whose(weighted=True),
            ),
        ),
    )  # fmt: skip
    charter = condition(PLAIN)
    kinds = dict(charter.kinds) | {"ordinary": charter.kinds["ordinary"].but(condition=double)}
    union = charter.but(kinds=kinds)
    heads = {"entitled": 27, "present": 27}
    weights = Count(entitled=1000, present=1000, yes=650, no=350)
    assert outcome(union, **heads, yes=15, no=12, weights=weights) is Outcome.PASSED
    assert outcome(union, **heads, yes=14, no=13, weights=weights) is Outcome.FAILED
    assert outcome(union, **heads, yes=15, no=12, weights=replace(weights, yes=649, no=351)) is Outcome.FAILED
    with pytest.raises(CountError) as missing:
        outcome(union, **heads, yes=15, no=12)
    assert missing.value.code == "count_of_weights_missing"


def test_v26_a_least_number_of_votes_for():
    charter = joined("all_of", 'more_than = { share = "1/2", of = "cast" }', "at_least = 4")
    assert outcome(charter, present=15, yes=4, no=0) is Outcome.PASSED
    assert outcome(charter, present=15, yes=3, no=0) is Outcome.FAILED


def test_v26_twice_as_many_for_as_against():
    charter = condition('at_least = { times = 2, of = "no" }')
    assert outcome(charter, present=15, yes=8, no=4) is Outcome.PASSED
    assert outcome(charter, present=15, yes=7, no=4) is Outcome.FAILED


@pytest.mark.parametrize(
    ("members", "there", "quorate"), [(15, 3, False), (15, 4, True), (16, 4, True), (17, 4, False)]
)
def test_v35_a_quorum_by_the_square_root_is_never_rounded(members, there, quorate):
    charter = club(('more_than = { share = "1/2", of = "entitled" }', 'at_least = { root_of = "members" }'))
    verdict = motion_verdict(Count(entitled=members, present=there, yes=there), kind="ordinary", charter=charter)
    assert (verdict.outcome is not Outcome.INVALID) is quorate
    quorum = next(reason for reason in verdict.reasons if reason.code == "quorum")
    assert quorum.working.exact == (Fraction(4) if members == 16 else Surd(Fraction(1), members))
    assert "the square root of the number of all members" in speak("en").rule(quorum, charter)


class Sizes:
    """Every base as large as the next one asked for."""

    def __init__(self, size: int) -> None:
        self.of = size

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.of


@given(st.integers(0, 10_000), st.fractions(min_value=Fraction(1, 10), max_value=10), st.booleans())
def test_the_least_number_above_a_root_is_exact(size, times, strict):
    least = Requirement("1.1", Measure.YES, Root(times, Base.MEMBERS), strict).least(Sizes(size))
    square = times**2 * size
    assert least**2 > square or (not strict and least**2 == square)
    assert least == 0 or (least - 1) ** 2 < square or (strict and (least - 1) ** 2 == square)


@pytest.mark.parametrize(
    ("amount", "size", "least"),
    [
        (Pick("greater", (5, Share(Fraction(1, 10), Base.MEMBERS))), 30, 5),
        (Pick("greater", (5, Share(Fraction(1, 10), Base.MEMBERS))), 61, 7),
        (Pick("lesser", (5, Share(Fraction(1, 10), Base.MEMBERS))), 61, 5),
        (Pick("lesser", (10, Root(Fraction(2), Base.MEMBERS))), 20, 9),
        (Shaped(Share(Fraction(1, 2), Base.MEMBERS), plus=1), 15, 9),
        (Shaped(Share(Fraction(1, 2), Base.MEMBERS), rounding="down", plus=1), 15, 8),
        (Shaped(Share(Fraction(1, 3), Base.MEMBERS), rounding="down"), 17, 5),
        (Shaped(Share(Fraction(1, 3), Base.MEMBERS), rounding="up"), 17, 6),
        (Shaped(Share(Fraction(1, 10), Base.MEMBERS), floor=3), 11, 3),
        (Shaped(Share(Fraction(1, 2), Base.MEMBERS), cap=20), 100, 20),
    ],
)
def test_amounts_compose(amount, size, least):
    assert Requirement("1.1", Measure.YES, amount, strict=False).least(Sizes(size)) == least


@pytest.mark.parametrize("written", ["22/3", "√15", "2√15", "3/2√7"])
def test_an_exact_amount_is_read_back_as_it_was_written(written):
    assert str(read_exact(written)) == written


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('at_least = { times = 2, of = "cast", root_of = "cast" }', "amount_form"),
        ('at_least = { share = "1/2", of = "no" }', "amount_form"),
        ("at_least = { greater_of = [5] }", "out_of_form"),
        ('at_least = { root_of = "members", plus = 1 }', "amount_form"),
        ('at_least = 5, all_of = [{ article = "1.2", at_least = 5 }, { article = "1.2", at_least = 6 }]', "comparison"),
        ('at_least = { times = 0.5, of = "no" }', "share_slogan"),
    ],
)
def test_an_amount_that_is_none_is_named(written, code):
    with pytest.raises(CharterError) as fault:
        condition(written)
    assert code in {one.code for one in fault.value.faults}
