"""Recorded votes under several charters: which of them would have gone otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konfrans.charter.comparison.counts import Recorded
from konfrans.charter.faults import KindError, LawError
from konfrans.charter.law import Charter
from konfrans.charter.motions import judge
from konfrans.charter.verdicts import Outcome, Verdict


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
    def flips(self) -> bool:
        """Whether it would go otherwise under one of them."""
        return len(set(self.outcomes)) > 1


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
