"""What is said of articles that are harder to change, where nobody said whether a motion amends one."""

from __future__ import annotations

from typing import Any

from konfrans.charter.amounts import ALL, Measure, Requirement
from konfrans.charter.law import Charter
from konfrans.charter.law.ways import Touching
from konfrans.charter.words.language import VOTES, Language
from konfrans.charter.words.parts import NBSP, fill
from konfrans.charter.words.rules import Rules, reason_of


def touching_words(words: Language, rule: Touching, charter: Charter) -> str:
    """What an amendment of these articles needs, and the option that says that it is one."""
    said, numbers = words.furniture, ", ".join(map(str, rule.articles))
    alone = len(rule.articles) == 1
    facts: dict[str, tuple[str, Any]] = {
        "articles": (words.article(numbers) if alone else said["touched"].format(numbers=numbers), None),
        "option": (f"--touches{NBSP}{numbers}" if alone else said["touches_each"], None),
        "ref": (words.article(rule.article), None),
    }
    match rule.condition:
        case None:
            name = "touching_none"
        case Requirement(measure=Measure.YES) as one if one.whose == ALL:
            reason = reason_of(one)
            portion = words.portion(reason)
            name = "touching_votes" if reason.working.base in VOTES else "touching"
            facts["portion"] = (portion[:1].lower() + portion[1:], one.amount)
        case condition:
            name = "touching_joined"
            facts["condition"] = (Rules(words, charter).condition(condition), None)
    return fill(said[name], facts)
