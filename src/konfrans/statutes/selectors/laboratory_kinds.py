"""The kinds of decision that a table of counts may name: by key, or by name in a language of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from konfrans.charter import Charter
from konfrans.decisions.selectors import words
from konfrans.kernel.localised import languages
from konfrans.statutes.selectors.counting_again import Case, digest_of
from konfrans.statutes.selectors.texts import Named


@dataclass(frozen=True, slots=True)
class KindListed:
    """A kind that one of the texts has a rule for."""

    key: str
    name: str
    texts: tuple[str, ...]
    """Which texts; empty: all of them."""


def kinds_listed(texts: Sequence[Named]) -> tuple[KindListed, ...]:
    """The kinds that the texts have a rule for, in the order of the first text that has it."""
    laws = [(one.name, one.charter) for one in texts if one.charter is not None]
    spoken = words()
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for text, charter in laws:
        for key in charter.kinds_ruled():
            found.setdefault(key, []).append(text)
            names.setdefault(key, spoken.kind(key, charter))
    return tuple(
        KindListed(key, names[key], () if len(having) == len(laws) else tuple(having)) for key, having in found.items()
    )


def cases_named(cases: Sequence[Case], texts: Sequence[Named]) -> list[Case]:
    """The same votes; where a table names a kind by its name in a language of the pages, by its key."""
    laws = [one.charter for one in texts if one.charter is not None]
    known = {key for charter in laws for key in charter.kinds_known()}
    strange = {case.evidence.kind for case in cases if case.line and case.evidence.kind not in known}
    keys = {given: _keys(laws).get(_plain(given), given) for given in strange} if strange else {}
    return [_with_kind(case, keys[case.evidence.kind]) if case.evidence.kind in keys else case for case in cases]


def _with_kind(case: Case, kind: str) -> Case:
    evidence = replace(case.evidence, kind=kind)
    return replace(case, evidence=evidence, digest=digest_of(evidence))


def _keys(laws: Sequence[Charter]) -> dict[str, str]:
    """Keys by name, those of the first text before those of the next, those of a rule before those without one."""
    found: dict[str, str] = {}
    for charter in laws:
        for key in (*charter.kinds_ruled(), *charter.kinds_known()):
            for code in languages():
                found.setdefault(_plain(words(code).kind(key, charter)), key)
            found.setdefault(_plain(key.replace("_", " ")), key)
    return found


def _plain(name: str) -> str:
    """A name as it is compared: letters alone, without regard to capitals, the Azerbaijani ones too."""
    return " ".join(name.replace("İ", "i").replace("I", "ı").casefold().replace("ı", "i").split())
