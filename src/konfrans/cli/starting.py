"""`konfrans charter start`: the charter of a small club, in one language, to be changed. No Django; answers at once."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from konfrans.charter.faults import LawError
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import write


def start(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; a file that is there is left alone.")
    ],
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the charter, and of the messages.")] = "en",
) -> None:
    """Write the charter of a small club to start from, in one language; its comments say what to change.

    Exit status 0: written. 2: it cannot be, or a file of that name is there. 70: the program itself failed.
    """
    from konfrans.charter.starters import starter
    from konfrans.charter.words import speak

    said = speak(lang).of_starting()
    _put(starter(lang).encode(), file)
    place = shlex.quote(str(file))
    write("\n".join(said[step].format(file=place) for step in ("edit", "check", "test")))


start.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _put(written: bytes, file: Path) -> None:
    """A new file, whole; one that is there is never replaced."""
    made = False
    try:
        with file.open("xb") as new:
            made = True
            new.write(written)
        file.chmod(0o644)
    except FileExistsError:
        raise LawError("start_exists", given=str(file)[:200]) from None
    except (OSError, ValueError) as error:
        if made:
            with suppress(OSError):
                file.unlink()
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise LawError("start_unwritable", given=str(file)[:200], reason=reason) from None
