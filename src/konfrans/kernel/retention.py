"""What is kept of persons: the value that every domain hands to the privacy statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data in words of the reader's language: what it is, why it is kept, for how long."""

    what: str | Promise
    why: str | Promise
    how_long: str | Promise
