"""The built static files: faces with Azerbaijani letters, and a map with its places right."""

from __future__ import annotations

import json
import re

import pytest

from tools import atlas, front

WORLD = json.loads((front.BUILT / "world.json").read_text("utf-8"))


def test_every_face_is_there_and_covers_the_letters():
    css = (front.BUILT / "fonts.css").read_text("utf-8")
    rules = re.findall(r"@font-face \{.*?\}", css, re.DOTALL)
    for family in ("Source Serif 4 Variable", "Public Sans Variable"):
        for style in ("normal", "italic"):
            own = [rule for rule in rules if f"'{family}'" in rule and f"font-style: {style}" in rule]
            covered = set()
            for rule in own:
                assert "font-display: swap" in rule
                assert (front.BUILT / re.search(r"url\((\S+?)\)", rule)[1]).stat().st_size > 10_000
                for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
                    covered |= set(range(int(first, 16), int(last or first, 16) + 1))
            assert {ord(letter) for letter in "AƏəĞğİıÖöŞşÜüÇç–“”0"} <= covered, (family, style)


def test_the_static_faces_of_documents_are_there_with_their_licence():
    names = {path.name for path in (front.BUILT / "ttf").iterdir()}
    for family in ("SourceSerif4", "PublicSans"):
        assert {f"{family}_{weight}.ttf" for weight in front.WEIGHTS} <= names
        assert f"{family}-OFL.txt" in names


def test_what_only_tests_use_is_not_served():
    assert list(front.BUILT.rglob("*axe*")) == []


def test_the_map_has_the_partners_countries_with_a_label_inside_the_frame():
    _, _, width, height = WORLD["viewBox"]
    for code in (
        "AZ",
        "FR",
        "PL",
        "BE",
        "SE",
        "LT",
        "FI",
        "ES",
        "PT",
        "DE",
        "IT",
        "EE",
        "LV",
        "GR",
        "GE",
        "TR",
        "UA",
        "RO",
    ):
        country = WORLD["countries"][code]
        assert re.fullmatch(r"[Mlz\d. -]+", country["path"])
        x, y = country["label"]
        assert 0 < x < width
        assert 0 < y < height
    assert len(json.dumps(WORLD)) < 80_000


def rings(code: str) -> list[list[tuple[float, float]]]:
    """The path of a country read back into points."""
    result = []
    for start, steps in re.findall(r"M([\d. -]+)l([\d. -]+)z", WORLD["countries"][code]["path"]):
        x, y = map(float, start.split())
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", steps)]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        result.append(ring)
    return result


@pytest.mark.parametrize(
    ("code", "place", "longitude", "latitude"),
    [
        ("AZ", "Ganja", 46.36, 40.68),
        ("AZ", "Khankendi", 46.75, 39.82),
        ("AZ", "Nakhchivan", 45.41, 39.21),
        ("FR", "Montpellier", 3.88, 43.62),
        ("LT", "Vilnius", 25.28, 54.69),
        ("UA", "Simferopol", 34.1, 44.95),
        ("UA", "Kyiv", 30.5, 50.45),
        ("RU", "Moscow", 37.6, 55.75),
        ("CY", "Kyrenia", 33.3, 35.28),
    ],
)
def test_a_city_lies_in_its_country(code, place, longitude, latitude):
    projection = WORLD["projection"]
    spot = atlas.project(longitude, latitude)
    assert sum(atlas._holds(ring, spot) for ring in rings(code)) % 2 == 1, place
    assert projection["x0"] == pytest.approx(atlas.ORIGIN[0])


def test_the_constants_of_the_map_place_a_city_where_the_map_was_drawn():
    import math

    projection = WORLD["projection"]
    longitude, latitude = 49.87, 40.41
    distance = projection["radius"] / math.tan(math.pi / 4 + math.radians(latitude) / 2) ** projection["cone"]
    angle = projection["cone"] * math.radians(longitude - projection["meridian"])
    place = projection["x0"] + distance * math.sin(angle), projection["y0"] + distance * math.cos(angle)
    assert place == pytest.approx(atlas.project(longitude, latitude))
