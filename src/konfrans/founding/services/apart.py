"""The look at all answers, and the founding, in a process of their own: a process speaks the languages it was started with, and the
one that serves was started before any were chosen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from konfrans.founding.rules import Answers, Fault, Wrong, environment, looked_at

SECONDS = 240.0
COMMAND = "found_apart"


class Unfinished(RuntimeError):
    """The process ended without an answer; nothing was written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the look found. `faults` are of single answers; `lines` of a file, by the answer it was given for, each with row, column,
    text and remedy; `refused` is what refuses the founding as a whole."""

    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    refused: str = ""
    rows: tuple[dict[str, Any], ...] = ()
    charter: Mapping[str, Any] = field(default_factory=dict)
    since: str = ""
    today: str = ""
    mail: str = ""
    """Why no letter can leave; empty where one can."""
    done: bool = False
    link: str = ""

    @property
    def fits(self) -> bool:
        """Whether the conference can be founded so."""
        return not (self.faults or self.lines or self.refused)


def look(given: Answers) -> Outcome:
    """Everything is looked at, nothing written. Raises `Unfinished`."""
    return _run("look", given)


def found_apart(given: Answers) -> Outcome:
    """The conference is founded, if everything fits. Raises `Unfinished`."""
    return _run("found", given)


def _run(task: str, given: Answers) -> Outcome:
    try:
        facts = looked_at(given)
    except Wrong as wrong:
        return Outcome(faults=wrong.faults)
    command = [sys.executable, "-m", "django", COMMAND, task, "--language", get_language() or "en"]
    try:
        done = subprocess.run(
            command, env={**os.environ, **environment(facts.choice)}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=SECONDS,
            check=True,
        )  # fmt: skip
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Unfinished(type(error).__name__) from None
    told["faults"] = tuple(Fault(**fault) for fault in told.get("faults", ()))
    told["rows"] = tuple(told.get("rows", ()))
    return Outcome(**told)
