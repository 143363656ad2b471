"""Two charters compared by every vote of a body: what is said to be without effect is, and a case that tells them apart does."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pytest

from konfrans.charter import Charter, Count, LawError, Verdict, load_charter, motion_verdict, read_charter
from konfrans.charter.asking import ask, questions
from konfrans.charter.evidence import Attestation
from konfrans.charter.law import Kind, MotionRule, Organ
from konfrans.charter.matters import Way
from konfrans.charter.trial.cases import cases_of
from konfrans.charter.trial.comparing import OF_KINDS, OF_ORGANS, QUESTIONS, Proof, Witness, compare, tells
from konfrans.charter.trial.mutants import mutants_of
from konfrans.charter.trial.rounds import compare_rounds
from konfrans.charter.trial.search import Neighbourhood
from konfrans.charter.trial.standings import compare_standings

from .club import club

DRAFT = read_charter("charters/azerbaijan-draft.toml")
SEED = 20261128

RICH = club(
    ('secret = "fails", who = "president"', 'secret = "fails", who = "president", vote = "only"'),
    more="""
[organs.general_assembly.second_call]
article = "1.1"
at_least = { share = "1/3", of = "entitled" }
who = "president"
items = "put_off"
closed = { article = "1.2", kinds = ["budget"] }

[organs.general_assembly.recusal]
article = "1.1"
leaves = "base"

[[organs.general_assembly.ballots]]
article = "1.1"
mode = "open"
binding = false

[[organs.general_assembly.ballots]]
article = "1.1"
mode = "secret"
kinds = ["election", "appointment"]

[kinds.election]
condition = { article = "1.1", at_least = { share = "2/3", of = "cast_with_blanks" } }
attested = [{ rule = "heard", article = "1.1", who = "president", text = { az = "Dinlənilib.", en = "Heard." } }]
next = [{ act = "notification", who = "president", article = "1.1" }]

[kinds.budget]
condition = { article = "1.1", more_than = { share = "1/3", of = "members" } }
came = [{ article = "1.2", how = "late", condition = { article = "1.2", at_least = { share = "1/2", of = "valid" } } }]
""",
)
OF_RICH = mutants_of(RICH)


def every_vote(size: int) -> Iterator[tuple[Count, dict[str, Any]]]:
    """Every vote of bodies up to a size, nothing left out: written down apart from the engine's own enumeration."""
    for entitled in range(size + 1):
        for members, represented, present in product(
            range(entitled, size + 1), range(entitled + 1), range(entitled + 1)
        ):
            there = present + represented
            for ballots in product(range(there + 1), repeat=5):
                for barred in range(there - sum(ballots) + 1) if there <= entitled and sum(ballots) <= there else ():
                    yes, no, abstain, blank, invalid = ballots
                    count = Count(entitled=entitled, members=members, present=present, represented=represented, yes=yes,
                                  no=no, abstain=abstain, blank=blank, invalid=invalid, barred=barred)  # fmt: skip
                    for call, secret, casting, heard, came, put_off, voted in product(
                        (1, 2), (None, True, False), (None, "yes"), (False, True), ("announced", "late"), (False, True), (None, True)
                    ):  # fmt: skip
                        yield count, {
                            "call": call, "secret": secret, "casting": casting,
                            "attestations": (Attestation("heard", "N. N."),) if heard else (),
                            "way": Way(came=came, put_off=put_off, presiding_voted=voted),
                        }  # fmt: skip


def answers(count: Count, kind: str, charter: Charter, rest: dict[str, Any]) -> Verdict | None:
    try:
        return motion_verdict(count, kind=kind, charter=charter, **rest)
    except LawError:
        return None


LONG = (pytest.mark.soak, pytest.mark.sqlite)


@pytest.mark.parametrize("kind", ["ordinary", pytest.param("election", marks=LONG), pytest.param("budget", marks=LONG)])
def test_what_a_comparison_says_is_so_by_every_vote_of_a_body_of_two(kind: str) -> None:
    votes = random.Random(SEED).sample(list(every_vote(2)), 6000)
    first = [(count, rest, answers(count, kind, RICH, rest)) for count, rest in votes]
    first = [row for row in first if row[2] is not None]
    found = {"proof": 0, "witness": 0}
    for mutant in random.Random(SEED).sample(OF_RICH, 30):
        said = compare(RICH, mutant.charter, 2)
        if isinstance(said, Proof):
            found["proof"] += 1
            for count, rest, verdict in first:
                assert not tells(verdict, answers(count, kind, mutant.charter, rest)), (
                    mutant.key,
                    mutant.new,
                    count,
                    rest,
                )
        elif isinstance(said, Witness):
            found["witness"] += 1
            one, two = ask_both(said, RICH, mutant.charter)
            assert tells(one, two)
    assert found["proof"] > 1
    assert found["witness"] > 10


