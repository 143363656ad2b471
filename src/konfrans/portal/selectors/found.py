"""What a search found, by kind, with the words marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from konfrans.kernel.localised import languages
from konfrans.kernel.search import Entry, search_find
from konfrans.portal.rules.marks import Piece, pieces

KINDS = {
    "institution": _l("Members and partners"),
    "decision": _l("Decisions"),
    "charter": _l("Charter"),
    "article": _l("Charter"),
    "project": _l("Projects"),
    "committee": _l("Committees"),
    "news": _l("News"),
    "document": _l("Documents"),
    "session": _l("Sessions"),
    "meeting": _l("Sessions"),
    "page": _l("Pages of this site"),
}
LIMIT = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, the best first."""

    key: str
    words: str
    hits: tuple[Hit, ...]


def found(query: str) -> tuple[list[Group], bool]:
    """What search finds for these words in the reader's language, by kind, the kind of the best hit first, and whether there
    is more than that. One query."""
    groups: dict[str, list[Hit]] = {}
    rows = search_find(query, language=get_language() or "en", limit=LIMIT + 1)
    for row in rows[:LIMIT]:
        words = str(KINDS.get(row.kind, KINDS["page"]))
        groups.setdefault(words, []).append(Hit(pieces(row.title, query), pieces(row.summary, query), row.path))
    shown = [Group(f"g{at}", words, tuple(hits)) for at, (words, hits) in enumerate(groups.items(), start=1)]
    return shown, len(rows) > LIMIT


def search_entries() -> Iterator[Entry]:
    """The pages of the portal itself."""
    for code in languages():
        with override(code):
            named = [
                (
                    "members",
                    _("Members and partners"),
                    _("Universities of the Conference and institutions in its projects"),
                ),
                ("committees", _("Committees"), ""),
                ("privacy", _("Privacy"), _("What this site keeps of persons, for how long and why")),
                ("accessibility", _("Accessibility"), _("What has been tested and what does not work yet")),
            ]
            for name, title, summary in named:
                yield Entry("page", name, code, title, reverse(name).split("/", 2)[2], summary)
