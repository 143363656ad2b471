"""Sentences read by eye, in every language, and that no sentence is missing anywhere."""

from __future__ import annotations

import ast
import re
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from konfrans.charter import (
    STANDARD_KINDS,
    Attestation,
    Count,
    LawError,
    Outcome,
    languages,
    motion_verdict,
    read_charter,
    speak,
)
from konfrans.charter.amounts import Base
from konfrans.charter.faults import Fault
from konfrans.charter.law import NotJudged, Step
from konfrans.charter.reading import hints
from konfrans.charter.words import COMPLETE, Language, plain, tables
from konfrans.charter.words import Fraction as Frac
from konfrans.charter.words.az import ordinal
from konfrans.charter.words.language import in_order

from .club import club, condition

DRAFT = read_charter("charters/azerbaijan-draft.toml")
LOT = club(('open = "casting_vote", secret = "fails", who = "president"', 'open = "lot", secret = "lot"'))
ALL_MEMBERS = condition('at_least = { share = "1/1", of = "members" }')
FIVE = condition("more_than = 5")
ODD = condition('at_least = { share = "7/11", of = "cast_with_blanks" }')

WHY = [
    (DRAFT, "charter_amendment", {"members": 15, "entitled": 14, "present": 11, "represented": 1, "yes": 7, "no": 4, "abstain": 1},
     "Not adopted: 7 members voted for; 8 were needed, two thirds of the 12 present or represented. One vote short.",
     "Qəbul edilmədi: Lehinə 7 səs verilib, tələb olunan səs sayı: 8 (iştirak edən və ya təmsil olunan 12 üzvün üçdə ikisi). Çatışmayan səs sayı: 1."),
    (DRAFT, "charter_adoption", {"present": 11, "yes": 9, "no": 1, "abstain": 1},
     "Adopted: 9 members voted for; 8 were needed, at least two thirds of the 11 present or represented.",
     "Qəbul edildi: Lehinə 9 səs verilib, tələb olunan səs sayı: 8 (iştirak edən və ya təmsil olunan 11 üzvün ən azı üçdə ikisi)."),
    (DRAFT, "ordinary", {"present": 12, "yes": 11, "abstain": 1},
     "Adopted: 11 members voted for; 7 were needed, more than half of the 12 present or represented.",
     "Qəbul edildi: Lehinə 11 səs verilib, tələb olunan səs sayı: 7 (iştirak edən və ya təmsil olunan 12 üzvün yarısından çoxu)."),
    (DRAFT, "ordinary", {"present": 12, "yes": 1, "no": 11},
     "Not adopted: 1 member voted for; 7 were needed, more than half of the 12 present or represented. 6 votes short.",
     "Qəbul edilmədi: Lehinə 1 səs verilib, tələb olunan səs sayı: 7 (iştirak edən və ya təmsil olunan 12 üzvün yarısından çoxu). Çatışmayan səs sayı: 6."),
    (DRAFT, "ordinary", {"present": 7, "yes": 7},
     "Not valid: 7 members were present or represented; 8 were needed, more than half of the 15 entitled to vote (article 21(1)). One short.",
     "Səsvermə etibarsızdır: İclas səlahiyyətli deyil: yetərsay üçün 8 üzv tələb olunur, 7 üzv iştirak edir və ya təmsil olunur (səsvermə hüququ olan 15 üzvün yarısından çoxu; Nizamnamənin 21.1-ci bəndi). Çatışmayan üzv sayı: 1."),
    (DRAFT, "ordinary", {"present": 12, "yes": 6, "no": 6},
     "Casting vote needed: The votes are equal, 6 for and 6 against: the vote of the President decides (article 22(2)).",
     "Səslər bərabər bölünüb: Səslər bərabər bölünüb: lehinə 6, əleyhinə 6. Səsi həlledici olan şəxs: prezident (Nizamnamənin 22.2-ci bəndi)."),
    (DRAFT, "ordinary", {"present": 12, "yes": 6, "no": 6, "casting": "no"},
     "Not adopted: The votes are equal, 6 for and 6 against: the casting vote was against (article 22(2)).",
     "Qəbul edilmədi: Səslər bərabər bölünüb: lehinə 6, əleyhinə 6. Bərabərliyi həll edən səs: əleyhinə (Nizamnamənin 22.2-ci bəndi)."),
    (DRAFT, "ordinary", {"present": 12, "yes": 6, "no": 6, "secret": True},
     "Not adopted: The votes are equal, 6 for and 6 against: the motion falls (article 22(2)).",
     "Qəbul edilmədi: Səslər bərabər bölünüb: lehinə 6, əleyhinə 6. Təklif qəbul edilməmiş sayılır (Nizamnamənin 22.2-ci bəndi)."),
    (LOT, "ordinary", {"present": 12, "yes": 6, "no": 6},
     "Lot to be drawn: The votes are equal, 6 for and 6 against: a lot must be drawn (article 1(2)).",
     "Püşk atılmalıdır: Səslər bərabər bölünüb: lehinə 6, əleyhinə 6. Püşk atılmalıdır (Nizamnamənin 1.2-ci bəndi)."),
    (DRAFT, "ordinary", {"present": 12, "abstain": 12},
     "No result: No member voted for and none against; 7 were needed, more than half of the 12 present or represented.",
     "Nəticə yoxdur: Lehinə və əleyhinə səs verilməyib, tələb olunan səs sayı: 7 (iştirak edən və ya təmsil olunan 12 üzvün yarısından çoxu)."),
    (DRAFT, "appointment", {"present": 12, "yes": 12},
     "No rule: The charter azerbaijan-draft, version 1, has no rule for: appointment.",
     "Qayda yoxdur: “azerbaijan-draft” nizamnaməsində (redaksiya: 1) bu qərar növü üçün qayda yoxdur: təyinat."),
    (DRAFT, "exclusion", {"present": 12, "yes": 9, "no": 3},
     "Incomplete: 9 members voted for; 8 were needed, two thirds of the 12 present or represented. Still to be attested: hearing (article 10(4)).",
     "Tamamlanmayıb: Lehinə 9 səs verilib, tələb olunan səs sayı: 8 (iştirak edən və ya təmsil olunan 12 üzvün üçdə ikisi). Hələ təsdiq edilməyib: dinləmə (Nizamnamənin 10.4-cü bəndi)."),
    (DRAFT, "recall", {"present": 12, "yes": 9, "no": 3, "secret": False},
     "Not valid: The ballot was open; it must be secret (article 22(3)).",
     "Səsvermə etibarsızdır: Səsvermənin növü: açıq, tələb olunur: gizli (Nizamnamənin 22.3-cü bəndi)."),
    (DRAFT, "dissolution", {"members": 16, "present": 13, "yes": 11, "no": 2},
     "Not adopted: 11 members voted for; 12 were needed, three quarters of all 16 members. One vote short.",
     "Qəbul edilmədi: Lehinə 11 səs verilib, tələb olunan səs sayı: 12 (bütün 16 üzvün dörddə üçü). Çatışmayan səs sayı: 1."),
    (DRAFT, "election", {"present": 12, "yes": 5, "no": 4, "blank": 3},
     "Adopted: 5 members voted for; 5 were needed, more than half of the 9 votes cast for or against.",
     "Qəbul edildi: Lehinə 5 səs verilib, tələb olunan səs sayı: 5 (lehinə və əleyhinə verilmiş 9 səsin yarısından çoxu)."),
    (ALL_MEMBERS, "ordinary", {"present": 12, "yes": 12},
     "Not adopted: 12 members voted for; 15 were needed, all 15 members. 3 votes short.",
     "Qəbul edilmədi: Lehinə 12 səs verilib, tələb olunan səs sayı: 15 (15 üzvün hamısı). Çatışmayan səs sayı: 3."),
    (FIVE, "ordinary", {"present": 12, "yes": 5},
     "Not adopted: 5 members voted for; 6 were needed. One vote short.",
     "Qəbul edilmədi: Lehinə 5 səs verilib, tələb olunan səs sayı: 6. Çatışmayan səs sayı: 1."),
    (ODD, "ordinary", {"present": 12, "yes": 8, "no": 3, "blank": 1},
     "Adopted: 8 members voted for; 8 were needed, at least 7/11 of the 12 votes cast, blank ones included.",
     "Qəbul edildi: Lehinə 8 səs verilib, tələb olunan səs sayı: 8 (boş bülletenlər daxil olmaqla 12 səsin ən azı 7/11 hissəsi)."),
    (DRAFT, "ordinary", {"entitled": 2500, "present": 1500, "yes": 1300, "no": 200},
     "Adopted: 1,300 members voted for; 751 were needed, more than half of the 1,500 present or represented.",
     "Qəbul edildi: Lehinə 1 300 səs verilib, tələb olunan səs sayı: 751 (iştirak edən və ya təmsil olunan 1 500 üzvün yarısından çoxu)."),
]  # fmt: skip