def ask_both(witness: Witness, one: Charter, two: Charter) -> tuple[Verdict, Verdict | None]:
    try:
        other = ask(witness.question, dict(witness.facts), two)
    except LawError:
        other = None
    return ask(witness.question, dict(witness.facts), one), other


JUDGING = ("motions", "passage", "law.kinds", "law.charter", "trial.comparing", "tables")
READ = {
    "round": {"MotionRule.organ", "MotionRule.quorum", "Organ.quorum"},
    "called": {"Organ.second_call"},
    "written": {"MotionRule.organ"},
    "power": {"MotionRule.organ", "MotionRule.via", "MotionRule.condition"},
    "admission": {"MotionRule.organ"},
    "owes": {"MotionRule.organ"},
}
"""What questions that are not counted read of what decides a vote; a proof compares all of it by value."""


class Watch:
    """Tells which fields of a class are read elsewhere than where votes are judged."""

    def __init__(self, shape: type, names: Iterable[str], seen: set[str]) -> None:
        self.shape, self.names, self.seen, self.found = shape, frozenset(names), seen, shape.__getattribute__

    def read(self, value: Any, name: str) -> Any:
        if name in self.names:
            reader = sys._getframe(2).f_globals.get("__name__", "")
            if reader.startswith("konfrans.") and not reader.startswith(
                tuple(f"konfrans.charter.{one}" for one in JUDGING)
            ):
                self.seen.add(f"{self.shape.__name__}.{name}")
        return self.found(value, name)


