"""A small map of Europe and the Caucasus as SVG paths, from the world atlas of Natural Earth (public domain).

Countries are those that ISO 3166 codes: an area that the atlas draws apart though ISO 3166 counts it to a country
(Crimea UA-43, Kosovo RS-KM, the north of Cyprus, Aland FI-01) is joined to that country. A map of partners takes no position on borders.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Arcs = list[list[int]]  # one polygon: rings of arc numbers, ~n for an arc read backwards

# ISO 3166-1: numeric code of the atlas -> alpha-2 code of the map, for every country that can fall into the frame.
COUNTRIES = {
    "008": "AL", "012": "DZ", "020": "AD", "031": "AZ", "040": "AT", "051": "AM", "056": "BE", "070": "BA", "100": "BG",
    "112": "BY", "191": "HR", "196": "CY", "203": "CZ", "208": "DK", "233": "EE", "234": "FO", "246": "FI", "250": "FR",
    "268": "GE", "275": "PS", "276": "DE", "300": "GR", "336": "VA", "348": "HU", "352": "IS", "364": "IR", "368": "IQ",
    "372": "IE", "376": "IL", "380": "IT", "398": "KZ", "400": "JO", "422": "LB", "428": "LV", "438": "LI", "440": "LT",
    "442": "LU", "470": "MT", "492": "MC", "498": "MD", "499": "ME", "504": "MA", "528": "NL", "578": "NO", "616": "PL",
    "620": "PT", "642": "RO", "643": "RU", "674": "SM", "682": "SA", "688": "RS", "703": "SK", "705": "SI", "724": "ES",
    "752": "SE", "756": "CH", "760": "SY", "788": "TN", "792": "TR", "795": "TM", "804": "UA", "807": "MK", "818": "EG",
    "826": "GB", "831": "GG", "832": "JE", "833": "IM", "860": "UZ", "434": "LY", "248": "FI",
}  # fmt: skip
UNCODED = {"Kosovo": "RS", "N. Cyprus": "CY"}
CRIMEA = (34.1, 45.0)  # a place in it: the polygon that holds it belongs to UA

# Lambert conformal conic with standard parallels 40 and 64 degrees north, around 20 degrees east; frame in pixels.
SOUTH, NORTH, MERIDIAN = 40.0, 64.0, 20.0
WIDTH, HEIGHT, MARGIN = 1000, 720, 12
SCALE = 1075.0
MIDDLE = (21.0, 54.0)  # this place is the middle of the frame
TOLERANCE = 0.6  # pixels: what a simplified border may differ
SMALLEST = 1.5  # square pixels: smaller islands are left out, unless it is all that a country has


def _tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + math.radians(latitude) / 2)


def _cone() -> tuple[float, float]:
    south, north = math.radians(SOUTH), math.radians(NORTH)
    n = math.log(math.cos(south) / math.cos(north)) / math.log(_tangent(NORTH) / _tangent(SOUTH))
    return n, SCALE * math.cos(south) * _tangent(SOUTH) ** n / n


CONE, RADIUS = _cone()


def _plane(longitude: float, latitude: float) -> Point:
    rho = RADIUS / _tangent(latitude) ** CONE
    theta = CONE * math.radians((longitude - MERIDIAN + 180) % 360 - 180)
    return rho * math.sin(theta), rho * math.cos(theta)


_X, _Y = _plane(*MIDDLE)
ORIGIN = (WIDTH / 2 - _X, HEIGHT / 2 - _Y)


def project(longitude: float, latitude: float) -> Point:
    """Where a place lies on the map, in pixels of its view box; degrees east and north."""
    x, y = _plane(longitude, latitude)
    return ORIGIN[0] + x, ORIGIN[1] + y


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    result: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        result.append(line)
    return result


def _simplify(line: Ring) -> Ring:
    """Douglas-Peucker; the ends stay, so that neighbours still share their border."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)
    far, at = 0.0, 0
    for i, (x, y) in enumerate(line[1:-1], 1):
        if length:
            distance = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
        else:
            distance = math.hypot(x - ax, y - ay)
        if distance > far:
            far, at = distance, i
    if far <= TOLERANCE:
        return [line[0], line[-1]]
    return _simplify(line[: at + 1])[:-1] + _simplify(line[at:])


