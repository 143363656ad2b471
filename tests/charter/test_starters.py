"""A club's charter, written from answers, and the page that leads to it: every line that it says to write is tried."""

from __future__ import annotations

import re
import shlex
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from konfrans.charter import Charter, LawError, load_charter
from konfrans.charter.checks import check
from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.findings import Level
from konfrans.charter.comparison.difference import difference
from konfrans.charter.starters import NAMES, QUESTIONS, club, starter, starter_languages
from konfrans.charter.starters.questions import read_all
from konfrans.charter.trial.cases import cases_of, try_cases
from konfrans.charter.words import COMPLETE, speak
from konfrans.charter.words.nouns import decline
from konfrans.cli.check import check as check_command
from konfrans.cli.starting import start
from konfrans.cli.trial import try_charter

PAGE = Path("docs/law.md").read_text("utf-8").partition("## The rest of the guide")[0]
ENGLISH = starter("en")
ROWS = [
    row
    for line in PAGE.splitlines()
    if line.startswith("| ") and len(row := [cell.strip() for cell in line.strip("|").split("|")]) == 3
]
VARIANTS = [row for row in ROWS[: [row[0] for row in ROWS].index("it says")] if row[0] != "your club wants"]
FINDINGS = ROWS[[row[0] for row in ROWS].index("it says") + 1 :]
EDIT = re.compile(
    r"`(?P<old>[^`]+)` → `(?P<new>[^`]+)`"
    r"|without (?P<what>the line|the table|all from|(?=`))\s*`(?P<at>[^`]+)`(?: of (?P<of>[0-9]+\.[0-9]+))?"
)
WRITTEN = re.compile(r"(?:After the line `([^`]+)`|At the end of the file) write:\n\n```toml\n(.*?)```", re.DOTALL)
(ANSWER,) = re.findall(r"```toml\n(\[\[accepted\]\].*?)```", PAGE, re.DOTALL)

app = typer.Typer(add_completion=False)
app.command("start", **start.command_settings)(start)
app.command("check", **check_command.command_settings)(check_command)
app.command("test", **try_charter.command_settings)(try_charter)


def run(*words: str):
    return CliRunner().invoke(app, list(words))


# the page, followed -----------------------------------------------------------------------------------------------------


def edited(text: str, *cells: str) -> str:
    """A charter after what the cells of a row say; what they say to replace or to take out has to be there."""
    for found in (one for cell in cells for one in EDIT.finditer(cell)):
        old, new, what, at = found["old"], found["new"], found["what"], found["at"]
        assert (old or at) in text, found[0]
        if old:
            text = text.replace(old, new)
        elif what == "the line":
            (line,) = [line for line in text.splitlines(keepends=True) if at in line]
            text = text.replace(line, "")
        elif what == "the table":
            text = text.replace(table(text, at, found["of"]), "")
        else:
            text = text[: text.index(at)] if what == "all from" else text.replace(at, "")
    return text


def table(text: str, head: str, of: str | None) -> str:
    """A table as the page has it: its line in square brackets, and what follows up to an empty line or the next such line."""
    every = re.findall(rf"^{re.escape(head)}.*\n(?:[^\[\n].*\n)*", text, re.MULTILINE)
    (one,) = [found for found in every if of is None or f'article = "{of}"' in found]
    return one


def with_written(text: str, places: list[tuple[str, str]]) -> str:
    for after, written in places:
        if not after:
            text += "\n" + written
            continue
        (line,) = [line for line in text.splitlines(keepends=True) if after in line]
        text = text.replace(line, line + written)
    return text


def unanswered(text: str) -> set[tuple[str, str]]:
    report = check(text)
    assert report.charter is not None
    return {(one.article, one.code) for one in report.findings if one.weighs}


# the charter, and every choice ------------------------------------------------------------------------------------------


def test_there_is_a_charter_to_start_from_in_every_language_that_the_engine_speaks() -> None:
    assert starter_languages() == COMPLETE
    with pytest.raises(LawError) as refused:
        starter("../club.en")
    assert refused.value.code == "language_unknown"


@pytest.mark.parametrize("language", starter_languages())
@pytest.mark.parametrize("size", [7, 12, 15, 20, 40])
def test_it_is_clean_in_clubs_of_every_size(language: str, size: int) -> None:
    report = check(club({"members": str(size)}, language))
    assert report.clean, [one.code for one in report.findings if one.weighs]
    assert check(starter(language), Sizes(size)).number(Level.FAULT) == 0


