"""The text of news and pages as HTML, made of escaped words alone."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from konfrans.kernel.localised import Localised
from konfrans.publications.rules import blocks

register = template.Library()


@register.inclusion_tag("parts/prose.html")
def prose(text: Localised, language: str = "", level: int = 3) -> dict[str, Any]:
    """Paragraphs, subheadings (of this level), lists and links of a text, with its language where that is not the page's."""
    wanted = language or get_language() or ""
    given_in = text.language(wanted)
    return {
        "blocks": blocks(text.given(wanted)), "language": given_in, "differs": given_in != get_language(),
        "translation": given_in in text.translated, "level": level,
    }  # fmt: skip


@register.filter
def in_language(texts: dict[str, str], code: str) -> str:
    """The text in exactly this language, without a fallback; empty where there is none."""
    return texts.get(code, "")
