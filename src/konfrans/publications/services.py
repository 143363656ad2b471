"""Acts on news, documents and pages."""

from __future__ import annotations

from datetime import date
from typing import IO

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts, file_store
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put
from konfrans.publications import selectors
from konfrans.publications.models import Document, NewsItem, Page
from konfrans.publications.rules import refused_addresses, slug_is_right


def _check_slug(slug: str, *, field: str) -> None:
    if not slug_is_right(slug):
        raise Refused("slug_wrong", field=field, slug=slug)


def _check_text(text: Localised, *, field: str) -> None:
    for words in text.texts.values():
        for address in refused_addresses(words):
            raise Refused("link_refused", field=field, address=address)


def _check_title(title: Localised) -> None:
    if not title:
        raise Refused("title_missing", field="title")


@act
def news_draft(
    *, actor: Actor, slug: str, on: date, title: Localised, lead: Localised | None = None, text: Localised | None = None,
    sample: bool = False,
) -> NewsItem:  # fmt: skip
    """Begin a piece of news; only the secretariat sees it. Refused: the address is wrong or taken, no title, a link that leads
    nowhere it may."""
    lead, text = lead or Localised(), text or Localised()
    _check_slug(slug, field="slug")
    _check_title(title)
    _check_text(text, field="text")
    taken = NewsItem.objects.filter(slug=slug).first()
    if taken:
        raise Refused("slug_taken", field="slug", slug=slug, on=taken.date.isoformat())
    item = NewsItem.objects.create(
        slug=slug, date=on, title=title, lead=lead, text=text, sample=sample, changed_at=clock.now()
    )
    record("news_draft", actor=actor, of="news", key=slug, on=on, title=title)
    return item


@act
def news_change(
    *, actor: Actor, item: NewsItem, on: date, title: Localised, lead: Localised, text: Localised
) -> NewsItem:
    """Change a draft or a public piece of news; a public one must stay complete. Refused: it was withdrawn."""
    if item.state == NewsItem.State.WITHDRAWN:
        raise Refused("news_withdrawn_already")
    _check_title(title)
    _check_text(text, field="text")
    item.date, item.title, item.lead, item.text, item.changed_at = on, title, lead, text, clock.now()
    if item.state == NewsItem.State.PUBLISHED:
        _check_complete(item)
    item.save(update_fields=["date", "title", "lead", "text", "changed_at"])
    record("news_change", actor=actor, of="news", key=item.slug, on=on, title=title)
    search_put(kind="news", key=item.slug, entries=selectors.news_entries(item))
    return item


def _check_complete(item: NewsItem) -> None:
    missing = selectors.missing_languages(item)
    if missing:
        raise Refused("news_language_missing", field="title", missing=", ".join(missing))


@act
def news_publish(*, actor: Actor, item: NewsItem) -> NewsItem:
    """Everyone may read it from now on. Refused: it is public, was withdrawn, or lacks a language."""
    if item.state == NewsItem.State.WITHDRAWN:
        raise Refused("news_withdrawn_already")
    if item.state == NewsItem.State.PUBLISHED:
        raise Refused("news_published_already")
    _check_complete(item)
    item.state, item.published_at = NewsItem.State.PUBLISHED, clock.now()
    item.save(update_fields=["state", "published_at"])
    record("news_publish", actor=actor, of="news", key=item.slug, on=item.date, title=item.title)
    search_put(kind="news", key=item.slug, entries=selectors.news_entries(item))
    return item


@act
def news_withdraw(*, actor: Actor, item: NewsItem) -> NewsItem:
    """Nobody reads it any more; it is kept. Refused: it is not public."""
    if item.state != NewsItem.State.PUBLISHED:
        raise Refused("news_not_public")
    item.state = NewsItem.State.WITHDRAWN
    item.save(update_fields=["state"])
    record("news_withdraw", actor=actor, of="news", key=item.slug)
    search_put(kind="news", key=item.slug, entries=[])
    return item


@act
def document_add(
    *, actor: Actor, key: str, title: Localised, on: date, language: str, stream: IO[bytes], name: str,
    about: Localised | None = None, public: bool = True, sample: bool = False,
) -> Document:  # fmt: skip
    """Hand out a file. Refused: address wrong or taken, no title, an unknown language, a file of the wrong kind or size."""
    about = about or Localised()
    _check_slug(key, field="key")
    _check_title(title)
    if language not in Document.Language.values:
        raise Refused("document_language", field="language", language=language)
    taken = Document.objects.filter(key=key).first()
    if taken:
        raise Refused("slug_taken", field="key", slug=key, on=taken.date.isoformat())
    stored = file_store(stream=stream, name=name, public=public)
    document = Document.objects.create(
        key=key, title=title, about=about, date=on, language=language, file=stored, public=public, sample=sample,
        added_at=clock.now(),
    )  # fmt: skip
    record(
        "document_add", actor=actor, of="document", key=key, title=title, on=on, language=language, public=public,
        **file_facts(stored),
    )  # fmt: skip
    search_put(kind="document", key=key, entries=selectors.document_entries(document))
    return document


@act
def document_withdraw(*, actor: Actor, document: Document) -> Document:
    """The document is listed no more, and its file opens for the secretariat alone. Refused: it was withdrawn before."""
    if document.withdrawn_on:
        raise Refused("document_withdrawn_already", on=document.withdrawn_on)
    document.withdrawn_on = clock.today()
    document.save(update_fields=["withdrawn_on"])
    StoredFile.objects.filter(pk=document.file.pk).update(public=False)
    record("document_withdraw", actor=actor, of="document", key=document.key)
    search_put(kind="document", key=document.key, entries=[])
    return document


@act
def page_change(*, actor: Actor, key: str, title: Localised, text: Localised, sample: bool = False) -> Page:
    """Write one of the conference's pages. Refused: there is no such page, a link that leads nowhere it may."""
    if key not in Page.Key.values:
        raise Refused("page_unknown", key=key, keys=", ".join(Page.Key.values))
    _check_text(text, field="text")
    page, _made = Page.objects.update_or_create(
        key=key, defaults={"title": title, "text": text, "sample": sample, "changed_at": clock.now()}
    )
    record("page_change", actor=actor, of="page", key=key, title=title)
    search_put(kind="page", key=key, entries=selectors.page_entries(selectors.page(key)))
    return page
