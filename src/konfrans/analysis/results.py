"""Results as they travel: small frozen rows, with the design, the rule of degrees of freedom, and notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.analysis.design import Design
from konfrans.analysis.faults import AnalysisError

OWN = ("item", "estimate", "se", "ci", "deff", "df", "n")
"""What a row says of itself: a column of that name cannot stand beside it."""
OF_WORDS = ("word", "answers", "tokens", "of")
OWN_OF = {
    "proportions": ("level", "ci_logit", "ci_wilson"),
    "quantiles": ("at",),
    "compare": ("against", "p", "p_holm"),
    "trend": ("against", "p", "p_holm"),
    "alpha": ("alpha", "items"),
    "omega": ("eigenvalues", "srmr", "items"),
    "response": ("rate", "definition", "weighted", "numerator", "denominator"),
    "checks": ("check", "unweighted", "run", "median", "limit"),
    "words": OF_WORDS,
    "keyness": (
        *OF_WORDS,
        "against",
        "answers_rest",
        "of_rest",
        "g2",
        "log_ratio",
        "bic",
        "p",
        "p_holm",
        "p_bonferroni",
    ),
}
"""What rows of a kind say besides."""


def check_by(kind: str, by: Sequence[str]) -> None:
    """Refuse a column of groups that is called as a row calls one of its figures."""
    if taken := [name for name in by if name in (*OWN, *OWN_OF.get(kind, ()))]:
        raise AnalysisError("by_reserved", column=taken[0])


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate. `keys` say of what; `ci` is [low, high]; NaN stands for "not estimable", `n` None for a number that is withheld."""

    keys: dict[str, Any]
    estimate: float
    se: float
    ci: tuple[float, float]
    deff: float
    df: float
    n: int | None
    more: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As JSON holds it: what is not estimable is null, degrees without end are "inf"."""
        df = int(self.df) if math.isfinite(self.df) and self.df == int(self.df) else self.df
        numbers: dict[str, Any] = {
            "estimate": self.estimate,
            "se": self.se,
            "ci": list(self.ci),
            "deff": self.deff,
            "df": df,
        }
        numbers |= {name: list(value) if isinstance(value, tuple) else value for name, value in self.more.items()}
        return {**self.keys, **{name: _plain(value) for name, value in numbers.items()}, "n": self.n}


@dataclass(slots=True)
class Result:
    """What a command found."""

    kind: str
    data: str
    design: Design
    level: float
    by: list[str]
    df_rule: str
    labels: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    asked: dict[str, Any] = field(default_factory=dict)
    """The options of the command, as they were given."""
    choice: tuple[int, int] | None = None
    """Of words under disclosure control: in how many answers a word must stand, and how many are listed, of those that may be shown."""
    beneath: list[Any] = field(default_factory=list)
    """The counts on which it rests (`sections.Table`), where they were at hand."""
    test: Any = None
    """A test of the whole: `f`, `ndf`, `ddf`, `p`; several, for several items."""

    def note(self, code: str, **facts: Any) -> None:
        """Something that the reader should know."""
        self.notes.append({"code": code, **facts})

    def document(self) -> dict[str, Any]:
        """One object for JSON."""
        found = {
            "command": self.kind,
            "data": self.data,
            "design": self.design.model_dump(exclude_defaults=True),
            "level": self.level,
            "df_rule": self.df_rule,
            "rows": [row.document() for row in self.rows],
            "notes": self.notes,
        }
        return found if self.test is None else {**found, "test": _told(self.test)}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return None if any(_plain(each) is None for each in value) else value
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else None
    return value


def _told(test: Any) -> Any:
    if isinstance(test, list):
        return [_told(each) for each in test]
    return {name: _plain(value) for name, value in test.items()}
