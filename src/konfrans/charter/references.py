"""What a charter document refers to, and whether it is there: articles, kinds, organs, offices, languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from konfrans.charter.faults import Fault, nearest
from konfrans.charter.law import STANDARD_KINDS
from konfrans.charter.lines import Lines, Path, key_name

if TYPE_CHECKING:
    from konfrans.charter.schema import DocumentTable


def dangling(table: DocumentTable, lines: Lines) -> Iterator[Fault]:
    """Every reference that leads nowhere, every number given twice, every text missing in a declared language."""
    tables = list(_tables(table))
    checks = (_languages, _citations, _offices, _listed)
    found = chain(*(check(table, tables) for check in checks), _numbers(table), _kinds(table), _organs(table))
    return (Fault(code, key_name(path), lines.of(path), facts) for code, path, facts in found)


Tables = list[tuple[Path, Any]]
Found = tuple[str, Path, dict[str, Any]]


def _tables(root: DocumentTable) -> Iterator[tuple[Path, Any]]:
    """Every table of the document with its path."""
    from pydantic import BaseModel

    stack: list[tuple[Path, Any]] = [((), root)]
    while stack:
        path, at = stack.pop()
        inner: Iterable[tuple[str | int, Any]]
        if isinstance(at, BaseModel):
            yield path, at
            inner = at.__dict__.items()
        else:
            inner = at.items() if isinstance(at, dict) else enumerate(at)
        stack += [((*path, key), value) for key, value in inner if isinstance(value, BaseModel | dict | list)]


_TEXTS = ("title", "note", "heading", "text", "open", "name")


def _languages(table: DocumentTable, tables: Tables) -> Iterator[Found]:
    if table.authentic not in table.languages:
        yield "authentic_not_listed", ("authentic",), {"given": table.authentic, "known": tuple(table.languages)}
    for index, language in enumerate(table.languages):
        if language in table.languages[:index]:
            yield "twice", ("languages", index), {"what": "language", "given": language}
    for path, inner in tables:
        for name in _TEXTS:
            texts = getattr(inner, name, None)
            if not isinstance(texts, Mapping) or not texts:
                continue
            for language in table.languages:
                if language not in texts:
                    yield "text_missing", (*path, name), {"language": language}
                elif not texts[language].strip():
                    yield "text_missing", (*path, name, language), {"language": language}
            for language in texts:
                if language not in table.languages:
                    known = tuple(table.languages)
                    yield "language_not_listed", (*path, name, language), {"given": language, "known": known}


def _numbers(table: DocumentTable) -> Iterator[Found]:
    chapters = [chapter.number for chapter in table.chapter]
    for index, roman in enumerate(chapters):
        if roman in chapters[:index]:
            yield "twice", ("chapter", index, "number"), {"what": "chapter", "given": roman}
    articles = [article.number for article in table.article]
    for index, article in enumerate(table.article):
        if article.number in articles[:index]:
            yield "twice", ("article", index, "number"), {"what": "article", "given": str(article.number)}
        if article.chapter is None and chapters:
            yield "missing_key", ("article", index), {"missing": "chapter"}
        elif article.chapter is not None and article.chapter not in chapters:
            facts = {"what": "chapter", "given": article.chapter, "nearest": None}
            yield "not_found", ("article", index, "chapter"), facts
        numbers = [paragraph.number for paragraph in article.paragraph]
        for place, number in enumerate(numbers):
            if number in numbers[:place]:
                facts = {"what": "paragraph", "given": f"{article.number}.{number}"}
                yield "twice", ("article", index, "paragraph", place, "number"), facts


def _citations(table: DocumentTable, tables: Tables) -> Iterator[Found]:
    there = {f"{article.number}.{paragraph.number}" for article in table.article for paragraph in article.paragraph}
    for path, inner in tables:
        cited = getattr(inner, "article", None)
        if isinstance(cited, str) and cited not in there:
            same = sorted(ref for ref in there if ref.split(".")[0] == cited.split(".")[0])
            facts = {"what": "article", "given": cited, "nearest": same[0] if len(same) == 1 else None}
            yield "not_found", (*path, "article"), facts


def _listed(table: DocumentTable, tables: Tables) -> Iterator[Found]:
    known = (*STANDARD_KINDS, *table.kinds)
    for path, inner in tables:
        listed = getattr(inner, "kinds", None)
        if isinstance(listed, list):
            for index, kind in enumerate(listed):
                if kind not in known:
                    missed = {"what": "kind", "given": kind, "nearest": nearest(kind, known)}
                    yield "not_found", (*path, "kinds", index), missed
                elif kind in listed[:index]:
                    yield "twice", (*path, "kinds", index), {"what": "kind", "given": kind}


def _kinds(table: DocumentTable) -> Iterator[Found]:
    for key, kind in table.kinds.items():
        at: Path = ("kinds", key)
        if kind.like is not None and (kind.like not in STANDARD_KINDS or key in STANDARD_KINDS):
            if key in STANDARD_KINDS:
                yield "like_of_standard", (*at, "like"), {"given": key}
            else:
                meant = nearest(kind.like, STANDARD_KINDS)
                yield "not_found", (*at, "like"), {"what": "standard_kind", "given": kind.like, "nearest": meant}
        if key not in STANDARD_KINDS:
            for needed in ("like", "name"):
                if not getattr(kind, needed):
                    yield "missing_key", at, {"missing": needed}
        rules = [rule.rule for rule in kind.attested]
        for index, rule in enumerate(rules):
            if rule in rules[:index]:
                yield "twice", (*at, "attested", index, "rule"), {"what": "rule", "given": rule}
    ordinary = table.kinds.get("ordinary")
    for index, fallback in enumerate(table.fallback):
        if ordinary is None or ordinary.condition is None:
            yield "fallback_to_nothing", ("fallback", index), {}
        for place, name in enumerate(fallback.kinds):
            own = table.kinds.get(name)
            if own is not None and own.condition is not None:
                yield "fallback_of_ruled", ("fallback", index, "kinds", place), {"given": name}


def _offices(table: DocumentTable, tables: Tables) -> Iterator[Found]:
    for path, inner in tables:
        who = getattr(inner, "who", None)
        if who is not None and who not in table.offices:
            meant = nearest(who, table.offices)
            yield "not_found", (*path, "who"), {"what": "office", "given": who, "nearest": meant}
        if "casting_vote" in (getattr(inner, "open", None), getattr(inner, "secret", None)) and who is None:
            yield "missing_key", path, {"missing": "who"}


def _organs(table: DocumentTable) -> Iterator[Found]:
    for key, organ in table.organs.items():
        spoken: set[str] = set()
        for index, ballot in enumerate(organ.ballots):
            names = ballot.kinds or ["*"]
            for name in names:
                if name in spoken:
                    yield "twice", ("organs", key, "ballots", index), {"what": "ballot", "given": name}
                spoken.add(name)
    for key, kind in table.kinds.items():
        if kind.organ is None and len(table.organs) > 1:
            yield "missing_key", ("kinds", key), {"missing": "organ"}
        elif kind.organ is not None and kind.organ not in table.organs:
            meant = nearest(kind.organ, table.organs)
            yield "not_found", ("kinds", key, "organ"), {"what": "organ", "given": kind.organ, "nearest": meant}
