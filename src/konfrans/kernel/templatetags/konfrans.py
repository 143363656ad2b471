"""Tags and filters that every page has: texts in languages, dates, references to the charter, states, pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.kernel import formats, pictures
from konfrans.kernel.localised import Localised

register = template.Library()

register.filter("date_text", formats.date_text)
register.filter("long_date", formats.date_legal)
register.filter("weekday_date", formats.date_with_weekday)
register.filter("day_month", formats.day_and_month)
register.filter("short_date", formats.date_short)
register.filter("clock_time", formats.time_text)
register.filter("year_text", formats.year_text)
register.filter("number", formats.number_text)


@register.filter
def code_letters(code: str) -> str:
    """A language code as the header shows it: AZ, EN. Codes are ASCII, so upper-casing is safe."""
    return code.upper()


@register.filter
def given(value: Localised | str | None) -> str:
    """The text alone, in the page's language or the fallback: for attributes and titles."""
    return value.given() if isinstance(value, Localised) else str(value or "")


@register.simple_tag
def text(value: Localised | None, mark: bool = True) -> SafeString:
    """A text with `lang` where it is not in the page's language, and marked where it is a translation."""
    if not value:
        return mark_safe("")
    language = value.language()
    shown = format_html('<span lang="{}">{}</span>', language, value.given()) if language != get_language() else None
    body = shown or format_html("{}", value.given())
    if mark and language in value.translated:
        return format_html('{} <span class="sample">({})</span>', body, _("translation"))
    return body


@register.filter
def article(reference: str) -> str:
    """`29.3` as a reference inside a sentence."""
    return formats.article_text(reference)


@register.simple_tag
def art(reference: str, version: str = "") -> SafeString:
    """A reference to an article that leads to its paragraph."""
    anchor = "a" + reference.replace(".", "-")
    words = formats.article_text(reference)
    words = words[0].upper() + words[1:] if get_language() == "en" else words
    address = reverse("charter")
    return format_html(
        '<a class="art" href="{}{}#{}">{}</a>', address, f"?v={version}" if version else "", anchor, words
    )


@register.simple_tag
def status(state: str, words: str) -> SafeString:
    """A state as glyph and word: `yes`, `no`, `due` or `none`."""
    return format_html('<span class="status status--{}">{}{}</span>', state, pictures.glyph(state), words)


@register.simple_tag
def glyph(state: str) -> SafeString:
    """The glyph of a state alone; a word must stand beside it."""
    return pictures.glyph(state)


@register.simple_tag
def sample(kind: str = "") -> SafeString:
    """The mark of what is invented."""
    return format_html('<span class="sample">({})</span>', _("sample"))


@register.filter
def hash_groups(value: str) -> str:
    """A SHA-256 in groups of eight."""
    return " ".join(value[i : i + 8] for i in range(0, len(value), 8))


@register.simple_tag
def path_in(path: str) -> str:
    """A stored address below the language (`members/bbu/`) as an address of this page's language."""
    return f"/{get_language() or settings.LANGUAGE_CODE}/{path}"


@register.simple_tag
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD as a data block: browsers do not run it, so the content security policy has nothing to allow."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in (
        ("&", "\\u0026"),
        ("<", "\\u003C"),
        (">", "\\u003E"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(letter, escape)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.inclusion_tag("parts/crumbs.html")
def crumbs(*pairs: Any) -> dict[str, Any]:
    """`{% crumbs address words address words here %}`: the way from the top; the last one is here and no link."""
    steps = [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2)]
    return {"steps": steps, "here": pairs[-1]}
