"""What the forms of a draft show: paragraphs and rules to write, conflicts, sources, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.filling import places
from konfrans.charter.toml_text import value_toml
from konfrans.decisions.models import CharterDocument
from konfrans.decisions.selectors import words
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.models import Body
from konfrans.people.selectors import Standing, standing_of
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import Names, numbered, same_words, wordings
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


@dataclass(frozen=True, slots=True)
class ToWrite:
    """An article in its form: what is there now, and in its place what was sent and not kept yet."""

    heading: tuple[tuple[str, str], ...]
    rows: tuple[ParagraphShown, ...]
    lost: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()
    """What was sent for paragraphs that are no more: what they are put in again under, and their words."""


def to_write(
    shown: ArticleShown, read: ArticleShown | None = None, sent: Any = None, names: Names | None = None
) -> ToWrite:
    """An article for the form. Where something was refused: `sent` for the article as it was `read`, put over that which is `shown`;
    `names` where others moved its paragraphs since. What the sender did not change is that which is there now.
    """
    if sent is None or read is None:
        return ToWrite(shown.heading, shown.paragraphs)
    places = {one.number: names.paragraph(read.number, one.number) if names else one.number for one in read.paragraphs}
    were = {place: one for one in read.paragraphs if (place := places[one.number]) is not None}
    rows = []
    for one in shown.paragraphs:
        old = were.get(one.number)
        texts = one.texts if old is None else _over(one.texts, old.texts, sent.texts.get(old.number, {}))
        rows.append(replace(one, texts=texts))
    lost = [tuple((code, texts.get(code, "")) for code, _text in shown.heading) for texts in sent.lost.values()]
    for one in read.paragraphs:
        mine = sent.texts.get(one.number, {})
        if places[one.number] is None and any(not same_words(text, mine.get(code, text)) for code, text in one.texts):
            lost.append(tuple((code, mine.get(code, text)) for code, text in one.texts))
    return ToWrite(_over(shown.heading, read.heading, sent.heading), tuple(rows), tuple(enumerate(lost, 1)))


def _over(
    now: tuple[tuple[str, str], ...], read: tuple[tuple[str, str], ...], sent: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    old = dict(read)
    return tuple(
        (code, text if same_words(old.get(code, ""), sent.get(code, old.get(code, ""))) else sent[code])
        for code, text in now
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
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Mapping) and type(value.get("number")) is int:  # an article or a paragraph: its words
        rows = [wordings(value, "heading"), wordings(value, "text")]
        rows += [wordings(one, "text") for one in numbered(value, "paragraph")]
        return "\n".join(text for each in rows for text in each.values())
    return value_toml(value)


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
