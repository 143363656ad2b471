"""What does this round of an election decide, and who goes on?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Annotated, Any

from konfrans.charter.amounts import ALL, Base, Measure, Requirement, Share, Whose
from konfrans.charter.asking import Question
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.faults import CountError
from konfrans.charter.law import Charter
from konfrans.charter.law.elections import Election, Round
from konfrans.charter.questions.turns import in_order, presides, round_about
from konfrans.charter.tables import NONE, Bounds, Day, ElectionKey, Key, Line, Size, Table, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


class Candidate(Table):
    """A candidate, or a list, by key."""

    key: Key
    """The key."""
    votes: Zero = 0
    """Votes for the candidate."""
    no: Zero = 0
    """Votes against, where it is voted for or against."""
    born: Day | None = None
    """Day of birth, where age decides between equal votes."""
    since: Day | None = None
    """Since when in office, or since when the institution exists, where seniority decides."""
    has: Annotated[Mapping[Key, Line], Size(0, 50)] = NONE
    """Properties: `region = "Baku"`."""


class There(Table):
    """Somebody who is there and could preside."""

    key: Key
    """The key."""
    born: Day | None = None
    """Day of birth."""
    since: Day | None = None
    """Since when in office."""


class RoundFacts(Table):
    """One round of an election, as counted."""

    election: ElectionKey
    """What is elected."""
    round: Annotated[int, Bounds(1, 100)] = 1
    """Which round this is."""
    entitled: Zero
    """Entitled to vote."""
    present: Zero = 0
    """In the room."""
    represented: Zero = 0
    """There by proxy."""
    members: Zero | None = None
    """Members admitted; left out: as many as entitled."""
    ballots: Zero | None = None
    """Ballots that name a candidate or ask for others; needed where a ballot may hold several names."""
    blank: Zero = 0
    """Blank ballots."""
    invalid: Zero = 0
    """Invalid ballots."""
    none_of_these: Zero = 0
    """Ballots that ask for other candidates."""
    open_seats: Annotated[int, Bounds(1, 200)] | None = None
    """Seats still to be filled; left out: all of them."""
    candidates: Annotated[tuple[Candidate, ...], Size(0, 500)] = ()
    """The candidates of this round."""
    lot: Annotated[tuple[Key, ...], Size(0, 500)] = ()
    """The order in which a lot drew equal candidates, the first drawn first."""
    presiding: Key | None = None
    """Who usually presides."""
    there: Annotated[tuple[There, ...], Size(0, 5000)] = ()
    """Those who could preside instead."""
    served: Annotated[tuple[Key, ...], Size(0, 500)] = ()
    """For an office that goes round: who had it, the last one last."""


class Ballots:
    """The sizes of the bases in a round: `cast` are ballots for candidates (or for and against), blanks and invalid ones beside them."""

    def __init__(self, facts: RoundFacts, cast: int, votes: int = 0) -> None:
        self.facts, self.cast, self.votes = facts, cast, votes
        self._body = Count(
            entitled=facts.entitled, present=facts.present, represented=facts.represented, members=facts.members
        )

    def size(self, base: Base, whose: Whose = ALL) -> int:
        match base:
            case Base.CAST | Base.VALID:
                return self.cast
            case Base.CAST_WITH_BLANKS:
                return self.cast + self.facts.blank
            case Base.PARTICIPANTS:
                return self.cast + self.facts.blank + self.facts.invalid
            case Base.NO:
                return 0
            case _:
                return self._body.size(base)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        return self.votes if measure is Measure.VOTES else self._body.value(measure)

    def part(self, whose: Whose) -> Count:
        return self._body


@dataclass(slots=True)
class _Result:
    """What a round comes to, as it is found."""

    elected: list[str] = field(default_factory=list)
    advance: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    """Equal candidates between whom something still has to decide."""
    tie: str = ""


def round_verdict(facts: RoundFacts, charter: Charter) -> Verdict:
    """Who is elected (`elected`), who goes on (`advance`), between whom a tie stands (`tied`), who presides (`presides`).

    `passed` when every open seat is filled; `moved_on` to the next round; `lot` while one has to be drawn; `reopen` when nominations open
    again; `failed` when the last round fills no seat; `no_result` without a vote; `invalid` without a quorum. `CountError` for counts that do not
    add up, or when what breaks a tie (a day of birth, of seniority) is not given.
    """
    election = charter.elections[facts.election]
    if election.rotation is not None:
        return round_about(election, facts, charter)
    _checked(election, facts)
    rule = election.round(facts.round)
    if rule is None:
        raise CountError("round_beyond", given=facts.round, most=sum(one.times for one in election.rounds))
    result = _Result()
    answer: dict[str, Any] = {"elected": result.elected, "advance": result.advance, "tied": result.tied}
    answer["presides"] = presides(election, facts)
    quorum = _quorum(election, facts, charter)
    seats = facts.open_seats or election.seats
    sole = election.sole if facts.round == 1 and len(facts.candidates) <= seats else None
    if sole is not None and sole.way != "vote":
        keys = [one.key for one in facts.candidates]
        result.elected += keys if sole.way == "declared" else []
        reason = Reason(f"sole_{sole.way}", sole.article, True, seats, len(keys), Working(facts={"candidates": keys}))
        outcome = Outcome.PASSED if sole.way == "declared" and len(keys) == seats else Outcome.REOPEN
        return _verdict(charter, election, outcome, answer, [reason], seats)
    if quorum is not None and not quorum.met:
        return _verdict(charter, election, Outcome.INVALID, answer, [quorum], seats)
    if not facts.none_of_these and not any(one.votes or one.no for one in facts.candidates):
        return _verdict(charter, election, Outcome.NO_RESULT, answer, [quorum] if quorum else [], seats)
    if sole is not None or rule.ballot == "yes_no":
        asked = sole.elects if sole is not None else rule.elects
        _yes_no(facts, seats, asked, sole.article if sole is not None else rule.article, result)
    else:
        _by_names(election, rule, facts, seats, result)
    result.reasons += [quorum] if quorum else []
    outcome = _outcome(election, facts, seats, result, last=sole is not None or election.round(facts.round + 1) is None)
    return _verdict(charter, election, outcome, answer, result.reasons, seats)


def _outcome(election: Election, facts: RoundFacts, seats: int, result: _Result, *, last: bool) -> Outcome:
    best = max((one.votes for one in facts.candidates), default=0)
    if result.tied:
        if result.tie == "vote":
            result.advance[:] = result.tied
        return Outcome.MOVED_ON if result.tie == "vote" else Outcome.LOT
    if len(result.elected) == seats:
        return Outcome.PASSED
    if election.none_of_these and not result.elected and facts.none_of_these >= best:
        result.advance.clear()
        return Outcome.REOPEN
    if not last and result.advance:
        return Outcome.MOVED_ON
    result.advance.clear()
    return Outcome.REOPEN if election.fails == "reopen" else Outcome.FAILED


def _verdict(
    charter: Charter, election: Election, outcome: Outcome, answer: dict[str, Any], reasons: list[Reason], seats: int
) -> Verdict:
    answer["open"] = seats - len(answer["elected"])
    steps: tuple[Next, ...] = ()
    if outcome is Outcome.MOVED_ON:
        act = "tie_vote" if answer["tied"] else "next_round"
        steps = (Next(act, election.organ, election.article),)
    elif outcome is Outcome.LOT:
        steps = (Next("lot", "", election.article),)
    elif outcome is Outcome.REOPEN:
        steps = (Next("reopen", "", election.article),)
    return Verdict(charter.ref, "round", None, outcome, answer, tuple(reasons), steps)


def _checked(election: Election, facts: RoundFacts) -> None:
    """Counts that add up: no more ballots than people, no more names than ballots hold."""
    keys = [one.key for one in facts.candidates]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise CountError("candidate_twice", given=key)
    if facts.none_of_these and not election.none_of_these:
        raise CountError("none_of_these_not_ruled", given=facts.none_of_these)
    there = facts.present + facts.represented
    votes = sum(one.votes for one in facts.candidates)
    ballots = _ballots(election, facts)
    for one in facts.candidates:
        cast = one.votes + one.no
        if cast > there or (not one.no and election.many > 1 and one.votes > ballots):
            raise CountError("votes_for_more_than_ballots", given=one.key, votes=cast, ballots=min(ballots, there))
    against = any(one.no for one in facts.candidates)
    if not against and election.many > 1 and votes + facts.none_of_these > ballots * election.many:
        raise CountError("names_more_than_ballots", votes=votes, ballots=ballots, names=election.many)
    cast = max((one.votes + one.no for one in facts.candidates), default=0) if against else ballots
    if cast + facts.blank + facts.invalid > there:
        raise CountError("ballots_more_than_there", ballots=cast + facts.blank + facts.invalid, there=there)


def _ballots(election: Election, facts: RoundFacts) -> int:
    named = sum(one.votes for one in facts.candidates) + facts.none_of_these
    by_names = any(one.votes for one in facts.candidates) and not any(one.no for one in facts.candidates)
    if election.many > 1 and facts.ballots is None and by_names:
        raise CountError("ballots_missing", names=election.many)
    if facts.ballots is not None and election.many == 1 and facts.ballots != named:
        raise CountError("ballots_do_not_add_up", ballots=facts.ballots, votes=named)
    return named if facts.ballots is None else facts.ballots


def _quorum(election: Election, facts: RoundFacts, charter: Charter) -> Reason | None:
    """The quorum of the kind `election` where the charter rules one for this organ, else the organ's."""
    rule = charter.motion_rule("election")
    asked = (
        rule.quorum if rule is not None and rule.organ.key == election.organ else charter.organs[election.organ].quorum
    )
    return None if asked is None else measured("quorum", asked, Ballots(facts, 0))


