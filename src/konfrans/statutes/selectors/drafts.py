"""Drafts: who may do what with them, and what their pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from konfrans.charter import Charter, CharterError
from konfrans.charter.checks import Level, Report, check
from konfrans.charter.checks.telling import Telling
from konfrans.charter.comparison.said import Said, said_of
from konfrans.charter.loading import toml_document
from konfrans.charter.words import COMPLETE
from konfrans.decisions.selectors import words
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.models import Body
from konfrans.people.selectors import Standing, standing_of
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import numbered, wordings

EDIT = ("chair", "member", "secretary")
"""Offices in the working group that write."""


@dataclass(frozen=True, slots=True)
class DraftAccess:
    """A draft and what the reader may do with it."""

    draft: Draft
    standing: Standing
    edits: bool
    """Its group alone writes."""
    remarks: bool
    answers: bool
    """Whether the reader answers comments and asks for them: the group, and the secretariat, which looks after the draft."""


def access_draft(user_id: int | None, key: str, *, edit: bool = False, answer: bool = False) -> DraftAccess:
    """A draft, for those who may read it: its group, invited readers, the secretariat, everyone where it is public.

    404 where there is none; 403 for whoever may not read it or, with `edit`, not write it, with `answer`, not look after it.
    """
    draft = Draft.objects.select_related("body", "began_from").defer("began_from__text").filter(key=key).first()
    if draft is None:
        raise Refused("not_found", status=404)
    standing = standing_of(user_id)
    edits = standing.holds(*EDIT, body=draft.body.key) is not None
    answers = edits or standing.is_secretariat
    remarks = answers or standing.holds("reader", body=draft.body.key) is not None
    if not (remarks or draft.public):
        raise no_access("draft_not_public") if standing.user_id else no_access("sign_in")
    if (edit and not edits) or (answer and not answers):
        raise no_access("draft_group_only", group=draft.body.name)
    live = draft.state == Draft.State.OPEN
    return DraftAccess(draft, standing, edits and live, remarks and live, answers and live)


def drafts_seen(standing: Standing) -> QuerySet[Draft]:
    """The drafts that somebody may read, the newest first."""
    found = Draft.objects.select_related("body")
    if standing.is_secretariat:
        return found
    bodies = [held.body for held in standing.offices if held.body and held.kind in (*EDIT, "reader")]
    return found.filter(public=True) | found.filter(body__key__in=bodies)


def groups_of(standing: Standing) -> QuerySet[Body]:
    """The working groups in which somebody may begin a draft."""
    groups = Body.objects.filter(kind=Body.Kind.WORKING_GROUP)
    if standing.is_secretariat:
        return groups
    return groups.filter(key__in=[held.body for held in standing.offices if held.body and held.kind in EDIT])


def revision_of(draft: Draft, number: int | None = None) -> Revision:
    """A state of the text, the last where none is named. 404 where there is none."""
    found = Revision.objects.filter(draft=draft, number=draft.last if number is None else number).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


# what the engine says of a text ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundShown:
    """One finding of the check in words."""

    level: str
    """fault, remark, accepted."""
    code: str
    article: str
    text: str
    example: str
    remedy: str
    reason: str
    line: int
    about: str = ""
    """Of an answer to a remark that is not made: which remark."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A text as the engine reads it: its document, its charter where it can be read, the faults of reading and the findings."""

    document: Mapping[str, Any]
    charter: Charter | None
    report: Report | None
    errors: tuple[tuple[int, str, str], ...]
    """Line, fault and remedy, in the reader's language, where the text cannot be read as a charter."""


@lru_cache(maxsize=64)
def looked(text: str, language: str) -> Looked:
    """What the engine makes of a text. Remembered by the text itself."""
    spoken = words(language)
    try:
        _text, document = toml_document(text)
    except CharterError as error:
        return Looked({}, None, None, _told(error, spoken))
    try:
        report = check(text.encode())
    except CharterError as error:
        return Looked(document, None, None, _told(error, spoken))
    return Looked(document, report.charter, report, ())


def _told(error: CharterError, spoken: Any) -> tuple[tuple[int, str, str], ...]:
    return tuple((fault.line, *spoken.fault(fault)) for fault in error.faults)


def looked_at(text: str) -> Looked:
    """The same in the language of the page."""
    return looked(text, get_language() or "en")


def findings(found: Looked) -> tuple[FoundShown, ...]:
    """The findings in the language of the page, faults first."""
    if found.report is None:
        return tuple(
            FoundShown("fault", "unreadable", "", text, "", remedy, "", line) for line, text, remedy in found.errors
        )
    telling = Telling(words(), found.report.charter)
    return tuple(_shown(one, telling) for one in found.report.findings)


