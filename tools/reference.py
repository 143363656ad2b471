"""docs/commands.md, made from the commands themselves: `python -m tools.reference` writes it, `check` compares it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from tools.console import ROOT

PAGE = ROOT / "docs" / "commands.md"
HEAD = """# The commands

Made from the program by `make reference`; `konfrans COMMAND --help` says the same. After `make setup` the program is
`.venv/bin/konfrans`. A command that verifies, checks, recomputes or compares ends with status 0 when all holds, 1 when
something does not, 2 when it cannot be judged; 70 means that the program itself failed.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its whole name, in the order of `--help`, with the object that parses it."""
    from konfrans.cli.main import LazyGroup, every_command

    for name in every_command():
        found: Any = LazyGroup(name="konfrans")
        for word in name.split():
            found = found.get_command(None, word)
        yield name, found


def section(name: str, command: Any) -> str:
    """Heading, what it does, how it is called, and a row for each argument and option."""
    context = command.context_class(command, info_name=f"konfrans {name}")
    usage = " ".join([f"konfrans {name}", *command.collect_usage_pieces(context)])
    rows = [record for param in command.get_params(context) if (record := _record(param, context))]
    parts = [f"## konfrans {name}", inspect.cleandoc(command.help or ""), f"```\n{usage}\n```"]
    if rows:
        parts.append("\n".join(["| | |", "|---|---|", *(f"| `{flags}` | {_cell(words)} |" for flags, words in rows)]))
    return "\n\n".join(part for part in parts if part)


def _record(param: Any, context: Any) -> tuple[str, str] | None:
    if "--help" in param.opts:
        return None
    if param.param_type_name == "argument":
        return (param.metavar or param.name or "").replace("_", "-"), getattr(param, "help", None) or ""
    record: tuple[str, str] | None = param.get_help_record(context)
    return record


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def page() -> str:
    return HEAD + "".join(f"\n{section(name, command)}\n" for name, command in commands())


def main(words: Sequence[str]) -> int:
    if list(words) == ["check"]:
        same = PAGE.exists() and PAGE.read_text("utf-8") == page()
        print("docs/commands.md is as made" if same else "docs/commands.md is not what `make reference` makes")
        return 0 if same else 1
    PAGE.write_text(page(), "utf-8")
    print("docs/commands.md written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
