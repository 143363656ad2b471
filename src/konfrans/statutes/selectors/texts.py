"""Texts that are held beside each other: versions of the charter, states of drafts, models; each under a short reference.

A reference is `force` (the version in force today), `version:2`, `draft:draft-3`, `draft:draft-3@4` (a state) or `model:crc-like`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.decisions.selectors import charter_kept
from konfrans.kernel import clock
from konfrans.kernel.formats import date_text, number_text
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import standing_of
from konfrans.statutes.models import CharterVersion, Draft, Revision
from konfrans.statutes.rules import numbered, wordings
from konfrans.statutes.selectors.drafts import access_draft, drafts_seen, looked_at
from konfrans.statutes.selectors.models import model, model_keys, model_titles
from konfrans.statutes.selectors.versions import Spell, spells, versions

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as words alone: its number, its heading, its paragraphs; each in its languages."""

    number: int
    heading: Words
    paragraphs: tuple[tuple[int, Words], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One text: its reference, what it is called, what it is, and the charter where it can be read as one."""

    ref: str
    name: str
    note: str
    text: str
    charter: Charter | None
    languages: tuple[str, ...]
    authentic: str
    articles: tuple[ArticleText, ...]
    draft: str = ""
    """The key of the draft that it is a state of."""
    sample: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """A charter as a key of what is remembered: equal where the documents are."""

    charter: Charter

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Law) and self.charter.sha256 == other.charter.sha256

    def __hash__(self) -> int:
        return hash(self.charter.sha256)


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that may be chosen."""

    ref: str
    name: str
    note: str
    sort: str
    """version, draft or model."""
    row: CharterVersion | Draft | None = None

    @property
    def words(self) -> str:
        return f"{self.name}: {self.note}" if self.note else self.name


def texts_readable(user_id: int | None) -> list[Choice]:
    """Every text that somebody may read: the version in force first, other versions, drafts, models."""
    every = list(versions())
    now = _in_force(every)
    found = [] if now is None else [Choice("force", *_of_version(now, now), "version", now)]
    found += [
        Choice(f"version:{one.version.document.version}", *_of_version(one.version, now, one), "version", one.version)
        for one in spells(every)
        if now is None or one.version.pk != now.pk
    ]
    found += [
        Choice(f"draft:{one.key}", one.name.given(), _of_state(one, one.last), "draft", one)
        for one in drafts_seen(standing_of(user_id))[:50]
    ]
    return [*found, *(Choice(f"model:{key}", key, title, "model") for key, title in model_titles(_here()))]


def _in_force(every: Sequence[CharterVersion]) -> CharterVersion | None:
    """The version in force today, of all in the order of their days, the newest first."""
    today = clock.today()
    return next((one for one in every if one.from_date is not None and one.from_date <= today), None)


def text_named(user_id: int | None, ref: str) -> Named:
    """The text of a reference. 404 where there is none, 403 where the reader may not read the draft."""
    return texts_named(user_id, [ref], texts_readable(user_id))[0]


def texts_named(user_id: int | None, refs: Sequence[str], choices: Sequence[Choice]) -> list[Named]:
    """The texts of several references, of those that may be chosen. Refused as one alone is: 404 where there is none, 403 where
    the reader may not read the draft. One query, and two for each draft that is not among the choices."""
    every = [one.row for one in choices if isinstance(one.row, CharterVersion)]
    drafts = {one.row.key: one.row for one in choices if isinstance(one.row, Draft)}
    states = _states(user_id, [ref for ref in refs if _sort(ref) == "draft"], drafts)
    return [_named(ref, _in_force(every), {one.document.version: one for one in every}, states) for ref in refs]


def _sort(ref: str) -> str:
    return ref.partition(":")[0]


def _named(
    ref: str,
    now: CharterVersion | None,
    every: Mapping[str, CharterVersion],
    states: Mapping[str, tuple[Draft, Revision]],
) -> Named:
    sort, key = _sort(ref), ref.partition(":")[2]
    if sort in ("force", "version"):
        version = now if ref == "force" else every.get(key)
        if version is not None:
            spell = next((one for one in spells(every.values()) if one.version.pk == version.pk), None)
            name, note = _of_version(version, now, spell)
            return _of_charter(ref, name, note, charter_kept(version.document_id))
    elif sort == "model" and key in model_keys():
        return _of_charter(ref, key, _("model"), model(key))
    elif ref in states:
        return _of_draft(ref, *states[ref])
    raise Refused("not_found", status=404)


def _states(user_id: int | None, refs: Sequence[str], drafts: dict[str, Draft]) -> dict[str, tuple[Draft, Revision]]:
    """The states of drafts, by reference."""
    asked: dict[str, tuple[str, int | None]] = {}
    for ref in refs:
        key, at, number = ref.partition(":")[2].partition("@")
        if at and not (number.isascii() and number.isdigit() and len(number) < 9):
            raise Refused("not_found", status=404)
        asked[ref] = key, int(number) if number else None
    if not asked:
        return {}
    for key in {key for key, _number in asked.values()} - drafts.keys():
        drafts[key] = access_draft(user_id, key).draft  # which says why it may not be read
    wanted = {
        ref: (drafts[key], drafts[key].last if number is None else number) for ref, (key, number) in asked.items()
    }
    of = Q(pk=None)
    for draft, last in wanted.values():
        of |= Q(draft=draft, number=last)
    found = {(one.draft_id, one.number): one for one in Revision.objects.filter(of)}
    return {ref: (draft, found[draft.pk, last]) for ref, (draft, last) in wanted.items() if (draft.pk, last) in found}


def _here() -> str:
    return get_language() or "en"


def _of_version(version: CharterVersion, now: CharterVersion | None, spell: Spell | None = None) -> tuple[str, str]:
    """What a version is called, and from when, where it is over until when, it is in force."""
    words = _("Version %(version)s") % {"version": version.document.version}
    if now is not None and version.pk == now.pk:
        return pgettext("a text of the charter", "In force"), words
    since = version.from_date
    if spell is not None and spell.over and since and spell.until:
        days = {"since": date_text(since), "until": date_text(spell.until)}
        return words, _("was in force from %(since)s to %(until)s") % days
    return words, _("in force from: %(date)s") % {"date": date_text(since)} if since else ""


def _of_state(draft: Draft, number: int) -> str:
    return _("draft, state %(number)s") % {"number": number_text(number)}


def _of_charter(ref: str, name: str, note: str, charter: Charter) -> Named:
    articles = tuple(
        ArticleText(one.number, one.heading, tuple((row.number, row.text) for row in one.paragraphs))
        for one in charter.articles
    )
    return Named(ref, name, note, charter.document, charter, charter.languages, charter.authentic, articles)


def _of_draft(ref: str, draft: Draft, revision: Revision) -> Named:
    found, name, note = looked_at(revision.text), draft.name.given(), _of_state(draft, revision.number)
    said = [code for code in found.document.get("languages", ()) if isinstance(code, str)]
    articles = tuple(_article(one) for one in numbered(found.document, "article"))
    authentic = found.document.get("authentic")
    spoken = tuple(said) or tuple(dict.fromkeys(code for one in articles for code in one.heading)) or ("en",)
    return Named(
        ref, name, note, revision.text, found.charter, spoken, str(authentic) if authentic in spoken else spoken[0], articles, draft.key,
        draft.sample,
    )  # fmt: skip


def _article(row: Mapping[str, Any]) -> ArticleText:
    return ArticleText(
        row["number"], wordings(row, "heading"),
        tuple((inner["number"], wordings(inner, "text")) for inner in numbered(row, "paragraph")),
    )  # fmt: skip
