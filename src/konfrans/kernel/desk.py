"""What waits for a signed-in person: values that every domain hands to the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from konfrans.kernel import registries


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what and why in words of the reader's language, until when, under which article, and the one act.

    `due` may be None (handed to you, no day set). `article` is a reference such as `20.2` or empty. `waits_for` names others
    where there is nothing for the reader to do. `code` orders equal days. `sample`: what waits is invented.
    """

    code: str
    title: str
    why: str
    address: str
    act: str
    due: date | None = None
    since: date | None = None
    article: str = ""
    waits_for: str = ""
    sample: bool = False


def waiting_for(standing: Any) -> list[Waiting]:
    """Everything from every domain, soonest first, what has no day last."""
    found: list[Waiting] = []
    for _domain, waiting in registries.desk:
        rows: Iterable[Waiting] = waiting(standing)
        found.extend(rows)
    return sorted(found, key=lambda w: (w.due is None, w.due or date.max, w.code, w.title))
