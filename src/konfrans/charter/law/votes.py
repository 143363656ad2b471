"""How votes are taken: ballots, ties, and what people have to check beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from konfrans.charter.tables import Key, KindKey, OfficeKey, Ref, Size, Table, Texts, Wrong
from konfrans.charter.written import AskingWritten

STANDARD_KINDS = (
    "ordinary", "procedural", "statement", "opinion", "admission", "exclusion", "suspension", "election",
    "appointment", "recall", "budget", "fee", "plan", "report", "committee_creation", "charter_adoption",
    "charter_amendment", "rules_of_procedure", "dissolution",
)  # fmt: skip
"""Kinds of decision that every charter may speak of, so that charters can be compared."""

TieWay = Literal["casting_vote", "fails", "lot"]


def given_twice(kinds: tuple[str, ...]) -> Iterator[Wrong]:
    """Kinds that a list names a second time."""
    for place, kind in enumerate(kinds):
        if kind in kinds[:place]:
            yield "twice", ("kinds", place), {"what": "kind", "given": kind}


class Listed(Table):
    """Kinds of decision that an article treats in one way."""

    article: Ref
    """The paragraph that says so."""
    kinds: Annotated[tuple[KindKey, ...], Size(1, 200)]
    """The kinds."""

    def faults(self) -> Iterator[Wrong]:
        return given_twice(self.kinds)


class Tie(Table):
    """What equal votes mean, in an open and in a secret ballot."""

    article: Ref
    """The paragraph that says so."""
    open: TieWay
    """In an open ballot: the casting vote decides, the motion fails, or a lot is drawn."""
    secret: TieWay
    """In a secret ballot."""
    who: OfficeKey | None = None
    """The office that has the casting vote."""
    vote: Literal["second", "only"] = "second"
    """Whether it is a second vote beside the member's own, or the only one that the office has."""

    def faults(self) -> Iterator[Wrong]:
        if "casting_vote" in (self.open, self.secret) and self.who is None:
            yield "missing_key", (), {"missing": "who"}


class Ballot(Table):
    """How a vote is taken."""

    article: Ref
    """The paragraph that says so."""
    mode: Literal["open", "secret"]
    """Openly, or by secret ballot."""
    binding: bool = True
    """Whether a vote taken otherwise is invalid; false: the organ may choose the other mode."""
    kinds: Annotated[tuple[KindKey, ...], Size(0, 200)] = ()
    """The kinds that it is for; none: all others."""

    def faults(self) -> Iterator[Wrong]:
        return given_twice(self.kinds)


Mode = Literal["secret", "by_name", "open"]


class Demand(Table):
    """Another way of voting that so many may ask for: a secret ballot, a roll call (`by_name`)."""

    article: Ref
    """The paragraph that allows it."""
    mode: Mode
    """What they may ask for. A roll call is an open vote."""
    members: AskingWritten
    """So many have to ask for it."""
    kinds: Annotated[tuple[KindKey, ...], Size(0, 200)] = ()
    """The kinds that it is for; none: all."""

    def faults(self) -> Iterator[Wrong]:
        return given_twice(self.kinds)

    def against(self, mode: str) -> bool:
        """Whether it asks for another way than a vote that is `open` or `secret`."""
        return (self.mode == "secret") != (mode == "secret")


class Attested(Table):
    """A rule that people check: the office that attests it says that it was kept."""

    rule: Key
    """What it is called by whoever attests it."""
    article: Ref
    """The paragraph that asks for it."""
    who: OfficeKey
    """The office that may attest it."""
    text: Texts
    """What is attested."""


class NotJudged(Table):
    """What an article asks besides the vote, and no rule computes: by key."""

    what: Literal[
        "notice", "papers", "initiative", "draft_text", "review", "nomination", "rounds", "report", "call", "minutes", "deadline", "withdrawal",
    ]  # fmt: skip
    """What is asked."""
    article: Ref
    """The paragraph that asks for it."""


class Step(Table):
    """What follows once a decision has passed; it delays the effect, not the decision."""

    act: Literal["state_registration", "publication", "notification"]
    """What is done."""
    who: OfficeKey
    """The office that does it."""
    article: Ref
    """The paragraph that asks for it."""
