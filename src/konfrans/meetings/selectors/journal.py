"""How the journal names the objects of this domain, and where they are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse

from konfrans.kernel.formats import date_text
from konfrans.meetings.models import Meeting


def object_address(kind: str, key: str) -> str | None:
    """Where a session of the journal is shown."""
    return reverse("meeting", args=[key]) if kind == "meeting" else None


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Organ and day of the sessions of the journal."""
    keys = objects.get("meeting")
    rows = Meeting.objects.filter(key__in=keys).select_related("body") if keys else ()
    return {("meeting", one.key): f"{one.body.name}, {date_text(one.date)}" for one in rows}
