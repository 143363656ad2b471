"""Azərbaycanca. No suffix is ever glued to a number or a name: postpositions, head nouns and colons carry the case."""

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

ORDINAL = {1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu"}
ORDINAL_TEN = {10: "cu", 20: "ci", 30: "cu", 40: "cı", 50: "ci", 60: "cı", 70: "ci", 80: "ci", 90: "cı"}
ABOVE = ("", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
OWNED = ("", "biri", "ikisi", "üçü", "dördü", "beşi", "altısı", "yeddisi", "səkkizi", "doqquzu")
FROM = ("", "birindən", "ikisindən", "üçündən", "dördündən", "beşindən", "altısından", "yeddisindən", "səkkizindən",
        "doqquzundan")  # fmt: skip
BELOW = {3: "üçdə", 4: "dörddə", 5: "beşdə", 6: "altıda", 7: "yeddidə", 8: "səkkizdə", 9: "doqquzda", 10: "onda", 12: "on ikidə",
         15: "on beşdə", 20: "iyirmidə", 50: "əllidə", 100: "yüzdə"}  # fmt: skip


def ordinal(n: int) -> str:
    """2026-cı, 1000-ci, 3-cü: the ending follows the last word as it is spoken; right below one milliard."""
    if n == 0:
        return "0-cı"
    end = ORDINAL.get(n % 10) or ORDINAL_TEN.get(n % 100)
    return f"{n}-{end or ('cü' if n % 1000 else 'ci' if n % 1_000_000 else 'cu')}"


class Azerbaijani(Language):
    code = "az"
    colon = " – "
    point = ","

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", NBSP)

    def capital(self, text: str) -> str:
        return f"İ{text[1:]}" if text.startswith("i") else text[:1].upper() + text[1:]

    def day(self, day: date) -> str:
        return f"{day.day}{NBSP}{self.months[str(day.month)]} {ordinal(day.year)}{NBSP}il"

    def article(self, ref: str) -> str:
        article, _, paragraph = ref.partition(".")
        if not paragraph:
            return f"Nizamnamənin {ordinal(int(article))}{NBSP}maddəsi"
        return f"Nizamnamənin {article}.{ordinal(int(paragraph))}{NBSP}bəndi"

    def fraction(self, share: fractions.Fraction) -> str:
        above, below = share.numerator, share.denominator
        if share == 1:
            return "hamısı"
        if below == 2:
            return "yarı"
        if below not in BELOW or above > 9:
            return f"{above}/{below}"
        return f"{BELOW[below]} {ABOVE[above]}"

    def part(self, share: fractions.Fraction, *, strict: bool, least: bool) -> str:
        """ən azı üçdə ikisi, yarısından çoxu: after a genitive that names the whole."""
        return self._part("", share, strict=strict, least=least).strip()

    @staticmethod
    def _part(whole: str, share: fractions.Fraction, *, strict: bool, least: bool) -> str:
        """bütün üzvlərin ən azı üçdə ikisi, ... yarısından çoxu: the share owned by the genitive before it."""
        above, below = share.numerator, share.denominator
        if share == 1:
            return f"{whole.removeprefix('bütün ')} {'sayından çoxu' if strict else 'hamısı'}"
        if below == 2:
            owned, after = "yarısı", "yarısından"
        elif below in BELOW and above <= 9:
            owned, after = f"{BELOW[below]} {OWNED[above]}", f"{BELOW[below]} {FROM[above]}"
        else:
            owned, after = f"{above}/{below} hissəsi", f"{above}/{below} hissəsindən"
        return f"{whole} {after} çoxu" if strict else f"{whole} ən azı {owned}" if least else f"{whole} {owned}"

    def portion(self, reason: Reason) -> str:
        """iştirak edən və ya təmsil olunan üzvlərin ən azı üçdə ikisi."""
        working = reason.working
        if working.share is None or working.base is None:
            if working.amount is not None and not isinstance(working.amount, int):
                if reason.needed is None:  # the rule by itself, without a body
                    bound = "çox olan" if working.strict else "az olmayan"
                    return f"sayı bu həddən {bound} üzvlər ({self.amount(working.amount)})"
                return f"{self.value(reason.needed)} üzv ({self.amount(working.amount)})"
            return f"ən azı {self.value(reason.needed)} üzv"
        return self._part(self.of_them[working.base], working.share, strict=bool(working.strict), least=True)

    def _whole(self, reason: Reason) -> str:
        """iştirak edən 12 üzvün ən azı üçdə ikisi."""
        working = reason.working
        if working.share is None or working.base is None or working.size is None:
            return "" if working.amount is None or isinstance(working.amount, int) else self.amount(working.amount)
        least = isinstance(working.exact, fractions.Fraction) and working.exact.denominator > 1
        whole = self.sized(self.whole, working.base, working.size)
        return self._part(whole, working.share, strict=bool(working.strict), least=least)

    def _voted(self, reason: Reason, charter: Charter, *, ref: bool) -> str:
        notes = [self._whole(reason)] if self._whole(reason) else []
        notes += [self.article(reason.article)] if ref else []
        said = f"Lehinə {self.value(reason.got)} səs verilib, tələb olunan səs sayı: {self.value(reason.needed)}"
        group = group_of(self, reason, charter)
        said = f"{self.capital(group)}: {said[0].lower()}{said[1:]}" if group else said
        return f"{said} ({'; '.join(notes)})." if notes else f"{said}."

    def lacking(self, reason: Reason, n: int) -> str:
        return f"Çatışmayan {'səs' if reason.code == 'majority' else 'üzv'} sayı: {self.number(n)}."

    def share(self, share: Share) -> str:
        return self._part(self.of_them[share.of], share.fraction, strict=False, least=False)

    def vote_why(self, verdict: Verdict, charter: Charter) -> str:
        decides, tie = self.deciding(verdict), self.find(verdict, "tie")
        majority = decides[0] if decides else None
        if verdict.outcome is Outcome.NO_RULE or majority is None:
            kind = self.kind(verdict.kind or "", charter)
            return f"“{charter.key}” nizamnaməsində (redaksiya: {charter.version}) bu qərar növü üçün qayda yoxdur: {kind}."
        if verdict.outcome is Outcome.INVALID or self.moved_unheard(verdict):
            return " ".join(self.text(one, charter) for one in self.barring(verdict))
        if verdict.outcome is Outcome.NO_RESULT:
            said = f"Lehinə və əleyhinə səs verilməyib, tələb olunan səs sayı: {self.value(majority.needed)}"
            return f"{said} ({self._whole(majority)})." if self._whole(majority) else f"{said}."
        if tie is not None:
            equal = f"Səslər bərabər bölünüb: lehinə {self.value(majority.got)}, əleyhinə {self.value(majority.got)}."
            return f"{equal} {self._tie(tie, verdict, charter)}{self.still_missing(verdict)}{self.beside(verdict, charter)}"
        also = "".join(
            f" Bununla yanaşı tələb olunan səs sayı: {self.value(one.needed)} ({self._whole(one)})."
            for one in decides[1:]
        )
        said = f"{self._voted(majority, charter, ref=False)}{also}{self.short(majority)}"
        return said + self.still_missing(verdict) + self.beside(verdict, charter)

    def _tie(self, tie: Reason, verdict: Verdict, charter: Charter) -> str:
        ref = f"({self.article(tie.article)})"
        if tie.needed == "fails":
            return f"Təklif qəbul edilməmiş sayılır {ref}."
        if tie.met is not None:
            return f"Bərabərliyi həll edən səs: {self.value(tie.got)} {ref}."
        if tie.needed == "lot":
            return f"Püşk atılmalıdır {ref}."
        office = self.office(self.organ_tie_office(charter.motion_rule(verdict.kind or "ordinary")), charter)
        return f"Səsi həlledici olan şəxs: {office} {ref}."

    def vote_rule(self, reason: Reason, charter: Charter) -> str:
        match reason.code:
            case "majority":
                via = f" Bu növə tətbiqin əsası: {self.article(reason.working.via)}." if reason.working.via else ""
                if reason.working.base in VOTES:
                    return f"Qərarın qəbulu üçün {self.portion(reason)} lehinə olmalıdır.{via}"
                return f"Qərarın qəbulu üçün {self.portion(reason)} lehinə səs verməlidir.{via}"
            case "quorum":
                doing = {Measure.PRESENT: "iştirak etməlidir", Measure.PARTICIPANTS: "səsvermədə iştirak etməlidir"}
                acting = doing.get(reason.working.measure or Measure.YES, "iştirak etməli və ya təmsil olunmalıdır")
                acting = "iştirak etməlidir" if presence_alone(reason, charter) else acting
                return f"Yetərsay üçün {self.portion(reason)} {acting}."
            case "tie":
                ways = {"fails": "təklif qəbul edilməmiş sayılır", "lot": "məsələ püşk atmaqla həll edilir"}
                way = ways.get(str(reason.needed), "Nizamnamədə göstərilən şəxsin səsi həlledicidir")
                return f"Səslər bərabər bölündükdə {way}."
            case "ballot":
                return f"Səsvermə {self.value(reason.needed)} keçirilməlidir."
            case _:
                return self.choose(self.attested_text(reason, charter) or {charter.authentic: ""}, charter)

    def so(self, reason: Reason, needed: str) -> str:
        return "." if reason.working.exact == reason.needed else f", yəni ən azı {needed}."

    def vote_labels(self, reason: Reason) -> tuple[str, str]:
        there = "səs verib" if reason.working.measure is Measure.PARTICIPANTS else "iştirak edir"
        got = {"majority": "lehinə", "quorum": there, "ballot": "keçirilib", "tie": "verilib"}
        return "tələb olunur", got.get(reason.code, "təsdiq edən")

    def vote_text(self, reason: Reason, charter: Charter) -> str:
        ref = self.article(reason.article)
        match reason.code:
            case "majority":
                return self._voted(reason, charter, ref=True) + self.short(reason)
            case "quorum":
                doing = {Measure.PRESENT: "iştirak edir", Measure.PARTICIPANTS: "səsvermədə iştirak edir"}
                acting = doing.get(reason.working.measure or Measure.YES, "iştirak edir və ya təmsil olunur")
                acting = "iştirak edir" if presence_alone(reason, charter) else acting
                notes = f"{self._whole(reason)}; {ref}" if self._whole(reason) else ref
                needed = f"üçün {self.value(reason.needed)} üzv tələb olunur"
                start = f"Yetərsay {needed}" if reason.met else f"İclas səlahiyyətli deyil: yetərsay {needed}"
                return f"{start}, {self.value(reason.got)} üzv {acting} ({notes}).{self.short(reason)}"
            case "tie":
                if reason.got is None:
                    return f"{self.vote_rule(reason, charter).removesuffix('.')} ({ref})."
                return f"Səslər bərabər bölünüb. Bərabərliyi həll edən səs: {self.value(reason.got)} ({ref})."
            case "ballot":
                return f"Səsvermənin növü: {self.value(reason.got)}, tələb olunur: {self.value(reason.needed)} ({ref})."
            case _:
                said = "Hələ təsdiq edilməyib" if reason.got is None else f"Təsdiq edən: {reason.got}"
                return f"{self.vote_rule(reason, charter)} {said} ({ref})."

    def next(self, step: Next, charter: Charter) -> str:
        who = self.actor(step.who, charter) if step.who else ""
        by = f"; son tarix: {self.fact('by_day', step.by, charter)}" if step.by else ""
        if time := time_of(step, self, charter):
            by = f"; müddət: {time}"
        return f"{who}{': ' if who else ''}{self.act(step.act)} ({self.article(step.article)}{by})."

    def assumed(self, count: Count) -> str:
        left = [word for word, value in (("Üzvlərin", count.members), ("Yerlərin", count.seats)) if value is None]
        said = []
        if left:
            whose = "Üzvlərin və yerlərin" if len(left) > 1 else left[0]
            entitled = self.number(count.entitled)
            said.append(f"{whose} sayı göstərilməyib: səsvermə hüququ olanların sayına bərabər götürülüb ({entitled}).")
        if count.not_voting is None and count.silent:
            said.append(f"Səs verməyənlərin sayı göstərilməyib: qalan say götürülüb ({self.number(count.silent)}).")
        return " ".join(said)

    def casting_unused(self, verdict: Verdict) -> str:
        tie = self.find(verdict, "tie")
        why = "səslər bərabər bölünməyib" if tie is None else f"bərabərlik halında: {self.value(tie.needed)}"
        return f"Bərabərliyi həll edən səs verilib, lakin nəzərə alınmır: {why}."


WORDS = Azerbaijani()
