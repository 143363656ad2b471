"""Voting power: equal to figures in the literature, to brute force on small games, and refused where it cannot be counted."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction as F
from itertools import combinations
from math import factorial
from time import process_time

import numpy as np
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from konfrans.charter import CharterError, LawError, speak
from konfrans.charter.power import Game, Player, counting, game_of, groups, indices, read_roll
from konfrans.charter.power.games import Either, Quota, wins
from konfrans.charter.power.indices import _by_quadrature, _window
from konfrans.cli.power import power

from .club import club, condition

app = typer.Typer(add_completion=False)
app.command("power", **power.command_settings)(power)
app.command("other")(lambda: None)


def game(weights: list[int | F], least: int | F) -> Game:
    """A game of one quota."""
    players = tuple(Player(f"m{i}", "", F(weight)) for i, weight in enumerate(weights))
    return Game(players, Quota(tuple(one.weight for one in players), F(least)))


def test_the_six_of_1958() -> None:
    """Council of the EEC, 1958: weights 4, 4, 4, 2, 2, 1, quota 12; Luxembourg never decided (Brams and Affuso 1976)."""
    found = indices(game([4, 4, 4, 2, 2, 1], 12))
    assert found.banzhaf == (F(5, 21),) * 3 + (F(3, 21),) * 2 + (F(0),)
    assert found.shapley_shubik == (F(14, 60),) * 3 + (F(9, 60),) * 2 + (F(0),)
    assert (found.swings, found.dummies, found.exact) == ((10, 10, 10, 6, 6, 0), (5,), True)
    assert [(one.size, one.members) for one in found.winning] == [(3, ((0, 3),))]
    assert [one.members for one in found.blocking] == [((0, 2),), ((0, 1), (3, 1))]


SECURITY = [7] * 5 + [1] * 10


def test_the_security_council() -> None:
    """Nine of fifteen, no permanent member against: 421/2145 and 4/2145 (Shapley and Shubik 1954 method, 15 members)."""
    found = indices(game(SECURITY, 39))
    assert found.shapley_shubik == (F(421, 2145),) * 5 + (F(4, 2145),) * 10
    assert found.swings == (848,) * 5 + (84,) * 10
    assert found.banzhaf[0] == F(848, 5 * 848 + 10 * 84)
    assert found.blocking[0].size == 1


def test_the_security_council_as_several_conditions() -> None:
    """The same body as its charter writes it: nine votes, and all five permanent ones."""
    players = tuple(Player(f"m{i}", "p" if i < 5 else "", F(1)) for i in range(15))
    rule = Either(True, (Quota((F(1),) * 15, F(9)), Quota((F(1),) * 5 + (F(0),) * 10, F(5))))
    found = indices(Game(players, rule))
    assert found.shapley_shubik == (F(421, 2145),) * 5 + (F(4, 2145),) * 10
    assert found.swings == (848,) * 5 + (84,) * 10


def brute(play: Game) -> tuple[list[F], list[F]]:
    """Both indices by looking at every coalition."""
    n = len(play.players)

    def won(inside: frozenset[int]) -> bool:
        return bool(wins(play.rule, [sum(q.weights[i] for i in inside) >= q.least for q in play.quotas]))

    swings, shapley = [0] * n, [F(0)] * n
    for i in range(n):
        others = [j for j in range(n) if j != i]
        for size in range(n):
            for some in combinations(others, size):
                if won(frozenset(some) | {i}) and not won(frozenset(some)):
                    swings[i] += 1
                    shapley[i] += F(factorial(size) * factorial(n - 1 - size), factorial(n))
    total = sum(swings)
    return [F(one, total) if total else F(0) for one in swings], shapley


@settings(max_examples=60, deadline=None)
@given(weights=st.lists(st.integers(0, 9), min_size=1, max_size=7), share=st.integers(1, 10))
def test_one_quota_is_equal_to_brute_force(weights: list[int], share: int) -> None:
    least = max(1, sum(weights) * share // 10)
    found = indices(game(weights, least))
    assert (list(found.banzhaf), list(found.shapley_shubik)) == brute(game(weights, least))


@settings(max_examples=30, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.fractions(0, 9, max_denominator=4)), min_size=1, max_size=6),
    quotas=st.tuples(st.integers(1, 30), st.fractions(F(1, 4), 30, max_denominator=4)),
    every=st.booleans(),
)
def test_several_quotas_are_equal_to_brute_force(pairs, quotas, every) -> None:
    players = tuple(Player(f"m{i}", "", F(weight)) for i, (_, weight) in enumerate(pairs))
    parts = tuple(Quota(tuple(F(pair[at]) for pair in pairs), F(least)) for at, least in enumerate(quotas))
    play = Game(players, Either(every, parts))
    found = indices(play)
    assert (list(found.banzhaf), list(found.shapley_shubik)) == brute(play)


@settings(max_examples=15, deadline=None)
@given(weights=st.lists(st.integers(0, 40), min_size=2, max_size=24), share=st.integers(51, 90))
def test_the_shares_sum_to_one_and_equal_weights_have_equal_power(weights: list[int], share: int) -> None:
    least = sum(weights) * share // 100 + 1
    if sum(weights) < least:
        return
    found = indices(game(weights, least))
    assert sum(found.shapley_shubik) == 1 == sum(found.banzhaf)
    for i, weight in enumerate(weights):
        assert found.shapley_shubik[i] == found.shapley_shubik[weights.index(weight)]
        assert (weight == 0) <= (i in found.dummies)


@pytest.mark.parametrize("members", [30, pytest.param(60, marks=(pytest.mark.soak, pytest.mark.sqlite))])
def test_what_is_not_counted_exactly_is_right_to_1e_9(members: int) -> None:
    """Members whose exact index is known, by the way that is for more than sixty."""
    weights = [i * 7919 % 199 + 1 for i in range(members)]
    play = game(weights, sum(weights) * 2 // 3)
    exact = indices(play)
    kinds = counting.kinds_of(play)
    near = _by_quadrature(play.quotas[0], kinds)
    assert exact.exact
    assert max(abs(near[i] / float(exact.shapley_shubik[i]) - 1) for i in near) < 1e-9
    assert counting.banzhaf_swings(play.quotas[0], kinds) == {i: exact.swings[i] for i in near}


def test_three_hundred_members_of_ten_weights_are_counted_exactly() -> None:
    found = indices(game([1 + i % 10 for i in range(300)], 826))
    assert found.exact
    assert sum(found.shapley_shubik) == 1


def test_a_thousand_members_say_that_they_are_near() -> None:
    found = indices(game([1 + i % 10 for i in range(1000)], 2751))
    assert not found.exact
    assert abs(sum(found.shapley_shubik) - 1) < 1e-9
    assert found.more_winning is None or found.more_winning >= 0


@pytest.mark.parametrize(
    ("play", "said"),
    [(game([1000] * 31, 16_000), "at most 20,000"), (game([F(1, 2)] * 31, 8), "have to be whole"),
     (Game(game([1] * 31, 16).players, Either(True, (game([1] * 31, 16).rule, game([1] * 31, 16).rule))), "up to 30 members")],
)  # fmt: skip
def test_what_is_too_large_is_refused_with_the_reason(play: Game, said: str) -> None:
    with pytest.raises(LawError, match=said):
        indices(play)


ROLL = tuple(
    Player(key, group, F(weight)) for key, group, weight in (("a", "x", 3), ("b", "x", 2), ("c", "y", 1), ("d", "y", 1))
)


@pytest.mark.parametrize(
    ("amount", "least", "weights"),
    [('more_than = { share = "1/2", of = "cast" }', 3, [1, 1, 1, 1]), ('at_least = { share = "2/3", of = "members" }', 3, [1, 1, 1, 1]),
     ('weighted = true, more_than = { share = "1/2", of = "cast" }', 4, [3, 2, 1, 1]), ("weighted = true, at_least = 5", 5, [3, 2, 1, 1]),
     ('at_least = { times = 2, of = "no" }', F(8, 3), [1, 1, 1, 1]), ('measure = "yes_minus_no", at_least = 2', 3, [1, 1, 1, 1]),
     ('at_least = { root_of = "members" }', 2, [1, 1, 1, 1])],
)  # fmt: skip
def test_a_condition_of_a_charter_is_a_quota(amount, least, weights) -> None:
    rule = condition(amount).kinds["ordinary"].condition
    play = game_of(rule, ROLL)
    assert play.rule == Quota(tuple(map(F, weights)), F(least))


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [("", "column_missing", 1), ("member,wieght\na,1\n", "column_unknown", 1), ("member,weight\na,1\na,2\n", "twice", 3),
     ("member,weight\na,-1\n", "cell_no_weight", 2), ("member,weight\na,1e3\n", "cell_no_weight", 2), ("member,weight\na,1/0\n", "cell_no_weight", 2),
     ("member,weight\n,1\n", "cell_missing", 2), ("member\n", "table_empty", 0), ("member,weight\na,1,2\n", "row_too_long", 2),
     ("member,weight\n" + "".join(f"m{i},1\n" for i in range(5_001)), "table_too_long", 5_002)],
)  # fmt: skip
def test_a_roll_with_a_fault_names_line_and_column(table: str, code: str, line: int) -> None:
    with pytest.raises(CharterError) as refused:
        read_roll(table.encode())
    fault = next(one for one in refused.value.faults if one.code == code)
    assert fault.line == line
    assert all(speak(language).fault(fault) for language in ("az", "en"))


def test_weights_may_be_fractions() -> None:
    assert [one.weight for one in read_roll(b"member;weight\na;2,5\nb;5/2\nc;3\n")] == [F(5, 2), F(5, 2), 3]


def test_the_command_shows_members_classes_and_groups(tmp_path) -> None:
    roll, charter = tmp_path / "roll.csv", tmp_path / "club.toml"
    roll.write_text("member,class,weight\nde,big,4\nfr,big,4\nit,big,4\nnl,small,2\nbe,small,2\nlu,small,1\n", "utf-8")
    charter.write_text(condition("weighted = true, at_least = 12").document, "utf-8")
    done = CliRunner().invoke(app, ["power", str(charter), "--roll", str(roll)])
    assert done.exit_code == 0, done.stderr
    assert "Without any power (1): lu" in done.stdout
    shown = json.loads(CliRunner().invoke(app, ["power", str(charter), "--roll", str(roll), "--json"]).stdout)
    assert shown["rows"][0]["banzhaf"] == {"fraction": "5/21", "value": 5 / 21}
    assert (shown["rows"][5]["dummy"], shown["classes"][0]["shapley_shubik"]["fraction"]) == (True, "7/10")
    roll.write_text("member,weight\n", "utf-8")
    assert CliRunner().invoke(app, ["power", str(charter), "--roll", str(roll)]).exit_code == 2


EU15 = [10] * 4 + [8] + [5] * 4 + [4] * 2 + [3] * 3 + [2]
EU27 = [29] * 4 + [27] * 2 + [14, 13] + [12] * 5 + [10] * 3 + [7] * 5 + [4] * 5 + [3]


def test_the_council_of_fifteen() -> None:
    """Council of the EU, 1995 to 2004: 62 of 87 votes; Felsenthal and Machover, The Measurement of Voting Power (1998), to four digits."""
    found = indices(game(EU15, 62))
    one_of_each = (0, 4, 5, 9, 11, 14)
    assert [round(float(found.banzhaf[i]), 4) for i in one_of_each] == [0.1116, 0.0924, 0.0587, 0.0479, 0.0359, 0.0226]
    assert [round(float(found.shapley_shubik[i]), 4) for i in one_of_each] == [
        0.1167,
        0.0955,
        0.0552,
        0.0454,
        0.0353,
        0.0207,
    ]
    assert found.exact


def test_the_council_of_twenty_seven_by_the_votes_of_nice() -> None:
    """255 of 345 votes, the votes alone: Felsenthal and Machover, The Treaty of Nice and qualified majority voting (2001), per cent to two digits."""
    found = indices(game(EU27, 255))
    assert (len(EU27), sum(EU27)) == (27, 345)
    one_of_each = (0, 4, 6, 7, 8, 13, 16, 21, 26)
    assert [round(float(found.banzhaf[i]) * 100, 2) for i in one_of_each] == [
        7.78,
        7.42,
        4.26,
        3.97,
        3.68,
        3.09,
        2.18,
        1.25,
        0.94,
    ]


# the smallest groups --------------------------------------------------------------------------------------------------

STATES = (
    "Germany 83445,France 68467,Italy 58990,Spain 48610,Poland 36620,Romania 19067,Netherlands 17942,Belgium 11832,Czechia 10900,"
    "Portugal 10639,Sweden 10551,Greece 10400,Hungary 9584,Austria 9158,Bulgaria 6445,Denmark 5961,Finland 5603,Slovakia 5424,"
    "Ireland 5351,Croatia 3861"
)
"""The twenty largest states of the Union, with their thousands of people on 1 January 2024."""
MOST = 'condition = { article = "1.2", more_than = { share = "1/2", of = "present_and_represented" } }'
DOUBLE = (
    '{ article = "1.2", at_least = { share = "11/20", of = "members" } }, '
    '{ article = "1.2", weighted = true, at_least = { share = "13/20", of = "members" } }'
)
COUNCIL = club((MOST, f"condition = {{ all_of = [{DOUBLE}] }}"))
COUNCIL_OR_MANY = club(
    (MOST, f'condition = {{ any_of = [{{ all_of = [{DOUBLE}] }}, {{ article = "1.2", at_least = 18 }}] }}')
)


def shown(tmp_path, document: str, roll: str, *options: str) -> str:
    """What the command prints."""
    files = tmp_path / "charter.toml", tmp_path / "roll.csv"
    for file, text in zip(files, (document, roll), strict=True):
        file.write_text(text, "utf-8")
    done = CliRunner().invoke(app, ["power", str(files[0]), "--roll", str(files[1]), *options])
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("charter", "blocking"), [(COUNCIL, 27), (COUNCIL_OR_MANY, 27)])
def test_a_council_of_states_and_people_lists_the_smallest_groups_that_win(tmp_path, charter, blocking) -> None:
    """55 % of the states with 65 % of the people: many different groups of eleven win, and it never says that none does."""
    roll = "member,weight\n" + STATES.replace(",", "\n").replace(" ", ",") + "\n"
    told = shown(tmp_path, charter.document, roll)
    assert "No group wins" not in told
    assert "Smallest groups that win (11 members)\n  Germany + France + Italy + Spain + Poland + Romania" in told
    assert told.rstrip().endswith("Exact, as fractions.")
    assert "132641/901264 ≈ 0.147172" in told or charter is COUNCIL_OR_MANY
    found = json.loads(shown(tmp_path, charter.document, roll, "--json"))
    assert (found["winning_size"], len(found["winning"]), found["blocking_size"]) == (11, 20, 3)
    assert len(found["blocking"]) + found["more_blocking"] == blocking
    people = [int(one.split()[1]) for one in STATES.split(",")]
    eleven = sum(20 * sum(some) >= 13 * sum(people) for some in combinations(people, 11))
    assert len(found["winning"]) + found["more_winning"] == eleven


@settings(max_examples=60, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=7),
    quotas=st.tuples(st.integers(0, 16), st.integers(0, 8)),
    joined=st.sampled_from(["one", "every", "any"]),
    inside=st.booleans(),
)
def test_the_smallest_groups_are_those_of_brute_force(pairs, quotas, joined, inside) -> None:
    n = len(pairs)
    players = tuple(Player(f"m{i}", "", F(1)) for i in range(n))
    parts = tuple(Quota(tuple(F(pair[at]) for pair in pairs), F(least)) for at, least in enumerate(quotas))
    play = Game(players, parts[0] if joined == "one" else Either(joined == "every", parts))
    kinds = counting.kinds_of(play)

    def decides(some: tuple[int, ...]) -> bool:
        held = some if inside else [i for i in range(n) if i not in some]
        return bool(wins(play.rule, [sum(q.weights[i] for i in held) >= q.least for q in play.quotas])) == inside

    by_size = {
        size: {tuple(sorted(Counter(kinds[i] for i in some).items())) for some in combinations(range(n), size) if decides(some)}
        for size in range(1, n + 1)
    }  # fmt: skip
    size = next((size for size, found in by_size.items() if found), None)
    whole = indices(play)
    found = whole.smallest_winning if inside else whole.smallest_blocking
    assert found.size == size
    expected = by_size[size] if size else set()
    assert (len(found.groups), found.more) == (min(20, len(expected)), max(0, len(expected) - 20))
    assert {tuple(sorted(one.members)) for one in found.groups} <= expected


@pytest.mark.parametrize(
    ("steps", "weights", "said"),
    [(0, 2, "Groups of this size: 3. The search for them ended before it came to one."), (5, 1, "There may be more: not all were looked through.")],
)  # fmt: skip
def test_what_the_search_did_not_reach_is_said(tmp_path, monkeypatch, steps, weights, said) -> None:
    monkeypatch.setattr(groups, "MOST_STEPS", steps)
    two = club((MOST, 'condition = { all_of = [{ article = "1.2", at_least = 2 }, { article = "1.2", weighted = true, at_least = 6 }] }'))  # fmt: skip
    document = two.document if weights == 2 else condition("weighted = true, at_least = 6").document
    told = shown(tmp_path, document, "member,weight\na,4\nb,3\nc,3\nd,2\n")
    assert said in told
    assert "Smallest groups that win (2 members)" in told and "No group wins" not in told


def test_where_not_even_all_together_win_it_says_so(tmp_path) -> None:
    told = shown(tmp_path, condition("at_least = 5").document, "member\na\nb\n")
    assert "No group wins, not even all members together" in told


def test_members_who_count_the_same_are_named_or_called_by_their_class(tmp_path) -> None:
    six = "member,class,weight\nGermany,big,4\nFrance,big,4\nItaly,big,4\nNetherlands,small,2\nBelgium,small,2\nLuxembourg,small,1\n"
    document = condition("weighted = true, at_least = 12").document
    told = shown(tmp_path, document, six)
    assert "\n  Germany + France + Italy\n" in told
    assert "\n  any 1 of [Germany, France, Italy] + any 1 of [Netherlands, Belgium]\n" in told
    assert "×" not in told
    found = json.loads(shown(tmp_path, document, six, "--json"))["winning"][0]["members"]
    assert found == [{"like": "Germany", "class": "big", "number": 3, "of": ["Germany", "France", "Italy"]}]
    mixed = "member,class\n" + "".join(f"m{i},{'x' if i < 3 else 'y'}\n" for i in range(20))
    half = condition("at_least = 11").document
    assert "any 11 of [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11 and 8 more]" in shown(tmp_path, half, mixed)
    found = json.loads(shown(tmp_path, half, mixed, "--json"))["winning"][0]["members"]
    assert (found[0]["class"], len(found[0]["of"])) == (None, 20)
    alone = mixed.replace(",y", ",x")
    assert "any 11 of the 20 members of class x" in shown(tmp_path, half, alone)
    assert "“x” qrupundan istənilən 11 üzv (cəmi 20)" in shown(tmp_path, half, alone, "--lang", "az")
    assert "any 11 of the 20 members\n" in shown(tmp_path, half, "member\n" + "".join(f"m{i}\n" for i in range(20)))


def test_fractions_are_shown_and_where_they_are_rounded_it_says_so(tmp_path) -> None:
    document = condition('weighted = true, more_than = { share = "1/2", of = "members" }').document
    few = shown(tmp_path, document, "member,weight\n" + "".join(f"m{i},{i * i + 1}\n" for i in range(24)))
    assert few.rstrip().endswith("Exact, as fractions.")
    assert [line.count("/") for line in few.splitlines() if line.startswith("m")] == [2] * 24
    many = shown(tmp_path, document, "member,weight\n" + "".join(f"m{i},{i + 1}\n" for i in range(60)))
    assert "Exact, as fractions." not in many
    assert many.rstrip().endswith("rounded to nine places; --json gives them whole.")


def test_the_largest_rolls_are_counted_in_seconds() -> None:
    """A hundred and ninety-eight weights that all differ, and thirty members with three conditions of which one is enough."""
    begun = process_time()
    found = indices(game(list(range(1, 199)), 9_851))
    assert not found.exact
    assert sum(map(float, found.shapley_shubik)) == pytest.approx(1, abs=1e-9)
    weights = [tuple(map(F, each)) for each in (range(1, 31), [1] * 30, [i * i % 17 for i in range(1, 31)])]
    three = Either(False, tuple(Quota(each, F(least)) for each, least in zip(weights, (250, 18, 140), strict=True)))
    found = indices(Game(tuple(Player(f"m{i}", "", F(i + 1)) for i in range(30)), three))
    assert sum(found.shapley_shubik) == 1
    assert process_time() - begun < 22  # about 9; before, the two took 67


@pytest.mark.parametrize(("length", "first", "end"), [(11, 2, 7), (12, 0, 6), (4001, 1, 2), (20_001, 9_000, 10_000)])
def test_a_window_is_summed_at_once_as_it_is_place_by_place(length: int, first: int, end: int) -> None:
    around = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    slowly = sum((around**-place for place in range(first, end)), 0 * around)
    assert np.abs(_window(np, length, first, end) - slowly).max() < 1e-8
