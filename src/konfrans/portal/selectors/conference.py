"""The conference: what it says of itself, its organs, who holds office in them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from konfrans.kernel import clock
from konfrans.people import selectors as people
from konfrans.publications import selectors as publications

ORGANS = ("organ", "secretariat")
HOLDERS = ("president", "secretary", "chair", "member", "coordinator")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ or the secretariat with those in office today, and the working groups beside them."""

    body: Any
    holders: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """All that the page of the conference shows."""

    about: publications.PageText
    pages: tuple[publications.PageText, ...]
    organs: tuple[Organ, ...]
    groups: tuple[Any, ...]

    @property
    def sample(self) -> bool:
        """Whether somebody on it is invented."""
        return any(office.person.sample for organ in self.organs for office in organ.holders)


def _in_office(offices: Any, on: date) -> tuple[Any, ...]:
    held = [o for o in offices if o.kind in HOLDERS and o.since <= on and (o.until is None or o.until >= on)]
    return tuple(sorted(held, key=lambda o: (HOLDERS.index(o.kind), o.person.sort_key)))


def conference_page() -> ConferencePage:
    """The conference as it stands today. Five queries. Working groups of projects stand with their projects."""
    today = clock.today()
    rows = list(
        people.bodies()
        .filter(kind__in=(*ORGANS, "working_group"), until=None)
        .exclude(working_group__isnull=False)
        .select_related("committee")
        .prefetch_related("offices__person", "offices__institution")
    )
    texts = {page.key: page for page in publications.pages()}
    about = texts.pop("about")
    organs = [Organ(body, _in_office(body.offices.all(), today)) for body in rows if body.kind in ORGANS]
    organs.sort(key=lambda organ: (ORGANS.index(organ.body.kind), organ.body.pk))
    groups = tuple(body for body in rows if body.kind == "working_group")
    return ConferencePage(about, tuple(texts.values()), tuple(organs), groups)
