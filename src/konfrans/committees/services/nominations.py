"""Acts on nominations: drafted, handed in, asked back, refused, withdrawn; the nominee's consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.committees.models import Addressee, Call, Committee, Nomination, Seat
from konfrans.committees.rules.calls import CHANGEABLE, DECIDABLE, MOST_NAMED, named_twice
from konfrans.committees.rules.letters import not_ascii, strange_letter
from konfrans.committees.selectors.access import Answerer, answering_of
from konfrans.committees.selectors.alphabets import alphabet_words
from konfrans.committees.selectors.board import as_named, committees_of
from konfrans.committees.selectors.mail import topic_of
from konfrans.committees.services import letters
from konfrans.committees.services.calls import writes_to
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, locked, record
from konfrans.kernel.formats import date_text
from konfrans.kernel.letters import letters_about
from konfrans.kernel.models import Letter, StoredFile
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.selectors.holdings import letters_to

ASK_PAUSE = timedelta(hours=4)
NAME_FIELDS = ("given", "father", "patronymic", "surname")


def _may_answer(addressee: Addressee) -> None:
    state = answering_of(addressee)
    if not state.may:
        raise Refused(f"answer_{state}", on=date_text(addressee.call.closes_at))


def _check(addressee: Addressee, committee: Committee, seat: str, email: str, name: dict[str, str], language: str, but: Nomination | None) -> None:  # fmt: skip
    call = addressee.call
    if seat not in call.seats or committee.pk not in {one.pk for one in committees_of(call)}:
        raise Refused("seat_not_asked", field="place")
    if not (name.get("given") and name.get("surname")):
        raise Refused("nominee_nameless", field="surname")
    for field in NAME_FIELDS:
        if any(letter.isdigit() or letter in "<>@{}[]" for letter in name.get(field, "")):
            raise Refused("name_letters", field=field)
    strange = strange_letter(*(name.get(field, "") for field in NAME_FIELDS))
    if strange is not None:
        field = next(one for one in NAME_FIELDS if strange.letter in name.get(one, ""))
        script = alphabet_words(strange.script)
        raise Refused("name_alphabets", field=field, letter=strange.letter, script=script, place=strange.place)
    wrong = not_ascii(email)
    if wrong is not None:
        raise Refused("address_letter", field="email", letter=wrong.letter, place=wrong.place)
    if language not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", field="language", language=language)
    rows = list(
        Nomination.objects.filter(addressee=addressee).select_related("addressee__institution", "committee__body")
    )
    mine = Nomination(
        key=but.key if but else "", addressee=addressee, committee=committee, seat=seat, email=email, **name
    )
    twice = named_twice(as_named(mine), [as_named(one) for one in rows])
    if twice is not None:
        raise Refused("named_twice", field="email", name=twice.name, committee=committee.body.name)
    standing = [
        one for one in rows if one.committee_id == committee.pk and one.seat == seat and one.state in CHANGEABLE
    ]
    if len([one for one in standing if not but or one.pk != but.pk]) >= MOST_NAMED:
        raise Refused("named_too_many", field="place", most=MOST_NAMED)


@act
def nomination_draft(
    *, answerer: Answerer, committee: Committee, seat: str, given: str, surname: str, email: str, language: str, father: str = "",
    patronymic: str = "", position: str = "", field: str = "", cv: StoredFile | None = None, sample: bool = False,
) -> Nomination:  # fmt: skip
    """Name a person in the draft of a university's answer; nobody else sees it before the management signs off.

    Refused: the university may not answer now; the seat is not asked for; name or address are incomplete or in two alphabets; the
    person is named for this committee already.
    """
    addressee = locked(answerer.addressee)
    _may_answer(addressee)
    address = email.strip().lower()
    name = {"given": given.strip(), "father": father.strip(), "patronymic": patronymic, "surname": surname.strip()}
    _check(addressee, committee, seat, address, name, language, None)
    created = Nomination.objects.create(
        addressee=addressee, committee=committee, seat=seat, email=address, language=language, position=position, field=field,
        cv=cv, drafted_at=clock.now(), sample=sample, **name,
    )  # fmt: skip
    record("nomination_draft", actor=answerer.actor, of="nomination", key=created.key, **_facts(created))
    return created


def _facts(one: Nomination) -> dict[str, object]:
    return {
        "call": one.addressee.call.key, "institution": one.addressee.institution.key, "committee": one.committee.body.key,
        "seat": one.seat,
    }  # fmt: skip


@act
def nomination_change(
    *, answerer: Answerer, nomination: Nomination, committee: Committee, seat: str, given: str, surname: str, email: str,
    language: str, father: str = "", patronymic: str = "", position: str = "", field: str = "", cv: StoredFile | None = None,
    reply: str = "",
) -> Nomination:  # fmt: skip
    """Change a nomination that is not decided. Another person or another seat is another nomination: consent is asked for anew.

    Refused: as for naming; it was decided; it was handed in, and the one who changes it may not sign off.
    """
    _changeable(answerer, nomination)
    before = _said(nomination)
    address = email.strip().lower()
    name = {"given": given.strip(), "father": father.strip(), "patronymic": patronymic, "surname": surname.strip()}
    _check(answerer.addressee, committee, seat, address, name, language, nomination)
    asked = nomination.state == Nomination.State.ASKED
    nomination.committee, nomination.seat, nomination.email, nomination.language = committee, seat, address, language
    for one, value in name.items():
        setattr(nomination, one, value)
    nomination.position, nomination.field = position, field
    nomination.cv = cv or nomination.cv
    if asked:
        nomination.state, nomination.reply = Nomination.State.NAMED, reply.strip()
        if (before.committee, before.seat) != (committee.pk, seat):
            _may_answer(answerer.addressee)
    other = before[:4] != _said(nomination)[:4]
    if other:
        nomination.cv = cv
        _another(nomination, handed_in=asked)
    elif before.position != position:
        nomination.public = (
            False  # what stands beside the name on public pages is another now: the nominee is asked again
        )
    nomination.save()
    if other:
        letters_forget(answerer.addressee.call, before.email, before.told)
    if other and asked:
        letters.nominee_write(nomination, "consent", letters.consent_subject)
    record("nomination_change", actor=answerer.actor, of="nomination", key=nomination.key, **_facts(nomination))
    return nomination


class _Said(NamedTuple):
    """What a nomination says of whom: the first four make it the nomination of this person for this seat."""

    email: str
    committee: int
    seat: str
    name: str
    position: str
    told: tuple[str, ...]


def _said(one: Nomination) -> _Said:
    return _Said(one.email, one.committee_id, one.seat, one.full_name, one.position, told_of(one))


def told_of(one: Nomination) -> tuple[str, ...]:
    """What letters may say of the person: the name first, then what was asked and why it was refused."""
    return tuple(words for words in (one.full_name, one.question, one.refused_reason) if words)


def _another(nomination: Nomination, *, handed_in: bool) -> None:
    """What was said of one person says nothing of another: consent, its link, declared interests and a CV begin anew. Who was asked back
    hands the other name in at once, since the call may be closed; otherwise it is a draft again."""
    nomination.consent, nomination.consent_at, nomination.public = Nomination.Consent.NONE, None, False
    nomination.code_hash, nomination.interests, nomination.question = "", "", ""
    nomination.links.all().delete()
    if handed_in:
        nomination.named_at, nomination.consent = clock.now(), Nomination.Consent.ASKED
    else:
        nomination.state, nomination.named_at = Nomination.State.DRAFT, None


def _changeable(answerer: Answerer, nomination: Nomination) -> None:
    locked(nomination)
    if nomination.addressee_id != answerer.addressee.pk:
        raise Refused("not_found", status=404)
    # What is asked back may be answered after the deadline too.
    if nomination.state != Nomination.State.ASKED:
        _may_answer(answerer.addressee)
    if nomination.state not in CHANGEABLE:
        raise Refused("nomination_decided")
    if nomination.state != Nomination.State.DRAFT and not answerer.signs:
        raise Refused("handed_in_already")


@act
def nomination_withdraw(*, answerer: Answerer, nomination: Nomination) -> Nomination:
    """Take a nomination back: a draft is gone, one that was handed in stays as withdrawn without the person's data."""
    _changeable(answerer, nomination)
    record("nomination_withdraw", actor=answerer.actor, of="nomination", key=nomination.key, **_facts(nomination))
    said = _said(nomination)
    if nomination.state == Nomination.State.DRAFT:
        nomination.delete()
        return nomination
    nomination.state = Nomination.State.WITHDRAWN
    nomination_empty(nomination)
    letters_forget(answerer.addressee.call, said.email, said.told)
    return nomination


