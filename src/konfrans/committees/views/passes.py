"""What a browser has proved with a code, kept in its session for half a day."""

from __future__ import annotations

from django.http import HttpRequest

from konfrans.committees.selectors import Passes
from konfrans.kernel import clock

KEY = "committees.passes"
MOST = 40


def passes_of(request: HttpRequest) -> Passes:
    """Name and moment of each proof that was made by whoever uses the browser now: signed in as the same account, or as nobody."""
    kept = request.session.get(KEY)
    who = str(request.user.pk or "")
    found = kept.items() if isinstance(kept, dict) else ()
    return {name: str(told).rpartition(" ")[0] for name, told in found if str(told).rpartition(" ")[2] == who}


def pass_keep(request: HttpRequest, name: str) -> None:
    """Keep a proof; the session gets a new key, so that one that was set up by somebody else is worth nothing."""
    before = request.session.get(KEY)
    kept = dict(before) if isinstance(before, dict) else {}
    kept.pop(name, None)
    kept[name] = f"{clock.machine().isoformat()} {request.user.pk or ''}"
    request.session.cycle_key()
    request.session[KEY] = dict(list(kept.items())[-MOST:])
