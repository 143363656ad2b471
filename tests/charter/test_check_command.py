"""`konfrans charter check` as it is typed: status, JSON, refusals, languages, speed; and the draft, which is clean."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from time import perf_counter
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter.checks import Sizes, check
from konfrans.charter.checks.report import BY_COUNTING
from konfrans.charter.checks.telling import Telling, runs
from konfrans.charter.files import read_file
from konfrans.charter.law.accepted import Remark
from konfrans.charter.words import COMPLETE, speak
from konfrans.cli.check import check as command

from .random_charters import charter_text
from .sound import ORDINARY, SOUND, changed

DRAFT = "charters/azerbaijan-draft.toml"
app = typer.Typer(add_completion=False)
app.command("check", **command.command_settings)(command)


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def test_the_draft_is_clean_at_its_own_size_and_at_all() -> None:
    done = run(DRAFT)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith("✓ Clean\n0 faults, 0 remarks to be answered, ")
    assert run(DRAFT, "--sizes", "1-60").exit_code == 0


def test_the_report_says_how_much_is_computed_and_how_much_attested() -> None:
    report = check(read_file(DRAFT))
    assert report.covered is not None
    found = report.covered
    assert found.attested == 1
    assert found.computed > 20
    assert f"{found.computed} rules are computed, {found.attested} attested by a person." in run(DRAFT).stdout


def test_a_charter_that_is_not_clean_ends_with_status_one(tmp_path) -> None:
    file = tmp_path / "half.toml"
    file.write_text(changed((ORDINARY, 'at_least = { share = "1/2", of = "cast" }')), encoding="utf-8")
    done = run(str(file))
    assert done.exit_code == 1
    assert "✕ Fault, article 1(2), line 18 [opposites_pass]" in done.stdout
    assert "Remedy: Ask for more than half of the votes cast, or for a larger share;" in done.stdout
    assert run(str(file), "--lang", "az").stdout.startswith("✕ Təmiz deyil\n")


def test_the_json_gives_level_code_article_example_and_remedy(tmp_path) -> None:
    file = tmp_path / "slogan.toml"
    file.write_text(changed((ORDINARY, 'at_least = { share = 0.67, of = "present" }')), encoding="utf-8")
    done = run(str(file), "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["clean"] is False
    by_code = {one["code"]: one for one in found["findings"]}
    assert {one["level"] for one in found["findings"]} == {"fault", "remark"}
    assert by_code["share_slogan"]["example"] == "Of 3 members “0.67” asks for 3, at least 2/3 for 2."
    assert by_code["abstaining_harms"]["article"] == "1.2"
    assert by_code["abstaining_harms"]["remedy"].startswith("Take the share of the votes cast")
    assert found["covered"]["computed"] == 5
    assert found["sizes"] == {"own": {"assembly": 15}, "besides": []}


@pytest.mark.parametrize(
    "document",
    [b"key = ", b"\xff\xfe", SOUND.replace("size", "sise").encode(), SOUND.replace("= 15", '= "15"').encode()],
)
def test_what_cannot_be_loaded_ends_with_status_two(tmp_path, document: bytes) -> None:
    file = tmp_path / "wrong.toml"
    file.write_bytes(document)
    assert run(str(file)).exit_code == 2
    refused = run(str(file), "--json")
    assert refused.exit_code == 2
    assert set(json.loads(refused.stdout)["error"]) == {"code", "text", "remedy"}


@pytest.mark.parametrize(
    "words",
    [
        ["--sizes", "60"], ["--sizes", "9-3"], ["--sizes", "0-5"], ["--sizes", "1-99999"], ["--size", "0"], ["--size", "many"],
        ["--size", "10000"], ["--lang", "xx"], ["--siez", "3"], ["--sizes"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", [[], ["--json"]], ids=["words", "json"])
def test_wrong_options_are_refused_with_status_two(words: list[str], lang: list[str]) -> None:
    done = run(DRAFT, *lang, *words)
    assert done.exit_code == 2, done.stdout


def test_a_file_that_is_not_there_is_refused() -> None:
    assert run("nowhere.toml").exit_code == 2
    assert run().exit_code == 2


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_every_finding_has_words_in_every_language(seed: int) -> None:
    """No template is left without a fact that it names."""
    report = check(charter_text(seed), Sizes(besides=(4, 6)))
    for code in COMPLETE:
        telling = Telling(speak(code), report.charter)
        for finding in report.findings:
            for said in (telling.text(finding), telling.example(finding), telling.remedy(finding)):
                assert "{" not in said.replace("{ share", "").replace("{ az", ""), said
                assert "  " not in said
            assert telling.text(finding)
            assert telling.remedy(finding)


def test_every_finding_that_is_made_has_words_and_every_word_is_of_one() -> None:
    made = set(BY_COUNTING) | {"undecided_no_rule", "share_slogan", "table_gap", "table_overlap"}
    for file in Path("src/konfrans/charter/checks").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and node.args:
                made |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    for code in COMPLETE:
        assert set(Telling(speak(code), None).said["findings"]) == made, code


def test_a_remark_is_a_finding_that_a_charter_may_answer() -> None:
    """The schema knows the codes of what can be a remark, and no others."""
    remarks = set(BY_COUNTING) | {"share_51", "sole_candidate", "tacit_consent"}
    assert set(get_args(Remark)) == remarks


@pytest.mark.parametrize("size", ["500", pytest.param("9999", marks=(pytest.mark.soak, pytest.mark.sqlite))])
def test_a_large_body_is_looked_through_in_bounded_time(size: str) -> None:
    begun = perf_counter()
    assert run(DRAFT, "--size", size).exit_code in (0, 1)
    assert perf_counter() - begun < 90  # some seconds; a machine may be busy with other things


def test_sizes_are_told_in_runs() -> None:
    assert runs((1, 2, 3, 5, 7, 8), " and ") == "1–3, 5 and 7–8"
    assert runs((4,), " and ") == "4"


def test_the_check_is_quick_at_the_own_size_and_at_sixty_sizes() -> None:
    """Five seconds and sixty are allowed on a slow shared core; a tenth of it is enough here."""
    document = read_file(DRAFT)
    for sizes, seconds in ((Sizes(), 5), (Sizes(own=60), 5), (Sizes(besides=tuple(range(1, 61))), 60)):
        begun = perf_counter()
        check(document, sizes)
        assert perf_counter() - begun < seconds
