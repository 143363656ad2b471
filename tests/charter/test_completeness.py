"""What a language lacks, and how what it lacks is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import LawError, speak
from konfrans.charter.words import COMPLETE, tables
from konfrans.charter.words.completeness import gaps
from konfrans.charter.words.en import English
from konfrans.cli.languages import check

app = typer.Typer(add_completion=False)
app.command("check", **check.command_settings)(check)
app.command("other")(lambda: None)


class Lithuanian(English):
    """A language that has begun: English grammar, few words."""

    code = "lt"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the languages with one that has begun: one file, three words."""
    shutil.copytree(tables.HOME / "en", tmp_path / "en")
    (tmp_path / "lt").mkdir()
    (tmp_path / "lt" / "motions.toml").write_text(
        '[outcomes]\npassed = "Priimta"\nfailled = "x"\n\n[headings]\nmajority = "Dauguma"\n\n[parts]\nyes = "už"\n',
        "utf-8",
    )
    monkeypatch.setattr(tables, "HOME", tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", COMPLETE)
def test_a_language_that_is_complete_lacks_nothing(code: str) -> None:
    assert gaps(code) == ()
    done = CliRunner().invoke(app, ["check", code])
    assert (done.exit_code, done.stdout) == (0, f"{code}: nothing is missing.\n")


def test_what_is_missing_unknown_or_names_other_facts_is_listed(home: Path) -> None:
    found = {(gap.what, gap.key) for gap in gaps("lt", home) if gap.file == "motions.toml"}
    assert {
        ("word_missing", "outcomes.failed"),
        ("word_unknown", "outcomes.failled"),
        ("facts_differ", "parts.yes"),
    } <= found
    assert ("word_missing", "headings.majority") not in found
    assert {gap.what for gap in gaps("lt", home) if gap.file == "ways.toml"} == {"file_missing"}
    assert ("grammar_missing", "__init__.py") in {(gap.what, gap.file) for gap in gaps("lt", home)}


def test_what_is_missing_is_said_in_english_and_marked(home: Path) -> None:
    (home / "lt" / "motions.toml").write_text(
        '[outcomes]\npassed = "Priimta"\n[headings]\nmajority = "Dauguma"\n', "utf-8"
    )
    words = Lithuanian()
    assert words.headings["majority"] == "Dauguma"
    assert words.headings["quorum"] == "Quorum [en]"
    assert words.kinds["budget"] == "budget [en]"
    assert words.of_reason("notice")["heading"] == "Notice [en]"
    assert words.of_answer("called")["passed"] == "Validly called [en]"
    assert all(one.endswith("[en]") for one in words.errors["empty"])
    with pytest.raises(KeyError):
        words.kinds["no_such_kind"]


@pytest.mark.parametrize("code", ["xx", "", "..", "__pycache__", "e" * 5000])
def test_a_language_without_a_folder_is_named_with_those_that_have_one(code: str) -> None:
    with pytest.raises(LawError, match="Spoken: az, en, lt"):
        gaps(code)
    assert speak("en")
