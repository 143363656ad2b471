"""Numbers in the words of articles: how each language is read, and what does not agree."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from konfrans.charter import read_charter
from konfrans.charter.checks import Level, check
from konfrans.charter.checks.telling import Telling
from konfrans.charter.checks.wording import wording
from konfrans.charter.starters import starter
from konfrans.charter.words import COMPLETE, speak
from konfrans.charter.words.numbers import reader

from .sound import SOUND, codes, found, one, told

HALF, THIRD, TWO_THIRDS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)

ENGLISH = {
    "at least two thirds of the members": [("share", TWO_THIRDS, None, False)],
    "more than half of the votes cast": [("share", HALF, None, True)],
    "a two-thirds majority": [("share", TWO_THIRDS, None, None)],
    "One fifth of those present; a quarter of the members": [("share", Fraction(1, 5), None, None), ("share", Fraction(1, 4), None, None)],
    "66.67 % or 67 per cent": [("share", Fraction(6667, 10000), None, None), ("share", Fraction(67, 100), None, None)],
    "not less than 2/3": [("share", TWO_THIRDS, None, False)],
    "elected to both": [],
    "within 14 days, 5 working days": [("number", 14, "days", None), ("number", 5, "working_days", None)],
    "between 7 and 30 days later": [("number", 7, "days", None), ("number", 30, "days", None)],
    "a four-year term, twenty-one days": [("number", 4, "years", None), ("number", 21, "days", None)],
    "not more than twice in a row": [("number", 2, None, None)],
    "one hundred members, 1,200 students": [("number", 100, None, None), ("number", 1200, None, None)],
    "due on 31 March": [("day", 331, None, None)],
    "three (3) tellers": [("number", 3, None, None)],
    "Paragraphs 1, 2 and 3, article 29(3) and the third committee": [],
    "the first session of 2026, the 21st day, at 18:00": [],
    "4.2.1. to help; 4.2.2. to prepare": [],
    "one of the members, all members, a majority": [],
}  # fmt: skip

AZERBAIJANI = {
    "üzvlərin ən azı üçdə ikisi": [("share", TWO_THIRDS, None, False)],
    "üzvlərin yarısından çoxu": [("share", HALF, None, True)],
    "üçdə iki səs çoxluğu ilə": [("share", TWO_THIRDS, None, None)],
    "üçdə ikisindən çoxu": [("share", TWO_THIRDS, None, True)],
    "beşdə biri, dörddə birinin tələbi": [("share", Fraction(1, 5), None, None), ("share", Fraction(1, 4), None, None)],
    "66,67 %-i, 50 faizdən çoxu": [("share", Fraction(6667, 10000), None, None), ("share", HALF, None, True)],
    "On dörd gün, 5 iş günü ərzində": [("number", 14, "days", None), ("number", 5, "working_days", None)],
    "ən tezi 7, ən geci 30 gün sonra": [("number", 7, "days", None), ("number", 30, "days", None)],
    "İyirmi bir gün, 12 aydan artıq": [("number", 21, "days", None), ("number", 12, "months", None)],
    "ardıcıl olaraq iki dəfədən artıq": [("number", 2, None, None)],
    "10 üzvdən ikisi, 1 200 manat": [("number", 10, None, None), ("number", 2, None, None), ("number", 1200, None, None)],
    "son tarix 31 martdır, noyabrın 25-də": [("day", 331, None, None), ("day", 1125, None, None)],
    "3 (üç) nəfər": [("number", 3, None, None)],
    "21.1-ci bənd, 1 və 2-ci bəndlər, maddə 5, üçüncü komitə": [],
    "2026-cı ilin birinci iclası, on beşinci gün, saat 18:00": [],
    "4.2.1. dəstək vermək; 4.2.2. hazırlamaq": [],
    "bir üzv, bütün üzvlər, səs çoxluğu, onun altında, üçün": [],
}  # fmt: skip


def said(code: str, text: str) -> list[tuple]:
    """What must be said of a text: the numbers that are no soft ones."""
    return [(one.sort, one.value, one.unit, one.strict) for one in reader(code)(text) if not one.soft]


@pytest.mark.parametrize("text", ENGLISH)
def test_numbers_of_english_texts(text: str) -> None:
    assert said("en", text) == ENGLISH[text]


@pytest.mark.parametrize("text", AZERBAIJANI)
def test_numbers_of_azerbaijani_texts(text: str) -> None:
    assert said("az", text) == AZERBAIJANI[text]


ABOVE = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BELOW = ("", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@pytest.mark.parametrize(("above", "below"), [(a, b) for b in range(3, 11) for a in range(1, b)])
def test_every_fraction_up_to_tenths_is_read_as_the_languages_speak_it(above: int, below: int) -> None:
    """The engine's own words for a share are read back as that share."""
    from konfrans.charter.words import speak

    english = f"at least {ABOVE[above]} {BELOW[below]}{'s' if above > 1 else ''} of them"
    share = Fraction(above, below)
    assert said("en", english) == [("share", share, None, False)]
    if share.denominator == below:
        for code, least in (("en", "at least {} of them"), ("az", "ən azı {}")):
            spoken = least.format(speak(code).fraction(share))
            expected = HALF if share == HALF else share
            assert [value for _sort, value, _unit, _strict in said(code, spoken)] == [expected], spoken


