"""Who an account is on a day, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import no_access
from konfrans.people.models import Account, Office


@dataclass(frozen=True, slots=True)
class Held:
    """One office in force: its kind, and where it is held (keys and names)."""

    kind: str
    institution: str | None
    body: str | None
    body_kind: str | None
    since: date
    until: date | None
    institution_name: Localised | None = None
    body_name: Localised | None = None

    @property
    def words(self) -> str:
        """The office in the active language: `acting rector`."""
        return str(Office.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an account is today: the person and the offices in force. Rights follow from it and from nothing else."""

    user_id: int | None
    person: str | None
    name: str
    commitment: str | None
    sample: bool
    offices: tuple[Held, ...]

    def holds(self, *kinds: str, institution: str | None = None, body: str | None = None) -> Held | None:
        """The first office in force of one of these kinds, where asked at this institution or in this body."""
        for held in self.offices:
            if held.kind in kinds and institution in (None, held.institution) and body in (None, held.body):
                return held
        return None

    @property
    def secretary(self) -> Held | None:
        """An office in the secretariat."""
        return next((h for h in self.offices if h.kind == "secretary" and h.body_kind == "secretariat"), None)

    @property
    def is_secretariat(self) -> bool:
        return self.secretary is not None

    def actor(self, held: Held | None = None) -> Actor:
        """The actor of an act done in this office; without one, in the first office held."""
        held = held or self.secretary or (self.offices[0] if self.offices else None)
        return Actor(
            person=self.person, name=self.commitment, office=held.kind if held else "account",
            institution=held.institution if held else None, body=held.body if held else None, user_id=self.user_id,
        )  # fmt: skip


STRANGER = Standing(None, None, "", None, False, ())


def in_force(on: date) -> Q:
    """Offices, memberships and the like whose days hold `on`; the last day counts."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


_kept: ContextVar[dict[int, Standing] | None] = ContextVar("konfrans_standings", default=None)


@contextmanager
def standings_kept() -> Iterator[None]:
    """Inside, today's standing of an account is read once: a page that only reads asks for it in its frame and its access."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def standing_of(user_id: int | None, on: date | None = None) -> Standing:
    """Who this account is on a day (today where none is given). Two queries at most."""
    if user_id is None:
        return STRANGER
    kept = _kept.get() if on is None else None
    if kept is None:
        return _standing(user_id, on)
    if user_id not in kept:
        kept[user_id] = _standing(user_id, None)
    return kept[user_id]


def _standing(user_id: int, on: date | None) -> Standing:
    active = Q(person__account=user_id, person__account__is_active=True)
    offices = list(
        Office.objects.filter(active, in_force(on or clock.today()))
        .select_related("person__account", "institution", "body")
        .order_by("since", "pk")
    )
    # Who holds an office is read with it; only an account without one is asked for by itself.
    account = offices[0].person.account if offices else _account(user_id)
    if account is None:
        return STRANGER
    person = account.person
    if person is None:
        return Standing(account.pk, None, account.email, None, False, ())
    held = tuple(
        Held(
            o.kind, o.institution.key if o.institution else None, o.body.key if o.body else None,
            o.body.kind if o.body else None, o.since, o.until, o.institution.name if o.institution else None,
            o.body.name if o.body else None,
        )
        for o in offices
    )  # fmt: skip
    return Standing(
        account.pk, person.key, person.short_name or account.email, person.commitment or None, person.sample, held
    )


def _account(user_id: int) -> Account | None:
    return Account.objects.select_related("person").filter(pk=user_id, is_active=True).first()


def access_signed_in(user_id: int | None) -> Standing:
    """Any account. Refused for a stranger."""
    standing = standing_of(user_id)
    if standing.user_id is None:
        raise no_access("sign_in")
    return standing


def access_secretariat(user_id: int | None) -> Standing:
    """A member of the secretariat, with the office in force today."""
    standing = access_signed_in(user_id)
    if not standing.is_secretariat:
        raise no_access("secretariat_only")
    return standing
