"""An example as people read it: the situation, and what follows by the charter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

from konfrans.charter.amounts import Measure
from konfrans.charter.asking import facts_of, question
from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Example
from konfrans.charter.matters import Way
from konfrans.charter.questions.motion import Counted, Gathered, MotionFacts, QuorumFacts
from konfrans.charter.questions.needed import NeededFacts
from konfrans.charter.questions.written import WrittenFacts
from konfrans.charter.reading import hints
from konfrans.charter.tables import Refers, Table
from konfrans.charter.trial.cases import answered
from konfrans.charter.verdicts import Outcome, Reason, Verdict
from konfrans.charter.words import Language
from konfrans.charter.words.parts import fill

DECIDED = (Outcome.PASSED, Outcome.FAILED, Outcome.INVALID)
CAST = ("yes", "no", "abstain", "blank", "invalid", "not_voting")


def example_sentence(example: Example, charter: Charter, words: Language) -> str:
    """The example in words: "Of 15 entitled, 12 are there: 8 for, 3 against, 1 abstaining. Adopted: 7 votes needed."

    Of a vote, the counts and all that is said beside them; of another question its own name, else what it asks and on which facts. Then
    the verdict that the charter gives. `LawError` where the example cannot be asked.
    """
    verdict = answered(example, charter)
    asked = question(example.question)
    facts = facts_of(asked, example.facts, charter)
    said = [words.choose(example.name, charter)] if example.name else []
    if isinstance(facts, MotionFacts | QuorumFacts):
        said += list(_Vote(charter, words).sentences(facts))
    elif not said:
        said = [words.question(example.question), facts_sentence(asked.facts, example.facts, charter, words)]
    said.append(_ruling(example, verdict, charter, words))
    return " ".join(one for one in said if one)


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
        if facts.weights is not None:
            yield self._part("weights", facts.weights)
        if facts.groups:
            yield self.said["parts"]
        for key, one in facts.groups.items():
            yield self._part("part", one, group=key)
            if one.weights is not None:
                yield self._part("part_weights", one.weights, group=key)
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

    def _part(self, name: str, facts: Gathered, **more: Any) -> str:
        """A part of the body, or its weights: who is there, and how they voted."""
        said = self.say(name, there=facts.present + facts.represented, entitled=facts.entitled, **more)
        there = self.words.capital(said)
        return f"{', '.join((there, *self._votes(facts))) if isinstance(facts, Counted) else there}."

    def _votes(self, facts: Counted) -> Iterator[str]:
        silent = 0 if isinstance(facts, WrittenFacts) else facts.count().silent - facts.barred
        for name in CAST:
            n = silent if name == "not_voting" else getattr(facts, name)
            if n:
                yield self.words.caption(name, n)

    def _of_motion(self, facts: MotionFacts) -> Iterator[str]:
        if isinstance(facts, WrittenFacts):
            yield self.say("opened", day=facts.opened)
            yield self.say("at", day=facts.at)
            if facts.objecting:
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


# any other question ---------------------------------------------------------------------------------------------------

HEADS = ("name", "person", "key", "member", "post", "who", "fee", "title", "giver", "answer", "year", "number", "on", "day", "due", "amount",
         "item", "datum", "why")  # fmt: skip
"""What stands for one of several, the first of these that is said."""
MANY = 4
"""So many of a list are named one by one."""
BARE = frozenset(
    {"amount", "article", "body", "category", "day", "form", "institution", "office", "on", "points", "seat", "title"}
)
"""What needs no name behind the one it is said of."""
NAMED = {"category": "categories", "datum": "data", "election": "elections", "fee": "fees", "group": "groups"}
"""Which table of a charter names what is referred to."""


def facts_sentence(shape: type[Table], found: Mapping[str, Any], charter: Charter, words: Language) -> str:
    """The facts of a question in one sentence, as they were given: what each is called, and what it is; empty where there are none."""
    return _Facts(charter, words).sentence(shape, found)


class _Facts:
    """Facts in words, keys by the names that they stand for."""

    def __init__(self, charter: Charter, words: Language) -> None:
        self.charter, self.words, self.said = charter, words, words.of_trial()
        self.members: dict[str, str] = {}
        self.organ: str | None = None

    def sentence(self, shape: Any, found: Mapping[str, Any]) -> str:
        """All of them in one sentence; empty where there are none."""
        listed = found.get("members")
        if isinstance(listed, list):
            self.members = {one["key"]: one["name"] for one in listed if "name" in one}
        self.organ = found.get("organ")
        told = "; ".join(self._told(shape, found).values())
        return f"{self.words.capital(told)}." if told else ""

    def _told(self, shape: Any, found: Mapping[str, Any]) -> dict[str, str]:
        """Each fact with what it is called; what is true is said by its name alone."""
        said = {}
        for name, one in found.items():
            own = f"fact_{shape.__name__}_{name}"
            called = self.said[own if own in self.said else f"fact_{name}"]
            said[name] = called if one is True else f"{called}: {self._value(name, hints(shape)[name], one)}"
        return said

    def _value(self, name: str, kind: Any, value: Any) -> str:
        if isinstance(value, list):
            return self._several(name, kind, value) if value else self.words.furniture["none"]
        if isinstance(value, Mapping):
            table = _table(kind)
            if table is not None and get_origin(_bare(kind)) is not Mapping:
                head, rest = self._item(table, value)
                return _with(head, rest.values())
            of, inner = get_args(_bare(kind))
            return ", ".join(
                f"{self._word(name, of, key)} – {self._value(name, inner, one)}" for key, one in value.items()
            )
        if isinstance(value, bool):
            return self.said["fact_true" if value else "fact_false"]
        if isinstance(value, int) and Decimal not in _within(kind):
            return str(value) if name.endswith("year") else self.words.value(value)
        return self._word(name, kind, value)

    def _several(self, name: str, kind: Any, values: Sequence[Any]) -> str:
        """A list. What is said of all is said once; in a long one, those of whom the same is said are counted."""
        table = _table(kind)
        if table is None or not isinstance(values[0], Mapping):
            return ", ".join(self._value(name, kind, one) for one in values)
        items = [self._item(table, one) for one in values]
        each = self.said["fact_of_each"]
        shared = items[0][1].items() if len(items) > 1 else ()
        common = [one for one in shared if all(one in rest.items() for _head, rest in items)]
        left_out = {"institution"} if len(items) > MANY else set()
        persons = not {"name", "person", "key", "member"}.isdisjoint(values[0])
        groups: dict[tuple[str, ...], list[str]] = {}
        for head, rest in items:
            own = tuple(said for key, said in rest.items() if (key, said) not in common and key not in left_out)
            groups.setdefault(own, []).append(head)
        told = []
        for own, heads in groups.items():
            count = f"{len(heads)}, " if len(heads) > MANY and persons else ""
            shown = f"{heads[0]} … {heads[-1]}" if count else ", ".join(heads)
            said = [f"{count}{each}: {own[0]}", *own[1:]] if own and len(heads) > 1 else [count.rstrip(", "), *own]
            told.append(_with(shown, said))
        return f"{', '.join(told)}{f' – {each}: ' if common else ''}{', '.join(said for _key, said in common)}"

    def _item(self, shape: Any, found: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        """One of several: what stands for it, and what else is said of it."""
        kinds = hints(shape)
        first = next((one for one in HEADS if one in found), next(iter(found)))
        rest = {key: one for key, one in found.items() if key != first and (key, first) != ("key", "name")}
        told = self._told(shape, rest)
        told |= {key: self._value(key, kinds[key], one) for key, one in rest.items() if key in BARE}
        head = (
            self._value(first, kinds[first], found[first])
            if first in HEADS
            else self._told(shape, {first: found[first]})[first]
        )
        return head, told

    def _word(self, name: str, kind: Any, value: Any) -> str:
        within = list(_within(kind))
        what = next((one.what for one in within if isinstance(one, Refers)), ())
        if "kind" in what:
            return self.words.kind(value, self.charter)
        if "article" in what:
            return self.words.article(value)
        if {"office", "organ", "seat"} & {*what}:
            own = self.organ is not None and value.startswith(f"{self.organ}.")
            of = f" ({self.words.actor(str(self.organ), self.charter)})" if own else ""
            return self.words.actor(value, self.charter).removesuffix(of)
        for one in what:
            thing = getattr(self.charter, NAMED[one]).get(value)
            return self.words.choose(thing.name, self.charter) if thing is not None and thing.name else str(value)
        if Decimal in within and self.charter.currency is not None:
            return self.words.fact(name, f"{value} {self.charter.currency.code}", self.charter)
        if any(get_origin(one) is Literal for one in within):
            return self.said[f"fact_is_{value}"]
        if date in within or name == "documents":
            return self.words.fact(name, value, self.charter)
        return self.members.get(value, str(value)) if name in ("giver", "holder") else str(value)


def _within(kind: Any) -> Iterator[Any]:
    """A type, and all that it is made of."""
    yield kind
    for one in get_args(kind):
        yield from _within(one)


def _with(head: str, rest: Iterable[str]) -> str:
    said = "; ".join(one for one in rest if one)
    return f"{head} ({said})" if said else head


def _table(kind: Any) -> type[Table] | None:
    return next((one for one in _within(kind) if isinstance(one, type) and issubclass(one, Table)), None)


def _bare(kind: Any) -> Any:
    """A type without what is said of it, and without None."""
    while get_origin(kind) is Annotated or type(None) in get_args(kind):
        kind = next(one for one in get_args(kind) if one is not type(None))
    return kind


# what follows ---------------------------------------------------------------------------------------------------------


def _ruling(example: Example, verdict: Verdict, charter: Charter, words: Language) -> str:
    said = words.of_trial()
    outcome = (words.outcome(verdict), None)
    reason = _telling(example, verdict, words)
    if reason is not None:
        key = reason.working.whose.group
        group = words.choose(charter.groups[key].name, charter) if key is not None and key in charter.groups else ""
        told = fill(
            said[_needed(reason, verdict)], {"outcome": outcome, "needed": (words.value(reason.needed), reason.needed)}
        )
        return f"{told.removesuffix('.')} ({group})." if group else told
    name = "answered" if verdict.outcome is Outcome.ANSWERED else "ruling"
    return fill(said[name], {"outcome": outcome, "why": (words.why(verdict, charter), None)}).strip()


def _needed(reason: Reason, verdict: Verdict) -> str:
    """What the number of a reason counts: votes, members who have to be there or to take part, and what they are needed for."""
    measure, weighted = reason.working.measure, "_weighted" if reason.working.whose.weighted else ""
    if measure in (Measure.NO, Measure.YES_MINUS_NO):
        return f"votes_{measure.value}_needed"
    if measure is Measure.YES:
        return f"votes_needed{weighted}"
    if measure is Measure.PARTICIPANTS:
        return f"participants_needed{weighted}"
    return (
        f"quorum_needed{weighted}"
        if reason.code == "quorum" and verdict.question != "quorum"
        else f"members_needed{weighted}"
    )


def _telling(example: Example, verdict: Verdict, words: Language) -> Reason | None:
    """The reason whose number says all: what barred the vote, else that of the paragraph, else the majority; None where none does.

    Of a motion that failed, one that was met says nothing.
    """
    if verdict.question not in ("motion", "quorum") or verdict.outcome not in DECIDED or words.find(verdict, "tie"):
        return None
    found = words.barring(verdict) if verdict.outcome is Outcome.INVALID else []
    cited = [one for one in verdict.reasons if one.article == example.article and not one.working.idle]
    if verdict.outcome is Outcome.FAILED:
        cited = [one for one in cited if not one.met]
    found = found or cited or words.deciding(verdict) or list(verdict.reasons)
    found = [one for one in found[:1] if one.code in ("majority", "quorum") and type(one.needed) is int]
    return found[0] if found else None
