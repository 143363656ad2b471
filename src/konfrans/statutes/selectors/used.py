"""How often a paragraph of a charter was used: by which published decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Count, Max

from konfrans.decisions.rules import Number
from konfrans.decisions.selectors import published


def used(sha256: str) -> Mapping[str, tuple[Number, ...]]:
    """For each paragraph the published decisions whose verdict rests on it under this document, the newest first. Two queries at most."""
    seen = published().order_by().filter(charter=sha256).aggregate(many=Count("pk"), last=Max("pk"))
    return _used(sha256, seen["many"], seen["last"] or 0)


@lru_cache(maxsize=8)
def _used(sha256: str, _many: int, _last: int) -> Mapping[str, tuple[Number, ...]]:
    """Read anew when a decision more is published; a published one is never changed."""
    found: dict[str, list[Number]] = {}
    for year, number, verdict in published().filter(charter=sha256).values_list("year", "number", "verdict"):
        assert year is not None and number is not None  # as the table has it of a published one
        for article in dict.fromkeys(
            reason["article"] for reason in json.loads(verdict)["reasons"] if reason.get("article")
        ):
            found.setdefault(article, []).append(Number(year, number))
    return {article: tuple(numbers) for article, numbers in found.items()}
