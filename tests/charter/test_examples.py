"""Examples of a charter: read with it, asked of it, told in words; and the command that tests them."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import CharterError, load_charter, read_charter, speak
from konfrans.charter.holiday_tables import read_holidays
from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Example
from konfrans.charter.trial.cases import Difference, Tried, cases_of, differences, read_cases, try_cases
from konfrans.charter.trial.sentences import example_sentence
from konfrans.cli.trial import try_charter

from .club import club, club_text

FILE = Path("charters/azerbaijan-draft.toml")
HOLIDAYS = Path("charters/holidays/azerbaijan.toml")
EVERY = Path("charters/azerbaijan-draft.toml").read_text("utf-8").count("[[example]]") + Path(
    "charters/cases/azerbaijan-draft.toml"
).read_text("utf-8").count("[[example]]")
DRAFT = read_charter(FILE).with_holidays(read_holidays(HOLIDAYS))
FACTS = '{ kind = "ordinary", entitled = 15, present = 12, yes = 8, no = 3, abstain = 1 }'

app = typer.Typer(add_completion=False)
app.command("test", **try_charter.command_settings)(try_charter)


def example(
    facts: str = FACTS, expect: str = '{ outcome = "passed" }', question: str = "motion", more: str = ""
) -> str:
    return f'\n[[example]]\narticle = "1.2"\nquestion = "{question}"\nfacts = {facts}\nexpect = {expect}\n{more}'


def tried(*examples: str) -> tuple[Tried, ...]:
    charter = club(more="".join(examples))
    return try_cases(cases_of(charter), charter)


def run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def spoken(one: Example, charter: Charter, language: str) -> str:
    return example_sentence(one, charter, speak(language)).replace("\u00a0", " ")


# what is compared -----------------------------------------------------------------------------------------------------

EXPECTED = [
    ("the outcome alone", '{ outcome = "passed" }', []),
    ("the numbers of the paragraph's first reason", '{ outcome = "passed", needed = 7, got = 8 }', []),
    ("another outcome", '{ outcome = "failed" }', [("outcome", "failed", "passed")]),
    ("another number", '{ outcome = "passed", needed = 8 }', [("needed", 8, 7)]),
    ("text for a number", '{ outcome = "passed", needed = "7" }', [("needed", "7", 7)]),
    ("nothing that follows", '{ outcome = "passed", next = [] }', []),
    ("something that follows", '{ outcome = "passed", next = ["attest"] }', [("next", ["attest"], [])]),
    ("an answer where there is none", '{ outcome = "passed", answer = { yes = 1 } }', [("yes", 1, None)]),
    ("everything at once", '{ outcome = "lot", needed = 1, got = 2 }', [("outcome", "lot", "passed"), ("needed", 1, 7), ("got", 2, 8)]),
]  # fmt: skip


@pytest.mark.parametrize(("expect", "found"), [row[1:] for row in EXPECTED], ids=[row[0] for row in EXPECTED])
def test_an_example_is_compared_with_what_the_charter_answers(expect: str, found: list[tuple[str, Any, Any]]) -> None:
    (one,) = tried(example(expect=expect))
    assert one.differences == tuple(Difference(*row) for row in found)
    assert one.holds == (not found)


def test_of_the_answer_only_the_keys_that_are_expected_are_compared() -> None:
    facts = '{ kind = "ordinary", entitled = 15, present = 12, yes = 5 }'
    good = example(facts, '{ outcome = "answered", answer = { yes = 2, open = 7 } }', "needed")
    bad = example(facts, '{ outcome = "answered", answer = { yes = 3 } }', "needed")
    assert [one.differences for one in tried(good, bad)] == [(), (Difference("yes", 3, 2),)]


def test_true_is_no_number() -> None:
    facts = '{ kind = "ordinary", entitled = 3, present = 3, yes = 2 }'
    (one,) = tried(example(facts, '{ outcome = "answered", answer = { no_changes = 0 } }', "needed"))
    assert one.differences == (Difference("no_changes", 0, False),)


# what is refused, and where ---------------------------------------------------------------------------------------------

UNREADABLE = [
    ("a key that there is not", '{ kind = "ordinary", entitled = 15, yess = 3 }', "unknown_key", "example[1].facts.yess"),
    ("a value of another type", '{ kind = "ordinary", entitled = "15" }', "wrong_type", "example[1].facts.entitled"),
    ("a kind that there is not", '{ kind = "ordnary", entitled = 15 }', "not_found", "example[1].facts.kind"),
    ("a key that is missing", '{ kind = "ordinary" }', "missing_key", "example[1].facts"),
    ("a table in a table", '{ kind = "ordinary", entitled = 3, way = { cam = "late" } }', "unknown_key", "example[1].facts.way.cam"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "code", "key"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_facts_that_cannot_be_read_fail_with_line_key_and_remedy(facts: str, code: str, key: str) -> None:
    text = club_text(more=example(facts))
    charter = load_charter(text)  # they are read when they are asked, not when the charter is loaded
    (one,) = try_cases(cases_of(charter), charter)
    assert one.verdict is None
    assert [(fault.code, fault.key) for fault in one.error.faults] == [(code, key)]
    assert one.error.faults[0].line == text[: text.index("facts = ")].count("\n") + 1
    assert one.error.remedy


def test_a_question_that_there_is_not_fails_with_the_nearest() -> None:
    (one,) = tried(example(question="moton"))
    assert (one.error.code, one.error.facts["nearest"]) == ("question_unknown", "motion")


def test_counts_that_do_not_add_up_fail_as_they_do_elsewhere() -> None:
    (one,) = tried(example('{ kind = "ordinary", entitled = 10, present = 12 }'))
    assert one.error.code == "more_there_than_entitled"
    assert one.line == club_text().count("\n") + 2


SHAPE = [
    ("an outcome that there is not", example(expect='{ outcome = "pased" }'), "unknown_value"),
    ("no expectation", '\n[[example]]\narticle = "1.2"\nquestion = "motion"\nfacts = {}\n', "missing_key"),
    ("facts that are no table", example(facts="3"), "wrong_type"),
    ("a paragraph that there is not", example().replace('"1.2"', '"1.9"'), "not_found"),
    ("a name in one language alone", example(more='name.az = "Ad"\n'), "text_missing"),
]


@pytest.mark.parametrize(("more", "code"), [row[1:] for row in SHAPE], ids=[row[0] for row in SHAPE])
def test_an_example_out_of_shape_is_a_fault_of_the_charter(more: str, code: str) -> None:
    with pytest.raises(CharterError) as refused:
        club(more=more)
    assert code in [fault.code for fault in refused.value.faults]


def test_cases_of_a_file_of_their_own_are_faulted_in_that_file(tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    file.write_text(example() + example().replace('"1.2"', '"7.7"'), "utf-8")
    with pytest.raises(CharterError) as refused:
        read_cases(file, club())
    (fault,) = refused.value.faults
    assert (refused.value.file, fault.key, fault.line) == (str(file), "example[2].article", 9)


def test_a_charter_is_loaded_without_the_questions() -> None:
    """Whoever judges a vote waits neither for the questions nor for the examples."""
    import subprocess
    import sys

    asks = "from konfrans.charter import read_charter; import sys; read_charter(sys.argv[1]); print('konfrans.charter.asking' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asks, str(FILE)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# the draft --------------------------------------------------------------------------------------------------------------


def test_every_example_of_the_draft_is_answered_as_it_expects() -> None:
    cases = cases_of(DRAFT)
    start = time.process_time()
    found = try_cases(cases, DRAFT)
    assert time.process_time() - start < 1
    assert [(one.case.key, one.differences, one.error) for one in found if not one.holds] == []
    assert len(found) >= 49


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_example_of_the_draft_is_a_sentence(language: str) -> None:
    for one in DRAFT.example:
        said = spoken(one, DRAFT, language)
        assert said.endswith("."), said
        assert not {"{", "}", ".."} & set(said), said
        assert "None" not in said


# in words ---------------------------------------------------------------------------------------------------------------

SENTENCES = [
    ("motion", '{ kind = "ordinary", entitled = 15, present = 12, yes = 8, no = 3, abstain = 1 }', "passed",
     "Of 15 entitled, 12 are there: 8 for, 3 against, 1 abstaining. Adopted: 7 votes needed.",
     "Səsvermə hüququ olan 15 üzvdən 12 üzv iştirak edir və ya təmsil olunur – lehinə: 8, əleyhinə: 3, bitərəf: 1. Qəbul edildi, tələb olunan səs sayı: 7."),
    ("motion", '{ kind = "budget", members = 16, entitled = 15, present = 1, represented = 8, yes = 1, blank = 1, secret = true, call = 2 }', "no_rule",
     "Kind of decision: budget. The session was called a second time. Secret ballot. Of 16 members 15 are entitled, 9 are there (8 by proxy): 1 for, 1 blank, 7 not voting. No rule. The charter club, version 3, has no rule for: budget.",
     "Qərarın növü: büdcə. Təkrar iclas. Gizli səsvermə. Üzvlərin sayı: 16. Səsvermə hüququ olan 15 üzvdən 9 üzv iştirak edir və ya təmsil olunur (etibarnamə ilə: 8) – lehinə: 1, boş bülleten: 1, səs verməyib: 7. Qayda yoxdur. “club” nizamnaməsində (redaksiya: 3) bu qərar növü üçün qayda yoxdur: büdcə."),
    ("motion", '{ kind = "ordinary", entitled = 15, present = 7, yes = 7 }', "invalid",
     "Of 15 entitled, 7 are there: 7 for. Not valid: 8 members needed for a quorum.",
     "Səsvermə hüququ olan 15 üzvdən 7 üzv iştirak edir və ya təmsil olunur – lehinə: 7. Səsvermə etibarsızdır, yetərsay üçün tələb olunan üzv sayı: 8."),
    ("motion", '{ kind = "ordinary", entitled = 15, present = 12, yes = 6, no = 6, casting = "no" }', "failed",
     "Of 15 entitled, 12 are there: 6 for, 6 against. The casting vote is against. Not adopted. The votes are equal, 6 for and 6 against: the casting vote was against (article 1(2)).",
     "Səsvermə hüququ olan 15 üzvdən 12 üzv iştirak edir və ya təmsil olunur – lehinə: 6, əleyhinə: 6. Bərabərliyi həll edən səs: əleyhinə. Qəbul edilmədi. Səslər bərabər bölünüb: lehinə 6, əleyhinə 6. Bərabərliyi həll edən səs: əleyhinə (Nizamnamənin 1.2-ci bəndi)."),
    ("quorum", '{ entitled = 1, present = 1, way = { on = "2026-11-20", came = "late", proposed_by = ["president"], put_off = true, touches = [1] } }', "passed",
     "Of 1 entitled, 1 is there. Day of the vote: 20 November 2026. It was proposed after the notice. Proposed by: President. It changes article: 1. It had been put off for want of a quorum. Quorum: 1 member needed.",
     "Səsvermə hüququ olan 1 üzvdən 1 üzv iştirak edir və ya təmsil olunur. Səsvermə günü: 20 noyabr 2026-cı il. Məsələ bildirişdən sonra təklif edilib. Təklif edən: prezident. Dəyişdirilən maddə: 1. Məsələ əvvəllər yetərsay olmadığı üçün təxirə salınıb. Yetərsay var, tələb olunan üzv sayı: 1."),
    ("organ", '{ kind = "ordinary" }', "answered",
     "Which organ decides this, by which ways, on whose initiative? Kind of decision: ordinary decision. Who decides: General Assembly.",
     "Bunu hansı orqan, hansı yollarla və kimin təşəbbüsü ilə həll edir? Qərarın növü: adi qərar. Qərarı hansı orqan qəbul edir: Ümumi Yığıncaq."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "facts", "outcome", "en", "az"), SENTENCES, ids=[row[3][:60] for row in SENTENCES]
)
def test_an_example_reads_as_a_sentence(question: str, facts: str, outcome: str, en: str, az: str) -> None:
    charter = club(more=example(facts, f'{{ outcome = "{outcome}" }}', question))
    assert (spoken(charter.example[0], charter, "en"), spoken(charter.example[0], charter, "az")) == (en, az)


def test_an_example_with_a_name_says_it_first() -> None:
    charter = club(more=example(question="organ", facts='{ kind = "ordinary" }', expect='{ outcome = "answered" }',
                                more='name = { az = "Adi məsələ.", en = "An ordinary matter." }\n'))  # fmt: skip
    assert spoken(charter.example[0], charter, "en") == "An ordinary matter. Who decides: General Assembly."


# the command ------------------------------------------------------------------------------------------------------------


def test_the_command_says_that_all_is_as_expected() -> None:
    done = run(str(FILE), "--holidays", str(HOLIDAYS))
    assert (done.exit_code, done.stdout) == (0, f"{EVERY} examples, all as expected.\n")


def test_the_command_names_each_failure_with_needed_and_found(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    file.write_text(club_text(more=example(expect='{ outcome = "failed", needed = 9 }') + example()), "utf-8")
    done = run(str(file))
    assert done.exit_code == 1
    assert done.stdout == (
        "✕ Article 1(2) (line 36, example[1])\n"
        "  Of 15 entitled, 12 are there: 8 for, 3 against, 1 abstaining. Adopted: 7 votes needed.\n"
        "  outcome: expected failed, found passed\n"
        "  needed: expected 9, found 7\n"
        "1 of 2 examples is not as expected.\n"
    )
    assert "nəticə: gözlənilir – failed, tapılıb – passed" in run(str(file), "--lang", "az").stdout


def test_the_command_reads_cases_of_a_file_of_their_own_and_names_it(tmp_path: Path) -> None:
    charter, cases = tmp_path / "club.toml", tmp_path / "cases.toml"
    charter.write_text(club_text(more=example()), "utf-8")
    cases.write_text(example('{ kind = "ordinary", entitled = 1, yess = 1 }'), "utf-8")
    done = run(str(charter), str(cases))
    assert done.exit_code == 1
    assert f"({cases}, line 2, example[1])" in done.stdout
    assert "line 5, example[1].facts.yess: There is no key “yess” here. Did you mean “yes”?" in done.stdout


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    file.write_text(club_text(more=example(expect='{ outcome = "passed", needed = 9 }')), "utf-8")
    found = json.loads(run(str(file), "--json", "--sentences").stdout)
    assert (found["holds"], found["examples"]) == (False, 1)
    assert found["failures"] == [
        {"file": None, "line": 36, "key": "example[1]", "article": "1.2", "question": "motion",
         "differences": [{"what": "needed", "expected": 9, "found": 7}]}
    ]  # fmt: skip
    assert found["sentences"][0]["text"].startswith("Of 15 entitled, 12 are there")


def test_the_command_prints_every_example_in_words() -> None:
    said = run(str(FILE), "--sentences", "--lang", "az", "--holidays", str(HOLIDAYS)).stdout
    assert said.count("✓") == EVERY
    assert "Yetərsay yoxdur, tələb olunan üzv sayı: 10." in said


def test_a_charter_without_examples_says_so(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    file.write_text(club_text(), "utf-8")
    done = run(str(file))
    assert (done.exit_code, done.stdout) == (0, "There are no examples.\n")


@pytest.mark.parametrize("words", [("nowhere.toml",), (str(FILE), "nowhere.toml"), (str(FILE), "--lang", "xx"), ()])
def test_what_cannot_be_read_ends_with_status_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_differences_are_found_in_a_verdict_that_is_given() -> None:
    (one,) = tried(example())
    assert differences(one.case.example, one.verdict) == ()


# the guide --------------------------------------------------------------------------------------------------------------

GUIDE = Path("docs/law/examples.md").read_text("utf-8")


def test_the_examples_of_the_guide_hold_and_read_as_it_prints_them() -> None:
    charter = club(more="\n" + "\n".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)))
    assert [one.holds for one in try_cases(cases_of(charter), charter)] == [True, True]
    for language in ("en", "az"):
        assert f"*{spoken(charter.example[0], charter, language)}*" in GUIDE


def test_the_python_of_the_guide_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "docs/law/examples.md", "exec"), names)
    assert "first" in names
