"""Acts on calls for nominations: drafted, opened, sent, reminded of, reopened for one university."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from konfrans.charter import Outcome
from konfrans.committees.models import Addressee, Call, CallCommittee, Committee, Contact
from konfrans.committees.rules.calls import RESERVED, SIGN_OFFICES, CallState
from konfrans.committees.rules.law import seats_asked
from konfrans.committees.rules.letters import not_ascii
from konfrans.committees.selectors.access import acts_for_head, answering_of, state_of
from konfrans.committees.selectors.addressees import asked_institutions
from konfrans.committees.selectors.law import charter_today, judge_call
from konfrans.committees.selectors.verdicts import Length
from konfrans.committees.services import letters
from konfrans.committees.services.held_letters import first_letters_held, letters_renew
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, locked, record
from konfrans.kernel.formats import date_text
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Office
from konfrans.people.rules.identifiers import is_key
from konfrans.people.selectors import heads_on
from konfrans.projects.models import Project


@act
def call_create(
    *, actor: Actor, key: str, title: Localised, committees: Sequence[Committee], closes_at: datetime, begins_on: date,
    keep_until: date, project: Project | None = None, members_on: date | None = None, note: Localised | None = None,
    sign_offices: Sequence[str] = ("rector", "acting_rector"), sample: bool = False,
) -> Call:  # fmt: skip
    """Draft a call for one or several committees, to the members on a day, or to the partners of the project whose coordinator runs it.

    Refused: the key is taken, has another shape or is that of another page; no committee is named, or they have different seats in the charter; nobody may
    sign off; the deadline has passed, or the seats begin before it.
    """
    if not is_key(key):
        raise Refused("key_shape", field="key", key=key)
    if key in RESERVED:
        raise Refused("key_reserved", field="key", key=key)
    if Call.objects.filter(key=key).exists():
        raise Refused("call_exists", field="key", key=key)
    if project is None and members_on is None:
        raise Refused("call_to_whom", field="project")
    if not committees:
        raise Refused("call_without_committee", field="committees")
    if len({one.organ for one in committees}) > 1:
        raise Refused("call_seats_differ", field="committees")
    call = Call(key=key, project=project, members_on=members_on, drafted_at=clock.now(), sample=sample)
    _version, charter = charter_today()
    call.seats = list(seats_asked(charter, committees[0].organ))
    _fill(call, title, note, closes_at, begins_on, keep_until, sign_offices)
    call.save()
    CallCommittee.objects.bulk_create(
        CallCommittee(call=call, committee=one, place=place) for place, one in enumerate(committees, start=1)
    )
    record(
        "call_create", actor=actor, of="call", key=key, committees=[one.body.key for one in committees], seats=call.seats,
        project=project.key if project else None, members_on=members_on, **_facts(call),
    )  # fmt: skip
    return call


def _fill(
    call: Call, title: Localised, note: Localised | None, closes_at: datetime, begins_on: date, keep_until: date,
    sign_offices: Sequence[str],
) -> None:  # fmt: skip
    if closes_at <= clock.now():
        raise Refused("deadline_passed", field="closes", on=date_text(closes_at))
    closes = closes_at.astimezone(clock.zone()).date()
    if begins_on < closes:
        raise Refused("seats_begin_before_deadline", field="begins_on", closes=date_text(closes))
    if keep_until < begins_on:
        raise Refused("kept_too_short", field="keep_until", on=date_text(begins_on))
    offices = [one for one in SIGN_OFFICES if one in sign_offices]
    if not offices:
        raise Refused("nobody_signs", field="sign_offices")
    call.title, call.note, call.closes_at = title, note or Localised(), closes_at
    call.begins_on, call.keep_until, call.sign_offices = begins_on, keep_until, offices


def _facts(call: Call) -> dict[str, object]:
    return {
        "title": call.title, "closes_at": call.closes_at, "begins_on": call.begins_on, "keep_until": call.keep_until,
        "sign_offices": call.sign_offices,
    }  # fmt: skip


@act
def call_change(
    *, actor: Actor, call: Call, title: Localised, note: Localised, closes_at: datetime, begins_on: date | None = None,
    keep_until: date | None = None, sign_offices: Sequence[str] = (),
) -> Call:  # fmt: skip
    """Change a draft. Of an open call the words may be changed and the deadline put off; what universities and nominees were told of
    seats, of keeping data and of signing off stays. Letters that have not left yet are written anew.

    Refused: as for drafting; the call is closed, or its deadline would come nearer, or lie after the day on which the seats begin.
    """
    locked(call)
    state, before = state_of(call), call.title
    if state is CallState.CLOSED:
        raise Refused("call_closed", on=date_text(call.closes_at))
    if state is CallState.OPEN:
        if closes_at < call.closes_at:
            raise Refused("deadline_nearer", field="closes", on=date_text(call.closes_at))
        if closes_at.astimezone(clock.zone()).date() > call.begins_on:
            raise Refused("deadline_after_seats", field="closes", begins=call.begins_on)
        begins_on, keep_until, sign_offices = call.begins_on, call.keep_until, call.sign_offices
    _fill(call, title, note, closes_at, begins_on or call.begins_on, keep_until or call.keep_until, sign_offices)
    call.save()
    renewed = letters_renew(call, before)
    record("call_change", actor=actor, of="call", key=call.key, letters_renewed=renewed, **_facts(call))
    return call


@act
def call_open(*, actor: Actor, call: Call) -> list[Addressee]:
    """Open a call: every university that is asked gets its page, and a letter that waits in the outbox until it is let go.

    A university whose head has no address here gets none; the board names it. Refused: it is open already; nobody is asked; the charter
    asks for more time than its deadline leaves.
    """
    locked(call)
    if state_of(call) is not CallState.DRAFT:
        raise Refused("call_open_already")
    if call.closes_at <= clock.now():
        raise Refused("deadline_passed", field="closes", on=date_text(call.closes_at))
    institutions = asked_institutions(call)
    if not institutions:
        raise Refused("nobody_asked")
    time = _long_enough(call)
    call.opened_at = clock.now()
    call.save(update_fields=["opened_at"])
    heads = heads_on([one.key for one in institutions], clock.today())
    found = []
    for one in institutions:
        addressee = Addressee.objects.create(call=call, institution=one)
        found.append(addressee)
        contact = head_contact(addressee, heads.get(one.key))
        if contact is not None:
            letters.contact_write(contact, "call", letters.call_subject)
    record("call_open", actor=actor, of="call", key=call.key, asked=[one.key for one in institutions], **time)
    return found


def _long_enough(call: Call) -> dict[str, object]:
    """What the charter asks of the time, as the journal keeps it; refused where the call would be open for less."""
    _version, charter = charter_today()
    verdict = judge_call(call, charter)
    if verdict is None:
        return {}
    reason = verdict.reasons[0]
    needed, got = (date.fromisoformat(str(one)) for one in (reason.needed, reason.got))
    if verdict.outcome is Outcome.FAILED:
        facts = reason.working.facts
        raise Refused(
            "call_too_short", article=reason.article, needed=needed, got=got, asked=Length(facts["unit"], facts["asked"]),
            had=Length(facts["unit"], facts["had"]),
        )  # fmt: skip
    return {"article": reason.article, "needed": needed, "got": got}


@act
def contact_add(
    *, actor: Actor, addressee: Addressee, email: str, name: str, office: str, language: str, held: bool = True
) -> Contact:
    """Add an address that works on a university's answer, and write the letter with its link.

    Refused: the address is not written in plain letters, or works on the answer already; it would sign off as the head, who has
    another address here; the language is none of the conference's.
    """
    locked(addressee)
    address = email.strip().lower()
    strange = not_ascii(address)
    if strange is not None:
        raise Refused("address_letter", field="email", letter=strange.letter, place=strange.place)
    if language not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", field="language", language=language)
    if office in ("rector", "acting_rector"):
        head = heads_on([addressee.institution.key], clock.today()).get(addressee.institution.key)
        account = getattr(head.person, "account", None) if head else None
        if account is not None and account.email != address:
            raise Refused("signs_for_head", field="office")
    before = Contact.objects.filter(addressee=addressee, email=address).first()
    if before is not None and before.withdrawn_at is None:
        raise Refused("contact_exists", field="email", email=address)
    contact = before or Contact(addressee=addressee, email=address)
    contact.name, contact.office, contact.language, contact.withdrawn_at = name, office, language, None
    contact.opened_at, contact.code_hash = None, ""
    contact.save()
    template = "drafting" if office == Contact.Office.DRAFTER else "call"
    letters.contact_write(contact, template, letters.call_subject, held=held)
    record(
        "contact_add",
        actor=actor,
        of="call",
        key=addressee.call.key,
        institution=addressee.institution.key,
        office=office,
    )
    return contact


@act
def contact_withdraw(*, actor: Actor, contact: Contact) -> Contact:
    """An address works on the answer no more; its link stops working. Refused: it was taken back before."""
    locked(contact)
    if contact.withdrawn_at is not None:
        raise Refused("contact_gone")
    contact.withdrawn_at, contact.code_hash = clock.now(), ""
    contact.save(update_fields=["withdrawn_at", "code_hash"])
    contact.links.all().delete()
    record(
        "contact_withdraw", actor=actor, of="call", key=contact.addressee.call.key,
        institution=contact.addressee.institution.key, office=contact.office,
    )  # fmt: skip
    return contact


def writes_to(addressee: Addressee) -> list[Contact]:
    """Whom a letter to a university goes to: its management's addresses, not those who only draft, and not a head who has left. Who
    heads it today is among them, whoever did when the call was opened."""
    key = addressee.institution.key
    head_contact(addressee, heads_on([key], clock.today()).get(key))
    rows = Contact.objects.filter(addressee=addressee, withdrawn_at=None).exclude(office=Contact.Office.DRAFTER)
    return [
        one for one in rows.select_related("addressee__call", "addressee__institution") if acts_for_head(one, addressee)
    ]


def head_contact(addressee: Addressee, head: Office | None) -> Contact | None:
    """The head's own address as a contact, made where it is none yet; None where the head has no address here."""
    account = getattr(head.person, "account", None) if head else None
    if head is None or account is None:
        return None
    found, _made = Contact.objects.get_or_create(
        addressee=addressee, email=account.email,
        defaults={
            "name": head.person.full_name, "office": head.kind, "language": account.language or settings.KONFRANS_FIRST_LANGUAGE,
        },
    )  # fmt: skip
    return found


