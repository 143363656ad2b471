"""Lithuanian sentences, read by eye."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from konfrans.charter import Count, motion_verdict, read_charter, speak
from konfrans.charter.clock import Span
from konfrans.charter.words.completeness import gaps
from konfrans.charter.words.dates import length, written
from konfrans.charter.words.parts import counted, fill

LT = speak("lt")
DRAFT = read_charter("charters/azerbaijan-draft.toml")

WHY = [
    ("ordinary", {"entitled": 15, "present": 12, "yes": 11, "abstain": 1},
     "Priimta", "Už balsavo 11 narių; reikėjo 7 balsų (daugiau kaip pusė iš 12 dalyvaujančių ar atstovaujamų narių)."),
    ("charter_amendment", {"entitled": 14, "present": 11, "represented": 1, "yes": 7, "no": 4, "abstain": 1},
     "Nepriimta", "Už balsavo 7 nariai; reikėjo 8 balsų (du trečdaliai iš 12 dalyvaujančių ar atstovaujamų narių). Trūko 1 balso."),
    ("ordinary", {"entitled": 15, "present": 12, "yes": 1, "no": 11},
     "Nepriimta", "Už balsavo 1 narys; reikėjo 7 balsų (daugiau kaip pusė iš 12 dalyvaujančių ar atstovaujamų narių). Trūko 6 balsų."),
    ("ordinary", {"entitled": 15, "present": 7, "yes": 7},
     "Negalioja", ("Kvorumo nėra: dalyvavo ar buvo atstovaujami 7 nariai; reikėjo 8 (daugiau kaip pusė iš 15 turinčių balsavimo teisę narių; "
     "įstatų 21 straipsnio 1 dalis). Trūko 1 nario.")),
    ("ordinary", {"entitled": 41, "present": 21, "yes": 21},
     "Priimta", "Už balsavo 21 narys; reikėjo 11 balsų (daugiau kaip pusė iš 21 dalyvaujančio ar atstovaujamo nario)."),
    ("ordinary", {"entitled": 15, "present": 12, "no": 12},
     "Nepriimta", "Už nebalsavo nė vienas narys; reikėjo 7 balsų (daugiau kaip pusė iš 12 dalyvaujančių ar atstovaujamų narių). Trūko 7 balsų."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "word", "why"), WHY)
def test_a_verdict_says_why(kind: str, given: dict[str, int], word: str, why: str) -> None:
    verdict = motion_verdict(Count(**given), kind=kind, charter=DRAFT)
    assert LT.outcome(verdict) == word
    assert LT.why(verdict, DRAFT).replace("\u00a0", " ") == why


@pytest.mark.parametrize(("n", "said"), [(1, "narys"), (2, "nariai"), (9, "nariai"), (10, "narių"), (11, "narių"), (19, "narių"),
                                         (20, "narių"), (21, "narys"), (22, "nariai"), (0, "narių"), (111, "narių"), (121, "narys")])  # fmt: skip
def test_a_noun_follows_its_number(n: int, said: str) -> None:
    assert counted(n, ("narys", "nariai", "narių")) == said
    assert fill("{n|narys|nariai|narių}", {"n": (str(n), n)}) == said
    assert fill("{n|member|members}", {"n": (str(n), n)}) == ("member" if n == 1 else "members")


@pytest.mark.parametrize(("share", "said"), [("1/2", "pusė"), ("2/3", "du trečdaliai"), ("1/4", "ketvirtadalis"),
                                             ("3/5", "trys penktadaliai"), ("51/100", "51/100"), ("1/1", "visi")])  # fmt: skip
def test_fractions_in_words(share: str, said: str) -> None:
    assert LT.fraction(Fraction(share)) == said


def test_dates_articles_and_lengths() -> None:
    assert LT.day(date(2026, 3, 3)) == "2026\u00a0m. kovo 3\u00a0d."
    assert written(date(2026, 3, 3), "lt") == "2026 m. kovo 3 d."
    assert LT.article("29.3") == "įstatų 29\u00a0straipsnio 3\u00a0dalis"
    assert LT.article_label("4") == "Įstatų 4\u00a0straipsnis"
    assert [length(Span(days=n), "lt") for n in (1, 7, 14, 21)] == ["1 diena", "7 dienos", "14 dienų", "21 diena"]


def test_the_files_of_verdicts_sessions_members_and_dates_lack_nothing() -> None:
    lacking = {gap.file for gap in gaps("lt")}
    assert lacking.isdisjoint(
        {"motions.toml", "answers.toml", "members.toml", "sessions.toml", "clock.toml", "calendar.toml"}
    )
    assert not [gap for gap in gaps("lt") if gap.what in ("facts_differ", "word_unknown")]


def test_no_ending_hangs_on_what_is_put_in() -> None:
    for file in Path("src/konfrans/charter/words/lt").glob("*.toml"):
        assert re.findall(r"\}[’'-]?[a-ząčęėįšųūž]\w*", file.read_text("utf-8")) == [], file
