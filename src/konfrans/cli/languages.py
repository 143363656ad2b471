"""`konfrans language check`: what is still to be put into a language, in the engine and on the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import write, write_json

WHOLE = "az"
"""The language of pages in which nothing is missing: what another one lacks is counted beside it."""
SAID = {
    "file_missing": "the file is missing",
    "word_missing": "has no words yet",
    "word_unknown": "is no key of the program",
    "facts_differ": "names other facts in braces than the English words",
    "grammar_missing": "the grammar is missing",
    "message_missing": "has no words yet",
    "catalogue_missing": "the catalogue is missing",
}


def check(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The language: az, lt …")],
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> None:
    """What is still to be put into a language: words of the law engine, messages of the pages.

    Until it is, they are said in English and marked so. Exit status 0: nothing is missing. 1: something is. 2: there is no such
    language.
    """
    from konfrans.charter.words.completeness import gaps

    rows = [{"what": gap.what, "file": f"charter/words/{code}/{gap.file}", "key": gap.key} for gap in gaps(code)]
    rows += list(_pages(code))
    if as_json:
        write_json(json.dumps({"language": code, "complete": not rows, "rows": rows}, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            write(f"{row['file']}{': ' if row['key'] else ''}{row['key']}: {SAID[row['what']]}")
        write(f"{code}: nothing is missing." if not rows else f"{code}: {len(rows)} missing.")
    raise typer.Exit(1 if rows else 0)


check.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _pages(code: str) -> Iterator[dict[str, str]]:
    """Messages of the pages without words: one row for a catalogue that is not there, one for each message."""
    import konfrans

    if code == "en":  # the pages are written in it
        return
    import polib

    package = Path(konfrans.__file__).parent
    spoken = {
        (entry.msgctxt, entry.msgid)
        for file in package.glob(f"*/locale/{code}/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(file))
        if not entry.obsolete and entry.translated()
    }
    for home in sorted(package.glob("*/locale")):
        file = home / code / "LC_MESSAGES" / "django.po"
        place = file.relative_to(package).as_posix()
        asked = [entry for entry in polib.pofile(str(home / WHOLE / "LC_MESSAGES" / "django.po")) if not entry.obsolete]
        lacking = [entry for entry in asked if (entry.msgctxt, entry.msgid) not in spoken]
        if lacking and not file.exists():
            yield {"what": "catalogue_missing", "file": place, "key": ""}
        else:
            yield from ({"what": "message_missing", "file": place, "key": entry.msgid[:60]} for entry in lacking)
