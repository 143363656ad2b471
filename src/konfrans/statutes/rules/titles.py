"""What a charter is called, what is noted of it, what its chapters are called; written in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from konfrans.statutes.rules.editing import wordings

Words = Mapping[str, str]


def chapters_of(document: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """The chapters by their number, with the heading of each in its languages."""
    rows = document.get("chapter")
    named = [row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)]
    return [(row["number"], wordings(row, "heading")) for row in named if isinstance(row.get("number"), str)]


def write_titles(title: Words, note: Words, chapters: Mapping[str, Words], document: dict[str, Any]) -> None:
    """Title, note and headings of chapters as they were sent. A note that is empty in every language is taken out; of a title and a
    heading what is empty stays as it was."""
    _put(document, "title", title)
    said = {code: text for code, text in note.items() if text}
    if said:
        document["note"] = said
    elif "note" in document:
        del document["note"]
    for row in document.get("chapter", ()):
        if isinstance(row, dict) and row.get("number") in chapters:
            _put(row, "heading", chapters[row["number"]])


def _put(table: dict[str, Any], key: str, words: Words) -> None:
    table[key] = {**wordings(table, key), **{code: text for code, text in words.items() if text}}
