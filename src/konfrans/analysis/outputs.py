"""Results as files that travel: tables with the design, the question's text and the version of the code in them."""

from __future__ import annotations

import csv
import html
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import konfrans
from konfrans.analysis import writing
from konfrans.analysis.faults import AnalysisError, plain, shown, words
from konfrans.analysis.results import Result, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is a formula for a spreadsheet, whoever wrote it into an answer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One result as it is written: heads, rows of cells (None: not estimable), and lines of what it was made of."""

    title: str
    heads: list[str]
    rows: list[list[Any]]
    about: list[tuple[str, str]]


def write(out: Path, results: Sequence[Result], language: str = "en") -> None:
    """Write results as .xlsx, .csv or .html; the file is there whole or not at all."""
    content = writer_of(out)([sheet_of(result, language) for result in results], language)
    with writing.whole(out) as part:
        part.write_bytes(content)


def writer_of(out: Path) -> Callable[[Sequence[Sheet], str], bytes]:
    """What writes a file of this name."""
    kind = WRITERS.get(out.suffix.lower())
    if kind is None:
        raise AnalysisError("option_value", option="--out", value=out.name, takes=", ".join(WRITERS))
    return kind


def sheet_of(result: Result, language: str) -> Sheet:
    """A result with heads and notes in a language."""
    told = words(language)
    heads = told["heads"]
    keys = list(dict.fromkeys(key for row in result.rows for key in row.keys))
    more = list(
        dict.fromkeys(key for row in result.rows for key, value in row.more.items() if not isinstance(value, list))
    )
    numbers = ["estimate", "se", "low", "high", "deff", "df", "n"]
    titles = [key if key in result.by else heads.get(key, key) for key in keys]
    titles += [heads[name] for name in numbers]
    apart = [(name, end) for name in more for end in (("from", "to") if name.startswith("ci_") else ("",))]
    titles += [
        f"{heads.get(name, name)} {heads['low' if end == 'from' else 'high']}" if end else heads.get(name, name)
        for name, end in apart
    ]
    with_texts = [key for key in keys if key == "item" and any(_text(result, row.keys.get(key)) for row in result.rows)]
    if with_texts:
        titles.insert(len(keys), heads["question"])

    def cells(row: Row) -> list[Any]:
        withheld = heads["withheld"] if row.n is None else None
        line: list[Any] = [row.keys.get(key, "") for key in keys]
        line += [_text(result, row.keys.get("item"))] if with_texts else []
        if withheld:
            return [*map(_cell, line), *[withheld] * (len(titles) - len(line))]
        line += [row.estimate, row.se, *row.ci, row.deff, row.df, row.n]
        for name, end in apart:
            value = row.more.get(name)
            line.append(value[0 if end == "from" else 1] if end and value is not None else value)
        return [_cell(value) for value in line]

    return Sheet(_title(result, told), titles, [cells(row) for row in result.rows], _about(result, told))


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        if math.isinf(value):
            return "inf" if value > 0 else None
        return None if math.isnan(value) else int(value) if value.is_integer() and abs(value) < 2**53 else value
    return plain(value) if isinstance(value, str) else value


def _text(result: Result, item: Any) -> str:
    """What was asked: the label of an item."""
    label = result.labels.get(str(item), "")
    return str(label.get("text", "") if isinstance(label, dict) else label)


def _title(result: Result, told: dict[str, Any]) -> str:
    """What the table is about, in words."""
    asked = result.asked
    of = asked.get("formula") or " x ".join(shown(asked[name]) for name in ("rows", "columns") if name in asked)
    of = of or shown(asked.get("items", ""))
    by = [shown(asked[name]) for name in ("by", "wave") if name in asked]
    kind = told["kinds"].get(result.kind, result.kind)
    return f"{kind}: {' · '.join([of, *by])}" if of or by else str(kind)


def _asked(result: Result) -> list[str]:
    return [result.kind, *(f"{name}={shown(value)}" for name, value in result.asked.items())]


def _about(result: Result, told: dict[str, Any]) -> list[tuple[str, str]]:
    heads = told["heads"]
    lines = [(heads["command"], " ".join(_asked(result))), (heads["data"], result.data)]
    lines += [
        (f"{heads['design']}: {name}", shown(value, 40))
        for name, value in result.design.model_dump(exclude_defaults=True, exclude={"labels"}).items()
    ]
    tests = result.test if isinstance(result.test, list) else [result.test] if result.test else []
    for test in tests:
        if not math.isnan(test["f"]):
            facts = {name: f"{test[name]:.6g}" for name in ("f", "ndf", "ddf", "p")}
            lines.append((heads["test"], told["tests"][result.kind].format(item=test.get("item", ""), **facts).strip()))
        else:
            lines.append((heads["test"], told["tests_none"][result.kind].format(item=test.get("item", ""))))
    if result.df_rule:
        rule = told["df_rules"][result.df_rule]
        lines.append((heads["intervals"], heads["df_rule"].format(level=f"{100 * result.level:g}", rule=rule)))
    for note in result.notes:
        facts = {name: shown(value) for name, value in note.items() if name != "code"}
        lines.append((heads["note"], told["notes"][note["code"]].format(**facts)))
    return [*lines, (heads["program"], f"konfrans {konfrans.__version__}")]


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(sheets: Sequence[Sheet], _language: str) -> bytes:
    """Tables below each other; what they were made of in lines that begin with #."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for at, sheet in enumerate(sheets):
        if at:
            writer.writerow([])
        for name, value in sheet.about:
            writer.writerow([f"# {name}: {value}"])
        writer.writerow([_safe(head) for head in sheet.heads])
        writer.writerows([["" if cell is None else _safe(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")  # with the mark by which a spreadsheet knows the letters


def _xlsx(sheets: Sequence[Sheet], language: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.active)
    heads = words(language)["heads"]

    def put(page: Any, row: int, column: int, value: Any) -> Any:
        cell = page.cell(row, column)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # a text stays one, also where it begins like a formula
        else:
            cell.value = value
        return cell

    for at, sheet in enumerate(sheets, 1):
        page = book.create_sheet(f"{at}" if len(sheets) > 1 else heads["table"])
        for column, head in enumerate(sheet.heads, 1):
            put(page, 1, column, head).font = Font(bold=True)
        for row, line in enumerate(sheet.rows, 2):
            for column, value in enumerate(line, 1):
                cell = put(page, row, column, value)
                if isinstance(value, float):
                    cell.number_format = "0.0000" if abs(value) < 100 else "#,##0.00"
        page.freeze_panes = "A2"
        for column in range(1, len(sheet.heads) + 1):
            widest = max(
                (len(str(row[column - 1])) for row in sheet.rows if isinstance(row[column - 1], str)), default=0
            )
            page.column_dimensions[page.cell(1, column).column_letter].width = min(60, max(10, widest + 2))
        below = len(sheet.rows) + 3
        for at_line, (name, value) in enumerate(sheet.about):
            put(page, below + at_line, 1, name).font = Font(bold=True)
            put(page, below + at_line, 2, value).alignment = Alignment(wrap_text=False)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


STYLE = """
body { font: 16px/1.5 Georgia, 'Noto Serif', serif; color: #1c1b19; background: #fdfcf9; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
h1, h2 { font-weight: 600; line-height: 1.2 } h2 { margin-top: 3rem; font-size: 1.2rem; overflow-wrap: anywhere }
.wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .95rem }
th { text-align: left; border-bottom: 2px solid #1c1b19; padding: .3rem .8rem .3rem 0; vertical-align: bottom }
td { border-bottom: 1px solid #dcd8cf; padding: .3rem .8rem .3rem 0 } td.n, th.n { text-align: right }
dl { font-size: .85rem; color: #57534a; margin-top: 1rem; overflow-wrap: anywhere } dt { float: left; clear: left; margin-right: .5rem; font-weight: 600 }
@media print { body { margin: 0; max-width: none } }
"""


def _html(sheets: Sequence[Sheet], language: str) -> bytes:
    heads = words(language)["heads"]
    parts = [
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(heads['title'])}</title><style>{STYLE}</style></head><body><h1>{html.escape(heads['title'])}</h1>",
    ]
    for sheet in sheets:
        numeric = [
            bool(sheet.rows) and all(isinstance(row[at], (int, float)) or row[at] is None for row in sheet.rows)
            for at in range(len(sheet.heads))
        ]
        parts.append(
            f'<h2>{html.escape(sheet.title)}</h2><div class="wide" tabindex="0" role="region" aria-label="{html.escape(sheet.title)}"><table><thead><tr>'
        )
        parts += [
            f'<th scope="col"{_right(right)}>{html.escape(head)}</th>'
            for head, right in zip(sheet.heads, numeric, strict=True)
        ]
        parts.append("</tr></thead><tbody>")
        for row in sheet.rows:
            cells = zip(row, numeric, strict=True)
            parts.append(
                "<tr>"
                + "".join(f"<td{_right(right)}>{html.escape(_told(cell, heads))}</td>" for cell, right in cells)
                + "</tr>"
            )
        parts.append("</tbody></table></div><dl>")
        parts += [f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in sheet.about]
        parts.append("</dl>")
    return ("\n".join([*parts, "</body></html>"]) + "\n").encode("utf-8")


def _right(right: bool) -> str:
    return ' class="n"' if right else ""


def _told(cell: Any, heads: dict[str, Any]) -> str:
    if cell is None:
        return str(heads["none"])
    if isinstance(cell, float):
        return f"{cell:,.0f}".replace(",", "\u202f") if abs(cell) >= 1e4 else f"{cell:.4g}"
    return f"{cell:,}".replace(",", "\u202f") if isinstance(cell, int) and abs(cell) >= 1e4 else str(cell)


WRITERS: dict[str, Callable[[Sequence[Sheet], str], bytes]] = {".xlsx": _xlsx, ".csv": _csv, ".html": _html}
"""By the end of the file's name."""
