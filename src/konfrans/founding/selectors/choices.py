"""What there is to choose from before a conference begins, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.kernel.chosen import OWN_NAMES
from konfrans.kernel.localised import by_name
from konfrans.people.rules.countries import CODES, country_name
from konfrans.statutes.selectors.models import model, model_titles

if TYPE_CHECKING:
    from konfrans.charter import Charter


@dataclass(frozen=True, slots=True)
class Model:
    """A charter to begin with, and one line that tells what is in it."""

    key: str
    title: str
    line: str


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def models() -> list[Model]:
    """The starters first."""
    language = _language()
    return [Model(key, title, _line(model(key), language)) for key, title in model_titles(language)]


def _line(charter: Charter, language: str) -> str:
    """What a charter founds, read from its rules: a line that is written by hand would lie one day."""

    def named(names: Mapping[str, str]) -> str:
        return names.get(language) or names[charter.authentic]

    organs = ", ".join(named(one.name) for one in charter.organs.values())
    categories = ", ".join(named(one.name) for one in charter.categories.values())
    told = [_("Organs: %(names)s.") % {"names": organs}] if organs else []
    told += [_("Categories of members: %(names)s.") % {"names": categories}] if categories else []
    return " ".join([*told, _("Articles: %(number)s.") % {"number": len(charter.articles)}])


def country_choices() -> list[tuple[str, str]]:
    """Every country by its name."""
    language = _language()
    return by_name([(code, country_name(code, language)) for code in CODES], lambda pair: pair[1])


def language_choices() -> list[tuple[str, str]]:
    """The languages that have a name of their own here."""
    return [(code, f"{name} ({code})") for code, name in OWN_NAMES.items()]
