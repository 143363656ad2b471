"""Threads: lists of them, one with its remarks, what it suggests beside what was read."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.charter import CharterError
from konfrans.charter.rewriting import rewritten
from konfrans.charter.toml_text import value_toml
from konfrans.kernel.formats import date_text
from konfrans.people.selectors.shown import person_shown
from konfrans.statutes.models import Remark, Revision, Thread
from konfrans.statutes.rules import Suggestion, numbers_of, put_suggestion
from konfrans.statutes.rules.words_apart import Piece, pieces
from konfrans.statutes.selectors.drafts import draft_page, looked_at, revision_of, rules_beside
from konfrans.statutes.selectors.remarks import (
    PlaceShown,
    RemarkAccess,
    place_label,
    place_labels,
    place_shown,
    threads_seen,
)

PAGE = 40
FILTERS = ("open", "taken", "left", "mine", "held")


@dataclass(frozen=True, slots=True)
class RemarkShown:
    """One remark: whose, when, the words; `gone` is the sentence that stands where they were erased."""

    pk: int
    who: str
    public: bool
    at: datetime
    text: str
    language: str
    held: bool
    gone: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """A thread in a list: its place in words, its first remark, how it stands."""

    thread: Thread
    label: str
    remarks: tuple[RemarkShown, ...]
    more: int
    held: bool

    @property
    def first(self) -> RemarkShown | None:
        return self.remarks[0] if self.remarks else None


def remarks_of(access: RemarkAccess) -> Prefetch[Any]:
    """The remarks of threads as far as the reader may see them, with who wrote them."""
    found = Remark.objects.select_related("person")
    return Prefetch("remarks", found if access.role == "group" else found.filter(held=False))


def remark_shown(remark: Remark, sample: bool = False) -> RemarkShown:
    """A remark as its page shows it."""
    who = remark.name or (str(person_shown(remark.person)) if remark.person else "")
    gone = ""
    if remark.erased_on:
        gone = _("name and text erased at the person's request, %(date)s") % {"date": date_text(remark.erased_on)}
    own = remark.person is not None and remark.person.sample
    return RemarkShown(
        remark.pk, who, bool(remark.name), remark.at, remark.text, remark.language, remark.held, gone, sample or own
    )


def thread_shown(thread: Thread, rules: Mapping[str, str]) -> ThreadShown:
    """A thread whose remarks were fetched."""
    remarks = tuple(remark_shown(one, thread.sample) for one in thread.remarks.all())
    label = place_label(thread.place, rules)
    return ThreadShown(thread, label, remarks, len(remarks) - 1, any(one.held for one in remarks))


def threads_page(access: RemarkAccess, *, show: str, place: str, number: int) -> tuple[Page[Any], dict[str, int]]:
    """One page of threads and how many there are of each sort, at a place (with what is inside) or in the whole draft."""
    found = threads_seen(access)
    text = revision_of(access.draft).text
    if place:
        inside = found.filter(place__in=[place, *_rules_in(text, place)])
        found = inside | found.filter(place__startswith=f"{place}.") if numbers_of(place) else inside
    counts = dict(found.order_by().values_list("state").annotate(Count("pk", distinct=True)))
    person = access.access.standing.person
    if show == "mine" and person:
        found = found.filter(Exists(Remark.objects.filter(thread=OuterRef("pk"), person__key=person)))
    elif show == "held" and access.role == "group":
        found = found.filter(Exists(Remark.objects.filter(thread=OuterRef("pk"), held=True)))
    elif show in Thread.State.values:
        found = found.filter(state=show)
    rows = found.prefetch_related(remarks_of(access)).order_by("-opened_at", "-pk")
    page: Page[Any] = Paginator(rows, PAGE).get_page(number)
    rules = place_labels(text)
    page.object_list = [thread_shown(one, rules) for one in page.object_list]
    return page, counts


def _rules_in(text: str, place: str) -> list[str]:
    """The rules of a paragraph or of an article's paragraphs."""
    every = rules_beside(text)
    return [rule.at for ref, rules in every.items() if ref == place or ref.startswith(f"{place}.") for rule in rules]


@dataclass(frozen=True, slots=True)
class SuggestedShown:
    """What is suggested in one language, as words gone and new; of a rule both sentences."""

    language: str
    changes: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread with its place as it is now and as it was read."""

    shown: ThreadShown
    place: PlaceShown | None
    read: tuple[tuple[str, str], ...]
    """The words as they were read, where they are others now."""
    suggested: tuple[SuggestedShown, ...]
    suggests: bool
    answered_by: str


def thread_page(access: RemarkAccess, thread: Thread) -> ThreadPage:
    """What the page of a thread shows."""
    rows = Thread.objects.filter(pk=thread.pk).prefetch_related(remarks_of(access))
    last = revision_of(access.draft)
    page = draft_page(last)
    now = None if _is_gone(thread) else place_shown(page, thread.place)
    read_in = last if thread.revision == last.number else revision_of(access.draft, thread.revision)
    then = now if read_in is last else place_shown(draft_page(read_in), thread.place_read)
    label = now or then
    whole = next(iter(rows))
    whole.draft = access.draft
    shown = thread_shown(whole, {thread.place: label.label} if label else {})
    read = _sayings(then) if then is not None and _sayings(then) != _sayings(now) else ()
    by = str(person_shown(thread.answered_by)) if thread.answered_by else ""
    return ThreadPage(shown, now, read, _suggested(thread, read_in), thread.path is not None, by)


def _is_gone(thread: Thread) -> bool:
    """Whether what the thread is on was taken out: it then hangs on the article, or on the whole draft."""
    was, now = numbers_of(thread.place_read), numbers_of(thread.place)
    return was is not None and (now is None or (was[1] is None) != (now[1] is None))


def _sayings(place: PlaceShown | None) -> tuple[tuple[str, str], ...]:
    return () if place is None else place.rule.sentences if place.rule else place.texts


def _suggested(thread: Thread, read: Revision) -> tuple[SuggestedShown, ...]:
    if not thread.path:
        return ()
    suggestion = Suggestion(tuple(thread.path), thread.was, thread.proposed)
    if suggestion.is_text:
        was = suggestion.was or {}
        spoken = sorted(suggestion.proposed, key=lambda code: code != get_language())  # the language of the page first
        changed = [(code, was.get(code, ""), suggestion.proposed[code]) for code in spoken]
        return tuple(SuggestedShown(code, pieces(a, b)) for code, a, b in changed if a != b)
    before = dict(_rule_sentences(read.text, thread.place_read))
    if suggestion.proposed is None:
        gone = before or {"": value_toml(suggestion.was)}
        return tuple(SuggestedShown(code, (Piece("gone", words),)) for code, words in gone.items())
    after = _rule_sentences(_with(read.text, suggestion), thread.place_read)
    if not after:
        return (
            SuggestedShown(
                "", (Piece("gone", value_toml(suggestion.was)), Piece("new", value_toml(suggestion.proposed)))
            ),
        )
    return tuple(SuggestedShown(code, pieces(before.get(code, ""), one)) for code, one in after)


def _with(text: str, suggestion: Suggestion) -> str:
    """The text with what is suggested; as it is where that cannot be put in."""
    document = deepcopy(dict(looked_at(text).document))
    try:
        put_suggestion(document, suggestion)
        return rewritten(text, document).text
    except (KeyError, IndexError, TypeError, CharterError):
        return text


def _rule_sentences(text: str, at: str) -> tuple[tuple[str, str], ...]:
    every = (rule for rules in rules_beside(text).values() for rule in rules)
    return next((rule.sentences for rule in every if rule.at == at), ())
