"""Every rule of a charter as a sentence, beside the paragraph that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from konfrans.charter.amounts import Joined, Requirement
from konfrans.charter.comparison.mechanisms import Mechanism, places
from konfrans.charter.law import Charter, SecondCall
from konfrans.charter.lines import Path, path_of
from konfrans.charter.words.language import Language
from konfrans.charter.words.rules import Rules, is_tables


@dataclass(frozen=True, slots=True)
class Said:
    """One rule: its path in the document, what it is (`Notice of a session`), what it is about, and its sentence."""

    path: Path
    heading: str
    subject: str
    text: str


def said_of(charter: Charter, words: Language) -> dict[str, list[Said]]:
    """The rules of a charter in words, by paragraph (`21.1`), in the order of the schema; a kind's condition and the quorums first.

    `words` are those of a language that has them all (`COMPLETE`).
    """
    found: dict[str, list[Said]] = {}
    for article, said in (*_of_votes(charter, words), *_of_mechanisms(charter, words)):
        found.setdefault(article, []).append(said)
    return found


def _of_votes(charter: Charter, words: Language) -> Iterator[tuple[str, Said]]:
    """Conditions of kinds of decision and quorums: what is compared by votes and so is no mechanism."""
    rules, heading = Rules(words, charter), words.headings
    for key, kind in charter.kinds.items():
        named = words.kind(key, charter)
        if kind.condition is not None:
            for article in _cited(kind.condition):
                yield (
                    article,
                    Said(("kinds", key, "condition"), heading["majority"], named, rules.condition(kind.condition)),
                )
        if kind.quorum is not None:
            said = rules.condition(kind.quorum)
            yield kind.quorum.article, Said(("kinds", key, "quorum"), heading["quorum"], named, said)
    for key, organ in charter.organs.items():
        if organ.quorum is not None:
            said, named = rules.condition(organ.quorum), words.actor(key, charter)
            yield organ.quorum.article, Said(("organs", key, "quorum"), heading["quorum"], named, said)
    for place, fallback in enumerate(charter.fallback):
        first = next(iter(rules.clauses("Charter.fallback", (fallback,), charter)))
        headed = words.of_rules("mechanisms")["Charter.fallback"]
        yield fallback.article, Said(("fallback", place), headed, "", first.text)


def _of_mechanisms(charter: Charter, words: Language) -> Iterator[tuple[str, Said]]:
    within = {place.within.twin: place.within for place in places(charter).values() if place.within is not None}
    for mechanism in within.values():
        if mechanism.key == "Charter.fallback":
            continue
        rules = Rules(words, charter, mechanism.about)
        path, heading = path_of(mechanism.path), words.of_rules("mechanisms")[mechanism.key]
        for at, value in _apart(mechanism):
            clauses = rules.clauses(mechanism.key, value, mechanism.owner)
            text = " ".join(one.text for one in clauses if not one.usual) or " ".join(one.text for one in clauses)
            for article in _cited(value):
                yield article, Said((*path, *at), heading, ", ".join(rules.subject()), text)


def _apart(mechanism: Mechanism) -> Iterator[tuple[Path, Any]]:
    """Each table of a list by itself: it may cite another paragraph."""
    if is_tables(mechanism.value):
        for place, one in enumerate(mechanism.value):
            yield (place,), (one,)
    else:
        yield (), mechanism.value


def _cited(value: Any) -> tuple[str, ...]:
    """The paragraphs that a rule cites itself: joined conditions one for each part."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(ref for one in value for ref in _cited(one)))
    if isinstance(value, Joined):
        return _cited(value.parts)
    if isinstance(value, SecondCall):
        return (value.quorum.article,)
    article = value.article if isinstance(value, Requirement) else getattr(value, "article", None)
    return (article,) if isinstance(article, str) and article else ()
