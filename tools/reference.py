"""The reference pages, made from the program itself: `python -m tools.reference` writes them, `check` compares them."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from tools.console import ROOT

PAGE = ROOT / "docs" / "commands.md"
HEAD = """# The commands

Made from the program by `make reference`; `konfrans COMMAND --help` says the same. After `make setup` the program is
`.venv/bin/konfrans`. A command that verifies, checks, recomputes or compares ends with status 0 when all holds, 1 when
something does not, 2 when it cannot be judged; 70 means that the program itself failed. 74 means that the output could not be
written (a full device, a closed stream), and 141, without a word, that the reader of a pipe went away, as `head` does. A file may be
a pipe, such as `<(command)`; a device is none.
"""

LAW_HEAD = """# Reference: what a charter may say

Made from the program by `make reference`. A charter is a TOML file; this page lists every table and key. [The guide](../law.md) says how to
write one, [How a vote is judged](judging.md) what the engine does with it, [charter.schema.json](charter.schema.json) is the same as JSON
Schema (2020-12), for editors that check while one types.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its whole name, in the order of `--help`, with the object that parses it."""
    from konfrans.cli.group import LazyGroup
    from konfrans.cli.main import every_command

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


def law() -> str:
    """Every table that a charter and the facts of a question may hold, key by key."""
    from konfrans.charter.asking import question, questions
    from konfrans.charter.published import tables_of

    shapes = list(tables_of())
    parts = [LAW_HEAD, *(_table(shape) for shape in shapes)]
    parts.append(
        "# Facts\n\nWhat each question of `konfrans ask` is asked on; `--example` prints a file to begin with.\n"
    )
    for key in questions():
        for shape in tables_of(question(key).facts):
            if shape not in shapes:
                shapes.append(shape)
                parts.append(_table(shape))
    return "\n".join(parts)


def _table(shape: Any) -> str:
    from konfrans.charter.published import described

    table = described(shape)
    rows = [
        f"| `{key.name}` | {key.kind} | {'must be given' if key.left_out is None else key.left_out} | {_cell(key.words)} |"
        for key in table.keys
    ]
    head = ["| key | holds | left out | meaning |", "|---|---|---|---|"]
    return "\n".join([f"## {table.name}\n\n{table.words}\n", *head, *rows, ""])


def schema() -> str:
    from konfrans.charter.published import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


PAGES = {
    PAGE: page,
    ROOT / "docs" / "law" / "reference.md": law,
    ROOT / "docs" / "law" / "charter.schema.json": schema,
}


def main(words: Sequence[str]) -> int:
    if list(words) == ["check"]:
        stale = [
            path.relative_to(ROOT)
            for path, make in PAGES.items()
            if not path.exists() or path.read_text("utf-8") != make()
        ]
        for path in stale:
            print(f"{path} is not what `make reference` makes")
        return 1 if stale else 0
    for path, make in PAGES.items():
        path.write_text(make(), "utf-8")
        print(f"{path.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
