"""A charter to start from, made the conference's own: its key, its time zone, its authentic language."""

from __future__ import annotations

import re
from collections.abc import Sequence


def adapted(document: str, *, key: str, zone: str, languages: Sequence[str]) -> str:
    """The document of a model with the conference's key and zone; its authentic text is that of the first language of the
    conference in which the model has a text. Nothing else changes, and no comment is lost."""
    given = re.findall(r'"([a-z]{2,3})"', _line(document, "languages"))
    authentic = next((code for code in languages if code in given), None)
    document = _put(document, "key", f"{key}-charter")
    document = _put(document, "zone", zone)
    return _put(document, "authentic", authentic) if authentic else document


def _line(document: str, name: str) -> str:
    found = re.search(rf"(?m)^{name}\s*=\s*(.*)$", document)
    return found[1] if found else ""


def _put(document: str, name: str, value: str) -> str:
    """Another value of a key of the document's head, in its place; only the first such line is the head's."""
    return re.sub(rf'(?m)^{name}(\s*=\s*)"[^"\n]*"', lambda found: f'{name}{found[1]}"{value}"', document, count=1)