@pytest.mark.parametrize(
    "answers", [{}, {"proxies": "2", "second": "no"}, {"committee": "3", "limit": "2", "appeal": "0"}]
)
def test_in_two_languages_each_text_is_that_of_the_language_alone(answers: dict[str, str]) -> None:
    own = {**answers, "name": "Rowing Club", "name.az": "Avarçəkmə Klubu", "purpose.az": "avarçəkməni inkişaf etdirmək"}
    both = club(own, "en", "az")
    report = check(both)
    assert report.clean, [one.code for one in report.findings if one.weighs]
    assert all(tried.holds for tried in try_cases(cases_of(load_charter(both)), load_charter(both)))
    alone = {
        "en": club({**answers, "name": "Rowing Club"}, "en"),
        "az": club({**answers, "name": "Avarçəkmə Klubu", "purpose": "avarçəkməni inkişaf etdirmək"}, "az"),
    }
    read = tomllib.loads(both)
    assert read["languages"] == ["en", "az"] and read["authentic"] == "en"
    for code, text in alone.items():
        assert in_language(read, code) == in_language(tomllib.loads(text), code)


def in_language(value: Any, code: str) -> Any:
    """A document with its texts in one language alone, and without the list of languages."""
    if isinstance(value, dict):
        kept = {
            key: one
            for key, one in value.items()
            if key in (code,) or key not in ("en", "az", "languages", "authentic")
        }
        return {key: in_language(one, code) for key, one in kept.items()}
    return [in_language(one, code) for one in value] if isinstance(value, list) else value


def test_a_further_language_has_a_name_of_its_own_and_no_other_may_be_given() -> None:
    assert "“Göy Klubu”nun Nizamnaməsi" in club({"name.az": "Göy Klubu"}, "en", "az")
    for answers, languages in (
        ({"name.az": "X"}, ("en",)),
        ({"name.en": "X"}, ("en", "az")),
        ({"quorum.az": "1/3"}, ("en", "az")),
    ):
        with pytest.raises(LawError) as wrong:
            club(answers, *languages)
        assert wrong.value.code == "answer_unknown"
    with pytest.raises(LawError) as wrong:
        club({}, "en", "de")
    assert wrong.value.code == "language_unknown"


@pytest.mark.parametrize(("answers", "answered"), [
    ({"members": "30", "committee": "3"}, set()), ({"members": "30"}, {"2.3"}), ({"members": "5", "committee": "3"}, {"6.1", "6.2"}),
])  # fmt: skip
def test_a_remark_is_answered_where_it_is_made_alone(
    tmp_path: Path, answers: dict[str, str], answered: set[str]
) -> None:
    """And `start` counts what `check` counts."""
    report = check(club(answers, "en"))
    assert report.charter is not None and {one.article for one in report.charter.accepted} == answered
    assert report.number(Level.REMARK, accepted=True) == len(answered)
    given = (word for name, value in answers.items() for word in ("--set", f"{name}={value}"))
    assert f"answered in the file: {len(answered)}." in run("start", str(tmp_path / "club.toml"), *given).stdout


SHARES = [
    "1/20",
    "1/10",
    "1/4",
    ">1/4",
    "1/3",
    "2/5",
    "1/2",
    ">1/2",
    "7/12",
    "3/5",
    "2/3",
    ">2/3",
    "3/4",
    "7/8",
    "9/10",
]
PARTS = [one for one in SHARES if one == ">1/2" or Fraction(one.lstrip(">")) > Fraction(1, 2)]
LARGE = [f"{part}{of}" for part in PARTS for of in ("", " of present", " of members", " of cast")]
CHOICES = {
    "noun": ["Society", "Cəmiyyət", "Birlik"], "ballots": ["persons", "all", "elections"], "tie": ["fails", "casting"],
    "titles": ["President, Cashier, Clerk, Board, Council", "prezident, mühasib, baş katib, İdarə Şurası, Qurultay"],
    "second_notice": ["1", "7", "30"], "second_all": ["yes", "no"],
    "name": ["Friends of the “Old Park”", 'Klub "Göy\\Xəzər"', "$1 «quorum» {quorum} #? fee"], "purpose": ["to look after the park."],
    "members": ["3", "5", "6", "8", "12", "20", "33", "60"], "quorum": SHARES, "notice": ["1", "7", "14", "21", "29", "45"],
    "second": ["anyone", "no", *SHARES], "second_days": ["1-46", "14-60", "50-90", "60-60"], "sessions": ["1", "2", "3", "10"], "call": SHARES,
    "majority": LARGE, "amendment": LARGE, "dissolution": LARGE, "committee": ["3", "5", "7"], "term": ["1", "2", "3", "4", "10"],
    "limit": ["0", "1", "2", "3"], "admission": ["committee", "assembly"], "exclusion": LARGE, "appeal": ["0", "1", "14", "60"],
    "fee": ["0", "1", "40", "1500"], "currency": ["EUR", "XXX"], "due": ["1.1", "30.6", "31.12"], "arrears": ["1", "6", "24"],
    "proxies": ["0", "1", "2", "10"],
}  # fmt: skip
COMBINATIONS = 30


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(found) for name, found in CHOICES.items()}))
@settings(max_examples=COMBINATIONS, deadline=None, derandomize=True)
def test_whatever_is_answered_the_charter_is_clean_and_says_what_its_rules_say(answers: dict[str, str]) -> None:
    """Loads, Clean, its examples hold, nothing stale, and the same rules in every language."""
    answers, read = that_go_together(answers)
    found = {language: club(answers, language) for language in starter_languages()}
    for text in found.values():
        report = check(text)
        assert report.charter is not None
        assert report.clean, [(one.code, one.article, one.facts) for one in report.findings if one.weighs]
        tried = try_cases(cases_of(report.charter), report.charter)
        assert all(one.holds for one in tried), [one.case.example.article for one in tried if not one.holds]
        assert not re.search("[«»]|{[a-z_|]", text.replace(str(read["name"]), "")), "every slot is filled"
    first, second = (load_charter(text) for text in found.values())
    assert {one.relation for one in difference(first, second)} == {"same"}
    assert bare(first.document) == bare(second.document)


