"""A small house of its own: a charter in force, fifteen members, a session with its roll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from konfrans.charter import Charter, read_charter
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.meetings import services as meetings
from konfrans.meetings.models import Meeting
from konfrans.meetings.rules import Presence, Vote
from konfrans.meetings.services import Wording
from konfrans.membership import services as membership
from konfrans.membership.models import Category, Membership
from konfrans.people import services as people
from konfrans.people.models import Body, Institution
from konfrans.people.selectors import standing_of
from konfrans.statutes import services as statutes

CHARTER = Path(__file__).parent.parent.parent / "charters" / "azerbaijan-draft.toml"
FOUNDED = date(2026, 1, 16)
SESSION = date(2026, 11, 20)


def text(en: str, az: str | None = None) -> Localised:
    return Localised.of(en=en, az=az or f"{en} (az)")


@cache
def draft_charter() -> Charter:
    return read_charter(CHARTER)


@dataclass
class House:
    """The house, and short ways to act in it."""

    charter: Charter
    members: list[Institution]
    full: Category
    meeting: Meeting
    actor: Actor

    def record(
        self,
        *,
        kind: str = "ordinary",
        title: str = "Spring session",
        proof=None,
        meeting=None,
        closed=False,
        proof_public=False,
        put="",
        **votes: int,
    ):
        """A draft with the verdict of these votes."""
        return meetings.decision_record(
            actor=self.actor, meeting=meeting or self.meeting, vote=Vote(kind=kind, **votes),
            wording=Wording(title=text(title), text=text(f"{title}: the text."), closed=closed, proof=proof, proof_public=proof_public, put=put),
        )  # fmt: skip

    def publish(self, **facts):
        """A published decision."""
        from konfrans.decisions.services import decision_publish

        return decision_publish(actor=self.actor, decision=self.record(**facts))


def build_house(cast=None, *, members: int = 15, present: int = 11, represented: int = 1) -> House:
    """`members` members of one category, the last one's vote resting; `present` in the room, `represented` by the first."""
    actor = standing_of(cast.secretary.pk, SESSION).actor() if cast else Actor.system()
    charter = draft_charter()
    statutes.charter_load(actor=actor, charter=charter, from_date=FOUNDED)
    full = membership.category_create(
        actor=actor, key="full", name=text("full member", "həqiqi üzv"), votes=True, article="6.1"
    )
    institutions = [
        people.institution_create(
            actor=actor, key=f"u{n:02d}", code=f"U{n:02d}", kind="university", country="AZ",
            name=Localised.of(az=f"Universitet {n:02d}", en=f"University {n:02d}"), city=Localised.of(az="Bakı", en="Baku"),
        )
        for n in range(1, members + 1)
    ]  # fmt: skip
    rows = [membership.member_admit(actor=actor, institution=one, category=full, since=FOUNDED) for one in institutions]
    membership.vote_suspend(
        actor=actor, membership=rows[-1], since=date(2026, 9, 1), article="10.2", reason=text("at its own request")
    )
    body = (
        cast.assembly
        if cast
        else people.body_create(actor=actor, key="general-assembly", kind="organ", name=text("General Assembly"))
    )
    meeting = meetings.meeting_create(
        actor=actor, body=body, kind="extraordinary", date=SESSION, place=text("Baku", "Bakı"), sample=True
    )
    meetings.attendance_set(
        actor=actor, meeting=meeting,
        presences=[Presence(one.key, "present", "rector") for one in institutions[:present]]
        + [Presence(one.key, "represented", by="u01") for one in institutions[present : present + represented]],
    )  # fmt: skip
    return House(charter, institutions, full, meeting, actor)


__all__ = ["CHARTER", "FOUNDED", "SESSION", "Body", "House", "Membership", "Presence", "build_house", "text"]
