"""What the forms of a draft show: paragraphs and rules to write, conflicts, sources, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.filling import places
from konfrans.charter.toml_text import value_toml
from konfrans.decisions.models import CharterDocument
from konfrans.decisions.selectors import words
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.models import Body, Person
from konfrans.people.selectors import Standing, standing_of
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.selectors.drafts import (
    ArticleShown,
    FoundShown,
    ParagraphShown,
    at_name,
    findings,
    groups_of,
    looked_at,
    rules_beside,
)
from konfrans.statutes.selectors.texts import text_named


def access_groups(user_id: int | None) -> tuple[Standing, list[Body]]:
    """The working groups in which somebody may begin a draft. Refused where there is none."""
    standing = standing_of(user_id)
    if standing.user_id is None:
        raise no_access("sign_in")
    groups = list(groups_of(standing))
    if not groups:
        raise no_access("draft_no_group")
    return standing, groups


def rows_to_write(article: ArticleShown, kept: Any) -> tuple[ParagraphShown, ...]:
    """The paragraphs of an article for the form; where something was refused, with the words that were sent."""
    sent = kept.texts if kept else {}
    return tuple(
        replace(one, texts=tuple((code, sent.get(one.number, {}).get(code, text)) for code, text in one.texts))
        for one in article.paragraphs
    )


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A place that two changed otherwise: what it said, what I wrote, what the other wrote."""

    place: str
    base: str
    mine: str
    theirs: str


def conflicts_shown(conflicts: tuple[Any, ...]) -> tuple[ConflictShown, ...]:
    return tuple(
        ConflictShown(_conflict_place(one.path), _plain(one.base), _plain(one.mine), _plain(one.theirs))
        for one in conflicts
    )


def _conflict_place(path: tuple[str | int, ...]) -> str:
    if path[:1] == ("article",):
        ref = ".".join(str(part) for part in path[1:4:2])
        language = str(path[-1]) if path[-2:-1] in (("text",), ("heading",)) else ""
        return f"{ref} ({language})" if language else ref
    return at_name(path)


def _plain(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else value_toml(value)


def document_of_revision(revision: Revision) -> Mapping[str, Any]:
    """The document of a state; not to be changed."""
    return looked_at(revision.text).document


def charter_to_fill(revision: Revision) -> Charter:
    """The charter that names what a form may refer to. Refused where the text cannot be read as one."""
    charter = looked_at(revision.text).charter
    if charter is None:
        raise Refused("draft_unreadable")
    return charter


@dataclass(frozen=True, slots=True)
class RuleHead:
    """A rule above its form: its heading, its sentences, its paragraph, the findings on it."""

    heading: str
    subject: str
    article: str
    new: bool
    sentences: tuple[tuple[str, str], ...]
    findings: tuple[FoundShown, ...]


def rule_shown(revision: Revision, path: tuple[str | int, ...], value: Mapping[str, Any]) -> RuleHead:
    """What stands above the form of a rule."""
    found = looked_at(revision.text)
    at, article = at_name(path), str(value.get("article", ""))
    beside = rules_beside(revision.text)
    rule = next((one for rules in beside.values() for one in rules if one.at == at), None)
    shown = tuple(one for one in findings(found) if one.article == article and article)
    if rule is None:
        place = next((one for one in places() if matches(one.pattern, path)), None)
        heading = heading_of(place.key) if place else at
        return RuleHead(heading, "", article, True, (), shown)
    return RuleHead(rule.heading, rule.subject, article, False, rule.sentences, shown)


def matches(pattern: tuple[str | int, ...], path: tuple[str | int, ...]) -> bool:
    """Whether a path is of this sort of rule."""
    return len(pattern) == len(path) and all(a in ("*", b) for a, b in zip(pattern, path, strict=True))


def heading_of(key: str) -> str:
    """What a sort of rule is called."""
    spoken = words()
    if key in ("Kind.condition", "Organ.quorum", "Kind.quorum"):
        return str(spoken.headings["majority" if key == "Kind.condition" else "quorum"])
    return str(spoken.of_rules("mechanisms").get(key, ""))


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft begins from: the text, and the version or the model that it is of."""

    text: str
    document: CharterDocument | None = None
    model: str = ""


def source(user_id: int | None, ref: str) -> Source:
    """The text that a draft begins from, by its reference. 404 where there is none, 403 where the reader may not read it."""
    found = text_named(user_id, ref)
    if found.draft:
        other = Draft.objects.select_related("began_from").get(key=found.draft)
        return Source(found.text, other.began_from, other.began_as)
    if ref.startswith("model:"):
        return Source(found.text, model=found.name)
    assert found.charter is not None  # a version is kept only where it can be read as a charter
    return Source(found.text, CharterDocument.objects.get(pk=found.charter.sha256))


@dataclass(frozen=True, slots=True)
class RevisionShown:
    number: int
    at: datetime
    who: str
    places: tuple[str, ...]


def history(draft: Draft) -> list[RevisionShown]:
    """Every state, the newest first, with the name of whoever made it."""
    rows = list(Revision.objects.filter(draft=draft).defer("text").order_by("-number")[:500])
    people = {one.key: one for one in Person.objects.filter(key__in={row.person for row in rows})}
    return [
        RevisionShown(
            row.number, row.at, people[row.person].full_name if row.person in people else "", tuple(row.places)
        )
        for row in rows
    ]
