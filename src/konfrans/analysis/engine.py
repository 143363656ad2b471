"""Where expressions are computed, and how a survey becomes a table: by DuckDB, or by Spark (`spark.py`).

What the two do differently is settled in these two modules: the rest of the statistics writes one expression for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis import writing
from konfrans.analysis.coding import Column
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.files import PARQUET, Files, find, opened, said
from konfrans.analysis.headers import check_header, check_text

if TYPE_CHECKING:
    from konfrans.analysis.design import Design
    from konfrans.analysis.gathering import Request, Sums

DUCKDB = "duckdb"
NO_VALUE = ["", "NA"]
"""What means "no value" in a CSV file: nothing at all, and what R writes."""
BATCH = 20_000
NUMBERS = count(1)
"""So that no two tables of a process are called the same."""
KINDS = ["BIGINT", "DOUBLE", "VARCHAR"]
"""What a column of a CSV file may be."""


@dataclass(frozen=True, slots=True)
class Source:
    """A survey file as a table of an engine, with the labels that the file itself brings."""

    name: str
    table: ir.Table
    engine: Any
    labels: dict[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    """Columns that are known to have a value in every row."""
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The least and the largest number of such a column, NaN aside, where that is known."""

    written: dict[Any, str] = field(default_factory=dict)

    def sums(self, design: Design, request: Request) -> Sums:
        """What a request asks for."""
        from konfrans.analysis.gathering import check_answered
        from konfrans.analysis.summing import sums_of

        found = sums_of(self, design, request)
        check_answered(self, request, found)
        return found

    @property
    def has_rows(self) -> bool:
        """Whether more may be asked than was foreseen: sums that are held answer nothing else."""
        return True

    @property
    def on_spark(self) -> bool:
        return str(self.engine.name) == "pyspark"

    def row(self) -> Any:
        """A number for each case that grows in the order of the file."""
        if self.on_spark:
            from konfrans.analysis import spark

            return spark.row()
        return ibis.row_number()

    def numeric(self, column: str) -> bool:
        """Whether a column holds numbers (yes and no count as one and zero)."""
        kind = self.table.schema()[column]
        return bool(kind.is_numeric() or kind.is_boolean() or kind.is_null())

    def collect(self, shape: Any, query: Callable[[], ir.Table], sums: tuple[str, ...] = ()) -> dict[str, Column]:
        """The rows of a query, column by column. A missing number is NaN, in a column whose name begins like `sums` zero, a missing text
        None.

        `shape` names the query: it is put into the engine's words once (which costs more than a scan of a small file).
        """
        if self.on_spark:
            arrow = self._asked_of_spark(query())
        else:
            if shape not in self.written:
                self.written[shape] = str(ibis.to_sql(query(), dialect="duckdb"))
            arrow = self.engine.con.sql(self.written[shape]).to_arrow_table()
        columns = {name: arrow.column(name) for name in arrow.column_names}
        return {
            name: column_of(column.cast("float64").fill_null(0.0) if sums and name.startswith(sums) else column)
            for name, column in columns.items()
        }

    def in_memory(self, columns: Sequence[str]) -> Source:
        """The file with these columns, read once and kept in memory in its order, for many questions."""
        if self.on_spark or not columns:
            return self
        name = f"held_{next(NUMBERS)}"
        held = self.engine.create_table(name, self.table[list(columns)], temp=True)
        return replace(self, table=held, written={})

    def rows(self, expression: ir.Table) -> dict[str, Column]:
        """The rows of an expression that is asked once."""
        arrow = self._asked_of_spark(expression) if self.on_spark else expression.to_pyarrow()
        return {name: column_of(arrow.column(name)) for name in arrow.column_names}

    def _asked_of_spark(self, expression: ir.Table) -> Any:
        from konfrans.analysis import spark

        return spark.collect(self.engine, expression, self.name)

    def batches(self, expression: ir.Table, rows: int = BATCH) -> Iterator[Any]:
        """The rows of an expression as Arrow's record batches, one after another: never all of them at once."""
        if self.on_spark:
            yield from self._asked_of_spark(expression).to_batches(max_chunksize=rows)
        else:  # DuckDB, whose own reader Ibis calls by a name that DuckDB has given up
            yield from self.engine.con.sql(str(ibis.to_sql(expression, dialect="duckdb"))).to_arrow_reader(rows)

    def write(self, expression: ir.Table, out: Path) -> None:
        """Write an expression as Parquet (zstd) or CSV; the file is there whole or not at all."""
        if self.on_spark:
            from konfrans.analysis import spark

            with spark.parts(self.engine, expression, out, self.name) as paths:
                # One writer for both engines, so that the file is the same.
                written = _with_duckdb(Files(out.name, ".parquet", paths), None)
                written.write(written.table, out)
            return
        with writing.whole(out) as part:
            if out.suffix.lower() == ".csv":
                expression.to_csv(str(part))
            else:
                expression.to_parquet(str(part), compression="zstd")


def quotient(above: Any, below: Any) -> Any:
    """Missing where it is divided by zero: DuckDB would say infinite, Spark would fail."""
    return above / below.nullif(0)


