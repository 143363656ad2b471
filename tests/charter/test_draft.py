"""The draft charter: thirty articles, two languages, rules beside their paragraphs."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from konfrans.charter import STANDARD_KINDS, read_charter, speak
from konfrans.charter.asking import ask

FILE = Path("charters/azerbaijan-draft.toml")
DRAFT = read_charter(FILE)
CHAPTERS = {"I": (1, 5), "II": (6, 10), "III": (11, 19), "IV": (20, 24), "V": (25, 26), "VI": (27, 28), "VII": (29, 30)}


def test_it_has_thirty_articles_in_seven_chapters() -> None:
    found = {chapter.number: [article.number for article in chapter.articles] for chapter in DRAFT.chapters}
    assert found == {number: list(range(first, last + 1)) for number, (first, last) in CHAPTERS.items()}


def test_azerbaijani_is_authentic_and_the_draft_says_that_it_is_one() -> None:
    assert (DRAFT.authentic, DRAFT.languages) == ("az", ("az", "en"))
    assert "draft" in DRAFT.note["en"]
    assert "layihə" in DRAFT.note["az"]


def test_paragraphs_are_numbered_without_gaps_and_every_text_is_a_sentence() -> None:
    for article in DRAFT.articles:
        assert [one.number for one in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
        for paragraph in article.paragraphs:
            for language in DRAFT.languages:
                assert re.match(r"[A-ZÇƏĞİÖŞÜ0-9]", paragraph.text[language]), paragraph.ref
                assert paragraph.text[language].endswith("."), paragraph.ref
                assert "  " not in paragraph.text[language]


WORDING = [  # where the published page has a paragraph: its number and its words, with those represented where they count
    ("9.2", "A member that cannot attend may authorise the representative of another member in writing. No representative holds more than one proxy."),
    ("18.1", "The management of each member nominates one member and one substitute to each committee."),
    ("18.2", "A call for nominations is open for at least 21 days."),
    ("18.3", "No person sits on more than one committee."),
    ("20.1", "The General Assembly meets in ordinary session at least twice a year."),
    ("20.2", "Notice of a session is sent at least 21 days before it."),
    ("20.3", "The agenda and the papers are sent at least 14 days before the session."),
    ("21.1", "The General Assembly may decide when more than half of the members entitled to vote are present or represented."),
    ("21.3", "Paragraph 2 does not apply to the Charter, to elections or to dissolution."),
    ("22.1", "A decision is adopted when more than half of those present or represented vote for it. A member that abstains counts as present."),
    ("22.3", "Votes on persons are secret."),
    ("22.4", "One fifth of those present or represented may ask for a roll call."),
    ("27.1", "The annual fee is set by the number of students in the last official count. The General Assembly sets its amount."),
    ("27.2", "The fee is due on 31 March. It may be paid in two instalments."),
    ("29.2", "An amendment is put to the vote only when at least two thirds of the members entitled to vote are present or represented."),
    ("29.3", "It is adopted when at least two thirds of those present or represented vote for it."),
    ("29.4", "It is in force from the day of its state registration."),
]  # fmt: skip


@pytest.mark.parametrize(("ref", "words"), WORDING, ids=[row[0] for row in WORDING])
def test_a_paragraph_keeps_its_number_and_wording(ref: str, words: str) -> None:
    assert DRAFT.paragraph(ref).text["en"] == words


RULES = [
    ("ordinary", "22.1", "more", "1/2", "present_and_represented"), ("admission", "7.3", "more", "1/2", "present_and_represented"),
    ("exclusion", "10.5", "least", "2/3", "present_and_represented"), ("recall", "26.4", "least", "2/3", "present_and_represented"),
    ("election", "25.4", "more", "1/2", "cast"), ("charter_amendment", "29.3", "least", "2/3", "present_and_represented"),
    ("charter_adoption", "30.5", "least", "2/3", "present_and_represented"), ("dissolution", "30.1", "least", "3/4", "members"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=[f"{row[0]} by {row[1]}" for row in RULES])
def test_a_kind_has_its_share_of_its_base(rule: tuple[str, ...]) -> None:
    kind, article, word, share, base = rule
    condition = DRAFT.motion_rule(kind).condition
    assert (condition.article, "more" if condition.strict else "least") == (article, word)
    assert (str(condition.amount.fraction), condition.amount.of) == (share, base)


def test_only_kinds_that_an_article_names_fall_to_the_ordinary_rule() -> None:
    named = {
        "procedural",
        "statement",
        "opinion",
        "budget",
        "fee",
        "plan",
        "report",
        "committee_creation",
        "rules_of_procedure",
    }
    via = {kind for kind in STANDARD_KINDS if (rule := DRAFT.motion_rule(kind)) and rule.via == "22.5"}
    assert via == named
    assert {kind for kind in STANDARD_KINDS if DRAFT.motion_rule(kind) is None} == {"appointment", "suspension"}


def test_only_exclusion_has_an_attested_rule() -> None:
    attested = {kind: [one.rule for one in DRAFT.motion_rule(kind).attested] for kind in DRAFT.kinds_ruled()}
    assert {kind: rules for kind, rules in attested.items() if rules} == {"exclusion": ["hearing"]}


def test_every_rule_stands_in_the_file_below_the_paragraph_it_cites() -> None:
    """Beside the paragraphs: between the cited paragraph's header and the next article."""
    where = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("[[article]]"):
            where = ""
        elif found := re.match(r"number = (\d+)$", line):
            where = where or found[1]
        for cited in re.findall(r'article = "(\d+)\.\d+"', line):
            assert cited == where, line


