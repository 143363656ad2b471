"""Rounds of elections, mechanism by mechanism: what a round decides, who goes on, what breaks a tie."""

from __future__ import annotations

import pytest

from konfrans.charter import CharterError, CountError, Outcome, load_charter, speak
from konfrans.charter.asking import ask
from konfrans.charter.starters import club

from .polls import BORDER, HALF_CAST, RESERVED, TWO_RESERVED, UNIKO, came_to, election, elects, hold, rounds


def test_v2_two_thirds_then_a_confirmatory_vote_on_the_front_runner_alone():
    """Two thirds elect; where nobody has them there is a vote on the front-runner alone (uniko)."""
    charter = election(UNIKO)
    assert came_to(hold(charter, a=10, b=5)) == (Outcome.PASSED, ["a"], [])
    assert came_to(hold(charter, a=9, b=6)) == (Outcome.MOVED_ON, [], ["a"])
    assert came_to(hold(charter, number=2, a={"votes": 10, "no": 5})) == (Outcome.PASSED, ["a"], [])
    assert came_to(hold(charter, number=2, a={"votes": 9, "no": 6})) == (Outcome.REOPEN, [], [])


def test_v3_majority_of_all_members_twice_then_of_the_votes():
    """Rounds one and two: a majority of all members; round three: a majority of the votes (RKM)."""
    members = elects('more_than = { share = "1/2", of = "members" }')
    charter = election(rounds(f"{members}, times = 2", HALF_CAST))
    assert [came_to(hold(charter, number=n, present=10, a=7, b=3))[0] for n in (1, 2, 3)] == [
        Outcome.MOVED_ON, Outcome.MOVED_ON, Outcome.PASSED,
    ]  # fmt: skip
    assert hold(charter, present=10, a=8, b=2).outcome is Outcome.PASSED
    with pytest.raises(CountError, match="There is no round 4"):
        hold(charter, number=4, a=8)


def test_v4_a_closed_list_still_needs_a_vote_and_blanks_count():
    """62 for a single list, 8 blank, of 70 (CPU): elected by a majority of the votes cast, blanks among them."""
    blanks = elects('more_than = { share = "1/2", of = "cast_with_blanks" }')
    charter = election(rounds(blanks), ticket=3)
    assert hold(charter, a=8, Blank=7).outcome is Outcome.PASSED
    assert hold(charter, a=7, Blank=8).outcome is Outcome.REOPEN
    assert hold(charter, a=0, Blank=8).outcome is Outcome.NO_RESULT
    with pytest.raises(CharterError):
        election(rounds(blanks), ticket=3, seats=2)


SIX = {"a": 12, "b": 11, "c": 9, "d": 6, "e": 4, "f": 3}


def test_v5_six_candidates_for_three_seats():
    charter = election(rounds(""), seats=3)
    assert came_to(hold(charter, Ballots=15, **SIX)) == (Outcome.PASSED, ["a", "b", "c"], [])
    tie = hold(charter, Ballots=15, **(SIX | {"d": 9, "e": 3, "f": 1}))
    assert (tie.outcome, tie.answer["elected"], tie.answer["tied"]) == (Outcome.LOT, ["a", "b"], ["c", "d"])
    assert came_to(hold(charter, Ballots=15, Lot=["d"], **(SIX | {"d": 9, "e": 3, "f": 1}))) == (
        Outcome.PASSED,
        ["a", "b", "d"],
        [],
    )


def test_v8_a_reserved_seat_the_last_elected_gives_way():
    charter = election(RESERVED + rounds(""), seats=2)
    capital = {"region": "capital"}
    voted = {"a": 9, "b": 8, "c": {"votes": 5, "has": capital}, "d": {"votes": 4, "has": capital}}
    assert came_to(hold(charter, Ballots=15, **voted)) == (Outcome.PASSED, ["a", "c"], [])
    assert came_to(hold(charter, Ballots=15, **(voted | {"a": {"votes": 9, "has": capital}})))[1] == ["a", "b"]
    lacking = hold(charter, Ballots=15, a=9, b=8, c=5)
    assert (lacking.outcome, lacking.answer["elected"], lacking.answer["open"]) == (Outcome.REOPEN, ["a"], 1)