@pytest.mark.parametrize("n", range(2, 101))
def test_every_number_up_to_a_hundred_is_read_in_words(n: int) -> None:
    from konfrans.charter.words.az import numbers as az
    from konfrans.charter.words.en import numbers as en

    ones = {value: word for word, value in en.ONES.items()}
    tens = {value: word for word, value in en.TENS.items()}
    english = "a hundred" if n == 100 else ones.get(n) or tens.get(n) or f"{tens[n // 10 * 10]}-{ones[n % 10]}"
    assert said("en", f"within {english} days") == [("number", n, "days", None)]
    ones, tens = {value: word for word, value in az.ONES.items()}, {value: word for word, value in az.TENS.items()}
    spoken = "yüz" if n == 100 else ones.get(n) or tens.get(n) or f"{tens[n // 10 * 10]} {ones[n % 10]}"
    assert said("az", f"{spoken} gün ərzində") == [("number", n, "days", None)]


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1," * 10_000, "\n" * 20_000, "1-ci " * 4_000, "more than " * 2_000, "iki (" * 4_000]
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    for code in COMPLETE:
        assert len(reader(code)(text)) < 20_000


def test_a_language_without_a_reader_is_named() -> None:
    text = SOUND.replace('"az", "en"', '"de", "en"').replace(".az", ".de").replace("az = ", "de = ")
    report = check(text)
    assert report.unread == ("de",)
    assert report.clean
    assert reader("../x") is None


# what does not agree ------------------------------------------------------------------------------------------------


def test_words_that_say_another_share_than_the_rule() -> None:
    report = found(('article = "1.3", at_least = { share = "2/3"', 'article = "1.3", at_least = { share = "3/4"'))
    finding = one(report, "words_and_rule")
    assert (finding.level, finding.article, finding.kinds) == (Level.FAULT, "1.3", ("charter_amendment",))
    assert told(report, "words_and_rule")[:2] == (
        "The words (az, en) and the rule beside them do not say the same.",
        "The rule: at least 3/4. The words: az “ən azı üçdə ikisi”; en “at least two thirds”.",
    )


def test_words_that_say_at_least_where_the_rule_says_more_than() -> None:
    report = found(("at_least = { share", "more_than = { share"))
    assert told(report, "words_and_rule")[1].startswith("The rule: more than 2/3.")


def test_words_in_one_language_that_say_another_number() -> None:
    report = found(("at least two thirds", "at least three quarters"))
    assert codes(report) == {"words_and_rule", "languages_differ"}
    assert (
        told(report, "languages_differ")[1]
        == "In one language alone: az “ən azı üçdə ikisi”; en “at least three quarters”."
    )
    assert one(report, "words_and_rule").facts["language"] == ("en",)


@pytest.mark.parametrize("rule", ["at_least", "more_than"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "at most two thirds"), ("en", "no more than two thirds"), ("en", "not more than 2/3"), ("en", "up to two thirds"),
        ("az", "ən çoxu üçdə ikisi"), ("az", "ən çox 2/3 hissəsi"), ("az", "üçdə ikisindən çox olmayaraq"), ("az", "üçdə ikisindən artıq olmayanı"),
    ],
)  # fmt: skip
def test_words_that_say_at_most_where_the_rule_says_at_least(code: str, words: str, rule: str) -> None:
    usual = {"en": "at least two thirds", "az": "ən azı üçdə ikisi"}
    other = "az" if code == "en" else "en"
    stricter = {"en": "more than two thirds", "az": "üçdə ikisindən çoxu"}
    report = found(
        (usual[code], words),
        *([(usual[other], stricter[other])] if rule == "more_than" else []),
        ("at_least = { share", f"{rule} = {{ share"),
    )
    finding = one(report, "words_and_rule")
    assert finding.facts["language"] == (code,)
    assert codes(report) - {"languages_differ"} == {"words_and_rule"}


