"""Places of a draft: which paragraph or rule a path of its document belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Path = tuple[str | int, ...]


def place_of(path: Path, document: Mapping[str, Any]) -> str:
    """`21.1` of a paragraph, `21` of an article, `organs.council.quorum` of a rule: the innermost table that cites a paragraph.

    Articles and paragraphs are named in `path` by their numbers.
    """
    if path[:1] == ("article",):
        return ".".join(str(part) for part in path[1:4:2]) or "article"
    found, at = 1, document
    for depth, part in enumerate(path, 1):
        inner = at.get(str(part)) if isinstance(at, Mapping) else None
        if isinstance(inner, Mapping) and isinstance(inner.get("article"), str):
            found = depth
        at = inner if isinstance(inner, Mapping) else {}
    return ".".join(map(str, path[:found] if found > 1 else path[:2]))


def places_of(paths: Iterable[Path], document: Mapping[str, Any]) -> tuple[str, ...]:
    """Every place once, in the order of the paths."""
    return tuple(dict.fromkeys(place_of(path, document) for path in paths if path))
