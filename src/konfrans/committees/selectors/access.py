"""Who may open what: the coordinator of a call, a university's management and whoever it lets draft, the nominee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from konfrans.committees.models import Addressee, Call, Committee, Contact, Link, Nomination
from konfrans.committees.rules.calls import SIGN_OFFICES, Answering, CallState, answering, call_state
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.refusals import Refused, no_access
from konfrans.people.selectors import (
    Held,
    Standing,
    access_secretariat,
    access_signed_in,
    account_by_address,
    account_of,
    heads_on,
    standing_of,
)
from konfrans.people.selectors.invitations import token_hash

Passes = Mapping[str, str]
"""What this browser has proved with a code: `contact:12` or `nominee:<key>`, each with the moment (ISO 8601)."""

PASS_VALID = timedelta(hours=12)


def proved(passes: Passes, name: str) -> bool:
    """Whether the browser proved this address within the last twelve hours."""
    told = passes.get(name)
    try:
        return bool(told) and clock.machine() - datetime.fromisoformat(str(told)) < PASS_VALID
    except (ValueError, TypeError):
        return False


@dataclass(frozen=True, slots=True)
class Running:
    """A call that this person runs, and the actor they act as."""

    standing: Standing
    call: Call
    actor: Actor

    @property
    def state(self) -> CallState:
        return state_of(self.call)


def state_of(call: Call) -> CallState:
    """What a call is now."""
    return call_state(opened_at=call.opened_at, closes_at=call.closes_at, now=clock.now())


def answering_of(addressee: Addressee) -> Answering:
    """Whether a university may still work on its answer."""
    call = addressee.call
    return answering(state=state_of(call), reopened_until=addressee.reopened_until, now=clock.now())


def access_calls(user_id: int | None) -> Standing:
    """Who may run calls at all: the secretariat, and coordinators of projects."""
    standing = access_signed_in(user_id)
    if not standing.is_secretariat and standing.holds("coordinator") is None:
        raise no_access("calls_for_coordinators")
    return standing


def calls_of(standing: Standing) -> QuerySet[Call]:
    """The calls that somebody runs: all for the secretariat, those of the own projects for a coordinator."""
    rows = Call.objects.select_related("project__team")
    if standing.is_secretariat:
        return rows
    teams = [held.body for held in standing.offices if held.kind == "coordinator" and held.body]
    return rows.filter(project__team__key__in=teams)


def access_call(user_id: int | None, key: str) -> Running:
    """A call, for who runs it: the secretariat, or the coordinator of its project. 404 where there is none."""
    standing = access_calls(user_id)
    call = Call.objects.select_related("project__team").filter(key=key).first()
    if call is None:
        raise Refused("not_found", status=404)
    held = _runs(standing, call)
    if held is None:
        raise no_access("call_of_others")
    return Running(standing, call, standing.actor(held))


def _runs(standing: Standing, call: Call) -> Held | None:
    """The office in which somebody runs a call; None for who does not."""
    team = call.project.team.key if call.project else None
    return standing.secretary or (standing.holds("coordinator", body=team) if team else None)


def access_committee_edit(user_id: int | None, key: str) -> tuple[Standing, Committee]:
    """A committee, for who keeps the register of committees: the secretariat."""
    standing = access_secretariat(user_id)
    return standing, committee(key)


def committee(key: str) -> Committee:
    """A committee by the key of its body; 404 where there is none."""
    found = (
        Committee.objects.select_related("body", "mentor", "decision")
        .defer("decision__evidence", "decision__verdict")
        .filter(body__key=key)
        .first()
    )
    if found is None:
        raise Refused("committee_unknown", status=404)
    return found


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who works on a university's answer: through an office in it, or through an address that was proved with a code."""

    addressee: Addressee
    actor: Actor
    signs: bool
    contact: Contact | None
    standing: Standing
    language: str

    @property
    def manages(self) -> bool:
        """Whether it may let others draft: the management, not a drafter."""
        return self.contact is None or self.contact.office != Contact.Office.DRAFTER


def addressee(call: str, institution: str) -> Addressee:
    """A university of a call that was opened; 404 where it is not asked."""
    found = _asked(call, institution)
    if found is None:
        raise Refused("not_found", status=404)
    return found


def _asked(call: str, institution: str) -> Addressee | None:
    rows = Addressee.objects.select_related("call__project__team", "institution")
    return rows.filter(call__key=call, institution__key=institution, call__opened_at__isnull=False).first()


def access_answer(user_id: int | None, passes: Passes, call: str, institution: str) -> Answerer:
    """A university's answer, for its own management and those it lets draft. Nobody else learns even that it was asked.

    Refused: a stranger without a proved address is led to sign in; anybody else is refused with 403.
    """
    standing = standing_of(user_id)
    if standing.user_id is None and not any(name.startswith("contact:") for name in passes):
        raise no_access("sign_in")
    found = _asked(call, institution)
    if found is None:
        raise no_access("answer_of_others")
    held = standing.holds(*SIGN_OFFICES, institution=institution)
    if held is not None:
        account = account_of(standing.user_id)
        language = (account.language if account else "") or ""
        return Answerer(found, standing.actor(held), held.kind in found.call.sign_offices, None, standing, language)
    contact = _contact_proved(found, standing, passes)
    if contact is None:
        raise no_access("answer_of_others")
    actor = standing.actor() if standing.user_id else Actor(office=contact.office, institution=institution)
    return Answerer(found, actor, contact.office in found.call.sign_offices, contact, standing, contact.language)


