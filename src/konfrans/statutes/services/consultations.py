"""Acts on consultations: open, the remarks of the public, the synthesis. And whether everyone may read a draft."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.formats import date_legal
from konfrans.kernel.letters import letter_write
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.sweeping import every
from konfrans.people.models import Office
from konfrans.people.selectors.standing import in_force
from konfrans.statutes.models import Consultation, Draft, Remark, Thread
from konfrans.statutes.rules import LONGEST_NAME, stage_on
from konfrans.statutes.services.drafts import draft_locked
from konfrans.statutes.services.remarks import remark_words, thread_put

ASKED = ("chair", "member", "secretary", "reader")
"""Offices in the working group that are asked for remarks."""
LONGEST_PUBLIC = 3_000
MOST_HELD = 500
KEPT = timedelta(days=90)
"""How long a remark of the public that nobody let through is kept after the consultation."""


@act
def draft_public_set(*, actor: Actor, draft: Draft, public: bool) -> Draft:
    """Open a draft to everyone to read, or to its group and invited readers alone. Refused: a public consultation runs."""
    locked = draft_locked(draft)
    if locked.public == public:
        return locked
    running = _unfinished(locked).filter(public=True).first()
    if running is not None and not public:
        raise Refused("draft_public_asked", closes=running.closes)
    locked.public = public
    locked.save(update_fields=["public"])
    record("draft_public_set", actor=actor, of="charter_draft", key=locked.key, public=public)
    return locked


@act
def consultation_open(
    *, actor: Actor, draft: Draft, question: Localised, opens: date, closes: date, public: bool = False
) -> Consultation:
    """Ask for remarks on the last state of a draft until a day, which counts; whoever is asked gets a letter.

    Refused: days that are over or in the wrong order, another consultation is not over, a public one on a draft that not
    everyone may read.
    """
    locked = draft_locked(draft)
    twin = Consultation.objects.filter(draft=locked, opens=opens, closes=closes, public=public, told_at=None).first()
    if twin is not None and twin.question == question:
        return twin
    if not question:
        raise Refused("consultation_question_missing", field="question")
    if opens < clock.today():
        raise Refused("consultation_day_past", field="opens", today=clock.today())
    if closes < opens:
        raise Refused("consultation_days", field="closes", opens=opens, closes=closes)
    other = _unfinished(locked).first()
    if other is not None:
        raise Refused("consultation_another", opens=other.opens, closes=other.closes)
    if public and not locked.public:
        raise Refused("consultation_not_readable", field="public")
    made = Consultation.objects.create(
        draft=locked, revision=locked.last, question=question, opens=opens, closes=closes, public=public
    )
    asked = _ask(made, actor)
    record(
        "consultation_open", actor=actor, of="charter_draft", key=locked.key, consultation=made.pk, revision=locked.last,
        opens=opens, closes=closes, public=public, question=question, asked=asked,
    )  # fmt: skip
    return made


@act
def consultation_sum_up(*, actor: Actor, consultation: Consultation, synthesis: Localised) -> Consultation:
    """Write what was taken up, what not, and why."""
    locked = _locked(consultation)
    if locked.synthesis == synthesis:
        return locked
    locked.synthesis = synthesis
    locked.save(update_fields=["synthesis"])
    record(
        "consultation_sum_up", actor=actor, of="charter_draft", key=locked.draft.key, consultation=locked.pk,
        told=locked.told_at is not None,
    )  # fmt: skip
    return locked


@act
def consultation_tell(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Publish the synthesis to whoever may read the draft. Refused: the consultation still runs, a language has no synthesis, a
    remark is unanswered."""
    locked = _locked(consultation)
    if locked.told_at is not None:
        return locked
    if stage_on(clock.today(), locked.opens, locked.closes) != "over":
        raise Refused("consultation_not_over", closes=locked.closes)
    if not locked.synthesis or locked.synthesis.missing():
        raise Refused("synthesis_missing", languages=", ".join(locked.synthesis.missing()))
    left = locked.threads.filter(state=Thread.State.OPEN).count()
    if left:
        raise Refused("synthesis_unanswered", left=left)
    locked.told_at = clock.now()
    locked.save(update_fields=["told_at"])
    record("consultation_tell", actor=actor, of="charter_draft", key=locked.draft.key, consultation=locked.pk)
    return locked


# the public -----------------------------------------------------------------------------------------------------------


