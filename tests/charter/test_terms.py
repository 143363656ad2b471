"""When a term ends and why, who acts meanwhile: the mechanisms by number, and the terms of real bodies row by row."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import CharterError, LawError, Outcome, read_charter

from .seated import DEPUTIES, FIXED, RECTOR, REST, TWO_YEARS, acting, asked, board, end, met, outcome, term, told

DRAFT = read_charter("charters/azerbaijan-draft.toml")


# terms of real bodies, row by row -------------------------------------------------------------------------------------


def test_an_office_ends_when_the_person_stops_being_rector():
    """RKM; practised at uniko (2023, 2024) and in the CRC (2014)."""
    charter = term(TWO_YEARS, RECTOR)
    left = [{"post": "rector", "on": "2028-03-01"}]
    assert end(charter, elected="2027-01-15", left=left) == ("2028-03-01", "office_ended")
    assert end(charter, elected="2027-01-15") == ("2029-01-15", "time_over")
    assert end(term(TWO_YEARS), elected="2027-01-15", left=left) == ("2029-01-15", "time_over")
    late = [{"post": "rector", "on": "2029-03-01"}]
    assert end(charter, elected="2027-01-15", left=late) == ("2029-01-15", "time_over")


def test_the_first_deputy_acts_until_the_by_election():
    """uniko."""
    charter = term(TWO_YEARS, RECTOR, REST, DEPUTIES.replace("HOW", "in_order"))
    verdict = asked(
        charter, "term", seat="board.chair", elected="2027-01-15", left=[{"post": "rector", "on": "2028-03-01"}]
    )
    assert verdict.answer == {
        "seat": "board.chair", "begins": "2027-01-15", "ends": "2028-03-01", "cause": "office_ended",
        "acting_posts": ["deputy"], "way": "in_order", "keeps_own": True, "by_election": "2028-04-30", "successor_ends": "2029-01-15",
    }  # fmt: skip
    assert [(one.act, one.who, one.by) for one in verdict.next] == [("by_election", "general_assembly", "2028-04-30")]


def test_a_by_election_is_for_the_rest_of_the_term():
    """CRC: 20 February 2014 to 31 July 2015."""
    facts = {"elected": "2014-02-20", "by_election": True}
    assert asked(term(FIXED, REST), "term", seat="board.chair", **facts).answer["begins"] == "2014-02-20"
    assert end(term(FIXED, REST), **facts) == ("2015-07-31", "time_over")
    assert end(term(TWO_YEARS, REST), **facts, predecessor_ends="2015-07-31") == ("2015-07-31", "time_over")
    assert outcome(term(TWO_YEARS, REST), "term", seat="board.chair", **facts) is Outcome.INCOMPLETE
    whole = REST.replace("60 }", "60 }, rest_of_term = false")
    assert end(term(TWO_YEARS, whole), **facts) == ("2016-02-20", "time_over")


@pytest.mark.parametrize(
    ("rule", "elected", "begins", "ends"),
    [
        (FIXED, "2013-06-11", "2013-08-01", "2015-07-31"),
        (FIXED, "2013-08-01", "2013-08-01", "2015-07-31"),
        (FIXED, "2014-06-11", "2015-08-01", "2017-07-31"),
        ("length = { years = 1 }\nfixed = { month = 8, day = 1 }", "2002-05-02", "2002-08-01", "2003-07-31"),
        (
            "length = { years = 3 }\nfixed = { month = 10, day = 1, year = 2021 }",
            "2024-06-20",
            "2024-10-01",
            "2027-09-30",
        ),
        (
            "length = { years = 2 }\nfixed = { month = 1, day = 1, year = 2018 }",
            "2017-11-20",
            "2018-01-01",
            "2019-12-31",
        ),
    ],
)
def test_a_term_by_fixed_days(rule, elected, begins, ends):
    """CRC 1 August to 31 July, of two years and earlier of one; RKM from 1 October; UNIFI calendar years."""
    answer = asked(term(rule), "term", seat="board.chair", elected=elected).answer
    assert (answer["begins"], answer["ends"]) == (begins, ends)


def test_a_term_from_the_day_of_the_election_while_the_president_begins_months_later():
    """SRK: the vice-presidents at once, the president in August."""
    charter = board(
        '[terms.chair]\narticle = "1.1"\nseats = ["board.chair"]\nlength = { years = 2 }\nstart_delay = { months = 6 }\n'
        '[terms.others]\narticle = "1.1"\nseats = ["board"]\nlength = { years = 2 }\n'
    )
    assert end(charter, elected="2027-02-10") == ("2029-08-10", "time_over")
    answer = asked(charter, "term", seat="board.member", elected="2027-02-10").answer
    assert (answer["begins"], answer["ends"]) == ("2027-02-10", "2029-02-10")


def test_who_is_in_office_holds_on_until_the_successor_begins():
    """RKM. Holding over is for a time that is over, not for an office that was lost."""
    charter = term(TWO_YEARS, RECTOR, 'holding_over = { article = "1.2" }', DEPUTIES.replace("HOW", "in_order"))
    assert acting(charter) == (["board.chair"], "holding_over")
    assert acting(charter, left=[{"post": "rector", "on": "2028-03-01"}]) == (["deputy"], "in_order")
    assert acting(charter, absent=True) == (["deputy"], "in_order")


def test_an_early_election_on_the_presidents_call():
    """Crue 2021."""
    charter = term(TWO_YEARS, 'early_election = { article = "1.2", by = "chair" }')
    called = {"by": "chair", "on": "2027-11-20"}
    assert end(charter, elected="2027-01-15", early_election=called) == ("2027-11-20", "early_election")
    assert acting(charter, early_election=called) == ([], "successor")
    other = asked(charter, "term", seat="board.chair", elected="2027-01-15", early_election={**called, "by": "board"})
    assert other.answer["ends"] == "2029-01-15" and met(other)["term_called_by"] is False
    none = asked(term(TWO_YEARS), "term", seat="board.chair", elected="2027-01-15", early_election=called)
    assert none.answer["ends"] == "2029-01-15" and met(none)["term_no_early_election"] is False


SEATED_PERSON = """
[organs.general_assembly.seats.member]
article = "1.1"
name = { az = "üzv", en = "member" }
sent_by = "each_member"
confirmed = { article = "1.2", by = "board" }
eligible = [{ article = "1.2", offices = ["rector"], of_member = true }]
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"of_member": True, "confirmed": True}, Outcome.PASSED),
        ({"of_member": True}, Outcome.INCOMPLETE),
        ({"of_member": False, "confirmed": True}, Outcome.FAILED),
    ],
)
def test_membership_of_the_person_in_office_is_taken_up_anew_by_the_presidium(facts, expected):
    """CRC: a successor confirms by notice; a rector of an institution that is no member needs a decision of its own."""
    given = {"seat": "general_assembly.member", "act": "chosen", "person": "B", "offices": ["rector"], **facts}
    assert outcome(board(SEATED_PERSON), "seat", **given) is expected


