"""Reading of news, documents and pages. What is not public is seen by the secretariat, internal documents by office-holders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import clock, formats
from konfrans.kernel.desk import Waiting
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import Entry
from konfrans.people.selectors import Standing, access_secretariat, standing_of
from konfrans.publications.models import Document, NewsItem, Page
from konfrans.publications.rules import plain_text

FEED_LENGTH = 30


def news_public() -> QuerySet[NewsItem]:
    """What everyone may read, newest first."""
    return NewsItem.objects.filter(state=NewsItem.State.PUBLISHED)


def news_item_public(slug: str) -> NewsItem:
    """One public piece of news; 404 where there is none, and where it is a draft or was withdrawn."""
    found = news_public().filter(slug=slug).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def news_beside(item: NewsItem) -> tuple[NewsItem | None, NewsItem | None]:
    """The public news before and after this one. Two queries."""
    older = news_public().filter(Q(date__lt=item.date) | Q(date=item.date, pk__lt=item.pk)).first()
    newer = (
        news_public().filter(Q(date__gt=item.date) | Q(date=item.date, pk__gt=item.pk)).order_by("date", "pk").first()
    )
    return older, newer


def news_of_secretariat() -> QuerySet[NewsItem]:
    """Every piece of news in every state, drafts first."""
    return NewsItem.objects.order_by("state", "-date", "-pk")


def access_news_item(user_id: int | None, slug: str) -> tuple[Standing, NewsItem]:
    """A piece of news in any state, for the secretariat. 404 where there is none."""
    standing = access_secretariat(user_id)
    found = NewsItem.objects.filter(slug=slug).first()
    if found is None:
        raise Refused("not_found", status=404)
    return standing, found


def documents_seen(standing: Standing) -> QuerySet[Document]:
    """The documents this person may open: the public ones, with an office in force the internal ones too."""
    rows = Document.objects.filter(withdrawn_on=None).select_related("file")
    return rows if standing.offices else rows.filter(public=True)


def documents_of_secretariat() -> QuerySet[Document]:
    """Every document, those withdrawn too."""
    return Document.objects.select_related("file")


def access_document(user_id: int | None, key: str) -> tuple[Standing, Document]:
    """A document, for the secretariat. 404 where there is none."""
    standing = access_secretariat(user_id)
    found = Document.objects.select_related("file").filter(key=key).first()
    if found is None:
        raise Refused("not_found", status=404)
    return standing, found


def access_document_file(user_id: int | None, file_key: str) -> bool:
    """Whether this account may open the file of a document that is not public."""
    if not Document.objects.filter(file__key=file_key).exists():
        return False
    standing = standing_of(user_id)
    if standing.is_secretariat:
        return True
    return bool(standing.offices) and Document.objects.filter(file__key=file_key, withdrawn_on=None).exists()


@dataclass(frozen=True, slots=True)
class PageText:
    """One of the conference's pages as it stands; `text` is empty until somebody has written it."""

    key: str
    title: Localised | str
    text: Localised
    sample: bool
    written: bool


def _page_text(key: str, row: Page | None) -> PageText:
    if row is None:
        return PageText(key, str(Page.Key(key).label), Localised(), False, False)
    return PageText(key, row.title or str(Page.Key(key).label), row.text, row.sample, bool(row.text))


def page(key: str) -> PageText:
    """A page by its key; 404 where the product has no such page."""
    if key not in Page.Key.values:
        raise Refused("not_found", status=404)
    return _page_text(key, Page.objects.filter(key=key).first())


def pages() -> list[PageText]:
    """Every page, written or not. One query."""
    rows = {row.key: row for row in Page.objects.all()}
    return [_page_text(key, rows.get(key)) for key in Page.Key.values]


def access_page(user_id: int | None, key: str) -> tuple[Standing, PageText]:
    """A page, for the secretariat."""
    standing = access_secretariat(user_id)
    return standing, page(key)