def nomination_empty(nomination: Nomination) -> None:
    """Take every word about the person out of a nomination; seat, university, days and state stay."""
    for name in ("given", "father", "patronymic", "surname", "email", "position", "field", "interests", "code_hash"):
        setattr(nomination, name, "")
    nomination.question = nomination.reply = nomination.refused_reason = ""
    nomination.cv, nomination.erased_on, nomination.public = None, clock.today(), False
    nomination.save()
    nomination.links.all().delete()


def letters_forget(call: Call, email: str, told: Sequence[str]) -> None:
    """Letters of a call to somebody who is named no more go, as far as no other nomination in it has the address; from letters to
    others the name falls out, and what was asked and answered about the person (`told`, the name first)."""
    mine = letters_to((email,) if email else ()).filter(topic=topic_of(call))
    if email and not Nomination.objects.filter(addressee__call=call, email=email, erased_on=None).exists():
        mine.exclude(state=Letter.State.CLAIMED).delete()
    for letter in letters_about(topic_of(call)).exclude(pk__in=mine.values("pk")) if told else ():
        text = letter.text
        with override(letter.language):
            for place, words in enumerate(told):
                text = text.replace(words, _("name erased") if place == 0 else "…")
        if text != letter.text:
            Letter.objects.filter(pk=letter.pk).update(text=text)


