"""A conference with members, decisions and a session to come; and one with 1,500 institutions."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.search import search_rebuild
from konfrans.kernel.text import sort_key
from konfrans.membership.models import Membership
from konfrans.people.models import Institution
from tests.decisions.house import build_house, text

DAY = date(2026, 11, 25)
MANY = 1500


@pytest.fixture
def day():
    """Wednesday, 25 November 2026."""
    with clock.standing_at(DAY):
        yield DAY


@pytest.fixture
def house(cast, day):
    """Fifteen members, three published decisions, a session to come; search made anew."""
    from konfrans.meetings import services as meetings

    built = build_house(cast)
    for title, votes in (
        ("Spring session", {"yes": 8, "no": 2, "abstain": 1}),
        ("Budget", {"yes": 3, "no": 8}),
        ("Statement", {"yes": 11}),
    ):
        built.publish(title=title, **votes)
    meetings.meeting_create(
        actor=built.actor,
        body=cast.assembly,
        kind="ordinary",
        date=date(2026, 12, 18),
        place=text("Baku", "Bakı"),
        sample=True,
    )
    search_rebuild()
    return built


@pytest.fixture
def crowd(house):
    """1,500 members more, in every third a partner's country."""
    rows = Institution.objects.bulk_create(
        Institution(
            key=f"c{n:04d}", code=f"C{n:04d}", kind="university", country=("AZ", "FR", "PL")[n % 3],
            name=Localised.of(az=f"Şəhər {n:04d} Universiteti", en=f"University of City {n:04d}"),
            sort_key=sort_key(f"University of City {n:04d}"),
        )
        for n in range(MANY)
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(institution=one, category=house.full, since=date(2026, 2, 1)) for one in rows
    )
    return house
