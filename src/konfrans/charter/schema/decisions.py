"""Kinds of decision: what passes them, and what is asked beside the vote."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from konfrans.charter.schema.conditions import ConditionTable, PresenceTable
from konfrans.charter.schema.plain import Key, Ref, Table, Texts

TieWay = Literal["casting_vote", "fails", "lot"]


class ListedTable(Table):
    """Kinds of decision that an article treats in one way."""

    article: Ref
    kinds: Annotated[list[Key], Field(min_length=1, max_length=200)]


class TieTable(Table):
    """What equal votes mean, in an open and in a secret ballot."""

    article: Ref
    open: TieWay
    secret: TieWay
    who: Key | None = None


class BallotTable(Table):
    """How a vote is taken; without `kinds` for all others."""

    article: Ref
    mode: Literal["open", "secret"]
    binding: bool = True
    kinds: Annotated[list[Key], Field(max_length=200)] = []


class AttestedTable(Table):
    """A rule that people check: the office that attests it says that it was kept."""

    rule: Key
    article: Ref
    who: Key
    text: Texts


class NotJudgedTable(Table):
    """What an article asks besides the vote."""

    what: Literal["notice", "papers", "initiative", "draft_text", "review", "nomination", "rounds"]
    article: Ref


class StepTable(Table):
    """What follows a decision and delays its effect alone."""

    act: Literal["state_registration", "publication", "notification"]
    who: Key
    article: Ref


class KindTable(Table):
    """A kind of decision. A charter's own kind names the standard one that it is a case of (`like`)."""

    organ: Key | None = None
    like: Key | None = None
    name: Texts = {}
    condition: ConditionTable | None = None
    quorum: PresenceTable | None = None
    tie: TieTable | None = None
    attested: Annotated[list[AttestedTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []
    next: Annotated[list[StepTable], Field(max_length=100)] = []
