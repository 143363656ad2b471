"""May this person take this seat: how it is filled, who is eligible, what is not held together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from konfrans.charter import CharterError, LawError, Outcome, read_charter
from konfrans.charter.asking import ask, facts_of, question
from konfrans.charter.law.seats import Holder

from .seated import asked, board, met, outcome, told

DRAFT = read_charter("charters/azerbaijan-draft.toml")
RECTOR = {"person": "A", "institution": "University A", "of_member": True, "offices": ["rector"], "holds": []}
PASSED, FAILED, INCOMPLETE = Outcome.PASSED, Outcome.FAILED, Outcome.INCOMPLETE


# how a seat is filled -------------------------------------------------------------------------------------------------

PROPOSED = """
[organs.board.seats.deputy]
article = "1.1"
office = "deputy"
elected_by = "general_assembly"
proposed = { article = "1.2", by = "chair" }
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"by": "general_assembly", "proposed_by": "chair"}, PASSED),
        ({"by": "general_assembly", "proposed_by": "president"}, FAILED),
        ({"by": "general_assembly"}, INCOMPLETE),
        ({"by": "board", "proposed_by": "chair"}, FAILED),
        ({"proposed_by": "chair"}, INCOMPLETE),
    ],
)
def test_v6_a_deputy_is_elected_on_the_proposal_of_the_one_elected_first(facts, expected):
    assert outcome(board(PROPOSED), "seat", seat="board.deputy", act="chosen", person="B", **facts) is expected


def test_v6_whose_proposal_is_still_needed_is_named():
    charter = board(PROPOSED)
    verdict = asked(charter, "seat", seat="board.deputy", act="chosen", person="B", by="general_assembly")
    assert [(one.act, one.who, one.article) for one in verdict.next] == [("propose", "chair", "1.2")]
    assert told(verdict, charter) == ("Not yet: A proposal is needed of: Chair (article 1(2)).")


SPEAKER = """
[organs.chamber]
name = { az = "palata", en = "Chamber" }
article = "1.1"
several = true

[organs.chamber.seats.speaker]
article = "1.1"
name = { az = "sədr", en = "speaker" }
elected_by = "chamber"

[organs.board.seats.speakers]
article = "1.2"
name = { az = "palata sədri", en = "speaker of a chamber" }
number = 3
ex_officio = ["chamber.speaker"]
"""


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ([{"post": "chamber.speaker", "body": "universities"}], PASSED),
        ([], FAILED),
        (None, INCOMPLETE),
    ],
)
def test_v7_a_seat_comes_with_another_election(holds, expected):
    facts = {"person": "S", "offices": []} | ({} if holds is None else {"holds": holds})
    assert outcome(board(SPEAKER), "seat", seat="board.speakers", **facts) is expected


def test_v7_no_chamber_seats_two_speakers():
    speaker = {"seat": "board.speakers", "holds": [{"post": "chamber.speaker", "body": "universities"}]}
    verdict = asked(
        board(SPEAKER), "composition", organ="board", sits=[{**speaker, "person": "S"}, {**speaker, "person": "T"}]
    )
    assert met(verdict)["all_ex_officio"] is False
    other = {**speaker, "holds": [{"post": "chamber.speaker", "body": "schools"}], "person": "T"}
    verdict = asked(board(SPEAKER), "composition", organ="board", sits=[{**speaker, "person": "S"}, other])
    assert met(verdict)["all_ex_officio"] is True


def test_a_chair_is_elected_inside_and_confirmed():
    chosen = {"seat": "committee.chair", "body": "science", "act": "chosen", "by": "committee", "person": "B"}
    member = {"offices": [], "holds": [{"post": "committee.member", "body": "science"}]}
    verdict = asked(DRAFT, "seat", **chosen, **member)
    assert verdict.outcome is INCOMPLETE
    assert [(one.act, one.who, one.article) for one in verdict.next] == [("confirm", "presidium", "18.5")]
    assert outcome(DRAFT, "seat", **chosen, **member, confirmed=True) is PASSED
    assert outcome(DRAFT, "seat", **chosen, **member, confirmed=False) is FAILED
    elsewhere = {"offices": [], "holds": [{"post": "committee.member", "body": "students"}]}
    assert met(asked(DRAFT, "seat", **chosen, **elsewhere, confirmed=True))["seat_among"] is False


