"""The map of countries: shapes from the atlas that set-up builds, numbers from the register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from konfrans.portal.selectors.members import Country


@dataclass(frozen=True, slots=True)
class Shape:
    """A country as it is drawn. `country` is None where nobody is in it."""

    code: str
    path: str
    x: str
    y: str
    country: Country | None

    @property
    def state(self) -> str:
        """`member`, `partner` or `ground`: how it is filled."""
        if self.country is None:
            return "ground"
        return "member" if self.country.members else "partner"


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole map. `outside` are countries with members or partners that lie beyond its frame."""

    view_box: str
    shapes: tuple[Shape, ...]
    outside: tuple[Country, ...]

    @property
    def marked(self) -> tuple[Shape, ...]:
        """The countries that carry a number, drawn last so that no neighbour lies over them."""
        return tuple(shape for shape in self.shapes if shape.country)


@cache
def _world() -> dict[str, Any] | None:
    found = finders.find("built/world.json")
    return json.loads(Path(found).read_text("utf-8")) if isinstance(found, str) else None


def atlas(countries: Iterable[Country]) -> Atlas | None:
    """The map with these countries marked; None where set-up has not built the shapes."""
    world = _world()
    if world is None:
        return None
    by_code = {country.code: country for country in countries}
    shapes = tuple(
        Shape(code, drawn["path"], str(drawn["label"][0]), str(drawn["label"][1]), by_code.get(code))
        for code, drawn in world["countries"].items()
    )
    outside = tuple(country for code, country in by_code.items() if code not in world["countries"])
    return Atlas(" ".join(str(edge) for edge in world["viewBox"]), shapes, outside)
