"""What is wrong with a set-up, each thing with its remedy. Every look stands alone: one that fails hides none of the others."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

from konfrans.cli.doctor import machine, tables
from konfrans.cli.doctor.findings import Finding, Look, wrong

MACHINE: tuple[Look, ...] = (
    machine.home, machine.privacy, machine.space, machine.secret, machine.address, machine.deployment, machine.static, machine.catalogues,
    machine.mail, machine.time,
)  # fmt: skip
TABLES: tuple[Look, ...] = (
    tables.conference, tables.charter, tables.journal, tables.letters, tables.sweeps, tables.factors, tables.files,
    tables.backup,
)  # fmt: skip


def examine() -> list[Finding]:
    """Look at everything; what needs the tables is looked at where the tables are there."""
    found: list[Finding] = []
    for look in MACHINE:
        found += _safely(look)
    database = _safely(tables.database)
    found += database
    if not any(each.state == "wrong" for each in database):
        for look in TABLES:
            found += _safely(look)
    return found


def _safely(look: Look) -> list[Finding]:
    name = look.__name__
    try:
        return list(look())
    except Exception as error:  # a doctor who falls ill helps nobody
        return [
            wrong(
                name, f"could not be looked at: {type(error).__name__}: {error}", "Set KONFRANS_DEBUG=1 and report it."
            )
        ]


def as_json(findings: list[Finding]) -> str:
    """One object: `ok`, and every finding."""
    ok = not any(each.state == "wrong" for each in findings)
    return json.dumps({"ok": ok, "findings": [asdict(each) for each in findings]}, ensure_ascii=False, indent=1)


def as_text(findings: list[Finding]) -> str:
    """A line for each finding, and under it the remedy; a last line that says how many are wrong."""
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    marks = {"well": ("✓", "32"), "note": ("·", "33"), "wrong": ("✗", "31")}
    lines = []
    for each in findings:
        mark, code = marks[each.state]
        shown = f"\033[{code}m{mark}\033[0m" if colour else mark
        lines.append(f"{shown} {each.name:<16} {each.found}")
        if each.remedy:
            lines.append(f"{'':<18} → {each.remedy}")
    count = sum(each.state == "wrong" for each in findings)
    lines.append("All is well." if not count else f"{count} {'thing is' if count == 1 else 'things are'} wrong.")
    return "\n".join(lines)
