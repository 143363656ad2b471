"""What the forms of a draft show: paragraphs and rules to write, conflicts, sources, history."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from konfrans.charter import Charter
from konfrans.charter.faults import Fault
from konfrans.charter.filling import own_keys, places, shape_at
from konfrans.charter.rewriting import rewritten
from konfrans.charter.toml_text import value_toml
from konfrans.charter.unfinished import as_far_as_read, broken
from konfrans.decisions.models import CharterDocument
from konfrans.decisions.selectors import words
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.models import Body
from konfrans.people.selectors import Standing, standing_of
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import Names, numbered, same_words, set_at, value_at, wordings
from konfrans.statutes.selectors.drafts import (
    ArticleShown,
    FoundShown,
    ParagraphShown,
    RuleShown,
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
    mine_said: tuple[tuple[str, str], ...] = ()
    """Of a rule: its sentences, each with its language."""
    theirs_said: tuple[tuple[str, str], ...] = ()


def conflicts_shown(conflicts: tuple[Any, ...]) -> tuple[ConflictShown, ...]:
    return tuple(
        ConflictShown(_conflict_place(one.path), _plain(one.base), _plain(one.mine), _plain(one.theirs))
        for one in conflicts
    )


def rule_conflict(head: Revision, path: tuple[str | int, ...], mine: Mapping[str, Any]) -> tuple[ConflictShown, ...]:
    """The same of one rule that I filled in: by its name, in sentences. `head` is the state that the other wrote."""
    document = deepcopy(dict(document_of_revision(head)))
    theirs = value_at(document, path)
    other = _rule_at(head.text, path)
    set_at(document, path, deepcopy(mine))
    own = _rule_at(rewritten(head.text, document).text, path)
    named = other or own
    heading = named.heading if named else sort_heading(path) or at_name(path)
    subject = named.subject if named else ""
    said = ConflictShown(
        f"{heading}: {subject}" if subject else heading, "", _plain(mine), _plain(theirs),
        own.sentences if own else (), other.sentences if other else (),
    )  # fmt: skip
    return (said,)


def _rule_at(text: str, path: tuple[str | int, ...]) -> RuleShown | None:
    at = at_name(path)
    return next((one for rules in rules_beside(text).values() for one in rules if one.at == at), None)


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
    """The charter that names what a form may refer to: the text as far as it can be read. Refused where nothing of it can."""
    charter = charter_as_far_as_read(revision)
    if charter is None:
        raise Refused("draft_unreadable")
    return charter


def charter_as_far_as_read(revision: Revision) -> Charter | None:
    """The charter of a state, without the rules that cannot be read; None where what remains is none."""
    return looked_at(revision.text).charter or _as_far_as_read(revision.text)


@lru_cache(maxsize=16)
def _as_far_as_read(text: str) -> Charter | None:
    return as_far_as_read(text)


def rule_faults(revision: Revision, path: tuple[str | int, ...], value: Mapping[str, Any] | None) -> tuple[Fault, ...]:
    """Why a rule cannot be kept as it was filled in; without a value, what is wrong with it as it stands."""
    shape = shape_at(path)
    document = deepcopy(dict(document_of_revision(revision)))
    if value is not None:
        set_at(document, path, deepcopy(value))
    return broken(revision.text, document, path, own_keys(shape) if shape else ())


def last_readable(draft: Draft) -> int | None:
    """The number of the last state that can be read as a charter, of the last hundred."""
    for revision in Revision.objects.filter(draft=draft).order_by("-number")[:100]:
        if looked_at(revision.text).charter is not None:
            return revision.number
    return None


@dataclass(frozen=True, slots=True)
class RuleHead:
    """A rule above its form: its heading, its sentences, its paragraph, the findings on it."""

    heading: str
    subject: str
    article: str
    new: bool
    sentences: tuple[tuple[str, str], ...]
    findings: tuple[FoundShown, ...]


def rule_shown(
    revision: Revision, path: tuple[str | int, ...], value: Mapping[str, Any], *, new: bool = True
) -> RuleHead:
    """What stands above the form of a rule; `new`: no such rule stands in the text, whether or not it can be read."""
    found = looked_at(revision.text)
    at, article = at_name(path), str(value.get("article", ""))
    rule = _rule_at(revision.text, path)
    shown = tuple(one for one in findings(found) if one.article == article and article)
    if rule is None:
        return RuleHead(sort_heading(path) or at, "", article, new, (), shown)
    return RuleHead(rule.heading, rule.subject, article, False, rule.sentences, shown)


def matches(pattern: tuple[str | int, ...], path: tuple[str | int, ...]) -> bool:
    """Whether a path is of this sort of rule."""
    return len(pattern) == len(path) and all(a in ("*", b) for a, b in zip(pattern, path, strict=True))


def sort_heading(path: tuple[str | int, ...]) -> str:
    """What the sort of rule at a path is called; empty where no rule stands there."""
    return next((heading_of(one.key) for one in places() if matches(one.pattern, path)), "")


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
