"""Marks of the board: each says in words and in shape what one university has named for one committee."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from konfrans.committees.selectors import BoardShown, seat_words
from konfrans.kernel.formats import day_and_month, language_choices
from konfrans.kernel.pictures import Panes, tally
from konfrans.kernel.templatetags.konfrans import status, text

register = template.Library()

_EDGE = "M16.6 5.85L16.6 12.15L12.15 16.6L5.85 16.6L1.4 12.15L1.4 5.85L5.85 1.4L12.15 1.4Z"
_HALVES = {"one": "M9 1.4H5.85L1.4 5.85v6.3L5.85 16.6H9Z", "substitute": "M9 1.4h3.15L16.6 5.85v6.3L12.15 16.6H9Z"}
_DRAWN = {"both": "both", "one": "one", "substitute": "one", "none": "none", "no": "no"}


@register.simple_tag
def mark(kind: str, size: str = "") -> SafeString:
    """The picture of a mark alone; words stand beside it."""
    half = f'<path class="half" d="{_HALVES[kind]}"/>' if kind in _HALVES else ""
    cross = '<path d="M5.8 5.8l6.4 6.4m0-6.4l-6.4 6.4"/>' if kind == "no" else ""
    sized = f'width="{int(size)}" height="{int(size)}" ' if size else ""
    return mark_safe(
        f'<svg {sized}class="mark mark--{_DRAWN[kind]}" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{half}'
        f'<path d="{_EDGE}"/>{cross}</svg>'
    )


def mark_words(pair: bool) -> dict[str, str]:
    """What each mark says; `pair`: a member and a substitute are asked for."""
    if not pair:
        return {
            "both": _("named"),
            "none": _("nobody named"),
            "no": _("refused"),
            "one": _("named"),
            "substitute": _("named"),
        }
    return {
        "both": _("member and substitute"), "one": _("member, no substitute"), "substitute": _("substitute, no member"),
        "none": _("nobody named"), "no": _("refused"),
    }  # fmt: skip


@register.simple_tag
def board_rows(shown: BoardShown, pair: bool) -> SafeString:
    """The rows of the board. Drawn as text at once: a large board has thousands of cells."""
    drawn = _cells(bool(pair), get_language() or "")
    base = reverse("call_university", args=[shown.call.key, "x"]).removesuffix("x/")
    no_answer, late = status("no", _("no answer")), escape(pgettext("an answer", "late"))
    rows = []
    for one in shown.rows:
        institution, row = one.addressee.institution, one.row
        answered: str = escape(day_and_month(one.addressee.answered_at)) if one.addressee.answered_at else no_answer
        if one.late and one.addressee.answered_at:
            answered += f" <small>{late}</small>"
        if one.reopened and one.addressee.reopened_until:
            until = _("reopened until %(day)s") % {"day": day_and_month(one.addressee.reopened_until)}
            answered += f" <small>{escape(until)}</small>"
        rows.append(
            f'<tr><th scope="row"><a href="{base}{institution.key}/"><span class="long">{text(institution.name, mark=False)}</span>'
            f'<span class="short" aria-hidden="true">{escape(institution.code)}</span></a></th>'
            f"{''.join([drawn[cell.mark, min(cell.waiting, 2)] for cell in row.cells])}"
            f'<td class="wide-only">{answered}</td><td class="num">{row.open or "–"}</td></tr>\n'
        )
    return mark_safe("".join(rows))


@lru_cache(maxsize=64)
def _cells(pair: bool, _language: str) -> dict[tuple[str, int], SafeString]:
    words = mark_words(pair)
    waits = {0: "", 1: _("consent missing"), 2: _("consents missing")}
    made = {}
    for kind in _DRAWN:
        for waiting in (0, 1, 2):
            said = words[kind] + (f", {waits[waiting]}" if waiting else "")
            sign = '<span class="mark__wait" aria-hidden="true">?</span>' if waiting else ""
            made[kind, waiting] = format_html(
                '<td>{}{}<span class="hidden-visually">{}</span></td>', mark(kind), mark_safe(sign), said
            )
    return made


@register.simple_tag
def mark_key(pair: bool, waiting: bool = False) -> SafeString:
    """The key under the board: only the marks that it can show."""
    words = mark_words(pair)
    kinds = ("both", "one", "none", "no") if pair else ("both", "none", "no")
    rows = [(mark(kind, "16"), words[kind]) for kind in kinds]
    listed = format_html_join("", "<li>{}{}</li>", rows)
    if waiting:
        sign = mark_safe('<span class="mark__wait" aria-hidden="true">?</span>')
        listed += format_html("<li>{} {}</li>", sign, _("a consent is missing"))
    return format_html('<ul class="key">{}</ul>', listed)


@register.simple_tag
def named_tally(named: int, of: int, needed: int | None) -> SafeString:
    """How many universities have named a member, and how many are needed."""
    words = _("%(number)s needed") % {"number": needed} if needed is not None else ""
    short = _("%(number)s short") % {"number": max(0, (needed or 0) - named)}
    if needed is None:
        sentence = _("Universities that have named a member: %(named)s of %(of)s") % {"named": named, "of": of}
    else:
        sentence = _("Universities that have named a member: %(named)s of %(of)s; needed: %(needed)s") % {
            "named": named, "of": of, "needed": needed,
        }  # fmt: skip
    panes = [Panes("got", named, ""), Panes("away", of - named, "")]
    return tally(panes, needed=needed, need_words=words, short_words=short, sentence=sentence)


@register.simple_tag
def seat_name(seat: str, organ: str = "") -> str:
    """A seat in the reader's language."""
    return seat_words(seat, organ)


@register.simple_tag
def letter_languages() -> list[tuple[str, str]]:
    """The languages that a letter of appointment can be made in, each by its code and its name."""
    return language_choices()


_VOWELS = frozenset("aeiouəıöüAEIOUƏIİÖÜ")
_LONG = 11


@register.filter
def hyphenable(words: str) -> str:
    """A name with soft hyphens in its long words, between a vowel and a consonant that a vowel follows: heads of narrow columns."""
    return " ".join(_parted(word) if len(word) > _LONG else word for word in str(words).split(" "))


def _parted(word: str) -> str:
    made = []
    for place, letter in enumerate(word):
        if 3 <= place < len(word) - 3 and word[place - 1] in _VOWELS and letter not in _VOWELS and word[place + 1] in _VOWELS and letter.isalpha():  # fmt: skip
            made.append("\u00ad")
        made.append(letter)
    return "".join(made)
