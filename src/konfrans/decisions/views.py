"""Pages of decisions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.decisions import selectors, services
from konfrans.decisions.forms import FilterForm
from konfrans.decisions.rules import Number
from konfrans.kernel.refusals import Refused, worded

PER_PAGE = 30


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The public register."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    register = selectors.register(chosen)
    pages = Paginator(register.rows, PER_PAGE).get_page(request.GET.get("page"))
    narrowed = {k: v for k, v in (("year", chosen.year), ("kind", chosen.kind), ("outcome", chosen.outcome)) if v}
    query = urlencode(narrowed)
    return render(
        request, "decisions/decisions.html",
        {
            "section": "decisions", "register": register, "chosen": chosen, "narrowed": bool(narrowed), "pages": pages,
            "rows": selectors.ledger(pages.object_list), "total": pages.paginator.count,
            "query": f"{query}&" if query else "",
        },
    )  # fmt: skip


@require_safe
def decision(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The public page of a decision, at one address alone: `05` leads to `5`."""
    found = selectors.decision_published(Number(year, number))
    address = reverse("decision", args=[year, number])
    if request.path != address:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    asked = request.GET.get("roll", "")
    page = selectors.decision_page(
        found, roll=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    )
    return render(request, "decisions/decision.html", {"section": "decisions", "page": page})


@require_safe
def decision_evidence(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The decision as one canonical JSON object, equal in every language."""
    found = selectors.decision_published(Number(year, number))
    response = HttpResponse(selectors.export_of(found), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="decision-{year}-{number:02d}.json"'
    return response


@require_safe
def decision_pdf(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The decision as a PDF in the page's language."""
    found = selectors.decision_published(Number(year, number))
    response = HttpResponse(selectors.pdf_of(found, get_language() or "en"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="decision-{year}-{number:02d}.pdf"'
    return response


@require_safe
def decision_card(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The picture that a message shows beside a link to the decision."""
    found = selectors.decision_published(Number(year, number))
    return HttpResponse(selectors.card_of(found, get_language() or "en"), content_type="image/png")


@require_safe
def decision_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision on the secretary's desk: as it will be published, with what can be done."""
    _standing, found = selectors.access_draft(request.user.pk, pk)
    page = selectors.decision_page(found, shows_text=True)
    return render(request, "decisions/draft.html", {"section": "decisions", "page": page, "draft": found})


@require_POST
def decision_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft; a second click finds it published."""
    standing, found = selectors.access_draft(request.user.pk, pk)
    try:
        published = services.decision_publish(actor=standing.actor(), decision=found)
    except Refused as refused:
        page = selectors.decision_page(found, shows_text=True)
        context = {"section": "decisions", "page": page, "draft": found, "refusal": worded(refused)}
        return render(request, "decisions/draft.html", context, status=refused.status)
    messages.success(request, _("Decision %(number)s is published.") % {"number": published})
    return redirect("decision", published.year, published.number)


@require_POST
def decision_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    standing, found = selectors.access_draft(request.user.pk, pk)
    services.decision_discard(actor=standing.actor(), decision=found)
    messages.success(request, _("The draft was thrown away."))
    return redirect("desk")
