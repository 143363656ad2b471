"""The way to a new rule of a draft: its sort, then, for each thing of the charter's own on the way there, which one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.filling import Place, places
from konfrans.charter.law.votes import STANDARD_KINDS
from konfrans.charter.lines import Path
from konfrans.decisions.selectors import words
from konfrans.kernel.text import sort_key
from konfrans.statutes.models import Revision
from konfrans.statutes.rules import value_at
from konfrans.statutes.selectors.drafts import at_name
from konfrans.statutes.selectors.writing import charter_to_fill, document_of_revision, heading_of

Names = tuple[tuple[str, str], ...]
"""What may be chosen: as it is sent, and in words."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The sorts of rule, the one chosen, of what it may be; the path once all is known."""

    sorts: Names
    chosen: str = ""
    taken: tuple[str, ...] = ()
    """What was chosen of the things on the way, in their order."""
    owners: Names = ()
    own_key: bool = False
    """Whether a new key may be written where the charter has none yet."""
    path: Path | None = None


def rule_choice(revision: Revision, chosen: str, given: Sequence[str]) -> RuleChoice:
    """What may be chosen next, and where the rule will stand. `given` are the things chosen so far, in their order."""
    charter, document = charter_to_fill(revision), document_of_revision(revision)
    known = {at_name(one.pattern): one for one in places() if heading_of(one.key)}
    sorts = tuple((name, heading_of(one.key)) for name, one in known.items())
    if chosen not in known:
        return RuleChoice(sorts)
    way = way_to(known[chosen], document, given)
    if way.whole:
        return RuleChoice(sorts, chosen, way.taken, path=way.path)
    named = tuple((key, _name(way.path, key, document, charter)) for key in way.among)
    return RuleChoice(sorts, chosen, way.taken, tuple(sorted(named, key=lambda one: sort_key(one[1]))), not named)


@dataclass(frozen=True, slots=True)
class Way:
    """How far a place is known: the path so far, and what may be chosen next (nothing: a new key is written)."""

    path: Path
    taken: tuple[str, ...]
    whole: bool
    among: tuple[str, ...] = field(default=())


def way_to(place: Place, document: Mapping[str, Any], given: Sequence[str]) -> Way:
    """The path of a new rule of this sort. What the path ends with is new: a row behind the others, or a key that is written. Of rows
    on the way, a single one needs no choice.
    """
    path: list[str | int] = []
    taken: list[str] = []
    stars = iter(place.stars)
    for at, part in enumerate(place.pattern, 1):
        if part != "*":
            path.append(part)
            continue
        here, last = value_at(document, tuple(path)), at == len(place.pattern)
        if next(stars) == "row":
            rows = len(here) if isinstance(here, list) else 0
            if last or rows < 2:
                path.append(rows if last else 0)
                continue
            among = [str(row) for row in range(rows)]
        else:
            among = list(here) if isinstance(here, Mapping) and not last else []
            among += [kind for kind in STANDARD_KINDS if path == ["kinds"] and kind not in among]
        name = given[len(taken)] if len(taken) < len(given) else ""
        if name not in among and (among or not _is_key(name)):
            return Way(tuple(path), tuple(taken), False, tuple(among))
        taken.append(name)
        path.append(int(name) if isinstance(here, list) else name)
    return Way(tuple(path), tuple(taken), True)


def _is_key(name: str) -> bool:
    return name.replace("_", "").isalnum() and name.isascii() and name.islower()


def _name(path: Path, key: str, document: Mapping[str, Any], charter: Charter) -> str:
    """What one of them is called: by its name, a row by its paragraph."""
    spoken = words()
    if path == ("kinds",):
        return spoken.kind(key, charter)
    if path in (("organs",), ("offices",)):
        return spoken.actor(key, charter)
    row = isinstance(value_at(document, path), list)
    entry = value_at(document, (*path, int(key) if row else key))
    name, article = (entry.get("name"), entry.get("article")) if isinstance(entry, Mapping) else (None, None)
    if isinstance(name, Mapping) and name:
        return str(name.get(spoken.code) or name.get(charter.authentic) or key)
    if row:
        number = spoken.number(int(key) + 1)
        return f"{number} ({spoken.article(article)})" if isinstance(article, str) else number
    return key