NAMED = {"seat": "committee.member", "body": "science", "members": 15, **RECTOR}


@pytest.mark.parametrize(
    ("sits", "expected"),
    [
        ([], PASSED),
        ([{"person": "B", "seat": "committee.member", "institution": "University A"}], FAILED),
        ([{"person": "B", "seat": "committee.substitute", "institution": "University A"}], PASSED),
        ([{"person": "B", "seat": "committee.member", "institution": "University B"}], PASSED),
    ],
)
def test_each_member_names_one_member_and_one_substitute_to_a_committee(sits, expected):
    assert outcome(DRAFT, "seat", **NAMED, sits=sits) is expected


def test_the_secretary_general_is_appointed_by_the_presidium_on_the_presidents_proposal():
    facts = {"seat": "secretariat.secretary_general", "act": "chosen", "person": "K"}
    assert outcome(DRAFT, "seat", **facts, by="presidium", proposed_by="president") is PASSED
    assert (
        met(asked(DRAFT, "seat", **facts, by="presidium", proposed_by="secretary_general"))["seat_proposed_by"] is False
    )
    assert met(asked(DRAFT, "seat", **facts, by="general_assembly"))["seat_appointed_by"] is False


# who is eligible ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, PASSED),
        ({"offices": []}, FAILED),
        ({"of_member": False}, FAILED),
        ({"offices": None}, INCOMPLETE),
        ({"of_member": None}, INCOMPLETE),
    ],
)
def test_the_president_is_a_rector_of_a_member(facts, expected):
    given = {name: value for name, value in {**RECTOR, **facts}.items() if value is not None}
    assert outcome(DRAFT, "seat", seat="presidium.president", served=[], **given) is expected


def test_what_a_person_lacks_is_said_in_both_languages():
    verdict = asked(DRAFT, "seat", seat="presidium.president", served=[], **{**RECTOR, "offices": []})
    assert told(verdict, DRAFT) == ("No: One of these offices has to be held: rector of a member (article 14(1)).")
    assert told(verdict, DRAFT, "az") == (
        "Xeyr: Şəxs bu vəzifələrdən birini tutmalıdır: üzvün rektoru (Nizamnamənin 14.1-ci bəndi)."
    )


RESERVED = """
[[organs.board.seats.member.eligible]]
article = "1.2"
groups = ["private"]
"""


@pytest.mark.parametrize(
    ("groups", "expected"), [(["private"], PASSED), (["state"], FAILED), ([], FAILED), (None, INCOMPLETE)]
)
def test_v8_a_seat_is_reserved_for_a_group(groups, expected):
    facts = {} if groups is None else {"groups": groups}
    assert outcome(board(RESERVED), "seat", seat="board.member", person="B", **facts) is expected


def test_a_seat_is_open_to_some_categories_of_members_alone():
    charter = board()
    organ = charter.organs["board"]
    rule = Holder(article="1.2", categories=("full",))
    seats = {**organ.seats, "member": organ.seats["member"].but(eligible=(rule,))}
    charter = charter.but(organs={**charter.organs, "board": organ.but(seats=seats)})
    facts = facts_of(question("seat"), {"seat": "board.member", "person": "B"}, charter)
    assert [ask("seat", facts.but(category=category), charter).outcome for category in ("full", "associate", None)] == [
        PASSED,
        FAILED,
        INCOMPLETE,
    ]


INSIDE = """
[organs.bureau]
name = { az = "büro", en = "Bureau" }
article = "1.1"
of = "board"

[organs.bureau.seats.member]
article = "1.2"
name = { az = "üzv", en = "member" }
elected_by = "board"
"""


