"""The guides by subject: the tables in them are read as they are printed, and their questions exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from konfrans.charter.asking import questions

from .club import club

GUIDES = {
    "ways": ("motion", "organ", "effect", "in_force", "prevails"),
    "sessions": ("called", "written", "voting", "sessions", "nominations", "presence"),
    "elections": ("stand", "window", "round"),
}
BOARD = '\n[organs.board]\nname = { az = "İdarə Heyəti", en = "Board" }\narticle = "1.1"\n'


@pytest.mark.parametrize("name", GUIDES)
def test_the_tables_of_a_guide_make_one_charter(name: str) -> None:
    text = Path(f"docs/law/{name}.md").read_text("utf-8")
    tables = "\n".join(re.findall(r"```toml\n(.*?)```", text, re.DOTALL))
    board = "" if "[organs.board]" in tables else BOARD
    charter = club(("[kinds.ordinary]", '[kinds.ordinary]\norgan = "general_assembly"'), more=f"{board}\n{tables}")
    assert "board" in charter.organs
    for question in GUIDES[name]:
        assert question in questions()
        assert f"`{question}`" in text or f"`konfrans ask {question}`" in text


def test_every_mechanism_has_its_row_and_its_test() -> None:
    page = Path("docs/law/mechanisms.md").read_text("utf-8")
    tested = {
        int(number)
        for file in Path("tests/charter").glob("test_*.py")
        for number in re.findall(r"def test_v(\d+)_", file.read_text("utf-8"))
    }
    assert {int(number) for number in re.findall(r"^\| V(\d+) \|", page, re.MULTILINE)} == set(range(1, 59)) == tested
