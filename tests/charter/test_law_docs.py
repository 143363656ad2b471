"""The guide to the law: every example in it runs as it is printed."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import STANDARD_KINDS, load_charter, read_charter
from konfrans.charter.amounts import Base
from konfrans.charter.asking import question, questions
from konfrans.charter.law import NotJudged
from konfrans.charter.published import described, tables_of
from konfrans.charter.reading import hints
from konfrans.cli.law import decide

FRONT, ASKING, WRITING, DATES = (
    Path(f"docs/{name}.md").read_text("utf-8") for name in ("law", "law/asking", "law/writing", "law/dates")
)
PYTHON = re.findall(r"```python\n(.*?)```", FRONT + DATES, re.DOTALL)
CONSOLE = re.findall(r"```console\n\$ konfrans decide (.*?)\n(.*?)```", ASKING + WRITING, re.DOTALL)
CLUB = re.search(r"```toml\n(.*?)```", WRITING, re.DOTALL)[1]

app = typer.Typer(add_completion=False)
app.command("decide", **decide.command_settings)(decide)


def run(options: str):
    return CliRunner().invoke(app, shlex.split(options))


@pytest.mark.parametrize("example", PYTHON, ids=[f"python {n}" for n in range(1, len(PYTHON) + 1)])
def test_a_python_example_runs(example: str) -> None:
    names: dict[str, object] = {}
    exec(compile(example, "the guide", "exec"), names)
    assert names.keys() - {"__builtins__"}, "an example makes something that a reader can go on with"


def test_the_command_prints_what_the_guide_shows() -> None:
    options, shown = CONSOLE[0]
    done = run(options)
    assert done.exit_code == 0
    assert done.stdout.startswith(shown.removesuffix("...\n"))


def test_the_json_of_the_guide_is_that_of_the_command() -> None:
    shown = json.loads(re.search(r"```json\n(.*?)```", ASKING, re.DOTALL)[1])
    found = json.loads(run(CONSOLE[0][0] + " --json").stdout)
    for one in [*shown["reasons"], *found["reasons"]]:
        assert one.pop("text")
    found["charter"]["sha256"] = "…"
    assert found == shown


def test_the_club_of_the_guide_decides_as_it_says(tmp_path) -> None:
    file = tmp_path / "chess-club.toml"
    file.write_text(CLUB, encoding="utf-8")
    options = re.search(r"`konfrans decide --charter chess-club.toml (.*?)`", WRITING)[1]
    done = run(f"--charter {file} {options}")
    assert done.exit_code == 0
    assert "3/4 × 9 members = 6 3/4, rounded up to 7." in done.stdout
    assert run(f"--charter {file} --kind budget --entitled 9 --present 5 --yes 2 --no 1 --abstain 2").exit_code == 0
    assert run(f"--charter {file} --kind budget --entitled 9 --present 4 --yes 4").exit_code == 1
    assert run(f"--charter {file} --kind election --entitled 9 --present 5 --yes 2").exit_code == 2


def test_the_fault_of_the_guide_is_told_so(tmp_path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(CLUB.replace('"members" } }', '"membres" } }', 1), encoding="utf-8")
    done = run(f"--charter {file} --kind ordinary --entitled 9")
    assert done.stderr.replace(f"{tmp_path}/", "") == CONSOLE[1][1]


def test_every_key_base_kind_and_option_stands_in_the_guide() -> None:
    for name in [
        *STANDARD_KINDS,
        *(base.value for base in Base),
        *get_args(hints(NotJudged)["what"]),
    ]:
        assert f"`{name}`" in WRITING, name
    shapes = [shape for key in questions() for shape in tables_of(question(key).facts)]
    for table in map(described, [*tables_of(), *shapes]):
        assert table.words, table.name
        assert all(key.words for key in table.keys), table
    for option in re.findall(r"--[a-z-]+", CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).stdout):
        assert option in ASKING or option == "--help", option


def test_every_stable_name_of_the_guide_can_be_imported() -> None:
    import konfrans.charter

    paragraph = FRONT.split("Stable names:")[1].split("\n\n")[0]
    names = re.findall(r"`(\w+)`", paragraph)
    for name in names:
        assert getattr(konfrans.charter, name) is not None
    cases = {"AttestationError", "CharterError", "CountError", "EvidenceError", "KindError"}
    assert set(names) | cases == set(konfrans.charter.__all__)


def test_every_model_charter_loads_and_says_which_kinds_it_rules() -> None:
    for file in Path("charters").glob("*.toml"):
        charter = read_charter(file)
        assert charter.kinds_ruled(), file
        assert load_charter(charter.document).sha256 == charter.sha256
