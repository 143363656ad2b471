"""Least changes of rules: which there are, that one example of the draft breaks at each, and that a proof is one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from konfrans.charter import Charter, LawError, load_charter, read_charter
from konfrans.charter.holiday_tables import read_holidays
from konfrans.charter.questions.effect import EffectFacts
from konfrans.charter.questions.motion import MotionFacts
from konfrans.charter.trial import mutants as of_mutants
from konfrans.charter.trial.cases import cases_of, holds
from konfrans.charter.trial.mutants import Mutant, mutants_of, survivors_of, written
from konfrans.charter.trial.proposals import toml
from konfrans.charter.trial.steps import nearest_fractions, steps
from konfrans.charter.trial.survivors import size_of, survey
from konfrans.cli.trial import try_charter

from .club import club, club_text

DRAFT = read_charter("charters/azerbaijan-draft.toml").with_holidays(read_holidays("charters/holidays/azerbaijan.toml"))
VOTES = ("quorum", "second_call", "later_calls", "tie", "ballots", "recusal", "freeze")
MODELS = sorted(file for file in Path("charters").glob("*.toml") if file.stem != DRAFT.key)


def of_votes(mutants: Iterable[Mutant]) -> tuple[Mutant, ...]:
    """The least changes of what decides a vote."""
    return tuple(
        one
        for one in mutants
        if one.step.path[0] in ("kinds", "fallback")
        or (one.step.path[0] == "organs" and one.step.path[2] in VOTES and "between" not in one.step.path)
    )


ALL = mutants_of(DRAFT)
MUTANTS = (*of_votes(ALL), *(one for one in ALL if one.step.path[0] in ("start", "ranks")))
"""Those of the draft, and those of the articles in force and of the ranks of documents."""
SEED, SHARE = 20261128, 0.2

app = typer.Typer(add_completion=False)
app.command("test", **try_charter.command_settings)(try_charter)


# which steps there are --------------------------------------------------------------------------------------------------

NEAREST = [("2/3", "5/8", "7/10"), ("1/2", "4/9", "5/9"), ("3/4", "5/7", "7/9"), ("1/3", "3/10", "3/8"), ("1/5", "1/6", "2/9"),
           ("1/10", None, "1/9"), ("1", "9/10", "11/10"), ("2", "19/10", "21/10"), ("7/11", "5/8", "9/14")]  # fmt: skip


@pytest.mark.parametrize(("share", "below", "above"), NEAREST, ids=[row[0] for row in NEAREST])
def test_next_to_a_fraction_stand_the_nearest_with_denominators_to_ten(
    share: str, below: str | None, above: str
) -> None:
    value = Fraction(share)
    found = nearest_fractions(value)
    if value.denominator <= 10:
        assert found == tuple(Fraction(one) for one in (below, above) if one)
    assert all(0 < one != value and one.denominator <= max(10, value.denominator) for one in found)


@given(below=st.integers(1, 12), above=st.integers(1, 30), other=st.integers(1, 10), one=st.integers(1, 40))
def test_no_fraction_of_a_statute_lies_between_a_fraction_and_its_nearest(
    below: int, above: int, other: int, one: int
) -> None:
    value, between = Fraction(above, below), Fraction(one, other)
    near = nearest_fractions(value)
    assert not any(min(value, each) < between < max(value, each) for each in near)


def told(charter: Charter) -> list[tuple[str, str, str]]:
    return [(one.key.replace("organs.general_assembly.", ""), one.old, one.new) for one in mutants_of(charter)]


def test_the_mutants_of_a_small_charter_are_these() -> None:
    found = [row for row in told(club()) if not row[0].endswith(("quorum", "tie", "condition"))]
    assert found == [
        ("quorum.more_than", "more_than", "at_least"),
        ("quorum.measure", '"present_and_represented"', '"present"'),
        ("quorum.measure", '"present_and_represented"', '"participants"'),
        ("quorum.more_than.share", '"1/2"', '"4/9"'),
        ("quorum.more_than.share", '"1/2"', '"5/9"'),
        ("quorum.more_than.of", '"entitled"', '"members"'),
        ("quorum.more_than.of", '"entitled"', '"present"'),
        ("quorum.more_than.weighted", "false", "true"),
        ("quorum.weighted", "false", "true"),
        ("tie.open", '"casting_vote"', '"fails"'),
        ("tie.open", '"casting_vote"', '"lot"'),
        ("tie.secret", '"fails"', '"casting_vote"'),
        ("tie.secret", '"fails"', '"lot"'),
        ("tie.vote", '"second"', '"only"'),
        ("kinds.ordinary.condition.more_than", "more_than", "at_least"),
        ("kinds.ordinary.condition.measure", '"yes"', '"no"'),
        ("kinds.ordinary.condition.more_than.share", '"1/2"', '"4/9"'),
        ("kinds.ordinary.condition.more_than.share", '"1/2"', '"5/9"'),
        ("kinds.ordinary.condition.more_than.of", '"present_and_represented"', '"present"'),
        ("kinds.ordinary.condition.more_than.of", '"present_and_represented"', '"participants"'),
        ("kinds.ordinary.condition.more_than.weighted", "false", "true"),
        ("kinds.ordinary.condition.weighted", "false", "true"),
    ]


CONDITION = 'more_than = { share = "1/2", of = "present_and_represented" }'
MORE = [
    ("a whole number", (CONDITION, "at_least = 5"), [("at_least", "5", "4"), ("at_least", "5", "6")]),
    ("the least number there may be", (CONDITION, "at_least = 1"), [("at_least", "1", "2")]),
    ("a multiple", (CONDITION, 'at_least = { times = 2, of = "no" }'), [("at_least.times", "2", '"19/10"'), ("at_least.times", "2", '"21/10"')]),
    ("a floor", (CONDITION, 'at_least = { share = "1/2", of = "cast", floor = 3 }'), [("at_least.floor", "3", "2"), ("at_least.floor", "3", "4")]),
    ("rounding", (CONDITION, 'at_least = { share = "1/2", of = "cast", round = "up" }'), [("at_least.round", '"up"', '"down"')]),
    ("the greater of two", (CONDITION, 'at_least = { greater_of = [5, { share = "1/10", of = "members" }] }'),
     [("at_least.greater_of", "greater_of", "lesser_of"), ("at_least.greater_of[1]", "5", "6"), ("at_least.greater_of[2].of", '"members"', '"seats"')]),
    ("several joined", ("{ article = \"1.2\", " + CONDITION + " }",
                        '{ all_of = [{ article = "1.2", at_least = 3 }, { article = "1.1", measure = "no", more_than = 1 }] }'),
     [("all_of", "all_of", "any_of"), ("all_of[1].at_least", "3", "4"), ("all_of[2].more_than", "more_than", "at_least")]),
    ("a period", (CONDITION + " }", CONDITION + ' }\neffect = { article = "1.1", span = { days = 10 } }'),
     [("days", "10", "9"), ("days", "10", "11"), ("days", "days", "hours"), ("days", "days", "working_days"),
      ("first_day", '"does_not_count"', '"counts"'), ("ends_on_working_day", "false", "true")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in MORE], ids=[row[0] for row in MORE])
def test_least_steps(change: tuple[str, str], expected: list[tuple[str, str, str]]) -> None:
    found = [(key.removeprefix("kinds.ordinary.condition.").removeprefix("kinds.ordinary.effect.span."), old, new)
             for key, old, new in told(club(change))]  # fmt: skip
    assert [row for row in expected if row not in found] == []


def test_a_day_has_the_day_before_and_the_day_after() -> None:
    facts = {"kind": "budget", "decided": "2026-03-01", "events": {"publication": date(2026, 3, 3)}}
    found = {(step.path[-1], step.new) for step in steps(EffectFacts, facts)}
    assert {("decided", "2026-02-28"), ("decided", "2026-03-02"), ("publication", "2026-03-04")} <= found


def test_what_no_rule_decides_on_stays() -> None:
    keys = {one.key.rpartition(".")[2] for one in ALL}
    assert not keys & set("article text name heading key version zone who not_judged facts size".split())
    first = {one.step.path[0] for one in ALL}
    assert not first & set("accepted article chapter example groups languages offices title".split())


def test_every_mutant_is_another_charter_and_the_document_stays_as_it_was() -> None:
    document = tomllib.loads(DRAFT.document)
    before = repr(document)
    for mutant in MUTANTS:
        assert mutant.charter != DRAFT, mutant.key
        assert mutant.step.made(document) != document
        assert mutant.line > 0
    assert repr(document) == before


def test_a_search_changes_what_facts_refer_to_and_fills_in_what_is_left_out() -> None:
    facts = {"kind": "budget", "entitled": 3}
    found = [step.made(facts) for step in steps(MotionFacts, facts, things=DRAFT.things())]
    for more in ({"kind": "fee"}, {"entitled": 4}, {"secret": True}, {"casting": "no"}, {"call": 2}, {"members": 1}):
        assert facts | more in found
    assert {"kind": "budget", "entitled": 3, "way": {"came": "late"}} in found


@given(st.recursive(st.text(max_size=8) | st.integers(-9, 9) | st.booleans(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), inner, max_size=3)))  # fmt: skip
def test_a_value_is_written_as_toml_reads_it(value: Any) -> None:
    assert tomllib.loads(f"x = {written(value)}")["x"] == value


def test_too_many_mutants_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_mutants, "MOST", 20)
    with pytest.raises(LawError) as refused:
        mutants_of(club())
    assert (refused.value.code, refused.value.facts["most"]) == ("too_many_mutants", 20)


# the draft --------------------------------------------------------------------------------------------------------------


@pytest.mark.soak
def test_without_one_of_its_examples_of_a_majority_the_draft_lets_a_mutant_live() -> None:
    """Few and telling: of the examples of conditions and of quorums none is there for nothing."""
    cases = cases_of(DRAFT)
    known = survivors_of(MUTANTS, cases)
    for case in cases:
        if (
            case.example.question in ("motion", "quorum")
            and case.example.article in "7.3 10.5 21.1 21.2 22.1 25.4 26.4 29.2 29.3 30.1 30.4 30.5".split()
        ):
            left = survivors_of(MUTANTS, [one for one in cases if one is not case])
            assert len(left) > len(known), case.key


def test_an_example_that_is_missing_is_proposed_and_kills() -> None:
    cases = [case for case in cases_of(DRAFT) if case.example.article != "10.5"]
    chosen = [one for one in MUTANTS if one.key.startswith("kinds.exclusion.condition.at_least")]
    found = survey(DRAFT, cases, chosen)
    assert found.unproven
    assert all(one.proposal for one in found.unproven)
    proposed = found.proposals
    assert len(proposed) < len(found.survivors)
    for one in found.survivors:
        assert not all(holds(example, one.mutant.charter) for example in proposed)
    whole = load_charter(DRAFT.document + "\n" + "\n\n".join(map(toml, proposed)) + "\n")
    assert all(holds(example, whole) for example in whole.example)
    assert {example.article for example in proposed} == {"10.5"}
    assert {example.facts["entitled"] for example in proposed} <= {14, 15}


def test_a_body_has_the_size_of_which_most_examples_speak() -> None:
    assert size_of(club(), cases_of(DRAFT)) == 15
    assert size_of(club(), ()) == 15
    own = club(('article = "1.1"\nquorum', 'article = "1.1"\nsize = 9\nquorum'))
    assert size_of(own, cases_of(DRAFT)) == 9


def test_a_mutant_of_days_is_killed_by_an_example_near_those_that_are_known() -> None:
    more = """