# by names -------------------------------------------------------------------------------------------------------------


def _by_names(election: Election, rule: Round, facts: RoundFacts, seats: int, result: _Result) -> None:
    ballots = _ballots(election, facts)
    order = sorted(facts.candidates, key=lambda one: (-one.votes, one.key))
    able = []
    for one in order:
        met = one.votes > 0 and one.votes > facts.none_of_these
        if rule.elects is not None:
            reason = measured("votes_for", rule.elects, Ballots(facts, ballots, one.votes))
            result.reasons.append(_about(reason, one.key))
            met = met and bool(reason.met)
        if rule.more_than_others:
            rival = max((other.votes for other in order if other.key != one.key), default=-1)
            met = met and one.votes > rival
        if met:
            able.append(one)
    taken = _taken(able, seats, rule, facts, result, "border")
    result.elected += [one.key for one in taken]
    _keep_reserved(election, [one for one in able if one.key not in result.elected], facts, seats, result)
    if result.tied or len(result.elected) == seats:
        return
    rest = [one for one in order if one.key not in result.elected]
    many = len(rest) - rule.drops if rule.advance is None else min(rule.advance, len(rest))
    if rule.tie == "all_advance" and 0 < many < len(rest):
        result.advance += [one.key for one in rest if one.votes >= rest[many - 1].votes]
    else:
        result.advance += [one.key for one in _taken(rest, max(many, 0), rule, facts, result, "border")]
    result.reasons.append(
        Reason(
            "goes_on",
            rule.article,
            True,
            many,
            len(result.advance),
            Working(facts={"candidates": list(result.advance)}),
        )
    )


