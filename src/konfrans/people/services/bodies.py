"""Acts on bodies."""

from __future__ import annotations

from datetime import date

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put
from konfrans.people.models import Body
from konfrans.people.rules.identifiers import is_key
from konfrans.people.selectors.register import body_entries


def _check_days(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise Refused("body_ended_before_it_began", field="until", since=since, until=until)


@act
def body_create(
    *, actor: Actor, key: str, kind: str, name: Localised, since: date | None = None, until: date | None = None
) -> Body:
    """Enter an organ, the secretariat, a committee, a working group or a project's team.

    Refused: the key is taken or has another shape; the days are turned round.
    """
    if not is_key(key):
        raise Refused("key_shape", field="key", key=key)
    taken = Body.objects.filter(key=key).first()
    if taken:
        raise Refused("body_exists", field="key", key=key, name=taken.name)
    _check_days(since, until)
    created = Body.objects.create(key=key, kind=kind, name=name, since=since, until=until)
    record("body_create", actor=actor, of="body", key=key, kind=kind, name=name, since=since, until=until)
    search_put(kind="committee", key=key, entries=body_entries(created))
    return created


@act
def body_change(*, actor: Actor, body: Body, name: Localised, since: date | None, until: date | None) -> Body:
    """Change the name or the days of a body; the journal keeps old and new. Refused: the days are turned round."""
    _check_days(since, until)
    wanted = {"name": name, "since": since, "until": until}
    changes = {
        field: {"old": getattr(body, field), "new": value}
        for field, value in wanted.items()
        if getattr(body, field) != value
    }
    if not changes:
        return body
    for field, value in wanted.items():
        setattr(body, field, value)
    body.save(update_fields=["name", "since", "until"])
    record("body_change", actor=actor, of="body", key=body.key, changes=changes)
    search_put(kind="committee", key=body.key, entries=body_entries(body))
    return body
