"""What does this round of an election decide, and who goes on?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from konfrans.charter.amounts import Base, Measure, Requirement, Share
from konfrans.charter.asking import Question
from konfrans.charter.counting import measured
from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election, Round, Sole
from konfrans.charter.questions.ballots import Ballots, Candidate, RoundFacts, cast_in, known
from konfrans.charter.questions.turns import presides, round_about
from konfrans.charter.questions.winners import Result, keep_reserved, ranked, settled, taken
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


def round_verdict(facts: RoundFacts, charter: Charter) -> Verdict:
    """Who is elected (`elected`), who goes on (`advance`), between whom a tie stands (`tied`), who presides (`presides`).

    `passed` when every open seat is filled; `moved_on` to the next round, or to another vote between the `tied` alone; `lot` while one has
    to be drawn; `reopen` when nominations open again; `failed` when the last round fills no seat; `no_result` without a vote; `invalid`
    without a quorum. `persons` are those of the lists elected. `CountError` for counts that do not add up, or when what breaks a tie (a
    day of birth, of seniority) is not given.
    """
    election = charter.elections[facts.election]
    if election.rotation is not None:
        return round_about(election, facts, charter)
    rule = election.round(facts.round)
    if rule is None:
        raise CountError("round_beyond", given=facts.round, most=sum(one.times for one in election.rounds))
    seats = facts.open_seats or election.seats
    sole = election.sole if facts.round == 1 and len(facts.candidates) <= seats else None
    for_or_against = rule.ballot == "yes_no" if sole is None else sole.way == "vote"
    known(election, facts)
    result = Result()
    answer: dict[str, Any] = {"elected": result.elected, "advance": result.advance, "tied": result.tied}
    answer["presides"], presiding = presides(election, facts)
    around = [presiding] if presiding is not None else []
    if sole is not None and sole.way != "vote":
        outcome = _without_vote(election, sole, rule, facts, seats, result)
        return _verdict(charter, facts, outcome, answer, [*result.reasons, *around], seats)
    cast = cast_in(election, facts, for_or_against=for_or_against)
    quorum = _quorum(election, facts, charter, cast)
    around = [quorum, *around] if quorum is not None else around
    if quorum is not None and not quorum.met:
        return _verdict(charter, facts, Outcome.INVALID, answer, around, seats)
    if not facts.none_of_these and not any(one.votes or one.no for one in facts.candidates):
        return _verdict(charter, facts, Outcome.NO_RESULT, answer, around, seats)
    order = ranked(facts.candidates)
    if for_or_against:
        asked, article = (rule.elects, rule.article) if sole is None else (sole.elects, sole.article)
        able = _for_or_against(order, facts, asked, article, result)
    else:
        able = _by_names(order, rule, facts, seats, cast, result)
    simple = not result.reasons
    result.elected += [one.key for one in taken(able, seats, rule, facts, result)]
    if simple and result.elected:
        # Nothing was asked but more votes than the others have.
        said = Working(facts={"counts": [f"{one.key}: {one.votes}" for one in order]})
        around.append(Reason("most_votes", rule.article, True, seats, len(result.elected), said))
    if not result.tied and len(result.elected) == seats:
        keep_reserved(election, able, rule, facts, result)
    last = sole is not None or election.round(facts.round + 1) is None
    if last and rule.breaks_equal and not for_or_against and not result.elected and not result.tied:
        result.elected += [one.key for one in _kept_apart(order, rule, facts, seats, cast, result)]
    outcome = _outcome(election, rule, order, facts, seats, result, last=last)
    return _verdict(charter, facts, outcome, answer, [*result.reasons, *around], seats)


def _kept_apart(
    order: list[Candidate], rule: Round, facts: RoundFacts, seats: int, cast: int, result: Result
) -> list[Candidate]:
    """In a last round those first with equal votes of whom each would be elected with one vote of another's: what breaks a tie decides."""
    top = order[0].votes if order else 0
    equal = [one for one in order if one.votes == top]
    if len(equal) <= seats or top <= facts.none_of_these or rule.elects is None:
        return []
    if rule.elects.least(Ballots(facts, cast, top + 1)) > top + 1:
        return []
    return settled(equal, seats, rule, facts, result)


def _without_vote(
    election: Election, sole: Sole, rule: Round, facts: RoundFacts, seats: int, result: Result
) -> Outcome:
    """No more candidates than seats, and no vote on them."""
    keys = [one.key for one in facts.candidates]
    said = Working(facts={"candidates": keys})
    result.reasons.append(Reason(f"sole_{sole.way}", sole.article, True, seats, len(keys), said))
    if sole.way == "declared":
        result.elected += keys
        if len(keys) == seats:
            keep_reserved(election, facts.candidates, rule, facts, result)
    if result.tied:
        return Outcome.MOVED_ON if result.tie == "vote" else Outcome.LOT
    return Outcome.PASSED if len(result.elected) == seats else Outcome.REOPEN


