"""Results of `konfrans analyse` in a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from konfrans.analysis.faults import shown, words

if TYPE_CHECKING:
    from konfrans.analysis.results import Result


def show(result: Result, language: str) -> None:
    """A table, the rule of the degrees of freedom, and notes below it."""
    told = words(language)
    heads = told["heads"]
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    keys = list(result.rows[0].keys) if result.rows else []
    for key in keys:
        table.add_column(heads.get(key, key))
    for head in ("estimate", "se", "low", "high", "deff", "df", "n"):
        table.add_column(heads[head], justify="right")
    for row in result.rows:
        values = (row.estimate, row.se, *row.ci, row.deff)
        cells = [_number(value) if not math.isnan(value) else heads["none"] for value in values]
        table.add_row(*(str(row.keys[key]) for key in keys), *cells, f"{row.df:g}", str(row.n))
    console.print(table)
    console.print(
        heads["df_rule"].format(level=f"{100 * result.level:g}", rule=told["df_rules"][result.df_rule]), style="dim"
    )
    for note in result.notes:
        facts = {name: shown(value) for name, value in note.items() if name != "code"}
        console.print(told["notes"][note["code"]].format(**facts), style="yellow")


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 1e7 else f"{value:.5g}"