def ask(charter, kind: str, *, secret=None, casting=None, attestations=(), **counts):
    count = Count(**{"entitled": 15, **counts})
    return motion_verdict(count, kind=kind, charter=charter, secret=secret, casting=casting, attestations=attestations)


def spoken(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("charter", "kind", "given", "en", "az"), WHY, ids=[row[3][:70] for row in WHY])
def test_a_verdict_says_why(charter, kind: str, given: dict, en: str, az: str) -> None:
    verdict = ask(charter, kind, **given)
    for code, expected in (("en", en), ("az", az)):
        words = speak(code)
        assert spoken(f"{words.outcome(verdict)}: {words.why(verdict, charter)}") == expected


def test_the_reasons_of_the_amendment_that_failed_by_one_vote() -> None:
    verdict = ask(
        DRAFT, "charter_amendment", members=15, entitled=14, present=11, represented=1, yes=7, no=4, abstain=1
    )
    majority, quorum = in_order(verdict.reasons)
    en, az = speak("en"), speak("az")
    assert (en.heading(majority), en.status(majority), spoken(en.article_label("29.3"))) == (
        "Majority",
        "not met",
        "Article 29(3)",
    )
    assert (az.heading(quorum), az.status(quorum)) == ("Yetərsay", "yerinə yetirilib")
    assert en.rule(majority, DRAFT) == "At least two thirds of those present or represented must vote for."
    assert (
        az.rule(majority, DRAFT)
        == "Qərarın qəbulu üçün iştirak edən və ya təmsil olunan üzvlərin ən azı üçdə ikisi lehinə səs verməlidir."
    )
    assert (
        en.rule(quorum, DRAFT) == "At least two thirds of the members entitled to vote must be present or represented."
    )
    assert (
        az.rule(quorum, DRAFT)
        == "Yetərsay üçün səsvermə hüququ olan üzvlərin ən azı üçdə ikisi iştirak etməli və ya təmsil olunmalıdır."
    )
    assert (
        spoken(plain(en.arithmetic(majority)))
        == "2/3 × 12 present or represented = 8. An abstention counts as present."
    )
    assert spoken(plain(en.arithmetic(quorum))) == "2/3 × 14 entitled = 9 1/3, rounded up to 10."
    assert spoken(plain(az.arithmetic(quorum))) == "2/3 × səsvermə hüququ olan 14 üzv = 9 1/3, yəni ən azı 10."
    assert [part for part in en.arithmetic(quorum) if isinstance(part, Frac)] == [Frac(2, 3), Frac(1, 3)]
    assert (en.labels(majority), en.labels(quorum)) == (("needed", "for"), ("needed", "there"))
    assert en.picture(majority) == "12 present or represented: 7 for, 4 against, 1 abstaining; 8 needed"
    assert (
        az.picture(quorum)
        == "səsvermə hüququ olan 14 üzv – iştirak edir: 11, etibarnamə ilə: 1, iştirak etmir: 2; tələb olunur: 10"
    )


