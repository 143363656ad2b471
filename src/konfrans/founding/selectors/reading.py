"""A charter and a spreadsheet with which a conference begins; what cannot be used is told in the active language."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from konfrans.charter import CharterError, read_charter
from konfrans.decisions.selectors import words
from konfrans.kernel.refusals import Refused, worded
from konfrans.membership.rules import NotReadable, read_rows, read_sheet
from konfrans.membership.selectors import known_for_founding
from konfrans.statutes.selectors import founding

if TYPE_CHECKING:
    from konfrans.charter import Charter
    from konfrans.membership.rules import Row

MOST = 50
"""Faults that are told; nobody mends more at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to mend: where, as `row 3, column kind` or empty; what is wrong; what to do, where that is a sentence of its own."""

    text: str
    remedy: str = ""
    row: int = 0
    column: str = ""


class Unfit(ValueError):
    """A charter or a spreadsheet that cannot be used: line by line, and what to do with the whole of it."""

    def __init__(self, lines: list[Line], remedy: str) -> None:
        super().__init__(remedy)
        self.lines, self.remedy = lines, remedy


def charter_of(name: str, key: str) -> Charter:
    """A model made the conference's own, or a file. Raises `Unfit`."""
    models = founding.founding_models()
    if name in models:
        return founding.founding_charter(name, key)
    named = _("The models: %(models)s.") % {"models": ", ".join(models)}
    if not Path(name).is_file():
        near = get_close_matches(name.lower().removesuffix(".toml"), models, 1, 0.5)
        meant = " " + _("Is %(model)s meant?") % {"model": near[0]} if near else ""
        unknown = _("“%(name)s” is no model, and there is no file of that name.") % {"name": name}
        raise Unfit([Line(unknown + meant)], named)
    try:
        return read_charter(Path(name))
    except CharterError as error:
        lines = [Line(text, remedy) for text, remedy in map(words().fault, error.faults[:MOST])]
        raise Unfit(lines, _("Give a charter document, or choose a model.") + " " + named) from None


def rows_of(file: Path, charter: Charter, country: str) -> tuple[Row, ...]:
    """The members of a spreadsheet. Raises `Unfit` with every fault by row and column."""
    remedy = _("Give a spreadsheet, CSV or XLSX.")
    try:
        read = read_rows(read_sheet(file.read_bytes()), known_for_founding(charter, country))
    except OSError as error:
        text = _("The file cannot be read: %(reason)s.") % {"reason": error.strerror}
        raise Unfit([Line(text)], remedy) from None
    except NotReadable as error:
        raise Unfit([Line(worded(Refused(error.code)))], remedy) from None
    if read.faults:
        lines = [
            Line(worded(Refused(one.code, **one.facts)), row=one.row, column=one.column or "") for one in read.faults
        ]
        raise Unfit(lines, _("To mend: %(number)s.") % {"number": len(lines)})
    return read.rows