def that_go_together(answers: dict[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
    """Without those that are refused beside the others."""
    while True:
        try:
            return answers, read_all(answers, ("en",))
        except LawError as refused:
            answers = {name: given for name, given in answers.items() if name != refused.facts["question"]}


@pytest.mark.parametrize("language", starter_languages())
@pytest.mark.parametrize("name", sorted(CHOICES))
def test_every_answer_changes_what_is_written(language: str, name: str) -> None:
    """Alone, and the words as well as the rules where a rule hangs on it."""
    usual = load_charter(starter(language))
    for answer in CHOICES[name][-4:]:
        try:
            charter = load_charter(club({name: answer}, language))
        except LawError:
            continue
        kept = {
            "second": "anyone",
            "admission": "committee",
            "limit": "0",
            "proxies": "0",
            "fee": "20",
            "ballots": "elections",
            "tie": "casting",
            "second_all": "no",
        }.get(name)
        if str(read_all({}, (language,))[name]) == answer or answer == kept:
            assert charter.document == usual.document
            continue
        if name not in ("name", "purpose", "titles", "noun"):
            assert bare(charter.document) != bare(usual.document), answer
        if name != "members":
            assert said_by(charter) != said_by(usual), answer


def said_by(charter: Charter) -> list[str]:
    return [
        text for article in charter.articles for paragraph in article.paragraphs for text in paragraph.text.values()
    ]


def test_the_examples_do_not_fail_to_hold_a_changed_rule() -> None:
    """Each of the numbers that are asked for is held by an example: where the rule alone is changed, one breaks."""
    for old, new in (
        ('1/2", of = "members" } }\nsessions', '1/3", of = "members" } }\nsessions'),
        ("2/3", "9/10"),
        ("flat = 20", "flat = 30"),
    ):
        changed = load_charter(ENGLISH.replace(old, new))
        assert not all(one.holds for one in try_cases(cases_of(changed), changed))


def test_the_words_have_the_grammar_of_their_language() -> None:
    answers = {"sessions": "3", "term": "1", "committee": "7", "call": ">1/4", "notice": "1", "second_days": "2-9", "limit": "1", "arrears": "1",
               "exclusion": "7/8", "due": "30.6", "quorum": ">1/3"}  # fmt: skip
    english, azerbaijani = ("\n".join(said_by(load_charter(club(answers, language)))) for language in ("en", "az"))
    for words in (
        "when more than one third of the members are present", "at least three times a year", "at least 1 day before the session", "with at least 1 day's notice",
        "The Committee or more than one quarter of the members may call", "and four other members", "for one year.",
        "for more than one term in a row", "for more than 1 month is suspended", "when at least seven eighths of the votes", "to be paid by 30 June of each year", "is 20 manats.",
    ):  # fmt: skip
        assert words in english, words
    for words in (
        "üzvlərin üçdə birindən çoxu iştirak etdikdə", "ildə ən azı üç dəfə çağırır", "ən azı 1 gün əvvəl", "üzvlərin dörddə birindən çoxu",
        "və daha dörd üzvdən ibarətdir", "bir il müddətinə", "ardıcıl bir müddətdən artıq", "1 aydan artıq", "səslərin ən azı səkkizdə yeddisini topladıqda",
        "20 manat təşkil edir və hər il ən geci 30 iyun tarixində ödənilir.",
    ):  # fmt: skip
        assert words in azerbaijani, words


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"quorm": "1/3"}, "answer_unknown"), ({"quorum": "0.67"}, "answer_part"), ({"quorum": "1/0"}, "answer_part"),
        ({"quorum": "1"}, "answer_part"), ({"quorum": "3/2"}, "answer_part"), ({"quorum": "11/12"}, "answer_part"),
        ({"majority": "1/2"}, "answer_majority"), ({"exclusion": "1/3"}, "answer_majority"), ({"majority": "3/4", "amendment": "2/3"}, "answer_less"),
        ({"dissolution": ">1/2"}, "answer_less"), ({"second": "1/2"}, "answer_second_quorum"), ({"second": "maybe"}, "answer_second"),
        ({"second": "nobody"}, "answer_second"), ({"second": "anyon"}, "answer_word"), ({"second_days": "30-14"}, "answer_days"),
        ({"notice": "30", "second_days": "14-30"}, "answer_days_notice"), ({"second": "no", "second_days": "14-30"}, "answer_idle"),
        ({"fee": "0", "currency": "EUR"}, "answer_idle"), ({"committee": "4"}, "answer_word"), ({"members": "4", "committee": "5"}, "answer_committee"),
        ({"members": "2"}, "answer_number"), ({"notice": "1_4"}, "answer_number"), ({"term": "٣"}, "answer_number"), ({"due": "29.2"}, "answer_day"),
        ({"due": "soon"}, "answer_day"), ({"currency": "eur"}, "answer_currency"), ({"name": " "}, "answer_text"), ({"name": "a\nb"}, "answer_text"),
        ({"name": "x" * 201}, "answer_text"), ({"admission": "commitee"}, "answer_word"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_in_words(answers: dict[str, str], code: str) -> None:
    for language in starter_languages():
        with pytest.raises(LawError) as refused:
            club(answers, language)
        assert refused.value.code == code
        text, remedy = speak(language).error(refused.value)
        assert "{" not in text + remedy and "[en]" not in text + remedy and remedy
        assert next(iter(answers)) in text or list(answers)[-1] in text


def test_a_share_and_a_day_are_read_in_the_words_of_the_language() -> None:
    assert club({"quorum": "one third", "due": "30 June"}, "en") == club({"quorum": "1/3", "due": "30.6"}, "en")
    assert club({"majority": "more than half", "quorum": "25 %"}, "en") == club({"quorum": "1/4"}, "en")
    assert club({"quorum": "üçdə biri", "second": "yox", "due": "30 iyun"}, "az") == club(
        {"quorum": "1/3", "second": "no", "due": "30.6"}, "az"
    )


@pytest.mark.parametrize(
    ("language", "typed", "plain"),
    [
        ("en", {"notice": "21 days", "second_days": "22 to 40", "fee": "30 manats"}, {"notice": "21", "second_days": "22-40", "fee": "30"}),
        ("en", {"second_days": "between 22 and 40 days", "notice": "twenty-one days"}, {"second_days": "22-40", "notice": "21"}),
        ("en", {"sessions": "twice", "term": "three years", "members": "30 members"}, {"sessions": "2", "term": "3", "members": "30"}),
        ("en", {"committee": "three seats", "fee": "5 euros", "arrears": "1 month"}, {"committee": "3", "fee": "5", "currency": "EUR", "arrears": "1"}),
        ("en", {"fee": "30 AZN", "currency": "manats"}, {"fee": "30"}),
        ("az", {"notice": "21 gün", "second_days": "ən tezi 22, ən geci 40 gün", "fee": "30 manat"}, {"notice": "21", "second_days": "22-40", "fee": "30"}),
        ("az", {"sessions": "iki dəfə", "term": "üç il", "currency": "avro"}, {"sessions": "2", "term": "3", "currency": "EUR"}),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_people_write_it(language: str, typed: dict[str, str], plain: dict[str, str]) -> None:
    assert club(typed, language) == club(plain, language)


@pytest.mark.parametrize(("name", "given"), [
    ("amendment", "2/3 of bananas"), ("amendment", "two thirds who vote"), ("quorum", "1/3 of those present"), ("tie", "no voting"),
    ("notice", "21 years"), ("notice", "21 or 22 days"), ("notice", "about 21"), ("fee", "30 apples"), ("fee", "manats"),
    ("second_days", "22 to 40 weeks"), ("second_days", "1 22 40"), ("currency", "apples"), ("committee", "four seats"),
])  # fmt: skip
def test_an_answer_that_says_more_than_it_is_asked_is_refused(name: str, given: str) -> None:
    with pytest.raises(LawError):
        club({name: given}, "en")


def test_what_a_prompt_gives_as_the_form_of_an_answer_is_accepted() -> None:
    for language, form in (("en", r"\bas ([^,;: ]+)"), ("az", r"məsələn ([^,;:) ]+)")):
        questions = speak(language).of_starting()["questions"]
        found = {name: re.findall(form, said) for name, said in questions.items()}
        assert len([name for name, forms in found.items() if forms]) >= 16
        for name, forms in found.items():
            for one in forms:
                assert club({name: one}, language)


def test_a_title_in_azerbaijani_takes_an_ending_where_the_name_ends_so_alone() -> None:
    assert "“Göy Klubu”nun Nizamnaməsi" in club({"name": "Göy Klubu"}, "az")
    assert "“Göy” adlı Klubun Nizamnaməsi" in club({"name": "Göy"}, "az")


def test_other_titles_stand_in_every_sentence_in_the_form_that_it_takes() -> None:
    titles = {
        "titles": "President, Cashier, Clerk, Board, Council",
        "titles.az": "prezident, mühasib, baş katib, İdarə Şurası, Qurultay",
    }
    titles |= {
        "noun": "Society",
        "noun.az": "Birlik",
        "name": "Bakı Quş",
        "name.az": "Bakı Quş Birliyi",
        "purpose": "to play",
        "purpose.az": "oyun",
    }
    said = "\n".join(said_by(load_charter(club(titles, "en", "az"))))
    assert not re.search(
        "Club|Klub|Chair|Treasurer|Secretary|Committee|General Assembly|[Ss]ədr|xəzinədar|Heyət|Yığınca", said
    )
    for words in (
        "The President calls the Council at least once", "The Board consists of the President, the Cashier, the Clerk and two",
        "Qurultayın və İdarə Şurasının qərarı", "İdarə Şurası prezidentdən, mühasibdən, baş katibdən və daha iki üzvdən ibarətdir.",
        "İdarə Şurasına məktub göndərməklə", "Prezident Qurultayı ildə ən azı bir dəfə çağırır.", "Qurultaya aid edilməyən", "prezidentin səsi həlledicidir", "The members of the Society are", "Birliyin üzvləri", "Birlikdən çıxır", "Birliyi prezident təmsil",
    ):  # fmt: skip
        assert words in said, words
    for wrong in ("President, Cashier", "a, b, c, d, a", "a,,c,d,e", "a, b, c, d, " + "e" * 41):
        with pytest.raises(LawError) as refused:
            club({"titles": wrong}, "en")
        assert refused.value.code == "answer_titles"


@pytest.mark.parametrize(("noun", "forms"), [
    ("sədr", "sədrin sədrə sədri sədrdə sədrdən"), ("Şura", "Şuranın Şuraya Şuranı Şurada Şuradan"), ("icraçı", "icraçının icraçıya icraçını icraçıda icraçıdan"),
    ("Ümumi Yığıncaq", "Ümumi Yığıncağın Ümumi Yığıncağa Ümumi Yığıncağı Ümumi Yığıncaqda Ümumi Yığıncaqdan"),
    ("İdarə Heyəti", "İdarə Heyətinin İdarə Heyətinə İdarə Heyətini İdarə Heyətində İdarə Heyətindən"), ("Büro", "Büronun Büroya Büronu Büroda Bürodan"),
])  # fmt: skip
def test_a_noun_in_azerbaijani_takes_its_cases(noun: str, forms: str) -> None:
    found = " ".join(decline("az", noun)[one] for one in ("of", "to", "whom", "in", "from"))
    assert found == forms and decline("en", noun) == {"": noun}


def test_a_majority_may_be_of_those_present_or_of_all_members() -> None:
    answers = {
        "majority": "more than half of those present",
        "amendment": "2/3 of those present",
        "exclusion": "2/3 of all members",
    }
    text = club(answers, "en")
    assert check(text).clean
    for words in (
        "adopted when more than half of its members present vote for it. An abstention weighs like a vote against.",
        "amended when at least two thirds of the members present vote for it.", "when at least two thirds of all members of the Committee vote for it",
        'more_than = { share = "1/2", of = "present" }', 'at_least = { share = "2/3", of = "members" }',
    ):  # fmt: skip
        assert words in text, words
    assert 'of = "present_and_represented"' in club({**answers, "proxies": "2"}, "en")
    az = {
        "majority": "iştirak edənlərin yarısından çoxu",
        "amendment": "iştirak edən üzvlərin 2/3",
        "exclusion": "bütün üzvlərin üçdə ikisi",
    }
    assert club(az, "az") == club(
        {
            name: answers[name].replace("more than half", ">1/2").replace("of those", "of").replace("of all", "of")
            for name in az
        },
        "az",
    )
    with pytest.raises(LawError) as refused:
        club({"majority": ">1/2 of the members", "amendment": "2/3 of the votes"}, "en")
    assert refused.value.code == "answer_less" and refused.value.facts["needed"] == ">1/2 of the members"


def test_the_second_session_has_a_notice_of_its_own_where_one_is_named() -> None:
    text = club({"second_notice": "5", "second_days": "7-7"}, "en")
    assert (
        "session of the General Assembly, held 7 days after the first, with at least 5 days' notice." in text
        and 'notice = { article = "3.4", before = { days = 5 } }' in text
    )
    assert check(text).clean and "least = { days = 7 }, most = { days = 7 }" in text
    assert 'notice = { article = "3.4"' not in club({"second_notice": "14"}, "en")
    with pytest.raises(LawError) as refused:
        club({"second_notice": "7", "second_days": "7-7"}, "en")
    assert refused.value.code == "answer_days_notice"


SWAPPED = {"open": "secret", "secret": "open"}


@pytest.mark.parametrize("language", starter_languages())
def test_equal_votes_and_secrecy_stand_in_the_words_in_the_rules_and_in_examples(language: str) -> None:
    for answers, words, rules in (
        ({"tie": "fails"}, {"en": "the motion is not adopted.", "az": "təklif qəbul edilməmiş sayılır."}, 'open = "fails", secret = "fails"'),
        ({"ballots": "persons"}, {"en": "Votes on persons are secret", "az": "Şəxslərə aid məsələlər"}, 'kinds = ["exclusion", "admission"]'),
        ({"ballots": "persons", "admission": "assembly"}, {"en": "Votes on persons", "az": "Şəxslərə"}, '"appointment", "admission", "exclusion_on_appeal"]'),
        ({"ballots": "all"}, {"en": "All votes are secret.", "az": "Bütün səsvermələr gizli"}, 'ballots = [{ article = "4.3", mode = "secret" }]'),
    ):  # fmt: skip
        text = club(answers, language)
        assert words[language] in text and rules in text and check(text).clean
        for old, new in (('open = "casting_vote"', 'open = "lot"'), ('open = "fails"', 'open = "lot"')):
            if old in text and answers != {"ballots": "all"}:
                changed = load_charter(text.replace(old, new))
                assert not all(one.holds for one in try_cases(cases_of(changed), changed)), old
        changed = load_charter(re.sub('mode = "(open|secret)"', lambda mode: f'mode = "{SWAPPED[mode[1]]}"', text))
        assert not all(one.holds for one in try_cases(cases_of(changed), changed))
    with pytest.raises(LawError) as refused:
        club({"ballots": "all", "tie": "fails"}, language)
    assert refused.value.code == "answer_idle"


def test_in_several_languages_a_text_that_is_answered_is_answered_in_each() -> None:
    with pytest.raises(LawError) as refused:
        club({"name": "Rowing Club"}, "en", "az")
    assert (refused.value.code, refused.value.facts["given"]) == ("answer_language", "name.az")
    assert "Answer name.az too." in speak("en").error(refused.value)[1]


@pytest.mark.parametrize(("typed", "plain"), [
    ({"name": "“Rowing Club”", "purpose": "Its purpose is to row."}, {"name": "Rowing Club", "purpose": "to row"}),
    ({"titles": "The President, the Cashier, Clerk, the Board, Council"}, {"titles": "President, Cashier, Clerk, Board, Council"}),
    ({"quorum": "a third", "call": "a tenth", "notice": "three weeks"}, {"quorum": "1/3", "call": "1/10", "notice": "21"}),
    ({"exclusion": "2/3 of all its members", "majority": "simple majority"}, {"exclusion": "2/3 of members"}),
    ({"second_notice": "1 week", "second_days": "within two weeks"}, {"second_notice": "7", "second_days": "7-14"}),
    ({"second_notice": "7", "second_days": "14"}, {"second_notice": "7", "second_days": "7-14"}),
    ({"second": "whoever comes", "second_notice": "a week", "second_days": "within 14 days"}, {"second_notice": "7", "second_days": "7-14"}),
    ({"amendment": "two thirds of the present"}, {"amendment": "2/3 of present"}), ({"exclusion": "2/3 of the Committee"}, {"exclusion": "2/3 of members"}),
    ({"quorum": "1/3 of the members", "appeal": "within 14 days"}, {"quorum": "1/3", "appeal": "14"}), ({"tie": "no casting vote"}, {"tie": "fails"}),
    ({"purpose": "To row and to teach rowing."}, {"purpose": "to row and to teach rowing"}),
    ({"due": "31/01"}, {"due": "31.1"}), ({"due": "end of January"}, {"due": "31.1"}), ({"due": "by the end of February"}, {"due": "28.2"}),
    ({"admission": "the General Assembly"}, {"admission": "assembly"}),
])  # fmt: skip
def test_what_a_tired_jurist_types_is_understood(typed: dict[str, str], plain: dict[str, str]) -> None:
    assert club(typed, "en") == club(plain, "en")


def test_a_currency_without_a_name_is_said_by_its_code() -> None:
    assert "The annual fee is 1 manat. " in club({"fee": "1"}, "en")
    assert "The annual fee is 20 CHF. " in club({"currency": "CHF"}, "en")


def bare(document: str) -> object:
    """A charter without its words: what `charter diff` leaves out is held against the other one too."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            return {key: without(one) for key, one in value.items() if key not in WORDS}
        return [without(one) for one in value] if isinstance(value, list) else value

    return without(tomllib.loads(document))


WORDS = {"languages", "authentic", "title", "heading", "text", "name", "reason"}


# the command ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", starter_languages())
def test_the_command_writes_the_file_and_says_what_to_do_next(tmp_path: Path, language: str) -> None:
    file = tmp_path / "our club.toml"
    done = run("start", str(file), "--lang", language)
    assert done.exit_code == 0, done.stderr
    assert file.read_text("utf-8") == starter(language)
    clean, reading, checking, testing = done.stdout.splitlines()
    assert {"en": "Clean", "az": "Qüsur yoxdur"}[language] in clean and f"'{file}'" in reading
    assert f"konfrans charter check '{file}'" in checking and f"konfrans charter test '{file}'" in testing
    assert run("check", str(file)).exit_code == run("test", str(file)).exit_code == 0


def test_answers_are_given_by_options_and_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("konfrans.cli.starting.at_a_terminal", lambda: True)
    file = tmp_path / "club.toml"
    assert run("start", str(file), "--set", "quorum=1/3", "--set", "notice=21").exit_code == 0
    assert file.read_text("utf-8") == club({"quorum": "1/3", "notice": "21"}, "en")
    other = tmp_path / "other.toml"
    for options, said in (
        (["quorm=1/3"], "Did you mean “quorum”?"), (["quorum"], "Write --set NAME=ANSWER"), (["fee=5", "fee=6"], "“fee” is answered twice."),
        (["quorum=half a dozen"], "quorum: “half a dozen” is no share"),
    ):  # fmt: skip
        done = run("start", str(other), *(word for one in options for word in ("--set", one)))
        assert done.exit_code == 2 and said in done.stderr and not other.exists()


@pytest.mark.parametrize(("language", "again"), [("en", "Write a fraction such as"), ("az", "kimi kəsr yazın")])
def test_a_terminal_is_asked_and_a_wrong_answer_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, again: str
) -> None:
    monkeypatch.setattr("konfrans.cli.starting.at_a_terminal", lambda: True)
    file = tmp_path / "club.toml"
    lines = ["Our Club", "", "", "", "12", "a lot", "1/3", "", "no", *[""] * 10, "", "", "", "0", "1"]
    done = CliRunner().invoke(app, ["start", str(file), "--lang", language], input="\n".join(lines) + "\n")
    assert done.exit_code == 0, done.output
    assert again in done.stdout and "29/29" in done.stdout and "]: 11/29" not in done.stdout
    given = {"name": "Our Club", "members": "12", "quorum": "1/3", "second": "no", "fee": "0", "proxies": "1"}
    assert file.read_text("utf-8") == club(given, language)


def test_every_question_kept_is_the_usual_charter_and_an_end_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("konfrans.cli.starting.at_a_terminal", lambda: True)
    file, other = tmp_path / "club.toml", tmp_path / "other.toml"
    assert CliRunner().invoke(app, ["start", str(file)], input="\n" * len(QUESTIONS)).exit_code == 0
    assert file.read_text("utf-8") == ENGLISH
    assert CliRunner().invoke(app, ["start", str(other)], input="\n" * 5).exit_code == 1 and not other.exists()
    assert not CliRunner().invoke(app, ["start", str(file)], input="\n" * 30).stdout, (
        "nothing is asked for a file that is there"
    )


def test_back_leads_to_the_question_before_and_whoever_leaves_is_told_what_was_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("konfrans.cli.starting.at_a_terminal", lambda: True)
    file, other = tmp_path / "club.toml", tmp_path / "other.toml"
    lines = ["Our Club", "back", "Old Club", "", "", "", "12", "1/3", "<", "1/4"]
    done = CliRunner().invoke(app, ["start", str(file)], input="\n".join(lines) + "\n" * len(QUESTIONS))
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8") == club({"name": "Old Club", "members": "12", "quorum": "1/4"}, "en")
    left = CliRunner().invoke(app, ["start", str(other)], input="Our Club\nto row\n")
    assert left.exit_code == 1 and not other.exists()
    assert "--set 'name=Our Club' --set 'purpose=to row'" in left.stdout


def test_a_title_does_not_say_the_noun_twice() -> None:
    assert 'title.en = "Charter of the Ganja Rowing Society"' in club(
        {"name": "The Ganja Rowing Society", "noun": "Society"}, "en"
    )
    assert 'title.az = "“Avarçəkmə Cəmiyyəti”nin Nizamnaməsi"' in club(
        {"name": "Avarçəkmə Cəmiyyəti", "noun": "Cəmiyyət"}, "az"
    )


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "our-club.toml"
    file.write_text("mine", encoding="utf-8")
    pointing = tmp_path / "pointing.toml"
    pointing.symlink_to(tmp_path / "nowhere.toml")
    for there in (file, pointing, tmp_path):
        done = run("start", str(there))
        assert done.exit_code == 2 and not done.stdout
        assert f"“{there}” is there already, and was left as it is.\nGive another name" in done.stderr
    assert run("start", str(file), "--lang", "az").stderr.startswith(f"“{file}” adlı fayl artıq var")
    assert file.read_text("utf-8") == "mine" and sorted(tmp_path.iterdir()) == [file, pointing]


def test_a_place_that_cannot_be_written_and_a_language_without_a_charter_are_refused(tmp_path: Path) -> None:
    nowhere = run("start", str(tmp_path / "no" / "club.toml"))
    assert nowhere.exit_code == 2 and "cannot be written (No such file or directory)" in nowhere.stderr
    other = run("start", str(tmp_path / "club.toml"), "--lang", "de")
    assert other.exit_code == 2 and "The language “de” is not spoken here." in other.stderr
    assert list(tmp_path.iterdir()) == []


# the page ---------------------------------------------------------------------------------------------------------------


def test_the_page_has_what_most_clubs_change() -> None:
    assert len(VARIANTS) == 3 and len(FINDINGS) == 5
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    assert len(PAGE.split()) < 1300 and len(re.sub(r"(?m)^\|.*$", "", prose).split()) <= 800, "six minutes"
    (names,) = re.findall(r"^Names[^:]*: `name.az`\): (.*?)\.\s", PAGE, re.MULTILINE)
    assert tuple(re.findall("`([a-z_]+)`", names)) == NAMES


def test_the_page_answers_by_options_what_can_be_answered() -> None:
    written = [shlex.split(found)[0] for found in re.findall(r'--set ("[^"]+"|\S+)', PAGE)]
    answers = dict(one.split("=") for one in written)
    assert len(answers) == 3 and check(club(answers, "en")).clean


@pytest.mark.parametrize("row", VARIANTS, ids=[row[0] for row in VARIANTS])
def test_what_the_page_says_to_write_for_a_wish_is_clean(row: list[str]) -> None:
    """Remarks that it names are made, are no others, and are answered as the page says."""
    wish, words, rule = row
    changed = edited(ENGLISH, words, rule)
    found = unanswered(changed)
    assert {code for _article, code in found} == set(re.findall(r"`([a-z_]+)`", wish))
    answers = [ANSWER.replace("4.1", article).replace("abstaining_harms", code) for article, code in sorted(found)]
    assert unanswered("\n".join([changed, *answers])) == set()


@pytest.mark.parametrize("row", VARIANTS, ids=[row[0] for row in VARIANTS])
def test_the_rules_of_the_page_are_written_the_same_in_every_language(row: list[str]) -> None:
    """So that the page serves each of them."""
    cell = row[2]
    for language in starter_languages():
        changed = edited(starter(language), cell)
        assert changed != starter(language) and check(changed).charter is not None


def test_in_two_languages_the_paragraph_of_the_page_stands_after_the_fourth() -> None:
    (block,) = re.findall(r"as many lines as it has:\n\n```toml\n(.*?)```", PAGE, re.DOTALL)
    both = club({}, "en", "az")
    (fourth,) = re.findall(
        r"(?m)^\[\[article.paragraph\]\]\nnumber = 4\ntext.en = \"Where there is no quorum.*\ntext.az = .*\n", both
    )
    _line, (_end, kind) = WRITTEN.findall(PAGE)
    own = kind.replace("name.en", 'name.az = "500 manatdan çox xərc"\nname.en', 1)
    assert unanswered(both.replace(fourth, fourth + block) + own) == set()


def test_what_the_page_says_to_ask_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from konfrans.cli.law import ask, decide

    asking = typer.Typer(add_completion=False)
    asking.command("decide", **decide.command_settings)(decide)
    asking.command("ask", **ask.command_settings)(ask)
    monkeypatch.chdir(tmp_path)
    Path("our-club.toml").write_text(ENGLISH, encoding="utf-8")
    lines = re.findall(r"(?m)^\$ .venv/bin/konfrans ((?:decide|ask) .*)$", PAGE)
    assert len(lines) == 3
    for line in lines:
        words, _, into = line.partition(" > ")
        done = CliRunner().invoke(asking, shlex.split(words))
        assert done.exit_code in (0, 1, 3), done.output
        if into:
            Path(into).write_text(done.stdout, encoding="utf-8")
    assert "The notice has to leave" in done.stdout or "The notice left" in done.stdout


def test_a_paragraph_without_a_rule_and_a_rule_of_ones_own_are_clean() -> None:
    paragraph, rule_of_it = WRITTEN.findall(PAGE)
    assert unanswered(with_written(ENGLISH, [paragraph])) == set()
    charter = load_charter(with_written(ENGLISH, [paragraph, rule_of_it]))
    assert unanswered(charter.document) == set()
    rule = charter.motion_rule("large_spending")
    assert rule.organ.key == "assembly" and rule.second_call is not None


@pytest.mark.parametrize("row", FINDINGS, ids=[re.findall("`(.*?)`", row[0])[0] for row in FINDINGS])
def test_a_finding_of_the_page_is_told_so(row: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said, after, remedy = row
    Path("our-club.toml").write_text(edited(ENGLISH, after), encoding="utf-8")
    done = run("check", "our-club.toml")
    for words in re.findall(r"`(.*?)`", said):
        assert words in done.stdout + done.stderr
    if "take out" in remedy:
        changed = edited(ENGLISH, after)
        answer = table(changed, "[[accepted]]", "2.3")
        assert "[words_and_rule]" not in done.stdout and unanswered(changed.replace(answer, "")) == set()
