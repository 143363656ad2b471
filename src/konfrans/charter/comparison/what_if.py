"""Recorded votes under several charters: which of them would have gone otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from konfrans.charter.comparison.counts import Recorded
from konfrans.charter.evidence import Evidence
from konfrans.charter.faults import CharterError, Fault, KindError, LawError, nearest
from konfrans.charter.law import Charter
from konfrans.charter.motions import judge
from konfrans.charter.verdicts import Outcome, Verdict

UNJUDGED = ("cannot_be_judged", Outcome.NO_RULE.value)
"""What stands for an outcome where a charter gives none."""
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One vote under each charter: a verdict, or why there is none."""

    recorded: Recorded
    verdicts: tuple[Verdict | LawError, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcome under each charter; `cannot_be_judged` where there is none."""
        return tuple(one.outcome.value if isinstance(one, Verdict) else "cannot_be_judged" for one in self.verdicts)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Why it has no outcome under some: `cannot_be_judged`, `no_rule`."""
        return tuple(name for name in UNJUDGED if name in self.outcomes)

    @property
    def compared(self) -> bool:
        """Whether there are outcomes to hold against each other: under two charters, or under the only one."""
        return sum(one not in UNJUDGED for one in self.outcomes) >= min(2, len(self.outcomes))

    @property
    def flips(self) -> bool:
        """Whether it would go otherwise under one of them; where it has no outcome, nothing is said."""
        return len({*self.outcomes} - {*UNJUDGED}) > 1


class OfTable(Protocol):
    """A vote from a table of counts: its line, and what was counted."""

    @property
    def line(self) -> int: ...
    @property
    def evidence(self) -> Evidence: ...


V = TypeVar("V", bound=OfTable)


def of_known_kinds(votes: Sequence[V], charters: tuple[Charter, ...]) -> Sequence[V]:
    """The same votes; `CharterError` names by line every kind that none of the charters knows."""
    known = dict.fromkeys(kind for charter in charters for kind in charter.kinds_known())
    ruled = tuple(dict.fromkeys(kind for charter in charters for kind in charter.kinds_ruled()))
    faults: list[Fault] = []
    for vote in votes:
        kind = vote.evidence.kind
        if kind not in known and len(faults) < MOST_FAULTS:
            facts = {"given": kind[:80], "nearest": nearest(kind, known), "known": ruled}
            faults.append(Fault("kind_in_none", "kind", vote.line, facts))
    if faults:
        raise CharterError(faults)
    return votes


def what_if(votes: Iterable[Recorded], charters: tuple[Charter, ...]) -> tuple[Row, ...]:
    """Every vote under every charter, in the order given. A kind that a charter does not know has no rule there."""
    return tuple(Row(vote, tuple(_judged(vote, charter) for charter in charters)) for vote in votes)


def _judged(vote: Recorded, charter: Charter) -> Verdict | LawError:
    try:
        return judge(vote.evidence, charter)
    except KindError:
        return Verdict(charter.ref, "motion", vote.evidence.kind, Outcome.NO_RULE)
    except LawError as wrong:
        return wrong
