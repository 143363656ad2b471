"""What goes on paper: a charter version or a state of a draft, its head, its articles, its rules in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from konfrans.charter import Charter, CharterError
from konfrans.charter.comparison.said import said_of
from konfrans.charter.loading import look_through, toml_document
from konfrans.decisions.selectors import charter_kept, words
from konfrans.kernel.formats import date_legal, language_name, number_text
from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import CharterVersion, Draft, Revision, VersionDay
from konfrans.statutes.rules import numbered, wordings
from konfrans.statutes.selectors.versions import versions

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]+")
BOTH = "both"
"""Asked for instead of a language: the authentic text and one more, beside each other."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is put on paper, and where it comes from: a version, or a state of a draft."""

    stem: str
    """What its files are called."""
    text: str
    sha256: str
    version: CharterVersion | None = None
    until: date | None = None
    draft: Draft | None = None
    revision: Revision | None = None

    @property
    def sample(self) -> bool:
        return self.draft is not None and self.draft.sample

    @property
    def document(self) -> Mapping[str, Any]:
        """Not to be changed."""
        return _document(self.text)

    def charter(self) -> Charter:
        """The text as a charter. Refused where it cannot be read as one."""
        found = _charter(self.text)
        if found is None:
            raise Refused("draft_unreadable")
        return found

    def languages(self) -> tuple[str, ...]:
        """The languages of the text, the authentic one first."""
        given = self.document.get("languages")
        codes = [code for code in given if isinstance(code, str)] if isinstance(given, list) else []
        return tuple(sorted(codes, key=lambda code: code != self.document.get("authentic")))

    def spoken(self, asked: str) -> tuple[str, ...]:
        """The languages of a paper: the one that is asked for, two for `both`, that of the page where none is. 404 for another."""
        codes, here = self.languages(), get_language() or ""
        if asked == BOTH and len(codes) > 1:
            return codes[0], here if here in codes[1:] else codes[1]
        if not asked and codes:
            return (here if here in codes else codes[0],)
        if asked not in codes:
            raise Refused("not_found", status=404)
        return (asked,)


def source_of_version(version: CharterVersion) -> Source:
    """A version with the last day on which it is in force, where another follows."""
    since = version.from_date
    days = [one.from_date for one in versions() if one.from_date is not None]
    after = min((day for day in days if day > since), default=None) if since else None
    charter = charter_kept(version.document_id)
    return Source(
        _NOT_IN_NAMES.sub("-", f"{charter.key}-{charter.version}"), charter.document, charter.sha256, version=version,
        until=date.fromordinal(after.toordinal() - 1) if after else None,
    )  # fmt: skip


def source_of_revision(draft: Draft, revision: Revision) -> Source:
    """A state of a draft."""
    return Source(f"{draft.key}-{revision.number}", revision.text, revision.sha256, draft=draft, revision=revision)


def adopted_on(source: Source) -> date | None:
    """The day on which a version was adopted, where it is recorded."""
    if source.version is None:
        return None
    found = VersionDay.objects.filter(version=source.version, event=VersionDay.Event.ADOPTION).first()
    return found.day if found else None


@lru_cache(maxsize=32)
def _document(text: str) -> Mapping[str, Any]:
    return toml_document(text)[1]


@lru_cache(maxsize=32)
def _charter(text: str) -> Charter | None:
    """The text as a charter; that a text is not written in every language yet does not keep it from being one."""
    try:
        found = look_through(text)
    except CharterError:
        return None
    return found.charter if all(one.code == "text_missing" for one in found.faults) else None


