"""How often a paragraph of a charter was used: by which published decisions, under this version or an earlier one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from konfrans.decisions.rules import Number
from konfrans.decisions.selectors import charter_kept, published
from konfrans.statutes.rules.adopting import paragraphs_changed
from konfrans.statutes.selectors.drafts import looked_at

EARLIER_MOST = 20
"""How many earlier versions are looked through."""


@dataclass(frozen=True, slots=True)
class Use:
    """Decisions that rest on a paragraph under one version; `version` is empty where it is the one that is shown."""

    version: str
    numbers: tuple[Number, ...]


def used(sha256: str, earlier: Sequence[tuple[str, str]] = ()) -> Mapping[str, tuple[Use, ...]]:
    """For each paragraph the published decisions whose verdict rests on it, the newest first: under this document and, where number,
    words and rules are the same there, under earlier ones (hash and version, the newest first). Two queries at most."""
    texts = {sha256: "", **dict(earlier[:EARLIER_MOST])}
    seen = (
        published()
        .order_by()
        .filter(charter__in=list(texts))
        .values_list("charter")
        .annotate(many=Count("pk"), last=Max("pk"))
    )
    counted = tuple(sorted((charter, many, last) for charter, many, last in seen))
    return _used(sha256, tuple(texts.items()), counted) if counted else {}


@lru_cache(maxsize=8)
def _used(
    sha256: str, texts: tuple[tuple[str, str], ...], counted: tuple[tuple[str, int, int], ...]
) -> Mapping[str, tuple[Use, ...]]:
    """Read anew when a decision more is published; a published one is never changed."""
    rested: dict[tuple[str, str], list[Number]] = {}
    under = [charter for charter, _many, _last in counted]
    rows = published().filter(charter__in=under).values_list("charter", "year", "number", "verdict")
    for charter, year, number, verdict in rows:
        assert year is not None and number is not None  # as the table has it of a published one
        cited = (reason["article"] for reason in json.loads(verdict)["reasons"] if reason.get("article"))
        for article in dict.fromkeys(cited):
            rested.setdefault((charter, article), []).append(Number(year, number))
    found: dict[str, list[Use]] = {}
    for charter, version in texts:
        refs = [ref for one, ref in rested if one == charter]
        other = _changed(charter, sha256) if refs and charter != sha256 else frozenset()
        for ref in refs:
            if ref not in other and ref.partition(".")[0] not in other:
                found.setdefault(ref, []).append(Use(version, tuple(rested[charter, ref])))
    return {ref: tuple(uses) for ref, uses in found.items()}


@lru_cache(maxsize=32)
def _changed(old: str, new: str) -> frozenset[str]:
    """The paragraphs and articles that are not the same in two documents."""
    before, after = (looked_at(charter_kept(one).document).document for one in (old, new))
    return paragraphs_changed(before, after)
