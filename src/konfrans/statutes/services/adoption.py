"""Acts by which a draft becomes the charter, and by which its days are recorded."""

from __future__ import annotations

from datetime import date

from konfrans.charter import load_charter
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import charter_kept
from konfrans.decisions.services import document_keep
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import CharterVersion, Draft, Proposal, VersionDay
from konfrans.statutes.selectors.adopting import effect_of, events_of, obstacles_of, state_named
from konfrans.statutes.selectors.drafts import revision_of
from konfrans.statutes.selectors.proposals import empty_in, faults_in, proposal_of, version_in
from konfrans.statutes.services.drafts import draft_locked
from konfrans.statutes.services.versions import charter_turn


@act
def draft_put(*, actor: Actor, draft: Draft, base: int) -> Proposal:
    """The last state of a draft is put to the vote: from now on a decision may name it. What is edited later is another state.

    Refused: the draft was changed since it was read (`base`), the state has faults or paragraphs without words, its version is adopted already.
    """
    locked = draft_locked(draft)
    if base != locked.last:
        raise Refused("adopt_changed", number=locked.last)
    there = proposal_of(locked, locked.last)
    if there is not None:
        return there
    revision = revision_of(locked)
    if faults := faults_in(revision):
        raise Refused("put_faults", faults=faults)
    if empty := empty_in(revision):
        raise Refused("put_empty", places=", ".join(empty[:20]))
    if CharterVersion.objects.filter(document__version=version_in(revision)).exists():
        raise Refused("put_version", version=version_in(revision))
    made = Proposal.objects.create(
        draft=locked, state=revision.number, sha256=revision.sha256, day=clock.today(), put_at=clock.now()
    )
    record(
        "draft_put", actor=actor, of="charter_draft", key=locked.key, state=made.state, sha256=made.sha256, day=made.day
    )
    return made


@act
def draft_adopt(*, actor: Actor, draft: Draft, decision: Decision) -> CharterVersion:
    """The state of a draft that a decision names becomes a charter version by it, whatever was edited later; its first day follows from
    the rules that bind it.

    Refused: the draft is open no more, and everything that `obstacles` names.
    """
    locked = draft_locked(draft)
    for stands in obstacles_of(locked, decision):
        raise Refused(stands.code, **stands.facts)
    revision = state_named(locked, decision)
    assert revision is not None  # else it stood in the way
    charter = load_charter(revision.text)
    version = CharterVersion.objects.create(
        document=document_keep(charter), adopted_by=decision, authentic=charter.authentic, loaded_at=clock.now()
    )
    VersionDay.objects.create(
        version=version, event=VersionDay.Event.ADOPTION, day=decision.date, recorded_at=clock.now()
    )
    locked.state, locked.adopted_as = Draft.State.ADOPTED, version
    locked.save(update_fields=["state", "adopted_as"])
    begins = _begin(version)
    record(
        "draft_adopt", actor=actor, of="charter", key=charter.version, draft=locked.key, state=revision.number, sha256=charter.sha256,
        adopted_by=str(decision), from_date=begins,
    )  # fmt: skip
    return version


@act
def version_day_record(
    *,
    actor: Actor,
    version: CharterVersion,
    event: str,
    day: date,
    by: Localised | None = None,
    paper: StoredFile | None = None,
) -> VersionDay:
    """What happened to an adopted version: its registration, approval or publication. Where that was awaited, the version has its first day.

    Refused: the day is to come or before the adoption, it is recorded already.
    """
    if event not in (VersionDay.Event.APPROVAL, VersionDay.Event.STATE_REGISTRATION, VersionDay.Event.PUBLICATION):
        raise Refused("version_event", field="event", event=event)
    if day > clock.today():
        raise Refused("version_day_to_come", field="day", day=day)
    adopted = version.days.filter(event=VersionDay.Event.ADOPTION).first()
    if adopted is not None and day < adopted.day:
        raise Refused("version_day_early", field="day", day=day, adopted=adopted.day)
    if version.days.filter(event=event).exists():
        raise Refused("version_day_twice", field="event")
    made = VersionDay.objects.create(
        version=version, event=event, day=day, by=by or Localised(), paper=paper, recorded_at=clock.now()
    )
    begins = None if version.days.filter(event=VersionDay.Event.EFFECT).exists() else _begin(version)
    record(
        "version_day_record", actor=actor, of="charter", key=version.document.version, event=event, day=day, from_date=begins,
        paper=paper.sha256 if paper else None,
    )  # fmt: skip
    return made


def _begin(version: CharterVersion) -> date | None:
    """The version's first day, where nothing more is awaited; the text in force is found by search from that day on."""
    decision = version.adopted_by
    if decision is None:
        return None
    binding = charter_kept(decision.charter_id)
    begins, _awaited = effect_of(binding, decision.kind, decision.date, events_of(version))
    if begins is None:
        return None
    taken = (
        VersionDay.objects.filter(event=VersionDay.Event.EFFECT, day=begins).select_related("version__document").first()
    )
    if taken is not None:
        raise Refused("charter_day_taken", document=taken.version.document, since=begins)
    VersionDay.objects.create(version=version, event=VersionDay.Event.EFFECT, day=begins, recorded_at=clock.now())
    charter_turn()
    return begins
