"""Elections, mechanism by mechanism: what a round decides, who goes on, who may stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter import Charter, CharterError, CountError, Outcome, Verdict, speak
from konfrans.charter.asking import ask

from .club import club

OFFICES = """
[offices.rector]
name = { az = "rektor", en = "rector" }

[offices.committee]
name = { az = "namizədlər üzrə komissiya", en = "nominations committee" }

[offices.council]
name = { az = "şura", en = "council" }
"""


def election(rules: str, **parts: object) -> Charter:
    """The club that elects a board by these rules."""
    said = "".join(f"{key} = {value}\n" for key, value in parts.items())
    head = '\n[elections.board]\narticle = "1.2"\nname = { az = "heyət", en = "board" }\norgan = "general_assembly"\n'
    return club(more=f"{OFFICES}{head}{said}{rules}")


def rounds(*each: str) -> str:
    inner = ", ".join(f'{{ article = "1.2"{", " if one else ""}{one} }}' for one in each)
    return f"rounds = [{inner}]\n"


def elects(amount: str) -> str:
    return f'elects = {{ article = "1.2", {amount} }}'


HALF_CAST = elects('more_than = { share = "1/2", of = "cast" }')
TWO_THIRDS = elects('at_least = { share = "2/3", of = "participants" }')


def hold(charter: Charter, *, number: int = 1, present: int = 15, **votes: object) -> Verdict:
    """A round with these votes; facts that are no candidate are given with a capital."""
    facts: dict = {"election": "board", "round": number, "entitled": 15, "present": present, "candidates": []}
    for key, value in votes.items():
        if key[0].isupper():
            facts[key.lower()] = value
        elif isinstance(value, dict):
            facts["candidates"].append({"key": key, **value})
        else:
            facts["candidates"].append({"key": key, "votes": value})
    return ask("round", facts, charter)


def came_to(verdict: Verdict) -> tuple[Outcome, list[str], list[str]]:
    return verdict.outcome, verdict.answer["elected"], verdict.answer["advance"]


UNIKO = rounds(f"{TWO_THIRDS}, advance = 1", f'ballot = "yes_no", {TWO_THIRDS}')


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


NOMINATED = 'nominated = [{ article = "1.1", step = "recommends", who = ["committee"] }, { article = "1.2", step = "endorses", who = ["council"] }]\n'


@pytest.mark.parametrize(
    ("recommended", "endorsed", "expected"),
    [(None, None, Outcome.ON_HOLD), (True, None, Outcome.ON_HOLD), (True, True, Outcome.PASSED),
     (False, None, Outcome.FAILED), (True, False, Outcome.FAILED)],
)  # fmt: skip
def test_v5_a_nominations_committee_recommends_and_the_council_endorses(recommended, endorsed, expected):
    facts = {
        "election": "board",
        "recommended": {} if recommended is None else {"committee": recommended},
        "endorsed": {} if endorsed is None else {"council": endorsed},
    }
    assert ask("stand", facts, election(NOMINATED + rounds(""))).outcome is expected


@pytest.mark.parametrize(
    ("by", "expected"), [("president", Outcome.PASSED), ("rector", Outcome.FAILED), (None, Outcome.INCOMPLETE)]
)
def test_v6_officers_stand_on_the_proposal_of_the_president(by, expected):
    charter = election(rounds(""), proposed_by='"president"')
    facts = {"election": "board"} | ({"proposed_by": by} if by else {})
    assert ask("stand", facts, charter).outcome is expected


RESERVED = 'reserved = [{ article = "1.2", attribute = "region", values = ["capital"], at_least = 1 }]\n'


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


@pytest.mark.parametrize(
    ("at", "candidates", "closes", "open_now"),
    [("2026-11-18", 2, "2026-12-08", True), ("2026-11-17", 2, "2026-12-08", False), ("2026-12-08", 0, "2026-12-08", True),
     ("2026-12-09", 0, "2026-12-13", True), ("2026-12-09", 1, "2026-12-08", False)],
)  # fmt: skip
def test_v57_a_window_that_extends_itself(at, candidates, closes, open_now):
    charter = election(
        rounds(""), window='{ article = "1.2", opens = { days = 30 }, closes = { days = 10 }, extends = { days = 5 } }'
    )
    answer = ask(
        "window", {"election": "board", "on": "2026-12-18", "at": at, "candidates": candidates}, charter
    ).answer
    assert (answer["opens"], answer["closes"], answer["open"]) == ("2026-11-18", closes, open_now)


def test_none_of_these_opens_nominations_again():
    charter = election(rounds(HALF_CAST), none_of_these="true")
    assert hold(charter, a=8, None_of_these=7).outcome is Outcome.PASSED
    assert hold(charter, a=7, None_of_these=8).outcome is Outcome.REOPEN
    with pytest.raises(CountError, match="other candidates"):
        hold(election(rounds(HALF_CAST)), a=7, None_of_these=8)


def test_elimination_the_last_one_drops_out():
    charter = election(rounds(f"{HALF_CAST}, drops = 1, times = 2", HALF_CAST))
    assert came_to(hold(charter, a=6, b=5, c=4)) == (Outcome.MOVED_ON, [], ["a", "b"])


BORDER = f"{HALF_CAST}, advance = 2"


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


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [('offices = ["rector"]', {"offices": ["rector"]}, Outcome.PASSED), ('offices = ["rector"]', {"acting_in": ["rector"]}, Outcome.PASSED),
     ('offices = ["rector"], acting = false', {"acting_in": ["rector"]}, Outcome.FAILED),
     ('attribute = "category", values = ["full"]', {"has": {"category": "full"}}, Outcome.PASSED),
     ('attribute = "category", values = ["full"]', {"has": {"category": "observer"}}, Outcome.FAILED),
     ('not_offices = ["council"]', {"offices": ["council"]}, Outcome.FAILED)],
)  # fmt: skip
def test_who_may_stand(rule, facts, expected):
    charter = election(rounds(""), eligible=f'[{{ article = "1.1", {rule} }}]')
    assert ask("stand", {"election": "board", **facts}, charter).outcome is expected


def test_consent_tellers_and_the_time_for_nominations():
    window = '{ article = "1.2", opens = { days = 30 }, closes = { days = 10 } }'
    charter = election(rounds(""), consent='{ article = "1.1" }', tellers='{ article = "1.2" }', window=window)
    facts = {"election": "board", "on": "2026-12-18", "consents": True, "nominated_on": "2026-12-08"}
    assert ask("stand", facts, charter).outcome is Outcome.PASSED
    assert ask("stand", {**facts, "nominated_on": "2026-12-09"}, charter).outcome is Outcome.FAILED
    assert ask("stand", {**facts, "teller": True}, charter).outcome is Outcome.FAILED
    assert ask("stand", {key: facts[key] for key in ("election",)}, charter).outcome is Outcome.INCOMPLETE


@pytest.mark.parametrize(
    "facts",
    [{"a": 8, "b": 8}, {"a": 16}, {"a": 8, "Blank": 8}, {"a": 3, "Ballots": 4}],
)
def test_counts_that_do_not_add_up_are_refused(facts):
    with pytest.raises(CountError):
        hold(election(rounds(HALF_CAST)), **facts)


def test_ballots_with_several_names_must_hold_them():
    charter = election(rounds(""), seats=3)
    with pytest.raises(CountError, match="at most 3 names"):
        hold(charter, Ballots=5, a=5, b=5, c=5, d=1)
    with pytest.raises(CountError, match="number of ballots is missing"):
        hold(charter, a=5, b=5)


def test_the_words_say_who_goes_on():
    charter = election(UNIKO)
    assert speak("en").why(hold(charter, a=9, b=6), charter) == "Elected: –. In the next round: a."
    assert speak("az").why(hold(charter, a=10, b=5), charter) == "Seçilənlər: a."


VOTES = st.lists(st.integers(0, 5), min_size=2, max_size=4)
CHARTERS = [election(UNIKO), election(rounds(f'{BORDER}, tie = "all_advance"', HALF_CAST)), election(rounds(f"{HALF_CAST}, drops = 1, times = 2", HALF_CAST))]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(votes=VOTES, charter=st.sampled_from(CHARTERS), order=st.randoms())
def test_other_keys_for_the_candidates_change_nothing_but_the_keys(votes, charter, order):
    if sum(votes) > 15:
        return
    names = list("abcd"[: len(votes)])
    other = names[:]
    order.shuffle(other)
    first = hold(charter, **dict(zip(names, votes, strict=True)))
    second = hold(charter, **dict(zip(other, votes, strict=True)))
    if first.outcome is Outcome.LOT:
        assert second.outcome is Outcome.LOT
        return
    swapped = dict(zip(names, other, strict=True))
    assert second.outcome is first.outcome
    for part in ("elected", "advance"):
        assert sorted(swapped[key] for key in first.answer[part]) == sorted(second.answer[part])


@settings(max_examples=80, deadline=None)
@given(votes=VOTES, charter=st.sampled_from(CHARTERS))
def test_one_more_vote_for_whoever_is_elected_never_loses(votes, charter):
    if sum(votes) > 14:
        return
    named = dict(zip("abcd", votes, strict=False))
    won = hold(charter, **named).answer["elected"]
    for key in won:
        assert key in hold(charter, **(named | {key: named[key] + 1})).answer["elected"]