@act
def answer_sign(*, answerer: Answerer) -> list[Nomination]:
    """The management signs off: every drafted nomination is handed in, and each nominee is asked for consent by a letter that waits
    until the coordinator lets it go.

    An answer without a name is an answer too: the university names nobody. Refused: the office may not sign off; the university
    may not answer now.
    """
    addressee = locked(answerer.addressee)
    _may_answer(addressee)
    if not answerer.signs:
        raise no_access("sign_off_not_yours")
    drafts = list(
        Nomination.objects.filter(addressee=addressee, state=Nomination.State.DRAFT).select_related(
            "addressee__call", "addressee__institution", "committee__body"
        )
    )
    now = clock.now()
    for one in drafts:
        one.state, one.named_at, one.consent = Nomination.State.NAMED, now, Nomination.Consent.ASKED
        one.save(update_fields=["state", "named_at", "consent"])
        letters.nominee_write(one, "consent", letters.consent_subject)
    addressee.answered_at, addressee.signed_office = now, answerer.actor.office
    addressee.signed_person = answerer.actor.person or ""
    addressee.save(update_fields=["answered_at", "signed_office", "signed_person"])
    record(
        "answer_sign", actor=answerer.actor, of="call", key=addressee.call.key, institution=addressee.institution.key,
        named=[one.key for one in drafts],
    )  # fmt: skip
    return drafts


