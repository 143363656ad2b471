"""What of this domain waits for a signed-in person, and where its objects are shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.people.selectors.invitations import invitations_unanswered
from konfrans.people.selectors.letters import letters_unseen
from konfrans.people.selectors.register import place_of
from konfrans.people.selectors.standing import Standing


def waiting(standing: Standing) -> Iterator[Waiting]:
    """For the secretariat: letters that did not arrive, invitations that ran out unanswered."""
    if not standing.is_secretariat:
        return
    unseen = letters_unseen()
    if unseen:
        yield Waiting(
            code="letters_failed",
            title=ngettext("%(n)s letter did not arrive, or is in doubt", "%(n)s letters did not arrive, or are in doubt", unseen)
            % {"n": unseen},
            why=_("The mail server refused them or sent them back, or nobody knows whether they left. None leaves again by itself."),
            address=reverse("desk_mail"), act=_("Look at the letters"),
        )  # fmt: skip
    for one in invitations_unanswered():
        office = one.office
        yield Waiting(
            code="invitation_expired", sample=office.person.sample,
            title=_("Invitation unanswered: %(person)s") % {"person": office.person.full_name},
            why=_("Office: %(office)s, %(place)s. The link has run out.")
            % {"office": office.get_kind_display(), "place": place_of(office)},
            address=reverse("desk_person", args=[office.person.key]), act=_("Send a new link"),
            since=one.expires_at.astimezone(clock.zone()).date(),
        )  # fmt: skip


def object_address(kind: str, key: str) -> str | None:
    """Where the secretariat sees an object of the journal."""
    if kind == "institution":
        return reverse("institution_change", args=[key])
    if kind == "person":
        return reverse("desk_person", args=[key])
    if kind == "body":
        return reverse("body_change", args=[key])
    return None