# other ends -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recall", "recalled", "expected"),
    [
        ("", {"on": "2028-02-01"}, ("2029-01-15", "time_over")),
        ('recall = { article = "1.2" }', {"on": "2028-02-01"}, ("2028-02-01", "recalled")),
        ('recall = { article = "1.2", constructive = true }', {"on": "2028-02-01", "successor_elected": True}, ("2028-02-01", "recalled")),
        ('recall = { article = "1.2", constructive = true }', {"on": "2028-02-01", "successor_elected": False}, ("2029-01-15", "time_over")),
    ],
)  # fmt: skip
def test_a_constructive_recall_takes_a_successor(recall, recalled, expected):
    assert end(term(TWO_YEARS, recall), elected="2027-01-15", recalled=recalled) == expected


def test_of_several_ends_the_first_counts():
    charter = term(
        TWO_YEARS, 'ends_with = [{ article = "1.2", office = "rector" }, { article = "1.1", membership = true }]'
    )
    left = [{"post": "rector", "on": "2028-03-01"}]
    assert end(charter, elected="2027-01-15", left=left, membership_ended="2028-02-01") == (
        "2028-02-01",
        "membership_ended",
    )
    assert end(charter, elected="2027-01-15", left=left, resigned="2027-12-31") == ("2027-12-31", "resigned")


