"""A club's charter written from its answers: the rules of `club.toml`, with the words of its languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from konfrans.charter.checks import check
from konfrans.charter.checks.findings import Finding
from konfrans.charter.starters.answers import Answers, Day, Days, Majority, Part
from konfrans.charter.starters.questions import TEXTS
from konfrans.charter.starters.reading import said, without_known
from konfrans.charter.starters.titles import titled
from konfrans.charter.toml_text import value_toml
from konfrans.charter.words import speak
from konfrans.charter.words.nouns import decline, takes_ending
from konfrans.charter.words.numbers import writer
from konfrans.charter.words.parts import fill

_HOME = Path(__file__).parent
_SLOT = re.compile("(?P<key>[a-z_.]+)\\.«lang» = «(?P<text>[^»]+)»|«(?P<slot>[^»]+)»")
"""What is put in: the text of a key in each language, or anything else. In one pass: an answer may hold such signs itself."""
_WHEN = "#?"
"""Begins a line that says for which answers the lines after it are; alone, for all."""


def write_club(answers: Answers, languages: Sequence[str]) -> str:
    """The charter in its languages, the authentic one first; each remark that the check makes on it, at its own size, is answered in it."""
    writing = _Writing(answers, tuple(languages))
    return writing.document(check(writing.document(())).findings)


class _Writing:
    def __init__(self, answers: Answers, languages: tuple[str, ...]) -> None:
        self._answers = answers
        self._spoken = {code: _Spoken(own_answers(answers, code), code) for code in languages}
        self._first = self._spoken[languages[0]]
        self._several = len(languages) > 1
        self._values = {
            **rule_values(answers),
            "languages": ", ".join(f'"{code}"' for code in languages),
            "authentic": languages[0],
        }

    def document(self, findings: Sequence[Finding]) -> str:
        """The whole text; what the findings have a reason for is accepted below the rules of their article."""
        lines, holds = [], True
        given = flags(self._answers)
        for line in (_HOME / "club.toml").read_text("utf-8").splitlines():
            if line.startswith(_WHEN):
                holds = set(line.removeprefix(_WHEN).split()) <= given
            elif holds:
                put = partial(self._put, line, findings)
                lines.append(_SLOT.sub(put, line))
        text = "\n".join(lines)
        if self._several:
            text = re.sub("^ +# ", "# ", text, flags=re.MULTILINE)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    def _put(self, line: str, findings: Sequence[Finding], found: re.Match[str]) -> str:
        if found["key"]:
            # In a line of its own, or beside the others inside a table.
            between = "\n" if found[0] == line else ", "
            what, _, key = found["text"].partition(" ")
            return between.join(f"{found['key']}.{code} = {one.text(what, key)}" for code, one in self._spoken.items())
        what, _, key = found["slot"].partition(" ")
        match what:
            case "note":
                return self._first.note(key)
            case "notes":
                return "\n".join(f"# {line}" for line in self._first.note(key).splitlines())
            case "paragraph":
                lines = [f"number = {key.partition('.')[2]}"]
                lines += [f"text.{code} = {one.text('text', key)}" for code, one in self._spoken.items()]
                # In one language a paragraph is a line; in several, a table.
                return "\n".join(["[[article.paragraph]]", *lines]) if self._several else f"  {{ {', '.join(lines)} }},"
            case "paragraphs" | "end":
                return "" if self._several else "paragraph = [" if what == "paragraphs" else "]"
            case "accepted":
                answered = {(one.code, one.article): one for one in findings if self._answerable(one, key)}
                return "\n\n".join(self._accepted(one) for one in answered.values())
        if key == "passing":
            return _amount(self._answers[what].part, base_of(self._answers, what))
        return _amount(self._answers[what], key.removeprefix("of ")) if key else self._values[what]

    # answered remarks ---------------------------------------------------------------------------------------------------

    def _answerable(self, finding: Finding, article: str) -> bool:
        there = finding.article.partition(".")[0] == article
        return there and finding.weighs and self._first.has_reason(f"{finding.code} {finding.article}")

    def _accepted(self, finding: Finding) -> str:
        key = f"{finding.code} {finding.article}"
        return "\n".join(
            (
                f"[[accepted]] # {self._first.note('accepted')}",
                f'article = "{finding.article}"',
                f'finding = "{finding.code}"',
                *(f"reason.{code} = {one.text('reason', key)}" for code, one in self._spoken.items()),
            )
        )


class _Spoken:
    """What the charter says in one language."""

    def __init__(self, answers: Answers, language: str) -> None:
        self._answers, self._language, self._said = answers, language, said(language)
        self._flags = flags(answers) | ({"ending"} if takes_ending(language, answers["name"]) else set())
        self._facts = self._told()

    def note(self, key: str) -> str:
        return str(self._said["notes"][key])

    def has_reason(self, key: str) -> bool:
        return key in self._said["reasons"]

    def text(self, what: str, key: str) -> str:
        """A name, a heading, a reason, or the sentences of a paragraph, as TOML."""
        match what:
            case "name" | "heading":
                return value_toml(fill(self._said[f"{what}s"][key], self._facts))
            case "reason":
                return value_toml(fill(self._said["reasons"][key], self._facts))
        # The sentences for an answer that was given, else the usual ones.
        own = next((one for flag in sorted(self._flags) if (one := f"{key} {flag}") in self._said["paragraphs"]), key)
        return value_toml(fill(self._said["paragraphs"][own], self._facts))

    def _told(self) -> dict[str, tuple[str, Any]]:
        """The answers as the sentences say them."""
        words = writer(self._language)
        facts: dict[str, tuple[str, Any]] = {}
        for name, value in self._answers.items():
            match value:
                case Part(share=share, strict=strict) | Majority(part=Part(share=share, strict=strict)):
                    facts[name] = (words.part(share, strict=strict, least=True), value)
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
        called = titled(self._answers["titles"], self._answers["noun"], self._language)
        facts |= {key: (title, None) for key, title in called.items()}
        name = without_known(self._answers["name"], self._language)
        facts["bare_name"] = (name, None)
        facts["named_of"] = (decline(self._language, name).get("of", name)[len(name) :], None)
        phrases = self._said["phrases"]
        for name in ("majority", "amendment", "dissolution", "exclusion"):
            base = base_of(self._answers, name)
            put = {**facts, "part": facts[name], "object": facts[f"{name}_object"]}
            facts[f"{name}_passes"] = (fill(phrases[PASSES[name]][base], put), None)
        for name, phrase in self._chosen_phrases().items():
            facts[name] = (fill(phrases[phrase], facts) if phrase else "", None)
        if "currency" in self._answers:
            code, fee = self._answers["currency"], self._answers["fee"]
            one, several = self._said["currencies"].get(code, (code, code))
            facts["money"] = (one if fee == 1 else several, fee)
        return facts

    def _chosen_phrases(self) -> Mapping[str, str]:
        """Parts of sentences that hang on an answer, and which of them is said; none where that is empty."""
        found = {"abstaining": "abstaining" if self._answers["majority"].of == "cast" else "abstaining_weighs"}
        if "second" in self._flags:
            days = self._answers["second_days"]
            found |= {
                "later": "on_the_day" if days.least == days.most else "later",
                "sent_again": "sent_again" if "own_notice" in self._flags else "",
                "kept": "kept" if "kept" in self._flags else "",
            }
        return found


# rules ------------------------------------------------------------------------------------------------------------------


def own_answers(answers: Answers, language: str) -> Answers:
    """The answers with the texts that are the language's own."""
    own = {name: answers[key] for name in TEXTS if (key := f"{name}.{language}") in answers}
    return {**answers, **own}


