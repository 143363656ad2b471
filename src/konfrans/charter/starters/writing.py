"""A club's charter written from its answers: the rules of `club.toml`, with the words of one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from konfrans.charter.checks import check
from konfrans.charter.checks.findings import Finding
from konfrans.charter.starters.questions import Answers, Day, Days, Part, said
from konfrans.charter.toml_text import value_toml
from konfrans.charter.words import speak
from konfrans.charter.words.numbers import writer
from konfrans.charter.words.parts import fill

_HOME = Path(__file__).parent
_SLOT = re.compile("«([^»]+)»")
_WHEN = "#?"
"""Begins a line that says for which answers the lines after it are; alone, for all."""


def write_club(answers: Answers, language: str) -> str:
    """The charter; each remark that the check makes on it, at its own size, is answered in it."""
    writing = _Writing(answers, language)
    return writing.document(check(writing.document(())).findings)


class _Writing:
    def __init__(self, answers: Answers, language: str) -> None:
        self._answers, self._language, self._said = answers, language, said(language)
        self._flags = flags(answers)
        self._values = {**rule_values(answers), "lang": language}
        self._facts = self._spoken()

    def document(self, findings: Sequence[Finding]) -> str:
        """The whole text; what the findings have a reason for is accepted below the rules of their article."""
        lines, holds = [], True
        for line in (_HOME / "club.toml").read_text("utf-8").splitlines():
            if line.startswith(_WHEN):
                holds = set(line.removeprefix(_WHEN).split()) <= self._flags
            elif holds:
                lines.append(_SLOT.sub(lambda found: self._put(found[1], findings), line))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

    def _put(self, slot: str, findings: Sequence[Finding]) -> str:
        what, _, key = slot.partition(" ")
        match what:
            case "note":
                return str(self._said["notes"][key])
            case "notes":
                return "\n".join(f"# {line}" for line in str(self._said["notes"][key]).splitlines())
            case "name" | "heading":
                return value_toml(self._said[f"{what}s"][key])
            case "text":
                return value_toml(self._sentence(key))
            case "paragraph":
                text = value_toml(self._sentence(key))
                return f"  {{ number = {key.partition('.')[2]}, text.{self._language} = {text} }},"
            case "accepted":
                answered = {(one.code, one.article): one for one in findings if self._answerable(one, key)}
                return "\n\n".join(self._accepted(one) for one in answered.values())
        return _amount(self._answers[what], key.removeprefix("of ")) if key else self._values[what]

    # sentences ----------------------------------------------------------------------------------------------------------

    def _sentence(self, key: str) -> str:
        """The sentences of a paragraph: those for an answer that was given, else the usual ones."""
        own = next((one for flag in sorted(self._flags) if (one := f"{key} {flag}") in self._said["paragraphs"]), key)
        return fill(self._said["paragraphs"][own], self._facts)

    def _spoken(self) -> dict[str, tuple[str, Any]]:
        """The answers as the sentences say them."""
        words = writer(self._language)
        facts: dict[str, tuple[str, Any]] = {}
        for name, value in self._answers.items():
            match value:
                case Part(share=share, strict=strict):
                    facts[name] = (words.part(share, strict=strict, least=name != "call"), value)
                    facts[f"{name}_object"] = (words.part(share, strict=strict, least=True, gathered=True), value)
                case Days():
                    facts |= {"least": (str(value.least), value.least), "most": (str(value.most), value.most)}
                case Day():
                    month = speak(self._language).months[str(value.month)]
                    facts[name] = (f"{value.day} {month}", value)
                case int() if name in ("term", "limit", "proxies"):
                    facts[name] = (words.count(value), value)
                case int() if name == "sessions":
                    facts[name] = (words.times(value), value)
                case _:
                    facts[name] = (str(value), value)
        others = self._answers["committee"] - 3
        facts["others"] = (words.count(others), others)
        if "currency" in self._answers:
            code, fee = self._answers["currency"], self._answers["fee"]
            one, several = self._said["currencies"].get(code, (code, code))
            facts["money"] = (one if fee == 1 else several, fee)
        return facts

    # answered remarks ---------------------------------------------------------------------------------------------------

    def _answerable(self, finding: Finding, article: str) -> bool:
        there = finding.article.partition(".")[0] == article
        return there and finding.weighs and f"{finding.code} {finding.article}" in self._said["reasons"]

    def _accepted(self, finding: Finding) -> str:
        reason = fill(self._said["reasons"][f"{finding.code} {finding.article}"], self._facts)
        return "\n".join(
            (
                f"[[accepted]] # {self._said['notes']['accepted']}",
                f'article = "{finding.article}"',
                f'finding = "{finding.code}"',
                f"reason.{self._language} = {value_toml(reason)}",
            )
        )


# rules ------------------------------------------------------------------------------------------------------------------


def flags(answers: Answers) -> frozenset[str]:
    """Which of the choices hold that lines of `club.toml` and sentences depend on."""
    second = answers["second"]
    found = {
        "second": second != "no",
        "anyone": second == "anyone",
        "part": isinstance(second, Part),
        "assembly": answers["admission"] == "assembly",
        "appeal": answers["appeal"] > 0,
        "others": answers["committee"] > 3,
        "three": answers["committee"] == 3,
        "limit": answers["limit"] > 0,
        "fee": answers["fee"] > 0,
        "proxies": answers["proxies"] > 0,
        "present": answers["proxies"] == 0,
        "klub": answers["name"].endswith((" Klubu", " klubu")),
    }
    return frozenset(name for name, holds in found.items() if holds)


def rule_values(answers: Answers) -> Mapping[str, str]:
    """What stands in the rules and in their examples."""
    members, committee, quorum = answers["members"], answers["committee"], answers["quorum"].of(answers["members"])
    second = answers["second"]
    found: dict[str, Any] = {name: value for name, value in answers.items() if isinstance(value, int | str)}
    found |= {
        "present": "" if answers["proxies"] else 'measure = "present", ',
        "on_appeal": ', "exclusion_on_appeal"' if answers["appeal"] else "",
        "others": committee - 3,
        "quorum_needed": quorum,
        "quorum_short": quorum - 1,
        "second_needed": second.of(members) if isinstance(second, Part) else 1,
    }
    for name, cast in (("exclusion", committee), ("majority", members - 1), ("amendment", quorum)):
        yes = answers[name].of(cast)
        found |= {f"{name}_yes": yes, f"{name}_no": cast - yes}
    if "second_days" in answers:
        found |= {"least": answers["second_days"].least, "most": answers["second_days"].most}
    if "due" in answers:
        day, month = answers["due"]
        found |= {"day": day, "month": month, "dd": f"{day:02}", "mm": f"{month:02}"}
    return {name: str(value) for name, value in found.items()}


def _amount(part: Part, of: str) -> str:
    return f'{"more_than" if part.strict else "at_least"} = {{ share = "{part.share}", of = "{of}" }}'
