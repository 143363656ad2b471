"""A verdict and what it is made of. Numbers, keys and articles, never words: `konfrans.charter.words` speaks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from konfrans.charter.amounts import ALL, Amount, Base, Exact, Measure, Whose

if TYPE_CHECKING:
    from konfrans.charter.clock import Reckoned


class Outcome(StrEnum):
    """The closed set of outcomes; `status` is the exit status of a command that asked."""

    PASSED = "passed"
    ANSWERED = "answered"
    FAILED = "failed"
    NO_RESULT = "no_result"
    INVALID = "invalid"
    NO_RULE = "no_rule"
    CASTING_VOTE = "casting_vote"
    LOT = "lot"
    REOPEN = "reopen"
    MOVED_ON = "moved_on"
    ON_HOLD = "on_hold"
    INCOMPLETE = "incomplete"

    @property
    def status(self) -> int:
        """0 it holds, 1 it does not, 2 it cannot be judged, 3 something more is needed."""
        return _STATUS[self]


_STATUS: Mapping[Outcome, int] = {
    Outcome.PASSED: 0,
    Outcome.ANSWERED: 0,
    Outcome.FAILED: 1,
    Outcome.NO_RESULT: 1,
    Outcome.INVALID: 1,
    Outcome.NO_RULE: 2,
    Outcome.CASTING_VOTE: 3,
    Outcome.LOT: 3,
    Outcome.REOPEN: 3,
    Outcome.MOVED_ON: 3,
    Outcome.ON_HOLD: 3,
    Outcome.INCOMPLETE: 3,
}


@dataclass(frozen=True, slots=True)
class CharterRef:
    """Which charter, to the byte: `sha256` is that of the document's UTF-8 bytes with LF line ends."""

    key: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Working:
    """How the amount needed came about.

    `exact` and `strict` are stored with the verdict. The rest is for words and pictures; it follows from the evidence
    and the charter (`recompute`), so it is neither stored nor compared.
    """

    exact: Exact | None = None
    strict: bool | None = None
    measure: Measure | None = field(default=None, compare=False)
    share: Fraction | None = field(default=None, compare=False)
    base: Base | None = field(default=None, compare=False)
    size: int | None = field(default=None, compare=False)
    parts: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """What a picture draws, in order: (("yes", 7), ("no", 4), ("abstain", 1)); zero parts are left out."""
    via: str | None = field(default=None, compare=False)
    """The article that lets this kind of decision fall to the rule for ordinary ones."""
    amount: Amount | None = field(default=None, compare=False)
    """The amount as the charter writes it; `share`, `base` and `size` stand only where it is a plain share."""
    whose: Whose = field(default=ALL, compare=False)
    idle: bool = field(default=False, compare=False)
    """Not met, and it decides nothing: another requirement of *any of* is met."""
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What the words name beside the numbers: days, keys of offices, kinds or members."""
    clock: Reckoned | None = field(default=None, compare=False)
    """How a day was reckoned."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a verdict.

    `code` names the ground (`majority`, `quorum`, `notice` …); `met` is None while it is not yet known;
    `needed` is the least value that meets the requirement, `got` what there was (numbers, or keys such as `secret`).
    """

    code: str
    article: str
    met: bool | None
    needed: int | str | None
    got: int | str | None
    working: Working = Working()


@dataclass(frozen=True, slots=True)
class Next:
    """Who must act now, by which article, and by when (ISO 8601) where the charter sets a day."""

    act: str
    who: str
    article: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question under one charter, with every reason. `answer` holds what is more than yes or no."""

    charter: CharterRef
    question: str
    kind: str | None
    outcome: Outcome
    answer: Any = None
    reasons: tuple[Reason, ...] = ()
    next: tuple[Next, ...] = ()

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def status(self) -> int:
        return self.outcome.status
