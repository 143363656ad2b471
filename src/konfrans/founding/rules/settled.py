"""What the environment has settled before anybody answers: a variable goes before what is written into the home."""

from __future__ import annotations

import os

from konfrans.kernel.chosen import Chosen


def told_otherwise(variable: str, said: str) -> str:
    """What a variable says, where it is something else than this answer."""
    told = os.environ.get(variable, said)
    return "" if told == said else told


def environment(choice: Chosen) -> dict[str, str]:
    """The variables under which a process speaks the languages and keeps the time that were chosen."""
    return {
        "KONFRANS_LANGUAGES": ",".join(choice.languages),
        "KONFRANS_TIME_ZONE": choice.time_zone,
        "KONFRANS_FALLBACK": os.environ.get("KONFRANS_FALLBACK", choice.fallback),
    }
