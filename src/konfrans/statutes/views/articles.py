"""Pages on which a draft is written, and its history: an article with its paragraphs, every state, back to one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel.answers import FORM_METHODS, told
from konfrans.kernel.formats import number_text
from konfrans.kernel.refusals import Refused, worded
from konfrans.statutes import rules, selectors, services
from konfrans.statutes.forms.drafts import LONGEST, LONGEST_HEADING, ArticleWords, article_words, base_of
from konfrans.statutes.selectors import DraftAccess
from konfrans.statutes.selectors.drafts import ArticleShown, DraftPage
from konfrans.statutes.selectors.writing import ToWrite
from konfrans.statutes.views.editing import conflicts_told, draft_context, edit_told
from konfrans.statutes.views.remarks import remarks_beside


@FORM_METHODS
def draft_article(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One article: its words in every language side by side, its rules in words, what the check finds."""
    access = selectors.access_draft(request.user.pk, key, edit=request.method == "POST")
    if request.method == "POST":
        return _write(request, access, number)
    page = selectors.draft_page(selectors.revision_of(access.draft))
    shown = page.article(number)
    if not access.edits:
        return redirect(f"{reverse('draft', args=[key])}#a{number}")
    return _article(request, access, page, shown, selectors.to_write(shown))


def _article(
    request: HttpRequest, access: DraftAccess, page: DraftPage, shown: ArticleShown, form: ToWrite,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    context = draft_context(
        access, page=page, article=shown, form=form, longest=LONGEST, longest_heading=LONGEST_HEADING,
        **remarks_beside(access), **more,
    )  # fmt: skip
    return render(request, "statutes/draft_article.html", context, status=status)


def _write(request: HttpRequest, access: DraftAccess, number: int) -> HttpResponse:
    """What was typed, put onto the last state; where that is refused, it stands in the form as it was typed."""
    draft = access.draft
    base = base_of(request.POST)
    read = selectors.draft_page(selectors.revision_of(draft, base if 0 < base <= draft.last else None))
    old = read.article(number)
    sent = article_words(request.POST, read.languages)
    if long := sent.too_long({0: dict(old.heading), **{one.number: dict(one.texts) for one in old.paragraphs}}):
        return _article(request, access, read, old, selectors.to_write(old, old, sent), 422, long=long)
    try:
        edit = services.draft_edit(
            actor=access.standing.actor(), draft=draft, base=base, change=_change(request, number, sent)
        )
    except Refused as refused:
        conflicts = conflicts_told(request, refused)
        if not conflicts:
            return _article(request, access, read, old, selectors.to_write(old, old, sent), 422)
        draft.last = refused.facts["last"]
        names = selectors.names_since(draft, base)
        now = names.article(number)
        if now is None:
            return _gone(request, access, number, sent, selectors.gone_in(draft, base, number))
        page = selectors.draft_page(selectors.revision_of(draft))
        shown = page.article(now)
        form = selectors.to_write(shown, old, sent, names)
        return _article(request, access, page, shown, form, 409, conflicts=conflicts)
    going = request.POST.get("go", "")
    if edit.changed or not going:
        edit_told(request, edit, back=str(number))
    return _onward(request, access, edit, number, going)


def _change(request: HttpRequest, number: int, sent: ArticleWords) -> Any:
    """What the button that was pressed does beside saving the words."""
    add, gone, again = (request.POST.get(name, "") for name in ("add", "remove", "again"))

    def change(document: dict[str, Any]) -> None:
        rules.write_article(document, number, sent.heading, sent.texts)
        if add.isdigit():
            rules.add_paragraph(document, number, int(add) or None, {})
        if again.isdigit() and int(again) in sent.lost:
            rules.add_paragraph(document, number, None, sent.lost[int(again)])
        if gone.isdigit():
            rules.remove_paragraph(document, number, int(gone))

    return change


def _onward(request: HttpRequest, access: DraftAccess, edit: services.Edit, number: int, going: str) -> HttpResponse:
    """Where the button that saved leads: to a rule, a comment, the whole draft, a new article; else the article again."""
    draft, key = access.draft, access.draft.key
    base = base_of(request.POST)
    now: int | None = number
    what, _colon, place = going.partition(":")
    if edit.meanwhile:
        draft.last = edit.revision.number
        names = selectors.names_since(draft, base)
        now = names.article(number)
        paragraph = place.partition(".")[2]
        if what in ("add", "comment") and paragraph.isdigit() and now is not None:
            place = f"{now}.{names.paragraph(number, int(paragraph)) or paragraph}"
    if now is None:
        state = number_text(selectors.gone_in(draft, base, number))
        messages.info(
            request,
            _("Article %(number)s was taken out meanwhile, in state %(state)s.") % {"number": number, "state": state},
        )
        return redirect("draft", key)
    if what == "rule":
        return redirect(f"{reverse('draft_rule', args=[key])}?{urlencode({'at': place})}")
    if what == "add":
        return redirect(f"{reverse('draft_rule_add', args=[key])}?{urlencode({'article': place})}")
    if what == "comment":
        return redirect(f"{reverse('thread_open', args=[key])}?{urlencode({'place': place})}")
    if what == "comments":
        return redirect(f"{reverse('threads', args=[key])}?{urlencode({'show': 'open', 'place': place})}")
    if what == "draft":
        return redirect(f"{reverse('draft', args=[key])}#a{now}")
    if what == "article":
        return _add(request, access, now)
    return redirect("draft_article", key, now)


def _gone(
    request: HttpRequest, access: DraftAccess, number: int, sent: ArticleWords, state: int, **more: Any
) -> HttpResponse:
    """What was typed for an article that is no more, to be put in again as a new one."""
    page = selectors.draft_page(selectors.revision_of(access.draft))
    texts = [*sent.texts.values(), *sent.lost.values()]
    rows = [(n, [(code, words.get(code, "")) for code in page.languages]) for n, words in enumerate(texts, 1)]
    heading = [(code, sent.heading.get(code, "")) for code in page.languages]
    context = draft_context(
        access, number=number, state=state, heading=heading, rows=rows, longest=LONGEST, longest_heading=LONGEST_HEADING,
        **more,
    )  # fmt: skip
    return render(request, "statutes/draft_article_gone.html", context, status=422 if more else 409)


@require_POST
def draft_article_add(request: HttpRequest, key: str) -> HttpResponse:
    """A new article, after another or at the end; empty, or with words that were typed for one that is no more."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    page = selectors.draft_page(selectors.revision_of(access.draft))
    sent = article_words(request.POST, page.languages)
    if long := sent.too_long():
        number, state = (
            int(given) if given.isdigit() and len(given) < 9 else 0
            for given in (request.POST.get("was", ""), request.POST.get("state", ""))
        )
        return _gone(request, access, number, sent, state, long=long)
    after = request.POST.get("after", "")
    return _add(request, access, int(after) if after.isdigit() else None, sent)


def _add(
    request: HttpRequest, access: DraftAccess, after: int | None, sent: ArticleWords | None = None
) -> HttpResponse:
    made: list[int] = []

    def change(document: dict[str, Any]) -> None:
        heading, texts = (_said(sent.heading), [_said(one) for one in sent.texts.values()]) if sent else ({}, [])
        number = rules.add_article(document, after, heading, texts[0] if texts else {})
        for text in texts[1:]:
            rules.add_paragraph(document, number, None, text)
        made.append(number)

    try:
        edit = services.draft_edit(actor=access.standing.actor(), draft=access.draft, base=None, change=change)
    except Refused as refused:
        messages.error(request, worded(refused))
        return redirect("draft", access.draft.key)
    edit_told(request, edit)
    return redirect("draft_article", access.draft.key, made[-1])


def _said(words: Any) -> dict[str, str]:
    return {code: text for code, text in words.items() if text}


@require_POST
def draft_article_remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """An article taken out, with its rules; one button undoes it."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    base = base_of(request.POST) or access.draft.last
    with told(request):
        edit = services.draft_edit(
            actor=access.standing.actor(), draft=access.draft, base=base,
            change=lambda document: rules.remove_article(document, number),
        )  # fmt: skip
        words = _("Article %(number)s is taken out, with its rules.") % {"number": number}
        edit_told(request, edit, words, undo=True, back=str(number))
    return redirect("draft", key)


@require_safe
def draft_history(request: HttpRequest, key: str) -> HttpResponse:
    """Every state of a draft: when, by whom, what it changed; the way back to it."""
    access = selectors.access_draft(request.user.pk, key)
    context = draft_context(access, revisions=selectors.history(access.draft))
    return render(request, "statutes/draft_history.html", context)


@require_POST
def draft_return(request: HttpRequest, key: str) -> HttpResponse:
    """An earlier state once more, as the next one; with `base` before the last, only what that state changed is undone."""
    access = selectors.access_draft(request.user.pk, key, edit=True)
    to, back = request.POST.get("to", ""), request.POST.get("back", "")
    if not (to.isdigit() and len(to) < 9):
        raise Refused("not_found", status=404)
    try:
        edit = services.draft_return(
            actor=access.standing.actor(),
            draft=access.draft,
            base=base_of(request.POST) or access.draft.last,
            to=int(to),
        )
    except Refused as refused:
        late = _("Others changed the same place after that: %(place)s. Nothing was changed.")
        messages.error(request, late % refused.facts if refused.code == "draft_conflict" else worded(refused))
        return redirect("draft_history", key)
    edit_told(
        request, edit, _("The text is that of state %(to)s again.") % {"to": number_text(int(to))}, undo=True, back=back
    )
    page = selectors.draft_page(edit.revision)
    if back.isdigit() and any(one.number == int(back) for one in page.articles):
        return redirect("draft_article", key, int(back))
    return redirect("draft", key)
