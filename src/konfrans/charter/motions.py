"""Did this motion pass? Quorum, ballot, condition, tie, attested rules: one verdict with every reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from konfrans.charter.amounts import ALL, Base, Condition, Measure, Requirement, Share, Sizes, Whose
from konfrans.charter.evidence import Attestation, Casting, Count, Evidence
from konfrans.charter.faults import AttestationError, CountError, nearest
from konfrans.charter.law import Ballot, Charter, Kind, MotionRule, Tie
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working
from konfrans.charter.written import PRESENCE


def motion_verdict(
    count: Count,
    *,
    kind: Kind | str,
    charter: Charter,
    call: int = 1,
    secret: bool | None = None,
    casting: Casting | None = None,
    attestations: Iterable[Attestation] = (),
) -> Verdict:
    """The outcome of a vote, and for each reason the article, the amount needed and the number got.

    `call` is 1 or 2; `secret` None means as the charter prescribes for the kind. A casting vote counts only where
    there is a tie and the charter gives one. Raises `KindError`, `CountError` or `AttestationError` for what cannot
    be judged; a kind that the charter has no rule for is a verdict (`Outcome.NO_RULE`).
    """
    key = kind.key if isinstance(kind, Kind) else kind
    rule = charter.motion_rule(key)
    _known_call(call)
    if casting not in (None, "yes", "no"):
        raise CountError("casting_unknown", given=repr(casting)[:40])
    given = tuple(attestations)
    if rule is None:
        return Verdict(charter=charter.ref, question="motion", kind=key, outcome=Outcome.NO_RULE)
    attested = _attested(rule, given)
    quorum = _quorum(rule, count, call)
    ballot, is_secret = _ballot(rule.ballot, secret)
    met, majority = _majority(rule, count)
    tie = _tie(rule.tie, is_secret, casting) if not met and is_tie(rule.condition, count) else None
    outcome = _outcome(count, quorum=quorum, ballot=ballot, met=met, tie=tie, attested=attested)
    found = (*majority, tie, quorum, ballot, *attested)
    return Verdict(
        charter=charter.ref,
        question="motion",
        kind=key,
        outcome=outcome,
        reasons=tuple(reason for reason in found if reason is not None),
        next=_next(rule, outcome, call=call, attested=attested, quorum=quorum),
    )


def quorum_verdict(count: Count, *, kind: str, charter: Charter, call: int = 1) -> Verdict:
    """Whether there is a quorum for a kind of decision; `PASSED` too where the charter asks for none."""
    rule = charter.motion_rule(kind)
    _known_call(call)
    if rule is None:
        return Verdict(charter=charter.ref, question="quorum", kind=kind, outcome=Outcome.NO_RULE)
    quorum = _quorum(rule, count, call)
    outcome = Outcome.PASSED if quorum is None or quorum.met else Outcome.INVALID
    return Verdict(
        charter=charter.ref,
        question="quorum",
        kind=kind,
        outcome=outcome,
        reasons=() if quorum is None else (quorum,),
        next=_next(rule, outcome, call=call, attested=(), quorum=quorum) if outcome is Outcome.INVALID else (),
    )


def _known_call(call: object) -> None:
    if type(call) is not int or call not in (1, 2):
        raise CountError("call_unknown", given=repr(call)[:40])


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
    )


def is_tie(condition: Condition, count: Count) -> bool:
    """Yes and no are equal, above 0, and one yes more would meet the condition.

    The one more is a ballot more: it counts in every base of ballots, so that a body in which the tie is decided for the
    motion never refuses the same motion with one yes more. Who is there, entitled or a member stays as it was: 6 to 6
    with one abstention is a tie of 13 present, 5 to 5 with two abstentions is none of 12. Of groups and weights it is not
    known whose the one more would be: they stay as they are.
    """
    if count.yes != count.no or count.yes == 0:
        return False
    return _holds(condition, _OneMore(count))[0]


class _OneMore:
    """The same vote with one ballot more, for the motion."""

    def __init__(self, count: Count) -> None:
        self.count = count

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.count.size(base, whose) + (whose == ALL and base in _OF_BALLOTS)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        return self.count.value(measure, whose) + (whose == ALL and measure in _GROWING)


_GROWING = (Measure.YES, Measure.YES_MINUS_NO, Measure.PARTICIPANTS)
_OF_BALLOTS = (Base.CAST, Base.VALID, Base.CAST_WITH_BLANKS, Base.PARTICIPANTS)


class _Counted(Sizes, Protocol):
    def value(self, measure: Measure, whose: Whose = ALL) -> int: ...


def _holds(condition: Condition, counted: _Counted) -> tuple[bool, list[tuple[Requirement, int, int, bool]]]:
    """Whether a condition is met, and of each requirement what was needed, what was got, and whether it decides nothing."""
    if isinstance(condition, Requirement):
        needed = condition.least(counted)
        got = counted.value(condition.measure, condition.whose)
        return got >= needed, [(condition, needed, got, False)]
    parts = [_holds(part, counted) for part in condition.parts]
    met = (all if condition.every else any)(held for held, _found in parts)
    idle = [met and not condition.every and not held for held, _found in parts]
    found = [
        (one, needed, got, unused or off)
        for (_held, inner), off in zip(parts, idle, strict=True)
        for one, needed, got, unused in inner
    ]
    return met, found


def _reason(
    code: str, requirement: Requirement, needed: int, got: int, count: Count, *, via: str | None, idle: bool
) -> Reason:
    amount = requirement.amount
    share = amount if isinstance(amount, Share) and amount.of is not Base.NO else None
    size = count.size(share.of, share.whose) if share else 0
    return Reason(
        code=code,
        article=requirement.article,
        met=got >= needed,
        needed=needed,
        got=got,
        working=Working(
            exact=requirement.exact(count),
            strict=requirement.strict,
            measure=requirement.measure,
            share=share.fraction if share else None,
            base=share.of if share else None,
            size=size if share else None,
            parts=_parts(count.part(requirement.whose), requirement.measure, share.of if share else None)
            if share is None or share.whose == requirement.whose
            else (),
            via=via,
            amount=amount,
            whose=requirement.whose,
            idle=idle,
        ),
    )


def _measured(code: str, requirement: Requirement, count: Count, *, via: str | None = None) -> Reason:
    _met, [(one, needed, got, idle)] = _holds(requirement, count)
    return _reason(code, one, needed, got, count, via=via, idle=idle)


def _parts(count: Count, measure: Measure, base: Base | None) -> tuple[tuple[str, int], ...]:
    """The base taken apart, in the order a picture draws it: what counts first, those who are away last."""
    if measure in PRESENCE:
        parts = [("present", count.present)]
        if measure is Measure.PRESENT_AND_REPRESENTED:
            parts.append(("represented", count.represented))
        if measure is Measure.PARTICIPANTS:
            parts = [("participants", count.size(Base.PARTICIPANTS)), ("not_voting", count.silent)]
        parts += _away(count, base, sum(n for _, n in parts))
        return tuple(part for part in parts if part[1])
    parts = [("yes", count.yes), ("no", count.no)]
    if base is not Base.CAST:
        parts.append(("abstain", count.abstain))
    if base not in (Base.CAST, Base.VALID):
        parts.append(("blank", count.blank))
    if base not in (Base.CAST, Base.VALID, Base.CAST_WITH_BLANKS):
        parts.append(("invalid", count.invalid))
    if base not in (Base.CAST, Base.VALID, Base.CAST_WITH_BLANKS, Base.PARTICIPANTS):
        parts.append(("not_voting", count.silent))
    if base in (Base.SEATS, Base.MEMBERS, Base.ENTITLED):
        parts += _away(count, base, count.there)
    return tuple(part for part in parts if part[1])


def _away(count: Count, base: Base | None, there: int) -> list[tuple[str, int]]:
    """Who of a base is not among those there: entitled and absent, members without a vote, seats that nobody holds."""
    whole = count.size(base) if base else count.entitled
    entitled = min(whole, count.entitled)
    members = min(whole, max(entitled, count.size(Base.MEMBERS))) if base in (Base.MEMBERS, Base.SEATS) else entitled
    return [
        ("absent", max(0, entitled - there)),
        ("not_entitled", members - entitled),
        ("vacant", max(0, whole - members) if base is Base.SEATS else 0),
    ]


def _majority(rule: MotionRule, count: Count) -> tuple[bool, tuple[Reason, ...]]:
    """Whether the condition is met, and the reason that each of its requirements gives."""
    met, found = _holds(rule.condition, count)
    reasons = [
        _reason("majority", one, needed, got, count, via=rule.via, idle=idle) for one, needed, got, idle in found
    ]
    if count.yes == 0:  # nobody for it never passes, whatever a share of nothing comes to
        met = False
        reasons = [
            replace(one, met=False, needed=max(1, one.needed if isinstance(one.needed, int) else 1))
            if one.working.measure is Measure.YES and one.got == 0
            else one
            for one in reasons
        ]
    return met, tuple(reasons)


def _quorum(rule: MotionRule, count: Count, call: int) -> Reason | None:
    requirement = rule.second_call.quorum if call == 2 and rule.second_call else rule.quorum
    return None if requirement is None else _measured("quorum", requirement, count)


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
    count: Count,
    *,
    quorum: Reason | None,
    ballot: Reason | None,
    met: bool,
    tie: Reason | None,
    attested: tuple[Reason, ...],
) -> Outcome:
    if any(reason is not None and not reason.met for reason in (quorum, ballot)):
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
        second = rule.second_call
        if second is None or call != 1 or quorum is None or quorum.met:
            return ()
        return (Next(act="second_call", who=second.who, article=second.quorum.article),)
    if outcome.status != 3:
        return ()
    steps: list[Next] = []
    if outcome in (Outcome.CASTING_VOTE, Outcome.LOT) and rule.tie is not None:
        act = "lot" if outcome is Outcome.LOT else "casting_vote"
        steps.append(Next(act=act, who=rule.tie.who or "", article=rule.tie.article))
    missing = {reason.needed for reason in attested if not reason.met}
    steps += [Next(act="attest", who=one.who, article=one.article) for one in rule.attested if one.rule in missing]
    return tuple(steps)
