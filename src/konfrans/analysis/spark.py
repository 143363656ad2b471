"""Spark beside DuckDB: the settings by which it says the same, its session, reading, collecting and writing.

A session is begun once in a process and ended with it. All that Spark prints goes into a file of its own, so that standard output
holds the result alone.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import ibis
import ibis.expr.types as ir

from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.files import SECRETS, Files, opened, said

TAKES = ("duckdb", "local[N]", "spark://host:port")
OLDEST_JAVA = 17
REACHED_WITHIN, STARTED_WITHIN, WORKERS_WITHIN = 5.0, 45.0, 60.0
"""Seconds until a master has taken the connection, has let us in, and has given a worker."""
SAME_AS_DUCKDB = {
    # Names of columns mean what they say; ibis quotes them.
    "spark.sql.caseSensitive": "true",
    # What cannot be cast or counted fails, as in DuckDB, and is not quietly missing; for division there is `engine.quotient`.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.compression.codec": "zstd",
    # A file that went away or is damaged is an error, never fewer cases.
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
}
_LOCAL = re.compile(r"local\[(\d+|\*)\]")
_MASTER = re.compile(r"spark://[^:/,\s]+:\d{1,5}(,[^:/,\s]+:\d{1,5})*")
_UNSEEN = re.compile(r"FILE_NOT_EXIST|FileNotFoundException|PATH_NOT_FOUND|NoSuchFileException")
_RAISED = re.compile(r"^\w+(?:\.\w+)*(?:Error|Exception): .*", re.MULTILINE)
"""Last in what a worker's Python says of its failure."""
_session: Any = None
_process: Any = None


def check(engine: str) -> None:
    """Refuse a name that no engine has."""
    if not (_LOCAL.fullmatch(engine) or _MASTER.fullmatch(engine)):
        raise AnalysisError("option_value", option="--engine", value=engine, takes=list(TAKES))


def java() -> str:
    """The version of the Java that Spark would use, as `17.0.15`; empty where there is none."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not program:
        return ""
    try:
        done = subprocess.run(
            [program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r'version "([^"]+)"', done.stderr + done.stdout)
    return found[1] if found else ""


def _check_java() -> None:
    version = java()
    if not version or int(re.split(r"\D", version)[0] or 0) < OLDEST_JAVA:
        raise AnalysisError("java_absent", oldest=OLDEST_JAVA, found=version or "-")


def session(address: str) -> Any:
    """The session at this address; begun where there is none yet, in place of one at another."""
    global _session
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as absent:
        raise AnalysisError("extra_absent", extra="spark") from absent
    if _session is not None and _session.sparkContext.master == address and _alive():
        return _session
    _check_java()
    own = "127.0.0.1" if _LOCAL.fullmatch(address) else _reached(address)
    end()
    there = SparkSession.getActiveSession()
    if there is not None and there.sparkContext.master == address:
        _session = there.newSession()  # of who uses this from Python: its settings stay as they are
    else:
        if there is not None:
            there.stop()
        _session = _begun(address, own)
    for name, value in SAME_AS_DUCKDB.items():
        _session.conf.set(name, value)
    # Groups are far fewer than cases: many small heaps cost more than they spread.
    _session.conf.set("spark.sql.shuffle.partitions", str(_session.sparkContext.defaultParallelism))
    return _session


def _alive() -> bool:
    with suppress(Exception):
        return not _session.sparkContext._jsc.sc().isStopped()
    return False


def _begun(address: str, own: str) -> Any:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    global _process
    folder = Path(tempfile.mkdtemp(prefix="konfrans-spark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    conf = SparkConf().setMaster(address).setAppName("konfrans analyse")
    conf.setAll(
        [
            ("spark.driver.host", own),
            ("spark.driver.bindAddress", own),
            ("spark.ui.enabled", "false"),
            ("spark.ui.showConsoleProgress", "false"),
            ("spark.sql.warehouse.dir", str(folder / "warehouse")),
            ("spark.sql.catalogImplementation", "in-memory"),
        ]
    )
    with (folder / "log").open("w") as log:
        try:
            gateway = launch_gateway(conf, popen_kwargs={"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]
        except Exception as error:
            raise AnalysisError("engine_failed", engine=address, said=_last(folder / "log") or said(error)) from error
    _process = gateway.proc
    late = threading.Timer(STARTED_WITHIN, _process.kill)
    late.start()
    try:
        context = SparkContext(conf=conf, gateway=gateway)
        if (
            own == "127.0.0.1" and "PYSPARK_PYTHON" not in os.environ
        ):  # one machine: workers run the Python that this is
            context.pythonExec = sys.executable
        begun = SparkSession(context)
    except Exception as error:
        end()
        what = said(error)
        raise AnalysisError("engine_unreachable", address=address, said=what) from error
    finally:
        late.cancel()
    atexit.register(end)
    if address.startswith("spark://"):
        _wait_for_workers(begun, address)
    return begun


def _wait_for_workers(begun: Any, address: str) -> None:
    tracker = begun.sparkContext._jsc.sc().statusTracker()
    limit = time.monotonic() + WORKERS_WITHIN
    while len(tracker.getExecutorInfos()) < 2:  # the driver is one of them
        if time.monotonic() > limit:
            begun.stop()
            end()
            raise AnalysisError("engine_without_workers", address=address, seconds=WORKERS_WITHIN)
        time.sleep(0.1)


def _reached(address: str) -> str:
    """Our own address as the master's machine sees it."""
    fault: OSError | None = None
    for one in address.removeprefix("spark://").split(","):
        host, _, port = one.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=REACHED_WITHIN) as there:
                return str(there.getsockname()[0])
        except (OSError, OverflowError) as error:
            fault = error if isinstance(error, OSError) else OSError(str(error))
    assert fault is not None
    raise AnalysisError("engine_unreachable", address=address, said=fault.strerror or str(fault)) from fault


