"""States of drafts that are put to the vote: which a decision may name, which one it names, and what their page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from konfrans.charter import Charter, read_evidence
from konfrans.charter.checks import Level
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import charter_kept, published
from konfrans.kernel.formats import number_text
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import Draft, Proposal, Revision
from konfrans.statutes.rules import chapters_of, numbered, wordings
from konfrans.statutes.rules.adopting import ADOPTING, Put, articles_changed, put_of
from konfrans.statutes.selectors.drafts import looked_at


def is_adopting(kind: str, charter: Charter) -> bool:
    """Whether decisions of a kind adopt or change a charter."""
    own = charter.kinds.get(kind)
    return kind in ADOPTING or (own is not None and own.like in ADOPTING)


def put_named(decision: Decision) -> Put | None:
    """The state of a draft that a decision names."""
    return put_of(read_evidence(decision.evidence).record)


def faults_in(revision: Revision) -> int:
    """How many faults the check finds in a state; one where it cannot be read."""
    report = looked_at(revision.text).report
    return 1 if report is None else report.number(Level.FAULT)


def empty_in(revision: Revision) -> tuple[str, ...]:
    """The paragraphs of a state that say nothing in the authentic language."""
    document = looked_at(revision.text).document
    authentic = str(document.get("authentic", ""))
    return tuple(
        f"{row['number']}({inner['number']})"
        for row in numbered(document, "article")
        for inner in numbered(row, "paragraph")
        if not wordings(inner, "text").get(authentic, "").strip()
    )


def version_in(revision: Revision) -> str:
    """The version that a state becomes when it is adopted."""
    return str(looked_at(revision.text).document.get("version", ""))


def changed_in(law: Charter | None, revision: Revision) -> frozenset[int]:
    """The articles of the charter in force that a state changes."""
    if law is None:
        return frozenset()
    return articles_changed(looked_at(law.document).document, looked_at(revision.text).document, law)


def said_in(revision: Revision, key: str) -> str:
    """Title or note of a state, in the language of the page or, where it has none there, in another."""
    given = wordings(looked_at(revision.text).document, key)
    return given.get(get_language() or "") or next(iter(given.values()), "")


def titles_of(revision: Revision) -> dict[str, Any]:
    """What a state calls the charter and its chapters, and what it notes, in its languages."""
    document = looked_at(revision.text).document
    spoken = [code for code in document.get("languages", ()) if isinstance(code, str)] or list(languages())
    return {
        "languages": spoken, "authentic": str(document.get("authentic", "")), "title": wordings(document, "title"),
        "note": wordings(document, "note"), "chapters": chapters_of(document),
    }  # fmt: skip


def proposal_of(draft: Draft, state: int) -> Proposal | None:
    """A state of a draft as it was put to the vote."""
    return Proposal.objects.filter(draft=draft, state=state).first()


def proposals_by(on: date) -> list[Proposal]:
    """The states that a decision of a day may name: put to the vote by that day, of drafts that are worked on. One query."""
    found = Proposal.objects.filter(day__lte=on, draft__state=Draft.State.OPEN).select_related("draft")
    return list(found.order_by("-put_at", "-pk")[:50])


def proposal_choices(on: date, *, named: Put | None = None) -> list[tuple[str, str]]:
    """The same as choices of a form; with the one that a decision names already."""
    found = {str(one): proposal_words(one) for one in proposals_by(on)}
    if named is not None:
        kept = Proposal.objects.filter(draft__key=named.draft, state=named.state).select_related("draft").first()
        if kept is not None:
            found.setdefault(str(kept), proposal_words(kept))
    return list(found.items())


def proposal_words(one: Proposal) -> str:
    """A state in words, with the beginning of its hash."""
    return put_words(one.draft.name.given(), Put(one.draft.key, one.state, one.sha256))


def put_words(name: str, put: Put, *, whole: bool = False) -> str:
    """Name, key, state and hash, the whole one in groups of eight: what a decision's own words may say too."""
    said = " ".join(put.sha256[at : at + 8] for at in range(0, 64, 8)) if whole else f"{put.sha256[:12]}…"
    return _("%(name)s (%(draft)s), state %(number)s, SHA-256 %(hash)s") % {
        "name": name, "draft": put.draft, "number": number_text(put.state), "hash": said,
    }  # fmt: skip


