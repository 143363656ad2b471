"""A missing extra, a dead database, a wrong variable: one line that says what is wrong, one that says what to do, status 2."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.keeping.places import ROOT, Place, Places, free_port

WITHOUT_PSYCOPG = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("psycopg", "psycopg2"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without())
from konfrans.cli.main import main
main(sys.argv[1:])
"""
COMMANDS = (("journal", "verify"), ("person", "export", "a@example.org"), ("migrate",), ("serve",), ("backup", "b.zip"))


@pytest.fixture
def nowhere(places: Places) -> Place:
    """A home whose database does not answer: nobody listens there."""
    place = places.empty()
    place.database = f"postgresql://nobody:hidden@127.0.0.1:{free_port()}/none"
    return place


def _said(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert "hidden" not in done.stderr + done.stdout
    return done.stderr.strip().splitlines()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_psycopg_the_extra_is_named(nowhere: Place, words: tuple[str, ...]):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PSYCOPG, *words], cwd=ROOT, env=nowhere.env, capture_output=True, text=True
    )
    assert _said(done) == ['This needs the extra "postgres".', 'Type: pip install "konfrans[postgres]"']


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_that_does_not_answer_is_one_line(nowhere: Place, words: tuple[str, ...]):
    first, remedy = _said(nowhere.run(*words))
    assert "The database does not answer" in first and "KONFRANS_DATABASE" in remedy


@pytest.mark.parametrize("address", ["mysql://x", "postgresql://u@h:abc/x", "postgresql://[x/y"])
def test_a_database_of_another_kind_is_refused_with_the_form(places: Places, address: str):
    place = places.empty()
    place.database = address
    first, remedy = _said(place.run("journal", "verify"))
    assert first.startswith("KONFRANS_DATABASE names no database") and "sqlite:////absolute/file" in remedy


@pytest.mark.parametrize("address", ["mysql://x", "without"])
def test_the_doctor_reports_it_as_a_finding(nowhere: Place, address: str):
    if address != "without":
        nowhere.database = address
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PSYCOPG, "doctor", "--json"],
        cwd=ROOT,
        env=nowhere.env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and not done.stderr
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["state"] == "wrong" and finding["remedy"]


@pytest.mark.parametrize(
    "words", [("journal", "verify"), ("person", "export", "a@example.org"), ("decision", "recompute")], ids=" ".join
)
def test_a_command_that_reads_makes_nothing_where_nothing_is(places: Places, words: tuple[str, ...]):
    place = places.empty()
    place.home = place.home / "absent"
    place.database = ""
    first, remedy = _said(place.run(*words))
    assert first.startswith("There is no database at") and "KONFRANS_DEMO=1 KONFRANS_HOME=var/demo" in remedy
    assert not place.home.exists()
