"""Who takes part in a project, in which role, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from konfrans.projects.rules.dates import PartialDate

ROLES = ("coordinator", "partner", "associated")
Was = Literal["yes", "no", "possibly"]


@dataclass(frozen=True, slots=True)
class Stay:
    """An institution in a project. `begins` may be unknown; with `by`, it joined at some time up to then.

    `ends` is the last day, month or year of the stay. `listed` is false for one that only some pages name.
    """

    institution: str
    role: str
    begins: PartialDate | None = None
    by: bool = False
    ends: PartialDate | None = None
    listed: bool = True


def was_partner(stay: Stay, day: date) -> Was:
    """Whether the institution took part on `day`: yes, no, or possibly where the dates are too vague to say."""
    if stay.ends is not None and stay.ends.before(day):
        return "no"
    begun: Was = "possibly"
    if stay.begins is not None:
        if day >= stay.begins.last:
            begun = "yes"
        elif not stay.by and day < stay.begins.first:
            return "no"
    leaving = stay.ends is not None and stay.ends.first <= day < stay.ends.last and stay.ends.precision != "day"
    return "possibly" if leaving else begun


def partners_on(stays: Iterable[Stay], day: date) -> dict[str, Was]:
    """Every institution that took part on `day`, surely or possibly."""
    found = {stay.institution: was_partner(stay, day) for stay in stays}
    return {key: was for key, was in found.items() if was != "no"}


def stay_fault(stays: Iterable[Stay], new: Stay) -> tuple[str, str] | None:
    """Why `new` cannot be entered beside `stays`, as (code, institution): `already_partner`, `second_coordinator`, `turned`."""
    if new.begins and new.ends and new.ends.last < new.begins.first:
        return "stay_turned", new.institution
    for stay in stays:
        open_still = stay.ends is None or new.begins is None or stay.ends.last >= new.begins.first
        if not open_still:
            continue
        if stay.institution == new.institution:
            return "already_partner", stay.institution
        if stay.role == "coordinator" == new.role:
            return "second_coordinator", stay.institution
    return None


GROUPS = ("coordinator", "home", "abroad", "associated", "named")


def group_of(stay: Stay, country: str, home: str) -> str:
    """The list of the page on which an institution stands: by role, partners by country, and those only some pages name."""
    if not stay.listed:
        return "named"
    if stay.role == "partner":
        return "home" if country == home else "abroad"
    return stay.role


def joined_later(stay: Stay, start: PartialDate | None) -> bool:
    """Whether it joined after the project had begun: worth saying with its date."""
    return bool(stay.begins and start and (stay.by or stay.begins.first > start.last))
