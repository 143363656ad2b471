"""What must hold for every count under every charter of a family."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter import (
    Count,
    Evidence,
    Outcome,
    judge,
    read_charter,
    recompute,
    verdict_from_json,
    verdict_to_json,
)
from konfrans.charter.amounts import Base
from konfrans.charter.law import Charter
from konfrans.charter.records import canonical, read_evidence

from .club import condition

DRAFT = read_charter("charters/azerbaijan-draft.toml")
KINDS = (*DRAFT.kinds_ruled(), "appointment")
RANK = {Outcome.PASSED: 3, Outcome.INCOMPLETE: 2, Outcome.CASTING_VOTE: 1, Outcome.LOT: 1}
SHARES = ("1/3", "1/2", "51/100", "3/5", "2/3", "3/4", "9/10", "1/1")
CLUBS: dict[tuple[str, str, str], Charter] = {
    (word, share, base): condition(f'{word} = {{ share = "{share}", of = "{base}" }}')
    for word in ("at_least", "more_than")
    for share in SHARES
    for base in (base.value for base in Base if base is not Base.NO)
}


@st.composite
def counts(draw: st.DrawFn, most: int = 24) -> Count:
    """Counts that add up, small enough for ties and borders to be met often."""
    there = draw(st.integers(0, most))
    cuts = sorted(draw(st.lists(st.integers(0, there), min_size=5, max_size=5)))
    ballots = [b - a for a, b in zip([0, *cuts], cuts, strict=False)]
    entitled = there + draw(st.integers(0, 6))
    return Count(
        entitled=entitled,
        members=draw(st.none() | st.integers(entitled, entitled + 4)),
        seats=draw(st.none() | st.integers(entitled, entitled + 4)),
        represented=(proxies := draw(st.integers(0, there))),
        present=there - proxies,
        not_voting=draw(st.sampled_from([None, there - sum(ballots)])),
        **dict(zip(("yes", "no", "abstain", "blank", "invalid"), ballots, strict=True)),
    )


def evidence() -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        kind=st.sampled_from(KINDS),
        count=counts(),
        call=st.sampled_from([1, 2]),
        secret=st.none() | st.booleans(),
        casting=st.sampled_from([None, "yes", "no"]),
        record=st.dictionaries(st.text(max_size=5), st.integers(-9, 9) | st.text(max_size=9), max_size=3),
    )


def one_more_yes(count: Count) -> list[Count]:
    """Every way to get one yes more among those who are there: from another ballot, or from silence."""
    more = [
        replace(count, yes=count.yes + 1, **{name: getattr(count, name) - 1})
        for name in ("no", "abstain", "blank", "invalid")
        if getattr(count, name)
    ]
    if count.silent:
        left = None if count.not_voting is None else count.not_voting - 1
        more.append(replace(count, yes=count.yes + 1, not_voting=left))
    return more


def one_comes_in(count: Count) -> list[Count]:
    """A member comes in and votes yes: a base of presence grows with the vote."""
    if count.there == count.entitled:
        return []
    return [replace(count, yes=count.yes + 1, present=count.present + 1)]


@settings(max_examples=400)
@given(given_evidence=evidence())
def test_one_more_yes_never_makes_an_outcome_worse(given_evidence: Evidence) -> None:
    before = RANK.get(judge(given_evidence, DRAFT).outcome, 0)
    for count in one_more_yes(given_evidence.count):
        after = judge(replace(given_evidence, count=count), DRAFT).outcome
        assert RANK.get(after, 0) >= before


@settings(max_examples=400)
@given(club=st.sampled_from(sorted(CLUBS)), count=counts(), casting=st.sampled_from([None, "yes"]))
def test_one_more_yes_never_makes_it_worse_under_any_share_and_base(club, count: Count, casting) -> None:
    before = RANK.get(judge(Evidence("ordinary", count, casting=casting), CLUBS[club]).outcome, 0)
    for more in one_more_yes(count):
        after = judge(Evidence("ordinary", more, casting=casting), CLUBS[club]).outcome
        assert RANK.get(after, 0) >= before


@settings(max_examples=400)
@given(club=st.sampled_from(sorted(CLUBS)), count=counts())
def test_who_comes_in_and_votes_yes_never_makes_it_worse_where_no_tie_was_decided(club, count: Count) -> None:
    before = RANK.get(judge(Evidence("ordinary", count), CLUBS[club]).outcome, 0)
    for more in one_comes_in(count) if before != RANK.get(Outcome.CASTING_VOTE) else []:
        after = judge(Evidence("ordinary", more), CLUBS[club]).outcome
        assert RANK.get(after, 0) >= before


@settings(max_examples=300)
@given(club=st.sampled_from(sorted(CLUBS)), count=counts())
def test_needed_is_the_least_number_that_meets_the_amount(club, count: Count) -> None:
    word, share, base = club
    verdict = judge(Evidence("ordinary", count), CLUBS[club])
    majority = verdict.reasons[0]
    exact = Fraction(share) * count.size(Base(base))
    assert majority.working.exact == exact

    def meets(n: int) -> bool:
        return n > exact if word == "more_than" else n >= exact

    if count.yes:
        assert meets(majority.needed)
        assert not meets(majority.needed - 1)
        assert majority.met is meets(count.yes)
    else:
        assert majority.met is False


@given(given_evidence=evidence())
def test_nothing_passes_without_a_yes_or_without_anybody_there(given_evidence: Evidence) -> None:
    verdict = judge(given_evidence, DRAFT)
    if verdict.passed:
        assert given_evidence.count.yes > 0
        assert given_evidence.count.there > 0


@given(given_evidence=evidence())
def test_a_verdict_survives_its_record_and_is_proved_again(given_evidence: Evidence) -> None:
    verdict = judge(given_evidence, DRAFT)
    stored = verdict_to_json(verdict)
    assert verdict_from_json(stored) == verdict
    frozen = canonical(given_evidence.to_json())
    again = recompute(DRAFT.document, frozen)
    assert again == verdict
    assert canonical(verdict_to_json(again)) == canonical(stored)
    assert read_evidence(frozen) == given_evidence
    assert canonical(read_evidence(frozen).to_json()) == frozen


@given(count=counts(), order=st.permutations([one.name for one in fields(Count)]))
def test_the_order_of_the_counts_changes_nothing(count: Count, order: list[str]) -> None:
    shuffled = Count(**{name: getattr(count, name) for name in order})
    assert judge(Evidence("ordinary", shuffled), DRAFT) == judge(Evidence("ordinary", count), DRAFT)


@given(given_evidence=evidence())
def test_parts_of_a_picture_are_positive_and_lie_within_the_members(given_evidence: Evidence) -> None:
    for reason in judge(given_evidence, DRAFT).reasons:
        parts = [n for _, n in reason.working.parts]
        assert all(n > 0 for n in parts)
        assert sum(parts) <= given_evidence.count.size(Base.MEMBERS)


@given(counts(), st.sampled_from(sorted(CLUBS)))
def test_a_picture_has_everybody_of_the_base_and_nobody_else(count: Count, key: tuple[str, str, str]) -> None:
    verdict = judge(Evidence(kind="ordinary", count=count), CLUBS[key])
    for reason in verdict.reasons:
        parts, base = reason.working.parts, reason.working.base
        assert all(n > 0 for _part, n in parts) and len({part for part, _n in parts}) == len(parts)
        if base is not None and not (base is Base.PRESENT and count.represented):
            assert sum(n for _part, n in parts) == count.size(base), (reason.code, base, parts)
