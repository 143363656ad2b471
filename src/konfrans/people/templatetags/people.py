"""How pages show persons, offices, countries and the acts of the journal."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.people import registries
from konfrans.people.rules.countries import country_name
from konfrans.people.selectors.shown import PersonShown, person_shown

register = template.Library()


@register.simple_tag
def person(shown: Any, short: bool = False) -> SafeString:
    """A person as every page shows one: the name, marked where it is a sample, or the sentence that it was erased.

    Takes a `Person`, a `PersonShown`, or None, which gives nothing.
    """
    if shown is None:
        return mark_safe("")
    if not isinstance(shown, PersonShown):
        shown = person_shown(shown)
    if not shown.name:
        return format_html('<span class="erased">{}</span>', shown.sentence)
    name = shown.short_name if short else shown.name
    if shown.sample:
        return format_html('{} <span class="sample">({})</span>', name, _("sample"))
    return format_html("{}", name)


@register.filter
def country(code: str) -> str:
    """The country's name in the page's language; the code where it has none here."""
    return country_name(code, get_language() or "en")


@register.filter
def act_words(act: str) -> str:
    """An act of the journal in words; its own name where no domain gave any."""
    return str(registries.words_of(registries.act_words).get(act, act))


@register.filter
def object_words(kind: str) -> str:
    """The kind of an object of the journal in words."""
    return str(registries.words_of(registries.object_words).get(kind, kind))