def test_v9_rotation_by_seniority_without_an_election():
    """The presidency goes round by the seniority of universities (CRUP 1979)."""
    charter = election('rotation = { article = "1.2", by = "seniority" }\n')
    known = {
        key: {"since": day} for key, day in {"new": "1973-08-11", "old": "1290-03-01", "mid": "1911-03-22"}.items()
    }
    order = []
    for _ in range(4):
        order += hold(charter, Served=order, **known).answer["elected"]
    assert order == ["old", "mid", "new", "old"]


@pytest.mark.parametrize(("presiding", "expected"), [("x", "x"), ("a", "z"), (None, None)])
def test_v18_the_oldest_presides_when_the_incumbent_stands(presiding, expected):
    charter = election(rounds(HALF_CAST), presiding='{ article = "1.2", who = "oldest" }')
    there = [{"key": "y", "born": "1960-01-01"}, {"key": "z", "born": "1950-01-01"}, {"key": "a", "born": "1940-01-01"}]
    facts = {"Presiding": presiding} if presiding else {}
    assert hold(charter, There=there, a=8, b=7, **facts).answer["presides"] == expected


def test_v36_no_vote_at_all_is_no_result():
    assert hold(election(rounds(HALF_CAST)), a=0, b=0, Blank=10).outcome is Outcome.NO_RESULT


@pytest.mark.parametrize(
    ("way", "votes", "expected"),
    [
        ("declared", 0, Outcome.PASSED),
        ("reopen", 0, Outcome.REOPEN),
        ("vote", 8, Outcome.PASSED),
        ("vote", 7, Outcome.REOPEN),
    ],
)
def test_v57_one_candidate_for_a_seat(way, votes, expected):
    charter = election(rounds(HALF_CAST), sole=f'{{ article = "1.2", way = "{way}" }}')
    assert hold(charter, a={"votes": votes, "no": 15 - votes}).outcome is expected
    assert hold(charter, a=8, b=7).outcome is Outcome.PASSED


def test_none_of_these_opens_nominations_again():
    charter = election(rounds(HALF_CAST), none_of_these="true")
    assert hold(charter, a=8, None_of_these=7).outcome is Outcome.PASSED
    assert hold(charter, a=7, None_of_these=8).outcome is Outcome.REOPEN
    with pytest.raises(CountError, match="other candidates"):
        hold(election(rounds(HALF_CAST)), a=7, None_of_these=8)


def test_elimination_the_last_one_drops_out():
    charter = election(rounds(f"{HALF_CAST}, drops = 1, times = 2", HALF_CAST))
    assert came_to(hold(charter, a=6, b=5, c=4)) == (Outcome.MOVED_ON, [], ["a", "b"])


@pytest.mark.parametrize(
    ("tie", "facts", "expected"),
    [("all_advance", {}, ["a", "b", "c"]), ("lot", {"Lot": ["c", "b"]}, ["a", "c"]), ("seniority", {}, ["a", "c"]), ("age", {}, ["a", "b"])],
)  # fmt: skip
def test_a_tie_at_the_border(tie, facts, expected):
    charter = election(rounds(f'{BORDER}, tie = "{tie}"', HALF_CAST))
    tied = {"b": {"votes": 4, "since": "2020-01-01", "born": "1950-01-01"}, "c": {"votes": 4, "since": "2010-01-01", "born": "1960-01-01"}}  # fmt: skip
    assert came_to(hold(charter, a=7, **tied, **facts)) == (Outcome.MOVED_ON, [], expected)


def test_a_tie_at_the_border_by_another_vote_or_a_lot_that_is_not_drawn_yet():
    for tie, outcome in (("lot", Outcome.LOT), ("vote", Outcome.MOVED_ON)):
        verdict = hold(election(rounds(f'{BORDER}, tie = "{tie}"', HALF_CAST)), a=7, b=4, c=4)
        assert (verdict.outcome, verdict.answer["tied"]) == (outcome, ["b", "c"])
    with pytest.raises(CountError, match="day that decides"):
        hold(election(rounds(f'{BORDER}, tie = "age"', HALF_CAST)), a=7, b=4, c=4)


def test_the_words_say_who_goes_on():
    charter = election(UNIKO)
    assert speak("en").why(hold(charter, a=9, b=6), charter) == "Elected: none. In the next round: a."
    assert speak("az").why(hold(charter, a=10, b=5), charter) == "Seçilənlər: a."


