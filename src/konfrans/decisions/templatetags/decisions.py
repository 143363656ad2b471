"""Filters of the decision pages."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from konfrans.decisions.rules import text_pieces
from konfrans.decisions.selectors import words as words_of
from konfrans.kernel.formats import language_name

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
