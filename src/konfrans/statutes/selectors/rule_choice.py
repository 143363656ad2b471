"""The way to a new rule of a draft: its sort, then, for each thing of the charter's own on the way there, which one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.faults import Fault
from konfrans.charter.filling import Place, places
from konfrans.charter.law.votes import STANDARD_KINDS
from konfrans.charter.lines import Path, key_name
from konfrans.charter.words import COMPLETE, speak
from konfrans.decisions.selectors import words
from konfrans.kernel.text import search_text, slug, sort_key
from konfrans.statutes.models import Revision
from konfrans.statutes.rules import value_at
from konfrans.statutes.selectors.drafts import at_name
from konfrans.statutes.selectors.writing import charter_to_fill, document_of_revision, heading_of, rule_faults

Names = tuple[tuple[str, str], ...]
"""What may be chosen: as it is sent, and in words."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The sorts of rule by what they are about, the one chosen, of what it may be; the path once all is known."""

    sorts: tuple[tuple[str, Names], ...]
    chosen: str = ""
    taken: tuple[str, ...] = ()
    """What was chosen of the things on the way, in their order."""
    owners: Names = ()
    own_key: bool = False
    """Whether a new key may be written where the charter has none yet."""
    path: Path | None = None
    given: str = ""
    """What was written, and cannot be taken."""
    name: str = ""
    """The name from which a key was made."""


def rule_choice(revision: Revision, chosen: str, given: Sequence[str]) -> RuleChoice:
    """What may be chosen next, and where the rule will stand. `given` are the things chosen so far, in their order."""
    charter, document = charter_to_fill(revision), document_of_revision(revision)
    known = {at_name(one.pattern): one for one in places() if heading_of(one.key)}
    sorts = _by_part(known)
    if chosen not in known:
        return RuleChoice(sorts)
    named = Named(document, charter)
    way = way_to(known[chosen], document, given, named)
    if way.whole:
        return RuleChoice(sorts, chosen, way.taken, path=way.path, name=named.new)
    among = tuple((key, _name(way.path, key, document, charter)) for key in way.among)
    return RuleChoice(
        sorts, chosen, way.taken, tuple(sorted(among, key=lambda one: sort_key(one[1], words().code))), not among, given=way.refused,
    )  # fmt: skip


def _by_part(known: Mapping[str, Place]) -> tuple[tuple[str, Names], ...]:
    """The sorts of rule under what they are about, each by a name that no other has."""
    said = words().of_filling()
    found: dict[str, list[tuple[str, str]]] = {str(part): [] for part in said["parts"].values()}
    for name, place in known.items():
        part = str(said["parts"].get(str(place.pattern[0])) or place.pattern[0])
        found.setdefault(part, []).append((name, str(said["sorts"].get(place.key) or heading_of(place.key))))
    return tuple((part, tuple(sorts)) for part, sorts in found.items() if sorts)


class Named:
    """Which key somebody means who writes a name: that of a thing that is called so in any language, else one made of the name."""

    def __init__(self, document: Mapping[str, Any], charter: Charter | None) -> None:
        self.document, self.charter = document, charter
        self.new = ""
        """The name that a key was made of."""

    def key(self, path: Path, among: Sequence[str], written: str) -> str:
        """The key; empty where none can be told."""
        if written in among or (not among and _is_key(written)):
            return written
        here = value_at(self.document, path)
        tables = [here if isinstance(here, Mapping) else {}]
        if path == ("terms",):
            tables += [self.document.get(part) or {} for part in ("offices", "organs")]
        meant = search_text(written)
        for table in tables:
            for key, entry in table.items():
                if meant and meant in self._names(path, str(key), entry) and (key in among or not among):
                    return str(key)
        if path == ("kinds",):
            return next((key for key in among if meant and meant in self._names(path, key, None)), "")
        return "" if among else self._made(written, path, tables[0])

    def _names(self, path: Path, key: str, entry: Any) -> set[str]:
        name = entry.get("name") if isinstance(entry, Mapping) else None
        given = [str(one) for one in name.values()] if isinstance(name, Mapping) else []
        given += [speak(code).kind(key) for code in COMPLETE] if path == ("kinds",) and not given else []
        return {search_text(one) for one in (key, *given)}

    def _made(self, written: str, path: Path, taken: Mapping[str, Any]) -> str:
        made = key_of(written, "-" if path[-1:] == ("documents",) else "_")
        at, key = 1, made
        while key in taken:
            at += 1
            key = f"{made[:56]}_{at}"
        self.new = written if key else ""
        return key


def key_of(name: str, between: str = "_") -> str:
    """A key made of a name: `Etika şurası` gives `etika_surasi`; empty where a name has no letter that one can be made of."""
    made = slug(name).lstrip("0123456789-")[:60].strip("-").replace("-", between)
    return made if made.isascii() else ""


def new_kind(revision: Revision, value: Mapping[str, Any]) -> tuple[Path, tuple[Fault, ...]]:
    """Where a new kind of decision stands, and why it cannot be added as it was filled in."""
    names = value.get("name", {})
    made = key_of(names.get(words().code) or next(iter(names.values()), ""))
    path: Path = ("kinds", made) if made else ("kinds",)
    found = [Fault("missing_key", key_name(path), 0, {"missing": "name"})] if not made else []
    found += [Fault("missing_key", key_name(path), 0, {"missing": "like"})] if not value.get("like") else []
    if made and value_at(document_of_revision(revision), path) is not None:
        found.append(Fault("twice", key_name((*path, "name")), 0, {"what": "kind", "given": made}))
    elif made:
        found += rule_faults(revision, path, value)
    return path, tuple(found)


@dataclass(frozen=True, slots=True)
class Way:
    """How far a place is known: the path so far, and what may be chosen next (nothing: a new key is written)."""

    path: Path
    taken: tuple[str, ...]
    whole: bool
    among: tuple[str, ...] = field(default=())
    refused: str = ""
    """What was given next, and names none of them."""


def way_to(place: Place, document: Mapping[str, Any], given: Sequence[str], named: Named | None = None) -> Way:
    """The path of a new rule of this sort. What the path ends with is new: a row behind the others, or a key that is written. Of rows
    on the way, a single one needs no choice.
    """
    named = named or Named(document, None)
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
        written = given[len(taken)] if len(taken) < len(given) else ""
        name = named.key(tuple(path), among, written) if written else ""
        if not name:
            return Way(tuple(path), tuple(taken), False, tuple(among), written)
        taken.append(name)
        path.append(int(name) if isinstance(here, list) else name)
    return Way(tuple(path), tuple(taken), True)


def _is_key(name: str) -> bool:
    return (
        name.replace("_", "").isalnum()
        and name.isascii()
        and name == name.lower()
        and name[0].isalpha()
        and len(name) < 61
    )


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
