"""Acts on remarks: open a thread, answer in it, take it up, leave it. The same sent twice is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Person
from konfrans.statutes.models import Consultation, Draft, Remark, Thread
from konfrans.statutes.rules import LONGEST_REMARK, Suggestion, place_now, put_suggestion, stage_on
from konfrans.statutes.selectors.states import names_since
from konfrans.statutes.services.drafts import Edit, draft_edit, draft_locked


@act
def thread_open(
    *, actor: Actor, draft: Draft, place: str, text: str, language: str, revision: int, suggestion: Suggestion | None = None,
    sample: bool = False,
) -> Thread:  # fmt: skip
    """Remark on a place of a draft, with or without a suggestion. `revision` is the text that was read.

    Refused: no words or too many, the draft is open no more; for an invited reader outside the days of the consultation; a
    suggestion that changes nothing.
    """
    locked = draft_locked(draft)
    words = remark_words(text)
    consultation = _in_time(actor, locked)
    if suggestion is not None and suggestion.was == suggestion.proposed:
        raise Refused("suggestion_same")
    person = _person(actor)
    for twin in Thread.objects.filter(draft=locked, place_read=place, remarks__person=person, remarks__text=words):
        if suggestion_of(twin) == suggestion:
            return twin
    thread = thread_put(locked, place, revision, consultation, suggestion, sample=sample)
    Remark.objects.create(thread=thread, person=person, text=words, language=language, at=clock.now())
    record(
        "thread_open", actor=actor, of="charter_draft", key=locked.key, thread=thread.pk, place=place, revision=revision,
        suggestion=suggestion is not None,
    )  # fmt: skip
    return thread


@dataclass(frozen=True, slots=True)
class Opened:
    """What is said at one place, and what is suggested there."""

    place: str
    text: str
    suggestion: Suggestion | None = None


@act
def threads_open(
    *, actor: Actor, draft: Draft, said: Sequence[Opened], language: str, revision: int
) -> tuple[Thread, ...]:
    """Several threads at once, all or none: what a Word file changes. Refused as `thread_open` is."""
    return tuple(
        thread_open(
            actor=actor, draft=draft, place=one.place, text=one.text, language=language, revision=revision,
            suggestion=one.suggestion,
        )
        for one in said
    )  # fmt: skip


@act
def remark_add(*, actor: Actor, thread: Thread, text: str, language: str) -> Remark:
    """A further remark in a thread. Refused as `thread_open` is, and where the thread was answered."""
    locked = _thread_locked(thread)
    words = remark_words(text)
    person = _person(actor)
    twin = Remark.objects.filter(thread=locked, person=person, text=words).first()
    if twin is not None:
        return twin
    _in_time(actor, locked.draft)
    if locked.state != Thread.State.OPEN:
        raise _answered(locked)
    made = Remark.objects.create(thread=locked, person=person, text=words, language=language, at=clock.now())
    record("remark_add", actor=actor, of="charter_draft", key=locked.draft.key, thread=locked.pk, place=locked.place)
    return made


@act
def suggestion_take(*, actor: Actor, thread: Thread, answer: str = "") -> Edit | None:
    """Make a suggestion an edit of the draft; what others changed since it was made is kept. None where it was taken before.

    Refused: `draft_conflict` where the same place was changed otherwise meanwhile, the thread was left, it suggests nothing.
    """
    locked = _thread_locked(thread)
    suggestion = suggestion_of(locked)
    if suggestion is None:
        raise Refused("suggestion_none")
    if locked.state == Thread.State.TAKEN:
        return None
    if locked.state != Thread.State.OPEN:
        raise _answered(locked)
    edit = draft_edit(
        actor=actor,
        draft=locked.draft,
        base=locked.revision,
        change=lambda document: put_suggestion(document, suggestion),
    )
    _answer(locked, Thread.State.TAKEN, _words(answer), actor, edit.revision.number)
    record(
        "suggestion_take", actor=actor, of="charter_draft", key=locked.draft.key, thread=locked.pk, place=locked.place,
        revision=edit.revision.number,
    )  # fmt: skip
    return edit


@act
def thread_take(*, actor: Actor, thread: Thread, revision: int, answer: str = "") -> Thread:
    """Say that the remarks were taken up in a state of the text. Refused: there is no such state, the thread was answered."""
    locked = _thread_locked(thread)
    words = _words(answer)
    if (locked.state, locked.answered_in, locked.answer) == (Thread.State.TAKEN, revision, words):
        return locked
    if locked.state != Thread.State.OPEN:
        raise _answered(locked)
    if not 1 <= revision <= locked.draft.last:
        raise Refused("draft_revision_unknown", field="revision", number=revision, last=locked.draft.last)
    _answer(locked, Thread.State.TAKEN, words, actor, revision)
    record(
        "thread_take", actor=actor, of="charter_draft", key=locked.draft.key, thread=locked.pk, place=locked.place,
        revision=revision,
    )  # fmt: skip
    return locked


@act
def thread_leave(*, actor: Actor, thread: Thread, answer: str) -> Thread:
    """Say that the remarks are not taken up, and why. Refused: no reason, the thread was answered."""
    locked = _thread_locked(thread)
    words = _words(answer)
    if (locked.state, locked.answer) == (Thread.State.LEFT, words):
        return locked
    if locked.state != Thread.State.OPEN:
        raise _answered(locked)
    if not words:
        raise Refused("thread_reason_missing", field="answer")
    _answer(locked, Thread.State.LEFT, words, actor, None)
    record("thread_leave", actor=actor, of="charter_draft", key=locked.draft.key, thread=locked.pk, place=locked.place)
    return locked


@act
def thread_reopen(*, actor: Actor, thread: Thread) -> Thread:
    """Take an answer back. What was changed in the text stays."""
    locked = _thread_locked(thread)
    if locked.state == Thread.State.OPEN:
        return locked
    locked.state, locked.answer = Thread.State.OPEN, ""
    locked.answered_by = locked.answered_at = locked.answered_in = None
    locked.save(update_fields=["state", "answer", "answered_by", "answered_at", "answered_in"])
    record("thread_reopen", actor=actor, of="charter_draft", key=locked.draft.key, thread=locked.pk, place=locked.place)
    return locked


# what the acts share --------------------------------------------------------------------------------------------------


def remark_words(text: str, most: int = LONGEST_REMARK) -> str:
    """The words of a remark. Refused: none, or more than are kept."""
    words = text.strip()
    if not words:
        raise Refused("remark_missing", field="text")
    if len(words) > most:
        raise Refused("remark_too_long", field="text", length=len(words), most=most)
    return words


def thread_put(
    draft: Draft, place: str, revision: int, consultation: Consultation | None, suggestion: Suggestion | None = None, *,
    sample: bool = False,
) -> Thread:  # fmt: skip
    """A row for a thread. Refused: a place that no draft has."""
    if len(place) > 60:
        raise Refused("not_found", status=404)
    now = place if revision >= draft.last else place_now(place, names_since(draft, revision))
    return Thread.objects.create(
        draft=draft, consultation=consultation, place=now, place_read=place, revision=revision, sample=sample, opened_at=clock.now(),
        path=list(suggestion.path) if suggestion else None, was=suggestion.was if suggestion else None,
        proposed=suggestion.proposed if suggestion else None,
    )  # fmt: skip


def suggestion_of(thread: Thread) -> Suggestion | None:
    """What a thread suggests."""
    return Suggestion(tuple(thread.path), thread.was, thread.proposed) if thread.path else None


def _in_time(actor: Actor, draft: Draft) -> Consultation | None:
    """The consultation that runs. Refused to an invited reader where there are consultations and none runs today."""
    today = clock.today()
    every = list(draft.consultations.all())
    stages = {stage_on(today, one.opens, one.closes): one for one in reversed(every)}
    if "running" in stages or actor.office != "reader":
        return stages.get("running")
    if "ahead" in stages:
        raise Refused("consultation_ahead", opens=stages["ahead"].opens)
    if "over" in stages:
        raise Refused("consultation_over", closed=max(one.closes for one in every))
    return None


def _thread_locked(thread: Thread) -> Thread:
    draft = draft_locked(thread.draft)
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    locked.draft = draft
    return locked


def _person(actor: Actor) -> Person:
    return Person.objects.get(key=actor.person)


def _words(answer: str) -> str:
    words = answer.strip()
    if len(words) > LONGEST_REMARK:
        raise Refused("remark_too_long", field="answer", length=len(words), most=LONGEST_REMARK)
    return words


def _answered(thread: Thread) -> Refused:
    assert thread.answered_at is not None
    return Refused("thread_answered", on=thread.answered_at.astimezone(clock.zone()).date())


def _answer(thread: Thread, state: Thread.State, words: str, actor: Actor, revision: int | None) -> None:
    thread.state, thread.answer, thread.answered_in = state, words, revision
    thread.answered_by, thread.answered_at = _person(actor), clock.now()
    thread.save(update_fields=["state", "answer", "answered_by", "answered_at", "answered_in"])
