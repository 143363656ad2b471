"""What the forms of a draft show: paragraphs and rules to write, conflicts, sources, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.charter.filling import places
from konfrans.charter.law.votes import STANDARD_KINDS
from konfrans.charter.toml_text import value_toml
from konfrans.decisions.models import CharterDocument
from konfrans.decisions.selectors import words
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.models import Body, Person
from konfrans.people.selectors import Standing, standing_of
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import value_at
from konfrans.statutes.selectors.drafts import (
    ArticleShown,
    FoundShown,
    ParagraphShown,
    RuleShown,
    at_name,
    findings,
    groups_of,
    looked_at,
    revision_of,
    rules_beside,
)
from konfrans.statutes.selectors.models import model_text, model_titles
from konfrans.statutes.selectors.versions import versions


def access_groups(user_id: int | None) -> tuple[Standing, list[Body]]:
    """The working groups in which somebody may begin a draft. Refused where there is none."""
    standing = standing_of(user_id)
    if standing.user_id is None:
        raise no_access("sign_in")
    groups = list(groups_of(standing))
    if not groups:
        raise no_access("draft_no_group")
    return standing, groups


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """A paragraph in the form: its number, what it says in each language, its rules and findings."""

    number: int
    ref: str
    texts: tuple[tuple[str, str], ...]
    rules: tuple[RuleShown, ...]
    findings: tuple[FoundShown, ...]


def rows_to_write(article: ArticleShown, kept: Any) -> tuple[RowToWrite, ...]:
    """The paragraphs of an article for the form; where something was refused, with the words that were sent."""

    def given(one: ParagraphShown) -> tuple[tuple[str, str], ...]:
        sent = kept.texts.get(one.number, {}) if kept else {}
        return tuple((code, sent.get(code, text)) for code, text in one.texts)

    return tuple(RowToWrite(one.number, one.ref, given(one), one.rules, one.findings) for one in article.paragraphs)


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
class RuleChoice:
    """The way to a new rule: the sorts of rule, the one chosen, of what it may be; the path once both are known."""

    sorts: tuple[tuple[str, str], ...]
    chosen: str
    owners: tuple[tuple[str, str], ...]
    own_key: bool
    """Whether a new key may be written where the charter has none yet."""
    path: tuple[str | int, ...] | None


def rule_choice(revision: Revision, chosen: str, owner: str) -> RuleChoice:
    """What may be chosen, and where the rule will stand."""
    charter = charter_to_fill(revision)
    known = {at_name(one.pattern): one for one in places() if heading_of(one.key)}
    sorts = tuple((name, heading_of(one.key)) for name, one in known.items())
    if chosen not in known:
        return RuleChoice(sorts, "", (), False, None)
    pattern = known[chosen].pattern
    stars = [at for at, part in enumerate(pattern) if part == "*"]
    document = document_of_revision(revision)
    if not stars:
        return RuleChoice(sorts, chosen, (), False, pattern)
    spoken = words()
    table = str(pattern[0])
    keyed = (stars[0] == 1 and not known[chosen].listed) or len(stars) > 1 or stars[0] == 1
    named: list[tuple[str, str]] = []
    if table == "kinds":
        named = [(key, spoken.kind(key, charter)) for key in sorted({*charter.kinds, *STANDARD_KINDS})]
    elif keyed and isinstance(document.get(table), dict):
        named = [(key, _entry_name(table, key, charter)) for key in document[table]]
    named.sort(key=lambda one: one[1])
    if table in ("fallback", "admission", "arrears", "start", "incompatible"):
        rows = document.get(table)
        return RuleChoice(sorts, chosen, (), False, (table, len(rows) if isinstance(rows, list) else 0, *pattern[2:]))
    if not owner or not owner.replace("_", "").isalnum() or not owner.isascii() or not owner.islower():
        return RuleChoice(sorts, chosen, tuple(named), table != "kinds", None)
    path: list[str | int] = [table, owner]
    for at, part in enumerate(pattern[2:], 2):
        if part != "*":
            path.append(str(part))
            continue
        inner = value_at(document, tuple(path))
        path.append(
            len(inner) if isinstance(inner, list) else 0 if known[chosen].listed or at < len(pattern) - 1 else "new"
        )
    return RuleChoice(sorts, chosen, tuple(named), False, tuple(path))


def _entry_name(table: str, key: str, charter: Charter) -> str:
    spoken = words()
    if table in ("organs", "offices"):
        return spoken.actor(key, charter)
    entry = getattr(charter, table, {}).get(key)
    name = getattr(entry, "name", None)
    return spoken.choose(name, charter) if name else key


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft begins from."""

    text: str
    document: CharterDocument | None
    model: str


def sources() -> list[tuple[str, str]]:
    """What a draft may begin from: versions, models, other drafts."""
    found = [
        (f"version:{one.document_id}", _("Version %(version)s") % {"version": one.document.version})
        for one in versions()
    ]
    found += [(f"model:{key}", title) for key, title in model_titles(get_language() or "en")]
    return [*found, *((f"draft:{one.key}", str(one.name)) for one in Draft.objects.all()[:50])]


def source(named: str) -> Source:
    """The text that a draft begins from. 404 where there is none."""
    sort, _colon, key = named.partition(":")
    if sort == "version":
        document = CharterDocument.objects.filter(pk=key).first()
        if document is not None:
            return Source(document.text, document, "")
    if sort == "model" and key in dict(model_titles("en")):
        return Source(model_text(key), None, key)
    if sort == "draft":
        other = Draft.objects.filter(key=key).first()
        if other is not None:
            return Source(revision_of(other).text, other.began_from, other.began_as)
    raise Refused("not_found", status=404)


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
