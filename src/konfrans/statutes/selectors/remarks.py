"""Remarks on a draft: who may make and answer them, which places there are, how many are open at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from konfrans.charter.filling import shape_at
from konfrans.decisions.selectors import words
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.refusals import Refused, no_access
from konfrans.statutes.models import Consultation, Draft, Remark, Thread
from konfrans.statutes.rules import numbers_of, stage_on, text_path, value_at
from konfrans.statutes.selectors.drafts import (
    EDIT,
    DraftAccess,
    DraftPage,
    RuleShown,
    access_draft,
    at_path,
    looked_at,
    rules_beside,
)

# who may --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RemarkAccess:
    """What the reader of a draft may do with remarks on it."""

    access: DraftAccess
    role: str
    """group, reader or empty: somebody who reads what everyone may read."""
    remarks: bool
    """Whether a remark of this reader is taken today."""
    leads: bool
    consultation: Consultation | None
    """The one that runs today."""
    closed: date | None
    """The day until which invited readers were asked, where that is over."""

    @property
    def draft(self) -> Draft:
        return self.access.draft

    @property
    def edits(self) -> bool:
        """Whether the reader answers comments; the words of the draft are written by its group alone."""
        return self.access.answers

    @property
    def sends(self) -> bool:
        """Whether the reader may send a remark without an account."""
        return not self.role and self.consultation is not None and self.consultation.public

    @property
    def actor(self) -> Actor:
        """The actor in the office that gives the right."""
        standing, body = self.access.standing, self.draft.body.key
        return standing.actor(
            standing.holds(*EDIT, body=body) or standing.secretary or standing.holds("reader", body=body)
        )


def access_remarks(user_id: int | None, key: str, *, edit: bool = False, remark: bool = False) -> RemarkAccess:
    """A draft and what may be said of it. 403 for whoever may not read it, with `edit` not answer, with `remark` not remark."""
    return remark_access(access_draft(user_id, key, answer=edit), remark=remark)


def remark_access(access: DraftAccess, *, remark: bool = False) -> RemarkAccess:
    """The same of a draft that was fetched."""
    draft, standing = access.draft, access.standing
    body = draft.body.key
    group = standing.is_secretariat or standing.holds(*EDIT, body=body) is not None
    role = "group" if group else "reader" if standing.holds("reader", body=body) else ""
    if remark and not role:
        raise no_access("remark_not_yours")
    today = clock.today()
    live = draft.state == Draft.State.OPEN
    every = list(draft.consultations.all()) if live else []
    running = next((one for one in every if stage_on(today, one.opens, one.closes) == "running"), None)
    allowed = live and (group or (role == "reader" and (running is not None or not every)))
    closed = max((one.closes for one in every if one.closes < today), default=None) if running is None else None
    leads = standing.is_secretariat or standing.holds("chair", body=body) is not None
    return RemarkAccess(access, role, allowed, leads and live, running, closed)


def access_lead(user_id: int | None, key: str) -> RemarkAccess:
    """A draft for those who decide who reads it and what it is called: the chair of its group, the secretariat."""
    found = remark_access(access_draft(user_id, key, answer=True))
    standing = found.access.standing
    if not (standing.is_secretariat or standing.holds("chair", body=found.draft.body.key)):
        raise no_access("draft_leads_only")
    return found


def threads_seen(access: RemarkAccess) -> QuerySet[Thread]:
    """The threads that the reader may see: the group all; others none that is held; strangers those of public consultations."""
    found = Thread.objects.filter(draft=access.draft)
    if access.role == "group":
        return found
    found = found.filter(Exists(Remark.objects.filter(thread=OuterRef("pk"), held=False)))
    return found if access.role else found.filter(consultation__public=True)


def thread_seen(access: RemarkAccess, number: int) -> Thread:
    """One thread. 404 where there is none that the reader may see."""
    found = threads_seen(access).select_related("consultation", "answered_by").filter(pk=number).first()
    if found is None:
        raise Refused("not_found", status=404)
    found.draft = access.draft
    return found


def remark_held(access: RemarkAccess, number: int) -> Remark | None:
    """A remark of the public on this draft; None where it was deleted."""
    return Remark.objects.filter(pk=number, thread__draft=access.draft).exclude(name="").first()


# places ---------------------------------------------------------------------------------------------------------------


def open_counts(access: RemarkAccess) -> dict[str, int]:
    """How many threads are open at each place."""
    rows = threads_seen(access).filter(state=Thread.State.OPEN).order_by()
    return dict(rows.values_list("place").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place of a draft: what it is called, what it says, what may be suggested for it. `path` is empty for the whole draft."""

    place: str
    label: str
    article: int | None
    texts: tuple[tuple[str, str], ...] = ()
    rule: RuleShown | None = None
    rules: tuple[RuleShown, ...] = ()
    path: tuple[str | int, ...] = ()
    value: Any = None


def place_shown(page: DraftPage, place: str) -> PlaceShown | None:
    """A place in a state of the text; None where it has no such place."""
    if not place:
        return PlaceShown("", _("The whole draft"), None)
    numbers = numbers_of(place)
    if numbers is None:
        return _rule_place(page, place)
    label = words().article_label(place)
    found = next((one for one in page.articles if one.number == numbers[0]), None)
    if found is None:
        return None
    path = text_path(*numbers)
    if numbers[1] is None:
        return PlaceShown(place, label, found.number, found.heading, path=path, value=dict(found.heading))
    inner = next((one for one in found.paragraphs if one.number == numbers[1]), None)
    if inner is None:
        return None
    return PlaceShown(place, label, found.number, inner.texts, None, inner.rules, path, dict(inner.texts))


def _rule_place(page: DraftPage, place: str) -> PlaceShown | None:
    beside = rules_beside(page.revision.text)
    found = next(((ref, rule) for ref, rules in beside.items() for rule in rules if rule.at == place), None)
    if found is None:
        return None
    (ref, rule), path = found, at_path(place)
    value = value_at(looked_at(page.revision.text).document, path)
    writable = path if shape_at(path) is not None and isinstance(value, dict) else ()
    return PlaceShown(place, _rule_label(rule, ref), int(ref.partition(".")[0]), rule=rule, path=writable, value=value)


def access_place(page: DraftPage, place: str) -> PlaceShown:
    """A place that is there. 404 where it is not."""
    found = place_shown(page, place[:60])
    if found is None:
        raise Refused("not_found", status=404)
    return found


def place_labels(text: str) -> Mapping[str, str]:
    """What the rules of a text are called, by their places."""
    return {rule.at: _rule_label(rule, ref) for ref, rules in rules_beside(text).items() for rule in rules}


def _rule_label(rule: RuleShown, ref: str) -> str:
    named = f"{rule.heading}: {rule.subject}" if rule.subject else rule.heading
    return f"{words().article_label(ref)} · {named}"


def places_said(places: Sequence[str], text: str) -> str:
    """Places of a text by what they are called, with commas."""
    rules = place_labels(text) if any(numbers_of(place) is None for place in places) else {}
    return ", ".join(place_label(place, rules) for place in places)


def place_label(place: str, rules: Mapping[str, str]) -> str:
    if not place:
        return _("The whole draft")
    return words().article_label(place) if numbers_of(place) else rules.get(place, place)