def _outcome(
    election: Election,
    rule: Round,
    order: list[Candidate],
    facts: RoundFacts,
    seats: int,
    result: Result,
    *,
    last: bool,
) -> Outcome:
    """What follows from who is elected; finds who goes on where that is another round."""
    if not result.tied and len(result.elected) == seats:
        return Outcome.PASSED
    others_win = facts.none_of_these > 0 and facts.none_of_these >= order[0].votes if order else True
    if not result.tied and not result.elected and others_win:
        return Outcome.REOPEN
    if not result.tied and not last:
        _go_on([one for one in order if one.key not in result.elected], rule, facts, result)
    if result.tied:
        return Outcome.MOVED_ON if result.tie == "vote" else Outcome.LOT
    if result.advance:
        return Outcome.MOVED_ON
    return Outcome.REOPEN if election.fails == "reopen" else Outcome.FAILED


def _go_on(rest: list[Candidate], rule: Round, facts: RoundFacts, result: Result) -> None:
    many = max(len(rest) - rule.drops, 0) if rule.advance is None else min(rule.advance, len(rest))
    if rule.tie == "all_advance" and 0 < many < len(rest):
        result.advance += [one.key for one in rest if one.votes >= rest[many - 1].votes]
    else:
        result.advance += [one.key for one in taken(rest, many, rule, facts, result)]
    if result.advance:
        said = Working(facts={"candidates": list(result.advance)})
        result.reasons.append(Reason("goes_on", rule.article, True, many, len(result.advance), said))


def _verdict(
    charter: Charter, facts: RoundFacts, outcome: Outcome, answer: dict[str, Any], reasons: list[Reason], seats: int
) -> Verdict:
    election = charter.elections[facts.election]
    answer["open"] = seats - len(answer["elected"])
    if election.ticket is not None:
        lists = {one.key: one.persons for one in facts.candidates}
        answer["persons"] = [person for key in answer["elected"] for person in lists[key]]
    steps: tuple[Next, ...] = ()
    if outcome is Outcome.MOVED_ON:
        act = "tie_vote" if answer["tied"] else "next_round"
        steps = (Next(act, election.organ, election.article),)
    elif outcome is Outcome.LOT:
        steps = (Next("lot", "", election.article),)
    elif outcome is Outcome.REOPEN:
        steps = (Next("reopen", "", election.fails_by or election.article),)
    return Verdict(charter.ref, "round", None, outcome, answer, tuple(reasons), steps)


def _quorum(election: Election, facts: RoundFacts, charter: Charter, cast: int) -> Reason | None:
    """The quorum of the kind `election` where the charter rules one for this organ, else the organ's."""
    rule = charter.motion_rule("election")
    asked = (
        rule.quorum if rule is not None and rule.organ.key == election.organ else charter.organs[election.organ].quorum
    )
    if asked is None:
        return None
    if asked.portions:
        raise CountError("quorum_of_a_part", group=asked.portions[0].group)
    return measured("quorum", asked, Ballots(facts, cast))


def _by_names(
    order: list[Candidate], rule: Round, facts: RoundFacts, seats: int, cast: int, result: Result
) -> list[Candidate]:
    """Those who have what the round asks for, more votes than there are ballots for others, and more than the rest where it says so."""
    able = []
    for place, one in enumerate(order):
        found = []
        if rule.elects is not None:
            found.append(_about(measured("votes_for", rule.elects, Ballots(facts, cast, one.votes)), one.key))
        if facts.none_of_these:
            needed = facts.none_of_these + 1
            met = one.votes >= needed
            found.append(_about(Reason("more_than_none", rule.article, met, needed, one.votes), one.key))
        if rule.more_than_others and len(order) > seats:
            rival = order[seats] if place < seats else order[seats - 1]
            needed = rival.votes + 1
            met = one.votes >= needed
            found.append(_about(Reason("more_than_others", rule.article, met, needed, one.votes), one.key))
        result.reasons += found
        if one.votes > 0 and all(reason.met for reason in found):
            able.append(one)
    return able


def _for_or_against(
    order: list[Candidate], facts: RoundFacts, asked: Requirement | None, article: str, result: Result
) -> list[Candidate]:
    """Each candidate by itself: able with the votes asked for, more than half of those for or against when left out."""
    rule = asked or Requirement(article, Measure.VOTES, Share(Fraction(1, 2), Base.CAST), strict=True)
    able = []
    for one in order:
        reason = measured("votes_for", rule, Ballots(facts, one.votes + one.no, one.votes, one.no))
        result.reasons.append(_about(reason, one.key))
        if reason.met and one.votes:
            able.append(one)
    return able


def _about(reason: Reason, candidate: str) -> Reason:
    return replace(reason, working=replace(reason.working, facts={"candidate": candidate}))


ROUND = Question("round", RoundFacts, round_verdict)
