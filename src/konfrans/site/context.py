"""What every page shows: the conference, the reader, the languages, where the page stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.people.selectors import STRANGER, standing_of
from konfrans.site.catalogues import is_partial

SECTIONS = [
    ("home", _("Conference")),
    ("members", _("Members")),
    ("decisions", _("Decisions")),
    ("charter", _("Charter")),
    ("committees", _("Committees")),
    ("projects", _("Projects")),
    ("documents", _("Documents")),
    ("news", _("News")),
]
"""The public sections: address name and words. A view says where it stands with `section` in its context."""

OG_LOCALES = {"az": "az_AZ", "en": "en_GB", "fr": "fr_FR", "lt": "lt_LT", "pl": "pl_PL", "ru": "ru_RU"}
"""Language and territory as the Open Graph protocol asks for them; another language stands alone."""


def _standing(user: Any) -> Any:
    if user is None or not user.is_authenticated:
        return STRANGER
    return SimpleLazyObject(lambda: standing_of(user.pk))


def page(request: HttpRequest) -> dict[str, Any]:
    """Variables of the frame. The standing costs queries only where a page asks for it."""
    user = getattr(request, "user", None)
    language = get_language() or settings.LANGUAGE_CODE
    rest = request.path.split("/", 2)[-1] if request.path.count("/") > 1 else ""
    query = request.META.get("QUERY_STRING", "")
    tail = f"{rest}?{query}" if query else rest
    return {
        "conference": SimpleLazyObject(conference),
        "standing": _standing(user),
        "language": language,
        "og_locale": OG_LOCALES.get(language, language),
        "languages": [(code, name, f"/{code}/{tail}") for code, name in settings.LANGUAGES],
        "alternates": [(code, f"{settings.KONFRANS_URL}/{code}/{rest}") for code, _name in settings.LANGUAGES],
        "canonical": f"{settings.KONFRANS_URL}{request.path}",
        "site_url": settings.KONFRANS_URL,
        "partial": is_partial(language),
        "sections": SECTIONS,
        "demo": settings.KONFRANS_DEMO,
        "local_now": clock.local(),
        "today": clock.today(),
    }
