"""What a language file has to say. The frame puts sentences in order; every sentence itself is the language's own."""

from __future__ import annotations

import fractions
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from konfrans.charter.amounts import Amount, Base, Pick, Root, Shaped, Share
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter, MotionRule, NotJudged, Text
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict
from konfrans.charter.words.errors import ErrorWords
from konfrans.charter.words.facts import fact_span, fact_words, group_of, labels_of, rule_part, shown_parts
from konfrans.charter.words.parts import Fraction, Part, fill, mixed

MOTION = "motion"
SENT = ("notice", "papers", "draft_text", "credentials", "written_time")
"""Reasons whose day is one on which something was, or has to be, sent."""
OF_VOTES = ("majority", "tie", "quorum", "ballot", "attested")
"""The reasons whose sentences are grammar; those of the other questions are templates among the words."""


VOTES = (Base.VALID, Base.CAST_WITH_BLANKS, Base.CAST)
"""Bases that count votes, not members."""


class Language(ErrorWords, ABC):
    """One language. Articles are given as stored ("29.3"); workings must be whole, as `motion_verdict` gives them."""

    of_votes: ClassVar[tuple[str, ...]] = OF_VOTES
    colon: ClassVar[str] = ": "
    """What stands between a whole and its parts."""
    point: ClassVar[str] = "."
    """What stands before the decimals of money."""

    # names ------------------------------------------------------------------------------------------------------

    def outcome(self, verdict: Verdict) -> str:
        """The verdict's word: Adopted."""
        own = None if verdict.question == MOTION else self.of_answer(verdict.question).get(verdict.outcome.value)
        return own or self.outcomes[verdict.outcome]

    def kind(self, key: str, charter: Charter | None = None) -> str:
        """The name of a kind of decision: the charter's own where it gives one, else the standard name."""
        own = charter.kinds.get(key) if charter else None
        return self.choose(own.name, charter) if own and own.name and charter else self.kinds.get(key, key)

    def choose(self, text: Text, charter: Charter) -> str:
        """A text of the charter in this language, else in its authentic one, else in any; empty where nothing is written yet."""
        order = (self.code, charter.authentic, *charter.languages)
        return next((found for code in order if (found := text.get(code))), "")

    def office(self, key: str, charter: Charter) -> str:
        office = charter.offices.get(key)
        return self.choose(office.name, charter) if office else key

    def heading(self, reason: Reason, charter: Charter | None = None) -> str:
        """Majority, Quorum ..., and of which part of the body, where it speaks of one."""
        said = self.headings[reason.code] if reason.code in OF_VOTES else self.of_reason(reason.code)["heading"]
        of = [group_of(self, reason, charter)] if charter is not None else []
        of += [self.furniture["weights"]] if reason.working.whose.weighted else []
        of = [one for one in of if one]
        return f"{said} ({', '.join(of)})" if of else said

    def status(self, reason: Reason) -> str:
        """met, not met, open."""
        return self.statuses[reason.met]

    def value(self, value: int | str | None) -> str:
        """What was needed or got, as people read it: 8, secret, or a dash."""
        if isinstance(value, int):
            return self.number(value)
        return "–" if value is None else self.values.get(value, value)

    # pictures ---------------------------------------------------------------------------------------------------

    def caption(self, part: str, n: int) -> str:
        """7 for."""
        return self.parts[part].format(n=self.number(n))

    def picture(self, reason: Reason) -> str:
        """What the picture of a reason shows: 12 present: 7 for, 4 against, 1 abstaining; 8 needed. Empty without one."""
        size, base = reason.working.size, reason.working.base
        shown = ", ".join(self.caption(part, n) for part, n in shown_parts(reason))
        if not shown:
            return ""
        needed = self.parts["needed"].format(n=self.value(reason.needed))
        whole = self.sized(self.bases, base, size) if base and size is not None else ""
        return f"{whole}{self.colon if whole else ''}{shown}; {needed}"

    def sized(self, table: Mapping[str, str], base: Base, n: int) -> str:
        """A base with its size: all 15 members."""
        return fill(table[base], {"n": (self.number(n), n)})

    # sentences --------------------------------------------------------------------------------------------------

    def capital(self, text: str) -> str:
        """A sentence with a large first letter."""
        return text[:1].upper() + text[1:]

    @abstractmethod
    def day(self, day: date) -> str:
        """A day as this language writes it: 17 March 2026."""

    @abstractmethod
    def article(self, ref: str) -> str:
        """A reference inside a sentence: article 29(3)."""

    def article_label(self, ref: str) -> str:
        """A reference that stands alone: Article 29(3)."""
        return self.article(ref)

    @abstractmethod
    def fraction(self, share: fractions.Fraction) -> str:
        """A share in words: two thirds."""

    @abstractmethod
    def portion(self, reason: Reason) -> str:
        """How much a requirement asks for, of whom: at least two thirds of those present."""

    def why(self, verdict: Verdict, charter: Charter) -> str:
        """The one or two sentences under the verdict's word."""
        if verdict.question == MOTION:
            return self.vote_why(verdict, charter)
        said = self.of_answer(verdict.question).get(f"{verdict.outcome.value}_why", "")
        if verdict.outcome is Outcome.NO_RULE and not said:
            return str(self.furniture["no_rule"])
        if verdict.question == "needed" and verdict.outcome is Outcome.ANSWERED:
            return self._still_needed(verdict, charter)
        if said or verdict.outcome in (Outcome.PASSED, Outcome.ANSWERED):
            return fill(said, self._facts(verdict.answer or {}, charter))
        return " ".join(self.text(one, charter) for one in verdict.reasons if not one.met and not one.working.idle)

    def _still_needed(self, verdict: Verdict, charter: Charter) -> str:
        """Whether the result is certain; else how many more decide it, and whether an abstention or a no changes that."""
        answer, said = verdict.answer, self.of_answer("needed")
        assert isinstance(answer, Mapping)
        if answer["certain"] is not None:
            parts = [f"certain_{answer['certain']}" if answer["open"] else f"closed_{answer['certain']}"]
            parts += [f"equal_{answer['tie']}"] if answer["certain"] == "tie" else []
        else:
            parts = [
                "open",
                "alone" if answer["yes"] is not None else "alone_none",
                "sure" if answer["sure"] is not None else "sure_none",
            ]
            changes = [name for name in ("abstention", "no") if answer[f"{name}_changes"]]
            parts.append(f"changes_{'_'.join(changes)}" if changes else "changes_nothing")
            parts += [f"if_equal_{answer['tie']}"] if answer["tie"] else []
        facts = self._facts({key: value for key, value in answer.items() if value is not None}, charter)
        return " ".join(fill(said[part], facts) for part in parts)

    def rule(self, reason: Reason, charter: Charter) -> str:
        """The rule that the reason applies, without this case's numbers; empty where the reason's sentence says it."""
        part = rule_part(reason)
        return self.vote_rule(reason, charter) if reason.code in OF_VOTES else self._template(reason, charter, part)

    def text(self, reason: Reason, charter: Charter) -> str:
        """The reason as one sentence with its numbers and its article."""
        if reason.code in OF_VOTES:
            return self.vote_text(reason, charter)
        state = {True: "met", False: "not_met", None: "open"}[reason.met]
        return f"{self._template(reason, charter, state).rstrip('.')} ({self.article(reason.article)})."

    def labels(self, reason: Reason) -> tuple[str, str]:
        """What stands above the two numbers: needed, for."""
        if reason.code in OF_VOTES:
            return self.vote_labels(reason)
        return labels_of(reason, self.of_reason(reason.code), self.furniture)

    def numbers(self, reason: Reason, charter: Charter) -> tuple[str, str]:
        """What was needed and what was got, as people read it: by name where a key stands for something with a name."""
        named = {name.partition("_")[0]: name for name in reason.working.facts if "_" in name}
        return tuple(  # type: ignore[return-value]
            self.fact(named[what], reason.working.facts[named[what]], charter)
            if isinstance(value, str) and what in named
            else self.fact(what, value, charter)
            for what, value in (("needed", reason.needed), ("got", reason.got))
        )

    def _template(self, reason: Reason, charter: Charter, name: str) -> str:
        said = self.of_reason(reason.code).get(name, "")
        if not said:
            return ""
        facts = {"needed": reason.needed, "got": reason.got, **reason.working.facts}
        words = self._facts(facts, charter)
        if "{span}" in said and reason.working.clock is not None:
            words["span"] = (fact_span(reason.working.clock.span, self.code), None)
        if "{portion}" in said:
            words["portion"] = (self.portion(reason), None)
        if "{Portion}" in said:
            words["Portion"] = (self.capital(self.portion(reason)), None)
        return fill(said, words)

    def _facts(self, facts: Mapping[str, Any], charter: Charter) -> dict[str, tuple[str, Any]]:
        """Facts as words, each with its value."""
        return {name: (self.fact(name, value, charter), value) for name, value in facts.items()}

    def fact(self, name: str, value: Any, charter: Charter) -> str:
        """One fact as words: a day, a number, money, the name of what a key names, several with commas."""
        return fact_words(self, name, value, charter)

    def reckoned(self, reason: Reason) -> str:
        """How the day of a reason was counted: "Sent 3 March; that day does not count; 14 days end on …"; empty where there is none."""
        if reason.working.clock is None:
            return ""
        from konfrans.charter.words.dates import working

        return working(reason.working.clock, self.code, "sent" if reason.code in SENT else "other")

    def proof(self, part: str, holds: bool, **facts: str) -> str:
        """Whether one part of an exported decision holds."""
        if "answers" not in self._read:
            self.read_all()
        said = self.proofs[part] if holds else self.proofs[f"{part}_not"]
        return fill(said, {name: (self.values.get(value, value), value) for name, value in facts.items()})

    def question(self, key: str) -> str:
        """What a question asks."""
        if key not in self.questions:
            self.read_all()
        return self.questions[key]

    def actor(self, key: str, charter: Charter) -> str:
        """The name of an office, an organ or a seat."""
        if "." in key:
            return self.seat(key, charter)
        organ = charter.organs.get(key)
        return self.choose(organ.name, charter) if organ else self.office(key, charter)

    def seat(self, ref: str, charter: Charter) -> str:
        """The name of a seat: that of its office, else its own with the organ behind it."""
        key, _dot, name = ref.partition(".")
        seat = charter.organs[key].seats[name] if key in charter.organs and name in charter.organs[key].seats else None
        if seat is None:
            return ref
        if seat.office is not None and not seat.name:
            return self.office(seat.office, charter)
        return f"{self.choose(seat.name, charter)} ({self.actor(key, charter)})"

    def act(self, key: str) -> str:
        """What somebody has to do."""
        if key not in self.acts:
            self.read_all()
        return self.acts.get(key, key)

    @abstractmethod
    def vote_why(self, verdict: Verdict, charter: Charter) -> str:
        """The one or two sentences under the word of a verdict on a motion."""

    @abstractmethod
    def vote_rule(self, reason: Reason, charter: Charter) -> str:
        """The rule that a reason of a vote applies, without this vote's numbers."""

    @abstractmethod
    def vote_labels(self, reason: Reason) -> tuple[str, str]:
        """What stands above the two numbers of a reason of a vote."""

    @abstractmethod
    def vote_text(self, reason: Reason, charter: Charter) -> str:
        """A reason of a vote as one sentence with its numbers and its article."""

    @abstractmethod
    def so(self, reason: Reason, needed: str) -> str:
        """What follows from the product, the end of a line of arithmetic: ", rounded up to 10."."""

    @abstractmethod
    def lacking(self, reason: Reason, n: int) -> str:
        """How many votes or members a reason falls short: "2 votes short."."""

    @abstractmethod
    def next(self, step: Next, charter: Charter) -> str:
        """Who must act now, as a sentence."""

    @abstractmethod
    def assumed(self, count: Count) -> str:
        """What was left out and how it was filled in; empty where nothing was."""

    @abstractmethod
    def casting_unused(self, verdict: Verdict) -> str:
        """Said where a casting vote was given and did not count."""

    # amounts ----------------------------------------------------------------------------------------------------

    def amount(self, amount: Amount) -> str:
        """An amount in words, as a rule says it: the greater of 5 and a tenth of all members."""
        said = self.amounts
        match amount:
            case int():
                return self.number(amount)
            case Share() if amount.of is Base.NO:
                return said["times"].format(times=str(amount.fraction), them=self.of_them[amount.of])
            case Share():
                return self.share(amount)
            case Root():
                them = self.of_them[amount.of]
                return said["root" if amount.times == 1 else "roots"].format(times=str(amount.times), them=them)
            case Pick():
                return said[amount.which].format(among=said["and"].join(self.amount(one) for one in amount.among))
            case Shaped():
                words = self.amount(amount.amount)
                if amount.plus:
                    words = said["plus"].format(amount=words, plus=self.number(amount.plus))
                if amount.rounding != "none":
                    words = said[amount.rounding].format(amount=words)
                if amount.floor is not None:
                    words = said["floor"].format(amount=words, floor=self.number(amount.floor))
                if amount.cap is not None:
                    words = said["cap"].format(amount=words, cap=self.number(amount.cap))
                return words

    @abstractmethod
    def share(self, share: Share) -> str:
        """A plain share of a base: two thirds of the members entitled to vote."""

    @staticmethod
    def deciding(verdict: Verdict) -> list[Reason]:
        """The reasons of the majority that decide: where it failed those not met, else all but the idle ones."""
        found = [reason for reason in verdict.reasons if reason.code == "majority"]
        unmet = [reason for reason in found if reason.met is False and not reason.working.idle]
        return unmet or [reason for reason in found if not reason.working.idle]

    @staticmethod
    def barring(verdict: Verdict) -> list[Reason]:
        """What keeps a motion from being put to the vote: whatever is not met beside the majority and the tie."""
        return [one for one in verdict.reasons if one.met is False and one.code not in ("majority", "tie", "gate")]

    @classmethod
    def moved_unheard(cls, verdict: Verdict) -> bool:
        """Moved on for want of a quorum, before any vote counted."""
        return verdict.outcome is Outcome.MOVED_ON and bool(cls.barring(verdict))

    def beside(self, verdict: Verdict, charter: Charter) -> str:
        """What others said or have still to say, after the sentence on the votes."""
        said = [self.text(one, charter) for one in verdict.reasons if one.code == "gate" and not one.met]
        return "".join(f" {one}" for one in said)

    # what every language needs ----------------------------------------------------------------------------------

    def product(self, reason: Reason, base: str) -> tuple[Part, ...]:
        """2/3 × 14 entitled = 9 1/3, without what follows from it."""
        working = reason.working
        if working.share is None or not isinstance(working.exact, fractions.Fraction) or working.size is None:
            return ()
        share = Fraction(working.share.numerator, working.share.denominator)
        times: Part = share if working.share.denominator > 1 else str(working.share.numerator)
        return (times, f"\u00a0×\u00a0{base}\u00a0=\u00a0", *mixed(working.exact, self.number))

    def arithmetic(self, reason: Reason) -> tuple[Part, ...]:
        """How the amount needed comes about; empty where there is nothing to reckon."""
        working = reason.working
        if working.base is None or working.size is None or not isinstance(reason.needed, int):
            return ()
        product = self.product(reason, self.sized(self.bases, working.base, working.size))
        abstained = dict(working.parts).get("abstain", 0)
        note = self.abstention.get(working.base, "") if abstained and reason.met is False else ""
        return (*product, self.so(reason, self.value(reason.needed)), *([f" {note}"] if note else []))

    def short(self, reason: Reason) -> str:
        """How many votes or members a reason falls short, after its sentence; empty where it does not."""
        if reason.met is not False or not isinstance(reason.needed, int) or not isinstance(reason.got, int):
            return ""
        return f" {self.lacking(reason, reason.needed - reason.got)}"

    def still_missing(self, verdict: Verdict) -> str:
        """What has still to be attested before a verdict is final, after the sentence on the votes; empty where nothing has."""
        if verdict.outcome is not Outcome.INCOMPLETE:
            return ""
        missing = [reason for reason in verdict.reasons if reason.code == "attested" and reason.met is None]
        names = ", ".join(f"{self.value(one.needed)} ({self.article(one.article)})" for one in missing)
        return f" {self.frame['attested'].format(names=names)}"

    def not_judged(self, items: Iterable[NotJudged]) -> str:
        """What else the charter asks; empty where it asks nothing."""
        said = ", ".join(f"{self.items[item.what]} ({self.article(item.article)})" for item in items)
        return self.frame["not_judged"].format(items=said) if said else ""

    @staticmethod
    def find(verdict: Verdict, code: str) -> Reason | None:
        return next((reason for reason in verdict.reasons if reason.code == code), None)

    @staticmethod
    def attested_text(reason: Reason, charter: Charter) -> Text:
        for kind in charter.kinds.values():
            for rule in kind.attested:
                if rule.rule == reason.needed and rule.article == reason.article:
                    return rule.text
        return {}

    @staticmethod
    def organ_tie_office(rule: MotionRule | None) -> str:
        return (rule.tie.who or "") if rule and rule.tie else ""


def in_order(reasons: Iterable[Reason]) -> list[Reason]:
    """Reasons as a person reads them: what was not met first."""
    return sorted(reasons, key=lambda reason: reason.met is True)
