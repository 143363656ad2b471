"""Acts on charter versions."""

from __future__ import annotations

from datetime import date

from konfrans.charter import Charter, Outcome
from konfrans.decisions.models import Decision
from konfrans.decisions.services import document_keep
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.models import SearchEntry
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put
from konfrans.statutes.models import CharterVersion, VersionDay
from konfrans.statutes.selectors import all_entries


@act
def charter_load(
    *, actor: Actor, charter: Charter, from_date: date, adopted_by: Decision | None = None
) -> CharterVersion:
    """Put a charter in force from a day. Refused: the document, its version or the day is taken, the decision it rests on
    was not adopted."""
    same = CharterVersion.objects.select_related("document").filter(document_id=charter.sha256).first()
    if same:
        raise Refused("charter_loaded_already", document=same.document, since=same.from_date)
    of_version = CharterVersion.objects.filter(document__version=charter.version).first()
    if of_version:
        raise Refused("charter_version_taken", version=charter.version)
    of_day = _in_force_from(from_date)
    if of_day:
        raise Refused("charter_day_taken", document=of_day.document, since=from_date)
    if adopted_by is not None and adopted_by.outcome != Outcome.PASSED.value:
        raise Refused("charter_not_adopted", number=str(adopted_by))
    version = CharterVersion.objects.create(
        document=document_keep(charter), adopted_by=adopted_by, authentic=charter.authentic, loaded_at=clock.now()
    )
    VersionDay.objects.create(version=version, event=VersionDay.Event.EFFECT, day=from_date, recorded_at=clock.now())
    charter_turn()
    record(
        "charter_load", actor=actor, of="charter", key=charter.version, document=charter.key, sha256=charter.sha256,
        from_date=from_date, adopted_by=str(adopted_by) if adopted_by else None,
    )  # fmt: skip
    return version


@act
def charter_turn() -> int:
    """Let search find the paragraphs of the charter in force today, and of no other: a version comes into force on a day
    on which nobody acts. Says how many were put."""
    entries = list(all_entries())
    now = {entry.key for entry in entries}
    shown = set(SearchEntry.objects.filter(kind="charter").values_list("key", flat=True))
    if shown == now:
        return 0
    for key in shown | now:
        search_put(kind="charter", key=key, entries=[entry for entry in entries if entry.key == key])
    return len(entries)


def _in_force_from(day: date) -> CharterVersion | None:
    found = VersionDay.objects.filter(event=VersionDay.Event.EFFECT, day=day).values("version")
    return CharterVersion.objects.select_related("document").filter(pk__in=found).first()
