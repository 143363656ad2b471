"""The commands as typer reads their options and shows their help. It is loaded only where it is needed: with pydantic, on which it builds
options, it takes longer than a verdict."""

from __future__ import annotations

import importlib
import os
from typing import Any

import typer
from typer._click import exceptions as click_exceptions
from typer.core import TyperGroup
from typer.main import get_command

from konfrans.cli import failures
from konfrans.cli.main import COMMANDS, Entry, remedy, say

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for plugins costs 11 ms


def _typer_command(name: str, entry: Entry) -> Any:
    module, _, function = entry.where.partition(":")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    target = getattr(importlib.import_module(module), function)
    settings = getattr(target, "command_settings", {})
    app.command(name, help=target.__doc__ or entry.words, **settings)(target)
    command = get_command(app)
    command.name = name
    return command


class LazyGroup(TyperGroup):
    """Commands by name; a command's module is imported when the command is called or its own help is asked."""

    entries: dict[str, Entry | dict[str, Entry]] = COMMANDS

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = self.entries.get(cmd_name)
        if found is None:
            return None
        if isinstance(found, Entry):
            return _typer_command(cmd_name, found)
        group = type("Group", (LazyGroup,), {"entries": found})
        return group(name=cmd_name, help=f"{', '.join(found)}", no_args_is_help=True)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = []
        for name, found in self.entries.items():
            if isinstance(found, Entry):
                rows.append((name, found.words))
            else:
                rows += [(f"{name} {inner}", entry.words) for inner, entry in found.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        self.format_commands(ctx, formatter)


def run(argv: list[str], *, as_json: bool) -> int:
    """A command by its words; its exit status."""
    group = LazyGroup(name="konfrans", help="Runs a national rectors' conference on its charter.", no_args_is_help=True)
    try:
        # Not `group.main`: it takes a broken pipe for status 1, which says of a vote that it failed.
        with group.make_context("konfrans", list(argv)) as context:
            status = group.invoke(context)
    except click_exceptions.NoArgsIsHelpError as shown:
        shown.show()
        return 2
    except click_exceptions.ClickException as wrong:
        say(failures.wrong_value(wrong) or wrong.format_message(), remedy(argv), as_json)
        return 2
    except typer.Abort:
        return 130
    except typer.Exit as left:
        return left.exit_code
    return status if isinstance(status, int) else 0
