"""Findings as a person reads them: what is wrong, the smallest counterexample with people in it, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from konfrans.charter.amounts import Base
from konfrans.charter.checks.findings import Finding, Scene
from konfrans.charter.checks.slogans import FIFTY_ONE, slogan_example
from konfrans.charter.evidence import Count
from konfrans.charter.faults import Fault
from konfrans.charter.law import Charter
from konfrans.charter.verdicts import Outcome
from konfrans.charter.words.language import Language
from konfrans.charter.words.numbers import Said
from konfrans.charter.words.parts import fill

_AS = {
    Outcome.PASSED: "passed", Outcome.INCOMPLETE: "passed", Outcome.ON_HOLD: "passed", Outcome.FAILED: "failed",
    Outcome.MOVED_ON: "failed", Outcome.NO_RESULT: "no_result", Outcome.INVALID: "invalid", Outcome.NO_RULE: "no_rule",
    Outcome.CASTING_VOTE: "casting_vote", Outcome.LOT: "lot",
}  # fmt: skip


class Telling:
    """The sentences of findings in one language; `charter` names kinds, organs and offices, where it could be read."""

    def __init__(self, words: Language, charter: Charter | None) -> None:
        words.read_all()
        self.words = words
        self.charter = charter
        self.said: Mapping[str, Any] = words.check

    def text(self, finding: Finding) -> str:
        """What is wrong."""
        own = self._of(finding).get("text")
        if own is None:
            return self._fault(finding)[0]
        text = fill(own, self._facts(finding))
        if finding.sizes and finding.facts.get("own") not in finding.sizes:
            facts = {"sizes": self.bodies(finding.sizes), "own": str(finding.facts["own"])}
            text = f"{text} {self._fill(self.said['report']['other_sizes'], facts)}"
        return text

    def example(self, finding: Finding) -> str:
        """The smallest counterexample; empty where there is none to give."""
        own = self._of(finding).get("example", "")
        if finding.code == "share_slogan" and not finding.facts["sizes"]:
            return ""
        return self._sentence(fill(own, self._facts(finding)))

    def remedy(self, finding: Finding) -> str:
        """What to do."""
        own = self._of(finding).get("remedy")
        return self._fault(finding)[1] if own is None else fill(own, self._facts(finding))

    def key(self, finding: Finding) -> str:
        """What the drafter of the document looks for, in the words of the format; empty where the remedy needs none. No page shows it."""
        return fill(self._of(finding).get("key", ""), self._facts(finding))

    def _of(self, finding: Finding) -> Mapping[str, str]:
        code = finding.code
        if finding.before is not None and finding.before.outcome is Outcome.NO_RULE:
            code = f"{code}_no_rule"
        found: Mapping[str, str] = self.said["findings"].get(code, {})
        return found

    def _fault(self, finding: Finding) -> tuple[str, str]:
        return self.words.fault(Fault(finding.code, finding.key, finding.line, finding.facts))

    def _fill(self, template: str, facts: Mapping[str, str]) -> str:
        return fill(template, {name: (value, value) for name, value in facts.items()})

    @staticmethod
    def _sentence(text: str) -> str:
        return text[:1].upper() + text[1:]

    # facts ------------------------------------------------------------------------------------------------------

    def _facts(self, finding: Finding) -> dict[str, tuple[str, Any]]:
        facts = {name: self._fact(name, value) for name, value in finding.facts.items()}
        facts["kinds"] = self.kinds(finding.kinds)
        for name, scene in (("before", finding.before), ("after", finding.after)):
            if scene is not None:
                facts[name] = self.scene(scene)
                facts[f"{name}_short"] = self.scene(scene, short=True)
                facts[f"{name}_votes"] = self._votes(scene)
        facts.update(self._more(finding))
        return {name: (value, finding.facts.get(name, value)) for name, value in facts.items()}

    def _fact(self, name: str, value: Any) -> str:
        match name:
            case "who":
                return str(self.said["who"].get(value, ""))
            case "organ" | "other_organ" | "office":
                return self.words.actor(value, self.charter) if self.charter else str(value)
            case "finding":
                return str(self.said.get("about", {}).get(value, value))
            case "other_article":
                return self.words.article(value)
            case "base":
                return self.words.of_them[Base(value)] if value in set(Base) else str(value)
            case "needed" if isinstance(value, Said):
                return self.number_said(value)
            case "said":
                return self.quoted(value)
            case "alone":
                return "; ".join(f"{code} {self.quoted(said)}" for code, said in value.items())
            case "language":
                return ", ".join(value)
            case "first_day" | "last_day" | "sent_day":
                return self.words.day(value)
        return self.words.number(value) if type(value) is int else str(value)

    def _more(self, finding: Finding) -> dict[str, str]:
        """What a few codes name beside their facts."""
        facts = finding.facts
        match finding.code:
            case "share_slogan" if facts["sizes"]:
                size = next((n for n in facts["sizes"] if n > 2), facts["sizes"][0])
                asked, least = slogan_example(facts["given"], facts["meant"], size, strict=facts["strict"])
                comparison = self.words.fault_facts(facts)["comparison"]
                return {"size": str(size), "asked": str(asked), "least": str(least), "comparison": comparison}
            case "words_and_rule" if facts["needed"].sort in self.said["not_said"]:
                nothing = self.said["not_said"][facts["needed"].sort]
                said = [
                    f"{code} {self.quoted(words)}" if words else f"{code}{nothing}"
                    for code, words in facts["alone"].items()
                ]
                return {"alone": "; ".join(said)}
            case "accepted_stale" | "accepted_fault":
                return {"finding_key": str(facts["finding"])}
            case "demand_shut":
                return {"mode": self.words.values[f"mode_{facts['mode']}"]}
            case "example_unread":
                return {"error": self.words.error(facts["error"])[0]}
            case "share_51":
                first = facts["first"]
                asked = -(-FIFTY_ONE.numerator * first // FIFTY_ONE.denominator)
                return {"half": str(first // 2 + 1), "asked": str(asked)}
            case "table_gap" | "table_overlap":
                last = "…" if facts["open"] else self.words.number(facts["last"])
                first = self.words.number(facts["first"])
                return {"range": first if last == first else f"{first}–{last}"}
            case "second_call_unreachable":
                return {name: self.length(*facts[name]) for name in ("notice", "most")}
            case "term_over_limit":
                return {
                    "length": self.length(facts["number"], facts["unit"]),
                    "limit": self.length(facts["years"], "years"),
                }
        coming, of_coming = self.said["coming"], self.said["of_coming"]
        to = str(facts.get("to", ""))
        return {"coming": str(coming.get(to, "")), "of_coming": str(of_coming.get(to, ""))}

    def kinds(self, keys: Sequence[str]) -> str:
        """The names of kinds of decision, the first few."""
        return ", ".join(self.words.kind(key, self.charter) for key in keys[:6]) + self._more_of(len(keys) - 6)

    def quoted(self, said: Sequence[str]) -> str:
        """Words of the charter in quotes, the first few, or a dash."""
        return (", ".join(f"“{one}”" for one in said[:8]) or "–") + self._more_of(len(said) - 8)

    def _more_of(self, left: int) -> str:
        return str(self.said["report"]["more"]).format(n=left) if left > 0 else ""

    def length(self, n: int, unit: str) -> str:
        """21 days."""
        return fill(self.said["units"][unit], {"n": (self.words.number(n), n)})

    def number_said(self, said: Said) -> str:
        """What a rule states: at least 2/3, 21 days, 5."""
        if said.sort == "day":
            return self._fill(self.said["units"]["day"], {"n": said.text})
        if said.unit is not None:
            return self.length(int(said.value), said.unit)
        name = {True: "more_than", False: "at_least", None: "share"}[said.strict]
        return self._fill(
            self.said["units"][name],
            {"n": f"{said.value.numerator}/{said.value.denominator}" if said.sort == "share" else said.text},
        )

    def bodies(self, sizes: Sequence[int]) -> str:
        """Bodies of 5–7 and 9."""
        name = "body" if len(sizes) == 1 else "bodies"
        return self._fill(self.said["report"][name], {"sizes": runs(sizes, self.said["report"]["and"])})

    # votes ------------------------------------------------------------------------------------------------------

    def scene(self, scene: Scene, *, short: bool = False) -> str:
        """Of 15 members 9 are there; 5 vote for and 4 against: adopted."""
        said, count = self.said["scene"], scene.count
        seats = count.seats if count.seats is not None else count.entitled
        numbers = {"size": seats, "there": count.there, "vacant": seats - count.entitled, "members": count.entitled}
        facts: dict[str, tuple[str, Any]] = {name: (self.words.number(n), n) for name, n in numbers.items()}
        proxies = self._counted("proxies", count.represented) if count.represented else ""
        facts |= {
            "proxies": (proxies, None),
            "call": (said["call"] if scene.call > 1 else "", None),
            "votes": (self._votes(scene), None),
            "outcome": (self._outcome(scene), None),
        }
        full = "vacant" if seats > count.entitled else "full"
        return self._sentence(fill(said["short" if short else full], facts))

    def _outcome(self, scene: Scene) -> str:
        name = "by_casting_vote" if scene.casting else _AS.get(scene.outcome, "failed")
        return str(self.said["outcomes"][name])

    def _votes(self, scene: Scene) -> str:
        """5 vote for, 3 against and 1 abstains; where groups divide, with the votes of each."""
        groups = self.charter.groups if self.charter is not None else {}
        divided = [
            f"{self.words.choose(groups[key].name, self.charter) if self.charter and key in groups else key}: {self._ballots(part)}"
            for key, part in scene.count.groups.items()
        ]
        return self._ballots(scene.count) + (f" ({'; '.join(divided)})" if divided else "")

    def _ballots(self, count: Count) -> str:
        parts = []
        if count.yes:
            parts.append(self._counted("yes_first", count.yes))
        if count.no:
            parts.append(self._counted("no" if parts else "no_first", count.no))
        ballots = {"abstain": count.abstain, "blank": count.blank, "invalid": count.invalid}
        parts += [self._counted(name, n) for name, n in ballots.items() if n]
        if count.silent and parts:
            parts.append(self._counted("silent", count.silent))
        if not parts:
            return str(self.said["scene"]["nothing"])
        joined = ", ".join(parts[:-1])
        return f"{joined}{self.said['report']['and']}{parts[-1]}" if joined else parts[-1]

    def _counted(self, name: str, n: int) -> str:
        return fill(self.said["scene"][name], {"n": (self.words.number(n), n)})


def runs(sizes: Sequence[int], last: str) -> str:
    """1–4, 6 and 9."""
    found: list[list[int]] = []
    for n in sizes:
        if found and n == found[-1][1] + 1:
            found[-1][1] = n
        else:
            found.append([n, n])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in found]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])}{last}{said[-1]}"
