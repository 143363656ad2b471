"""What the engine says of votes made at random, as it was written down: a decision that was recorded is proven again with the engine of a later day.

python -m tests.charter.same_verdicts      writes it down anew, after a change that is meant
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from konfrans.charter import LawError, canonical, judge, load_charter, read_evidence, verdict_to_json
from konfrans.charter.asking import ask
from konfrans.charter.evidence import COUNTS

from .random_cases import case

FILE = Path(__file__).parent / "same_verdicts.txt"
VOTES = 600


def said(seed: int) -> str:
    """All that is said of one vote, and of its quorum and who decides: outcome, reasons, what follows; as a short hash."""
    document, evidence = case(seed)
    charter = load_charter(document)
    found = [verdict_to_json(judge(read_evidence(evidence), charter))]
    count = {name: evidence["count"].get(name) for name in COUNTS}
    there = {
        name: count[name]
        for name in ("entitled", "present", "represented", "members", "seats", "barred")
        if count[name] is not None
    }
    groups = {
        key: {name: part[name] for name in ("entitled", "present", "represented")}
        for key, part in evidence["count"].get("groups", {}).items()
    }
    for question, facts in (
        (
            "quorum",
            {
                "kind": evidence["kind"],
                "call": evidence["call"],
                "way": evidence.get("way", {}),
                "groups": groups,
                **there,
            },
        ),
        ("organ", {"kind": evidence["kind"]}),
    ):
        try:
            found.append(verdict_to_json(ask(question, facts, charter)))
        except LawError as error:
            found.append({"error": error.code})
    return hashlib.sha256(canonical({"said": found})).hexdigest()[:12]


def written() -> Iterator[tuple[int, str]]:
    """What was written down: the number of each vote, and its hash."""
    yield from enumerate(FILE.read_text("ascii").split())


if __name__ == "__main__":
    FILE.write_text("".join(f"{said(seed)}\n" for seed in range(VOTES)), "ascii")
    print(json.dumps({"votes": VOTES, "file": str(FILE)}))
