"""Changes of one token in the deciding modules of the law engine, and whether anything notices them.

A change is a comparison turned, a number one more or less, another base or measure, `and` for `or`, another rounding. Each is put into a
copy of the package; what notices it is another implementation, on votes made at random, or else the tests.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

PACKAGE = Path("src/konfrans")
MODULES = (
    "amounts.py", "counting.py", "evidence.py", "law/kinds.py", "motions.py", "passage.py",
)  # fmt: skip
TURNED = {
    "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",), "!=": ("==",), "and": ("or",),
    "or": ("and",), "+": ("-",), "-": ("+",), "*": ("//",), "//": ("*",), "min": ("max",), "max": ("min",), "floor": ("ceil",),
    "ceil": ("floor",), "all": ("any",), "any": ("all",), "True": ("False",), "False": ("True",), "in": ("not in",), "is": ("is not",),
}  # fmt: skip
NAMES = {
    "Base": ("SEATS", "MEMBERS", "ENTITLED", "PRESENT", "PRESENT_AND_REPRESENTED", "PARTICIPANTS", "CAST_WITH_BLANKS", "VALID", "CAST", "NO"),
    "Measure": ("YES", "NO", "YES_MINUS_NO", "PRESENT", "PRESENT_AND_REPRESENTED", "PARTICIPANTS"),
    "Outcome": ("PASSED", "FAILED", "NO_RESULT", "INVALID", "CASTING_VOTE", "LOT", "ON_HOLD", "MOVED_ON", "INCOMPLETE"),
}  # fmt: skip
COUNTED = ("yes", "no", "abstain", "blank", "invalid", "present", "represented", "entitled", "barred")


@dataclass(frozen=True, slots=True)
class Change:
    """One token changed: where, what it was, what it is."""

    module: str
    line: int
    column: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}:{self.column} {self.old} -> {self.new}"

    @property
    def shown(self) -> str:
        """The module and the line with the change: the same whatever stands above it."""
        text = (PACKAGE / "charter" / self.module).read_text("utf-8")
        return f"{self.module}: {self.applied(text).split(chr(10))[self.line - 1].strip()}"

    def applied(self, text: str) -> str:
        lines = text.split("\n")
        line = lines[self.line - 1]
        assert line[self.column :].startswith(self.old)
        lines[self.line - 1] = line[: self.column] + self.new + line[self.column + len(self.old) :]
        return "\n".join(lines)


def changes(module: str) -> Iterator[Change]:
    """Every change of one token in a module: none in its texts, its imports, in how long a list of the schema may be."""
    text = (PACKAGE / "charter" / module).read_text("utf-8")
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    skipped = _skipped(tokens)
    for at, token in enumerate(tokens):
        if token.start[0] in skipped or token.type not in (tokenize.OP, tokenize.NAME, tokenize.NUMBER):
            continue
        before = tokens[at - 1].string if at else ""
        news: tuple[str, ...] = ()
        if token.type == tokenize.NUMBER and token.string.isdigit():
            news = tuple(str(int(token.string) + step) for step in (1, -1) if int(token.string) + step >= 0)
        elif before == "." and at >= 2 and tokens[at - 2].string in NAMES:
            names = NAMES[tokens[at - 2].string]
            news = (names[(names.index(token.string) + 1) % len(names)],) if token.string in names else ()
        elif before == "." and token.string in COUNTED and at >= 2 and tokens[at - 2].string in ("self", "count"):
            news = (COUNTED[(COUNTED.index(token.string) + 1) % len(COUNTED)],)
        elif (
            token.string in TURNED
            and not (token.string == "in" and _of_a_loop(tokens, at))
            and not (token.string == "*" and before in "(,[")
        ):
            follows = tokens[at + 1].string if at + 1 < len(tokens) else ""
            news = (
                () if (token.string in ("is", "in") and follows == "not") or before == "not" else TURNED[token.string]
            )
        for new in news:
            yield Change(module, token.start[0], token.start[1], token.string, new)


def _skipped(tokens: list[tokenize.TokenInfo]) -> set[int]:
    """The lines of imports, of heads of functions, and of keys of the schema with how many of them there may be."""
    found: set[int] = set()
    at_start, inside = True, False
    for token in tokens:
        if token.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT):
            if token.type == tokenize.NEWLINE:
                at_start, inside = True, False
            continue
        if at_start:
            inside = token.string in ("import", "from", "def", "class", "@", "raise") or "Annotated[" in token.line
            at_start = False
        if inside:
            found.add(token.start[0])
    return found


def _of_a_loop(tokens: list[tokenize.TokenInfo], at: int) -> bool:
    """Whether an `in` belongs to a `for`."""
    depth = 0
    for token in reversed(tokens[:at]):
        if token.string in (")", "]", "}"):
            depth += 1
        elif token.string in ("(", "[", "{"):
            depth -= 1
            if depth < 0:
                return False
        elif depth == 0 and token.string == "for":
            return True
        elif depth == 0 and (token.type == tokenize.NEWLINE or token.string in ("if", "and", "or", "return", "=")):
            return False
    return False


def drawn(seed: int, many: int) -> list[Change]:
    """So many changes, drawn by a seed from all modules together."""
    every = [change for module in MODULES for change in changes(module)]
    return sorted(Random(seed).sample(every, many), key=lambda one: (one.module, one.line, one.column, one.new))


JUDGE = """
import json, sys
from konfrans.charter import LawError, recompute
from konfrans.charter.loading import load_charter
from konfrans.charter.motions import judge
from konfrans.charter.records import read_evidence
for document, evidence, expected in json.load(open(sys.argv[1])):
    try:
        found = judge(read_evidence(evidence), load_charter(document)).outcome.value
    except LawError:
        found = "error"
    except Exception:
        found = "broken"
    if found != expected:
        sys.exit(1)
