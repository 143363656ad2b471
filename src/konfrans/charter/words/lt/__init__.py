"""Lietuvių kalba. Facts stand in the nominative, after a colon or a dash, or in a frame that fits every value; nouns after a number
have three forms: 1 narys, 2 nariai, 10 narių."""

from __future__ import annotations

import fractions
from datetime import date

from konfrans.charter.amounts import Base, Measure, Share
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict
from konfrans.charter.words.facts import group_of, presence_alone, time_of
from konfrans.charter.words.language import VOTES, Language
from konfrans.charter.words.parts import NBSP, counted

ABOVE = ("", "", "du", "trys", "keturi", "penki", "šeši", "septyni", "aštuoni", "devyni")
BELOW = {3: "trečdal", 4: "ketvirtadal", 5: "penktadal", 6: "šeštadal", 7: "septintadal", 8: "aštuntadal", 9: "devintadal",
         10: "dešimtadal"}  # fmt: skip
MEMBER, VOTE = ("narys", "nariai", "narių"), ("balso", "balsų", "balsų")
ALL = {
    Base.SEATS: "visos vietos", Base.MEMBERS: "visi nariai", Base.ENTITLED: "visi balsavimo teisę turintys nariai",
    Base.PRESENT: "visi dalyvaujantys nariai", Base.PRESENT_AND_REPRESENTED: "visi dalyvaujantys ar atstovaujami nariai",
    Base.PARTICIPANTS: "visi balsavę nariai", Base.VALID: "visi galiojantys balsai, įskaitant susilaikiusiųjų",
    Base.CAST_WITH_BLANKS: "visi paduoti balsai, įskaitant tuščius biuletenius", Base.CAST: "visi už ir prieš paduoti balsai",
    Base.NO: "visi prieš paduoti balsai",
}  # fmt: skip


