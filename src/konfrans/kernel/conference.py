"""The one conference of this installation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from konfrans.kernel.acts import Actor, act, record, set_changed
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference
from konfrans.kernel.refusals import Refused, word

word(
    {
        "conference_founded": _(
            "This installation runs a conference already: %(name)s. Another one needs its own installation."
        ),
        "conference_not_founded": _(
            "This installation runs no conference yet. Its operator founds one with the command konfrans conference found."
        ),
        "conference_name_missing": _("Write the name of the Conference in each of its languages."),
        "conference_mail_missing": _("Write an address of the secretariat: every page shows it."),
    }
)

CHANGEABLE = ("name", "short_name", "lead", "seat", "address", "mail", "funding_note")
"""What may be changed after the founding; key, country and authentic language stay, for other records rest on them."""


def conference(**more: Any) -> Conference:
    """The conference; an unsaved, empty one before it is founded. `more` is asked in the same query, as an attribute of it."""
    return Conference.objects.annotate(**more).filter(pk=1).first() or Conference()


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


@act
def conference_change(*, actor: Actor, **changes: Any) -> Conference:
    """Change what the pages say of the conference; the journal keeps each old and new value.

    Refused: there is no conference yet; the name lacks in a language, or the address. Without a difference nothing is written.
    """
    unknown = changes.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a fact of the conference that changes: {', '.join(sorted(unknown))}")
    changed = Conference.objects.select_for_update().filter(pk=1).first()
    if changed is None:
        raise Refused("conference_not_founded")
    if "name" in changes and changes["name"].missing():
        raise Refused("conference_name_missing", field="name")
    if "mail" in changes and not changes["mail"]:
        raise Refused("conference_mail_missing", field="mail")
    different = set_changed(changed, changes)
    if different:
        changed.save(update_fields=list(different))
        record("conference_change", actor=actor, of="conference", key=changed.key, changes=different)
    return changed
