"""`konfrans journal`: is the record what it was."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from konfrans.cli.house import prepare

if TYPE_CHECKING:
    from konfrans.kernel.journal import Anchor, Checked

HOLDS, FAULT, CANNOT_BE_JUDGED = 0, 1, 2
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]

FAULTS = {
    "altered": "Entry {n} is not what was hashed: its content was altered.",
    "removed": "Entry {n} is missing: it was removed, or its number was changed.",
    "chain": "Entry {n} does not follow the one before it: entries were replaced or put in another order.",
    "copy": "Entry {n}: the columns beside the hashed content say something else than the content.",
    "head": "The head does not agree with the last entry, number {n}: entries were cut off or added by hand.",
    "cut": "Entry {n} is missing although the anchor proves that it was written: the end of the journal was cut off.",
    "rewritten": "Entry {n} has another hash than the anchor: the journal was written anew up to there.",
    "name": "Entry {n} names a person under another name than was committed to, or whose name is gone though nobody erased it.",
}
_LINE = re.compile(r"(?:^|\s)(\d{1,18})\s+([0-9a-f]{64})(?:\s|$)")


def _cannot(text: str, remedy: str, as_json: bool, code: str) -> NoReturn:
    if as_json:
        print(json.dumps({"error": {"code": code, "text": text, "remedy": remedy}}, ensure_ascii=False))
    else:
        print(f"{text}\n{remedy}", file=sys.stderr)
    raise typer.Exit(CANNOT_BE_JUDGED)


LARGEST_ANCHOR = 64 << 20
"""Bytes that are read of an anchor: an exported decision with a long roll has some hundred thousand."""


def anchor_read(text: str) -> tuple[int, str] | None:
    """Number and hash from what `journal anchor` prints, with or without `--json`, from an exported decision or a backup's
    description, which carry it as `"journal"`. None where the text holds none."""
    try:
        held: Any = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        found = _LINE.search(text)
        return (int(found[1]), found[2]) if found else None
    for _depth in range(2):
        if not isinstance(held, dict):
            return None
        number, digest = held.get("number"), held.get("hash")
        if isinstance(number, int) and not isinstance(number, bool) and isinstance(digest, str):
            return (number, digest) if number >= 0 and re.fullmatch("[0-9a-f]{64}", digest) else None
        held = held.get("journal")
    return None


def _anchor_of(file: Path, as_json: bool) -> Anchor:
    from konfrans.charter.faults import CharterError
    from konfrans.charter.files import read_file, read_stdin
    from konfrans.kernel.journal import Anchor

    try:
        read_in = read_stdin(LARGEST_ANCHOR) if str(file) == "-" else read_file(file, LARGEST_ANCHOR)
        text = read_in[:LARGEST_ANCHOR].decode("utf-8")
    except (CharterError, UnicodeDecodeError) as error:
        why = error.text if isinstance(error, CharterError) else "It is no text."
        _cannot(
            f"{file}: the anchor cannot be read. {why}",
            "Give the file that “konfrans journal anchor” wrote.",
            as_json,
            "anchor",
        )
    read = anchor_read(text)
    if read is None:
        _cannot(
            f"{file}: no anchor in it.",
            "An anchor is a number and a SHA-256, as “konfrans journal anchor” prints them or an exported decision carries them.",
            as_json, "anchor",
        )  # fmt: skip
    return Anchor(*read)


def _no_tables(error: Exception) -> bool:
    """Whether it is the tables that are missing, and not the database that does not answer."""
    from django.db import OperationalError

    return not isinstance(error, OperationalError) or "no such table" in str(error)


def _checked(against: Anchor | None, as_json: bool) -> Checked:
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import DatabaseError

    from konfrans.kernel import journal

    try:
        return journal.verify(against)
    except (DatabaseError, ObjectDoesNotExist) as error:
        if not _no_tables(error):
            raise
        _cannot("There is no journal to read in this database.", "Type: konfrans migrate", as_json, "no_journal")


def _answer(checked: Checked) -> dict[str, Any]:
    fault = checked.fault
    return {
        "holds": fault is None,
        "entries": checked.entries,
        "head": checked.head.to_json(),
        "fault": {"code": fault.code, "number": fault.number, "text": FAULTS[fault.code].format(n=fault.number)}
        if fault
        else None,
        "anchored": checked.anchored,
        "names_erased": checked.erased_names,
    }


def verify(
    anchor: Annotated[
        Path | None, typer.Option(help="File with an anchor kept elsewhere; - is standard input.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every entry of the journal and name the first that is wrong.

    Exit status: 0 all holds, 1 something does not, 2 it cannot be judged. Only with an anchor kept outside the database can a
    cut-off end, or a chain that was written anew, be seen.
    """
    prepare()
    against = _anchor_of(anchor, as_json) if anchor is not None else None
    answer = _answer(_checked(against, as_json))
    if as_json:
        print(json.dumps(answer, ensure_ascii=False))
    elif answer["fault"]:
        print(answer["fault"]["text"])
    else:
        _say(answer, against)
    raise typer.Exit(HOLDS if answer["holds"] else FAULT)


def _say(answer: dict[str, Any], against: Anchor | None) -> None:
    head = answer["head"]
    print(
        f"The journal holds: {answer['entries']} entries without a gap, up to number {head['number']} ({head['hash']})."
    )
    erased = answer["names_erased"]
    if erased:
        words = (
            "name was erased at the person's request" if erased == 1 else "names were erased at the persons' request"
        )
        print(f"{erased} {words}; the entries still verify.")
    if against is None:
        print(
            "Without an anchor it cannot be seen whether the end was cut off: keep what “konfrans journal anchor” prints elsewhere."
        )
    else:
        print(f"The anchor at number {against.number} stands in it unchanged.")


def anchor(as_json: AsJson = False) -> None:
    """Print number and hash of the newest entry; keep it outside the database and give it to `journal verify --anchor`."""
    prepare()
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import DatabaseError

    from konfrans.kernel import journal

    try:
        head = journal.anchor()
    except (DatabaseError, ObjectDoesNotExist) as error:
        if not _no_tables(error):
            raise
        _cannot("There is no journal to read in this database.", "Type: konfrans migrate", as_json, "no_journal")
    print(json.dumps(head.to_json()) if as_json else f"{head.number} {head.hash}")
