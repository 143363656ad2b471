"""The text of news and pages as HTML, made of escaped words alone."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.templatetags.konfrans import linked_data
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


@register.simple_tag
def news_data(item: Any, conference: Any) -> SafeString:
    """A published piece of news as JSON-LD."""
    title = item.title.given()
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle",
        "headline": f"{title} ({_('sample')})" if item.sample else title,
        "description": item.lead.given(), "inLanguage": item.title.language(),
        "url": settings.KONFRANS_URL + reverse("news_item", args=[item.slug]),
        "datePublished": _moment(item.published_at), "dateModified": _moment(item.changed_at),
        "publisher": {"@type": "Organization", "@id": f"{settings.KONFRANS_URL}/", "name": conference.name.given()},
    }  # fmt: skip
    return linked_data({key: value for key, value in data.items() if value})


def _moment(at: Any) -> str:
    return str(at.astimezone(clock.zone()).isoformat(timespec="seconds"))
