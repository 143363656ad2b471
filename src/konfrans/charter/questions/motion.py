"""Did this motion pass? Is there a quorum? The facts of a vote as a file holds them, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from konfrans.charter.asking import Question
from konfrans.charter.evidence import COUNTS, Attestation, Count, Evidence
from konfrans.charter.faults import AttestationError
from konfrans.charter.law import Charter
from konfrans.charter.matters import NO_WAY, Way
from konfrans.charter.motions import judge, quorum_verdict
from konfrans.charter.tables import NONE, Bounds, GroupKey, Key, KindKey, Line, OrganKey, Table, Zero
from konfrans.charter.verdicts import Verdict


class Body(Table):
    """How large a body is, and who of it is there."""

    entitled: Zero
    """Entitled to vote."""
    present: Zero = 0
    """In the room."""
    represented: Zero = 0
    """There by proxy."""
    members: Zero | None = None
    """Members admitted; left out: as many as entitled."""
    seats: Zero | None = None
    """Seats that the charter founds; left out: as many as entitled."""

    def count(self) -> Count:
        """The counts as a value, with the weights and the groups that the facts give; `CountError` where they do not add up."""
        given = {name: getattr(self, name) for name in COUNTS if name in self.FIELDS}
        weights: Gathered | None = getattr(self, "weights", None)
        groups: Mapping[str, Gathered] = getattr(self, "groups", NONE)
        return Count(
            **given,
            weights=None if weights is None else weights.count(),
            groups={key: one.count() for key, one in groups.items()},
        )


class Gathered(Body):
    """Who is there, or a part of them."""

    barred: Zero = 0
    """There, but barred from this item."""


class GatheredPart(Gathered):
    """Who is there of a part of the body, and the sums of their weights."""

    weights: Gathered | None = None
    """The same numbers as sums of weights."""


class Counted(Gathered):
    """The counts of one vote; they have to add up."""

    yes: Zero = 0
    """Votes for."""
    no: Zero = 0
    """Votes against."""
    abstain: Zero = 0
    """Abstentions."""
    blank: Zero = 0
    """Blank ballots."""
    invalid: Zero = 0
    """Invalid ballots."""
    not_voting: Zero | None = None
    """There, but cast nothing; left out: the remainder."""


class PartCounted(Counted):
    """The counts of a part of the body, and the sums of its weights."""

    weights: Counted | None = None
    """The same counts as sums of weights."""


class Attesting(Table):
    """That a rule which people check was kept."""

    rule: Key
    """The key of the rule."""
    by: Line
    """Who attests it: a name or a key."""
    office: Line | None = None
    """The office held."""


class MotionFacts(PartCounted):
    """A vote on a motion."""

    kind: KindKey
    """The kind of decision."""
    call: Annotated[int, Bounds(1, 9)] = 1
    """1, or 2 where the session was called a second time."""
    secret: bool | None = None
    """Whether the ballot was secret; left out: as the charter prescribes."""
    casting: Literal["yes", "no"] | None = None
    """The casting vote, if one was given."""
    attested: tuple[Attesting, ...] = ()
    """Rules attested."""
    groups: Mapping[GroupKey, PartCounted] = NONE
    """The counts of groups that the charter counts by themselves."""
    way: Way = NO_WAY
    """How the motion came and what surrounds its vote."""

    def evidence(self) -> Evidence:
        """What the verdict rests on."""
        return Evidence(
            kind=self.kind,
            count=self.count(),
            call=self.call,
            secret=self.secret,
            casting=self.casting,
            attestations=tuple(Attestation(one.rule, one.by, one.office) for one in self.attested),
            way=self.way,
        )


class QuorumFacts(GatheredPart):
    """Who is there, and for which kind of decision."""

    kind: KindKey = "ordinary"
    """The kind of decision."""
    organ: OrganKey | None = None
    """The organ in session; left out: the one that decides this kind."""
    call: Annotated[int, Bounds(1, 9)] = 1
    """1, or 2 where the session was called a second time."""
    groups: Mapping[GroupKey, GatheredPart] = NONE
    """Who is there of groups that the charter counts by themselves."""
    way: Way = NO_WAY
    """How the motion came."""


def _quorum(facts: QuorumFacts, charter: Charter) -> Verdict:
    return quorum_verdict(
        facts.count(), kind=facts.kind, charter=charter, call=facts.call, way=facts.way, organ=facts.organ
    )


def _motion(facts: MotionFacts, charter: Charter) -> Verdict:
    """An office that is typed has to be the one that the charter names; in a recorded decision it is the attester's own."""
    rule = charter.motion_rule(facts.kind)
    wanted = {} if rule is None else {one.rule: one.who for one in rule.attested}
    for one in facts.attested:
        if one.office is not None and one.office != wanted.get(one.rule, one.office):
            raise AttestationError("attestation_office", rule=one.rule, given=one.office[:80], who=wanted[one.rule])
    return judge(facts.evidence(), charter)


MOTION = Question("motion", MotionFacts, _motion)
QUORUM = Question("quorum", QuorumFacts, _quorum)
