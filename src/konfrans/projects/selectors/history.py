"""What the journal holds of a project: who entered or changed what, and when. Offices, never names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry
from konfrans.projects.models import Source
from konfrans.projects.rules.conflicts import KINDS

MOST = 2000


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: its number in the journal, when, by which office, what of (`about` is a code or key), value and source."""

    number: int
    at: datetime
    act: str
    office: str
    about: str
    value: str
    source: Source | None
    text: Localised


def history_rows(project: str) -> QuerySet[JournalEntry]:
    """The entries of a project, newest first, for a page to be cut out of."""
    return JournalEntry.objects.filter(object_type="project", object_key=project).order_by("-number")


def history_lines(rows: Iterable[JournalEntry]) -> list[HistoryLine]:
    """Entries as lines, their sources fetched together."""
    read = [(row, json.loads(row.body)) for row in rows]
    keys = {str(body["facts"].get("source") or "") for _row, body in read}
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)}
    return [_line(row, body, sources) for row, body in read]


def history(project: str, kind: str) -> list[HistoryLine]:
    """The acts on one fact of a project, newest first, among its newest 2,000 entries."""
    return [line for line in history_lines(history_rows(project)[:MOST]) if line.about == kind]


def _line(row: JournalEntry, body: dict[str, Any], sources: dict[str, Source]) -> HistoryLine:
    facts: dict[str, Any] = body["facts"]
    text: dict[str, Any] = next(
        (facts[k] for k in ("because", "text", "title", "name") if isinstance(facts.get(k), dict)), {}
    )
    names = ("which", "institution", "deliverable", "code", "number")
    fact = facts.get("kind") if facts.get("kind") in KINDS else None
    about = fact or next((facts[k] for k in names if facts.get(k)), "")
    value = next((facts[k] for k in ("value", "new", "status", "role") if facts.get(k)), "")
    return HistoryLine(
        row.number, row.at, row.act, body["actor"].get("office", ""), str(about), str(value), sources.get(str(facts.get("source") or "")),
        Localised.from_json(text),
    )  # fmt: skip
