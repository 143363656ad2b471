"""Does a composition hold as a whole: seats, groups, institutions, balance; what it lacks, and whether it can still be met."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter import CharterError, LawError, Outcome, read_charter
from konfrans.charter.questions.completing import UNBOUNDED, Bounded, Open, can_be_met

from .seated import asked, board, met, outcome, told

DRAFT = read_charter("charters/azerbaijan-draft.toml")
PASSED, FAILED, INCOMPLETE = Outcome.PASSED, Outcome.FAILED, Outcome.INCOMPLETE


def rule(text: str, seats: str = '["member"]') -> str:
    return f'[[organs.board.composition]]\narticle = "1.2"\nseats = {seats}\n{text}\n'


def members(*groups: str | None, institutions: str = "") -> list[dict]:
    """Members of the board, each of the groups named ("state outside"), None: not known."""
    return [
        {
            "person": f"P{at}",
            "seat": "board.member",
            "institution": institutions[at] if at < len(institutions) else f"U{at}",
            **({} if one is None else {"groups": one.split()}),
        }
        for at, one in enumerate(groups)
    ]


CHAIR = {"person": "Q", "seat": "board.chair", "institution": "UQ", "groups": []}


def board_of(charter, *groups: str | None, institutions: str = "") -> Outcome:
    sits = [CHAIR, *members(*groups, institutions=institutions)]
    return outcome(charter, "composition", organ="board", sits=sits)


# V8, V49 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("private", "", "", ""), PASSED),
        (("", "", "", ""), FAILED),
        (("", "", ""), INCOMPLETE),
        (("", "", "", None), INCOMPLETE),
        (("private", "", "", None), PASSED),
        (("private", "", "", "", ""), FAILED),
    ],
)
def test_v8_one_seat_at_least_is_reserved_for_a_group(groups, expected):
    """At least one of the members is of a private institution; five on four seats are too many."""
    assert board_of(board(rule('groups = ["private"]\nat_least = 1')), *groups) is expected


@pytest.mark.parametrize(
    ("institutions", "expected"), [("abcd", PASSED), ("aacd", PASSED), ("aaad", FAILED), ("aab", INCOMPLETE)]
)
def test_v49_at_most_so_many_of_one_institution(institutions, expected):
    charter = board(rule("each_institution = true\nat_most = 2"))
    assert board_of(charter, *[""] * len(institutions), institutions=institutions) is expected


def test_v49_an_institution_that_is_not_known_may_be_one_too_many():
    charter = board(rule("each_institution = true\nat_most = 1"))
    sits = [CHAIR, *members("", "", ""), {"person": "Z", "seat": "board.member", "groups": []}]
    assert outcome(charter, "composition", organ="board", sits=sits) is INCOMPLETE


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("private", "outside", "", ""), PASSED),
        (("private outside", "", "", ""), PASSED),
        (("private", "", "", ""), FAILED),
        (("private", "", ""), INCOMPLETE),
        (("", "", ""), INCOMPLETE),
    ],
)
def test_v49_one_at_least_of_each_value_of_different_attributes(groups, expected):
    """One holder may be both private and from outside the capital: the last open seat can still meet two rules."""
    charter = board(rule('groups = ["private"]\nat_least = 1') + rule('groups = ["outside"]\nat_least = 1'))
    assert board_of(charter, *groups) is expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [(("private", "state", "", ""), PASSED), (("private", "", ""), INCOMPLETE), (("", "", ""), FAILED)],
)
def test_v49_one_open_seat_cannot_give_two_values_of_one_attribute(groups, expected):
    """Groups that one rule names exclude one another: nobody is both state and private."""
    charter = board(rule('groups = ["private", "state"]\nat_least = 1'))
    assert board_of(charter, *groups) is expected


def test_v49_what_the_open_seats_cannot_meet_together_is_said():
    charter = board(rule('groups = ["private", "state"]\nat_least = 1'))
    verdict = asked(charter, "composition", organ="board", sits=[CHAIR, *members("", "", "")])
    assert met(verdict)["composed_together"] is False
    assert "The open seats cannot meet all of these rules at once: article 1(2)" in told(verdict, charter)
    assert "Vakant yerlər bu qaydaların hamısına birlikdə uyğun tutula bilməz" in told(verdict, charter, "az")


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("state", "state", "private", "private"), PASSED),
        (("state", "state", "private", ""), PASSED),
        (("state", "state", "state", "private"), FAILED),
        (("state", "state"), INCOMPLETE),
        (("state", "state", "state"), FAILED),
        (("state", "state", "state", None), FAILED),
        (("state", "state", "private", None), INCOMPLETE),
    ],
)
def test_v49_a_balance_of_groups(groups, expected):
    """They differ by one at most; three to none with one seat open cannot be balanced any more."""
    assert board_of(board(rule('groups = ["state", "private"]\ndifference = 1')), *groups) is expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("state", "state", "private", "private"), PASSED),
        (("state", "state", "private", ""), PASSED),
        (("state", "state", "state", ""), FAILED),
    ],
)
def test_v49_a_share_of_the_seats_at_most(groups, expected):
    charter = board(rule('groups = ["state", "private"]\nat_most = { share = "1/2", of = "seats" }'))
    assert board_of(charter, *groups) is expected


def test_v49_the_size_of_the_whole():
    charter = board(
        rule("at_least = 3\nat_most = 4", seats='["member", "chair"]'), ("number = 4", "number = 4\nleast = 0")
    )
    assert [board_of(charter, *[""] * n) for n in (1, 2, 3, 4)] == [INCOMPLETE, PASSED, PASSED, FAILED]


def test_v49_seats_that_are_not_looked_at_do_not_count():
    charter = board(rule('groups = ["private"]\nat_least = 1', seats='["chair"]'))
    assert board_of(charter, "private", "private", "private", "private") is FAILED
    sits = [{**CHAIR, "groups": ["private"]}, *members("", "", "", "")]
    assert outcome(charter, "composition", organ="board", sits=sits) is PASSED


def test_v49_a_candidate_is_refused_who_would_break_the_whole():
    charter = board(rule('groups = ["private"]\nat_least = 1'))
    facts = {"seat": "board.member", "person": "Z", "institution": "Z", "offices": [], "holds": []}
    sits = members("", "", "")
    refused = asked(charter, "seat", **facts, groups=[], sits=sits)
    assert refused.outcome is FAILED and met(refused)["group_least"] is False
    taken = asked(charter, "seat", **facts, groups=["private"], sits=sits)
    assert taken.outcome is PASSED and met(taken)["seat_can_hold"] is True
    early = asked(charter, "seat", **facts, groups=[], sits=sits[:2])
    assert early.outcome is PASSED
    assert outcome(charter, "seat", **facts, groups=["private"], sits=[*sits, *members("private")[:0]]) is PASSED


def test_v48_in_a_composition_who_holds_too_much_is_named():
    sits = [{"person": "B", "seat": "presidium.elected", "groups": [], "holds": [{"post": "audit_commission.member"}]}]
    verdict = asked(DRAFT, "composition", organ="presidium", sits=sits)
    assert met(verdict)["none_together"] is False
    assert "More than 1 of these held together (Presidium, Audit Commission): B (article 16(2))" in told(verdict, DRAFT)


# the draft ------------------------------------------------------------------------------------------------------------

RECTORS = ("president", "first_vice_president", "second_vice_president")
COMMITTEES = ("education", "science", "international", "industry", "students")


def presidium(*elected: str) -> list[dict]:
    officers = [
        {"person": seat, "seat": f"presidium.{seat}", "of_member": True, "offices": ["rector"]} for seat in RECTORS
    ]
    chairs = [
        {
            "person": f"chair of {one}",
            "seat": "presidium.committee_chairs",
            "holds": [{"post": "committee.chair", "body": one}],
        }
        for one in COMMITTEES
    ]
    secretary = {"person": "K", "seat": "presidium.secretary_general", "offices": ["secretary_general"], "holds": []}
    others = [
        {"person": f"E{at}", "seat": "presidium.elected", "groups": groups.split()} for at, groups in enumerate(elected)
    ]
    return [*officers, *chairs, secretary, *others]


@pytest.mark.parametrize(
    ("elected", "expected"),
    [
        (("private", "outside_baku", ""), PASSED),
        (("private outside_baku", "", ""), PASSED),
        (("private", "private", ""), FAILED),
        (("private", ""), INCOMPLETE),
        (("", "", ""), FAILED),
    ],
)
def test_the_presidium_of_the_draft(elected, expected):
    assert outcome(DRAFT, "composition", organ="presidium", sits=presidium(*elected)) is expected


def test_what_the_presidium_lacks_is_answered_and_who_has_to_elect():
    verdict = asked(DRAFT, "composition", organ="presidium", sits=presidium("private", ""))
    assert verdict.answer == {
        "organ": "presidium", "body": None, "seats": 11, "filled": 10, "open_seats": ["presidium.elected"],
        "lacking_groups": ["outside_baku"],
    }  # fmt: skip
    assert [(one.act, one.who, one.article) for one in verdict.next] == [("elect", "general_assembly", "13.1")]
    assert told(verdict, DRAFT) == (
        "Not yet complete: 2 of 3 seats are filled, 1 open: elected member (Presidium) (article 13(1)). "
        "Of institutions outside Baku at least 1 is asked for; there are 0 so far (article 13(2))."
    )


@pytest.mark.parametrize(("members", "named", "formed"), [(15, 7, None), (15, 8, True), (16, 8, None), (16, 9, True)])
def test_a_committee_is_formed_when_more_than_half_of_the_members_have_named_somebody(members, named, formed):
    sits = [{"person": f"P{at}", "seat": "committee.member", "institution": f"U{at}"} for at in range(named)]
    verdict = asked(DRAFT, "composition", organ="committee", body="science", members=members, sits=sits)
    assert met(verdict)["composed_formed"] is formed


def test_two_people_named_by_one_member_form_no_committee():
    sits = [{"person": f"P{at}", "seat": "committee.member", "institution": f"U{at // 2}"} for at in range(8)]
    verdict = asked(DRAFT, "composition", organ="committee", body="science", members=15, sits=sits)
    assert met(verdict)["composed_formed"] is None and met(verdict)["sent_by_one"] is False
    reason = next(one for one in verdict.reasons if one.code == "composed_formed")
    assert (reason.needed, reason.got, str(reason.working.exact)) == (8, 4, "15/2")
    assert "More than half of all members must have named somebody: 8 are needed, 4 have (article 17(3))" in told(
        verdict, DRAFT
    )
    assert "Bütün üzvlərin yarısından çoxu namizəd göstərməlidir. Tələb olunur: 8, göstərib: 4." in told(
        verdict, DRAFT, "az"
    )


def test_an_organ_without_seats_has_no_rule():
    verdict = asked(DRAFT, "composition", organ="general_assembly")
    assert verdict.outcome is Outcome.NO_RULE
    assert told(verdict, DRAFT) == "No rule: The charter names no seats of this organ: General Assembly."


# the open seats -------------------------------------------------------------------------------------------------------

GROUPS = ("a", "b", "c")


@st.composite
def bodies(draw):
    """A few rules on two seats and three groups, and so many open seats."""
    rules = []
    for _ in range(draw(st.integers(1, 3))):
        groups = tuple(draw(st.lists(st.sampled_from(GROUPS), unique=True, max_size=2)))
        apart = draw(st.one_of(st.none(), st.integers(0, 2))) if len(groups) == 2 else None
        least = draw(st.integers(0, 3))
        most = draw(st.one_of(st.just(UNBOUNDED), st.integers(0, 4)))
        seats = frozenset(draw(st.lists(st.sampled_from(("x", "y")), unique=True, min_size=1)))
        there = {group: draw(st.integers(0, 2)) for group in groups or ("",)}
        rules.append(Bounded(seats, groups, least, most, apart, there))
    coming = {}
    for seat in ("x", "y"):
        most = draw(st.integers(0, 2))
        coming[seat] = Open(draw(st.integers(0, most)), most)
    asked_of = {"x": frozenset(draw(st.lists(st.sampled_from(GROUPS), max_size=1)))}
    return rules, coming, asked_of


def holds(rules, holders) -> bool:
    for one in rules:
        counts = Counter(one.there)
        for seat, groups in holders:
            if seat in one.seats:
                counts.update([group for group in one.groups if group in groups] if one.groups else [""])
        found = [counts[group] for group in one.groups or ("",)]
        if any(not one.least <= n <= one.most for n in found):
            return False
        if one.apart is not None and max(found) - min(found) > one.apart:
            return False
    return True


def by_trying(rules, coming, asked_of) -> bool:
    """Every way to fill the seats, one after the other."""
    sets = [
        frozenset(g for g, chosen in zip(GROUPS, bits, strict=True) if chosen) for bits in product((0, 1), repeat=3)
    ]
    allowed = [one for one in sets if all(len(one & set(rule.groups)) < 2 for rule in rules)]
    choices = []
    for seat, number in coming.items():
        fitting = [(seat, one) for one in allowed if asked_of.get(seat, frozenset()) <= one]
        choices += [fitting if at < number.least else [*fitting, ("nobody", frozenset())] for at in range(number.most)]
    return any(holds(rules, holders) for holders in product(*choices))


@settings(max_examples=300, deadline=None)
@given(bodies())
def test_the_open_seats_can_meet_the_rules_exactly_where_trying_every_way_finds_one(body):
    assert can_be_met(*body) is by_trying(*body)


def test_a_search_that_would_be_too_long_is_refused_at_once():
    rules = [Bounded(frozenset({"x"}), (f"g{at}",), 0, 500, None, {}) for at in range(30)]
    with pytest.raises(LawError) as wrong:
        can_be_met(rules, {"x": Open(500, 500)}, {})
    assert wrong.value.code == "too_many_compositions"


# faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('groups = ["private"]', "composed_nothing"),
        ("each_institution = true\nat_least = 1", "composed_institution"),
        ('groups = ["private"]\ndifference = 1', "composed_difference"),
        ('at_most = { share = "1/2", of = "cast" }', "composed_base"),
        ('groups = ["private", "private"]\nat_least = 1', "twice"),
        ('groups = ["prvate"]\nat_least = 1', "not_found"),
    ],
)
def test_a_rule_across_seats_that_is_none_is_named(written, code):
    with pytest.raises(CharterError) as wrong:
        board(rule(written))
    assert code in {fault.code for fault in wrong.value.faults}


def test_a_rule_across_seats_names_seats_of_its_organ():
    with pytest.raises(CharterError, match="Did you mean “member”"):
        board(rule("at_least = 1", seats='["membr"]'))


def test_nobody_belongs_to_two_groups_that_exclude_one_another():
    charter = board(rule('groups = ["private", "state"]\nat_least = 1'))
    with pytest.raises(LawError) as wrong:
        board_of(charter, "private state", "", "", "")
    assert (wrong.value.code, wrong.value.facts["person"]) == ("groups_apart", "P0")


def test_where_members_send_their_number_is_asked_for():
    with pytest.raises(LawError) as wrong:
        asked(DRAFT, "composition", organ="committee", body="science")
    assert wrong.value.code == "members_missing"