def end() -> None:
    """End the session with its Java; the next one begins afresh."""
    global _session, _process
    if _session is not None:
        with suppress(Exception):
            _session.stop()
    _session = None
    if _process is None:
        return
    from pyspark import SparkContext

    if SparkContext._gateway is not None:
        with suppress(Exception):
            SparkContext._gateway.shutdown()
    # Otherwise the next context would speak to the Java that has ended.
    SparkContext._gateway = SparkContext._jvm = None
    with suppress(Exception):
        _process.stdin.close()  # it ends when nobody speaks to it any more
        _process.wait(10)
    if _process.poll() is None:
        _process.kill()
        _process.wait(10)
    _process = None


def _last(log: Path) -> str:
    lines = [line.strip() for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def read(address: str, files: Files) -> tuple[ir.Table, Any]:
    """Parquet as a table of a session, in the order of the files."""
    begun = session(address)
    try:
        frames = _stored(begun, files) if files.storage is not None else [_parquet(begun, path) for path in files.paths]
    except Exception as error:
        raise AnalysisError("file_broken", file=files.name, said=_said(error)) from error
    # Spark reads several files in the order of their sizes; joined one by one they stay in their own.
    frame = frames[0]
    for other in frames[1:]:
        frame = frame.union(other)
    name = f"survey_{uuid4().hex}"
    frame.createTempView(name)
    engine = ibis.pyspark.connect(begun)
    return engine.table(name), engine


def read_copy(address: str, name: str, write: Callable[[Path], None]) -> tuple[ir.Table, Any]:
    """A table of a session from Parquet that `write` makes for it; it goes when nobody holds the table any more."""
    folder = tempfile.mkdtemp(prefix="konfrans-")
    try:
        write(Path(folder) / "survey.parquet")
        table, engine = read(address, Files(name, ".parquet", [f"{folder}/survey.parquet"]))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(engine, shutil.rmtree, folder, ignore_errors=True)
    return table, engine


def _parquet(begun: Any, path: str) -> Any:
    escaped = re.sub(r"([\\{}\[\]*?])", r"\\\1", str(Path(path).absolute()))
    return begun.read.parquet(f"file:{escaped}")


def _stored(begun: Any, files: Files) -> list[Any]:
    """Parquet in storage, read by pyarrow on the workers, row group by row group: Spark's own way needs jars that it does not bring."""
    import pyarrow.parquet as parquet
    from pyspark.sql.pandas.types import from_arrow_schema

    system, schema = opened(files.storage), None
    groups: list[tuple[str, int]] = []
    for path in files.paths:
        with parquet.ParquetFile(path, filesystem=system) as file:
            schema = schema or file.schema_arrow
            groups += [(path, at) for at in range(file.num_row_groups)]
    settings, keys = files.storage or {}, {name: os.environ[name] for name in SECRETS if name in os.environ}

    def rows(batches: Iterator[Any]) -> Iterator[Any]:
        import os

        import pyarrow.parquet as parquet
        from pyarrow import fs

        os.environ.update(keys)
        there = fs.S3FileSystem(**settings, connect_timeout=5, request_timeout=60)
        for batch in batches:
            for path, at in (groups[number] for number in batch.column("id").to_pylist()):
                with parquet.ParquetFile(path, filesystem=there) as file:
                    yield from file.iter_batches(row_groups=[at])

    tasks = min(len(groups), 4 * begun.sparkContext.defaultParallelism)
    return [begun.range(0, len(groups), 1, max(1, tasks)).mapInArrow(rows, from_arrow_schema(schema))]


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def monotonically_increasing_id() -> int:  # type: ignore[empty-body]
    """Spark's own, which Ibis calls by this name: it grows from row to row of the file, with gaps."""


def row() -> Any:
    """A number for each case that grows in the order of the file; `row_number()` would count in any order."""
    return monotonically_increasing_id()


def collect(engine: Any, expression: ir.Table, name: str) -> Any:
    """The rows of an expression as an Arrow table. (Ibis would bring them by pandas, which makes floats of numbers that may be missing.)"""
    try:
        return engine.raw_sql(engine.compile(expression)).toArrow()
    except Exception as error:
        raise _failed(error, name) from error


@contextmanager
def parts(engine: Any, expression: ir.Table, out: Path, name: str) -> Iterator[list[str]]:
    """The rows of an expression as Parquet files that the workers write beside `out`, in their order; they go afterwards."""
    folder = out.absolute().with_name(f".{out.name}.parts")
    try:
        try:
            engine.raw_sql(engine.compile(expression)).write.mode("overwrite").parquet(f"file:{folder}")
            wanted = engine.raw_sql(engine.compile(expression.aggregate(rows=expression.count()))).collect()[0][0]
        except Exception as error:
            raise _failed(error, name) from error
        paths = sorted(folder.glob("part-*.parquet"), key=lambda path: int(path.name.split("-")[1]))
        if _rows(paths) != wanted:
            raise AnalysisError("parts_unseen", folder=str(out.absolute().parent))
        yield [str(path) for path in paths]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rows(paths: list[Path]) -> int:
    import pyarrow.parquet as parquet

    return sum(parquet.read_metadata(path).num_rows for path in paths)


def _failed(error: Exception, name: str) -> AnalysisError:
    address = _session.sparkContext.master if _session is not None else "spark"
    if _UNSEEN.search(str(error)):
        return AnalysisError("file_unseen", file=name, address=address)
    return AnalysisError("engine_failed", engine=address, said=_said(error))


def _said(error: Exception) -> str:
    """What Spark says in one line, which it hides among many."""
    if of_python := _RAISED.findall(str(error)):
        return said(Exception(of_python[-1]))
    java = getattr(error, "java_exception", None)
    if java is not None:
        with suppress(Exception):
            while java.getCause() is not None:
                java = java.getCause()
            return said(Exception(java.getMessage()))
    return said(error)
