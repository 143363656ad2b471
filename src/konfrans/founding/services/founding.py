"""The act by which a conference begins, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from konfrans.founding.rules import Facts
from konfrans.founding.services.answering import answers_discard
from konfrans.kernel import chosen, clock
from konfrans.kernel.acts import Actor, act
from konfrans.kernel.conference import conference_found
from konfrans.kernel.localised import Localised
from konfrans.membership.services import charter_bodies_enter, members_enter
from konfrans.people.services import secretary_invite
from konfrans.statutes.services.founding import charter_found

if TYPE_CHECKING:
    from konfrans.charter import Charter
    from konfrans.membership.rules import Row


@dataclass(frozen=True, slots=True)
class Founded:
    """What a conference begins with. `invite` sends the heads that the rows name their letters; `sample` marks the members as
    invented."""

    facts: Facts
    charter: Charter | None
    rows: Sequence[Row] = ()
    invite: bool = False
    sample: bool = False


def found(begun: Founded, place: Path) -> str:
    """Found the conference in its home; gives the link of the first secretary, empty where nobody is invited.

    The file that says in which languages the rows are is put into the home before the commit, and back as it was where that fails.
    Refused: as the acts are.
    """
    file = place / chosen.NAME
    before = file.read_bytes() if file.exists() else None
    try:
        link = conference_begin(actor=Actor.system("operator"), begun=begun, place=place)
    except BaseException:
        with suppress(OSError):
            if before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(before)
        raise
    answers_discard(place)
    return link


@act
def conference_begin(*, actor: Actor, begun: Founded, place: Path) -> str:
    """Conference, charter, organs, first members, first secretary. Refused: there is a conference already; as each of its acts is."""
    facts, charter = begun.facts, begun.charter
    language, since = facts.choice.languages[0], facts.since
    assert since is not None
    link = ""
    conference_found(
        actor=actor, key=facts.key, name=Localised.of(**facts.names), country=facts.country, mail=facts.mail,
        authentic_language=language, short_name=facts.short_name, seat=Localised.of(**facts.seats),
    )  # fmt: skip
    if charter is not None:
        charter_found(actor=actor, charter=charter, from_date=since)
        if since <= clock.today():
            charter_bodies_enter(actor=actor, on=since)
    if begun.rows:
        members_enter(
            actor=actor, rows=begun.rows, since=since, language=language, invite=begun.invite, sample=begun.sample
        )
    if facts.secretary:
        invited = secretary_invite(
            actor=actor, email=facts.secretary, language=language, since=clock.today(), **facts.secretary_name
        )
        link = invited.address
    chosen.keep(facts.choice, place)
    return link
