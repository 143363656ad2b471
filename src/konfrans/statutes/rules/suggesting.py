"""A suggestion: another value for one text or one rule of a draft; and a consultation on its days. Values alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from konfrans.statutes.rules.editing import Document, Path, set_at, write_article

LONGEST_REMARK = 5_000
LONGEST_NAME = 120
PARAGRAPH = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What stands at a path, and what is suggested instead: None, that a rule be left out. Articles and paragraphs are named in `path`
    by their numbers."""

    path: Path
    was: Any
    proposed: Any

    @property
    def is_text(self) -> bool:
        """Whether words are suggested; else a rule."""
        return self.path[:1] == ("article",)


def numbers_of(place: str) -> tuple[int, int | None] | None:
    """Article and paragraph of `21` or `21.1`; None of a rule or the whole draft."""
    found = PARAGRAPH.fullmatch(place)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def text_path(article: int, paragraph: int | None) -> Path:
    """Where the words of a paragraph stand, or the heading of an article."""
    return (
        ("article", article, "heading") if paragraph is None else ("article", article, "paragraph", paragraph, "text")
    )


def put_suggestion(document: Document, suggestion: Suggestion) -> None:
    """The document with what is suggested; of a text only the languages whose words are others."""
    path = suggestion.path
    if not suggestion.is_text:
        set_at(document, path, suggestion.proposed)
        return
    changed = changed_words(suggestion.was, suggestion.proposed)
    article = int(path[1])
    if path[2] == "heading":
        write_article(document, article, changed, {})
    else:
        write_article(document, article, {}, {int(path[3]): changed})


def changed_words(was: Mapping[str, str] | None, now: Mapping[str, str]) -> dict[str, str]:
    """The languages whose words are others."""
    return {code: words for code, words in now.items() if words != (was or {}).get(code, "")}


def stage_on(day: date, opens: date, closes: date) -> Literal["ahead", "running", "over"]:
    """Where a consultation stands on a day; its last day counts."""
    return "ahead" if day < opens else "over" if day > closes else "running"
