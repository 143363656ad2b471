"""How often something happened in a stretch of time, counted in the cache: for limits that nobody has to wait for.

As the settings have it, each web process has a cache of its own and forgets it at a restart: several processes may each count so
many. A cache that all of them share makes a limit exact.
"""

from __future__ import annotations

from django.core.cache import cache


def counted(name: str, seconds: int) -> int:
    """Count one more; says how many there were under this name since the first of them, within so many seconds."""
    cache.add(name, 0, seconds)
    try:
        return int(cache.incr(name))
    except ValueError:  # it ran out, or was pushed out, between the two
        return 1