def _about(reason: Reason, candidate: str) -> Reason:
    return replace(reason, working=replace(reason.working, facts={"candidate": candidate}))


def _taken(
    able: Sequence[Candidate], many: int, rule: Round, facts: RoundFacts, result: _Result, code: str
) -> list[Candidate]:
    """The first so many; where equal votes straddle the border, what the charter says decides between them."""
    if len(able) <= many:
        return list(able)
    if many == 0:
        return []
    edge = able[many - 1].votes
    sure = [one for one in able if one.votes > edge]
    equal = [one for one in able if one.votes == edge]
    if len(sure) + len(equal) == many:
        return [*sure, *equal]
    keys = [one.key for one in equal]
    said = Working(facts={"candidates": keys, "way": rule.tie})
    drawn = [key for key in facts.lot if key in keys]
    result.tie = "vote" if rule.tie == "all_advance" else rule.tie
    if result.tie in ("seniority", "age"):
        ordered = in_order(equal, "since" if result.tie == "seniority" else "born")
        result.reasons.append(Reason(code, rule.article, True, rule.tie, ordered[0].key, said))
        return [*sure, *ordered[: many - len(sure)]]
    if result.tie == "lot" and len(drawn) >= many - len(sure):
        first = [next(one for one in equal if one.key == key) for key in drawn]
        result.reasons.append(Reason(code, rule.article, True, "lot", drawn[0], said))
        return [*sure, *first[: many - len(sure)]]
    result.tied += keys
    result.reasons.append(Reason(code, rule.article, None, result.tie, None, said))
    return sure


def _keep_reserved(election: Election, others: list[Candidate], facts: RoundFacts, seats: int, result: _Result) -> None:
    """Reserved seats, once every seat is filled: the last of the elected without the property gives way to the first of the
    others with it, as often as it takes; where there is none, the seat of the last one without it stays open."""
    if len(result.elected) < seats:
        return
    by_key = {one.key: one for one in facts.candidates}
    for kept in election.reserved:

        def having(key: str, kept: Any = kept) -> bool:
            return by_key[key].has.get(kept.attribute) in kept.values

        said = {"attribute": kept.attribute, "of_values": list(kept.values)}
        while sum(map(having, result.elected)) < kept.at_least:
            without = [key for key in result.elected if not having(key)]
            if not without:
                break
            result.elected.remove(without[-1])
            able = [one for one in others if having(one.key)]
            if not able:
                break
            others.remove(able[0])
            result.elected.append(able[0].key)
        got = sum(map(having, result.elected))
        result.reasons.append(
            Reason("reserved", kept.article, got >= kept.at_least, kept.at_least, got, Working(facts=said))
        )


# for or against -------------------------------------------------------------------------------------------------------


def _yes_no(facts: RoundFacts, seats: int, asked: Requirement | None, article: str, result: _Result) -> None:
    """Each candidate by itself: elected with the votes asked for, more than half of those for or against when left out."""
    rule = asked or Requirement(article, Measure.VOTES, Share(Fraction(1, 2), Base.CAST), strict=True)
    met = []
    for one in sorted(facts.candidates, key=lambda one: (-one.votes, one.key)):
        reason = measured("votes_for", rule, Ballots(facts, one.votes + one.no, one.votes))
        result.reasons.append(_about(reason, one.key))
        if reason.met and one.votes:
            met.append(one.key)
    result.elected += met[:seats]
    result.advance += [one.key for one in facts.candidates if one.key not in result.elected]


ROUND = Question("round", RoundFacts, round_verdict)
