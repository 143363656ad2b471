"""Every command is documented, and the page is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

from tools import reference

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_has_its_heading():
    headings = re.findall(r"^## konfrans (.+)$", reference.PAGE.read_text("utf-8"), re.MULTILINE)
    assert headings == [name for name, _ in reference.commands()]


def test_the_page_of_commands_is_what_the_program_says():
    assert reference.PAGE.read_text("utf-8") == reference.page()


def test_every_command_and_every_option_says_what_it_is_for():
    silent = []
    for name, command in reference.commands():
        if not (command.help or "").strip():
            silent.append(name)
        options = [param for param in command.params if param.param_type_name == "option"]
        silent += [f"{name} {param.opts[0]}" for param in options if not param.help]
    assert silent == []


def test_every_target_of_the_makefile_says_what_it_does():
    text = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split()
    described = re.findall(r"^([a-z-]+):.*## \S", text, re.MULTILINE)
    assert sorted(described) == sorted(phony)
    assert {"demo", "demo-reset", "setup", "test", "check", "soak", "bench"} <= set(described)
