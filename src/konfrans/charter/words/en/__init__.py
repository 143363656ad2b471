"""English."""

from __future__ import annotations

import fractions
from datetime import date

from konfrans.charter.amounts import Measure, Share
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict
from konfrans.charter.words.facts import group_of, presence_alone, time_of
from konfrans.charter.words.language import VOTES, Language
from konfrans.charter.words.parts import NBSP

ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
BELOW = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
         6: ("sixth", "sixths"), 7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"),
         10: ("tenth", "tenths"), 12: ("twelfth", "twelfths"), 15: ("fifteenth", "fifteenths"), 20: ("twentieth", "twentieths"),
         50: ("fiftieth", "fiftieths"), 100: ("hundredth", "hundredths")}  # fmt: skip


class English(Language):
    code = "en"

    def number(self, n: int) -> str:
        return f"{n:,}"

    def day(self, day: date) -> str:
        return f"{day.day}{NBSP}{self.months[str(day.month)]} {day.year}"

    def article(self, ref: str) -> str:
        article, _, paragraph = ref.partition(".")
        return f"article{NBSP}{article}({paragraph})" if paragraph else f"article{NBSP}{article}"

    def article_label(self, ref: str) -> str:
        return self.article(ref).replace("article", "Article", 1)

    def fraction(self, share: fractions.Fraction) -> str:
        above, below = share.numerator, share.denominator
        if share == 1:
            return "all"
        if below == 2:
            return "half"
        if below not in BELOW or above > 9:
            return f"{above}/{below}"
        return f"{ONES[above]} {BELOW[below][above > 1]}"

    def share(self, share: Share) -> str:
        them = self.of_them[share.of]
        return them if share.fraction == 1 else f"{self.fraction(share.fraction)} of {them}"

    def vote_why(self, verdict: Verdict, charter: Charter) -> str:
        decides, tie = self.deciding(verdict), self.find(verdict, "tie")
        majority = decides[0] if decides else None
        if verdict.outcome is Outcome.NO_RULE or majority is None:
            kind = self.kind(verdict.kind or "", charter)
            return f"The charter {charter.key}, version {charter.version}, has no rule for: {kind}."
        if verdict.outcome is Outcome.INVALID or self.moved_unheard(verdict):
            return " ".join(self._unmet(one, charter) for one in self.barring(verdict))
        if verdict.outcome is Outcome.NO_RESULT:
            return f"No member voted for and none against; {self._needed(majority)}."
        equal = f"The votes are equal, {self.value(majority.got)} for and {self.value(majority.got)} against"
        if tie is not None:
            decided = {True: "the casting vote was for", False: "the casting vote was against", None: ""}[tie.met]
            if tie.needed == "fails":
                decided = "the motion falls"
            elif tie.met is None:
                who = charter.motion_rule(verdict.kind or "ordinary")
                office = self.office(self.organ_tie_office(who), charter)
                decided = "a lot must be drawn" if tie.needed == "lot" else f"the vote of the {office} decides"
            return f"{equal}: {decided} ({self.article(tie.article)}).{self.still_missing(verdict)}{self.beside(verdict, charter)}"
        needed = " and ".join(self._needed(reason) for reason in decides)
        said = f"{self._voted(majority, charter)}; {needed}.{self.short(majority)}"
        return said + self.still_missing(verdict) + self.beside(verdict, charter)

    def _voted(self, reason: Reason, charter: Charter) -> str:
        one = reason.got == 1
        said = f"{self.value(reason.got)} {'member' if one else 'members'} voted for"
        if reason.working.whose.weighted:
            said = f"{self.value(reason.got)} {'vote was' if one else 'votes were'} for"
        group = group_of(self, reason, charter)
        return f"{self.capital(group)}: {said}" if group else said

    def _needed(self, reason: Reason) -> str:
        needed = f"{self.value(reason.needed)} {'was' if reason.needed == 1 else 'were'} needed"
        working = reason.working
        if working.share is None or working.base is None or working.size is None:
            if working.amount is None or isinstance(working.amount, int):
                return needed
            return f"{needed}, {'more than ' if working.strict else ''}{self.amount(working.amount)}"
        whole = self.sized(self.whole, working.base, working.size)
        if working.share == 1 and not working.strict:
            return f"{needed}, {whole}" if whole.startswith("all") else f"{needed}, all of {whole}"
        share = self.fraction(working.share)
        if working.strict:
            share = f"more than {share}"
        elif isinstance(working.exact, fractions.Fraction) and working.exact.denominator > 1:
            share = f"at least {share}"
        return f"{needed}, {share} of {whole}"

    def lacking(self, reason: Reason, n: int) -> str:
        if reason.code == "majority":
            return "One vote short." if n == 1 else f"{self.number(n)} votes short."
        return "One short." if n == 1 else f"{self.number(n)} short."

    def _unmet(self, reason: Reason, charter: Charter) -> str:
        if reason.code == "ballot":
            got = self.value(reason.got)
            return f"The ballot was {got}; it must be {self.value(reason.needed)} ({self.article(reason.article)})."
        return self.text(reason, charter)

    def portion(self, reason: Reason) -> str:
        working = reason.working
        if working.share is None or working.base is None:
            least = "More than" if working.strict else "At least"
            if working.amount is not None and not isinstance(working.amount, int):
                return f"{least} {self.amount(working.amount)}"
            return f"{least} {self.value(working.amount)} {'member' if working.amount == 1 else 'members'}"
        them = self.of_them[working.base]
        if working.share == 1 and not working.strict:
            return {"all": "All"}.get(them.split()[0], "All of") + " " + them.removeprefix("all ")
        return f"{'More than' if working.strict else 'At least'} {self.fraction(working.share)} of {them}"

    def vote_rule(self, reason: Reason, charter: Charter) -> str:
        match reason.code:
            case "majority":
                via = f" {self.article_label(reason.working.via)} applies it here." if reason.working.via else ""
                if reason.working.base in VOTES:
                    return f"{self.portion(reason)} must be for the motion.{via}"
                return f"{self.portion(reason)} must vote for.{via}"
            case "quorum":
                doing = {Measure.PRESENT: "be present", Measure.PARTICIPANTS: "take part in the vote"}
                acting = doing.get(reason.working.measure or Measure.YES, "be present or represented")
                acting = "be present" if presence_alone(reason, charter) else acting
                return f"{self.portion(reason)} must {acting}."
            case "tie":
                ways = {"fails": "the motion falls", "lot": "a lot decides"}
                return f"Where the votes are equal, {ways.get(str(reason.needed), 'a casting vote decides')}."
            case "ballot":
                return f"The ballot must be {self.value(reason.needed)}."
            case _:
                return self.choose(self.attested_text(reason, charter) or {charter.authentic: ""}, charter)

    def so(self, reason: Reason, needed: str) -> str:
        working = reason.working
        if working.strict:
            return f", so more than {self.fraction(working.share) if working.share else ''} is {needed}."
        return "." if working.exact == reason.needed else f", rounded up to {needed}."

    def vote_labels(self, reason: Reason) -> tuple[str, str]:
        there = "took part" if reason.working.measure is Measure.PARTICIPANTS else "there"
        got = {"majority": "for", "quorum": there, "ballot": "was", "tie": "cast"}
        return "needed", got.get(reason.code, "attested by")

    def vote_text(self, reason: Reason, charter: Charter) -> str:
        ref = f"({self.article(reason.article)})"
        match reason.code:
            case "majority":
                return f"{self._voted(reason, charter)}; {self._needed(reason)} {ref}.{self.short(reason)}"
            case "quorum":
                took = reason.working.measure is Measure.PARTICIPANTS
                one = reason.got == 1
                there = "took part in the vote" if took else f"{'was' if one else 'were'} present or represented"
                if presence_alone(reason, charter):
                    there = f"{'was' if one else 'were'} present"
                members = f"{self.value(reason.got)} {'member' if one else 'members'}"
                return f"{members} {there}; {self._needed(reason)} {ref}.{self.short(reason)}"
            case "tie":
                if reason.got is None:
                    return f"{self.vote_rule(reason, charter)[:-1]} {ref}."
                return f"The votes are equal; the casting vote was {self.value(reason.got)} {ref}."
            case "ballot":
                return f"The ballot was {self.value(reason.got)}; it must be {self.value(reason.needed)} {ref}."
            case _:
                said = "not yet attested" if reason.got is None else f"attested by {reason.got}"
                return f"{self.vote_rule(reason, charter).rstrip('.')}: {said} {ref}."

    def next(self, step: Next, charter: Charter) -> str:
        who = self.actor(step.who, charter) if step.who else ""
        by = f" by {self.fact('by_day', step.by, charter)}" if step.by else ""
        if time := time_of(step, self, charter):
            by = f" within {time}"
        return f"{who}{': ' if who else ''}{self.act(step.act)}{by} ({self.article(step.article)})."

    def assumed(self, count: Count) -> str:
        left = [name for name, value in (("members", count.members), ("seats", count.seats)) if value is None]
        said = []
        if left:
            names = {"members": "Members", "seats": "Seats"}[left[0]] + (" and seats" if len(left) > 1 else "")
            said.append(f"{names} were not given: taken to be as many as the entitled, {self.number(count.entitled)}.")
        if count.not_voting is None and count.silent:
            said.append(f"Not voting was not given: taken to be the remainder, {self.number(count.silent)}.")
        return " ".join(said)

    def casting_unused(self, verdict: Verdict) -> str:
        tie = self.find(verdict, "tie")
        why = "the votes were not equal" if tie is None else f"here equal votes mean: {self.value(tie.needed)}"
        return f"The casting vote that was given does not count: {why}."


WORDS = English()
