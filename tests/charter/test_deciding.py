"""Corners of how a vote is judged that a change of one token would move: each beside the vote that shows it."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.charter import Attestation, AttestationError, Count, CountError, LawError, Outcome
from konfrans.charter.asking import ask
from konfrans.charter.counting import is_tie
from konfrans.charter.matters import EarlierReading, GateAnswer, Way
from konfrans.charter.motions import motion_verdict, quorum_verdict

from .club import club, condition
from .test_ways import HALF, TWO_THIRDS, ruled, vote

GRANT = '\n[kinds.budget]\n\n[kinds.grant]\nname = { az = "Qrant", en = "Grant" }\nlike = "budget"\n\n[[fallback]]\narticle = "1.2"\nkinds = ["budget"]\n'


def needed(charter, **facts):
    return ask("needed", {"kind": "ordinary", "entitled": 15, "present": 12, **facts}, charter).answer


def test_one_ballot_more_takes_part_in_the_vote_too() -> None:
    """5 to 5 of 12 there: with one ballot more, 11 have taken part, as many as are asked for."""
    joined = (
        '{ all_of = [{ article = "1.2", more_than = { share = "1/2", of = "cast" } }, '
        '{ article = "1.2", measure = "participants", at_least = 11 }] }'
    )
    charter = club((f'{{ article = "1.2", {HALF} }}', joined))
    rule = charter.motion_rule("ordinary")
    assert is_tie(rule.condition, Count(entitled=15, present=12, yes=5, no=5))
    assert not is_tie(rule.condition, Count(entitled=15, present=12, yes=4, no=4)), "nine are not enough"


@pytest.mark.parametrize(("kinds", "closed"), [('"budget"', True), ('"grant"', True), ('"recall"', False)])
def test_a_second_call_closed_to_a_kind_is_closed_to_what_is_a_case_of_it(kinds: str, closed: bool) -> None:
    second = f'second_call = {{ article = "1.1", at_least = 1, who = "president", closed = {{ article = "1.1", kinds = [{kinds}] }} }}\n'
    charter = club(("tie = {", f"{second}tie = {{"), more=GRANT + "\n[kinds.recall]\n")
    few = Count(entitled=15, present=3, yes=3)
    assert (quorum_verdict(few, kind="grant", charter=charter, call=2).outcome is Outcome.INVALID) is closed


@pytest.mark.parametrize("kinds", ['"budget"', '"grant"', '"recall", "budget"'])
def test_a_text_sent_before_is_named_for_a_kind_and_for_its_cases(kinds: str) -> None:
    texts = f'draft_texts = [{{ article = "1.2", kinds = [{kinds}], before = {{ days = 30 }} }}]\n'
    charter = club(("tie = {", f"{texts}tie = {{"), more=GRANT + "\n[kinds.recall]\n")
    assert [one.what for one in charter.motion_rule("grant").not_judged] == ["draft_text"]
    assert charter.motion_rule("ordinary").not_judged == ()


def test_an_item_goes_on_to_one_place_the_first_that_is_named() -> None:
    moves = (
        '[{ article = "1.2", when = "failed", to = "board" }, { article = "1.2", when = "failed", to = "chancellors" }]'
    )
    verdict = vote(ruled(moves=moves), 3, 9)
    assert verdict.outcome is Outcome.MOVED_ON and [(one.act, one.who) for one in verdict.next] == [("move", "board")]


def test_the_last_reading_waits_for_the_second_yes_and_no_reading_more() -> None:
    charter = ruled(readings='{ article = "1.2", number = 2 }', gates='[{ article = "1.2", who = "chancellors" }]')
    first = vote(charter, way=Way(on=date(2026, 3, 3)))
    assert first.outcome is Outcome.ON_HOLD and [one.act for one in first.next] == ["reading"]
    last = vote(charter, way=Way(on=date(2026, 4, 3), readings=(EarlierReading(on=date(2026, 3, 3), passed=True),)))
    assert last.outcome is Outcome.ON_HOLD and [one.who for one in last.next] == ["chancellors"]


def test_readings_are_counted_one_by_one_and_begin_anew_after_one_that_failed() -> None:
    charter = ruled(readings='{ article = "1.2", number = 3 }')

    def after(*passed: bool) -> Outcome:
        held = tuple(EarlierReading(on=date(2026, 3, day), passed=one) for day, one in enumerate(passed, 1))
        return vote(charter, way=Way(on=date(2026, 4, 3), readings=held)).outcome

    assert [after(), after(True), after(True, True)] == [Outcome.ON_HOLD, Outcome.ON_HOLD, Outcome.PASSED]
    assert after(True, False) is Outcome.ON_HOLD and after(True, False, True) is Outcome.ON_HOLD


def test_whoever_has_said_yes_is_not_waited_for() -> None:
    gates = '[{ article = "1.2", who = "chancellors" }, { article = "1.2", who = "board" }, { article = "1.2", who = "president", stands = "before_effect" }]'
    charter = ruled(gates=gates)
    one = Way(gates=(GateAnswer(who="chancellors", answer="yes"),))
    assert [step.who for step in vote(charter, way=one).next] == ["board"]
    both = Way(gates=(GateAnswer(who="chancellors", answer="yes"), GateAnswer(who="board", answer="yes")))
    assert [step.who for step in vote(charter, way=both).next] == ["president"]


def test_of_two_stronger_conditions_both_have_to_hold() -> None:
    charter = ruled(
        came=f'[{{ article = "1.1", how = "late", condition = {{ article = "1.1", {TWO_THIRDS} }} }}]',
        touching='[{ article = "1.2", articles = [1], condition = { article = "1.2", at_least = { share = "3/5", of = "members" } } }]',
    )  # fmt: skip
    way = Way(came="late", touches=(1,))
    assert vote(charter, 9, 3, way=way).outcome is Outcome.PASSED
    assert vote(charter, 8, 4, way=way).outcome is Outcome.FAILED, "8 are two thirds of those there, and not of all"
    assert vote(charter, 9, 6, present=15, way=way).outcome is Outcome.FAILED, (
        "9 are three fifths of all, and not of those there"
    )
    alone = vote(charter, 8, 4, way=Way(came="late"))
    assert alone.outcome is Outcome.PASSED and len([one for one in alone.reasons if one.code == "majority"]) == 1


def test_what_is_still_needed_keeps_to_quorum_yes_and_condition() -> None:
    charter = club()
    assert needed(charter, yes=7, no=5)["certain"] == "passes"
    assert needed(charter, yes=5, no=7)["certain"] == "fails"
    assert needed(charter, yes=0, no=0)["yes"] == 7
    assert needed(charter, present=7, yes=7)["certain"] == "fails", "seven of fifteen are no quorum"
    without = club(('quorum = { article = "1.1", more_than = { share = "1/2", of = "entitled" } }\n', ""))
    assert needed(without, present=3, yes=2, no=1)["certain"] == "passes"
    presence = condition('measure = "present", at_least = 8')
    assert needed(presence, yes=0, no=12)["certain"] == "fails", "nobody is for it"
    assert needed(presence, yes=1, no=11)["certain"] == "passes"


@pytest.mark.parametrize(("facts", "certain", "tie"), [
    ({"yes": 6, "no": 6}, "tie", "casting_vote"), ({"yes": 6, "no": 6, "casting": "yes"}, "passes", None),
    ({"yes": 6, "no": 6, "casting": "no"}, "fails", None), ({"yes": 6, "no": 6, "secret": True}, "fails", None),
    ({"yes": 5, "no": 6}, None, "casting_vote"), ({"yes": 6, "no": 5}, None, "casting_vote"),
])  # fmt: skip
def test_equal_votes_are_neither_lost_nor_won_while_somebody_has_a_casting_vote(facts, certain, tie) -> None:
    found = needed(club(), **facts)
    assert (found["certain"], found["tie"]) == (certain, tie)


def test_equal_votes_without_a_rule_for_them_fail() -> None:
    tie = 'tie = { article = "1.2", open = "casting_vote", secret = "fails", who = "president" }\n'
    found = needed(club((tie, "")), yes=6, no=6)
    assert (found["certain"], found["tie"]) == ("fails", None)


def test_an_abstention_changes_nothing_where_only_the_last_vote_is_open() -> None:
    found = needed(club(), yes=6, no=5)
    assert (found["yes"], found["sure"], found["abstention_changes"], found["no_changes"]) == (1, 1, False, False)


def test_nobody_for_it_is_said_to_need_one() -> None:
    verdict = motion_verdict(
        Count(entitled=15, present=12, no=0, abstain=12), kind="ordinary", charter=condition('at_least = { share = "1/2", of = "cast" }')
    )  # fmt: skip
    (majority,) = (one for one in verdict.reasons if one.code == "majority")
    assert (majority.met, majority.needed, majority.got) == (False, 1, 0)


def test_a_group_has_no_more_than_its_body() -> None:
    with pytest.raises(CountError, match="more than the whole body: yes 4, and 3 in all"):
        Count(entitled=9, present=9, yes=3, groups={"a": Count(entitled=9, present=9, yes=4)})
    assert Count(entitled=9, present=9, yes=4, groups={"a": Count(entitled=9, present=9, yes=4)}).yes == 4


def test_another_office_than_the_charter_names_attests_nothing() -> None:
    rule = 'attested = [{ article = "1.2", rule = "funds", who = "president", text = { az = "Vəsait var.", en = "There is money." } }]\n'
    charter = club((f'condition = {{ article = "1.2", {HALF} }}', f'condition = {{ article = "1.2", {HALF} }}\n{rule}'))
    count = Count(entitled=15, present=12, yes=8, no=4)

    def by(office: str | None) -> Outcome:
        return motion_verdict(
            count, kind="ordinary", charter=charter, attestations=[Attestation("funds", "A", office)]
        ).outcome

    assert by("president") is by(None) is Outcome.PASSED
    with pytest.raises(AttestationError, match="attested by the office “clerk”"):
        by("clerk")


def test_days_after_the_vote_and_second_answers_are_refused() -> None:
    charter = ruled(gates='[{ article = "1.2", who = "chancellors" }]', readings='{ article = "1.2", number = 2 }')
    facts = {"kind": "ordinary", "entitled": 15, "present": 12, "yes": 8, "no": 4}
    for way, said in (
        ({"on": "2026-03-03", "readings": [{"on": "2030-01-01"}]}, "2030-01-01 lies after the day of the vote"),
        ({"gates": [{"who": "chancellors", "answer": "no"}, {"who": "chancellors", "answer": "yes"}]}, "chancellors"),
    ):
        with pytest.raises(LawError, match=said):
            ask("motion", {**facts, "way": way}, charter)


@pytest.mark.parametrize("first", [3, 100])
def test_of_several_numbers_who_may_propose_any_will_do(first: int) -> None:
    several = ", ".join(
        f'{{ article = "1.2", members = {{ article = "1.2", at_least = {n} }} }}' for n in (first, 103 - first)
    )
    charter = ruled(initiative=f"[{several}]")
    assert vote(charter, way=Way(proposing=3)).outcome is Outcome.PASSED
    assert vote(charter, way=Way(proposing=2)).outcome is Outcome.INVALID


def test_who_is_not_known_to_ask_is_not_counted_as_enough() -> None:
    """A third of 15 less 5 is nobody: what nobody says is still not kept."""
    charter = ruled(
        initiative='[{ article = "1.2", members = { article = "1.2", at_least = { share = "1/3", of = "members", minus = 5 } } }]'
    )
    assert vote(charter, way=Way(proposed_by=("board",))).outcome is Outcome.INVALID


def test_two_routes_to_one_organ_are_refused() -> None:
    route = f'{{ article = "1.2", organ = "board", condition = {{ article = "1.2", {HALF} }} }}'
    with pytest.raises(LawError, match="board"):
        ruled(routes=f"[{route}, {route}]")
