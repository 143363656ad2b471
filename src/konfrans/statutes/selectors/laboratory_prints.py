"""The laboratory as a picture, a table for a spreadsheet, a picture file and a PDF: the same words as its page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from konfrans.charter import Outcome
from konfrans.kernel.conference import conference
from konfrans.kernel.documents import document_pdf, picture_png
from konfrans.kernel.formats import number_text
from konfrans.kernel.localised import without_controls
from konfrans.kernel.pictures import PaneRow, key_pane, pane_rows
from konfrans.statutes.selectors.counting_again import base_of, flips
from konfrans.statutes.selectors.laboratory import Cell, Laboratory
from konfrans.statutes.selectors.power_shown import PowerShown

PRINTED = 400
"""Votes that a PDF lists; a spreadsheet has them all."""
_DRAWN = {0: "got", 1: "against", 3: "abstain"}


def pictured(found: Laboratory) -> list[PaneRow]:
    """A row for each text, a pane for each vote, the oldest first: how it goes, and whether it flips."""
    laws = [one.charter for one in found.texts if one.charter is not None]
    bases = [base_of(case, laws) for case in found.cases]
    rows = []
    for at, text in enumerate(found.texts):
        panes = [
            (_drawn(row[at].outcome), flips(row[at].outcome, base))
            for row, base in zip(found.counted.rows, bases, strict=True)
        ]
        total = _("flips: %(number)s") % {"number": number_text(found.totals[at].flips)}
        rows.append(PaneRow(text.name, tuple(reversed(panes)), total))
    return rows


def _drawn(outcome: Outcome | None) -> str:
    return "away" if outcome is None else _DRAWN.get(outcome.status, "away")


def picture(found: Laboratory) -> SafeString:
    """The picture of the page; the table beside it says the same."""
    return pane_rows(pictured(found), sentence=_picture_words(found))


def picture_key() -> list[tuple[SafeString, str]]:
    """What the panes of the picture stand for."""
    said = (_("adopted"), _("not adopted"), _("something more is needed"), _("no rule, or not to be judged"))
    return [(key_pane(state), words) for state, words in zip(("got", "against", "abstain", "away"), said, strict=True)]


def _picture_words(found: Laboratory) -> str:
    said = [
        _("%(name)s: adopted %(adopted)s, not adopted %(refused)s, flips %(flips)s") % {
            "name": text.name, "adopted": number_text(total.adopted), "refused": number_text(total.refused),
            "flips": number_text(total.flips),
        }
        for text, total in zip(found.texts, found.totals, strict=True)
    ]  # fmt: skip
    return "; ".join(said)


def finding_words(found: Laboratory) -> str:
    """What was found, as a title."""
    name, number = found.finding
    facts = {"name": name, "number": number_text(number), "all": number_text(len(found.cases))}
    return _("%(name)s: %(number)s of %(all)s votes would have gone otherwise") % facts


# a spreadsheet --------------------------------------------------------------------------------------------------------


def xlsx_of(found: Laboratory, power: PowerShown | None) -> bytes:
    """Votes, why they flip, sums and voting power, a sheet each. Every text is written as text, whatever it begins with."""
    book = Workbook(write_only=True)
    heads = [_("Recorded vote"), _("Title"), _("Kind"), _("Counts"), _("Recorded")]
    for text in found.texts:
        heads += [text.name, _("%(name)s: got") % {"name": text.name}, _("%(name)s: needed") % {"name": text.name},
                  _("%(name)s: flips") % {"name": text.name}]  # fmt: skip
    _sheet(book, _("Votes"), heads, (_votes(row) for row in found.rows))
    why = (
        [one.key, one.charter, one.rule, "".join(part for part, _frac in one.arithmetic), one.before, one.numbers]
        for one in found.why
    )
    _sheet(
        book,
        _("Why they flip"),
        [_("Recorded vote"), _("Text"), _("Rule"), _("Arithmetic"), _("Recorded"), _("Numbers")],
        why,
    )
    sums = (
        [text.name, one.adopted, one.refused, one.open, one.unruled, one.flips]
        for text, one in zip(found.texts, found.totals, strict=True)
    )
    _sheet(book, _("Sums"), [_("Text"), _("Adopted"), _("Not adopted"), _("Open"), _("No rule"), _("Flips")], sums)
    if power is not None:
        rows = (
            [row.category, row.number, text.name, cell.each, cell.together, cell.shapley, cell.why_not]
            for row in power.rows
            for text, cell in zip(found.texts, row.cells, strict=True)
        )
        head = [
            _("Category"),
            _("Members"),
            _("Text"),
            "Banzhaf",
            _("Banzhaf, together"),
            "Shapley–Shubik",
            _("Why not"),
        ]
        _sheet(book, _("Voting power"), head, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _votes(row: Any) -> list[Any]:
    cells: list[Any] = [row.case.key, row.case.title, row.kind, row.counts, row.recorded]
    for one in row.cells:
        cells += [one.word, _figure(one.got), _figure(one.needed), _("flips") if one.flips else one.why_not]
    return cells


def _figure(said: str) -> Any:
    return int(said) if said.isascii() and said.isdigit() else said


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title[:31])
    assert isinstance(sheet, WriteOnlyWorksheet)
    sheet.freeze_panes = "A2"
    for at in range(len(heads)):
        sheet.column_dimensions[chr(65 + at) if at < 26 else "A" + chr(65 + at - 26)].width = 18
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])


def _text(sheet: Any, value: str, *, bold: bool = False) -> Any:
    """A cell of text: what begins with = + - or @ is no formula."""
    cell = WriteOnlyCell(sheet, value=without_controls(value)[:32_000])
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


# a PDF and a picture file ---------------------------------------------------------------------------------------------


def pdf_of(found: Laboratory, power: PowerShown | None) -> bytes:
    """The same as a PDF that a screen reader can read."""
    return document_pdf("statutes/laboratory.typ", _data(found, power), get_language() or "en")


def png_of(found: Laboratory) -> bytes:
    """The picture as a file."""
    return picture_png("statutes/laboratory_picture.typ", _data(found, None), get_language() or "en")


def _data(found: Laboratory, power: PowerShown | None) -> dict[str, Any]:
    title, name = finding_words(found), conference().name.given()
    rows = found.rows[:PRINTED]
    return {
        "title": title, "author": name, "conference": name, "kicker": _("Charter laboratory"), "foot": title,
        "note": _acting_words(found), "key": _key_words(),
        "left": _("Only the first %(number)s votes are listed; the spreadsheet has them all.") % {"number": PRINTED} if len(found.rows) > PRINTED else "",
        "words": {"vote": _("Recorded vote"), "table": _("Votes and charters"), "why": _("Why they flip"), "power": _("Voting power"), "sum": _("Votes that flip")},
        "texts": [{"name": one.name, "note": one.note} for one in found.texts],
        "rows": [{"key": row.case.key, "title": row.case.title or row.kind, "counts": row.counts, "cells": [_printed(one) for one in row.cells]} for row in rows],
        "sums": [number_text(one.flips) for one in found.totals],
        "why": [{"key": one.key, "charter": one.charter, "text": " ".join(part for part in (one.rule, "".join(part for part, _frac in one.arithmetic), one.before) if part), "numbers": one.numbers} for one in found.why[: 2 * PRINTED]],
        "power": [] if power is None else [[f"{row.category}: {number_text(row.number)}", *(one.each or one.why_not for one in row.cells)] for row in power.rows],
        "picture": [{"label": row.label, "total": row.total, "panes": [{"state": state, "flips": marked} for state, marked in row.panes]} for row in pictured(found)],
    }  # fmt: skip


def _printed(cell: Cell) -> dict[str, Any]:
    figures = _("%(got)s of %(needed)s") % {"got": cell.got, "needed": cell.needed} if cell.got else ""
    return {"word": cell.word, "state": cell.state, "figures": figures, "flips": _("flips") if cell.flips else ""}


def _acting_words(found: Laboratory) -> str:
    if not found.acting:
        return ""
    return _("Counted as if so many of the members were acting heads and might not vote: %(number)s") % {
        "number": number_text(found.acting)
    }


def _key_words() -> str:
    return _("filled: adopted; cross: not adopted; bar: something more is needed; dashed: no rule; marked: flips")