@act
def remark_send(*, consultation: Consultation, place: str, name: str, text: str, language: str) -> Remark:
    """A remark of somebody without an account, held until the group lets it through. No address is asked or kept.

    Refused: no public consultation runs today, no name, no words or too many, too many remarks wait already.
    """
    draft = draft_locked(consultation.draft)
    if not consultation.public:
        raise Refused("not_found", status=404)
    stage = stage_on(clock.today(), consultation.opens, consultation.closes)
    if stage == "ahead":
        raise Refused("consultation_ahead", opens=consultation.opens)
    if stage == "over":
        raise Refused("consultation_over", closed=consultation.closes)
    given = " ".join(name.split())
    if not given or len(given) > LONGEST_NAME:
        raise Refused("remark_name_missing", field="name", most=LONGEST_NAME)
    words = remark_words(text, LONGEST_PUBLIC)
    mine = Remark.objects.filter(thread__consultation=consultation, thread__place=place, person=None, name=given)
    twin = mine.filter(text=words).first()
    if twin is not None:
        return twin
    if Remark.objects.filter(thread__consultation=consultation, held=True).count() >= MOST_HELD:
        raise Refused("remark_too_many", status=429)
    thread = thread_put(draft, place, consultation.revision, consultation)
    made = Remark.objects.create(thread=thread, name=given, text=words, language=language, at=clock.now(), held=True)
    record(
        "remark_send", actor=Actor.system("public"), of="charter_draft", key=draft.key, thread=thread.pk, place=place,
        consultation=consultation.pk,
    )  # fmt: skip
    return made


@act
def remark_let(*, actor: Actor, remark: Remark) -> Remark:
    """Let a remark of the public through: everyone who may read the draft sees it from now on."""
    locked = Remark.objects.select_for_update().select_related("thread__draft").get(pk=remark.pk)
    if not locked.held:
        return locked
    locked.held = False
    locked.save(update_fields=["held"])
    _record("remark_let", actor, locked)
    return locked


@act
def remark_turn_away(*, actor: Actor, remark: Remark) -> None:
    """Delete a remark of the public, with its thread where nobody answered in it. Refused: a person of the register wrote it."""
    locked = Remark.objects.select_for_update().select_related("thread__draft").filter(pk=remark.pk).first()
    if locked is None:
        return
    if not locked.name:
        raise Refused("remark_of_person")
    _record("remark_turn_away", actor, locked)
    _delete(locked)


@every(hours=24)
def remarks_clear() -> int:
    """Delete remarks of the public that nobody let through in the days that they are kept. Says how many."""
    due = Q(held=True, thread__consultation__closes__lt=clock.today() - KEPT)
    return _clear(due) if Remark.objects.filter(due).exists() else 0


@act
def _clear(due: Q) -> int:
    found = list(Remark.objects.filter(due).select_related("thread__draft"))
    for one in found:
        _record("remark_turn_away", Actor.system(), one)
        _delete(one)
    return len(found)


def _record(name: str, actor: Actor, remark: Remark) -> None:
    thread = remark.thread
    record(name, actor=actor, of="charter_draft", key=thread.draft.key, thread=thread.pk, place=thread.place)


def _delete(remark: Remark) -> None:
    thread = remark.thread
    remark.delete()
    if not thread.remarks.exists():
        thread.delete()


# who is asked ---------------------------------------------------------------------------------------------------------


def _unfinished(draft: Draft) -> QuerySet[Consultation]:
    return draft.consultations.filter(closes__gte=clock.today())


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().select_related("draft").get(pk=consultation.pk)


def _ask(consultation: Consultation, actor: Actor) -> int:
    """A letter to everybody of the group and every invited reader but the one who asks. How many."""
    held = Office.objects.filter(in_force(clock.today()), body=consultation.draft.body, kind__in=ASKED)
    accounts = {
        one.person.account.email: one.person.account.language
        for one in held.filter(person__account__is_active=True).select_related("person__account")
        if one.person.key != actor.person
    }
    for email, chosen in sorted(accounts.items()):
        language = chosen or settings.KONFRANS_FIRST_LANGUAGE
        with override(language):
            link = settings.KONFRANS_URL + reverse("consultation", args=[consultation.draft.key, consultation.pk])
            subject = _("Comments are asked for on a draft of the charter: %(name)s") % {
                "name": consultation.draft.name
            }
            lines = [
                str(consultation.question),
                _("First day: %(day)s") % {"day": date_legal(consultation.opens)},
                _("Last day: %(day)s") % {"day": date_legal(consultation.closes)},
                _("Read the draft and answer here:") + "\n" + link,
            ]
        letter_write(to=email, subject=subject, text="\n\n".join(lines) + "\n", language=language)
    return len(accounts)
