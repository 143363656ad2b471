"""`konfrans charter export` and `import`: a charter as Akoma Ntoso, JSON or TOML laid out anew, and back."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from konfrans.charter.faults import ExchangeError, nearest
from konfrans.cli.law import LawCommand

Output = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where to write, whole or not at all; left out: standard output.")
]
Lang = Annotated[str, typer.Option(metavar="az|en", help="Language of the messages.")]


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The charter, a TOML document.")],
    to: Annotated[str, typer.Option(metavar="akoma|json|toml", help="The form.")] = "akoma",
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Of Akoma Ntoso: the language of the text; left out: the authentic one."),
    ] = None,
    country: Annotated[
        str, typer.Option(metavar="CODE", help="Of Akoma Ntoso: the country, in two letters; zz: not said.")
    ] = "zz",
    adopted: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of Akoma Ntoso: the day of adoption, as 2026-11-25.")
    ] = None,
    output: Output = None,
    lang: Lang = "en",
) -> None:
    """A charter as an Akoma Ntoso 3.0 act, as JSON, or as TOML laid out anew; each rule stays beside its article.

    Exit status 0: written. 2: it cannot be. 70: the program itself failed.
    """
    from konfrans.charter import exchange
    from konfrans.charter.loading import read_charter

    if to not in exchange.FORMS:
        raise ExchangeError("form_unknown", given=to[:20], nearest=nearest(to, exchange.FORMS), known=exchange.FORMS)
    charter = read_charter(file)
    if to == "akoma":
        day = _day(adopted) if adopted else None
        written = exchange.to_akoma(charter, language or charter.authentic, country=country, day=day)
    else:
        written = (exchange.json_text(charter) if to == "json" else exchange.to_toml(charter)).encode()
    put(written, output)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ExchangeError("exchange_day", given=written[:40]) from None


def take(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE ...", help="Akoma Ntoso acts of one charter, JSON, or TOML.")
    ],
    output: Output = None,
    lang: Lang = "en",
) -> None:
    """A charter document from other forms; which form it is, its content says.

    Comments are lost. Exit status 0: written. 2: no charter can be taken from it. 70: the program itself failed.
    """
    from konfrans.charter.akoma.markup import LARGEST
    from konfrans.charter.exchange import read_any
    from konfrans.charter.faults import CharterError
    from konfrans.charter.loading import load_charter, read_as

    contents = [read_as(file, bytes, LARGEST) for file in files]
    try:
        text = read_any(*contents)
    except (CharterError, ExchangeError) as wrong:
        at = getattr(wrong, "document", None)
        if at is not None or len(files) == 1:
            wrong.file = str(files[at or 0])
        raise
    try:
        load_charter(text)
    except CharterError as wrong:  # its lines are those of a text that is not written
        raise CharterError([replace(fault, line=0) for fault in wrong.faults]) from None
    put(text.encode(), output)


export.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]
take.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def put(written: bytes, output: Path | None) -> None:
    """Writes a whole file or none: beside it first, under its own name when complete. A device is never replaced."""
    if output is None:
        sys.stdout.buffer.write(written)
        return
    beside: Path | None = None
    try:
        target = output.resolve()
        if target.exists() and not target.is_file():
            raise ExchangeError("output_special", given=str(output)[:200])
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".konfrans-", delete=False) as file:
            beside = Path(file.name)
            file.write(written)
        beside.chmod(0o644)
        beside.replace(target)
        beside = None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ExchangeError("output_exists", given=str(output)[:200], reason=reason) from None
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()
