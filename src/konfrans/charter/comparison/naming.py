"""What several charters are called beside each other: each by a name of its own."""

from __future__ import annotations

from collections.abc import Sequence

from konfrans.charter.law import Charter


def names_of(charters: Sequence[Charter]) -> tuple[str, ...]:
    """The key of each; key and version where several have the key; key and number where these are the same too."""
    keys = [one.key for one in charters]
    versions = [(one.key, one.version) for one in charters]
    found: list[str] = []
    for number, one in enumerate(charters, 1):
        alone = versions.count((one.key, one.version)) == 1
        name = one.key if keys.count(one.key) == 1 else f"{one.key} {one.version}" if alone else f"{one.key} ({number})"
        while name in found:  # a version may read like a number
            name = f"{name} ({number})"
        found.append(name)
    return tuple(found)
