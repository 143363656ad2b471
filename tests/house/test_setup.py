"""Set-up: what counts as whole, and what it says when it must stop."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools import setup, suite, system
from tools.console import Stop


@pytest.fixture
def stamp(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "set-up.json"
    monkeypatch.setattr(setup, "STAMP", path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    return path


def test_an_environment_without_its_stamp_is_not_whole(stamp):
    assert setup._stamp() == {}


@pytest.mark.parametrize("changed", [{"place": "/elsewhere"}, {"python": "3.9.1 (another)"}])
def test_an_environment_of_another_place_or_python_is_not_whole(stamp, changed):
    whole = {"place": str(setup.ROOT), "python": sys.version, "core": "x"}
    stamp.write_text(json.dumps(whole))
    assert setup._stamp() == whole
    stamp.write_text(json.dumps({**whole, **changed}))
    assert setup._stamp() == {}


def test_a_torn_stamp_is_none(stamp):
    stamp.write_text('{"place": ')
    assert setup._stamp() == {}


def test_a_missing_wheel_is_named_with_the_python_it_is_missing_for(tmp_path, monkeypatch, capsys):
    lock = tmp_path / "lock.txt"
    lock.write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(Stop, match=r"^no wheel of no-such-package==1\.0 for Python 3\.\d+ on this system"):
        setup.install(lock)
    assert "No matching distribution" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x==1",
            "cannot be reached",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "does not match its hash"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("something else", "its last lines stand above"),
    ],
)
def test_a_failed_installation_says_what_to_do(output, said):
    assert said in setup.explain(output)


def test_a_python_newer_than_those_known_is_sent_to_one_that_is(monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 15, 0))
    said = setup.explain("ERROR: No matching distribution found for typst==0.15.2")
    assert said == (
        "no wheel of typst==0.15.2 for Python 3.15 on this system; take Python 3.11 to 3.13: make setup PYTHON=python3.13"
    )


def test_a_browser_that_is_named_and_does_not_run_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("KONFRANS_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(Stop, match=r"KONFRANS_CHROMIUM names .* which does not run"):
        system.browser()


def test_without_a_browser_the_line_to_type_is_said(monkeypatch):
    monkeypatch.delenv("KONFRANS_CHROMIUM", raising=False)
    monkeypatch.setattr(system, "BROWSERS", ())
    monkeypatch.setattr(system, "BROWSER_PLACES", ())
    monkeypatch.setattr(system, "apt", lambda *packages: False)
    with pytest.raises(Stop, match="Type: sudo apt-get install chromium"):
        system.browser()


def test_without_an_installed_postgresql_the_one_of_the_wheel_serves(monkeypatch):
    import psycopg

    monkeypatch.setattr(system, "SERVER_PLACES", ())
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(system, "apt", lambda *packages: False)
    with system.postgres() as address:
        home = Path(address.partition("host=")[2].partition("&")[0])
        with psycopg.connect(address) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    assert not home.exists()


# The suite ------------------------------------------------------------------------------------------------------------

REPORT = """<testsuites><testsuite tests="12" failures="1" errors="1" skipped="{skipped}"/></testsuites>"""


def test_the_counts_of_a_report_are_read(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(skipped=3))
    assert suite.counts(report) == (12, 2, 3)


def test_a_missing_report_is_a_failure(tmp_path):
    assert suite.counts(tmp_path / "none.xml") == (0, 1, 0)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (suite.Result("sqlite", 10, 0, 0, 61, 0), "All passed: 10 tests in 61 s"),
        (suite.Result("sqlite", 10, 1, 0, 61, 1), "Failed: Tests on SQLite (61 s)"),
        (suite.Result("sqlite", 10, 0, 1, 61, 0), "1 skipped, which counts as failed"),
        (suite.Result("pages", 0, 0, 0, 130, 5), "status 5"),
    ],
)
def test_the_summary_says_what_failed(result, said):
    assert said in suite.summary([result])
    assert result.passed is said.startswith("All passed")


def test_what_was_left_out_is_said_in_the_summary():
    left = suite.summary([suite.Result("spark", 0, 0, 0, 0, 0, "there is no Java here")])
    assert "LEFT OUT" in left and "there is no Java here" in left
