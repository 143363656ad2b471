"""Examples in words: what the number of a sentence counts, and the facts of questions that are not votes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from konfrans.charter import read_charter, speak
from konfrans.charter.asking import question, questions
from konfrans.charter.holiday_tables import read_holidays
from konfrans.charter.reading import keys_of
from konfrans.charter.tables import Table
from konfrans.charter.trial.cases import cases_beside, cases_of, read_cases
from konfrans.charter.trial.sentences import facts_sentence

from .club import club
from .test_examples import HOLIDAYS, example, spoken

PARTS = """
[groups.north]
name = { az = "şimal", en = "the north" }
article = "1.1"
[kinds.budget]
condition = { article = "1.1", weighted = true, more_than = { share = "1/2", of = "cast" } }
[kinds.plan]
condition = { all_of = [
  { article = "1.2", more_than = { share = "1/2", of = "cast" } },
  { article = "1.1", group = "north", more_than = { share = "1/2", of = "cast" } },
] }
[kinds.report]
condition = { article = "1.1", measure = "yes_minus_no", at_least = 2 }
"""
NUMBERS = [
    ("the quorum, of a motion", "1.1", "ordinary", "", "Adopted: 8 members needed for a quorum.", "Qəbul edildi, yetərsay üçün tələb olunan üzv sayı: 8."),
    ("the votes", "1.2", "ordinary", "", "Adopted: 7 votes needed.", "Qəbul edildi, tələb olunan səs sayı: 7."),
    ("weighted votes", "1.1", "budget", "weights = { entitled = 40, present = 30, yes = 19, no = 11 }",
     "Weights are summed: 30 of 40 there, 19 for, 11 against. Adopted: 16 weighted votes needed.",
     "Səslərin çəkisi cəmlənir: 40 səsdən 30 səs iştirak edir, lehinə: 19, əleyhinə: 11. Qəbul edildi, tələb olunan çəkili səs sayı: 16."),
    ("the votes of a group", "1.1", "plan", "groups = { north = { entitled = 5, present = 4, yes = 1, no = 3 } }",
     "The north: 4 of 5 there, 1 for, 3 against. Not adopted: 3 votes needed (the north).",
     "Şimal: 5 üzvdən 4 üzv iştirak edir və ya təmsil olunur, lehinə: 1, əleyhinə: 3. Qəbul edilmədi, tələb olunan səs sayı: 3 (şimal)."),
    ("what failed, not a quorum that was met", "1.1", "plan", "yes = 5, no = 7, groups = { north = { entitled = 5, present = 4, yes = 3, no = 1 } }",
     "Not adopted: 7 votes needed.", "Qəbul edilmədi, tələb olunan səs sayı: 7."),
    ("by how many more", "1.1", "report", "", "Adopted: 2 more votes for than against needed.",
     "Qəbul edildi, lehinə səslərin əleyhinə səslərdən tələb olunan fərqi: 2."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("article", "kind", "more", "en", "az"), [row[1:] for row in NUMBERS], ids=[row[0] for row in NUMBERS]
)
def test_the_number_of_a_sentence_says_what_it_counts(article: str, kind: str, more: str, en: str, az: str) -> None:
    counts = "entitled = 15, present = 12" + ("" if "yes = " in more.partition("{")[0] else ", yes = 8, no = 4")
    facts = ", ".join(one for one in (f'kind = "{kind}"', counts, more) if one)
    written = example(f"{{ {facts} }}").replace('article = "1.2"', f'article = "{article}"')
    charter = club(more=PARTS + written)
    for language, said in (("en", en), ("az", az)):
        assert spoken(charter.example[0], charter, language).endswith(said)


TOLD = [
    ("called", '{ organ = "general_assembly", on = "2026-12-18", session = "extraordinary", asking = 5, members = 15, kinds = ["budget"], remote = true }',
     ("Organ: General Assembly; day: 18 December 2026; session: extraordinary; members asking for it: 5; members: 15; "
     "kinds of decision on the agenda: budget; at a distance."),
     ("Orqan: Ümumi Yığıncaq; gün: 18 dekabr 2026-cı il; iclas: növbədənkənar; bunu tələb edən üzvlərin sayı: 5; üzvlər: 15; "
     "gündəlikdəki qərar növləri: büdcə; məsafədən keçirilir.")),
    ("effect", '{ kind = "budget", decided = "2026-11-20", events = { publication = "2026-11-21" }, confirmed = { answer = "no", on = "2026-11-22" } }',
     "Kind of decision: budget; day of the decision: 20 November 2026; events: publication – 21 November 2026; confirmed: no (22 November 2026).",
     "Qərarın növü: büdcə; qərarın tarixi: 20 noyabr 2026-cı il; hadisələr: dərc – 21 noyabr 2026-cı il; təsdiq edilib: xeyr (22 noyabr 2026-cı il)."),
    ("round", '{ election = "x", round = 2, entitled = 15, candidates = [{ key = "a", votes = 5 }, { key = "b", votes = 5 }, { key = "c", votes = 1 }], tie_votes = [{ votes = { a = 4, b = 3 } }] }',
     "Election: x; round: 2; entitled to vote: 15; candidates: a, b (each: votes: 5), c (votes: 1); further votes between equals: votes: a – 4, b – 3.",
     ("Seçki: x; dövrə: 2; səsvermə hüququ olanların sayı: 15; namizədlər: a, b (hər biri: səs sayı: 5), c (səs sayı: 1); "
     "bərabər namizədlər arasında yenidən səsvermə: səs sayı: a – 4, b – 3.")),
    ("entitled", ('{ day = "2026-11-25", members = [{ key = "a", name = "A", category = "x" }, { key = "b", name = "B", category = "x" }], '
     'proxies = [{ form = "external", giver = "b", holder = "a", given = "2026-11-20" }] }'),
     "Day: 25 November 2026; members: A, B – each: x; proxies: B (held by another member; held by: A; given on: 20 November 2026).",
     "Gün: 25 noyabr 2026-cı il; üzvlər: A, B – hər biri: x; etibarnamələr: B (başqa üzvdə; etibarnaməni alan: A; verilmə tarixi: 20 noyabr 2026-cı il)."),
    ("composition", ('{ organ = "board", sits = [{ person = "A", seat = "board.x", of_member = false }, { person = "B", seat = "board.x" }, '
     '{ person = "C", seat = "board.x" }, { person = "D", seat = "board.x" }, { person = "E", seat = "board.x" }, { person = "F", seat = "board.x" }] }'),
     "Organ: board; in seats: A (of a member: no), B … F (5) – each: board.x.",
     "Orqan: board; yerləri tutanlar: A (üzvün nümayəndəsidir: xeyr), B … F (5) – hər biri: board.x."),
    ("owes", '{ day = "2026-06-01", category = "x", first_year = 2025, payments = [{ day = "2026-03-30", amount = "450.50" }] }',
     "Day: 1 June 2026; category: x; first year: 2025; payments: 30 March 2026 (450.50).",
     "Gün: 1 iyun 2026-cı il; kateqoriya: x; ilk il: 2025; ödənişlər: 30 mart 2026-cı il (450.50)."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "facts", "en", "az"), TOLD, ids=[row[0] for row in TOLD])
def test_the_facts_of_any_question_are_told_with_the_names_that_their_keys_stand_for(
    key: str, facts: str, en: str, az: str
) -> None:
    found = tomllib.loads(f"facts = {facts}")["facts"]
    for language, said in (("en", en), ("az", az)):
        told = facts_sentence(question(key).facts, found, club(), speak(language))
        assert told.replace("\u00a0", " ") == said


def fields(shape: Any, seen: set[Any]) -> Iterator[tuple[str, str, Any]]:
    """Every field of a table of facts and of the tables inside it, with each type that it is made of."""
    seen.add(shape)
    for name, (kind, _needed) in keys_of(shape).items():
        waiting = [kind]
        while waiting:
            one = waiting.pop()
            waiting += get_args(one)
            yield shape.__name__, name, one
            if isinstance(one, type) and issubclass(one, Table) and one not in seen:
                yield from fields(one, seen)


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_fact_that_can_be_given_has_a_name_and_every_word_of_a_choice_too(language: str) -> None:
    said = speak(language).of_trial()
    of_votes = ("motion", "quorum", "needed", "written")
    for key in (one for one in questions() if one not in of_votes):
        for shape, name, kind in fields(question(key).facts, set()):
            assert f"fact_{name}" in said or f"fact_{shape}_{name}" in said, (shape, name)
            if get_origin(kind) is Literal:
                assert [one for one in get_args(kind) if f"fact_is_{one}" not in said] == [], (shape, name)


@pytest.mark.parametrize("file", sorted(Path("charters").glob("*.toml")), ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["az", "en"])
def test_no_example_of_a_charter_is_told_without_its_facts_or_with_a_number_of_nothing(
    file: Path, language: str
) -> None:
    charter, words = read_charter(file).with_holidays(read_holidays(HOLIDAYS)), speak(language)
    beside = cases_beside(file)
    for case in (*cases_of(charter), *(read_cases(beside, charter) if beside else ())):
        said = spoken(case.example, charter, language)
        assert not re.search(r": [0-9]+ needed\.", said), said
        if not case.example.name and (asked := words.question(case.example.question)) and said.startswith(asked):
            assert said.removeprefix(asked).count(". ") >= 1 and ": " in said, said
