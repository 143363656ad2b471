"""Which organ has a power, and may it be handed on? Of powers alone; routes and initiative are other questions."""

from __future__ import annotations

from collections.abc import Iterator

from konfrans.charter.amounts import requirements_of
from konfrans.charter.asking import Question
from konfrans.charter.law import Charter
from konfrans.charter.law.seats import Power
from konfrans.charter.questions.sitting import said
from konfrans.charter.tables import ActorKey, KindKey, Table
from konfrans.charter.verdicts import Outcome, Reason, Verdict


class PowerFacts(Table):
    """A kind of decision, and to whom it would be handed on."""

    kind: KindKey
    """The kind of decision."""
    to: ActorKey | None = None
    """The organ, or the office, to which it would be handed on."""


def powers_of(charter: Charter, kind: str) -> tuple[tuple[str, Power], ...]:
    """The organs that have a power by a paragraph, by what it says of the kind itself or of the standard kind it is a case of.

    Where no paragraph names the kind, those to whom a paragraph gives all the rest. Two organs with one power are a fault
    of the charter that is looked for elsewhere; here both are named.
    """
    own = charter.kinds.get(kind)
    for name in (kind, own.like if own is not None and own.like else kind):
        found = _naming(charter, name)
        if found:
            return found
    return ()


def _naming(charter: Charter, kind: str) -> tuple[tuple[str, Power], ...]:
    return tuple((key, power) for key, organ in charter.organs.items() for power in organ.powers if kind in power.kinds)


def _rest(charter: Charter) -> tuple[tuple[str, Power], ...]:
    return tuple((key, power) for key, organ in charter.organs.items() for power in organ.powers if not power.kinds)


def _answer(facts: PowerFacts, charter: Charter) -> Verdict:
    charter.motion_rule(facts.kind)  # names a kind that there is none of
    found = powers_of(charter, facts.kind)
    if not found and (by_rule := _by_rule(charter, facts.kind)):
        organ, reason = by_rule
        return _verdict(facts, charter, [organ], (reason,), None)
    found = found or _rest(charter)
    if not found:
        return _verdict(facts, charter, [], (), None)
    organs = list(dict.fromkeys(key for key, _power in found))
    delegable = [power.delegable for _key, power in found]
    handed = False if False in delegable else None if None in delegable else True
    return _verdict(facts, charter, organs, tuple(_reasons(facts, found)), handed)


def _reasons(facts: PowerFacts, found: tuple[tuple[str, Power], ...]) -> Iterator[Reason]:
    for key, power in found:
        code = "power" if power.kinds else "power_rest"
        yield said(code, power.article, True, None, key if power.kinds else None, organ=key, the_kind=facts.kind)
        article = power.delegable_article or power.article
        if facts.to is not None:
            may = (power.delegable and (not power.to or facts.to in power.to)) or facts.to == key
            met = None if power.delegable is None and facts.to != key else bool(may)
            yield said("power_handed_to", article, met, None, None, organ=key, to_organ=facts.to)
        elif power.delegable is not None:
            code = "power_handed_on" if power.delegable else "power_not_handed_on"
            code += "_to" if power.to else ""
            yield said(code, article, True, None, None, organ=key, to_organs=power.to)


def _by_rule(charter: Charter, kind: str) -> tuple[str, Reason] | None:
    """The organ whose votes decide on the kind by the kind's own rule."""
    rule = charter.motion_rule(kind)
    if rule is None:
        return None
    article = rule.via or next(one.article for one in requirements_of(rule.condition))
    return rule.organ.key, said("power", article, True, None, rule.organ.key, organ=rule.organ.key, the_kind=kind)


def _verdict(
    facts: PowerFacts, charter: Charter, organs: list[str], reasons: tuple[Reason, ...], handed: bool | None
) -> Verdict:
    outcome = Outcome.ANSWERED if organs else Outcome.NO_RULE
    if organs and facts.to is not None:
        met = [reason.met for reason in reasons if reason.code == "power_handed_to"]
        outcome = Outcome.FAILED if False in met else Outcome.NO_RULE if None in met or not met else Outcome.PASSED
    words = {True: "delegable", False: "not_delegable", None: "delegable_unsaid"}
    answer = {"organs": organs, "delegable": words[handed], "to_organ": facts.to}
    return Verdict(
        charter=charter.ref, question="power", kind=facts.kind, outcome=outcome, answer=answer, reasons=reasons
    )


POWER = Question("power", PowerFacts, _answer)
