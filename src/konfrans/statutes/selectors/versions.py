"""Charter versions: which one is in force on a day, and everything its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from konfrans.charter import Charter, LawError
from konfrans.charter.asking import ask
from konfrans.charter.comparison.said import said_of
from konfrans.charter.law import Article, Chapter, Paragraph, Text
from konfrans.charter.trial.sentences import example_sentence
from konfrans.charter.words import COMPLETE
from konfrans.decisions.selectors import charter_kept, words
from konfrans.kernel import clock
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import Entry
from konfrans.statutes.models import CharterVersion, VersionDay
from konfrans.statutes.registries import sizes_on
from konfrans.statutes.selectors.rules_shown import RuleBox, rules_of
from konfrans.statutes.selectors.used import Use, used


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
    used: tuple[Use, ...] = ()
    """The published decisions that rest on it, the newest first; those under earlier versions after them."""


@dataclass(frozen=True, slots=True)
class ShownArticle:
    number: int
    heading: str
    paragraphs: tuple[ShownParagraph, ...]
    out: str = ""
    """not_yet or ended: on the day asked about, by the charter's own days for its articles."""


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
    ahead: bool
    """Its first day is known and is still to come."""
    newest: bool
    language: str
    both: bool
    members: int
    entitled: int
    chapters: tuple[ShownChapter, ...]
    others: tuple[Spell, ...]
    paragraphs: int
    ruled: int
    on: date | None
    """The day asked about."""
    not_yet: tuple[int, ...]
    ended: tuple[int, ...]
    """Articles that were not in force on that day yet, or no longer, by days of their own."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A version and its days in force; `until` is empty where none follows it."""

    version: CharterVersion
    until: date | None
    over: bool


def spells(every: Iterable[CharterVersion]) -> tuple[Spell, ...]:
    """Versions with the last day of each: the day before the next one begins."""
    every = list(every)
    days = sorted(one.from_date for one in every if one.from_date is not None)
    found = []
    for one in every:
        after = next((day for day in days if one.from_date is not None and day > one.from_date), None)
        until = after - timedelta(days=1) if after else None
        found.append(Spell(one, until, until is not None and until < clock.today()))
    return tuple(found)


def articles_out(version: CharterVersion, on: date) -> dict[int, str]:
    """The articles of a version that are not in force on a day of the version, by the charter's own days for its articles: `not_yet` or
    `ended`. No query where the charter gives its articles no days."""
    charter, since = charter_kept(version.document_id), version.from_date
    if not charter.start or since is None:
        return {}
    known = {one.event: one.day.isoformat() for one in version.days.all() if one.event != VersionDay.Event.EFFECT}
    # A version in force awaits nothing: what is not recorded of it had happened by its first day at the latest.
    happened = dict.fromkeys(set(VersionDay.Event.values) - {VersionDay.Event.EFFECT.value}, since.isoformat()) | known
    found: dict[int, str] = {}
    for state, events in (("not_yet", happened), ("ended", known)):
        answer = ask("in_force", {"on": on.isoformat(), "events": events}, charter).answer or {}
        found |= dict.fromkeys(answer.get(state, ()), state)
    return found


def charter_page(version: CharterVersion, *, both: bool = False, on: date | None = None) -> CharterPage:
    """Everything the page of a version says; the rules are counted for the members, and those entitled to vote, of its last day, or of today.
    With `on`, also which of its articles have days of their own on which they are not in force."""
    charter = charter_kept(version.document_id)
    every = list(versions())
    since = version.from_date
    told = spells(every)
    today = clock.today()
    until = next((one.until for one in told if one.version.pk == version.pk), None)
    out = articles_out(version, on or today) if on or since is None or since <= today else {}
    members, entitled = sizes_on(min(until, today) if until else today)
    language = get_language() or charter.authentic
    language = language if language in charter.languages else charter.authentic
    chapters, ruled = _shown(version.document_id, members, entitled, language, get_language() or language, both)
    earlier = [one for one in every if one.from_date is not None and (since is None or one.from_date < since)]
    uses = used(version.document_id, tuple((one.document_id, one.document.version) for one in earlier))
    chapters = _with_use(chapters, uses, out)
    return CharterPage(
        version=version,
        charter=charter,
        title=_in(charter.title, language, charter),
        note=_in(charter.note, language, charter) if charter.note else "",
        until=until,
        in_force=since is not None and since <= today and (until is None or until >= today),
        ahead=since is not None and since > today,
        newest=until is None,
        language=language,
        both=both,
        members=members,
        entitled=entitled,
        chapters=chapters,
        others=tuple(one for one in told if one.version.pk != version.pk),
        paragraphs=sum(len(article.paragraphs) for article in charter.articles),
        ruled=ruled,
        on=on,
        not_yet=tuple(sorted(number for number, state in out.items() if state == "not_yet")),
        ended=tuple(sorted(number for number, state in out.items() if state == "ended")),
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


def _with_use(
    chapters: tuple[ShownChapter, ...], uses: Mapping[str, tuple[Use, ...]], out: Mapping[int, str]
) -> tuple[ShownChapter, ...]:
    return tuple(
        replace(chapter, articles=tuple(
            replace(article, out=out.get(article.number, ""), paragraphs=tuple(
                replace(one, used=uses.get(one.ref, ())) for one in article.paragraphs
            ))
            for article in chapter.articles
        ))
        for chapter in chapters
    )  # fmt: skip


def _in(text: Text, language: str, charter: Charter) -> str:
    return text.get(language) or text.get(charter.authentic) or next(iter(text.values()), "")


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
