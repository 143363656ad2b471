"""Did the motion pass: each row is a sentence that must stay true."""

from __future__ import annotations

import pytest

from konfrans.charter import (
    Attestation,
    AttestationError,
    Count,
    CountError,
    KindError,
    Outcome,
    motion_verdict,
    read_charter,
)
from konfrans.charter.amounts import Base, Measure
from konfrans.charter.counting import _parts
from konfrans.charter.verdicts import Reason, Verdict

from .club import club, condition

DRAFT = read_charter("charters/azerbaijan-draft.toml")
HEARD = (Attestation(rule="hearing", by="s-1", office="secretary_general"),)


def ask(
    kind: str, *, attested: bool = False, call: int = 1, secret: bool | None = None, casting=None, **counts
) -> Verdict:
    return motion_verdict(
        Count(**{"entitled": 15, **counts}),
        kind=kind,
        charter=DRAFT,
        call=call,
        secret=secret,
        casting=casting,
        attestations=HEARD if attested else (),
    )


def reason(verdict: Verdict, code: str) -> Reason:
    return next(one for one in verdict.reasons if one.code == code)


ROWS = [
    ("nine of eleven adopt the charter", "charter_adoption", {"present": 11, "yes": 9, "no": 1, "abstain": 1}, "passed"),
    ("seven of eleven do not", "charter_adoption", {"present": 11, "yes": 7, "no": 3, "abstain": 1}, "failed"),
    ("nine founders of fifteen are no quorum", "charter_adoption", {"present": 9, "yes": 9}, "invalid"),
    ("ten founders of fifteen are one", "charter_adoption", {"present": 10, "yes": 7, "no": 3}, "passed"),
    ("eight of twelve amend the charter", "charter_amendment", {"present": 12, "yes": 8, "no": 4}, "passed"),
    ("seven of twelve do not", "charter_amendment", {"present": 12, "yes": 7, "no": 4, "abstain": 1}, "failed"),
    ("a proxy counts towards the quorum", "charter_amendment", {"present": 9, "represented": 1, "yes": 7, "no": 3}, "passed"),
    ("seven of fifteen cannot decide", "ordinary", {"present": 7, "yes": 7}, "invalid"),
    ("eight of fifteen can", "ordinary", {"present": 8, "yes": 5, "no": 3}, "passed"),
    ("an abstention weighs like a vote against", "ordinary", {"present": 12, "yes": 6, "no": 1, "abstain": 5}, "failed"),
    ("six to six waits for the President", "ordinary", {"present": 12, "yes": 6, "no": 6}, "casting_vote"),
    ("five to five with two abstentions is no tie", "ordinary", {"present": 12, "yes": 5, "no": 5, "abstain": 2}, "failed"),
    ("a secret tie falls", "ordinary", {"present": 12, "yes": 6, "no": 6, "secret": True}, "failed"),
    ("the President decides a tie for", "ordinary", {"present": 12, "yes": 6, "no": 6, "casting": "yes"}, "passed"),
    ("the President decides a tie against", "ordinary", {"present": 12, "yes": 6, "no": 6, "casting": "no"}, "failed"),
    ("a casting vote saves no lost motion", "ordinary", {"present": 12, "yes": 5, "no": 7, "casting": "yes"}, "failed"),
    ("a casting vote saves no secret tie", "ordinary", {"present": 12, "yes": 6, "no": 6, "secret": True, "casting": "yes"}, "failed"),
    ("a casting vote sinks no adopted motion", "ordinary", {"present": 12, "yes": 7, "no": 5, "casting": "no"}, "passed"),
    ("all abstain: there is no result", "ordinary", {"present": 12, "abstain": 12}, "no_result"),
    ("nobody votes: there is no result", "ordinary", {"present": 12}, "no_result"),
    ("blank ballots alone are no result", "election", {"present": 12, "blank": 12}, "no_result"),
    ("nobody for and one against fails", "ordinary", {"present": 12, "no": 1}, "failed"),
    ("a budget follows the ordinary rule by article 22.5", "budget", {"present": 8, "yes": 5, "no": 3}, "passed"),
    ("an appointment has no rule in the assembly", "appointment", {"present": 8, "yes": 8}, "no_rule"),
    ("a suspension has none either", "suspension", {"present": 8, "yes": 8}, "no_rule"),
    ("exclusion without a hearing is incomplete", "exclusion", {"present": 12, "yes": 8, "no": 4}, "incomplete"),
    ("exclusion after a hearing passes", "exclusion", {"present": 12, "yes": 8, "no": 4, "attested": True}, "passed"),
    ("a lost exclusion needs no hearing", "exclusion", {"present": 12, "yes": 7, "no": 5}, "failed"),
    ("an open recall is invalid", "recall", {"present": 12, "yes": 9, "no": 3, "secret": False}, "invalid"),
    ("a recall is secret unless said otherwise", "recall", {"present": 12, "yes": 9, "no": 3}, "passed"),
    ("a sole candidate needs more than half of the votes cast", "election", {"present": 12, "yes": 4, "no": 3, "blank": 5}, "passed"),
    ("a sole candidate with equal votes is not elected", "election", {"present": 12, "yes": 6, "no": 6}, "failed"),
    ("an admission needs more than half of those there", "admission", {"present": 12, "yes": 7, "no": 5}, "passed"),
    ("twelve of fifteen members dissolve", "dissolution", {"present": 12, "yes": 12}, "passed"),
    ("eleven of fifteen do not", "dissolution", {"present": 13, "yes": 11, "no": 2}, "failed"),
    ("dissolution counts all members, not those entitled", "dissolution", {"entitled": 12, "members": 16, "present": 12, "yes": 11, "no": 1}, "failed"),
    ("reorganisation is a case of dissolution", "reorganisation", {"present": 12, "yes": 12}, "passed"),
    ("a second call needs a third", "ordinary", {"call": 2, "present": 5, "yes": 3, "no": 2}, "passed"),
    ("four of fifteen are too few at a second call", "ordinary", {"call": 2, "present": 4, "yes": 4}, "invalid"),
    ("at a second call an amendment keeps its quorum", "charter_amendment", {"call": 2, "present": 9, "yes": 9}, "invalid"),
    ("at a second call an election keeps the first quorum", "election", {"call": 2, "present": 7, "yes": 7}, "invalid"),
    ("at a second call reorganisation keeps it too", "reorganisation", {"call": 2, "present": 7, "members": 9, "entitled": 9, "yes": 7}, "passed"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "outcome"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_motion_under_the_draft(kind: str, given: dict, outcome: str) -> None:
    assert ask(kind, **given).outcome == outcome


def test_the_example_of_the_founding_assembly_shows_article_needed_and_got() -> None:
    verdict = ask("charter_adoption", present=11, yes=9, no=1, abstain=1)
    majority, quorum = reason(verdict, "majority"), reason(verdict, "quorum")
    assert (majority.article, majority.needed, majority.got, str(majority.working.exact)) == ("30.5", 8, 9, "22/3")
    assert (quorum.article, quorum.needed, quorum.got, str(quorum.working.exact)) == ("30.4", 10, 11, "10")
    assert [(step.act, step.article) for step in verdict.next] == [("state_registration", "30.6")]
    assert majority.working.parts == (("yes", 9), ("no", 1), ("abstain", 1))
    assert quorum.working.parts == (("present", 11), ("absent", 4))
    assert verdict.status == 0


def test_an_invalid_vote_names_who_calls_the_second_session() -> None:
    verdict = ask("ordinary", present=7, yes=7)
    assert [(step.act, step.who, step.article) for step in verdict.next] == [("second_call", "president", "21.2")]
    assert ask("ordinary", call=2, present=4, yes=4).next == ()
    assert ask("charter_amendment", present=9, yes=9).next == ()


def test_a_missing_hearing_names_the_office_that_attests() -> None:
    verdict = ask("exclusion", present=12, yes=8, no=4)
    assert [(step.act, step.who, step.article) for step in verdict.next] == [("attest", "secretary_general", "10.4")]
    assert reason(verdict, "attested").met is None


def test_the_fallback_cites_the_article_that_allows_it() -> None:
    majority = reason(ask("budget", present=8, yes=5, no=3), "majority")
    assert (majority.article, majority.working.via) == ("22.1", "22.5")


BASES = [  # 16 seats, 15 members, 14 entitled, 9 present, 3 represented: 4 yes, 3 no, 2 abstain, 1 blank, 1 invalid
    ("seats", 16), ("members", 15), ("entitled", 14), ("present", 9), ("present_and_represented", 12),
    ("participants", 11), ("cast_with_blanks", 10), ("valid", 9), ("cast", 7),
]  # fmt: skip


@pytest.mark.parametrize(("base", "size"), BASES, ids=[f"half of {base} is half of {size}" for base, size in BASES])
def test_each_base_has_its_size(base: str, size: int) -> None:
    charter = condition(f'more_than = {{ share = "1/2", of = "{base}" }}')
    count = Count(
        seats=16, members=15, entitled=14, present=9, represented=3, yes=4, no=3, abstain=2, blank=1, invalid=1
    )
    verdict = motion_verdict(count, kind="ordinary", charter=charter)
    majority = reason(verdict, "majority")
    assert (majority.needed, majority.working.size) == (size // 2 + 1, size)
    assert majority.met is (size / 2 < 4)


def test_the_parts_of_a_picture_add_up_to_its_base() -> None:
    count = Count(seats=16, members=15, entitled=14, present=12, yes=4, no=3, abstain=2, blank=1, invalid=1)
    for base, _ in BASES:
        charter = condition(f'at_least = {{ share = "2/3", of = "{base}" }}')
        working = reason(motion_verdict(count, kind="ordinary", charter=charter), "majority").working
        assert sum(n for _, n in working.parts) == working.size, base


def test_a_whole_number_may_be_asked_for() -> None:
    charter = condition("at_least = 5")
    assert motion_verdict(Count(entitled=9, present=9, yes=5, no=4), kind="ordinary", charter=charter).passed
    assert not motion_verdict(Count(entitled=9, present=9, yes=4, no=5), kind="ordinary", charter=charter).passed


def test_a_charter_may_leave_a_tie_to_the_lot() -> None:
    charter = club(('open = "casting_vote", secret = "fails", who = "president"', 'open = "lot", secret = "lot"'))
    verdict = motion_verdict(Count(entitled=4, present=4, yes=2, no=2), kind="ordinary", charter=charter)
    assert (verdict.outcome, verdict.status) == (Outcome.LOT, 3)


def test_without_a_rule_for_ties_a_tie_fails() -> None:
    charter = club(
        ('tie = { article = "1.2", open = "casting_vote", secret = "fails", who = "president" }\n', ""),
    )
    verdict = motion_verdict(Count(entitled=4, present=4, yes=2, no=2), kind="ordinary", charter=charter)
    assert verdict.outcome is Outcome.FAILED


def test_two_to_two_is_no_tie_where_two_thirds_of_the_votes_are_needed() -> None:
    charter = condition('at_least = { share = "2/3", of = "cast" }')
    count = Count(entitled=5, present=4, yes=2, no=2)
    assert motion_verdict(count, kind="ordinary", charter=charter, casting="yes").outcome is Outcome.FAILED


def test_a_ballot_rule_that_does_not_bind_lets_the_assembly_choose() -> None:
    assert ask("ordinary", present=12, yes=7, no=5, secret=True).passed
    assert not any(one.code == "ballot" for one in ask("ordinary", present=12, yes=7, no=5).reasons)


def test_an_own_kind_takes_its_own_rule_before_that_of_its_standard_kind() -> None:
    charter = club(
        more="""
[kinds.seal]
like = "ordinary"
name = { az = "möhür", en = "seal" }

[kinds.anthem]
like = "ordinary"
name = { az = "himn", en = "anthem" }
condition = { article = "1.1", at_least = { share = "1/1", of = "members" } }
"""
    )
    count = Count(entitled=9, present=9, yes=8, no=1)
    assert motion_verdict(count, kind="seal", charter=charter).passed
    verdict = motion_verdict(count, kind="anthem", charter=charter)
    assert (verdict.outcome, reason(verdict, "majority").needed) == (Outcome.FAILED, 9)


COUNTS = [
    ("more votes than members there", {"present": 11, "yes": 9, "no": 9}, "more_votes_than_there"),
    ("votes without anybody there", {"yes": 1}, "more_votes_than_there"),
    ("more there than entitled", {"present": 15, "represented": 1}, "more_there_than_entitled"),
    ("more entitled than members", {"members": 14}, "more_entitled_than_members"),
    ("more entitled than seats", {"seats": 14}, "more_entitled_than_seats"),
    ("not voting that does not add up", {"present": 10, "yes": 8, "not_voting": 1}, "votes_do_not_add_up"),
    ("a negative count", {"present": 10, "yes": -1}, "count_negative"),
    ("a count beyond any body", {"entitled": 10**12}, "count_too_large"),
    ("a half vote", {"present": 10, "yes": 4.5}, "count_not_whole"),
    ("a truth for a number", {"present": True}, "count_not_whole"),
    ("a word for a number", {"present": "10"}, "count_not_whole"),
    ("none for a number", {"present": None}, "count_not_whole"),
]


@pytest.mark.parametrize(("given", "code"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_counts_that_cannot_be_are_refused(given: dict, code: str) -> None:
    with pytest.raises(CountError) as refused:
        Count(**{"entitled": 15, **given})
    assert refused.value.code == code
    assert refused.value.remedy


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(KindError, match="Did you mean “budget”"):
        ask("budgett")
    for call in (0, 3, True, "2"):
        with pytest.raises(CountError, match="neither 1 nor 2"):
            ask("ordinary", call=call)
    with pytest.raises(CountError, match="neither yes nor no"):
        ask("ordinary", casting="maybe")
    with pytest.raises(AttestationError, match="no attested rule"):
        motion_verdict(Count(entitled=3), kind="budget", charter=DRAFT, attestations=HEARD)
    with pytest.raises(AttestationError, match="names nobody"):
        motion_verdict(Count(entitled=3), kind="exclusion", charter=DRAFT, attestations=[Attestation("hearing", " ")])
    with pytest.raises(AttestationError, match="twice"):
        motion_verdict(Count(entitled=3), kind="exclusion", charter=DRAFT, attestations=HEARD * 2)


def test_an_empty_body_decides_nothing() -> None:
    assert ask("ordinary", entitled=0).outcome is Outcome.INVALID


def test_who_is_not_there_is_told_apart_from_who_has_no_vote():
    count = Count(entitled=15, members=20, seats=22, present=12, yes=12)
    parts = {base: dict(_parts(count, Measure.YES, base)) for base in (Base.ENTITLED, Base.MEMBERS, Base.SEATS)}
    assert parts[Base.ENTITLED] == {"yes": 12, "absent": 3}
    assert parts[Base.MEMBERS] == {"yes": 12, "absent": 3, "not_entitled": 5}
    assert parts[Base.SEATS] == {"yes": 12, "absent": 3, "not_entitled": 5, "vacant": 2}
    for base, found in parts.items():
        assert sum(found.values()) == count.size(base)
