"""The states of a draft one after another: what became of an article and its paragraphs, what each state changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from konfrans.charter.loading import toml_document
from konfrans.decisions.selectors import words
from konfrans.people.models import Person
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import Names, names_after, numbered, numbers_of
from konfrans.statutes.selectors.drafts import at_path
from konfrans.statutes.selectors.writing import sort_heading

MOST_STEPS = 40
"""States that are followed one by one; of more, the first is followed to the last forty at once."""


def documents_since(draft: Draft, base: int) -> Iterator[Mapping[str, Any]]:
    """The documents of a state and of those that followed it, up to the last."""
    near = draft.last - MOST_STEPS
    rows = Revision.objects.filter(draft=draft, number__gte=base).order_by("number")
    for row in rows.iterator(chunk_size=8):
        if row.number == base or row.number > near:
            yield toml_document(row.text)[1]


def names_since(draft: Draft, base: int) -> Names:
    """What became of the articles and paragraphs of a state up to the last one."""
    return names_after(documents_since(draft, base))


def gone_in(draft: Draft, base: int, number: int) -> int:
    """The first state after `base` that has no article of this number; the last state where every one has."""
    rows = Revision.objects.filter(draft=draft, number__gt=base).order_by("number")
    for row in rows.iterator(chunk_size=8):
        if all(one["number"] != number for one in numbered(toml_document(row.text)[1], "article")):
            return row.number
    return draft.last


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """A state in the history: when, by whom, which articles and rules are others than in the state before."""

    number: int
    at: datetime
    who: str
    articles: tuple[str, ...]
    rules: tuple[str, ...]


def history(draft: Draft) -> list[RevisionShown]:
    """Every state, the newest first, with the name of whoever made it."""
    rows = list(Revision.objects.filter(draft=draft).defer("text").order_by("-number")[:500])
    people = {one.key: one for one in Person.objects.filter(key__in={row.person for row in rows})}
    return [
        RevisionShown(
            row.number, row.at, people[row.person].full_name if row.person in people else "",
            tuple(words().article_label(one) for one in row.places if numbers_of(one)),
            tuple(dict.fromkeys(_rule_of(one) for one in row.places if not numbers_of(one))),
        )
        for row in rows
    ]  # fmt: skip


def _rule_of(place: str) -> str:
    """What the rule at a place is called."""
    usual = {
        "version": _("version of the text"),
        "title": _("title of the charter"),
        "accepted": _("answers to the check"),
    }
    return sort_heading(at_path(place)) or usual.get(place) or _("other rules and names")