@pytest.mark.parametrize(
    ("code", "text", "bound"),
    [
        ("en", "at most five members", "most"), ("en", "no more than 5 members", "most"), ("en", "may not exceed five", "most"),
        ("en", "may not be more than one half", "most"), ("en", "not exceeding 10 per cent", "most"), ("en", "at least one half", "least"),
        ("en", "more than one half", None), ("en", "No member has more than one half.", None), ("en", "one half", None), ("en", "five members", None), ("en", "almost one half", None),
        ("en", "The motion fails where at most one half vote for it.", None), ("en", "It is rejected; at most one half may ask.", "most"),
        ("en", "No result stands if no more than 1/2 are for: it is not adopted.", None),
        ("az", "ən çoxu beş üzv", "most"), ("az", "beş üzvdən çox olmayaraq", "most"), ("az", "5 nəfərdən artıq olmamalıdır", "most"),
        ("az", "yarısından çox ola bilməz", "most"), ("az", "ən çoxu 10 faizi", "most"), ("az", "ən azı yarısı", "least"),
        ("az", "yarısından çoxu", None), ("az", "yarısı", None), ("az", "beş üzv", None), ("az", "beş üzvdən çox", None),
        ("az", "Ən çoxu yarısı lehinə olduqda qəbul edilmir.", None), ("az", "Təklif rədd edilir; ən çoxu yarısı tələb edə bilər.", "most"),
    ],
)  # fmt: skip
def test_whether_a_number_has_to_be_reached_or_may_not_be_exceeded(code: str, text: str, bound: str | None) -> None:
    assert [one.bound for one in reader(code)(text) if not one.soft] == [bound]


def test_days_that_the_languages_give_differently() -> None:
    az, en = "Səslər bərabər bölündükdə", "Where the votes are equal,"
    report = found((az, f"Bildiriş on dörd gün əvvəl göndərilir. {az}"), (en, f"Notice is given 15 days before. {en}"))
    assert told(report, "languages_differ")[1] == "In one language alone: az “on dörd gün”; en “15 days”."
    same = found((az, f"Bildiriş on dörd gün əvvəl göndərilir. {az}"), (en, f"Notice is given two weeks before. {en}"))
    assert same.clean


def test_digits_and_words_that_differ() -> None:
    az, en = "Səslər bərabər bölündükdə", "Where the votes are equal,"
    report = found((az, f"Üç (3) nəfər sayır. {az}"), (en, f"Three (4) tellers count. {en}"))
    assert told(report, "digits_and_words")[:2] == (
        "Digits and words (en) do not say the same number.",
        "The words: “Three (4)”.",
    )


def test_the_draft_says_in_both_languages_what_its_rules_say() -> None:
    assert list(wording(read_charter("charters/azerbaijan-draft.toml"))) == []