def test_more_than_half_of_an_odd_body_is_reckoned_in_words() -> None:
    quorum = ask(DRAFT, "ordinary", present=12, yes=11, abstain=1).reasons[1]
    assert spoken(plain(speak("en").arithmetic(quorum))) == "1/2 × 15 entitled = 7 1/2, so more than half is 8."
    assert spoken(plain(speak("az").arithmetic(quorum))) == "1/2 × səsvermə hüququ olan 15 üzv = 7 1/2, yəni ən azı 8."


def test_a_figure_never_breaks_over_two_lines() -> None:
    quorum = ask(DRAFT, "charter_amendment", entitled=14, present=12, yes=8, no=4).reasons[1]
    for code in languages():
        assert "9\u00a01/3" in plain(speak(code).arithmetic(quorum))


def test_steps_and_what_is_not_judged() -> None:
    verdict = ask(DRAFT, "charter_amendment", present=12, yes=8, no=4)
    en, az = speak("en"), speak("az")
    assert (
        spoken(en.next(verdict.next[0], DRAFT)) == "Secretary General: have it registered by the state (article 29(4))."
    )
    assert (
        spoken(az.next(verdict.next[0], DRAFT))
        == "baş katib: dövlət qeydiyyatını təmin etməlidir (Nizamnamənin 29.4-cü bəndi)."
    )
    items = DRAFT.motion_rule("charter_amendment").not_judged
    assert spoken(en.not_judged(items)) == (
        "Not judged here: notice of the session (article 20(2)), agenda and papers (article 20(3)), when its text was "
        "sent (article 29(1))."
    )
    assert spoken(az.not_judged(items[:1])) == "Burada yoxlanılmır: iclas barədə bildiriş (Nizamnamənin 20.2-ci bəndi)."
    assert (
        en.assumed(Count(entitled=15)) == "Members and seats were not given: taken to be as many as the entitled, 15."
    )
    assert (
        en.assumed(Count(entitled=15, members=15)) == "Seats were not given: taken to be as many as the entitled, 15."
    )
    assert en.assumed(Count(entitled=15, members=15, seats=15)) == ""


