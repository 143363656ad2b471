"""Open answers: letters as each language has them, each answer once for a word, and figures that formulas outside this house give."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2, chi2_contingency

from konfrans.analysis import answers, estimates
from konfrans.analysis.answers import Reading
from konfrans.analysis.design import Design, design_of
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.spelling import lower, words
from konfrans.cli.main import main


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("az", "KITAB", "kıtab"),
        ("az", "KİTAB", "kitab"),
        ("az", "IŞIQ", "işıq"),  # no word begins with ı: a keyboard without İ wrote it
        ("az", "İŞIQ", "işıq"),
        ("az", "Internet", "internet"),
        ("az", "ki\u0307tab", "kitab"),
        ("az", "WIFI", "wifi"),
        ("az", "ƏLA", "əla"),
        ("en", "LIBRARY", "library"),
        ("en", "İstanbul", "istanbul"),
    ],
)
def test_case_is_that_of_the_language(language: str, word: str, expected: str):
    assert lower(word, "az" if language == "az" else "en") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("az", "Müəllim-tələbə münasibəti, elmi-tədqiqat", [["müəllim-tələbə", "münasibəti"], ["elmi-tədqiqat"]]),
        ("az", "BDU-nun 2026-cı ildə 5 mə'lumatı", [["bdu", "ildə", "məlumatı"]]),
        ("az", "m\u04d9kt\u04d9b mǝktəb", [["məktəb", "məktəb"]]),  # schwas of other alphabets
        ("az", "k\u0430fedra", [["kafedra"]]),  # a Cyrillic а
        ("az", "yaxşi\u200b", [["yaxşi"]]),
        ("en", "The university’s labs don't work", [["the", "university", "labs", "don't", "work"]]),
        ("en", "students' well-being; I", [["students", "well-being"]]),
    ],
)
def test_words_are_cut_as_they_are_written(language: str, text: str, expected: list[list[str]]):
    assert list(words(text, "az" if language == "az" else "en")) == expected


def made(tmp_path: Path, rows: list[str], head: str = "c,w,g,q") -> Source:
    file = tmp_path / "survey.csv"
    file.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return open_source(file)


def invented() -> list[str]:
    """240 cases in 24 clusters of two groups."""
    rng = np.random.default_rng(5)
    rows = []
    for cluster in range(24):
        group = "ab"[cluster % 2]
        likes = 0.9 if rng.random() < (0.65 if group == "a" else 0.35) else 0.1
        for _case in range(10):
            text = "kitabxana kitabxana" if rng.random() < likes else "yataqxana"
            rows.append(f"{cluster},{rng.uniform(1, 4):.3f},{group},{'' if rng.random() < 0.1 else text + ' Əliyev'}")
    return rows


def test_an_answer_counts_once_for_a_word_and_a_name_never(tmp_path: Path):
    rows = [
        "1,1,a,kitab kitab KİTAB kitab",
        "2,1,a,kitab azdır",
        "3,1,a,Aygün müəllimə və Əliyev",
        "4,1,a,",
        "5,1,a,kitab",
    ]
    result = answers.frequencies(made(tmp_path, rows), Design(), ["q"], (), Reading(least=1))
    found = {row.keys["word"]: row for row in result.rows}
    assert set(found) == {"kitab", "azdır", "müəllimə"}
    assert found["kitab"].more == {"answers": 3, "tokens": 6, "of": 4}
    assert found["kitab"].estimate == pytest.approx(3 / 4)


def test_a_share_of_answers_is_the_mean_of_having_the_word_with_its_error(tmp_path: Path):
    rows = invented()
    source = made(tmp_path, rows)
    design = design_of({"cluster": "c", "weight": "w"})
    result = answers.frequencies(source, design, ["q"], ["g"], Reading())
    marks = ["" if not row.split(",")[3] else str(int("kitabxana" in row)) for row in rows]
    by_hand = made(tmp_path, [f"{row},{mark}" for row, mark in zip(rows, marks, strict=True)], "c,w,g,q,said")
    expected = {row.keys["g"]: row for row in estimates.means(by_hand, design, ["said"], ["g"]).rows}
    for row in result.rows:
        if row.keys["word"] == "kitabxana":
            said = expected[row.keys["g"]]
            assert (row.estimate, row.se, row.df) == pytest.approx((said.estimate, said.se, said.df), rel=1e-12)


def test_rare_words_are_not_shown_and_it_is_said_how_many(tmp_path: Path):
    rows = ["1,1,a,kitab nadir", "2,1,a,kitab", "3,1,b,kitab"]
    result = answers.frequencies(made(tmp_path, rows), Design(), ["q"], (), Reading(least=2))
    assert [row.keys["word"] for row in result.rows] == ["kitab"]
    assert result.notes == [{"code": "words_withheld", "item": "q", "number": 1, "least": 2}]
    by_group = answers.frequencies(made(tmp_path, rows), Design(), ["q"], ["g"], Reading(least=2))
    assert [(row.keys["word"], row.keys["g"]) for row in by_group.rows] == [("kitab", "a")]


def test_pairs_stand_side_by_side_without_stop_words_marks_and_names_between(tmp_path: Path):
    rows = ["1,1,a,yeni kitab və köhnə stol", "2,1,a,yeni kitab. Stol yeni", "3,1,a,yeni Əliyev kitab"]
    result = answers.frequencies(made(tmp_path, rows), Design(), ["q"], (), Reading(least=1, pairs=True))
    pairs = {row.keys["word"]: row.n for row in result.rows if " " in row.keys["word"]}
    assert pairs == {"yeni kitab": 2, "köhnə stol": 1, "stol yeni": 1}


@pytest.mark.parametrize(
    ("tops", "of", "others", "rest"), [(30, 100, 12, 150), (5, 40, 0, 60), (7, 7, 1, 9), (3, 30, 5, 50)]
)
def test_g2_is_that_of_the_table_and_the_log_ratio_that_of_the_shares(tops: int, of: int, others: int, rest: int):
    g2, ratio, bic = answers.scores(np.array([tops]), of, np.array([others]), rest)
    table = np.array([[tops, of - tops], [others, rest - others]])
    said = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2[0] == pytest.approx(said, rel=1e-9, abs=1e-9)
    assert ratio[0] == pytest.approx(np.log2((tops / of) / (max(others, 0.5) / rest)), rel=1e-12)
    assert bic[0] == pytest.approx(said - np.log(of + rest), rel=1e-9)


def test_keyness_has_the_error_of_the_design_for_the_difference(tmp_path: Path):
    rows = invented()
    design = design_of({"cluster": "c", "weight": "w"})
    result = answers.keyness(made(tmp_path, rows), design, ["q"], "g", "a")
    row = next(one for one in result.rows if one.keys["word"] == "kitabxana")
    # By hand: the difference of two weighted shares, linearised, summed by cluster.
    split = [one.split(",") for one in rows]
    kept = [one for one in split if one[3]]
    cluster = np.array([int(one[0]) for one in kept])
    weight = np.array([float(one[1]) for one in kept])
    group = np.array([one[2] == "a" for one in kept])
    said = np.array(["kitabxana" in one[3] for one in kept], dtype=float)
    shares = [np.average(said[side], weights=weight[side]) for side in (group, ~group)]
    z = np.where(
        group, (said - shares[0]) * weight / weight[group].sum(), -(said - shares[1]) * weight / weight[~group].sum()
    )
    totals = np.bincount(cluster, weights=z, minlength=24)
    assert row.estimate == pytest.approx(shares[0] - shares[1], rel=1e-12)
    assert row.se == pytest.approx(np.sqrt(24 / 23 * ((totals - totals.mean()) ** 2).sum()), rel=1e-10)
    assert (row.more["answers"], row.more["of"]) == (said[group].sum(), group.sum())
    assert row.more["p_bonferroni"] == pytest.approx(min(1, 2 * row.more["p"])) and row.keys["g"] == "a"
    # Clusters answer alike here, which G2 does not know: its probability is far too small.
    assert chi2.sf(row.more["g2"], 1) < row.more["p"] / 3
    turned = answers.keyness(made(tmp_path, rows), design, ["q"], "g", "b", "a").rows
    other = next(one for one in turned if one.keys["word"] == "kitabxana")
    assert other.estimate == pytest.approx(-row.estimate) and other.more["log_ratio"] == pytest.approx(
        -row.more["log_ratio"]
    )


def test_codes_for_no_answer_do_not_touch_the_words(tmp_path: Path):
    rows = ["1,1,a,kitab", "2,1,a,stol", "3,1,b,-9", "4,1,b,kitab"]
    result = answers.frequencies(made(tmp_path, rows), Design(missing=[0, 1, -9]), ["q"], (), Reading(least=1))
    assert {row.keys["word"]: row.more["of"] for row in result.rows} == {"kitab": 3, "stol": 3}


@pytest.mark.parametrize(
    ("item", "by", "group", "code"),
    [
        ("w", "g", None, "column_number"),
        ("q", "g", "z", "option_value"),
        ("q", "c", None, "one_group"),
        ("t", "g", None, "column_absent"),
    ],
)
def test_what_cannot_be_compared_is_refused(tmp_path: Path, item: str, by: str, group: str | None, code: str):
    with pytest.raises(AnalysisError) as caught:
        answers.keyness(made(tmp_path, ["1,1,a,kitab", "1,1,b,stol"]), Design(), [item], by, group)
    assert caught.value.code == code


def test_a_column_without_answers_is_refused(tmp_path: Path):
    with pytest.raises(AnalysisError) as caught:
        answers.frequencies(made(tmp_path, ["1,1,a,  ", "1,1,b,  "]), Design(), ["q"])
    assert caught.value.code == "no_answers"


def test_the_commands_show_words_and_keyness(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    made(tmp_path, invented())
    file = str(tmp_path / "survey.csv")
    for typed in (["words", "--lang", "az"], ["keyness", "--by", "g", "--group", "a", "--json"]):
        with pytest.raises(SystemExit) as left:
            main(["analyse", typed[0], file, "--items", "q", *typed[1:]])
        assert not left.value.code
    shown, document = capsys.readouterr().out.rsplit("\n", 2)[:2]
    assert "kitabxana" in shown and "liyev" not in shown.lower()
    assert json.loads(document)["rows"][0]["g2"] > 0
