"""The window of members, what is urgent, what a search marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from konfrans.portal.rules.marks import pieces
from konfrans.portal.rules.urgency import part
from konfrans.portal.rules.window import MOST, grid, star_path, window


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, (1, 1)), (2, (2, 1)), (3, (3, 1)), (4, (2, 2)), (8, (4, 2)), (15, (5, 3)), (60, (10, 6))],
)
def test_the_grid_is_near_five_to_three(number, expected):
    assert grid(number) == expected


@pytest.mark.parametrize("number", range(1, MOST + 1))
def test_every_member_has_a_star_of_its_own_inside_the_window(number):
    drawn = window(number)
    places = {(star.x, star.y) for star in drawn.stars}
    assert len(places) == number
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)
    assert drawn.columns * drawn.rows - number < drawn.columns


def test_no_member_and_too_many_are_no_window():
    assert window(0) is None
    assert window(MOST + 1) is None


def test_the_star_is_the_one_of_the_pattern():
    assert star_path(50, 50, 49) == (
        "M99 50L84.65 64.35L84.65 84.65L64.35 84.65L50 99L35.65 84.65L15.35 84.65L15.35 64.35"
        "L1 50L15.35 35.65L15.35 15.35L35.65 15.35L50 1L64.35 15.35L84.65 15.35L84.65 35.65Z"
    )


@dataclass(frozen=True)
class Thing:
    due: date | None
    waits_for: str = ""


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("thing", "place"),
    [
        pytest.param(Thing(date(2026, 11, 24)), "late", id="yesterday is late"),
        pytest.param(Thing(TODAY), "soon", id="today is not late yet"),
        pytest.param(Thing(date(2026, 12, 2)), "soon", id="the seventh day is soon"),
        pytest.param(Thing(date(2026, 12, 3)), "later", id="the eighth day is later"),
        pytest.param(Thing(None), "handed", id="without a day it was handed over"),
        pytest.param(Thing(date(2026, 11, 1), "the ministry"), "others", id="what others must do is never mine"),
    ],
)
def test_urgency(thing, place):
    parted = part([thing], TODAY)
    assert getattr(parted, place) == (thing,)
    assert parted.mine == (place != "others")


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Əsasnamə və Nizamnamə", "esasname", ["Əsasnamə"]),
        ("İclas, IŞIQ, ışıq", "işiq", ["IŞIQ", "ışıq"]),
        ("Baku Business University", "BUS univ", ["Business", "University"]),
        ("Nothing here", "xyz", []),
        ("Nothing here", "", []),
    ],
)
def test_marks(text, query, hits):
    found = pieces(text, query)
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.hit] == hits
