"""An example as people read it: the situation, and what follows by the charter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from konfrans.charter.asking import facts_of, question
from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Example
from konfrans.charter.matters import Way
from konfrans.charter.questions.motion import Counted, MotionFacts, PartCounted, QuorumFacts
from konfrans.charter.questions.needed import NeededFacts
from konfrans.charter.questions.written import WrittenFacts
from konfrans.charter.trial.cases import answered
from konfrans.charter.verdicts import Outcome, Reason, Verdict
from konfrans.charter.words import Language
from konfrans.charter.words.parts import fill

DECIDED = (Outcome.PASSED, Outcome.FAILED, Outcome.INVALID)
CAST = ("yes", "no", "abstain", "blank", "invalid", "not_voting")


def example_sentence(example: Example, charter: Charter, words: Language) -> str:
    """The example in words: "Of 15 entitled, 12 are there: 8 for, 3 against, 1 abstaining. Adopted: 7 needed."

    Of a vote, the counts and all that is said beside them; of another question its own name, else what it asks. Then the verdict that
    the charter gives. `LawError` where the example cannot be asked.
    """
    verdict = answered(example, charter)
    facts = facts_of(question(example.question), example.facts, charter)
    said = [words.choose(example.name, charter)] if example.name else []
    if isinstance(facts, MotionFacts | QuorumFacts):
        said += list(_Vote(charter, words).sentences(facts))
    elif not said:
        said = [words.question(example.question)]
    said.append(_ruling(example, verdict, charter, words))
    return " ".join(said)


class _Vote:
    """The facts of a vote, sentence by sentence."""

    def __init__(self, charter: Charter, words: Language) -> None:
        self.charter, self.words, self.said = charter, words, words.of_trial()

    def say(self, name: str, **facts: Any) -> str:
        return fill(
            self.said[name], {key: (self.words.fact(key, value, self.charter), value) for key, value in facts.items()}
        )

    def sentences(self, facts: MotionFacts | QuorumFacts) -> Iterator[str]:
        if isinstance(facts, QuorumFacts) and facts.organ is not None:
            yield self.say("in_session", organ=facts.organ)
        if facts.kind != "ordinary":
            yield self.say("kind", kind=facts.kind)
        if facts.call != 1:
            yield self.say("call_second" if facts.call == 2 else "call", call=facts.call)
        if isinstance(facts, MotionFacts) and facts.secret is not None:
            yield self.said["secret" if facts.secret else "open"]
        yield self._body(facts)
        if facts.seats is not None:
            yield self.say("seats", seats=facts.seats)
        if facts.barred:
            yield self.say("barred", barred=facts.barred)
        if isinstance(facts, MotionFacts):
            yield from self._of_motion(facts)
        yield from self._of_way(facts.way)

    def _body(self, facts: MotionFacts | QuorumFacts) -> str:
        there = facts.present + facts.represented
        if isinstance(facts, WrittenFacts):
            body = self.say("asked", entitled=facts.entitled)
        elif facts.members is None or facts.members == facts.entitled:
            body = self.say("body", entitled=facts.entitled, there=there)
        else:
            body = self.say("body_of_members", members=facts.members, entitled=facts.entitled, there=there)
        if facts.represented:
            body += f" ({self.words.caption('represented', facts.represented)})"
        votes = ", ".join(self._votes(facts)) if isinstance(facts, Counted) else ""
        return f"{body}{self.words.colon if votes else ''}{votes}."

    def _votes(self, facts: Counted) -> Iterator[str]:
        silent = 0 if isinstance(facts, WrittenFacts) else facts.count().silent - facts.barred
        for name in CAST:
            n = silent if name == "not_voting" else getattr(facts, name)
            if n:
                yield self.words.caption(name, n)

    def _of_motion(self, facts: MotionFacts) -> Iterator[str]:
        if isinstance(facts, PartCounted) and facts.weights is not None:
            yield self.said["weights"]
        if facts.groups:
            yield self.said["parts"]
        if isinstance(facts, WrittenFacts) and facts.objecting:
            yield self.say("objecting", objecting=facts.objecting)
        if isinstance(facts, NeededFacts) and facts.open is not None:
            yield self.say("open_votes", open=facts.open)
        if facts.casting is not None:
            yield self.say("casting", casting=facts.casting)
        if facts.attested:
            yield self.say("attested", rules=[one.rule for one in facts.attested])

    def _of_way(self, way: Way) -> Iterator[str]:
        if way.on is not None:
            yield self.say("on", day=way.on)
        if way.came != "announced":
            yield self.said[way.came]
        if way.proposed_by:
            yield self.say("proposed_by", who=way.proposed_by)
        if way.proposing is not None:
            yield self.say("proposing", proposing=way.proposing)
        if way.touches:
            yield self.say("touches", numbers=list(way.touches))
        if way.route is not None:
            yield self.say("route", organ=way.route)
        yield from (self.said[name] for name in ("moved", "put_off") if getattr(way, name))
        if way.readings:
            yield self.say("readings", number=len(way.readings))
        yield from (self.say(f"gate_{one.answer}", who=one.who) for one in way.gates)
        yield from (self.say(f"earlier_{one.outcome}", day=one.on) for one in way.earlier)
        if way.presiding_voted is not None:
            yield self.said["presiding_voted" if way.presiding_voted else "presiding_silent"]
        if way.opening is not None:
            there = way.opening.present + way.opening.represented
            yield self.say("opening", there=there, entitled=way.opening.entitled)


def _ruling(example: Example, verdict: Verdict, charter: Charter, words: Language) -> str:
    said = words.of_trial()
    outcome = (words.outcome(verdict), None)
    reason = _telling(example, verdict, words)
    if reason is not None:
        of_votes = reason.code == "majority"
        facts = {"outcome": outcome, "needed": (words.value(reason.needed), reason.needed)}
        return fill(said["votes_needed" if of_votes else "members_needed"], facts)
    name = "answered" if verdict.outcome is Outcome.ANSWERED else "ruling"
    return fill(said[name], {"outcome": outcome, "why": (words.why(verdict, charter), None)}).strip()


def _telling(example: Example, verdict: Verdict, words: Language) -> Reason | None:
    """The reason whose number says all: what barred the vote, else that of the paragraph, else the majority; None where none does."""
    if verdict.question not in ("motion", "quorum") or verdict.outcome not in DECIDED or words.find(verdict, "tie"):
        return None
    found = words.barring(verdict) if verdict.outcome is Outcome.INVALID else []
    found = found or [one for one in verdict.reasons if one.article == example.article] or words.deciding(verdict)
    found = found or list(verdict.reasons)
    found = [one for one in found[:1] if one.code in ("majority", "quorum") and type(one.needed) is int]
    return found[0] if found else None
