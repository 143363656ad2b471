"""Disclosure control as it is asked for: open answers are no labels, no refusal quotes one, and what no ledger was told is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from konfrans.analysis import commands
from konfrans.analysis.design import Design
from konfrans.analysis.engine import open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.cli.main import main

K = 10
UNIVERSITIES = ("Bakı Dövlət Universiteti", "Lənkəran Dövlət Universiteti", "Azərbaycan Texniki Universiteti")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Of three universities one has four cases; most of the open answers were given once."""
    lines = ["university,q,pay,comment"]
    for university, number in zip(UNIVERSITIES, (40, 30, 4), strict=True):
        for at in range(number):
            text = "kitab yaxşı" if at % 2 else f"otaq {at} soyuq, {university}"
            lines.append(f'{university},{1 + at % 4},{700 + 13 * len(lines)},"{text}"')
    file = tmp_path / "survey.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("proportions", {"items": "comment"}),
        ("proportions", {"items": ["q", "pay"]}),
        ("crosstab", {"rows": "q", "columns": "comment"}),
        ("means", {"items": "q", "by": "comment"}),
        ("keyness", {"items": "comment", "by": "comment"}),
        ("trend", {"items": "q", "wave": "comment"}),
        ("regress", {"formula": "q ~ comment"}),
        ("regress", {"formula": "q ~ factor(pay)"}),
    ],
)
def test_open_answers_do_not_leave_as_labels(survey: Path, command: str, given: dict[str, Any]):
    with pytest.raises(AnalysisError) as caught:
        commands.ask(open_source(survey, 1), Design(), command, given, K)
    assert caught.value.code == "disclosure_open" and caught.value.facts["column"] in ("comment", "pay")
    assert not any("soyuq" in each for language in ("az", "en") for each in caught.value.told(language))


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    try:
        main(["analyse", *words, "--json"])
    except SystemExit:
        pass
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_small_university_is_listed_and_what_no_ledger_was_told_is_said(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "design.toml").write_text("", "utf-8")
    means = ["means", str(survey), "--items", "pay", "--by", "university", "--design", str(tmp_path / "design.toml")]
    found = asked(capsys, *means, "--disclose", str(K))
    assert [row["university"] for row in found["rows"] if row["n"] is None] == [UNIVERSITIES[2]]
    assert [note["code"] for note in found["notes"]] == ["withheld", "without_ledger"]
    kept = asked(capsys, *means, "--disclose", str(K), "--ledger", str(tmp_path / "survey.ledger"), "--start-ledger")
    assert [note["code"] for note in kept["notes"]] == ["withheld"]
    lower = asked(capsys, *means, "--disclose", "3", "--ledger", str(tmp_path / "survey.ledger"))
    assert lower["error"]["code"] == "disclosure_lower"


def test_no_refusal_quotes_an_answer(survey: Path):
    source = open_source(survey, 1)
    for control in (0, K):
        with pytest.raises(AnalysisError) as caught:
            commands.ask(source, Design(), "means", {"items": "comment"}, control)
        assert caught.value.code == "column_text"
        assert (" " in str(caught.value.facts["example"])) is (control == 0)
