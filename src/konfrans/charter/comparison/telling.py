"""Mechanisms of several charters as a reader sees them: a heading, what they are about, and what each charter says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konfrans.charter.comparison.mechanisms import Mechanism
from konfrans.charter.law import Charter
from konfrans.charter.words import Language
from konfrans.charter.words.parts import NBSP
from konfrans.charter.words.rules import Clause, Rules

QUORUM = "Organ.quorum"
"""The one mechanism that is compared by votes wherever there are any."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mechanism: its heading, the names of what it is about, and a sentence or several for each charter; empty where it has none."""

    heading: str
    subject: str
    said: tuple[str, ...]


def told(mechanisms: Sequence[Mechanism | None], charters: Sequence[Charter], words: Language) -> Told:
    """The mechanism in words. What holds without being written is said where another charter writes something else."""
    rules = [
        None if one is None else Rules(words, charter, one.about)
        for one, charter in zip(mechanisms, charters, strict=True)
    ]
    clauses = [
        []
        if one is None or rule is None
        else [Clause("", rule.condition(one.value).replace(NBSP, " "), usual=False)]
        if one.key == QUORUM
        else rule.clauses(one.key, one.value, one.owner)
        for one, rule in zip(mechanisms, rules, strict=True)
    ]
    spoken = {clause.place for each in clauses for clause in each if not clause.usual}
    sentences = [" ".join(clause.text for clause in each if clause.place in spoken or not spoken) for each in clauses]
    unsaid = words.of_rules("rules")["unsaid" if any(sentences) else "exists"]
    key = next(one.key for one in mechanisms if one is not None)
    names = [rule.subject() for rule in rules if rule is not None]
    subject = ", ".join(" / ".join(dict.fromkeys(parts)) for parts in zip(*names, strict=False))
    return Told(
        words.headings["quorum"] if key == QUORUM else words.of_rules("mechanisms")[key],
        subject,
        tuple("" if one is None else said or unsaid for one, said in zip(mechanisms, sentences, strict=True)),
    )