effect = { article = "1.1", span = { days = 10 } }

[[example]]
article = "1.1"
question = "effect"
facts = { kind = "ordinary", decided = "2026-03-01" }
expect = { outcome = "answered" }
"""
    charter = club(more=more)
    chosen = [one for one in mutants_of(charter) if one.key.endswith("effect.span.days") and one.new == "11"]
    (one,) = survey(charter, cases_of(charter), chosen).survivors
    assert toml(one.proposal) == (
        '[[example]]\narticle = "1.1"\nquestion = "effect"\nfacts = { kind = "ordinary", decided = "2026-03-01" }\n'
        'expect = { outcome = "answered", got = "2026-03-11" }'
    )


# the command ------------------------------------------------------------------------------------------------------------

EXAMPLES = """
[[example]]
article = "1.1"
question = "quorum"
facts = { entitled = 15, present = 7, represented = 1 }
expect = { outcome = "passed", needed = 8, got = 8 }

[[example]]
article = "1.1"
question = "quorum"
facts = { members = 16, entitled = 14, present = 7 }
expect = { outcome = "invalid", needed = 8 }

[[example]]
article = "1.2"
question = "motion"
facts = { kind = "ordinary", entitled = 15, present = 11, represented = 1, yes = 7, no = 3, abstain = 1 }
expect = { outcome = "passed", needed = 7 }