@pytest.mark.parametrize(("holds", "expected"), [([{"post": "board.chair"}], PASSED), ([], FAILED), (None, INCOMPLETE)])
def test_who_sits_in_an_organ_within_an_organ_sits_in_both(holds, expected):
    facts = {} if holds is None else {"holds": holds}
    assert outcome(board(INSIDE), "seat", seat="bureau.member", person="B", **facts) is expected


# what is not held together --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seat", "holds", "expected"),
    [
        ({"seat": "audit_commission.member"}, [{"post": "presidium.elected"}], FAILED),
        ({"seat": "audit_commission.member"}, [{"post": "presidium.secretary_general"}], PASSED),
        ({"seat": "presidium.elected"}, [{"post": "audit_commission.member"}], FAILED),
        ({"seat": "audit_commission.member"}, [], PASSED),
        ({"seat": "audit_commission.member"}, None, INCOMPLETE),
        (
            {"seat": "committee.member", "body": "science"},
            [{"post": "committee.member", "body": "students"}], FAILED,
        ),
        (
            {"seat": "committee.member", "body": "science"},
            [{"post": "committee.substitute", "body": "students"}], PASSED,
        ),
        (
            {"seat": "committee.chair", "body": "science"},
            [{"post": "committee.member", "body": "science"}], PASSED,
        ),
    ],
)  # fmt: skip
def test_v48_offices_that_one_person_may_not_hold_together(seat, holds, expected):
    """An advisory voice is no membership, nor is a substitute's place; a chair stays a member of the same committee."""
    facts = {"person": "B", "of_member": True, "offices": []} | ({} if holds is None else {"holds": holds})
    assert outcome(DRAFT, "seat", **seat, **facts) is expected


TOGETHER = """
[[incompatible]]
article = "1.2"
posts = ["board.chair", "treasurer", "deputy"]
then = "{then}"
{more}
"""
HOLDING = {"seat": "board.chair", "person": "B", "offices": ["treasurer"], "begins": "2027-03-01"}


def test_v48_the_later_one_is_refused_and_the_earlier_one_named():
    charter = board(TOGETHER.format(then="later_refused", more=""))
    verdict = asked(charter, "seat", **HOLDING, holds=[])
    assert verdict.outcome is FAILED
    assert told(verdict, charter) == (
        "No: Not more than 1 of these is held together (Chair, Treasurer, Deputy). "
        "Held already: Treasurer (article 1(2))."
    )


def test_v48_the_earlier_one_ends():
    charter = board(TOGETHER.format(then="earlier_ends", more=""))
    verdict = asked(charter, "seat", **HOLDING, holds=[])
    assert verdict.outcome is PASSED
    assert verdict.answer["ends_posts"] == ["treasurer"]
    assert [(one.act, one.who) for one in verdict.next] == [("seat_ends", "treasurer")]


def test_v48_the_person_has_to_choose_within_a_time():
    charter = board(TOGETHER.format(then="must_choose", more="within = { days = 14 }"))
    verdict = asked(charter, "seat", **HOLDING, holds=[])
    assert verdict.outcome is INCOMPLETE
    assert [(one.act, one.by) for one in verdict.next] == [("choose", "2027-03-15")]


def test_v48_of_several_the_one_taken_first_ends():
    charter = board(TOGETHER.format(then="earlier_ends", more="most = 2"))
    holds = [{"post": "deputy", "since": "2025-01-01"}, {"post": "treasurer", "since": "2026-01-01"}]
    verdict = asked(charter, "seat", seat="board.chair", person="B", offices=[], holds=holds)
    assert verdict.answer["ends_posts"] == ["deputy"]


# the guide ------------------------------------------------------------------------------------------------------------

