"""English."""

from __future__ import annotations

import fractions
from collections.abc import Iterable, Mapping
from typing import Any

from konfrans.charter.amounts import Base, Measure
from konfrans.charter.evidence import Count
from konfrans.charter.faults import Fault
from konfrans.charter.law import Charter, NotJudged
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict
from konfrans.charter.words.language import Language
from konfrans.charter.words.parts import NBSP, Part

ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
BELOW = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
         6: ("sixth", "sixths"), 7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"),
         10: ("tenth", "tenths")}  # fmt: skip

WHOLE = {
    Base.SEATS: "the {n} seats", Base.MEMBERS: "all {n} members", Base.ENTITLED: "the {n} entitled to vote",
    Base.PRESENT: "the {n} present", Base.PRESENT_AND_REPRESENTED: "the {n} present or represented",
    Base.PARTICIPANTS: "the {n} who took part in the vote", Base.VALID: "the {n} valid votes",
    Base.CAST_WITH_BLANKS: "the {n} votes cast, blank ones included",
    Base.CAST: "the {n} votes cast for or against",
}  # fmt: skip
OF_THEM = {
    Base.SEATS: "all seats", Base.MEMBERS: "all members", Base.ENTITLED: "the members entitled to vote",
    Base.PRESENT: "those present", Base.PRESENT_AND_REPRESENTED: "those present or represented",
    Base.PARTICIPANTS: "those who take part in the vote", Base.VALID: "the valid votes, abstentions included",
    Base.CAST_WITH_BLANKS: "the votes cast, blank ones included", Base.CAST: "the votes cast for or against",
}  # fmt: skip
VOTES = (Base.VALID, Base.CAST_WITH_BLANKS, Base.CAST)
COUNTS_ABSTENTION = {
    Base.CAST: "Abstentions are not counted.", Base.VALID: "An abstention counts as a vote.",
    Base.CAST_WITH_BLANKS: "An abstention counts as a vote.", Base.PARTICIPANTS: "An abstention counts as a vote.",
    Base.PRESENT: "An abstention counts as present.",
    Base.PRESENT_AND_REPRESENTED: "An abstention counts as present.",
}  # fmt: skip


TYPES = {"string": "text in quotes", "int": "a whole number", "bool": "true or false", "list": "a list",
         "dict": "a table", "model": "a table"}  # fmt: skip
THINGS = {"chapter": "chapter", "article": "paragraph", "paragraph": "paragraph", "kind": "kind of decision",
          "standard_kind": "standard kind of decision", "office": "office", "organ": "organ", "rule": "rule",
          "ballot": "ballot for", "language": "language"}  # fmt: skip
