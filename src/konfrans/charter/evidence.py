"""What a verdict is judged on: counts, the call, the ballot, the casting vote, attestations. Never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from konfrans.charter.amounts import ALL, Base, Measure, Whose
from konfrans.charter.faults import CountError, EvidenceError, nearest
from konfrans.charter.matters import NO_WAY, Way
from konfrans.charter.tables import plain

Casting = Literal["yes", "no"]

MOST = 1_000_000_000
"""No body has more members; beyond it a number is a slip of the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The counts of one vote, as given. They must add up, else `CountError` names the numbers.

    `present` are in the room, `represented` are there by proxy. Left out: `members` and `seats` are as many as
    `entitled`; `not_voting` is the remainder of those present and represented. `barred` are there but may not vote on this item. `groups` holds the same counts for a part of the body each, `weights` the sums of
    weights where the charter weighs votes.
    """

    entitled: int
    present: int = 0
    represented: int = 0
    yes: int = 0
    no: int = 0
    abstain: int = 0
    blank: int = 0
    invalid: int = 0
    not_voting: int | None = None
    members: int | None = None
    seats: int | None = None
    barred: int = 0
    groups: Mapping[str, Count] = field(default_factory=dict)
    weights: Count | None = None

    def __post_init__(self) -> None:
        for name in COUNTS:
            value = getattr(self, name)
            if value is None and name in _MAY_MISS:
                continue
            if type(value) is not int:
                raise CountError("count_not_whole", name=name, given=repr(value)[:40])
            if value < 0:
                raise CountError("count_negative", name=name, given=value)
            if value > MOST:
                raise CountError("count_too_large", name=name, most=MOST)
        if self.entitled > self.size(Base.MEMBERS):
            raise CountError("more_entitled_than_members", entitled=self.entitled, members=self.members)
        if self.entitled > self.size(Base.SEATS):
            raise CountError("more_entitled_than_seats", entitled=self.entitled, seats=self.seats)
        if self.there > self.entitled:
            raise CountError(
                "more_there_than_entitled",
                there=self.there, present=self.present, represented=self.represented, entitled=self.entitled,
            )  # fmt: skip
        voted = self.size(Base.PARTICIPANTS)
        parts = {name: getattr(self, name) for name in _BALLOTS}
        if voted > self.there:
            raise CountError("more_votes_than_there", **parts, votes=voted, there=self.there)
        if voted + self.barred > self.there:
            raise CountError("more_votes_than_not_barred", votes=voted, barred=self.barred, there=self.there)
        if self.not_voting is not None and voted + self.not_voting != self.there:
            raise CountError(
                "votes_do_not_add_up",
                **parts, not_voting=self.not_voting, votes=voted + self.not_voting, there=self.there,
            )  # fmt: skip

        for key, part in self.groups.items():
            for name in _OF_A_PART:
                if getattr(part, name) > getattr(self, name):
                    raise CountError(
                        "group_more_than_body", group=key, name=name, given=getattr(part, name), whole=getattr(self, name)
                    )  # fmt: skip

    @property
    def there(self) -> int:
        """Present and represented."""
        return self.present + self.represented

    @property
    def silent(self) -> int:
        """Those there who cast nothing, given or found as the remainder."""
        return self.there - self.size(Base.PARTICIPANTS)

    def part(self, whose: Whose) -> Count:
        """The counts of a group, or of weights; `CountError` where they were not given."""
        found = self
        if whose.group is not None:
            if whose.group not in self.groups:
                raise CountError("count_of_group_missing", group=whose.group)
            found = self.groups[whose.group]
        if whose.weighted:
            if found.weights is None:
                raise CountError("count_of_weights_missing", group=whose.group)
            found = found.weights
        return found

    def size(self, base: Base, whose: Whose = ALL) -> int:
        """How many a base holds, with what was left out filled in."""
        if whose is not ALL and whose != ALL:
            return self.part(whose).size(base)
        match base:
            case Base.SEATS:
                return self.entitled if self.seats is None else self.seats
            case Base.MEMBERS:
                return self.entitled if self.members is None else self.members
            case Base.ENTITLED:
                return self.entitled
            case Base.PRESENT:
                return self.present
            case Base.PRESENT_AND_REPRESENTED:
                return self.there
            case Base.PARTICIPANTS:
                return self.yes + self.no + self.abstain + self.blank + self.invalid
            case Base.CAST_WITH_BLANKS:
                return self.yes + self.no + self.abstain + self.blank
            case Base.VALID:
                return self.yes + self.no + self.abstain
            case Base.CAST:
                return self.yes + self.no
            case Base.NO:
                return self.no

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        """What a measure comes to."""
        if whose is not ALL and whose != ALL:
            return self.part(whose).value(measure)
        match measure:
            case Measure.YES:
                return self.yes
            case Measure.NO:
                return self.no
            case Measure.YES_MINUS_NO:
                return self.yes - self.no
            case Measure.PRESENT:
                return self.present
            case Measure.PRESENT_AND_REPRESENTED:
                return self.there
            case Measure.PARTICIPANTS:
                return self.size(Base.PARTICIPANTS)
            case _:
                raise CountError("measure_of_no_vote", name=measure.value)

    def to_json(self) -> dict[str, Any]:
        """As given: what was left out is null; those barred, groups and weights stand there only where there are any."""
        found: dict[str, Any] = {name: getattr(self, name) for name in COUNTS if name != "barred"}
        if self.barred:
            found["barred"] = self.barred
        if self.groups:
            found["groups"] = {name: count.to_json() for name, count in self.groups.items()}
        if self.weights is not None:
            found["weights"] = self.weights.to_json()
        return found

    @classmethod
    def from_json(cls, found: Mapping[str, Any], *, place: str = "count") -> Count:
        _only(found, (*COUNTS, "groups", "weights"), place)
        if "entitled" not in found:
            raise EvidenceError("evidence_key_missing", key=f"{place}.entitled")
        groups, weights = found.get("groups") or {}, found.get("weights")
        for name, value in (("groups", groups), ("weights", weights)):
            inner = value.values() if name == "groups" and isinstance(value, Mapping) else [value]
            if not all(isinstance(one, Mapping) or (one is None and name == "weights") for one in inner):
                raise EvidenceError("evidence_type", key=f"{place}.{name}", given=type(value).__name__)
        return cls(
            **{name: found[name] for name in COUNTS if name in found},
            groups={key: cls.from_json(one, place=f"{place}.groups.{key}") for key, one in groups.items()},
            weights=None if weights is None else cls.from_json(weights, place=f"{place}.weights"),
        )


COUNTS = (
    "entitled", "present", "represented", "yes", "no", "abstain", "blank", "invalid", "not_voting", "members", "seats",
    "barred",
)  # fmt: skip
"""The counts of every vote, in their order."""
_MAY_MISS = ("not_voting", "members", "seats")
_OF_A_PART = ("entitled", "present", "represented", "yes", "no", "abstain", "blank", "invalid", "barred")
"""Counts of which a group of the body has no more than the body."""
_BALLOTS = ("yes", "no", "abstain", "blank", "invalid")


@dataclass(frozen=True, slots=True)
class Attestation:
    """That a rule which the software does not compute was kept: the rule's key, the person's key, the office held."""

    rule: str
    by: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a verdict on a motion rests on, but for the charter. `record` carries what others freeze beside it
    (organ, date, roll); the engine keeps it unread. `secret` None: as the charter prescribes for the kind."""

    kind: str
    count: Count
    call: int = 1
    secret: bool | None = None
    casting: Casting | None = None
    attestations: tuple[Attestation, ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict)
    question: str = "motion"
    way: Way = NO_WAY

    def to_json(self) -> dict[str, Any]:
        """The object to freeze; canonical bytes and their hash come from `konfrans.charter.canonical`."""
        way = {} if self.way == NO_WAY else {"way": plain(self.way)}
        return {
            "question": self.question,
            "kind": self.kind,
            "count": self.count.to_json(),
            "call": self.call,
            "secret": self.secret,
            "casting": self.casting,
            "attestations": [{"rule": a.rule, "by": a.by, "office": a.office} for a in self.attestations],
            "record": dict(self.record),
            **way,
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Evidence:
        """Reads frozen evidence back; `EvidenceError` on a key it does not know, a missing one or a wrong type."""
        keys = ("question", "kind", "count", "call", "secret", "casting", "attestations", "record", "way")
        _only(found, keys, "evidence")
        for key, kinds in _TYPES.items():
            if key in found and not isinstance(found[key], kinds):
                raise EvidenceError("evidence_type", key=key, given=type(found[key]).__name__)
        for key in ("kind", "count"):
            if key not in found:
                raise EvidenceError("evidence_key_missing", key=key)
        if found.get("question", "motion") != "motion":
            raise EvidenceError("evidence_question", given=found["question"])
        return cls(
            kind=found["kind"],
            count=Count.from_json(found["count"]),
            call=found.get("call", 1),
            secret=found.get("secret"),
            casting=found.get("casting"),
            attestations=tuple(_attestation(one) for one in found.get("attestations", ())),
            record=found.get("record", {}),
            way=_way(found["way"]) if "way" in found else NO_WAY,
        )


_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "question": str,
    "kind": str,
    "count": dict,
    "call": int,
    "secret": (bool, type(None)),
    "casting": (str, type(None)),
    "attestations": list,
    "record": dict,
    "way": dict,
}


def _way(found: Mapping[str, Any]) -> Way:
    """How the motion came, as frozen; what it names is known to the charter that was in force, so it is not looked up."""
    from konfrans.charter.lines import Lines
    from konfrans.charter.reading import Reading

    reading = Reading(Lines(""))
    way = reading.table(Way, found)
    if way is None:
        raise EvidenceError("evidence_way", key=reading.faults[0].key or "way")
    return way


def _attestation(found: Any) -> Attestation:
    if not isinstance(found, dict):
        raise EvidenceError("evidence_type", key="attestations", given=type(found).__name__)
    _only(found, ("rule", "by", "office"), "attestations")
    for key in ("rule", "by"):
        if not isinstance(found.get(key), str):
            raise EvidenceError("evidence_key_missing", key=f"attestations.{key}")
    if not isinstance(found.get("office"), str | None):
        raise EvidenceError("evidence_type", key="attestations.office", given=type(found["office"]).__name__)
    return Attestation(rule=found["rule"], by=found["by"], office=found.get("office"))


def _only(found: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in found:
        if key not in known:
            raise EvidenceError("evidence_key_unknown", key=f"{place}.{key}", nearest=nearest(str(key), known))
