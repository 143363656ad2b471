"""A Spark cluster of a master and two workers on this machine, from what the package `pyspark` brings.

`--engine spark` runs the tests of the statistics on it. Tests marked `spark` need it always; where there is no Java they are left out, and
the last lines say so.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

STARTED_WITHIN = 90.0
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
"""Java that starts soon rather than runs fast: a test is over before it has warmed up."""
_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("duckdb", "spark"), default="duckdb", help="what computes the statistics")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    there = [item for item in items if item.get_closest_marker("spark")]
    if there and not java():
        items[:] = [item for item in items if item not in there]
        config.stash[_LEFT_OUT] = len(there)


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    if left := config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(f"Spark: {left} tests left out, because there is no Java here")  # type: ignore[attr-defined]


def java() -> bool:
    """Whether Spark could run here."""
    from konfrans.analysis import spark

    return bool(spark.java())


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a running cluster."""
    with started(QUICK) as address:
        yield address


@contextmanager
def started(java_options: str = "", workers: int = 2) -> Iterator[str]:
    """A master and its workers of 1 core and 1 GB as long as this lasts; they also end when this process is killed."""
    from konfrans.analysis import spark

    folder = Path(tempfile.mkdtemp(prefix="konfrans-cluster-"))
    running: list[subprocess.Popen[bytes]] = []
    settings = "".join(f"spark.{side}.extraJavaOptions {java_options}\n" for side in ("driver", "executor"))
    (folder / "spark-defaults.conf").write_text(settings if java_options else "", "utf-8")
    before = os.environ.get("SPARK_CONF_DIR")
    os.environ["SPARK_CONF_DIR"] = str(folder)
    try:
        running.append(_start(folder, "master", "master.Master", "--port", "0"))
        address = _told(folder / "master.log", running, r"Starting Spark master at (spark://\S+)")
        for at in range(workers):
            words = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{at}"), "--port", "0")
            running.append(_start(folder, f"worker{at}", "worker.Worker", *words, address))
        for at in range(workers):
            _told(folder / f"worker{at}.log", running, r"(Successfully registered with master)")
        yield address
    finally:
        spark.end()  # before its master goes, so that nothing is lost on the way
        for process in reversed(running):
            _end(process)
        if before is None:
            del os.environ["SPARK_CONF_DIR"]
        else:
            os.environ["SPARK_CONF_DIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, name: str, what: str, *words: str) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    env = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": QUICK,
        "PYSPARK_PYTHON": sys.executable,
    }
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--host", "127.0.0.1"]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [*command, "--webui-port", "0", *words],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_ends_with_us if sys.platform == "linux" else None,
        )


def _ends_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: no finally runs in a process that is killed


def _told(log: Path, running: list[subprocess.Popen[bytes]], pattern: str) -> str:
    """What a log says, as soon as it says it."""
    limit = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < limit and all(process.poll() is None for process in running):
        if found := re.search(pattern, log.read_text("utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"{log.stem} did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            if how is signal.SIGTERM:
                continue  # executors that it left behind
