"""The time zones of a country, by the tables that come with the zones themselves."""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import available_timezones


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            country, _place, zone = line.split("\t")[:3]
            found.setdefault(country, []).append(zone)
    known = available_timezones()
    return {country: tuple(zone for zone in zones if zone in known) for country, zones in found.items()}


def zones_of(country: str) -> tuple[str, ...]:
    """Every zone of a country; none where the tables do not know it."""
    return _table().get(country, ())


def usual_zone(country: str) -> str:
    """The first zone of a country; the tables put the one with the most people first where they can."""
    return next(iter(zones_of(country)), "")