def test_every_open_question_is_marked() -> None:
    assert {one.ref for article in DRAFT.articles for one in article.paragraphs if one.open} == {
        "1.1", "3.2", "5.4", "6.1", "9.1", "11.4", "13.1", "13.4", "17.1", "17.5", "23.4", "27.1",
    }  # fmt: skip


def test_texts_and_rules_say_the_same_share() -> None:
    for kind, article, _, share, _ in RULES:
        said = DRAFT.paragraph(article).text
        assert speak("en").fraction(Fraction(share)) in said["en"], kind
        assert speak("az").fraction(Fraction(share)) in said["az"], kind


def test_the_file_is_plain_toml_with_lf_ends_and_no_tab() -> None:
    raw = FILE.read_bytes()
    assert b"\r" not in raw
    assert b"\t" not in raw
    assert tomllib.loads(raw.decode())["key"] == "azerbaijan-draft"


NOT_AZERBAIJANI = re.compile(r"\b(toplantı|gündəm|oy|oylama|çəkimser|başkan|üyə|tüzük|dərnək|bilgi|önəmli|kvorum|srok)")


def test_no_turkish_or_russian_word_has_slipped_in() -> None:
    for article in DRAFT.articles:
        for paragraph in article.paragraphs:
            assert not NOT_AZERBAIJANI.search(paragraph.text["az"]), paragraph.ref


@pytest.mark.parametrize(
    ("kind", "article", "who", "enough"), [("charter_amendment", "29.1", "presidium", 5), ("recall", "26.3", "presidium", 5), ("exclusion", "10.4", "presidium", None)]
)  # fmt: skip
def test_who_may_propose_is_a_rule(kind, article, who, enough):
    for way, barred in (({"proposed_by": [who]}, False), ({"proposed_by": ["committee"]}, True)):
        verdict = ask(
            "motion",
            {"kind": kind, "entitled": 15, "present": 15, "yes": 15, "way": way, "secret": kind in ("recall",)},
            DRAFT,
        )
        assert any(one.article == article and one.met is False for one in verdict.reasons) == barred, way
    if enough is not None:
        for number, barred in ((enough, False), (enough - 1, True)):
            verdict = ask(
                "motion", {"kind": kind, "entitled": 15, "present": 15, "yes": 15, "way": {"proposing": number}}, DRAFT
            )
            assert any(one.article == article and one.met is False for one in verdict.reasons) == barred


def test_an_opinion_binds_nobody_and_the_presidium_meets_four_times_a_year():
    verdict = ask("effect", {"kind": "opinion", "decided": "2026-11-20"}, DRAFT)
    assert (verdict.answer["level"], verdict.answer["level_article"]) == ("recommendation", "4.4")
    assert (
        ask("sessions", {"organ": "presidium", "year": 2026, "held": [{"on": "2026-03-01"}]}, DRAFT).reasons[0].article
        == "13.3"
    )
