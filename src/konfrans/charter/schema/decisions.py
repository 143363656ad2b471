"""Kinds of decision: what passes them, by which ways, in how many readings, and what comes before their effect."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from konfrans.charter.schema.conditions import ConditionTable, PresenceTable, RequirementTable
from konfrans.charter.schema.plain import Key, Number, Ref, Table, Texts
from konfrans.charter.schema.time import IntervalTable, SpanTable

TieWay = Literal["casting_vote", "fails", "lot", "next_round"]
Came = Literal["announced", "late", "floor"]


class ListedTable(Table):
    """Kinds of decision that an article treats in one way."""

    article: Ref
    kinds: Annotated[list[Key], Field(min_length=1, max_length=200)]


class TieTable(Table):
    """What equal votes mean. `second_vote`: who casts it has voted before; else it is the person's only vote."""

    article: Ref
    open: TieWay
    secret: TieWay
    who: Key | None = None
    second_vote: bool = True


class BallotTable(Table):
    """How a vote is taken; `on_demand`: how many may ask for the other mode."""

    article: Ref
    mode: Literal["open", "roll_call", "secret", "consensus"]
    binding: bool = True
    kinds: Annotated[list[Key], Field(max_length=200)] = []
    on_demand: ConditionTable | None = None


class AttestedTable(Table):
    """A rule that people check: the office that attests it says that it was kept."""

    rule: Key
    article: Ref
    who: Key
    text: Texts


class NotJudgedTable(Table):
    what: Literal["notice", "papers", "initiative", "draft_text", "review", "nomination", "rounds"]
    article: Ref


class StepTable(Table):
    """What follows a decision and delays its effect alone."""

    act: Literal["state_registration", "publication", "notification", "approval"]
    who: Key
    article: Ref
    within: SpanTable | None = None


class CameTable(Table):
    """The condition for an item that came late or from the floor."""

    article: Ref
    how: Came
    condition: ConditionTable | None = None
    never: bool = False

    @model_validator(mode="after")
    def _one(self) -> CameTable:
        if (self.condition is None) != self.never:
            raise PydanticCustomError("condition_or_never", "condition")
        return self


class TouchingTable(Table):
    """Articles that only a stronger condition changes, or that nothing changes."""

    article: Ref
    articles: Annotated[list[Number], Field(min_length=1, max_length=200)]
    condition: ConditionTable | None = None
    never: bool = False

    @model_validator(mode="after")
    def _one(self) -> TouchingTable:
        if (self.condition is None) != self.never:
            raise PydanticCustomError("condition_or_never", "condition")
        return self


class RouteTable(Table):
    """Another way to the same end: an organ with its own condition."""

    article: Ref
    organ: Key
    condition: ConditionTable
    quorum: PresenceTable | None = None


class GateTable(Table):
    """A second yes: of an organ or office of the body, or of somebody outside.

    `decides`: without it there is no decision yet; else it delays the effect alone. `silence`: what it means when nothing was
    heard within `within`.
    """

    article: Ref
    who: Key
    act: Literal["consent", "approval", "confirmation"] = "consent"
    decides: bool = True
    condition: ConditionTable | None = None
    within: SpanTable | None = None
    silence: Literal["consent", "refusal"] | None = None
    may_refuse: bool = True


class ReadingsTable(Table):
    """The same text more than once, with an interval between; `at` says whether in one session, in two, or in two assemblies."""

    article: Ref
    number: Annotated[int, Field(ge=2, le=5)] = 2
    between: IntervalTable | None = None
    apart: Literal["any", "sessions", "consecutive_assemblies"] = "any"
    conditions: Annotated[list[ConditionTable], Field(max_length=5)] = []


class StandstillTable(Table):
    """Effect only after a time in which members may object, or an organ cancel."""

    article: Ref
    span: SpanTable
    objection: RequirementTable | None = None
    cancel: Key | None = None


class MovesTable(Table):
    """Where an item goes that failed or could not be decided: to another organ, or to the next session."""

    article: Ref
    when: Literal["failed", "invalid", "no_result"]
    to: Key
    condition: ConditionTable | None = None


class LockTable(Table):
    """What was decided or refused is not raised again for a time, or only with a stronger condition."""

    article: Ref
    after: Literal["adopted", "refused", "either"]
    span: SpanTable
    condition: ConditionTable | None = None


class ConfirmTable(Table):
    """In force at once, and confirmed later: without it the decision lapses, or a later refusal undoes it."""

    article: Ref
    who: Key
    span: SpanTable
    effect: Literal["lapses", "undone_by_refusal", "cannot_be_refused"]


class InitiativeTable(Table):
    """Who may propose: offices and organs by key, or a number of members."""

    article: Ref
    who: Annotated[list[Key], Field(max_length=50)] = []
    members: ConditionTable | None = None


class EffectTable(Table):
    """When a decision takes effect: on its day, or so long after it, or with a step."""

    article: Ref
    on: Literal["decision", "publication", "state_registration", "approval", "fixed_day"] = "decision"
    span: SpanTable | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None


class LevelTable(Table):
    """Whom a decision binds."""

    article: Ref
    level: Literal["binding", "recommendation", "internal"]


class KindTable(Table):
    """A kind of decision. A charter's own kind names the standard one that it is a case of (`like`)."""

    organ: Key | None = None
    like: Key | None = None
    name: Texts = {}
    condition: ConditionTable | None = None
    quorum: PresenceTable | None = None
    tie: TieTable | None = None
    level: LevelTable | None = None
    effect: EffectTable | None = None
    initiative: Annotated[list[InitiativeTable], Field(max_length=50)] = []
    came: Annotated[list[CameTable], Field(max_length=3)] = []
    touching: Annotated[list[TouchingTable], Field(max_length=100)] = []
    routes: Annotated[list[RouteTable], Field(max_length=20)] = []
    gates: Annotated[list[GateTable], Field(max_length=20)] = []
    readings: ReadingsTable | None = None
    standstill: StandstillTable | None = None
    moves: Annotated[list[MovesTable], Field(max_length=10)] = []
    lock: Annotated[list[LockTable], Field(max_length=10)] = []
    confirm: ConfirmTable | None = None
    attested: Annotated[list[AttestedTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []
    next: Annotated[list[StepTable], Field(max_length=100)] = []
