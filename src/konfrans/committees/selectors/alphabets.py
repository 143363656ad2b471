"""Alphabets by name, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

ALPHABETS: dict[str, str | Promise] = {
    "Latin": pgettext_lazy("an alphabet", "Latin"),
    "Cyrillic": pgettext_lazy("an alphabet", "Cyrillic"),
    "Greek": pgettext_lazy("an alphabet", "Greek"),
    "Armenian": pgettext_lazy("an alphabet", "Armenian"),
    "Georgian": pgettext_lazy("an alphabet", "Georgian"),
    "Arabic": pgettext_lazy("an alphabet", "Arabic"),
    "Hebrew": pgettext_lazy("an alphabet", "Hebrew"),
    "Cherokee": pgettext_lazy("an alphabet", "Cherokee"),
    "Coptic": pgettext_lazy("an alphabet", "Coptic"),
    "Lisu": pgettext_lazy("an alphabet", "Lisu"),
    "Fullwidth": pgettext_lazy("an alphabet", "wide letters"),
    "Mathematical": pgettext_lazy("an alphabet", "letters of formulas"),
}
"""The alphabets that a name is looked through for, as `rules.letters` calls them."""


def alphabet_words(script: str) -> str:
    """An alphabet in words; by its Unicode name where it has none here."""
    return str(ALPHABETS.get(script, script))
