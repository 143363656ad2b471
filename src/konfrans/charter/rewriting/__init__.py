"""A charter's text, changed so that it says another document: what is not changed stays as it was written, comments and order too.

tomlkit would move all tables of a list together, and a rule away from its paragraph; so the text is cut at the places that
change, and only what is put there is written anew. What comes out is read back: where it is not the document that was meant,
the whole is laid out anew (`rewritten` says so), never a wrong text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter.layout import languages_of
from konfrans.charter.rewriting.cutting import Cut, NoPlace
from konfrans.charter.rewriting.merging import Conflict, Merged, differences, merged
from konfrans.charter.rewriting.steps import steps
from konfrans.charter.toml_text import charter_toml

__all__ = ["Conflict", "Merged", "Rewritten", "differences", "merged", "rewritten"]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text, and whether comments and order were kept."""

    text: str
    kept: bool


def rewritten(text: str, document: Mapping[str, Any]) -> Rewritten:
    """The text changed where its document differs from this one.

    `TOMLDecodeError` where the text is no TOML; `ExchangeError` for a document that no TOML can hold.
    """
    found = text
    try:
        for step in steps(tomllib.loads(text), document, ()):
            found = Cut(found, languages_of(document)).taken(step)
        if tomllib.loads(found) == document:
            return Rewritten(found, kept=True)
    except NoPlace:
        pass
    except tomllib.TOMLDecodeError:
        if found == text:
            raise
    return Rewritten(charter_toml(document), kept=False)