def _join(parts: Iterable[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in parts:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _merge(polygons: list[Arcs], arcs: list[Ring]) -> list[Arcs]:
    """Polygons of one country without the borders between them: an arc used in both directions is inside."""
    used = {number for polygon in polygons for ring in polygon for number in ring}
    inside = {number for number in used if ~number in used}
    if not inside:
        return polygons
    touched = [p for p in polygons if any(number in inside for ring in p for number in ring)]
    rest = [p for p in polygons if p not in touched]
    left = [number for p in touched for ring in p for number in ring if number not in inside]
    rings: list[list[int]] = []
    while left:
        ring = [left.pop(0)]
        start, end = _join(ring, arcs)[0], _join(ring, arcs)[-1]
        while start != end:
            following = next(n for n in left if _join([n], arcs)[0] == end)
            left.remove(following)
            ring.append(following)
            end = _join([following], arcs)[-1]
        rings.append(ring)
    return [*rest, rings]  # even-odd filling makes the inner ones holes


def _holds(ring: Ring, place: Point) -> bool:
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _area(ring: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _clip(ring: Ring) -> Ring:
    """Sutherland-Hodgman against the frame and its margin, which hides the edges that clipping makes."""
    edges = ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1))
    for axis, limit, sign in edges:
        kept: Ring = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                t = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        ring = kept
        if not ring:
            break
    return ring


def _label(rings: list[Ring]) -> Point:
    """The point of a grid over the largest ring that lies farthest from its border and inside the frame."""
    ring = max(rings, key=lambda r: abs(_area(r)))
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    left, right, top, bottom = max(0, min(xs)), min(WIDTH, max(xs)), max(0, min(ys)), min(HEIGHT, max(ys))
    best, at = -1.0, ((left + right) / 2, (top + bottom) / 2)
    for i in range(1, 24):
        for j in range(1, 24):
            place = (left + (right - left) * i / 24, top + (bottom - top) * j / 24)
            if not _holds(ring, place):
                continue
            near = min(_distance(place, a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
            if near > best:
                best, at = near, place
    return at


def _distance(place: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / size)) if size else 0.0
    return math.hypot(place[0] - a[0] - t * dx, place[1] - a[1] - t * dy)


def _near(ring: Ring) -> bool:
    """Whether a ring in degrees can reach the frame: the cone throws what lies far behind it anywhere."""
    return (
        max(p[0] for p in ring) > -45
        and min(p[0] for p in ring) < 95
        and max(p[1] for p in ring) > 18
        and min(p[1] for p in ring) < 84
    )


def _polygons(topology: dict[str, Any], arcs: list[Ring]) -> dict[str, tuple[str, list[Arcs]]]:
    found: dict[str, tuple[str, list[Arcs]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = UNCODED.get(name) or COUNTRIES.get(geometry.get("id", ""))
        if code is None:
            continue
        polygons: list[Arcs] = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        keep = name if name not in UNCODED and geometry.get("id") != "248" else found.get(code, ("", []))[0]
        found[code] = (keep or found.get(code, ("", []))[0], found.get(code, ("", []))[1] + polygons)
    russia = found["RU"][1]
    crimea = [p for p in russia if _holds(_join(p[0], arcs), CRIMEA)]
    found["RU"] = (found["RU"][0], [p for p in russia if p not in crimea])
    found["UA"] = (found["UA"][0], found["UA"][1] + crimea)
    return {code: (name, _merge(polygons, arcs)) for code, (name, polygons) in found.items()}


def _path(rings: Iterable[Ring]) -> str:
    return "".join(_moves(ring) for ring in rings)


def _moves(ring: Ring) -> str:
    """Relative moves in tenths of a pixel: half the size of absolute ones."""
    points = [(round(x * 10), round(y * 10)) for x, y in ring]
    x, y = points[0]
    parts = [f"M{x / 10:g} {y / 10:g}l"]
    steps: list[str] = []
    for nx, ny in points[1:]:
        if (nx, ny) != (x, y):
            steps.append(f"{(nx - x) / 10:g} {(ny - y) / 10:g}")
            x, y = nx, ny
    return parts[0] + " ".join(steps).replace(" -", "-") + "z" if len(steps) > 1 else ""


def _countries(topology: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    degrees = _arcs(topology)
    pixels = [_simplify([project(*place) for place in line if place[1] > -89]) for line in degrees]
    for code, (name, polygons) in sorted(_polygons(topology, degrees).items()):
        rings = [
            _clip(_join(ring, pixels)) for polygon in polygons for ring in polygon if _near(_join(polygon[0], degrees))
        ]
        rings = sorted((r for r in rings if len(r) > 2), key=lambda r: -abs(_area(r)))
        shown = [r for i, r in enumerate(rings) if i == 0 or abs(_area(r)) >= SMALLEST]
        if not shown or not (path := _path(shown)):
            continue
        x, y = _label(shown)
        yield code, {"name": name, "path": path, "label": [round(x, 1), round(y, 1)]}


def world(atlas: Path) -> dict[str, Any]:
    """The map as one JSON object: view box, projection, and for each ISO 3166-1 alpha-2 code path and label point.

    A place stands at x = x0 + r * sin(t), y = y0 + r * cos(t), where r = radius / tan(45 deg + latitude / 2) ** cone
    and t = cone * (longitude - meridian).
    """
    topology = json.loads(atlas.read_text("utf-8"))
    return {
        "source": "Natural Earth, public domain",
        "viewBox": [0, 0, WIDTH, HEIGHT],
        "projection": {
            "name": "Lambert conformal conic",
            "parallels": [SOUTH, NORTH],
            "meridian": MERIDIAN,
            "cone": CONE,
            "radius": RADIUS,
            "x0": ORIGIN[0],
            "y0": ORIGIN[1],
        },
        "countries": dict(_countries(topology)),
    }