def test_a_part_of_a_staggered_board_has_a_shorter_first_term():
    """EUA: parts of the board are elected in different years."""
    charter = term("length = { years = 4 }", 'staggered = { article = "1.2", first = [{ years = 2 }, { years = 4 }] }')
    assert end(charter, elected="2021-04-22", first=True, part=1) == ("2023-04-22", "time_over")
    assert end(charter, elected="2021-04-22", first=True, part=2) == ("2025-04-22", "time_over")
    assert end(charter, elected="2023-04-22", part=1) == ("2027-04-22", "time_over")
    assert outcome(charter, "term", seat="board.chair", elected="2021-04-22", first=True) is Outcome.INCOMPLETE
    with pytest.raises(LawError, match="There is no part 3: there are 2"):
        end(charter, elected="2021-04-22", first=True, part=3)


CO_OPTION = 'co_option = { article = "1.2", up_to = "2/5", until = "next_session" }'


@pytest.mark.parametrize(("already", "expected"), [(0, Outcome.PASSED), (1, Outcome.PASSED), (2, Outcome.FAILED)])
def test_an_organ_fills_its_own_seats_up_to_a_share(already, expected):
    charter = board(f'[terms.board]\narticle = "1.1"\nseats = ["board"]\n{TWO_YEARS}\n{CO_OPTION}\n')
    sits = [{"person": f"P{at}", "seat": "board.member", "co_opted": True} for at in range(already)]
    facts = {"seat": "board.member", "act": "co_opted", "person": "B"}
    assert outcome(charter, "seat", **facts, by="board", sits=sits) is expected
    assert outcome(charter, "seat", **facts, by="general_assembly", sits=sits) is Outcome.FAILED
    assert outcome(board(), "seat", **facts, by="board", sits=sits) is Outcome.FAILED


def test_who_was_taken_in_sits_until_the_next_session_or_for_the_rest():
    charter = term(TWO_YEARS, CO_OPTION)
    facts = {"elected": "2028-02-20", "co_opted": True}
    assert end(charter, **facts, next_session="2028-05-10") == ("2028-05-10", "time_over")
    assert outcome(charter, "term", seat="board.chair", **facts) is Outcome.INCOMPLETE
    rest = term(FIXED, CO_OPTION.replace("next_session", "rest_of_term"))
    assert end(rest, elected="2014-02-20", co_opted=True) == ("2015-07-31", "time_over")


TASK = """
[organs.task_group]
name = { az = "işçi qrupu", en = "Working group" }
article = "1.2"
several = true
committee = "temporary"

[organs.task_group.seats.member]
article = "1.2"
name = { az = "üzv", en = "member" }
number = 5
appointed_by = "board"

[terms.task_group]
article = "1.2"
seats = ["task_group"]
"""


def test_a_seat_in_a_temporary_organ_ends_with_it():
    facts = {"seat": "task_group.member", "body": "fees", "elected": "2027-03-01"}
    assert outcome(board(TASK), "term", **facts) is Outcome.INCOMPLETE
    verdict = asked(board(TASK), "term", **facts, organ_ends="2027-12-31")
    assert (verdict.answer["ends"], verdict.answer["cause"], verdict.answer["way"]) == (
        "2027-12-31",
        "organ_ended",
        "organ_gone",
    )


def test_a_seat_without_a_term_has_no_rule():
    verdict = asked(board(), "term", seat="board.member", elected="2027-01-15")
    assert verdict.outcome is Outcome.NO_RULE
    assert told(verdict, board()) == "No rule: The charter sets no term of this seat: member (Board)."


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_fixed_term_always_begins_on_its_day_and_lasts_its_years(elected):
    answer = asked(FIXED_TERM, "term", seat="board.chair", elected=elected.isoformat()).answer
    begins, ends = date.fromisoformat(answer["begins"]), date.fromisoformat(answer["ends"])
    assert begins >= elected and (begins - elected).days < 731 + 1
    assert (begins.month, begins.day, begins.year % 2) == (8, 1, 1)
    assert (ends.month, ends.day, ends.year) == (7, 31, begins.year + 2)


