"""Commands of the register of decisions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from konfrans.cli.house import prepare

SAID = {
    "same": "the same",
    "verdict": "NOT THE SAME: the evidence gives another verdict",
    "outcome": "NOT THE SAME: the outcome beside the verdict is another",
    "evidence_hash": "NOT THE SAME: the evidence does not have its hash",
    "charter_hash": "NOT THE SAME: the charter's document does not have its hash",
    "journal": "NOT THE SAME: the journal says otherwise of its publication",
    "missing": "MISSING: the journal says that it was published, and the register does not have it",
    "unreadable": "CANNOT BE JUDGED",
}


def recompute() -> int:
    """Prove every stored verdict again from its frozen evidence and charter.

    Exit status: 0 all are the same; 1 one is not; 2 one cannot be judged.
    """
    prepare()
    from konfrans.decisions.selectors import proofs

    worst = {0: 0, 1: 0, 2: 0}
    for proof in proofs():
        worst[proof.status] += 1
        print(f"{proof.name}  {proof.outcome}  {SAID[proof.code]}{': ' + proof.words if proof.words else ''}")
    print(f"{worst[0]} the same, {worst[1]} not, {worst[2]} cannot be judged.")
    return 1 if worst[1] else 2 if worst[2] else 0


def export(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The decision's number, as 2026/14.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write; left out: standard output.")] = None,
) -> int:
    """One decision with charter, evidence, verdict and the journal's anchor, as canonical JSON (RFC 8785).

    Exit status: 0 written; 2 there is no such decision, or the file cannot be written.
    """
    prepare()
    from konfrans.decisions.rules import number_of
    from konfrans.decisions.selectors import decision_by_key, export_of

    wanted = number_of(number)
    decision = decision_by_key(wanted) if wanted else None
    if decision is None:
        print(
            f"There is no published decision {number}.\nWrite the number as 2026/14; see the register of decisions.",
            file=sys.stderr,
        )
        return 2
    made = export_of(decision)
    if out is None:
        sys.stdout.buffer.write(made + b"\n")
        return 0
    try:
        # A pipe that nobody reads is told, not waited for.
        with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK, 0o666), "wb") as file:
            os.set_blocking(file.fileno(), True)
            file.write(made)
    except OSError as error:
        print(f"{out}: {error.strerror}.\nChoose a file that can be written.", file=sys.stderr)
        return 2
    print(f"{decision}: {len(made)} bytes in {out}")
    return 0