[[example]]
article = "1.2"
question = "motion"
facts = { kind = "ordinary", entitled = 15, present = 13, yes = 6, no = 4, abstain = 3 }
expect = { outcome = "failed", needed = 7 }
"""


def test_the_command_lists_survivors_with_examples_that_would_break_them(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    file.write_text(club_text(more=EXAMPLES), "utf-8")
    found = json.loads(CliRunner().invoke(app, [str(file), "--mutants", "--json"]).stdout)
    assert found["mutants"]["tried"] == 25
    assert {one["key"] for one in found["mutants"]["survive"]} == {
        f"organs.general_assembly.tie{key}" for key in ("", ".open", ".secret", ".vote")
    }
    done = CliRunner().invoke(app, [str(file), "--mutants"])
    assert done.exit_code == 1
    assert '✕ line 31, organs.general_assembly.tie.open: "casting_vote" became "fails"' in done.stdout
    proposals = {one["proposal"] for one in found["mutants"]["survive"]}
    assert all(one in done.stdout for one in proposals)
    file.write_text(club_text(more=EXAMPLES + "\n" + "\n\n".join(sorted(proposals)) + "\n"), "utf-8")
    again = CliRunner().invoke(app, [str(file), "--mutants", "--lang", "az"])
    assert again.exit_code == 0
    assert "nümunə ilə aşkar edilməyən: 0." in again.stdout