@act
def consent_ask_again(*, answerer: Answerer, nomination: Nomination) -> Nomination:
    """Write to a nominee once more. Refused: the person has answered; the last letter is younger than some hours; the one who asks may not
    sign off."""
    locked(nomination)
    if not answerer.signs:
        raise Refused("handed_in_already")
    if nomination.consent != Nomination.Consent.ASKED or nomination.state not in DECIDABLE:
        raise Refused("consent_answered")
    newest = nomination.links.order_by("-made_at").first()
    if newest is not None and clock.now() - newest.made_at < ASK_PAUSE:
        raise Refused("consent_asked_just_now", status=429, hours=int(ASK_PAUSE.total_seconds() // 3600))
    letters.nominee_write(nomination, "consent", letters.consent_subject)
    record("consent_ask_again", actor=answerer.actor, of="nomination", key=nomination.key)
    return nomination


@act
def consent_give(
    *, nomination: Nomination, public: bool, interests: str = "", cv: StoredFile | None = None
) -> Nomination:
    """The nominee consents, and says whether the name may stand on public pages and which interests conflict.

    Refused: the nomination was decided or taken back.
    """
    _consentable(nomination)
    nomination.consent, nomination.consent_at = Nomination.Consent.GIVEN, clock.now()
    nomination.public, nomination.interests = public, interests.strip()
    nomination.cv = cv or nomination.cv
    nomination.save(update_fields=["consent", "consent_at", "public", "interests", "cv"])
    record("consent_give", actor=Actor(office="nominee"), of="nomination", key=nomination.key, public=public)
    return nomination


@act
def consent_decline(*, nomination: Nomination) -> Nomination:
    """The nominee declines, or takes the consent back before the nomination is confirmed. Refused: it was decided."""
    _consentable(nomination)
    nomination.consent, nomination.consent_at, nomination.public = Nomination.Consent.DECLINED, clock.now(), False
    nomination.save(update_fields=["consent", "consent_at", "public"])
    record("consent_decline", actor=Actor(office="nominee"), of="nomination", key=nomination.key)
    return nomination


@act
def appointment_public_set(*, nomination: Nomination, public: bool) -> Seat:
    """Whoever was appointed says anew whether the name may stand on public pages. Refused: nobody sits there by this nomination."""
    seat = _own_seat(nomination)
    seat.public = nomination.public = public
    seat.save(update_fields=["public"])
    nomination.save(update_fields=["public"])
    record("appointment_public_set", actor=Actor(office="nominee"), of="nomination", key=nomination.key, public=public)
    return seat


def _own_seat(nomination: Nomination) -> Seat:
    locked(nomination)
    if nomination.filled is None or nomination.filled.until is not None:
        raise Refused("seat_not_yours")
    return locked(nomination.filled)


def _consentable(nomination: Nomination) -> None:
    locked(nomination)
    if nomination.state not in DECIDABLE or nomination.addressee.call.keep_until < clock.today():
        raise Refused("nomination_decided")


@act
def nomination_ask(*, actor: Actor, nomination: Nomination, question: str) -> Nomination:
    """Ask the university back; it may change the nomination, after the deadline too. Refused: it was decided; no question."""
    _decidable(nomination)
    if not question.strip():
        raise Refused("question_missing", field="question")
    nomination.state, nomination.question, nomination.reply = Nomination.State.ASKED, question.strip(), ""
    nomination.save(update_fields=["state", "question", "reply"])
    _tell(nomination, "question", letters.question_subject)
    record("nomination_ask", actor=actor, of="nomination", key=nomination.key)
    return nomination


@act
def nomination_refuse(*, actor: Actor, nomination: Nomination, article: str, reason: str) -> Nomination:
    """Refuse a nomination, with the paragraph and the reason. Refused: it was decided; no reason is given."""
    _decidable(nomination)
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    nomination.state, nomination.refused_article, nomination.refused_reason = (
        Nomination.State.REFUSED,
        article,
        reason.strip(),
    )
    nomination.decided_at = clock.now()
    nomination.save(update_fields=["state", "refused_article", "refused_reason", "decided_at"])
    _tell(nomination, "refused", letters.refused_subject)
    record("nomination_refuse", actor=actor, of="nomination", key=nomination.key, article=article)
    return nomination


def _decidable(nomination: Nomination) -> None:
    locked(nomination)
    if nomination.state not in DECIDABLE:
        raise Refused("nomination_decided")


def _tell(nomination: Nomination, template: str, subject: letters.Subject) -> None:
    for contact in writes_to(nomination.addressee):
        letters.contact_write(contact, template, subject, nomination=nomination)
