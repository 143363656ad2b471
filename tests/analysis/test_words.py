"""Every refusal of the statistics has words in both languages, and nothing is worded that is never said."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

WORDS = Path("src/konfrans/analysis/words")


def read(code: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((WORDS / f"{code}.toml").read_text("utf-8"))


def test_every_refusal_has_words_and_every_word_is_said():
    raised = set()
    for file in [*Path("src/konfrans/analysis").glob("*.py"), *Path("src/konfrans/cli").glob("analyse*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AnalysisError":
                assert isinstance(node.args[0], ast.Constant)
                raised.add(node.args[0].value)
    assert raised == {code for code, table in read("en").items() if "remedy" in table}


def test_both_languages_say_the_same_things_of_the_same_facts():
    english, own = read("en"), read("az")
    assert {code: set(table) for code, table in english.items()} == {code: set(table) for code, table in own.items()}
    for code, table in english.items():
        for key, words in table.items():
            assert set(re.findall(r"\{(\w+)", words)) == set(re.findall(r"\{(\w+)", own[code][key])), f"{code}.{key}"