def flags(answers: Answers) -> frozenset[str]:
    """Which of the choices hold that lines of `club.toml` and sentences depend on."""
    second = answers["second"]
    keeps = second != "no" and answers["second_all"] == "no"
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
        "kept": keeps,
        "held": keeps and answers["quorum"].of(answers["members"]) > 1,
        "named": answers["name"].casefold().split()[-1] == answers["noun"].casefold(),
        "own_notice": second != "no" and answers["second_notice"] != answers["notice"],
        "few": answers["exclusion"].of == "cast",
        "fails": answers.get("tie") != "casting",
        "persons": answers["ballots"] == "persons",
        "all": answers["ballots"] == "all",
        "tied": answers["majority"].part == Part(Fraction(1, 2), strict=True)
        and answers["majority"].of != "members"
        and answers["quorum"].of(answers["members"]) <= answers["members"] // 2 * 2,
    }
    return frozenset(name for name, holds in found.items() if holds)


def rule_values(answers: Answers) -> Mapping[str, str]:
    """What stands in the rules and in their examples."""
    members, committee, quorum = answers["members"], answers["committee"], answers["quorum"].of(answers["members"])
    second, casting = answers["second"], answers.get("tie") == "casting"
    found: dict[str, Any] = {name: value for name, value in answers.items() if isinstance(value, int | str)}
    found |= {
        "present": "" if answers["proxies"] else 'measure = "present", ',
        "ballots_assembly": _ballots(answers, "assembly"),
        "ballots_committee": _ballots(answers, "committee"),
        "tie": 'open = "casting_vote", secret = "fails", who = "chair"'
        if casting
        else 'open = "fails", secret = "fails"',
        "tied": "casting_vote" if casting else "failed",
        "half": members // 2,
        "even": members // 2 * 2,
        "wrong_ballot": "false" if answers["ballots"] == "all" else "true",
        "others": committee - 3,
        "quorum_needed": quorum,
        "quorum_short": quorum - 1,
        "second_needed": second.of(members) if isinstance(second, Part) else 1,
    }
    for name, whole, there, abstain in (
        ("exclusion", committee, committee, 0), ("majority", members, members, 1), ("amendment", members, quorum, 0),
    ):  # fmt: skip
        majority: Majority = answers[name]
        votes = {"cast": there - abstain, "present": there, "members": whole}[majority.of]
        yes = majority.part.of(votes)
        present = max(there, yes)
        no = max(0, present - yes - abstain)
        found |= {f"{name}_yes": yes, f"{name}_no": no, f"{name}_there": present, f"{name}_abstain": present - yes - no}
    if "second_days" in answers:
        found |= {"least": answers["second_days"].least, "most": answers["second_days"].most}
    if "due" in answers:
        day, month = answers["due"]
        found |= {"day": day, "month": month, "dd": f"{day:02}", "mm": f"{month:02}"}
    return {name: str(value) for name, value in found.items()}


def _ballots(answers: Answers, organ: str) -> str:
    """How an organ votes, and on which kinds in secret."""
    if answers["ballots"] == "all":
        return '{ article = "4.3", mode = "secret" }'
    secret = {"assembly": ["election"], "committee": ["exclusion"]}
    if answers["ballots"] == "persons":
        secret["assembly"] += ["recall", "appointment"]
        secret[answers["admission"]].append("admission")
    if answers["appeal"]:
        secret["assembly"].append("exclusion_on_appeal")
    kinds = ", ".join(f'"{kind}"' for kind in secret[organ])
    return f'{{ article = "4.3", mode = "secret", kinds = [{kinds}] }}, {{ article = "4.3", mode = "open" }}'


PASSES = {"majority": "passes_there", "amendment": "passes", "dissolution": "passes", "exclusion": "passes_committee"}
"""Who decides by a majority: either organ, the assembly, the committee."""


def base_of(answers: Answers, name: str) -> str:
    """The base of a majority as its rule names it."""
    base: str = answers[name].of
    return "present_and_represented" if base == "present" and answers["proxies"] else base


def _amount(part: Part, of: str) -> str:
    return f'{"more_than" if part.strict else "at_least"} = {{ share = "{part.share}", of = "{of}" }}'
