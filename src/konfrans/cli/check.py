"""`konfrans charter check`: faults of a charter, found before anyone is bound by it. No Django; answers at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.charter.faults import LawError
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import Line, draw, write_json

if TYPE_CHECKING:
    from konfrans.charter.checks.findings import Finding
    from konfrans.charter.checks.report import Report
    from konfrans.charter.checks.telling import Telling


def check(
    charter: Annotated[Path, typer.Argument(metavar="FILE", help="The charter, a TOML document.")],
    size: Annotated[
        int | None, typer.Option(metavar="N", help="The size of the body, in place of that in the charter.")
    ] = None,
    sizes: Annotated[
        str | None, typer.Option(metavar="A-B", help="Other sizes to look at as well, such as 1-60.")
    ] = None,
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The findings as one JSON object.")] = False,
) -> None:
    """Look for faults in a charter: its structure, its shares, its words, and every vote that its bodies can take.

    Exit status 0: no fault, and every remark is answered in the charter. 1: a fault, or a remark that is not.
    2: it cannot be loaded. 70: the program itself failed.
    """
    from konfrans.charter.checks.decisions import Sizes
    from konfrans.charter.checks.report import MOST_SIZE, check
    from konfrans.charter.checks.telling import Telling
    from konfrans.charter.files import read_file
    from konfrans.charter.words import speak

    words = speak(lang)
    if size is not None and not 1 <= size <= MOST_SIZE:
        raise LawError("size_range", given="--size", value=str(size)[:20], most=MOST_SIZE)
    report = check(read_file(charter), Sizes(size, _range(sizes)))
    telling = Telling(words, report.charter)
    if as_json:
        write_json(json.dumps(_json(report, telling), ensure_ascii=False, indent=2))
    else:
        draw(_page(report, telling))
    raise typer.Exit(report.status)


check.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _range(given: str | None) -> tuple[int, ...]:
    """The sizes from the least to the largest: 1-60."""
    from konfrans.charter.checks.report import MOST_SIZES

    if given is None:
        return ()
    found = re.fullmatch(r"([0-9]{1,4})-([0-9]{1,4})", given.strip(), re.ASCII)
    if found is None or not 1 <= int(found[1]) <= int(found[2]) <= MOST_SIZES:
        raise LawError("sizes_form", given="--sizes", value=given[:40], most=MOST_SIZES)
    return tuple(range(int(found[1]), int(found[2]) + 1))


# one JSON object ------------------------------------------------------------------------------------------------------


def _json(report: Report, telling: Telling) -> dict[str, Any]:
    law, found = report.charter, report.covered
    return {
        "clean": report.clean,
        "charter": None if law is None else {"key": law.key, "version": law.version, "sha256": law.sha256},
        "sizes": {"own": report.looked(), "besides": list(report.sizes.besides)},
        "covered": None if found is None else {
            "computed": found.computed, "attested": found.attested, "not_judged": found.not_judged,
            "paragraphs": found.paragraphs, "with_rule": found.with_rule,
        },
        "unread": list(report.unread),
        "findings": [_finding(one, telling) for one in report.findings],
    }  # fmt: skip


def _finding(finding: Finding, telling: Telling) -> dict[str, Any]:
    reason = None
    if finding.reason is not None and telling.charter is not None:
        reason = telling.words.choose(finding.reason, telling.charter)
    found = {
        "level": finding.level.value,
        "code": finding.code,
        "article": finding.article or None,
        "text": telling.text(finding),
        "example": telling.example(finding) or None,
        "remedy": telling.remedy(finding),
        "kinds": list(finding.kinds),
        "sizes": list(finding.sizes),
        "accepted": reason,
        "key": finding.key or None,
        "line": finding.line or None,
    }
    return {name: value.replace("\u00a0", " ") if isinstance(value, str) else value for name, value in found.items()}


# what a person reads --------------------------------------------------------------------------------------------------


def _page(report: Report, telling: Telling) -> list[Line]:
    from konfrans.charter.checks.findings import Level

    said = telling.said["report"]
    word, style, mark = ("clean", "good", "✓") if report.clean else ("not_clean", "bad", "✕")
    numbers = {
        "faults": report.number(Level.FAULT),
        "remarks": report.number(Level.REMARK),
        "accepted": report.number(Level.REMARK, accepted=True),
    }
    lines: list[Line] = [(f"{style} head", f"{mark} {said[word]}"), ("", _said(said["counts"], numbers, telling))]
    for finding in report.findings:
        lines += [("", ""), *_shown(finding, telling)]
    return [*lines, ("", ""), *_notes(report, telling)]


def _shown(finding: Finding, telling: Telling) -> list[Line]:
    said = telling.said["report"]
    name = "accepted" if finding.accepted else finding.level.value
    style, mark = {"fault": ("bad", "✕"), "remark": ("wait", "…"), "accepted": ("good", "✓")}[name]
    where = f", {telling.words.article(finding.article)}" if finding.article else ""
    if finding.line and finding.article:
        where += f", {said['line'].format(line=finding.line)}"
    lines: list[Line] = [(style, f"{mark} {said[name]}{where} [{finding.code}]"), ("", f"  {telling.text(finding)}")]
    if example := telling.example(finding):
        lines.append(("", f"  {example}"))
    if finding.reason is not None and telling.charter is not None:
        reason = telling.words.choose(finding.reason, telling.charter)
        return [*lines, ("dim", f"  {said['reason'].format(reason=reason)}")]
    key = telling.key(finding)
    return [*lines, ("dim", f"  {said['remedy'].format(remedy=telling.remedy(finding))}{f' [{key}]' if key else ''}")]


def _notes(report: Report, telling: Telling) -> list[Line]:
    said, law = telling.said["report"], report.charter
    if law is None or report.covered is None:
        return [("dim", said["not_read_on"])]
    owns = sorted(set(report.looked().values()))
    every = tuple(sorted({*owns, *report.sizes.besides}))
    lines = [said["examined"].format(sizes=telling.bodies(every))]
    if report.usual:
        from konfrans.charter.checks.report import USUAL_SIZE

        lines.append(said["usual"].format(size=USUAL_SIZE))
    found = report.covered
    numbers = {"computed": found.computed, "attested": found.attested, "not_judged": found.not_judged,
               "paragraphs": found.paragraphs, "with_rule": found.with_rule}  # fmt: skip
    if report.of_parts:
        lines.append(said["parts"])
    lines.append(_said(said["covered"], numbers, telling))
    if report.unread:
        lines.append(said["unread"].format(languages=", ".join(report.unread)))
    title = telling.words.choose(law.title, law)
    lines.append(f"{telling.words.furniture['charter']}: {title} ({law.key}, SHA-256 {law.sha256[:16]}…)")
    return [("dim", line) for line in lines]


def _said(template: str, numbers: dict[str, int], telling: Telling) -> str:
    from konfrans.charter.words.parts import fill

    return fill(template, {name: (telling.words.number(n), n) for name, n in numbers.items()})