def test_an_attested_rule_names_who_attests_it() -> None:
    verdict = ask(DRAFT, "exclusion", present=12, yes=8, no=4, attestations=[Attestation("hearing", "Ə. Sample")])
    reason = verdict.reasons[-1]
    assert (
        spoken(speak("en").text(reason, DRAFT))
        == "The General Assembly heard the member before it decided: attested by Ə. Sample (article 10(4))."
    )
    assert (
        spoken(speak("az").text(reason, DRAFT))
        == "Qərardan əvvəl Ümumi Yığıncaq üzvü dinləyib. Təsdiq edən: Ə. Sample (Nizamnamənin 10.4-cü bəndi)."
    )


ORDINALS = ("0-cı 1-ci 2-ci 3-cü 4-cü 5-ci 6-cı 7-ci 8-ci 9-cu 10-cu 13-cü 20-ci 26-cı 30-cu 40-cı 50-ci 60-cı 70-ci 80-ci "
            "90-cı 100-cü 101-ci 110-cu 200-cü 1000-ci 1100-cü 2000-ci 2026-cı 1000000-cu").split()  # fmt: skip


@pytest.mark.parametrize("written", ORDINALS)
def test_an_ordinal_follows_the_last_spoken_word(written: str) -> None:
    assert ordinal(int(written.split("-")[0])) == written


FRACTIONS = [("1/2", "half", "yarı"), ("2/3", "two thirds", "üçdə iki"), ("3/4", "three quarters", "dörddə üç"),
             ("1/3", "one third", "üçdə bir"), ("9/10", "nine tenths", "onda doqquz"), ("51/100", "51/100", "51/100"),
             ("1/1", "all", "hamısı")]  # fmt: skip


@pytest.mark.parametrize(("share", "en", "az"), FRACTIONS, ids=[row[0] for row in FRACTIONS])
def test_fractions_in_words(share: str, en: str, az: str) -> None:
    assert (speak("en").fraction(Fraction(share)), speak("az").fraction(Fraction(share))) == (en, az)


# nothing is missing ---------------------------------------------------------------------------------------------------

WORDS = Path("src/konfrans/charter/words")
FILES = sorted(file.name for file in (WORDS / "en").glob("*.toml"))


@pytest.mark.parametrize("code", COMPLETE)
@pytest.mark.parametrize("file", FILES)
def test_every_language_says_the_same_things(code: str, file: str) -> None:
    ours, english = (_flat(tomllib.loads((WORDS / one / file).read_text("utf-8"))) for one in (code, "en"))
    assert set(ours) == set(english)
    for key in english:
        assert _fields(ours[key]) - {"said"} == _fields(english[key]) - {"said"}, key


