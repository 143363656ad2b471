"""Which organ decides a matter, by which routes, on whose initiative?"""

from __future__ import annotations

from konfrans.charter.amounts import requirements_of
from konfrans.charter.asking import Question
from konfrans.charter.law import Charter
from konfrans.charter.tables import KindKey, Table
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working


class OrganFacts(Table):
    """A matter, by its kind of decision."""

    kind: KindKey
    """The kind of decision."""


def organ(facts: OrganFacts, charter: Charter) -> Verdict:
    """The organ that decides and every other way to the same end, each with its article, and who may propose.

    The answer holds `organ`, `routes` (organs), `initiative` (offices and organs), `gates` (whose yes is part of deciding) and
    `readings`; `no_rule` where the charter has none for the kind.
    """
    rule = charter.motion_rule(facts.kind)
    if rule is None:
        return Verdict(charter.ref, "organ", facts.kind, Outcome.NO_RULE)
    ways = rule.ways
    first = next(requirements_of(rule.condition)).article
    reasons = [
        Reason("decides", rule.via or first, True, None, rule.organ.key, Working(facts={"got_organ": rule.organ.key}))
    ]
    reasons += [
        Reason("route", one.article, True, None, one.organ, Working(facts={"got_organ": one.organ}))
        for one in ways.routes
    ]
    for one in ways.initiative:
        if one.who:
            reasons.append(
                Reason("may_propose", one.article, True, None, one.who[0], Working(facts={"got_who": list(one.who)}))
            )
        if one.members is not None:
            asked = one.members
            working = Working(strict=asked.strict, measure=asked.measure, amount=asked.amount, whose=asked.whose)
            reasons.append(Reason("members_may_propose", asked.article, True, None, None, working))
    reasons += [
        Reason("asks_yes", gate.article, True, None, gate.who, Working(facts={"got_who": gate.who}))
        for gate in ways.gates
    ]
    if ways.readings is not None:
        reasons.append(Reason("asks_readings", ways.readings.article, True, None, ways.readings.number))
    answer = {
        "organ": rule.organ.key,
        "routes": [one.organ for one in ways.routes],
        "initiative": sorted({who for one in ways.initiative for who in one.who}),
        "gates": [one.who for one in ways.gates],
        "readings": ways.readings.number if ways.readings else 1,
    }
    return Verdict(charter.ref, "organ", facts.kind, Outcome.ANSWERED, answer, tuple(reasons))


ORGAN = Question("organ", OrganFacts, organ)
