"""Documents and pictures out: made by typst from a template of a domain and from data that never becomes source."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.template.utils import get_app_template_dirs
from django.utils.text import Truncator

from konfrans.kernel.faces import displayable

FONTS = Path(__file__).resolve().parent.parent / "site" / "static" / "built" / "ttf"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: a PDF that a screen reader can read."""


@cache
def _source(template: str) -> str:
    """The frame, then the template: both are the product's own text."""
    return "\n".join(_found(name).read_text(encoding="utf-8") for name in ("documents/frame.typ", template))


def _found(name: str) -> Path:
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"no document template {name}")


def document_pdf(template: str, data: dict[str, Any], language: str) -> bytes:
    """A PDF/UA-1 from `template` (such as `decisions/decision.typ`) in `language` (`az`, `en`).

    The template reads `data` (JSON: texts, numbers, lists; `data["title"]` is the document's title) and calls the frame's
    `sheet`. What people wrote is data and never source, so that no text of theirs can be read as markup. A character that no face holds is set as a white square. Made outside of
    a transaction: it takes some tens of milliseconds.
    """
    try:
        return _compiled(template, data, language, format="pdf", pdf_standards=STANDARD)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    # The standard refuses a document with a character that no face holds, such as an emoji: a square stands for it then.
    return _compiled(template, _displayable(data), language, format="pdf", pdf_standards=STANDARD)


@lru_cache(maxsize=256)
def card_png(language: str, conference: str, title: str, kicker: str = "", lead: str = "", state: str = "yes") -> bytes:
    """The picture that a message shows beside a link, 1200 x 630 pixels (Open Graph protocol, `og:image`).

    `kicker` stands above the title, `lead` below it; `state` is `yes`, `no` or `due` and gives the colour. Long words are cut to
    what has room. Made in some tens of milliseconds, and remembered.
    """
    data = {
        "conference": Truncator(conference).chars(80), "title": Truncator(title).chars(130),
        "kicker": Truncator(kicker).chars(90), "lead": Truncator(lead).chars(220), "state": state,
    }  # fmt: skip
    return _compiled("documents/card.typ", data, language, format="png", ppi=72.0)


def picture_png(template: str, data: dict[str, Any], language: str) -> bytes:
    """A picture file from a template of a domain, as large as what it draws. Data never becomes source, as in a document."""
    return _compiled(template, _displayable(data), language, format="png", ppi=144.0)


def _displayable(value: Any) -> Any:
    if isinstance(value, str):
        return displayable(value, FONTS)
    if isinstance(value, dict):
        return {key: _displayable(inner) for key, inner in value.items()}
    return [_displayable(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _compiled(template: str, data: dict[str, Any], language: str, **how: Any) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False), "language": language}
    made: bytes = typst.compile(
        _source(template).encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs, **how,
    )  # fmt: skip
    return made
