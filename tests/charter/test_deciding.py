"""Corners of how a vote is judged that a change of one token would move: each beside the vote that shows it."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.charter import AttestationError, Count, CountError, LawError, Outcome
from konfrans.charter.amounts import Base
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
    facts = {"kind": "ordinary", "entitled": 15, "present": 12, "yes": 8, "no": 4}

    def by(**office: str) -> Outcome:
        return ask("motion", {**facts, "attested": [{"rule": "funds", "by": "A", **office}]}, charter).outcome

    assert by(office="president") is by() is Outcome.PASSED
    with pytest.raises(AttestationError, match="attested by the office “clerk”"):
        by(office="clerk")


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


def pictured(verdict, code: str) -> dict[str, int]:
    (reason,) = (one for one in verdict.reasons if one.code == code)
    return dict(reason.working.parts)


@pytest.mark.parametrize(("leaves", "quorum", "majority"), [
    ("both", {"present": 11, "represented": 2, "absent": 1}, {"yes": 8, "no": 3, "not_voting": 2}),
    ("quorum", {"present": 11, "represented": 2, "absent": 1, "barred": 1}, {"yes": 8, "no": 3, "not_voting": 3}),
    ("base", {"present": 12, "represented": 2, "absent": 1}, {"yes": 8, "no": 3, "not_voting": 2}),
    ("neither", {"present": 12, "represented": 2, "absent": 1}, {"yes": 8, "no": 3, "not_voting": 3}),
])  # fmt: skip
def test_a_picture_leaves_those_barred_out_where_the_charter_does(leaves, quorum, majority) -> None:
    charter = club(("tie = {", f'recusal = {{ article = "1.2", leaves = "{leaves}" }}\ntie = {{'))
    count = Count(entitled=15, present=12, represented=2, yes=8, no=3, barred=1)
    verdict = motion_verdict(count, kind="ordinary", charter=charter)
    assert pictured(verdict, "majority") == majority
    found = pictured(verdict, "quorum")
    assert {part: found.get(part, 0) for part in quorum} == quorum


def test_a_picture_of_blank_and_invalid_ballots_has_what_its_base_has() -> None:
    ballots = {"yes": 5, "no": 2, "abstain": 1, "blank": 2, "invalid": 1}
    wanted = {
        "cast": ["yes", "no"], "valid": ["yes", "no", "abstain"], "cast_with_blanks": ["yes", "no", "abstain", "blank"],
        "participants": ["yes", "no", "abstain", "blank", "invalid"],
        "present_and_represented": ["yes", "no", "abstain", "blank", "invalid", "not_voting"],
        "entitled": ["yes", "no", "abstain", "blank", "invalid", "not_voting", "absent"],
        "members": ["yes", "no", "abstain", "blank", "invalid", "not_voting", "absent", "not_entitled"],
        "seats": ["yes", "no", "abstain", "blank", "invalid", "not_voting", "absent", "not_entitled", "vacant"],
    }  # fmt: skip
    count = Count(entitled=15, present=12, members=16, seats=18, **ballots)
    for base, parts in wanted.items():
        verdict = motion_verdict(
            count, kind="ordinary", charter=condition(f'more_than = {{ share = "1/3", of = "{base}" }}')
        )
        found = pictured(verdict, "majority")
        assert list(found) == parts, base
        assert sum(found.values()) == count.size(Base(base))
        assert found.get("vacant", 2) == 2 and found.get("not_entitled", 1) == 1 and found.get("absent", 3) == 3


def test_a_picture_of_who_took_part_has_those_who_did_not() -> None:
    charter = club(('more_than = { share = "1/2", of = "entitled" }', 'measure = "participants", at_least = 8'))
    verdict = motion_verdict(Count(entitled=15, present=12, yes=7, no=1, abstain=1), kind="ordinary", charter=charter)
    assert pictured(verdict, "quorum") == {"participants": 9, "not_voting": 3, "absent": 3}


def test_a_picture_of_a_plain_number_has_all_who_are_entitled() -> None:
    charter = club(('more_than = { share = "1/2", of = "entitled" }', "at_least = 8"))
    verdict = motion_verdict(Count(entitled=15, present=12, yes=7), kind="ordinary", charter=charter)
    assert pictured(verdict, "quorum") == {"present": 12, "absent": 3}


def test_a_ninth_call_is_the_last_that_is_asked_about() -> None:
    charter = club(
        ("tie = {", 'later_calls = [{ article = "1.1", call = 9, at_least = 1, who = "president" }]\ntie = {')
    )
    few = Count(entitled=15, present=3, yes=3)
    assert quorum_verdict(few, kind="ordinary", charter=charter, call=9).outcome is Outcome.PASSED
    for call in (0, 10):
        with pytest.raises(CountError, match="call"):
            quorum_verdict(few, kind="ordinary", charter=charter, call=call)
    with pytest.raises(CountError, match="call"):
        quorum_verdict(few, kind="ordinary", charter=club(), call=3)


def test_a_kind_without_a_rule_has_no_quorum_whatever_its_way() -> None:
    few = Count(entitled=15, present=3)
    assert (
        quorum_verdict(few, kind="budget", charter=club(), way=Way(route="general_assembly")).outcome is Outcome.NO_RULE
    )
    assert quorum_verdict(few, kind="ordinary", charter=club(), organ="general_assembly").outcome is Outcome.INVALID


def test_what_breaks_equal_votes_is_that_of_the_ballot_that_is_prescribed() -> None:
    secret = 'ballots = [{ article = "1.2", mode = "secret" }]\ntie = {'
    lot = club(("tie = {", secret), ('secret = "fails"', 'secret = "lot"'))
    assert needed(lot, yes=6, no=6)["tie"] == "lot"
    assert needed(lot, yes=6, no=6, secret=False)["tie"] == "casting_vote"


def test_those_barred_are_frozen_with_the_count() -> None:
    count = Count(entitled=15, present=12, yes=7, no=3, barred=2)
    assert count.to_json()["barred"] == 2 and Count.from_json(count.to_json()) == count
    assert "barred" not in Count(entitled=15, present=12, yes=7).to_json()
