"""Response rates are those of AAPOR's Standard Definitions, worked out by hand, and a code that nobody explained is refused by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from konfrans.analysis import response
from konfrans.analysis.design import Design
from konfrans.analysis.engine import open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.cli.main import main

CODES = {"I": [110], "P": [120], "R": [210, 211], "NC": [220], "O": [230], "UH": [310], "UO": [320], "NE": [400]}
COUNTS = {"110": 400, "120": 50, "210": 90, "211": 30, "220": 200, "230": 30, "310": 60, "320": 40, "400": 100}
# I = 400, P = 50, R = 120, NC = 200, O = 30: 800 eligible; UH + UO = 100 unknown; NE = 100, so e = 800 / 900.
BY_HAND = {
    "e": 800 / 900,
    "RR1": 400 / 900,
    "RR2": 450 / 900,
    "RR3": 400 / (800 + 800 / 9),
    "RR4": 450 / (800 + 800 / 9),
    "RR5": 400 / 800,
    "RR6": 450 / 800,
    "COOP1": 400 / (450 + 120 + 30),
    "COOP2": 450 / (450 + 120 + 30),
    "COOP3": 400 / (450 + 120),
    "COOP4": 450 / (450 + 120),
    "REF1": 120 / 900,
    "REF2": 120 / (800 + 800 / 9),
    "REF3": 120 / 800,
    "CON1": (450 + 120 + 30) / 900,
    "CON2": (450 + 120 + 30) / (800 + 800 / 9),
    "CON3": (450 + 120 + 30) / 800,
}


def survey(tmp_path: Path, counts: dict[str, int], head: str = "dispo", more: str = "") -> Any:
    file = tmp_path / "sample.csv"
    lines = [f"{code}{more}" for code, number in counts.items() for _each in range(number)]
    file.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return open_source(file)


def found(result: Any, **keys: Any) -> dict[str, float]:
    return {row.keys["rate"]: row.estimate for row in result.rows if keys.items() <= row.keys.items()}


def test_every_rate_is_that_of_the_standard(tmp_path: Path):
    result = response.response(
        survey(tmp_path, COUNTS), Design(), "dispo", response.dispositions_of({"dispositions": CODES})
    )
    rates = found(result)
    assert {name: rates[name] for name in BY_HAND} == pytest.approx(BY_HAND, rel=1e-12)
    cases = {row.keys["rate"]: row.n for row in result.rows}
    assert [cases[name] for name in ("I", "R", "NE", "e", "RR1", "RR3", "RR5", "COOP1", "COOP3")] == [
        400, 120, 100, 900, 900, 900, 800, 600, 570,
    ]  # fmt: skip


def test_the_rates_are_those_that_outcomerate_publishes(tmp_path: Path):
    """The example in the manual of R's `outcomerate`, whose figures have three digits."""
    counts = {"I": 4, "P": 2, "R": 1, "NC": 1, "O": 1, "UH": 1, "UO": 1, "NE": 1}
    codes = response.dispositions_of({"dispositions": {name: [name] for name in counts}})
    rates = found(response.response(survey(tmp_path, counts), Design(), "dispo", codes))
    said = [0.364, 0.545, 0.370, 0.556, 0.444, 0.667, 0.5, 0.75, 0.571, 0.857, 0.091, 0.093, 0.111, 0.727, 0.741, 0.889]
    assert [round(rates[name], 3) for name in response.RATES] == said


def test_base_weights_and_groups_have_rates_and_an_e_of_their_own(tmp_path: Path):
    file = tmp_path / "sample.csv"
    file.write_text("dispo,g,w\n110,a,3\n210,a,1\n320,a,2\n400,a,4\n110,b,1\n220,b,1\n320,b,2\n110,,9\n", "utf-8")
    codes = response.dispositions_of({"dispositions": CODES})
    result = response.response(open_source(file), Design(weight="w"), "dispo", codes, ["g"])
    rows = {(row.keys["rate"], row.keys["g"]): row for row in result.rows}
    # In a: e is 2/3 without weights and 4/8 with them.
    assert rows["RR3", "a"].estimate == pytest.approx(1 / (2 + 2 / 3), rel=1e-12)
    assert rows["RR3", "a"].more["weighted"] == pytest.approx(3 / (4 + 0.5 * 2), rel=1e-12)
    assert rows["RR1", "b"].estimate == pytest.approx(1 / 3) and rows["RR1", "b"].more["weighted"] == pytest.approx(
        1 / 4
    )
    assert {"code": "without_domain", "number": 1, "by": ["g"]} in result.notes
    given = response.response(open_source(file), Design(), "dispo", codes, ["g"], 0.25)
    assert found(given, g="a")["RR3"] == pytest.approx(1 / 2.25, rel=1e-12)


def test_without_a_case_known_to_be_not_eligible_it_is_said_that_e_is_one(tmp_path: Path):
    codes = response.dispositions_of({"dispositions": CODES})
    result = response.response(survey(tmp_path, {"110": 2, "310": 2}), Design(), "dispo", codes)
    assert found(result)["RR3"] == found(result)["RR1"] == 0.5 and result.notes == [{"code": "eligibility_one"}]


@pytest.mark.parametrize(
    ("counts", "codes", "e", "code", "named"),
    [
        ({"110": 1, "999": 3}, CODES, None, "disposition_unknown", "999"),
        ({"110": 1, "": 2}, CODES, None, "disposition_missing", "2"),
        ({"400": 5}, CODES, None, "no_eligible", "dispo"),
        ({"110": 1}, CODES, 1.2, "eligibility_range", "1.2"),
        ({"110": 1}, {**CODES, "X": [1]}, None, "disposition_group", "X"),
        ({"110": 1}, {**CODES, "P": [110]}, None, "disposition_twice", "110"),
        ({"110": 1}, {}, None, "dispositions_absent", "DISPOSITIONS.toml"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(
    tmp_path: Path, counts: dict[str, int], codes: Any, e: float | None, code: str, named: str
):
    source = survey(tmp_path, counts, "dispo,x", ",1")

    def asked() -> Any:
        return response.response(source, Design(), "dispo", response.dispositions_of({"dispositions": codes}), (), e)

    with pytest.raises(AnalysisError) as caught:
        asked()
    assert caught.value.code == code and named in caught.value.told()[0]


def test_the_command_says_rates_with_their_definitions(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    survey(tmp_path, COUNTS)
    file = tmp_path / "codes.toml"
    file.write_text("[dispositions]\n" + "".join(f"{name} = {codes}\n" for name, codes in CODES.items()), "utf-8")
    typed = ["analyse", "response", str(tmp_path / "sample.csv"), "--dispositions", str(file), "--column", "dispo"]
    for more in (["--json"], ["--lang", "az"]):
        with pytest.raises(SystemExit) as left:
            main([*typed, *more])
        assert not left.value.code
    whole, _line, table = capsys.readouterr().out.partition("\n")
    rows = {row["rate"]: row for row in json.loads(whole)["rows"]}
    assert rows["CON2"]["definition"] == "((I + P) + R + O) / ((I + P) + (R + NC + O) + e(UH + UO))"
    assert rows["RR1"]["estimate"] == pytest.approx(4 / 9) and "tam müsahibə" in table
