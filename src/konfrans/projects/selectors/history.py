"""What the journal holds of a project: who entered or changed what, and when. Offices, never names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry

MOST = 500


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: its number in the journal, when, by which office, what of (`about` is a code or key), value and source."""

    number: int
    at: datetime
    act: str
    office: str
    about: str
    value: str
    source: str
    text: Localised


def history(project: str, kind: str = "") -> list[HistoryLine]:
    """The acts on a project, newest first (at most 500); with `kind`, those on that fact alone."""
    rows = JournalEntry.objects.filter(object_type="project", object_key=project).order_by("-number")
    lines = []
    for row in rows[: MOST * 4 if kind else MOST]:
        body = json.loads(row.body)
        facts: dict[str, Any] = body["facts"]
        about = facts.get("kind") or facts.get("which") or ""
        if kind and about != kind:
            continue
        text = next((facts[k] for k in ("because", "text", "title", "name") if isinstance(facts.get(k), dict)), {})
        about = about or facts.get("institution") or facts.get("deliverable") or facts.get("code") or facts.get("number") or ""
        value = facts.get("value") or facts.get("new") or facts.get("status") or facts.get("role") or ""
        lines.append(
            HistoryLine(
                row.number, row.at, row.act, body["actor"].get("office", ""), str(about), str(value),
                str(facts.get("source") or ""), Localised.from_json(text),
            )
        )  # fmt: skip
    return lines[:MOST]