FORMS = {
    "reference": "a paragraph as “21.1”", "roman": "a Roman number as “IV”", "language": "a language code as “az”",
    "key": "a key of small letters, digits and underscores", "not_empty": "something: it is empty",
    "document_key": "a key of small letters, digits and hyphens", "number": "a number from 1, within reason",
    "too_long": "something shorter",
}  # fmt: skip
_FRACTION = 'Write an exact fraction in quotes: share = "2/3".'
ERRORS = {
    # the document
    "file_missing": ("There is no such file.", "Give the path of a charter file."),
    "file_folder": ("This is a folder, not a file.", "Give the path of a charter file."),
    "file_forbidden": ("The file may not be read.", "Look at its owner and mode."),
    "file_unreadable": ("The charter cannot be opened ({reason}).", "Give the path of a charter file."),
    "too_large": ("The document is larger than {most} bytes.", "A charter of thirty articles takes a tenth of that."),
    "not_utf8": ("The document is not UTF-8 text.", "Save it as UTF-8."),
    "empty": ("The document is empty.", "Begin with key, version, languages and authentic."),
    "too_deep": ("Lists and tables are nested more than {most} deep.", "A charter needs at most three levels."),
    "key_too_long": ("A key has more than {most} parts.", "Shorten it; see the guide for the keys."),
    "too_many_keys": ("The document has more than {most} keys and values.", "Shorten it."),
    "no_place": ("This is no value that a charter uses.", "Write text, whole numbers, lists and tables; no dates."),
    "number_too_long": ("A number has more than {most} digits.", "No body needs it; check the number."),
    "toml_syntax": ("This is not TOML: {said}.", "Correct the line; text stands in quotes, each key once."),
    "unknown_key": ("There is no key “{given}” here. {meant_word}", "Known here: {known}."),
    "missing_key": ("The key “{missing}” is missing.", "Add it."),
    "wrong_type": ("Expected {expected}, found {given}.", "Write {expected}."),
    "unknown_value": ("“{given}” is not possible here. {meant_word}", "Possible: {known}."),
    "out_of_form": ("“{given}” does not have the form asked for here.", "Write {form}."),
    "share_slogan": ("“{given}” is not an exact share.{differ}",
                     "Probably meant: {comparison} {meant}. Write the fraction in quotes, and choose more_than or at_least."),
    "share_form": ("“{given}” is not a share.", _FRACTION),
    "share_above_one": ("The share “{given}” is more than the whole.", _FRACTION),
    "share_zero": ("“{given}” is no share: both of its numbers must be above zero.", _FRACTION),
    "share_without_base": ("The share “{given}” does not say of what.",
                           "Write a table: {{ share = \"2/3\", of = \"entitled\" }}."),
    "amount_form": ("This is neither a whole number nor a share.",
                    "Write 5, or {{ share = \"2/3\", of = \"entitled\" }}."),
    "comparison": ("Exactly one of at_least and more_than is needed.", "Keep the one that the article says."),
    "authentic_not_listed": ("The authentic language “{given}” is not among the languages.", "Listed: {known}."),
    "language_not_listed": ("The language “{given}” is not among the languages of this charter.", "Listed: {known}."),
    "text_missing": ("The text in the language “{language}” is missing.", "Add it, or take the language off the list."),
    "twice": ("The {thing} {given} stands here a second time.", "Give each once."),
    "not_found": ("There is no {thing} “{given}” in this charter. {meant_word}", "Correct it, or add what it refers to."),
    "like_of_standard": ("“{given}” is itself a standard kind.", "Leave “like” out."),
    "fallback_to_nothing": ("Kinds fall to “ordinary”, which has no condition.", "Add [kinds.ordinary] with a condition."),
    "fallback_of_ruled": ("“{given}” has a condition of its own and also falls to “ordinary”.", "Keep one of the two."),
    # counts
    "count_not_whole": ("{name}: {given} is not a whole number.", "Give a whole number from 0."),
    "count_negative": ("{name} is {given}: a count cannot be negative.", "Give a whole number from 0."),
    "count_too_large": ("{name} is above {most}.", "Check the number."),
    "more_entitled_than_members": ("{entitled} are entitled, but there are only {members} members.",
                                   "Correct entitled or members."),
    "more_entitled_than_seats": ("{entitled} are entitled, but there are only {seats} seats.",
                                 "Correct entitled or seats."),
    "more_there_than_entitled": ("{present} present and {represented} represented make {there}, but only {entitled} are entitled.",
                                 "Correct present, represented or entitled."),
    "more_votes_than_there": ("{yes} yes, {no} no, {abstain} abstentions, {blank} blank and {invalid} invalid make {votes}, but only {there} are present or represented.",
                              "Correct the counts, or present and represented."),
    "votes_do_not_add_up": ("{yes} yes, {no} no, {abstain} abstentions, {blank} blank, {invalid} invalid and {not_voting} not voting make {votes}, but {there} are present or represented.",
                            "Correct the counts, or leave not voting out: it is then the remainder."),
    "nobody_entitled": ("It is not said how many are entitled to vote.", "Give --entitled."),
    "call_unknown": ("The call {given} is neither 1 nor 2.", "Give 1, or 2 for a session called again (--call)."),
    "casting_unknown": ("The casting vote {given} is neither yes nor no.", "Give yes or no (--casting)."),
    "kind_unknown": ("There is no kind of decision “{given}”. {meant_word}", "With a rule in this charter: {known}."),
    "attestation_unknown": ("{kind} has no attested rule “{given}”. {meant_word}", "Attested rules of this kind: {known}."),
    "attestation_without_name": ("The attestation of “{rule}” names nobody.", "Say who attests it: {rule}=NAME."),
    "attestation_twice": ("“{rule}” is attested twice.", "Attest it once."),
    # stored things
    "evidence_not_json": ("The evidence is not a JSON object.", "Give the evidence as it was exported."),
    "evidence_key_unknown": ("The evidence has an unknown key, {key}. {meant_word}", "Give it as it was exported."),
    "evidence_key_missing": ("The evidence lacks {key}.", "Give it as it was exported."),
    "evidence_type": ("In the evidence, {key} is of the wrong type ({given}).", "Give it as it was exported."),
    "evidence_value": ("A value cannot be kept exactly ({given}).", "Write text, whole numbers, lists and tables."),
    "evidence_question": ("The evidence answers another question: {given}.", "Give the evidence of a motion."),
    "verdict_unreadable": ("The stored verdict cannot be read ({given}).", "Give it as it was stored."),
    "language_unknown": ("The language “{given}” is not spoken here. {meant_word}", "Spoken: {known}."),
    # the command
    "option_unknown": ("There is no option {given}. {meant_word}", "See konfrans decide --help."),
    "option_missing": ("The option {given} is missing.", "Add it; see konfrans decide --help."),
    "option_value": ("{given}: “{value}” is not a whole number.", "Give a whole number, for example {given} 3."),
    "option_empty": ("The option {given} has no value.", "Write its value after it; see konfrans decide --help."),
    "option_without_value": ("The option {given} takes no value.", "Write it without one: {given}."),
    "usage": ("“{given}” is too much: this command takes options only.", "Take it out; see konfrans decide --help."),
    "ballot_twice": ("A ballot is either secret or open.", "Give one of --secret and --open."),
    "attest_form": ("“{given}” is no attestation.", "Write --attest KEY=NAME."),
    "program_failed": ("The program failed: {given}.", "Please report it with the command you typed."),
}  # fmt: skip


