"""What leaves is attacked: by subtraction, by filters, by a second table, by a second state of the file, and by a solver."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from konfrans.analysis import comparison, estimates, quantiles, scales, tables
from konfrans.analysis.design import Design
from konfrans.analysis.disclose import Leaving, Released, Table, disclose
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import fingerprint
from konfrans.analysis.regression import regress
from konfrans.analysis.results import Result
from konfrans.analysis.sheets import counts_beneath
from tests.analysis.attacker import Attacker, counted, open_by, values

K = 5
ALL: dict[str, Any] = {}
PLAIN = Design()


# -- attacks on counts ------------------------------------------------------------------------------------------------------------------


def test_a_withheld_cell_cannot_be_had_from_its_totals():
    cells = {("a", 1): 3, ("a", 2): 40, ("a", 3): 22, ("b", 1): 30, ("b", 2): 12, ("b", 3): 25}
    given = [
        counted("cells", cells, ["u", "q"]),
        counted("groups", {("a",): 65, ("b",): 67}, ["u"]),
        counted("answers", {(1,): 33, (2,): 52, (3,): 47}, ["q"]),
        Table("all", ((ALL, 132),)),
    ]
    found = disclose(given, k=10)
    attacker = Attacker({"u": ["a", "b"], "q": [1, 2, 3]})
    withheld = [each for table in found.tables for each in attacker.reads(table)]
    assert values(found.tables[0])["a", 1] is None and 4 <= len(withheld) <= 6
    open_by(attacker, withheld, 10)


def test_whole_numbers_do_not_tell_what_sums_leave_open():
    given = Table("q", (*(({"q": at}, number) for at, number in enumerate((10, 3, 1, 1))), (ALL, 15)))
    found = disclose([given], k=3)
    attacker = Attacker({"q": [0, 1, 2, 3]})
    withheld = attacker.reads(found.tables[0])
    # 15 = 10 + 3 + x + x leaves each x between 0 and 2.
    assert len(withheld) > 2
    open_by(attacker, withheld, 3)


def test_a_filter_is_not_subtracted_from_the_whole():
    answers = counted("all", {(1,): 60, (2,): 45}, ["q"])
    women = counted("women", {("f", 1): 57, ("f", 2): 45}, ["sex", "q"], complete=False)
    found = disclose([answers, women], k=5)
    shown = [values(table) for table in found.tables]
    assert not (shown[0][1,] == 60 and shown[1]["f", 1] == 57), "three men who answered 1"
    released = Released()
    released.extend(disclose([answers], released, k=5).entries)
    second = refused_or_found([women], released)
    assert second is None or values(second)["f", 1] is None


def refused_or_found(given: Sequence[Any], released: Released, k: int = K) -> Any:
    try:
        return disclose(given, released, k=k).tables[0]
    except AnalysisError as caught:
        fault = caught
    assert fault.code == "disclosure_ledger" and all(fault.told(language) for language in ("az", "en"))
    assert fault.facts["table"] in {entry.name for entry in released.entries}
    return None


def test_two_tables_of_one_item_are_guarded_together():
    by_group = counted("by u", {("a", 1): 2, ("a", 2): 30, ("b", 1): 20, ("b", 2): 25}, ["u", "q"])
    by_sex = counted("by sex", {("f", 1): 12, ("f", 2): 30, ("m", 1): 10, ("m", 2): 25}, ["sex", "q"])
    attacker = Attacker({"u": ["a", "b"], "sex": ["f", "m"], "q": [1, 2]})
    released = Released()
    for each in (by_sex, by_group):
        found = disclose([each], released, k=K)
        released.extend(found.entries)
        withheld = attacker.reads(found.tables[0])
    assert withheld
    open_by(attacker, withheld, K)


def test_what_came_between_two_states_of_a_file_is_a_group_of_its_own():
    before = {("a", 1): 20, ("a", 2): 30, ("b", 1): 25, ("b", 2): 15}
    released = Released()
    released.extend(disclose([counted("May", before, ["u", "q"], state="1")], released, k=K).entries)
    one_more = counted("June", {**before, ("a", 1): 21}, ["u", "q"], state="2")
    found = refused_or_found([one_more], released)
    assert found is None or values(found)["a", 1] is None
    many = counted("July", {key: number + 8 for key, number in before.items()}, ["u", "q"], state="3")
    assert None not in values(refused_or_found([many], released)).values()
    gone = counted("August", {**before, ("a", 1): 19}, ["u", "q"], state="4")
    with pytest.raises(AnalysisError) as caught:
        disclose([gone], released, k=K)
    assert (caught.value.code, caught.value.facts["table"]) == ("disclosure_shrunk", "May")


def test_what_an_earlier_table_makes_impossible_is_refused_with_its_name():
    released = Released()
    total = counted("totals of May", {(1,): 23, (2,): 41}, ["q"])
    released.extend(disclose([total], released, k=K).entries)
    released.extend(disclose([counted("other", {("x",): 64}, ["z"])], released, k=K).entries)
    part = counted("one group", {("a", 1): 21, ("a", 2): 38}, ["u", "q"], complete=False)
    with pytest.raises(AnalysisError) as caught:
        disclose([part], released, k=K)
    assert (caught.value.code, caught.value.facts["table"]) == ("disclosure_ledger", "totals of May")
    assert len(released.entries) == 2


def test_what_left_before_may_leave_again_as_it_did():
    given = counted("t", {("a", 1): 3, ("a", 2): 30, ("b", 1): 20, ("b", 2): 25}, ["u", "q"])
    whole = counted("q", {(1,): 23, (2,): 55}, ["q"])
    released = Released()
    first = disclose([given, whole], released, k=K)
    released.extend(first.entries)
    again = disclose([given, whole], released, k=K)
    assert again.tables == first.tables
    with pytest.raises(AnalysisError) as caught:
        released.extend(first.entries)
    assert caught.value.code == "ledger_moved"


@pytest.mark.parametrize("seed", range(8))
def test_random_tables_that_leave_one_after_the_other_stay_closed(seed: int):
    random = np.random.default_rng(seed)
    number = int(random.choice([40, 120, 300]))
    levels: dict[str, list[Any]] = {"u": ["a", "b", "c"], "q": [1, 2, 3], "z": [0, 1]}
    people = {
        name: random.choice(np.array(each, dtype=object), number, p=random.dirichlet(np.ones(len(each)) * 1.5))
        for name, each in levels.items()
    }
    menu = [("u",), ("q",), ("u", "q"), ("q", "z"), ("u", "z"), ()]
    attacker, released, withheld = Attacker(levels), Released(), []
    for step in range(2):
        chosen = random.choice(len(menu), 2, replace=False)
        given = []
        for columns in (menu[at] for at in chosen):
            cells = {
                key: int(
                    sum(
                        all(people[name][at] == level for name, level in zip(columns, key, strict=True))
                        for at in range(number)
                    )
                )
                for key in product(*(levels[name] for name in columns))
            }
            given.append(counted(f"{step} {columns}", cells, columns))
        if refused_or_found(given, released) is None:
            continue
        found = disclose(given, released, k=K)
        released.extend(found.entries)
        withheld += [each for table in found.tables for each in attacker.reads(table)]
        assert all(
            number is None or number == 0 or number >= K for table in found.tables for number in values(table).values()
        )
    open_by(attacker, withheld, K)


# -- attacks on estimates ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def survey(tmp_path_factory) -> Source:
    """Three groups: in c all say yes to `full`, in a two say yes to `rare`."""
    folder = tmp_path_factory.mktemp("survey")
    lines = ["u,q,rare,full,pay"]
    for group, number in (("a", 20), ("b", 26), ("c", 18)):
        for at in range(number):
            answer = 1 if group == "a" and at < 2 else 2 + at % 3
            rare = int(at < 2) if group == "a" else at % 2
            lines.append(f"{group},{answer},{rare},{1 if group == 'c' else at % 2},{100 + 7 * at}")
    file = folder / "survey.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return open_source(file, 1)


def rows(result: Any) -> dict[tuple[Any, ...], Any]:
    assert isinstance(result, Result)
    return {tuple(row.keys.values()): row for row in result.rows}


def with_counts(source: Source, result: Result, columns: Sequence[str] = ()) -> Leaving:
    return Leaving(result, state=fingerprint(Path(__file__)), beneath=counts_beneath(source, PLAIN, result, columns))


def test_shares_and_means_of_one_item_are_no_two_equations_for_two_unknowns(survey):
    levels = {"u": ["a", "b", "c"], "q": [1, 2, 3, 4]}
    shares = estimates.proportions(survey, PLAIN, ["q"], ["u"])
    means = estimates.means(survey, PLAIN, ["q"], ["u"])
    whole = estimates.proportions(survey, PLAIN, ["q"])
    for beneath in (True, False):
        given = [shares, with_counts(survey, means) if beneath else means, whole]
        given = [
            each if isinstance(each, Leaving) else Leaving(each, state=fingerprint(Path(__file__))) for each in given
        ]
        found = disclose(given, k=K)
        attacker = Attacker(levels)
        withheld = [each for one in found.tables for each in attacker.reads_result(one)]
        assert rows(found.tables[0])["q", 1, "a"].n is None
        open_by(attacker, withheld, K)


def test_a_mean_that_follows_withheld_shares_is_no_equation_for_them(survey):
    released = Released()
    released.extend(disclose([estimates.proportions(survey, PLAIN, ["q"])], released, k=K).entries)
    means = estimates.means(survey, PLAIN, ["q"])
    for given in (means, Leaving(means, beneath=counts_beneath(survey, PLAIN, means))):
        with pytest.raises(AnalysisError) as caught:
            disclose([given], released, k=K)
        assert caught.value.code == "disclosure_ledger"


def test_a_row_goes_with_all_its_numbers_and_the_test_goes_too(survey):
    found = disclose([tables.crosstab(survey, PLAIN, "u", "q")], k=K).tables[0]
    attacker = Attacker({"u": ["a", "b", "c"], "q": [1, 2, 3, 4]})
    open_by(attacker, attacker.reads_result(found), K)
    assert isinstance(found, Result) and found.test is None
    assert [note["code"] for note in found.notes] == ["withheld"]
    assert len({row["suppressed"] for row in found.document()["rows"] if row["n"] is None}) == 1


def test_a_mean_of_zeros_and_ones_is_a_count(survey):
    means = estimates.means(survey, PLAIN, ["rare"], ["u"])
    found = rows(disclose([with_counts(survey, means)], k=K).tables[0])
    assert found["rare", "a"].n is None and math.isnan(found["rare", "a"].estimate)
    assert all(row.n is None for row in rows(disclose([means], k=K).tables[0]).values()), "without counts nobody knows"


def test_the_answer_of_all_in_a_small_group_is_withheld_and_shown_of_a_crowd(survey):
    shares = estimates.proportions(survey, PLAIN, ["full"], ["u"])
    means = with_counts(survey, estimates.means(survey, PLAIN, ["full"], ["u"]))
    both = disclose([Leaving(shares, state=means.state), means], k=K)
    assert rows(both.tables[0])["full", 1, "c"].n is rows(both.tables[0])["full", 0, "c"].n is None
    assert rows(both.tables[1])["full", "c"].n is None
    assert rows(disclose([shares], k=K, crowd=10).tables[0])["full", 1, "c"].n == 18


def test_a_group_that_subtraction_gives_has_no_answer_of_all_either():
    answers = counted("all", {(1,): 60, (2,): 45}, ["q"], items=("q",))
    women = counted("women", {("f", 1): 48, ("f", 2): 45}, ["sex", "q"], complete=False, items=("q",))
    found = [values(each) for each in disclose([answers, women], k=5).tables]
    assert None in {found[0][1,], found[1]["f", 1]}, "twelve men, who all answered 1"
    assert None not in values(disclose([answers, women], k=5, crowd=12).tables[0]).values()
    shown = counted("shown", {("a", 0): 0, ("a", 1): 18, ("b", 0): 30, ("b", 1): 31}, ["u", "q"], items=("q",))
    assert values(disclose([shown], k=5).tables[0])["a", 1] is None


def test_a_comparison_shows_both_of_its_groups(survey):
    means = with_counts(survey, estimates.means(survey, PLAIN, ["rare"], ["u"]))
    compared = with_counts(survey, comparison.compare(survey, PLAIN, ["rare"], "u"))
    found = disclose([means, compared], k=K)
    hidden = {key[1] for key, row in rows(found.tables[0]).items() if row.n is None}
    for key, row in rows(found.tables[1]).items():
        assert (row.n is None) or not hidden & set(key[1:]), key
    alone = disclose([comparison.compare(survey, PLAIN, ["q"], "u")], k=K).tables[0]
    assert all(row.n is None for row in rows(alone).values())


def test_differences_of_counted_answers_are_no_equations_for_the_counts(survey):
    """What leaves of `rare`: two differences, its mean, the groups; in a two of 20 say yes."""
    released = Released()
    compared = comparison.compare(survey, PLAIN, ["rare"], "u", "b")
    found = disclose([with_counts(survey, compared)], released, k=K)
    released.extend(found.entries)
    shown = rows(found.tables[0])
    assert shown["rare", "a", "b"].n is None and shown["rare", "c", "b"].n == 44
    told = shown["rare", "c", "b"].more
    assert told["p_holm"] == told["p"], "corrected for what is shown, it tells nothing of the other"
    groups = Leaving(estimates.proportions(survey, PLAIN, ["u"]), state=fingerprint(Path(__file__)))
    refused_or_found([groups], released)
    mean = with_counts(survey, estimates.means(survey, PLAIN, ["rare"]))
    again = refused_or_found([mean], released)
    assert again is None or rows(again)["rare",].n is None, "the mean of all less those of b and c"


def test_a_mean_of_three_values_and_a_ratio_to_one_are_counts(tmp_path):
    lines = [f"{at % 2},{1 + (at % 40 > 1) + (at % 40 > 20)},1,{int(at < 3)}" for at in range(80)]
    file = tmp_path / "survey.csv"
    file.write_text("\n".join(["u,q,one,rare", *lines]) + "\n", "utf-8")
    source = open_source(file, 1)
    means = rows(disclose([with_counts(source, estimates.means(source, PLAIN, ["q"]))], k=K).tables[0])
    assert means["q",].n is None, "four of 80 answered 1, as mean and error tell"
    ratio = with_counts(source, estimates.ratios(source, PLAIN, ["rare/one"]))
    assert rows(disclose([ratio], k=K).tables[0])["rare/one",].n is None


def test_fewer_cases_than_earlier_tables_needed_are_refused():
    given = counted("t", {("a", 1): 3, ("a", 2): 30, ("b", 1): 20, ("b", 2): 25}, ["u", "q"])
    released = Released()
    released.extend(disclose([given], released, k=10).entries)
    with pytest.raises(AnalysisError) as caught:
        disclose([given], released, k=2)
    assert caught.value.code == "disclosure_lower" and "10" in caught.value.told("az")[1]
    assert disclose([given], released, k=10).withheld


def test_a_quantile_has_a_crowd_on_both_sides(survey):
    found = rows(disclose([quantiles.quantiles(survey, PLAIN, ["pay"], [0.05, 0.5])], k=K).tables[0])
    assert found["pay", 0.05].n is None and found["pay", 0.5].n == 64


def test_scales_ratios_and_models_leave_or_are_withheld_by_their_counts(survey):
    alpha = disclose([scales.alpha(survey, PLAIN, ["q", "pay"], ["u"])], k=19).tables[0]
    assert [row.n for row in rows(alpha).values()][2] is None and rows(alpha)["q,pay", "c"].more["items"] == []
    ratio = disclose([estimates.ratios(survey, PLAIN, ["q/pay"])], k=K).tables[0]
    assert rows(ratio)["q/pay",].n == 64
    model = regress(survey, PLAIN, "pay ~ u + q")
    assert all(row.n is None for row in rows(disclose([model], k=K).tables[0]).values())
    assert counts_beneath(survey, PLAIN, model) == (), "the outcome alone vouches for nothing"
    good = regress(survey, PLAIN, "pay ~ u")
    found = disclose([with_counts(survey, good, ["u"])], k=K).tables[0]
    assert all(row.n == 64 for row in rows(found).values())


def test_a_kind_that_nobody_has_thought_through_is_refused(survey):
    result = estimates.means(survey, PLAIN, ["q"])
    result.kind = "guess"
    with pytest.raises(AnalysisError) as caught:
        disclose([result])
    assert caught.value.code == "disclosure_kind"


def test_public_tables_are_rounded_and_fine_shares_do_not_give_the_count_away(survey):
    found = disclose([estimates.proportions(survey, PLAIN, ["q"], ["u"])], k=5, rounding=5).tables[0]
    for row in rows(found).values():
        if row.n is not None:
            assert row.n % 5 == 0 and math.isnan(row.deff) and math.isnan(row.df)
            assert round(row.estimate * 100, 9) == round(row.estimate * 100)
    with pytest.raises(AnalysisError):
        disclose([], rounding=50)
