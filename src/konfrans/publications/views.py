"""Pages of news, documents and the conference's own texts; public ones, and those the secretariat works on."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import access_secretariat, standing_of
from konfrans.publications import selectors, services
from konfrans.publications.forms import DocumentForm, NewsForm, PageForm

PER_PAGE = 20


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What was published, newest first."""
    page = Paginator(selectors.news_public(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "publications/news.html", {"section": "news", "page": page})


@require_safe
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    """One piece of news."""
    item = selectors.news_item_public(slug)
    older, newer = selectors.news_beside(item)
    context = {"section": "news", "item": item, "older": older, "newer": newer}
    return render(request, "publications/news_item.html", context)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The documents the reader may open."""
    standing = standing_of(request.user.pk)
    page = Paginator(selectors.documents_seen(standing), 40).get_page(request.GET.get("page"))
    return render(request, "publications/documents.html", {"section": "documents", "page": page})


@require_safe
def news_desk(request: HttpRequest) -> HttpResponse:
    """Every piece of news, for the secretariat."""
    access_secretariat(request.user.pk)
    page = Paginator(selectors.news_of_secretariat(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "publications/news_desk.html", {"page": page, "counts": selectors.counts()})


@FORM_METHODS
def news_draft(request: HttpRequest) -> HttpResponse:
    """Begin a piece of news."""
    standing = access_secretariat(request.user.pk)
    form = NewsForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            item = services.news_draft(actor=standing.actor(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved as a draft. Only the secretariat sees it."))
            return redirect("news_preview", item.slug)
    return render(request, "publications/news_draft.html", {"form": form}, status=status_of(form))


@require_safe
def news_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece of news as readers will see it, in every language, with the acts that are possible."""
    _standing, item = selectors.access_news_item(request.user.pk, slug)
    context = {"item": item, "missing": selectors.missing_languages(item)}
    return render(request, "publications/news_preview.html", context)


@FORM_METHODS
def news_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words or the date of a piece of news."""
    standing, item = selectors.access_news_item(request.user.pk, slug)
    initial = {"on": item.date, "title": item.title, "lead": item.lead, "text": item.text}
    form = NewsForm(request.POST or None, initial=initial, new=False)
    if request.method == "POST" and form.is_valid():
        try:
            services.news_change(actor=standing.actor(), item=item, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("news_preview", slug)
    return render(request, "publications/news_change.html", {"form": form, "item": item}, status=status_of(form))


@require_POST
def news_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a piece of news public."""
    standing, item = selectors.access_news_item(request.user.pk, slug)
    services.news_publish(actor=standing.actor(), item=item)
    messages.success(request, _("The news is public."))
    return redirect("news_item", slug)


@require_POST
def news_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a piece of news back."""
    standing, item = selectors.access_news_item(request.user.pk, slug)
    services.news_withdraw(actor=standing.actor(), item=item)
    messages.success(request, _("The news is withdrawn. It is kept, and nobody outside the secretariat reads it."))
    return redirect("news_preview", slug)


@require_safe
def documents_desk(request: HttpRequest) -> HttpResponse:
    """Every document, for the secretariat."""
    access_secretariat(request.user.pk)
    page = Paginator(selectors.documents_of_secretariat(), 40).get_page(request.GET.get("page"))
    return render(request, "publications/documents_desk.html", {"page": page})


@FORM_METHODS
def document_add(request: HttpRequest) -> HttpResponse:
    """Hand out a document."""
    standing = access_secretariat(request.user.pk)
    form = DocumentForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        file = facts.pop("file")
        try:
            services.document_add(actor=standing.actor(), stream=file.file, name=file.name, **facts)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The document is in the list."))
            return redirect("documents_desk")
    return render(request, "publications/document_add.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def document_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a document out of the list: asked once more, then done."""
    standing, document = selectors.access_document(request.user.pk, key)
    if request.method == "POST":
        services.document_withdraw(actor=standing.actor(), document=document)
        messages.success(request, _("The document is withdrawn. Its file opens for the secretariat alone."))
        return redirect("documents_desk")
    return render(request, "publications/document_withdraw.html", {"document": document})


@require_safe
def pages_desk(request: HttpRequest) -> HttpResponse:
    """The conference's own pages, for the secretariat."""
    access_secretariat(request.user.pk)
    shown = [(page, f"/{request.LANGUAGE_CODE}/{selectors.page_path(page.key)}") for page in selectors.pages()]
    return render(request, "publications/pages_desk.html", {"pages": shown})


@FORM_METHODS
def page_change(request: HttpRequest, key: str) -> HttpResponse:
    """Write one of the conference's pages."""
    standing, page = selectors.access_page(request.user.pk, key)
    initial = {"title": page.title if page.written else None, "text": page.text}
    form = PageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.page_change(actor=standing.actor(), key=key, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The page is changed."))
            return redirect(reverse("page", args=[key]) if key != "about" else reverse("conference"))
    return render(request, "publications/page_change.html", {"form": form, "page": page}, status=status_of(form))
