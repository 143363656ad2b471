"""`konfrans decision verify`: an exported decision proved again, by anyone, without the register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import draw, write_json

LARGEST = 8 * 1_048_576
"""An export holds a whole charter, written as JSON."""


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `konfrans decision export` wrote; - reads it in.")],
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> None:
    """Prove an exported decision again: the hashes of charter and evidence, and the verdict.

    Exit status 0: all holds. 1: something does not. 2: it cannot be judged. 70: the program itself failed.
    """
    from konfrans.charter.files import read_stdin
    from konfrans.charter.loading import read_as
    from konfrans.charter.proving import prove
    from konfrans.charter.words import speak

    words = speak(lang)
    proved = prove(read_stdin(LARGEST) if str(file) == "-" else read_as(file, bytes, LARGEST))
    if as_json:
        rows = [{"part": p.part, "holds": p.holds, "stored": p.stored, "found": p.found} for p in proved.proofs]
        write_json(
            json.dumps({"decision": proved.name, "holds": proved.holds, "rows": rows}, ensure_ascii=False, indent=2)
        )
    else:
        lines = []
        for proof in proved.proofs:
            said = words.proof(proof.part, proof.holds, stored=proof.stored, found=proof.found)
            lines.append(("good" if proof.holds else "bad", f"{'✓' if proof.holds else '✕'} {said}"))
        draw([("head", proved.name), *lines] if proved.name else lines)
    raise typer.Exit(0 if proved.holds else 1)


verify.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def schema() -> None:
    """Print the JSON Schema (2020-12) of a charter, for editors that check while one types."""
    from konfrans.charter.published import json_schema

    write_json(json.dumps(json_schema(), ensure_ascii=False, indent=1))
