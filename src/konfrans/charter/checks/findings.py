"""What a check finds: a fault, which may not stand, or a remark, which the drafters may accept with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from konfrans.charter.evidence import Casting, Count
from konfrans.charter.tables import Text
from konfrans.charter.verdicts import Outcome


class Level(StrEnum):
    """A fault has to go; a remark is what some statutes choose, and may be accepted in the charter."""

    FAULT = "fault"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Scene:
    """One vote of a counterexample, with the outcome that the engine gives it."""

    kind: str
    count: Count
    outcome: Outcome
    call: int = 1
    casting: Casting | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `facts` are what its words name; `before` and `after` the votes of its counterexample."""

    code: str
    level: Level
    article: str
    """The paragraph it is about; empty where the charter names none."""
    kinds: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    before: Scene | None = None
    after: Scene | None = None
    sizes: tuple[int, ...] = ()
    """The sizes of body at which it was found; empty where it does not depend on one."""
    key: str = ""
    """Where it stands in the file, and on which line; for what the reading of the file found."""
    line: int = 0
    reason: Text | None = None
    """Why the drafters accept it: the charter's own words."""

    @property
    def accepted(self) -> bool:
        return self.reason is not None

    @property
    def weighs(self) -> bool:
        """Whether the charter is not clean because of it."""
        return self.level is Level.FAULT or not self.accepted