def _shown(one: Any, telling: Telling) -> FoundShown:
    reason = telling.words.choose(one.reason, telling.charter) if one.reason and telling.charter else ""
    level = "accepted" if one.accepted else "fault" if one.level is Level.FAULT else "remark"
    text, remedy = telling.text(one), telling.remedy(one)
    about = str(one.facts.get("finding", ""))
    return FoundShown(
        level,
        one.code,
        one.article,
        text,
        telling.example(one) or "",
        remedy,
        reason,
        one.line if one.key else 0,
        about,
    )


@lru_cache(maxsize=64)
def _said(text: str, language: str) -> dict[str, list[Said]]:
    charter = looked_at(text).charter
    return said_of(charter, words(language)) if charter is not None else {}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule beside its paragraph: where it stands, what it is, and its sentence in each language of the site."""

    at: str
    heading: str
    subject: str
    sentences: tuple[tuple[str, str], ...]


def rules_beside(text: str) -> dict[str, list[RuleShown]]:
    """The rules of a text by paragraph, each in every language of the site, that of the page first."""
    here = get_language() or "en"
    here = here if here in COMPLETE else "en"  # the sentences of a language are all there, or are those of English
    order = [here, *(code for code in languages() if code != here and code in COMPLETE)]
    every = {code: _said(text, code) for code in order}
    found: dict[str, list[RuleShown]] = {}
    for ref, rules in every[here].items():
        for place, one in enumerate(rules):
            sentences = tuple((code, every[code][ref][place].text) for code in order)
            found.setdefault(ref, []).append(RuleShown(at_name(one.path), one.heading, one.subject, sentences))
    return found


def at_name(path: tuple[str | int, ...]) -> str:
    """A path as an address holds it: `organs.council.ballots.0`."""
    return ".".join(map(str, path))


def at_path(name: str) -> tuple[str | int, ...]:
    """A path from an address."""
    return tuple(int(part) if part.isdigit() else part for part in name[:300].split(".") if part)


# pages ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParagraphShown:
    ref: str
    number: int
    texts: tuple[tuple[str, str], ...]
    rules: tuple[RuleShown, ...]
    findings: tuple[FoundShown, ...]


@dataclass(frozen=True, slots=True)
class ArticleShown:
    number: int
    heading: tuple[tuple[str, str], ...]
    chapter: str
    paragraphs: tuple[ParagraphShown, ...]
    findings: tuple[FoundShown, ...]
    """What concerns the article or one of its paragraphs."""

    @property
    def weighs(self) -> int:
        return sum(one.level != "accepted" for one in self.findings)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A state of a draft as its pages show it."""

    revision: Revision
    title: str
    languages: tuple[str, ...]
    articles: tuple[ArticleShown, ...]
    findings: tuple[FoundShown, ...]
    readable: bool
    untranslated: tuple[tuple[str, str], ...]
    """Paragraphs and the language that they lack."""

    def article(self, number: int) -> ArticleShown:
        found = next((one for one in self.articles if one.number == number), None)
        if found is None:
            raise Refused("not_found", status=404)
        return found

    @property
    def faults(self) -> int:
        return sum(one.level == "fault" for one in self.findings)

    @property
    def remarks(self) -> int:
        return sum(one.level == "remark" for one in self.findings)


def draft_page(revision: Revision) -> DraftPage:
    """The articles with their rules and findings, as far as the text can be read."""
    found = looked_at(revision.text)
    document = found.document
    here = get_language() or "en"
    spoken = tuple(code for code in document.get("languages", ()) if isinstance(code, str)) or languages()
    spoken = tuple(sorted(spoken, key=lambda code: code != here))  # the language of the page first
    shown, rules = findings(found), rules_beside(revision.text)
    articles = tuple(_article(row, spoken, rules, shown) for row in numbered(document, "article"))
    lacking = tuple(
        (one.ref, code) for article in articles for one in article.paragraphs for code, text in one.texts if not text
    )
    title = document.get("title")
    named = (title.get(here) or next(iter(title.values()), "")) if isinstance(title, dict) else ""
    return DraftPage(revision, str(named), spoken, articles, shown, found.report is not None, lacking)


def _in_each(table: Mapping[str, Any], key: str, spoken: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    given = wordings(table, key)
    return tuple((code, given.get(code, "")) for code in spoken)


def _article(
    row: Mapping[str, Any], spoken: tuple[str, ...], rules: Mapping[str, list[RuleShown]], shown: tuple[FoundShown, ...]
) -> ArticleShown:
    number = row["number"]
    paragraphs = []
    for inner in numbered(row, "paragraph"):
        ref = f"{number}.{inner['number']}"
        own = tuple(one for one in shown if one.article == ref)
        paragraphs.append(
            ParagraphShown(ref, inner["number"], _in_each(inner, "text", spoken), tuple(rules.get(ref, ())), own)
        )
    about = tuple(one for one in shown if one.article.partition(".")[0] == str(number))
    return ArticleShown(number, _in_each(row, "heading", spoken), str(row.get("chapter", "")), tuple(paragraphs), about)