def proposal_chosen(value: str, *, on: date, kind: str, charter: Charter) -> Proposal:
    """The state chosen for a decision of a day and a kind. Refused: there is none such, it was put to the vote later, the kind
    adopts no charter."""
    key, _sep, state = value.partition("@")
    number = int(state) if state.isdigit() and len(state) < 9 else 0
    found = Proposal.objects.filter(draft__key=key, state=number).select_related("draft").first()
    if found is None:
        raise Refused("put_unknown", field="put")
    if not is_adopting(kind, charter):
        raise Refused("put_kind", field="put")
    if found.day > on:
        raise Refused("put_too_late", field="put", state=number, put=found.day, day=on)
    return found


def touches_of(one: Proposal, kind: str, law: Charter) -> tuple[int, ...]:
    """The articles that a state changes, where the charter in force makes some of them harder to change for this kind of decision."""
    rule = law.motion_rule(kind)
    if rule is None or not rule.ways.touching:
        return ()
    return tuple(sorted(changed_in(law, proposal_revision(one))))


def proposal_wording(value: str) -> dict[str, Localised]:
    """Title and text of a decision on a state, in every language of the conference."""
    key, _sep, state = value.partition("@")
    one = Proposal.objects.select_related("draft").get(draft__key=key, state=int(state))
    titles, texts = {}, {}
    for code in languages():
        with override(code):
            titles[code] = _("The charter: %(name)s") % {"name": one.draft.name.given(code)}
            put = put_words(one.draft.name.given(code), Put(key, one.state, one.sha256), whole=True)
            texts[code] = _("The charter is adopted in this text: %(state)s.") % {"state": put}
    return {"title": Localised.of(**titles), "text": Localised.of(**texts)}


def proposal_revision(one: Proposal) -> Revision:
    """The text that was put to the vote."""
    return Revision.objects.get(draft=one.draft_id, number=one.state)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A state that is put to the vote, or may be: what it is, and the decisions that name it."""

    draft: Draft
    revision: Revision
    put_on: date | None
    words: str
    title: str
    note: str
    version: str
    faults: int
    empty: tuple[str, ...]
    """Paragraphs without words."""
    decisions: tuple[Decision, ...]
    later: tuple[Proposal, ...]
    """Other states of the draft that were put to the vote, the newest first."""

    @property
    def changed_since(self) -> bool:
        return self.draft.last != self.revision.number


def proposal_page(draft: Draft, revision: Revision) -> ProposalPage:
    """What is told of a state before and after it is put to the vote."""
    every = list(draft.proposals.all())
    own = next((one for one in every if one.state == revision.number), None)
    put = Put(draft.key, revision.number, revision.sha256)
    return ProposalPage(
        draft=draft, revision=revision, put_on=own.day if own else None, words=put_words(draft.name.given(), put, whole=True),
        title=said_in(revision, "title"), note=said_in(revision, "note"), version=version_in(revision), faults=faults_in(revision), empty=empty_in(revision),
        decisions=tuple(one for one in decisions_on_charters(published()) if own and put_named(one) == put),
        later=tuple(one for one in every if one.state != revision.number),
    )  # fmt: skip


def decisions_on_charters(among: QuerySet[Decision]) -> list[Decision]:
    """Those of some decisions that are on the charter, the newest first."""
    found = among.select_related("charter").defer("charter__text", "verdict")[:200]
    return [one for one in found if is_adopting(one.kind, charter_kept(one.charter_id))]
