"""Who acts while a holder is away or a seat is vacant, and what becomes of those who stay away."""

from __future__ import annotations

import pytest

from konfrans.charter import Outcome, read_charter

from .seated import DEPUTIES, TWO_YEARS, acting, asked, board, end, outcome, term

DRAFT = read_charter("charters/azerbaijan-draft.toml")


# V50: who acts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "missing", "agreed", "expected"),
    [
        ("in_order", [], None, (["deputy"], "in_order")),
        ("in_order", ["deputy"], None, (["treasurer"], "in_order")),
        ("in_order", ["deputy", "treasurer"], None, ([], "nobody")),
        ("jointly", [], None, (["deputy", "treasurer"], "jointly")),
        ("jointly", ["deputy"], None, (["treasurer"], "jointly")),
        ("by_agreement", [], "treasurer", (["treasurer"], "by_agreement")),
        ("by_agreement", ["treasurer"], None, (["deputy"], "by_agreement")),
        ("by_agreement", [], None, (["deputy", "treasurer"], "by_agreement")),
    ],
)
def test_v50_who_acts_when_several_are_missing(how, missing, agreed, expected):
    facts = {"absent": True, "missing": missing} | ({"agreed": agreed} if agreed else {})
    charter = term(TWO_YEARS, DEPUTIES.replace("HOW", how))
    assert acting(charter, **facts) == expected
    open_yet = how == "by_agreement" and not missing and agreed is None
    verdict = asked(charter, "term", seat="board.chair", elected="2027-01-15", **facts)
    assert verdict.outcome is (Outcome.INCOMPLETE if open_yet else Outcome.ANSWERED)
    assert [step.act for step in verdict.next] == (["agree"] if open_yet else [])


def test_v50_a_successor_may_hold_two_offices_until_the_by_election():
    together = '[[incompatible]]\narticle = "1.1"\nposts = ["chair", "deputy", "board.chair"]\n'
    for both, expected in ((True, Outcome.PASSED), (False, Outcome.FAILED)):
        rule = DEPUTIES.replace('"HOW"', f'"in_order", holds_both = {str(both).lower()}')
        charter = board(f'{together}[terms.chair]\narticle = "1.1"\nseats = ["board.chair"]\n{TWO_YEARS}\n{rule}\n')
        facts = {"seat": "board.chair", "person": "D", "offices": ["deputy"], "holds": []}
        assert outcome(charter, "seat", **facts, act="acting") is expected
        assert acting(charter, absent=True) == (["deputy"], "in_order")
        assert outcome(charter, "seat", **facts, act="chosen", by="general_assembly") is Outcome.FAILED


def test_v50_only_whoever_is_named_acts():
    charter = term(TWO_YEARS, DEPUTIES.replace("HOW", "in_order"))
    facts = {"seat": "board.chair", "act": "acting", "person": "D", "holds": []}
    assert outcome(charter, "seat", **facts, offices=["rector"]) is Outcome.FAILED
    assert outcome(term(TWO_YEARS), "seat", **facts, offices=["deputy"]) is Outcome.FAILED


def test_a_substitute_acts_for_the_member_of_a_committee():
    verdict = asked(DRAFT, "term", seat="committee.member", body="science", elected="2027-03-01", absent=True)
    assert (verdict.answer["acting_posts"], verdict.answer["way"]) == (["committee.substitute"], "substitute")


# V51: absences --------------------------------------------------------------------------------------------------------

LOST = 'absences = { article = "1.2", number = 3, then = "lost" }'
SUSPENDED = 'absences = { article = "1.2", number = 3, then = "suspended", heard_by = "general_assembly" }'


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2, ("2029-01-15", "time_over")), (3, ("2028-05-05", "seat_lost")), (4, ("2028-05-05", "seat_lost"))],
)
def test_v51_a_seat_is_lost_after_so_many_absences(number, expected):
    missed = {"number": number, "on": "2028-05-05"}
    assert end(term(TWO_YEARS, LOST), elected="2027-01-15", absences=missed) == expected


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ({}, ("2029-01-15", "suspended")),
        ({"heard": "restored", "heard_on": "2028-06-01"}, ("2029-01-15", "time_over")),
        ({"heard": "ended", "heard_on": "2028-06-01"}, ("2028-06-01", "seat_lost")),
    ],
)
def test_v51_or_suspended_until_the_next_assembly_hears_the_person(heard, expected):
    charter = term(TWO_YEARS, SUSPENDED, DEPUTIES.replace("HOW", "in_order"))
    missed = {"number": 3, "on": "2028-05-05", **heard}
    verdict = asked(charter, "term", seat="board.chair", elected="2027-01-15", absences=missed)
    assert (verdict.answer["ends"], verdict.answer["cause"]) == expected
    assert ([(one.act, one.who) for one in verdict.next] == [("hear", "general_assembly")]) is (not heard)
    assert verdict.answer["acting_posts"] == ["deputy"]