@lru_cache(maxsize=64)
def _said(text: str, language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What each rule is and says, by paragraph; nothing where the text cannot be read as a charter."""
    charter = _charter(text)
    if charter is None:
        return {}
    return {
        ref: tuple((f"{one.heading} · {one.subject}" if one.subject else one.heading, one.text) for one in rules)
        for ref, rules in said_of(charter, words(language)).items()
    }


# head -----------------------------------------------------------------------------------------------------------------


def kicker_of(source: Source) -> str:
    """Version 2, or the draft's name and state; “sample” where it is one."""
    if source.revision is None or source.draft is None:
        return _("Version %(version)s") % {"version": source.document.get("version", "")}
    state = _("state %(number)s") % {"number": number_text(source.revision.number)}
    sample = f" ({_('sample')})" if source.sample else ""
    return f"{source.draft.name.given()}{sample} · {state}"


def mark_of(source: Source) -> str:
    """What stands on every page of a draft; nothing on a version."""
    return _("Draft of the charter, not in force") if source.draft is not None else ""


def facts_of(source: Source) -> list[tuple[str, str]]:
    """Label and value, without the hash."""
    document = source.document
    authentic = str(document.get("authentic", ""))
    facts = []
    if source.revision is not None and source.draft is not None:
        state = f"{number_text(source.revision.number)}, {date_legal(source.revision.at)}"
        facts += [
            (pgettext("of a charter", "Draft"), source.draft.name.given()),
            (pgettext("of a draft", "State"), state),
            (_("In force"), _("not in force")),
        ]
    else:
        facts.append((pgettext("of a charter", "Version"), str(document.get("version", ""))))
        facts.append((_("In force"), _days(source)))
    if authentic:
        facts.append((_("Authentic text"), language_name(authentic)))
    return facts


def _days(source: Source) -> str:
    since = source.version.from_date if source.version else None
    if since is None:
        return _("not in force")
    if source.until is not None:
        return f"{date_legal(since)} – {date_legal(source.until)}"
    return _("from: %(date)s") % {"date": date_legal(since)}


# body -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParagraphLaid:
    number: int
    ref: str
    texts: Mapping[str, str]
    open: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticleLaid:
    number: int
    headings: Mapping[str, str]
    paragraphs: tuple[ParagraphLaid, ...]


@dataclass(frozen=True, slots=True)
class ChapterLaid:
    """A chapter; what stands outside of any has no number."""

    number: str
    headings: Mapping[str, str]
    articles: tuple[ArticleLaid, ...]


def laid(document: Mapping[str, Any]) -> tuple[ChapterLaid, ...]:
    """The chapters with their articles in the order of their numbers, as a charter is read; as far as there is something."""
    articles: dict[str, list[ArticleLaid]] = {}
    for row in _in_order(document, "article"):
        number = row["number"]
        paragraphs = tuple(
            ParagraphLaid(one["number"], f"{number}.{one['number']}", wordings(one, "text"), wordings(one, "open"))
            for one in _in_order(row, "paragraph")
        )
        articles.setdefault(str(row.get("chapter", "")), []).append(
            ArticleLaid(number, wordings(row, "heading"), paragraphs)
        )
    given = document.get("chapter")
    chapters = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    named = {str(row.get("number", "")): wordings(row, "heading") for row in chapters}
    order = [*(key for key in articles if key not in named), *named]
    return tuple(ChapterLaid(key, named.get(key, {}), tuple(articles.get(key, ()))) for key in order)


def articles_of(document: Mapping[str, Any]) -> Iterator[ArticleLaid]:
    """Every article, chapter after chapter."""
    for chapter in laid(document):
        yield from chapter.articles


def rules_in(source: Source, ref: str, language: str) -> tuple[tuple[str, str], ...]:
    """The rules that a paragraph sets: what each is, and its sentence."""
    return _said(source.text, language).get(ref, ())


def title_of(source: Source, language: str) -> str:
    """The title in a language, else in any."""
    titles = wordings(source.document, "title")
    return titles.get(language) or next(iter(titles.values()), "")


def note_of(source: Source, language: str) -> str:
    """What the drafters say of the whole text."""
    notes = wordings(source.document, "note")
    return notes.get(language) or next(iter(notes.values()), "")


def article_words(number: int, language: str) -> str:
    """“Article 4” above an article."""
    with override(language):
        return _("Article %(number)s") % {"number": number}


def chapter_words(number: str, language: str) -> str:
    """“Chapter IV” above a chapter."""
    with override(language):
        return _("Chapter %(number)s") % {"number": number}


def lacks_words(language: str) -> str:
    """What stands where a text is missing in a language."""
    with override(language):
        return _("not translated yet")


def open_words(language: str) -> str:
    """What stands before an open question."""
    with override(language):
        return _("Not settled:")


def _in_order(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return sorted(numbered(table, key), key=lambda row: row["number"])
