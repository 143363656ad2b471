"""Organs: seats, powers, how they are called, when they have a quorum, how they vote."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from konfrans.charter.schema.conditions import ConditionTable, PresenceTable
from konfrans.charter.schema.decisions import BallotTable, Came, ListedTable, NotJudgedTable, TieTable
from konfrans.charter.schema.plain import Key, Ref, Table, Texts, Whole
from konfrans.charter.schema.time import IntervalTable, SpanTable


class SecondCallTable(PresenceTable):
    """The lower quorum of a session called again; `items`: whether it may decide anything or what was put off alone."""

    who: Key
    closed: ListedTable | None = None
    between: IntervalTable | None = None
    items: Literal["any", "put_off"] = "any"
    from_call: Annotated[int, Field(ge=2, le=9)] = 2


class PowerTable(Table):
    """What an organ decides, by kind of decision; `delegable` whether it may hand it on."""

    article: Ref
    kinds: Annotated[list[Key], Field(min_length=1, max_length=200)]
    delegable: bool = False


class CallTable(Table):
    """How a session is called: days of notice and of papers, by whom; `extraordinary` with its own."""

    article: Ref
    notice: SpanTable
    papers: SpanTable | None = None
    papers_article: Ref | None = None
    who: Annotated[list[Key], Field(max_length=50)] = []
    members: ConditionTable | None = None
    came: Came = "announced"


class SessionsTable(Table):
    """How many sessions a year at least."""

    article: Ref
    a_year: Annotated[int, Field(ge=1, le=366)]


class RemoteTable(Table):
    """Sessions from afar, and votes without a session. `silence`: what no answer means."""

    article: Ref
    allowed: bool = True
    closed: ListedTable | None = None
    answer: SpanTable | None = None
    silence: Literal["not_voting", "yes", "no", "abstain"] = "not_voting"
    objection: ConditionTable | None = None
    extend: SpanTable | None = None
    close_early: bool = False


class RecusalTable(Table):
    """What somebody barred from an item leaves: the base, the quorum, both or neither."""

    article: Ref
    leaves: Literal["base", "quorum", "both", "neither"]


class FreezeTable(Table):
    """When the base of an item is fixed."""

    article: Ref
    at: Literal["session", "item", "vote"]


class StandingItemTable(Table):
    """An item that every ordinary session must have."""

    article: Ref
    item: Key
    text: Texts


class OrganTable(Table):
    """An organ of the body. `of`: what it is a part of; `counts`: who counts in its bases."""

    name: Texts
    article: Ref
    of: Key | None = None
    counts: Literal["members", "seats"] = "members"
    weighted: bool = False
    size: Whole | None = None
    powers: Annotated[list[PowerTable], Field(max_length=100)] = []
    quorum: PresenceTable | None = None
    second_call: SecondCallTable | None = None
    later_calls: Annotated[list[SecondCallTable], Field(max_length=7)] = []
    call: CallTable | None = None
    extraordinary: CallTable | None = None
    sessions: SessionsTable | None = None
    standing_items: Annotated[list[StandingItemTable], Field(max_length=50)] = []
    remote: RemoteTable | None = None
    written: RemoteTable | None = None
    recusal: RecusalTable | None = None
    freeze: FreezeTable | None = None
    tie: TieTable | None = None
    ballots: Annotated[list[BallotTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []
