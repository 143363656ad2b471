"""What tells two charters apart, as a reader sees it: votes as sentences, mechanisms that say the same put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from konfrans.charter.checks.cases import in_every_part
from konfrans.charter.comparison.difference import Difference, votes_shown
from konfrans.charter.comparison.mechanisms import Mechanism
from konfrans.charter.comparison.telling import told
from konfrans.charter.law import Charter
from konfrans.charter.matters import Opening, Way
from konfrans.charter.motions import motion_verdict
from konfrans.charter.words import Language
from konfrans.charter.words.parts import NBSP, fill
from konfrans.charter.words.rules import Rules

PARTS = ("yes", "no", "abstain", "blank", "invalid", "present", "represented")


def examples(
    one: Difference, laws: tuple[Charter, Charter], names: tuple[str, str], words: Language
) -> tuple[str, ...]:
    """The smallest votes that tell two rules apart, as sentences, with what each charter makes of them."""
    found = []
    for held in votes_shown(one.votes) if one.votes else ():
        kind, count = one.mechanism.removeprefix("kinds."), held.count
        opening = Opening(
            entitled=count.entitled, present=count.present, represented=count.represented, members=count.members
        )
        way = Way(put_off=held.call > 1, opening=opening)
        outcomes = []
        for law in laws:
            rule = law.motion_rule(kind)
            assert rule is not None  # votes tell two rules apart
            counted = in_every_part(count, rule)
            verdict = motion_verdict(
                counted, kind=kind, charter=law, call=held.call, secret=held.secret, casting=held.casting, way=way
            )
            outcomes.append(words.outcome(verdict))
        parts = [words.caption(part, getattr(count, part)) for part in PARTS if getattr(count, part)]
        said = words.of_comparison()
        parts += [
            fill(said[name], {"n": (words.number(n), n)})
            for name, n in (("of_members", count.members), ("of_seats", count.seats))
            if n is not None and n != count.entitled
        ]
        parts += [said[f"casting_{held.casting}"]] if held.casting else []
        parts += [said["in_secret" if held.secret else "in_open"]] if held.secret is not None else []
        parts += [said["at_call"].format(n=words.number(held.call))] if held.call > 1 else []
        found.append(said["example"].format(size=words.number(count.entitled), votes=", ".join(parts), first=names[0], one=outcomes[0],
                                            second=names[1], two=outcomes[1]).replace("\u00a0", " "))  # fmt: skip
    return tuple(found)


def rules(one: Difference, laws: Sequence[Charter], words: Language) -> tuple[str, ...]:
    """What each charter asks of the votes on a kind of decision, and its quorum, as sentences; empty where one has no rule."""
    found = []
    for law in laws if one.votes else ():
        rule, speaking = law.motion_rule(one.mechanism.removeprefix("kinds.")), Rules(words, law)
        assert rule is not None  # its votes were looked through
        asked = [rule.condition, *(each for each in (rule.quorum, *(call.quorum for call in rule.calls)) if each)]
        found.append(" ".join(dict.fromkeys(speaking.condition(each) for each in asked)).replace(NBSP, " "))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Alike:
    """Mechanisms of one heading of which the charters say the same: what they are about, their relation, a sentence for each charter."""

    heading: str
    subjects: tuple[str, ...]
    relation: str
    said: tuple[str, ...]


def together(
    rules: Iterable[tuple[Sequence[Mechanism | None], str]], laws: Sequence[Charter], words: Language
) -> tuple[Alike, ...]:
    """Mechanisms in the order of their headings, those of which the charters say the same together; what is said in the same words
    by all is no difference."""
    headings = (words.headings["quorum"], *words.of_rules("mechanisms").values())
    order = {heading: place for place, heading in enumerate(headings)}
    found = [(told(each, laws, words), relation) for each, relation in rules]
    found = [one for one in found if one[1] != "incomparable" or len(set(one[0].said)) > 1]
    found.sort(key=lambda one: order[one[0].heading])
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for one, relation in found:
        alike.setdefault((one.heading, relation, one.said), []).append(one.subject)
    return tuple(
        Alike(heading, tuple(name for name in dict.fromkeys(subjects) if name), relation, said)
        for (heading, relation, said), subjects in alike.items()
    )
