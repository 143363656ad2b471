"""What a delivery report does to a letter."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.letters.reports import Report, Said
from konfrans.kernel.models import Letter

_State = Letter.State
LEFT = (_State.CLAIMED, _State.SENT, _State.UNCERTAIN)
ARRIVED = ("delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: the letter's number, `bounced`, `delayed`, `arrived`, or why nothing was done."""

    letter: int | None
    done: str


@act
def bounce_take(*, actor: Actor, report: Report) -> Taken:
    """Enter a report at the letter it is about.

    `no_letter`: none has one of its Message-IDs. `other_recipient`: the report is about somebody else than the letter, so that it
    is forged or was forwarded; nothing is believed of it. `not_left`: the letter has not left, or what became of it is known
    already.
    """
    letter = Letter.objects.select_for_update().filter(message_id__in=report.identities).order_by("pk").first()
    if letter is None:
        return Taken(None, "no_letter")
    address = letter.to.strip().lower()
    about = [said for said in report.recipients if address in said.addresses]
    if not about:
        return Taken(letter.pk, "other_recipient")
    if letter.state not in LEFT or (letter.state == _State.CLAIMED and letter.handed_at is None):
        return Taken(letter.pk, "not_left")
    failed = next((said for said in about if said.action == "failed"), None)
    if failed is not None:
        return _bounced(actor, letter, failed)
    if any(said.action in ARRIVED for said in about):
        return _arrived(actor, letter)
    Letter.objects.filter(pk=letter.pk).update(last_error=f"{about[0].action} {about[0].note}".strip()[:300])
    return Taken(letter.pk, "delayed")


def _bounced(actor: Actor, letter: Letter, said: Said) -> Taken:
    Letter.objects.filter(pk=letter.pk).update(
        state=_State.BOUNCED, bounce=said.note or "failed", closed_at=None, last_error=""
    )
    record("letter_bounce", actor=actor, of="letter", key=str(letter.pk), topic=letter.topic, status=said.status)
    return Taken(letter.pk, "bounced")


def _arrived(actor: Actor, letter: Letter) -> Taken:
    if letter.state == _State.UNCERTAIN:
        sent_at = letter.handed_at or clock.machine()
        Letter.objects.filter(pk=letter.pk).update(state=_State.SENT, sent_at=sent_at, closed_at=None)
        record("letter_settle", actor=actor, of="letter", key=str(letter.pk), topic=letter.topic)
    return Taken(letter.pk, "arrived")
