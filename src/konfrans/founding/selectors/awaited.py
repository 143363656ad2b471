"""Whether this installation waits for its founding in the browser, and by which address: a token that stands in the home until then."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

FOLDER, TOKEN, ADDRESS = "start", "token", "address"


def home() -> Path:
    """Where the token and what was answered so far stand until the founding; the owner alone may look into it."""
    return Path(settings.KONFRANS_HOME) / FOLDER


def awaited() -> bool:
    """Whether the founding may be done in the browser. No query: it is asked at every request."""
    return (home() / TOKEN).is_file()


def kept_token() -> str:
    """The token; empty where none is."""
    try:
        return (home() / TOKEN).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def token_fits(given: str) -> bool:
    """Compared in constant time, so that nobody learns it letter by letter."""
    kept = kept_token()
    return bool(kept) and secrets.compare_digest(kept.encode(), given.encode())


def kept_address() -> str:
    """Where the founding is, as it was told when serving began; empty where there is no token."""
    token = kept_token()
    try:
        root = (home() / ADDRESS).read_text("utf-8").strip()
    except (OSError, ValueError):
        root = settings.KONFRANS_URL
    return f"{root}/{address_path(token)}" if token else ""


def address_path(token: str) -> str:
    """The path of the founding, without a language: the browser's own is taken."""
    return f"start/{token}/"
