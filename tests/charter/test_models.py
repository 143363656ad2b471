"""The model charters: clean, answered for, held fast by their cases, and honest about what is sourced."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from konfrans.charter import read_charter
from konfrans.charter.checks import check
from konfrans.charter.checks.decisions import Sizes
from konfrans.charter.checks.findings import Level
from konfrans.charter.checks.report import ALL_SIZES
from konfrans.charter.holiday_tables import read_holidays
from konfrans.charter.trial.cases import Case, cases_beside, cases_of, read_cases, try_cases
from konfrans.charter.trial.mutants import Mutant, mutants_of
from konfrans.charter.trial.survivors import survey

DRAFT = Path("charters/azerbaijan-draft.toml")
FILES = sorted(Path("charters").glob("*.toml"))
HOLIDAYS = read_holidays("charters/holidays/azerbaijan.toml")
PAGE = Path("docs/law/models.md").read_text("utf-8")
SEED, SHARE = 20261129, 0.02


def each(*marks: pytest.MarkDecorator) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "file", [pytest.param(file, marks=marks) for file in FILES], ids=lambda file: file.stem
    )


def every_case(file: Path) -> tuple[Case, ...]:
    charter = read_charter(file)
    beside = cases_beside(file)
    return (*cases_of(charter), *(read_cases(beside, charter) if beside else ()))


@each()
def test_it_is_clean_and_its_cases_are_answered_as_expected(file: Path) -> None:
    report = check(file.read_bytes())
    assert report.clean, [one.code for one in report.findings if one.weighs]
    tried = try_cases(every_case(file), read_charter(file).with_holidays(HOLIDAYS))
    assert len(tried) > 60
    assert [(one.case.file, one.case.key) for one in tried if not one.holds] == []


@each(pytest.mark.soak, pytest.mark.sqlite)
def test_it_has_no_fault_at_any_size_up_to_sixty(file: Path) -> None:
    report = check(file.read_bytes(), Sizes(besides=ALL_SIZES))
    assert [one.code for one in report.findings if one.level is Level.FAULT] == []


@each()
def test_it_says_what_it_is_and_every_accepted_remark_has_a_reason_in_each_language(file: Path) -> None:
    charter = read_charter(file)
    assert set(charter.languages) == {"az", "en"}
    head = file.read_text("utf-8").split("\n\n")[0]
    assert re.search(r"[Nn]ot its statutes|[Nn]ot the articles|charter to start from|[Dd]raft", head), head
    assert charter.note["en"] and charter.note["az"]
    assert all(one.reason["en"] and one.reason["az"] for one in charter.accepted)
    assert f"`{file.name}`" in PAGE
    loaded = {organ.size for organ in charter.organs.values() if organ.size}
    assert loaded, "it says how many it has"


def judged(file: Path, share: float) -> list[str]:
    """The least changes that break no case and are not proven to be without effect."""
    charter = read_charter(file).with_holidays(HOLIDAYS)
    mutants: list[Mutant] = list(mutants_of(charter))
    chosen = mutants if share == 1 else random.Random(SEED).sample(mutants, round(len(mutants) * share))
    found = survey(charter, every_case(file), chosen)
    return [f"{one.mutant.key}: {one.mutant.old} became {one.mutant.new}" for one in found.unproven]


def test_a_seeded_share_of_the_drafts_least_changes_breaks_a_case_or_has_no_effect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with capsys.disabled():
        print(f"\n  one least change of {round(1 / SHARE)} of the draft tried")
    assert judged(DRAFT, SHARE) == []


@each(pytest.mark.soak, pytest.mark.sqlite)
def test_every_least_change_breaks_a_case_or_has_no_effect(file: Path) -> None:
    assert judged(file, 1) == []
