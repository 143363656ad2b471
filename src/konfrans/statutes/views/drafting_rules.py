"""Rules of a draft as forms: write one, take one out, add one. What cannot be read is not saved, and stays in the form."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfrans.charter.faults import Fault
from konfrans.charter.filling import fields_of, filled, shape_at, taken_for
from konfrans.charter.filling_values import Data
from konfrans.charter.law.kinds import Kind
from konfrans.charter.tables import Table
from konfrans.decisions.selectors import words
from konfrans.kernel.answers import FORM_METHODS, told
from konfrans.kernel.refusals import Refused
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms import rule_data, rule_fields
from konfrans.statutes.forms.drafts import base_of
from konfrans.statutes.selectors import DraftAccess
from konfrans.statutes.views.editing import conflicts_told, draft_context, edit_told

Path = tuple[str | int, ...]
NEW_KIND = ("name", "like", "organ")
"""What is asked of a new kind of decision; its rules have forms of their own."""


def _shape(path: Path) -> type[Table]:
    shape = shape_at(path)
    if shape is None:
        raise Refused("not_found", status=404)
    return shape


@FORM_METHODS
def draft_rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule as a form."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    path = selectors.at_path(request.GET.get("at", ""))
    shape = _shape(path)
    revision = selectors.revision_of(access.draft)
    charter = selectors.charter_as_far_as_read(revision)
    if charter is None:
        return _unreadable(request, access)
    languages, things = charter.languages, charter.things()
    old = rules.value_at(selectors.document_of_revision(revision), path)
    new = old is None
    faults: tuple[Fault, ...] = () if new else selectors.rule_faults(revision, path, None)
    conflicts: tuple[Any, ...] = ()
    status, sent = 200, None
    if request.method == "POST":
        sent = rule_data(request.POST)
        base = selectors.revision_of(access.draft, base_of(request.POST) or None)
        read = rules.value_at(selectors.document_of_revision(base), path) or {}
        value = filled(shape, sent, read, things, _spoken(languages))
        faults = selectors.rule_faults(base, path, value)
        try:
            if not faults:
                _save(request, access, base.number, path, value)
                _say_taken(request, sent, languages)
                return redirect(reverse("draft_rule", args=[key]) + f"?at={selectors.at_name(path)}")
            status = 422
        except Refused as refused:
            if refused.code == "draft_conflict":
                conflicts, status = selectors.rule_conflict(revision, path, value), 409
            else:
                conflicts_told(request, refused)
                status = 422
        old = value
    shown: Mapping[str, Any] = old or {}
    if not shown and "article" in shape.FIELDS:
        shown = _begun(request, shape, languages)
    made = fields_of(shape, shown, things, languages, sent)
    context = draft_context(
        access, rule=selectors.rule_shown(revision, path, shown, new=new),
        fields=rule_fields(made, charter, words(), faults, path), refused=status == 422 and bool(faults),
        revision=revision, at=selectors.at_name(path), conflicts=conflicts,
        unread=selectors.looked_at(revision.text).charter is None,
    )  # fmt: skip
    return render(request, "statutes/draft_rule.html", context, status=status)


def _spoken(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in which a share may be written: those of the charter, then that of the page."""
    return tuple(dict.fromkeys((*languages, words().code)))


def _save(request: HttpRequest, access: DraftAccess, base: int, path: Path, value: dict[str, Any]) -> None:
    edit = services.draft_edit(
        actor=access.standing.actor(), draft=access.draft, base=base,
        change=lambda document: rules.set_at(document, path, deepcopy(value)),
    )  # fmt: skip
    edit_told(request, edit)


def _say_taken(request: HttpRequest, sent: Data, languages: tuple[str, ...]) -> None:
    for written, meant in taken_for(sent, _spoken(languages)):
        messages.info(request, _("“%(written)s” was taken for %(meant)s.") % {"written": written, "meant": meant})


def _begun(request: HttpRequest, shape: type[Table], languages: tuple[str, ...]) -> dict[str, Any]:
    """What a new rule says before it is filled in: its paragraph, and the name that was given on the way to it."""
    begun: dict[str, Any] = {"article": request.GET.get("article", "")}
    name, code = request.GET.get("name", "")[:200], words().code
    if name and "name" in shape.FIELDS and code in languages:
        begun["name"] = {code: name}
    return begun


def _unreadable(request: HttpRequest, access: DraftAccess) -> HttpResponse:
    """What can be done where nothing of a text can be read: mend it, or go back to an earlier state."""
    context = draft_context(
        access, found=selectors.findings(selectors.looked_at(selectors.revision_of(access.draft).text))
    )
    context["readable"] = selectors.last_readable(access.draft)
    return render(request, "statutes/draft_rule_unread.html", context, status=422)


@require_POST
def draft_rule_remove(request: HttpRequest, key: str) -> HttpResponse:
    """A rule taken out."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    path = selectors.at_path(request.GET.get("at", ""))
    _shape(path)
    document = selectors.document_of_revision(selectors.revision_of(access.draft))
    article = str((rules.value_at(document, path) or {}).get("article", ""))
    with told(request):
        edit = services.draft_edit(
            actor=access.standing.actor(), draft=access.draft, base=base_of(request.POST) or access.draft.last,
            change=lambda document: rules.set_at(document, path, None),
        )  # fmt: skip
        edit_told(request, edit)
    number = article.partition(".")[0]
    return redirect("draft_article", key, int(number)) if number.isdigit() else redirect("draft", key)


@FORM_METHODS
def draft_rule_add(request: HttpRequest, key: str) -> HttpResponse:
    """Which sort of rule a paragraph sets, and of what: the way to an empty form. A new kind of decision is made here too."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    revision = selectors.revision_of(access.draft)
    charter = selectors.charter_as_far_as_read(revision)
    if charter is None:
        return _unreadable(request, access)
    given = [name.strip() for name in request.GET.getlist("of")]
    article, sort = request.GET.get("article", ""), request.GET.get("sort", "")
    sent: Data | None = None
    faults: tuple[Fault, ...] = ()
    path: Path = ("kinds",)
    if request.method == "POST":
        sent = rule_data(request.POST)
        value = filled(Kind, sent, {}, charter.things(), charter.languages)
        path, faults = selectors.new_kind(revision, value)
        if not faults:
            with told(request):
                _save(request, access, revision.number, path, value)
            sort = sort if sort.startswith("kinds.") else "kinds.*.condition"
            return redirect(f"{request.path}?{urlencode({'article': article, 'sort': sort, 'of': path[-1]})}")
    choice = selectors.rule_choice(revision, sort, given)
    if choice.path is not None:
        query = {"at": selectors.at_name(choice.path), "article": article} | (
            {"name": choice.name} if choice.name else {}
        )
        return redirect(f"{reverse('draft_rule', args=[key])}?{urlencode(query)}")
    asked = [one for one in fields_of(Kind, {}, charter.things(), charter.languages, sent) if one.name in NEW_KIND]
    fields = rule_fields(sorted(asked, key=lambda one: NEW_KIND.index(one.name)), charter, words(), faults, path)
    status = 422 if faults or choice.given else 200
    context = draft_context(access, choice=choice, article=article, kind=fields, refused=bool(faults))
    return render(request, "statutes/draft_rule_add.html", context, status=status)
