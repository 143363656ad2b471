"""How counts meet a condition: what was needed, what was got, whether it is a tie, and the picture of it."""

from __future__ import annotations

from typing import Protocol

from konfrans.charter.amounts import ALL, Base, Condition, Measure, Requirement, Share, Sizes, Whose, requirements_of
from konfrans.charter.evidence import Count
from konfrans.charter.matters import Opening
from konfrans.charter.verdicts import Reason, Working
from konfrans.charter.written import PRESENCE


class Counted(Sizes, Protocol):
    """Counts of a body: sizes of bases, values of measures, the counts of a part."""

    def value(self, measure: Measure, whose: Whose = ALL) -> int: ...
    def part(self, whose: Whose) -> Count: ...


class Adjusted:
    """Counts in which those who are barred left the base, those there, or both, and whose base is that of an opening."""

    def __init__(self, count: Count, *, base: int = 0, there: int = 0, opening: Opening | None = None) -> None:
        self.count, self.base, self.there = count, base, there
        self.opened = None if opening is None else Count(
            entitled=opening.entitled, present=opening.present, represented=opening.represented, members=opening.members
        )  # fmt: skip

    def size(self, base: Base, whose: Whose = ALL) -> int:
        if whose != ALL or base not in _OF_BODY:
            return self.count.size(base, whose)
        counted = self.opened if self.opened is not None and base is not Base.SEATS else self.count
        return max(0, counted.size(base) - self.base)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        found = self.count.value(measure, whose)
        return max(0, found - self.there) if whose == ALL and measure in (*PRESENCE[:2],) else found

    def part(self, whose: Whose) -> Count:
        return self.count.part(whose)


_OF_BODY = (Base.SEATS, Base.MEMBERS, Base.ENTITLED, Base.PRESENT, Base.PRESENT_AND_REPRESENTED)


def is_tie(condition: Condition, count: Count, counted: Counted | None = None) -> bool:
    """Yes and no are equal, above 0, and one yes more would meet the condition.

    The one more is a ballot more: it counts in every base of ballots, so that a body in which the tie is decided for the
    motion never refuses the same motion with one yes more. Who is there, entitled or a member stays as it was: 6 to 6
    with one abstention is a tie of 13 present, 5 to 5 with two abstentions is none of 12. The votes that are equal are those of
    `tied_part`: weights, where votes are weighted; of other parts it is not known whose the one more would be, and they stay as they are.
    """
    whose = tied_part(condition)
    votes = count if whose == ALL else count.part(whose)
    if votes.yes != votes.no or votes.yes == 0:
        return False
    return holds(condition, _OneMore(counted or count, whose))[0]


def tied_part(condition: Condition) -> Whose:
    """The part of the body whose votes may be equal: that of which all requirements on votes for are; the whole body where there are several."""
    if isinstance(condition, Requirement):
        return condition.whose if condition.measure in _VOTES_FOR else ALL
    parts = {one.whose for one in requirements_of(condition) if one.measure in _VOTES_FOR}
    return parts.pop() if len(parts) == 1 else ALL


_VOTES_FOR = (Measure.YES, Measure.YES_MINUS_NO)


class _OneMore:
    """The same vote with one ballot more, for the motion."""

    def __init__(self, count: Counted, whose: Whose) -> None:
        self.count, self.whose = count, whose

    def part(self, whose: Whose) -> Count:
        return self.count.part(whose)

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.count.size(base, whose) + (whose == self.whose and base in _OF_BALLOTS)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        return self.count.value(measure, whose) + (whose == self.whose and measure in _GROWING)


_GROWING = (Measure.YES, Measure.YES_MINUS_NO, Measure.PARTICIPANTS)
_OF_BALLOTS = (Base.CAST, Base.VALID, Base.CAST_WITH_BLANKS, Base.PARTICIPANTS)


def holds(condition: Condition, counted: Counted) -> tuple[bool, list[tuple[Requirement, int, int, bool]]]:
    """Whether a condition is met, and of each requirement what was needed, what was got, and whether it decides nothing."""
    if isinstance(condition, Requirement):
        needed = condition.least(counted)
        got = counted.value(condition.measure, condition.whose)
        return got >= needed, [(condition, needed, got, False)]
    parts = [holds(part, counted) for part in condition.parts]
    met = (all if condition.every else any)(held for held, _found in parts)
    idle = [met and not condition.every and not held for held, _found in parts]
    found = [
        (one, needed, got, unused or off)
        for (_held, inner), off in zip(parts, idle, strict=True)
        for one, needed, got, unused in inner
    ]
    return met, found


def reason(
    code: str, requirement: Requirement, needed: int, got: int, count: Counted, *, via: str | None, idle: bool
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
            parts=_shown(requirement, share, count),
            via=via,
            amount=amount,
            whose=requirement.whose,
            idle=idle,
        ),
    )


def measured(code: str, requirement: Requirement, count: Counted, *, via: str | None = None) -> Reason:
    _met, [(one, needed, got, idle)] = holds(requirement, count)
    return reason(code, one, needed, got, count, via=via, idle=idle)


def _shown(requirement: Requirement, share: Share | None, count: Counted) -> tuple[tuple[str, int], ...]:
    """What a picture of a requirement draws: none where its share is one of another part of the body. Those barred are taken out where the
    charter leaves them out.
    """
    if share is not None and share.whose != requirement.whose:
        return ()
    parts = _parts(count.part(requirement.whose), requirement.measure, share.of if share else None)
    if not isinstance(count, Adjusted) or requirement.whose != ALL:
        return parts
    left, found = count.there, []
    for name, n in parts:
        gone = min(left, n) if name in ("present", "represented", "not_voting") else 0
        left -= gone
        found.append((name, n - gone))
    found.append(("barred", count.there - count.base))
    return tuple(part for part in found if part[1] > 0)


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