def test_a_wrong_number_anywhere_in_the_draft_is_found() -> None:
    """Each rule of the draft is held against its words: change a share in the words, and it is named."""
    text = read_charter("charters/azerbaijan-draft.toml").document
    for old, new in (
        ("yarısından çoxu iştirak etdikdə", "üçdə ikisi iştirak etdikdə"),
        ("ən azı üçdə biri iştirak etdikdə", "ən azı dörddə biri iştirak etdikdə"),
        ("at least three quarters of all members", "at least four fifths of all members"),
        ("at least 21 days before it", "at least 20 days before it"),
        ("üç nəfərdən ibarət", "beş nəfərdən ibarət"),
    ):
        assert old in text
        assert {"words_and_rule", "languages_differ"} & codes(check(text.replace(old, new, 1))), old


def test_a_number_without_a_unit_is_no_length_of_time_where_one_is_said() -> None:
    text = Path("charters/crc-like.toml").read_text("utf-8")
    other = text.replace(
        "of the Chair and of the Vice-Chairs is 2 years.", "of the Chair and of the two Vice-Chairs is 3 years."
    )
    assert other != text
    found = [one for one in check(other.encode()).findings if one.code == "words_and_rule"]
    assert [(one.article, one.facts["place"], one.facts["language"]) for one in found] == [
        ("5.4", "terms.presidium.length", ("en",))
    ]


@pytest.mark.parametrize(
    ("language", "said", "a_year", "fault"),
    [
        ("en", "at least twice a year", 1, True), ("en", "three times in every year", 1, True), ("en", "at least once a year", 2, True),
        ("en", "at least once a year", 1, False), ("en", "at least twice a year", 2, False), ("en", "every year", 1, False),
        ("en", "every year, and reports twice a year", 1, False), ("en", "once every two years", 1, False),
        ("az", "ildə ən azı iki dəfə", 1, True), ("az", "il ərzində üç dəfədən az olmayaraq", 1, True), ("az", "hər il dörd dəfə", 1, True),
        ("az", "ildə ən azı bir dəfə", 2, True), ("az", "ildə ən azı bir dəfə", 1, False), ("az", "ildə ən azı iki dəfə", 2, False),
        ("az", "hər il", 1, False), ("az", "iki ildə bir dəfə", 1, False),
    ],
)  # fmt: skip
def test_how_often_a_year_is_held_against_the_sessions_a_year(
    language: str, said: str, a_year: int, fault: bool
) -> None:
    """Once a year need not be said; where the words say that it is more often, the rule may not say once."""
    usual = {"en": "at least once a year", "az": "ildə ən azı bir dəfə"}[language]
    text = starter(language)
    assert usual in text
    changed = text.replace(usual, said).replace("a_year = 1", f"a_year = {a_year}")
    assert [(one.code, one.article) for one in check(changed).findings if one.weighs] == (
        [("words_and_rule", "3.2")] if fault else []
    )


def test_words_that_say_no_such_number_are_told_so() -> None:
    text = starter("en").replace("when at least half of the members are", "when enough of the members are")
    report = check(text)
    (finding,) = [one for one in report.findings if one.code == "words_and_rule"]
    assert "The words: en: no such share." in Telling(speak("en"), report.charter).example(finding)
    assert "dilində belə pay yoxdur." in Telling(speak("az"), report.charter).example(finding)


def test_both_is_a_number_in_one_language_and_none_that_the_other_misses() -> None:
    said = 'text = { en = "The Auditor may sit in both.", az = "Auditor hər ikisində ola bilər." }'
    report = found(
        more=f'\n[[article]]\nnumber = 9\nheading = {{ en = "A", az = "A" }}\nparagraph = [{{ number = 1, {said} }}]\n'
    )
    assert "languages_differ" not in codes(report)
    (year,) = (one for one in reader("az")("hər iki ildən bir") if one.unit == "years")
    assert year.value == 2 and not year.soft
