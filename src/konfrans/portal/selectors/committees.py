"""Committees and groups as public pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konfrans.committees.selectors.public import PublicPage, PublicRow, committee_public, committees_public

CommitteeRow = PublicRow
CommitteePage = PublicPage


@dataclass(frozen=True, slots=True)
class Committees:
    """The page of committees: those that run, the working groups and task forces that run, and what has ended."""

    rows: tuple[PublicRow, ...]
    groups: tuple[PublicRow, ...]
    over: tuple[PublicRow, ...]


def committees_listed() -> Committees:
    """Everything with a page of its own. One query."""
    rows = committees_public()
    running = [row for row in rows if not row.over]
    return Committees(
        tuple(row for row in running if not row.group), tuple(row for row in running if row.group),
        tuple(row for row in rows if row.over),
    )  # fmt: skip


def committees() -> tuple[PublicRow, ...]:
    """The committees that run, groups left out: what the first page lists. One query."""
    return committees_listed().rows


def told(rows: Iterable[PublicRow]) -> bool:
    """Whether anything is known of one of these committees beside its name: who supervises it, or where the name comes from."""
    return any(row.told for row in rows)


def committee_page(key: str, year: int | None = None) -> PublicPage:
    """One committee or group, with its work programme of a year; 404 where there is none."""
    return committee_public(key, year)
