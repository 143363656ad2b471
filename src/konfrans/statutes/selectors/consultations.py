"""Consultations: their pages, the synthesis made from the threads, what waits for whom, and what is held of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.formats import number_text
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.refusals import Refused
from konfrans.people.registries import PersonalData, Subject
from konfrans.people.selectors import Standing
from konfrans.statutes.models import Consultation, Draft, Remark, Revision, Thread
from konfrans.statutes.rules import numbers_of, stage_on
from konfrans.statutes.selectors.drafts import EDIT, revision_of, rules_beside
from konfrans.statutes.selectors.remarks import RemarkAccess, place_label, place_labels, threads_seen
from konfrans.statutes.selectors.threads import ThreadShown, remarks_of, thread_shown


@dataclass(frozen=True, slots=True)
class ConsultationShown:
    """A consultation on a day: where it stands, how its threads were answered, the article of each."""

    consultation: Consultation
    stage: Literal["ahead", "running", "over"]
    articles: tuple[tuple[str, tuple[ThreadShown, ...]], ...]
    counts: dict[str, int]
    held: int
    told: bool

    @property
    def left(self) -> int:
        """How many days are left with today; 0 where it does not run."""
        return (self.consultation.closes - clock.today()).days + 1 if self.stage == "running" else 0


def consultation_seen(access: RemarkAccess, number: int) -> Consultation:
    """A consultation on this draft. 404 where there is none; strangers see public ones."""
    found = Consultation.objects.filter(draft=access.draft, pk=number).first()
    if found is None or not (access.role or found.public):
        raise Refused("not_found", status=404)
    found.draft = access.draft
    return found


def consultations_seen(access: RemarkAccess) -> list[Consultation]:
    """The consultations on a draft that the reader may see, the newest first."""
    found = access.draft.consultations.all()
    return list(found if access.role else found.filter(public=True))


def consultation_page(access: RemarkAccess, consultation: Consultation) -> ConsultationShown:
    """What its page shows: the threads by article."""
    text = revision_of(access.draft).text
    rows = threads_seen(access).filter(consultation=consultation).prefetch_related(remarks_of(access))
    labels = place_labels(text)
    shown = [thread_shown(one, labels) for one in rows]
    stage = stage_on(clock.today(), consultation.opens, consultation.closes)
    counts = {state: sum(one.thread.state == state for one in shown) for state in Thread.State.values}
    told = consultation.told_at is not None and bool(consultation.synthesis)
    return ConsultationShown(
        consultation, stage, _by_article(shown, _homes(text)), counts, sum(one.held for one in shown), told
    )


def _homes(text: str) -> dict[str, str]:
    """The article of each rule."""
    return {rule.at: ref.partition(".")[0] for ref, rules in rules_beside(text).items() for rule in rules}


def _by_article(shown: Iterable[ThreadShown], homes: dict[str, str]) -> tuple[tuple[str, tuple[ThreadShown, ...]], ...]:
    """Threads by the number of their article, in its order; the whole draft first."""
    found: dict[str, list[ThreadShown]] = {}
    for one in shown:
        numbers = numbers_of(one.thread.place)
        found.setdefault(str(numbers[0]) if numbers else homes.get(one.thread.place, ""), []).append(one)
    order = sorted(found, key=lambda number: int(number or 0))
    return tuple((place_label(number, {}), tuple(found[number])) for number in order)


_INNER = str.maketrans("“”", "‘’")
"""Quotation marks inside others."""

# the synthesis --------------------------------------------------------------------------------------------------------


def synthesis_made(access: RemarkAccess, consultation: Consultation) -> Localised:
    """A first text for the synthesis in each language, made from the threads: by article what was taken up, what not, why."""
    made = {}
    for code in languages():
        with override(code):
            made[code] = _synthesis(consultation_page(access, consultation))
    return Localised.of(**made)


def _synthesis(page: ConsultationShown) -> str:
    blocks = []
    for label, threads in page.articles:
        lines = [f"## {label}"]
        lines += [f"- {_answered(one)}" for one in threads if one.first and not one.first.held]
        if len(lines) > 1:
            blocks.append(lines[0] + "\n\n" + "\n".join(lines[1:]))
    return "\n\n".join(blocks)


def _answered(one: ThreadShown) -> str:
    """One line: the place, what was said in short, what was done."""
    assert one.first is not None
    thread, said = one.thread, " ".join(one.first.text.split()).translate(_INNER)
    facts = {
        "place": one.label, "said": f"{said[:160].rsplit(' ', 1)[0]}…" if len(said) > 160 else said,
        "why": thread.answer, "number": number_text(thread.answered_in or 0),
    }  # fmt: skip
    if thread.state == Thread.State.TAKEN:
        told = _("%(place)s: “%(said)s” Taken up in state %(number)s.") % facts
        return f"{told} {thread.answer}".strip()
    if thread.state == Thread.State.LEFT:
        return _("%(place)s: “%(said)s” Not taken up: %(why)s") % facts
    return _("%(place)s: “%(said)s” Not answered yet.") % facts


# the desk -------------------------------------------------------------------------------------------------------------


def waiting(standing: Standing) -> Iterator[Waiting]:
    """For those who may answer, a consultation that runs; for the group, one that is over and not told, and what the public sent.
    One query."""
    held = {one.body for one in standing.offices if one.body and one.kind in (*EDIT, "reader")}
    groups = {one.body for one in standing.offices if one.kind in EDIT}
    if not held:
        return
    today = clock.today()
    rows = Consultation.objects.filter(draft__state=Draft.State.OPEN, told_at=None, opens__lte=today)
    rows = rows.filter(draft__body__key__in=held).select_related("draft__body")
    counted = rows.annotate(
        mine=Count("threads__remarks", filter=Q(threads__remarks__person__key=standing.person), distinct=True),
        open=Count("threads", filter=Q(threads__state=Thread.State.OPEN), distinct=True),
        held=Count("threads__remarks", filter=Q(threads__remarks__held=True), distinct=True),
    )
    for one in counted:
        yield from _waits(one, one.draft.body.key in groups, one.closes >= today)


def _waits(one: Any, group: bool, runs: bool) -> Iterator[Waiting]:
    address = reverse("consultation", args=[one.draft.key, one.pk])
    name, sample = one.draft.name.given(), one.draft.sample
    if runs:
        said = _("Your comments so far: %(count)s.") % {"count": number_text(one.mine)} if one.mine else ""
        yield Waiting(
            code="consultation_answer", title=_("Comments are asked for: %(name)s") % {"name": name},
            why=f"{one.question.given()} {said}".strip(), address=address, act=_("Read and comment"), due=one.closes, since=one.opens, sample=sample,
        )  # fmt: skip
    if group and one.held:
        shown = {"shown": number_text(one.held)}
        yield Waiting(
            code="remark_let", title=_("Comments of the public: %(name)s") % {"name": name}, since=one.opens, sample=sample,
            why=ngettext(
                "%(shown)s comment waits to be let through.", "%(shown)s comments wait to be let through.", one.held
            ) % shown,
            address=reverse("threads", args=[one.draft.key]) + "?show=held", act=_("Read them"),
        )  # fmt: skip
    if group and not runs:
        why = _("The consultation is over. Comments without an answer: %(left)s.") % {"left": number_text(one.open)}
        yield Waiting(
            code="consultation_tell", title=_("Synthesis of a consultation: %(name)s") % {"name": name}, why=why,
            address=address, act=_("Answer and publish"), since=one.closes, sample=sample,
        )  # fmt: skip


# persons --------------------------------------------------------------------------------------------------------------


def personal_data() -> PersonalData:
    """Remarks, answers and states of drafts of a person. Erased: name and text of the remarks; answers stay, they are the
    group's; a state holds a random key."""

    def remarks(subject: Subject) -> QuerySet[Remark]:
        return Remark.objects.filter(person__key=subject.person) if subject.person else Remark.objects.none()

    def answers(subject: Subject) -> QuerySet[Thread]:
        return Thread.objects.filter(answered_by__key=subject.person) if subject.person else Thread.objects.none()

    def states(subject: Subject) -> QuerySet[Revision]:
        return Revision.objects.filter(person=subject.person) if subject.person else Revision.objects.none()

    def find(subject: Subject) -> int:
        return sum(rows(subject).count() for rows in (remarks, answers, states))

    def export(subject: Subject) -> dict[str, list[dict[str, Any]]]:
        said = remarks(subject).select_related("thread__draft")
        told = answers(subject).select_related("draft")
        return {
            "remarks": [
                {
                    "draft": one.thread.draft.key, "place": one.thread.place, "at": one.at, "text": one.text,
                    "language": one.language,
                }
                for one in said
            ],
            "answers": [
                {"draft": one.draft.key, "place": one.place, "at": one.answered_at, "text": one.answer} for one in told
            ],
            "states": [
                {"draft": one.draft.key, "number": one.number, "at": one.at}
                for one in states(subject).select_related("draft").defer("text")
            ],
        }  # fmt: skip

    def erase(subject: Subject) -> int:
        gone = remarks(subject).update(person=None, text="", erased_on=clock.today())
        return gone + answers(subject).update(answered_by=None)

    return PersonalData(find=find, export=export, erase=erase)
