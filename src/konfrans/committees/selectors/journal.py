"""Where the journal's committees, calls and nominations are shown, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse

from konfrans.committees.models import Call, Nomination
from konfrans.people.models import Body


def object_address(kind: str, key: str) -> str | None:
    """The page of a committee, of a call's board, of a nomination."""
    if kind == "committee":
        return reverse("committee_roster", args=[key])
    if kind == "call":
        return reverse("call_board", args=[key])
    return None


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Names of committees and calls; a nomination goes by its university and committee, never by the person."""
    found: dict[tuple[str, str], str] = {}
    if keys := objects.get("committee"):
        found |= {
            ("committee", key): str(name) for key, name in Body.objects.filter(key__in=keys).values_list("key", "name")
        }
    if keys := objects.get("call"):
        found |= {
            ("call", key): str(title) for key, title in Call.objects.filter(key__in=keys).values_list("key", "title")
        }
    if keys := objects.get("nomination"):
        rows = Nomination.objects.filter(key__in=keys).values_list(
            "key", "addressee__institution__code", "committee__body__name"
        )
        found |= {("nomination", key): f"{code}, {name}" for key, code, name in rows}
    return found
