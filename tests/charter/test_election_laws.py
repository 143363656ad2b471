"""What no election may do: counts that cannot be, rules that nobody could keep, and laws of every round."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter import Charter, CharterError, CountError, Outcome, Verdict, speak
from konfrans.charter.asking import ask

from .polls import BORDER, HALF_CAST, RESERVED, TWO_RESERVED, UNIKO, election, elects, hold, rounds


@pytest.mark.parametrize(
    "facts",
    [{"a": 8, "b": 8}, {"a": 16}, {"a": 8, "Blank": 8}, {"a": 3, "Ballots": 4}],
)
def test_counts_that_do_not_add_up_are_refused(facts):
    with pytest.raises(CountError):
        hold(election(rounds(HALF_CAST)), **facts)


def test_ballots_with_several_names_must_hold_them():
    charter = election(rounds(""), seats=3)
    with pytest.raises(CountError, match="at most 3 names"):
        hold(charter, Ballots=5, a=5, b=5, c=5, d=1)
    with pytest.raises(CountError, match="number of ballots is missing"):
        hold(charter, a=5, b=5)


@pytest.mark.parametrize(
    ("rule", "error"),
    [(rounds(elects('at_least = { share = "1/2", of = "cast" }, weighted = true')), "votes_of_a_part"),
     (rounds(elects('at_least = { share = "1/2", of = "cast", weighted = true }')), "votes_of_a_part"),
     (rounds(elects('at_least = { times = 2, of = "no" }')), "nobody_against"),
     (rounds("") + 'window = { article = "1.2", opens = { days = 10 }, closes = { days = 30 } }\n', "window_reversed"),
     (rounds("") + 'nominated = [{ article = "1.1", step = "recommends", members = 2 }]\n', "missing_key"),
     (rounds("") + 'nominated = [{ article = "1.1", step = "endorses", who = ["council"], members = 2 }]\n', "members_nominate"),
     (rounds("") + 'rotation = { article = "1.2" }\n', "rotation_rounds"),
     (RESERVED + "seats = 1\n" + rounds(""), None),
     (RESERVED.replace("at_least = 1", "at_least = 2") + rounds(""), "reserved_many")],
)  # fmt: skip
def test_rules_that_nobody_could_keep_are_refused(rule, error):
    if error is None:
        assert election(rule).elections["board"].seats == 1
        return
    with pytest.raises(CharterError) as refused:
        election(rule)
    assert error in [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("rule", "facts", "code"),
    [(HALF_CAST, {"a": {"votes": 8, "no": 1}}, "against_not_ruled"),
     (HALF_CAST, {"present": 16, "a": 8}, "more_there_than_entitled"),
     (HALF_CAST, {"Open_seats": 4, "Ballots": 1, "a": 1}, "open_seats_many"),
     (HALF_CAST, {"Ballots": 15, "a": 5, "b": 5}, "ballots_name_nobody"),
     (HALF_CAST, {"Ballots": 8, "None_of_these": 3, "a": 6, "b": 5}, "votes_for_more_than_ballots"),
     (HALF_CAST, {"Ballots": 2, "None_of_these": 3}, "ballots_name_nobody"),
     (HALF_CAST, {"Ballots": 8, "Lot": ["z"], "a": 8}, "no_candidate"),
     (HALF_CAST, {"Ballots": 8, "Lot": ["a", "a"], "a": 8}, "lot_twice"),
     (f'ballot = "yes_no", {HALF_CAST}', {"None_of_these": 3, "a": {"votes": 6, "no": 5}}, "others_beside_against")],
)  # fmt: skip
def test_each_count_that_cannot_be_is_named(rule, facts, code):
    with pytest.raises(CountError) as refused:
        hold(election(rounds(rule), seats=3, none_of_these="true"), **facts)
    assert refused.value.code == code
    for language in ("en", "az"):
        assert "{" not in "".join(speak(language).error(refused.value))


# laws -----------------------------------------------------------------------------------------------------------------

PLAIN = st.lists(st.integers(0, 5), min_size=2, max_size=5)
SEVERAL = (
    election(UNIKO),
    election(rounds(f'{BORDER}, tie = "all_advance"', HALF_CAST)),
    election(rounds(f'{BORDER}, tie = "vote"', HALF_CAST)),
    election(rounds(f"{HALF_CAST}, drops = 1, times = 2", HALF_CAST)),
    election(rounds("more_than_others = true, advance = 2", HALF_CAST)),
    election(rounds(""), seats=2),
    election(RESERVED + rounds(""), seats=2),
    election(TWO_RESERVED + rounds(""), seats=2),
    election(TWO_RESERVED + rounds(""), seats=3),
    election(TWO_RESERVED + rounds(elects("at_least = 2"), ""), seats=3),
)
NAMES = "abcde"
HAS = st.lists(
    st.sampled_from(({}, {"region": "capital"}, {"sector": "private"}, {"region": "capital", "sector": "private"})),
    min_size=5,
    max_size=5,
)


def counted(
    charter: Charter, votes: list[int], has: list[dict], keys: str | list[str] = NAMES, **more: object
) -> Verdict:
    """A round with these votes in 40 ballots at most, as few ballots as can hold them."""
    named = {key: {"votes": n, "has": one} for key, n, one in zip(keys, votes, has, strict=False)}
    many = charter.elections["board"].many(charter.elections["board"].seats)
    ballots = {"Ballots": max([-(-sum(votes) // many), *votes])} if many > 1 else {}
    facts = {"election": "board", "entitled": 40, "present": 40, **{k.lower(): v for k, v in (ballots | more).items()}}
    return ask("round", facts | {"candidates": [{"key": key, **one} for key, one in named.items()]}, charter)


@settings(max_examples=200, deadline=None)
@given(votes=PLAIN, has=HAS, charter=st.sampled_from(SEVERAL), drawn=st.permutations(range(5)), order=st.permutations(NAMES), lots=st.integers(0, 5))  # fmt: skip
def test_other_keys_for_the_candidates_change_nothing_but_the_keys(votes, has, charter, drawn, order, lots):
    """With a lot or without one: what is decided, and what is left open, is the same for the same votes."""
    lot = [place for place in drawn if place < len(votes)][:lots]
    first = counted(charter, votes, has, lot=[NAMES[place] for place in lot])
    second = counted(charter, votes, has, order, lot=[order[place] for place in lot])
    renamed = dict(zip(NAMES, order, strict=True))
    assert second.outcome is first.outcome
    for part in ("elected", "advance", "tied"):
        assert sorted(renamed[key] for key in first.answer[part]) == sorted(second.answer[part])


@settings(max_examples=200, deadline=None)
@given(votes=PLAIN, has=HAS, charter=st.sampled_from(SEVERAL), drawn=st.permutations(NAMES))
def test_one_more_vote_for_whoever_is_elected_never_loses(votes, has, charter, drawn):
    lot = [key for key in drawn if key in NAMES[: len(votes)]]
    for key in counted(charter, votes, has, lot=lot).answer["elected"]:
        more = [n + (NAMES[place] == key) for place, n in enumerate(votes)]
        after = counted(charter, more, has, lot=lot)
        assert key in after.answer["elected"], (after.outcome, after.answer)


@settings(max_examples=200, deadline=None)
@given(votes=PLAIN, has=HAS, charter=st.sampled_from(SEVERAL), drawn=st.permutations(NAMES))
def test_seats_are_filled_once_by_candidates_and_reserved_seats_are_kept(votes, has, charter, drawn):
    lot = [key for key in drawn if key in NAMES[: len(votes)]]
    verdict, rule = counted(charter, votes, has, lot=lot), charter.elections["board"]
    elected, on, tied = (verdict.answer[part] for part in ("elected", "advance", "tied"))
    assert len(elected) + verdict.answer["open"] == rule.seats
    assert len({*elected, *on}) == len(elected) + len(on)
    assert not {*tied} & {*elected, *on}
    assert {*elected, *on, *tied} <= {*NAMES[: len(votes)]}
    if verdict.outcome is Outcome.PASSED:
        assert not on and not tied and verdict.answer["open"] == 0
        properties = dict(zip(NAMES, has, strict=True))
        for kept in rule.reserved:
            assert sum(properties[key].get(kept.attribute) in kept.values for key in elected) >= kept.at_least


def test_a_large_round_with_many_reserved_seats_is_decided_in_bounded_time():
    kept = ", ".join(f'{{ article = "1.2", attribute = "p{n}", values = ["y"], at_least = 100 }}' for n in range(20))
    charter = election(f"reserved = [{kept}]\n" + rounds(""), seats=200)
    candidates = [
        {
            "key": f"c{n}",
            "votes": 1000 - n,
            "has": {f"p{bit}": "y" for bit in range(20) if (n * 7919) >> (bit % 12) & 1},
        }
        for n in range(500)
    ]
    facts = {"election": "board", "entitled": 5000, "present": 5000, "ballots": 4000, "candidates": candidates}
    before = perf_counter()
    assert ask("round", facts, charter).outcome in (Outcome.PASSED, Outcome.REOPEN)
    assert perf_counter() - before < 10