def lowered(text: Any) -> Any:
    """Text in the small letters of Azerbaijani. Left to themselves, engines make two characters of İ, or i of I."""
    return text.replace("İ", "i").replace("I", "ı").lower()


def column_of(values: Any) -> Column:
    import pyarrow as pa

    kind = values.type
    if pa.types.is_integer(kind) and values.null_count == 0:
        return np.asarray(values.to_numpy())
    if pa.types.is_decimal(kind):  # by its digits: divided by a power of ten, 5.10 would be 5.1000000000000005
        return np.array([np.nan if each is None else float(each) for each in values.to_pylist()])
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return np.asarray(values.cast(pa.float64()).to_numpy())
    column = np.empty(len(values), dtype=object)
    column[:] = values.to_pylist()
    return column


def open_source(path: Path | str, threads: int | None = None, engine: str = DUCKDB) -> Source:
    """A survey: Parquet (a file, a folder, a pattern, `s3://bucket/key`), CSV, or SPSS's .sav.

    `engine`: `duckdb`, `local[N]` (Spark in this process), or `spark://host:port`. `threads` are DuckDB's.
    """
    if engine == DUCKDB:
        return _with_duckdb(find(path), threads)
    from konfrans.analysis import spark

    spark.check(engine)
    files = find(path)
    if files.kind in PARQUET:
        table, at = spark.read(engine, files)  # which refuses what it cannot read
        whole, spans = _known(files)
        return Source(files.name, table, at, whole=whole, spans=spans)
    # What a column of such a file is, DuckDB alone decides: Spark gets the Parquet that it made of it.
    read = _with_duckdb(files, threads)
    table, at = spark.read_copy(engine, files.name, lambda out: read.table.to_parquet(str(out)))
    return Source(files.name, table, at, read.labels)


def _with_duckdb(files: Files, threads: int | None) -> Source:
    engine = ibis.duckdb.connect(**({"threads": threads} if threads else {}))
    labels: dict[str, str] = {}
    whole, spans = frozenset[str](), dict[str, tuple[float, float]]()
    try:
        if files.storage is not None:
            table = _stored(engine, files)
        elif files.kind in PARQUET:
            table = engine.read_parquet(files.paths[0] if len(files.paths) == 1 else files.paths)
            whole, spans = _known(files)
        elif files.kind == ".csv":
            check_text(Path(files.paths[0]))
            # Left to itself, DuckDB takes Yes and No for truth values and some codes for dates.
            table = engine.read_csv(files.paths[0], nullstr=NO_VALUE, sample_size=-1, auto_type_candidates=KINDS)
            check_header(Path(files.paths[0]), list(table.columns))
        else:
            table, labels = _sav(engine, files.paths[0])
    except AnalysisError:
        raise
    except Exception as error:
        if files.kind == ".csv" and re.search(r"utf-?8|unicode", str(error), re.IGNORECASE):
            raise AnalysisError("file_encoding", file=files.name) from error
        raise AnalysisError("file_broken", file=files.name, said=said(error)) from error
    return Source(files.name, table, engine, labels, whole, spans)


def source_of(name: str, table: Any) -> Source:
    """An Arrow table in memory as a source."""
    engine = ibis.duckdb.connect()
    engine.con.register("held", table)
    return Source(name, engine.table("held"), engine)


def _known(files: Files) -> tuple[frozenset[str], dict[str, tuple[float, float]]]:
    """What the files' own statistics say: the columns that have a value in every row (of fractions they do not: NaN counts as a value),
    and the least and largest number of each column without gaps."""
    import pyarrow.parquet as parquet

    system = opened(files.storage)
    groups = [
        [about.row_group(group).column(at) for at in range(about.num_columns)]
        for about in (parquet.read_metadata(path, filesystem=system) for path in files.paths)
        for group in range(about.num_row_groups)
    ]
    whole, spans = set(), {}
    for columns in zip(*groups, strict=True):
        name, kind = columns[0].path_in_schema, columns[0].physical_type
        if kind not in ("INT32", "INT64", "BOOLEAN", "FLOAT", "DOUBLE") or "." in name:
            continue
        known = [column.statistics for column in columns]
        if not all(one is not None and one.has_null_count and one.null_count == 0 for one in known):
            continue
        if kind not in ("FLOAT", "DOUBLE"):
            whole.add(name)
        ends = [end for one in known if one.has_min_max for end in (one.min, one.max)]
        if len(ends) == 2 * len(known) and all(type(end) in (int, float) for end in ends):
            spans[name] = float(min(ends)), float(max(ends))
    return frozenset(whole), spans


def _stored(engine: Any, files: Files) -> ir.Table:
    """Parquet in storage, read by pyarrow: DuckDB's own way to it is an extension that it fetches from outside."""
    from pyarrow import dataset

    engine.con.register("stored", dataset.dataset(files.paths, filesystem=opened(files.storage), format="parquet"))
    return engine.table("stored")


def _sav(engine: Any, path: str) -> tuple[ir.Table, dict[str, str]]:
    import pyarrow as pa
    import pyreadstat

    frame, meta = pyreadstat.read_sav(path)
    labels = {name: label for name, label in meta.column_names_to_labels.items() if label}
    engine.con.register("sav", pa.Table.from_pandas(frame, preserve_index=False))
    return engine.table("sav"), labels
