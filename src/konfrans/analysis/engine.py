"""Where expressions are computed, and how a file becomes a table: DuckDB here; what engines do differently is settled in this module."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column
from konfrans.analysis.faults import AnalysisError

if TYPE_CHECKING:
    from konfrans.analysis.design import Design
    from konfrans.analysis.gathering import Request, Sums

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

    written: dict[Any, str] = field(default_factory=dict)

    def sums(self, design: Design, request: Request) -> Sums:
        """What a request asks for."""
        from konfrans.analysis.gathering import sums_of

        return sums_of(self, design, request)

    def numeric(self, column: str) -> bool:
        """Whether a column holds numbers (yes and no count as one and zero)."""
        kind = self.table.schema()[column]
        return bool(kind.is_numeric() or kind.is_boolean() or kind.is_null())

    def collect(self, shape: Any, query: Callable[[], ir.Table], sums: tuple[str, ...] = ()) -> dict[str, Column]:
        """The rows of a query, column by column. A missing number is NaN, in a column whose name begins like `sums` zero, a missing text
        None.

        `shape` names the query: it is put into the engine's words once (which costs more than a scan of a small file).
        """
        if self.engine.name != "duckdb":
            arrow = query().to_pyarrow()
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
        if self.engine.name != "duckdb" or not columns:
            return self
        name = f"held_{next(NUMBERS)}"
        held = self.engine.create_table(name, self.table[list(columns)], temp=True)
        return replace(self, table=held, written={})

    def rows(self, expression: ir.Table) -> dict[str, Column]:
        """The rows of an expression that is asked once."""
        arrow = expression.to_pyarrow()
        return {name: column_of(arrow.column(name)) for name in arrow.column_names}

    def batches(self, expression: ir.Table, rows: int = BATCH) -> Iterator[Any]:
        """The rows of an expression as Arrow's record batches, one after another: never all of them at once."""
        if self.engine.name == "duckdb":
            # Ibis 12 asks DuckDB for a stream by a name that DuckDB 2 has no more.
            yield from self.engine.con.sql(str(ibis.to_sql(expression, dialect="duckdb"))).to_arrow_reader(rows)
        else:
            yield from expression.to_pyarrow_batches(chunk_size=rows)

    def write(self, expression: ir.Table, out: Path) -> None:
        """Write an expression as Parquet (zstd) or CSV; the file is there whole or not at all."""
        part = out.with_name(f".{out.name}.part")
        try:
            if out.suffix.lower() == ".csv":
                expression.to_csv(str(part))
            else:
                expression.to_parquet(str(part), compression="zstd")
            os.replace(part, out)
        except OSError as failure:
            raise AnalysisError("unwritable", file=str(out), said=str(failure)) from failure
        finally:
            part.unlink(missing_ok=True)


def column_of(values: Any) -> Column:
    import pyarrow as pa

    kind = values.type
    if pa.types.is_integer(kind) and values.null_count == 0:
        return np.asarray(values.to_numpy())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return np.asarray(values.cast(pa.float64()).to_numpy())
    column = np.empty(len(values), dtype=object)
    column[:] = values.to_pylist()
    return column


def open_source(path: Path, threads: int | None = None) -> Source:
    """A survey file: Parquet, CSV, or SPSS's .sav."""
    if not path.is_file():
        raise AnalysisError("file_absent", file=str(path))
    engine = ibis.duckdb.connect(**({"threads": threads} if threads else {}))
    kind = path.suffix.lower()
    labels: dict[str, str] = {}
    whole: frozenset[str] = frozenset()
    try:
        if kind in (".parquet", ".pq"):
            table = engine.read_parquet(str(path))
            whole = _whole(path)
        elif kind == ".csv":
            # Left to itself, DuckDB takes Yes and No for truth values and some codes for dates.
            table = engine.read_csv(str(path), nullstr=NO_VALUE, sample_size=-1, auto_type_candidates=KINDS)
        elif kind == ".sav":
            table, labels = _sav(engine, path)
        else:
            raise AnalysisError("file_kind", file=path.name)
    except AnalysisError:
        raise
    except Exception as error:
        said = str(error).strip().partition("\n")[0].removesuffix(".")
        raise AnalysisError("file_broken", file=path.name, said=said[:200]) from error
    return Source(path.name, table, engine, labels, whole)


def source_of(name: str, table: Any) -> Source:
    """An Arrow table in memory as a source."""
    engine = ibis.duckdb.connect()
    engine.con.register("held", table)
    return Source(name, engine.table("held"), engine)


def _whole(path: Path) -> frozenset[str]:
    """The columns that have a value in every row, as the file's own statistics say. Of fractions they say nothing: NaN counts as a value."""
    import pyarrow.parquet as pq

    about = pq.ParquetFile(path).metadata
    whole = set()
    for at in range(about.num_columns):
        columns = [about.row_group(group).column(at) for group in range(about.num_row_groups)]
        if (
            columns
            and columns[0].physical_type in ("INT32", "INT64", "BOOLEAN")
            and "." not in columns[0].path_in_schema
        ):
            known = [column.statistics for column in columns]
            if all(one is not None and one.has_null_count and one.null_count == 0 for one in known):
                whole.add(columns[0].path_in_schema)
    return frozenset(whole)


def _sav(engine: Any, path: Path) -> tuple[ir.Table, dict[str, str]]:
    import pyarrow as pa
    import pyreadstat

    frame, meta = pyreadstat.read_sav(str(path))
    labels = {name: label for name, label in meta.column_names_to_labels.items() if label}
    engine.con.register("sav", pa.Table.from_pandas(frame, preserve_index=False))
    return engine.table("sav"), labels
