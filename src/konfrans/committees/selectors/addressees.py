"""Whom a call goes to."""

from __future__ import annotations

from konfrans.committees.models import Call, Contact
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import by_name
from konfrans.membership.selectors import voting_members_on
from konfrans.people.models import Institution
from konfrans.projects.models import Partnership


def asked_institutions(call: Call) -> list[Institution]:
    """The universities a call asks: the members with a vote on its day, or the universities of the country that take part in the
    project today. In the order of their names."""
    if call.members_on is not None:
        keys = [member.key for member in voting_members_on(call.members_on)]
        return by_name(Institution.objects.filter(key__in=keys))
    rows = Partnership.objects.filter(
        project=call.project, ends=None, listed=True, role__in=("coordinator", "partner"),
        institution__country=conference().country, institution__kind=Institution.Kind.UNIVERSITY,
    )  # fmt: skip
    return by_name(Institution.objects.filter(pk__in=rows.values("institution")))


def contacts_number(call: Call) -> int:
    """How many of the universities that are asked have an address of their management here."""
    return Contact.objects.filter(addressee__call=call, withdrawn_at=None).values("addressee").distinct().count()