def test_v2_two_thirds_of_two_who_are_equal_first():
    """Who is the front-runner is not a matter of keys: a lot draws one, and is given back."""
    charter = election(UNIKO)
    assert hold(charter, a=7, b=7).outcome is Outcome.LOT
    assert came_to(hold(charter, Lot=["b"], a=7, b=7)) == (Outcome.MOVED_ON, [], ["b"])


@pytest.mark.parametrize(
    ("persons", "error"),
    [(["x", "y", "z"], None), (["x", "y"], "a list holds 3"), (["x", "y", "y"], "a list holds 3")],
)
def test_v4_a_list_holds_so_many_persons_who_are_elected_with_it(persons, error):
    charter = election(rounds(HALF_CAST), ticket=3)
    if error is None:
        assert hold(charter, a={"votes": 8, "persons": persons}).answer["persons"] == persons
        return
    with pytest.raises(CountError, match=error):
        hold(charter, a={"votes": 8, "persons": persons})
    with pytest.raises(CountError, match="no lists are elected"):
        hold(election(rounds(HALF_CAST)), a={"votes": 8, "persons": persons})


def test_v5_a_least_number_of_votes_for_each_of_several_seats():
    charter = election(rounds(elects("at_least = 6")), seats=3)
    assert came_to(hold(charter, Ballots=15, a=9, b=6, c=5)) == (Outcome.REOPEN, ["a", "b"], [])


def test_v8_equal_votes_among_the_elected_and_among_the_others_are_a_tie():
    capital = {"region": "capital"}
    charter = election(RESERVED + rounds(""), seats=2)
    last = {"a": 9, "b": 9, "c": {"votes": 5, "has": capital}}
    open_tie = hold(charter, Ballots=15, **last)
    assert (open_tie.outcome, open_tie.answer["elected"], open_tie.answer["tied"]) == (Outcome.LOT, [], ["a", "b"])
    assert came_to(hold(charter, Ballots=15, Lot=["b", "a"], **last))[1] == ["b", "c"]
    first = {"a": 9, "b": 8, "c": {"votes": 5, "has": capital}, "d": {"votes": 5, "has": capital}}
    open_tie = hold(charter, Ballots=15, **first)
    assert (open_tie.outcome, open_tie.answer["elected"], open_tie.answer["tied"]) == (Outcome.LOT, ["a"], ["c", "d"])
    assert came_to(hold(charter, Ballots=15, Lot=["d"], **first))[1] == ["a", "d"]


def test_v8_a_second_reserved_seat_does_not_undo_the_first():
    charter = election(TWO_RESERVED + rounds(""), seats=2)
    capital, private = {"region": "capital"}, {"sector": "private"}
    voted = {"a": 9, "b": 8, "c": {"votes": 5, "has": capital}, "d": {"votes": 4, "has": private}}
    assert sorted(hold(charter, Ballots=15, **voted).answer["elected"]) == ["c", "d"]
    one_seat = election(TWO_RESERVED + rounds(""))
    both = {"a": 6, "c": {"votes": 4, "has": capital}, "d": {"votes": 3, "has": capital | private}}
    assert came_to(hold(one_seat, **both)) == (Outcome.PASSED, ["d"], [])
    lacking = hold(one_seat, a=6, c={"votes": 4, "has": capital}, d={"votes": 3, "has": private})
    assert (lacking.outcome, lacking.answer["elected"], lacking.answer["open"]) == (Outcome.REOPEN, [], 1)


def test_v8_those_elected_in_earlier_rounds_count_for_the_reserved_seat():
    charter = election(RESERVED + rounds(HALF_CAST, ""), seats=2)
    later = {"number": 2, "Open_seats": 1, "b": 8, "c": {"votes": 5, "has": {"region": "capital"}}}
    assert hold(charter, Seated=[{"key": "a", "has": {"region": "capital"}}], **later).answer["elected"] == ["b"]
    assert hold(charter, Seated=[{"key": "a"}], **later).answer["elected"] == ["c"]
    with pytest.raises(CountError, match="1 seats are filled"):
        hold(charter, **later)
    with pytest.raises(CountError, match="elected already"):
        hold(charter, Seated=[{"key": "b"}], **later)


