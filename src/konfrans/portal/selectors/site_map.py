"""Every public address, from the table of search: what is public can be found, and what can be found is in the map."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, override

from konfrans.kernel.localised import languages
from konfrans.kernel.models import SearchEntry
from konfrans.people import selectors as people

STATIC = (
    "home", "conference", "members", "decisions", "charter", "committees", "projects", "documents", "news", "privacy", "accessibility",
)  # fmt: skip


def paths() -> list[str]:
    """Addresses below the language, each once. Two queries."""
    found: dict[str, None] = {}
    with override(languages()[0]):
        for name in STATIC:
            found[reverse(name).split("/", 2)[2]] = None
    for key in people.bodies().filter(kind="committee").values_list("key", flat=True):
        found[f"committees/{key}/"] = None
    listed = SearchEntry.objects.filter(language=get_language() or languages()[0]).order_by("kind", "key")
    for path in listed.values_list("path", flat=True):
        found[path.partition("#")[0]] = None
    return list(found)
