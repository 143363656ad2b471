"""Azərbaycanca. No suffix is ever glued to a number or a name: postpositions, head nouns and colons carry the case."""

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

ORDINAL = {1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu"}
ORDINAL_TEN = {10: "cu", 20: "ci", 30: "cu", 40: "cı", 50: "ci", 60: "cı", 70: "ci", 80: "ci", 90: "cı"}
ABOVE = ("", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
OWNED = ("", "biri", "ikisi", "üçü", "dördü", "beşi", "altısı", "yeddisi", "səkkizi", "doqquzu")
FROM = ("", "birindən", "ikisindən", "üçündən", "dördündən", "beşindən", "altısından", "yeddisindən", "səkkizindən",
        "doqquzundan")  # fmt: skip
BELOW = {3: "üçdə", 4: "dörddə", 5: "beşdə", 6: "altıda", 7: "yeddidə", 8: "səkkizdə", 9: "doqquzda", 10: "onda"}

WHOLE = {
    Base.SEATS: "{n} yerin", Base.MEMBERS: "bütün {n} üzvün", Base.ENTITLED: "səsvermə hüququ olan {n} üzvün",
    Base.PRESENT: "iştirak edən {n} üzvün",
    Base.PRESENT_AND_REPRESENTED: "iştirak edən və ya təmsil olunan {n} üzvün",
    Base.PARTICIPANTS: "səsvermədə iştirak edən {n} üzvün", Base.VALID: "bitərəflər daxil olmaqla {n} səsin",
    Base.CAST_WITH_BLANKS: "boş bülletenlər daxil olmaqla {n} səsin",
    Base.CAST: "lehinə və əleyhinə verilmiş {n} səsin",
}  # fmt: skip
OF_THEM = {
    Base.SEATS: "bütün yerlərin", Base.MEMBERS: "bütün üzvlərin", Base.ENTITLED: "səsvermə hüququ olan üzvlərin",
    Base.PRESENT: "iştirak edən üzvlərin",
    Base.PRESENT_AND_REPRESENTED: "iştirak edən və ya təmsil olunan üzvlərin",
    Base.PARTICIPANTS: "səsvermədə iştirak edən üzvlərin",
    Base.VALID: "bitərəflər daxil olmaqla verilmiş səslərin",
    Base.CAST_WITH_BLANKS: "boş bülletenlər daxil olmaqla verilmiş səslərin",
    Base.CAST: "lehinə və əleyhinə verilmiş səslərin",
}  # fmt: skip
VOTES = (Base.VALID, Base.CAST_WITH_BLANKS, Base.CAST)
COUNTS_ABSTENTION = {
    Base.CAST: "Bitərəf səslər nəzərə alınmır.", Base.VALID: "Bitərəf səs də sayılır.",
    Base.CAST_WITH_BLANKS: "Bitərəf səs də sayılır.", Base.PARTICIPANTS: "Bitərəf səs də sayılır.",
    Base.PRESENT: "Bitərəf qalan üzv iştirak edən sayılır.",
    Base.PRESENT_AND_REPRESENTED: "Bitərəf qalan üzv iştirak edən sayılır.",
}  # fmt: skip

TYPES = {"string": "dırnaq içində mətn", "int": "tam ədəd", "bool": "true və ya false", "list": "siyahı",
         "dict": "cədvəl", "model": "cədvəl"}  # fmt: skip
THINGS = {"chapter": "fəsil", "article": "bənd", "paragraph": "bənd", "kind": "qərar növü",
          "standard_kind": "standart qərar növü", "office": "vəzifə", "organ": "orqan", "rule": "qayda",
          "ballot": "səsvermə qaydası", "language": "dil"}  # fmt: skip
FORMS = {
    "reference": "“21.1” kimi bənd nömrəsi", "roman": "“IV” kimi Roma rəqəmi", "language": "“az” kimi dil kodu",
    "key": "kiçik latın hərfləri, rəqəmlər və alt xətt", "not_empty": "boş olmayan dəyər",
    "document_key": "kiçik latın hərfləri, rəqəmlər və defis", "number": "1 və ya daha böyük, ağlabatan ədəd",
    "too_long": "daha qısa dəyər",
}  # fmt: skip
_FRACTION = 'Dəqiq kəsri dırnaq içində yazın: share = "2/3".'
_AS_EXPORTED = "Onu ixrac edildiyi kimi verin."
_HELP = "Kömək üçün: konfrans decide --help."
ERRORS = {
    # sənəd
    "file_missing": ("Belə fayl yoxdur.", "Nizamnamə faylının yolunu göstərin."),
    "file_folder": ("Bu, fayl deyil, qovluqdur.", "Nizamnamə faylının yolunu göstərin."),
    "file_forbidden": ("Faylı oxumağa icazə yoxdur.", "Faylın sahibini və icazələrini yoxlayın."),
    "file_unreadable": ("Nizamnamə faylı açılmır ({reason}).", "Nizamnamə faylının yolunu göstərin."),
    "too_large": ("Sənəd yol verilən həcmdən böyükdür: {most} bayt.", "Otuz maddəlik nizamnamə bunun onda biri qədərdir."),
    "not_utf8": ("Sənəd UTF-8 mətni deyil.", "Onu UTF-8 kodlaşdırmasında saxlayın."),
    "empty": ("Sənəd boşdur.", "key, version, languages və authentic açarları ilə başlayın."),
    "too_deep": ("Siyahı və cədvəllər həddən artıq iç-içədir, yol verilən dərinlik: {most}.", "Nizamnaməyə üç səviyyə kifayətdir."),
    "key_too_long": ("Açarın hissələri həddən artıqdır, yol verilən say: {most}.", "Açarı qısaldın."),
    "too_many_keys": ("Sənəddə açar və dəyərlər həddən artıqdır, yol verilən say: {most}.", "Sənədi qısaldın."),
    "no_place": ("Burada nizamnamədə istifadə olunmayan dəyər var.", "Mətn, tam ədəd, siyahı və cədvəl yazın; tarix yazmayın."),
    "number_too_long": ("Ədəd həddən artıq uzundur, yol verilən rəqəm sayı: {most}.", "Ədədi yoxlayın."),
    "toml_syntax": ("Bu, TOML deyil: {said}.", "Sətri düzəldin: mətn dırnaq içində yazılır, hər açar bir dəfə verilir."),
    "unknown_key": ("Burada belə açar yoxdur: “{given}”. {meant_word}", "Mümkün açarlar: {known}."),
    "missing_key": ("Açar çatışmır: “{missing}”.", "Onu əlavə edin."),
    "wrong_type": ("Gözlənilən: {expected}, verilən: {given}.", "Düzgün yazılış: {expected}."),
    "unknown_value": ("Bu dəyər burada mümkün deyil: “{given}”. {meant_word}", "Mümkün dəyərlər: {known}."),
    "out_of_form": ("Bu dəyərin yazılışı düzgün deyil: “{given}”.", "Düzgün yazılış: {form}."),
    "share_slogan": ("Bu, dəqiq pay deyil: “{given}”.{differ}",
                     "Yəqin ki, nəzərdə tutulan: {comparison} {meant}. Kəsri dırnaq içində yazın, more_than və ya at_least seçin."),
    "share_form": ("Bu, pay deyil: “{given}”.", _FRACTION),
    "share_above_one": ("Pay tamdan böyükdür: “{given}”.", _FRACTION),
    "share_zero": ("Kəsrin surəti və məxrəci sıfırdan böyük olmalıdır: “{given}”.", _FRACTION),
    "share_without_base": ("Payın nədən götürüldüyü göstərilməyib: “{given}”.",
                           "Cədvəl yazın: {{ share = \"2/3\", of = \"entitled\" }}."),
    "amount_form": ("Bu, nə tam ədəd, nə də paydır.", "Yazın: 5 və ya {{ share = \"2/3\", of = \"entitled\" }}."),
    "comparison": ("at_least və more_than açarlarından yalnız biri verilməlidir.", "Bənddə deyiləni saxlayın."),
    "authentic_not_listed": ("Əsas mətnin dili dillər siyahısında yoxdur: “{given}”.", "Siyahı: {known}."),
    "language_not_listed": ("Bu dil nizamnamənin dilləri arasında yoxdur: “{given}”.", "Siyahı: {known}."),
    "text_missing": ("Bu dildə mətn çatışmır: “{language}”.", "Mətni əlavə edin və ya dili siyahıdan çıxarın."),
    "twice": ("İkinci dəfə verilib: {thing} {given}.", "Hər birini bir dəfə verin."),
    "not_found": ("Nizamnamədə belə {thing} yoxdur: “{given}”. {meant_word}", "Düzəldin və ya istinad olunanı əlavə edin."),
    "like_of_standard": ("Bu, özü standart qərar növüdür: “{given}”.", "“like” açarını çıxarın."),
    "fallback_to_nothing": ("Növlər “ordinary” qaydasına tabedir, onun isə şərti yoxdur.", "Şərti olan [kinds.ordinary] əlavə edin."),
    "fallback_of_ruled": ("Bu növün öz şərti var və eyni zamanda “ordinary” qaydasına tabedir: “{given}”.", "İkisindən birini saxlayın."),
    # saylar
    "count_not_whole": ("{name}: tam ədəd deyil ({given}).", "0 və ya daha böyük tam ədəd verin."),
    "count_negative": ("{name}: say mənfi ola bilməz ({given}).", "0 və ya daha böyük tam ədəd verin."),
    "count_too_large": ("{name}: say yol verilən həddən böyükdür ({most}).", "Ədədi yoxlayın."),
    "more_entitled_than_members": ("Səsvermə hüququ olanların sayı: {entitled}, üzvlərin sayı isə: {members}.", "Səsvermə hüququ olanların və ya üzvlərin sayını düzəldin."),
    "more_entitled_than_seats": ("Səsvermə hüququ olanların sayı: {entitled}, yerlərin sayı isə: {seats}.", "Səsvermə hüququ olanların və ya yerlərin sayını düzəldin."),
    "more_there_than_entitled": ("İştirak edən: {present}, təmsil olunan: {represented}, cəmi: {there}. Səsvermə hüququ olanların sayı isə: {entitled}.", "İştirak edənlərin, təmsil olunanların və ya səsvermə hüququ olanların sayını düzəldin."),
    "more_votes_than_there": ("Lehinə: {yes}, əleyhinə: {no}, bitərəf: {abstain}, boş: {blank}, etibarsız: {invalid}, cəmi: {votes}. İştirak edən və ya təmsil olunanların sayı isə: {there}.", "Səslərin sayını, yaxud iştirak edənlərin və ya təmsil olunanların sayını düzəldin."),
    "votes_do_not_add_up": ("Lehinə: {yes}, əleyhinə: {no}, bitərəf: {abstain}, boş: {blank}, etibarsız: {invalid}, səs verməyən: {not_voting}, cəmi: {votes}. İştirak edən və ya təmsil olunanların sayı isə: {there}.", "Sayları düzəldin və ya səs verməyənləri göstərməyin: onda qalan say götürülür."),
    "nobody_entitled": ("Səsvermə hüququ olanların sayı göstərilməyib.", "--entitled verin."),
    "call_unknown": ("Çağırış nə 1, nə də 2: {given}.", "1, təkrar iclas üçün isə 2 verin (--call)."),
    "casting_unknown": ("Səs nə yes, nə də no: {given}.", "yes və ya no verin (--casting)."),
    "kind_unknown": ("Belə qərar növü yoxdur: “{given}”. {meant_word}", "Bu nizamnamədə qaydası olan növlər: {known}."),
    "attestation_unknown": ("Bu qərar növünün ({kind}) belə təsdiq olunan qaydası yoxdur: “{given}”. {meant_word}", "Bu növün təsdiq olunan qaydaları: {known}."),
    "attestation_without_name": ("Qaydanı təsdiq edən göstərilməyib: “{rule}”.", "Təsdiq edəni göstərin: {rule}=AD."),
    "attestation_twice": ("Qayda iki dəfə təsdiq edilib: “{rule}”.", "Bir dəfə təsdiq edin."),
    # saxlanılanlar
    "evidence_not_json": ("Sübut JSON obyekti deyil.", _AS_EXPORTED),
    "evidence_key_unknown": ("Sübutda naməlum açar var: {key}. {meant_word}", _AS_EXPORTED),
    "evidence_key_missing": ("Sübutda açar çatışmır: {key}.", _AS_EXPORTED),
    "evidence_type": ("Sübutda dəyərin növü düzgün deyil: {key} ({given}).", _AS_EXPORTED),
    "evidence_value": ("Dəyər dəqiq saxlanıla bilmir ({given}).", "Mətn, tam ədəd, siyahı və cədvəl yazın."),
    "evidence_question": ("Sübut başqa suala aiddir: {given}.", "Qərar layihəsi üzrə səsvermənin sübutunu verin."),
    "verdict_unreadable": ("Saxlanılmış nəticə oxunmur ({given}).", "Onu saxlanıldığı kimi verin."),
    "language_unknown": ("Bu dil dəstəklənmir: “{given}”. {meant_word}", "Mümkün dillər: {known}."),
    # əmr
    "option_unknown": ("Belə seçim yoxdur: {given}. {meant_word}", _HELP),
    "option_missing": ("Seçim çatışmır: {given}.", _HELP),
    "option_value": ("{given}: tam ədəd deyil (“{value}”).", "Tam ədəd verin, məsələn: {given} 3."),
    "option_empty": ("Seçimin dəyəri göstərilməyib: {given}.", "Seçimdən sonra onun dəyərini yazın; konfrans decide --help."),
    "option_without_value": ("Bu seçim dəyər qəbul etmir: {given}.", "Onu dəyərsiz yazın: {given}."),
    "usage": ("Artıq söz var: “{given}”. Bu əmr yalnız seçim qəbul edir.", "Həmin sözü silin. Seçimlər: konfrans decide --help."),
    "ballot_twice": ("Səsvermə ya gizli, ya da açıq olur.", "--secret və --open seçimlərindən birini verin."),
    "attest_form": ("Bu, təsdiq deyil: “{given}”.", "Yazın: --attest AÇAR=AD."),
    "program_failed": ("Proqram xəta verdi: {given}.", "Yazdığınız əmrlə birlikdə bu barədə məlumat verin."),
}  # fmt: skip


def ordinal(n: int) -> str:
    """2026-cı, 1000-ci, 3-cü: the ending follows the last word as it is spoken; right below one milliard."""
    if n == 0:
        return "0-cı"
    end = ORDINAL.get(n % 10) or ORDINAL_TEN.get(n % 100)
    return f"{n}-{end or ('cü' if n % 1000 else 'ci' if n % 1_000_000 else 'cu')}"


class Azerbaijani(Language):
    code = "az"
    colon = " – "
    outcomes = {
        Outcome.PASSED: "Qəbul edildi", Outcome.ANSWERED: "Cavab verildi", Outcome.FAILED: "Qəbul edilmədi",
        Outcome.NO_RESULT: "Nəticə yoxdur", Outcome.INVALID: "Səsvermə etibarsızdır", Outcome.NO_RULE: "Qayda yoxdur",
        Outcome.CASTING_VOTE: "Səslər bərabər bölünüb", Outcome.LOT: "Püşk atılmalıdır",
        Outcome.REOPEN: "Yenidən açılıb", Outcome.MOVED_ON: "Başqa orqana göndərilib",
        Outcome.ON_HOLD: "Gözləmədədir", Outcome.INCOMPLETE: "Tamamlanmayıb",
    }  # fmt: skip
    codes = {"majority": "Səs çoxluğu", "tie": "Səslərin bərabər bölünməsi", "quorum": "Yetərsay",
             "ballot": "Səsvermənin növü", "attested": "Təsdiq olunan qayda"}  # fmt: skip
    statuses = {True: "yerinə yetirilib", False: "yerinə yetirilməyib", None: "açıqdır"}
    kinds = {
        "ordinary": "adi qərar", "procedural": "prosedur qərarı", "statement": "bəyanat", "opinion": "rəy",
        "admission": "üzvlüyə qəbul", "exclusion": "üzvlükdən xaric edilmə", "suspension": "üzvlüyün dayandırılması",
        "election": "seçki", "appointment": "təyinat", "recall": "səlahiyyətlərə vaxtından əvvəl xitam verilməsi",
        "budget": "büdcə", "fee": "üzvlük haqqı", "plan": "fəaliyyət planı", "report": "hesabat",
        "committee_creation": "komitənin yaradılması", "charter_adoption": "Nizamnamənin qəbulu",
        "charter_amendment": "Nizamnaməyə dəyişiklik və əlavələr edilməsi", "rules_of_procedure": "reqlament",
        "dissolution": "ləğv",
    }  # fmt: skip
    bases = {
        "seats": "{n} yer", "members": "{n} üzv", "entitled": "səsvermə hüququ olan {n} üzv",
        "present": "iştirak edən {n} üzv", "present_and_represented": "iştirak edən və ya təmsil olunan {n} üzv",
        "participants": "səsvermədə iştirak edən {n} üzv", "cast_with_blanks": "boş bülletenlər daxil olmaqla {n} səs",
        "valid": "bitərəflər daxil olmaqla {n} səs", "cast": "lehinə və əleyhinə verilmiş {n} səs",
    }  # fmt: skip
    parts = {
        "yes": "lehinə: {n}", "no": "əleyhinə: {n}", "abstain": "bitərəf: {n}", "blank": "boş bülleten: {n}",
        "invalid": "etibarsız bülleten: {n}", "not_voting": "səs verməyib: {n}", "absent": "iştirak etmir: {n}",
        "not_entitled": "səsvermə hüququ yoxdur: {n}", "vacant": "vakant: {n}",
        "present": "iştirak edir: {n}", "represented": "etibarnamə ilə: {n}",
        "participants": "səsvermədə iştirak edir: {n}", "needed": "tələb olunur: {n}",
    }  # fmt: skip
    values = {
        "secret": "gizli", "open": "açıq", "yes": "lehinə", "no": "əleyhinə", "lot": "püşk",
        "casting_vote": "bərabərliyi həll edən səs", "fails": "təklif qəbul edilmir", "hearing": "dinləmə",
    }  # fmt: skip
    items = {
        "notice": "iclas barədə bildiriş", "papers": "gündəlik və materiallar", "initiative": "təklif etmək hüququ",
        "draft_text": "mətnin göndərilmə vaxtı", "review": "əvvəlcədən baxılma",
        "nomination": "namizədlərin irəli sürülmə müddəti", "rounds": "bir neçə namizəd arasında dövrələr",
    }  # fmt: skip
    furniture = {"next": "Sonrakı addımlar", "pending": "Hələ tələb olunur", "charter": "Nizamnamə",
                 "version": "redaksiya", "error": "Xəta"}  # fmt: skip
    errors = ERRORS

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", NBSP)

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

    def _portion(self, reason: Reason) -> str:
        """iştirak edən və ya təmsil olunan üzvlərin ən azı üçdə ikisi."""
        working = reason.working
        if working.share is None or working.base is None:
            return f"ən azı {self.value(reason.needed)} üzv"
        return self._part(OF_THEM[working.base], working.share, strict=bool(working.strict), least=True)

    def _whole(self, reason: Reason) -> str:
        """iştirak edən 12 üzvün ən azı üçdə ikisi."""
        working = reason.working
        if working.share is None or working.base is None or working.size is None:
            return ""
        least = working.exact is not None and working.exact.denominator > 1
        whole = WHOLE[working.base].format(n=self.number(working.size))
        return self._part(whole, working.share, strict=bool(working.strict), least=least)

    def _voted(self, reason: Reason, *, ref: bool) -> str:
        notes = [self._whole(reason)] if self._whole(reason) else []
        notes += [self.article(reason.article)] if ref else []
        said = f"Lehinə {self.value(reason.got)} səs verilib, tələb olunan səs sayı: {self.value(reason.needed)}"
        return f"{said} ({'; '.join(notes)})." if notes else f"{said}."

    def _short(self, reason: Reason) -> str:
        if reason.met is not False or not isinstance(reason.needed, int) or not isinstance(reason.got, int):
            return ""
        what = "səs" if reason.code == "majority" else "üzv"
        return f" Çatışmayan {what} sayı: {self.number(reason.needed - reason.got)}."

    def why(self, verdict: Verdict, charter: Charter) -> str:
        majority, tie = self.find(verdict, "majority"), self.find(verdict, "tie")
        if verdict.outcome is Outcome.NO_RULE or majority is None:
            kind = self.kind(verdict.kind or "", charter)
            return f"“{charter.key}” nizamnaməsində (redaksiya: {charter.version}) bu qərar növü üçün qayda yoxdur: {kind}."
        if verdict.outcome is Outcome.INVALID:
            unmet = [one for one in verdict.reasons if one.met is False and one.code in ("quorum", "ballot")]
            return " ".join(self.text(one, charter) for one in unmet)
        if verdict.outcome is Outcome.NO_RESULT:
            said = f"Lehinə və əleyhinə səs verilməyib, tələb olunan səs sayı: {self.value(majority.needed)}"
            return f"{said} ({self._whole(majority)})." if self._whole(majority) else f"{said}."
        if tie is not None:
            equal = f"Səslər bərabər bölünüb: lehinə {self.value(majority.got)}, əleyhinə {self.value(majority.got)}."
            return f"{equal} {self._tie(tie, verdict, charter)}{self._still_missing(verdict)}"
        return f"{self._voted(majority, ref=False)}{self._short(majority)}{self._still_missing(verdict)}"

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

    def _still_missing(self, verdict: Verdict) -> str:
        if verdict.outcome is not Outcome.INCOMPLETE:
            return ""
        missing = [reason for reason in verdict.reasons if reason.code == "attested" and reason.met is None]
        names = ", ".join(f"{self.value(one.needed)} ({self.article(one.article)})" for one in missing)
        return f" Hələ təsdiq edilməyib: {names}."

    def rule(self, reason: Reason, charter: Charter) -> str:
        match reason.code:
            case "majority":
                via = f" Bu növə tətbiqin əsası: {self.article(reason.working.via)}." if reason.working.via else ""
                if reason.working.base in VOTES:
                    return f"Qərarın qəbulu üçün {self._portion(reason)} lehinə olmalıdır.{via}"
                return f"Qərarın qəbulu üçün {self._portion(reason)} lehinə səs verməlidir.{via}"
            case "quorum":
                doing = {Measure.PRESENT: "iştirak etməlidir", Measure.PARTICIPANTS: "səsvermədə iştirak etməlidir"}
                acting = doing.get(reason.working.measure or Measure.YES, "iştirak etməli və ya təmsil olunmalıdır")
                return f"Yetərsay üçün {self._portion(reason)} {acting}."
            case "tie":
                ways = {"fails": "təklif qəbul edilməmiş sayılır", "lot": "məsələ püşk atmaqla həll edilir"}
                way = ways.get(str(reason.needed), "Nizamnamədə göstərilən şəxsin səsi həlledicidir")
                return f"Səslər bərabər bölündükdə {way}."
            case "ballot":
                return f"Səsvermə {self.value(reason.needed)} keçirilməlidir."
            case _:
                return self.choose(self.attested_text(reason, charter) or {charter.authentic: ""}, charter)

    def arithmetic(self, reason: Reason) -> tuple[Part, ...]:
        working = reason.working
        if working.base is None or working.size is None or not isinstance(reason.needed, int):
            return ()
        product = self.product(reason, self.bases[working.base].format(n=self.number(working.size)))
        end = "." if working.exact == reason.needed else f", yəni ən azı {self.value(reason.needed)}."
        abstained = dict(working.parts).get("abstain", 0)
        note = COUNTS_ABSTENTION.get(working.base, "") if abstained and reason.met is False else ""
        return (*product, end, f" {note}") if note else (*product, end)

    def labels(self, reason: Reason) -> tuple[str, str]:
        there = "səs verib" if reason.working.measure is Measure.PARTICIPANTS else "iştirak edir"
        got = {"majority": "lehinə", "quorum": there, "ballot": "keçirilib", "tie": "verilib"}
        return "tələb olunur", got.get(reason.code, "təsdiq edən")

    def text(self, reason: Reason, charter: Charter) -> str:
        ref = self.article(reason.article)
        match reason.code:
            case "majority":
                return self._voted(reason, ref=True) + self._short(reason)
            case "quorum":
                doing = {Measure.PRESENT: "iştirak edir", Measure.PARTICIPANTS: "səsvermədə iştirak edir"}
                acting = doing.get(reason.working.measure or Measure.YES, "iştirak edir və ya təmsil olunur")
                notes = f"{self._whole(reason)}; {ref}" if self._whole(reason) else ref
                needed = f"üçün {self.value(reason.needed)} üzv tələb olunur"
                start = f"Yetərsay {needed}" if reason.met else f"İclas səlahiyyətli deyil: yetərsay {needed}"
                return f"{start}, {self.value(reason.got)} üzv {acting} ({notes}).{self._short(reason)}"
            case "tie":
                if reason.got is None:
                    return f"{self.rule(reason, charter).removesuffix('.')} ({ref})."
                return f"Səslər bərabər bölünüb. Bərabərliyi həll edən səs: {self.value(reason.got)} ({ref})."
            case "ballot":
                return f"Səsvermənin növü: {self.value(reason.got)}, tələb olunur: {self.value(reason.needed)} ({ref})."
            case _:
                said = "Hələ təsdiq edilməyib" if reason.got is None else f"Təsdiq edən: {reason.got}"
                return f"{self.rule(reason, charter)} {said} ({ref})."

    def next(self, step: Next, charter: Charter) -> str:
        acts = {
            "casting_vote": "bərabərliyi həll edən səsi verməlidir", "lot": "püşk atılmasını təşkil etməlidir",
            "attest": "qaydaya əməl edildiyini təsdiq etməlidir", "second_call": "təkrar iclası çağırmalıdır",
            "state_registration": "dövlət qeydiyyatını təmin etməlidir", "publication": "qərarı dərc etməlidir",
            "notification": "aidiyyəti üzrə məlumat verməlidir",
        }  # fmt: skip
        who = self.office(step.who, charter) if step.who else ""
        by = f"; son tarix: {step.by}" if step.by else ""
        return f"{who}{': ' if who else ''}{acts.get(step.act, step.act)} ({self.article(step.article)}{by})."

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

    def not_judged(self, items: Iterable[NotJudged]) -> str:
        said = ", ".join(f"{self.items[item.what]} ({self.article(item.article)})" for item in items)
        return f"Burada yoxlanılmır: {said}." if said else ""

    def place(self, fault: Fault) -> str:
        said = [f"sətir {fault.line}"] if fault.line else []
        said += [fault.key] if fault.key else []
        return f"{', '.join(said)}: " if said else ""

    def more(self, n: int) -> str:
        return f"(Digər xətaların sayı: {n}.)"

    def fault_facts(self, facts: Mapping[str, Any]) -> dict[str, str]:
        words = {name: self.number(value) if type(value) is int else str(value) for name, value in facts.items()}
        meant = facts.get("nearest")
        words["meant_word"] = f"Bəlkə nəzərdə tutulan: “{meant}”?" if meant else ""
        words["known"] = ", ".join(str(one) for one in facts.get("known") or ()) or "yoxdur"
        words["thing"] = THINGS.get(str(facts.get("what")), "")
        words["expected"] = TYPES.get(str(facts.get("expected")), str(facts.get("expected")))
        words["form"] = FORMS.get(str(facts.get("form")), "")
        words["comparison"] = "bundan çox:" if facts.get("strict") else "ən azı"
        sizes = ", ".join(str(n) for n in facts.get("sizes") or ())
        words["differ"] = f" Fərq yaranan üzv sayı: {sizes}." if sizes else ""
        return words


WORDS = Azerbaijani()
