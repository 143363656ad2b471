"""The charter that a conference begins with: a model made its own, or a file."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from konfrans.charter import Charter, load_charter
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import languages
from konfrans.people.selectors import Standing, access_secretariat
from konfrans.statutes.models import CharterVersion
from konfrans.statutes.rules.founding import adapted
from konfrans.statutes.selectors.models import model_keys, model_text, model_titles


def access_founding(user_id: int | None) -> Standing:
    """Who may put the first charter in force: the secretariat."""
    return access_secretariat(user_id)


def founded_with() -> CharterVersion | None:
    """The charter that there is already, whether in force or to come; None before the first."""
    return CharterVersion.objects.select_related("document").order_by("pk").first()


def founding_choices() -> list[tuple[str, str]]:
    """The models to begin with, the starters first."""
    return list(model_titles(get_language() or settings.LANGUAGE_CODE))


def founding_models() -> tuple[str, ...]:
    """The keys of the models."""
    return model_keys()


def founding_charter(model: str, key: str = "") -> Charter:
    """A model with the conference's key, zone and authentic language; `KeyError` where there is none of that name."""
    document = adapted(model_text(model), key=key or conference().key, zone=settings.TIME_ZONE, languages=languages())
    return load_charter(document)