def test_v8_where_those_elected_have_the_property_and_are_too_few_nobody_gives_way():
    charter = election(RESERVED.replace("at_least = 1", "at_least = 2") + rounds(HALF_CAST, ""), seats=2)
    later = {"number": 2, "Open_seats": 1, "Seated": [{"key": "a"}], "c": 5}
    verdict = hold(charter, b={"votes": 8, "has": {"region": "capital"}}, **later)
    assert verdict.answer["elected"] == ["b"]
    assert [(one.met, one.needed, one.got) for one in verdict.reasons if one.code == "reserved"] == [(False, 2, 1)]


def test_v18_who_presides_is_said_with_the_article_and_never_guessed():
    charter = election(rounds(HALF_CAST), presiding='{ article = "1.2", who = "oldest" }')
    old = {"key": "z", "born": "1950-01-01"}
    verdict = hold(charter, There=[old], Presiding="a", a=8, b=7)
    (reason,) = [one for one in verdict.reasons if one.code == "presides"]
    assert (
        speak("en").text(reason, charter)
        == "a stands and does not preside; z presides (the oldest) (article\u00a01(2))."
    )
    unknown = hold(charter, Presiding="a", a=8, b=7)
    assert (unknown.answer["presides"], unknown.reasons[-1].met) == (None, None)
    for other, error in (({"key": "y"}, "is missing"), ({"key": "y", "born": "1950-01-01"}, "is the same")):
        with pytest.raises(CountError, match=error):
            hold(charter, There=[old, other], Presiding="a", a=8, b=7)


def test_v57_candidates_declared_elected_keep_the_reserved_seat():
    charter = election(RESERVED + rounds(""), seats=2, sole='{ article = "1.2", way = "declared" }')
    capital = {"has": {"region": "capital"}}
    assert hold(charter, a={}, b=capital).outcome is Outcome.PASSED
    assert hold(charter, a={}, b={}).outcome is Outcome.LOT
    drawn = hold(charter, Lot=["b"], a={}, b={})
    assert (drawn.outcome, drawn.answer["elected"], drawn.answer["open"]) == (Outcome.REOPEN, ["b"], 1)


def test_v57_several_unopposed_are_each_voted_on():
    charter = election(rounds(HALF_CAST), seats=2, sole='{ article = "1.2", way = "vote" }')
    assert came_to(hold(charter, a=15, b={"votes": 8, "no": 7})) == (Outcome.PASSED, ["a", "b"], [])
    assert came_to(hold(charter, a=15, b={"votes": 7, "no": 8})) == (Outcome.REOPEN, ["a"], [])


def test_more_than_every_other():
    charter = election(rounds("more_than_others = true", HALF_CAST))
    assert came_to(hold(charter, a=6, b=5)) == (Outcome.PASSED, ["a"], [])
    equal = hold(charter, a=5, b=5)
    assert came_to(equal) == (Outcome.MOVED_ON, [], ["a", "b"])
    assert [(one.code, one.needed, one.got) for one in equal.reasons if one.met is False] == [
        ("more_than_others", 6, 5)
    ] * 2
    several = election(rounds("more_than_others = true"), seats=2)
    assert came_to(hold(several, Ballots=15, a=9, b=8, c=3))[1] == ["a", "b"]
    assert came_to(hold(several, Ballots=15, a=9, b=8, c=8))[1] == ["a"]


def test_equal_votes_for_or_against_are_a_tie_too():
    charter = election(rounds(f'ballot = "yes_no", {HALF_CAST}'))
    equal = {"a": {"votes": 8, "no": 2}, "b": {"votes": 8, "no": 3}}
    assert hold(charter, **equal).outcome is Outcome.LOT
    assert came_to(hold(charter, Lot=["b"], **equal)) == (Outcome.PASSED, ["b"], [])
    amount = elects('at_least = { times = 2, of = "no" }')
    twice = election(rounds(f'ballot = "yes_no", {amount}'))
    assert hold(twice, a={"votes": 8, "no": 4}).outcome is Outcome.PASSED
    assert hold(twice, a={"votes": 8, "no": 5}).outcome is Outcome.REOPEN


