"""Charter versions: which one is in force on a day, and everything its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from konfrans.charter import Charter, LawError
from konfrans.charter.comparison.said import said_of
from konfrans.charter.law import Article, Chapter, Paragraph, Text
from konfrans.charter.trial.sentences import example_sentence
from konfrans.charter.words import COMPLETE
from konfrans.decisions.rules import Number
from konfrans.decisions.selectors import charter_kept, words
from konfrans.kernel import clock
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import Entry
from konfrans.statutes.models import CharterVersion, VersionDay
from konfrans.statutes.registries import sizes_on
from konfrans.statutes.selectors.rules_shown import RuleBox, rules_of
from konfrans.statutes.selectors.used import used


def versions() -> QuerySet[CharterVersion]:
    """Every version, the newest first, without the documents' text."""
    return (
        CharterVersion.objects.select_related("document", "adopted_by")
        .defer("document__text", "adopted_by__evidence", "adopted_by__verdict")
        .order_by(F("first_day").desc(nulls_first=True), "-pk")
    )


def version_on(on: date) -> CharterVersion | None:
    """The version in force on a day, or None."""
    days = VersionDay.objects.filter(event=VersionDay.Event.EFFECT, day__lte=on).order_by("-day").values("version")[:1]
    return versions().filter(pk__in=days).first()


def charter_on(on: date) -> tuple[CharterVersion, Charter]:
    """The version in force on a day and the charter read. Refused where none is."""
    version = version_on(on)
    if version is None:
        raise Refused("charter_missing", on=on)
    return version, charter_kept(version.document_id)


def version_named(named: str) -> CharterVersion:
    """A version by the number its document gives it. 404 where there is none."""
    found = versions().filter(document__version=named[:40]).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def document_of(version: CharterVersion) -> str:
    """The document's text, exactly what is hashed."""
    return charter_kept(version.document_id).document


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with the rules it sets. `texts` are (language, text), the page's language alone or the authentic first."""

    ref: str
    number: int
    anchor: str
    texts: tuple[tuple[str, str], ...]
    open: str
    rules: tuple[RuleBox, ...]
    examples: tuple[str, ...]
    used: tuple[Number, ...] = ()
    """The published decisions that rest on it, the newest first."""


@dataclass(frozen=True, slots=True)
class ShownArticle:
    number: int
    heading: str
    paragraphs: tuple[ShownParagraph, ...]


@dataclass(frozen=True, slots=True)
class ShownChapter:
    number: str
    heading: str
    articles: tuple[ShownArticle, ...]


@dataclass(frozen=True, slots=True)
class CharterPage:
    """A charter version as its page shows it."""

    version: CharterVersion
    charter: Charter
    title: str
    note: str
    until: date | None
    in_force: bool
    newest: bool
    language: str
    both: bool
    members: int
    entitled: int
    chapters: tuple[ShownChapter, ...]
    others: tuple[CharterVersion, ...]
    paragraphs: int
    ruled: int


def charter_page(version: CharterVersion, *, both: bool = False) -> CharterPage:
    """Everything the page of a version says; the rules are counted for the members, and those entitled to vote, of its last day, or of today."""
    charter = charter_kept(version.document_id)
    every = list(versions())
    since = version.from_date
    days = [one.from_date for one in every if one.from_date is not None]
    after = min((day for day in days if day > since), default=None) if since else None
    today = clock.today()
    until = None if after is None else after.fromordinal(after.toordinal() - 1)
    members, entitled = sizes_on(min(until, today) if until else today)
    language = get_language() or charter.authentic
    language = language if language in charter.languages else charter.authentic
    chapters, ruled = _shown(version.document_id, members, entitled, language, get_language() or language, both)
    chapters = _with_use(chapters, used(version.document_id))
    return CharterPage(
        version=version,
        charter=charter,
        title=_in(charter.title, language, charter),
        note=_in(charter.note, language, charter) if charter.note else "",
        until=until,
        in_force=since is not None and since <= today and (until is None or until >= today),
        newest=after is None,
        language=language,
        both=both,
        members=members,
        entitled=entitled,
        chapters=chapters,
        others=tuple(one for one in every if one.pk != version.pk),
        paragraphs=sum(len(article.paragraphs) for article in charter.articles),
        ruled=ruled,
    )


