"""Comments beside the paragraphs of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.inclusion_tag("statutes/parts/remarks_at.html", takes_context=True)
def remarks_at(context: Context, place: str, shown: Any = None, saves: bool = False) -> dict[str, Any]:
    """How many comments are open at a place, with the links to read and to write. `shown` is its paragraph, or its article. `saves`: inside a form,
    buttons that save it and lead on."""
    counts: Mapping[str, int] = context["counts"]
    inside = [*getattr(shown, "paragraphs", ()), *([shown] if hasattr(shown, "rules") else [])]
    places = {str(place), *(one.ref for one in inside), *(rule.at for one in inside for rule in one.rules)}
    return {
        "open": sum(counts.get(one, 0) for one in places), "place": str(place), "draft": context["draft"],
        "remarks": context["remarks"], "of_article": hasattr(shown, "paragraphs"), "saves": saves,
    }  # fmt: skip