def test_another_vote_between_equals_is_given_back_and_decides():
    charter = election(rounds(f'{BORDER}, tie = "vote"', HALF_CAST))
    voted = {"a": 5, "b": 4, "c": 4, "d": 2}
    still = hold(charter, **voted)
    assert (still.outcome, still.answer["advance"], still.answer["tied"]) == (Outcome.MOVED_ON, ["a"], ["b", "c"])
    assert [step.act for step in still.next] == ["tie_vote"]
    assert came_to(hold(charter, Tie_votes=[{"votes": {"b": 6, "c": 9}}], **voted))[2] == ["a", "c"]
    equal = [{"votes": {"b": 7, "c": 7}}]
    assert hold(charter, Tie_votes=equal, **voted).answer["tied"] == ["b", "c"]
    assert came_to(hold(charter, Tie_votes=[*equal, {"votes": {"b": 8, "c": 7}}], **voted))[2] == ["a", "b"]
    with pytest.raises(CountError, match="16 ballots"):
        hold(charter, Tie_votes=[{"votes": {"b": 8, "c": 8}}], **voted)


def test_another_vote_that_leaves_fewer_equal_is_followed_by_one_between_those():
    charter = election(rounds('tie = "vote"'))
    first = {"votes": {"a": 5, "b": 5, "c": 3}}
    left = hold(charter, Tie_votes=[first], a=4, b=4, c=4)
    assert (left.answer["elected"], left.answer["tied"]) == ([], ["a", "b"])
    assert hold(charter, Tie_votes=[first, {"votes": {"a": 6, "b": 7}}], a=4, b=4, c=4).answer["elected"] == ["b"]


def test_a_day_that_two_share_matters_only_at_the_border():
    charter = election(rounds('tie = "age"'))
    young = {"votes": 4, "born": "1960-01-01"}
    assert hold(charter, a={"votes": 4, "born": "1950-01-01"}, b=young, c=young).answer["elected"] == ["a"]
    with pytest.raises(CountError, match="the same day"):
        hold(charter, a={"votes": 4, "born": "1970-01-01"}, b=young, c=young)


def test_where_nothing_is_asked_but_the_most_votes_that_is_the_reason():
    text = club({}, "en")
    verdict = ask("round", {"election": "committee", "entitled": 20, "present": 13, "open_seats": 1,
                            "candidates": [{"key": "a", "votes": 7}, {"key": "b", "votes": 6}], "ballots": 13}, load_charter(text))  # fmt: skip
    reason = next(one for one in verdict.reasons if one.code == "most_votes")
    assert (reason.article, reason.met, reason.got) == ("5.2", True, 1)
    assert "The most votes decide: a: 7, b: 6" in speak("en").text(reason, load_charter(text))


def test_v2_equal_votes_in_the_last_round_are_broken_as_the_round_says():
    """Two in a run-off with equal votes: neither has more than half, and only equal votes keep them from it."""
    again = f'{HALF_CAST}, tie = "vote", breaks_equal = true'
    charter = election(rounds(f"{HALF_CAST}, advance = 2", again))
    verdict = hold(charter, a=6, b=6, Round=2)
    assert (verdict.outcome, verdict.answer["tied"]) == (Outcome.MOVED_ON, ["a", "b"])
    assert [step.act for step in verdict.next] == ["tie_vote"]
    decided = hold(charter, a=6, b=6, Round=2, Tie_votes=[{"votes": {"a": 7, "b": 5}}])
    assert came_to(decided) == (Outcome.PASSED, ["a"], [])
    drawn = election(rounds(f"{HALF_CAST}, advance = 2", f'{HALF_CAST}, tie = "lot", breaks_equal = true'))
    assert hold(drawn, a=6, b=6, Round=2).outcome is Outcome.LOT
    assert hold(charter, a=6, b=6, Blank=2, Round=2).outcome is Outcome.MOVED_ON, "blank ballots are none of those cast"
    assert hold(charter, a=5, b=5, c=4, Round=2).outcome is Outcome.REOPEN, "one vote more would elect neither"
    plain = election(rounds(f"{HALF_CAST}, advance = 2", f'{HALF_CAST}, tie = "vote"'))
    assert hold(plain, a=6, b=6, Round=2).outcome is Outcome.REOPEN, "a charter that does not say so elects nobody"
