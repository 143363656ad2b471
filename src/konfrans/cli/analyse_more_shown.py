"""Response rates, checks and words of open answers in a terminal: kinds of results that have columns of their own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from konfrans.analysis.faults import shown, words

if TYPE_CHECKING:
    from konfrans.analysis.results import Result, Row

COLUMNS: dict[str, tuple[str, ...]] = {
    "response": ("share", "weighted", "numerator", "denominator", "n", "definition"),
    "checks": ("share", "unweighted", "n"),
    "representation": ("sample", "population", "points", "n"),
    "words": ("answers", "tokens", "of", "share", "se", "low", "high", "deff"),
    "keyness": (
        "answers",
        "of",
        "answers_rest",
        "of_rest",
        "g2",
        "log_ratio",
        "p_holm",
        "difference",
        "se",
        "p_bonferroni",
    ),
}
"""What stands in a row after its keys. A column that no row has is left out."""
WIDE = 32


def show(result: Result, language: str) -> None:
    """A table, and notes below it."""
    told = words(language)
    heads = told["heads"]
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    keys = [key for key in (result.rows[0].keys if result.rows else []) if any(row.keys[key] for row in result.rows)]
    columns = [name for name in COLUMNS[result.kind] if any(_value(row, name) is not None for row in result.rows)]
    for key in keys:
        table.add_column(key if key in result.by else heads.get(key, key), no_wrap=True)
    for name in columns:
        table.add_column(heads[name], justify="left" if name == "definition" else "right", no_wrap=True)
    for row in result.rows:
        cells = [_cell(row, name, told) for name in columns]
        table.add_row(*(_key(row.keys[key], key, told, result.by) for key in keys), *cells)
    # A narrow terminal breaks long lines itself; numbers cut in the middle would be worse.
    console.width = max(console.width, console.measure(table, options=console.options.update(width=400)).maximum)
    if result.rows:
        console.print(table)
    if result.df_rule:
        rule = told["df_rules"][result.df_rule]
        console.print(heads["df_rule"].format(level=f"{100 * result.level:g}", rule=rule), style="dim")
    for note in result.notes:
        facts = {name: shown(value) for name, value in note.items() if name != "code"}
        console.print(told["notes"][note["code"]].format(**facts), style="yellow")


def _value(row: Row, name: str) -> Any:
    """What a column holds; nothing where the row does not have it."""
    own = {
        "share": row.estimate,
        "points": row.estimate,
        "difference": row.estimate,
        "se": row.se,
        "low": row.ci[0],
        "high": row.ci[1],
        "n": row.n,
    }
    if name == "deff":
        return None if math.isnan(row.deff) else row.deff
    return own.get(name, row.more.get(name))


def _cell(row: Row, name: str, told: dict[str, Any]) -> str:
    value = _value(row, name)
    if value is None:
        return ""
    if name == "definition":
        return str(
            told["definitions"].get(row.keys["rate"], value) if value != "as given" else told["df_rules"]["asked"]
        )
    if isinstance(value, float) and math.isnan(value):
        return str(told["heads"]["none"])
    return f"{value:.0f}" if abs(value) >= 1e4 or (float(value).is_integer() and abs(value) > 1) else f"{value:.4g}"


def _key(value: Any, key: str, told: dict[str, Any], by: list[str]) -> str:
    """A key in words: a check by its name, a battery by its ends; a group as the file has it."""
    if key == "check" and key not in by:
        return str(told["checks"][value])
    text = str(value)
    if len(text) > WIDE and "," in text:
        items = text.split(",")
        return f"{items[0]} … {items[-1]} ({len(items)})"
    return text
