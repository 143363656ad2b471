"""Is a call for nominations open for as long as it must be? From which day may it close?"""

from __future__ import annotations

from konfrans.charter.asking import Question
from konfrans.charter.clock import after, lies
from konfrans.charter.law import Charter
from konfrans.charter.tables import Day, OrganKey, Table
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working


class NominationsFacts(Table):
    """A call for nominations to the seats of an organ."""

    organ: OrganKey
    """The organ whose seats are to be filled."""
    opens: Day
    """The day on which the call opens."""
    closes: Day | None = None
    """Its last whole day; left out: not said yet."""


def nominations(facts: NominationsFacts, charter: Charter) -> Verdict:
    """Whether a call for nominations is open long enough.

    `passed`, or `failed`; `incomplete` where its last day is not said; `no_rule` where the charter asks for no time. The answer holds
    `closes_from` (the first day that may be the last one), `lasts` and `unit` (how many units it is open).
    """
    rule = charter.organs[facts.organ].nominations
    if rule is None:
        return Verdict(charter.ref, "nominations", None, Outcome.NO_RULE)
    first = after(facts.opens, rule.lasts, charter.calendar)
    met = None if facts.closes is None else facts.closes >= first.end
    open_for = None if facts.closes is None else lies(facts.opens, facts.closes, rule.lasts, charter.calendar).number
    said = {"opens": facts.opens, "asked": rule.lasts.number, "had": open_for, "unit": rule.lasts.unit}
    got = facts.closes.isoformat() if facts.closes else None
    reason = Reason("nominations", rule.article, met, first.iso, got, Working(facts=said, clock=first))
    answer = {"closes_from": first.iso, "lasts": open_for, "unit": rule.lasts.unit}
    outcome = {True: Outcome.PASSED, False: Outcome.FAILED, None: Outcome.INCOMPLETE}[met]
    return Verdict(charter.ref, "nominations", None, outcome, answer, (reason,))


NOMINATIONS = Question("nominations", NominationsFacts, nominations)