"""
TESTS = ("test_same_verdicts.py", "test_deciding.py", "test_records.py", "test_limits.py", "test_motions.py", "test_ties.py", "test_ways.py", "test_mechanisms.py", "test_sessions.py",
         "test_words.py", "test_law_docs.py", "test_published.py", "test_properties.py", "test_decide.py",
         "test_comparing.py", "test_exhaustion.py")  # fmt: skip
"""What looks at the deciding modules, the quick ones first."""


MOST_SECONDS = 300
"""Of the processor, for one run."""


class Bench:
    """A copy of the package in which one change at a time is tried."""

    def __init__(self, folder: Path, cases: list[tuple[str, dict, str]]) -> None:
        self.copy = folder / "konfrans"
        shutil.copytree(PACKAGE, self.copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__"))
        self.cases = folder / "cases.json"
        self.cases.write_text(json.dumps(cases), "utf-8")
        self.env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}

    def noticed(self, change: Change | None) -> str:
        """What notices a change: "cases", "tests", or nothing. None: the package as it is."""
        target = self.copy / "charter" / (change.module if change else MODULES[0])
        text = target.read_text("utf-8")
        target.write_text(change.applied(text) if change else text, "utf-8")
        try:
            if self._run("-c", JUDGE, str(self.cases)):
                return "cases"
            tests = [f"tests/charter/{name}" for name in TESTS]
            if self._run(
                "-m", "pytest", "-x", "-q", "-m", "not soak", "-p", "no:cacheprovider", "-p", "no:randomly", *tests
            ):
                return "tests"
            return ""
        finally:
            target.write_text(text, "utf-8")

    def _run(self, *words: str) -> bool:
        """Whether a run ends otherwise than well; one that does not end has noticed too.

        Its end is one of processor seconds: by the clock, a busy machine would notice everything.
        """
        command = ["/bin/sh", "-c", f'ulimit -t {MOST_SECONDS}; exec "$@"', "sh", sys.executable, *words]
        return subprocess.run(command, env=self.env, capture_output=True).returncode != 0