def test_every_language_has_the_same_files() -> None:
    assert {code: sorted(file.name for file in (WORDS / code).glob("*.toml")) for code in COMPLETE} == dict.fromkeys(
        COMPLETE, FILES
    )


def _flat(table: dict, place: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= _flat(value, f"{place}{key}.") if isinstance(value, dict) else {f"{place}{key}": str(value)}
    return found


def _fields(text: str) -> set[str]:
    return {name.lower().partition("__")[0] for name in re.findall(r"\{(\w+)[}|:]", text)}


def whole(code: str) -> Language:
    """A language with every file of its words read."""
    words = speak(code)
    words.read_all()
    return words


def test_words_that_several_threads_need_at_once_are_whole_for_each_of_them(monkeypatch) -> None:
    fresh = type(speak("az"))()
    whole = tables.tomli.loads

    def slowly(text: str) -> dict:
        time.sleep(0.005)
        return whole(text)

    def asked(turn: int) -> int:
        time.sleep(0.01 * turn)  # the later ones come while the first still reads
        return len(fresh.of_rules("rules"))

    monkeypatch.setattr(tables.tomli, "loads", slowly)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(asked, range(8)))
    assert found == [len(speak("az").of_rules("rules"))] * 8


def test_every_key_of_the_engine_has_words() -> None:
    english = speak("en")
    assert set(english.outcomes) == set(Outcome)
    assert set(english.kinds) == set(STANDARD_KINDS)
    assert set(english.bases) == {base.value for base in Base}
    assert set(english.items) == set(get_args(hints(NotJudged)["what"]))
    acts = {"casting_vote", "lot", "attest", "second_call", *get_args(hints(Step)["act"])}
    from konfrans.charter.verdicts import Next

    for code in languages():
        for act in acts:
            assert f": {act} (" not in speak(code).next(Next(act, "president", "1.1"), DRAFT)


def test_every_code_of_an_error_has_words_and_every_word_a_code() -> None:
    used = set()
    for file in [
        *Path("src/konfrans/charter").rglob("*.py"),
        *(file for file in Path("src/konfrans/cli").glob("*.py") if not file.stem.startswith("analyse")),
    ]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("Fault", "fault", "Misread") or name.endswith("Error"):
                    used.add(node.args[0].value)
            if "cli" not in file.parts and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                first = next(iter(node.value.elts), None)
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    used.add(first.value)
    assert used == set(whole("en").errors)


@pytest.mark.parametrize("code", languages())
def test_every_error_is_worded_whole(code: str) -> None:
    words = whole(code)
    facts = {name: 3 for one in words.errors.values() for text in one for name in _fields(text)}
    facts |= {
        "nearest": "entitled",
        "choices": (),
        "known": ("a", "b"),
        "what": "kind",
        "expected": "int",
        "form": "key",
        "sizes": (3, 6),
    }
    for key in words.errors:
        text, remedy = words.error(LawError(key, **facts))
        assert text, key
        assert remedy, key
        assert not re.search(r"[{}]", (text + remedy).replace('{ share = "2/3", of = "entitled" }', "")), key
    assert "12" in words.place(Fault("empty", "a.b", 12))
    assert words.place(Fault("empty")) == ""


def test_a_language_that_is_not_spoken_is_named_with_those_that_are() -> None:
    assert languages() == ("az", "en", "lt")
    with pytest.raises(LawError, match="Spoken: az, en, lt"):
        speak("ez")


@pytest.mark.parametrize("code", ["az"])
def test_no_suffix_is_glued_to_a_number_or_a_name(code: str) -> None:
    source = Path(f"src/konfrans/charter/words/{code}/__init__.py").read_text(encoding="utf-8")
    source = source.replace("{NBSP}", " ")
    glued = re.findall(r"\}[’'-]?[a-zəöüğışç]\w*", source)
    allowed = {"}-cı", "}-ci", "}-cu", "}-cü"}
    assert set(glued) - allowed == set()
