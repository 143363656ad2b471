"""Committees as the register of bodies and public pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from konfrans.kernel.localised import Localised, alphabet
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors as people
from konfrans.portal.registries import CommitteeFacts, committee_facts


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee with what is known of it; `mentor` is the name of the partner abroad in charge, or None."""

    body: Any
    facts: CommitteeFacts
    mentor: Localised | None


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """A committee with those who hold an office in it today."""

    row: CommitteeRow
    chairs: tuple[Any, ...]
    members: tuple[Any, ...]


def facts_known() -> Mapping[str, CommitteeFacts]:
    """What every registered domain knows of committees."""
    known: dict[str, CommitteeFacts] = {}
    for _domain, facts in committee_facts:
        known.update(facts())
    return known


def mentor_keys() -> set[str]:
    """The institutions that are known to supervise a committee."""
    return {facts.mentor for facts in facts_known().values() if facts.mentor}


def committees(names: Mapping[str, Localised] | None = None) -> list[CommitteeRow]:
    """Every committee that has not ended: those with a settled name first, then by name. `names` holds the names of the mentors
    where the caller has read them. One query, two without `names`."""
    known, language = facts_known(), get_language()
    if names is None:
        names = dict(people.institutions().filter(key__in=mentor_keys()).values_list("key", "name"))
    bodies = people.bodies().filter(kind="committee", until=None)
    facts = [(body, known.get(body.key, CommitteeFacts())) for body in bodies]
    rows = [CommitteeRow(body, fact, names.get(fact.mentor)) for body, fact in facts]
    return sorted(rows, key=lambda r: (r.facts.working_name, alphabet(r.body.name.given(language))))


def told(rows: Iterable[CommitteeRow]) -> bool:
    """Whether public pages tell anything of one of these committees: who supervises it, or where its name comes from."""
    return any(row.mentor or row.facts.source or row.facts.working_name for row in rows)


def committee_page(key: str) -> CommitteePage:
    """One committee; 404 where there is none, and for a body that is no committee. Three queries."""
    body = people.bodies().filter(kind="committee", key=key).first()
    if body is None:
        raise Refused("committee_unknown", status=404)
    facts = facts_known().get(key, CommitteeFacts())
    mentor = people.institutions().filter(key=facts.mentor).first() if facts.mentor else None
    offices = people.offices_in(key)
    return CommitteePage(
        CommitteeRow(body, facts, mentor.name if mentor else None),
        tuple(office for office in offices if office.kind == "chair"),
        tuple(office for office in offices if office.kind == "member"),
    )