PAGE = Path("docs/law/seats.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.split("\n")[0] for one in EXAMPLES])
def test_every_example_of_the_guide_is_a_rule(example):
    assert board(example).organs["board"].seats


# faults ---------------------------------------------------------------------------------------------------------------

FAULTS = [
    ("two ways at once", 'elected_by = "general_assembly"\nname', "seat_ways"),
    ("no name", 'appointed_by = "board"', "missing_key"),
    ("nothing asked", 'appointed_by = "board"\nname = { az = "a", en = "a" }\neligible = [{ article = "1.1" }]', "eligible_empty"),
    ("none has to send", 'sent_by = "each_member"\nname = { az = "a", en = "a" }\nleast = 0', "seat_least_sent"),
    ("more than there are", 'appointed_by = "board"\nname = { az = "a", en = "a" }\nleast = 2', "seat_least"),
    ("among nobody", 'appointed_by = "board"\nname = { az = "a", en = "a" }\namong = "membr"', "not_found"),
    ("an office nobody knows", 'appointed_by = "board"\noffice = "chiar"', "not_found"),
    ("a seat nobody knows", 'ex_officio = ["board.chiar"]\nname = { az = "a", en = "a" }', "not_found"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "code"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_seat_that_is_none_is_named(written, code):
    written = (
        written.replace("\nname", '\nappointed_by = "board"\nname = { az = "a", en = "a" }')
        if code == "seat_ways"
        else written
    )
    with pytest.raises(CharterError) as wrong:
        board(f'[organs.board.seats.guest]\narticle = "1.1"\n{written}\n')
    assert code in {fault.code for fault in wrong.value.faults}


def test_organs_inside_one_another_are_refused_by_name():
    inner = INSIDE + '[organs.desk]\nname = { az = "masa", en = "Desk" }\narticle = "1.1"\nof = "bureau"\n'
    with pytest.raises(CharterError) as wrong:
        board(
            inner,
            (
                'article = "1.1"\n\n[organs.board.seats.chair]',
                'article = "1.1"\nof = "desk"\n\n[organs.board.seats.chair]',
            ),
        )
    assert "These organs are inside one another: board → desk → bureau → board." in wrong.value.text


def test_seats_held_because_of_one_another_are_refused_by_name():
    with pytest.raises(CharterError, match=r"board\.a → board\.b → board\.a"):
        board(
            '[organs.board.seats.a]\narticle = "1.1"\nname = { az = "a", en = "a" }\nex_officio = ["board.b"]\n'
            '[organs.board.seats.b]\narticle = "1.1"\nname = { az = "b", en = "b" }\nex_officio = ["board.a"]\n'
        )


@pytest.mark.parametrize(
    ("sort", "seat", "code"),
    [
        ("network", 'elected_by = "board"', "committee_network"),
        ("network", 'sent_by = "each_member"', None),
        ("delegate", 'elected_by = "board"', "committee_delegate"),
        ("delegate", 'appointed_by = "chair"\nnumber = 2', "committee_delegate"),
        ("delegate", 'appointed_by = "chair"', None),
    ],
)
def test_the_sort_of_a_committee_says_how_it_is_filled(sort, seat, code):
    more = (
        f'[organs.circle]\nname = {{ az = "a", en = "a" }}\narticle = "1.1"\ncommittee = "{sort}"\n'
        f'[organs.circle.seats.one]\narticle = "1.1"\nname = {{ az = "a", en = "a" }}\n{seat}\n'
    )
    if code is None:
        assert board(more).organs["circle"].committee == sort
        return
    with pytest.raises(CharterError) as wrong:
        board(more)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"seat": "committee.member", "person": "B"}, "body_missing"),
        ({"seat": "presidium.president", "body": "science", "person": "B"}, "body_of_one"),
        ({"seat": "presidium.president", "person": "B", "sits": [{"person": "C", "seat": "audit_commission.member"}]}, "sits_elsewhere"),
        ({"seat": "presidium.president", "person": "B", "sits": [{"person": "B", "seat": "presidium.president"}]}, "sits_twice"),
        ({"seat": "presidium.presidnt", "person": "B"}, "not_found"),
        ({"seat": "president", "person": "B"}, "out_of_form"),
        ({"seat": "presidium.president", "person": "B", "served": [{"person": "B", "begins": "2027-01-01", "ends": "2026-01-01"}]}, "served_order"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_with_the_remedy(facts, code):
    with pytest.raises(LawError) as wrong:
        asked(DRAFT, "seat", **facts)
    assert wrong.value.code == code
    assert wrong.value.remedy
