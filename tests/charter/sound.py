"""A small sound charter, in which a check finds nothing, and what it finds once something is changed in it."""

from __future__ import annotations

from collections.abc import Iterable

from konfrans.charter.checks import Finding, Report, Sizes, check
from konfrans.charter.checks.telling import Telling
from konfrans.charter.words import speak

SOUND = """\
key = "sound"
version = "1"
languages = ["az", "en"]
authentic = "en"
title.az = "Klubun nizamnaməsi"
title.en = "Charter of the club"

[[article]]
number = 1
heading.az = "Qərarlar"
heading.en = "Decisions"

[[article.paragraph]]
number = 1
text.az = "Yığıncaq üzvlərin yarısından çoxu iştirak etdikdə səlahiyyətlidir."
text.en = "The assembly may decide when more than half of the members are present."

[[article.paragraph]]
number = 2
text.az = "Qərar verilmiş səslərin yarısından çoxu lehinə olduqda qəbul edilir."
text.en = "A decision is adopted when more than half of the votes cast are for it."

[[article.paragraph]]
number = 3
text.az = "Nizamnamə bütün üzvlərin ən azı üçdə ikisi lehinə səs verdikdə dəyişdirilir."
text.en = "The charter is amended when at least two thirds of all members vote for it."

[[article.paragraph]]
number = 4
text.az = "Səslər bərabər bölündükdə sədrin səsi həlledicidir. Gizli səsvermədə təklif qəbul edilməmiş sayılır."
text.en = "Where the votes are equal, the vote of the chair decides. In a secret ballot the motion falls."

[offices]
chair = { name = { az = "sədr", en = "chair" }, outside = true }

[organs.assembly]
name = { az = "Yığıncaq", en = "Assembly" }
article = "1.1"
size = 15
quorum = { article = "1.1", measure = "present", more_than = { share = "1/2", of = "members" } }
tie = { article = "1.4", open = "casting_vote", secret = "fails", who = "chair" }

[kinds.ordinary]
condition = { article = "1.2", more_than = { share = "1/2", of = "cast" } }

[kinds.charter_amendment]
condition = { article = "1.3", at_least = { share = "2/3", of = "members" } }
"""
ORDINARY = 'more_than = { share = "1/2", of = "cast" }'
QUORUM = 'measure = "present", more_than = { share = "1/2", of = "members" }'


def changed(*changes: tuple[str, str], more: str = "") -> str:
    """The sound charter with replacements made, each of which must find its place."""
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + more


def found(*changes: tuple[str, str], more: str = "", sizes: Sizes | None = None) -> Report:
    """What a check finds in the changed charter."""
    return check(changed(*changes, more=more), sizes)


def codes(report: Report) -> set[str]:
    """The codes of the findings."""
    return {one.code for one in report.findings}


def one(report: Report, code: str) -> Finding:
    """The only finding of a code."""
    [finding] = [finding for finding in report.findings if finding.code == code]
    return finding


def told(report: Report, code: str, lang: str = "en") -> tuple[str, str, str]:
    """Text, example and remedy of the only finding of a code."""
    telling = Telling(speak(lang), report.charter)
    finding = one(report, code)
    return telling.text(finding), telling.example(finding), telling.remedy(finding)


def without_words(report: Report) -> set[str]:
    """The codes but for those about the words, which a test of a rule alone does not change along."""
    return codes(report) - {"words_and_rule", "languages_differ"}


def accepted(*pairs: Iterable[str]) -> str:
    """Entries of `[[accepted]]`, each a finding and an article."""
    return "".join(
        f'\n[[accepted]]\nfinding = "{finding}"\narticle = "{article}"\nreason = {{ az = "Belədir.", en = "So it is." }}\n'
        for finding, article in pairs
    )
