"""Did this motion pass? Quorum, ballot, condition, tie, attested rules: one verdict with every reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from konfrans.charter.amounts import Measure, Requirement
from konfrans.charter.counting import Adjusted, Counted, holds, is_tie, measured, reason
from konfrans.charter.evidence import Attestation, Casting, Count, Evidence
from konfrans.charter.faults import AttestationError, CountError, nearest
from konfrans.charter.law import Ballot, Charter, Kind, MotionRule, Recusal, Tie
from konfrans.charter.law.kinds import rule_in
from konfrans.charter.law.ways import NO_WAYS, Moves
from konfrans.charter.matters import NO_WAY, Way
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from konfrans.charter.passage import Passage


def motion_verdict(
    count: Count,
    *,
    kind: Kind | str,
    charter: Charter,
    call: int = 1,
    secret: bool | None = None,
    casting: Casting | None = None,
    attestations: Iterable[Attestation] = (),
    way: Way = NO_WAY,
) -> Verdict:
    """The outcome of a vote, and for each reason the article, the amount needed and the number got.

    `call` is 1, or more where the session was called again; `secret` None means as the charter prescribes for the kind. A
    casting vote counts only where there is a tie and the charter gives one. `way` says how the motion came and what
    surrounds its vote. Raises `KindError`, `CountError` or `AttestationError` for what cannot be judged; a kind that the
    charter has no rule for is a verdict (`Outcome.NO_RULE`).
    """
    key = kind.key if isinstance(kind, Kind) else kind
    rule = charter.motion_rule(key)
    _known_call(call, rule)
    if casting not in (None, "yes", "no"):
        raise CountError("casting_unknown", given=repr(casting)[:40])
    given = tuple(attestations)
    if rule is None:
        return Verdict(charter=charter.ref, question="motion", kind=key, outcome=Outcome.NO_RULE)
    attested = _attested(rule, given)
    barred: tuple[Reason, ...] = ()
    found: Passage | None = None
    if rule.ways is not NO_WAYS or way.route is not None or (rule.tie is not None and rule.tie.vote == "only"):
        from konfrans.charter.passage import passage

        found = passage(rule, way, count, charter)
        rule, barred = found.rule, found.barred
    quorum = _quorum(rule, count, call, way)
    ballot, is_secret = _ballot(rule.ballot, secret)
    counted = _base(rule, count, way)
    met, majority = _majority(rule, count, counted)
    tie = _tie(rule.tie, is_secret, casting) if not met and is_tie(rule.condition, count, counted) else None
    must = [one for one in (quorum, ballot, *barred) if one is not None]
    outcome = _outcome(count, must=must, met=met, tie=tie, attested=attested)
    gates: tuple[Reason, ...] = ()
    if found is not None:
        outcome, gates = _gone_through(outcome, rule, way, found, quorum)
    reasons = (*majority, *((tie,) if tie else ()), *must, *attested, *gates)
    following = _next(rule, outcome, call=call, attested=attested, quorum=quorum)
    if found is not None:
        following += _ahead(rule, outcome, way, charter, found, quorum)
    return Verdict(charter.ref, "motion", key, outcome, None, reasons, following)


def _base(rule: MotionRule, count: Count, way: Way) -> Counted:
    """The counts of which a majority is taken: as frozen at an opening, and without those barred, where the charter says so."""
    freeze = rule.organ.freeze
    opening = way.opening if freeze is not None and freeze.at != "vote" else None
    if freeze is not None and freeze.at != "vote" and opening is None:
        raise CountError("count_of_opening_missing", at=freeze.at)
    left = count.barred if count.barred and _leaves(rule).leaves in ("base", "both") else 0
    return Adjusted(count, base=left, there=left, opening=opening) if left or opening else count


def _leaves(rule: MotionRule) -> Recusal:
    if rule.organ.recusal is None:
        raise CountError("recusal_without_rule", organ=rule.organ.key)
    return rule.organ.recusal


def _gone_through(
    outcome: Outcome, rule: MotionRule, way: Way, found: Passage, quorum: Reason | None
) -> tuple[Outcome, tuple[Reason, ...]]:
    """The outcome once readings, a second yes and what happens to a failed item are taken into account."""
    from konfrans.charter.passage import gated

    gates: tuple[Reason, ...] = ()
    if outcome is Outcome.PASSED and found.again is not None:
        outcome = Outcome.ON_HOLD
    elif outcome is Outcome.PASSED:
        gates = gated(rule.ways.gates, way)
        if any(one.met is False for one in gates):
            outcome = Outcome.FAILED
        elif any(one.met is None for one in gates):
            outcome = Outcome.ON_HOLD
    no_quorum = outcome is Outcome.INVALID and quorum is not None and not quorum.met
    if not way.moved and any(_goes_on(one, outcome, no_quorum) for one in rule.ways.moves):
        outcome = Outcome.MOVED_ON
    return outcome, gates


def _goes_on(move: Moves, outcome: Outcome, no_quorum: bool) -> bool:
    return outcome is Outcome.FAILED if move.when == "failed" else no_quorum


def _ahead(
    rule: MotionRule, outcome: Outcome, way: Way, charter: Charter, found: Passage, quorum: Reason | None
) -> tuple[Next, ...]:
    """What the ways of a motion ask for next."""
    from konfrans.charter.passage import before_effect, gates_ahead, next_reading

    ways = rule.ways
    if outcome is Outcome.MOVED_ON:
        when = "no_quorum" if quorum is not None and not quorum.met else "failed"
        moves = [one for one in ways.moves if one.when == when]
        return tuple(Next("move", one.to or rule.organ.key, one.article) for one in moves)[:1]
    if outcome is Outcome.ON_HOLD and found.again is not None:
        return (next_reading(found.again, way, charter),)
    if outcome is Outcome.ON_HOLD:
        return tuple(gates_ahead(ways.gates, way, charter, deciding=True))
    return tuple(before_effect(ways, way, charter)) if outcome is Outcome.PASSED else ()


def quorum_verdict(
    count: Count, *, kind: str, charter: Charter, call: int = 1, way: Way = NO_WAY, organ: str | None = None
) -> Verdict:
    """Whether there is a quorum for a kind of decision; `PASSED` too where the charter asks for none.

    `organ` is the one in session where it is another than the kind's, in a session that a route of the kind does not lead to.
    """
    rule = charter.motion_rule(kind)
    if rule is not None and organ is not None and organ != rule.organ.key:
        rule = rule_in(charter.organs[organ], rule)
    elif rule is not None and way.route is not None:
        from konfrans.charter.passage import routed

        rule = routed(rule, way, charter)
    _known_call(call, rule)
    if rule is None:
        return Verdict(charter=charter.ref, question="quorum", kind=kind, outcome=Outcome.NO_RULE)
    quorum = _quorum(rule, count, call, way)
    outcome = Outcome.PASSED if quorum is None or quorum.met else Outcome.INVALID
    return Verdict(
        charter=charter.ref,
        question="quorum",
        kind=kind,
        outcome=outcome,
        reasons=() if quorum is None else (quorum,),
        next=_next(rule, outcome, call=call, attested=(), quorum=quorum) if outcome is Outcome.INVALID else (),
    )


def _known_call(call: object, rule: MotionRule | None) -> None:
    """A third call is one where the charter has a rule for it; what it does not foresee is not guessed."""
    most = 9 if rule is not None and rule.organ.later_calls else 2
    if type(call) is not int or not 1 <= call <= most:
        raise CountError("call_unknown", given=repr(call)[:40])


def rule_for(evidence: Evidence, charter: Charter) -> MotionRule:
    """What governs the motion: the condition that its way asks for, and the quorum of its call."""
    from konfrans.charter.passage import passage

    rule = charter.motion_rule(evidence.kind)
    assert rule is not None, "asked of a kind that is ruled"
    rule = passage(rule, evidence.way, evidence.count, charter).rule
    return replace(rule, quorum=_quorum_asked(rule, evidence.call, evidence.way))


def judge(evidence: Evidence, charter: Charter) -> Verdict:
    """The verdict that frozen evidence gives under a charter."""
    return motion_verdict(
        evidence.count,
        kind=evidence.kind,
        charter=charter,
        call=evidence.call,
        secret=evidence.secret,
        casting=evidence.casting,
        attestations=evidence.attestations,
        way=evidence.way,
    )


def stands(rule: MotionRule, evidence: Evidence, count: Count) -> bool | None:
    """Whether these votes carry the motion; None for equal votes that a casting vote still to be given, or a lot, has to decide."""
    quorum = _quorum(rule, count, evidence.call, evidence.way)
    if quorum is not None and not quorum.met:
        return False
    counted = _base(rule, count, evidence.way)
    if count.yes > 0 and holds(rule.condition, counted)[0]:
        return True
    if not is_tie(rule.condition, count, counted):
        return False
    tie = _tie(rule.tie, _ballot(rule.ballot, evidence.secret)[1], evidence.casting)
    return False if tie is None else tie.met


def _majority(rule: MotionRule, count: Count, counted: Counted) -> tuple[bool, tuple[Reason, ...]]:
    """Whether the condition is met, and the reason that each of its requirements gives."""
    met, found = holds(rule.condition, counted)
    nobody = count.yes == 0  # nobody for it never passes, whatever a share of nothing comes to
    reasons = tuple(
        reason(
            "majority",
            one,
            max(1, needed) if nobody and one.measure is Measure.YES else needed,
            got,
            counted,
            via=rule.via,
            idle=idle,
        )
        for one, needed, got, idle in found
    )
    return met and not nobody, reasons


def _quorum(rule: MotionRule, count: Count, call: int, way: Way) -> Reason | None:
    requirement = _quorum_asked(rule, call, way)
    if requirement is None:
        return None
    if not count.barred:
        return measured("quorum", requirement, count)
    leaves = _leaves(rule).leaves
    there = count.barred if leaves in ("quorum", "both") else 0
    base = count.barred if leaves == "both" else 0
    return measured("quorum", requirement, Adjusted(count, base=base, there=there))


def _quorum_asked(rule: MotionRule, call: int, way: Way) -> Requirement | None:
    """The quorum of the call: each lower one from its call on, some for what was put off alone."""
    requirement = rule.quorum
    for one in rule.calls:
        if call >= one.call and (one.items == "any" or way.put_off):
            requirement = one.quorum
    return requirement


def _ballot(ballot: Ballot | None, secret: bool | None) -> tuple[Reason | None, bool]:
    if ballot is None:
        return None, bool(secret)
    mode = ballot.mode if secret is None else "secret" if secret else "open"
    if not ballot.binding:
        return None, mode == "secret"
    reason = Reason("ballot", ballot.article, met=mode == ballot.mode, needed=ballot.mode, got=mode)
    return reason, mode == "secret"


def _tie(tie: Tie | None, secret: bool, casting: Casting | None) -> Reason | None:
    if tie is None:
        return None
    way = tie.secret if secret else tie.open
    if way == "fails":
        return Reason("tie", tie.article, met=False, needed="fails", got=None)
    got = casting if way == "casting_vote" else None
    return Reason("tie", tie.article, met=None if got is None else got == "yes", needed=way, got=got)


def tie_way(rule: MotionRule, secret: bool | None) -> str | None:
    """What decides equal votes in a ballot of this mode."""
    tie = _tie(rule.tie, _ballot(rule.ballot, secret)[1], None)
    return None if tie is None else str(tie.needed)


def _attested(rule: MotionRule, given: tuple[Attestation, ...]) -> tuple[Reason, ...]:
    known = {one.rule: one for one in rule.attested}
    by: dict[str, str] = {}
    for one in given:
        if one.rule not in known:
            raise AttestationError(
                "attestation_unknown", given=one.rule[:80], kind=rule.kind, known=tuple(known),
                nearest=nearest(one.rule, known),
            )  # fmt: skip
        if not one.by.strip():
            raise AttestationError("attestation_without_name", rule=one.rule)
        if one.rule in by:
            raise AttestationError("attestation_twice", rule=one.rule)
        by[one.rule] = one.by
    return tuple(
        Reason("attested", one.article, met=True if key in by else None, needed=key, got=by.get(key))
        for key, one in known.items()
    )


def _outcome(
    count: Count, *, must: Iterable[Reason], met: bool, tie: Reason | None, attested: tuple[Reason, ...]
) -> Outcome:
    if any(not reason.met for reason in must):
        return Outcome.INVALID
    if count.yes == count.no == 0:
        return Outcome.NO_RESULT
    if not met:
        if tie is None or tie.met is False:
            return Outcome.FAILED
        if tie.met is None:
            return Outcome.LOT if tie.needed == "lot" else Outcome.CASTING_VOTE
    return Outcome.PASSED if all(reason.met for reason in attested) else Outcome.INCOMPLETE


def _next(
    rule: MotionRule, outcome: Outcome, *, call: int, attested: tuple[Reason, ...], quorum: Reason | None
) -> tuple[Next, ...]:
    """Who must act now: what is still missing, or what follows a decision that passed."""
    if outcome is Outcome.PASSED:
        return tuple(Next(act=step.act, who=step.who, article=step.article) for step in rule.next)
    if outcome is Outcome.INVALID:
        again = next((one for one in rule.calls if one.call > call), None)
        if again is None or quorum is None or quorum.met:
            return ()
        return (Next(act="second_call", who=again.who, article=again.quorum.article),)
    if outcome.status != 3:
        return ()
    steps: list[Next] = []
    if outcome in (Outcome.CASTING_VOTE, Outcome.LOT) and rule.tie is not None:
        act = "lot" if outcome is Outcome.LOT else "casting_vote"
        steps.append(Next(act=act, who=rule.tie.who or "", article=rule.tie.article))
    missing = {reason.needed for reason in attested if not reason.met}
    steps += [Next(act="attest", who=one.who, article=one.article) for one in rule.attested if one.rule in missing]
    return tuple(steps)