class English(Language):
    code = "en"
    outcomes = {
        Outcome.PASSED: "Adopted", Outcome.ANSWERED: "Answered", Outcome.FAILED: "Not adopted",
        Outcome.NO_RESULT: "No result", Outcome.INVALID: "Not valid", Outcome.NO_RULE: "No rule",
        Outcome.CASTING_VOTE: "Casting vote needed", Outcome.LOT: "Lot to be drawn", Outcome.REOPEN: "Reopened",
        Outcome.MOVED_ON: "Moved on", Outcome.ON_HOLD: "On hold", Outcome.INCOMPLETE: "Incomplete",
    }  # fmt: skip
    codes = {"majority": "Majority", "tie": "Tie", "quorum": "Quorum", "ballot": "Ballot", "attested": "Attested rule"}
    statuses = {True: "met", False: "not met", None: "open"}
    kinds = {
        "ordinary": "ordinary decision", "procedural": "procedural decision", "statement": "public statement",
        "opinion": "opinion", "admission": "admission of a member", "exclusion": "exclusion of a member",
        "suspension": "suspension of a member", "election": "election", "appointment": "appointment",
        "recall": "recall from office", "budget": "budget", "fee": "membership fee", "plan": "plan of action",
        "report": "report", "committee_creation": "creation of a committee",
        "charter_adoption": "adoption of the charter", "charter_amendment": "amendment of the charter",
        "rules_of_procedure": "rules of procedure", "dissolution": "dissolution",
    }  # fmt: skip
    bases = {
        "seats": "{n} seats", "members": "{n} members", "entitled": "{n} entitled", "present": "{n} present",
        "present_and_represented": "{n} present or represented", "participants": "{n} taking part",
        "cast_with_blanks": "{n} votes cast, with blanks", "valid": "{n} valid votes", "cast": "{n} votes cast",
    }  # fmt: skip
    parts = {
        "yes": "{n} for", "no": "{n} against", "abstain": "{n} abstaining", "blank": "{n} blank",
        "invalid": "{n} invalid", "not_voting": "{n} not voting", "absent": "{n} absent",
        "not_entitled": "{n} not entitled", "vacant": "{n} vacant", "present": "{n} present",
        "represented": "{n} by proxy", "participants": "{n} took part", "needed": "{n} needed",
    }  # fmt: skip
    values = {
        "secret": "secret", "open": "open", "yes": "for", "no": "against", "casting_vote": "casting vote",
        "fails": "falls", "lot": "lot", "hearing": "hearing",
    }  # fmt: skip
    items = {
        "notice": "notice of the session", "papers": "agenda and papers", "initiative": "who may propose it",
        "draft_text": "when its text was sent", "review": "review beforehand", "nomination": "time for nominations",
        "rounds": "rounds between several candidates",
    }  # fmt: skip
    furniture = {"next": "What follows", "pending": "What is still needed", "charter": "Charter", "version": "version",
                 "error": "Error"}  # fmt: skip
    errors = ERRORS

    def number(self, n: int) -> str:
        return f"{n:,}"

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

    def why(self, verdict: Verdict, charter: Charter) -> str:
        majority, tie = self.find(verdict, "majority"), self.find(verdict, "tie")
        if verdict.outcome is Outcome.NO_RULE or majority is None:
            kind = self.kind(verdict.kind or "", charter)
            return f"The charter {charter.key}, version {charter.version}, has no rule for: {kind}."
        if verdict.outcome is Outcome.INVALID:
            return " ".join(self._unmet(reason, charter) for reason in verdict.reasons if reason.met is False
                            and reason.code in ("quorum", "ballot"))  # fmt: skip
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
            return f"{equal}: {decided} ({self.article(tie.article)}).{self._still_missing(verdict, charter)}"
        return f"{self._voted(majority)}; {self._needed(majority)}.{self._short(majority)}" + self._still_missing(
            verdict, charter
        )

    def _still_missing(self, verdict: Verdict, charter: Charter) -> str:
        if verdict.outcome is not Outcome.INCOMPLETE:
            return ""
        missing = [reason for reason in verdict.reasons if reason.code == "attested" and reason.met is None]
        names = ", ".join(f"{self.value(one.needed)} ({self.article(one.article)})" for one in missing)
        return f" Still to be attested: {names}."

    def _voted(self, reason: Reason) -> str:
        return f"{self.value(reason.got)} {'member' if reason.got == 1 else 'members'} voted for"

    def _needed(self, reason: Reason) -> str:
        needed = f"{self.value(reason.needed)} {'was' if reason.needed == 1 else 'were'} needed"
        working = reason.working
        if working.share is None or working.base is None or working.size is None:
            return needed
        whole = WHOLE[working.base].format(n=self.number(working.size))
        if working.share == 1 and not working.strict:
            return f"{needed}, {whole}" if whole.startswith("all") else f"{needed}, all of {whole}"
        share = self.fraction(working.share)
        if working.strict:
            share = f"more than {share}"
        elif working.exact is not None and working.exact.denominator > 1:
            share = f"at least {share}"
        return f"{needed}, {share} of {whole}"

    def _short(self, reason: Reason) -> str:
        if reason.met is not False or not isinstance(reason.needed, int) or not isinstance(reason.got, int):
            return ""
        short = reason.needed - reason.got
        if reason.code == "majority":
            return " One vote short." if short == 1 else f" {self.number(short)} votes short."
        return " One short." if short == 1 else f" {self.number(short)} short."

    def _unmet(self, reason: Reason, charter: Charter) -> str:
        if reason.code == "ballot":
            got = self.value(reason.got)
            return f"The ballot was {got}; it must be {self.value(reason.needed)} ({self.article(reason.article)})."
        return self.text(reason, charter)

    def _portion(self, reason: Reason) -> str:
        working = reason.working
        if working.share is None or working.base is None:
            least = "More than" if working.strict else "At least"
            return f"{least} {self.value(int(working.exact or 0))} members"
        them = OF_THEM[working.base]
        if working.share == 1 and not working.strict:
            return {"all": "All"}.get(them.split()[0], "All of") + " " + them.removeprefix("all ")
        return f"{'More than' if working.strict else 'At least'} {self.fraction(working.share)} of {them}"

    def rule(self, reason: Reason, charter: Charter) -> str:
        match reason.code:
            case "majority":
                via = f" {self.article_label(reason.working.via)} applies it here." if reason.working.via else ""
                if reason.working.base in VOTES:
                    return f"{self._portion(reason)} must be for the motion.{via}"
                return f"{self._portion(reason)} must vote for.{via}"
            case "quorum":
                doing = {Measure.PRESENT: "be present", Measure.PARTICIPANTS: "take part in the vote"}
                acting = doing.get(reason.working.measure or Measure.YES, "be present or represented")
                return f"{self._portion(reason)} must {acting}."
            case "tie":
                ways = {"fails": "the motion falls", "lot": "a lot decides"}
                return f"Where the votes are equal, {ways.get(str(reason.needed), 'a casting vote decides')}."
            case "ballot":
                return f"The ballot must be {self.value(reason.needed)}."
            case _:
                return self.choose(self.attested_text(reason, charter) or {charter.authentic: ""}, charter)

    def arithmetic(self, reason: Reason) -> tuple[Part, ...]:
        working = reason.working
        if working.base is None or working.size is None or not isinstance(reason.needed, int):
            return ()
        product = self.product(reason, self.bases[working.base].format(n=self.number(working.size)))
        needed = self.value(reason.needed)
        if working.strict:
            end = f", so more than {self.fraction(working.share) if working.share else ''} is {needed}."
        else:
            end = "." if working.exact == reason.needed else f", rounded up to {needed}."
        abstained = dict(working.parts).get("abstain", 0)
        note = COUNTS_ABSTENTION.get(working.base, "") if abstained and reason.met is False else ""
        return (*product, end, f" {note}") if note else (*product, end)

    def labels(self, reason: Reason) -> tuple[str, str]:
        there = "took part" if reason.working.measure is Measure.PARTICIPANTS else "there"
        got = {"majority": "for", "quorum": there, "ballot": "was", "tie": "cast"}
        return "needed", got.get(reason.code, "attested by")

    def text(self, reason: Reason, charter: Charter) -> str:
        ref = f"({self.article(reason.article)})"
        match reason.code:
            case "majority":
                return f"{self._voted(reason)}; {self._needed(reason)} {ref}.{self._short(reason)}"
            case "quorum":
                took = reason.working.measure is Measure.PARTICIPANTS
                one = reason.got == 1
                there = "took part in the vote" if took else f"{'was' if one else 'were'} present or represented"
                if reason.working.measure is Measure.PRESENT:
                    there = f"{'was' if one else 'were'} present"
                members = f"{self.value(reason.got)} {'member' if one else 'members'}"
                return f"{members} {there}; {self._needed(reason)} {ref}.{self._short(reason)}"
            case "tie":
                if reason.got is None:
                    return f"{self.rule(reason, charter)[:-1]} {ref}."
                return f"The votes are equal; the casting vote was {self.value(reason.got)} {ref}."
            case "ballot":
                return f"The ballot was {self.value(reason.got)}; it must be {self.value(reason.needed)} {ref}."
            case _:
                said = "not yet attested" if reason.got is None else f"attested by {reason.got}"
                return f"{self.rule(reason, charter).rstrip('.')}: {said} {ref}."

    def next(self, step: Next, charter: Charter) -> str:
        acts = {
            "casting_vote": "give the casting vote", "lot": "have the lot drawn", "attest": "attest the rule",
            "second_call": "call the session a second time", "state_registration": "have it registered by the state",
            "publication": "publish it", "notification": "notify those concerned",
        }  # fmt: skip
        who = self.office(step.who, charter) if step.who else ""
        by = f" by {step.by}" if step.by else ""
        return f"{who}{': ' if who else ''}{acts.get(step.act, step.act)}{by} ({self.article(step.article)})."

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

    def not_judged(self, items: Iterable[NotJudged]) -> str:
        said = ", ".join(f"{self.items[item.what]} ({self.article(item.article)})" for item in items)
        return f"Not judged here: {said}." if said else ""

    def place(self, fault: Fault) -> str:
        said = [f"line {fault.line}"] if fault.line else []
        said += [fault.key] if fault.key else []
        return f"{', '.join(said)}: " if said else ""

    def more(self, n: int) -> str:
        return f"({n} more {'fault' if n == 1 else 'faults'}.)"

    def fault_facts(self, facts: Mapping[str, Any]) -> dict[str, str]:
        words = {name: self.number(value) if type(value) is int else str(value) for name, value in facts.items()}
        meant = facts.get("nearest")
        known = facts.get("known") or ()
        words["meant_word"] = f"Did you mean “{meant}”?" if meant else ""
        words["known"] = ", ".join(str(one) for one in known) or "none"
        words["thing"] = THINGS.get(str(facts.get("what")), "")
        words["expected"] = TYPES.get(str(facts.get("expected")), str(facts.get("expected")))
        words["form"] = FORMS.get(str(facts.get("form")), "")
        words["comparison"] = "more than" if facts.get("strict") else "at least"
        sizes = ", ".join(str(n) for n in facts.get("sizes") or ())
        words["differ"] = f" They differ in bodies of {sizes}." if sizes else ""
        return words


WORDS = English()
