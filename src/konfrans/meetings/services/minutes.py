"""Acts on the minutes of a session: written, sent round, approved, corrected by a new version."""

from __future__ import annotations

from konfrans.charter import canonical
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Meeting, Minutes
from konfrans.meetings.selectors import drafts_of, held, minutes_frozen, minutes_newest


@act
def minutes_write(
    *, actor: Actor, meeting: Meeting, text: Localised, what_was_wrong: Localised | None = None
) -> Minutes:
    """Write the minutes, or write them anew: a version beside those before it.

    Refused: the day of the session has not come, there is no text, the version before it is approved and nothing says what was
    wrong in it.
    """
    held(meeting)
    if not text:
        raise Refused("minutes_text_missing", field="text")
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = minutes_newest(meeting)
    approved = meeting.minutes.filter(state=Minutes.State.APPROVED).exists()
    if approved and not what_was_wrong:
        raise Refused("minutes_correction_unexplained", field="what_was_wrong")
    minutes = Minutes.objects.create(
        meeting=meeting, version=last.version + 1 if last else 1, text=text,
        what_was_wrong=(what_was_wrong if approved and what_was_wrong else Localised()), written_at=clock.now(),
        **actor.stamp,
    )  # fmt: skip
    record(
        "minutes_write", actor=actor, of="meeting", key=meeting.key, version=minutes.version,
        what_was_wrong=minutes.what_was_wrong or None,
    )  # fmt: skip
    return minutes


@act
def minutes_send(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Those who see the session may read the newest version and remark on it. Refused: it is approved, or there is a newer one."""
    locked = _open(minutes)
    if locked.state == Minutes.State.SENT:
        return locked
    locked.state = Minutes.State.SENT
    locked.save(update_fields=["state"])
    record("minutes_send", actor=actor, of="meeting", key=locked.meeting.key, version=locked.version)
    return locked


@act
def minutes_approve(*, actor: Actor, minutes: Minutes, at: Meeting | None = None) -> Minutes:
    """Approve the newest version for good: agenda, who came and what was decided are frozen with it. `at` is the session of the same
    body at which it was approved, where it was one.

    Refused: it is approved, there is a newer one, a decision of the session is a draft still and would be missing from what is frozen,
    the session named is another body's, lies before this one or has not been held.
    """
    locked = _open(minutes)
    unpublished = drafts_of(locked.meeting)
    if unpublished:
        raise Refused("minutes_without_drafts", titles="; ".join(one.title.given() for one in unpublished))
    if at is not None:
        if at.body_id != locked.meeting.body_id or at.date < locked.meeting.date:
            raise Refused("minutes_approved_elsewhere", field="at")
        held(at)
    locked.state, locked.approved_on, locked.approved_at_meeting = Minutes.State.APPROVED, clock.today(), at
    locked.approved_person, locked.approved_name = actor.person or "", actor.name or ""
    locked.approved_office = actor.office[:20]
    locked.frozen = canonical(minutes_frozen(locked.meeting)).decode()
    locked.save()
    record(
        "minutes_approve", actor=actor, of="meeting", key=locked.meeting.key, version=locked.version,
        at=at.key if at else None,
    )  # fmt: skip
    return locked


def _open(minutes: Minutes) -> Minutes:
    """The version, locked with its session, where it may still be sent or approved."""
    meeting = Meeting.objects.select_for_update().select_related("body").get(pk=minutes.meeting_id)
    locked = Minutes.objects.get(pk=minutes.pk)
    locked.meeting = meeting
    if locked.state == Minutes.State.APPROVED:
        raise Refused("minutes_approved_already")
    newest = minutes_newest(meeting)
    if newest is not None and newest.pk != locked.pk:
        raise Refused("minutes_newer", version=newest.version)
    return locked
