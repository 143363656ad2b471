"""`konfrans charter what-if`: recorded votes under several charters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from konfrans.charter.faults import LawError
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import Line, draw, write

if TYPE_CHECKING:
    from konfrans.charter.comparison.what_if import Row
    from konfrans.charter.law import Charter
    from konfrans.charter.words import Language

Lang = Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")]
AsJson = Annotated[bool, typer.Option("--json", help="The result as one JSON object.")]


def what_if(
    decisions: Annotated[Path, typer.Argument(metavar="DECISIONS.csv", help="Recorded votes, a row for each.")],
    charters: Annotated[list[Path], typer.Argument(metavar="CHARTER ...", help="Charters, TOML documents.")],
    lang: Lang = "en",
    as_json: AsJson = False,
) -> None:
    """Recorded votes under several charters: which would have gone otherwise, and why.

    Columns: id, date, kind, members, seats, entitled, present, represented, yes, no, abstain, blank, invalid, barred, secret, call.
    An absent column and an empty cell mean what an option that is left out means to `decide`.

    Exit status 0: decided under each. 2: a file cannot be read. 70: the program itself failed.
    """
    from konfrans.charter.comparison.counts import LARGEST, read_counts
    from konfrans.charter.comparison.what_if import what_if as judged
    from konfrans.charter.loading import read_as, read_charter
    from konfrans.charter.words import speak

    words = speak(lang)
    laws = tuple(read_charter(file) for file in charters)
    rows = judged(read_as(decisions, read_counts, LARGEST), laws)
    if as_json:
        write(json.dumps({"charters": [law.key for law in laws], "rows": [_json(row, laws, words) for row in rows]},
                         ensure_ascii=False, indent=2))  # fmt: skip
    else:
        draw(list(_page(rows, laws, words)))


what_if.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _why(one: object, law: Charter, words: Language) -> str:
    said = words.error(one)[0] if isinstance(one, LawError) else words.why(one, law)  # type: ignore[arg-type]
    return said.replace("\u00a0", " ")


def _json(row: Row, laws: tuple[Charter, ...], words: Language) -> dict[str, object]:
    verdicts = {
        law.key: {"outcome": outcome, "why": _why(one, law, words)}
        for law, outcome, one in zip(laws, row.outcomes, row.verdicts, strict=True)
    }
    recorded = row.recorded
    return {
        "id": recorded.id,
        "date": recorded.date,
        "kind": recorded.evidence.kind,
        "flips": row.flips,
        "verdicts": verdicts,
    }


def _page(rows: tuple[Row, ...], laws: tuple[Charter, ...], words: Language) -> list[Line]:
    said = words.of_comparison()
    named = {one.value: name for one, name in words.outcomes.items()} | {"cannot_be_judged": said["cannot_be_judged"]}
    head = [said["vote"], said["kind"], *(law.key for law in laws)]
    table = [head] + [
        [row.recorded.id, words.kind(row.recorded.evidence.kind, laws[0]), *(named[one] for one in row.outcomes)]
        for row in rows
    ]
    wide = [max(len(line[column]) for line in table) for column in range(len(head))]
    lines: list[Line] = []
    for number, cells in enumerate(table):
        text = "  ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=True)).rstrip()
        lines.append(("head" if number == 0 else "wait" if rows[number - 1].flips else "", text))
        if number and rows[number - 1].flips:
            for law, one in zip(laws, rows[number - 1].verdicts, strict=True):
                lines.append(("dim", f"    {law.key}: {_why(one, law, words)}"))
    flips = sum(row.flips for row in rows)
    end = said["flips"].format(n=flips, all=len(rows)) if flips else said["no_flip"].format(all=len(rows))
    return [*lines, ("", ""), ("", end)]
