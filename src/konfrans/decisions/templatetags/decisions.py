"""Filters of the decision pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.decisions.rules import text_pieces
from konfrans.decisions.selectors import words as words_of
from konfrans.kernel import clock
from konfrans.kernel.formats import language_name
from konfrans.kernel.templatetags.konfrans import linked_data

register = template.Library()
register.filter("language_words", language_name)

_MARKS = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}


@register.filter
def decided(text: str) -> SafeString:
    """The text put to the vote: `[-old-]` is struck through, `{+new+}` underlined, lines break where they were broken."""
    return mark_safe("".join(format_html(_MARKS[kind], _lines(words)) for kind, words in text_pieces(text)))


def _lines(text: str) -> SafeString:
    return mark_safe(str(conditional_escape(text)).replace("\r\n", "\n").replace("\n", "<br>"))


@register.filter
def shows_changes(texts: Iterable[tuple[str, bool, str]]) -> bool:
    """Whether any of the texts marks a change."""
    return any(kind != "same" for _code, _authentic, words in texts for kind, _words in text_pieces(words))


@register.filter
def article_label(reference: str) -> str:
    """A reference that stands alone: Article 29(3)."""
    return words_of().article_label(reference)


@register.filter
def up_to(number: int) -> range:
    """1 to `number`."""
    return range(1, number + 1)


@register.simple_tag
def decision_data(page: Any, conference: Any) -> SafeString:
    """A published decision as JSON-LD, with nothing that the page does not say: of a closed one no word of its text."""
    decision = page.decision
    data = {
        "@context": "https://schema.org", "@type": "CreativeWork", "name": _marked(page.title, decision.sample),
        "identifier": page.number, "genre": decision.kind_name.given(),
        "abstract": f"{page.verdict.word}. {page.verdict.why}",
        "url": _address(decision), "inLanguage": get_language(), "dateCreated": decision.date.isoformat(),
        "datePublished": decision.published_at.astimezone(clock.zone()).isoformat(timespec="seconds"),
        "creator": {"@type": "Organization", "name": decision.organ_name.given()},
        "publisher": {"@type": "Organization", "@id": f"{settings.KONFRANS_URL}/", "name": conference.name.given()},
    }  # fmt: skip
    if page.corrections:
        data["correction"] = [_address(one) for one in page.corrections]
    return linked_data(data)


def _address(decision: Any) -> str:
    return settings.KONFRANS_URL + reverse("decision", args=[decision.year, decision.number])


def _marked(title: str, sample: bool) -> str:
    return f"{title} ({_('sample')})" if sample else title
