"""Cases that a charter carries: what was the situation, what is asked, what the rule answers. `konfrans charter test` asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from konfrans.charter.faults import Misread
from konfrans.charter.tables import NONE, Key, Line, Reads, Ref, Size, Table, Texts
from konfrans.charter.verdicts import Outcome


def read_values(found: object) -> Mapping[str, Any]:
    """A table as it stands in the file; what it may hold, the question says when it is asked."""
    if type(found) is not dict:
        raise Misread("wrong_type", expected="dict", given=type(found).__name__)
    return found


Values = Annotated[Mapping[str, Any], Reads(read_values, {"type": "object", "format": "table"})]


class Expected(Table):
    """What the charter answers. What is left out is not compared."""

    outcome: Outcome
    """The outcome of the verdict."""
    needed: int | Line | None = None
    """What the first reason of the paragraph asks for: a number, a key, a day."""
    got: int | Line | None = None
    """What it finds."""
    answer: Values = NONE
    """Keys of the answer with their values; the answer may hold more."""
    next: Annotated[tuple[Key, ...], Size(0, 50)] | None = None
    """What has to be done next, all of it, in order."""


class Example(Table):
    """A case that shows a rule at work."""

    article: Ref
    """The paragraph whose rule it shows."""
    question: Key
    """The question that is asked, by its key."""
    facts: Values
    """The facts it is asked on, as `konfrans ask` takes them."""
    expect: Expected
    """What the charter answers."""
    name: Texts | None = None
    """The situation in a few words, in each language."""


class Cases(Table):
    """Cases in a file of their own, for one charter."""

    example: Annotated[tuple[Example, ...], Size(0, 2000)] = ()
    """The cases."""