@lru_cache(maxsize=32)
def _shown(
    sha256: str, members: int, entitled: int, language: str, words_in: str, both: bool
) -> tuple[tuple[ShownChapter, ...], int]:
    """The chapters with their rules, and how many paragraphs have one. Remembered: a document never changes; `members`
    and `entitled`, the language of the text and that of the words (`words_in`) are all that the rest hangs on."""
    charter = charter_kept(sha256)
    rules = rules_of(charter, members, words_in, entitled=entitled)
    for ref, boxes in _more_rules(charter, words_in).items():
        rules.setdefault(ref, []).extend(boxes)
    laying = _Laying(charter, rules, _examples(charter, words_in), language, both)
    return tuple(laying.chapter(one) for one in charter.chapters), len(rules)


COUNTED = frozenset(
    {"condition", "quorum", "second_call", "tie", "ballots", "fallback", "attested", "not_judged", "next"}
)
"""Rules that `rules_of` shows already, with their figures."""


def _more_rules(charter: Charter, language: str) -> dict[str, list[RuleBox]]:
    """Every other rule as its sentence; none in a language of which the words are not complete."""
    if language not in COMPLETE:
        return {}
    found: dict[str, list[RuleBox]] = {}
    for ref, rules in said_of(charter, words(language)).items():
        more = [one for one in rules if not COUNTED & {str(part) for part in one.path}]
        if more:
            found[ref] = list(dict.fromkeys(RuleBox("", one.text) for one in more))
    return found


def _examples(charter: Charter, language: str) -> dict[str, list[str]]:
    """The examples of each paragraph as sentences; one that cannot be asked is left out."""
    if language not in COMPLETE:
        return {}
    found: dict[str, list[str]] = {}
    for example in charter.example:
        with suppress(LawError):
            found.setdefault(example.article, []).append(example_sentence(example, charter, words(language)))
    return found


def _with_use(chapters: tuple[ShownChapter, ...], uses: Mapping[str, tuple[Number, ...]]) -> tuple[ShownChapter, ...]:
    return tuple(
        replace(chapter, articles=tuple(
            replace(article, paragraphs=tuple(replace(one, used=uses.get(one.ref, ())) for one in article.paragraphs))
            for article in chapter.articles
        ))
        for chapter in chapters
    )  # fmt: skip


def _in(text: Text, language: str, charter: Charter) -> str:
    return text.get(language) or text[charter.authentic]


@dataclass(frozen=True, slots=True)
class _Laying:
    """A charter laid out in a language, each paragraph with its rules and examples."""

    charter: Charter
    rules: Mapping[str, list[RuleBox]]
    examples: Mapping[str, list[str]]
    language: str
    both: bool

    def chapter(self, chapter: Chapter) -> ShownChapter:
        return ShownChapter(chapter.number, self._in(chapter.heading), tuple(map(self._article, chapter.articles)))

    def _article(self, article: Article) -> ShownArticle:
        return ShownArticle(article.number, self._in(article.heading), tuple(map(self._paragraph, article.paragraphs)))

    def _paragraph(self, one: Paragraph) -> ShownParagraph:
        return ShownParagraph(
            ref=one.ref,
            number=one.number,
            anchor="a" + one.ref.replace(".", "-"),
            texts=tuple((code, one.text[code]) for code in self._order() if code in one.text),
            open=self._in(one.open),
            rules=tuple(self.rules.get(one.ref, ())),
            examples=tuple(self.examples.get(one.ref, ())),
        )

    def _order(self) -> list[str]:
        if not self.both:
            return [self.language]
        return sorted(self.charter.languages, key=lambda code: code != self.charter.authentic)

    def _in(self, text: Text | None) -> str:
        return _in(text, self.language, self.charter) if text else ""


def _entries(charter: Charter, key: str) -> Iterator[Entry]:
    for code in languages():
        with override(code):
            for article in charter.articles:
                heading = _in(article.heading, code, charter)
                for paragraph in article.paragraphs:
                    yield Entry(
                        "charter", key, code,
                        title=f"{words(code).article_label(paragraph.ref)}. {heading}",
                        path=f"charter/#a{paragraph.ref.replace('.', '-')}",
                        summary=_in(paragraph.text, code, charter),
                        text=_("Charter"),
                    )  # fmt: skip


def all_entries() -> Iterator[Entry]:
    """Every paragraph of the charter in force today, for search."""
    version = version_on(clock.today())
    if version is not None:
        yield from _entries(charter_kept(version.document_id), version.document_id[:40])


def object_address(kind: str, key: str) -> str | None:
    """Where a charter version or a draft of the journal is shown."""
    if kind == "charter_draft":
        return reverse("draft", args=[key])
    return f"{reverse('charter')}?{urlencode({'v': key})}" if kind == "charter" else None
