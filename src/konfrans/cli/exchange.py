"""`konfrans charter export` and `import`: a charter as Akoma Ntoso, JSON or TOML laid out anew, and back."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from konfrans.charter.faults import ExchangeError, nearest
from konfrans.cli.law import LawCommand

Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write; left out: standard output.")]
Lang = Annotated[str, typer.Option(metavar="az|en", help="Language of the messages.")]


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The charter, a TOML document.")],
    to: Annotated[str, typer.Option(metavar="akoma|json|toml", help="The form.")] = "akoma",
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Of Akoma Ntoso: the language of the text; left out: the authentic one."),
    ] = None,
    country: Annotated[str, typer.Option(metavar="CODE", help="Of Akoma Ntoso: the country, in two letters.")] = "zz",
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
        written = exchange.to_akoma(charter, language or charter.authentic, country=country)
    else:
        written = (exchange.json_text(charter) if to == "json" else exchange.to_toml(charter)).encode()
    put(written, output)


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
    from konfrans.charter.exchange import read_any
    from konfrans.charter.loading import load_charter, read_file

    text = read_any(*(read_file(file, 8_388_608) for file in files))
    load_charter(text)
    put(text.encode(), output)


export.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]
take.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def put(written: bytes, output: Path | None) -> None:
    """Writes a whole file or none: beside it first, under its own name when complete."""
    if output is None:
        sys.stdout.buffer.write(written)
        return
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            beside = Path(file.name)
            file.write(written)
        beside.chmod(0o644)
        beside.replace(output)
    except OSError as error:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()
        raise ExchangeError("output_exists", given=str(output)[:200], reason=error.strerror or "") from None