def document_languages() -> list[tuple[str, str]]:
    """The languages a document may be written in: code and name."""
    return [(code, str(name)) for code, name in Document.Language.choices]


def page_path(key: str) -> str:
    """Where a page is read, below the language."""
    return "conference/" if key == Page.Key.ABOUT else f"conference/{key}/"


def object_address(kind: str, key: str) -> str | None:
    """Where an object of the journal is shown to the secretariat."""
    if kind == "news":
        return reverse("news_preview", args=[key])
    if kind == "document":
        return f"{reverse('documents')}#d-{key}"
    return reverse("page_change", args=[key]) if kind == "page" else None


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """The titles of news, documents and pages of the journal."""
    found: dict[tuple[str, str], str] = {}
    if slugs := objects.get("news"):
        found |= {("news", item.slug): str(item.title) for item in NewsItem.objects.filter(slug__in=slugs)}
    if keys := objects.get("document"):
        found |= {("document", one.key): str(one.title) for one in Document.objects.filter(key__in=keys)}
    if keys := objects.get("page"):
        found |= {("page", one.key): str(one.title) for one in Page.objects.filter(key__in=keys)}
    return found


def news_entries(item: NewsItem) -> list[Entry]:
    """What search finds of a piece of news; nothing unless it is public."""
    if item.state != NewsItem.State.PUBLISHED:
        return []
    return [
        Entry(
            "news", item.slug, code, item.title.given(code), f"news/{item.slug}/",
            item.lead.given(code) or formats.date_text(item.date, code), plain_text(item.text.given(code)),
        )
        for code in languages()
    ]  # fmt: skip


def document_entries(document: Document) -> list[Entry]:
    """What search finds of a document; nothing where it is internal or withdrawn."""
    if not document.public or document.withdrawn_on:
        return []
    return [
        Entry(
            "document", document.key, code, document.title.given(code), f"documents/#d-{document.key}",
            document.about.given(code), document.file.name,
        )
        for code in languages()
    ]  # fmt: skip


def page_entries(shown: PageText) -> list[Entry]:
    """What search finds of a page; nothing while it is not written."""
    if not shown.written:
        return []
    found = []
    for code in languages():
        with override(code):
            title = shown.title.given(code) if isinstance(shown.title, Localised) else str(Page.Key(shown.key).label)
        text = plain_text(shown.text.given(code))
        found.append(Entry("page", shown.key, code, title, page_path(shown.key), text[:200], text))
    return found


def search_entries() -> Iterator[Entry]:
    """Everything public of this domain."""
    for item in news_public():
        yield from news_entries(item)
    for document in Document.objects.filter(public=True, withdrawn_on=None).select_related("file"):
        yield from document_entries(document)
    for shown in pages():
        yield from page_entries(shown)


def waiting(standing: Standing) -> Iterator[Waiting]:
    """Drafts of news wait for the secretariat: one line for each, at most ten."""
    if not standing.is_secretariat:
        return
    for draft in NewsItem.objects.filter(state=NewsItem.State.DRAFT).order_by("changed_at")[:10]:
        missing = missing_languages(draft)
        if missing:
            why = _("A draft. Title or text still missing in: %(missing)s.") % {"missing": ", ".join(missing)}
        else:
            why = _("A draft, complete in every language. It is not public yet.")
        yield Waiting(
            code="news_draft", sample=draft.sample, title=_("News: %(title)s") % {"title": draft.title or draft.slug}, why=why,
            address=reverse("news_preview", args=[draft.slug]), act=_("Read and publish"),
            since=draft.changed_at.astimezone(clock.zone()).date(),
        )  # fmt: skip


def missing_languages(item: NewsItem) -> list[str]:
    """The names of the languages in which title or text is missing."""
    absent = {*item.title.missing(), *item.text.missing()}
    return [str(name) for code, name in settings.LANGUAGES if code in absent]


def counts() -> dict[str, int]:
    """How many pieces of news stand in each state."""
    rows = NewsItem.objects.values_list("state").annotate(number=Count("pk")).order_by()
    return dict(rows)
