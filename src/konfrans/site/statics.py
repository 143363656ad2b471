"""Static addresses that carry a hash of the content, so that a browser may keep a file for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def _hash(path: str) -> str:
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""


class HashedAddresses(StaticFilesStorage):
    """`/static/x.css?v=3f9a…`: no collecting step, no manifest to be out of date."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        if settings.DEBUG or not name:
            return address
        return f"{address}?v={digest}" if (digest := _hash(name)) else address