@act
def call_remind(*, actor: Actor, call: Call) -> list[Addressee]:
    """Remind those that are behind, once: universities that have not answered and were not reminded yet. The letters wait in the
    outbox. Refused: the call is not open; its first letters have not all been released; nobody is behind."""
    locked(call)
    if state_of(call) is not CallState.OPEN:
        raise Refused("call_not_open")
    held = first_letters_held(call)
    if held:
        raise Refused("first_letters_held", number=held)
    behind = [one for one in Addressee.objects.filter(call=call, answered_at=None, reminded_at=None) if writes_to(one)]
    if not behind:
        raise Refused("nobody_behind")
    for one in behind:
        one.reminded_at = clock.now()
        one.save(update_fields=["reminded_at"])
        for contact in writes_to(one):
            letters.contact_write(contact, "reminder", letters.reminder_subject)
    record("call_remind", actor=actor, of="call", key=call.key, reminded=[one.institution.key for one in behind])
    return behind


@act
def call_reopen(*, actor: Actor, addressee: Addressee, until: datetime, reason: str) -> Addressee:
    """Let one university answer late, or add to its answer, until a moment, for a reason that is kept. An answer that was signed off
    stays one. Refused: the call is open still; the moment has passed, or lies after the day until which data are kept; no reason is
    given."""
    locked(addressee)
    if answering_of(addressee).value == "open":
        raise Refused("call_open_still", on=date_text(addressee.call.closes_at))
    if until <= clock.now():
        raise Refused("deadline_passed", field="until", on=date_text(until))
    if until.astimezone(clock.zone()).date() > addressee.call.keep_until:
        raise Refused("reopened_too_long", field="until", on=addressee.call.keep_until)
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    addressee.reopened_until, addressee.reopen_reason = until, reason.strip()
    addressee.save(update_fields=["reopened_until", "reopen_reason"])
    for contact in writes_to(addressee):
        letters.contact_write(contact, "reopened", letters.reopened_subject, until=until)
    record(
        "call_reopen", actor=actor, of="call", key=addressee.call.key, institution=addressee.institution.key, until=until,
        reason=reason.strip(),
    )  # fmt: skip
    return addressee
