"""Every refusal of the statistics has words in both languages, and nothing is worded that is never said."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from konfrans.analysis.design import Design, design_of
from konfrans.analysis.faults import AnalysisError

WORDS = Path("src/konfrans/analysis/words")


def read(code: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((WORDS / f"{code}.toml").read_text("utf-8"))


def test_every_refusal_has_words_and_every_word_is_said():
    english, raised = read("en"), set()
    for file in [*Path("src/konfrans/analysis").glob("*.py"), *Path("src/konfrans/cli").glob("analyse*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AnalysisError":
                assert isinstance(node.args[0], ast.Constant)
                code, facts = str(node.args[0].value), {each.arg for each in node.keywords}
                wanted = set(re.findall(r"\{(\w+)", " ".join(english[code].values())))
                assert wanted <= facts or None in facts, f"{file}: {code} lacks {wanted - facts}"
                raised.add(code)
    assert raised == {code for code, table in read("en").items() if "remedy" in table}


def test_both_languages_say_the_same_things_of_the_same_facts():
    english, own = read("en"), read("az")
    assert {code: set(table) for code, table in english.items()} == {code: set(table) for code, table in own.items()}
    for code, table in english.items():
        for key, words in table.items():
            assert set(re.findall(r"\{(\w+)", words)) == set(re.findall(r"\{(\w+)", own[code][key])), f"{code}.{key}"


WRONG: dict[str, object] = {
    "strata": 3, "cluster": ["a", "a"], "weight": ["a"], "population": [3], "nest": "maybe", "lonely": "x", "zero_weights": "x",
    "negative_weights": "x", "trim": [3, 1], "missing": 3, "reversed": {"q": [5, 1]}, "labels": 3, "replicates": 3, "poststrata": 3,
    "replicates.type": "x", "replicates.columns": 3, "replicates.scale": 0, "replicates.rscales": "x", "replicates.mse": "maybe",
    "replicates.rho": 1, "poststrata.by": 3, "poststrata.totals": 3,
}  # fmt: skip


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_value_of_a_design_is_told_with_what_its_key_takes_in_both_languages(key: str):
    whole = {"replicates": {"type": "JK1", "columns": "rw_*"}, "poststrata": {"by": ["sex"], "totals": {"f": 1}}}
    table, _point, inner = key.partition(".")
    given = {table: {**whole[table], inner: WRONG[key]}} if inner else {key: WRONG[key]}
    with pytest.raises(AnalysisError) as caught:
        design_of(given)
    for language in ("en", "az"):
        what, remedy = caught.value.told(language)
        assert f"{key} = {WRONG[key]}" in what
        assert read(language)["design_takes"][key] in remedy
        assert "Input should" not in what + remedy, "the words are our own"
    assert set(read("en")["design_takes"]) == {*WRONG, "margin", "margins"} >= set(Design.model_fields)


def test_what_a_table_of_a_design_lacks_is_named():
    with pytest.raises(AnalysisError) as caught:
        design_of({"poststrata": {"by": ["sex"]}})
    assert caught.value.code == "design_lacks" and "poststrata.totals" in caught.value.told("az")[0]
