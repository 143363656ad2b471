"""What a browser has proved with a code, kept in its session for half a day."""

from __future__ import annotations

from django.http import HttpRequest

from konfrans.committees.selectors import Passes
from konfrans.kernel import clock

KEY = "committees.passes"
MOST = 40


def passes_of(request: HttpRequest) -> Passes:
    """Name and moment of each proof."""
    found = request.session.get(KEY)
    return dict(found) if isinstance(found, dict) else {}


def pass_keep(request: HttpRequest, name: str) -> None:
    """Keep a proof; the session gets a new key, so that one that was set up by somebody else is worth nothing."""
    kept = dict(passes_of(request))
    kept.pop(name, None)
    kept[name] = clock.machine().isoformat()
    request.session.cycle_key()
    request.session[KEY] = dict(list(kept.items())[-MOST:])
