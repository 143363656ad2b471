"""Names in open answers: how many of a sample are found, and how much is taken for a name that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from konfrans.analysis import persons
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.spelling import Language, clean, words

SAMPLE = Path(__file__).with_name("sample")
WORD = re.compile(r"[^\s{}]+")


def sentences(sample: str, language: str) -> list[str]:
    lines = (SAMPLE / f"{sample}.{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def marked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its braces, and where what they held stands."""
    text, inside, opened = "", [], 0
    for letter in sentence:
        if letter == "{":
            opened = len(text)
        elif letter == "}":
            inside.append((opened, len(text)))
        else:
            text += letter
    return text, inside


def judged(sample: str, language: Language) -> tuple[int, int, int, list[str]]:
    """Words rightly found, wrongly found and missed in the sample, and the sentences with a fault."""
    right = wrong = missed = 0
    faults = []
    for sentence in sentences(sample, language):
        text, inside = marked(sentence)
        assert clean(text) == text
        found = [(span.start, span.end) for span in persons.spans(text, language)]

        def held(word: re.Match[str], parts: list[tuple[int, int]]) -> bool:
            return any(start < word.end() and word.start() < end for start, end in parts)

        before = wrong + missed
        for word in WORD.finditer(text):
            meant, taken = held(word, inside), held(word, found)
            right += meant and taken
            wrong += taken and not meant
            missed += meant and not taken
        if wrong + missed > before:
            faults.append(f"{sentence}  ->  {persons.suppressed(text, language)}")
    return right, wrong, missed, faults


@pytest.mark.parametrize(
    ("sample", "language", "least", "recall", "precision"),
    [
        ("names", "az", 120, 0.98, 0.98),
        ("names", "en", 60, 0.98, 0.98),
        ("unseen", "az", 40, 0.9, 0.95),
        ("unseen", "en", 25, 0.85, 0.95),
    ],
)
def test_most_names_of_the_sample_are_found_and_little_else(
    sample: str, language: Language, least: int, recall: float, precision: float
):
    right, wrong, missed, faults = judged(sample, language)
    assert len(sentences(sample, language)) >= least
    assert right / (right + missed) >= recall, faults
    assert right / (right + wrong) >= precision, faults


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dekan Əliyevin, Məmmədovadan və Həsənzadəyə", "Dekan [ad], [ad] və [ad]"),
        ("Orxan Sabir oğlu Rzayevlə danışın", "[ad] danışın"),
        ("Prof. Ə. Babayev gəlmədi. Kitabxana açıqdır.", "Prof. [ad] gəlmədi. Kitabxana açıqdır."),
        ("ƏLİYEV PİS DƏRS DEYİR", "[ad] PİS DƏRS DEYİR"),
        ("əliyev də, aygün də", "[ad] də, [ad] də"),
        ("a.b@example.az, +994 50 123 45 67, 5AB12CD", "[e-poçt], [telefon], [kod]"),
        (
            "Əvvəl 2026-cı ildə 51 bal idi, 25.11.2026 tarixdə 1.5 oldu",
            "Əvvəl 2026-cı ildə 51 bal idi, 25.11.2026 tarixdə 1.5 oldu",
        ),
        # The same letters in other codes: a combining dot, a Cyrillic schwa.
        ("\u018fli\u0307yevin d\u04d9rsi".replace("\u018f", "\u04d8"), "[ad] dərsi"),
    ],
)
def test_a_mark_stands_for_a_name_with_its_ending(text: str, shown: str):
    assert persons.suppressed(text, "az") == shown


def test_given_names_are_suppressed_in_any_case_and_whole(tmp_path: Path):
    file = tmp_path / "names.txt"
    file.write_text("# staff\nBuludxan\nGöyçək Dağlar\n", "utf-8")
    names = persons.read_names(file)
    assert persons.suppressed("buludxanın otağı, Göyçək Dağlar da orada", "az", names) == "[ad] otağı, [ad] da orada"
    assert persons.suppressed("göyçək dağlar", "az", names) == "göyçək dağlar"
    with pytest.raises(AnalysisError) as caught:
        persons.read_names(tmp_path / "none.txt")
    assert caught.value.code == "file_absent"


def test_what_is_cut_out_is_no_word_and_makes_no_neighbours():
    assert list(words(persons.without_names("yaxşı Əliyev dərsi", "az"), "az")) == [["yaxşı"], ["dərsi"]]


@pytest.mark.parametrize(
    "text", ["a" * 200_000 + "@", "a-" * 100_000 + ".", "1" * 200_000 + ",5", "A-" + "in" * 100_000, "Ab. " * 20_000]
)
def test_a_hostile_answer_takes_no_longer_than_it_is_long(text: str):
    assert persons.without_names(text, "az") is not None
    assert all(isinstance(part, list) for part in words(text, "az"))
