"""What is sent when a Word document comes back: the file, then the rows that are taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from konfrans.kernel.localised import without_controls
from konfrans.statutes.forms.drafts import LONGEST, base_of
from konfrans.statutes.rules.rewording import Taken

_NAME = re.compile(r"([htnl])-([0-9]{1,6})-([0-9]{1,6})-([0-9]{1,6})")
_SORTS = {"h": "heading", "t": "text", "n": "new", "l": "lost"}
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class TakenRows:
    """The state that was read, the language, and the changes that are taken."""

    base: int
    language: str
    changes: tuple[Taken, ...]


def taken_rows(data: Mapping[str, str], names: Sequence[str]) -> TakenRows:
    """Read from what a browser sent; what has another shape is passed over."""
    changes = []
    for name in dict.fromkeys(names):
        found = _NAME.fullmatch(name)
        if found is None:
            continue
        text = without_controls(data.get(f"text-{name}", "").replace("\r\n", "\n")).strip()[:LONGEST]
        if text or found[1] == "l":
            changes.append(Taken(_SORTS[found[1]], int(found[2]), int(found[3]), text))
    language = data.get("language", "")
    return TakenRows(base_of(data), language if _LANGUAGE.fullmatch(language) else "", tuple(changes))
