"""The words of the alphabets that a name is looked through for."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_WORDS: dict[str, str | Promise] = {
    "Latin": pgettext_lazy("an alphabet", "Latin"),
    "Cyrillic": pgettext_lazy("an alphabet", "Cyrillic"),
    "Greek": pgettext_lazy("an alphabet", "Greek"),
    "Armenian": pgettext_lazy("an alphabet", "Armenian"),
    "Georgian": pgettext_lazy("an alphabet", "Georgian"),
    "Arabic": pgettext_lazy("an alphabet", "Arabic"),
    "Hebrew": pgettext_lazy("an alphabet", "Hebrew"),
    "Cherokee": pgettext_lazy("an alphabet", "Cherokee"),
    "Fullwidth": pgettext_lazy("an alphabet", "wide letters"),
    "Mathematical": pgettext_lazy("an alphabet", "letters of formulas"),
}


def script_words(script: str) -> str | Promise:
    """An alphabet as `rules.letters` calls it, in the language of whoever reads the refusal."""
    return _WORDS.get(script, script)