class Lithuanian(Language):
    code = "lt"
    colon = ": "
    point = ","

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", NBSP)

    def day(self, day: date) -> str:
        return f"{day.year}{NBSP}m. {self.months[str(day.month)]} {day.day}{NBSP}d."

    def article(self, ref: str) -> str:
        article, _, paragraph = ref.partition(".")
        whole = f"įstatų {article}{NBSP}straipsn"
        return f"{whole}io {paragraph}{NBSP}dalis" if paragraph else f"{whole}is"

    def article_label(self, ref: str) -> str:
        return self.capital(self.article(ref))

    def fraction(self, share: fractions.Fraction) -> str:
        """du trečdaliai, ketvirtadalis, pusė; kitos trupmenos – skaitmenimis."""
        above, below = share.numerator, share.denominator
        if share == 1:
            return "visi"
        if below == 2:
            return "pusė"
        if below not in BELOW or above > 9:
            return f"{above}/{below}"
        return f"{BELOW[below]}is" if above == 1 else f"{ABOVE[above]} {BELOW[below]}iai"

    def share(self, share: Share) -> str:
        if share.fraction == 1:
            return ALL[share.of]
        return f"{self.fraction(share.fraction)} {self.of_them[share.of]}"

    def text(self, reason: Reason, charter: Charter) -> str:
        return _dots(super().text(reason, charter))

    def _template(self, reason: Reason, charter: Charter, name: str) -> str:
        """A sentence that ends with a day keeps the point of “d.”, which is taken for its end elsewhere."""
        said = super()._template(reason, charter, name)
        return f"{said}\u200b" if said.endswith(f"{NBSP}d.") else said

    def vote_why(self, verdict: Verdict, charter: Charter) -> str:
        return _dots(self._vote_why(verdict, charter))

    def _vote_why(self, verdict: Verdict, charter: Charter) -> str:
        decides, tie = self.deciding(verdict), self.find(verdict, "tie")
        majority = decides[0] if decides else None
        if verdict.outcome is Outcome.NO_RULE or majority is None:
            kind = self.kind(verdict.kind or "", charter)
            return (
                f"Įstatuose „{charter.key}“ (redakcija: {charter.version}) šiai nutarimo rūšiai taisyklės nėra: {kind}."
            )
        if verdict.outcome is Outcome.INVALID or self.moved_unheard(verdict):
            return " ".join(self.text(one, charter) for one in self.barring(verdict))
        if verdict.outcome is Outcome.NO_RESULT:
            return f"Nė vienas narys nebalsavo nei už, nei prieš; {self._needed(majority)}."
        after = self.still_missing(verdict) + self.beside(verdict, charter)
        if tie is not None:
            equal = f"Balsai pasiskirstė po lygiai: už – {self.value(majority.got)}, prieš – {self.value(majority.got)}"
            return f"{equal}; {self._tie(tie, verdict, charter)} ({self.article(tie.article)}).{after}"
        needed = "; be to, ".join(self._needed(reason) for reason in decides)
        return f"{self._voted(majority, charter)}; {needed}.{self.short(majority)}{after}"

    def _tie(self, tie: Reason, verdict: Verdict, charter: Charter) -> str:
        if tie.needed == "fails":
            return "pasiūlymas nepriimamas"
        if tie.met is None:
            if tie.needed == "lot":
                return "turi būti traukiami burtai"
            office = self.office(self.organ_tie_office(charter.motion_rule(verdict.kind or "ordinary")), charter)
            return f"lemiamą balsą turi {office}"
        return "lemiamas balsas paduotas už" if tie.met else "lemiamas balsas paduotas prieš"

    def _members(self, n: int | str | None) -> str:
        return f"{self.value(n)} {counted(n, MEMBER)}"

    def _voted(self, reason: Reason, charter: Charter) -> str:
        said = self._for(reason)
        group = group_of(self, reason, charter)
        return f"{self.capital(group)}: {said[0].lower()}{said[1:]}" if group else said

    def _for(self, reason: Reason) -> str:
        if reason.working.whose.weighted:
            return f"Už atiduota balsų: {self.value(reason.got)}"
        if reason.got == 0:
            return "Už nebalsavo nė vienas narys"
        return f"Už balsavo {self._members(reason.got)}"

    def _needed(self, reason: Reason, ref: str = "") -> str:
        """reikėjo 8 balsų (ne mažiau kaip du trečdaliai iš 12 dalyvaujančių narių; įstatų 22 straipsnio 1 dalis)."""
        noun = (
            f" {counted(reason.needed, VOTE)}" if reason.code == "majority" and isinstance(reason.needed, int) else ""
        )
        notes = "; ".join(part for part in (self._whole_of(reason), ref) if part)
        return f"reikėjo {self.value(reason.needed)}{noun}{f' ({notes})' if notes else ''}"

    def _whole_of(self, reason: Reason) -> str:
        """ne mažiau kaip du trečdaliai iš 12 dalyvaujančių narių."""
        working = reason.working
        if working.share is None or working.base is None or working.size is None:
            if working.amount is None or isinstance(working.amount, int):
                return ""
            return f"{'daugiau kaip ' if working.strict else ''}{self.amount(working.amount)}"
        whole = self.sized(self.whole, working.base, working.size)
        if working.share == 1 and not working.strict:
            return ALL[working.base]
        share = self.fraction(working.share)
        if working.strict:
            share = f"daugiau kaip {share}"
        elif isinstance(working.exact, fractions.Fraction) and working.exact.denominator > 1:
            share = f"ne mažiau kaip {share}"
        return f"{share} iš {whole}"

    def lacking(self, reason: Reason, n: int) -> str:
        noun = VOTE if reason.code == "majority" else ("nario", "narių", "narių")
        return f"Trūko {self.number(n)} {counted(n, noun)}."

    def portion(self, reason: Reason) -> str:
        """ne mažiau kaip du trečdaliai dalyvaujančių narių; daugiau kaip pusė visų narių."""
        working = reason.working
        least = "daugiau kaip" if working.strict else "ne mažiau kaip"
        if working.share is None or working.base is None:
            if working.amount is not None and not isinstance(working.amount, int):
                return f"{least} {self.amount(working.amount)}"
            return f"{least} {self._members(working.amount)}"
        if working.share == 1 and not working.strict:
            return ALL[working.base]
        return f"{least} {self.fraction(working.share)} {self.of_them[working.base]}"

    def vote_rule(self, reason: Reason, charter: Charter) -> str:
        match reason.code:
            case "majority":
                via = f" Šiai rūšiai tai taiko {self.article(reason.working.via)}." if reason.working.via else ""
                if reason.working.base in VOTES:
                    return f"Už turi būti {self.portion(reason)}.{via}"
                return f"Už turi balsuoti {self.portion(reason)}.{via}"
            case "quorum":
                doing = {Measure.PRESENT: "dalyvauja", Measure.PARTICIPANTS: "balsuoja"}
                every = reason.working.share == 1 and not reason.working.strict
                acted = "atstovaujami" if every else "atstovaujama"
                acting = doing.get(reason.working.measure or Measure.YES, f"dalyvauja ar yra {acted}")
                acting = "dalyvauja" if presence_alone(reason, charter) else acting
                return f"Kvorumas yra, kai {acting} {self.portion(reason)}."
            case "tie":
                ways = {"fails": "pasiūlymas nepriimamas", "lot": "sprendžiama burtais"}
                return f"Balsams pasiskirsčius po lygiai, {ways.get(str(reason.needed), 'sprendžia lemiamas balsas')}."
            case "ballot":
                return f"Balsavimo būdas: {self.value(reason.needed)}."
            case _:
                return self.choose(self.attested_text(reason, charter) or {charter.authentic: ""}, charter)

    def so(self, reason: Reason, needed: str) -> str:
        working = reason.working
        if working.strict:
            return f", taigi daugiau kaip {self.fraction(working.share) if working.share else ''} yra {needed}."
        return "." if working.exact == reason.needed else f", apvalinant į didesniąją pusę – {needed}."

    def vote_labels(self, reason: Reason) -> tuple[str, str]:
        there = "balsavo" if reason.working.measure is Measure.PARTICIPANTS else "dalyvavo"
        got = {"majority": "už", "quorum": there, "ballot": "buvo", "tie": "paduotas"}
        return "reikia", got.get(reason.code, "patvirtino")

    def vote_text(self, reason: Reason, charter: Charter) -> str:
        ref = f"({self.article(reason.article)})"
        match reason.code:
            case "majority":
                return f"{self._voted(reason, charter)}; {self._needed(reason, self.article(reason.article))}.{self.short(reason)}"
            case "quorum":
                head = "" if reason.met else "Kvorumo nėra: "
                said = f"{head}{self._there(reason, charter)}; {self._needed(reason, self.article(reason.article))}."
                return f"{self.capital(said)}{self.short(reason)}"
            case "tie":
                if reason.got is None:
                    return f"{self.vote_rule(reason, charter)[:-1]} {ref}."
                return f"Balsai pasiskirstė po lygiai; lemiamas balsas – {self.value(reason.got)} {ref}."
            case "ballot":
                return f"Balsavimas buvo {self.value(reason.got)}; turi būti {self.value(reason.needed)} {ref}."
            case _:
                said = "dar nepatvirtinta" if reason.got is None else f"patvirtino {reason.got}"
                return f"{self.vote_rule(reason, charter).rstrip('.')}: {said} {ref}."

    def _there(self, reason: Reason, charter: Charter) -> str:
        """dalyvavo 7 nariai; dalyvavo ar buvo atstovaujami 7 nariai."""
        if reason.working.measure is Measure.PARTICIPANTS:
            return f"balsavo {self._members(reason.got)}"
        if presence_alone(reason, charter):
            return f"dalyvavo {self._members(reason.got)}"
        acted = counted(reason.got, ("atstovaujamas", "atstovaujami", "atstovaujama"))
        return f"dalyvavo ar buvo {acted} {self._members(reason.got)}"

    def next(self, step: Next, charter: Charter) -> str:
        who = self.actor(step.who, charter) if step.who else ""
        by = f" iki {self.fact('by_day', step.by, charter)}" if step.by else ""
        if time := time_of(step, self, charter):
            by = f"; terminas: {time}"
        act = self.act(step.act)
        return (
            f"{who}: {act}{by} ({self.article(step.article)})." if who else f"{act}{by} ({self.article(step.article)})."
        )

    def assumed(self, count: Count) -> str:
        left = [word for word, value in (("narių", count.members), ("vietų", count.seats)) if value is None]
        said = []
        if left:
            whose = self.capital(" ir ".join(left))
            said.append(
                f"{whose} skaičius nenurodytas: laikoma, kad jis lygus balsavimo teisę turinčiųjų skaičiui ({self.number(count.entitled)})."
            )
        if count.not_voting is None and count.silent:
            said.append(
                f"Nebalsavusiųjų skaičius nenurodytas: laikoma, kad tai visi likusieji ({self.number(count.silent)})."
            )
        return " ".join(said)

    def casting_unused(self, verdict: Verdict) -> str:
        tie = self.find(verdict, "tie")
        why = "balsai nepasiskirstė po lygiai" if tie is None else f"esant balsų lygybei čia – {self.value(tie.needed)}"
        return f"Paduotas lemiamas balsas neskaičiuojamas: {why}."


def _dots(text: str) -> str:
    """“iki 2026 m. kovo 3 d.” ends a sentence with its own point."""
    return text.replace("\u200b", "").replace(f"{NBSP}d..", f"{NBSP}d.")


WORDS = Lithuanian()
