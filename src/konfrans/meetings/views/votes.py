"""The page that records, changes and corrects what was voted at a session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from konfrans.charter import judge
from konfrans.decisions.selectors import access_draft, correctable, decision_page, verdict_shown
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.files import file_keep, file_store
from konfrans.kernel.refusals import Refused, worded
from konfrans.meetings import selectors, services
from konfrans.meetings.forms import DecisionForm, keep
from konfrans.people.selectors import Standing
from konfrans.statutes.selectors import is_adopting, proposal_choices, proposal_wording, put_named


def _judged(
    request: HttpRequest, standing: Standing, found: Any, form: DecisionForm
) -> tuple[services.Wording, str] | None:
    """The words and the document of a valid form; a document that is not accepted is an error at its field."""
    data = form.cleaned_data
    try:
        proof = None if data["proof"] else selectors.kept_file(data["kept"])
        if data["proof"]:
            proof = file_store(stream=data["proof"], name=data["proof"].name, public=False)
        elif proof:
            file_keep(proof)
    except Refused as refused:
        form.add_error("proof", worded(refused))
        return None
    wording = services.Wording(
        title=data["title"], text=data["text"], closed=data["closed"], proof=proof, proof_public=data["proof_public"],
        names=selectors.commitments([by for _rule, by, _office in form.attested]), put=data.get("put") or "",
    )  # fmt: skip
    return wording, keep(proof.key) if proof else ""


def _held(kept: str) -> tuple[Any, str]:
    """The document that the form goes on holding, with its signature; neither where it is gone."""
    try:
        proof = selectors.kept_file(kept)
    except Refused:
        return None, ""
    return proof, kept if proof else ""


def _decide(
    request: HttpRequest, standing: Standing, found: Any, *, initial: dict[str, Any], save: Any, correcting: Any = None,
    draft: Any = None,
) -> HttpResponse:  # fmt: skip
    """The one form that records, changes and corrects: “Judge” shows the verdict, “Save draft” saves."""
    charter, kinds = selectors.kinds_at(found)
    puts: Any = ()
    if any(is_adopting(kind, charter) for kind, _words in kinds):
        puts = proposal_choices(found.date, named=put_named(draft or correcting) if draft or correcting else None)
    form = DecisionForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), charter=charter, kinds=kinds, initial=initial,
        officers=selectors.officers_of(found), correcting=correcting is not None,
        puts=puts,
    )  # fmt: skip
    shown, kept = None, form.data.get("kept", "") if form.is_bound else initial.get("kept", "")
    if request.method == "POST" and form.is_valid():
        judged = _judged(request, standing, found, form)
        if judged is not None:
            wording, kept = judged
            try:
                actor = selectors.actor_in(standing, found.body)
                if request.POST.get("do") == "save":
                    saved = save(actor, form, wording)
                    if standing.is_secretariat:
                        messages.success(
                            request, _("The draft is saved. Only the secretariat sees it until it is published.")
                        )
                        return redirect("decision_draft", saved.pk)
                    messages.success(request, _("The draft is saved. The secretariat checks and publishes it."))
                    return redirect("meeting", found.key)
                _charter, evidence, of = services.vote_prepare(
                    actor=actor, meeting=found, vote=form.vote(), wording=wording
                )
                shown = verdict_shown(judge(evidence, charter), charter, names=selectors.names_by_key(of.names or {}))
            except Refused as refused:
                refuse(form, refused)
    proof, kept = _held(kept)
    context = {
        "meeting": found, "form": form, "shown": shown, "kept": kept, "proof": proof, "correcting": correcting, "draft": draft,
        "session": selectors.session(found, standing), "charter": charter, "publishes": standing.is_secretariat, "begins": () if draft or correcting else puts,
    }  # fmt: skip
    return render(request, "meetings/decision_form.html", context, status=status_of(form))


@FORM_METHODS
def decision_record(request: HttpRequest, key: str) -> HttpResponse:
    """Record a decision taken at a session."""
    standing, found = selectors.access_meeting_held(request.user.pk, key)

    def save(actor: Any, form: DecisionForm, wording: services.Wording) -> Any:
        return services.decision_record(actor=actor, meeting=found, vote=form.vote(), wording=wording)

    return _decide(request, standing, found, initial=_begins(request, found), save=save)


def _begins(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the form begins with where a state of a draft is to be voted on: its kind, and words that name it."""
    put = request.GET.get("put", "")
    named = dict(proposal_choices(found.date)).get(put)
    if named is None:
        return {}
    charter, kinds = selectors.kinds_at(found)
    adopting = [kind for kind, _words in kinds if is_adopting(kind, charter)]
    kind = "charter_amendment" if "charter_amendment" in adopting else next(iter(adopting), "")
    return {"put": put, "kind": kind} | proposal_wording(put)


def _put(decision: Any) -> dict[str, str]:
    """The state of a draft that a decision names, as the form holds it."""
    named = put_named(decision)
    return {"put": f"{named.draft}@{named.state}"} if named else {}


@FORM_METHODS
def decision_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    standing, draft = selectors.access_draft_record(request.user.pk, pk)
    if draft.number:
        return redirect("decision_draft", draft.pk)

    def save(actor: Any, form: DecisionForm, wording: services.Wording) -> Any:
        return services.decision_record_change(
            actor=actor, decision=draft, vote=form.vote(), wording=wording,
            what_was_wrong=form.cleaned_data.get("what_was_wrong"),
        )  # fmt: skip

    found = selectors.meeting_of(draft)
    initial = selectors.form_of(draft) | _put(draft) | {"kept": keep(draft.proof.key) if draft.proof else ""}
    return _decide(request, standing, found, initial=initial, save=save, correcting=draft.corrects, draft=draft)


@FORM_METHODS
def decision_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a published decision by a new record."""
    standing, wrong = access_draft(request.user.pk, pk)
    try:
        correctable(wrong)
    except Refused as refused:
        # The full record links to the decision that stands in its place.
        page = decision_page(wrong, shows_text=True)
        context = {"section": "decisions", "page": page, "draft": wrong, "refusal": worded(refused)}
        return render(request, "decisions/draft.html", context, status=refused.status)

    def save(actor: Any, form: DecisionForm, wording: services.Wording) -> Any:
        return services.decision_record_correct(
            actor=actor, decision=wrong, vote=form.vote(), wording=wording,
            what_was_wrong=form.cleaned_data["what_was_wrong"],
        )  # fmt: skip

    found = selectors.meeting_of(wrong)
    initial = selectors.form_of(wrong) | _put(wrong) | {"kept": keep(wrong.proof.key) if wrong.proof else ""}
    return _decide(request, standing, found, initial=initial, save=save, correcting=wrong)
