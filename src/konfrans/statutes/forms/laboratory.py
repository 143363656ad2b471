"""What the laboratory is asked by its address: shape only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

MOST_TEXTS = 8
LONGEST_ADDRESS = 1500
"""Signs of a table that an address holds; a longer one is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which votes, under which texts, with how many acting heads; which page of the answer."""

    years: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    counts: str = ""
    table: str = ""
    acting: int = 0
    only_flips: bool = False
    page: int = 1

    def query(self, **more: Any) -> str:
        """The address of the same, without the page; `more` in the place of what it says."""
        one = replace(self, **more)
        pairs: list[tuple[str, Any]] = [("year", year) for year in one.years]
        pairs += [("charter", ref) for ref in one.texts]
        pairs += [(name, getattr(one, name)) for name in ("counts", "table", "acting") if getattr(one, name)]
        pairs += [("show", "flips")] if one.only_flips else []
        return urlencode(pairs)

    @property
    def fits(self) -> bool:
        """Whether an address holds the table."""
        return len(urlencode({"counts": self.counts})) <= LONGEST_ADDRESS


def asked(data: Any) -> Asked:
    """Read from an address or a form; what has another shape is passed over."""
    table = data.get("table", "")
    return Asked(
        years=tuple(dict.fromkeys(int(one) for one in data.getlist("year") if _whole(one, 4))),
        texts=tuple(dict.fromkeys(one[:60] for one in data.getlist("charter") if one)),
        counts=_lines(data.get("counts", "")),
        table=table if len(table) == 64 and not set(table) - set("0123456789abcdef") else "",
        acting=_number(data, "acting", 0),
        only_flips=data.get("show") == "flips",
        page=_number(data, "page", 1),
    )


def _whole(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _number(data: Mapping[str, str], name: str, usual: int) -> int:
    given = data.get(name, "").strip()
    return int(given) if _whole(given, 5) else usual


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
