"""Commands of the charter in the database."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from konfrans.cli.house import prepare


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The charter document, TOML.")],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The day it is in force from, as 2026-03-01.")],
    adopted_by: Annotated[str, typer.Option(metavar="NUMBER", help="The decision that adopted it, as 2026/01.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the messages: az or en.")] = "en",
) -> int:
    """Put a charter version in force from a date.

    Exit status: 0 loaded; 2 the document, the date or the decision cannot be used (each fault with its line and remedy).
    """
    prepare()
    from django.utils.translation import override

    with override(lang):
        return _load(file, from_, adopted_by)


def _load(file: Path, from_: str, adopted_by: str) -> int:
    from konfrans.charter import CharterError, read_charter
    from konfrans.decisions.rules import number_of
    from konfrans.decisions.selectors import decision_by_key, words
    from konfrans.kernel.acts import Actor
    from konfrans.kernel.refusals import Refused, worded
    from konfrans.statutes.services import charter_load

    try:
        since = date.fromisoformat(from_)
    except ValueError:
        return _wrong(f"--from {from_}: not a date.", "Write it as 2026-03-01.")
    decision = None
    if adopted_by:
        number = number_of(adopted_by)
        decision = decision_by_key(number) if number else None
        if decision is None:
            return _wrong(
                f"--adopted-by {adopted_by}: no such published decision.",
                "Write its number as 2026/01, or leave it out.",
            )
    try:
        charter = read_charter(file)
    except CharterError as error:
        for fault in error.faults:
            text, remedy = words().fault(fault)
            print(f"{file}: {text}\n    {remedy}", file=sys.stderr)
        return 2
    try:
        version = charter_load(actor=Actor.system("operator"), charter=charter, from_date=since, adopted_by=decision)
    except Refused as refused:
        return _wrong(worded(refused), "")
    print(f"{version.document}, in force from {since}, SHA-256 {charter.sha256}")
    return 0


def _wrong(text: str, remedy: str) -> int:
    print(f"{text}\n{remedy}".rstrip(), file=sys.stderr)
    return 2
