"""`konfrans decision verify`: an exported decision proved again, by anyone, without the register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import draw, write_json

if TYPE_CHECKING:
    from konfrans.charter.verdicts import Verdict
    from konfrans.charter.words import Language

LARGEST = 8 * 1_048_576
"""An export holds a whole charter, written as JSON."""


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `konfrans decision export` wrote; - reads it in.")],
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> None:
    """Prove an exported decision again: the hashes of charter and evidence, and the verdict.

    Exit status 0: all holds. 1: something does not. 2: it cannot be judged. 70: the program itself failed.
    """
    from konfrans.charter.files import read_stdin
    from konfrans.charter.loading import read_as
    from konfrans.charter.proving import prove
    from konfrans.charter.words import speak

    words = speak(lang)
    document = read_stdin(LARGEST) if str(file) == "-" else read_as(file, bytes, LARGEST)
    proved = prove(document)
    altered = [one.part for one in proved.proofs if not one.holds]
    export = json.loads(document)
    apart = first_apart(export["verdict"], proved.verdict) if "verdict" in altered else None
    beside = beside_apart(export["charter"], proved.verdict)
    holds = proved.holds and not beside
    if as_json:
        rows: list[dict[str, Any]] = [
            {"part": p.part, "holds": p.holds, "stored": p.stored, "found": p.found} for p in proved.proofs
        ]
        for row in rows:
            if row["part"] == "verdict" and apart is not None:
                row["differs"] = {"key": apart.key, "stored": apart.stored, "found": apart.found}
        rows += [{"part": one.key, "holds": False, "stored": one.stored, "found": one.found} for one in beside]
        write_json(json.dumps({"decision": proved.name, "holds": holds, "rows": rows}, ensure_ascii=False, indent=2))
    else:
        lines = []
        for proof in proved.proofs:
            said = words.proof(proof.part, proof.holds, stored=proof.stored, found=proof.found)
            lines.append(("good" if proof.holds else "bad", f"{'✓' if proof.holds else '✕'} {said}"))
            if proof.part == "verdict" and apart is not None:
                lines.append(("", f"  {told_apart(apart, proved.verdict, words)}"))
        lines += [("bad", f"✕ {told_apart(one, proved.verdict, words)}") for one in beside[:1]]
        draw([("head", proved.name), *lines] if proved.name else lines)
    raise typer.Exit(0 if holds else 1)


@dataclass(frozen=True, slots=True)
class Apart:
    """A place where a file says something else than what was found, with the values there; None where one of them has nothing."""

    path: tuple[str | int, ...]
    stored: Any
    found: Any
    part: str = "verdict"

    @property
    def key(self) -> str:
        """The place as people find it in the file: `verdict.reasons[2].needed`."""
        from konfrans.charter.lines import key_name

        return key_name((self.part, *self.path))


def beside_apart(stored: Mapping[str, Any], verdict: Verdict) -> list[Apart]:
    """Where the key or the version that stands beside a charter's document is another than the document's own."""
    from konfrans.charter.records import verdict_to_json

    own = verdict_to_json(verdict)["charter"]
    return [
        Apart((key,), stored.get(key), own[key], "charter") for key in ("key", "version") if stored.get(key) != own[key]
    ]


def first_apart(stored: Mapping[str, Any], verdict: Verdict) -> Apart | None:
    """Where a stored verdict first differs from the one found: in a reason, else in its outcome and the rest."""
    from konfrans.charter.records import verdict_to_json

    found = verdict_to_json(verdict)
    return _apart(("reasons",), stored.get("reasons"), found["reasons"]) or _apart((), stored, found)


def _apart(path: tuple[str | int, ...], stored: Any, found: Any) -> Apart | None:
    if isinstance(stored, Mapping) and isinstance(found, Mapping):
        keys: list[str | int] = [*found, *(key for key in stored if key not in found)]
        each = [(key, stored.get(key), found.get(key), key in stored and key in found) for key in keys]
    elif isinstance(stored, list) and isinstance(found, list):
        both = range(max(len(stored), len(found)))
        known = min(len(stored), len(found))
        each = [
            (at, stored[at] if at < len(stored) else None, found[at] if at < len(found) else None, at < known)
            for at in both
        ]
    else:
        return None if stored == found else Apart(path, stored, found)
    for key, one, other, there in each:
        inner = _apart((*path, key), one, other) if there else Apart((*path, key), one, other)
        if inner is not None:
            return inner
    return None


def told_apart(apart: Apart, verdict: Verdict, words: Language) -> str:
    """The difference in words: which reason, which field, what is stored and what was found."""
    from konfrans.charter.words.parts import fill

    said = words.of_trial()
    stored, found = (json.dumps(one)[:120] for one in (apart.stored, apart.found))
    facts = {"key": apart.key, "stored": stored, "found": found}
    at = apart.path[1] if len(apart.path) == 3 and apart.path[0] == "reasons" else None
    field = said.get(f"proof_{apart.path[-1]}")
    if isinstance(at, int) and field is not None:
        reason = verdict.reasons[at]
        facts |= {"field": field, "heading": words.heading(reason), "article": words.article(reason.article)}
    return fill(
        said["proof_reason" if "field" in facts else "proof_other"], {name: (one, None) for name, one in facts.items()}
    )


verify.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def schema() -> None:
    """Print the JSON Schema (2020-12) of a charter, for editors that check while one types."""
    from konfrans.charter.published import json_schema

    write_json(json.dumps(json_schema(), ensure_ascii=False, indent=1))
