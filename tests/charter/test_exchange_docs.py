"""The guide to other forms: its commands and its Python run as they are printed, and what it shows of an act is there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import read_charter
from konfrans.charter.exchange import to_akoma
from konfrans.cli.exchange import export, take

GUIDE = Path("docs/law/exchange.md").read_text("utf-8")
DRAFT = Path("charters/azerbaijan-draft.toml")


def test_the_commands_of_the_guide_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer(add_completion=False)
    app.command("export", **export.command_settings)(export)
    app.command("import", **take.command_settings)(take)
    there = tmp_path / DRAFT
    there.parent.mkdir()
    there.write_bytes(DRAFT.read_bytes())
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ konfrans charter (.*)$", GUIDE, re.MULTILINE)
    for command in commands:
        done = CliRunner().invoke(app, shlex.split(command))
        assert done.exit_code == 0, (command, done.stderr)
    for name in ("charter.toml", "charter-from-json.toml"):
        assert tomllib.loads(Path(name).read_text("utf-8")) == tomllib.loads(there.read_text("utf-8"))


def test_the_python_of_the_guide_runs() -> None:
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1], names)
    assert len(names["acts"]) == 2


def test_what_the_guide_shows_of_an_act_stands_in_it() -> None:
    act = to_akoma(read_charter(DRAFT), "az").decode()
    shown = re.search(r"```xml\n(.*?)```", GUIDE, re.DOTALL)[1].strip()
    assert shown in act
    for name in ("chapter", "article", "paragraph", "num", "heading", "list", "intro", "point", "note"):
        assert f"`{name}`" in GUIDE and f"<{name}" in act
