"""The sentences that say what is wrong with an answer, and what to do. English for a command, which speaks before Django is ready; a
page words them in its reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from konfrans.founding.rules import Fault

if TYPE_CHECKING:
    from django.utils.translation import gettext_noop as _
else:

    def _(text: str) -> str:
        # Django's own mark asks the settings, and a command speaks before there are any.
        return text


FAULTS: dict[str, str] = {
    "languages_unknown": _("This is no list of languages: %(reason)s. Write two letters for each, with commas: lt,en."),
    "languages_twice": _("A language is named twice. Name each once."),
    "zone_unknown": _("“%(given)s” is no time zone. Write it as Europe/Vilnius."),
    "told_otherwise": _(
        "The server’s variable %(variable)s says %(told)s, and goes before. Give the same, or take the variable out first."
    ),
    "text_missing": _("One text is needed in each of the languages %(languages)s. Missing: %(language)s."),
    "text_strange": _("The languages are %(languages)s. Take out the text in another one: %(language)s."),
    "text_too_long": _("The text in this language is too long: %(language)s. Write at most %(most)s characters."),
    "short_too_long": _("“%(given)s” is too long for a short name. Write at most %(most)s characters, such as CAUR."),
    "country_unknown": _("“%(given)s” is no country. Write two capital letters as in ISO 3166: LT."),
    "mail_shape": _("“%(given)s” is no e-mail address. Write it as name@example.org."),
    "day_shape": _("“%(given)s” is no date. Write it as 2026-03-01."),
    "key_shape": _(
        "“%(given)s” is no short key. Write small Latin letters, digits and hyphens, at most 40, such as caur."
    ),
    "whole_name": _("Write given name and surname."),
    "members_without_charter": _(
        "Members belong to categories that a charter founds. Choose a charter too, such as starter-association."
    ),
    "members_too_early": _(
        "The charter begins on %(since)s; members cannot be admitted before. Leave the members out, and enter them then."
    ),
}


def in_english(fault: Fault) -> str:
    """For a command."""
    return FAULTS[fault.code] % fault.facts


def in_words(fault: Fault) -> str:
    """In the reader's language."""
    return gettext(FAULTS[fault.code]) % fault.facts
