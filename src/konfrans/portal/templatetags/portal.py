"""Words and data that only the portal's pages need."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from konfrans.kernel import formats
from konfrans.kernel.desk import Waiting
from konfrans.kernel.text import fold
from konfrans.people.rules.countries import country_name
from konfrans.portal.rules.urgency import Parted

register = template.Library()


def _first(number: int) -> str:
    """A small number as a word that begins a sentence; from ten on, figures."""
    words = {
        1: pgettext("begins a sentence", "One"), 2: pgettext("begins a sentence", "Two"), 3: pgettext("begins a sentence", "Three"),
        4: pgettext("begins a sentence", "Four"), 5: pgettext("begins a sentence", "Five"), 6: pgettext("begins a sentence", "Six"),
        7: pgettext("begins a sentence", "Seven"), 8: pgettext("begins a sentence", "Eight"), 9: pgettext("begins a sentence", "Nine"),
    }  # fmt: skip
    return words.get(number) or formats.number_text(number)


def _inside(number: int) -> str:
    """The same inside a sentence."""
    words = {
        1: pgettext("inside a sentence", "one"), 2: pgettext("inside a sentence", "two"), 3: pgettext("inside a sentence", "three"),
        4: pgettext("inside a sentence", "four"), 5: pgettext("inside a sentence", "five"), 6: pgettext("inside a sentence", "six"),
        7: pgettext("inside a sentence", "seven"), 8: pgettext("inside a sentence", "eight"), 9: pgettext("inside a sentence", "nine"),
    }  # fmt: skip
    return words.get(number) or formats.number_text(number)


@register.simple_tag
def finding(parted: Parted[Any]) -> str:
    """What the desk says at its head: how much is late, how much is due soon."""
    late, soon = len(parted.late), len(parted.soon)
    facts = {"late": _first(late), "soon": _inside(soon)}
    if late and soon:
        if late == 1 and soon == 1:
            return _("%(late)s thing is late, %(soon)s is due within seven days") % facts
        if late == 1:
            return _("%(late)s thing is late, %(soon)s are due within seven days") % facts
        if soon == 1:
            return _("%(late)s things are late, %(soon)s is due within seven days") % facts
        return _("%(late)s things are late, %(soon)s are due within seven days") % facts
    if late:
        return ngettext("%(late)s thing is late", "%(late)s things are late", late) % facts
    if soon:
        facts = {"soon": _first(soon)}
        return ngettext(
            "%(soon)s thing is due within seven days", "%(soon)s things are due within seven days", soon
        ) % facts  # fmt: skip
    if parted.mine:
        return _("Nothing is late, nothing is due within seven days")
    return _("Nothing is waiting for you")


@register.simple_tag
def due_words(thing: Waiting, today: date) -> str:
    """How far its last day is: `2 days late`, `today`, `in 2 days`; `for you` where there is none."""
    if thing.due is None:
        return _("for you")
    days = (thing.due - today).days
    if days < 0:
        return ngettext("%(number)s day late", "%(number)s days late", -days) % {"number": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}


@register.simple_tag
def due_on(thing: Waiting, today: date) -> str:
    """Its last day itself; since when it waits where it has none."""
    if thing.due is not None:
        shown = formats.weekday_and_day(thing.due) if thing.due.year == today.year else formats.date_text(thing.due)
        return _("due: %(date)s") % {"date": shown} if thing.due < today else shown
    if thing.since is None:
        return ""
    days = (today - thing.since).days
    if days == 0:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    shown = formats.day_and_month(thing.since) if thing.since.year == today.year else formats.date_text(thing.since)
    return _("since: %(date)s") % {"date": shown}


@register.filter
def country(code: str) -> str:
    """The name of a country in the page's language."""
    return country_name(code, get_language() or "en")


@register.filter
def letters(code: str) -> str:
    """How wide a code is in a star of the window: `wide` beyond five letters, `widest` beyond seven."""
    return "is-widest" if len(fold(code)) > 7 else "is-wide" if len(fold(code)) > 5 else ""
