"""Search over everything public, equal on every database: folded text in a column, compared word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from konfrans.kernel import registries
from konfrans.kernel.models import SearchEntry
from konfrans.kernel.text import search_text

MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One public thing in one language. `path` is its address below the language (`members/bbu/`)."""

    kind: str
    key: str
    language: str
    title: str
    path: str
    summary: str = ""
    text: str = ""


def _row(entry: Entry) -> SearchEntry:
    title = entry.title[:400]
    return SearchEntry(
        kind=entry.kind, key=entry.key, language=entry.language, title=title, summary=entry.summary, path=entry.path,
        folded_title=search_text(title)[:400], folded=search_text(f"{entry.title} {entry.summary} {entry.text}"),
    )  # fmt: skip


def search_put(*, kind: str, key: str, entries: Iterable[Entry]) -> None:
    """Replace what search finds of one thing; called inside the act that changes it. No entries: it is found no more."""
    SearchEntry.objects.filter(kind=kind, key=key).delete()
    SearchEntry.objects.bulk_create([_row(entry) for entry in entries])


def search_rebuild() -> int:
    """Make the whole table anew from every domain's registered entries; says how many."""
    SearchEntry.objects.all().delete()
    rows = [_row(entry) for _domain, entries in registries.search for entry in entries()]
    SearchEntry.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def search_find(query: str, *, language: str, limit: int = 60) -> list[SearchEntry]:
    """What holds every word of the query (at most eight), titles first. A query without a letter or digit finds nothing."""
    words = search_text(query[:200]).split()[:MAX_WORDS]
    if not words:
        return []
    every = Q()
    for one in words:
        every &= Q(folded__contains=one)
    rows = list(SearchEntry.objects.filter(every, language=language)[: limit * 4])
    first = words[0]
    rows.sort(
        key=lambda r: (not all(w in r.folded_title for w in words), not r.folded_title.startswith(first), r.title)
    )
    return rows[:limit]
