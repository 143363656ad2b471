"""Which of two values asks for more, where that is beyond doubt; where it is not, the two are merely different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from konfrans.charter.amounts import Requirement, Share
from konfrans.charter.spans import Lead

Way = Literal["stricter", "looser", "incomparable"]


@dataclass(frozen=True, slots=True)
class More:
    """More is stricter (`up`), or less is. `nothing` is what a value that is left out stands for."""

    up: bool = True
    nothing: Literal["least", "most"] | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """Wider is stricter (`up`), or narrower is. `all_if_none`: an empty list is no bound at all."""

    up: bool = True
    all_if_none: bool = False


Order = Mapping[str, int]
"""Values of a schema by how strict they are; of equal ones nothing is said."""

UP, DOWN = More(), More(up=False)
AT_MOST = More(up=False, nothing="most")
"""A bound: without one everything is allowed."""
FROM = More(nothing="least")
CLOSED, ONE_OF, OPEN = Among(), Among(up=False, all_if_none=True), Among(up=False)
"""What is shut; of what one is asked for; who may."""
TIES: Order = {"casting_vote": 0, "lot": 0, "fails": 1}

DIRECTIONS: Mapping[str, More | Among | Order] = {
    "SessionsAYear.a_year": UP, "Sent.before": UP, "DraftText.before": UP, "Convening.who": OPEN, "Convening.members": UP,
    "SecondCall.quorum": UP, "SecondCall.closed": CLOSED, "SecondCall.items": {"any": 0, "put_off": 1}, "Interval.least": FROM,
    "Interval.most": AT_MOST, "Ahead.least": FROM, "Ahead.most": AT_MOST, "Remote.closed": CLOSED, "WrittenVote.closed": CLOSED,
    "WrittenVote.silence": {"yes": 0, "not_voting": 1, "no": 1, "abstain": 1}, "Dormancy.idle": DOWN, "Nominations.lasts": UP, "Tie.open": TIES, "Tie.secret": TIES,
    "Ballot.binding": UP, "Demand.members": FROM, "Composed.at_least": UP, "Composed.at_most": AT_MOST, "Composed.difference": AT_MOST, "Organ.formed": UP,
    "Holder.offices": ONE_OF, "Holder.of_member": UP, "Holder.categories": ONE_OF, "Holder.groups": CLOSED, "Power.delegable": DOWN,
    "Incompatible.most": DOWN, "Initiative.who": OPEN, "Initiative.members": UP, "Touching.condition": UP, "Route.condition": UP,
    "Readings.number": UP, "Readings.apart": {"any": 0, "sessions": 1}, "Gate.silence": {"yes": 0, "no": 1}, "Lock.span": UP,
    "Standstill.span": UP, "Confirm.within": DOWN, "Confirm.without": {"stands": 0, "lapses": 1}, "Eligible.offices": ONE_OF,
    "Eligible.acting": DOWN, "Eligible.not_offices": CLOSED, "Nominated.members": UP, "Window.opens": DOWN, "Window.closes": UP,
    "Round.elects": FROM, "Sole.elects": UP, "Sole.way": {"declared": 0, "vote": 1}, "Reserved.at_least": UP, "Limit.in_a_row": AT_MOST,
    "Limit.in_all": AT_MOST, "Limit.across": UP, "Limit.years": AT_MOST, "ByElection.within": DOWN, "CoOption.up_to": AT_MOST, "Recall.constructive": UP,
    "Absences.number": DOWN, "Founding.within": DOWN, "Category.eligible": DOWN, "Category.no_vote_on": CLOSED, "Category.groups": ONE_OF,
    "DatumRange.at_least": FROM, "DatumRange.more_than": FROM, "DatumRange.at_most": AT_MOST, "DatumRange.less_than": AT_MOST,
    "Recommended.number": UP, "Recommended.categories": ONE_OF, "Opinion.favourable": UP, "Trial.lasts": UP, "Trial.votes": DOWN,
    "Title.offices": ONE_OF, "Title.letter": UP, "Title.votes": DOWN, "Title.eligible": DOWN, "Title.no_vote_on": CLOSED,
    "Proxy.categories": ONE_OF, "Proxy.offices": ONE_OF, "Proxy.cap": AT_MOST, "Proxy.longest": AT_MOST, "Proxy.accepted": UP,
    "Proxy.closed": CLOSED, "Ceiling.share": DOWN, "ArrearsStep.after": DOWN, "ArrearsStep.before_session": UP,
    "ArrearsStep.through": {"due": 0, "year": 1},
}  # fmt: skip
"""By table and key of the schema; a key that is not here has no direction."""


def direction(key: str, first: Any, second: Any) -> Way:
    """What the second value is beside the first: stricter, looser, or only different."""
    rule = DIRECTIONS.get(key)
    if isinstance(rule, More):
        one, two = (value if value is not None else rule.nothing for value in (first, second))
        return _way(less(one, two), less(two, one), up=rule.up)
    if isinstance(rule, Among):
        had, has = _members(first), _members(second)
        if rule.all_if_none and not (had and has):
            return _way(bool(has), bool(had), up=not rule.up)
        return _way(had < has, has < had, up=rule.up)
    if rule is not None:
        ranks = rule.get(str(first)), rule.get(str(second))
        if ranks[0] is not None and ranks[1] is not None:
            return _way(ranks[0] < ranks[1], ranks[1] < ranks[0], up=True)
    return "incomparable"


def _way(grows: bool, shrinks: bool, *, up: bool) -> Way:
    if grows == shrinks:
        return "incomparable"
    return "stricter" if grows == up else "looser"


def less(one: Any, two: Any) -> bool:
    """Whether the one is less than the other, in every case."""
    if one == two or one is None or two is None:
        return False
    if "least" in (one, two) or "most" in (one, two):
        return bool(one == "least" or two == "most")
    if isinstance(one, Lead) and isinstance(two, Lead):
        return _shorter(one, two)
    if isinstance(one, Requirement) and isinstance(two, Requirement):
        if (one.measure, one.whose) != (two.measure, two.whose):
            return False
        match one.amount, two.amount:
            case int(), int() if not one.whose.weighted:
                return one.amount + one.strict < two.amount + two.strict
            case int(), int():
                return (one.amount, one.strict) < (two.amount, two.strict)
            case Share(), Share() if (one.amount.of, one.amount.whose) == (two.amount.of, two.amount.whose):
                return (one.amount.fraction, one.strict) < (two.amount.fraction, two.strict)
        return False
    return isinstance(one, NUMBERS) and isinstance(two, NUMBERS) and one < two


NUMBERS = (int, Fraction)
_MONTHS, _DAYS = {"months": 1, "years": 12}, {"days": 1, "weeks": 7}


def _shorter(one: Lead, two: Lead) -> bool:
    """Whether a time is shorter than another on every day of the calendar; a month is of 28 to 31 days."""
    if any(span.first_day == "counts" or getattr(span, "ends_on_working_day", False) for span in (one, two)):
        return False
    if one.unit == two.unit:
        return one.number < two.number
    for units in (_MONTHS, _DAYS):
        if one.unit in units and two.unit in units:
            return one.number * units[one.unit] < two.number * units[two.unit]
    if one.unit in _DAYS and two.unit in _MONTHS:
        return one.number * _DAYS[one.unit] < two.number * _MONTHS[two.unit] * 28
    if one.unit in _MONTHS and two.unit in _DAYS:
        return one.number * _MONTHS[one.unit] * 31 < two.number * _DAYS[two.unit]
    return False


def _members(value: Any) -> frozenset[str]:
    return frozenset(value or ())
