"""The act by which a conference begins with a charter."""

from __future__ import annotations

from datetime import date

from konfrans.charter import Charter
from konfrans.kernel.acts import Actor, act
from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import CharterVersion
from konfrans.statutes.selectors.founding import founded_with
from konfrans.statutes.services.versions import charter_load


@act
def charter_found(*, actor: Actor, charter: Charter, from_date: date) -> CharterVersion:
    """Put the founding text in force from a day. Refused: the conference has a charter already; whatever refuses the text."""
    there = founded_with()
    if there is not None:
        raise Refused("charter_founded_already", document=there.document)
    return charter_load(actor=actor, charter=charter, from_date=from_date)
