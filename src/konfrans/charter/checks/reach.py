"""What a body of its own size can never reach: a quorum, or so many who ask, propose or call."""

from __future__ import annotations

from collections.abc import Iterator

from konfrans.charter.amounts import Requirement
from konfrans.charter.checks.cases import cases_of
from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.organs import seats_of


def out_of_reach(charter: Charter) -> Iterator[Finding]:
    """A requirement on how many come, ask, propose or call that asks for more than the organ has; nothing where its size is not said."""
    seen: set[tuple[str, str]] = set()
    for organ, asked in _asked(charter):
        size = organ.size or seats_of(organ)
        if size is None or asked.portions:  # how many votes a group or weights come to, nobody has said
            continue
        needed = asked.least(Count(entitled=size, present=size))
        key = (organ.key, asked.article)
        if needed > size and key not in seen:
            seen.add(key)
            facts = {"organ": organ.key, "needed": needed, "size": size}
            yield Finding("out_of_reach", Level.FAULT, asked.article, facts=facts)


def _asked(charter: Charter) -> Iterator[tuple[Organ, Requirement]]:
    for case in cases_of(charter):
        if case.rule.quorum is not None:
            yield case.rule.organ, case.rule.quorum
        for proposing in case.rule.ways.initiative:
            if proposing.members is not None:
                yield case.rule.organ, proposing.members
    for organ in charter.organs.values():
        yield from ((organ, again.quorum) for again in (organ.second_call, *organ.later_calls) if again is not None)
        yield from ((organ, way.members) for way in organ.convening if way.members is not None)
        yield from ((organ, demand.members) for demand in organ.demands)