def _contact_proved(found: Addressee, standing: Standing, passes: Passes) -> Contact | None:
    """The contact whose address this account signs in with, or this browser has proved.

    Whoever has an account acts by the offices held today: an address that was once a rector's is worth nothing after that. An address
    that got an account since is asked to sign in.
    """
    contacts = list(Contact.objects.filter(addressee=found, withdrawn_at=None))
    if standing.user_id is not None:
        account = account_of(standing.user_id)
        own = next((one for one in contacts if account and one.email == account.email), None)
        if own is not None:
            return own if own.office not in SIGN_OFFICES else None
    return next(
        (
            one
            for one in contacts
            if proved(passes, contact_pass(one)) and account_by_address(one.email) is None and acts_for_head(one, found)
        ),
        None,
    )


def contact_pass(one: Contact) -> str:
    """Under which name a browser keeps that it proved this address for this office: another address, or another office, is proved anew."""
    return f"contact:{one.pk}:{one.office}:{token_hash(one.email)[:16]}"


def nominee_pass(one: Nomination) -> str:
    """Under which name a browser keeps that it proved a nominee's address: whoever is named in that place later proves the own one."""
    return f"nominee:{one.key}:{token_hash(one.email)[:16]}"


def acts_for_head(one: Contact, addressee: Addressee) -> bool:
    """Whether an address that was entered as the head's still is: the head of today has no other address here."""
    if one.office not in ("rector", "acting_rector"):
        return True
    head = heads_on([addressee.institution.key], clock.today()).get(addressee.institution.key)
    account = getattr(head.person, "account", None) if head else None
    return account is None or account.email == one.email


def contact_by_token(token: str) -> Contact | None:
    """The contact whose link this is; None where no such link was sent, or the address was taken back."""
    rows = Link.objects.select_related("contact__addressee__call", "contact__addressee__institution")
    found = rows.filter(token_hash=token_hash(token), contact__isnull=False, contact__withdrawn_at=None).first()
    return found.contact if found else None


def nominee_by_token(token: str) -> Nomination | None:
    """The nomination whose link this is; None where no such link was sent, or it is worth nothing any more."""
    links = Link.objects.filter(token_hash=token_hash(token)).values("nomination")
    # When the day has passed that the call keeps data to, only an appointment still has something to show.
    needed = Q(state="confirmed") | Q(addressee__call__keep_until__gte=clock.today())
    return _nominations().filter(needed, pk__in=links, erased_on=None).exclude(state="withdrawn").first()


def access_nominee(passes: Passes, token: str) -> Nomination:
    """The own nomination, for whoever has proved the address it was sent to. 404 for an unknown link, 403 before the code."""
    found = nominee_by_token(token)
    if found is None:
        raise Refused("not_found", status=404)
    if not proved(passes, nominee_pass(found)):
        raise no_access("nominee_not_proved")
    return found


def _nominations() -> QuerySet[Nomination]:
    return Nomination.objects.select_related(
        "addressee__call__project__team",
        "addressee__institution",
        "committee__body",
        "committee__mentor",
        "cv",
        "filled",
    )


def nomination_of(answerer: Answerer, key: str) -> Nomination:
    """A nomination of this university's answer; 404 for another's."""
    found = _nominations().filter(key=key, addressee=answerer.addressee).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def access_nomination(user_id: int | None, call: str, key: str) -> tuple[Running, Nomination]:
    """A nomination that was handed in, for who runs the call."""
    running = access_call(user_id, call)
    found = _nominations().filter(key=key, addressee__call=running.call).exclude(state="draft").first()
    if found is None:
        raise Refused("not_found", status=404)
    return running, found


def file_open_to(user_id: int, key: str) -> bool:
    """Whether an account may open a CV: who runs the call, and the management of the university that named the person."""
    found = _nominations().filter(cv__key=key).first()
    if found is None:
        return False
    standing = standing_of(user_id)
    if found.state != "draft" and _runs(standing, found.addressee.call) is not None:
        return True
    return standing.holds(*SIGN_OFFICES, institution=found.addressee.institution.key) is not None


def access_roster(user_id: int | None, key: str) -> tuple[Standing, Committee]:
    """The roster of a committee with every day: the secretariat, who runs a call for it, and who sits in it."""
    standing = access_signed_in(user_id)
    found = committee(key)
    inside = standing.holds("chair", "secretary", "member", body=found.body.key)
    if not (inside or keeps_roster(standing, found)):
        raise no_access("roster_of_others")
    return standing, found


def keeps_roster(standing: Standing, found: Committee) -> bool:
    """Whether somebody answers for who sits in a committee: the secretariat, and who runs a call for it."""
    if standing.is_secretariat:
        return True
    return standing.holds("coordinator") is not None and calls_of(standing).filter(asked__committee=found).exists()
