"""Organs: when they have a quorum, and how they vote."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from konfrans.charter.schema.conditions import PresenceTable
from konfrans.charter.schema.decisions import BallotTable, ListedTable, NotJudgedTable, TieTable
from konfrans.charter.schema.plain import Key, Ref, Table, Texts


class SecondCallTable(PresenceTable):
    """The lower quorum of a session called again, and the kinds to which it is closed."""

    who: Key
    closed: ListedTable | None = None


class OrganTable(Table):
    """An organ of the body."""

    name: Texts
    article: Ref
    quorum: PresenceTable | None = None
    second_call: SecondCallTable | None = None
    tie: TieTable | None = None
    ballots: Annotated[list[BallotTable], Field(max_length=100)] = []
    not_judged: Annotated[list[NotJudgedTable], Field(max_length=100)] = []
