"""The one conference of this installation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference
from konfrans.kernel.refusals import Refused, word

word(
    {
        "conference_founded": _(
            "This installation runs a conference already: %(name)s. Another one needs its own installation."
        )
    }
)


def conference() -> Conference:
    """The conference; an unsaved, empty one before it is founded."""
    return Conference.objects.filter(pk=1).first() or Conference()


@act
def conference_found(
    *, actor: Actor, key: str, name: Localised, country: str, mail: str, authentic_language: str, **facts: Any
) -> Conference:
    """Found the conference of this installation. Refused: there is one already."""
    there = Conference.objects.filter(pk=1).first()
    if there:
        raise Refused("conference_founded", name=there.name)
    founded = Conference.objects.create(
        pk=1, key=key, name=name, country=country, mail=mail, authentic_language=authentic_language, **facts
    )
    record(
        "conference_found",
        actor=actor,
        of="conference",
        key=key,
        name=name,
        country=country,
        language=authentic_language,
    )
    return founded
