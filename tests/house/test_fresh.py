"""From nothing: a fresh clone sets itself up, and the wheel runs where only it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.soak


def environment() -> dict[str, str]:
    dropped = ("KONFRANS_", "PYTEST_", "DJANGO_", "VIRTUAL_ENV", "PYTHONPATH", "MAKE", "MFLAGS")
    return {key: value for key, value in os.environ.items() if not key.startswith(dropped)}


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("clone") / "konfrans"
    run("git", "clone", "-q", ROOT, target, cwd=ROOT)
    return target


def setup(clone: Path) -> str:
    return run(sys.executable, "-m", "tools.setup", "core", cwd=clone)


def test_a_half_made_environment_is_made_anew_and_a_whole_one_is_kept(clone):
    started = subprocess.Popen(
        [sys.executable, "-m", "tools.setup", "core"],
        cwd=clone,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (clone / ".venv" / "bin" / "python").exists():
        assert time.monotonic() < deadline, "no environment after a minute"
        time.sleep(0.05)
    os.killpg(started.pid, 9)
    started.wait()
    assert not (clone / ".venv" / "set-up.json").exists()
    assert "making it anew" in setup(clone)
    assert run(clone / ".venv" / "bin" / "konfrans", "--version", cwd=clone).startswith("konfrans ")
    again = setup(clone)
    assert "packages    as locked" in again
    assert "front end   as locked" in again
    assert list((clone / "src" / "konfrans" / "charter" / "__pycache__").glob("*.pyc"))
    assert run("git", "status", "--porcelain", cwd=clone) == ""


def test_the_wheel_runs_where_only_it_is_installed(clone, tmp_path):
    setup(clone)
    run(clone / ".venv" / "bin" / "python", "-m", "tools.wheel", cwd=clone)
    wheel = next((clone / "dist").glob("konfrans-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "konfrans/site/static/built/world.json" in names
    assert any(name.endswith("/az/LC_MESSAGES/django.mo") for name in names)
    assert not any(name.startswith(("tests/", "tools/", "benchmarks/")) for name in names)
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "-r",
        clone / "requirements" / "core.txt",
        cwd=tmp_path,
    )
    run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    konfrans = tmp_path / "venv" / "bin" / "konfrans"
    assert run(konfrans, "--version", cwd=tmp_path).startswith("konfrans ")
    run(konfrans, "migrate", cwd=tmp_path)
    where = run(python, "-c", "import konfrans; print(konfrans.__file__)", cwd=tmp_path)
    assert where.startswith(str(tmp_path))
