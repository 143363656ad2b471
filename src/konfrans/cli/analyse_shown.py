"""Results of `konfrans analyse` in a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from konfrans.analysis.faults import plain, shown, words
from konfrans.cli import analyse_more_shown

if TYPE_CHECKING:
    from konfrans.analysis.results import Result


def show(result: Result, language: str) -> None:
    """A table, the test of the whole, the rule of the degrees of freedom, and notes below it."""
    if result.kind in analyse_more_shown.COLUMNS:
        analyse_more_shown.show(result, language)
        return
    told = words(language)
    heads = told["heads"]
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    keys = [
        key
        for key in (result.rows[0].keys if result.rows else [])
        if key not in ("row", "column") or result.kind == "crosstab" or key in result.by
    ]
    if result.kind == "crosstab" and result.rows:
        keys.remove("item")
        console.print(plain(str(result.rows[0].keys["item"])), style="bold")
    with_deff = any(not math.isnan(row.deff) for row in result.rows)
    more = [
        name
        for name in ("share_of_row", "share_of_column", "p", "p_holm")
        if result.rows and name in result.rows[0].more
    ]
    for key in keys:
        table.add_column(key if key in result.by else heads.get(key, key), no_wrap=True)
    numbered = ["estimate", "se", "low", "high", *more, *(["deff"] if with_deff else []), "df", "n"]
    if result.kind == "rake":
        numbered = ["before", "factor", "total", "n"]
    for head in numbered:
        table.add_column(heads[head], justify="right", no_wrap=True)
    for row in result.rows:
        if result.kind == "rake":
            before, factor = row.more["before"], row.more["factor"]
            table.add_row(
                *(plain(str(row.keys[key])) for key in keys),
                _number(before),
                _number(factor),
                _number(row.estimate),
                str(row.n),
            )
            continue
        if row.n is None:
            table.add_row(*(plain(str(row.keys[key])) for key in keys), *([heads["withheld"]] * len(numbered)))
            continue
        values = [row.estimate, row.se, *row.ci, *(row.more[name] for name in more), *([row.deff] if with_deff else [])]
        cells = [_number(value) if not math.isnan(value) else heads["none"] for value in values]
        table.add_row(*(plain(str(row.keys[key])) for key in keys), *cells, f"{row.df:g}", str(row.n))
    # A narrow terminal breaks long lines itself; numbers cut in the middle would be worse.
    console.width = max(console.width, console.measure(table, options=console.options.update(width=400)).maximum)
    if result.rows:
        console.print(table)
    if len(result.rows) == 1 and result.kind in told["scale_items"] and result.rows[0].n is not None:
        one = result.rows[0].more
        for item in one.get("items", []):
            numbers = {
                name: heads["none"] if value is None else _number(value)
                for name, value in item.items()
                if name not in ("item", "reversed")
            }
            console.print(told["scale_items"][result.kind].format(item=item["item"], **numbers))
        if "srmr" in one:
            eigenvalues = ", ".join(_number(value) for value in one["eigenvalues"])
            console.print(heads["factor_check"].format(values=eigenvalues, srmr=_number(one["srmr"])))
    for test in result.test if isinstance(result.test, list) else [result.test] if result.test else []:
        if not math.isnan(test["f"]):
            numbers = {name: _number(test[name]) for name in ("f", "ndf", "ddf", "p")}
            console.print(told["tests"][result.kind].format(item=test.get("item", ""), **numbers).strip())
        else:
            console.print(told["tests_none"][result.kind].format(item=test.get("item", "")))
    if result.df_rule:
        rule = told["df_rules"][result.df_rule]
        console.print(heads["df_rule"].format(level=f"{100 * result.level:g}", rule=rule), style="dim")
    for note in result.notes:
        facts = {name: shown(value) for name, value in note.items() if name != "code"}
        console.print(told["notes"][note["code"]].format(**facts), style="yellow")


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 1e4 else f"{value:.4g}"
