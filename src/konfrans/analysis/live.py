"""Sums held ready: what a plan asks is answered from small tables by cluster, whatever the number of responses, and new responses are
added without reading the old ones.

What is no function of such sums (quantiles that look at single cases, replicate weights' degrees of freedom) says that it needs the rows.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import ibis
import numpy as np

from konfrans.analysis import commands
from konfrans.analysis.coding import Column
from konfrans.analysis.design import Design, design_of
from konfrans.analysis.engine import Source, column_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.gathering import Request, Sums, added, reduced
from konfrans.analysis.summing import sums_of

Question = Mapping[str, Any]
"""A command with its options: `{"command": "means", "items": ["q01"]}`."""
ABOUT = "live.json"
"""What a folder of held sums is known by."""


@dataclass(frozen=True, slots=True)
class Live(Source):
    """A survey of which only sums are held. `held`: tables of sums, each by other columns."""

    design: Design = field(default_factory=Design)
    questions: tuple[dict[str, Any], ...] = ()
    held: tuple[Sums, ...] = ()
    files: tuple[str, ...] = ()
    """The fingerprints of the files whose responses are in."""
    folder: str = ""
    """Where the sums lie, as it was typed."""

    @property
    def place(self) -> str:
        """What a refusal calls it."""
        return self.folder or self.name

    def sums(self, design: Design, request: Request) -> Sums:
        """From the smallest table that has what is asked for."""
        if design != self.design:
            raise AnalysisError("live_design", name=self.place)
        if not request.each_case and not request.replicates:
            for one in sorted(self.held, key=lambda sums: sums.rows):
                found = _found(one, request)
                if found is not None:
                    return found
        asked = ", ".join(dict.fromkeys([*request.codes, *(want.name for want in request.wanted)]))
        raise AnalysisError("live_rows", name=self.place, asked=asked)

    @property
    def has_rows(self) -> bool:
        return False

    def batches(self, expression: Any, rows: int = 0) -> Iterator[Any]:
        raise AnalysisError("live_rows", name=self.place, asked=", ".join(expression.columns))


@dataclass(frozen=True, slots=True)
class _Recording(Source):
    """A file that remembers what was asked of it."""

    remembered: dict[tuple[Any, ...], Sums] = field(default_factory=dict)

    @property
    def has_rows(self) -> bool:
        return False

    def sums(self, design: Design, request: Request) -> Sums:
        if request.each_case or request.replicates:
            raise AnalysisError("live_rows", name=self.name, asked=", ".join(want.name for want in request.wanted))
        if request.codes:  # raked to the columns that divide it, an answer has errors that need sums without weights
            request = replace(request, plain=True)
        shape = request.shape()
        if shape not in self.remembered:
            self.remembered[shape] = sums_of(self, design, request)
        return self.remembered[shape]


def hold(source: Source, design: Design, questions: Sequence[Question], fingerprint: str = "") -> Live:
    """The sums that some questions need. Each is answered once, so that one which cannot be held is refused now."""
    recording = _Recording(source.name, source.table, source.engine, source.labels, source.whole)
    for question in questions:
        options = {name: value for name, value in question.items() if name != "command"}
        commands.ask(recording, design, str(question.get("command", "")), options)
    return Live(
        source.name,
        source.table.limit(0),
        source.engine,
        source.labels,
        design=design,
        questions=tuple(dict(question) for question in questions),
        held=_joined(list(recording.remembered.values())),
        files=(fingerprint,) if fingerprint else (),
    )


def add(live: Live, source: Source, fingerprint: str = "") -> Live:
    """With new responses, which alone are read. A file that is in already is refused by its fingerprint."""
    if fingerprint and fingerprint in live.files:
        raise AnalysisError("live_twice", file=source.name, name=live.place)
    new = hold(source, live.design, live.questions)
    by_groups = {tuple(sums.groups): sums for sums in new.held}
    held = tuple(added([one, by_groups[tuple(one.groups)]]) for one in live.held)
    labels = {**live.labels, **new.labels}
    files = (*live.files, *([fingerprint] if fingerprint else []))
    return replace(live, labels=labels, held=held, files=files)


def save(live: Live, folder: Path) -> None:
    """Write the tables into a folder, which is there whole or not at all; one that is there is replaced."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not (folder / ABOUT).is_file():
        raise AnalysisError("folder_other", folder=str(folder))
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for at, sums in enumerate(live.held):
            columns = {**{f"group {name}": column for name, column in sums.groups.items()}, **sums.values}
            pq.write_table(
                pa.table({name: pa.array(column, from_pandas=True) for name, column in columns.items()}),
                made / f"sums{at}.parquet",
                compression="zstd",
            )
        schema = {name: str(kind) for name, kind in live.table.schema().items()}
        about = {
            "name": live.name,
            "labels": live.labels,
            "columns": schema,
            "design": live.design.model_dump(mode="json"),
            "questions": live.questions,
            "tables": len(live.held),
            "files": live.files,
        }
        (made / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
        if folder.exists():
            old = folder.with_name(f".{folder.name}.old")
            os.replace(folder, old)
            os.replace(made, folder)
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def load(folder: Path) -> Live:
    """Held sums from their folder."""
    import pyarrow.parquet as pq

    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        held = []
        for at in range(int(about["tables"])):
            table = pq.read_table(folder / f"sums{at}.parquet")
            columns = {name: column_of(table.column(name)) for name in table.column_names}
            groups = {name.removeprefix("group "): each for name, each in columns.items() if name.startswith("group ")}
            held.append(Sums(groups, {name: each for name, each in columns.items() if not name.startswith("group ")}))
        engine = ibis.duckdb.connect()
        schema = ibis.schema(about["columns"])
        table = engine.create_table("live", schema=schema)
        return Live(
            about["name"],
            table,
            engine,
            about["labels"],
            design=design_of(about["design"], ABOUT),
            questions=tuple(about["questions"]),
            held=tuple(held),
            files=tuple(about["files"]),
            folder=str(folder),
        )
    except AnalysisError:
        raise
    except Exception as error:
        raise AnalysisError("file_broken", file=str(folder), said=str(error).partition("\n")[0][:200]) from error


def _joined(several: Sequence[Sums]) -> tuple[Sums, ...]:
    """Tables by the same columns become one; one that a finer table answers is left out."""
    by_groups: dict[frozenset[str], list[Sums]] = {}
    for sums in several:
        by_groups.setdefault(frozenset(sums.groups), []).append(sums)
    joined = []
    for same in by_groups.values():
        names = list(same[0].groups)
        ordered = [reduced(sums, names) for sums in same]
        values: dict[str, Column] = {}
        for sums in ordered:
            values = {**sums.values, **values}
        joined.append(Sums(ordered[0].groups, values))
    return tuple(joined)


def _found(held: Sums, request: Request) -> Sums | None:
    """What is asked for, from one table; None where it does not have it."""
    units = [name for name in held.groups if name.startswith("key:")]
    kept = [*units, *(f"code:{name}" for name in request.codes)]
    if any(name not in held.groups for name in kept):
        return None
    values = {name: held.values[name] for name in held.values if ":" not in name or name.startswith(("low:", "high:"))}
    for want in request.wanted:
        of = _of_code(held, want.name, request) if want.needs == (want.name,) else {}
        kinds = ["n", "w", "s", *(["q"] if want.squared and request.squares else [])]
        kinds += ["u", "v"] if request.plain else []
        for kind in kinds:
            name = f"{kind}:{want.key}"
            if name in held.values:
                values[name] = held.values[name]
            elif name in of:
                values[name] = of[name]
            else:
                return None
    return reduced(Sums(held.groups, values), kept)


def _of_code(held: Sums, name: str, request: Request) -> dict[str, Column]:
    """The sums of a coded answer from the table that is divided by it."""
    code = held.groups.get(f"code:{name}")
    if code is None:
        return {}
    try:
        answer = np.array([np.nan if each is None else float(each) for each in code.tolist()])
    except (TypeError, ValueError):
        return {}
    there = ~np.isnan(answer)
    y = np.where(there, answer, 0.0)
    cases, weights = np.asarray(held.values["cases"], dtype=float), np.asarray(held.values["weights"], dtype=float)
    return {
        f"n:{name}": cases * there,
        f"w:{name}": weights * there,
        f"s:{name}": weights * y,
        f"q:{name}": weights * y**2,
        f"u:{name}": cases * y,
        f"v:{name}": cases * y**2,
    }