FIXED_TERM = term(FIXED)


@pytest.mark.parametrize("elected", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_days_that_no_term_reaches_are_refused(elected):
    for charter in (FIXED_TERM, term(TWO_YEARS)):
        with pytest.raises(LawError) as wrong:
            end(charter, elected=elected)
        assert wrong.value.code == "date_out_of_range"


# the draft ------------------------------------------------------------------------------------------------------------


def test_the_president_of_the_draft_and_who_acts():
    facts = {"seat": "presidium.president", "elected": "2027-01-15"}
    left = [{"post": "rector", "on": "2028-03-01"}]
    verdict = asked(DRAFT, "term", **facts, left=left)
    assert told(verdict, DRAFT) == (
        "Answered: Begins: 15 January 2027; ends: 1 March 2028 (another office ended). "
        "Acting meanwhile: first Vice-President (the first who is there). The seat: President."
    )
    assert told(verdict, DRAFT, "az") == (
        "Cavab verildi: Başlanğıcı: 15 yanvar 2027-ci il; sonu: 1 mart 2028-ci il (başqa vəzifə başa çatıb). "
        "Bu arada əvəz edən: birinci vitse-prezident (yerində olan birinci şəxs). Yer: prezident."
    )
    assert [one.article for one in verdict.reasons] == ["14.1", "14.5", "14.4", "26.1"]
    second = asked(DRAFT, "term", **facts, left=left, missing=["first_vice_president"])
    assert second.answer["acting_posts"] == ["second_vice_president"]
    assert asked(DRAFT, "term", **facts).answer["way"] == "holding_over"
    assert asked(DRAFT, "term", **{**facts, "seat": "president"}).answer["ends"] == "2029-01-15"


def test_the_first_president_is_elected_within_ninety_days_of_the_registration():
    verdict = asked(DRAFT, "term", seat="presidium.president", founded="2027-02-01")
    assert verdict.answer["acting_posts"] == ["chosen_founders"]
    assert [(one.act, one.who, one.article, one.by) for one in verdict.next] == [
        ("elect", "general_assembly", "30.6", "2027-05-02")
    ]


# faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (["fixed = { month = 8, day = 1 }"], "fixed_length"),
        (["length = { months = 6 }", "fixed = { month = 8, day = 1 }"], "fixed_length"),
        (['length = { years = 1, first_day = "counts" }', "fixed = { month = 8, day = 1 }"], "fixed_first_day"),
        (["length = { years = 1 }", 'limit = { article = "1.1", years = 6, rest_counts = false }'], "missing_key"),
        ([TWO_YEARS, "fixed = { month = 8, day = 1 }"], "missing_key"),
        ([TWO_YEARS, "fixed = { month = 2, day = 29, year = 2024 }"], "no_such_day"),
        ([FIXED, "start_delay = { months = 1 }"], "fixed_delay"),
        (['limit = { article = "1.1" }'], "limit_empty"),
        (['ends_with = [{ article = "1.1" }]'], "ends_with"),
        (['ends_with = [{ article = "1.1", office = "rector", membership = true }]'], "ends_with"),
        (['absences = { article = "1.1", number = 3, then = "suspended" }'], "absences_heard"),
        (['acting = { article = "1.1", posts = ["deputi"] }'], "not_found"),
    ],
)
def test_a_term_that_is_none_is_named(rules, code):
    with pytest.raises(CharterError) as wrong:
        term(*rules)
    assert code in {fault.code for fault in wrong.value.faults}


def test_a_seat_has_one_term():
    with pytest.raises(CharterError, match=r"term of board\.chair stands here a second time"):
        board("".join(f'[terms.{key}]\narticle = "1.1"\nseats = ["board.chair"]\n{TWO_YEARS}\n' for key in ("a", "b")))
