"""What `konfrans init` reads beside its answers: a charter and a spreadsheet; what cannot be used is told, not left at. Django is ready."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from konfrans.charter import Charter
    from konfrans.membership.rules import Row


class Unfit(ValueError):
    """A charter or a spreadsheet that cannot be used: why, and what to do."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.text, self.remedy = text, remedy


def charter_of(name: str, key: str) -> Charter:
    """A model made the conference's own, or a file. Raises `Unfit`."""
    from konfrans.charter import CharterError, read_charter
    from konfrans.decisions.selectors import words
    from konfrans.statutes.selectors import founding

    models = founding.founding_models()
    if name in models:
        return founding.founding_charter(name, key)
    named = f"The models: {', '.join(models)}."
    if not Path(name).is_file():
        near = get_close_matches(name.lower().removesuffix(".toml"), models, 1, 0.5)
        meant = f" Is {near[0]} meant?" if near else ""
        raise Unfit(f"“{name}” is no model, and there is no file of that name.{meant}", named)
    try:
        return read_charter(Path(name))
    except CharterError as error:
        lines = [f"{name}: {text}\n    {remedy}" for text, remedy in map(words("en").fault, error.faults[:50])]
        raise Unfit("\n".join(lines), f"Give a charter document, or a model. {named}") from None


def rows_of(file: Path, charter: Charter, country: str) -> tuple[Row, ...]:
    """The members of a spreadsheet. Raises `Unfit` with every fault by row and column."""
    from konfrans.kernel.refusals import Refused, worded
    from konfrans.membership.rules import NotReadable, read_rows, read_sheet
    from konfrans.membership.selectors import known_for_founding

    try:
        read = read_rows(read_sheet(file.read_bytes()), known_for_founding(charter, country))
    except OSError as error:
        raise Unfit(f"{file} cannot be read: {error.strerror}.", "Give a spreadsheet, CSV or XLSX.") from None
    except NotReadable as error:
        raise Unfit(f"{file}: {worded(Refused(error.code))}", "Give a spreadsheet, CSV or XLSX.") from None
    if read.faults:
        lines = [
            f"{file}: row {one.row}{f', column {one.column}' if one.column else ''}: "
            f"{worded(Refused(one.code, **one.facts))}"
            for one in read.faults
        ]
        raise Unfit("\n".join(lines), f"{len(lines)} to mend.")
    return read.rows