@pytest.mark.parametrize("key", [key for key in questions() if key not in QUESTIONS])
def test_other_questions_read_no_more_of_what_decides_a_vote_than_a_proof_compares(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    for shape, names in (
        (MotionRule, MotionRule.__dataclass_fields__), (Organ, (*OF_ORGANS, "second_call", "later_calls")),
        (Kind, OF_KINDS), (Charter, ("fallback",)),
    ):  # fmt: skip
        watch = Watch(shape, names, seen)
        monkeypatch.setattr(shape, "__getattribute__", lambda value, name, watch=watch: watch.read(value, name))
    near = Neighbourhood(DRAFT, cases_of(DRAFT), 300)
    assert near.find(DRAFT, [key]) is None
    assert seen <= READ.get(key, set())
    assert seen or key not in READ


def test_a_charter_is_proven_to_be_like_itself() -> None:
    assert compare(DRAFT, DRAFT) == Proof(15, (), {})


def test_more_than_half_and_more_than_five_ninths_are_the_same_in_a_body_of_eight_and_not_of_nine() -> None:
    (mutant,) = [
        one for one in mutants_of(club()) if one.key == "kinds.ordinary.condition.more_than.share" and "5/9" in one.new
    ]
    proof = compare(club(), mutant.charter, 8)
    assert isinstance(proof, Proof)
    assert proof.kinds == ("ordinary",)
    assert proof.cases["motion"] == 495 * 3 + 50 * 6  # counts in three ballots; ties with either casting vote besides
    witness = compare(club(), mutant.charter, 9)
    assert isinstance(witness, Witness)
    assert (witness.facts["entitled"], witness.facts["present"], witness.facts["yes"]) == (9, 9, 5)


def test_a_charter_that_differs_in_something_else_is_not_proven_by_counts() -> None:
    other = load_charter(DRAFT.document.replace('since = { event = "adoption" }', 'since = { event = "publication" }'))
    assert compare(DRAFT, other) is None


def test_what_another_question_reads_of_a_second_call_is_not_proven_by_counts() -> None:
    (day,) = [one for one in mutants_of(DRAFT) if one.key.endswith("second_call.between.least.days") and one.new == "8"]
    assert compare(DRAFT, day.charter, 5) is None


def test_weights_and_days_are_not_proven_by_counts() -> None:
    (weighted, *_rest) = [one for one in mutants_of(club()) if one.key == "kinds.ordinary.condition.weighted"]
    assert compare(club(), weighted.charter) is None
    lock = '\nlocks = [{ article = "1.1", after = "failed", span = { days = 9 } }]\n'
    (days, *_rest) = [one for one in mutants_of(club(more=lock)) if one.key.endswith("span.days") and one.new == "10"]
    assert compare(club(more=lock), days.charter) is None


# elections and sessions ---------------------------------------------------------------------------------------------------


def of_crc(key: str, old: str, new: str) -> Witness | Proof | None:
    crc = read_charter("charters/crc-like.toml")
    mutant = next(one for one in mutants_of(crc) if (one.key, one.old, one.new) == (key, old, new))
    return compare_rounds(crc, mutant.charter, 10)


def test_a_change_of_a_round_is_told_by_the_plainest_round_or_proven_to_be_without_effect() -> None:
    found = of_crc("elections.chair.rounds[1].elects.more_than.share", '"1/2"', '"4/9"')
    assert isinstance(found, Witness)
    assert found.question == "round"
    assert found.facts["present"] == sum(one["votes"] for one in found.facts["candidates"])
    same = of_crc("elections.chair.rounds[1].more_than_others", "false", "true")
    assert isinstance(same, Proof)
    assert same.elections == ("chair",)
    assert same.cases["round"] > 300
    assert of_crc("terms.presidium.length.years", "2", "3") is None


def test_every_round_of_a_body_of_three_is_among_those_looked_through() -> None:
    """Counted by itself: the votes of up to three candidates, in each round, with and without a lot."""
    crc = read_charter("charters/crc-like.toml")
    other = crc.but(elections=crc.elections | {"chair": crc.elections["chair"].but(fails="no_result")})
    same = compare_rounds(crc, other.but(elections=crc.elections | {"chair": crc.elections["chair"].but(names=1)}), 3)
    assert isinstance(same, Proof)
    splits = [
        {
            tuple(votes)
            for most in (1, 2, 3)
            for many in range(1, standing + 1)
            for votes in product(range(most, -1, -1), repeat=many)
            if sum(votes) == most and list(votes) == sorted(votes, reverse=True)
        }
        for standing in (3, 2)  # two go on to the second round
    ]
    assert same.cases["round"] == 2 * sum(map(len, splits))


def test_the_quorum_of_an_organ_is_asked_whatever_it_decides() -> None:
    crc = read_charter("charters/crc-like.toml")
    three = {"organ": "presidium", "entitled": 5, "present": 3}
    verdict = ask("quorum", dict(three), crc)
    assert (verdict.outcome.value, verdict.reasons[0].article, verdict.reasons[0].needed) == ("passed", "5.2", 3)
    presidium = crc.organs["presidium"]
    assert presidium.quorum is not None
    other = crc.but(organs=crc.organs | {"presidium": presidium.but(quorum=None)})
    found = compare(crc, other, 5)
    assert isinstance(found, Witness)
    assert (found.question, found.facts["organ"]) == ("quorum", "presidium")


def changed(name: str, key: str, new: str) -> tuple[Charter, Charter]:
    """A model charter and the mutant of it that says something else at a key."""
    charter = read_charter(f"charters/{name}.toml")
    return charter, next(one.charter for one in mutants_of(charter) if (one.key, one.new) == (key, new))


ROUNDS = [
    ("cpu-like", "elections.bureau.none_of_these", "true", ()),
    ("cpu-like", "elections.bureau.rounds[1].ballot", '"yes_no"', ("persons",)),
    ("cpu-like", "elections.bureau.rounds[1].elects.more_than.of", '"participants"', ("invalid",)),
    ("starter-federation", "elections.members.rounds[1].drops", "1", ()),
    ("starter-federation", "elections.members.rounds[1].more_than_others", "true", ("seated",)),
]


@pytest.mark.parametrize(("name", "key", "new", "shown"), ROUNDS)
def test_rounds_of_lists_and_of_kept_seats_are_looked_through(
    name: str, key: str, new: str, shown: tuple[str, ...]
) -> None:
    found = compare_rounds(*changed(name, key, new), 10)
    assert isinstance(found, Witness if shown else Proof)
    assert not isinstance(found, Witness) or all(one in repr(found.facts) for one in shown)


STANDINGS = [
    ("azerbaijan-draft", "organs.committee.formed.more_than.of", '"seats"', {"composition"}, Proof),
    ("azerbaijan-draft", "organs.committee.committee", '"network"', {"composition", "term", "seat"}, None),
    ("azerbaijan-draft", "organs.committee.formed.more_than.share", '"4/9"', {"composition"}, Witness),
    ("swiss-like", "organs.network.committee", '"standing"', {"term"}, Proof),
    ("cpu-like", "organs.commission.committee", '"temporary"', {"term"}, Witness),
    ("starter-federation", "weights.ceiling.block", '"holder"', {"entitled"}, Proof),
    ("starter-federation", "weights.ceiling.block", '"holder"', {"entitled", "motion"}, None),
    ("starter-federation", "weights.ceiling.share", '"2/7"', {"entitled"}, None),
]


@pytest.mark.parametrize(("name", "key", "new", "readers", "kind"), STANDINGS)
def test_seats_and_rolls_are_looked_through_where_no_other_question_reads_the_rule(
    name: str, key: str, new: str, readers: set[str], kind: type[Proof | Witness] | None
) -> None:
    charter, other = changed(name, key, new)
    found = compare_standings(charter, other, 6, cases_of(charter), lambda: frozenset(readers))
    assert found is None if kind is None else isinstance(found, kind)


def test_a_ceiling_is_proven_by_rolls_only_where_nobody_may_hold_the_votes_of_another() -> None:
    charter, other = changed("starter-federation", "weights.ceiling.block", '"holder"')
    rules = read_charter("charters/starter-association.toml").representation
    both = [one.but(representation=rules) for one in (charter, other)]
    assert compare_standings(both[0], both[1], 6, cases_of(charter), lambda: frozenset({"entitled"})) is None
