"""Acts on mail to the people of a committee."""

from __future__ import annotations

from konfrans.committees.models import Committee, RoomLetter
from konfrans.committees.selectors.room_mail import letter_words, recipients, room_letters_held, room_topic
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.letters import letter_write, letters_release
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused


@act
def room_mail_send(
    *, actor: Actor, committee: Committee, subject: Localised, text: Localised, substitutes: bool = True, urgent: bool = True,
    held: bool = False,
) -> RoomLetter:  # fmt: skip
    """Write to the people of a committee, to each in the own language. What is not urgent goes with the other letters of the day.

    The journal holds how many got it, and no address. Refused: nobody in the committee has an address here.
    """
    who = recipients(committee, substitutes=substitutes)
    if not who.number:
        raise Refused("room_mail_nobody")
    manner = Letter.Manner.PLAIN if urgent else Letter.Manner.DIGEST
    written: list[int] = []
    for code, addresses in who.by_language.items():
        title, words = letter_words(committee, subject, text, code)
        for address in addresses:
            letter = letter_write(
                to=address,
                subject=title,
                text=words,
                language=code,
                manner=manner,
                topic=room_topic(committee),
                held=held,
            )
            written.append(letter.pk)
    row = RoomLetter.objects.create(
        committee=committee, subject=subject, text=text, urgent=urgent, written_at=clock.now(), letters=written,
        **actor.stamp,
    )  # fmt: skip
    record(
        "room_mail_send", actor=actor, of="committee", key=committee.body.key, letters=len(written), without_address=who.without,
        urgent=urgent, held=held, languages={code: len(each) for code, each in who.by_language.items()},
    )  # fmt: skip
    return row


@act
def room_mail_release(*, actor: Actor, committee: Committee) -> int:
    """Let the letters leave that the committee's secretary has written; says how many. Refused: none is held."""
    held = room_letters_held(committee)
    if not held:
        raise Refused("room_mail_none_held")
    done = letters_release(actor=actor, letters=held)
    record("room_mail_release", actor=actor, of="committee", key=committee.body.key, letters=done)
    return done
